/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/lint.c - warnings about texts that are easily read in another way.
 *
 *	and-or      "a or b and c" is "(a or b) and c" here, unlike in C
 *	precedence  "10 * 7 % 4" is "(10 * 7) % 4" here, as in C, unlike in libpcap
 */
#include "grammar/parser.h"

static void lint_chain(struct parser *p, const struct ast *chain)
{
	uint32_t i = 1;
	struct span left, last_or;
	struct diag *d;

	while (i < chain->chain.count && chain->chain.op[i] == OP_AND)
		i++;
	while (i < chain->chain.count && chain->chain.op[i] == OP_OR)
		i++;
	if (i == chain->chain.count)
		return;
	left = span_join(chain->chain.kid[0]->at, chain->chain.kid[i - 1]->at);
	last_or = chain->chain.op_at[i - 1];
	d = diag_lint(p->diags, "and-or", chain->chain.op_at[i],
	              "'%s' and '%s' group from left to right: '%s' comes first",
	              parser_quote(p, chain->chain.op_at[i]), parser_quote(p, last_or),
	              parser_quote(p, left));
	d->also = last_or;
	diag_hint(p->diags, d, "write '(%s) %s %s', or what else is meant",
	          parser_quote(p, left), parser_quote(p, chain->chain.op_at[i]),
	          parser_quote(p, chain->chain.kid[i]->at));
}

static bool is_bin(const struct expr *e)
{
	return e->kind == EXPR_BIN && !e->parens;
}

/* libpcap gives these no precedence: they take everything to their right. */
static bool is_greedy(const struct expr *e)
{
	return is_bin(e) && (e->op == EXPR_MOD || e->op == EXPR_XOR);
}

/* The operand of a binary operator that libpcap would not take as a whole; NULL: none. */
static const struct expr *taken_apart(const struct expr *e)
{
	const struct expr *l = e->l;

	/* a ^ (b ^ c) is (a ^ b) ^ c. */
	if (e->op == EXPR_XOR && is_greedy(l) && l->op == EXPR_XOR)
		return NULL;
	for (const struct expr *r = l; is_bin(r); r = r->r)
		if (is_greedy(r))
			return r;
	if ((e->op == EXPR_MOD || e->op == EXPR_XOR) &&
	    (is_bin(l) || (l->kind == EXPR_NEG && !l->parens)))
		return l;
	return NULL;
}

/* Warns once about an expression.
 *
 * returns whether it did.
 */
static bool lint_expr(struct parser *p, const struct expr *e)
{
	const struct expr *part;
	struct diag *d;

	switch (e->kind) {
	case EXPR_NUM:
	case EXPR_LEN:
		return false;
	case EXPR_LOAD:
	case EXPR_NEG:
		return lint_expr(p, e->l);
	case EXPR_BIN:
		break;
	}
	part = taken_apart(e);
	if (!part)
		return lint_expr(p, e->l) || lint_expr(p, e->r);
	d = diag_lint(p->diags, "precedence", e->at,
	              "'%s' is calculated in another order by libpcap",
	              parser_quote(p, e->at));
	d->also = part->at;
	diag_hint(p->diags, d, "write '(%s)', and both read it in this way",
	          parser_quote(p, part->at));
	return true;
}

void lint_tree(struct parser *p, const struct ast *tree)
{
	switch (tree->kind) {
	case AST_CHAIN:
		lint_chain(p, tree);
		for (uint32_t i = 0; i < tree->chain.count; i++)
			lint_tree(p, tree->chain.kid[i]);
		return;
	case AST_NOT:
		lint_tree(p, tree->not );
		return;
	case AST_REL:
		if (!lint_expr(p, tree->rel.l))
			lint_expr(p, tree->rel.r);
		return;
	case AST_PRIM:
	case AST_PROTO:
	case AST_WORD:
		return;
	}
}
