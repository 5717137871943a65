/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/savefile_impl.h - what the files that read capture files share. */
#ifndef PFC_CAPTURE_SAVEFILE_IMPL_H
#define PFC_CAPTURE_SAVEFILE_IMPL_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/ahead.h"
#include "capture/blocks.h"
#include "capture/input.h"
#include "capture/savefile.h"
#include "capture/savefile_pcap.h"
#include "capture/savefile_pcapng.h"
#include "capture/source_impl.h"
#include "capture/walk.h"

enum { SAVEFILE_BATCH = 128 }; /* packets; what they touch stays in the caches */

/* What savefile_sieve() asked for, and capture/ahead.h with it. */
struct sieving {
	struct sieve sieve; /* wanted is NULL: none */
	uint32_t piece;     /* bytes, as asked for */
	struct ahead *ahead;
	bool alone;           /* there will be none */
	bool dense;           /* it does not pay */
	uint32_t misses;      /* places in a row of which it knew nothing */
	const uint8_t *until; /* no walk beyond; NULL: there is no ahead */
	/* The run that packets come from, and how many came before it. */
	const uint8_t *run;
	uint64_t run_before;
};

struct savefile {
	struct source base;
	struct savefile_info info;
	struct input in;
	char *name; /* in messages */
	struct pcap_form form;
	struct pcapng_section section;
	struct pcapng_clock *clocks; /* of the section */
	uint32_t clock_room;
	struct blocks blocks; /* without packets */
	bool remember;        /* them, for those who ask later */
	uint64_t packets_before; /* handed out in earlier batches */
	int failed;              /* returned for ever once set */
	bool ended;
	struct packet packets[SAVEFILE_BATCH];
	char why[SOURCE_MSG_MAX];
	struct sieving sieving;
};

extern const struct source_ops savefile_ops;

/* Sets "FILE: packet 7 at byte 1234: ...", for the record the window starts with. */
void savefile_say_at(struct savefile *sf, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The source fails with this -errno for ever; the second says why. Both return it. */
int savefile_fail(struct savefile *sf, int error);
int savefile_fail_errno(struct savefile *sf, int error);

/* Walks on in the window, over up to `room` packets. */
enum walk_end savefile_walk(struct savefile *sf, struct walk *w, uint32_t room);

/* When a mapped file is cut, its last page reads as zeros without a fault. So its size
 * is looked at after each walk, which costs a nanosecond per packet.
 *
 * returns whether the file became shorter; then sf->why is set and packets beyond the
 * new end are taken back.
 */
bool savefile_became_shorter(struct savefile *sf, struct walk *w);

/* Packets found ahead. returns whether it filled the batch. */
bool savefile_look_ahead(struct savefile *sf, struct batch *batch);

/* Of the first of sf->packets those that pass the sieve, if there is one. */
void savefile_give(struct savefile *sf, uint32_t count, struct batch *batch);

/* What to do when the walk ended before any packet.
 * returns 1 to walk again, else what source_next() returns.
 */
int savefile_go_on(struct savefile *sf, const struct walk *w, enum walk_end why);

/* Takes in the pcapng block without a packet that the window starts with, which is whole,
 * then moves over it. returns 0, or -errno after a message.
 */
int savefile_take_block(struct savefile *sf, uint32_t len);

#endif
