/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/solve_none.c - in place of solve_z3.c where Z3 is not there. */
#include "prove/solve.h"

bool solve_available(void)
{
	return false;
}

enum answer solve(const struct terms *t, struct term_ref query, uint64_t deadline_ms,
                  struct witness *out)
{
	(void)t;
	(void)query;
	(void)deadline_ms;
	(void)out;
	return ANSWER_UNKNOWN;
}
