/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/parse.h"
#include "grammar/parser.h"

void explain_syntax(struct parser *p, uint32_t expects)
{
	const struct token *t = &p->tokens.at[p->pos ? p->pos - 1 : 0];

	(void)expects;
	diag_error(p->diags, t->at, "unexpected '%s'", parser_quote(p, t->at));
}

void explain_no_head(struct parser *p, const struct ast *operand,
                     const struct ast *cleared_by)
{
	(void)cleared_by;
	diag_error(p->diags, operand->at, "'%s' has no qualifier", parser_quote(p, operand->at));
}

void lint_tree(struct parser *p, const struct ast *tree)
{
	(void)p;
	(void)tree;
}
void tokens_split(struct parser *p)
{
	(void)p;
}
void tokens_foreign(struct parser *p)
{
	(void)p;
}
