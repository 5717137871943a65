/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_sets.h - files of entries take their place in the tree.
 *
 * "src net in @FILE" becomes the list that the file holds. Behind this pass no operand is
 * an OPD_FILE any more, if no error was queued.
 */
#ifndef PFC_COMPILER_READ_SETS_H
#define PFC_COMPILER_READ_SETS_H

#include "grammar/ast.h"

struct set_reader {
	struct arena *arena;
	struct diags *diags;
	bool allowed; /* to read files at all */
	/* The one that is being read, or -1: whoever lands the arena's jump closes it. */
	int fd;
	VEC(struct ast_file) files; /* each is read once, however often it is named */
};

/* returns false when errors were queued. */
bool read_sets(struct set_reader *r, struct ast *tree);

#endif
