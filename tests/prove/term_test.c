/* SPDX-License-Identifier: BSD-2-Clause */
#include "prove/term.h"

#include "prove/search.h"
#include "prove/solve.h"
#include "tests/test.h"

#define EDGES 9

static const uint32_t edges[EDGES] = { 0,      1,          2,          31,        32,
	                               0xffff, 0x7fffffff, 0x80000000, UINT32_MAX };

static struct arena arena;
static struct terms t;

static void start(void)
{
	arena_init(&arena, NULL);
	terms_init(&t, &arena);
}

/* What C says of unsigned numbers of 32 bits; shifts by 32 or more give 0. */
static uint32_t expect(enum term_op op, uint32_t a, uint32_t b)
{
	switch (op) {
	case TERM_ADD:
		return (uint32_t)((uint64_t)a + b);
	case TERM_SUB:
		return (uint32_t)((uint64_t)a - b);
	case TERM_MUL:
		return (uint32_t)((uint64_t)a * b);
	case TERM_DIV:
		return a / b;
	case TERM_MOD:
		return a - a / b * b;
	case TERM_AND:
		return a & b;
	case TERM_OR:
		return a | b;
	case TERM_XOR:
		return (a | b) - (a & b);
	case TERM_LSH:
		return b > 31 ? 0 : (uint32_t)((uint64_t)a << b);
	default: /* TERM_RSH */
		return b > 31 ? 0 : a >> b;
	}
}

TEST(constants_fold)
{
	start();
	for (int op = TERM_ADD; op <= TERM_RSH; op++) {
		for (int i = 0; i < EDGES * EDGES; i++) {
			uint32_t a = edges[i / EDGES], b = edges[i % EDGES], k = 1;
			struct term_ref r;

			if (!b && (op == TERM_DIV || op == TERM_MOD))
				continue;
			r = term_op(&t, (enum term_op)op, term_const(&t, a),
			            term_const(&t, b));
			CHECK(term_is_const(&t, r, &k));
			CHECK_EQ(k, expect((enum term_op)op, a, b));
		}
	}
	arena_fini(&arena);
}

TEST(equal_terms_are_one)
{
	struct term_ref none = { 0 }, a, b;

	start();
	a = term_load(&t, 2, none, 12);
	b = term_load(&t, 2, none, 14);
	CHECK(same_term(a, term_load(&t, 2, none, 12)));
	CHECK(!same_term(a, b));
	CHECK(!same_term(a, term_load(&t, 1, none, 12)));
	CHECK(same_term(term_op(&t, TERM_ADD, a, b), term_op(&t, TERM_ADD, b, a)));
	CHECK(!same_term(term_op(&t, TERM_SUB, a, b), term_op(&t, TERM_SUB, b, a)));
	CHECK(same_term(term_eq(&t, a, b), term_eq(&t, b, a)));
	CHECK(!same_term(term_gt(&t, a, b), term_gt(&t, b, a)));
	/* (x + 14) + 2 at 0 is x at 16: 16 bits cannot wrap. */
	CHECK(same_term(term_load(&t, 1,
	                          term_op(&t, TERM_ADD,
	                                  term_op(&t, TERM_ADD, a, term_const(&t, 14)),
	                                  term_const(&t, 2)),
	                          0),
	                term_load(&t, 1, a, 16)));
	arena_fini(&arena);
}

/* A base that may wrap keeps its constant: 2^32 - 1 + 1 is byte 0, not byte 2^32. */
TEST(sums_that_may_wrap_are_not_split)
{
	struct term_ref none = { 0 }, word;

	start();
	word = term_load(&t, 4, none, 0);
	CHECK(!same_term(term_load(&t, 1, term_op(&t, TERM_ADD, word, term_const(&t, 1)), 0),
	                 term_load(&t, 1, word, 1)));
	arena_fini(&arena);
}

TEST(what_cannot_be_is_false)
{
	struct term_ref none = { 0 }, byte, masked;

	start();
	byte = term_load(&t, 1, none, 0);
	masked = term_op(&t, TERM_AND, byte, term_const(&t, 0xf0));
	CHECK_EQ(term_at(&t, term_eq(&t, byte, term_const(&t, 256)))->op, TERM_FALSE);
	CHECK_EQ(term_at(&t, term_eq(&t, byte, term_const(&t, 255)))->op, TERM_EQ);
	CHECK_EQ(term_at(&t, term_eq(&t, masked, term_const(&t, 0x41)))->op, TERM_FALSE);
	CHECK_EQ(term_at(&t, term_gt(&t, masked, term_const(&t, 0xf0)))->op, TERM_FALSE);
	CHECK_EQ(term_at(&t, term_gt(&t, masked, term_const(&t, 0xef)))->op, TERM_GT);
	CHECK_EQ(term_at(&t, term_fits(&t, 1, none, CAPLEN_MAX, false))->op, TERM_FALSE);
	CHECK_EQ(term_at(&t, term_fits(&t, 1, none, CAPLEN_MAX - 1, false))->op, TERM_FITS);
	CHECK_EQ(term_at(&t, term_fits(&t, 4, none, 5, true))->op, TERM_TRUE);
	arena_fini(&arena);
}

/* The solver's operations are C's: for unknowns that are fixed to two numbers, the result is
 * the one and no other.
 */
TEST(solver_computes_as_c_does)
{
	struct term_ref none = { 0 };
	struct witness *w;

	if (!solve_available())
		SKIP("built without Z3");
	for (int op = TERM_ADD; op <= TERM_RSH; op++) {
		struct term_ref x, y, both, r;

		start();
		w = witness_new(&arena, CAPLEN_MAX);
		x = term_load(&t, 4, none, 0);
		y = term_load(&t, 4, none, 4);
		both = term_bool(&t, false);
		for (int i = 0; i < EDGES * EDGES; i++) {
			uint32_t a = edges[i / EDGES], b = edges[i % EDGES], c;

			if (!b && (op == TERM_DIV || op == TERM_MOD))
				continue;
			c = expect((enum term_op)op, a, b);
			r = term_and(&t, term_eq(&t, x, term_const(&t, a)),
			             term_eq(&t, y, term_const(&t, b)));
			r = term_and(&t, r,
			             term_not(&t, term_eq(&t, term_op(&t, (enum term_op)op, x, y),
			                                  term_const(&t, c))));
			both = term_or(&t, r, both);
		}
		CHECK_EQ(solve(&t, both, clock_now_ms() + 60000, w), ANSWER_NO);
		arena_fini(&arena);
	}
}

TEST(solver_compares_unsigned)
{
	struct term_ref none = { 0 }, x, big;
	struct witness *w;

	if (!solve_available())
		SKIP("built without Z3");
	start();
	w = witness_new(&arena, CAPLEN_MAX);
	x = term_load(&t, 4, none, 0);
	big = term_gt(&t, x, term_const(&t, 0xfffffffe));
	CHECK_EQ(solve(&t, big, clock_now_ms() + 60000, w), ANSWER_YES);
	CHECK_MEM(w->data, "\xff\xff\xff\xff", 4);
	big = term_and(&t, big, term_not(&t, term_eq(&t, x, term_const(&t, UINT32_MAX))));
	CHECK_EQ(solve(&t, big, clock_now_ms() + 60000, w), ANSWER_NO);
	arena_fini(&arena);
}

/* The byte behind a computed index is the byte at that place. */
TEST(solver_knows_equal_places)
{
	struct term_ref none = { 0 }, x, at_x, at_5, is_5, q;
	struct witness *w;

	if (!solve_available())
		SKIP("built without Z3");
	start();
	w = witness_new(&arena, CAPLEN_MAX);
	x = term_load(&t, 1, none, 0);
	at_x = term_load(&t, 1, x, 2);
	at_5 = term_load(&t, 1, none, 5);
	is_5 = term_eq(&t, x, term_const(&t, 3));
	q = term_and(&t, is_5, term_not(&t, term_eq(&t, at_x, at_5)));
	CHECK_EQ(solve(&t, q, clock_now_ms() + 60000, w), ANSWER_NO);
	q = term_and(&t, term_not(&t, is_5), term_not(&t, term_eq(&t, at_x, at_5)));
	CHECK_EQ(solve(&t, q, clock_now_ms() + 60000, w), ANSWER_YES);
	CHECK(w->data[0] != 3);
	/* Through two different bases that are equal. */
	q = term_and(&t, term_eq(&t, x, at_5),
	             term_not(&t, term_eq(&t, term_load(&t, 1, at_5, 2), at_x)));
	CHECK_EQ(solve(&t, q, clock_now_ms() + 60000, w), ANSWER_NO);
	arena_fini(&arena);
}

TEST(a_packet_has_its_limits)
{
	struct term_ref none = { 0 }, q;
	struct witness *w;

	if (!solve_available())
		SKIP("built without Z3");
	start();
	w = witness_new(&arena, CAPLEN_MAX);
	/* Captured bytes are on the wire. */
	q = term_and(&t, term_fits(&t, 4, none, 60, false),
	             term_gt(&t, term_const(&t, 64), term_len(&t)));
	CHECK_EQ(solve(&t, q, clock_now_ms() + 60000, w), ANSWER_NO);
	/* Without metadata there is none. */
	q = term_and(&t, term_eq(&t, term_meta(&t, META_THERE), term_const(&t, 0)),
	             term_gt(&t, term_meta(&t, META_MARK), term_const(&t, 0)));
	CHECK_EQ(solve(&t, q, clock_now_ms() + 60000, w), ANSWER_NO);
	q = term_gt(&t, term_meta(&t, META_MARK), term_const(&t, 0));
	CHECK_EQ(solve(&t, q, clock_now_ms() + 60000, w), ANSWER_YES);
	CHECK(w->has_meta && w->meta.mark);
	arena_fini(&arena);
}

TEST_MAIN(CASE(constants_fold), CASE(equal_terms_are_one),
          CASE(sums_that_may_wrap_are_not_split), CASE(what_cannot_be_is_false),
          CASE(solver_computes_as_c_does), CASE(solver_compares_unsigned),
          CASE(solver_knows_equal_places), CASE(a_packet_has_its_limits))
