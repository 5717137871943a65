/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_notes.h - what became of single packets: which were sent again, and which dropped.
 *
 * The kernel tells of both with the ends and the sequence number, at about the time that the
 * packet was captured. On its way out a packet is dropped in front of the place where packets are
 * captured: such drops are kept in a row, as packets that nobody has seen. Times are nanoseconds
 * since 1970.
 */
#ifndef PFC_CLI_TRACE_NOTES_H
#define PFC_CLI_TRACE_NOTES_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/trace_keys.h"
#include "ebpf/tcp_layout.h"

/* What a packet is found by. */
struct sent {
	struct tcp_tuple ends; /* as its sender has them */
	uint32_t seq;
};

/* What is said of one of them. */
struct note {
	uint64_t ns;
	bool used;        /* a packet has it */
	uint8_t type;     /* enum tcp_retrans_type */
	uint32_t reason;  /* of a drop, as that and the place are in struct tcp_event */
	uint64_t location;
};

/* What is said of those that are alike, in the order of time. */
enum { NOTES_ALIKE = 8 };

struct alike {
	struct note at[NOTES_ALIKE];
	uint32_t count;
};

/* A drop on the way out. */
struct unseen {
	uint64_t ns;
	struct sent sent;
	struct tcp_event event;
};

struct notes {
	struct keys retrans, drops; /* struct alike, by struct sent */
	struct unseen *row;         /* the oldest at `first` */
	uint32_t first, count, room;
};

void notes_open(struct notes *n);
void notes_close(struct notes *n);

/* An event of one of the two kinds. False: memory ended. */
bool notes_add(struct notes *n, const struct tcp_event *e, uint64_t ns);

/* Whether what is noted may be of a packet that was captured at `ns`. */
bool note_is_near(const struct note *note, uint64_t ns);

/* A later packet that is like it and not captured behind this time is meant instead of it. */
uint64_t note_until(const struct note *note);

/* The oldest drop in the row; NULL: there is none. Lent until the next call. */
const struct unseen *notes_first(const struct notes *n);
void notes_drop_first(struct notes *n);

/* Whether no packet was captured that it is about. */
bool notes_is_unseen(const struct notes *n, const struct unseen *u);

/* Forgets those that are older. */
void notes_forget(struct notes *n, uint64_t before);

#endif
