/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/graph.h"

#include <string.h>

#include "base/hash.h"

enum { TABLE_MIN = 64 };

void graph_init(struct graph *g, struct arena *arena, bool exact)
{
	memset(g, 0, sizeof(*g));
	g->arena = arena;
	g->exact = exact;
	vec_push(arena, &g->values); /* id 0: no value */
	vec_push(arena, &g->nodes);  /* id 0: no node */
	vec_push(arena, &g->nodes)->kind = NODE_REJECT;
	vec_push(arena, &g->nodes)->kind = NODE_ACCEPT;
}

/* Normal form of arms: clipped to the bounds of the value, neighbours different. Writes
 * over the array in place and gives the new count.
 */
static uint32_t normalise(const struct value *v, struct arm *arms, uint32_t count)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (arm_last(arms, count, i) < v->lo || arms[i].from > v->hi)
			continue;
		if (i + 1 < count && arms[i + 1].from == arms[i].from)
			continue;
		if (n > 0 && ref_is(arms[n - 1].to, arms[i].to))
			continue;
		arms[n] = arms[i];
		if (n == 0)
			arms[0].from = 0;
		n++;
	}
	return n;
}

uint32_t graph_next_in_mask(uint32_t from, uint32_t mask)
{
	uint32_t outside = from & ~mask;
	uint32_t below;

	if (!outside)
		return from;
	/* Under the highest bit outside, every number in the mask is too small. */
	below = outside | outside >> 1;
	below |= below >> 2;
	below |= below >> 4;
	below |= below >> 8;
	below |= below >> 16;
	from = (from | below) & mask;
	return ((from | ~mask) + 1) & mask;
}

/* A mask that keeps the high bits of the value and leaves out the low ones. */
static bool prefix_mask(const struct value *v, uint32_t mask, uint32_t *low)
{
	uint32_t all = v->hi;

	all |= all >> 1;
	all |= all >> 2;
	all |= all >> 4;
	all |= all >> 8;
	all |= all >> 16;
	mask &= all;
	*low = all & ~mask;
	return mask != 0 && (*low & (*low + 1)) == 0;
}

/* Moves a test on f(v) to a test on v where arms stay arms: under a mask of high bits, a
 * right shift, an addition that cannot wrap. Under other masks the arms only move up to the
 * next number that the mask lets through, so that equal tests look equal.
 */
static bool peel(struct graph *g, struct val *v, struct arm *arms, uint32_t count)
{
	const struct value *x = graph_value(g, *v);
	const struct value *a;
	uint32_t k, low;

	if (x->op < VAL_ADD || !val_constant(g, x->b, &k))
		return false;
	a = graph_value(g, x->a);
	switch (x->op) {
	case VAL_AND:
		if (!prefix_mask(a, k, &low)) {
			for (uint32_t i = 1; i < count; i++)
				arms[i].from = graph_next_in_mask(arms[i].from, k);
			return false;
		}
		/* A threshold between two multiples acts as the upper one. */
		for (uint32_t i = 1; i < count; i++)
			arms[i].from = (arms[i].from + low) & ~low;
		break;
	case VAL_RSH:
		for (uint32_t i = 1; i < count; i++)
			arms[i].from <<= k;
		break;
	case VAL_ADD:
		if (a->hi > UINT32_MAX - k)
			return false;
		for (uint32_t i = 1; i < count; i++)
			arms[i].from -= k;
		break;
	default:
		return false;
	}
	*v = x->a;
	return true;
}

static uint32_t node_hash(const struct graph *g, const struct node *n)
{
	const struct arm *arms = graph_arms(g, n);
	uint32_t h = hash_u32(n->kind * 4 + n->cmp, n->v.id);

	h = hash_u32(h, n->w.id);
	for (uint32_t i = 0; i < n->count; i++)
		h = hash_u32(hash_u32(h, arms[i].from), arms[i].to.id);
	return h;
}

static bool node_same(const struct graph *g, const struct node *a, const struct node *b)
{
	return a->kind == b->kind && a->cmp == b->cmp && val_is(a->v, b->v) &&
	       val_is(a->w, b->w) && a->count == b->count &&
	       !memcmp(graph_arms(g, a), graph_arms(g, b),
	               a->count * sizeof(struct arm));
}

void graph_table_grow(struct arena *arena, struct graph_table *t,
                      uint32_t (*hash)(const void *owner, uint32_t id),
                      const void *owner)
{
	uint32_t size = t->slot ? (t->mask + 1) * 2 : TABLE_MIN;
	uint32_t *old = t->slot;
	uint32_t old_size = t->slot ? t->mask + 1 : 0;

	if (t->slot && t->used * 2 < t->mask)
		return;
	t->slot = arena_alloc(arena, size * sizeof(*t->slot));
	t->mask = size - 1;
	for (uint32_t i = 0; i < old_size; i++) {
		uint32_t h;

		if (!old[i])
			continue;
		h = hash(owner, old[i]) & t->mask;
		while (t->slot[h])
			h = (h + 1) & t->mask;
		t->slot[h] = old[i];
	}
}

static uint32_t node_hash_id(const void *g, uint32_t id)
{
	return node_hash(g, &((const struct graph *)g)->nodes.at[id]);
}

/* The node with these arms, which are the last ones of g->arms; new or seen before. */
static struct ref intern(struct graph *g, struct node *n)
{
	struct graph_table *t = &g->node_table;
	uint32_t h;

	graph_table_grow(g->arena, t, node_hash_id, g);
	h = node_hash(g, n) & t->mask;
	while (t->slot[h]) {
		if (node_same(g, &g->nodes.at[t->slot[h]], n)) {
			g->arms.count = n->arms;
			return (struct ref){ t->slot[h] };
		}
		h = (h + 1) & t->mask;
	}
	n->at = g->at;
	n->terms = 1ull << (graph_value(g, n->v)->term.id & 63);
	n->bases = graph_value(g, n->v)->bases;
	if (n->w.id) {
		n->terms |= 1ull << (graph_value(g, n->w)->term.id & 63);
		n->bases |= graph_value(g, n->w)->bases;
	}
	for (uint32_t i = 0; i < n->count; i++) {
		const struct node *to = graph_node(g, graph_arms(g, n)[i].to);

		n->terms |= to->terms;
		n->bases |= to->bases;
		if (to->depth >= n->depth)
			n->depth = to->depth + 1;
	}
	*vec_push(g->arena, &g->nodes) = *n;
	t->slot[h] = g->nodes.count - 1;
	t->used++;
	return (struct ref){ g->nodes.count - 1 };
}

/* May a test of v, all of whose arms lead to one node, be left out? */
static bool droppable(const struct graph *g, struct val v, struct ref to)
{
	const struct value *x = graph_value(g, v);

	return ref_is(to, REJECT) || (g->exact ? !x->can_fail : !x->can_divide);
}

struct ref node_switch(struct graph *g, struct val v, const struct arm *arms,
                       uint32_t count)
{
	struct node n = { .kind = NODE_SWITCH, .v = v, .arms = g->arms.count };
	struct arm *own;

	for (uint32_t i = 0; i < count; i++)
		*vec_push(g->arena, &g->arms) = arms[i];
	own = &g->arms.at[n.arms];
	do
		count = normalise(graph_value(g, n.v), own, count);
	while (peel(g, &n.v, own, count));
	count = normalise(graph_value(g, n.v), own, count);
	g->arms.count = n.arms + count;
	if (count == 1 && droppable(g, n.v, own[0].to)) {
		g->arms.count = n.arms;
		return own[0].to;
	}
	n.count = count;
	return intern(g, &n);
}

struct ref node_range(struct graph *g, struct val v, uint32_t lo, uint32_t hi,
                      struct ref yes, struct ref no)
{
	struct arm arms[3];
	uint32_t n = 0;

	if (lo > 0)
		arms[n++] = (struct arm){ 0, no };
	arms[n++] = (struct arm){ lo, yes };
	if (hi < UINT32_MAX)
		arms[n++] = (struct arm){ hi + 1, no };
	return node_switch(g, v, arms, n);
}

struct ref node_eq(struct graph *g, struct val v, uint32_t k, struct ref yes,
                   struct ref no)
{
	return node_range(g, v, k, k, yes, no);
}

/* A comparison with a constant is a switch. */
static struct ref compare_k(struct graph *g, enum cmp cmp, struct val v, uint32_t k,
                            struct ref yes, struct ref no)
{
	switch (cmp) {
	case CMP_EQ:
		return node_eq(g, v, k, yes, no);
	case CMP_GT:
		return k == UINT32_MAX ? node_range(g, v, 0, UINT32_MAX, no, no)
		                       : node_range(g, v, k + 1, UINT32_MAX, yes, no);
	case CMP_GE:
		return node_range(g, v, k, UINT32_MAX, yes, no);
	}
	return no;
}

/* What the bounds of both values say: 1 yes, 0 no, -1 nothing. */
static int decided(const struct graph *g, enum cmp cmp, struct val v, struct val w)
{
	const struct value *a = graph_value(g, v);
	const struct value *b = graph_value(g, w);

	switch (cmp) {
	case CMP_EQ:
		return val_is(v, w) ? 1 : a->hi < b->lo || a->lo > b->hi ? 0 : -1;
	case CMP_GT:
		return val_is(v, w) || a->hi <= b->lo ? 0 : a->lo > b->hi ? 1 : -1;
	case CMP_GE:
		return val_is(v, w) || a->lo >= b->hi ? 1 : a->hi < b->lo ? 0 : -1;
	}
	return -1;
}

struct ref node_compare(struct graph *g, enum cmp cmp, struct val v, struct val w,
                        struct ref yes, struct ref no)
{
	struct node n = { .kind = NODE_COMPARE, .cmp = cmp, .v = v, .w = w };
	uint32_t k;
	int known;

	if (val_constant(g, w, &k))
		return compare_k(g, cmp, v, k, yes, no);
	if (val_constant(g, v, &k)) {
		if (cmp == CMP_EQ)
			return node_eq(g, w, k, yes, no);
		/* k > w is not w >= k; k >= w is not w > k */
		return compare_k(g, cmp == CMP_GT ? CMP_GE : CMP_GT, w, k, no, yes);
	}
	known = decided(g, cmp, v, w);
	if (known >= 0)
		yes = no = known ? yes : no;
	if (ref_is(yes, no) && droppable(g, v, yes) && droppable(g, w, yes))
		return yes;
	n.arms = g->arms.count;
	n.count = 2;
	*vec_push(g->arena, &g->arms) = (struct arm){ 0, no };
	*vec_push(g->arena, &g->arms) = (struct arm){ 1, yes };
	return intern(g, &n);
}

static uint32_t value_hash(const struct value *v)
{
	uint32_t h = hash_u32((uint32_t)v->op << 8 | v->width, v->a.id);

	return hash_u32(hash_u32(h, v->b.id), v->k);
}

static uint32_t value_hash_id(const void *g, uint32_t id)
{
	return value_hash(&((const struct graph *)g)->values.at[id]);
}

struct val graph_intern_value(struct graph *g, const struct value *v)
{
	struct graph_table *t = &g->value_table;
	uint32_t h;

	graph_table_grow(g->arena, t, value_hash_id, g);
	h = value_hash(v) & t->mask;
	while (t->slot[h]) {
		const struct value *have = &g->values.at[t->slot[h]];

		if (have->op == v->op && have->width == v->width && have->k == v->k &&
		    val_is(have->a, v->a) && val_is(have->b, v->b))
			return (struct val){ t->slot[h] };
		h = (h + 1) & t->mask;
	}
	*vec_push(g->arena, &g->values) = *v;
	t->slot[h] = g->values.count - 1;
	t->used++;
	if (!v->term.id)
		g->values.at[g->values.count - 1].term.id = g->values.count - 1;
	return (struct val){ g->values.count - 1 };
}
