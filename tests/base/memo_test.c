/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/memo_test.c - mirrors base/memo.c. */
#include "base/memo.h"

#include "tests/test.h"

enum { MANY = 20000 };

static struct arena arena;
static struct memo memo;

static void start(void)
{
	arena_fini(&arena);
	arena_init(&arena, NULL);
	memo_init(&memo, &arena);
}

TEST(what_was_not_put_is_not_there)
{
	uint32_t value = 7;

	start();
	CHECK(!memo_get(&memo, (struct memo_key){ 1, 0, 0, 0 }, &value));
	memo_put(&memo, (struct memo_key){ 1, 0, 0, 0 }, 42);
	CHECK(memo_get(&memo, (struct memo_key){ 1, 0, 0, 0 }, &value));
	CHECK_EQ(value, 42);
	CHECK(!memo_get(&memo, (struct memo_key){ 1, 0, 0, 1 }, &value));
}

TEST(every_number_of_the_key_counts)
{
	uint32_t value;

	start();
	for (uint32_t i = 0; i < MANY; i++)
		memo_put(&memo, (struct memo_key){ 1 + i % 7, i % 11, i % 13, i }, i);
	for (uint32_t i = 0; i < MANY; i++) {
		CHECK(memo_get(&memo, (struct memo_key){ 1 + i % 7, i % 11, i % 13, i },
		               &value));
		CHECK_EQ(value, i);
		CHECK(!memo_get(&memo, (struct memo_key){ 8, i % 11, i % 13, i }, &value));
	}
}

TEST_MAIN(CASE(what_was_not_put_is_not_there), CASE(every_number_of_the_key_counts))
