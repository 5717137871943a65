/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/blame.h - which terms of a filter that never matches contradict each other. */
#ifndef PFC_COMPILER_BLAME_H
#define PFC_COMPILER_BLAME_H

#include "grammar/ast.h"

struct blame {
	struct span at;   /* the later term, or all that is false */
	struct span also; /* the earlier term; len 0: `at` is false by itself */
	const char *hint; /* NULL: none */
};

/* never(ctx, tree) says whether a tree is false for every packet. */
struct blame blame_never(struct arena *arena, struct ast *tree,
                         bool (*never)(void *ctx, struct ast *tree), void *ctx);

#endif
