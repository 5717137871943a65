/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/progress.h - what is seen of a capture while it goes on, once a second.
 *
 * On a terminal a line that is written over; with -v and no terminal a line each time; with
 * --stats-json an object each time; else nothing.
 */
#ifndef PFC_CLI_PROGRESS_H
#define PFC_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/counters.h"
#include "cli/options.h"

struct progress {
	bool line;        /* on a terminal */
	bool got;         /* lines for a log */
	bool json;
	bool shown;       /* the line stands there */
	uint64_t next_ns; /* CLOCK_MONOTONIC */
	uint64_t last_ns;
	uint64_t last_count;
};

/* What a line tells of. */
struct progress_state {
	const struct capture_stats *stats;
	const char *file; /* NULL: none */
	uint64_t size;    /* of it */
	bool ended;
};

void progress_init(struct progress *p, const struct args *args);

/* Milliseconds until the next second is over, at least 1; always: someone else wants to
 * know, too. -1: nobody does.
 */
int progress_wait(const struct progress *p, bool always);

/* Whether a second is over; counts on from there. */
bool progress_due(struct progress *p);

/* Shows how it stands. */
void progress_show(struct progress *p, const struct progress_state *state);

/* Takes the line away, before something else is written. */
void progress_clear(struct progress *p);

/* The counters as one JSON object on a line of stderr. */
void progress_json(const struct progress_state *state);

#endif
