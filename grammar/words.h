/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/words.h - the reserved words of the language.
 *
 * A word is a token kind and a value of it; protocol words come from proto/protos.def.
 */
#ifndef PFC_GRAMMAR_WORDS_H
#define PFC_GRAMMAR_WORDS_H

#include <stddef.h>
#include <stdint.h>

struct word_row {
	const char *word;
	int kind; /* T_ of parse.h */
	uint32_t num;
};

/* Words without operand that have a kind of their own below WORD_ATM, WORD_SS7 and the
 * fields of both: enum word in the low byte, the member in the second.
 */
#define WORD_SUB(word, sub) ((uint32_t)(word) | (uint32_t)(sub) << 8)

size_t word_count(void);
const struct word_row *word_at(size_t i);

/* The row of a word of len bytes, or NULL. */
const struct word_row *word_by_text(const char *text, size_t len);

/* The reserved word that one of len bytes was probably meant to be, or NULL. */
const char *word_closest(const char *text, size_t len);

#endif
