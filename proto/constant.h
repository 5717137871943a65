/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/constant.h - words that stand for a number, such as tcp-syn.
 *
 * The rows are in proto/constants.def; a word is written in one way only.
 */
#ifndef PFC_PROTO_CONSTANT_H
#define PFC_PROTO_CONSTANT_H

#include <stddef.h>
#include <stdint.h>

struct constant {
	const char *word;
	uint32_t value;
};

size_t constant_count(void);
const struct constant *constant_at(size_t i);

/* The row of a word of len bytes, or NULL. */
const struct constant *constant_by_word(const char *word, size_t len);

#endif
