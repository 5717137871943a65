/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_cbpf.h - from the decision graph to classic BPF.
 *
 * In between stand machine nodes: one instruction each, with the nodes that follow it,
 * hash-consed. They do not say what the registers hold, so code that does the same is one
 * object wherever it is entered from: the port test behind an IPv4 header and the one behind
 * an IPv6 header differ only in what X was before.
 */
#ifndef PFC_COMPILER_EMIT_CBPF_H
#define PFC_COMPILER_EMIT_CBPF_H

#include <linux/filter.h>

#include "base/diag.h"
#include "compiler/graph.h"

struct mnode {
	uint16_t code; /* BPF opcode */
	uint32_t k;
	uint32_t t; /* next instruction; of a conditional jump: when true */
	uint32_t f; /* of a conditional jump: when false; else 0 */
};

struct machine {
	struct arena *arena;
	VEC(struct mnode) nodes; /* [0] unused; a node is newer than what follows it */
	struct graph_table table;
};

struct emitted {
	struct sock_filter *insns; /* in the arena; NULL: scratch words ran out */
	uint32_t count;
};

/* Code for the graph from root; accept returns snaplen.
 *
 * plain   test by test: nothing is kept in a register from one test to the next.
 */
struct emitted emit_cbpf(struct graph *g, struct ref root, uint32_t snaplen, bool plain);

/* compiler/layout.c: puts machine nodes in an order with all jumps forward, conditional
 * ones at most 255 far.
 */
struct emitted layout_cbpf(struct machine *m, uint32_t entry);

static inline bool mnode_branches(const struct mnode *n)
{
	return BPF_CLASS(n->code) == BPF_JMP;
}

#endif
