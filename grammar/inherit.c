/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/inherit.c - operands without qualifiers take those of the operand before.
 *
 * "Before" is to the left at the same level of parentheses; a group in parentheses
 * passes on what was before it, to its own inside as well, and everything that is not a
 * qualified operand passes on nothing. A group that begins with an operand without head
 * is a list: it holds nothing but operands.
 */
#include "grammar/build.h"

/* What an operand without head finds to its left. */
struct before {
	const struct ast_head *head;
	const struct ast *cleared_by; /* the term that passes on nothing, or NULL */
	const struct ast_head *lost;  /* the head that reached up to there, or NULL */
	bool broken;                  /* an error was queued: say nothing more */
};

static struct before visit(struct parser *p, struct ast *tree, struct before b);

static const struct ast *first_operand(const struct ast *tree)
{
	while (tree->kind != AST_PRIM)
		tree = tree->kind == AST_NOT ? tree->not : tree->chain.kid[0];
	return tree;
}

static struct before no_head(struct parser *p, const struct ast *tree, struct before b)
{
	if (!b.broken && !parser_gave_up(p))
		explain_no_head(p, tree, first_operand(tree), b.cleared_by, b.lost);
	return (struct before){ .broken = true };
}

static struct before visit_chain(struct parser *p, struct ast *chain, struct before b)
{
	for (uint32_t i = 0; i < chain->chain.count; i++)
		b = visit(p, chain->chain.kid[i], b);
	return b;
}

/* A tree whose own parentheses, if any, are already dealt with. */
static struct before visit_inside(struct parser *p, struct ast *tree, struct before b)
{
	switch (tree->kind) {
	case AST_CHAIN:
		return visit_chain(p, tree, b);
	case AST_NOT:
		return visit(p, tree->not, b);
	case AST_PRIM:
		if (!tree->prim.head && !b.head)
			return no_head(p, tree, b);
		if (!tree->prim.head)
			ast_assign(p, tree, b.head);
		return (struct before){ .head = tree->prim.head };
	case AST_PROTO:
	case AST_REL:
	case AST_WORD:
		break;
	}
	return (struct before){ .cleared_by = tree, .lost = b.head ? b.head : b.lost };
}

static struct before visit_group(struct parser *p, struct ast *tree, struct before b)
{
	struct before inside;

	if (tree->bare && !b.head)
		return no_head(p, tree, b);
	if (tree->bare) {
		ast_assign(p, tree, b.head);
		tree->list = b.head;
		return b;
	}
	inside = visit_inside(p, tree, b);
	if (b.head || b.broken)
		return b;
	return (struct before){ .cleared_by = tree, .lost = inside.head };
}

/* Gives heads to the operands of a tree.
 *
 * returns what the next operand to the right finds.
 */
static struct before visit(struct parser *p, struct ast *tree, struct before b)
{
	if (!tree)
		return (struct before){ .broken = true };
	if (tree->list)
		return (struct before){ .head = tree->list };
	return tree->parens ? visit_group(p, tree, b) : visit_inside(p, tree, b);
}

void inherit_heads(struct parser *p)
{
	visit(p, p->tree, (struct before){ .head = NULL });
}
