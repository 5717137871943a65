/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/opt.h - the optimization passes: graph in, graph out.
 *
 * Each keeps the contract: what the entry node accepts it still accepts, and no accepting
 * way through the graph reads further into the packet than before.
 */
#ifndef PFC_COMPILER_OPT_H
#define PFC_COMPILER_OPT_H

#include "compiler/graph.h"

/* Leaves out what earlier tests on the way have settled; joins tests on one value. */
enum facts_how {
	FACTS_SPLIT = 1 << 0, /* a test also tells apart what later tests on its value will
	                       * ask; shorter where that settles them, longer where it copies
	                       * what lies between */
	FACTS_APART = 1 << 1, /* tests on one value stay apart, in the order of the text */
};

struct ref opt_facts(struct graph *g, struct ref root, unsigned how);

/* Changes the order of tests where it is free. */
enum order_how {
	ORDER_SORT = 1 << 0,  /* first what most packets fail, for its cost */
	ORDER_WORDS = 1 << 1, /* two tests that lie in one 32-bit word, and fail to one place,
	                       * become one: shorter, dearer for packets that the first alone
	                       * would turn away */
	ORDER_LATE = 1 << 2,  /* tests with several values stand between those with one and
	                       * those by a base register: so the protocols of IPv4 and IPv6,
	                       * in front of the same ports, can share their compares */
};

struct ref opt_order(struct graph *g, struct ref root, unsigned how);

/* A way of its own for IPv4 headers without options, at constant offsets: longer, and faster
 * in the kernel, where a load by X is a call.
 */
struct ref opt_usual(struct graph *g, struct ref root);

#endif
