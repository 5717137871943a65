/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/explain.h - rules that turn the place where the parser stopped into a message.
 *
 * A rule looks at the tokens around that place; the first one that knows the mistake
 * queues its message and returns true. Rules must not rely on the order of others
 * beyond that.
 */
#ifndef PFC_GRAMMAR_EXPLAIN_H
#define PFC_GRAMMAR_EXPLAIN_H

#include "grammar/parser.h"

/* Where the parser stopped. Tokens before the first and behind the last are T_END. */
struct stop {
	struct parser *p;
	uint32_t i;            /* index of t */
	const struct token *t; /* the token it could not take */
	const struct token *prev;
	const struct token *prev2;
	const struct token *next;
	uint32_t expects; /* set of enum expects */
};

typedef bool stop_rule(const struct stop *s);

/* The token at i + by, or T_END. */
const struct token *stop_token(const struct stop *s, int by);

/* Text of tokens for messages: cut, and whole. */
const char *stop_quote(const struct stop *s, const struct token *t);
const char *stop_text(const struct stop *s, const struct token *t);

/* host, src, port, ...: what stands in front of an operand. */
bool token_is_head(const struct token *t);

/* A number, name or address. */
bool token_is_operand(const struct token *t);

/* A reserved word of any kind. */
bool token_is_word(const struct parser *p, const struct token *t);

/* The word a name was probably meant to be: in other case, or with a typing mistake. */
const char *token_meant(const struct parser *p, const struct token *t);

/* Rules of explain_head.c: qualifiers and their operands. */
stop_rule explain_compared_word, explain_half_direction, explain_head_order,
	explain_no_type, explain_range, explain_prefix, explain_address, explain_set;

/* How the qualifier of an operand of that kind is written: "host", "port", ... */
const char *operand_type_word(enum ast_operand_kind kind);
const char *token_type_word(const struct token *t);

/* Queues the message for a name that is a field or protocol of display filters.
 *
 * returns false when it is none.
 */
bool foreign_name(struct parser *p, struct span name);

#endif
