/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/rotate.h - when a capture goes on in another file, and what that is called.
 *
 * Decides and remembers only: opening, closing and removing files is the caller's, and
 * the time is told to it. Times are nanoseconds since 1970; sizes are bytes.
 *
 *	rotate_init(&r, &config);
 *	rotate_begin(&r, now);          // for a file: at the time of the first packet
 *	open rotate_name(&r);
 *	for each packet:
 *		while ((v = rotate_packet(&r, ns, size, bytes)) == ROTATE_NEXT)
 *			close; rotate_closed(&r, name, size); rotate_next(&r);
 *			while ((old = rotate_excess(&r))) remove it;
 *			open rotate_name(&r);
 *		v == ROTATE_STAY: write it; ROTATE_STOP: leave it out, and come to an end
 *	when rotate_deadline(&r) has passed and all packets up to then have been told:
 *		the same with rotate_idle(&r, now)
 */
#ifndef PFC_CAPTURE_ROTATE_H
#define PFC_CAPTURE_ROTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum rotate_naming {
	ROTATE_OWN,     /* x-00001_20260101T120000Z.pcap */
	ROTATE_TCPDUMP, /* x.pcap, x.pcap1, ...: as tcpdump names them */
};

/* 0 and false stand for "no limit" and "no" everywhere. */
struct rotate_config {
	const char *pattern; /* name of the file; lent */
	enum rotate_naming naming;
	uint64_t size;        /* of a file */
	uint64_t period_ns;   /* of a file; its end is not in it */
	uint64_t periods;     /* stop after so many */
	bool align;           /* periods begin at multiples of their length, local time */
	int64_t utc_offset_s; /* of local time */
	bool keep_gaps;       /* a period without packets has a file, too */
	uint64_t wrap;        /* ROTATE_TCPDUMP: the number after this many files is 0 */
	uint64_t keep_piece;  /* files of a period to keep */
	uint64_t keep;        /* files to keep, the one being written included */
	uint64_t keep_size;   /* bytes to keep, the one being written included */
	uint64_t max_files;
	uint64_t max_size;    /* of all files together */
	uint64_t duration_ns; /* of all files together */
};

enum rotate_verdict { ROTATE_STAY, ROTATE_NEXT, ROTATE_STOP };

struct rotate_file; /* a finished file */

struct rotate {
	struct rotate_config config;
	bool begun;
	bool ended;          /* no further packet will be wanted */
	uint64_t begin_ns;   /* of the capture */
	uint64_t period_ns;  /* when the period being written began */
	uint64_t period;     /* its place, from 0 */
	uint64_t file_ns;    /* when the file being written began */
	uint64_t number;     /* of the file being written, from 1 */
	uint64_t piece;      /* the same within its period, from 0 */
	uint64_t packets;    /* in the file being written */
	uint64_t written;    /* bytes of all finished files */
	uint64_t next_ns;    /* of the packet that asked for ROTATE_NEXT */
	bool next_is_period; /* it asked for another period, not for another piece */

	struct rotate_file *files; /* those that are finished and there, oldest first */
	size_t file_count, file_room;
	uint64_t file_bytes; /* of them */
	char *removed;       /* what rotate_excess() returned last */
};

void rotate_init(struct rotate *r, const struct rotate_config *config);
void rotate_fini(struct rotate *r);

/* The time of the first packet, or of the start. Only the first call counts. */
void rotate_begin(struct rotate *r, uint64_t ns);

/* A packet comes whose record has `bytes`; the file has `size` so far, what its end will
 * take included. The packet counts as written when it may STAY.
 */
enum rotate_verdict rotate_packet(struct rotate *r, uint64_t ns, uint64_t size,
                                  uint64_t bytes);

/* No packet is older than `now` of those that are still to come. */
enum rotate_verdict rotate_idle(struct rotate *r, uint64_t now);

/* When rotate_idle() has something to say; UINT64_MAX: never. */
uint64_t rotate_deadline(const struct rotate *r);

/* The file is closed and stays. returns false without memory. */
bool rotate_closed(struct rotate *r, const char *name, uint64_t size);

/* After ROTATE_NEXT: from now on about the next file.
 * kept    the file before it is there; else its number is used again.
 */
void rotate_next(struct rotate *r, bool kept);

/* The name of a file that has to go now, valid until the next call; NULL: none. */
const char *rotate_excess(struct rotate *r);

/* The oldest finished file, to make room, when files are kept by number or size. */
const char *rotate_oldest(struct rotate *r);

/* The name of the file being written. */
void rotate_name(const struct rotate *r, struct str *out);

/* Whether there can be more than one file. */
bool rotate_is_many(const struct rotate_config *config);

#endif
