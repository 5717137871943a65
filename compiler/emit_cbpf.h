/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_cbpf.h - from the decision graph to classic BPF. */
#ifndef PFC_COMPILER_EMIT_CBPF_H
#define PFC_COMPILER_EMIT_CBPF_H

#include <linux/filter.h>

#include "compiler/graph.h"

struct emitted {
	struct sock_filter *insns; /* in the arena; NULL: scratch words ran out */
	uint32_t count;
};

/* Code for the graph from root; accept returns snaplen.
 *
 * plain   test by test: nothing is kept in a register from one test to the next.
 */
struct emitted emit_cbpf(struct graph *g, struct ref root, uint32_t snaplen, bool plain);

#endif
