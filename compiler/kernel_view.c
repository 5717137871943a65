/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/kernel_view.c - a filter about a made frame, said about what the kernel shows.
 *
 * The made frame is a row of parts: bytes of the packet, metadata, constants. Which row it
 * is depends on the packet (is there a tag beside it?), so the graph is rewritten once for
 * each row, and tests in front choose. Rows turn loads into constants, and most of the
 * copies fold to little.
 *
 * Sources: linux/filter.h (SKF_AD_), linux/if_ether.h, the LINUX_SLL and LINUX_SLL2 pages
 * of the LINKTYPE_ registry at tcpdump.org.
 */
#include "compiler/kernel_view.h"

#include <linux/filter.h>

#include "pfc/pfc.h"
#include "proto/arphrd.h"
#include "proto/link.h"

enum {
	ETHER_TYPE = 12,       /* offset of the type, and behind it the payload */
	ETHER_HEADER = 14,
	ETHER_TYPE_MIN = 0x600, /* below it is a length */
	TYPE_8023_RAW = 1,     /* Linux ETH_P_802_3: Novell frames without LLC */
	TYPE_8022 = 4,         /* Linux ETH_P_802_2 */
	NOVELL = 0xffff,       /* what those have where others have LLC */
	TPID_CUSTOMER = 0x8100,
	TPID_SERVICE = 0x88a8,
	SLL2_HEADER = 20,
	SLL_HEADER = 16,
	PARTS_MAX = 12,
	PACKET_MAX = 0x3fffffff, /* offsets above name metadata, not bytes ... */
};

#define NO_OFFSET 0xfffffffeu /* ... but not here, and no filter loads from it */

static const struct val no_value = { UINT32_MAX };

/* Bytes from..to-1 of the made frame. */
struct part {
	uint32_t from, to;
	bool shown;    /* the kernel shows them: */
	struct val v;  /* as this value, unless none: */
	uint32_t at;   /* then as bytes of the packet from here on */
};

struct rewrite {
	struct graph *g;
	struct ref root;
	struct ref nowhere;    /* stands for what the kernel cannot decide */
	const bool *reached;   /* by node */
	uint32_t values;       /* in the graph before */
	struct part parts[PARTS_MAX];
	uint32_t count;
	struct val *value;     /* by value: what it became; 0: not looked at */
	struct ref *node;      /* by node */
};

/* ---- rows ---- */

static void add_value(struct rewrite *rw, uint32_t len, struct val v)
{
	uint32_t from = rw->count ? rw->parts[rw->count - 1].to : 0;

	rw->parts[rw->count++] = (struct part){ from, from + len, true, v, 0 };
}

static void add_hidden(struct rewrite *rw, uint32_t len)
{
	add_value(rw, len, VAL_NONE);
	rw->parts[rw->count - 1].shown = false;
}

static void add_meta(struct rewrite *rw, uint8_t len, uint32_t ad)
{
	uint32_t hi = len == 4 ? UINT32_MAX : (1u << (8 * len)) - 1;

	add_value(rw, len, val_meta(rw->g, ad, len, hi));
}

/* The hardware type; eBPF programs are not told. */
static void add_hatype(struct rewrite *rw, enum kernel_view view)
{
	if (view == VIEW_SLL || view == VIEW_SLL2)
		add_meta(rw, 2, SKF_AD_HATYPE);
	else
		add_hidden(rw, 2);
}

static void add_bytes(struct rewrite *rw, uint32_t len, uint32_t at)
{
	add_value(rw, len, VAL_NONE);
	rw->parts[rw->count - 1].at = at;
}

/* All that is left of the packet. */
static void add_rest(struct rewrite *rw, uint32_t at)
{
	add_bytes(rw, 0, at);
	rw->parts[rw->count - 1].to = UINT32_MAX;
}

/* How much further in than in the kernel's view the rest lies. */
static uint32_t shift_of(const struct rewrite *rw)
{
	const struct part *rest = &rw->parts[rw->count - 1];

	return rest->from - rest->at;
}

/* ---- values ---- */

static const struct part *part_of(const struct rewrite *rw, uint32_t off)
{
	const struct part *p = rw->parts;

	while (off >= p->to)
		p++;
	return p;
}

/* n bytes at off, all in this part; n is 1, 2 or 4. */
static struct val piece(struct rewrite *rw, const struct part *p, uint32_t off, uint32_t n)
{
	struct val v = p->v;
	uint32_t behind = p->to - off - n;

	if (!p->v.id)
		return val_load(rw->g, (uint8_t)n, VAL_NONE, off - p->from + p->at);
	if (behind)
		v = val_op_k(rw->g, VAL_RSH, v, 8 * behind);
	if (n < p->to - p->from && n < 4)
		v = val_op_k(rw->g, VAL_AND, v, (1u << (8 * n)) - 1);
	return v;
}

static struct val absolute(struct rewrite *rw, uint32_t width, uint32_t off)
{
	struct val all = VAL_NONE;

	if (off > PACKET_MAX) /* metadata, asked for by its number */
		return val_load(rw->g, (uint8_t)width, VAL_NONE, off);
	for (uint32_t end = off + width; off < end;) {
		const struct part *p = part_of(rw, off);
		uint32_t n = end < p->to ? end - off : p->to - off;
		struct val v;

		if (!p->shown)
			return no_value;
		if (n == 3)
			n = 2;
		v = piece(rw, p, off, n);
		if (all.id)
			v = val_op(rw->g, VAL_OR, val_op_k(rw->g, VAL_LSH, all, 8 * n), v);
		all = v;
		off += n;
	}
	return all;
}

/* A load at base + off: its bytes must lie in one part wherever the base points. */
static struct val indexed(struct rewrite *rw, const struct value *x, struct val base)
{
	const struct value *b = graph_value(rw->g, x->a);
	uint64_t first = (uint64_t)b->lo + x->k;
	uint64_t last = (uint64_t)b->hi + x->k + x->width - 1;
	const struct part *p;
	uint32_t back;

	if (first > PACKET_MAX)
		return no_value;
	p = part_of(rw, (uint32_t)first);
	if (!p->shown || p->v.id || (p->to != UINT32_MAX && last >= p->to))
		return no_value;
	back = p->from - p->at;
	if (x->k >= back)
		return val_load_based(rw->g, x->width, base, x->k - back);
	base = val_op_k(rw->g, VAL_ADD, base, x->k - back);
	return val_load_based(rw->g, x->width, base, 0);
}

static struct val map_value(struct rewrite *rw, struct val v);

static struct val operation(struct rewrite *rw, const struct value *x)
{
	struct val a = map_value(rw, x->a);
	struct val b = map_value(rw, x->b);
	uint32_t k;

	if (val_is(a, no_value) || val_is(b, no_value))
		return no_value;
	/* Dividing by what turned out to be zero: too odd to be worth a program. */
	if ((x->op == VAL_DIV || x->op == VAL_MOD) && val_constant(rw->g, b, &k) && !k)
		return no_value;
	return val_op(rw->g, x->op, a, b);
}

static struct val map_value(struct rewrite *rw, struct val v)
{
	struct value x = *graph_value(rw->g, v); /* a copy: the array grows */
	struct val to = rw->value[v.id];

	if (to.id)
		return to;
	switch (x.op) {
	case VAL_CONST:
	case VAL_META:
		to = v;
		break;
	case VAL_LEN:
		to = val_op_k(rw->g, VAL_ADD, v, shift_of(rw));
		break;
	case VAL_LOAD:
		if (!x.a.id) {
			to = absolute(rw, x.width, x.k);
			break;
		}
		to = map_value(rw, x.a);
		if (!val_is(to, no_value))
			to = indexed(rw, &x, to);
		break;
	default:
		to = operation(rw, &x);
		break;
	}
	rw->value[v.id] = to;
	return to;
}

/* ---- nodes ---- */

static struct ref map_node(struct rewrite *rw, struct ref r)
{
	struct node n = *graph_node(rw->g, r);
	struct arm *arms = arena_alloc(rw->g->arena, n.count * sizeof(*arms));
	struct val v = map_value(rw, n.v);
	struct val w = n.kind == NODE_COMPARE ? map_value(rw, n.w) : VAL_NONE;

	if (val_is(v, no_value) || val_is(w, no_value))
		return rw->nowhere;
	for (uint32_t i = 0; i < n.count; i++) {
		arms[i] = graph_arms(rw->g, &n)[i];
		arms[i].to = rw->node[arms[i].to.id];
	}
	rw->g->at = n.at;
	if (n.kind == NODE_COMPARE)
		return node_compare(rw->g, n.cmp, v, w, arms[1].to, arms[0].to);
	return node_switch(rw->g, v, arms, n.count);
}

/* The graph for the row of parts in rw. Nodes lead to older ones only. */
static struct ref run(struct rewrite *rw)
{
	struct arena *arena = rw->g->arena;

	rw->value = arena_alloc(arena, rw->values * sizeof(*rw->value));
	rw->node = arena_alloc(arena, (rw->root.id + 1) * sizeof(*rw->node));
	rw->node[REJECT.id] = REJECT;
	rw->node[ACCEPT.id] = ACCEPT;
	for (uint32_t id = ACCEPT.id + 1; id <= rw->root.id; id++) {
		if (rw->reached[id])
			rw->node[id] = map_node(rw, (struct ref){ id });
	}
	rw->count = 0;
	return rw->node[rw->root.id];
}

static bool *reachable(struct graph *g, struct ref root)
{
	bool *reached = arena_alloc(g->arena, (root.id + 1) * sizeof(*reached));

	reached[root.id] = true;
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = graph_node(g, (struct ref){ id });

		for (uint32_t i = 0; reached[id] && i < n->count; i++)
			reached[graph_arms(g, n)[i].to.id] = true;
	}
	return reached;
}

/* ---- views ---- */

/* One of two graphs, by the tag protocol; Linux marks packets with these two only. */
static struct ref by_tag(struct graph *g, struct ref none, struct ref customer,
                         struct ref service)
{
	struct val present = val_meta(g, SKF_AD_VLAN_TAG_PRESENT, 1, 1);
	struct val tpid = val_meta(g, SKF_AD_VLAN_TPID, 2, 0xffff);

	return node_eq(g, present, 0, none, node_eq(g, tpid, TPID_SERVICE, service, customer));
}

static struct ref saved(struct rewrite *rw, uint32_t tpid)
{
	add_bytes(rw, ETHER_TYPE, 0);
	add_value(rw, 2, val_const(rw->g, tpid));
	add_meta(rw, 2, SKF_AD_VLAN_TAG);
	add_rest(rw, ETHER_TYPE);
	return run(rw);
}

/* The pseudo header with this protocol; tpid 0: no tag. */
static struct ref cooked(struct rewrite *rw, enum kernel_view view, uint32_t tpid,
                         struct val protocol, uint32_t payload)
{
	struct val first = tpid ? val_const(rw->g, tpid) : protocol;

	if (view == VIEW_SLL2 || view == VIEW_SLL2_ETHERNET) {
		add_value(rw, 2, first);
		add_value(rw, 2, val_const(rw->g, 0));
		add_meta(rw, 4, SKF_AD_IFINDEX);
		add_hatype(rw, view);
		add_meta(rw, 1, SKF_AD_PKTTYPE);
		add_hidden(rw, SLL2_HEADER - 11); /* the address and its length */
	} else {
		add_meta(rw, 2, SKF_AD_PKTTYPE);
		add_hatype(rw, view);
		add_hidden(rw, SLL_HEADER - 6); /* the address and its length */
		add_value(rw, 2, first);
	}
	if (tpid) {
		add_meta(rw, 2, SKF_AD_VLAN_TAG);
		add_value(rw, 2, protocol);
	}
	add_rest(rw, payload);
	return run(rw);
}

/* What Linux calls the protocol of an Ethernet frame: its type, and where that is a length,
 * one of two numbers of its own.
 */
static struct ref cooked_ethernet(struct rewrite *rw, enum kernel_view view, uint32_t tpid)
{
	struct graph *g = rw->g;
	struct val type = val_load(g, 2, VAL_NONE, ETHER_TYPE);
	struct val start = val_load(g, 2, VAL_NONE, ETHER_HEADER);
	struct ref typed = cooked(rw, view, tpid, type, ETHER_HEADER);
	struct ref llc = cooked(rw, view, tpid, val_const(g, TYPE_8022), ETHER_HEADER);
	struct ref raw = cooked(rw, view, tpid, val_const(g, TYPE_8023_RAW), ETHER_HEADER);

	if (!ref_is(raw, llc)) {
		raw = node_eq(g, start, NOVELL, raw, llc);
		llc = node_range(g, val_len(g), 0, ETHER_HEADER + 1, llc, raw);
	}
	return node_range(g, type, 0, ETHER_TYPE_MIN - 1, llc, typed);
}

static struct ref cooked_tagged(struct rewrite *rw, enum kernel_view view)
{
	struct ref none = cooked_ethernet(rw, view, 0);
	struct ref customer = cooked_ethernet(rw, view, TPID_CUSTOMER);
	struct ref service = cooked_ethernet(rw, view, TPID_SERVICE);

	return by_tag(rw->g, none, customer, service);
}

static struct ref cooked_any(struct rewrite *rw, enum kernel_view view)
{
	struct graph *g = rw->g;
	struct val protocol = val_meta(g, SKF_AD_PROTOCOL, 2, 0xffff);
	struct val hatype = val_meta(g, SKF_AD_HATYPE, 2, 0xffff);
	struct ref bare = cooked(rw, view, 0, protocol, 0);
	struct ref ethernet = cooked_tagged(rw, view);

	return node_eq(g, hatype, HW_NONE, bare, ethernet);
}

enum kernel_view kernel_view_of(uint32_t linktype, uint32_t flags)
{
	switch (linktype) {
	case LINKTYPE_LINUX_SLL:
		return VIEW_SLL;
	case LINKTYPE_LINUX_SLL2:
		return VIEW_SLL2;
	case LINKTYPE_ETHERNET:
		return (flags & PFC_LIVE) && (flags & PFC_AS_SAVED) ? VIEW_TAGS : VIEW_SAME;
	default:
		return VIEW_SAME;
	}
}

struct ref kernel_view(struct graph *g, struct ref root, enum kernel_view view)
{
	struct rewrite rw = { .g = g, .root = root, .values = g->values.count };
	struct ref made = root, customer, service;
	const bool *reached;

	if (root.id <= ACCEPT.id)
		return root;
	rw.nowhere = node_eq(g, val_load(g, 4, VAL_NONE, NO_OFFSET), 0, REJECT, ACCEPT);
	rw.reached = reachable(g, root);
	switch (view) {
	case VIEW_SAME:
		break;
	case VIEW_TAGS:
		customer = saved(&rw, TPID_CUSTOMER);
		service = saved(&rw, TPID_SERVICE);
		made = by_tag(g, root, customer, service);
		break;
	case VIEW_SLL:
	case VIEW_SLL2:
		made = cooked_any(&rw, view);
		break;
	case VIEW_SLL_ETHERNET:
	case VIEW_SLL2_ETHERNET:
		made = cooked_tagged(&rw, view);
		break;
	}
	reached = reachable(g, made);
	if (made.id >= rw.nowhere.id && reached[rw.nowhere.id])
		return (struct ref){ 0 };
	return made;
}
