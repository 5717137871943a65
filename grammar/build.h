/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/build.h - the actions of parse.y: tokens and trees in, tree out.
 *
 * A NULL tree or expression is one that an error was queued for; every function takes it
 * and hands it on, so that one mistake is one message. It never leaves ast_parse().
 */
#ifndef PFC_GRAMMAR_BUILD_H
#define PFC_GRAMMAR_BUILD_H

#include "grammar/ast.h"
#include "grammar/parser.h"

/* Trees of and, or, not and parentheses. */
struct ast *ast_chain(struct parser *p, struct ast *left, const struct token *op,
                      struct ast *right);
/* The tree whose last term goes on with something that does not belong to it. */
struct ast *ast_spoil(struct ast *tree);

struct ast *ast_not(struct parser *p, const struct token *op, struct ast *kid);
struct ast *ast_group(struct parser *p, struct ast *kid, struct span at);

/* Operands without head; literal.c reads their text. */
struct ast *ast_literal(struct parser *p, const struct token *t);
struct ast *ast_literal_len(struct parser *p, const struct token *t,
                            const struct token *bits);
struct ast *ast_literal_mask(struct parser *p, const struct token *t,
                             const struct token *mask);
struct ast *ast_number(struct parser *p, const struct token *num);
struct ast *ast_number_len(struct parser *p, const struct token *num,
                           const struct token *bits);

/* The items of a set; set.c reads them. */
struct ast *ast_set(struct parser *p, const struct token *set);

/* Arithmetic that is compared with nothing: an operand if it is a number. */
struct ast *ast_value(struct parser *p, struct expr *e);

/* Qualifiers; proto and type may be NULL. */
struct ast_head *ast_head(struct parser *p, const struct token *proto, enum ast_dir dir,
                          struct span dir_at, const struct token *type);
enum ast_dir ast_both(const struct token *op);

/* The words of a head. */
struct span ast_head_span(const struct ast_head *head);

/* The operand or list id with the head in front of it. */
struct ast *ast_qualify(struct parser *p, struct ast_head *head, struct ast *id,
                        struct span at);

/* Gives a head to every operand of a list that begins with one. */
void ast_assign(struct parser *p, struct ast *list, const struct ast_head *head);

struct ast *ast_proto(struct parser *p, const struct token *proto);
struct ast *ast_relation(struct parser *p, struct expr *l, const struct token *op,
                         struct expr *r);

/* Words and their arguments. */
struct ast *ast_word(struct parser *p, const struct token *word);
struct ast *ast_word_num(struct parser *p, const struct token *word,
                         const struct token *num);
struct ast *ast_word_value(struct parser *p, const struct token *word, struct expr *e,
                           struct span at);
struct ast *ast_word_list(struct parser *p, const struct token *word, struct ast *list,
                          struct span at);
struct ast *ast_word_set(struct parser *p, const struct token *word,
                         const struct token *set);
struct ast *ast_word_name(struct parser *p, const struct token *word,
                          const struct token *arg);
struct ast *ast_cast(struct parser *p, const struct token *proto,
                     const struct token *word);
struct ast *ast_byte(struct parser *p, const struct token *word,
                     const struct token *index, const struct token *op,
                     const struct token *num);
struct ast *ast_wlan(struct parser *p, const struct token *proto,
                     const struct token *word, const struct token *arg,
                     const struct token *sub);
struct ast *ast_field(struct parser *p, const struct token *field,
                      const struct token *rel, const struct token *num);
struct ast *ast_field_value(struct parser *p, const struct token *field, struct expr *e,
                            struct span at);
struct ast *ast_field_list(struct parser *p, const struct token *field,
                           struct ast *list, struct span at);

/* Arithmetic. */
struct expr *ast_expr_num(struct parser *p, const struct token *num);
struct expr *ast_expr_len(struct parser *p, const struct token *len);
struct expr *ast_expr_load(struct parser *p, const struct token *proto,
                           struct expr *offset, const struct token *size,
                           struct span at);
struct expr *ast_expr_bin(struct parser *p, struct expr *l, const struct token *op,
                          struct expr *r);
struct expr *ast_expr_neg(struct parser *p, const struct token *minus, struct expr *e);
struct expr *ast_expr_group(struct expr *e, struct span at);

struct ast *ast_new(struct parser *p, enum ast_kind kind, struct span at);

#endif
