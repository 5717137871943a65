/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>

#include "grammar/parser.h"

enum { QUOTE_MAX = 48 }; /* bytes of the filter repeated in a message */

/* Bytes of the UTF-8 character at `at`, of at most len bytes; 0: not one that prints.
 * source  RFC 3629 section 4
 */
static uint32_t char_len(const unsigned char *at, uint32_t len)
{
	uint32_t n = at[0] < 0xc2   ? 0
	             : at[0] < 0xe0 ? 2
	             : at[0] < 0xf0 ? 3
	             : at[0] < 0xf5 ? 4
	                            : 0;

	if (at[0] >= 0x20 && at[0] < 0x7f)
		return 1;
	if (!n || n > len)
		return 0;
	for (uint32_t i = 1; i < n; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	/* Control characters U+0080 to U+009F, overlong forms, surrogates, too large. */
	if ((at[0] == 0xc2 && at[1] < 0xa0) || (at[0] == 0xe0 && at[1] < 0xa0) ||
	    (at[0] == 0xed && at[1] > 0x9f) || (at[0] == 0xf0 && at[1] < 0x90) ||
	    (at[0] == 0xf4 && at[1] > 0x8f))
		return 0;
	return n;
}

/* Up to `room` bytes of the span, and "..." if that is not all. */
static const char *printable(struct parser *p, struct span at, uint32_t room)
{
	uint32_t len = at.len <= room ? at.len : room - 3;
	char *out = arena_alloc(p->arena, (size_t)len * 4 + 8);
	const unsigned char *from = (const unsigned char *)p->text + at.off;
	char *to = out;
	uint32_t i = 0;

	while (i < len) {
		uint32_t n = char_len(from + i, at.len - i);

		if (from[i] == '\t' || from[i] == '\n' || from[i] == '\r') {
			*to++ = ' ';
			i++;
		} else if (n == 0) {
			to += sprintf(to, "\\x%02x", from[i++]);
		} else {
			while (n--)
				*to++ = (char)from[i++];
		}
	}
	if (len < at.len)
		sprintf(to, "...");
	return out;
}

const char *parser_quote(struct parser *p, struct span at)
{
	return printable(p, at, QUOTE_MAX);
}

const char *parser_text(struct parser *p, struct span at)
{
	return printable(p, at, UINT32_MAX);
}
