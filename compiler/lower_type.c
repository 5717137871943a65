/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_type.c - "the link layer says the payload is x", link type by link type.
 *
 * x is an EtherType above 1500, or an LLC SAP up to 255. Sources: IEEE 802.3 3.2.6 (length
 * or type), IEEE 802.2, RFC 1042 (SNAP), RFC 1661 and IANA ppp-numbers.
 */
#include "compiler/lower.h"

enum {
	LLC_LENGTH_MAX = 1500, /* larger: an EtherType */
	ETH_IP = 0x0800,
	ETH_IP6 = 0x86dd,
	ETH_ATALK = 0x809b,
	ETH_AARP = 0x80f3,
	ETH_IPX = 0x8137,
	SAP_IP = 0x06,
	SAP_IPX = 0xe0,
	SAP_NETBEUI = 0xf0,
	SAP_ISO = 0xfe,
	OUI_APPLE = 0x080007,
	SLL_8023_RAW = 1, /* Linux ETH_P_802_3: Novell frames without LLC */
	SLL_8022 = 4,     /* Linux ETH_P_802_2: an LLC header follows */
	PPP_VJ_COMP = 0x2d,   /* Van Jacobson compressed TCP/IP, RFC 1144 */
	PPP_VJ_UNCOMP = 0x2f,
};

static void unknown_place(struct lower *cx, const char *what)
{
	struct diag *d = lower_error(cx, (struct span){ 0, 0 },
	                             "pfc does not know where %s lies in packets of link type %s",
	                             what, cx->w->link->name);

	if (d)
		d->hint = "there, use protocol words such as ip, link[...], byte, len, "
			  "inbound and outbound";
}

struct pos net_pos(struct lower *cx)
{
	if (cx->w->link->layout == LAYOUT_UNKNOWN)
		unknown_place(cx, "the network header");
	return pos_add(cx->w->p, cx->w->nl);
}

struct pos llc_pos(struct lower *cx)
{
	if (cx->w->test == LT_JUNIPER)
		unknown_place(cx, "an ISO header");
	return pos_add(cx->w->p, cx->w->nls);
}

struct pos pos_add_val(struct lower *cx, struct pos p, struct val v)
{
	v = val_split(cx->g, v, &p.off);
	if (v.id)
		p.base = p.base.id ? val_op(cx->g, VAL_ADD, p.base, v) : v;
	return p;
}

struct val pos_u8(struct lower *cx, struct pos p, uint32_t off)
{
	return val_load_based(cx->g, 1, p.base, p.off + off);
}

struct val pos_u16(struct lower *cx, struct pos p, uint32_t off)
{
	return val_load_based(cx->g, 2, p.base, p.off + off);
}

struct val pos_u32(struct lower *cx, struct pos p, uint32_t off)
{
	return val_load_based(cx->g, 4, p.base, p.off + off);
}

struct pos ip4_payload(struct lower *cx)
{
	struct pos n = net_pos(cx);
	struct val ihl = val_op_k(cx->g, VAL_AND, pos_u8(cx, n, 0), 0x0f);

	return pos_add_val(cx, n, val_op_k(cx->g, VAL_LSH, ihl, 2));
}

struct pos ip6_payload(struct lower *cx)
{
	struct pos n = net_pos(cx);

	cx->g->ip6_bases = true;
	if (cx->opts.ip6_base && !n.base.id)
		n.base = val_const(cx->g, 40);
	else
		n.off += 40;
	return n;
}

/* An LLC/SNAP header at the payload with this organisation and protocol. */
static struct ref snap(struct lower *cx, uint32_t oui, uint32_t type, struct ref yes,
                       struct ref no)
{
	struct pos p = cx->w->p;

	yes = node_eq(cx->g, pos_u32(cx, p, 0), 0xaaaa0300u | oui >> 16, yes, no);
	return node_eq(cx->g, pos_u32(cx, p, 4), (oui & 0xffff) << 16 | type, yes, no);
}

/* The frame has an 802.2 header instead of an EtherType. */
static struct ref has_llc(struct lower *cx, struct ref yes, struct ref no)
{
	struct val type = pos_u16(cx, cx->w->t, 0);

	if (cx->w->test == LT_SLL)
		return node_eq(cx->g, type, SLL_8022, yes, no);
	return node_range(cx->g, type, 0, LLC_LENGTH_MAX, yes, no);
}

static struct ref ether_ipx(struct lower *cx, struct ref yes, struct ref no)
{
	struct val type = pos_u16(cx, cx->w->t, 0);
	struct val sap = pos_u8(cx, cx->w->p, 0);
	struct ref in_llc;

	if (cx->w->test == LT_SLL) {
		in_llc = node_eq(cx->g, sap, SAP_IPX, yes, snap(cx, 0, ETH_IPX, yes, no));
		in_llc = has_llc(cx, in_llc, no);
		in_llc = node_eq(cx->g, type, SLL_8023_RAW, yes, in_llc);
		return node_eq(cx->g, type, ETH_IPX, yes, in_llc);
	}
	/* Novell's own framing has ffff, a checksum field, where LLC would be. */
	in_llc = node_eq(cx->g, pos_u16(cx, cx->w->p, 0), 0xffff, yes, no);
	in_llc = node_eq(cx->g, sap, SAP_IPX, yes, in_llc);
	in_llc = has_llc(cx, snap(cx, 0, ETH_IPX, yes, in_llc), no);
	return node_eq(cx->g, type, ETH_IPX, yes, in_llc);
}

static struct ref ether_type(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	struct val type = pos_u16(cx, cx->w->t, 0);

	switch (x) {
	case ETH_ATALK:
		return node_eq(cx->g, type, x, yes,
		               has_llc(cx, snap(cx, OUI_APPLE, x, yes, no), no));
	case ETH_AARP:
		return node_eq(cx->g, type, x, yes,
		               has_llc(cx, snap(cx, 0, x, yes, no), no));
	case SAP_ISO:
	case SAP_NETBEUI:
	case SAP_IP: /* DSAP and SSAP */
		yes = node_eq(cx->g, pos_u16(cx, cx->w->p, 0), x << 8 | x, yes, no);
		return has_llc(cx, yes, no);
	case SAP_IPX:
		return ether_ipx(cx, yes, no);
	default:
		break;
	}
	if (x > LLC_LENGTH_MAX)
		return node_eq(cx->g, type, x, yes, no);
	return has_llc(cx, node_eq(cx->g, pos_u8(cx, cx->w->p, 0), x, yes, no), no);
}

/* Behind an LLC header that is always there: a SAP, or a type behind SNAP, whose own header
 * is taken for granted.
 */
static struct ref llc_type(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	struct pos p = cx->w->p;

	switch (x) {
	case SAP_ISO:
	case SAP_NETBEUI:
	case SAP_IP:
		return node_eq(cx->g, pos_u16(cx, p, 0), x << 8 | x, yes, no);
	case ETH_ATALK:
		return snap(cx, OUI_APPLE, x, yes, no);
	default:
		break;
	}
	if (x > LLC_LENGTH_MAX)
		return node_eq(cx->g, pos_u16(cx, p, 6), x, yes, no);
	return node_eq(cx->g, pos_u8(cx, p, 0), x, yes, no);
}

/* ISO protocols share one type, both bytes their SAP; how others are told is by EtherType. */
static struct ref hdlc_type(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	return node_eq(cx->g, pos_u16(cx, cx->w->t, 0), x == SAP_ISO ? SAP_ISO << 8 | SAP_ISO : x,
	               yes, no);
}

/* Source: RFC 2427 (multiprotocol over Frame Relay), ISO 9577. */
static struct ref nlpid_type(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	enum { UNNUMBERED = 0x0300, NLPID_IP = 0xcc, NLPID_IP6 = 0x8e, NLPID_ISO = 0x81 };
	struct val v = pos_u16(cx, cx->w->t, 0);

	if (x == ETH_IP)
		return node_eq(cx->g, v, UNNUMBERED | NLPID_IP, yes, no);
	if (x == ETH_IP6)
		return node_eq(cx->g, v, UNNUMBERED | NLPID_IP6, yes, no);
	if (x == SAP_ISO)
		return node_range(cx->g, v, UNNUMBERED | NLPID_ISO, (UNNUMBERED | NLPID_ISO) + 2,
		                  yes, no);
	return no;
}

/* One byte that stands for a protocol; x has no row: never. */
static struct ref code_type(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	static const struct {
		enum link_type_test test;
		uint32_t x, code;
	} codes[] = {
		/* RFC 1201 and the ATA 878.2 list of system codes */
		{ LT_ARCNET, ETH_IP, 0xd4 },    { LT_ARCNET, 0x0806, 0xd5 },
		{ LT_ARCNET, 0x8035, 0xd6 },    { LT_ARCNET, ETH_IP6, 0xc4 },
		{ LT_ARCNET, ETH_ATALK, 0xdd },
		/* AF_INET and AF_INET6 of Solaris */
		{ LT_IPNET, ETH_IP, 2 },        { LT_IPNET, ETH_IP6, 26 },
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (codes[i].test == cx->w->test && codes[i].x == x)
			return node_eq(cx->g, pos_u8(cx, cx->w->t, 0), codes[i].code, yes, no);
	}
	return no;
}

/* Every protocol of every Juniper type is its magic number and nothing more. */
static struct ref juniper(struct lower *cx, struct ref yes, struct ref no)
{
	struct val magic = val_op_k(cx->g, VAL_AND, pos_u32(cx, cx->w->l, 0), 0xffffff00);

	return node_eq(cx->g, magic, 0x4d474300, yes, no);
}

/* A 32-bit address family; files of any system are read, so both byte orders count. */
static struct ref family(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	/* AF_INET6 of Linux; NetBSD, OpenBSD and Npcap; FreeBSD; Darwin */
	static const uint32_t ip6[] = { 10, 24, 28, 30 };
	static const uint32_t ip4[] = { 2 };
	const uint32_t *af = x == ETH_IP ? ip4 : ip6;
	size_t count = x == ETH_IP ? 1 : 4;
	ranges_t set = { 0 };
	struct val at;

	if (x != ETH_IP && x != ETH_IP6)
		return no;
	for (size_t i = 0; i < count; i++) {
		ranges_add(cx, &set, af[i], af[i]);
		if (cx->w->test == LT_AF)
			ranges_add(cx, &set, af[i] << 24, af[i] << 24);
	}
	at = cx->w->test == LT_AF8 ? pos_u8(cx, cx->w->t, 0) : pos_u32(cx, cx->w->t, 0);
	return lower_ranges(cx, at, &set, yes, no);
}

static struct ref version(struct lower *cx, uint32_t x, struct pos at, struct ref yes,
                          struct ref no)
{
	struct val nibble = val_op_k(cx->g, VAL_AND, pos_u8(cx, at, 0), 0xf0);

	if (x == ETH_IP)
		return node_eq(cx->g, nibble, 0x40, yes, no);
	if (x == ETH_IP6)
		return node_eq(cx->g, nibble, 0x60, yes, no);
	return no;
}

/* PPP protocol number of an EtherType or SAP; 0: it has none. */
static uint32_t ppp_number(uint32_t x)
{
	static const struct {
		uint32_t x, ppp;
	} numbers[] = {
		{ ETH_IP, 0x21 },  { ETH_IP6, 0x57 }, { 0x6003, 0x27 }, { ETH_ATALK, 0x29 },
		{ 0x0600, 0x25 },  { SAP_ISO, 0x23 }, { 0x42, 0x31 },   { SAP_IPX, 0x2b },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (numbers[i].x == x)
			return numbers[i].ppp;
	}
	return 0;
}

static struct ref ppp(struct lower *cx, uint32_t x, bool named, struct ref yes,
                      struct ref no)
{
	uint32_t number = ppp_number(x);

	if (!number && named)
		return no;
	if (x == ETH_IP && cx->w->test == LT_PPP_BSDOS) {
		ranges_t set = { 0 };

		ranges_add(cx, &set, number, number);
		ranges_add(cx, &set, PPP_VJ_COMP, PPP_VJ_COMP);
		ranges_add(cx, &set, PPP_VJ_UNCOMP, PPP_VJ_UNCOMP);
		return lower_ranges(cx, pos_u16(cx, cx->w->t, 0), &set, yes, no);
	}
	return node_eq(cx->g, pos_u16(cx, cx->w->t, 0), number ? number : x, yes, no);
}

/* Behind a label only the bottom-of-stack bit and the version nibble tell the payload. */
static struct ref behind_mpls(struct lower *cx, uint32_t x, struct ref yes, struct ref no)
{
	struct pos n = net_pos(cx);
	struct val bottom = val_op_k(cx->g, VAL_AND,
	                             pos_u8(cx, (struct pos){ n.base, n.off - 2 }, 0), 1);

	if (x != ETH_IP && x != ETH_IP6) {
		struct diag *d = lower_error(cx, (struct span){ 0, 0 },
		                             "behind 'mpls' only ip and ip6 can be told apart");

		if (d)
			d->hint = "an MPLS label does not say which protocol follows; test "
				  "this in front of 'mpls'";
		return no;
	}
	return node_eq(cx->g, bottom, 1, version(cx, x, n, yes, no), no);
}

bool lower_has_types(struct lower *cx)
{
	struct diag *d;

	if (cx->w->test != LT_NONE)
		return true;
	d = lower_error(cx, (struct span){ 0, 0 },
	                "on link type %s pfc cannot tell which protocol a packet carries",
	                cx->w->link->name);
	if (d)
		d->hint = "there, use link[...], byte, len, less and greater";
	return false;
}

static struct ref refuse_number(struct lower *cx, uint32_t x, struct ref no)
{
	bool written = cx->node->kind == AST_PRIM && !cx->node->prim.operand.file;
	struct diag *d = lower_error(cx, written ? cx->node->prim.operand.at
	                                         : (struct span){ 0, 0 },
	                             "%u is neither an EtherType nor an LLC SAP", x);

	if (d)
		d->hint = "an EtherType lies in 1501 to 65535, a SAP in 0 to 255";
	return no;
}

static bool is_type_number(enum link_type_test test, uint32_t x)
{
	if (x > 65535)
		return false;
	if (test == LT_PPP || test == LT_PPP_BSDOS || test == LT_HDLC)
		return true;
	return x <= 255 || x > LLC_LENGTH_MAX;
}

static struct ref link_type(struct lower *cx, uint32_t x, bool named, struct ref yes,
                            struct ref no)
{
	const struct where *w = cx->w;
	struct val low;

	switch (w->test) {
	case LT_NONE:
		break;
	case LT_ETHER:
	case LT_SLL:
		return ether_type(cx, x, yes, no);
	case LT_LLC:
		return llc_type(cx, x, yes, no);
	case LT_SUNATM:
		low = val_op_k(cx->g, VAL_AND, pos_u8(cx, w->l, 0), 0x0f);
		return node_eq(cx->g, low, 2, llc_type(cx, x, yes, no), no);
	case LT_WLAN:
		return lower_wlan_data(cx, llc_type(cx, x, yes, no), no);
	case LT_TYPE16:
		return x > LLC_LENGTH_MAX ? node_eq(cx->g, pos_u16(cx, w->t, 0), x, yes, no)
		                          : no;
	case LT_HDLC:
		return hdlc_type(cx, x, yes, no);
	case LT_NLPID:
		return nlpid_type(cx, x, yes, no);
	case LT_AF:
	case LT_AF_BE:
	case LT_AF8:
		return family(cx, x, yes, no);
	case LT_VERSION:
		return version(cx, x, w->p, yes, no);
	case LT_IP4:
		return x == ETH_IP ? yes : no;
	case LT_IP6:
		return x == ETH_IP6 ? yes : no;
	case LT_PPP:
	case LT_PPP_BSDOS:
		return ppp(cx, x, named, yes, no);
	case LT_ARCNET:
	case LT_IPNET:
		return code_type(cx, x, yes, no);
	case LT_ATALK:
		return x == ETH_ATALK ? yes : no;
	case LT_JUNIPER:
		return juniper(cx, yes, no);
	}
	return no;
}

bool lower_type_is_field(const struct lower *cx, uint32_t x)
{
	const struct where *w = cx->w;

	if (w->mpls || w->dead || w->lane || x > 65535 || x <= LLC_LENGTH_MAX)
		return false;
	if (w->test == LT_TYPE16)
		return true;
	return (w->test == LT_ETHER || w->test == LT_SLL) && x != ETH_ATALK &&
	       x != ETH_AARP && x != ETH_IPX;
}

struct ref lower_type(struct lower *cx, uint32_t x, bool named, struct ref yes,
                      struct ref no)
{
	const struct where *w = cx->w;

	if (!lower_has_types(cx) || w->dead)
		return no;
	if (w->mpls)
		return behind_mpls(cx, x, yes, no);
	if (!is_type_number(w->test, x))
		return refuse_number(cx, x, no);
	if (w->lane)
		yes = lower_not_le_control(cx, yes, no);
	return link_type(cx, x, named, yes, no);
}

struct ref lower_first_fragment(struct lower *cx, struct ref yes, struct ref no)
{
	struct val off = val_op_k(cx->g, VAL_AND, pos_u16(cx, net_pos(cx), 6), 0x1fff);

	return node_eq(cx->g, off, 0, yes, no);
}
