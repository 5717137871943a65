/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/printable.h"

#include <stdio.h>

/* Bytes of the UTF-8 character at `at`, of at most len bytes; 0: not one that prints.
 * source  RFC 3629 section 4
 */
static size_t char_len(const unsigned char *at, size_t len)
{
	size_t n = at[0] < 0xc2   ? 0
	           : at[0] < 0xe0 ? 2
	           : at[0] < 0xf0 ? 3
	           : at[0] < 0xf5 ? 4
	                          : 0;

	if (at[0] >= 0x20 && at[0] < 0x7f)
		return 1;
	if (!n || n > len)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	}
	/* Control characters U+0080 to U+009F, overlong forms, surrogates, too large. */
	if ((at[0] == 0xc2 && at[1] < 0xa0) || (at[0] == 0xe0 && at[1] < 0xa0) ||
	    (at[0] == 0xed && at[1] > 0x9f) || (at[0] == 0xf0 && at[1] < 0x90) ||
	    (at[0] == 0xf4 && at[1] > 0x8f))
		return 0;
	return n;
}

const char *printable(struct arena *a, const char *text, size_t len, size_t room)
{
	size_t take = !room || len <= room ? len : room - 3;
	char *out = arena_alloc(a, take * 4 + 4 + sizeof("..."));
	const unsigned char *from = (const unsigned char *)text;
	char *to = out;
	size_t i = 0;

	while (i < take) {
		size_t n = char_len(from + i, len - i);

		if (from[i] == '\t' || from[i] == '\n' || from[i] == '\r') {
			*to++ = ' ';
			i++;
		} else if (n == 0) {
			to += sprintf(to, "\\x%02x", from[i++]);
		} else if (n > take - i) {
			break;
		} else {
			while (n--)
				*to++ = (char)from[i++];
		}
	}
	if (take < len)
		sprintf(to, "...");
	return out;
}
