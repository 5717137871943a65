/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/explain.h - what a pass did to a filter, as text. */
#ifndef PFC_COMPILER_EXPLAIN_H
#define PFC_COMPILER_EXPLAIN_H

#include "compiler/graph.h"

struct explain_pass {
	const char *name;
	const char *why; /* it was allowed to */
	struct ref before, after;
};

/* Appends: tests before and after, those that are gone and those that are new, each with
 * the piece of the filter it comes from.
 */
void explain_pass(struct str *out, const struct graph *g, const char *text,
                  uint32_t text_len, const struct explain_pass *p);

#endif
