/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/reader.h - a place in a text, and what is read there; for programs as text.
 *
 * The first mistake is queued and makes the reader fail: from then on what it gives means
 * nothing, and callers look at `failed` only where they would go on for long.
 */
#ifndef PFC_COMPILER_READER_H
#define PFC_COMPILER_READER_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

enum { READ_INSNS_MAX = 1 << 20 };

struct reader {
	struct arena *arena;
	struct diags *diags;
	const char *text;
	uint32_t at, len;
	bool failed; /* and why is in diags */
	VEC(struct sock_filter) insns;
	VEC(struct span) spans; /* of the instructions, where the form notes them */
};

/* The character that is next; NUL at the end. */
static inline char reader_peek(const struct reader *r)
{
	return r->at < r->len ? r->text[r->at] : '\0';
}

static inline bool reader_is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

/* Skips blanks; reader_skip_space() also line ends. */
void reader_skip_blanks(struct reader *r);
void reader_skip_space(struct reader *r);

/* The word or character at a place. */
struct span reader_token(const struct reader *r, uint32_t at);

/* Queues the mistake, unless there was one before. The result, for the hint, is NULL then. */
struct diag *reader_fail(struct reader *r, struct span at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void reader_expected(struct reader *r, const char *what);

/* Takes text if it is next, behind blanks. */
bool reader_take(struct reader *r, const char *text);
void reader_want(struct reader *r, const char *text);

/* The value of a digit up to base 16; 16: it is none. */
int reader_digit(char c);

/* Digits of a base to the end of the word, at most max. */
uint32_t reader_digits(struct reader *r, int base, uint32_t max);

/* As C writes them: decimal, or hex behind 0x. */
uint32_t reader_number(struct reader *r, uint32_t max);

/* The same with a sign, as 32 bits. */
uint32_t reader_signed(struct reader *r);

void reader_add(struct reader *r, struct sock_filter insn);

#endif
