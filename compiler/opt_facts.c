/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/opt_facts.c - leaves out what earlier tests on the way have settled.
 *
 * From the entry down: behind each arm of a test, every later test on the same field is cut
 * to the arms that are still possible, and a test that follows another one of the same value
 * becomes part of it. No load moves and none is added, so on every packet the result reads
 * at most what the graph read before: that keeps the contract.
 *
 * The rewriting is bounded by a budget that grows with the graph; when it is used up the
 * rest stays as it is, which is correct and keeps the pass linear.
 */
#include "compiler/opt.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memo.h"

enum {
	SPLIT_MAX = 16,    /* arms, and further thresholds, that are split up */
	VISIT_MAX = 256,   /* nodes looked through for thresholds */
	DEPTH_MAX = 4096,  /* deeper graphs fit no classic program anyway */
	POINTS_MAX = 32,   /* values of a fact that are tried one by one */
	STEPS_MIN = 1 << 18,
	STEPS_PER_NODE = 64,
};

/* value v is in one of the ranges */
struct fact {
	struct val v;
	uint32_t first; /* into facts.ranges */
	uint32_t count;
};

struct span32 {
	uint32_t lo, hi;
};

struct facts {
	struct graph *g;
	VEC(struct fact) list; /* [0] unused */
	VEC(struct span32) ranges;
	struct memo done; /* by node and fact; fact 0 is for build() */
	struct graph_table interned;
	uint64_t steps; /* left */
	unsigned how;   /* enum facts_how */
};

static void remember(struct facts *f, struct ref node, uint32_t fact, struct ref to)
{
	memo_put(&f->done, (struct memo_key){ node.id, fact, 0, 0 }, to.id);
}

static bool recall(const struct facts *f, struct ref node, uint32_t fact, struct ref *to)
{
	return memo_get(&f->done, (struct memo_key){ node.id, fact, 0, 0 }, &to->id);
}

/* ---- facts ---- */

static uint32_t fact_hash(const void *p, uint32_t id)
{
	const struct facts *f = p;
	const struct fact *x = &f->list.at[id];
	uint32_t h = hash_u32(x->v.id, x->count);

	for (uint32_t i = 0; i < x->count; i++)
		h = hash_u32(hash_u32(h, f->ranges.at[x->first + i].lo),
		             f->ranges.at[x->first + i].hi);
	return h;
}

/* The fact whose ranges are the last ones of f->ranges, or an equal one seen before. */
static uint32_t fact_intern(struct facts *f, struct val v, uint32_t first)
{
	struct fact x = { v, first, f->ranges.count - first };
	struct graph_table *t = &f->interned;
	uint32_t h;

	*vec_push(f->g->arena, &f->list) = x;
	graph_table_grow(f->g->arena, t, fact_hash, f);
	h = fact_hash(f, f->list.count - 1) & t->mask;
	while (t->slot[h]) {
		const struct fact *y = &f->list.at[t->slot[h]];

		if (val_is(x.v, y->v) && x.count == y->count &&
		    !memcmp(&f->ranges.at[x.first], &f->ranges.at[y->first],
		            x.count * sizeof(struct span32))) {
			f->ranges.count = first;
			f->list.count--;
			return t->slot[h];
		}
		h = (h + 1) & t->mask;
	}
	t->slot[h] = f->list.count - 1;
	t->used++;
	return f->list.count - 1;
}

/* Is some value of the fact in lo..hi? */
static bool touches(const struct facts *f, const struct fact *x, uint32_t lo, uint32_t hi)
{
	const struct span32 *r = &f->ranges.at[x->first];
	uint32_t a = 0, b = x->count;

	while (a < b) {
		uint32_t mid = a + (b - a) / 2;

		if (r[mid].hi < lo)
			a = mid + 1;
		else
			b = mid;
	}
	return a < x->count && r[a].lo <= hi;
}

/* How many values the fact allows, at most POINTS_MAX + 1. */
static uint32_t points(const struct facts *f, const struct fact *x)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < x->count && n <= POINTS_MAX; i++)
		n += (uint64_t)f->ranges.at[x->first + i].hi -
		     f->ranges.at[x->first + i].lo + 1;
	return n > POINTS_MAX ? POINTS_MAX + 1 : (uint32_t)n;
}

/* Does u come from v by operations with constants? */
static bool derives(const struct graph *g, struct val u, struct val v)
{
	struct val term = graph_value(g, u)->term;

	while (!val_is(u, v)) {
		if (val_is(u, term))
			return false;
		u = graph_value(g, u)->a;
	}
	return true;
}

/* The value of u when v, from which it derives, is x. */
static uint32_t derive(struct graph *g, struct val u, struct val v, uint32_t x)
{
	const struct value *y = graph_value(g, u);

	if (val_is(u, v))
		return x;
	return val_compute(y->op, derive(g, y->a, v, x), graph_value(g, y->b)->k);
}

/* The smallest number from `from` up whose bits under mask are bits; false: none. */
static bool next_match(uint32_t from, uint32_t mask, uint32_t bits, uint32_t *out)
{
	uint32_t differ = (from ^ bits) & mask;
	uint32_t top, below;

	if (!differ) {
		*out = from;
		return true;
	}
	top = 31 - (uint32_t)__builtin_clz(differ);
	below = top == 31 ? UINT32_MAX : (2u << top) - 1;
	if (bits >> top & 1) {
		*out = (from & ~mask & ~below) | bits;
		return true;
	}
	from |= mask | below;
	if (from == UINT32_MAX)
		return false;
	*out = ((from + 1) & ~mask) | bits;
	return true;
}

/* Under a fact that fixes the bits of a mask: can u be in lo..hi? */
static bool bits_allow(const struct facts *f, const struct fact *x, struct val u,
                       uint32_t lo, uint32_t hi)
{
	struct graph *g = f->g;
	const struct value *v = graph_value(g, x->v), *w = graph_value(g, u);
	uint32_t known, own = UINT32_MAX, bits = f->ranges.at[x->first].lo, at;

	if (v->op != VAL_AND || !val_is(v->a, v->term))
		return true;
	if (!val_is(u, w->term)) {
		if (w->op != VAL_AND || !val_is(w->a, w->term))
			return true;
		own = graph_value(g, w->b)->k;
	}
	known = (graph_value(g, v->b)->k & own) | ~own;
	return next_match(lo, known, bits & own, &at) && at <= hi;
}

/* Can u lie in lo..hi when the fact holds? Both have the same term. */
static bool possible(const struct facts *f, const struct fact *x, struct val u, uint32_t lo,
                     uint32_t hi)
{
	if (val_is(u, x->v))
		return touches(f, x, lo, hi);
	if (derives(f->g, u, x->v)) {
		if (points(f, x) > POINTS_MAX)
			return true;
		for (uint32_t i = 0; i < x->count; i++) {
			const struct span32 *r = &f->ranges.at[x->first + i];

			for (uint64_t n = r->lo; n <= r->hi; n++) {
				uint32_t y = derive(f->g, u, x->v, (uint32_t)n);

				if (y >= lo && y <= hi)
					return true;
			}
		}
		return false;
	}
	return points(f, x) != 1 || bits_allow(f, x, u, lo, hi);
}

/* ---- rewriting below a fact ---- */

static struct ref rebuild(struct facts *f, struct ref r, const struct arm *arms,
                          uint32_t count)
{
	const struct node *n = graph_node(f->g, r);

	f->g->at = n->at;
	if (n->kind == NODE_COMPARE)
		return node_compare(f->g, n->cmp, n->v, n->w, arms[1].to, arms[0].to);
	return node_switch(f->g, n->v, arms, count);
}

static struct ref restrict_to(struct facts *f, struct ref r, uint32_t fact)
{
	struct node n = *graph_node(f->g, r);
	const struct fact x = f->list.at[fact];
	struct val term = graph_value(f->g, x.v)->term;
	bool cut, changed = false;
	struct arm *arms;
	struct ref to = r;
	uint32_t count = 0;

	if (!(n.terms >> (term.id & 63) & 1) || !f->steps)
		return r;
	if (recall(f, r, fact, &to))
		return to;
	f->steps -= f->steps < n.count ? f->steps : n.count;
	cut = n.kind == NODE_SWITCH && val_is(graph_value(f->g, n.v)->term, term);
	arms = arena_alloc(f->g->arena, n.count * sizeof(*arms));
	for (uint32_t i = 0; i < n.count; i++) {
		const struct arm *own = graph_arms(f->g, &n);
		struct arm a = own[i];

		if (cut && !possible(f, &x, n.v, a.from, arm_last(own, n.count, i))) {
			changed = true;
			continue;
		}
		to = restrict_to(f, a.to, fact);
		changed |= !ref_is(to, a.to);
		arms[count++] = (struct arm){ a.from, to };
	}
	/* No arm left: the way to here contradicts itself and is never taken. */
	to = !count ? REJECT : changed ? rebuild(f, r, arms, count) : r;
	remember(f, r, fact, to);
	return to;
}

/* ---- top down ---- */

typedef VEC(struct arm) arms_t;

/* Adds lo..hi -> to; where `to` tests v itself, its arms stand in instead. */
static void add_arm(struct facts *f, arms_t *out, struct val v, uint32_t lo, uint32_t hi,
                    struct ref to)
{
	const struct node *n = graph_node(f->g, to);
	const struct arm *arms;

	if (n->kind != NODE_SWITCH || !val_is(n->v, v) || (f->how & FACTS_APART)) {
		*vec_push(f->g->arena, out) = (struct arm){ lo, to };
		return;
	}
	arms = graph_arms(f->g, n);
	for (uint32_t i = 0; i < n->count; i++) {
		uint32_t from = arms[i].from > lo ? arms[i].from : lo;
		uint32_t last = arm_last(arms, n->count, i);

		if (from > hi || last < lo)
			continue;
		*vec_push(f->g->arena, out) = (struct arm){ from, arms[i].to };
	}
}

static struct ref build(struct facts *f, struct ref r);

/* An arm and where it leads, sorted by that. */
struct way {
	uint32_t to, arm;
	uint32_t first;   /* in the place of an arm: the first way to where it leads ... */
	struct ref built; /* ... which has what became of that; 0: nothing yet */
};

static int by_end(const void *x, const void *y)
{
	const struct way *a = x, *b = y;

	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return a->arm < b->arm ? -1 : a->arm > b->arm;
}

enum { FEW = 8 };

/* Sorts by counting; false: they lead to more than a few nodes. */
static bool sort_few(const struct arm *arms, uint32_t count, struct way *ways)
{
	struct {
		uint32_t to, count, first, next;
	} end[FEW];
	uint32_t ends = 0, sum = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t k = 0;

		while (k < ends && end[k].to != arms[i].to.id)
			k++;
		if (k == FEW)
			return false;
		if (k == ends) {
			end[ends].to = arms[i].to.id;
			end[ends++].count = 0;
		}
		end[k].count++;
		ways[i].first = k;
	}
	for (uint32_t k = 0; k < ends; k++) {
		end[k].first = end[k].next = sum;
		sum += end[k].count;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t k = ways[i].first, at = end[k].next++;

		ways[at].to = end[k].to;
		ways[at].arm = i;
		ways[at].built = (struct ref){ 0 };
		ways[i].first = end[k].first;
	}
	return true;
}

static void sort_ways(const struct facts *f, const struct node *n, struct way *ways)
{
	const struct arm *arms = graph_arms(f->g, n);
	uint32_t first = 0;

	if (sort_few(arms, n->count, ways))
		return;
	for (uint32_t i = 0; i < n->count; i++)
		ways[i] = (struct way){ arms[i].to.id, i, 0, { 0 } };
	qsort(ways, n->count, sizeof(*ways), by_end);
	for (uint32_t i = 0; i < n->count; i++) {
		if (ways[i].to != ways[first].to)
			first = i;
		ways[ways[i].arm].first = first;
	}
}

/* What holds behind the arms from the first one on that lead to the same node. */
static uint32_t fact_behind(struct facts *f, const struct node *n, const struct way *ways,
                            uint32_t i)
{
	const struct arm *arms = graph_arms(f->g, n);
	uint32_t hi = graph_value(f->g, n->v)->hi, to = ways[i].to;
	uint32_t first = f->ranges.count;

	for (; i < n->count && ways[i].to == to; i++) {
		uint32_t arm = ways[i].arm, last = arm_last(arms, n->count, arm);

		*vec_push(f->g->arena, &f->ranges) =
			(struct span32){ arms[arm].from, last < hi ? last : hi };
	}
	return fact_intern(f, n->v, first);
}

/* Arms often lead to few nodes: each of those is built once per test. */
static struct ref build_behind(struct facts *f, const struct node *n, struct way *ways,
                               uint32_t arm)
{
	uint32_t i = ways[arm].first;
	struct ref to = { ways[i].to };

	if (!ways[i].built.id)
		ways[i].built = build(f, restrict_to(f, to, fact_behind(f, n, ways, i)));
	return ways[i].built;
}

/* ---- splitting: also by what later tests ask of the value ---- */

struct cuts {
	uint32_t at[SPLIT_MAX];
	uint32_t count;
	uint32_t visits;
	bool too_many;
};

static void add_cut(struct cuts *c, uint32_t at)
{
	for (uint32_t i = 0; i < c->count; i++) {
		if (c->at[i] == at)
			return;
	}
	if (c->count == SPLIT_MAX)
		c->too_many = true;
	else
		c->at[c->count++] = at;
}

/* The thresholds of all tests on v in r and below. */
static void find_cuts(const struct facts *f, struct ref r, struct val v, struct cuts *c)
{
	const struct node *n = graph_node(f->g, r);
	const struct arm *arms = graph_arms(f->g, n);
	struct val term = graph_value(f->g, v)->term;

	if (!(n->terms >> (term.id & 63) & 1) || c->too_many)
		return;
	if (++c->visits > VISIT_MAX) {
		c->too_many = true;
		return;
	}
	for (uint32_t i = 0; i < n->count; i++) {
		if (i > 0 && n->kind == NODE_SWITCH && val_is(n->v, v))
			add_cut(c, arms[i].from);
		find_cuts(f, arms[i].to, v, c);
	}
}

static int by_from(const void *x, const void *y)
{
	uint32_t a = ((const struct arm *)x)->from, b = ((const struct arm *)y)->from;

	return a < b ? -1 : a > b;
}

/* The arms of n, cut further where later tests on the value cut. */
static void split_arms(struct facts *f, const struct node *n, arms_t *out)
{
	const struct arm *arms = graph_arms(f->g, n);
	struct cuts c = { .count = 0 };

	for (uint32_t i = 0; i < n->count; i++)
		*vec_push(f->g->arena, out) = arms[i];
	if (n->count > SPLIT_MAX)
		return;
	for (uint32_t i = 0; i < n->count; i++)
		find_cuts(f, arms[i].to, n->v, &c);
	for (uint32_t k = 0; k < c.count && !c.too_many; k++) {
		uint32_t i = n->count - 1;

		while (arms[i].from > c.at[k])
			i--;
		if (arms[i].from != c.at[k])
			*vec_push(f->g->arena, out) = (struct arm){ c.at[k], arms[i].to };
	}
	qsort(out->at, out->count, sizeof(struct arm), by_from);
}

/* Every arm by itself: what stands behind it knows the value that well. */
static struct ref build_split(struct facts *f, const struct node *n)
{
	uint32_t max = graph_value(f->g, n->v)->hi;
	arms_t in = { 0 }, out = { 0 };

	split_arms(f, n, &in);
	for (uint32_t i = 0; i < in.count; i++) {
		uint32_t last = arm_last(in.at, in.count, i);
		uint32_t first = f->ranges.count;
		uint32_t fact;

		*vec_push(f->g->arena, &f->ranges) =
			(struct span32){ in.at[i].from, last < max ? last : max };
		fact = fact_intern(f, n->v, first);
		add_arm(f, &out, n->v, in.at[i].from, last,
		        build(f, restrict_to(f, in.at[i].to, fact)));
	}
	f->g->at = n->at;
	return node_switch(f->g, n->v, out.at, out.count);
}

static struct ref build_switch(struct facts *f, const struct node *n)
{
	struct way few[FEW], *ways = few;
	arms_t out = { 0 };

	if (n->count > FEW)
		ways = arena_alloc(f->g->arena, n->count * sizeof(*ways));
	sort_ways(f, n, ways);
	for (uint32_t i = 0; i < n->count; i++) {
		struct arm a = graph_arms(f->g, n)[i];
		uint32_t last = arm_last(graph_arms(f->g, n), n->count, i);

		add_arm(f, &out, n->v, a.from, last, build_behind(f, n, ways, i));
	}
	f->g->at = n->at;
	return node_switch(f->g, n->v, out.at, out.count);
}

static struct ref build(struct facts *f, struct ref r)
{
	struct node n = *graph_node(f->g, r);
	struct ref to;

	if (n.kind == NODE_ACCEPT || n.kind == NODE_REJECT || !f->steps)
		return r;
	if (recall(f, r, 0, &to))
		return to;
	f->steps--;
	if (n.kind == NODE_SWITCH) {
		to = (f->how & FACTS_SPLIT) && n.count <= SPLIT_MAX ? build_split(f, &n)
		                                      : build_switch(f, &n);
	} else {
		struct arm arms[2];

		arms[0] = (struct arm){ 0, build(f, graph_arms(f->g, &n)[0].to) };
		arms[1] = (struct arm){ 1, build(f, graph_arms(f->g, &n)[1].to) };
		to = rebuild(f, r, arms, 2);
	}
	remember(f, r, 0, to);
	return to;
}

struct ref opt_facts(struct graph *g, struct ref root, unsigned how)
{
	struct facts f = { .g = g, .how = how };

	if (graph_node(g, root)->depth > DEPTH_MAX)
		return root;
	vec_push(g->arena, &f.list);
	memo_init(&f.done, g->arena);
	f.steps = STEPS_MIN + (uint64_t)STEPS_PER_NODE * (g->nodes.count + g->arms.count);
	return build(&f, root);
}
