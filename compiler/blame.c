/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/blame.h"

#include "base/vec.h"

enum { PAIRS_MAX = 256 }; /* earlier terms tried against the later one */

struct search {
	struct arena *arena;
	bool (*is)(void *ctx, struct ast *tree, enum constant what);
	void *ctx;
};

/* Terms that together are constant: all joined by `and` (NEVER), or by `or` (ALWAYS).
 */
struct terms {
	VEC(struct ast *) list;
};

struct ast *blame_prefix(struct arena *arena, const struct ast *chain, uint32_t count)
{
	struct ast *t;

	if (count == 1)
		return chain->chain.kid[0];
	t = arena_alloc(arena, sizeof(*t));
	*t = *chain;
	t->parens = false;
	t->chain.count = count;
	t->at = span_join(chain->chain.kid[0]->at, chain->chain.kid[count - 1]->at);
	return t;
}

static enum ast_op joins(enum constant what)
{
	return what == NEVER ? OP_AND : OP_OR;
}

/* The tree as terms. Parentheses in between make no difference, unless a word that
 * shifts stands in them.
 */
static void add_terms(const struct search *s, struct ast *tree, enum constant what,
                      struct terms *out)
{
	uint32_t n = tree->kind == AST_CHAIN ? tree->chain.count : 0;
	uint32_t i = n;

	while (i > 1 && tree->chain.op[i - 1] == joins(what))
		i--;
	if (i == n || (out->list.count && tree->stateful)) {
		*vec_push(s->arena, &out->list) = tree;
		return;
	}
	add_terms(s, blame_prefix(s->arena, tree, i), what, out);
	for (; i < n; i++) {
		struct ast *kid = tree->chain.kid[i];

		if (kid->stateful)
			*vec_push(s->arena, &out->list) = kid;
		else
			add_terms(s, kid, what, out);
	}
}

/* Terms first, first + 1 ... last - 1, and term `last`; of the former only those asked
 * for. */
static struct ast *joined(const struct search *s, const struct terms *t,
                          enum constant what, uint32_t last,
                          bool (*keep)(const struct ast *, uint32_t, uint32_t),
                          uint32_t arg)
{
	struct ast *c = arena_alloc(s->arena, sizeof(*c));

	*c = (struct ast){ .kind = AST_CHAIN };
	c->chain.kid = arena_alloc(s->arena, (last + 1) * sizeof(*c->chain.kid));
	c->chain.op = arena_alloc(s->arena, (last + 1) * sizeof(*c->chain.op));
	for (uint32_t i = 0; i <= last; i++) {
		if (i != last && !keep(t->list.at[i], i, arg))
			continue;
		c->chain.op[c->chain.count] = joins(what);
		c->chain.kid[c->chain.count++] = t->list.at[i];
	}
	c->at = span_join(c->chain.kid[0]->at, t->list.at[last]->at);
	return c->chain.count == 1 ? c->chain.kid[0] : c;
}

static bool keep_all(const struct ast *term, uint32_t i, uint32_t arg)
{
	(void)term, (void)i, (void)arg;
	return true;
}

/* Words that shift decide where the last term looks. */
static bool keep_one(const struct ast *term, uint32_t i, uint32_t one)
{
	return i == one || term->stateful;
}

static bool keep_words(const struct ast *term, uint32_t i, uint32_t arg)
{
	(void)i, (void)arg;
	return term->stateful;
}

/* Terms that are constant together, from the first on: the number of the last of them.
 */
static uint32_t shortest(const struct search *s, const struct terms *t,
                         enum constant what)
{
	uint32_t lo = 0, hi = t->list.count - 1;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->is(s->ctx, joined(s, t, what, mid, keep_all, 0), what))
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static struct blame search(const struct search *s, struct ast *tree, enum constant what)
{
	struct blame b = { .what = what, .later = tree, .at = tree->at };
	struct terms t = { { 0 } };
	uint32_t last;

	if (tree->kind == AST_NOT)
		return search(s, tree->not, what == NEVER ? ALWAYS : NEVER);
	if (tree->kind != AST_CHAIN)
		return b;
	/* Each side of an `or` that never matches never does. */
	if (tree->chain.op[tree->chain.count - 1] != joins(what))
		return search(s, blame_prefix(s->arena, tree, tree->chain.count - 1),
		              what);
	add_terms(s, tree, what, &t);
	last = shortest(s, &t, what);
	b.later = t.list.at[last];
	b.at = b.later->at;
	if (s->is(s->ctx, joined(s, &t, what, last, keep_words, 0), what))
		return b.later->stateful ? b : search(s, t.list.at[last], what);
	for (uint32_t i = 0; i < last && i < PAIRS_MAX; i++) {
		if (s->is(s->ctx, joined(s, &t, what, last, keep_one, i), what)) {
			b.earlier = t.list.at[i];
			b.also = b.earlier->at;
			return b;
		}
	}
	b.earlier = joined(s, &t, what, last - 1, keep_all, 0);
	b.also = span_join(t.list.at[0]->at, t.list.at[last - 1]->at);
	return b;
}

struct blame blame(struct arena *arena, struct ast *tree, enum constant what,
                   bool (*is)(void *ctx, struct ast *tree, enum constant what),
                   void *ctx)
{
	struct search s = { arena, is, ctx };

	return search(&s, tree, what);
}
