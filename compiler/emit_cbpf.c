/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/emit_cbpf.h"

#include <string.h>

#include "base/memo.h"
#include "compiler/emit_value.h"
#include "compiler/machine.h"

enum {
	DEPTH_MAX = 4096, /* deeper graphs are emitted plainly; they fit no kernel */
	FLAT_MAX = 64,    /* values that a row of compares finds as fast as a search ... */
	FAST_LEAF = 32,   /* ... and those of more that stand in one row */
	ASKED = 1 << 30,  /* in keys of what is done: with all that the registers hold */
};

struct emit {
	struct graph *g;
	struct machine m;
	struct slots slots;
	unsigned style; /* enum emit_style */
	bool out_of_scratch, shifted_nets;
	struct memo done; /* by node and registers */
};

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

static uint32_t emit_node(struct emit *e, struct ref r, struct regs regs);

/* What of the registers is of use at a node. */
static struct regs useful(const struct emit *e, const struct node *n, struct regs r)
{
	struct val v = n->v, end = spine_end(e->g, n->v);

	if (r.x.id && !(n->bases >> (r.x.id & 63) & 1))
		r.x = VAL_NONE;
	for (uint32_t i = 0; i < e->slots.count; i++) {
		if (!(n->bases & e->slots.bit[i]))
			r.mem &= ~(1u << i);
	}
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

/* All tests behind this one need the same in X: set it here, once. What accepts without it
 * must not read more than before.
 */
static void preload_x(const struct emit *e, struct seq *s, struct regs *r, const struct node *n)
{
	struct val want = VAL_NONE;
	bool accepts = false;
	uint32_t k;

	for (uint32_t i = 0; i < n->count; i++) {
		const struct node *to = graph_node(e->g, graph_arms(e->g, n)[i].to);
		struct val base;
		bool simple;

		accepts |= to->kind == NODE_ACCEPT;
		if (to->kind == NODE_ACCEPT || to->kind == NODE_REJECT)
			continue;
		base = spine_base(e->g, to->v, &simple);
		if (to->kind != NODE_SWITCH || !base.id || (want.id && !val_is(base, want)))
			return;
		want = base;
	}
	if (want.id && (val_constant(e->g, want, &k) ||
	                ((e->style & EMIT_HOIST) && !accepts && is_direct(e->g, want))))
		gen_x(s, r, want);
}

/* A load of the leading bytes only, where the others make no difference to the test: it
 * reads less far. arms, of n->count, then are about the shorter number.
 */
static void narrow(struct emit *e, struct node *n, struct arm *arms)
{
	const struct value v = *graph_value(e->g, n->v);
	uint32_t bits = 0, width = v.width;

	if (n->kind != NODE_SWITCH || v.op != VAL_LOAD)
		return;
	for (uint32_t i = 1; i < n->count; i++)
		bits |= arms[i].from;
	while (width > 1 && !(bits & ((1u << (8 * (v.width - width / 2))) - 1)))
		width /= 2;
	if (width == v.width)
		return;
	n->v = val_load_based(e->g, (uint8_t)width, v.a, v.k);
	for (uint32_t i = 1; i < n->count; i++)
		arms[i].from >>= 8 * (v.width - width);
}

/* Networks of one length, which are ranges of addresses, as single values of the bits that
 * count: one shift, and one compare for each instead of two, but of all of them, where
 * ranges that others lie between are found in fewer steps.
 */
static void shift_nets(struct emit *e, struct node *n, struct arm *arms)
{
	enum { NETS_MIN = 6 }; /* from here on that is shorter */
	const struct value *v = graph_value(e->g, n->v);
	uint32_t bits = 0, nets = 0, shift;

	if (n->kind != NODE_SWITCH || v->op != VAL_LOAD || v->width != 4 ||
	    n->count <= NETS_MIN)
		return;
	for (uint32_t i = 1; i < n->count; i++)
		bits |= arms[i].from;
	shift = (uint32_t)__builtin_ctz(bits);
	for (uint32_t i = 1; i + 1 < n->count; i++)
		nets += arms[i + 1].from - arms[i].from == 1u << shift;
	if (!shift || nets < NETS_MIN)
		return;
	n->v = val_op_k(e->g, VAL_RSH, n->v, shift);
	for (uint32_t i = 1; i < n->count; i++)
		arms[i].from >>= shift;
	e->shifted_nets = true;
}

static uint32_t emit_switch(struct emit *e, const struct node *n, const struct way *w)
{
	const struct value *v = graph_value(e->g, n->v);
	struct domain d = { UINT32_MAX, v->hi };

	if (v->op == VAL_AND)
		val_constant(e->g, v->b, &d.mask);
	if (e->style & EMIT_LEAF_FAST) /* two arms a value */
		e->m.leaf = n->count / 2 <= FLAT_MAX ? FLAT_MAX : FAST_LEAF;
	return ladder(&e->m, w, n->count, d);
}

static uint32_t emit_compare(struct emit *e, const struct node *n, uint32_t no, uint32_t yes)
{
	uint16_t op = n->cmp == CMP_EQ ? BPF_JEQ : n->cmp == CMP_GT ? BPF_JGT : BPF_JGE;

	if (yes == no)
		return yes;
	return mnode_new(&e->m, (struct mnode){ (uint16_t)(BPF_JMP | op | BPF_X), 0, yes, no });
}

/* Code that evaluates a node's test, in regs; afterwards regs is what it leaves. */
static void gen_test(struct emit *e, struct seq *s, struct regs *regs,
                     const struct node *n)
{
	struct val v;
	uint32_t mask;

	if (n->kind == NODE_COMPARE)
		gen_pair(s, regs, n->v, n->w);
	else if (is_jset(e->g, n, &v, &mask))
		gen_a(s, regs, v);
	else
		gen_a(s, regs, n->v);
	e->out_of_scratch |= s->out_of_scratch;
}

static uint32_t finish(struct emit *e, const struct node *n, const struct seq *s,
                       const struct way *w)
{
	struct val v;
	uint32_t mask, next;

	e->m.at = n->at;
	if (n->kind == NODE_COMPARE)
		next = emit_compare(e, n, w[0].to, w[1].to);
	else if (is_jset(e->g, n, &v, &mask))
		next = mnode_branch(&e->m, BPF_JSET, mask, w[1].to, w[0].to);
	else
		next = emit_switch(e, n, w);
	return chain(e, s, next);
}

static uint32_t emit_node(struct emit *e, struct ref r, struct regs regs)
{
	struct node n = *graph_node(e->g, r);
	struct seq s = { .g = e->g, .slots = &e->slots };
	struct memo_key asked = { r.id, regs.a.id, regs.x.id, regs.mem | ASKED }, key;
	struct arm *arms;
	struct way *w;
	uint32_t id;

	if (n.kind == NODE_REJECT)
		return MNODE_REJECT;
	if (n.kind == NODE_ACCEPT)
		return MNODE_ACCEPT;
	if (memo_get(&e->done, asked, &id))
		return id;
	arms = arena_alloc(e->m.arena, n.count * sizeof(*arms));
	memcpy(arms, graph_arms(e->g, &n), n.count * sizeof(*arms));
	if (e->style & EMIT_NARROW)
		narrow(e, &n, arms);
	if (e->style & EMIT_NETS)
		shift_nets(e, &n, arms);
	regs = useful(e, &n, regs);
	key = (struct memo_key){ r.id, regs.a.id, regs.x.id, regs.mem };
	if (memo_get(&e->done, key, &id)) {
		memo_put(&e->done, asked, id);
		return id;
	}
	gen_test(e, &s, &regs, &n);
	if (n.kind == NODE_SWITCH)
		preload_x(e, &s, &regs, &n);
	w = arena_alloc(e->m.arena, n.count * sizeof(*w));
	for (uint32_t i = 0; i < n.count; i++) {
		w[i].from = arms[i].from;
		w[i].to = emit_node(e, arms[i].to, regs);
	}
	id = finish(e, &n, &s, w);
	memo_put(&e->done, key, id);
	memo_put(&e->done, asked, id);
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
		struct regs regs = { VAL_NONE, VAL_NONE, 0 };
		struct seq s = { .g = e->g, .slots = &e->slots };
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

struct emitted emit_cbpf(struct graph *g, struct ref root, uint32_t snaplen,
                         unsigned style)
{
	struct emit e = { .g = g, .style = style };
	struct regs none = { VAL_NONE, VAL_NONE, 0 };
	struct emitted code;
	uint32_t entry;

	if (graph_node(g, root)->depth > DEPTH_MAX)
		style &= ~(unsigned)(EMIT_REGS | EMIT_SLOTS);
	machine_init(&e.m, g->arena, snaplen);
	e.m.ends_last = style & EMIT_ENDS_LAST;
	if (style & (EMIT_LEAF_2 | EMIT_LEAF_4 | EMIT_LEAF_64))
		e.m.leaf = style & EMIT_LEAF_2 ? 2 : style & EMIT_LEAF_4 ? 4 : 64;
	if (style & EMIT_SLOTS) {
		e.slots = choose_slots(g, root);
		if (!e.slots.count)
			return (struct emitted){ 0 };
	}
	memo_init(&e.done, g->arena);
	if (style & EMIT_REGS)
		entry = emit_node(&e, root, none);
	else
		entry = emit_plain(&e, root);
	if (e.out_of_scratch)
		return (struct emitted){ 0 };
	code = layout_cbpf(&e.m, entry, g->traffic);
	code.nets = e.shifted_nets;
	return code;
}
