/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/solve_z3.c - terms as bit-vectors for Z3.
 *
 * A byte of the packet is an unknown of 8 bits: one for each constant offset, and one for
 * each index that is computed. That two of them are one byte where their indexes are equal is
 * said only after a model got it wrong: without, there are more packets than in truth, so
 * "there is none" is right anyway, and most proofs need no more. So there are no arrays, and
 * what is left goes straight to a SAT solver.
 */
#include "prove/solve.h"

#include <string.h>
#include <z3.h>

#include "prove/search.h"

enum { FACTS_A_ROUND = 256 };

/* A byte that is looked at: packet[base + off]. */
struct byte {
	struct term_ref base; /* none: at a constant offset */
	uint32_t off;
	Z3_ast var;
	uint32_t at, value; /* in the last model */
};

struct solver {
	const struct terms *t;
	Z3_context z3;
	Z3_sort word, octet;
	Z3_ast *made; /* by term id; NULL: not needed so far */
	bool *wanted;
	Z3_ast caplen, len, meta[META_KINDS];
	VEC(struct byte) bytes;
	struct memo byte_memo; /* (base + 1, off) -> index */
	struct arena *arena;
	VEC(Z3_ast) facts;
};

bool solve_available(void)
{
	return true;
}

static Z3_ast number(struct solver *s, uint32_t k)
{
	return Z3_mk_unsigned_int(s->z3, k, s->word);
}

static void add_fact(struct solver *s, Z3_ast fact)
{
	*vec_push(s->arena, &s->facts) = fact;
}

static Z3_ast unknown(struct solver *s, const char *name, Z3_sort sort)
{
	return Z3_mk_fresh_const(s->z3, name, sort);
}

static Z3_ast either(struct solver *s, Z3_ast a, Z3_ast b)
{
	Z3_ast both[2] = { a, b };

	return Z3_mk_or(s->z3, 2, both);
}

static Z3_ast both(struct solver *s, Z3_ast a, Z3_ast b)
{
	Z3_ast all[2] = { a, b };

	return Z3_mk_and(s->z3, 2, all);
}

/* ---- bytes ---- */

static Z3_ast index_of(struct solver *s, const struct byte *b)
{
	Z3_ast off = number(s, b->off);

	return b->base.id ? Z3_mk_bvadd(s->z3, s->made[b->base.id], off) : off;
}

static Z3_ast byte_at(struct solver *s, struct term_ref base, uint32_t off)
{
	struct memo_key key = { base.id + 1, off, 0, 0 };
	uint32_t index;
	struct byte *b;

	if (memo_get(&s->byte_memo, key, &index))
		return s->bytes.at[index].var;
	index = s->bytes.count;
	b = vec_push(s->arena, &s->bytes);
	*b = (struct byte){ base, off, unknown(s, "b", s->octet), 0, 0 };
	memo_put(&s->byte_memo, key, index);
	return b->var;
}

/* Equal indexes, equal bytes: said where the model has it otherwise. returns how often. */
static uint32_t add_byte_facts(struct solver *s)
{
	uint32_t added = 0;

	for (uint32_t i = 0; i < s->bytes.count; i++) {
		const struct byte *x = &s->bytes.at[i];

		for (uint32_t j = 0; x->base.id && j < s->bytes.count; j++) {
			const struct byte *y = &s->bytes.at[j];
			Z3_ast apart;

			if (x->at != y->at || x->value == y->value || i == j ||
			    (y->base.id && j > i))
				continue;
			apart = Z3_mk_not(s->z3, Z3_mk_eq(s->z3, index_of(s, x),
			                                  index_of(s, y)));
			add_fact(s, either(s, apart,
			                   Z3_mk_eq(s->z3, x->var, y->var)));
			if (++added == FACTS_A_ROUND)
				return added;
		}
	}
	return added;
}

/* ---- terms ---- */

static Z3_ast load(struct solver *s, const struct term *n)
{
	Z3_ast value = byte_at(s, n->a, n->k);

	for (uint32_t i = 1; i < n->size; i++)
		value = Z3_mk_concat(s->z3, value, byte_at(s, n->a, n->k + i));
	return n->size < 4 ? Z3_mk_zero_ext(s->z3, 32 - 8 * n->size, value) : value;
}

static Z3_ast fits(struct solver *s, const struct term *n)
{
	Z3_ast end = number(s, n->k);
	Z3_ast fixed = Z3_mk_bvuge(s->z3, s->caplen, end);

	if (!n->a.id)
		return fixed;
	return both(s, fixed,
	            Z3_mk_bvule(s->z3, s->made[n->a.id],
	                        Z3_mk_bvsub(s->z3, s->caplen, end)));
}

static Z3_ast meta(struct solver *s, enum meta_kind kind)
{
	if (!s->meta[kind]) {
		s->meta[kind] = unknown(s, "meta", s->word);
		add_fact(s, Z3_mk_bvule(s->z3, s->meta[kind],
		                        number(s, meta_max(kind))));
	}
	return s->meta[kind];
}

/* Without metadata all of it is 0. */
static void add_meta_facts(struct solver *s)
{
	Z3_ast zero = number(s, 0), there;

	there = Z3_mk_eq(s->z3, meta(s, META_THERE), number(s, 1));
	for (int kind = META_THERE + 1; kind < META_KINDS; kind++) {
		if (s->meta[kind])
			add_fact(s, either(s, there,
			                   Z3_mk_eq(s->z3, s->meta[kind], zero)));
	}
}

static Z3_ast choice(struct solver *s, const struct term *n)
{
	Z3_ast c = s->made[n->c.id], a = s->made[n->a.id], b = s->made[n->b.id];
	enum term_op yes = term_at(s->t, n->a)->op, no = term_at(s->t, n->b)->op;

	if (yes == TERM_TRUE)
		return either(s, c, b);
	if (no == TERM_FALSE)
		return both(s, c, a);
	if (yes == TERM_FALSE)
		return both(s, Z3_mk_not(s->z3, c), b);
	if (no == TERM_TRUE)
		return either(s, Z3_mk_not(s->z3, c), a);
	return Z3_mk_ite(s->z3, c, a, b);
}

static Z3_ast make(struct solver *s, const struct term *n)
{
	Z3_context z3 = s->z3;
	Z3_ast a = s->made[n->a.id], b = s->made[n->b.id];

	switch (n->op) {
	case TERM_CONST:
		return number(s, n->k);
	case TERM_LOAD:
		return load(s, n);
	case TERM_LEN:
		return s->len;
	case TERM_META:
		return meta(s, (enum meta_kind)n->k);
	case TERM_ADD:
		return Z3_mk_bvadd(z3, a, b);
	case TERM_SUB:
		return Z3_mk_bvsub(z3, a, b);
	case TERM_MUL:
		return Z3_mk_bvmul(z3, a, b);
	case TERM_DIV:
		return Z3_mk_bvudiv(z3, a, b);
	case TERM_MOD:
		return Z3_mk_bvurem(z3, a, b);
	case TERM_AND:
		return Z3_mk_bvand(z3, a, b);
	case TERM_OR:
		return Z3_mk_bvor(z3, a, b);
	case TERM_XOR:
		return Z3_mk_bvxor(z3, a, b);
	case TERM_LSH:
		return Z3_mk_bvshl(z3, a, b);
	case TERM_RSH:
		return Z3_mk_bvlshr(z3, a, b);
	case TERM_SELECT:
		return Z3_mk_ite(z3, s->made[n->c.id], a, b);
	case TERM_FALSE:
		return Z3_mk_false(z3);
	case TERM_TRUE:
		return Z3_mk_true(z3);
	case TERM_FITS:
		return fits(s, n);
	case TERM_EQ:
		return Z3_mk_eq(z3, a, b);
	case TERM_GT:
		return Z3_mk_bvugt(z3, a, b);
	case TERM_NOT:
		return Z3_mk_not(z3, a);
	case TERM_IF:
		return choice(s, n);
	}
	return NULL;
}

/* Operands have lower ids: down to find what is needed, then up to make it. */
static void make_all(struct solver *s, struct term_ref query)
{
	uint32_t count = query.id + 1;

	s->made = arena_alloc(s->arena, count * sizeof(*s->made));
	s->wanted = arena_alloc(s->arena, count * sizeof(*s->wanted));
	s->wanted[query.id] = true;
	for (uint32_t i = query.id; i > 0; i--) {
		const struct term *n = &s->t->all.at[i];

		if (s->wanted[i])
			s->wanted[n->a.id] = s->wanted[n->b.id] = s->wanted[n->c.id] =
				true;
	}
	for (uint32_t i = 1; i < count; i++) {
		if (s->wanted[i])
			s->made[i] = make(s, &s->t->all.at[i]);
	}
}

/* ---- the model ---- */

static uint32_t value_of(struct solver *s, Z3_model model, Z3_ast term)
{
	unsigned value = 0;
	Z3_ast number;

	if (Z3_model_eval(s->z3, model, term, true, &number))
		Z3_get_numeral_uint(s->z3, number, &value);
	return value;
}

static void read_model(struct solver *s, Z3_model model, struct witness *out)
{
	memset(out->data, 0, out->room);
	memset(&out->meta, 0, sizeof(out->meta));
	out->has_meta = false;
	out->caplen = value_of(s, model, s->caplen);
	out->len = value_of(s, model, s->len);
	for (int kind = 0; kind < META_KINDS; kind++) {
		if (s->meta[kind])
			witness_set_meta(out, (enum meta_kind)kind,
			                 value_of(s, model, s->meta[kind]));
	}
	for (uint32_t i = 0; i < s->bytes.count; i++) {
		struct byte *b = &s->bytes.at[i];

		b->at = b->base.id ? value_of(s, model, index_of(s, b)) : b->off;
		b->value = value_of(s, model, b->var);
		if (b->at < out->room)
			out->data[b->at] = (uint8_t)b->value;
	}
}

static void ignore_error(Z3_context z3, Z3_error_code code)
{
	(void)z3;
	(void)code; /* asked for where it counts */
}

static enum answer check(struct solver *s, Z3_ast query, uint64_t deadline_ms,
                         struct witness *out)
{
	uint64_t now = clock_now_ms();
	Z3_solver solver = Z3_mk_solver(s->z3);
	Z3_params params;
	Z3_lbool sat;

	if (!solver || now >= deadline_ms)
		return ANSWER_UNKNOWN;
	Z3_solver_inc_ref(s->z3, solver);
	params = Z3_mk_params(s->z3);
	Z3_params_inc_ref(s->z3, params);
	Z3_params_set_uint(s->z3, params, Z3_mk_string_symbol(s->z3, "timeout"),
	                   (unsigned)(deadline_ms - now));
	Z3_solver_set_params(s->z3, solver, params);
	for (uint32_t i = 0; i < s->facts.count; i++)
		Z3_solver_assert(s->z3, solver, s->facts.at[i]);
	Z3_solver_assert(s->z3, solver, query);
	sat = Z3_solver_check(s->z3, solver);
	if (sat == Z3_L_TRUE)
		read_model(s, Z3_solver_get_model(s->z3, solver), out);
	Z3_params_dec_ref(s->z3, params);
	Z3_solver_dec_ref(s->z3, solver);
	return sat == Z3_L_TRUE ? ANSWER_YES : sat == Z3_L_FALSE ? ANSWER_NO : ANSWER_UNKNOWN;
}

/* Is the model one of a packet, whose bytes are each one thing? */
static bool is_right(struct solver *s, struct term_ref query, const struct witness *w)
{
	uint32_t *value = arena_alloc(s->arena, s->t->all.count * sizeof(*value));

	witness_eval(w, s->t, value);
	return value[query.id];
}

static enum answer ask(struct solver *s, struct term_ref query, uint64_t deadline_ms,
                       struct witness *out)
{
	enum answer answer;

	do {
		answer = check(s, s->made[query.id], deadline_ms, out);
		if (answer != ANSWER_YES || is_right(s, query, out))
			return answer;
	} while (add_byte_facts(s));
	return ANSWER_UNKNOWN; /* it hangs on bytes that no packet has room for */
}

enum answer solve(const struct terms *t, struct term_ref query, uint64_t deadline_ms,
                  struct witness *out)
{
	struct solver s = { .t = t, .arena = t->arena };
	Z3_config config = Z3_mk_config();
	enum answer answer;

	s.z3 = Z3_mk_context(config);
	Z3_del_config(config);
	Z3_set_error_handler(s.z3, ignore_error);
	s.word = Z3_mk_bv_sort(s.z3, 32);
	s.octet = Z3_mk_bv_sort(s.z3, 8);
	s.caplen = unknown(&s, "caplen", s.word);
	s.len = unknown(&s, "len", s.word);
	memo_init(&s.byte_memo, s.arena);
	add_fact(&s, Z3_mk_bvule(s.z3, s.caplen, number(&s, CAPLEN_MAX)));
	add_fact(&s, Z3_mk_bvule(s.z3, s.caplen, s.len));
	make_all(&s, query);
	add_meta_facts(&s);
	answer = ask(&s, query, deadline_ms, out);
	Z3_del_context(s.z3);
	return answer;
}
