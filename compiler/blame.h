/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/blame.h - which terms make a filter match no packet, or every packet. */
#ifndef PFC_COMPILER_BLAME_H
#define PFC_COMPILER_BLAME_H

#include "grammar/ast.h"

enum constant { NEVER, ALWAYS };

struct blame {
	enum constant what;        /* NEVER both match, or ALWAYS one; `not` turns it */
	const struct ast *later;   /* by itself when earlier is NULL */
	const struct ast *earlier; /* or all terms in front of it */
	struct span at, also;      /* of the two; also.len 0: none */
};

/* is(ctx, tree, what) says whether a tree is constant; it is for the tree given. */
struct blame blame(struct arena *arena, struct ast *tree, enum constant what,
                   bool (*is)(void *ctx, struct ast *tree, enum constant what),
                   void *ctx);

/* The first `count` terms of a chain. */
struct ast *blame_prefix(struct arena *arena, const struct ast *chain, uint32_t count);

#endif
