/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lint_scope.c - a term is looked for behind a word that seems to have ended.
 *
 * A filter gets this warning when it comes to something else with opts.scoped, at the
 * first term that tests other bytes then.
 */
#include <string.h>

#include "compiler/lint.h"
#include "compiler/opt.h"
#include "compiler/worlds.h"

enum end { END_NONE, END_OR, END_NOT, END_GROUP };

struct leak {
	struct lower *cx;
	bool groups;             /* a closing parenthesis counts as an end */
	const struct ast *word;  /* the last one that shifts */
	const struct ast *ended; /* the last one whose reach seems to have ended ... */
	enum end end;            /* ... by this */
	const struct ast *term;  /* the result; NULL: none */
};

/* Does the term test other bytes in some of these worlds? */
static bool tests_differ(struct lower *cx, struct ast *term, const struct worlds *a,
                         const struct worlds *b)
{
	struct ref first = lower_at(cx, term, a->list.at[0]);

	for (uint32_t i = 1; i < a->list.count; i++) {
		if (!ref_is(lower_at(cx, term, a->list.at[i]), first))
			return true;
	}
	for (uint32_t i = 0; i < b->list.count; i++) {
		if (!ref_is(lower_at(cx, term, b->list.at[i]), first))
			return true;
	}
	return false;
}

static bool same_worlds(const struct worlds *a, const struct worlds *b)
{
	if (a->list.count != b->list.count)
		return false;
	for (uint32_t i = 0; i < a->list.count; i++) {
		if (!worlds_have(b, a->list.at[i]))
			return false;
	}
	return true;
}

static void term(struct leak *l, struct ast *tree, struct worlds text,
                 struct worlds scoped)
{
	l->cx->opts.scoped = false;
	if (l->ended && (l->groups || l->end != END_GROUP) &&
	    !same_worlds(&text, &scoped) && tests_differ(l->cx, tree, &text, &scoped))
		l->term = tree;
	if (tree->stateful)
		l->word = tree;
}

/* What was passed since `before` seems to end here. */
static void ends(struct leak *l, const struct ast *before, enum end end)
{
	if (l->word == before || l->term)
		return;
	l->ended = l->word;
	l->end = end;
}

/* text, scoped: the worlds in front of the tree as they are and as they may be meant.
 */
static void find(struct leak *l, struct ast *tree, struct worlds text,
                 struct worlds scoped)
{
	const struct ast *before = l->word, *run = before;
	struct worlds from = scoped;

	if (tree->kind == AST_NOT) {
		find(l, tree->not, text, scoped);
		ends(l, before, END_NOT);
		return;
	}
	if (tree->kind != AST_CHAIN || tree->set_key) {
		term(l, tree, text, scoped);
		return;
	}
	for (uint32_t i = 0; i < tree->chain.count && !l->term; i++) {
		if (i > 0 && tree->chain.op[i] == OP_OR) {
			ends(l, run, END_OR);
			run = l->word;
			scoped = from;
		}
		find(l, tree->chain.kid[i], text, scoped);
		l->cx->opts.scoped = false;
		text = worlds_behind(l->cx, tree->chain.kid[i], text);
		l->cx->opts.scoped = true;
		scoped = worlds_behind(l->cx, tree->chain.kid[i], scoped);
	}
	ends(l, before, END_GROUP);
}

static struct ref meaning(struct lower *cx, struct ast *tree, bool scoped)
{
	struct ref r;

	cx->opts.scoped = scoped;
	r = lower(cx, tree);
	return cx->diags->errors ? REJECT : opt_facts(cx->g, r, false);
}

/* "vlan 5 or vlan 6": two numbers of one word, and nothing but `or` between them. */
static bool is_list(const struct lint *l, const struct ast *a, const struct ast *b)
{
	if (b->kind != AST_WORD || a->word.word != b->word.word || !a->word.has_num ||
	    !b->word.has_num || a->word.set || b->word.set)
		return false;
	for (uint32_t i = a->at.off + a->at.len; i < b->at.off; i++) {
		if (strchr("()!", l->text[i]))
			return false;
	}
	return b->at.off <= a->at.off + a->at.len + 4;
}

void lint_scope(struct lint *l, struct ast *tree)
{
	struct diags quiet = { .arena = l->arena };
	struct graph g;
	struct lower cx = { &g, l->arena, &quiet, l->opts, NULL, NULL, { 0 } };
	struct leak leak = { .cx = &cx };
	uint32_t start[START_WORLDS];
	struct worlds from = { { 0 } };
	struct ref as_is, scoped;
	struct diag *d;

	if (!tree->stateful || l->opts.scoped)
		return;
	graph_init(&g, l->arena, false);
	as_is = meaning(&cx, tree, false);
	scoped = meaning(&cx, tree, true);
	if (quiet.errors || ref_is(as_is, scoped))
		return;
	/* Nobody means what never matches: then only parentheses mislead the scoped
	 * reading. */
	leak.groups = !ref_is(scoped, REJECT);
	worlds_add(&cx, &from, (start_worlds(&cx, start), start[0]));
	find(&leak, tree, from, from);
	if (!leak.term || quiet.errors)
		return;
	d = diag_lint(l->diags, "scope", leak.term->at,
	              "'%s' is looked for behind '%s'", lint_quote(l, leak.term->at),
	              lint_quote(l, leak.ended->at));
	d->also = leak.ended->at;
	if (leak.end == END_OR && is_list(l, leak.ended, leak.term)) {
		diag_hint(l->diags, d, "for either of them write '%s (%s or %s)'",
		          lint_quote(l, leak.ended->word.word_at),
		          lint_quote(l, leak.ended->word.num_at),
		          lint_quote(l, leak.term->word.num_at));
		return;
	}
	diag_hint(
		l->diags, d,
		"'%s' shifts all that stands to its right: write what is not behind it "
		"in front of it, or use --scoped",
		lint_quote(l, leak.ended->word.word_at));
}
