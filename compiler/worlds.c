/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/worlds.h"

bool worlds_have(const struct worlds *ws, uint32_t world)
{
	for (uint32_t i = 0; i < ws->list.count; i++) {
		if (ws->list.at[i] == world)
			return true;
	}
	return false;
}

void worlds_add(struct lower *cx, struct worlds *ws, uint32_t world)
{
	if (!worlds_have(ws, world))
		*vec_push(cx->arena, &ws->list) = world;
}

bool shifts_beyond(const struct lower *cx, const struct ast *tree)
{
	return tree->stateful && (!cx->opts.scoped || tree->kind == AST_WORD);
}

bool starts_again(const struct lower *cx, const struct ast *chain, uint32_t i)
{
	return i > 0 && cx->opts.scoped && chain->chain.op[i] == OP_OR;
}

/* Behind a word that shifts. */
static struct worlds behind_word(struct lower *cx, struct ast *tree, struct worlds from)
{
	struct worlds to = { { 0 } };
	uint32_t out[WORLDS_PER_WORD];

	cx->node = tree;
	for (uint32_t i = 0; i < from.list.count; i++) {
		uint32_t ways = shift_worlds(cx, from.list.at[i], &tree->word, out);

		for (uint32_t k = 0; k < ways; k++)
			worlds_add(cx, &to, out[k]);
		if (cx->worlds.count > WORLDS_MAX) {
			lower_error(
				cx, (struct span){ 0, 0 },
				"too many tunnels in one filter: the packet could be "
				"laid out in more than %d ways",
				WORLDS_MAX);
			return from;
		}
	}
	return to;
}

struct worlds worlds_at_end(struct lower *cx, struct ast *tree, struct worlds from)
{
	struct worlds at = from;

	if (!tree->stateful)
		return from;
	if (tree->kind == AST_NOT)
		return worlds_behind(cx, tree->not, from);
	if (tree->kind != AST_CHAIN)
		return behind_word(cx, tree, from);
	for (uint32_t i = 0; i < tree->chain.count; i++) {
		if (starts_again(cx, tree, i))
			at = from;
		at = worlds_behind(cx, tree->chain.kid[i], at);
	}
	return at;
}

struct worlds worlds_behind(struct lower *cx, struct ast *tree, struct worlds from)
{
	return shifts_beyond(cx, tree) ? worlds_at_end(cx, tree, from) : from;
}

struct worlds *worlds_of_kids(struct lower *cx, struct ast *chain, struct worlds from)
{
	uint32_t n = chain->chain.count;
	struct worlds *before = arena_alloc(cx->arena, n * sizeof(*before));

	before[0] = from;
	for (uint32_t i = 1; i < n; i++)
		before[i] = starts_again(cx, chain, i)
		                    ? from
		                    : worlds_behind(cx, chain->chain.kid[i - 1],
		                                    before[i - 1]);
	return before;
}
