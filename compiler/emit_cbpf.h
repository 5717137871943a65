/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_cbpf.h - from the decision graph to classic BPF. */
#ifndef PFC_COMPILER_EMIT_CBPF_H
#define PFC_COMPILER_EMIT_CBPF_H

#include <linux/filter.h>
#include <stdbool.h>

#include "compiler/graph.h"

struct emitted {
	struct sock_filter *insns; /* in the arena; NULL: scratch words ran out */
	uint32_t count;
	bool nets; /* EMIT_NETS changed something */
	const struct span *spans; /* the text each is of; NULL: from no filter */
};

/* How code is made; none of them: test by test, nothing is kept from one to the next. */
enum emit_style {
	EMIT_REGS = 1 << 0,      /* what A and X hold is used again */
	EMIT_SLOTS = 1 << 1,     /* costly bases are kept in scratch words; with EMIT_REGS */
	EMIT_ENDS_LAST = 1 << 2, /* ladders in an order that lets their ends be shared */
	EMIT_HOIST = 1 << 3,     /* X is set in front of a branch all of whose ways need it */
	EMIT_NARROW = 1 << 4,    /* loads of no more bytes than a test tells apart */
	EMIT_LEAF_2 = 1 << 5,    /* searches end in ladders of 2 compares instead of 8, */
	EMIT_LEAF_4 = 1 << 6,    /* of 4, */
	EMIT_LEAF_64 = 1 << 7,   /* of 64, */
	EMIT_LEAF_FAST = 1 << 8, /* or of what a kernel runs fastest */
	EMIT_NETS = 1 << 9,      /* networks of one length as single values, shifted */
};

/* Code for the graph from root; accept returns snaplen. Without instructions when scratch
 * words ran out, or EMIT_SLOTS has nothing to keep.
 */
struct emitted emit_cbpf(struct graph *g, struct ref root, uint32_t snaplen,
                         unsigned style);

#endif
