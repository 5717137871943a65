/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/build.h"
#include "grammar/parse.h"

static enum word word_of(const struct token *word)
{
	return (enum word)(word->num & 0xff);
}

static struct ast *word_new(struct parser *p, const struct token *word)
{
	struct ast *tree = ast_new(p, AST_WORD, word->at);

	tree->word.word = word_of(word);
	tree->word.word_at = word->at;
	return tree;
}

static void set_num(struct ast *tree, const struct token *num)
{
	tree->word.has_num = true;
	tree->word.num = num->num;
	tree->word.num_at = num->at;
	tree->at = span_join(tree->at, num->at);
}

static void set_num2(struct ast *tree, const struct token *num)
{
	tree->word.has_num2 = true;
	tree->word.num2 = num->num;
	tree->word.num2_at = num->at;
	tree->at = span_join(tree->at, num->at);
}

static void set_name(struct parser *p, struct ast *tree, const struct token *name)
{
	tree->word.name = name->name;
	if (!name->name)
		tree->word.name =
			arena_strndup(p->arena, p->text + name->at.off, name->at.len);
	tree->word.name_at = name->at;
	tree->at = span_join(tree->at, name->at);
}

struct ast *ast_word(struct parser *p, const struct token *word)
{
	struct ast *tree = word_new(p, word);

	tree->word.num = word->num >> 8;
	return tree;
}

struct ast *ast_word_num(struct parser *p, const struct token *word,
                         const struct token *num)
{
	struct ast *tree = word_new(p, word);

	set_num(tree, num);
	return tree;
}

/* "vlan (5)": a number in parentheses is one, other arithmetic is not. */
struct ast *ast_word_value(struct parser *p, const struct token *word, struct expr *e,
                           struct span at)
{
	struct ast *tree;

	if (!e)
		return NULL;
	if (e->kind != EXPR_NUM) {
		diag_error(p->diags, e->at, "'%s' takes a number, not arithmetic",
		           parser_quote(p, word->at))
			->also = word->at;
		return NULL;
	}
	tree = word_new(p, word);
	tree->word.has_num = true;
	tree->word.num = e->num;
	tree->word.num_at = e->at;
	tree->at = at;
	return tree;
}

/* Is it numbers joined by "or"? If not, *at is what keeps it from that. */
static bool is_numbers(const struct ast *list, struct span *at)
{
	*at = list->at;
	if (list->kind == AST_PRIM)
		return !list->prim.head && list->prim.operand.kind == OPD_NUM;
	if (list->kind != AST_CHAIN || list->list)
		return false;
	for (uint32_t i = 0; i < list->chain.count; i++) {
		*at = list->chain.op_at[i];
		if (i && list->chain.op[i] != OP_OR)
			return false;
		if (list->chain.kid[i] && !is_numbers(list->chain.kid[i], at))
			return false;
	}
	return true;
}

static bool is_broken(const struct ast *list)
{
	for (uint32_t i = 0; list->kind == AST_CHAIN && i < list->chain.count; i++) {
		if (!list->chain.kid[i] || is_broken(list->chain.kid[i]))
			return true;
	}
	return false;
}

static struct ast *word_of_set(struct parser *p, const struct token *word,
                               struct ast *set, struct span at)
{
	struct ast *tree = word_new(p, word);

	tree->word.has_num = true;
	tree->word.set = set;
	tree->at = at;
	return tree;
}

/* "vlan (5 or 6)": the number is one of them. */
struct ast *ast_word_list(struct parser *p, const struct token *word, struct ast *list,
                          struct span at)
{
	struct span why;
	struct diag *d;

	if (!list)
		return NULL;
	if (is_numbers(list, &why))
		return is_broken(list) ? NULL : word_of_set(p, word, list, at);
	d = diag_error(p->diags, why,
	               "a list after '%s' is numbers joined by 'or', not '%s'",
	               parser_quote(p, word->at), parser_quote(p, why));
	d->also = word->at;
	if (p->text[why.off] >= '0' && p->text[why.off] <= '9')
		diag_hint(p->diags, d, "ranges stand in a set, as in '%s in {100-200}'",
		          parser_text(p, word->at));
	return NULL;
}

struct ast *ast_word_set(struct parser *p, const struct token *word,
                         const struct token *set)
{
	struct ast *items = ast_set(p, set);

	return items ? word_of_set(p, word, items, span_join(word->at, set->at)) : NULL;
}

struct ast *ast_word_name(struct parser *p, const struct token *word,
                          const struct token *arg)
{
	struct ast *tree = word_new(p, word);

	if (arg->kind != T_NUM) {
		set_name(p, tree, arg);
		return tree;
	}
	if (tree->word.word == WORD_PF_REASON) {
		set_num(tree, arg);
		return tree;
	}
	diag_error(p->diags, arg->at, "'%s' takes a name, not the number '%s'",
	           parser_quote(p, word->at), parser_quote(p, arg->at))
		->also = word->at;
	return NULL;
}

struct ast *ast_cast(struct parser *p, const struct token *proto,
                     const struct token *word)
{
	struct ast *tree = word_new(p, word);

	if (proto) {
		tree->word.proto = (enum proto_id)proto->num;
		tree->word.proto_at = proto->at;
		tree->at = span_join(proto->at, word->at);
	}
	return tree;
}

struct ast *ast_byte(struct parser *p, const struct token *word,
                     const struct token *index, const struct token *op,
                     const struct token *num)
{
	struct ast *tree = word_new(p, word);
	struct diag *d;

	set_num(tree, index);
	set_num2(tree, num);
	if (op->kind != T_RELOP) {
		tree->word.byte_op = op->kind == '&' ? BYTE_AND : BYTE_OR;
		return tree;
	}
	switch ((enum relop)op->num) {
	case REL_EQ:
		tree->word.byte_op = BYTE_EQ;
		return tree;
	case REL_LT:
		tree->word.byte_op = BYTE_LT;
		return tree;
	case REL_GT:
		tree->word.byte_op = BYTE_GT;
		return tree;
	case REL_NE:
	case REL_GE:
	case REL_LE:
		break;
	}
	d = diag_error(p->diags, op->at, "'byte' knows = < > & and |, not '%s'",
	               parser_quote(p, op->at));
	diag_hint(p->diags, d, "write 'link[%s] %s %s'", parser_text(p, index->at),
	          parser_text(p, op->at), parser_text(p, num->at));
	return NULL;
}

static void set_arg(struct parser *p, struct ast *tree, const struct token *arg)
{
	if (arg->kind == T_NUM && !arg->name)
		set_num(tree, arg);
	else
		set_name(p, tree, arg);
}

struct ast *ast_wlan(struct parser *p, const struct token *proto,
                     const struct token *word, const struct token *arg,
                     const struct token *sub)
{
	struct ast *tree = word_new(p, word);
	struct diag *d;

	set_arg(p, tree, arg);
	if (sub && sub->kind == T_NUM) {
		set_num2(tree, sub);
	} else if (sub) {
		tree->word.name2 = sub->name;
		tree->word.name2_at = sub->at;
		tree->at = span_join(tree->at, sub->at);
	}
	if (word->kind == T_WSUBTYPE && tree->word.has_num) {
		d = diag_error(p->diags, arg->at,
		               "the number '%s' alone does not say of "
		               "which type the subtype is",
		               parser_quote(p, arg->at));
		diag_hint(p->diags, d,
		          "write 'type mgt subtype %s', or with ctl or data",
		          parser_text(p, arg->at));
		return NULL;
	}
	if (!proto)
		return tree;
	if (proto->num != PROTO_LINK) {
		d = diag_error(p->diags, proto->at, "'%s' frames have no '%s'",
		               parser_quote(p, proto->at), parser_quote(p, word->at));
		d->also = word->at;
		diag_hint(p->diags, d, "leave '%s' out, or write 'wlan'",
		          parser_text(p, proto->at));
		return NULL;
	}
	tree->word.proto = PROTO_LINK;
	tree->word.proto_at = proto->at;
	tree->at = span_join(proto->at, tree->at);
	return tree;
}

struct ast *ast_field(struct parser *p, const struct token *field,
                      const struct token *rel, const struct token *num)
{
	struct ast *tree = ast_word(p, field);

	set_num2(tree, num);
	tree->word.rel = rel ? (enum relop)rel->num : REL_EQ;
	return tree;
}

static struct ast *field_equals(struct parser *p, const struct token *field,
                                uint32_t num, struct span at)
{
	struct ast *tree = ast_word(p, field);

	tree->word.has_num2 = true;
	tree->word.num2 = num;
	tree->word.num2_at = at;
	tree->word.rel = REL_EQ;
	tree->at = at;
	return tree;
}

struct ast *ast_field_value(struct parser *p, const struct token *field, struct expr *e,
                            struct span at)
{
	struct ast *tree;

	if (!e)
		return NULL;
	if (e->kind != EXPR_NUM) {
		diag_error(p->diags, e->at,
		           "'%s' is compared with a number, not with arithmetic",
		           parser_quote(p, field->at))
			->also = field->at;
		return NULL;
	}
	tree = field_equals(p, field, e->num, e->at);
	tree->at = at;
	return tree;
}

/* Turns the numbers of "vci (100 or 200)" into one comparison each. */
struct ast *ast_field_list(struct parser *p, const struct token *field,
                           struct ast *list, struct span at)
{
	struct diag *d;

	if (!list)
		return NULL;
	for (uint32_t i = 0; list->kind == AST_CHAIN && i < list->chain.count; i++) {
		struct ast *kid = list->chain.kid[i];
		bool number = kid && kid->kind == AST_PRIM && !kid->prim.head &&
		              kid->prim.operand.kind == OPD_NUM;

		if (!kid)
			return NULL;
		if (!number || (i && list->chain.op[i] != OP_OR)) {
			at = number ? list->chain.op_at[i] : kid->at;
			break;
		}
		list->chain.kid[i] =
			field_equals(p, field, kid->prim.operand.num, kid->at);
		if (i + 1 == list->chain.count) {
			list->bare = false;
			return ast_group(p, list, at);
		}
	}
	d = diag_error(p->diags, at,
	               "a list after '%s' is numbers joined by 'or', not '%s'",
	               parser_quote(p, field->at), parser_quote(p, at));
	d->also = field->at;
	return NULL;
}
