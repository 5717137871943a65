/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "grammar/parse.h"
#include "grammar/parser.h"
#include "grammar/words.h"
#include "proto/constant.h"

static struct token *add(struct parser *p, int kind, uint32_t off, uint32_t len)
{
	struct token *t = vec_push(p->arena, &p->tokens);

	t->kind = kind;
	t->at = (struct span){ off, len };
	return t;
}

void token_add(struct parser *p, int kind, uint32_t off, uint32_t len, uint32_t num)
{
	add(p, kind, off, len)->num = num;
}

void token_word(struct parser *p, uint32_t off, uint32_t len)
{
	const struct word_row *row = word_by_text(p->text + off, len);
	const struct constant *constant;
	struct token *t;

	if (row && row->kind == T_NOT) {
		token_not(p, off, len);
		return;
	}
	if (row) {
		token_add(p, row->kind, off, len, row->num);
		return;
	}
	constant = constant_by_word(p->text + off, len);
	t = add(p, constant ? T_NUM : T_NAME, off, len);
	t->name =
		constant ? constant->word : arena_strndup(p->arena, p->text + off, len);
	t->num = constant ? constant->value : 0;
}

void token_escaped(struct parser *p, uint32_t off, uint32_t len)
{
	struct token *t = add(p, T_NAME, off, len);

	t->name = arena_strndup(p->arena, p->text + off + 1, len - 1);
	t->num = 1;
}

/* A run of "not" is one token; num is 1 when they do not cancel out. */
void token_not(struct parser *p, uint32_t off, uint32_t len)
{
	struct token *last =
		p->tokens.count ? &p->tokens.at[p->tokens.count - 1] : NULL;

	if (last && last->kind == T_NOT) {
		last->num ^= 1;
		last->at.len = off + len - last->at.off;
	} else {
		token_add(p, T_NOT, off, len, 1);
	}
}

static unsigned digit_value(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

void token_number(struct parser *p, uint32_t off, uint32_t len)
{
	struct token *t = add(p, T_NUM, off, len);
	const char *s = p->text + off;
	unsigned base = 10;
	uint64_t value = 0;
	uint32_t i = 0;

	if (len > 1 && s[0] == '0') {
		base = (s[1] | 0x20) == 'x' ? 16 : 8;
		i = base == 16 ? 2 : 1;
	}
	for (; i < len && value <= UINT32_MAX; i++) {
		unsigned d = digit_value(s[i]);

		if (d >= base) {
			struct diag *e = diag_error(p->diags, t->at,
			                            "'%s' is not an octal number",
			                            parser_quote(p, t->at));

			diag_hint(p->diags, e,
			          "a leading 0 means base 8; leave it out "
			          "for a decimal number");
			return;
		}
		value = value * base + d;
	}
	if (value > UINT32_MAX) {
		diag_error(p->diags, t->at, "'%s' does not fit in 32 bits",
		           parser_quote(p, t->at));
		return;
	}
	t->num = (uint32_t)value;
}

void token_open(struct parser *p, int kind, uint32_t off)
{
	token_add(p, kind, off, 1, 0);
	if (++p->open > AST_DEPTH_MAX && !p->too_deep) {
		p->too_deep = true;
		diag_error(p->diags, (struct span){ off, 1 },
		           "nested more than %d levels deep", AST_DEPTH_MAX);
	}
}

void token_close(struct parser *p, int kind, uint32_t off)
{
	token_add(p, kind, off, 1, 0);
	if (p->open)
		p->open--;
}
