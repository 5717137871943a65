/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower.c - the walk over the tree: and, or, not, and the worlds in between.
 *
 * Nodes are made from the end of the text to its start, since each needs the nodes that
 * follow it; the worlds a place can be in are found beforehand, from the start on.
 */
#include "compiler/lower.h"
#include "compiler/worlds.h"

struct diag *lower_error(struct lower *cx, struct span at, const char *fmt, ...)
{
	struct diag *d;
	va_list ap;

	if (cx->node->refused)
		return NULL;
	cx->node->refused = true;
	va_start(ap, fmt);
	d = diag_error(cx->diags, at.len ? at : cx->node->at, "%s",
	               arena_vprintf(cx->arena, fmt, ap));
	va_end(ap);
	return d;
}

void lower_annotate(struct ast *tree)
{
	switch (tree->kind) {
	case AST_CHAIN:
		tree->stateful = false;
		for (uint32_t i = 0; i < tree->chain.count; i++) {
			lower_annotate(tree->chain.kid[i]);
			tree->stateful |= tree->chain.kid[i]->stateful;
		}
		break;
	case AST_NOT:
		lower_annotate(tree->not);
		tree->stateful = tree->not->stateful;
		break;
	case AST_WORD:
		tree->stateful = word_shifts(&tree->word);
		break;
	case AST_PRIM:
	case AST_PROTO:
	case AST_REL:
		break;
	}
	tree->set_key = set_key(tree);
}

/* ---- maps from worlds to nodes ---- */

struct map_builder {
	VEC(uint32_t) world;
	VEC(struct ref) to;
};

static void map_put(struct lower *cx, struct map_builder *b, uint32_t world, struct ref to)
{
	*vec_push(cx->arena, &b->world) = world;
	*vec_push(cx->arena, &b->to) = to;
}

static struct map map_done(const struct map_builder *b)
{
	return (struct map){ b->world.at, b->to.at, b->world.count };
}

/* Wherever it is, it goes on at the same node. */
static struct map map_all(struct lower *cx, struct worlds ws, struct ref to)
{
	struct map_builder b = { 0 };

	for (uint32_t i = 0; i < ws.list.count; i++)
		map_put(cx, &b, ws.list.at[i], to);
	return map_done(&b);
}

/* ---- going past a tree that is not evaluated ---- */

struct skip {
	struct ast *const *kid; /* what is still to be passed, in text order */
	uint32_t count;
	const struct skip *then;
	const struct map *to;
};

static struct ref skip_on(struct lower *cx, uint32_t world, void *arg)
{
	const struct skip *s = arg;
	struct skip rest;
	struct ast *tree;

	while (s->count == 0 && s->then)
		s = s->then;
	if (s->count == 0)
		return map_get(s->to, world);
	tree = s->kid[0];
	rest = (struct skip){ s->kid + 1, s->count - 1, s->then, s->to };
	if (!shifts_beyond(cx, tree))
		return skip_on(cx, world, &rest);
	if (tree->kind == AST_NOT) {
		struct skip in = { &tree->not, 1, &rest, s->to };

		return skip_on(cx, world, &in);
	}
	if (tree->kind == AST_CHAIN) {
		struct skip in = { tree->chain.kid, tree->chain.count, &rest, s->to };

		return skip_on(cx, world, &in);
	}
	return shift_skipped(cx, world, &tree->word, skip_on, &rest);
}

static struct ref skip(struct lower *cx, struct ast *tree, uint32_t world,
                       const struct map *to)
{
	struct skip s = { &tree, 1, NULL, to };

	return shifts_beyond(cx, tree) ? skip_on(cx, world, &s) : map_get(to, world);
}

/* ---- trees ---- */

static struct ref lower_tree(struct lower *cx, struct ast *tree, uint32_t world,
                             const struct map *yes, const struct map *no);

static struct ref lower_leaf(struct lower *cx, struct ast *tree, uint32_t world,
                             struct ref yes, struct ref no)
{
	struct where here = cx->worlds.at[world];
	struct set set = { 0 };
	struct ref r = no;

	cx->w = &here;
	cx->node = tree;
	cx->g->at = tree->at;
	switch (tree->kind) {
	case AST_PRIM:
	case AST_CHAIN: /* one that set_key() called a list */
		set_add(cx, &set, tree);
		r = lower_set(cx, &set, yes, no);
		break;
	case AST_PROTO:
		r = lower_proto_word(cx, tree->proto, yes, no);
		break;
	case AST_REL:
		r = lower_relation(cx, tree, yes, no);
		break;
	case AST_WORD:
		r = lower_word(cx, &tree->word, yes, no);
		break;
	case AST_NOT:
		break;
	}
	cx->w = NULL;
	return r;
}

/* kid[first..last] are lists of one kind, or each `not` of one: one test for all. */
static struct ref lower_run(struct lower *cx, const struct ast *chain, uint32_t first,
                            uint32_t last, bool negated, uint32_t world, struct ref yes,
                            struct ref no)
{
	struct where here = cx->worlds.at[world];
	struct set set = { 0 };
	struct ref r;

	cx->w = &here;
	for (uint32_t i = first; i <= last; i++) {
		struct ast *kid = chain->chain.kid[i];

		cx->node = negated ? kid->not : kid;
		set_add(cx, &set, cx->node);
	}
	cx->g->at = span_join(chain->chain.kid[first]->at, chain->chain.kid[last]->at);
	r = negated ? lower_set(cx, &set, no, yes) : lower_set(cx, &set, yes, no);
	cx->w = NULL;
	return r;
}

/* The key of a kid as a member of a run joined by op: lists under `or`, or their negations
 * under `and`.
 */
static uint32_t run_key(const struct ast *kid, enum ast_op op)
{
	if (op == OP_OR)
		return kid->set_key;
	return kid->kind == AST_NOT ? kid->not->set_key : 0;
}

/* First kid of the longest run that ends with kid `last`. */
static uint32_t run_start(const struct lower *cx, const struct ast *chain, uint32_t last)
{
	enum ast_op op = chain->chain.op[last];
	uint32_t key = run_key(chain->chain.kid[last], op);
	uint32_t i = last;

	if (!cx->opts.merge || !key || last == 0)
		return last;
	while (i > 1 && chain->chain.op[i - 1] == op &&
	       run_key(chain->chain.kid[i - 1], op) == key)
		i--;
	/* Kid 0 has no operator of its own: it belongs to whatever follows. */
	if (i == 1 && run_key(chain->chain.kid[0], op) == key)
		i = 0;
	return i;
}

static struct worlds one_world(struct lower *cx, uint32_t world)
{
	struct worlds ws = { { 0 } };

	worlds_add(cx, &ws, world);
	return ws;
}

/* Goes from the last kid to the first; yes and no are where a prefix of the chain that is
 * true or false goes on.
 */
static struct ref lower_chain(struct lower *cx, struct ast *chain, uint32_t world,
                              struct map yes, struct map no)
{
	uint32_t n = chain->chain.count;
	struct worlds *before = worlds_of_kids(cx, chain, one_world(cx, world));

	for (uint32_t last = n; last-- > 0;) {
		struct ast *kid = chain->chain.kid[last];
		uint32_t first = run_start(cx, chain, last);
		struct map_builder b = { 0 }, past = { 0 };
		bool run = first < last;
		bool and = last > 0 && chain->chain.op[last] == OP_AND;

		for (uint32_t i = 0; i < before[first].list.count; i++) {
			uint32_t w = before[first].list.at[i];

			if (run)
				map_put(cx, &b, w,
				        lower_run(cx, chain, first, last, and, w,
				                  map_get(&yes, w), map_get(&no, w)));
			else
				map_put(cx, &b, w, lower_tree(cx, kid, w, &yes, &no));
			if (first > 0 && shifts_beyond(cx, kid))
				map_put(cx, &past, w,
				        skip(cx, kid, w, and ? &no : &yes));
		}
		if (first == 0)
			return b.to.at[0];
		if (shifts_beyond(cx, kid))
			*(and ? &no : &yes) = map_done(&past);
		*(and ? &yes : &no) = map_done(&b);
		last = first;
		if (starts_again(cx, chain, first)) {
			struct worlds ws = worlds_behind(cx, chain->chain.kid[first - 1],
			                                 before[first - 1]);

			yes = map_all(cx, ws, map_get(&yes, world));
			no = map_all(cx, ws, map_get(&no, world));
		}
	}
	return REJECT;
}

/* What holds only inside of the tree ends with it. */
static struct ref lower_scope(struct lower *cx, struct ast *tree, uint32_t world,
                              struct ref yes, struct ref no)
{
	struct worlds end = worlds_at_end(cx, tree, one_world(cx, world));
	struct map to_yes = map_all(cx, end, yes);
	struct map to_no = map_all(cx, end, no);

	if (tree->kind == AST_CHAIN)
		return lower_chain(cx, tree, world, to_yes, to_no);
	return lower_tree(cx, tree, world, &to_yes, &to_no);
}

static struct ref lower_tree(struct lower *cx, struct ast *tree, uint32_t world,
                             const struct map *yes, const struct map *no)
{
	bool list = tree->kind == AST_CHAIN && cx->opts.merge && tree->set_key;

	if (tree->kind == AST_NOT && shifts_beyond(cx, tree))
		return lower_tree(cx, tree->not, world, no, yes);
	if (tree->kind == AST_NOT)
		return lower_scope(cx, tree->not, world, map_get(no, world),
		                   map_get(yes, world));
	if (tree->kind == AST_CHAIN && !list && shifts_beyond(cx, tree))
		return lower_chain(cx, tree, world, *yes, *no);
	if (tree->kind == AST_CHAIN && !list)
		return lower_scope(cx, tree, world, map_get(yes, world),
		                   map_get(no, world));
	if (!tree->stateful)
		return lower_leaf(cx, tree, world, map_get(yes, world), map_get(no, world));
	cx->node = tree;
	cx->g->at = tree->at;
	return lower_shift(cx, world, &tree->word, yes, no);
}

struct ref lower_at(struct lower *cx, struct ast *tree, uint32_t world)
{
	return lower_scope(cx, tree, world, ACCEPT, REJECT);
}

struct ref lower(struct lower *cx, struct ast *tree)
{
	uint32_t start[START_WORLDS], starts;
	struct ref entry[START_WORLDS];
	struct worlds end = { { 0 } };
	struct map to_yes, to_no;

	if (!tree)
		return ACCEPT;
	lower_annotate(tree);
	starts = start_worlds(cx, start);
	for (uint32_t i = 0; i < starts; i++)
		worlds_add(cx, &end, start[i]);
	end = worlds_behind(cx, tree, end);
	if (cx->diags->errors)
		return REJECT;
	to_yes = map_all(cx, end, ACCEPT);
	to_no = map_all(cx, end, REJECT);
	for (uint32_t i = 0; i < starts; i++)
		entry[i] = lower_tree(cx, tree, start[i], &to_yes, &to_no);
	return lower_bound(cx, lower_start(cx, entry));
}
