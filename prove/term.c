/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/term.c - making terms: constants fold, equal terms are found again.
 *
 * What is simplified here is what lets the terms of two programs become one object, and
 * what bounds addresses; everything else is left to the solver.
 */
#include "prove/term.h"

void terms_init(struct terms *t, struct arena *arena)
{
	*t = (struct terms){ .arena = arena };
	memo_init(&t->memo, arena);
	vec_push(arena, &t->all);
}

bool term_is_const(const struct terms *t, struct term_ref r, uint32_t *k)
{
	const struct term *n = term_at(t, r);

	if (!r.id || n->op != TERM_CONST)
		return false;
	*k = n->k;
	return true;
}

/* All bits up to the highest that n has. */
static uint32_t bits_up_to(uint32_t n)
{
	for (unsigned shift = 1; shift < 32; shift *= 2)
		n |= n >> shift;
	return n;
}

static struct term_ref intern(struct terms *t, struct term n)
{
	struct memo_key key = { (uint32_t)n.op << 8 | n.size | 0x10000, n.a.id, n.b.id,
		                n.c.id ? n.c.id : n.k };
	struct term_ref r;

	if (memo_get(&t->memo, key, &r.id))
		return r;
	n.max = n.max < n.may ? n.max : n.may;
	n.may &= bits_up_to(n.max);
	r.id = t->all.count;
	*vec_push(t->arena, &t->all) = n;
	memo_put(&t->memo, key, r.id);
	return r;
}

struct term_ref term_const(struct terms *t, uint32_t k)
{
	return intern(t, (struct term){ .op = TERM_CONST, .k = k, .may = k, .max = k });
}

struct term_ref term_len(struct terms *t)
{
	return intern(t, (struct term){
				 .op = TERM_LEN, .may = UINT32_MAX, .max = UINT32_MAX });
}

uint32_t meta_max(enum meta_kind kind)
{
	switch (kind) {
	case META_THERE:
	case META_VLAN_PRESENT:
		return 1;
	case META_PKTTYPE:
		return 7; /* three bits of struct sk_buff */
	case META_PROTOCOL:
	case META_HATYPE:
	case META_VLAN_TCI:
	case META_VLAN_TPID:
		return UINT16_MAX;
	case META_IFINDEX:
	case META_MARK:
	case META_QUEUE:
	case META_RXHASH:
	case META_CPU:
	case META_KINDS:
		return UINT32_MAX;
	}
	return UINT32_MAX;
}

struct term_ref term_meta(struct terms *t, enum meta_kind kind)
{
	return intern(t, (struct term){ .op = TERM_META,
	                                .k = kind,
	                                .may = bits_up_to(meta_max(kind)),
	                                .max = meta_max(kind) });
}

struct term_ref term_bool(struct terms *t, bool value)
{
	return intern(t, (struct term){ .op = value ? TERM_TRUE : TERM_FALSE });
}

uint32_t term_compute(enum term_op op, uint32_t a, uint32_t b)
{
	switch (op) {
	case TERM_ADD:
		return a + b;
	case TERM_SUB:
		return a - b;
	case TERM_MUL:
		return a * b;
	case TERM_DIV:
		return b ? a / b : 0;
	case TERM_MOD:
		return b ? a % b : 0;
	case TERM_AND:
		return a & b;
	case TERM_OR:
		return a | b;
	case TERM_XOR:
		return a ^ b;
	case TERM_LSH:
		return b < 32 ? a << b : 0;
	case TERM_RSH:
		return b < 32 ? a >> b : 0;
	default:
		return 0;
	}
}

/* Fills in what is known about the bits of an operation. */
static void bound(const struct terms *t, struct term *n)
{
	const struct term *a = term_at(t, n->a), *b = term_at(t, n->b);
	uint32_t k = 0;
	bool by_const = term_is_const(t, n->b, &k);

	n->may = n->max = UINT32_MAX;
	switch (n->op) {
	case TERM_ADD:
		if (a->max <= UINT32_MAX - b->max)
			n->may = bits_up_to(n->max = a->max + b->max);
		break;
	case TERM_MUL:
		if (!a->max || b->max <= UINT32_MAX / a->max)
			n->may = bits_up_to(n->max = a->max * b->max);
		break;
	case TERM_DIV:
		n->may = bits_up_to(n->max = by_const && k ? a->max / k : a->max);
		break;
	case TERM_MOD:
		n->max = a->max < b->max ? a->max : b->max;
		n->may = bits_up_to(n->max);
		break;
	case TERM_AND:
		n->may = a->may & b->may;
		n->max = a->max < b->max ? a->max : b->max;
		break;
	case TERM_OR:
	case TERM_XOR:
		n->may = a->may | b->may;
		break;
	case TERM_LSH:
		if (by_const)
			n->may = term_compute(TERM_LSH, a->may, k);
		break;
	case TERM_RSH:
		n->may = by_const ? term_compute(TERM_RSH, a->may, k) : bits_up_to(a->max);
		n->max = by_const ? term_compute(TERM_RSH, a->max, k) : a->max;
		break;
	default:
		break;
	}
}

static bool commutes(enum term_op op)
{
	return op == TERM_ADD || op == TERM_MUL || op == TERM_AND || op == TERM_OR ||
	       op == TERM_XOR;
}

/* Operations with a constant that change nothing, or give a constant. */
static bool simplify_const(struct terms *t, enum term_op op, struct term_ref a,
                           uint32_t k, struct term_ref *out)
{
	const struct term *n = term_at(t, a);
	uint32_t inner;

	*out = a;
	switch (op) {
	case TERM_ADD:
	case TERM_OR:
	case TERM_XOR:
	case TERM_LSH:
	case TERM_RSH:
		if (!k)
			return true;
		break;
	case TERM_MUL:
	case TERM_DIV:
		if (k == 1)
			return true;
		break;
	case TERM_AND:
		if ((n->may & k) == n->may)
			return true;
		break;
	default:
		break;
	}
	/* (x & 3) & 1 */
	if (n->op == op && op == TERM_AND && term_is_const(t, n->b, &inner)) {
		*out = term_op(t, op, n->a, term_const(t, term_compute(op, inner, k)));
		return true;
	}
	return false;
}

/* ---- sums ---- */

enum { ADDENDS_MAX = 64 };

/* A sum taken apart: terms by rising id, and a constant. */
struct sum {
	struct term_ref part[ADDENDS_MAX];
	uint32_t count;
	uint32_t k;
};

/* false: too long to be taken apart. */
static bool sum_add(const struct terms *t, struct sum *s, struct term_ref r)
{
	const struct term *n;
	uint32_t k, at;

	for (; (n = term_at(t, r))->op == TERM_ADD; r = n->a) {
		if (!sum_add(t, s, n->b))
			return false;
	}
	if (term_is_const(t, r, &k)) {
		s->k += k;
		return true;
	}
	if (s->count == ADDENDS_MAX)
		return false;
	for (at = s->count++; at > 0 && s->part[at - 1].id > r.id; at--)
		s->part[at] = s->part[at - 1];
	s->part[at] = r;
	return true;
}

static struct term_ref make_op(struct terms *t, enum term_op op, struct term_ref a,
                               struct term_ref b)
{
	struct term n = { .op = op, .a = a, .b = b };

	bound(t, &n);
	return n.max ? intern(t, n) : term_const(t, 0);
}

/* In one order, however it was summed up; the constant comes last. */
static struct term_ref add(struct terms *t, struct term_ref a, struct term_ref b)
{
	struct sum s = { .count = 0 };
	struct term_ref r;

	if (!sum_add(t, &s, a) || !sum_add(t, &s, b))
		return make_op(t, TERM_ADD, a, b);
	if (!s.count)
		return term_const(t, s.k);
	r = s.part[0];
	for (uint32_t i = 1; i < s.count; i++)
		r = make_op(t, TERM_ADD, r, s.part[i]);
	return s.k ? make_op(t, TERM_ADD, r, term_const(t, s.k)) : r;
}

/* (x + y + 1) << 2, each part by itself: then it may go into another sum. */
static struct term_ref shift_sum(struct terms *t, struct term_ref a, struct term_ref b)
{
	const struct term *n = term_at(t, a);

	if (n->op != TERM_ADD)
		return term_op(t, TERM_LSH, a, b);
	return add(t, shift_sum(t, n->a, b), term_op(t, TERM_LSH, n->b, b));
}

struct term_ref term_op(struct terms *t, enum term_op op, struct term_ref a,
                        struct term_ref b)
{
	struct term_ref simple;
	uint32_t x, y;

	if (term_is_const(t, a, &x) && term_is_const(t, b, &y))
		return term_const(t, term_compute(op, x, y));
	if (op == TERM_ADD)
		return add(t, a, b);
	if (commutes(op) && (term_is_const(t, a, &x) ||
	                     (!term_is_const(t, b, &y) && a.id > b.id))) {
		struct term_ref swap = a;

		a = b;
		b = swap;
	}
	if (op == TERM_SUB && term_is_const(t, b, &y))
		return add(t, a, term_const(t, 0 - y));
	if (term_is_const(t, b, &y) && simplify_const(t, op, a, y, &simple))
		return simple;
	if (op == TERM_LSH && term_is_const(t, b, &y) && term_at(t, a)->op == TERM_ADD)
		return shift_sum(t, a, b);
	return make_op(t, op, a, b);
}

struct term_ref term_select(struct terms *t, struct term_ref c, struct term_ref a,
                            struct term_ref b)
{
	const struct term *n = term_at(t, c), *x, *y;

	if (same_term(a, b) || n->op == TERM_TRUE)
		return a;
	if (n->op == TERM_FALSE)
		return b;
	if (n->op == TERM_NOT)
		return term_select(t, n->a, b, a);
	x = term_at(t, a);
	y = term_at(t, b);
	return intern(t, (struct term){ .op = TERM_SELECT,
	                                .a = a,
	                                .b = b,
	                                .c = c,
	                                .may = x->may | y->may,
	                                .max = x->max > y->max ? x->max : y->max });
}

/* Moves a constant part of the base to the offset where their sum keeps 32 bits. */
static void split_base(const struct terms *t, struct term_ref *base, uint32_t *off)
{
	const struct term *n = term_at(t, *base);
	uint32_t k;

	if (!base->id)
		return;
	if (term_is_const(t, *base, &k) && k <= UINT32_MAX - *off) {
		*off += k;
		base->id = 0;
	} else if (n->op == TERM_ADD && term_is_const(t, n->b, &k) &&
	           k <= UINT32_MAX - *off && term_at(t, n->a)->max <= UINT32_MAX - k) {
		*off += k;
		*base = n->a;
	}
}

struct term_ref term_load(struct terms *t, uint32_t size, struct term_ref base,
                          uint32_t off)
{
	uint32_t max = size == 4 ? UINT32_MAX : (1u << 8 * size) - 1;

	split_base(t, &base, &off);
	return intern(t, (struct term){ .op = TERM_LOAD,
	                                .size = size,
	                                .k = off,
	                                .a = base,
	                                .may = max,
	                                .max = max });
}

struct term_ref term_fits(struct terms *t, uint32_t size, struct term_ref base,
                          uint32_t off, bool whole)
{
	uint32_t limit = whole ? UINT32_MAX : CAPLEN_MAX;

	split_base(t, &base, &off);
	if (off > limit - size)
		return term_bool(t, false);
	off += size;
	if (!whole)
		return intern(t, (struct term){ .op = TERM_FITS, .k = off, .a = base });
	if (!base.id)
		return term_bool(t, true);
	return term_not(t, term_gt(t, base, term_const(t, limit - off)));
}

struct term_ref term_eq(struct terms *t, struct term_ref a, struct term_ref b)
{
	const struct term *x, *y;
	struct term_ref swap;
	uint32_t k;

	if (same_term(a, b))
		return term_bool(t, true);
	if (term_is_const(t, a, &k) || (!term_is_const(t, b, &k) && a.id > b.id)) {
		swap = a;
		a = b;
		b = swap;
	}
	x = term_at(t, a);
	y = term_at(t, b);
	if (term_is_const(t, b, &k) &&
	    (x->op == TERM_CONST || k > x->max || (k & ~x->may)))
		return term_bool(t, false);
	/* x + 1 == 3 */
	if (y->op == TERM_CONST && x->op == TERM_ADD &&
	    term_at(t, x->b)->op == TERM_CONST)
		return term_eq(t, x->a,
		               term_const(t, y->k - term_at(t, x->b)->k));
	return intern(t, (struct term){ .op = TERM_EQ, .a = a, .b = b });
}

struct term_ref term_gt(struct terms *t, struct term_ref a, struct term_ref b)
{
	const struct term *x = term_at(t, a), *y = term_at(t, b);

	if (same_term(a, b))
		return term_bool(t, false);
	if (x->op == TERM_CONST && y->op == TERM_CONST)
		return term_bool(t, x->k > y->k);
	if (y->op == TERM_CONST && x->max <= y->k)
		return term_bool(t, false);
	if (x->op == TERM_CONST && x->k > y->max)
		return term_bool(t, true);
	return intern(t, (struct term){ .op = TERM_GT, .a = a, .b = b });
}

struct term_ref term_not(struct terms *t, struct term_ref c)
{
	const struct term *n = term_at(t, c);

	if (n->op == TERM_TRUE || n->op == TERM_FALSE)
		return term_bool(t, n->op == TERM_FALSE);
	if (n->op == TERM_NOT)
		return n->a;
	return intern(t, (struct term){ .op = TERM_NOT, .a = c });
}

struct term_ref term_if(struct terms *t, struct term_ref c, struct term_ref a,
                        struct term_ref b)
{
	const struct term *n = term_at(t, c);

	if (same_term(a, b) || n->op == TERM_TRUE)
		return a;
	if (n->op == TERM_FALSE)
		return b;
	if (n->op == TERM_NOT)
		return term_if(t, n->a, b, a);
	/* What is asked again right below is answered. */
	if (term_at(t, a)->op == TERM_IF && same_term(term_at(t, a)->c, c))
		a = term_at(t, a)->a;
	if (term_at(t, b)->op == TERM_IF && same_term(term_at(t, b)->c, c))
		b = term_at(t, b)->b;
	if (same_term(a, b))
		return a;
	if (term_at(t, a)->op == TERM_TRUE && term_at(t, b)->op == TERM_FALSE)
		return c;
	if (term_at(t, a)->op == TERM_FALSE && term_at(t, b)->op == TERM_TRUE)
		return term_not(t, c);
	return intern(t, (struct term){ .op = TERM_IF, .a = a, .b = b, .c = c });
}

struct term_ref term_and(struct terms *t, struct term_ref a, struct term_ref b)
{
	return term_if(t, a, b, term_bool(t, false));
}

struct term_ref term_or(struct terms *t, struct term_ref a, struct term_ref b)
{
	return term_if(t, a, term_bool(t, true), b);
}
