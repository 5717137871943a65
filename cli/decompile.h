/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/decompile.h - a filter that is proved to do what a program does. */
#ifndef PFC_CLI_DECOMPILE_H
#define PFC_CLI_DECOMPILE_H

#include "prove/compare.h"
#include "teach/decompile.h"

enum proof {
	PROOF_EQUAL, /* the compiled filter accepts the same packets */
	PROOF_WHOLE, /* one of both keeps the contract of pfc with the other */
	PROOF_NONE,
};

struct decompiled {
	const char *text; /* in the arena; NULL: none was found */
	enum proof proof;
	bool accessors;  /* it has bytes without a word */
	uint32_t rounds; /* guesses that were wrong */
};

/* Looks for it until the time is over. opts: of the link type; insns: check_cbpf() accepted
 * them.
 */
void decompile_program(struct decompiled *r, struct arena *arena,
                       const struct sock_filter *insns, uint32_t count,
                       const struct pfc_opts *opts, uint64_t timeout_ms);

#endif
