/* SPDX-License-Identifier: BSD-2-Clause */
/* base/span.h - a piece of the filter text.
 *
 * Bytes, counted from the start of the text; line and column are worked out when a
 * message is printed.
 */
#ifndef PFC_BASE_SPAN_H
#define PFC_BASE_SPAN_H

#include <stdint.h>

struct span {
	uint32_t off; /* first byte */
	uint32_t len; /* bytes; 0 is a place between two bytes, or "no span" at 0 */
};

/* The smallest span that holds both. */
static inline struct span span_join(struct span a, struct span b)
{
	uint32_t start = a.off < b.off ? a.off : b.off;
	uint32_t a_end = a.off + a.len;
	uint32_t b_end = b.off + b.len;

	return (struct span){ start, (a_end > b_end ? a_end : b_end) - start };
}

#endif
