/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/build.h"

#include "grammar/parse.h"

struct ast *ast_new(struct parser *p, enum ast_kind kind, struct span at)
{
	struct ast *tree = arena_alloc(p->arena, sizeof(*tree));

	tree->kind = kind;
	tree->at = at;
	return tree;
}

static void set_depth(struct parser *p, struct ast *tree, const struct ast *kid)
{
	if (!kid || kid->depth < tree->depth)
		return;
	tree->depth = kid->depth + 1;
	if (tree->depth <= AST_DEPTH_MAX || p->too_deep)
		return;
	p->too_deep = true;
	diag_error(p->diags, tree->at, "nested more than %d levels deep",
	           AST_DEPTH_MAX);
}

static void append(struct parser *p, struct ast *chain, enum ast_op op,
                   struct span op_at, struct ast *kid)
{
	uint32_t i = chain->chain.count;

	if (i == chain->chain.room) {
		uint32_t room = i;

		chain->chain.kid = arena_grow(p->arena, chain->chain.kid, &room, i + 1,
		                              sizeof(*chain->chain.kid));
		room = i;
		chain->chain.op = arena_grow(p->arena, chain->chain.op, &room, i + 1,
		                             sizeof(*chain->chain.op));
		room = i;
		chain->chain.op_at = arena_grow(p->arena, chain->chain.op_at, &room,
		                                i + 1, sizeof(*chain->chain.op_at));
		chain->chain.room = room;
	}
	chain->chain.kid[i] = kid;
	chain->chain.op[i] = op;
	chain->chain.op_at[i] = op_at;
	chain->chain.count = i + 1;
	set_depth(p, chain, kid);
}

struct ast *ast_chain(struct parser *p, struct ast *left, const struct token *op,
                      struct ast *right)
{
	struct ast *chain = left;

	if (!left || left->kind != AST_CHAIN || left->parens) {
		chain = ast_new(p, AST_CHAIN, left ? left->at : op->at);
		chain->bare = left && left->bare;
		append(p, chain, OP_AND, op->at, left);
	}
	append(p, chain, (enum ast_op)op->num, op->at, right);
	chain->at = span_join(chain->at, right ? right->at : op->at);
	return chain;
}

struct ast *ast_spoil(struct ast *tree)
{
	if (!tree || tree->kind != AST_CHAIN || tree->parens)
		return NULL;
	tree->chain.kid[tree->chain.count - 1] = NULL;
	return tree;
}

struct ast *ast_not(struct parser *p, const struct token *op, struct ast *kid)
{
	struct ast *tree = kid;

	if (!kid)
		return NULL;
	if (op->num) {
		tree = ast_new(p, AST_NOT, kid->at);
		tree->not = kid;
		tree->bare = kid->bare;
		set_depth(p, tree, kid);
	}
	tree->at = span_join(op->at, kid->at);
	return tree;
}

/* Parentheses end the reach of a head that was written inside them. */
struct ast *ast_group(struct parser *p, struct ast *kid, struct span at)
{
	(void)p;
	if (!kid)
		return NULL;
	kid->parens = true;
	kid->list = NULL;
	kid->at = at;
	return kid;
}

struct ast *ast_value(struct parser *p, struct expr *e)
{
	struct ast *tree;
	struct ast_operand *o;
	struct diag *d;

	if (!e)
		return NULL;
	tree = ast_new(p, AST_PRIM, e->at);
	tree->bare = true;
	tree->parens = e->parens;
	o = &tree->prim.operand;
	o->at = e->at;
	if (e->kind == EXPR_NUM) {
		o->kind = OPD_NUM;
		o->num = e->num;
		o->name = e->name;
		return tree;
	}
	/* "10/8": a network whose head is inherited. */
	if (e->kind == EXPR_BIN && e->op == EXPR_DIV && e->l->kind == EXPR_NUM &&
	    e->r->kind == EXPR_NUM && !e->l->parens && !e->r->parens) {
		o->kind = OPD_DOTTED_LEN;
		o->part[0] = e->l->num;
		o->nparts = 1;
		o->bits = e->r->num;
		return tree;
	}
	d = diag_error(p->diags, e->at, "'%s' is compared with nothing",
	               parser_quote(p, e->at));
	if (e->at.len < 64)
		diag_hint(p->diags, d, "write '%s != 0', or what it is to equal",
		          parser_text(p, e->at));
	return NULL;
}

enum ast_dir ast_both(const struct token *op)
{
	return op->num == OP_AND ? DIR_SRC_AND_DST : DIR_SRC_OR_DST;
}

struct ast_head *ast_head(struct parser *p, const struct token *proto, enum ast_dir dir,
                          struct span dir_at, const struct token *type)
{
	struct ast_head *head = arena_alloc(p->arena, sizeof(*head));

	if (proto) {
		head->proto = (enum proto_id)proto->num;
		head->proto_at = proto->at;
	}
	if (dir) {
		head->dir = dir;
		head->dir_at = dir_at;
	}
	if (type) {
		head->type = (enum ast_type)type->num;
		head->type_at = type->at;
	}
	if (dir && head->type >= TYPE_PROTO)
		diag_error(p->diags, dir_at, "'%s' takes no direction such as '%s'",
		           parser_quote(p, type->at), parser_quote(p, dir_at))
			->also = type->at;
	return head;
}

struct span ast_head_span(const struct ast_head *head)
{
	struct span at = head->type ? head->type_at : head->dir_at;

	if (head->dir)
		at = span_join(head->dir_at, at);
	return head->proto ? span_join(head->proto_at, at) : at;
}

static void not_an_operand(struct parser *p, const struct ast *tree,
                           const struct ast_head *head)
{
	struct diag *d = diag_error(
		p->diags, tree->at,
		"only operands can stand in a list after '%s', not '%s'",
		parser_quote(p, ast_head_span(head)), parser_quote(p, tree->at));

	d->also = ast_head_span(head);
	if (tree->kind == AST_PROTO)
		diag_hint(p->diags, d, "for the name of that spelling write '\\%s'",
		          parser_text(p, tree->at));
}

void ast_assign(struct parser *p, struct ast *list, const struct ast_head *head)
{
	if (!list)
		return;
	list->bare = false;
	switch (list->kind) {
	case AST_CHAIN:
		for (uint32_t i = 0; i < list->chain.count; i++)
			ast_assign(p, list->chain.kid[i], head);
		return;
	case AST_NOT:
		ast_assign(p, list->not, head);
		return;
	case AST_PRIM:
		if (!list->prim.head) {
			list->prim.head = head;
			return;
		}
		break;
	case AST_PROTO:
	case AST_REL:
	case AST_WORD:
		break;
	}
	not_an_operand(p, list, head);
}

struct ast *ast_qualify(struct parser *p, struct ast_head *head, struct ast *id,
                        struct span at)
{
	if (!id)
		return NULL;
	head->at = at;
	if (id->kind != AST_PRIM || id->parens)
		id->list = head;
	ast_assign(p, id, head);
	id->at = at;
	return id;
}

struct ast *ast_proto(struct parser *p, const struct token *proto)
{
	struct ast *tree = ast_new(p, AST_PROTO, proto->at);

	tree->proto = (enum proto_id)proto->num;
	return tree;
}

struct ast *ast_relation(struct parser *p, struct expr *l, const struct token *op,
                         struct expr *r)
{
	struct ast *tree;

	if (!l || !r)
		return NULL;
	tree = ast_new(p, AST_REL, span_join(l->at, r->at));
	tree->rel.op = (enum relop)op->num;
	tree->rel.op_at = op->at;
	tree->rel.l = l;
	tree->rel.r = r;
	return tree;
}
