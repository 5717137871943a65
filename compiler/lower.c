/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower.c - the walk over the tree: and, or, not, and the worlds in between.
 *
 * Nodes are made from the end of the text to its start, since each needs the nodes that
 * follow it; the worlds a place can be in are found beforehand, from the start on.
 */
#include "compiler/lower.h"

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

/* ---- sets of worlds ---- */

struct worlds {
	VEC(uint32_t) list;
};

static bool worlds_have(const struct worlds *ws, uint32_t world)
{
	for (uint32_t i = 0; i < ws->list.count; i++) {
		if (ws->list.at[i] == world)
			return true;
	}
	return false;
}

static void worlds_add(struct lower *cx, struct worlds *ws, uint32_t world)
{
	if (!worlds_have(ws, world))
		*vec_push(cx->arena, &ws->list) = world;
}

/* The worlds that the text behind a tree can be in, from those in front of it. */
static struct worlds flow(struct lower *cx, struct ast *tree, struct worlds from)
{
	struct worlds to = { { 0 } };
	uint32_t out[WORLDS_PER_WORD];

	if (!tree->stateful)
		return from;
	if (tree->kind == AST_NOT)
		return flow(cx, tree->not, from);
	if (tree->kind == AST_CHAIN) {
		for (uint32_t i = 0; i < tree->chain.count; i++)
			from = flow(cx, tree->chain.kid[i], from);
		return from;
	}
	cx->node = tree;
	for (uint32_t i = 0; i < from.list.count; i++) {
		uint32_t ways = shift_worlds(cx, from.list.at[i], &tree->word, out);

		for (uint32_t k = 0; k < ways; k++)
			worlds_add(cx, &to, out[k]);
		if (cx->worlds.count > WORLDS_MAX) {
			lower_error(cx, (struct span){ 0, 0 },
			            "too many tunnels in one filter: the packet could be "
			            "laid out in more than %d ways",
			            WORLDS_MAX);
			return from;
		}
	}
	return to;
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
	if (!tree->stateful)
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

	return tree->stateful ? skip_on(cx, world, &s) : map_get(to, world);
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

/* Goes from the last kid to the first; yes and no are where a prefix of the chain that is
 * true or false goes on.
 */
static struct ref lower_chain(struct lower *cx, struct ast *chain, uint32_t world,
                              struct map yes, struct map no)
{
	uint32_t n = chain->chain.count;
	struct worlds *before = arena_alloc(cx->arena, n * sizeof(*before));

	worlds_add(cx, &before[0], world);
	for (uint32_t i = 0; i + 1 < n; i++)
		before[i + 1] = flow(cx, chain->chain.kid[i], before[i]);
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
			if (first > 0 && kid->stateful)
				map_put(cx, &past, w,
				        skip(cx, kid, w, and ? &no : &yes));
		}
		if (first == 0)
			return b.to.at[0];
		if (kid->stateful)
			*(and ? &no : &yes) = map_done(&past);
		*(and ? &yes : &no) = map_done(&b);
		last = first;
	}
	return REJECT;
}

static struct ref lower_tree(struct lower *cx, struct ast *tree, uint32_t world,
                             const struct map *yes, const struct map *no)
{
	if (tree->kind == AST_NOT)
		return lower_tree(cx, tree->not, world, no, yes);
	if (tree->kind == AST_CHAIN && !(cx->opts.merge && tree->set_key))
		return lower_chain(cx, tree, world, *yes, *no);
	if (!tree->stateful)
		return lower_leaf(cx, tree, world, map_get(yes, world), map_get(no, world));
	cx->node = tree;
	cx->g->at = tree->at;
	return lower_shift(cx, world, &tree->word, yes, no);
}

struct ref lower(struct lower *cx, struct ast *tree)
{
	struct map_builder yes = { 0 }, no = { 0 };
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
	end = flow(cx, tree, end);
	if (cx->diags->errors)
		return REJECT;
	for (uint32_t i = 0; i < end.list.count; i++) {
		map_put(cx, &yes, end.list.at[i], ACCEPT);
		map_put(cx, &no, end.list.at[i], REJECT);
	}
	to_yes = map_done(&yes);
	to_no = map_done(&no);
	for (uint32_t i = 0; i < starts; i++)
		entry[i] = lower_tree(cx, tree, start[i], &to_yes, &to_no);
	return lower_start(cx, entry);
}
