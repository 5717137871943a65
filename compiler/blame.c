/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/blame.h"

enum { PAIRS_MAX = 256 }; /* earlier terms tried against the later one */

struct search {
	struct arena *arena;
	bool (*never)(void *ctx, struct ast *tree);
	void *ctx;
};

/* The first `count` terms of a chain, and `last` behind them unless it is NULL. */
static struct ast *part(const struct search *s, const struct ast *chain, uint32_t count,
                        struct ast *last)
{
	uint32_t n = count + (last != NULL);
	struct ast *t;

	if (n == 1)
		return last ? last : chain->chain.kid[0];
	t = arena_alloc(s->arena, sizeof(*t));
	*t = *chain;
	t->stateful = false;
	t->chain.count = n;
	if (last) {
		t->chain.kid = arena_alloc(s->arena, n * sizeof(*t->chain.kid));
		for (uint32_t i = 0; i < count; i++)
			t->chain.kid[i] = chain->chain.kid[i];
		t->chain.kid[count] = last;
	}
	return t;
}

/* Terms `first` and `last` of a chain with only the shifting words in between: those decide
 * where `last` looks.
 */
static struct ast *pair(const struct search *s, const struct ast *chain, uint32_t first,
                        uint32_t last)
{
	struct ast *t = arena_alloc(s->arena, sizeof(*t));

	*t = *chain;
	t->chain.kid = arena_alloc(s->arena, (last + 1) * sizeof(*t->chain.kid));
	t->chain.count = 0;
	for (uint32_t i = 0; i <= last; i++) {
		struct ast *kid = chain->chain.kid[i];

		if (i == first || i == last || kid->stateful)
			t->chain.kid[t->chain.count++] = kid;
	}
	return t;
}

static bool all_and(const struct ast *chain)
{
	for (uint32_t i = 1; i < chain->chain.count; i++) {
		if (chain->chain.op[i] != OP_AND)
			return false;
	}
	return true;
}

/* Terms that make the chain false from their number on: the smallest such number. */
static uint32_t shortest_never(const struct search *s, const struct ast *chain)
{
	uint32_t lo = 1, hi = chain->chain.count;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->never(s->ctx, part(s, chain, mid, NULL)))
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static const char *hint_for(const struct ast *later)
{
	if (later->kind == AST_WORD && later->stateful)
		return "words such as 'vlan' look for their header here and shift what "
		       "stands to their right: write them in front of what they carry";
	return NULL;
}

static struct blame search(const struct search *s, struct ast *tree)
{
	struct blame b = { .at = tree->at };
	struct ast *later;
	uint32_t n;

	if (tree->kind != AST_CHAIN || !all_and(tree))
		return b;
	n = shortest_never(s, tree);
	if (n == 1)
		return search(s, tree->chain.kid[0]);
	later = tree->chain.kid[n - 1];
	b.at = later->at;
	b.hint = hint_for(later);
	for (uint32_t i = 0; i + 1 < n && i < PAIRS_MAX; i++) {
		if (s->never(s->ctx, pair(s, tree, i, n - 1))) {
			b.also = tree->chain.kid[i]->at;
			return b;
		}
	}
	b.also = span_join(tree->chain.kid[0]->at, tree->chain.kid[n - 2]->at);
	return b;
}

struct blame blame_never(struct arena *arena, struct ast *tree,
                         bool (*never)(void *ctx, struct ast *tree), void *ctx)
{
	struct search s = { arena, never, ctx };

	return search(&s, tree);
}
