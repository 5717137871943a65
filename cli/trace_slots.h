/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_slots.h - times that the kernel counted by size, and what lies between them.
 *
 * Up to 2^bits units of 2^shift ns each has a slot of its own, then there are 2^bits for each
 * power of two.
 */
#ifndef PFC_CLI_TRACE_SLOTS_H
#define PFC_CLI_TRACE_SLOTS_H

#include <stdint.h>

struct slots {
	const uint32_t *at;
	uint32_t count;
	uint32_t shift, bits;
	uint64_t min, max; /* ns; of all times, as far as known: 0 and UINT64_MAX */
};

/* Where a slot begins, in nanoseconds. */
double slots_start(const struct slots *s, uint32_t slot);

/* All times in them. */
uint64_t slots_sum(const struct slots *s);

/* The time in nanoseconds that a share of all is below, from between the ends of its slot, as
 * far as there can be any. 0 without times.
 */
double slots_quantile(const struct slots *s, double share);

#endif
