/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_shift.c - words that move everything to their right further in.
 *
 * A word is tested in the world it stands in and leads to one world or more: a live `vlan`
 * to one where the kernel took the tag out and one where it is in the frame, a tunnel to
 * one per outer IP version and payload kind, and to a dead one where the tunnel is not
 * there and nothing inside it can match.
 *
 * Sources: IEEE 802.1Q 9.6 and 802.1ad, RFC 3032 2.1 (label stack entry), RFC 2516 4
 * (PPPoE), RFC 7348 5 (VXLAN), RFC 8926 3.4 (Geneve).
 */
#include <assert.h>
#include <linux/filter.h>
#include <string.h>

#include "compiler/lower.h"

enum {
	ETH_MPLS = 0x8847,
	ETH_PPPOES = 0x8864,
	ETH_BRIDGED = 0x6558, /* Geneve protocol type: an Ethernet frame inside */
	PPP_MPLS = 0x0281,
	UDP = 17,
	UDP_HEADER = 8,
	VXLAN_PORT = 4789,
	VXLAN_FLAGS = 0x08,
	GENEVE_PORT = 6081,
};

/* Which way a tunnel went. */
enum { TUNNEL_DEAD, TUNNEL_V4, TUNNEL_V6, TUNNEL_V4_OTHER, TUNNEL_V6_OTHER };

bool word_shifts(const struct ast_word *word)
{
	switch (word->word) {
	case WORD_VLAN:
	case WORD_MPLS:
	case WORD_PPPOES:
	case WORD_GENEVE:
	case WORD_VXLAN:
		return true;
	case WORD_ATM:
		return word->num == ATM_LANE;
	default:
		return false;
	}
}

struct ref map_get(const struct map *m, uint32_t world)
{
	for (uint32_t i = 0; i < m->count; i++) {
		if (m->world[i] == world)
			return m->to[i];
	}
	assert(!"every world that can be reached has its node");
	return REJECT;
}

static bool pos_same(struct pos a, struct pos b)
{
	return val_is(a.base, b.base) && a.off == b.off;
}

static bool where_same(const struct where *a, const struct where *b)
{
	return a->link == b->link && a->test == b->test && pos_same(a->l, b->l) &&
	       pos_same(a->t, b->t) && pos_same(a->p, b->p) && a->nl == b->nl &&
	       a->nls == b->nls && a->mpls == b->mpls && a->vlans == b->vlans &&
	       a->tunnel == b->tunnel && a->no_link == b->no_link && a->dead == b->dead &&
	       a->ppp == b->ppp && a->lane == b->lane;
}

uint32_t world_intern(struct lower *cx, const struct where *w)
{
	for (uint32_t i = 0; i < cx->worlds.count; i++) {
		if (where_same(&cx->worlds.at[i], w))
			return i;
	}
	*vec_push(cx->arena, &cx->worlds) = *w;
	return cx->worlds.count - 1;
}

/* Does Linux take this tag out of the frame? */
static bool tag_in_metadata(const struct lower *cx, const struct where *w)
{
	return cx->opts.live && !cx->opts.as_saved &&
	       (cx->opts.link->flags & LF_VLAN_META) && !w->vlans && !w->tunnel;
}

static struct where behind_vlan(struct where w, bool in_frame)
{
	bool snap = w.test == LT_LLC || w.test == LT_WLAN;

	if (in_frame && !snap) {
		w.t = pos_add(w.p, 2);
		w.test = LT_ETHER;
	}
	if (in_frame) /* behind SNAP the type is read from the payload, so it moves along */
		w.p = pos_add(w.p, 4);
	w.vlans++;
	return w;
}

static struct where behind_mpls(struct where w)
{
	w.nl += 4;
	w.nls += 4;
	w.mpls++;
	return w;
}

static struct where behind_pppoes(struct lower *cx)
{
	struct where w = *cx->w;

	w.l = w.t = pos_add(net_pos(cx), 6);
	w.p = pos_add(w.l, 2);
	w.nl = w.nls = 0;
	w.test = LT_PPP;
	w.ppp = true;
	return w;
}

/* ATM LAN emulation: a LEC id, then an Ethernet frame. */
static struct where behind_lane(struct where w)
{
	w.link = link_by_number(LINKTYPE_ETHERNET);
	w.test = LT_ETHER;
	w.l.off = 6;
	w.t = pos_add(w.l, w.link->type_off);
	w.p = pos_add(w.l, w.link->payload);
	w.nl = 0;
	w.nls = (uint32_t)w.link->nls;
	w.lane = true;
	return w;
}

/* UDP payload of the packet at cx->w. */
static struct pos udp_payload(struct lower *cx, bool ip6)
{
	return pos_add(ip6 ? ip6_payload(cx) : ip4_payload(cx), UDP_HEADER);
}

static struct where inside(struct lower *cx, const struct ast_word *word, uint32_t way)
{
	struct where w = *cx->w;
	bool ip6 = way == TUNNEL_V6 || way == TUNNEL_V6_OTHER;
	bool other = way == TUNNEL_V4_OTHER || way == TUNNEL_V6_OTHER;
	struct pos u = udp_payload(cx, ip6);
	struct val options;

	memset(&w, 0, sizeof(w));
	w.link = link_by_number(LINKTYPE_ETHERNET);
	w.test = LT_ETHER;
	w.nls = (uint32_t)w.link->nls;
	w.tunnel = true;
	w.dead = way == TUNNEL_DEAD || cx->w->dead;
	if (w.dead)
		return w;
	w.l = pos_add(u, 8);
	if (word->word == WORD_GENEVE) {
		options = val_op_k(cx->g, VAL_AND, pos_u8(cx, u, 0), 0x3f);
		w.l = pos_add_val(cx, w.l, val_op_k(cx->g, VAL_LSH, options, 2));
	}
	w.t = other ? pos_add(u, 2) : pos_add(w.l, w.link->type_off);
	w.p = other ? w.l : pos_add(w.l, w.link->payload);
	w.no_link = other;
	return w;
}

/* One of the worlds behind the word; ways count from 0 as in shift_worlds(). */
static uint32_t world_behind(struct lower *cx, const struct ast_word *word, uint32_t way)
{
	struct where w;

	switch (word->word) {
	case WORD_VLAN:
		w = behind_vlan(*cx->w, way == 0);
		break;
	case WORD_MPLS:
		w = behind_mpls(*cx->w);
		break;
	case WORD_PPPOES:
		w = behind_pppoes(cx);
		break;
	case WORD_ATM:
		w = behind_lane(*cx->w);
		break;
	default:
		w = inside(cx, word, way);
		break;
	}
	return world_intern(cx, &w);
}

uint32_t shift_worlds(struct lower *cx, uint32_t world, const struct ast_word *word,
                      uint32_t out[WORLDS_PER_WORD])
{
	struct where here = cx->worlds.at[world];
	uint32_t ways = 1;

	cx->w = &here;
	if (word->word == WORD_VLAN && tag_in_metadata(cx, &here))
		ways = 2;
	else if (!here.dead && word->word == WORD_VXLAN)
		ways = 3;
	else if (!here.dead && word->word == WORD_GENEVE)
		ways = 5;
	for (uint32_t i = 0; i < ways; i++)
		out[i] = world_behind(cx, word, i);
	cx->w = NULL;
	return ways;
}

static struct ref tag_present(struct lower *cx, struct ref yes, struct ref no)
{
	struct val present = val_meta(cx->g, SKF_AD_VLAN_TAG_PRESENT, 1, 1);

	return node_eq(cx->g, present, 0, no, yes);
}

struct ref shift_skipped(struct lower *cx, uint32_t world, const struct ast_word *word,
                         struct ref (*then)(struct lower *, uint32_t, void *), void *arg)
{
	uint32_t out[WORLDS_PER_WORD];
	uint32_t ways = shift_worlds(cx, world, word, out);

	/* Which of the two worlds of a live tag it is, the kernel knows in any case. A
	 * tunnel that was not looked for is not there.
	 */
	if (ways == 2)
		return tag_present(cx, then(cx, out[1], arg), then(cx, out[0], arg));
	return then(cx, out[0], arg);
}

/* The word's number, if it has one, is v; or one of its numbers is. */
static struct ref number_is(struct lower *cx, const struct ast_word *word, struct val v,
                            struct ref yes, struct ref no)
{
	ranges_t ranges = { 0 };

	if (!word->has_num)
		return yes;
	if (!word->set)
		return node_eq(cx->g, v, word->num, yes, no);
	for (uint32_t i = 0; i < word->range_count; i++)
		ranges_add(cx, &ranges, word->ranges[i].lo, word->ranges[i].hi);
	return lower_ranges(cx, v, &ranges, yes, no);
}

static struct ref vlan_id(struct lower *cx, const struct ast_word *word, struct val tci,
                          struct ref yes, struct ref no)
{
	return number_is(cx, word, val_op_k(cx->g, VAL_AND, tci, 0x0fff), yes, no);
}

static struct ref lower_vlan(struct lower *cx, const struct ast_word *word,
                             const uint32_t *out, uint32_t ways, const struct map *yes,
                             const struct map *no)
{
	const struct where *w = cx->w;
	static const uint32_t tpids[] = { 0x8100, 0x88a8, 0x9100 };
	struct ref in_frame, stripped, other, tag;

	if (w->mpls || w->ppp || !(w->link->flags & LF_VLAN)) {
		lower_error(cx, (struct span){ 0, 0 },
		            w->mpls  ? "no VLAN tag can follow an MPLS label"
		            : w->ppp ? "no VLAN tag can follow a PPP header"
		                     : "link type %s has no VLAN tags",
		            w->link->name);
		return REJECT;
	}
	other = map_get(no, out[0]);
	if (w->dead)
		return other;
	tag = vlan_id(cx, word, pos_u16(cx, net_pos(cx), 0), map_get(yes, out[0]), other);
	in_frame = other;
	for (size_t i = sizeof(tpids) / sizeof(tpids[0]); i-- > 0;)
		in_frame = lower_type(cx, tpids[i], true, tag, in_frame);
	if (ways == 1)
		return in_frame;
	stripped = vlan_id(cx, word, val_meta(cx->g, SKF_AD_VLAN_TAG, 2, 0xffff),
	                   map_get(yes, out[1]), map_get(no, out[1]));
	return tag_present(cx, stripped, in_frame);
}

static struct ref lower_mpls(struct lower *cx, const struct ast_word *word, struct ref yes,
                             struct ref no)
{
	const struct where *w = cx->w;
	struct val label, above;
	struct pos n;

	if (!w->mpls && !w->ppp && !(w->link->flags & LF_MPLS)) {
		lower_error(cx, (struct span){ 0, 0 }, "pfc knows no MPLS on link type %s",
		            w->link->name);
		return no;
	}
	n = net_pos(cx);
	label = val_op_k(cx->g, VAL_RSH, pos_u32(cx, n, 0), 12);
	yes = number_is(cx, word, label, yes, no);
	if (!w->mpls) {
		if (w->ppp || w->test == LT_PPP)
			return node_eq(cx->g, pos_u16(cx, w->t, 0), PPP_MPLS, yes, no);
		return lower_type(cx, ETH_MPLS, true, yes, no);
	}
	/* Not the last one of the stack. */
	above = val_op_k(cx->g, VAL_AND, pos_u8(cx, (struct pos){ n.base, n.off - 2 }, 0), 1);
	return node_eq(cx->g, above, 0, yes, no);
}

static struct ref lower_pppoes(struct lower *cx, const struct ast_word *word,
                               struct ref yes, struct ref no)
{
	struct pos n = net_pos(cx);

	if (cx->w->mpls) {
		lower_error(cx, (struct span){ 0, 0 },
		            "'pppoes' cannot follow 'mpls': a label does not say that "
		            "PPPoE comes next");
		return no;
	}
	yes = number_is(cx, word, pos_u16(cx, n, 2), yes, no);
	return lower_type(cx, ETH_PPPOES, true, yes, no);
}

static struct ref lower_lane(struct lower *cx, struct ref yes, struct ref no)
{
	if (!(cx->w->link->flags & LF_SUNATM)) {
		lower_error(cx, (struct span){ 0, 0 },
		            "only ATM (SUNATM) packets have this; link type %s does not",
		            cx->w->link->name);
		return no;
	}
	return node_eq(cx->g, val_op_k(cx->g, VAL_AND, pos_u8(cx, cx->w->l, 0), 0x0f), 1, yes,
	               no);
}

/* The tunnel header behind one IP version; out: the worlds behind it, by TUNNEL_. */
static struct ref tunnel_in(struct lower *cx, const struct ast_word *word, bool ip6,
                            const uint32_t *out, const struct map *yes, struct ref no)
{
	bool geneve = word->word == WORD_GENEVE;
	struct pos n = net_pos(cx);
	struct pos u = udp_payload(cx, ip6);
	struct val port = pos_u16(cx, (struct pos){ u.base, u.off - UDP_HEADER }, 2);
	struct val vni = val_op_k(cx->g, VAL_RSH, pos_u32(cx, u, 4), 8);
	struct ref in = map_get(yes, out[ip6 ? TUNNEL_V6 : TUNNEL_V4]);
	struct ref other;

	if (geneve) {
		other = map_get(yes, out[ip6 ? TUNNEL_V6_OTHER : TUNNEL_V4_OTHER]);
		in = node_eq(cx->g, pos_u16(cx, u, 2), ETH_BRIDGED, in, other);
	}
	in = number_is(cx, word, vni, in, no);
	if (geneve)
		in = node_eq(cx->g, val_op_k(cx->g, VAL_AND, pos_u8(cx, u, 0), 0xc0), 0, in,
		             no);
	else
		in = node_eq(cx->g, pos_u8(cx, u, 0), VXLAN_FLAGS, in, no);
	in = node_eq(cx->g, port, geneve ? GENEVE_PORT : VXLAN_PORT, in, no);
	if (!ip6)
		in = lower_first_fragment(cx, in, no);
	return node_eq(cx->g, pos_u8(cx, n, ip6 ? 6 : 9), UDP, in, no);
}

static struct ref lower_tunnel(struct lower *cx, const struct ast_word *word,
                               const uint32_t *out, const struct map *yes,
                               const struct map *no)
{
	struct ref none = map_get(no, out[TUNNEL_DEAD]);

	if (cx->w->dead || !lower_has_types(cx))
		return none;
	none = lower_type(cx, proto_at(PROTO_IP6)->number, true,
	                  tunnel_in(cx, word, true, out, yes, none), none);
	return lower_type(cx, proto_at(PROTO_IP)->number, true,
	                  tunnel_in(cx, word, false, out, yes, map_get(no, out[TUNNEL_DEAD])),
	                  none);
}

struct ref lower_shift(struct lower *cx, uint32_t world, const struct ast_word *word,
                       const struct map *yes, const struct map *no)
{
	uint32_t out[WORLDS_PER_WORD];
	uint32_t ways = shift_worlds(cx, world, word, out);
	struct where here = cx->worlds.at[world];
	struct ref r = REJECT;

	cx->w = &here;
	switch (word->word) {
	case WORD_VLAN:
		r = lower_vlan(cx, word, out, ways, yes, no);
		break;
	case WORD_MPLS:
		r = lower_mpls(cx, word, map_get(yes, out[0]), map_get(no, out[0]));
		break;
	case WORD_PPPOES:
		r = lower_pppoes(cx, word, map_get(yes, out[0]), map_get(no, out[0]));
		break;
	case WORD_ATM:
		r = lower_lane(cx, map_get(yes, out[0]), map_get(no, out[0]));
		break;
	default:
		r = lower_tunnel(cx, word, out, yes, no);
		break;
	}
	cx->w = NULL;
	return r;
}
