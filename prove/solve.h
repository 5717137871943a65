/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/solve.h - is there a packet for which a term is true?
 *
 * solve_z3.c asks Z3; solve_none.c is built where there is no Z3.
 */
#ifndef PFC_PROVE_SOLVE_H
#define PFC_PROVE_SOLVE_H

#include "prove/witness.h"

enum answer {
	ANSWER_NO,      /* proved: there is none */
	ANSWER_YES,     /* here is one */
	ANSWER_UNKNOWN, /* time or memory ended */
};

bool solve_available(void);

/* deadline_ms  when to give up, on the clock of clock_now_ms().
 * out          set with ANSWER_YES.
 */
enum answer solve(const struct terms *t, struct term_ref query, uint64_t deadline_ms,
                  struct witness *out);

#endif
