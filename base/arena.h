/* SPDX-License-Identifier: BSD-2-Clause */
/* base/arena.h - memory that is dropped all at once.
 *
 * One arena serves one compile. arena_alloc() never returns NULL: when memory ends it
 * jumps to the landing given to arena_init(), which is the only long jump in pfc.
 */
#ifndef PFC_BASE_ARENA_H
#define PFC_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* newest first */
	char *next;                 /* first free byte of the newest chunk */
	char *end;                  /* one past its last byte */
	jmp_buf *landing;           /* where to go when memory ends; NULL: abort() */
	size_t used;                /* bytes handed out */
};

void arena_init(struct arena *a, jmp_buf *landing);
void arena_fini(struct arena *a);

/* Zeroed memory, aligned for every type. */
void *arena_alloc(struct arena *a, size_t size);

/* A copy of len bytes with a NUL behind them. */
char *arena_strndup(struct arena *a, const char *text, size_t len);

char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/* The array grown to hold at least `need` items of `size` bytes; new items are zero. */
void *arena_grow(struct arena *a, void *old, uint32_t *room, uint32_t need, size_t size);

#endif
