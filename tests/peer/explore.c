/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/peer/explore.h"

#include <stdlib.h>
#include <string.h>

#include "tests/peer/frames.h"

/* A set of 64-bit hashes, open addressing; 0 is not stored. */
struct seen {
	uint64_t *slots;
	uint32_t mask;
	uint32_t count;
};

/* Packets that wait for their turn. */
struct ring {
	struct packet *items;
	uint32_t first, waiting, room;
};

#define CORPUS_MAX 256

struct explorer {
	struct exploration *ex;
	struct packet *corpus; /* packets that did something new */
	uint32_t corpus_count;
	struct ring urgent; /* expected to take a branch that nobody took yet */
	struct ring others;
	uint8_t *edges[PROGRAMS_MAX];
	struct seen packets;
	struct seen paths;
	struct trace *traces;
	uint64_t rng;
	bool stopped;
};

/* returns false when it was there already. A full set remembers nothing new. */
static bool seen_add(struct seen *s, uint64_t hash)
{
	uint32_t at;

	hash |= 1;
	if (s->count > s->mask / 2)
		return true;
	for (at = (uint32_t)(hash >> 20) & s->mask; s->slots[at];
	     at = (at + 1) & s->mask)
		if (s->slots[at] == hash)
			return false;
	s->slots[at] = hash;
	s->count++;
	return true;
}

static uint64_t hash_packet(const struct packet *p)
{
	uint64_t h = p->wire * 0x9e3779b97f4a7c15;

	for (size_t i = 0; i < PACKET_ROOM; i += 8) {
		uint64_t word;

		memcpy(&word, p->data + i, 8);
		h = (h ^ word) * 0x9fb21c651e98df25;
		h ^= h >> 32;
	}
	for (size_t i = 0; i < META_KINDS; i++)
		h = (h ^ p->meta[i]) * 0x9fb21c651e98df25;
	return h;
}

/* A full ring forgets any one of its packets, so that late frames have their share. */
static void enqueue(struct explorer *e, struct ring *ring, const struct packet *p)
{
	if (!seen_add(&e->packets, hash_packet(p)))
		return;
	if (ring->waiting == ring->room)
		ring->items[next_random(&e->rng) % ring->room] = *p;
	else
		ring->items[(ring->first + ring->waiting++) % ring->room] = *p;
}

static bool dequeue(struct ring *ring, struct packet *p)
{
	if (!ring->waiting)
		return false;
	*p = ring->items[ring->first];
	ring->first = (ring->first + 1) % ring->room;
	ring->waiting--;
	return true;
}

/* Queues a copy in which a value is `want`. */
static void try_value(struct explorer *e, struct ring *ring, const struct packet *p,
                      const struct origin *from, uint32_t want)
{
	struct packet copy;

	if (from->kind == ORIGIN_NONE)
		return;
	copy = *p;
	if (origin_set(from, &copy, want, next_random(&e->rng)))
		enqueue(e, ring, &copy);
}

static void turn_round(struct explorer *e, const struct packet *p,
                       const struct comparison *c, bool seen)
{
	struct ring *ring = seen ? &e->others : &e->urgent;
	uint32_t bit;

	if (c->op == BPF_JSET) {
		bit = 1u << next_random(&e->rng) % 32;
		try_value(e, ring, p, &c->from_a, c->a & ~c->b);
		try_value(e, ring, p, &c->from_a, c->a | c->b);
		try_value(e, ring, p, &c->from_a,
		          c->a ^ (c->b & bit ? bit : c->b & (0 - c->b)));
		return;
	}
	try_value(e, ring, p, &c->from_a, c->b);
	try_value(e, ring, p, &c->from_a, c->b + 1);
	try_value(e, ring, p, &c->from_a, c->b - 1);
	try_value(e, ring, p, &c->from_b, c->a);
	try_value(e, ring, p, &c->from_b, c->a + 1);
}

/* One byte that was read, changed in one bit or replaced by anything. */
static void disturb_at(struct explorer *e, struct packet *p, const struct loaded *where)
{
	static const uint8_t extremes[] = { 0x00, 0xff, 0x7f, 0x80 };
	uint32_t at = where->off + next_random(&e->rng) % where->size;
	uint32_t dice = next_random(&e->rng);

	if (dice % 4 < 2)
		p->data[at] ^= (uint8_t)(1 << (dice >> 8) % 8);
	else if (dice % 4 == 2)
		p->data[at] = (uint8_t)(dice >> 8);
	else
		p->data[at] = extremes[(dice >> 8) % sizeof(extremes)];
}

/* Turns every comparison round, and disturbs a part of what was read. */
static void expand(struct explorer *e, const struct packet *p)
{
	struct packet copy;

	for (uint32_t i = 0; i < e->ex->code_count; i++) {
		const struct trace *t = &e->traces[i];

		for (uint32_t k = 0; k < t->comparison_count; k++) {
			const struct comparison *c = &t->comparisons[k];

			turn_round(e, p, c, e->edges[i][c->pc * 2 + !c->taken]);
		}
		for (uint32_t k = 0; k < t->load_count; k++) {
			if (next_random(&e->rng) % 4)
				continue;
			copy = *p;
			disturb_at(e, &copy, &t->loads[k]);
			enqueue(e, &e->others, &copy);
		}
	}
}

static void visit(struct explorer *e, const struct packet *p, bool always)
{
	struct exploration *ex = e->ex;
	bool fresh = false;

	for (uint32_t i = 0; i < ex->code_count; i++) {
		trace_run(&ex->codes[i], p, &e->traces[i], e->edges[i], &fresh);
		if (seen_add(&e->paths, e->traces[i].path + i * 0x9e3779b97f4a7c15))
			fresh = true;
	}
	ex->tried++;
	if (!ex->packet(ex->ctx, p, e->traces)) {
		e->stopped = true;
		return;
	}
	if (!fresh && !always)
		return;
	e->corpus[e->corpus_count < CORPUS_MAX ? e->corpus_count++
	                                       : next_random(&e->rng) % CORPUS_MAX] =
		*p;
	expand(e, p);
}

/* When nothing waits: a packet that did something new, with a few bytes that are read
 * in it changed at once.
 */
static void visit_disturbed(struct explorer *e)
{
	struct packet *p = &e->corpus[next_random(&e->rng) % e->corpus_count];
	const struct exploration *ex = e->ex;
	uint32_t rounds = 1 + next_random(&e->rng) % 4;
	struct trace *t = &e->traces[0];
	struct packet copy = *p;

	trace_run(&ex->codes[next_random(&e->rng) % ex->code_count], p, t, NULL, NULL);
	for (uint32_t i = 0; i < rounds && t->load_count; i++)
		disturb_at(e, &copy, &t->loads[next_random(&e->rng) % t->load_count]);
	if (next_random(&e->rng) % 8 == 0)
		copy.wire = next_random(&e->rng) % 2048;
	if (next_random(&e->rng) % 8 == 0)
		copy.meta[SKF_AD_VLAN_TAG_PRESENT / 4] ^= 1;
	visit(e, &copy, false);
}

static void start_from_frames(struct explorer *e)
{
	struct packet p;

	for (size_t i = 0; i < frame_count() && !e->stopped; i++) {
		if (!frame_build(i, e->ex->linktype, e->ex->seed + i, &p))
			continue;
		seen_add(&e->packets, hash_packet(&p));
		visit(e, &p, false);
	}
	/* And from nothing that makes sense. */
	memset(&p, 0, sizeof(p));
	p.len = p.wire = 64;
	visit(e, &p, true);
}

static void count_edges(struct explorer *e)
{
	const struct code *code = &e->ex->codes[0];

	e->ex->edges = e->ex->edges_taken = 0;
	for (uint32_t pc = 0; pc < code->count; pc++) {
		if (BPF_CLASS(code->insns[pc].code) != BPF_JMP ||
		    BPF_OP(code->insns[pc].code) == BPF_JA)
			continue;
		e->ex->edges += 2;
		e->ex->edges_taken += e->edges[0][pc * 2] + e->edges[0][pc * 2 + 1];
	}
}

static uint32_t power_of_two(uint32_t least)
{
	uint32_t p = 1024;

	while (p < least)
		p *= 2;
	return p;
}

static bool allocate(struct explorer *e)
{
	uint32_t slots = power_of_two(e->ex->budget * 16);
	bool ok;

	e->urgent.room = e->others.room = e->ex->budget;
	e->urgent.items = malloc(e->urgent.room * sizeof(struct packet));
	e->others.items = malloc(e->others.room * sizeof(struct packet));
	e->packets = (struct seen){ calloc(slots, 8), slots - 1, 0 };
	e->paths = (struct seen){ calloc(slots, 8), slots - 1, 0 };
	e->corpus = malloc(CORPUS_MAX * sizeof(struct packet));
	e->traces = calloc(PROGRAMS_MAX, sizeof(*e->traces));
	ok = e->urgent.items && e->others.items && e->packets.slots && e->paths.slots &&
	     e->traces && e->corpus;
	for (uint32_t i = 0; i < e->ex->code_count; i++) {
		e->edges[i] = calloc(e->ex->codes[i].count, 2);
		ok = ok && e->edges[i];
	}
	return ok;
}

bool explore(struct exploration *ex)
{
	struct explorer e = { .ex = ex, .rng = ex->seed };
	struct packet p;
	bool ok = allocate(&e);

	ex->tried = 0;
	if (ok) {
		start_from_frames(&e);
		while (!e.stopped && ex->tried < ex->budget) {
			if (dequeue(&e.urgent, &p) || dequeue(&e.others, &p))
				visit(&e, &p, false);
			else
				visit_disturbed(&e);
		}
		count_edges(&e);
	}
	free(e.urgent.items);
	free(e.others.items);
	free(e.corpus);
	free(e.packets.slots);
	free(e.paths.slots);
	free(e.traces);
	for (uint32_t i = 0; i < PROGRAMS_MAX; i++)
		free(e.edges[i]);
	return ok;
}
