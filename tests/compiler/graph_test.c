/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/graph_test.c - mirrors compiler/graph.c and value.c: equal meaning, equal
 * object.
 */
#include "compiler/graph.h"

#include "tests/test.h"

static struct arena arena;
static struct graph g;

static void start(bool exact)
{
	arena_fini(&arena);
	arena_init(&arena, NULL);
	graph_init(&g, &arena, exact);
}

static struct val byte_at(uint32_t off)
{
	return val_load(&g, 1, VAL_NONE, off);
}

static uint32_t constant(struct val v)
{
	uint32_t k = 0xbadc0de;

	CHECK(val_constant(&g, v, &k));
	return k;
}

TEST(constants_fold_and_wrap)
{
	start(false);
	CHECK_EQ(constant(val_op(&g, VAL_SUB, val_const(&g, 0), val_const(&g, 1))),
	         0xffffffff);
	CHECK_EQ(constant(val_op_k(&g, VAL_MUL, val_const(&g, 0x80000001), 2)), 2);
	CHECK_EQ(constant(val_op_k(&g, VAL_MOD, val_const(&g, 17), 5)), 2);
	CHECK_EQ(constant(val_op_k(&g, VAL_LSH, val_const(&g, 1), 31)), 0x80000000);
}

TEST(equal_values_are_one)
{
	struct val b;

	start(false);
	b = byte_at(14);
	CHECK(val_is(b, byte_at(14)));
	CHECK(!val_is(b, byte_at(15)));
	CHECK(!val_is(b, val_load(&g, 2, VAL_NONE, 14)));
	CHECK(val_is(val_op_k(&g, VAL_MUL, b, 4), val_op_k(&g, VAL_LSH, b, 2)));
	CHECK(val_is(val_op_k(&g, VAL_DIV, b, 8), val_op_k(&g, VAL_RSH, b, 3)));
	CHECK(val_is(val_op_k(&g, VAL_MOD, b, 16), val_op_k(&g, VAL_AND, b, 15)));
	CHECK(val_is(val_op(&g, VAL_ADD, b, byte_at(3)), val_op(&g, VAL_ADD, byte_at(3), b)));
	CHECK(val_is(val_op_k(&g, VAL_AND, val_op_k(&g, VAL_AND, b, 0x3c), 0x0f),
	             val_op_k(&g, VAL_AND, b, 0x0c)));
	CHECK(val_is(val_op_k(&g, VAL_AND, b, 0xff), b));
	CHECK(val_is(val_op_k(&g, VAL_SUB, b, 5), val_op_k(&g, VAL_ADD, b, 0u - 5)));
}

TEST(bounds_follow_the_operation)
{
	const struct value *v;

	start(false);
	v = graph_value(&g, val_op_k(&g, VAL_LSH, val_op_k(&g, VAL_AND, byte_at(0), 15), 2));
	CHECK_EQ(v->hi, 60);
	v = graph_value(&g, val_op(&g, VAL_ADD, byte_at(0), byte_at(1)));
	CHECK_EQ(v->hi, 510);
	v = graph_value(&g, val_op(&g, VAL_SUB, byte_at(0), byte_at(1)));
	CHECK_EQ(v->hi, UINT32_MAX);
	v = graph_value(&g, val_op(&g, VAL_MOD, val_len(&g), byte_at(1)));
	CHECK_EQ(v->hi, 254);
}

TEST(division_that_may_fail_stays)
{
	struct val zero, risky;

	start(false);
	risky = val_op(&g, VAL_DIV, val_len(&g), byte_at(0));
	CHECK(graph_value(&g, risky)->can_divide);
	zero = val_op_k(&g, VAL_AND, risky, 0);
	CHECK(graph_value(&g, zero)->op == VAL_AND);
	CHECK_EQ(graph_value(&g, zero)->hi, 0);
	/* Nor does a test of it go, though both its ends are equal. */
	CHECK(!ref_is(node_eq(&g, risky, 3, ACCEPT, ACCEPT), ACCEPT));
	CHECK(ref_is(node_eq(&g, risky, 3, REJECT, REJECT), REJECT));
}

TEST(only_an_exact_graph_keeps_loads_for_nothing)
{
	start(false);
	CHECK(ref_is(node_eq(&g, byte_at(500), 1, ACCEPT, ACCEPT), ACCEPT));
	CHECK_EQ(constant(val_op_k(&g, VAL_AND, byte_at(500), 0)), 0);
	start(true);
	CHECK(!ref_is(node_eq(&g, byte_at(500), 1, ACCEPT, ACCEPT), ACCEPT));
	CHECK(!ref_is(node_eq(&g, val_op_k(&g, VAL_AND, byte_at(500), 0), 0, ACCEPT, REJECT),
	              ACCEPT));
}

TEST(tests_move_to_the_load)
{
	struct val b, w;

	start(false);
	b = byte_at(0);
	w = val_load(&g, 4, VAL_NONE, 26);
	CHECK(ref_is(node_eq(&g, val_op_k(&g, VAL_AND, w, 0xffffff00), 0x0a000100, ACCEPT,
	                     REJECT),
	             node_range(&g, w, 0x0a000100, 0x0a0001ff, ACCEPT, REJECT)));
	CHECK(ref_is(node_eq(&g, val_op_k(&g, VAL_RSH, b, 4), 4, ACCEPT, REJECT),
	             node_range(&g, b, 0x40, 0x4f, ACCEPT, REJECT)));
	CHECK(ref_is(node_eq(&g, val_op_k(&g, VAL_ADD, b, 2), 5, ACCEPT, REJECT),
	             node_eq(&g, b, 3, ACCEPT, REJECT)));
	/* One bit: equal to the mask is different from zero. */
	CHECK(ref_is(node_eq(&g, val_op_k(&g, VAL_AND, b, 2), 2, ACCEPT, REJECT),
	             node_eq(&g, val_op_k(&g, VAL_AND, b, 2), 0, REJECT, ACCEPT)));
}

TEST(bounds_settle_tests)
{
	start(false);
	CHECK(ref_is(node_eq(&g, byte_at(0), 256, ACCEPT, REJECT), REJECT));
	CHECK(ref_is(node_range(&g, byte_at(0), 0, 255, ACCEPT, REJECT), ACCEPT));
	CHECK(ref_is(node_compare(&g, CMP_GT, byte_at(0), val_const(&g, 255), ACCEPT, REJECT),
	             REJECT));
	CHECK(ref_is(node_compare(&g, CMP_GE, byte_at(0), byte_at(0), ACCEPT, REJECT),
	             ACCEPT));
	CHECK(ref_is(node_compare(&g, CMP_GT, val_len(&g), val_const(&g, UINT32_MAX), ACCEPT,
	                          REJECT),
	             REJECT));
}

TEST(a_base_splits_into_variable_and_constant)
{
	uint32_t off = 14;
	struct val ihl, v;

	start(false);
	ihl = val_op_k(&g, VAL_LSH, val_op_k(&g, VAL_AND, byte_at(14), 15), 2);
	v = val_split(&g, val_op_k(&g, VAL_ADD, ihl, 8), &off);
	CHECK(val_is(v, ihl));
	CHECK_EQ(off, 22);
	/* What may wrap stays together. */
	off = 14;
	v = val_op_k(&g, VAL_SUB, val_len(&g), 4);
	CHECK(val_is(val_split(&g, v, &off), v));
	CHECK_EQ(off, 14);
}

TEST(dump_names_what_is_tested)
{
	struct str s = { 0 };

	start(false);
	graph_dump(&s, &g, node_eq(&g, val_load(&g, 2, VAL_NONE, 12), 0x800, ACCEPT, REJECT));
	CHECK_STR(s.at, "n3: h(12) { 0x800: accept, else: reject }\n");
	str_fini(&s);
}

TEST_MAIN(CASE(constants_fold_and_wrap), CASE(equal_values_are_one),
          CASE(bounds_follow_the_operation), CASE(division_that_may_fail_stays),
          CASE(only_an_exact_graph_keeps_loads_for_nothing), CASE(tests_move_to_the_load),
          CASE(bounds_settle_tests), CASE(a_base_splits_into_variable_and_constant),
          CASE(dump_names_what_is_tested))
