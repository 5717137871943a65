/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_merge.h - events in a line, so that a close can wait for its reset.
 *
 * Who aborts is closed first and sends the reset then; what the other end makes of it may lie
 * between the two. Nothing overtakes what waits.
 */
#ifndef PFC_CLI_TRACE_MERGE_H
#define PFC_CLI_TRACE_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "ebpf/tcp_layout.h"

enum { MERGE_ROOM = 64 };

struct merging {
	struct tcp_event event, reset;
	bool waits;     /* for its reset */
	bool has_reset; /* it has come */
};

/* A zeroed one is empty. */
struct merge {
	struct merging at[MERGE_ROOM];
	uint32_t first, count;
};

/* Behind all others; there has to be room. waits: a reset may belong to it. */
void merge_add(struct merge *m, const struct tcp_event *e, bool waits);

/* Whether a reset is of a close that waits: then it has it. */
bool merge_reset(struct merge *m, const struct tcp_event *reset);

/* The first of them, when it need not wait any more or there is no room, and it leaves; NULL: none.
 * It is lent until the next call.
 *
 * now  CLOCK_MONOTONIC, ns; UINT64_MAX: nothing waits any more.
 */
const struct merging *merge_take(struct merge *m, uint64_t now);

#endif
