/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print_out.h - a cursor that writes text into a buffer of fixed size.
 *
 * What does not fit is dropped together with all that follows, so a line is cut at its
 * end and never torn in the middle. No stdio, no locale.
 */
#ifndef PFC_CAPTURE_PRINT_OUT_H
#define PFC_CAPTURE_PRINT_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct out {
	char *at;
	char *end;
};

static inline bool out_fits(struct out *o, size_t len)
{
	if ((size_t)(o->end - o->at) >= len)
		return true;
	o->end = o->at;
	return false;
}

static inline void out_char(struct out *o, char c)
{
	if (out_fits(o, 1))
		*o->at++ = c;
}

static inline void out_mem(struct out *o, const char *text, size_t len)
{
	if (!out_fits(o, len))
		return;
	memcpy(o->at, text, len);
	o->at += len;
}

/* Text of our own, never from a packet. A literal's length is known when compiling. */
static inline void out_text(struct out *o, const char *text)
{
	out_mem(o, text, strlen(text));
}

void out_u32(struct out *o, uint32_t v);

/* At least `width` places, filled with blanks or zeros on the left. */
void out_u32_blank(struct out *o, uint32_t v, unsigned width);
void out_u32_zero(struct out *o, uint32_t v, unsigned width);
void out_u64(struct out *o, uint64_t v);

/* Two digits; v below 100. */
void out_two(struct out *o, uint32_t v);

/* Lower case, exactly `digits` of them; out_0x() puts 0x in front. */
void out_hex(struct out *o, uint32_t v, unsigned digits);
void out_0x(struct out *o, uint32_t v, unsigned digits);

void out_mac(struct out *o, const uint8_t mac[6]);
void out_ip4(struct out *o, const uint8_t addr[4]);
void out_ip6(struct out *o, const uint8_t addr[16]); /* RFC 5952 */

/* Bytes from outside: printable ASCII as it is, the backslash and all else escaped. */
void out_escaped(struct out *o, const void *bytes, size_t len);

/* The rows of tcpdump's -x (each starts with the tab and ends with the newline). */
void out_dump_hex(struct out *o, const uint8_t *bytes, size_t len);
void out_dump_hex_ascii(struct out *o, const uint8_t *bytes, size_t len);
void out_dump_ascii(struct out *o, const uint8_t *bytes, size_t len);

/* What the longest of the three dumps may need for len bytes. */
size_t out_dump_room(size_t len);

#endif
