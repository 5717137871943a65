/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/arena_test.c - mirrors base/arena.c, and base/vec.h which grows in it. */
#include "base/arena.h"

#include <stdbool.h>

#include "base/vec.h"
#include "tests/test.h"

static bool all_zero(const uint8_t *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (p[i])
			return false;
	return true;
}

TEST(memory_is_zeroed_aligned_and_apart)
{
	struct arena a;
	uint8_t *last = NULL;

	arena_init(&a, NULL);
	CHECK(arena_alloc(&a, 0));
	for (size_t size = 1; size < 3000; size += 7) {
		uint8_t *p = arena_alloc(&a, size);

		CHECK(p);
		CHECK_EQ((uintptr_t)p % _Alignof(max_align_t), 0);
		CHECK_MSG(all_zero(p, size), "size %zu", size);
		memset(p, 0xff, size);
		CHECK(p != last);
		last = p;
	}
	CHECK(a.used >= 3000 / 7 * 1500);
	arena_fini(&a);
}

TEST(a_block_larger_than_a_chunk_is_whole)
{
	struct arena a;
	uint8_t *p;

	arena_init(&a, NULL);
	arena_alloc(&a, 1);
	p = arena_alloc(&a, 5 << 20);
	memset(p, 1, 5 << 20);
	CHECK(all_zero(arena_alloc(&a, 100), 100));
	arena_fini(&a);
}

TEST(an_impossible_size_takes_the_jump)
{
	static const size_t sizes[] = { SIZE_MAX, SIZE_MAX - 64, SIZE_MAX / 2 };
	jmp_buf landing;

	for (volatile size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct arena a;

		arena_init(&a, &landing);
		if (setjmp(landing) == 0) {
			arena_alloc(&a, sizes[i]);
			CHECK_MSG(0, "size %zx was handed out", sizes[i]);
		}
		arena_fini(&a);
	}
}

TEST(texts_are_copied_and_terminated)
{
	struct arena a;
	char *text;

	arena_init(&a, NULL);
	CHECK_STR(arena_strndup(&a, "abcdef", 3), "abc");
	CHECK_STR(arena_strndup(&a, NULL, 0), "");
	CHECK_STR(arena_printf(&a, "%s %d", "port", 80), "port 80");
	text = arena_printf(&a, "%*s", 100000, "x");
	CHECK_EQ(strlen(text), 100000);
	arena_fini(&a);
}

TEST(a_vector_keeps_its_items_when_it_grows)
{
	struct arena a;
	VEC(uint32_t) v = { 0 };

	arena_init(&a, NULL);
	for (uint32_t i = 0; i < 10000; i++) {
		uint32_t *item = vec_push(&a, &v);

		CHECK_EQ(*item, 0);
		*item = i * 3;
	}
	CHECK_EQ(v.count, 10000);
	CHECK(v.room >= v.count);
	for (uint32_t i = 0; i < v.count; i++)
		CHECK_EQ(v.at[i], i * 3);
	arena_fini(&a);
}

TEST_MAIN(CASE(memory_is_zeroed_aligned_and_apart),
          CASE(a_block_larger_than_a_chunk_is_whole),
          CASE(an_impossible_size_takes_the_jump),
          CASE(texts_are_copied_and_terminated),
          CASE(a_vector_keeps_its_items_when_it_grows))
