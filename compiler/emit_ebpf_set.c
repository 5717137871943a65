/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_set.c - tables in the read-only data of a program.
 *
 * A set that is known when the program is made needs no general hash map. Numbers stand in
 * two tables of 2^b slots each; a number is in the slot that one of two multiplications gives,
 * so a look-up is two loads. Empty slots hold some member: being equal to it is a hit that is
 * right, so there is no mark for "empty".
 */
#include "compiler/emit_ebpf_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
	TRIES = 64,    /* multipliers for one size of the tables */
	ALIGN = 16,    /* of tables */
	BITS_MIN = 4,
	BITS_MAX = 24,
};

/* What a hash table begins with is not in the data, but here. */
struct multipliers {
	uint64_t m[2];
	uint32_t bits;
};

/* ---- room ---- */

static uint32_t data_room(struct emit *e, uint32_t size)
{
	uint32_t at = (e->data.count + ALIGN - 1) / ALIGN * ALIGN, room = e->data.room;

	e->data.at = arena_grow(e->code.arena, e->data.at, &room, at + size, 1);
	e->data.room = room;
	e->data.count = at + size;
	return at;
}

static uint32_t content_hash(const uint8_t *at, uint32_t size)
{
	uint32_t h = size;

	for (uint32_t i = 0; i + 4 <= size; i += 4) {
		uint32_t word;

		memcpy(&word, at + i, 4);
		h = hash_u32(h, word);
	}
	return h;
}

/* The table at the end of the data, or an equal one that was there before. */
static uint32_t share(struct emit *e, uint32_t table, uint32_t size)
{
	struct memo_key key = { 1, content_hash(e->data.at + table, size), size, 0 };
	uint32_t have;

	if (memo_get(&e->tables, key, &have) &&
	    !memcmp(e->data.at + have, e->data.at + table, size)) {
		memset(e->data.at + table, 0, size);
		e->data.count = table;
		return have;
	}
	memo_put(&e->tables, key, table);
	return table;
}

/* ---- bitmaps ---- */

uint32_t bitmap(struct emit *e, uint32_t bits)
{
	return data_room(e, bits / 8);
}

void bitmap_set(struct emit *e, uint32_t table, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i <= to; i++)
		e->data.at[table + i / 8] |= (uint8_t)(1u << i % 8);
}

uint32_t bitmap_done(struct emit *e, uint32_t table, uint32_t bits)
{
	return share(e, table, bits / 8);
}

void gen_bitmap(struct body *b, uint32_t table, uint32_t bits, uint32_t shift, uint32_t yes)
{
	struct ebpf_code *c = code_of(b);

	ebpf_op32_reg(c, BPF_MOV, BPF_REG_1, BPF_REG_0);
	ebpf_op32(c, BPF_RSH, BPF_REG_1, shift + 3);
	ebpf_op32(c, BPF_AND, BPF_REG_1, bits / 8 - 1);
	ebpf_data(c, BPF_REG_2, table);
	ebpf_op64_reg(c, BPF_ADD, BPF_REG_2, BPF_REG_1);
	ebpf_load(c, 1, BPF_REG_1, BPF_REG_2, 0);
	ebpf_op32_reg(c, BPF_MOV, BPF_REG_2, BPF_REG_0);
	if (shift)
		ebpf_op32(c, BPF_RSH, BPF_REG_2, shift);
	ebpf_op32(c, BPF_AND, BPF_REG_2, 7);
	ebpf_op32_reg(c, BPF_RSH, BPF_REG_1, BPF_REG_2);
	ebpf_op32(c, BPF_AND, BPF_REG_1, 1);
	ebpf_if(c, BPF_JNE, BPF_REG_1, 0, yes);
}

/* ---- two tables ---- */

/* Keys of either kind, one word or two halves of 64 bits. */
struct keys {
	const uint32_t *words;
	uint64_t (*longs)[2]; /* NULL: words */
	uint64_t fold;        /* of the first half */
	uint32_t count;
};

struct tables {
	struct multipliers by;
	uint32_t *slot; /* of both tables: key + 1; 0: empty */
};

static uint32_t slot_of(const struct keys *k, const struct multipliers *by, uint32_t key,
                        uint32_t table)
{
	uint64_t x;

	if (k->longs) {
		x = k->longs[key][0] * k->fold ^ k->longs[key][1];
		x = x * by->m[table] >> (64 - by->bits);
	} else {
		x = k->words[key] * (uint32_t)by->m[table] >> (32 - by->bits);
	}
	return (uint32_t)x + (table << by->bits);
}

/* Puts a key in its place, and what was there in its other one, and so on. */
static bool insert(const struct keys *k, struct tables *t, uint32_t key)
{
	uint32_t table = 0;

	for (uint32_t i = 0; i < 32 + 8 * t->by.bits; i++) {
		uint32_t *slot = &t->slot[slot_of(k, &t->by, key, table)];
		uint32_t out = *slot;

		*slot = key + 1;
		if (!out)
			return true;
		key = out - 1;
		/* It was in this table: the other one is next. */
		table = 1 - table;
	}
	return false;
}

static uint64_t random_odd(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15ull; /* splitmix64 */

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ z >> 27) * 0x94d049bb133111ebull;
	return (z ^ z >> 31) | 1;
}

/* Finds multipliers; at most 0.42 of the slots are in use. */
static bool build(struct emit *e, const struct keys *k, struct tables *t)
{
	uint64_t seed = k->count;
	uint32_t bits = BITS_MIN;

	while (bits < BITS_MAX && k->count > (uint64_t)(2u << bits) * 42 / 100)
		bits++;
	for (; bits <= BITS_MAX; bits++) {
		t->slot = arena_alloc(e->code.arena, (2ul << bits) * sizeof(*t->slot));
		for (int i = 0; i < TRIES; i++) {
			uint32_t n = 0;

			t->by = (struct multipliers){ { random_odd(&seed), random_odd(&seed) },
				                      bits };
			while (n < k->count && insert(k, t, n))
				n++;
			if (n == k->count)
				return true;
			memset(t->slot, 0, (2ul << bits) * sizeof(*t->slot));
		}
	}
	e->fault = "the set cannot be put into a table";
	return false;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return a < b ? -1 : a > b;
}

/* Multipliers are found again by the place of the table. */
static void remember(struct emit *e, uint32_t table, const struct multipliers *by)
{
	*vec_push(e->code.arena, &e->hashes) = (struct hash_info){ table, by->bits,
		                                                   { by->m[0], by->m[1] } };
}

static const struct hash_info *recall(const struct emit *e, uint32_t table)
{
	const struct hash_info *h = e->hashes.at;

	while (h->table != table)
		h++;
	return h;
}

uint32_t hash_table(struct emit *e, const uint32_t *keys, uint32_t count)
{
	uint32_t *sorted = arena_alloc(e->code.arena, count * sizeof(*sorted));
	struct keys k = { .words = sorted, .count = count };
	struct tables t;
	uint32_t table, size, have;

	memcpy(sorted, keys, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_number);
	if (!build(e, &k, &t))
		return 0;
	size = 2u << t.by.bits;
	table = data_room(e, size * 4);
	for (uint32_t i = 0; i < size; i++)
		memcpy(e->data.at + table + 4 * i, &sorted[t.slot[i] ? t.slot[i] - 1 : 0], 4);
	have = share(e, table, size * 4);
	if (have == table)
		remember(e, table, &t.by);
	return have;
}

static void gen_probe(struct body *b, const struct hash_info *h, uint32_t i, uint32_t yes)
{
	struct ebpf_code *c = code_of(b);

	ebpf_op32_reg(c, BPF_MOV, BPF_REG_1, BPF_REG_0);
	ebpf_op32(c, BPF_MUL, BPF_REG_1, (uint32_t)h->m[i]);
	ebpf_op32(c, BPF_RSH, BPF_REG_1, 32 - h->bits);
	ebpf_op64(c, BPF_LSH, BPF_REG_1, 2);
	ebpf_data(c, BPF_REG_2, h->table + (i ? 4u << h->bits : 0));
	ebpf_op64_reg(c, BPF_ADD, BPF_REG_2, BPF_REG_1);
	ebpf_load(c, 4, BPF_REG_1, BPF_REG_2, 0);
	ebpf_if_reg(c, BPF_JEQ, BPF_REG_1, BPF_REG_0, yes);
}

void gen_hash(struct body *b, uint32_t table, uint32_t yes)
{
	const struct hash_info *h;

	if (b->e->fault)
		return;
	h = recall(b->e, table);
	gen_probe(b, h, 0, yes);
	gen_probe(b, h, 1, yes);
}

/* ---- long numbers ---- */

enum { WORDS_FLAT = 4 }; /* numbers; more are looked up */

static const uint64_t fold = 0x9fb21c651e98df25ull; /* any odd number with mixed bits */

static uint32_t long_table(struct emit *e, const struct words *w)
{
	struct keys k = { .longs = w->keys, .fold = fold, .count = w->count };
	struct tables t;
	uint32_t table, size, have;

	if (!build(e, &k, &t))
		return 0;
	size = 2u << t.by.bits;
	table = data_room(e, size * 16);
	for (uint32_t i = 0; i < size; i++)
		memcpy(e->data.at + table + 16 * i, w->keys[t.slot[i] ? t.slot[i] - 1 : 0], 16);
	have = share(e, table, size * 16);
	if (have == table)
		remember(e, table, &t.by);
	return have;
}

/* r0 is the folded key, r3 and r4 its halves. */
static void gen_long_probe(struct body *b, const struct hash_info *h, uint32_t i, uint32_t yes)
{
	struct ebpf_code *c = code_of(b);
	uint32_t other = ebpf_label(c);

	ebpf_set64(c, BPF_REG_1, h->m[i]);
	ebpf_op64_reg(c, BPF_MUL, BPF_REG_1, BPF_REG_0);
	ebpf_op64(c, BPF_RSH, BPF_REG_1, (int32_t)(64 - h->bits));
	ebpf_op64(c, BPF_LSH, BPF_REG_1, 4);
	ebpf_data(c, BPF_REG_2, h->table + (i ? 16u << h->bits : 0));
	ebpf_op64_reg(c, BPF_ADD, BPF_REG_2, BPF_REG_1);
	ebpf_load(c, 8, BPF_REG_1, BPF_REG_2, 0);
	ebpf_if_reg(c, BPF_JNE, BPF_REG_1, BPF_REG_3, other);
	ebpf_load(c, 8, BPF_REG_1, BPF_REG_2, 8);
	ebpf_if_reg(c, BPF_JEQ, BPF_REG_1, BPF_REG_4, yes);
	ebpf_place(c, other);
}

/* A few numbers, in halves of 8 bytes. */
static void gen_words_flat(struct body *b, const struct words *w)
{
	static const uint8_t halves[] = { BPF_REG_3, BPF_REG_4 };
	struct ebpf_code *c = code_of(b);
	bool first = w->low_first;

	gen_words(b, w->base, w->off);
	for (uint32_t i = 0; i < w->count; i++) {
		bool last = i + 1 == w->count;
		uint32_t other = last ? label_of(b, w->no) : ebpf_label(c);

		ebpf_set64(c, BPF_REG_1, w->keys[i][first]);
		ebpf_if_reg(c, BPF_JNE, BPF_REG_1, halves[first], other);
		ebpf_set64(c, BPF_REG_1, w->keys[i][!first]);
		ebpf_if_reg(c, BPF_JEQ, BPF_REG_1, halves[!first], label_of(b, w->yes));
		if (!last)
			ebpf_place(c, other);
	}
	gen_goto(b, label_of(b, w->no));
}

void gen_words_set(struct body *b, struct ref r)
{
	const struct words *w = b->e->plan.node[r.id].words;
	struct ebpf_code *c = code_of(b);
	uint32_t table, yes = label_of(b, w->yes);
	const struct hash_info *h;

	if (w->count <= WORDS_FLAT) {
		gen_words_flat(b, w);
		return;
	}
	table = long_table(b->e, w);
	if (b->e->fault)
		return;
	h = recall(b->e, table);
	gen_words(b, w->base, w->off);
	ebpf_set64(c, BPF_REG_0, fold);
	ebpf_op64_reg(c, BPF_MUL, BPF_REG_0, BPF_REG_3);
	ebpf_op64_reg(c, BPF_XOR, BPF_REG_0, BPF_REG_4);
	gen_long_probe(b, h, 0, yes);
	gen_long_probe(b, h, 1, yes);
	gen_goto(b, label_of(b, w->no));
}
