/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_plan.c - how far each test reads, and in which order tests stand.
 *
 * must(n) is the larger of what n reads and the least that an accepting way behind n reads.
 * A way to reject does not count, and one to accept reads nothing more. A packet shorter than
 * that is rejected whatever n finds, so n may ask for all of it at once.
 */
#include "compiler/emit_ebpf_int.h"

#include <string.h>

enum {
	WORDS_MIN = 8,       /* numbers; fewer are compared word by word ... */
	WORDS_MIN_IN_PLACE = 1, /* ... unless 8 bytes can be loaded at once */
	WORDS_MAX = 4 << 20, /* more than that is no set that somebody wrote */
};

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static uint32_t end_of(uint32_t off, uint32_t len)
{
	return off > UINT32_MAX - len ? UINT32_MAX : off + len;
}

/* The base of a load; a constant one goes to *off. */
static struct val base_of(const struct graph *g, const struct value *load, uint32_t *off)
{
	uint32_t k;

	*off = load->k;
	if (!load->a.id || !val_constant(g, load->a, &k))
		return load->a;
	*off = end_of(load->k, k);
	return VAL_NONE;
}

/* End of what evaluating v reads at constant offsets. */
static uint32_t need_of(struct plan *p, const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t need = 0, off;

	if (!v.id || p->need_of[v.id])
		return v.id ? p->need_of[v.id] - 1 : 0;
	if (x->op == VAL_LOAD) {
		struct val base = base_of(g, x, &off);

		need = base.id ? need_of(p, g, base) : end_of(off, x->width);
	} else if (x->op >= VAL_ADD) {
		need = larger(need_of(p, g, x->a), need_of(p, g, x->b));
	}
	if (need == UINT32_MAX)
		need--;
	p->need_of[v.id] = need + 1;
	return need;
}

/* The base that evaluating v leaves behind. */
static struct val last_base(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	struct val base = VAL_NONE;
	uint32_t off;

	if (!v.id)
		return base;
	if (x->op == VAL_LOAD)
		return base_of(g, x, &off);
	if (x->op >= VAL_ADD) {
		base = last_base(g, x->a);
		if (!base.id)
			base = last_base(g, x->b);
	}
	return base;
}

/* End of what evaluating v reads from behind a base. */
static uint32_t need_behind(struct plan *p, const struct graph *g, struct val v,
                            struct val base)
{
	const struct value *x = graph_value(g, v);
	struct memo_key key = { v.id, base.id, 0, 0 };
	uint32_t off, need = 0;

	if (!v.id || !base.id || (x->op != VAL_LOAD && x->op < VAL_ADD))
		return 0;
	if (memo_get(&p->behind, key, &need))
		return need;
	if (x->op == VAL_LOAD) {
		struct val of = base_of(g, x, &off);

		need = !of.id              ? 0
		       : val_is(of, base) ? end_of(off, x->width)
		                          : need_behind(p, g, of, base);
	} else {
		need = larger(need_behind(p, g, x->a, base), need_behind(p, g, x->b, base));
	}
	memo_put(&p->behind, key, need);
	return need;
}

/* How many loads evaluating v takes, or MANY. */
static uint32_t loads_of(struct plan *p, const struct graph *g, struct val v)
{
	enum { MANY = 1000 };
	const struct value *x = graph_value(g, v);
	uint32_t loads;

	if (!v.id || (x->op != VAL_LOAD && x->op < VAL_ADD))
		return 0;
	if (p->loads_of[v.id])
		return p->loads_of[v.id] - 1;
	if (x->op == VAL_LOAD)
		loads = 1 + loads_of(p, g, x->a);
	else
		loads = loads_of(p, g, x->a) + loads_of(p, g, x->b);
	loads = loads < MANY ? loads : MANY;
	p->loads_of[v.id] = loads + 1;
	return loads;
}

/* must() of a node, from that of the nodes behind it. */
static void find_must(struct plan *p, const struct graph *g, const struct node *n,
                      struct plan_node *pn)
{
	const struct arm *arms = graph_arms(g, n);
	uint32_t least = UINT32_MAX, base_least = UINT32_MAX;

	for (uint32_t i = 0; i < n->count; i++) {
		const struct plan_node *to = &p->node[arms[i].to.id];
		bool same = pn->base.id && val_is(to->base, pn->base);

		if (ref_is(arms[i].to, REJECT))
			continue;
		least = to->must < least ? to->must : least;
		if (!same)
			base_least = 0;
		else if (to->base_must < base_least)
			base_least = to->base_must;
	}
	pn->must = least == UINT32_MAX ? pn->need : larger(pn->need, least);
	pn->base_must = base_least == UINT32_MAX ? pn->base_need
	                                         : larger(pn->base_need, base_least);
}

static void measure(struct plan *p, const struct graph *g, uint32_t root)
{
	uint32_t *loads = arena_alloc(g->arena, (root + 1) * sizeof(*loads));

	for (uint32_t id = ACCEPT.id + 1; id <= root; id++) {
		const struct node *n = &g->nodes.at[id];
		const struct arm *arms = graph_arms(g, n);
		struct plan_node *pn = &p->node[id];
		uint32_t most = 0;

		pn->need = larger(need_of(p, g, n->v), need_of(p, g, n->w));
		pn->base = last_base(g, n->v);
		if (!pn->base.id)
			pn->base = last_base(g, n->w);
		pn->base_need = larger(need_behind(p, g, n->v, pn->base),
		                       need_behind(p, g, n->w, pn->base));
		find_must(p, g, n, pn);
		for (uint32_t i = 0; i < n->count; i++)
			most = larger(most, loads[arms[i].to.id]);
		loads[id] = most + loads_of(p, g, n->v) + loads_of(p, g, n->w);
	}
	p->loads = loads[root];
}

/* ---- sets of long numbers ---- */

struct collect {
	const struct graph *g;
	struct words *w;
	uint32_t word[4];
	uint32_t room;
	bool has_yes;
};

/* The target of most values. */
static struct ref widest(const struct graph *g, const struct node *n)
{
	const struct arm *arms = graph_arms(g, n);
	uint32_t best = 0;

	for (uint32_t i = 1; i < n->count; i++) {
		if (arm_last(arms, n->count, i) - arms[i].from >
		    arm_last(arms, n->count, best) - arms[best].from)
			best = i;
	}
	return arms[best].to;
}

static bool is_word(const struct graph *g, const struct node *n, const struct words *w,
                    uint32_t i)
{
	const struct value *x = graph_value(g, n->v);
	uint32_t off;

	return n->kind == NODE_SWITCH && x->op == VAL_LOAD && x->width == 4 &&
	       val_is(base_of(g, x, &off), w->base) && off == w->off + 4 * i;
}

static bool add_key(struct collect *c, struct ref to)
{
	struct words *w = c->w;

	if (!c->has_yes)
		w->yes = to;
	c->has_yes = true;
	if (!ref_is(w->yes, to) || w->count == WORDS_MAX)
		return false;
	if (w->count == c->room)
		w->keys = arena_grow(c->g->arena, w->keys, &c->room, w->count + 1,
		                     sizeof(*w->keys));
	for (int i = 0; i < 2; i++) {
		uint32_t half[2] = { ebpf_raw(c->word[2 * i], 4),
			             ebpf_raw(c->word[2 * i + 1], 4) };

		memcpy(&w->keys[w->count][i], half, sizeof(half));
	}
	w->count++;
	return true;
}

/* Node r tests word i; what lies behind it is one of two nodes, or a test of the next. */
static bool collect(struct collect *c, struct ref r, uint32_t i)
{
	const struct node *n = graph_node(c->g, r);
	const struct arm *arms = graph_arms(c->g, n);

	if (!is_word(c->g, n, c->w, i))
		return false;
	for (uint32_t k = 0; k < n->count; k++) {
		if (ref_is(arms[k].to, c->w->no))
			continue;
		if (arm_last(arms, n->count, k) != arms[k].from)
			return false;
		c->word[i] = arms[k].from;
		if (i < 3 ? !collect(c, arms[k].to, i + 1) : !add_key(c, arms[k].to))
			return false;
	}
	return true;
}

/* Do four tests in a row, in any order, ask for the words of one number? */
static bool collect_one(struct collect *c, struct ref r)
{
	uint32_t off[4], word[4], first = UINT32_MAX, from = UINT32_MAX, seen = 0;

	for (uint32_t i = 0; i < 4; i++) {
		const struct node *n = graph_node(c->g, r);
		const struct arm *arms = graph_arms(c->g, n);
		const struct value *x = graph_value(c->g, n->v);
		uint32_t k = 0;

		if (n->kind != NODE_SWITCH || x->op != VAL_LOAD || x->width != 4 ||
		    !val_is(base_of(c->g, x, &off[i]), c->w->base))
			return false;
		while (k < n->count && ref_is(arms[k].to, c->w->no))
			k++;
		if (k == n->count || arm_last(arms, n->count, k) != arms[k].from)
			return false;
		for (uint32_t j = k + 1; j < n->count; j++) {
			if (!ref_is(arms[j].to, c->w->no))
				return false;
		}
		word[i] = arms[k].from;
		from = off[i] < from ? off[i] : from;
		first = i ? first : off[i];
		r = arms[k].to;
	}
	for (uint32_t i = 0; i < 4; i++) {
		uint32_t at = (off[i] - from) / 4;

		if ((off[i] - from) % 4 || at > 3)
			return false;
		seen |= 1u << at;
		c->word[at] = word[i];
	}
	if (seen != 0xf)
		return false;
	c->w->off = from;
	c->w->low_first = first >= from + 8;
	return add_key(c, r);
}

/* Is the node the first of a set of 128-bit numbers, all of which may be read at once? */
static struct words *find_words(struct plan *p, const struct graph *g, struct ref r)
{
	const struct node *n = graph_node(g, r);
	const struct plan_node *pn = &p->node[r.id];
	const struct value *x = graph_value(g, n->v);
	struct words w = { 0 }, *found;
	struct collect c = { .g = g, .w = &w };

	if (n->kind != NODE_SWITCH || x->op != VAL_LOAD || x->width != 4)
		return NULL;
	w.base = base_of(g, x, &w.off);
	w.no = widest(g, n);
	if ((p->words_min > 1 || !collect_one(&c, r)) && !collect(&c, r, 0))
		return NULL;
	if ((w.base.id ? pn->base_must : pn->must) < end_of(w.off, 16) ||
	    w.count < p->words_min)
		return NULL;
	found = arena_alloc(g->arena, sizeof(*found));
	*found = w;
	return found;
}

/* ---- order ---- */

uint32_t plan_targets(const struct plan *p, const struct graph *g, struct ref r,
                      struct ref *out)
{
	const struct node *n = graph_node(g, r);
	const struct arm *arms = graph_arms(g, n);
	const struct words *w = p->node[r.id].words;
	uint32_t count = 0;

	if (w) {
		out[0] = w->no;
		out[1] = w->yes;
		return 2;
	}
	for (uint32_t i = 0; i < n->count; i++) {
		/* Most targets are among the last few. */
		uint32_t k = count, least = count > 8 ? count - 8 : 0;

		while (k > least && !ref_is(out[k - 1], arms[i].to))
			k--;
		if (k == least)
			out[count++] = arms[i].to;
	}
	return count;
}

struct frame {
	struct ref r;
	struct ref *to;
	uint32_t count, next;
};

/* What is visited last comes right behind the node: the narrower one of two targets. */
static void sort_targets(const struct graph *g, const struct node *n, struct frame *f)
{
	if (f->count == 2 && n->kind == NODE_SWITCH && ref_is(f->to[1], widest(g, n))) {
		struct ref t = f->to[0];

		f->to[0] = f->to[1];
		f->to[1] = t;
	}
}

static void push(struct plan *p, struct graph *g, struct ref r, struct frame *f)
{
	const struct node *n = graph_node(g, r);

	p->node[r.id].words = find_words(p, g, r);
	f->r = r;
	f->to = arena_alloc(g->arena, (n->count + 2) * sizeof(*f->to));
	f->count = plan_targets(p, g, r, f->to);
	f->next = 0;
	if (p->node[r.id].need <= PACKET_OFF_MAX)
		p->window = larger(p->window, p->node[r.id].words && !p->node[r.id].base.id
		                                      ? p->node[r.id].words->off + 16
		                                      : p->node[r.id].need);
	sort_targets(g, n, f);
}

static void find_order(struct plan *p, struct graph *g, struct ref root)
{
	bool *seen = arena_alloc(g->arena, root.id + 1);
	VEC(struct frame) stack = { 0 };

	if (root.id <= ACCEPT.id)
		return;
	seen[root.id] = true;
	push(p, g, root, vec_push(g->arena, &stack));
	while (stack.count) {
		struct frame *f = &stack.at[stack.count - 1];

		if (f->next == f->count) {
			*vec_push(g->arena, &p->order) = f->r;
			stack.count--;
			continue;
		}
		struct ref to = f->to[f->next++];

		if (to.id <= ACCEPT.id || seen[to.id])
			continue;
		seen[to.id] = true;
		push(p, g, to, vec_push(g->arena, &stack));
	}
	for (uint32_t i = 0, k = p->order.count; i + 1 < k; i++) {
		struct ref t = p->order.at[i];

		p->order.at[i] = p->order.at[--k];
		p->order.at[k] = t;
	}
}

void plan_make(struct plan *p, struct graph *g, struct ref root, bool in_place)
{
	uint32_t last = root.id > ACCEPT.id ? root.id : ACCEPT.id;

	p->words_min = in_place ? WORDS_MIN_IN_PLACE : WORDS_MIN;
	p->node = arena_alloc(g->arena, (last + 1) * sizeof(*p->node));
	p->need_of = arena_alloc(g->arena, g->values.count * sizeof(*p->need_of));
	p->loads_of = arena_alloc(g->arena, g->values.count * sizeof(*p->loads_of));
	p->reused = arena_alloc(g->arena, g->values.count);
	memo_init(&p->behind, g->arena);
	for (uint32_t id = 1; id < g->values.count; id++) {
		const struct value *x = &g->values.at[id];

		if (x->op >= VAL_ADD)
			p->reused[x->a.id] = p->reused[x->b.id] = true;
	}
	for (uint32_t id = ACCEPT.id + 1; id <= last; id++) {
		const struct node *n = &g->nodes.at[id];

		p->reused[n->v.id] = p->reused[n->w.id] = true;
	}
	measure(p, g, last);
	find_order(p, g, root);
}
