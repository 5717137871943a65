/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/parser.h - what scanner, parser and messages share during one ast_parse().
 *
 * The whole text is cut into tokens before the parser starts, so that a message may look
 * at any token around the place where the parser stopped. Tokens do not move from then
 * on; the parser's values are pointers to them.
 */
#ifndef PFC_GRAMMAR_PARSER_H
#define PFC_GRAMMAR_PARSER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "grammar/ast.h"

struct token {
	const char *name; /* NAME: its text without backslash; NUM: its constant, or NULL */
	struct span at;
	/* NUM: the value; a word: the column of the table in words.c; SET: index in sets */
	uint32_t num;
	int kind; /* T_ of parse.h */
};

struct parser {
	struct arena *arena;
	struct diags *diags;
	const char *text; /* len bytes and a NUL */
	uint32_t len;
	bool lines;               /* the text is a file of entries */
	VEC(struct token) tokens; /* the last one is T_END */
	VEC(struct ast *) sets;   /* of T_SET tokens; NULL: an error was queued */
	uint32_t pos;             /* the next token the parser gets */
	uint32_t last;            /* the token it got last */
	uint32_t open;            /* parentheses and brackets open while scanning */
	uint32_t skip_to; /* tokens before this one are left out after an error */
	uint32_t told;    /* 1 + the token of the last syntax error; 0: none yet */
	bool too_deep;    /* said once */
	struct ast *tree;
};

/* Cuts the text into tokens; queues errors about numbers and nesting. */
void tokens_scan(struct parser *p);

/* Tokens of scan.l: one found at off, len bytes. */
void token_add(struct parser *p, int kind, uint32_t off, uint32_t len, uint32_t num);
void token_word(struct parser *p, uint32_t off, uint32_t len);
void token_escaped(struct parser *p, uint32_t off, uint32_t len);
void token_number(struct parser *p, uint32_t off, uint32_t len);
void token_not(struct parser *p, uint32_t off, uint32_t len);
void token_open(struct parser *p, int kind, uint32_t off);
void token_close(struct parser *p, int kind, uint32_t off);

/* Makes one T_SET token of "in { ... }" and of "in @FILE". */
void tokens_sets(struct parser *p);

/* Cuts names such as "len-4" in arithmetic, where no name can stand. */
void tokens_split(struct parser *p);

/* Replaces comparisons of display filters ("ip.addr == 192.0.2.1") by T_BROKEN tokens
 * and says how they are written here.
 */
void tokens_foreign(struct parser *p);

/* The bison parser: fills p->tree unless errors were queued. */
int filter_yyparse(struct parser *p);

/* What could have stood where the parser stopped. */
enum expects {
	EXPECT_CHAIN = 1 << 0, /* and, or: a term is complete */
	EXPECT_TERM = 1 << 1,  /* a whole term */
	EXPECT_VALUE = 1 << 2, /* arithmetic */
	EXPECT_NAME = 1 << 3,
	EXPECT_NUM = 1 << 4,
	EXPECT_OPERAND = 1 << 5, /* an address, name or number */
	EXPECT_RELOP = 1 << 6,
};

/* Queues the message for the token the parser got last and could not take, and chooses
 * where it goes on.
 *
 * expects  set of enum expects.
 */
void explain_syntax(struct parser *p, uint32_t expects);

/* Queues the message for an operand that has no qualifier and finds none to its left.
 *
 * list        the list in parentheses that begins with it, or itself.
 * cleared_by  the term that passes on nothing; NULL: it is the first of its level.
 * lost        the head that reached so far; NULL: none did.
 */
void explain_no_head(struct parser *p, const struct ast *list,
                     const struct ast *operand, const struct ast *cleared_by,
                     const struct ast_head *lost);

/* Gives operands without qualifiers those of the operand before them. */
void inherit_heads(struct parser *p);

/* Warnings about texts that may not mean what they seem to. */
void lint_tree(struct parser *p, const struct ast *tree);

/* So many errors that later ones are not shown: no time is spent on them. */
static inline bool parser_gave_up(const struct parser *p)
{
	return p->diags->errors > DIAG_MAX_ERRORS;
}

/* The text of a span for a message: printable, one line, and cut when it is long. */
const char *parser_quote(struct parser *p, struct span at);

/* The same, never cut: for hints that repeat a piece of the filter. */
const char *parser_text(struct parser *p, struct span at);

#endif
