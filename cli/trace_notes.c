/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_notes.h"

#include <stdlib.h>
#include <string.h>

#include "cli/trace_packet.h"

enum {
	BEFORE_NS = 10 * 1000000,    /* a packet is captured that long before it is told of, */
	BEHIND_NS = 1000000,         /* or behind it, as clocks are read one after the other, */
	QUEUED_NS = 1000 * 1000000,  /* or when a queue has let it go */
	ROOM_MIN = 64,
};

void notes_open(struct notes *n)
{
	n->retrans.key_len = n->drops.key_len = sizeof(struct sent);
	n->retrans.value_len = n->drops.value_len = sizeof(struct alike);
}

void notes_close(struct notes *n)
{
	keys_fini(&n->retrans);
	keys_fini(&n->drops);
	free(n->row);
}

static bool row_add(struct notes *n, const struct unseen *u)
{
	if (n->first + n->count == n->room && n->first > n->room / 2) {
		memmove(n->row, n->row + n->first, n->count * sizeof(*n->row));
		n->first = 0;
	}
	if (n->first + n->count == n->room) {
		uint32_t room = n->room ? 2 * n->room : ROOM_MIN;
		struct unseen *more = realloc(n->row, room * sizeof(*more));

		if (!more)
			return false;
		n->row = more;
		n->room = room;
	}
	n->row[n->first + n->count++] = *u;
	return true;
}

static bool keep(struct keys *kind, const struct sent *sent, const struct note *note)
{
	bool is_new;
	struct alike *to = keys_get(kind, sent, &is_new);

	if (!to)
		return false;
	if (to->count == NOTES_ALIKE)
		memmove(to->at, to->at + 1, --to->count * sizeof(*to->at));
	to->at[to->count++] = *note;
	return true;
}

bool notes_add(struct notes *n, const struct tcp_event *e, uint64_t ns)
{
	struct note note = { .ns = ns };
	struct unseen u = { .ns = ns };

	if (e->kind == TCP_EV_RETRANS) {
		u.sent.ends = e->id.tuple;
		u.sent.seq = e->u.retrans.seq;
		note.type = e->u.retrans.type;
		return keep(&n->retrans, &u.sent, &note);
	}
	if (!packet_ends(e->u.drop.head, e->u.drop.head_len, &u.sent.ends, NULL))
		return true;
	u.sent.seq = packet_seq(e->u.drop.head, e->u.drop.head_len);
	u.event = *e;
	note.reason = e->u.drop.reason;
	note.location = e->u.drop.location;
	return keep(&n->drops, &u.sent, &note) && (!e->u.drop.out || row_add(n, &u));
}

bool note_is_near(const struct note *note, uint64_t ns)
{
	return !note->used && ns + BEFORE_NS >= note->ns && ns <= note->ns + QUEUED_NS;
}

uint64_t note_until(const struct note *note)
{
	return note->ns + BEHIND_NS;
}

const struct unseen *notes_first(const struct notes *n)
{
	return n->count ? &n->row[n->first] : NULL;
}

void notes_drop_first(struct notes *n)
{
	n->first++;
	n->count--;
	if (!n->count)
		n->first = 0;
}

bool notes_is_unseen(const struct notes *n, const struct unseen *u)
{
	const struct alike *alike = keys_find(&n->drops, &u->sent);

	for (uint32_t i = 0; alike && i < alike->count; i++) {
		if (alike->at[i].ns == u->ns)
			return !alike->at[i].used;
	}
	return true;
}

static bool is_new_enough(const void *value, void *ctx)
{
	const struct alike *alike = value;

	return alike->at[alike->count - 1].ns >= *(const uint64_t *)ctx;
}

void notes_forget(struct notes *n, uint64_t before)
{
	keys_filter(&n->retrans, is_new_enough, &before);
	keys_filter(&n->drops, is_new_enough, &before);
}
