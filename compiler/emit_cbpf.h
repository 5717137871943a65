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

enum emit_style {
	EMIT_PLAIN, /* test by test: nothing is kept from one test to the next */
	EMIT_REGS,  /* what A and X hold is used again */
	EMIT_SLOTS, /* costly bases are kept in scratch words, too */
};

/* Code for the graph from root; accept returns snaplen. */
struct emitted emit_cbpf(struct graph *g, struct ref root, uint32_t snaplen,
                         enum emit_style style);

#endif
