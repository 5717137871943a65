/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/explore.h - packets that take programs down every path.
 *
 * Starts from the frames of a link type. Each comparison that a program makes on a
 * packet is turned round in a copy, by setting the bytes the compared value came from
 * to the constant, to one more and to one less; copies that do something new are
 * explored again. So constants, offsets and nesting of a filter are all met without
 * knowing the filter.
 */
#ifndef PFC_TESTS_PEER_EXPLORE_H
#define PFC_TESTS_PEER_EXPLORE_H

#include "tests/peer/trace.h"

#define PROGRAMS_MAX 6

struct exploration {
	struct code codes[PROGRAMS_MAX];
	uint32_t code_count;
	uint32_t linktype;
	uint32_t budget; /* packets */
	uint64_t seed;   /* not 0 */

	/* Called for every packet with one trace per code. returns false to stop. */
	bool (*packet)(void *ctx, const struct packet *pkt, const struct trace *traces);
	void *ctx;

	/* Results: packets tried; branches of the first code, and how many were taken. */
	uint32_t tried;
	uint32_t edges;
	uint32_t edges_taken;
};

/* returns false when memory ended. */
bool explore(struct exploration *ex);

#endif
