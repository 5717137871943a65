/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_top.h - what the table of --top is made of, and how it is shown. */
#ifndef PFC_CLI_TRACE_TOP_H
#define PFC_CLI_TRACE_TOP_H

#include <termios.h>

#include "cli/trace.h"
#include "cli/trace_keys.h"

/* A connection, or several that are put together. */
struct line {
	struct tcp_sample s;
	struct tcp_group group;
	uint64_t tx, rx;             /* bytes since the refresh before */
	struct tcp_answers *answers; /* since then; NULL: none */
	uint32_t count;              /* of connections */
	uint32_t pass;               /* of the refresh that saw it last */
	bool ended;
};

struct top {
	struct keys lines; /* by cookie */
	uint32_t pass;
	int sort;  /* enum trace_sort */
	int by;    /* enum tcp_by; -1: a line for each connection */
	bool keys; /* of a keyboard are read */
	struct termios before;
};

/* A line in its place. */
struct ranked {
	uint64_t key, other;
	const struct line *line;
};

/* Writes the table: a head and the lines in this order, as many as there is room for.
 *
 * seconds  since the refresh before.
 * sort     by what, as the head says.
 */
void top_show(struct trace *t, const struct ranked *order, uint32_t count, double seconds,
              const char *sort);

#endif
