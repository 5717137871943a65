/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/notes.c - which fields loads read, found by asking each kind of packet. */
#include "teach/notes.h"

#include <stdlib.h>

static bool is_packet_load(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_LD &&
	       (BPF_MODE(insn->code) == BPF_ABS || BPF_MODE(insn->code) == BPF_IND) &&
	       !(BPF_MODE(insn->code) == BPF_ABS && insn->k >= (uint32_t)SKF_LL_OFF);
}

/* Where a load reads in packets of this kind. */
static struct header header_of(const struct sock_filter *insn, const struct flow_at *at,
                               const struct hypothesis *h)
{
	if (BPF_MODE(insn->code) == BPF_ABS)
		return hypothesis_at(h, insn->k);
	if (at->x.known == UINT32_MAX && insn->k <= UINT32_MAX - at->x.value)
		return hypothesis_at(h, at->x.value + insn->k);
	if (at->x.header && h->has_ip4 && at->x.ip4 == h->ip4 && insn->k >= h->ip4)
		return hypothesis_behind_ip4(h, insn->k - h->ip4);
	return (struct header){ FIELD_NONE, UINT32_MAX };
}

static struct place place_of(const struct sock_filter *insn, const struct flow_at *at,
                             const struct hypothesis *h)
{
	return (struct place){ header_of(insn, at, h), h };
}

static int says(enum field_layer layer)
{
	return layer == FIELD_NONE ? 0 : layer == FIELD_PAYLOAD ? 1 : 2;
}

void note_add_place(struct note *n, struct place place)
{
	if (n->count && says(n->places[0].at.layer) < says(place.at.layer))
		n->count = 0;
	if (n->count && says(n->places[0].at.layer) > says(place.at.layer))
		return;
	for (uint32_t i = 0; i < n->count; i++) {
		if (n->places[i].at.layer == place.at.layer &&
		    n->places[i].at.at == place.at.at)
			return;
	}
	if (n->count == NOTE_PLACES)
		n->more = true;
	else
		n->places[n->count++] = place;
}

static void note_insn(struct notes *n, uint32_t i, const struct flow_at *at,
                      const struct hypothesis *h)
{
	const struct sock_filter *insn = &n->insns[i];
	struct note *note = &n->at[i];

	if (is_packet_load(insn))
		note_add_place(note, place_of(insn, &at[i], h));
	if (note->used)
		return;
	note->used = true;
	note->header = at[i].x.header;
	note->x_known = at[i].x.known == UINT32_MAX;
	note->x = at[i].x.value;
	note->a = at[i].a;
	if (note->a.load >= 0 && is_packet_load(&n->insns[note->a.load]))
		note->of = place_of(&n->insns[note->a.load], &at[note->a.load], h);
}

/* Packets that are accepted name the bytes; where there are none, those that come there do,
 * and any packet does last.
 */
static void note_all(struct notes *n, struct flow_at *at, const hypotheses_t *kinds)
{
	bool *done = calloc(n->count, sizeof(*done));

	if (!done)
		return;
	for (int round = 0; round < 4; round++) {
		uint32_t first = round < 2 ? 0 : kinds->count - 1;
		uint32_t last = round < 2 ? kinds->count - 1 : kinds->count;

		for (uint32_t i = 0; i < n->count; i++)
			done[i] = n->at[i].used;
		for (uint32_t k = first; k < last; k++) {
			flow_run(n->insns, n->count, &kinds->at[k], at);
			for (uint32_t i = 0; i < n->count; i++) {
				if (!done[i] && at[i].reached &&
				    (at[i].accepts || round % 2))
					note_insn(n, i, at, &kinds->at[k]);
			}
		}
	}
	free(done);
}

void notes_make(struct notes *n, struct arena *arena, const struct sock_filter *insns,
                uint32_t count, const struct link *link)
{
	struct flow_at *at = arena_alloc(arena, count * sizeof(*at));
	hypotheses_t kinds = { 0 };

	*n = (struct notes){ insns, count, link, NULL };
	n->at = arena_alloc(arena, count * sizeof(*n->at));
	for (uint32_t i = 0; i < count; i++)
		n->at[i].a.load = FLOW_NONE;
	hypotheses_make(&kinds, arena, link);
	note_all(n, at, &kinds);
}
