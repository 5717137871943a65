/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/cost.h - which of several programs for one filter to keep. */
#ifndef PFC_COMPILER_COST_H
#define PFC_COMPILER_COST_H

#include <linux/filter.h>
#include <stdint.h>

#include "pfc/pfc.h"

/* Instructions executed per packet, estimated from how often ethertypes, protocols and other
 * values occur in ordinary traffic.
 */
double cost_steps(const struct sock_filter *insns, uint32_t count);

/* What the objective wants little of: size counts instructions, speed those executed,
 * balanced their product. Equal costs go by the other count.
 */
double cost_of(const struct sock_filter *insns, uint32_t count,
               enum pfc_optimize objective);

#endif
