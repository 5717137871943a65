/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/split.c - names with '-' in them that are arithmetic.
 *
 * To the scanner "len-4" is a name, as "my-host" is. Next to an operator no name can
 * stand, so there it is cut, if every piece is a value.
 */
#include <string.h>

#include "grammar/parse.h"
#include "grammar/parser.h"
#include "grammar/words.h"
#include "proto/constant.h"

enum { CONSTANT_MAX = 40 }; /* no constant is longer */

static bool is_arithmetic(int kind)
{
	return kind == T_RELOP || kind == T_SHIFT ||
	       (kind > 0 && kind < 128 && strchr("+-*/%&|^:", kind));
}

/* Is there an operator on one side, maybe beyond parentheses around the name alone? */
static bool in_arithmetic(const struct parser *p, uint32_t i)
{
	const struct token *tokens = p->tokens.at;
	uint32_t left = i;
	uint32_t right = i + 1;

	while (left > 0 && tokens[left - 1].kind == '(' && tokens[right].kind == ')') {
		left--;
		right++;
	}
	return is_arithmetic(tokens[right].kind) || tokens[right].kind == ']' ||
	       tokens[right].kind == '[' ||
	       (left > 0 &&
	        (is_arithmetic(tokens[left - 1].kind) || tokens[left - 1].kind == '['));
}

static bool is_number(const char *text, uint32_t len)
{
	bool hex = len > 2 && text[0] == '0' && (text[1] | 0x20) == 'x';

	for (uint32_t i = hex ? 2 : 0; i < len; i++)
		if (!(text[i] >= '0' && text[i] <= '9') &&
		    !(hex && (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'f'))
			return false;
	return len > 0;
}

/* The value that the text begins with, up to a '-' or its end; some constants have '-'
 * in them, so the longest one counts.
 *
 * bracket  a '[' follows the text: its last piece may be a protocol.
 * returns its length; 0: there is none.
 */
static uint32_t value_len(const char *text, uint32_t len, bool bracket)
{
	const char *dash = memchr(text, '-', len);
	uint32_t first = dash ? (uint32_t)(dash - text) : len;
	const struct word_row *row;

	if (is_number(text, first))
		return first;
	row = word_by_text(text, len);
	if (bracket && row && row->kind == T_PROTO)
		return len;
	for (uint32_t n = len < CONSTANT_MAX ? len : CONSTANT_MAX; n > 0; n--)
		if ((n == len || text[n] == '-') && constant_by_word(text, n))
			return n;
	row = word_by_text(text, first);
	return row && row->kind == T_LEN ? first : 0;
}

static bool all_values(const char *text, uint32_t len, bool bracket)
{
	while (len) {
		uint32_t n = value_len(text, len, bracket);

		if (n == 0)
			return false;
		if (n < len)
			n++;
		text += n;
		len -= n;
	}
	return true;
}

static bool is_split(const struct parser *p, uint32_t i)
{
	const struct token *t = &p->tokens.at[i];
	const char *text = p->text + t->at.off;

	return ((t->kind == T_NAME && !t->num) || t->kind == T_MAC) &&
	       memchr(text, '-', t->at.len) && in_arithmetic(p, i) &&
	       all_values(text, t->at.len, t[1].kind == '[');
}

static void add_values(struct parser *p, struct span at, bool bracket)
{
	while (at.len) {
		uint32_t n = value_len(p->text + at.off, at.len, bracket);

		if (is_number(p->text + at.off, n))
			token_number(p, at.off, n);
		else
			token_word(p, at.off, n);
		if (n < at.len)
			token_add(p, '-', at.off + n++, 1, EXPR_SUB);
		at.off += n;
		at.len -= n;
	}
}

void tokens_split(struct parser *p)
{
	struct parser from = *p;
	uint32_t i = 0;

	while (i < from.tokens.count && !is_split(&from, i))
		i++;
	if (i == from.tokens.count)
		return;
	memset(&p->tokens, 0, sizeof(p->tokens));
	for (i = 0; i < from.tokens.count; i++) {
		const struct token *t = &from.tokens.at[i];

		if (is_split(&from, i))
			add_values(p, t->at, t[1].kind == '[');
		else
			*vec_push(p->arena, &p->tokens) = *t;
	}
}
