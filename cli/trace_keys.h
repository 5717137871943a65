/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_keys.h - things by key: each key gets the next number, from 0. */
#ifndef PFC_CLI_TRACE_KEYS_H
#define PFC_CLI_TRACE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A zeroed one with the lengths set is empty. */
struct keys {
	size_t key_len, value_len; /* bytes */
	char *keys, *values;       /* of each number */
	uint32_t count;
	uint32_t *slots; /* number + 1; 0: free */
	uint32_t mask;
};

/* The value of a key, zeroed when it is new; NULL: memory ended. */
void *keys_get(struct keys *k, const void *key, bool *is_new);

/* The value of a key; NULL: it is not there. */
void *keys_find(const struct keys *k, const void *key);

/* Value i, below count. */
static inline void *keys_at(const struct keys *k, uint32_t i)
{
	return k->values + i * k->value_len;
}

static inline const void *keys_key(const struct keys *k, uint32_t i)
{
	return k->keys + i * k->key_len;
}

/* Leaves out those for which keep() is false; numbers change. */
void keys_filter(struct keys *k, bool (*keep)(const void *value, void *ctx), void *ctx);

void keys_fini(struct keys *k);

#endif
