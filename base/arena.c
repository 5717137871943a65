/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_MIN = 16 * 1024, CHUNK_MAX = 1024 * 1024 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a, jmp_buf *landing)
{
	memset(a, 0, sizeof(*a));
	a->landing = landing;
}

void arena_fini(struct arena *a)
{
	struct arena_chunk *c = a->chunks;

	while (c) {
		struct arena_chunk *older = c->older;

		free(c);
		c = older;
	}
	a->chunks = NULL;
	a->next = a->end = NULL;
}

static void out_of_memory(struct arena *a)
{
	if (!a->landing)
		abort();
	longjmp(*a->landing, 1);
}

/* Chunks double up to CHUNK_MAX, so that a one-line filter stays in 16 KiB. */
static void add_chunk(struct arena *a, size_t size)
{
	size_t want = a->chunks ? a->chunks->size * 2 : CHUNK_MIN;
	struct arena_chunk *c;

	if (want > CHUNK_MAX)
		want = CHUNK_MAX;
	if (want < size)
		want = size;
	if (want > SIZE_MAX - sizeof(*c))
		out_of_memory(a);
	c = calloc(1, sizeof(*c) + want);
	if (!c)
		out_of_memory(a);
	c->older = a->chunks;
	c->size = want;
	a->chunks = c;
	a->next = c->bytes;
	a->end = c->bytes + want;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t mask = _Alignof(max_align_t) - 1;
	void *p;

	if (size > SIZE_MAX - mask)
		out_of_memory(a);
	size = (size + mask) & ~mask;
	if (!a->chunks || (size_t)(a->end - a->next) < size)
		add_chunk(a, size);
	p = a->next;
	a->next += size;
	a->used += size;
	return p;
}

char *arena_strndup(struct arena *a, const char *text, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	if (len)
		memcpy(p, text, len);
	return p;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	text = arena_alloc(a, (size_t)(len < 0 ? 0 : len) + 1);
	if (len > 0)
		vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

void *arena_grow(struct arena *a, void *old, uint32_t *room, uint32_t need, size_t size)
{
	uint32_t want = *room ? *room : 8;
	void *p;

	while (want < need) {
		if (want > UINT32_MAX / 2)
			out_of_memory(a);
		want *= 2;
	}
	if (want > SIZE_MAX / size)
		out_of_memory(a);
	p = arena_alloc(a, want * size);
	if (*room)
		memcpy(p, old, *room * size);
	*room = want;
	return p;
}
