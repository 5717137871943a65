/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { SLOTS_MIN = 256 };

static uint32_t *slot_of(const struct keys *k, const void *key)
{
	uint32_t h = hash_bytes(key, k->key_len) & k->mask;

	while (k->slots[h] &&
	       memcmp(keys_key(k, k->slots[h] - 1), key, k->key_len) != 0)
		h = (h + 1) & k->mask;
	return &k->slots[h];
}

/* Half of the slots are free, and there is a key and a value for each of the others. */
static bool grow(struct keys *k, uint32_t size)
{
	uint32_t *slots = calloc(size, sizeof(*slots));
	char *more = realloc(k->keys, size / 2 * k->key_len);

	if (more)
		k->keys = more;
	if (more && k->value_len) {
		more = realloc(k->values, size / 2 * k->value_len);
		if (more)
			k->values = more;
	}
	if (!slots || !more) {
		free(slots);
		return false;
	}
	free(k->slots);
	k->slots = slots;
	k->mask = size - 1;
	for (uint32_t i = 0; i < k->count; i++)
		*slot_of(k, keys_key(k, i)) = i + 1;
	return true;
}

void *keys_get(struct keys *k, const void *key, bool *is_new)
{
	uint32_t *slot;
	void *value;

	*is_new = false;
	if ((!k->slots || k->count == (k->mask + 1) / 2) &&
	    !grow(k, k->slots ? 2 * (k->mask + 1) : SLOTS_MIN))
		return NULL;
	slot = slot_of(k, key);
	if (*slot)
		return keys_at(k, *slot - 1);
	*is_new = true;
	memcpy(k->keys + k->count * k->key_len, key, k->key_len);
	value = keys_at(k, k->count);
	memset(value, 0, k->value_len);
	*slot = ++k->count;
	return value;
}

void *keys_find(const struct keys *k, const void *key)
{
	const uint32_t *slot = k->slots ? slot_of(k, key) : NULL;

	return slot && *slot ? keys_at(k, *slot - 1) : NULL;
}

void keys_filter(struct keys *k, bool (*keep)(const void *value, void *ctx), void *ctx)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < k->count; i++) {
		if (!keep(keys_at(k, i), ctx))
			continue;
		if (n != i) {
			memcpy(k->keys + n * k->key_len, keys_key(k, i), k->key_len);
			memcpy(keys_at(k, n), keys_at(k, i), k->value_len);
		}
		n++;
	}
	k->count = n;
	if (!k->slots)
		return;
	memset(k->slots, 0, (k->mask + 1) * sizeof(*k->slots));
	for (uint32_t i = 0; i < n; i++)
		*slot_of(k, keys_key(k, i)) = i + 1;
}

void keys_fini(struct keys *k)
{
	free(k->keys);
	free(k->values);
	free(k->slots);
}
