/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/plain.h"

#include <stdlib.h>

bool plain_of(const struct graph *g, struct ref r, struct ref yes, struct plain *p)
{
	const struct node *n = graph_node(g, r);
	const struct arm *arms = graph_arms(g, n);
	const struct value *v = graph_value(g, n->v), *load = v;
	uint32_t hi = v->hi;

	if (n->kind != NODE_SWITCH)
		return false;
	*p = (struct plain){ .mask = hi };
	if (v->op == VAL_AND && val_constant(g, v->b, &p->mask))
		load = graph_value(g, v->a);
	if (load->op != VAL_LOAD)
		return false;
	p->base = load->a;
	p->off = load->k;
	p->width = load->width;
	for (uint32_t i = 0; i < n->count; i++) {
		uint32_t last = arm_last(arms, n->count, i), at;

		if (!ref_is(arms[i].to, yes)) {
			if (p->other.id && !ref_is(p->other, arms[i].to))
				return false;
			p->other = arms[i].to;
			continue;
		}
		if (last > hi)
			last = hi;
		for (at = arms[i].from; at <= last; at = graph_next_in_mask(at + 1, p->mask)) {
			if (p->points == POINTS_MAX)
				return false;
			p->point[p->points++] = at;
			if (at >= hi)
				break;
		}
	}
	return true;
}

static uint32_t shift_in(const struct plain *p, uint32_t off)
{
	return 8 * (off + 4 - p->off - p->width);
}

bool plain_window(const struct plain *a, const struct plain *b, uint32_t *off)
{
	uint32_t first = a->off < b->off ? a->off : b->off;
	uint32_t end_a = a->off + a->width, end_b = b->off + b->width;
	uint32_t end = end_a > end_b ? end_a : end_b;

	if (!val_is(a->base, b->base) || end < end_a || end < end_b || end < 4)
		return false;
	*off = end - 4;
	if (first < *off || a->points * b->points > POINTS_MAX ||
	    end >= (uint32_t)INT32_MAX ||
	    ((a->mask << shift_in(a, *off)) & (b->mask << shift_in(b, *off))))
		return false;
#ifdef PFC_BROKEN_PASS
	/* For tests/prove/broken_test: bytes behind both loads, which may not be there. */
	*off = first;
#endif
	return true;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return a < b ? -1 : a > b;
}

struct ref plain_joined(struct graph *g, const struct plain *a, const struct plain *b,
                        uint32_t off, struct ref yes, struct ref other)
{
	uint32_t mask = a->mask << shift_in(a, off) | b->mask << shift_in(b, off);
	uint32_t point[POINTS_MAX], n = 0, count = 0;
	struct arm arms[2 * POINTS_MAX + 1];
	uint64_t next = 0;
	struct val v;

	for (uint32_t i = 0; i < a->points; i++) {
		for (uint32_t k = 0; k < b->points; k++)
			point[count++] = a->point[i] << shift_in(a, off) |
			                 b->point[k] << shift_in(b, off);
	}
	qsort(point, count, sizeof(point[0]), by_number);
	for (uint32_t i = 0; i < count; i++) {
		if (point[i] > next)
			arms[n++] = (struct arm){ (uint32_t)next, other };
		arms[n++] = (struct arm){ point[i], yes };
		next = (uint64_t)point[i] + 1;
	}
	if (next <= UINT32_MAX)
		arms[n++] = (struct arm){ (uint32_t)next, other };
	v = val_load_based(g, 4, a->base, off);
	return node_switch(g, val_op_k(g, VAL_AND, v, mask), arms, n);
}

/* ---- all of a graph ---- */

/* Its second target; false: it has more than two, or none but `a`. */
static bool second_target(const struct graph *g, const struct node *n, struct ref a,
                          struct ref *b)
{
	const struct arm *arms = graph_arms(g, n);

	b->id = 0;
	for (uint32_t i = 0; i < n->count; i++) {
		if (ref_is(arms[i].to, a) || ref_is(arms[i].to, *b))
			continue;
		if (b->id)
			return false;
		*b = arms[i].to;
	}
	return b->id != 0;
}

/* The test at r with the one that it leads to by `to`. 0: they do not go together. */
static struct ref join(struct graph *g, struct ref r, struct ref to)
{
	struct ref other, yes = { 0 };
	struct plain a, b;
	uint32_t off;

	if (to.id <= ACCEPT.id || !second_target(g, graph_node(g, r), to, &other) ||
	    graph_node(g, to)->kind != NODE_SWITCH ||
	    !second_target(g, graph_node(g, to), other, &yes) ||
	    !plain_of(g, r, to, &a) || !plain_of(g, to, yes, &b) ||
	    !ref_is(b.other, other) || !plain_window(&a, &b, &off))
		return (struct ref){ 0 };
	if (b.off + b.width > a.off + a.width && !ref_is(other, REJECT))
		return (struct ref){ 0 };
	g->at = graph_node(g, r)->at;
	return plain_joined(g, &a, &b, off, yes, other);
}

/* How many nodes lead to each. */
static uint32_t *parents(const struct graph *g, struct ref root)
{
	uint32_t *count = arena_alloc(g->arena, (root.id + 1) * sizeof(*count));
	uint32_t *last = arena_alloc(g->arena, (root.id + 1) * sizeof(*last));

	count[root.id] = 1;
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &g->nodes.at[id];
		const struct arm *arms = graph_arms(g, n);

		for (uint32_t i = 0; count[id] && i < n->count; i++) {
			uint32_t to = arms[i].to.id;

			count[to] += last[to] != id;
			last[to] = id;
		}
	}
	return count;
}

/* A node with its targets replaced. */
static struct ref again(struct graph *g, uint32_t id, const struct ref *made)
{
	struct node n = g->nodes.at[id];
	struct arm *arms = arena_alloc(g->arena, n.count * sizeof(*arms));

	for (uint32_t i = 0; i < n.count; i++) {
		arms[i] = graph_arms(g, &n)[i];
		arms[i].to = made[arms[i].to.id];
	}
	g->at = n.at;
	if (n.kind == NODE_COMPARE)
		return node_compare(g, n.cmp, n.v, n.w, arms[1].to, arms[0].to);
	return node_switch(g, n.v, arms, n.count);
}

struct ref plain_join_all(struct graph *g, struct ref root)
{
	uint32_t *count = parents(g, root);
	struct ref *made = arena_alloc(g->arena, (root.id + 1) * sizeof(*made));

	for (uint32_t id = 0; id <= ACCEPT.id && id <= root.id; id++)
		made[id] = (struct ref){ id };
	for (uint32_t id = ACCEPT.id + 1; id <= root.id; id++) {
		struct ref joined = { 0 };

		if (!count[id])
			continue;
		made[id] = again(g, id, made);
		if (made[id].id <= ACCEPT.id)
			continue;
		/* What others lead to as well stays, and nothing is saved. */
		for (uint32_t i = 0; !joined.id && i < g->nodes.at[id].count; i++) {
			struct ref to = graph_arms(g, &g->nodes.at[id])[i].to;

			if (count[to.id] == 1)
				joined = join(g, made[id], made[to.id]);
		}
		if (joined.id)
			made[id] = joined;
	}
	return made[root.id];
}
