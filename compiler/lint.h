/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lint.h - messages that take more than reading: what a filter comes to.
 *
 * Pieces of the filter are lowered by themselves and compared. Equal graphs mean the
 * same; where graphs differ, what is said must be true in any case.
 */
#ifndef PFC_COMPILER_LINT_H
#define PFC_COMPILER_LINT_H

#include "compiler/lower.h"

struct lint {
	struct arena *arena;
	struct diags *diags;
	struct lower_opts opts;
	const char *text; /* the filter, which messages quote; the spans index it */
	uint32_t work;    /* nodes that were lowered to find out */
};

/* A piece of the filter, short enough for a message. */
const char *lint_quote(const struct lint *l, struct span at);

/* The filter never matches: an error, or a warning where that is allowed. */
void lint_never(struct lint *l, struct ast *tree, bool allowed);

/* Terms of a filter that never match, or always; always: all of it does. */
void lint_terms(struct lint *l, struct ast *tree, bool always);

/* Words that shift reach further than they seem to; with opts.scoped there is none. */
void lint_scope(struct lint *l, struct ast *tree);

#endif
