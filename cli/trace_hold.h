/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_hold.h - packets that wait, in order of time, with copies of their bytes. */
#ifndef PFC_CLI_TRACE_HOLD_H
#define PFC_CLI_TRACE_HOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/source.h"

enum { HOLD_MAX = 1 << 18 }; /* packets; then the oldest one can wait no longer */

/* A zeroed one can be closed. */
struct hold {
	struct packet *at; /* a ring */
	uint32_t first, count;
};

/* False: no memory. */
bool hold_open(struct hold *h);
void hold_close(struct hold *h);

/* Adds one, behind hold_drop() where it is full. Those that processors captured at nearly the
 * same time may come in another order: they are put into that of their times. False: no memory.
 */
bool hold_add(struct hold *h, const struct packet *p);

/* The oldest one; NULL: none. */
const struct packet *hold_first(const struct hold *h);
void hold_drop(struct hold *h);

/* The one that came i behind the oldest, i below count. */
const struct packet *hold_at(const struct hold *h, uint32_t i);

#endif
