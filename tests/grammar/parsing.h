/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/parsing.h - a filter parsed for one check. */
#ifndef PFC_TESTS_GRAMMAR_PARSING_H
#define PFC_TESTS_GRAMMAR_PARSING_H

#include "grammar/ast.h"
#include "tests/test.h"

struct parsing {
	struct arena arena;
	struct diags diags;
	struct ast *tree;
	bool ok;
};

__attribute__((unused)) static void parse_bytes(struct parsing *x, const char *text,
                                                size_t len)
{
	memset(x, 0, sizeof(*x));
	arena_init(&x->arena, NULL);
	x->diags.arena = &x->arena;
	x->ok = ast_parse(&x->arena, &x->diags, text, (uint32_t)len, &x->tree);
}

__attribute__((unused)) static void parse(struct parsing *x, const char *text)
{
	parse_bytes(x, text, strlen(text));
}

__attribute__((unused)) static void parsing_end(struct parsing *x)
{
	arena_fini(&x->arena);
}

/* The first message; "" when there is none. */
__attribute__((unused)) static const char *message(const struct parsing *x)
{
	return x->diags.list.count ? x->diags.list.at[0].msg : "";
}

/* The tree of a text without errors is dumped as these lines. */
#define CHECK_TREE(text, lines)                                                        \
	do {                                                                           \
		struct parsing x_;                                                     \
                                                                                       \
		parse(&x_, text);                                                      \
		CHECK_MSG(x_.ok, "'%s': %s", text, message(&x_));                      \
		CHECK_STR(ast_dump(&x_.arena, x_.tree), lines);                        \
		parsing_end(&x_);                                                      \
	} while (0)

/* Both texts have the same tree. */
#define CHECK_SAME(a, b)                                                               \
	do {                                                                           \
		struct parsing x_, y_;                                                 \
                                                                                       \
		parse(&x_, a);                                                         \
		parse(&y_, b);                                                         \
		CHECK_MSG(x_.ok, "'%s': %s", a, message(&x_));                         \
		CHECK_MSG(y_.ok, "'%s': %s", b, message(&y_));                         \
		CHECK_STR(ast_dump(&x_.arena, x_.tree), ast_dump(&y_.arena, y_.tree)); \
		parsing_end(&x_);                                                      \
		parsing_end(&y_);                                                      \
	} while (0)

#endif
