/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/compare.h - two programs: which packets each accepts, proved.
 *
 * Strict comparison looks at the four kinds of packets that two programs tell apart. The
 * contract has program A against reference B: A accepts what B accepts; and what A accepts
 * B accepts, too, or would if no byte were missing.
 */
#ifndef PFC_PROVE_COMPARE_H
#define PFC_PROVE_COMPARE_H

#include "prove/solve.h"

struct compare_program {
	const struct sock_filter *insns; /* accepted by check_cbpf() */
	uint32_t count;
};

enum region {
	REGION_A_ONLY, /* contract: A accepts, B rejects although nothing is missing */
	REGION_B_ONLY,
	REGION_BOTH,    /* not asked for the contract */
	REGION_NEITHER, /* the same */
	REGIONS,
};

enum relation {
	RELATION_EQUAL,
	RELATION_A_IMPLIES_B,
	RELATION_B_IMPLIES_A,
	RELATION_OVERLAP,
	RELATION_DISJOINT,
	RELATION_OPPOSITE, /* each packet is accepted by exactly one */
	RELATION_DIFFERENT, /* and it is not known which of these */
	RELATION_UNKNOWN,
};

struct compare {
	struct compare_program a, b;
	bool contract;
	uint32_t linktype; /* for witnesses that look like packets */
	uint64_t timeout_ms;

	/* Results. */
	enum answer any[REGIONS]; /* are there such packets? */
	bool by_search[REGIONS];  /* found without the solver */
	struct witness *witness[REGIONS]; /* with ANSWER_YES */
	enum relation relation;           /* strict comparison only */
	struct arena arena;               /* what the results lie in */
};

/* returns 0; -ENOMEM; -ENOTSUP when a program asks the kernel what only the kernel knows,
 * see exec_unknown(); -EPROTO when the interpreter does not confirm what was proved, which
 * is a mistake in prove/. To be freed in every case.
 */
int compare_programs(struct compare *c);
void compare_fini(struct compare *c);

#endif
