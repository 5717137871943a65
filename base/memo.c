/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/memo.h"

#include "base/hash.h"

enum { SIZE_MIN = 64 };

void memo_init(struct memo *m, struct arena *arena)
{
	m->arena = arena;
	m->entry = arena_alloc(arena, SIZE_MIN * sizeof(*m->entry));
	m->mask = SIZE_MIN - 1;
	m->used = 0;
}

static bool same(struct memo_key x, struct memo_key y)
{
	return x.a == y.a && x.b == y.b && x.c == y.c && x.d == y.d;
}

static struct memo_entry *find(const struct memo *m, struct memo_key k)
{
	uint32_t h = hash_u32(hash_u32(hash_u32(k.a, k.b), k.c), k.d) & m->mask;

	while (m->entry[h].key.a && !same(m->entry[h].key, k))
		h = (h + 1) & m->mask;
	return &m->entry[h];
}

bool memo_get(const struct memo *m, struct memo_key key, uint32_t *value)
{
	const struct memo_entry *e = find(m, key);

	*value = e->value;
	return e->key.a != 0;
}

void memo_put(struct memo *m, struct memo_key key, uint32_t value)
{
	if (m->used * 2 >= m->mask) {
		struct memo_entry *old = m->entry;
		uint32_t size = m->mask + 1;

		m->entry = arena_alloc(m->arena, 2 * size * sizeof(*m->entry));
		m->mask = 2 * size - 1;
		for (uint32_t i = 0; i < size; i++) {
			if (old[i].key.a)
				*find(m, old[i].key) = old[i];
		}
	}
	*find(m, key) = (struct memo_entry){ key, value };
	m->used++;
}
