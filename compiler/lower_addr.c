/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_addr.c - hosts, networks, link addresses.
 *
 * Sources: RFC 791 3.1, RFC 8200 3, RFC 826 (sender and target protocol addresses behind
 * 6-byte hardware addresses), DECnet Phase IV Routing Layer Functional Specification.
 */
#include <stdlib.h>
#include <string.h>

#include "compiler/lower.h"
#include "pfc/pfc.h"

typedef VEC(struct net4) nets4_t;
typedef VEC(struct net6) nets6_t;

/* Ones, then zeros? */
static bool contiguous(uint32_t mask)
{
	return ((~mask + 1) & ~mask) == 0;
}

/* v lies in one of the networks. */
static struct ref in_nets4(struct lower *cx, struct val v, const struct net4 *nets,
                           uint32_t count, struct ref yes, struct ref no)
{
	ranges_t ranges = { 0 };

	for (uint32_t i = count; i-- > 0;) {
		if (nets[i].mask == 0)
			return yes;
		if (contiguous(nets[i].mask))
			ranges_add(cx, &ranges, nets[i].addr,
			           nets[i].addr | ~nets[i].mask);
		else
			no = node_eq(cx->g, val_op_k(cx->g, VAL_AND, v, nets[i].mask),
			             nets[i].addr, yes, no);
	}
	return lower_ranges(cx, v, &ranges, yes, no);
}

static struct ref hosts4(struct lower *cx, const struct set *s, uint32_t src, uint32_t dst,
                         struct ref yes, struct ref no)
{
	struct pos n = net_pos(cx);
	struct ref on_dst = in_nets4(cx, pos_u32(cx, n, dst), s->dst4.at, s->dst4.count, yes,
	                             no);

	if (s->both)
		return in_nets4(cx, pos_u32(cx, n, src), s->src4.at, s->src4.count, on_dst,
		                no);
	return in_nets4(cx, pos_u32(cx, n, src), s->src4.at, s->src4.count, yes, on_dst);
}

static int by_address(const void *x, const void *y)
{
	const struct net6 *a = x, *b = y;

	for (int i = 0; i < 4; i++) {
		if (a->addr[i] != b->addr[i])
			return a->addr[i] < b->addr[i] ? -1 : 1;
	}
	for (int i = 0; i < 4; i++) {
		if (a->mask[i] != b->mask[i])
			return a->mask[i] < b->mask[i] ? -1 : 1;
	}
	return 0;
}

static bool covers6(const struct net6 *a, const struct net6 *b)
{
	for (int i = 0; i < 4; i++) {
		if ((b->addr[i] & a->mask[i]) != a->addr[i])
			return false;
	}
	return true;
}

/* Sorted by address, wider networks first, what another one covers taken out. */
static uint32_t sort_nets6(struct net6 *nets, uint32_t count)
{
	uint32_t n = 0;

	if (count)
		qsort(nets, count, sizeof(*nets), by_address);
	for (uint32_t i = 0; i < count; i++) {
		if (n == 0 || !covers6(&nets[n - 1], &nets[i]))
			nets[n++] = nets[i];
	}
	return n;
}

/* Words `word` and later of the address at p lie in one of the sorted networks. */
static struct ref in_nets6(struct lower *cx, struct pos p, uint32_t word,
                           const struct net6 *nets, uint32_t count, struct ref yes,
                           struct ref no)
{
	struct arm *arms;
	uint32_t n = 0, i = 0;
	uint64_t next = 0;

	if (!count)
		return no;
	if (word == 4 || nets[0].mask[word] == 0)
		return yes;
	arms = arena_alloc(cx->arena, (2 * (size_t)count + 2) * sizeof(*arms));
	while (i < count) {
		uint32_t value = nets[i].addr[word];
		uint32_t first = i;

		if (value > next || (value == 0 && next == 0)) {
			if (value > next)
				arms[n++] = (struct arm){ (uint32_t)next, no };
		}
		if (nets[i].mask[word] != UINT32_MAX) {
			arms[n++] = (struct arm){ value, yes };
			next = (uint64_t)(value | ~nets[i].mask[word]) + 1;
			i++;
			continue;
		}
		while (i < count && nets[i].addr[word] == value)
			i++;
		arms[n++] = (struct arm){ value, in_nets6(cx, p, word + 1, nets + first,
		                                          i - first, yes, no) };
		next = (uint64_t)value + 1;
	}
	if (next <= UINT32_MAX)
		arms[n++] = (struct arm){ (uint32_t)next, no };
	return node_switch(cx->g, pos_u32(cx, p, 4 * word), arms, n);
}

static struct ref hosts6(struct lower *cx, struct set *s, struct ref yes, struct ref no)
{
	struct pos n = net_pos(cx);
	struct ref on_dst;

	s->src6.count = sort_nets6(s->src6.at, s->src6.count);
	s->dst6.count = sort_nets6(s->dst6.at, s->dst6.count);
	on_dst = in_nets6(cx, pos_add(n, 24), 0, s->dst6.at, s->dst6.count, yes, no);
	if (s->both)
		return in_nets6(cx, pos_add(n, 8), 0, s->src6.at, s->src6.count, on_dst, no);
	return in_nets6(cx, pos_add(n, 8), 0, s->src6.at, s->src6.count, yes, on_dst);
}

/* In text order: IPv4, ARP, RARP, IPv6; each is tried when the one before did not match. */
struct ref lower_hosts(struct lower *cx, struct set *s, struct ref yes, struct ref no)
{
	enum proto_id only = s->first.proto;
	bool any = only == PROTO_NONE;
	bool v4 = s->src4.count || s->dst4.count;
	/* Protocol addresses in ARP lie behind hardware addresses of 6 bytes, or of 1. */
	uint32_t hw = cx->w->link->flags & LF_HWADDR1 ? 1 : 6;
	uint32_t spa = 8 + hw, tpa = 12 + 2 * hw;
	struct ref in;

	if (s->src6.count || s->dst6.count) {
		in = hosts6(cx, s, yes, no);
		no = lower_type(cx, proto_at(PROTO_IP6)->number, true, in, no);
	}
	if (v4 && (only == PROTO_RARP || (any && !cx->w->mpls))) {
		in = hosts4(cx, s, spa, tpa, yes, no);
		no = lower_type(cx, proto_at(PROTO_RARP)->number, true, in, no);
	}
	if (v4 && (only == PROTO_ARP || (any && !cx->w->mpls))) {
		in = hosts4(cx, s, spa, tpa, yes, no);
		no = lower_type(cx, proto_at(PROTO_ARP)->number, true, in, no);
	}
	if (v4 && (only == PROTO_IP || any)) {
		in = hosts4(cx, s, 12, 16, yes, no);
		no = lower_type(cx, proto_at(PROTO_IP)->number, true, in, no);
	}
	return no;
}

bool lower_has_mac(struct lower *cx, const char *what)
{
	struct diag *d;

	if (cx->w->ppp || !(cx->w->link->flags & LF_MAC48)) {
		d = lower_error(cx, (struct span){ 0, 0 },
		                "%s needs link addresses, which %s does not have", what,
		                cx->w->ppp ? "PPP" : cx->w->link->name);
		if (d && cx->w->ppp)
			d->hint = "test them in front of 'pppoes'";
		return false;
	}
	return !cx->w->dead && !cx->w->no_link;
}

struct ref lower_mac_bytes(struct lower *cx, struct pos p, uint64_t mac, struct ref yes,
                           struct ref no)
{
	yes = node_eq(cx->g, pos_u16(cx, p, 0), (uint32_t)(mac >> 32), yes, no);
	return node_eq(cx->g, pos_u32(cx, p, 2), (uint32_t)mac, yes, no);
}

/* The lower four bytes tell addresses apart best. */
static int by_low_bytes(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	a = (a & UINT32_MAX) << 16 | a >> 32;
	b = (b & UINT32_MAX) << 16 | b >> 32;
	return a < b ? -1 : a > b;
}

struct ref in_macs(struct lower *cx, struct pos p, uint64_t *mac, uint32_t count,
                   struct ref yes, struct ref no)
{
	struct arm *arms;
	uint64_t next = 0;
	uint32_t n = 0;

	if (!count)
		return no;
	qsort(mac, count, sizeof(*mac), by_low_bytes);
	arms = arena_alloc(cx->arena, (2 * (size_t)count + 1) * sizeof(*arms));
	for (uint32_t i = 0; i < count;) {
		uint32_t low = (uint32_t)mac[i];
		ranges_t high = { 0 };

		if (low > next)
			arms[n++] = (struct arm){ (uint32_t)next, no };
		for (; i < count && (uint32_t)mac[i] == low; i++)
			ranges_add(cx, &high, (uint32_t)(mac[i] >> 32),
			           (uint32_t)(mac[i] >> 32));
		arms[n++] = (struct arm){ low, lower_ranges(cx, pos_u16(cx, p, 0), &high,
		                                            yes, no) };
		next = (uint64_t)low + 1;
	}
	if (next <= UINT32_MAX)
		arms[n++] = (struct arm){ (uint32_t)next, no };
	return node_switch(cx->g, pos_u32(cx, p, 2), arms, n);
}

/* ATM LAN emulation: control frames have ff00 where others have the LEC id. */
struct ref lower_not_le_control(struct lower *cx, struct ref yes, struct ref no)
{
	return node_eq(cx->g, val_load(cx->g, 2, VAL_NONE, 4), 0xff00, no, yes);
}

/* A single primitive reads the source first, a list the address nearer to the start. */
struct ref lower_macs(struct lower *cx, struct set *s, struct ref yes, struct ref no)
{
	const struct where *w = cx->w;
	struct pos src = pos_add(w->l, w->link->mac_src);
	struct pos dst = pos_add(w->l, w->link->mac_dst);
	struct ref in;

	if (s->first.dir >= DIR_ADDR1)
		return lower_wlan_address(cx, &s->first, yes, no);
	if (!w->ppp && (w->link->flags & LF_WLAN))
		return lower_wlan_macs(cx, s, yes, no);
	if (!lower_has_mac(cx, "a link-level address"))
		return no;
	if (w->lane)
		yes = lower_not_le_control(cx, yes, no);
	if (s->both) {
		in = in_macs(cx, dst, s->dst_mac.at, s->dst_mac.count, yes, no);
		return in_macs(cx, src, s->src_mac.at, s->src_mac.count, in, no);
	}
	if (s->num.count == 1) {
		in = in_macs(cx, dst, s->dst_mac.at, s->dst_mac.count, yes, no);
		return in_macs(cx, src, s->src_mac.at, s->src_mac.count, yes, in);
	}
	in = in_macs(cx, src, s->src_mac.at, s->src_mac.count, yes, no);
	return in_macs(cx, dst, s->dst_mac.at, s->dst_mac.count, yes, in);
}

struct ref lower_mac8(struct lower *cx, const struct resolved *r, struct ref yes,
                      struct ref no)
{
	const struct link *link = cx->w->link;
	struct val src = pos_u8(cx, cx->w->l, link->mac_src);
	struct val dst = pos_u8(cx, cx->w->l, link->mac_dst);
	struct ref on_dst = node_eq(cx->g, dst, r->mac[0], yes, no);

	if (!(link->flags & LF_MAC8) || cx->w->tunnel || cx->w->ppp) {
		lower_error(cx, (struct span){ 0, 0 },
		            "one-byte link addresses are for ARCnet and MS/TP, not %s",
		            link->name);
		return no;
	}
	switch (r->dir) {
	case DIR_SRC:
		return node_eq(cx->g, src, r->mac[0], yes, no);
	case DIR_DST:
		return on_dst;
	case DIR_SRC_AND_DST:
		return node_eq(cx->g, src, r->mac[0], on_dst, no);
	default:
		return node_eq(cx->g, src, r->mac[0], yes, on_dst);
	}
}

/* One direction in each of the four packet forms: short or long header, padded or not. */
static struct ref decnet_end(struct lower *cx, uint32_t addr, uint32_t short_off,
                             uint32_t long_off, struct ref yes, struct ref no)
{
	struct pos f = pos_add(net_pos(cx), 2);
	struct val flags = val_op_k(cx->g, VAL_AND, pos_u8(cx, f, 0), 7);
	struct val padded = val_op_k(cx->g, VAL_AND, pos_u16(cx, f, 0), 0xff07);
	uint32_t swapped = (addr & 0xff) << 8 | addr >> 8;
	struct ref r;

	r = node_eq(cx->g, pos_u16(cx, f, long_off), swapped, yes, no);
	no = node_eq(cx->g, flags, 6, r, no);
	r = node_eq(cx->g, pos_u16(cx, f, 1 + long_off), swapped, yes, no);
	no = node_eq(cx->g, padded, 0x8106, r, no);
	r = node_eq(cx->g, pos_u16(cx, f, short_off), swapped, yes, no);
	no = node_eq(cx->g, flags, 2, r, no);
	r = node_eq(cx->g, pos_u16(cx, f, 1 + short_off), swapped, yes, no);
	return node_eq(cx->g, padded, 0x8102, r, no);
}

struct ref lower_decnet(struct lower *cx, const struct resolved *r, struct ref yes,
                        struct ref no)
{
	struct ref dst = decnet_end(cx, r->num, 1, 7, yes, no);
	struct ref in;

	if (r->dir == DIR_DST)
		in = dst;
	else if (r->dir == DIR_SRC)
		in = decnet_end(cx, r->num, 3, 15, yes, no);
	else if (r->dir == DIR_SRC_AND_DST)
		in = decnet_end(cx, r->num, 3, 15, dst, no);
	else
		in = decnet_end(cx, r->num, 3, 15, yes, dst);
	return lower_type(cx, proto_at(PROTO_DECNET)->number, true, in, no);
}

/* Sent to or from the gateway's link address, but not from or for its IPv4 addresses. */
struct ref lower_gateway(struct lower *cx, const struct resolved *r, struct ref yes,
                         struct ref no)
{
	static const struct {
		enum proto_id proto;
		uint32_t src, dst;
	} forms[] = { { PROTO_RARP, 14, 24 }, { PROTO_ARP, 14, 24 }, { PROTO_IP, 12, 16 } };
	struct set s = { .first = *r };
	struct ref in = no;

	if (cx->w->mpls || cx->w->tunnel || cx->w->ppp ||
	    !(cx->w->link->flags & (LF_MAC48 | LF_WLAN))) {
		lower_error(cx, (struct span){ 0, 0 },
		            "'gateway' needs the link addresses of the IP packet itself%s",
		            cx->w->mpls || cx->w->tunnel || cx->w->ppp
		                    ? "; write it in front of the encapsulation"
		                    : "");
		return no;
	}
	set_add(cx, &s, cx->node);
	s.num.count = 1;
	for (size_t i = 0; i < 3; i++) {
		struct ref other;

		if (r->proto != PROTO_NONE && r->proto != forms[i].proto)
			continue;
		other = hosts4(cx, &s, forms[i].src, forms[i].dst, in, yes);
		in = lower_type(cx, proto_at(forms[i].proto)->number, true, other, in);
	}
	*vec_push(cx->arena, &s.src_mac) = mac_number(r->mac);
	*vec_push(cx->arena, &s.dst_mac) = mac_number(r->mac);
	return lower_macs(cx, &s, in, no);
}
