/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_value.c - values of the graph in registers. */
#include "compiler/emit_ebpf_int.h"

#include <endian.h>

uint32_t ebpf_raw(uint32_t k, uint8_t width)
{
	return width == 4 ? htobe32(k) : width == 2 ? htobe16((uint16_t)k) : k;
}

uint8_t raw_width(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k;

	if (x->op == VAL_AND && val_constant(g, x->b, &k))
		x = graph_value(g, x->a);
	return x->op == VAL_LOAD ? x->width : 0;
}

void gen_check(struct body *b, uint32_t need)
{
	struct ebpf_code *c = code_of(b);

	if (need <= b->s.have || b->access == BY_LD_ABS)
		return;
	b->s.have = need;
	if (b->access != BY_POINTER) {
		ebpf_if(c, BPF_JLT, BPF_REG_9, need, b->fail);
		return;
	}
	ebpf_move(c, BPF_REG_1, BPF_REG_8);
	ebpf_op64(c, BPF_ADD, BPF_REG_1, (int32_t)need);
	ebpf_if_reg(c, BPF_JGT, BPF_REG_1, BPF_REG_9, b->fail);
}

static const uint8_t alu_codes[VAL_OPS] = {
	[VAL_ADD] = BPF_ADD, [VAL_SUB] = BPF_SUB, [VAL_MUL] = BPF_MUL,
	[VAL_DIV] = BPF_DIV, [VAL_MOD] = BPF_MOD, [VAL_AND] = BPF_AND,
	[VAL_OR] = BPF_OR,   [VAL_XOR] = BPF_XOR, [VAL_LSH] = BPF_LSH,
	[VAL_RSH] = BPF_RSH,
};

void gen_two(struct body *b, struct val v, struct val w)
{
	int16_t slot = slot_get(b);

	gen_value(b, w, false);
	ebpf_store(code_of(b), 8, BPF_REG_10, slot, BPF_REG_0);
	gen_value(b, v, false);
	ebpf_load(code_of(b), 8, BPF_REG_1, BPF_REG_10, slot);
	slot_put(b);
}

static void gen_op_reg(struct body *b, const struct value *x)
{
	const struct value *w = graph_value(b->e->g, x->b);
	struct ebpf_code *c = code_of(b);

	gen_two(b, x->a, x->b);
	if ((x->op == VAL_DIV || x->op == VAL_MOD) && w->lo == 0)
		ebpf_if(c, BPF_JEQ, BPF_REG_1, 0, b->e->reject);
	if ((x->op == VAL_LSH || x->op == VAL_RSH) && w->hi > 31) {
		uint32_t in_range = ebpf_label(c);

		ebpf_if(c, BPF_JLE, BPF_REG_1, 31, in_range);
		ebpf_set(c, BPF_REG_0, 0);
		ebpf_set(c, BPF_REG_1, 0);
		ebpf_place(c, in_range);
	}
	ebpf_op32_reg(c, alu_codes[x->op], BPF_REG_0, BPF_REG_1);
}

static void gen_op(struct body *b, const struct value *x)
{
	uint32_t k;

	if (!val_constant(b->e->g, x->b, &k)) {
		gen_op_reg(b, x);
		return;
	}
	gen_value(b, x->a, false);
	if ((x->op == VAL_LSH || x->op == VAL_RSH) && k > 31)
		ebpf_set(code_of(b), BPF_REG_0, 0);
	else
		ebpf_op32(code_of(b), alu_codes[x->op], BPF_REG_0, k);
}

/* Bits of a load in network order. */
static bool gen_raw_bits(struct body *b, const struct value *x, uint8_t width)
{
	uint32_t k = graph_value(b->e->g, x->b)->k;
	bool raw = gen_value(b, x->a, true);

	ebpf_op32(code_of(b), BPF_AND, BPF_REG_0, raw ? ebpf_raw(k, width) : k);
	return raw;
}

static void to_number(struct body *b, struct val v)
{
	ebpf_to_number(code_of(b), BPF_REG_0, (uint8_t)(8 * raw_width(b->e->g, v)));
}

bool gen_value(struct body *b, struct val v, bool raw_ok)
{
	const struct value *x = graph_value(b->e->g, v);
	uint8_t width = raw_width(b->e->g, v);
	bool raw = false;

	if (b->s.value.id && val_is(b->s.value, v)) {
		if (b->s.raw && !raw_ok) {
			to_number(b, v);
			b->s.raw = false;
		}
		return b->s.raw;
	}
	if (b->s.base.id && val_is(b->s.base, v)) {
		gen_base_again(b);
		b->s.value = v;
		b->s.raw = false;
		return false;
	}
	switch (x->op) {
	case VAL_CONST:
		ebpf_set(code_of(b), BPF_REG_0, x->k);
		break;
	case VAL_LEN:
		gen_len(b);
		break;
	case VAL_META:
		gen_meta(b, x->k);
		break;
	case VAL_LOAD:
		raw = gen_load(b, x);
		break;
	default:
		if (raw_ok && width)
			raw = gen_raw_bits(b, x, width);
		else
			gen_op(b, x);
		break;
	}
	if (raw && !raw_ok) {
		to_number(b, v);
		raw = false;
	}
	b->s.value = v;
	b->s.raw = raw;
	return raw;
}
