/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/exec.h - a classic BPF program becomes one term: which packets it accepts.
 *
 * The term means what compiler/run.c does, load by load. Its size is linear in that of the
 * program: ways through the program meet again where they hold the same, and are joined
 * where too many would not.
 */
#ifndef PFC_PROVE_EXEC_H
#define PFC_PROVE_EXEC_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#include "prove/term.h"

/* The program has to have passed check_cbpf().
 *
 * whole   as on a packet of which no byte is missing: every load that 32 bits can address
 *         finds bytes.
 * returns a truth value; it has no term where exec_unknown() names something.
 */
struct term_ref exec_cbpf(struct terms *t, const struct sock_filter *insns,
                          uint32_t count, bool whole);

/* What the program asks the kernel that no term can say, such as "random"; NULL: nothing. */
const char *exec_unknown(const struct sock_filter *insns, uint32_t count);

#endif
