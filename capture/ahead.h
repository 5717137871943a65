/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ahead.h - a mapped pcap file sieved at several places at once.
 *
 * Where a record of a pcap file starts is known only from the record before it, so a walk
 * waits for memory at each. Here the file is cut into pieces, and these into eight parts
 * that are walked in turns: while one waits for its next record, the others go on. More
 * threads take pieces further ahead. Where a part begins is guessed: where eight headers
 * follow each other that look like a record's. Nothing relies on that: a part counts only
 * if it starts exactly where the packets before it end, and what no part that counts
 * covers is the reader's to walk. A file made to fool the guess costs time, nothing else.
 */
#ifndef PFC_CAPTURE_AHEAD_H
#define PFC_CAPTURE_AHEAD_H

#include <stdint.h>

#include "capture/savefile_pcap.h"
#include "capture/sieve.h"

struct ahead_opts {
	const uint8_t *from, *end; /* records; they stay where they are */
	const struct pcap_form *form;
	struct sieve sieve;
	uint32_t piece;   /* bytes */
	uint32_t threads; /* beside the reader's own */
};

struct ahead;

/* How many threads can take part on the processors there are. */
uint32_t ahead_threads(void);

/* returns NULL when there is no memory; threads that cannot be had are done without. */
struct ahead *ahead_new(const struct ahead_opts *opts);
void ahead_free(struct ahead *a);

/* Records that follow each other, of which is known what passes. */
struct ahead_run {
	const uint8_t *end; /* where the record behind them starts */
	uint32_t records;
	uint32_t passing;
};

/* Looks at the records from `at`, where one starts, which is never in front of where one
 * was asked for before.
 *
 * returns whether there is such a run: ahead_next() gives what passes. If not, the reader
 * walks to *until or the first record behind it, NULL: to the end, and asks again.
 */
bool ahead_take(struct ahead *a, const uint8_t *at, struct ahead_run *run,
                const uint8_t **until);

/* Up to `room` of the packets that pass, in their order. returns how many; 0: no more. */
uint32_t ahead_next(struct ahead *a, struct packet *packets, uint32_t room);

#endif
