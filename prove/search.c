/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/search.c - packets made from the constants of the programs themselves.
 *
 * Each condition that decides about a packet is turned round in a copy: the bytes that the
 * compared value came from are set so that it comes out the other way. Copies that go a way
 * nobody went before are treated the same.
 */
#include "prove/search.h"

#include <string.h>
#include <time.h>

#include "base/hash.h"

enum {
	ROOM = 2048, /* bytes of a packet */
	QUEUE = 1024,
	SEEN = 1 << 16, /* hashes of ways */
	START_LEN = 64,
	DEPTH_MAX = 64, /* operations that are turned round in one value */
};

struct searcher {
	struct search *s;
	struct witness *queue[QUEUE];
	uint32_t first, waiting;
	uint32_t kept; /* packets in the queue's slots that went a new way */
	struct witness *now, *copy;
	uint32_t *value; /* of each term for the packet in hand */
	uint32_t seen[SEEN];
	uint64_t random;
};

uint64_t clock_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static uint32_t any_number(struct searcher *e)
{
	e->random ^= e->random << 13;
	e->random ^= e->random >> 7;
	e->random ^= e->random << 17;
	return (uint32_t)(e->random >> 32);
}

/* false when it was there before; a full table forgets. */
static bool is_new(struct searcher *e, uint32_t hash)
{
	uint32_t *slot = &e->seen[hash % SEEN];

	if (*slot == hash)
		return false;
	*slot = hash;
	return true;
}

static void enqueue(struct searcher *e, const struct witness *w)
{
	uint32_t at;

	if (e->waiting < QUEUE)
		at = (e->first + e->waiting++) % QUEUE;
	else
		at = any_number(e) % QUEUE;
	witness_copy(e->queue[at], w);
	if (e->kept < QUEUE)
		e->kept = at + 1 > e->kept ? at + 1 : e->kept;
}

/* ---- turning round ---- */

static bool set_len(struct witness *w, uint32_t len)
{
	bool whole = w->caplen == w->len;

	w->len = len;
	if (w->caplen > len || (whole && len <= w->room))
		w->caplen = len;
	return true;
}

static bool set_load(struct witness *w, const struct term *n, uint64_t at, uint32_t want)
{
	if (at + n->size > w->room || want > n->max)
		return false;
	for (uint32_t i = n->size; i-- > 0; want >>= 8)
		w->data[at + i] = (uint8_t)want;
	return true;
}

/* Gives a term another value by changing the packet; false: no way is known. */
static bool set_value(struct searcher *e, struct witness *w, struct term_ref r,
                      uint32_t want, int depth)
{
	const struct term *n = term_at(e->s->t, r);
	uint32_t a = e->value[n->a.id], b = e->value[n->b.id];
	bool by_const = term_at(e->s->t, n->b)->op == TERM_CONST;

	if (depth == DEPTH_MAX)
		return false;
	depth++;
	switch (n->op) {
	case TERM_LOAD:
		return set_load(w, n, (uint64_t)a + n->k, want);
	case TERM_LEN:
		return set_len(w, want);
	case TERM_META:
		if (want > n->max)
			return false;
		w->has_meta = true;
		witness_set_meta(w, (enum meta_kind)n->k, want);
		return true;
	case TERM_ADD:
		return set_value(e, w, n->a, want - b, depth) ||
		       set_value(e, w, n->b, want - a, depth);
	case TERM_SUB:
		return set_value(e, w, n->a, want + b, depth) ||
		       set_value(e, w, n->b, a - want, depth);
	case TERM_AND:
		return !(want & ~b) &&
		       set_value(e, w, n->a, (a & ~b) | want, depth);
	case TERM_OR:
		return (want & b) == b && set_value(e, w, n->a, want, depth);
	case TERM_XOR:
		return set_value(e, w, n->a, want ^ b, depth);
	case TERM_LSH:
		return by_const && b < 32 && !(want & ((1u << b) - 1)) &&
		       set_value(e, w, n->a, want >> b, depth);
	case TERM_RSH:
		return by_const && b < 32 &&
		       set_value(e, w, n->a, want << b | (a & ((1u << b) - 1)), depth);
	case TERM_MUL:
		return b && want % b == 0 && set_value(e, w, n->a, want / b, depth);
	case TERM_DIV:
		return b && set_value(e, w, n->a, want * b, depth);
	case TERM_MOD:
		return b && want < b && set_value(e, w, n->a, a - a % b + want, depth);
	case TERM_SELECT:
		return set_value(e, w, e->value[n->c.id] ? n->a : n->b, want, depth);
	default:
		return false;
	}
}

static bool set_fits(struct witness *w, uint64_t end, bool want)
{
	if (end > w->room || (!want && !end))
		return false;
	w->caplen = (uint32_t)end - !want;
	if (w->len < w->caplen)
		w->len = w->caplen;
	return true;
}

/* Makes a condition come out as wanted. */
static bool set_cond(struct searcher *e, struct witness *w, struct term_ref r, bool want,
                     int depth)
{
	const struct term *n = term_at(e->s->t, r);
	uint32_t a = e->value[n->a.id], b = e->value[n->b.id];

	if (depth == DEPTH_MAX)
		return false;
	switch (n->op) {
	case TERM_NOT:
		return set_cond(e, w, n->a, !want, depth + 1);
	case TERM_IF:
		return set_cond(e, w, e->value[n->c.id] ? n->a : n->b, want,
		                depth + 1) ||
		       set_cond(e, w, n->c, !e->value[n->c.id], depth + 1);
	case TERM_FITS:
		return set_fits(w, (uint64_t)a + n->k, want);
	case TERM_EQ:
		if (want)
			return set_value(e, w, n->a, b, 0) ||
			       set_value(e, w, n->b, a, 0);
		return set_value(e, w, n->a, b ^ 1u << any_number(e) % 32, 0) ||
		       set_value(e, w, n->a, b + 1, 0) ||
		       set_value(e, w, n->b, a + 1, 0);
	case TERM_GT:
		if (want)
			return set_value(e, w, n->a, b + 1, 0) ||
			       set_value(e, w, n->b, a - 1, 0);
		return set_value(e, w, n->a, b, 0) || set_value(e, w, n->b, a, 0);
	default:
		return false;
	}
}

/* ---- packets ---- */

static void turn_round(struct searcher *e, const struct witness *w, struct term_ref cond)
{
	witness_copy(e->copy, w);
	if (!set_cond(e, e->copy, cond, !e->value[cond.id], 0))
		return;
	enqueue(e, e->copy);
	if (e->copy->caplen == e->copy->len)
		return;
	/* Once cut off, once with nothing missing. */
	if (e->copy->len <= e->copy->room)
		e->copy->caplen = e->copy->len;
	else
		e->copy->len = e->copy->caplen;
	enqueue(e, e->copy);
}

/* The way a packet takes through a root: a hash, and, with expand, copies of the packet
 * that take another way.
 */
static uint32_t walk(struct searcher *e, const struct witness *w, struct term_ref r,
                     bool expand)
{
	uint32_t hash = r.id;

	for (;;) {
		const struct term *n = term_at(e->s->t, r);

		if (n->op != TERM_IF)
			break;
		if (expand)
			turn_round(e, w, n->c);
		hash = hash_u32(hash, n->c.id << 1 | e->value[n->c.id]);
		r = e->value[n->c.id] ? n->a : n->b;
	}
	if (expand)
		turn_round(e, w, r);
	return hash_u32(hash, e->value[r.id]);
}

static void visit(struct searcher *e, const struct witness *w)
{
	struct search *s = e->s;

	s->packets++;
	witness_eval(w, s->t, e->value);
	for (uint32_t i = 0; i < s->goal_count; i++) {
		if (!s->found[i] && e->value[s->goals[i].id]) {
			s->found[i] = true;
			witness_copy(s->witness[i], w);
		}
	}
	for (uint32_t i = 0; i < s->root_count; i++) {
		if (is_new(e, walk(e, w, s->roots[i], false)))
			walk(e, w, s->roots[i], true);
	}
}

static bool is_done(const struct search *s)
{
	bool all = true;

	for (uint32_t i = 0; i < s->goal_count; i++)
		all &= s->found[i];
	return all || s->packets >= s->packets_max || clock_now_ms() >= s->deadline_ms;
}

/* Where nothing waits: a packet of before with some bytes changed at random. */
static void disturb(struct searcher *e, struct witness *w)
{
	uint32_t changes = 1 + any_number(e) % 4;

	witness_copy(w, e->queue[e->kept ? any_number(e) % e->kept : 0]);
	if (!w->caplen)
		w->caplen = w->len = START_LEN;
	while (changes--)
		w->data[any_number(e) % w->caplen] = (uint8_t)any_number(e);
}

void search_packets(struct search *s)
{
	struct arena *arena = s->t->arena;
	struct searcher *e = arena_alloc(arena, sizeof(*e));

	e->s = s;
	e->random = 0x9e3779b97f4a7c15u;
	e->now = witness_new(arena, ROOM);
	e->copy = witness_new(arena, ROOM);
	e->value = arena_alloc(arena, s->t->all.count * sizeof(*e->value));
	for (uint32_t i = 0; i < QUEUE; i++)
		e->queue[i] = witness_new(arena, ROOM);
	s->packets = 0;
	e->now->caplen = e->now->len = START_LEN;
	enqueue(e, e->now);
	while (!is_done(s)) {
		if (e->waiting) {
			witness_copy(e->now, e->queue[e->first]);
			e->first = (e->first + 1) % QUEUE;
			e->waiting--;
		} else {
			disturb(e, e->now);
		}
		visit(e, e->now);
	}
}
