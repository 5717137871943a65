/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/worlds.h - which worlds a place in the text can be in.
 *
 * As libpcap has it, a word that shifts holds for the rest of the text, however that is
 * joined. With lower_opts.scoped it holds for what `and` joins to its right: an `or` on
 * the same level, the end of its parentheses and `not` go back to the worlds in front
 * of it.
 */
#ifndef PFC_COMPILER_WORLDS_H
#define PFC_COMPILER_WORLDS_H

#include "compiler/lower.h"

struct worlds {
	VEC(uint32_t) list;
};

bool worlds_have(const struct worlds *ws, uint32_t world);
void worlds_add(struct lower *cx, struct worlds *ws, uint32_t world);

/* Does what stands to the right of the tree lie in other worlds than what stands left?
 */
bool shifts_beyond(const struct lower *cx, const struct ast *tree);

/* Does kid i of a chain go back to the worlds in front of the chain? */
bool starts_again(const struct lower *cx, const struct ast *chain, uint32_t i);

/* The worlds of the text behind a tree, and those at its own end; from: in front of it.
 */
struct worlds worlds_behind(struct lower *cx, struct ast *tree, struct worlds from);
struct worlds worlds_at_end(struct lower *cx, struct ast *tree, struct worlds from);

/* The worlds in front of each kid of a chain. */
struct worlds *worlds_of_kids(struct lower *cx, struct ast *chain, struct worlds from);

#endif
