/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/cost.h - which of several programs for one filter to keep. */
#ifndef PFC_COMPILER_COST_H
#define PFC_COMPILER_COST_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#include "compiler/traffic.h"
#include "pfc/pfc.h"

struct cost {
	uint32_t count;   /* instructions */
	uint32_t longest; /* on the longest way through */
	double steps;     /* executed per packet of ordinary traffic */
	double time;      /* the same in the kernel, in times of a plain instruction */
};

struct cost cost_of(const struct sock_filter *insns, uint32_t count,
                    const struct traffic *traffic);

/* Does the objective like a better than b? size counts instructions, speed the
 * time they take, balanced takes the product of both, instructions twice: so it comes to about
 * equal gains. Equals go by the other count.
 */
bool cost_less(const struct cost *a, const struct cost *b, enum pfc_optimize objective);

/* Is a in no respect more than b? */
bool cost_within(const struct cost *a, const struct cost *b);

#endif
