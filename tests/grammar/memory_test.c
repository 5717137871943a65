/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/memory_test.c - memory ends at every place where a parse asks for it.
 *
 * Linked with --wrap: the arena's calloc() fails when it is told to, and nothing else may
 * allocate, since the arena's jump would leave that behind.
 */
#include <stdlib.h>

#include "tests/grammar/parsing.h"

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_realloc(void *old, size_t size);

static uint32_t left;  /* calls of calloc() that succeed */
static uint32_t calls; /* of malloc() and realloc() */

void *__wrap_calloc(size_t count, size_t size)
{
	if (!left)
		return NULL;
	left--;
	return __real_calloc(count, size);
}

void *__wrap_malloc(size_t size)
{
	(void)size;
	calls++;
	return NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
	(void)old;
	(void)size;
	calls++;
	return NULL;
}

/* returns false when memory ended. */
static bool parse_within(const char *text, size_t len, uint32_t blocks)
{
	struct diags diags = { 0 };
	struct arena arena;
	struct ast *tree;
	jmp_buf landing;

	left = blocks;
	arena_init(&arena, &landing);
	diags.arena = &arena;
	if (setjmp(landing) != 0) {
		arena_fini(&arena);
		return false;
	}
	ast_parse(&arena, &diags, text, (uint32_t)len, &tree);
	arena_fini(&arena);
	return true;
}

TEST(memory_may_end_anywhere)
{
	static char text[200000];
	uint32_t blocks = 0;
	size_t len = 0;

	while (len < sizeof(text) - 64) {
		static const char piece[] =
			"(not host a or len-4 > 5 and ip.addr == 1) or ";

		memcpy(text + len, piece, sizeof(piece) - 1);
		len += sizeof(piece) - 1;
	}
	while (!parse_within(text, len, blocks))
		blocks++;
	CHECK_MSG(blocks > 8, "%u blocks", blocks);
	CHECK_EQ(calls, 0);
}

TEST(deep_texts_need_nothing_but_the_arena)
{
	static char text[4000];
	size_t len = 0;

	for (; len < 2000; len++)
		text[len] = len % 2 ? '-' : ' ';
	memcpy(text + len, "1 = 5", 5);
	CHECK(parse_within(text, len + 5, UINT32_MAX));
	CHECK_EQ(calls, 0);
}

TEST_MAIN(CASE(memory_may_end_anywhere), CASE(deep_texts_need_nothing_but_the_arena))
