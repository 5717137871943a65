/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/emit_value.h"

static void add(struct seq *s, uint32_t code, uint32_t k)
{
	*vec_push(s->g->arena, &s->insns) = (struct mnode){ (uint16_t)code, k, 0, 0 };
}

static uint32_t width_code(uint8_t width)
{
	return width == 1 ? BPF_B : width == 2 ? BPF_H : BPF_W;
}

/* 4 * (b(k) & 15), which X takes in one instruction? */
static bool is_msh(const struct graph *g, struct val v, uint32_t *k)
{
	struct val byte;

	if (!val_header_length(g, v, &byte))
		return false;
	*k = graph_value(g, byte)->k;
	return true;
}

bool is_direct(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k;

	return x->op == VAL_CONST || x->op == VAL_LEN || is_msh(g, v, &k);
}

struct val spine_end(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k;

	while (x->op >= VAL_ADD && val_constant(g, x->b, &k)) {
		v = x->a;
		x = graph_value(g, v);
	}
	return v;
}

struct val spine_base(const struct graph *g, struct val v, bool *simple)
{
	const struct value *x = graph_value(g, spine_end(g, v));

	*simple = x->op < VAL_ADD;
	return x->op == VAL_LOAD ? x->a : VAL_NONE;
}

/* The word that holds v now; false: none does. */
static bool kept(const struct seq *s, const struct regs *r, struct val v, uint32_t *word)
{
	uint32_t n = v.id < s->slots->values ? s->slots->of[v.id] : 0;

	if (!n || !(r->mem >> (n - 1) & 1))
		return false;
	*word = s->slots->word[n - 1];
	return true;
}

/* A holds v: keeps it if it has a word. */
static void keep(struct seq *s, struct regs *r, struct val v)
{
	uint32_t n = v.id < s->slots->values ? s->slots->of[v.id] : 0;

	if (!n)
		return;
	add(s, BPF_ST, s->slots->word[n - 1]);
	r->mem &= ~s->slots->sharing[n - 1];
	r->mem |= 1u << (n - 1);
}

void gen_x(struct seq *s, struct regs *r, struct val v)
{
	const struct value *x = graph_value(s->g, v);
	uint32_t k;

	if (val_is(r->x, v))
		return;
	if (kept(s, r, v, &k)) {
		add(s, BPF_LDX | BPF_MEM, k);
	} else if (x->op == VAL_CONST) {
		add(s, BPF_LDX | BPF_IMM, x->k);
	} else if (x->op == VAL_LEN) {
		add(s, BPF_LDX | BPF_W | BPF_LEN, 0);
	} else if (is_msh(s->g, v, &k)) {
		add(s, BPF_LDX | BPF_B | BPF_MSH, k);
	} else {
		gen_a(s, r, v);
		keep(s, r, v);
		add(s, BPF_MISC | BPF_TAX, 0);
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

static uint32_t scratch_get(struct seq *s)
{
	if (s->scratch == BPF_MEMWORDS - s->slots->words) {
		s->out_of_scratch = true;
		return 0;
	}
	return s->scratch++;
}

void gen_pair(struct seq *s, struct regs *r, struct val v, struct val w)
{
	bool simple;
	struct val base = spine_base(s->g, v, &simple);
	uint32_t slot;

	if (is_direct(s->g, w) || (simple && val_is(base, w))) {
		/* Only loading v brings its base into X: a kept A would not. */
		if (!is_direct(s->g, w) && !val_is(r->x, w))
			r->a = VAL_NONE;
		gen_a(s, r, v);
		gen_x(s, r, w);
	} else if (simple && !base.id) {
		gen_x(s, r, w);
		gen_a(s, r, v);
	} else if (scratch_need(s->g, w) >= scratch_need(s->g, v)) {
		gen_a(s, r, w);
		slot = scratch_get(s);
		add(s, BPF_ST, slot);
		gen_a(s, r, v);
		add(s, BPF_LDX | BPF_MEM, slot);
		s->scratch--;
	} else {
		gen_a(s, r, v);
		slot = scratch_get(s);
		add(s, BPF_ST, slot);
		gen_x(s, r, w);
		add(s, BPF_LD | BPF_MEM, slot);
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

static void gen_op(struct seq *s, struct regs *r, const struct value *x)
{
	bool commutes = x->op == VAL_ADD || x->op == VAL_MUL || x->op == VAL_AND ||
	                x->op == VAL_OR || x->op == VAL_XOR;
	uint32_t k;

	if (val_constant(s->g, x->b, &k)) {
		gen_a(s, r, x->a);
		if (x->op == VAL_ADD && k > INT32_MAX)
			add(s, BPF_ALU | BPF_SUB | BPF_K, 0u - k);
		else
			add(s, BPF_ALU | alu_codes[x->op] | BPF_K, k);
		return;
	}
	if (x->op == VAL_SUB && val_constant(s->g, x->a, &k) && k == 0) {
		gen_a(s, r, x->b);
		add(s, BPF_ALU | BPF_NEG, 0);
		return;
	}
	if (commutes && better_swapped(s->g, x->a, x->b))
		gen_pair(s, r, x->b, x->a);
	else
		gen_pair(s, r, x->a, x->b);
	add(s, BPF_ALU | alu_codes[x->op] | BPF_X, 0);
}

void gen_a(struct seq *s, struct regs *r, struct val v)
{
	const struct value *x = graph_value(s->g, v);
	uint32_t word;

	if (val_is(r->a, v))
		return;
	if (kept(s, r, v, &word)) {
		add(s, BPF_LD | BPF_MEM, word);
		r->a = v;
		return;
	}
	switch (x->op) {
	case VAL_CONST:
		add(s, BPF_LD | BPF_IMM, x->k);
		break;
	case VAL_LEN:
		add(s, BPF_LD | BPF_W | BPF_LEN, 0);
		break;
	case VAL_META:
		add(s, BPF_LD | BPF_ABS | width_code(x->width),
		    (uint32_t)SKF_AD_OFF + x->k);
		break;
	case VAL_LOAD:
		if (x->a.id) {
			gen_x(s, r, x->a);
			add(s, BPF_LD | BPF_IND | width_code(x->width), x->k);
		} else {
			add(s, BPF_LD | BPF_ABS | width_code(x->width), x->k);
		}
		break;
	default:
		gen_op(s, r, x);
		break;
	}
	r->a = v;
}
