/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/search.h - looks for packets that make terms true, by trying.
 *
 * It proves nothing, but needs no solver, and finds quickly what is easy to find.
 */
#ifndef PFC_PROVE_SEARCH_H
#define PFC_PROVE_SEARCH_H

#include "prove/witness.h"

enum { SEARCH_ROOTS = 3, SEARCH_GOALS = 4 };

struct search {
	const struct terms *t;
	struct term_ref roots[SEARCH_ROOTS]; /* what programs accept: their ways are tried */
	uint32_t root_count;
	struct term_ref goals[SEARCH_GOALS];
	uint32_t goal_count;
	uint32_t packets_max;
	uint64_t deadline_ms; /* on the clock of clock_now_ms() */

	/* Results. */
	bool found[SEARCH_GOALS];
	struct witness *witness[SEARCH_GOALS]; /* given; set where found */
	uint32_t packets;
};

/* Ends when all goals that are not found yet are found, or at either limit. */
void search_packets(struct search *s);

/* CLOCK_MONOTONIC. */
uint64_t clock_now_ms(void);

#endif
