/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/value.c - making values: folding, bounds, one form for equal meanings. */
#include "compiler/graph.h"

bool val_constant(const struct graph *g, struct val v, uint32_t *k)
{
	const struct value *x = graph_value(g, v);

	if (!v.id || x->op != VAL_CONST)
		return false;
	*k = x->k;
	return true;
}

bool val_header_length(const struct graph *g, struct val v, struct val *byte)
{
	const struct value *x = graph_value(g, v);
	uint32_t shift, mask;

	if (x->op != VAL_LSH || !val_constant(g, x->b, &shift) || shift != 2)
		return false;
	x = graph_value(g, x->a);
	if (x->op != VAL_AND || !val_constant(g, x->b, &mask) || mask != 0x0f)
		return false;
	*byte = x->a;
	x = graph_value(g, x->a);
	return x->op == VAL_LOAD && x->width == 1 && !x->a.id;
}

struct val val_const(struct graph *g, uint32_t k)
{
	return graph_intern_value(g, &(struct value){
		.op = VAL_CONST, .k = k, .lo = k, .hi = k });
}

struct val val_len(struct graph *g)
{
	return graph_intern_value(g, &(struct value){ .op = VAL_LEN, .hi = UINT32_MAX });
}

struct val val_meta(struct graph *g, uint32_t ad, uint8_t width, uint32_t hi)
{
	return graph_intern_value(g, &(struct value){
		.op = VAL_META, .width = width, .k = ad, .hi = hi });
}

static uint64_t base_bit(struct val base)
{
	return base.id ? 1ull << (base.id & 63) : 0;
}

static uint64_t bases_of(const struct graph *g, struct val v)
{
	return v.id ? graph_value(g, v)->bases : 0;
}

struct val val_load_based(struct graph *g, uint8_t width, struct val base, uint32_t off)
{
	return graph_intern_value(g, &(struct value){
		.op = VAL_LOAD, .width = width, .can_fail = true,
		.can_divide = base.id && graph_value(g, base)->can_divide,
		.a = base, .k = off,
		.hi = width == 4 ? UINT32_MAX : (1u << (8 * width)) - 1,
		.bases = base_bit(base) | bases_of(g, base) });
}

struct val val_load(struct graph *g, uint8_t width, struct val base, uint32_t off)
{
	uint32_t k;

	if (base.id && val_constant(g, base, &k))
		return val_load_based(g, width, VAL_NONE, off + k);
	return val_load_based(g, width, base, off);
}

uint32_t val_compute(enum val_op op, uint32_t a, uint32_t b)
{
	switch (op) {
	case VAL_ADD:
		return a + b;
	case VAL_SUB:
		return a - b;
	case VAL_MUL:
		return a * b;
	case VAL_DIV:
		return b ? a / b : 0;
	case VAL_MOD:
		return b ? a % b : 0;
	case VAL_AND:
		return a & b;
	case VAL_OR:
		return a | b;
	case VAL_XOR:
		return a ^ b;
	case VAL_LSH:
		return b < 32 ? a << b : 0;
	case VAL_RSH:
		return b < 32 ? a >> b : 0;
	default:
		return 0;
	}
}

/* All bits up to the highest one that is set. */
static uint32_t fill(uint32_t x)
{
	x |= x >> 1;
	x |= x >> 2;
	x |= x >> 4;
	x |= x >> 8;
	return x | x >> 16;
}

/* The bounds of a op b from the bounds of both; 0..2^32-1 where it may wrap. */
static void bound(struct value *v, const struct value *a, const struct value *b)
{
	v->lo = 0;
	v->hi = UINT32_MAX;
	switch (v->op) {
	case VAL_ADD:
		if (a->hi <= UINT32_MAX - b->hi) {
			v->lo = a->lo + b->lo;
			v->hi = a->hi + b->hi;
		}
		break;
	case VAL_SUB:
		if (a->lo >= b->hi) {
			v->lo = a->lo - b->hi;
			v->hi = a->hi - b->lo;
		}
		break;
	case VAL_MUL:
		if (!b->hi || a->hi <= UINT32_MAX / b->hi) {
			v->lo = a->lo * b->lo;
			v->hi = a->hi * b->hi;
		}
		break;
	case VAL_DIV:
		v->hi = b->lo ? a->hi / b->lo : a->hi;
		v->lo = b->hi ? a->lo / b->hi : 0;
		break;
	case VAL_MOD:
		v->hi = b->hi && b->hi - 1 < a->hi ? b->hi - 1 : a->hi;
		break;
	case VAL_AND:
		v->hi = a->hi < b->hi ? a->hi : b->hi;
		if (b->op == VAL_CONST)
			v->hi = fill(a->hi) & b->k;
		break;
	case VAL_OR:
		v->lo = a->lo > b->lo ? a->lo : b->lo;
		v->hi = fill(a->hi | b->hi);
		break;
	case VAL_XOR:
		v->hi = fill(a->hi | b->hi);
		break;
	case VAL_LSH:
		if (b->hi < 32 && a->hi <= UINT32_MAX >> b->hi) {
			v->lo = a->lo << b->lo;
			v->hi = a->hi << b->hi;
		}
		break;
	case VAL_RSH:
		v->hi = b->lo < 32 ? a->hi >> b->lo : 0;
		v->lo = b->hi < 32 ? a->lo >> b->hi : 0;
		break;
	default:
		break;
	}
}

static bool commutes(enum val_op op)
{
	return op == VAL_ADD || op == VAL_MUL || op == VAL_AND || op == VAL_OR ||
	       op == VAL_XOR;
}

/* x op k that is x itself. */
static bool is_identity(const struct graph *g, enum val_op op, struct val x, uint32_t k)
{
	switch (op) {
	case VAL_ADD:
	case VAL_SUB:
	case VAL_OR:
	case VAL_XOR:
	case VAL_LSH:
	case VAL_RSH:
		return k == 0;
	case VAL_MUL:
	case VAL_DIV:
		return k == 1;
	case VAL_AND:
		return (fill(graph_value(g, x)->hi) & ~k) == 0;
	default:
		return false;
	}
}

/* x op k in the form all equal values take; VAL_NONE: as it stands. */
static struct val rewrite_k(struct graph *g, enum val_op op, struct val x, uint32_t k)
{
	const struct value *v = graph_value(g, x);
	uint32_t inner;

	if (is_identity(g, op, x, k))
		return x;
	if ((op == VAL_MUL || op == VAL_DIV) && k && !(k & (k - 1)))
		return val_op_k(g, op == VAL_MUL ? VAL_LSH : VAL_RSH, x,
		                (uint32_t)__builtin_ctz(k));
	if (op == VAL_MOD && k && !(k & (k - 1)))
		return val_op_k(g, VAL_AND, x, k - 1);
	if (op == VAL_SUB)
		return val_op_k(g, VAL_ADD, x, 0u - k);
	if (op == VAL_AND && (k & ~fill(v->hi)))
		return val_op_k(g, VAL_AND, x, k & fill(v->hi));
	if (v->op < VAL_ADD || !val_constant(g, v->b, &inner))
		return VAL_NONE;
	if (op == VAL_ADD && v->op == VAL_ADD)
		return val_op_k(g, VAL_ADD, v->a, k + inner);
	if (op == VAL_AND && v->op == VAL_AND)
		return val_op_k(g, VAL_AND, v->a, k & inner);
	if ((op == VAL_LSH || op == VAL_RSH) && v->op == op)
		return k + inner < 32 ? val_op_k(g, op, v->a, k + inner) : VAL_NONE;
	/* (x >> i) & k is (x & k << i) >> i: masks go inside, next to the load */
	if (op == VAL_AND && v->op == VAL_RSH)
		return val_op_k(g, VAL_RSH, val_op_k(g, VAL_AND, v->a, k << inner), inner);
	/* (x & m) >> i << i and the like: a mask of what is left */
	if (op == VAL_LSH && v->op == VAL_RSH && k == inner)
		return val_op_k(g, VAL_AND, v->a, UINT32_MAX << k);
	if (op == VAL_LSH && v->op == VAL_RSH && k < inner)
		return val_op_k(g, VAL_RSH, val_op_k(g, VAL_AND, v->a, UINT32_MAX << inner),
		                inner - k);
	return VAL_NONE;
}

/* What a value with equal operands, or an operand that settles it, comes to. */
static bool settled(const struct graph *g, const struct value *v, uint32_t *k)
{
	bool divides = v->op == VAL_DIV || v->op == VAL_MOD;

	if (val_is(v->a, v->b) && (v->op == VAL_SUB || v->op == VAL_XOR)) {
		*k = 0;
		return true;
	}
	if (v->lo == v->hi && (!divides || graph_value(g, v->b)->lo > 0)) {
		*k = v->lo;
		return true;
	}
	return false;
}

struct val val_op(struct graph *g, enum val_op op, struct val a, struct val b)
{
	struct value v = { .op = op };
	const struct value *x, *y;
	bool a_const, b_const;
	struct val other;
	uint32_t i = 0, j = 0;

	a_const = val_constant(g, a, &i);
	b_const = val_constant(g, b, &j);
	if (a_const && b_const)
		return val_const(g, val_compute(op, i, j));
	if (a_const && commutes(op))
		return val_op(g, op, b, a);
	if (b_const) {
		other = rewrite_k(g, op, a, j);
		if (other.id)
			return other;
	} else if (commutes(op) && a.id > b.id) {
		struct val t = a;

		a = b;
		b = t;
	}
	x = graph_value(g, a);
	y = graph_value(g, b);
	v.a = a;
	v.b = b;
	v.can_divide = x->can_divide || y->can_divide ||
	               ((op == VAL_DIV || op == VAL_MOD) && y->lo == 0);
	v.can_fail = x->can_fail || y->can_fail || v.can_divide;
	v.bases = x->bases | y->bases;
	bound(&v, x, y);
	if (settled(g, &v, &i)) {
		if (g->exact ? !v.can_fail : !v.can_divide)
			return val_const(g, i);
		v.lo = v.hi = i;
	}
	if (b_const && (op == VAL_AND || op == VAL_RSH || op == VAL_LSH || op == VAL_ADD))
		v.term = x->term;
	return graph_intern_value(g, &v);
}

struct val val_op_k(struct graph *g, enum val_op op, struct val a, uint32_t k)
{
	return val_op(g, op, a, val_const(g, k));
}

struct val val_split(struct graph *g, struct val v, uint32_t *off)
{
	const struct value *x = graph_value(g, v);
	uint32_t k, inner = 0;
	struct val a, b;

	if (!v.id)
		return v;
	if (x->op == VAL_CONST) {
		*off += x->k;
		return VAL_NONE;
	}
	a = x->a;
	b = x->b;
	if (x->op == VAL_ADD && graph_value(g, a)->hi <= UINT32_MAX - graph_value(g, b)->hi) {
		a = val_split(g, a, off);
		b = val_split(g, b, off);
		return !a.id ? b : !b.id ? a : val_op(g, VAL_ADD, a, b);
	}
	if (x->op == VAL_LSH && val_constant(g, b, &k) &&
	    graph_value(g, a)->hi <= UINT32_MAX >> k) {
		a = val_split(g, a, &inner);
		*off += inner << k;
		return a.id ? val_op_k(g, VAL_LSH, a, k) : a;
	}
	return v;
}
