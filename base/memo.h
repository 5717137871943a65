/* SPDX-License-Identifier: BSD-2-Clause */
/* base/memo.h - remembers a number for a key of four numbers, in an arena. */
#ifndef PFC_BASE_MEMO_H
#define PFC_BASE_MEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct memo_key {
	uint32_t a, b, c, d; /* a is never 0 */
};

struct memo_entry {
	struct memo_key key;
	uint32_t value;
};

struct memo {
	struct arena *arena;
	struct memo_entry *entry; /* open addressing */
	uint32_t mask, used;
};

void memo_init(struct memo *m, struct arena *arena);

/* true and the value when it was put before. */
bool memo_get(const struct memo *m, struct memo_key key, uint32_t *value);
void memo_put(struct memo *m, struct memo_key key, uint32_t value);

#endif
