/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_word.c - words with a meaning of their own that shift nothing.
 *
 * Sources: IEEE 802.2 5.4 (LLC control field), linux/filter.h (SKF_AD_*), RFC 919, RFC 1112.
 */
#include <linux/filter.h>

#include "compiler/lower.h"
#include "pfc/pfc.h"
#include "proto/operands.h"

enum { PACKET_OUTGOING_TYPE = 4 };

/* ARCnet has no group but everybody, which counts as both; MS/TP has no word for groups. */
static struct ref mac8_group(struct lower *cx, bool broadcast, struct ref yes,
                             struct ref no)
{
	const struct link *link = cx->w->link;
	struct diag *d;

	if (broadcast || link->flags & LF_HWADDR1)
		return node_eq(cx->g, pos_u8(cx, cx->w->l, link->mac_dst),
		               link->mac_broadcast, yes, no);
	d = lower_error(cx, (struct span){ 0, 0 },
	                "link type %s has no multicast addresses", link->name);
	if (d)
		d->hint = "'broadcast' tells packets for all stations";
	return no;
}

static struct ref link_group(struct lower *cx, bool broadcast, struct ref yes, struct ref no)
{
	const struct link *link = cx->w->link;
	struct pos dst = pos_add(cx->w->l, link->mac_dst);
	struct val first;

	if (!cx->w->ppp && (link->flags & LF_MAC8))
		return mac8_group(cx, broadcast, yes, no);
	if (!cx->w->ppp && (link->flags & LF_WLAN))
		return lower_wlan_group(cx, broadcast, yes, no);
	if (!lower_has_mac(cx, broadcast ? "'broadcast'" : "'multicast'"))
		return no;
	if (cx->w->lane)
		yes = lower_not_le_control(cx, yes, no);
	if (broadcast)
		return lower_mac_bytes(cx, dst, 0xffffffffffffull, yes, no);
	first = val_op_k(cx->g, VAL_AND, pos_u8(cx, dst, 0), 1);
	return node_eq(cx->g, first, 1, yes, no);
}

static struct ref ip_broadcast(struct lower *cx, struct ref yes, struct ref no)
{
	uint32_t host = ~cx->opts.netmask;
	struct val dst = pos_u32(cx, net_pos(cx), 16);
	struct val in_net = val_op_k(cx->g, VAL_AND, dst, host);
	struct ref ones;
	struct diag *d;

	if (cx->opts.netmask == PFC_NETMASK_UNKNOWN) {
		d = lower_error(cx, (struct span){ 0, 0 },
		                "'ip broadcast' needs the netmask of the network, "
		                "which is not known here");
		if (d)
			d->hint = "give it with --netmask A.B.C.D";
		return no;
	}
	ones = node_eq(cx->g, in_net, host, yes, no);
	return lower_type(cx, proto_at(PROTO_IP)->number, true,
	                  node_eq(cx->g, in_net, 0, yes, ones), no);
}

static struct ref group(struct lower *cx, const struct ast_word *word, struct ref yes,
                        struct ref no)
{
	bool broadcast = word->word == WORD_BROADCAST;
	struct val high;

	switch (word->proto) {
	case PROTO_IP:
		if (broadcast)
			return ip_broadcast(cx, yes, no);
		high = val_op_k(cx->g, VAL_AND, pos_u8(cx, net_pos(cx), 16), 0xf0);
		yes = node_eq(cx->g, high, 0xe0, yes, no);
		return lower_type(cx, proto_at(PROTO_IP)->number, true, yes, no);
	case PROTO_IP6:
		yes = node_eq(cx->g, pos_u8(cx, net_pos(cx), 24), 0xff, yes, no);
		return lower_type(cx, proto_at(PROTO_IP6)->number, true, yes, no);
	default:
		return link_group(cx, broadcast, yes, no);
	}
}

static struct ref byte(struct lower *cx, const struct ast_word *word, struct ref yes,
                       struct ref no)
{
	struct val v = pos_u8(cx, cx->w->l, word->num);
	uint32_t k = word->num2;

	if (cx->w->dead)
		return no;
	switch (word->byte_op) {
	case BYTE_EQ:
		return node_eq(cx->g, v, k, yes, no);
	case BYTE_LT:
		return node_compare(cx->g, CMP_GE, v, val_const(cx->g, k), no, yes);
	case BYTE_GT:
		return node_compare(cx->g, CMP_GT, v, val_const(cx->g, k), yes, no);
	case BYTE_AND:
		return node_eq(cx->g, val_op_k(cx->g, VAL_AND, v, k), 0, no, yes);
	case BYTE_OR:
		return node_eq(cx->g, val_op_k(cx->g, VAL_OR, v, k), 0, no, yes);
	}
	return no;
}

static struct ref direction(struct lower *cx, bool outbound, struct ref yes, struct ref no)
{
	const struct link *link = cx->opts.link;
	uint32_t out;
	struct val v;
	struct diag *d;

	if (link->direction != LD_NONE) {
		v = val_load(cx->g, (uint8_t)link->dir_len, VAL_NONE, link->dir_off);
		if (!outbound && link->dir_in_mask)
			v = val_op_k(cx->g, VAL_AND, v, link->dir_in_mask);
		else if (link->dir_mask)
			v = val_op_k(cx->g, VAL_AND, v, link->dir_mask);
		if (link->direction == LD_BOTH)
			return node_eq(cx->g, v, outbound ? link->dir_out : link->dir_in, yes,
			               no);
		out = link->dir_out;
	} else if (cx->opts.live) {
		v = val_meta(cx->g, SKF_AD_PKTTYPE, 4, UINT32_MAX);
		out = PACKET_OUTGOING_TYPE;
	} else {
		d = lower_error(cx, (struct span){ 0, 0 },
		                "link type %s does not say in which direction a packet went",
		                link->name);
		if (d)
			d->hint = "live on an interface the kernel knows it; in a file "
				  "link types such as LINUX_SLL2 do";
		return no;
	}
	if (outbound)
		return node_eq(cx->g, v, out, yes, no);
	return node_eq(cx->g, v, out, no, yes);
}

static struct ref ifindex(struct lower *cx, uint32_t n, struct ref yes, struct ref no)
{
	const struct link *link = cx->opts.link;
	struct diag *d;

	if (link->ifindex_off >= 0)
		return node_eq(cx->g,
		               val_load(cx->g, 4, VAL_NONE, (uint32_t)link->ifindex_off), n,
		               yes, no);
	if (cx->opts.live)
		return node_eq(cx->g, val_meta(cx->g, SKF_AD_IFINDEX, 4, UINT32_MAX), n, yes,
		               no);
	d = lower_error(cx, (struct span){ 0, 0 },
	                "link type %s does not say on which interface a packet was seen",
	                link->name);
	if (d)
		d->hint = "live on an interface the kernel knows it; in a file only "
			  "LINUX_SLL2 does";
	return no;
}

/* Whether the packet has an 802.2 header at all, besides its control field. */
static struct ref has_llc(struct lower *cx, struct ref yes, struct ref no)
{
	const struct where *w = cx->w;

	switch (w->test) {
	case LT_WLAN:
		return lower_wlan_data(cx, yes, no);
	case LT_SUNATM:
		return node_eq(cx->g, val_op_k(cx->g, VAL_AND, pos_u8(cx, w->l, 0), 0x0f), 2,
		               yes, no);
	case LT_LLC:
		return yes;
	default:
		break;
	}
	/* Novell frames of length type start with ffff where others have DSAP and SSAP. */
	yes = node_eq(cx->g, pos_u16(cx, w->p, 0), 0xffff, no, yes);
	return node_range(cx->g, pos_u16(cx, w->t, 0), 0, 1500, yes, no);
}

static struct ref llc(struct lower *cx, const struct ast_word *word, struct ref yes,
                      struct ref no)
{
	const struct where *w = cx->w;
	struct val control = pos_u8(cx, w->p, 2);

	if (w->ppp || !(w->link->flags & LF_LLC)) {
		lower_error(cx, (struct span){ 0, 0 }, "%s frames carry no LLC header to test",
		            w->ppp ? "PPP" : w->link->name);
		return no;
	}
	if (w->dead)
		return no;
	if (word->name)
		yes = node_eq(cx->g, val_op_k(cx->g, VAL_AND, control, LLC_MASK(word->num)),
		              LLC_VALUE(word->num), yes, no);
	return has_llc(cx, yes, no);
}

static struct ref refuse(struct lower *cx, const char *what)
{
	lower_error(cx, (struct span){ 0, 0 }, "only %s packets have this; link type %s does not",
	            what, cx->w->link->name);
	return REJECT;
}

struct ref lower_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                      struct ref no)
{
	switch (word->word) {
	case WORD_BROADCAST:
	case WORD_MULTICAST:
		return group(cx, word, yes, no);
	case WORD_LESS:
		return node_range(cx->g, val_len(cx->g), 0, word->num, yes, no);
	case WORD_GREATER:
		return node_range(cx->g, val_len(cx->g), word->num, UINT32_MAX, yes, no);
	case WORD_BYTE:
		return byte(cx, word, yes, no);
	case WORD_INBOUND:
	case WORD_OUTBOUND:
		return direction(cx, word->word == WORD_OUTBOUND, yes, no);
	case WORD_IFINDEX:
		return ifindex(cx, word->num, yes, no);
	case WORD_PPPOED:
		return lower_type(cx, 0x8863, true, yes, no);
	case WORD_LLC:
		return llc(cx, word, yes, no);
	case WORD_PF_IFNAME:
	case WORD_PF_RULESET:
	case WORD_PF_RNR:
	case WORD_PF_SRNR:
	case WORD_PF_REASON:
	case WORD_PF_ACTION:
		if (cx->opts.link->flags & LF_PFLOG)
			return lower_pf_word(cx, word, yes, no);
		return refuse(cx, "PF log (PFLOG)");
	case WORD_WLAN_TYPE:
	case WORD_WLAN_SUBTYPE:
	case WORD_WLAN_DIR:
		if (!cx->w->ppp && (cx->w->link->flags & LF_WLAN))
			return lower_wlan_word(cx, word, yes, no);
		return refuse(cx, "802.11");
	case WORD_ATM:
	case WORD_ATM_FIELD:
		if (cx->w->link->flags & LF_SUNATM)
			return lower_atm_word(cx, word, yes, no);
		return refuse(cx, "ATM (SUNATM)");
	case WORD_SS7:
	case WORD_SS7_FIELD:
		if (cx->w->link->flags & LF_SS7)
			return lower_ss7_word(cx, word, yes, no);
		return refuse(cx, "SS7 (MTP2)");
	case WORD_VLAN:
	case WORD_MPLS:
	case WORD_PPPOES:
	case WORD_GENEVE:
	case WORD_VXLAN:
		break; /* lower_shift() */
	}
	return no;
}
