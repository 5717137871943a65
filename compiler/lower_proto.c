/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_proto.c - protocol words, proto, ports, protochain.
 *
 * Sources: RFC 791 3.1 (protocol, fragment offset), RFC 8200 3, 4.5 (next header, Fragment
 * header), RFC 4302 2.2 (Authentication Header length), ISO 9577 and ISO 10589 for IS-IS.
 */
#include "compiler/lower.h"

enum {
	IP_PROTO_OFF = 9,
	IP6_NEXT_OFF = 6,
	IP6_FRAGMENT = 44,
	IP6_HEADER = 40,
	NLPID_ISIS = 0x83,
	CHAIN_MAX = 8, /* headers that protochain walks */
};

static struct ref if_ip4(struct lower *cx, struct ref yes, struct ref no)
{
	return lower_type(cx, proto_at(PROTO_IP)->number, true, yes, no);
}

static struct ref if_ip6(struct lower *cx, struct ref yes, struct ref no)
{
	return lower_type(cx, proto_at(PROTO_IP6)->number, true, yes, no);
}

static struct ref found_number(struct lower *cx, struct pos at, void *yes)
{
	(void)cx, (void)at;
	return *(struct ref *)yes;
}

static struct ref ip4_proto(struct lower *cx, ranges_t *nums, struct ref yes, struct ref no)
{
	return if_ip4(cx, lower_ranges(cx, pos_u8(cx, net_pos(cx), IP_PROTO_OFF), nums, yes, no),
	              no);
}

/* Later fragments count: they carry the protocol too. */
static struct ref ip6_proto(struct lower *cx, ranges_t *nums, struct ref yes, struct ref no)
{
	struct pos n = net_pos(cx);
	struct val next = pos_u8(cx, n, IP6_NEXT_OFF);
	struct ref in;

	if (cx->opts.ip6_ext)
		return if_ip6(cx, lower_ip6_walk(cx, nums, true, found_number, &yes, no), no);
	in = lower_ranges(cx, pos_u8(cx, n, IP6_HEADER), nums, yes, no);
	in = node_eq(cx->g, next, IP6_FRAGMENT, in, no);
	in = lower_ranges(cx, next, nums, yes, in);
	return if_ip6(cx, in, no);
}

struct ref lower_ip_proto(struct lower *cx, enum proto_id family, ranges_t *nums,
                          struct ref yes, struct ref no)
{
	if (family == PROTO_IP)
		return ip4_proto(cx, nums, yes, no);
	if (family == PROTO_IP6)
		return ip6_proto(cx, nums, yes, no);
	/* Most packets are IPv4: ask that first where the order makes no difference. */
	if (cx->opts.merge)
		return ip4_proto(cx, nums, yes, ip6_proto(cx, nums, yes, no));
	return ip6_proto(cx, nums, yes, ip4_proto(cx, nums, yes, no));
}

/* Frame Relay has the NLPID where others have a type, be it one of ISO's or not. */
static struct ref nlpid_is(struct lower *cx, const ranges_t *nlpids, struct ref yes,
                           struct ref no)
{
	enum { UNNUMBERED = 0x0300 }; /* control field */
	ranges_t types = { 0 };

	for (uint32_t i = 0; i < nlpids->count; i++)
		ranges_add(cx, &types, UNNUMBERED | nlpids->at[i].lo,
		           UNNUMBERED | nlpids->at[i].hi);
	return lower_ranges(cx, pos_u16(cx, cx->w->t, 0), &types, yes, no);
}

struct ref lower_iso(struct lower *cx, ranges_t *nlpids, struct ref yes, struct ref no)
{
	struct ref in;

	if (cx->w->test == LT_NLPID)
		return nlpid_is(cx, nlpids, yes, no);
	in = lower_ranges(cx, pos_u8(cx, llc_pos(cx), 0), nlpids, yes, no);

	return lower_type(cx, proto_at(PROTO_ISO)->number, true, in, no);
}

struct ref lower_isis(struct lower *cx, ranges_t *types, struct ref yes, struct ref no)
{
	struct val type = val_op_k(cx->g, VAL_AND, pos_u8(cx, llc_pos(cx), 4), 0x1f);
	ranges_t isis = { 0 };

	ranges_add(cx, &isis, NLPID_ISIS, NLPID_ISIS);
	return lower_iso(cx, &isis, lower_ranges(cx, type, types, yes, no), no);
}

struct ref lower_proto_word(struct lower *cx, enum proto_id id, struct ref yes,
                            struct ref no)
{
	const struct proto *p = proto_at(id);
	ranges_t nums = { 0 };

	if (p->layer == LAYER_ISIS) {
		for (uint32_t i = 0; i < 32; i++) {
			if (p->number >> i & 1)
				ranges_add(cx, &nums, i, i);
		}
		return lower_isis(cx, &nums, yes, no);
	}
	ranges_add(cx, &nums, p->number, p->number);
	switch (p->layer) {
	case LAYER_TYPE:
		return lower_type(cx, p->number, true, yes, no);
	case LAYER_IP:
		return lower_ip_proto(cx, PROTO_NONE, &nums, yes, no);
	case LAYER_IP4:
		return lower_ip_proto(cx, PROTO_IP, &nums, yes, no);
	case LAYER_IP6:
		return lower_ip_proto(cx, PROTO_IP6, &nums, yes, no);
	case LAYER_ISO:
		return lower_iso(cx, &nums, yes, no);
	case LAYER_NONE:
	case LAYER_LINK:
	case LAYER_RADIO:
	case LAYER_ISIS:
		break; /* resolve refuses these words alone */
	}
	return no;
}

static void transports(struct lower *cx, uint32_t set, ranges_t *nums)
{
	if (set & TRANSPORT_TCP)
		ranges_add(cx, nums, 6, 6);
	if (set & TRANSPORT_UDP)
		ranges_add(cx, nums, 17, 17);
	if (set & TRANSPORT_SCTP)
		ranges_add(cx, nums, 132, 132);
}

/* Source and destination port at a transport header. */
static struct ref port_pair(struct lower *cx, struct pos p, struct set *s, struct ref yes,
                            struct ref no)
{
	struct ref dst = lower_ranges(cx, pos_u16(cx, p, 2), &s->dst, yes, no);

	if (s->both)
		return lower_ranges(cx, pos_u16(cx, p, 0), &s->src, dst, no);
	return lower_ranges(cx, pos_u16(cx, p, 0), &s->src, yes, dst);
}

struct ports {
	struct set *set;
	struct ref yes, no;
};

static struct ref found_ports(struct lower *cx, struct pos at, void *arg)
{
	const struct ports *p = arg;

	return port_pair(cx, at, p->set, p->yes, p->no);
}

/* Ports are read from unfragmented packets and first fragments only; behind IPv6 extension
 * headers they are looked for on request.
 */
struct ref lower_ports(struct lower *cx, struct set *s, struct ref yes, struct ref no)
{
	struct pos n = net_pos(cx);
	ranges_t nums = { 0 };
	struct ref in;

	transports(cx, s->first.transports, &nums);
	in = port_pair(cx, ip4_payload(cx), s, yes, no);
	in = lower_first_fragment(cx, in, no);
	in = lower_ranges(cx, pos_u8(cx, n, IP_PROTO_OFF), &nums, in, no);
	no = if_ip4(cx, in, no);
	if (cx->opts.ip6_ext) {
		struct ports p = { s, yes, no };

		return if_ip6(cx, lower_ip6_walk(cx, &nums, false, found_ports, &p, no), no);
	}
	in = port_pair(cx, ip6_payload(cx), s, yes, no);
	in = lower_ranges(cx, pos_u8(cx, n, IP6_NEXT_OFF), &nums, in, no);
	return if_ip6(cx, in, no);
}

/* The walk along next-header fields, unrolled. At `depth` headers behind the first, the
 * number of the header at `at` is in `next`.
 */
static struct ref chain_step(struct lower *cx, bool ip6, uint32_t want, struct val next,
                             struct pos at, uint32_t depth, struct ref yes, struct ref no)
{
	enum { HOPOPTS = 0, ROUTING = 43, FRAGMENT = 44, AH = 51, NO_NEXT = 59, DSTOPTS = 60 };
	static const uint32_t extensions[] = { HOPOPTS, ROUTING, FRAGMENT, DSTOPTS };
	struct ref rest = no;
	struct val len;
	struct pos ext, ah;

	if (depth < CHAIN_MAX) {
		ranges_t set = { 0 };
		struct val follow = pos_u8(cx, at, 0);

		len = pos_u8(cx, at, 1);
		ah = pos_add(pos_add_val(cx, at, val_op_k(cx->g, VAL_LSH, len, 2)), 8);
		rest = node_eq(cx->g, next, AH,
		               chain_step(cx, ip6, want, follow, ah, depth + 1, yes, no), no);
		if (ip6) {
			ext = pos_add_val(cx, at, val_op_k(cx->g, VAL_LSH, len, 3));
			ext = pos_add(ext, 8);
			for (size_t i = 0; i < 4; i++)
				ranges_add(cx, &set, extensions[i], extensions[i]);
			rest = lower_ranges(cx, next, &set,
			                    chain_step(cx, ip6, want, follow, ext,
			                               depth + 1, yes, no),
			                    rest);
		}
	}
	rest = node_eq(cx->g, next, NO_NEXT, no, rest);
	return node_eq(cx->g, next, want, yes, rest);
}

struct ref lower_protochain(struct lower *cx, const struct resolved *r, struct ref yes,
                            struct ref no)
{
	struct pos n = net_pos(cx);
	struct ref in;

	if (r->proto != PROTO_IP) {
		in = chain_step(cx, true, r->num, pos_u8(cx, n, IP6_NEXT_OFF),
		                ip6_payload(cx), 0, yes, no);
		no = if_ip6(cx, in, no);
	}
	if (r->proto == PROTO_IP6)
		return no;
	in = chain_step(cx, false, r->num, pos_u8(cx, n, IP_PROTO_OFF), ip4_payload(cx), 0,
	                yes, no);
	return if_ip4(cx, in, no);
}
