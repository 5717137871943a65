/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/opt_order.c - asks first what most packets fail, and two things in one load.
 *
 * Between the entry and accept there are nodes that every accepted packet passes; they cut the
 * graph into factors that must all hold, in any order. Each branch inside a factor is cut up
 * the same way. Factors are sorted by what they cost per packet that they turn away.
 *
 * Why that keeps the contract: a packet that is accepted passes all factors in both orders
 * and is read equally far; one that is rejected may be read further, but a load that fails
 * rejects as well.
 */
#include "compiler/opt.h"

#include <stdlib.h>

#include "base/memo.h"
#include "compiler/plain.h"

enum {
	DEPTH_MAX = 256,   /* deeper graphs are left alone */
	NODES_MAX = 4096,
	FACTORS_MAX = 64,  /* in one row; the rest keeps its place */
};

/* How a piece of the graph fares with ordinary traffic. */
struct odds {
	double pass; /* share of packets that reach its exit */
	double cost; /* instructions executed on average */
};

struct order {
	struct graph *g;
	struct ref *after;    /* by node: the next one that every accepted packet passes */
	uint32_t *rank;       /* steps of `after` to ACCEPT */
	struct odds *odds;    /* by node: from it to after[node] */
	struct memo done;     /* of sorted() */
	unsigned how;         /* enum order_how */
};

struct factor {
	struct ref from;
	struct ref with; /* a second factor that shares its load; 0: none */
	struct odds odds;
	uint32_t rank; /* comes before the price */
	double price;
	uint32_t place;
};

static bool is_leaf(struct ref r)
{
	return r.id <= ACCEPT.id;
}

/* The first node that both ways to ACCEPT have in common. */
static struct ref meet(const struct order *o, struct ref a, struct ref b)
{
	while (!ref_is(a, b)) {
		if (o->rank[a.id] >= o->rank[b.id])
			a = o->after[a.id];
		else
			b = o->after[b.id];
	}
	return a;
}

/* Children have smaller ids: one pass upwards finds `after` for all nodes. */
static void find_after(struct order *o, uint32_t last)
{
	for (uint32_t id = ACCEPT.id + 1; id <= last; id++) {
		const struct node *n = &o->g->nodes.at[id];
		const struct arm *arms = graph_arms(o->g, n);
		struct ref common = { 0 };

		for (uint32_t i = 0; i < n->count; i++) {
			if (ref_is(arms[i].to, REJECT))
				continue;
			common = common.id ? meet(o, common, arms[i].to) : arms[i].to;
		}
		o->after[id] = common.id ? common : ACCEPT;
		o->rank[id] = o->rank[o->after[id].id] + 1;
	}
}

/* ---- odds ---- */

/* Share of packets whose value lies in an arm, from a few priors. */
static double arm_share(const struct graph *g, const struct node *n, uint32_t i)
{
	static const struct {
		uint32_t k;
		uint8_t width;
		double share;
	} known[] = {
		{ 0x0800, 2, 0.78 }, { 0x86dd, 2, 0.16 }, { 0x0806, 2, 0.03 },
		{ 0x8100, 2, 0.02 }, { 6, 1, 0.65 },      { 17, 1, 0.25 },
		{ 1, 1, 0.03 },
	};
	const struct arm *arms = graph_arms(g, n);
	const struct value *v = graph_value(g, n->v);
	uint32_t last = arm_last(arms, n->count, i);
	double share = 0, span;

	if (last > v->hi)
		last = v->hi;
	if (v->op == VAL_AND) /* a bit field: most are zero */
		return arms[i].from == 0 ? 0.9 : 0.1 / n->count;
	for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++) {
		if (known[k].width == v->width && known[k].k >= arms[i].from &&
		    known[k].k <= last)
			share += known[k].share;
	}
	span = ((double)last - arms[i].from + 1) / ((double)v->hi + 1);
	return share > 0 ? share : span > 0.01 ? span : 0.01;
}

static double test_cost(const struct graph *g, const struct node *n)
{
	const struct value *v = graph_value(g, n->v);
	double cost = 2;

	while (v->op >= VAL_ADD) {
		cost += graph_value(g, v->b)->op == VAL_CONST ? 1 : 3;
		v = graph_value(g, v->a);
	}
	if (v->op == VAL_LOAD && v->a.id)
		cost += 1;
	return cost;
}

/* From r to exit, all factors in a row. */
static struct odds path_odds(const struct order *o, struct ref r, struct ref exit)
{
	struct odds sum = { 1, 0 };

	while (!ref_is(r, exit)) {
		sum.cost += sum.pass * o->odds[r.id].cost;
		sum.pass *= o->odds[r.id].pass;
		r = o->after[r.id];
	}
	return sum;
}

static void find_odds(struct order *o, uint32_t last)
{
	for (uint32_t id = ACCEPT.id + 1; id <= last; id++) {
		const struct node *n = &o->g->nodes.at[id];
		const struct arm *arms = graph_arms(o->g, n);
		double total = 0, pass = 0, cost = 0;

		for (uint32_t i = 0; i < n->count; i++) {
			double p = n->kind == NODE_SWITCH ? arm_share(o->g, n, i) : 0.5;
			struct odds to = { 0, 0 };

			if (!ref_is(arms[i].to, REJECT))
				to = path_odds(o, arms[i].to, o->after[id]);
			total += p;
			pass += p * to.pass;
			cost += p * to.cost;
		}
		o->odds[id] = (struct odds){ pass / total,
			                     test_cost(o->g, n) + cost / total };
	}
}

/* ---- sorting ---- */

/* What a factor costs for each packet it turns away. */
static double price(const struct factor *f)
{
	double away = 1 - f->odds.pass;

	return f->odds.cost / (away > 1e-6 ? away : 1e-6);
}

static int by_rank(const void *x, const void *y)
{
	const struct factor *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->price != b->price)
		return a->price < b->price ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

/* ---- two factors in one load ---- */

/* A factor that is one test: bits of one load have one of a few values. */
static bool is_plain(const struct order *o, struct ref r, struct plain *p)
{
	return plain_of(o->g, r, o->after[r.id], p) && ref_is(p->other, REJECT);
}

static struct ref merged(struct order *o, struct ref r, struct ref with, struct ref to)
{
	struct plain a, b;
	uint32_t off = 0;

	is_plain(o, r, &a);
	is_plain(o, with, &b);
	plain_window(&a, &b, &off);
	o->g->at = graph_node(o->g, r)->at;
	return plain_joined(o->g, &a, &b, off, to, REJECT);
}

/* Puts factors that can share a load together. */
static uint32_t merge_pairs(const struct order *o, struct factor *row, uint32_t count)
{
	for (uint32_t i = 0; (o->how & ORDER_WORDS) && i < count; i++) {
		struct plain a;

		if (!is_plain(o, row[i].from, &a))
			continue;
		for (uint32_t k = i + 1; k < count; k++) {
			struct plain b;
			uint32_t off;

			if (!is_plain(o, row[k].from, &b) || !plain_window(&a, &b, &off))
				continue;
			row[i].with = row[k].from;
			row[i].odds.pass *= row[k].odds.pass;
			row[i].odds.cost += 1;
			row[k] = row[--count];
			break;
		}
	}
	return count;
}

/* ---- the new graph ---- */

static struct ref sorted(struct order *o, struct ref r, struct ref exit, struct ref to);

/* One factor: its first node, its branches up to its exit, which becomes `to`. */
static struct ref factor(struct order *o, struct ref r, struct ref to)
{
	struct node n = *graph_node(o->g, r);
	struct ref exit = o->after[r.id];
	struct arm *arms = arena_alloc(o->g->arena, n.count * sizeof(*arms));

	for (uint32_t i = 0; i < n.count; i++) {
		arms[i] = graph_arms(o->g, &n)[i];
		if (!ref_is(arms[i].to, REJECT))
			arms[i].to = sorted(o, arms[i].to, exit, to);
	}
	o->g->at = n.at;
	if (n.kind == NODE_COMPARE)
		return node_compare(o->g, n.cmp, n.v, n.w, arms[1].to, arms[0].to);
	return node_switch(o->g, n.v, arms, n.count);
}

/* Where a factor stands when tests with several values are late. */
static uint32_t rank_of(const struct order *o, struct ref r)
{
	enum { ONE_VALUE = 3 }; /* arms: below, the value, above */
	const struct node *n = graph_node(o->g, r);

	if (!(o->how & ORDER_LATE))
		return 0;
	return graph_value(o->g, n->v)->bases ? 2 : n->count > ONE_VALUE;
}

/* The graph from r to exit, its factors in the better order, exit replaced by `to`. */
static struct ref sorted(struct order *o, struct ref r, struct ref exit, struct ref to)
{
	struct memo_key key = { r.id, exit.id, to.id, 0 };
	struct factor row[FACTORS_MAX];
	uint32_t count = 0, id;

	if (ref_is(r, exit))
		return to;
	if (memo_get(&o->done, key, &id))
		return (struct ref){ id };
	while (!ref_is(r, exit) && count < FACTORS_MAX) {
		row[count] = (struct factor){ .from = r,
			                      .odds = o->odds[r.id],
			                      .rank = rank_of(o, r),
			                      .place = count };
		count++;
		r = o->after[r.id];
	}
	if (!ref_is(r, exit))
		to = sorted(o, r, exit, to);
	count = merge_pairs(o, row, count);
	for (uint32_t i = 0; (o->how & ORDER_SORT) && i < count; i++)
		row[i].price = price(&row[i]);
	qsort(row, count, sizeof(row[0]), by_rank);
	while (count-- > 0)
		to = row[count].with.id ? merged(o, row[count].from, row[count].with, to)
		                        : factor(o, row[count].from, to);
	memo_put(&o->done, key, to.id);
	return to;
}

struct ref opt_order(struct graph *g, struct ref root, unsigned how)
{
	struct order o = { .g = g, .how = how };
	uint32_t count = root.id + 1;

	if (is_leaf(root) || count > NODES_MAX || graph_node(g, root)->depth > DEPTH_MAX)
		return root;
	o.after = arena_alloc(g->arena, count * sizeof(*o.after));
	o.rank = arena_alloc(g->arena, count * sizeof(*o.rank));
	o.odds = arena_alloc(g->arena, count * sizeof(*o.odds));
	memo_init(&o.done, g->arena);
	find_after(&o, root.id);
	find_odds(&o, root.id);
	root = sorted(&o, root, ACCEPT, ACCEPT);
	return how & ORDER_WORDS ? plain_join_all(g, root) : root;
}
