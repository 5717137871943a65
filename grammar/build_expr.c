/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/build.h"

static struct expr *expr_new(struct parser *p, enum expr_kind kind, struct span at)
{
	struct expr *e = arena_alloc(p->arena, sizeof(*e));

	e->kind = kind;
	e->at = at;
	return e;
}

/* One level above its operands, or NULL when that is too deep. */
static struct expr *deeper(struct parser *p, struct expr *e, const struct expr *kid)
{
	if (kid->depth >= e->depth)
		e->depth = kid->depth + 1;
	if (e->depth <= AST_DEPTH_MAX)
		return e;
	if (!p->too_deep)
		diag_error(p->diags, e->op_at,
		           "more than %d operators in one piece of arithmetic",
		           AST_DEPTH_MAX);
	p->too_deep = true;
	return NULL;
}

struct expr *ast_expr_num(struct parser *p, const struct token *num)
{
	struct expr *e = expr_new(p, EXPR_NUM, num->at);

	e->num = num->num;
	e->name = num->name;
	return e;
}

struct expr *ast_expr_len(struct parser *p, const struct token *len)
{
	return expr_new(p, EXPR_LEN, len->at);
}

struct expr *ast_expr_load(struct parser *p, const struct token *proto,
                           struct expr *offset, const struct token *size,
                           struct span at)
{
	struct expr *e;

	if (!offset)
		return NULL;
	e = expr_new(p, EXPR_LOAD, at);
	e->op_at = proto->at;
	e->proto = (enum proto_id)proto->num;
	e->size = size ? size->num : 1;
	e->l = offset;
	return deeper(p, e, offset);
}

struct expr *ast_expr_bin(struct parser *p, struct expr *l, const struct token *op,
                          struct expr *r)
{
	struct expr *e;

	if (!l || !r)
		return NULL;
	e = expr_new(p, EXPR_BIN, span_join(l->at, r->at));
	e->op = (enum expr_op)op->num;
	e->op_at = op->at;
	e->l = l;
	e->r = r;
	return deeper(p, e, l) ? deeper(p, e, r) : NULL;
}

struct expr *ast_expr_neg(struct parser *p, const struct token *minus, struct expr *kid)
{
	struct expr *e;

	if (!kid)
		return NULL;
	e = expr_new(p, EXPR_NEG, span_join(minus->at, kid->at));
	e->op_at = minus->at;
	e->l = kid;
	return deeper(p, e, kid);
}

struct expr *ast_expr_group(struct expr *e, struct span at)
{
	if (!e)
		return NULL;
	e->parens = true;
	e->at = at;
	return e;
}
