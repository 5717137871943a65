/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/emit_cbpf.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
	MNODE_REJECT = 1,
	MNODE_ACCEPT = 2,
	DEPTH_MAX = 4096, /* deeper graphs are emitted plainly; they fit no kernel */
};

/* What the registers hold; VAL_NONE: nothing that is of use. */
struct regs {
	struct val a, x;
};

/* A straight run of instructions. */
struct seq {
	VEC(struct mnode) insns;
	uint32_t scratch;     /* words in use */
	uint32_t scratch_top; /* most ever in use */
};

struct memo {
	uint32_t node;
	struct regs regs;
	uint32_t mnode;
};

struct emit {
	struct graph *g;
	struct machine m;
	bool out_of_scratch;
	struct memo *memo; /* open addressing; node 0: empty */
	uint32_t memo_mask, memo_used;
};

/* ---- machine nodes ---- */

static uint32_t mnode_hash(const void *p, uint32_t id)
{
	const struct mnode *n = &((const struct machine *)p)->nodes.at[id];

	return hash_u32(hash_u32(hash_u32(n->code, n->k), n->t), n->f);
}

static uint32_t mnode_new(struct machine *m, struct mnode n)
{
	uint32_t h;

	*vec_push(m->arena, &m->nodes) = n;
	graph_table_grow(m->arena, &m->table, mnode_hash, m);
	h = mnode_hash(m, m->nodes.count - 1) & m->table.mask;
	while (m->table.slot[h]) {
		const struct mnode *have = &m->nodes.at[m->table.slot[h]];

		if (have->code == n.code && have->k == n.k && have->t == n.t &&
		    have->f == n.f) {
			m->nodes.count--;
			return m->table.slot[h];
		}
		h = (h + 1) & m->table.mask;
	}
	m->table.slot[h] = m->nodes.count - 1;
	m->table.used++;
	return m->nodes.count - 1;
}

static uint32_t branch(struct emit *e, uint16_t op, uint32_t k, uint32_t t, uint32_t f)
{
	if (t == f)
		return t;
	return mnode_new(&e->m, (struct mnode){ (uint16_t)(BPF_JMP | op), k, t, f });
}

/* ---- values into registers ---- */

static void add(struct emit *e, struct seq *s, uint32_t code, uint32_t k)
{
	*vec_push(e->m.arena, &s->insns) = (struct mnode){ (uint16_t)code, k, 0, 0 };
}

static uint32_t width_code(uint8_t width)
{
	return width == 1 ? BPF_B : width == 2 ? BPF_H : BPF_W;
}

/* 4 * (b(k) & 15), which X takes in one instruction? */
static bool is_msh(const struct graph *g, struct val v, uint32_t *k)
{
	const struct value *x = graph_value(g, v);
	uint32_t shift, mask;

	if (x->op != VAL_LSH || !val_constant(g, x->b, &shift) || shift != 2)
		return false;
	x = graph_value(g, x->a);
	if (x->op != VAL_AND || !val_constant(g, x->b, &mask) || mask != 0x0f)
		return false;
	x = graph_value(g, x->a);
	*k = x->k;
	return x->op == VAL_LOAD && x->width == 1 && !x->a.id;
}

/* Can X take it without A? */
static bool is_direct(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k;

	return x->op == VAL_CONST || x->op == VAL_LEN || is_msh(g, v, &k);
}

/* The load at the end of a row of operations with constants, or what else stands there. */
static struct val spine_end(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k;

	while (x->op >= VAL_ADD && val_constant(g, x->b, &k)) {
		v = x->a;
		x = graph_value(g, v);
	}
	return v;
}

/* The base that evaluating v leaves in X; VAL_NONE: X stays as it is. Only for values with
 * no operation of two variable operands, else *simple is false.
 */
static struct val spine_base(const struct graph *g, struct val v, bool *simple)
{
	const struct value *x = graph_value(g, spine_end(g, v));

	*simple = x->op < VAL_ADD;
	return x->op == VAL_LOAD ? x->a : VAL_NONE;
}

static void gen_a(struct emit *e, struct seq *s, struct regs *r, struct val v);

static void gen_x(struct emit *e, struct seq *s, struct regs *r, struct val v)
{
	const struct value *x = graph_value(e->g, v);
	uint32_t k;

	if (val_is(r->x, v))
		return;
	if (x->op == VAL_CONST) {
		add(e, s, BPF_LDX | BPF_IMM, x->k);
	} else if (x->op == VAL_LEN) {
		add(e, s, BPF_LDX | BPF_W | BPF_LEN, 0);
	} else if (is_msh(e->g, v, &k)) {
		add(e, s, BPF_LDX | BPF_B | BPF_MSH, k);
	} else {
		gen_a(e, s, r, v);
		add(e, s, BPF_MISC | BPF_TAX, 0);
	}
	r->x = v;
}

/* Scratch words that evaluating v needs. */
static uint32_t scratch_need(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, spine_end(g, v));
	uint32_t a, b;

	if (x->op == VAL_LOAD)
		return x->a.id ? scratch_need(g, x->a) : 0;
	if (x->op < VAL_ADD)
		return 0;
	a = scratch_need(g, x->a);
	b = scratch_need(g, x->b);
	return a == b ? a + 1 : a > b ? a : b;
}

static uint32_t scratch_get(struct emit *e, struct seq *s)
{
	if (s->scratch == BPF_MEMWORDS) {
		e->out_of_scratch = true;
		return 0;
	}
	return s->scratch++;
}

/* A = v, X = w. */
static void gen_pair(struct emit *e, struct seq *s, struct regs *r, struct val v,
                     struct val w)
{
	bool simple;
	struct val base = spine_base(e->g, v, &simple);
	uint32_t slot;

	if (is_direct(e->g, w) || (simple && val_is(base, w))) {
		/* Only loading v brings its base into X: a kept A would not. */
		if (!is_direct(e->g, w) && !val_is(r->x, w))
			r->a = VAL_NONE;
		gen_a(e, s, r, v);
		gen_x(e, s, r, w);
	} else if (simple && !base.id) {
		gen_x(e, s, r, w);
		gen_a(e, s, r, v);
	} else if (scratch_need(e->g, w) >= scratch_need(e->g, v)) {
		gen_a(e, s, r, w);
		slot = scratch_get(e, s);
		add(e, s, BPF_ST, slot);
		gen_a(e, s, r, v);
		add(e, s, BPF_LDX | BPF_MEM, slot);
		s->scratch--;
	} else {
		gen_a(e, s, r, v);
		slot = scratch_get(e, s);
		add(e, s, BPF_ST, slot);
		gen_x(e, s, r, w);
		add(e, s, BPF_LD | BPF_MEM, slot);
		s->scratch--;
	}
	r->a = v;
	r->x = w;
}

/* Is it better to have b in A and a in X? */
static bool better_swapped(const struct graph *g, struct val a, struct val b)
{
	bool simple_a, simple_b;
	struct val base_a = spine_base(g, a, &simple_a);
	struct val base_b = spine_base(g, b, &simple_b);

	if (is_direct(g, b) || (simple_a && val_is(base_a, b)))
		return false;
	if (is_direct(g, a) || (simple_b && val_is(base_b, a)))
		return true;
	if (simple_a && !base_a.id)
		return false;
	return simple_b && !base_b.id;
}

static const uint16_t alu_codes[VAL_OPS] = {
	[VAL_ADD] = BPF_ADD, [VAL_SUB] = BPF_SUB, [VAL_MUL] = BPF_MUL,
	[VAL_DIV] = BPF_DIV, [VAL_MOD] = BPF_MOD, [VAL_AND] = BPF_AND,
	[VAL_OR] = BPF_OR,   [VAL_XOR] = BPF_XOR, [VAL_LSH] = BPF_LSH,
	[VAL_RSH] = BPF_RSH,
};

static void gen_op(struct emit *e, struct seq *s, struct regs *r, const struct value *x)
{
	bool commutes = x->op == VAL_ADD || x->op == VAL_MUL || x->op == VAL_AND ||
	                x->op == VAL_OR || x->op == VAL_XOR;
	uint32_t k;

	if (val_constant(e->g, x->b, &k)) {
		gen_a(e, s, r, x->a);
		if (x->op == VAL_ADD && k > INT32_MAX)
			add(e, s, BPF_ALU | BPF_SUB | BPF_K, 0u - k);
		else
			add(e, s, BPF_ALU | alu_codes[x->op] | BPF_K, k);
		return;
	}
	if (x->op == VAL_SUB && val_constant(e->g, x->a, &k) && k == 0) {
		gen_a(e, s, r, x->b);
		add(e, s, BPF_ALU | BPF_NEG, 0);
		return;
	}
	if (commutes && better_swapped(e->g, x->a, x->b))
		gen_pair(e, s, r, x->b, x->a);
	else
		gen_pair(e, s, r, x->a, x->b);
	add(e, s, BPF_ALU | alu_codes[x->op] | BPF_X, 0);
}

static void gen_a(struct emit *e, struct seq *s, struct regs *r, struct val v)
{
	const struct value *x = graph_value(e->g, v);

	if (val_is(r->a, v))
		return;
	switch (x->op) {
	case VAL_CONST:
		add(e, s, BPF_LD | BPF_IMM, x->k);
		break;
	case VAL_LEN:
		add(e, s, BPF_LD | BPF_W | BPF_LEN, 0);
		break;
	case VAL_META:
		add(e, s, BPF_LD | BPF_ABS | width_code(x->width),
		    (uint32_t)SKF_AD_OFF + x->k);
		break;
	case VAL_LOAD:
		if (x->a.id) {
			gen_x(e, s, r, x->a);
			add(e, s, BPF_LD | BPF_IND | width_code(x->width), x->k);
		} else {
			add(e, s, BPF_LD | BPF_ABS | width_code(x->width), x->k);
		}
		break;
	default:
		gen_op(e, s, r, x);
		break;
	}
	r->a = v;
}

/* The run in front of a node. */
static uint32_t chain(struct emit *e, const struct seq *s, uint32_t next)
{
	for (uint32_t i = s->insns.count; i-- > 0;) {
		struct mnode n = s->insns.at[i];

		n.t = next;
		next = mnode_new(&e->m, n);
	}
	return next;
}

/* ---- a switch as compares ---- */

struct way {
	uint32_t from;
	uint32_t to; /* machine node */
};

/* What the value compared can be: no bit outside mask, at most hi. */
struct domain {
	uint32_t mask, hi;
};

enum { LADDER_MAX = 8 }; /* compares in a row before a binary split pays */

/* Does way i hold for a single value? */
static bool is_point(const struct way *w, uint32_t count, uint32_t i, struct domain d)
{
	uint32_t at = w[i].from ? graph_next_in_mask(w[i].from, d.mask) : 0;

	if (at >= d.hi)
		return true;
	return i + 1 < count && graph_next_in_mask(at + 1, d.mask) >= w[i + 1].from;
}

/* Takes out runs of single values between equal neighbours: each is one jeq. Gives what is
 * left in w, and the values taken out in points.
 */
static uint32_t take_points(struct way *w, uint32_t count, struct domain d,
                            struct way *points, uint32_t *points_count)
{
	uint32_t n = 0, i = 0;

	*points_count = 0;
	while (i < count) {
		uint32_t end = i;

		while (end < count && is_point(w, count, end, d))
			end++;
		if (end > i && (n > 0 || end < count) &&
		    (n == 0 || end == count || w[n - 1].to == w[end].to)) {
			uint32_t around = n > 0 ? w[n - 1].to : w[end].to;
			uint32_t from = w[i].from;

			for (; i < end; i++) {
				if (w[i].to != around)
					points[(*points_count)++] = w[i];
			}
			if (end < count) {
				/* The neighbour behind takes the place over. */
				if (n == 0)
					w[end].from = from;
				else
					i = end + 1;
			}
			continue;
		}
		do {
			w[n++] = w[i++];
		} while (i < end);
	}
	return n;
}

static uint32_t cuts(struct emit *e, const struct way *w, uint32_t count)
{
	uint32_t mid = count / 2;

	if (count == 1)
		return w[0].to;
	return branch(e, BPF_JGE, w[mid].from, cuts(e, w + mid, count - mid),
	              cuts(e, w, mid));
}

/* Values of their own first, those that end the program last and by size: so the ends of
 * ladders with values in common are one object.
 */
static int by_target(const void *x, const void *y)
{
	const struct way *a = x, *b = y;
	bool end_a = a->to <= MNODE_ACCEPT, end_b = b->to <= MNODE_ACCEPT;

	if (end_a != end_b)
		return end_a ? 1 : -1;
	return a->from < b->from ? -1 : a->from > b->from;
}

/* Compares for ways that cover what A may hold, sorted by from; w is used up. */
static uint32_t ladder(struct emit *e, struct way *w, uint32_t count, struct domain d)
{
	struct way *points, *left;
	uint32_t n, taken, next;

	points = arena_alloc(e->m.arena, 2 * count * sizeof(*points));
	left = points + count;
	memcpy(left, w, count * sizeof(*left));
	n = take_points(left, count, d, points, &taken);
	if (taken + n - 1 > LADDER_MAX && count > 3) {
		uint32_t mid = count / 2;
		uint32_t above = ladder(e, w + mid, count - mid, d);

		return branch(e, BPF_JGE, w[mid].from, above, ladder(e, w, mid, d));
	}
	qsort(points, taken, sizeof(*points), by_target);
	next = cuts(e, left, n);
	while (taken-- > 0)
		next = branch(e, BPF_JEQ, points[taken].from, points[taken].to, next);
	return next;
}

/* ---- nodes ---- */

static uint32_t emit_node(struct emit *e, struct ref r, struct regs regs);

/* What of the registers is of use at a node. */
static struct regs useful(const struct emit *e, const struct node *n, struct regs r)
{
	struct val v = n->v, end = spine_end(e->g, n->v);

	if (r.x.id && !(n->bases >> (r.x.id & 63) & 1))
		r.x = VAL_NONE;
	while (r.a.id && !val_is(v, r.a)) {
		if (val_is(v, end))
			r.a = VAL_NONE;
		else
			v = graph_value(e->g, v)->a;
	}
	return r;
}

/* The value under a mask when the test only asks whether any bit of it is set. */
static bool is_jset(const struct graph *g, const struct node *n, struct val *v,
                    uint32_t *mask)
{
	const struct value *x = graph_value(g, n->v);

	if (n->count != 2 || x->op != VAL_AND || !val_constant(g, x->b, mask) || !*mask)
		return false;
	*v = x->a;
	return graph_arms(g, n)[1].from == (*mask & (0u - *mask));
}

/* All tests behind this one start by the same constant in X: set it here, once. */
static void preload_x(struct emit *e, struct seq *s, struct regs *r, const struct node *n)
{
	struct val want = VAL_NONE;
	uint32_t k;

	for (uint32_t i = 0; i < n->count; i++) {
		const struct node *to = graph_node(e->g, graph_arms(e->g, n)[i].to);
		struct val base;
		bool simple;

		if (to->kind == NODE_ACCEPT || to->kind == NODE_REJECT)
			continue;
		base = spine_base(e->g, to->v, &simple);
		if (to->kind != NODE_SWITCH || !base.id || (want.id && !val_is(base, want)))
			return;
		want = base;
	}
	if (want.id && val_constant(e->g, want, &k))
		gen_x(e, s, r, want);
}

static uint32_t emit_switch(struct emit *e, const struct node *n, struct way *w)
{
	const struct value *v = graph_value(e->g, n->v);
	struct domain d = { UINT32_MAX, v->hi };

	if (v->op == VAL_AND)
		val_constant(e->g, v->b, &d.mask);
	return ladder(e, w, n->count, d);
}

static uint32_t emit_compare(struct emit *e, const struct node *n, uint32_t no, uint32_t yes)
{
	uint16_t op = n->cmp == CMP_EQ ? BPF_JEQ : n->cmp == CMP_GT ? BPF_JGT : BPF_JGE;

	if (yes == no)
		return yes;
	return mnode_new(&e->m, (struct mnode){ (uint16_t)(BPF_JMP | op | BPF_X), 0, yes, no });
}

/* Code that evaluates a node's test, in regs; afterwards regs is what it leaves. */
static void gen_test(struct emit *e, struct seq *s, struct regs *regs, const struct node *n)
{
	struct val v;
	uint32_t mask;

	if (n->kind == NODE_COMPARE)
		gen_pair(e, s, regs, n->v, n->w);
	else if (is_jset(e->g, n, &v, &mask))
		gen_a(e, s, regs, v);
	else
		gen_a(e, s, regs, n->v);
}

static uint32_t finish(struct emit *e, const struct node *n, const struct seq *s,
                       struct way *w)
{
	struct val v;
	uint32_t mask, next;

	if (n->kind == NODE_COMPARE)
		next = emit_compare(e, n, w[0].to, w[1].to);
	else if (is_jset(e->g, n, &v, &mask))
		next = branch(e, BPF_JSET, mask, w[1].to, w[0].to);
	else
		next = emit_switch(e, n, w);
	return chain(e, s, next);
}

static struct memo *memo_slot(struct emit *e, uint32_t node, struct regs r)
{
	uint32_t h = hash_u32(hash_u32(node, r.a.id), r.x.id) & e->memo_mask;

	while (e->memo[h].node &&
	       (e->memo[h].node != node || !val_is(e->memo[h].regs.a, r.a) ||
	        !val_is(e->memo[h].regs.x, r.x)))
		h = (h + 1) & e->memo_mask;
	return &e->memo[h];
}

static void memo_put(struct emit *e, uint32_t node, struct regs r, uint32_t mnode)
{
	if (e->memo_used * 2 >= e->memo_mask) {
		struct memo *old = e->memo;
		uint32_t size = e->memo_mask + 1;

		e->memo = arena_alloc(e->m.arena, 2 * size * sizeof(*old));
		e->memo_mask = 2 * size - 1;
		for (uint32_t i = 0; i < size; i++) {
			if (old[i].node)
				*memo_slot(e, old[i].node, old[i].regs) = old[i];
		}
	}
	*memo_slot(e, node, r) = (struct memo){ node, r, mnode };
	e->memo_used++;
}

static uint32_t emit_node(struct emit *e, struct ref r, struct regs regs)
{
	struct node n = *graph_node(e->g, r);
	struct seq s = { 0 };
	struct regs start;
	struct way *w;
	struct memo *m;
	uint32_t id;

	if (n.kind == NODE_REJECT)
		return MNODE_REJECT;
	if (n.kind == NODE_ACCEPT)
		return MNODE_ACCEPT;
	start = regs = useful(e, &n, regs);
	m = memo_slot(e, r.id, start);
	if (m->node)
		return m->mnode;
	gen_test(e, &s, &regs, &n);
	if (n.kind == NODE_SWITCH)
		preload_x(e, &s, &regs, &n);
	w = arena_alloc(e->m.arena, n.count * sizeof(*w));
	for (uint32_t i = 0; i < n.count; i++) {
		w[i].from = graph_arms(e->g, &n)[i].from;
		w[i].to = emit_node(e, graph_arms(e->g, &n)[i].to, regs);
	}
	id = finish(e, &n, &s, w);
	memo_put(e, r.id, start, id);
	return id;
}

/* Every test by itself, from the last to the first. */
static uint32_t emit_plain(struct emit *e, struct ref root)
{
	uint32_t *done = arena_alloc(e->m.arena, (root.id + 1) * sizeof(*done));
	unsigned char *wanted = arena_alloc(e->m.arena, root.id + 1);

	wanted[root.id] = 1;
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &e->g->nodes.at[id];

		for (uint32_t i = 0; wanted[id] && i < n->count; i++)
			wanted[graph_arms(e->g, n)[i].to.id] = 1;
	}
	done[REJECT.id] = MNODE_REJECT;
	if (root.id >= ACCEPT.id)
		done[ACCEPT.id] = MNODE_ACCEPT;
	for (uint32_t id = ACCEPT.id + 1; id <= root.id; id++) {
		const struct node *n = &e->g->nodes.at[id];
		struct regs regs = { VAL_NONE, VAL_NONE };
		struct seq s = { 0 };
		struct way *w;

		if (!wanted[id])
			continue;
		gen_test(e, &s, &regs, n);
		w = arena_alloc(e->m.arena, n->count * sizeof(*w));
		for (uint32_t i = 0; i < n->count; i++) {
			w[i].from = graph_arms(e->g, n)[i].from;
			w[i].to = done[graph_arms(e->g, n)[i].to.id];
		}
		done[id] = finish(e, n, &s, w);
	}
	return done[root.id];
}

struct emitted emit_cbpf(struct graph *g, struct ref root, uint32_t snaplen, bool plain)
{
	struct emit e = { .g = g, .m.arena = g->arena, .memo_mask = 255 };
	struct regs none = { VAL_NONE, VAL_NONE };
	uint32_t entry;

	vec_push(g->arena, &e.m.nodes);
	mnode_new(&e.m, (struct mnode){ BPF_RET | BPF_K, 0, 0, 0 });
	mnode_new(&e.m, (struct mnode){ BPF_RET | BPF_K, snaplen, 0, 0 });
	e.memo = arena_alloc(g->arena, 256 * sizeof(*e.memo));
	if (plain || graph_node(g, root)->depth > DEPTH_MAX)
		entry = emit_plain(&e, root);
	else
		entry = emit_node(&e, root, none);
	if (e.out_of_scratch)
		return (struct emitted){ NULL, 0 };
	return layout_cbpf(&e.m, entry);
}
