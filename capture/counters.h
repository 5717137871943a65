/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/counters.h - how many packets a capture saw, kept and lost.
 *
 * On a ring, received = captured + dropped once it has been drained.
 */
#ifndef PFC_CAPTURE_COUNTERS_H
#define PFC_CAPTURE_COUNTERS_H

#include <stdint.h>

#include "base/str.h"

struct capture_stats {
	uint64_t captured; /* handed to the caller */
	uint64_t received; /* passed the filter, or reached one in user space */
	uint64_t dropped;  /* passed the filter and found no room in the ring */
};

/* The kernel's counters are 32 bits wide and start again at 0 with every reading. */
void counters_add(struct capture_stats *sum, uint32_t received, uint32_t dropped);

enum counters_form {
	COUNTERS_LINES, /* at the end of a capture: a line each */
	COUNTERS_LINE,  /* while it goes on: all on one line */
};

/* Appends the report in tcpdump's words, newline included. */
void counters_report(const struct capture_stats *stats, enum counters_form form,
                     struct str *out);

#endif
