/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/machine.h - instructions of classic BPF before they have an order.
 *
 * A machine node is one instruction with the nodes that follow it; hash-consed, and newer
 * than what follows it. Nodes do not say what the registers hold, so code that does the same
 * is one object wherever it is entered from: the port test behind an IPv4 header and the one
 * behind an IPv6 header differ only in what X was before.
 */
#ifndef PFC_COMPILER_MACHINE_H
#define PFC_COMPILER_MACHINE_H

#include <linux/filter.h>
#include <stdbool.h>

#include "compiler/emit_cbpf.h"
#include "compiler/graph.h"

enum { MNODE_REJECT = 1, MNODE_ACCEPT = 2 };

struct mnode {
	uint16_t code; /* BPF opcode */
	uint32_t k;
	uint32_t t; /* next instruction; of a conditional jump: when true; 0: a return */
	uint32_t f; /* of a conditional jump: when false; else 0 */
};

struct machine {
	struct arena *arena;
	VEC(struct mnode) nodes; /* [0] unused, then MNODE_REJECT and MNODE_ACCEPT */
	VEC(struct span) spans;  /* of the nodes: the filter text that asked for it first */
	struct span at;          /* given to new nodes */
	struct graph_table table;
	bool ends_last; /* in ladders, compares that end the program come last */
	uint32_t leaf;  /* compares in a row at most; above that a search */
};

void machine_init(struct machine *m, struct arena *arena, uint32_t snaplen);

/* The node, new or seen before. */
uint32_t mnode_new(struct machine *m, struct mnode n);

/* A compare of A with k; just the target where both are the same. */
uint32_t mnode_branch(struct machine *m, uint16_t op, uint32_t k, uint32_t t, uint32_t f);

static inline bool mnode_branches(const struct mnode *n)
{
	return BPF_CLASS(n->code) == BPF_JMP;
}

/* Values of A from `from` up to the next way's go to node `to`. */
struct way {
	uint32_t from;
	uint32_t to;
};

/* What A can hold: no bit outside mask, at most hi. */
struct domain {
	uint32_t mask, hi;
};

/* Compares that send A its way, by m->leaf; w covers the domain and is sorted. */
uint32_t ladder(struct machine *m, const struct way *w, uint32_t count, struct domain d);

/* compiler/layout.c: an order with all jumps forward, conditional ones at most 255 far.
 *
 * traffic   packets by which it is chosen what goes without a jump; NULL: any.
 */
struct emitted layout_cbpf(struct machine *m, uint32_t entry,
                           const struct traffic *traffic);

#endif
