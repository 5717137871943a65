/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print_out.h"

#include "base/bytes.h"

/* 00 01 ... 99 and 00 01 ... ff, two characters each. */
#define TENS(t) t "0" t "1" t "2" t "3" t "4" t "5" t "6" t "7" t "8" t "9"
#define SIXTEENS(t) TENS(t) t "a" t "b" t "c" t "d" t "e" t "f"

static const char decimal[] = TENS("0") TENS("1") TENS("2") TENS("3") TENS("4")
	TENS("5") TENS("6") TENS("7") TENS("8") TENS("9");
static const char hex[] = SIXTEENS("0") SIXTEENS("1") SIXTEENS("2") SIXTEENS("3")
	SIXTEENS("4") SIXTEENS("5") SIXTEENS("6") SIXTEENS("7") SIXTEENS("8")
		SIXTEENS("9") SIXTEENS("a") SIXTEENS("b") SIXTEENS("c") SIXTEENS("d")
			SIXTEENS("e") SIXTEENS("f");

static unsigned digit_count(uint32_t v)
{
	unsigned count = 1;

	for (; v >= 10000; v /= 10000)
		count += 4;
	return count + (v >= 10) + (v >= 100) + (v >= 1000);
}

/* The digits of v, which end before `end`. */
static void digits_before(char *end, uint32_t v)
{
	for (; v >= 100; v /= 100) {
		end -= 2;
		memcpy(end, decimal + 2 * (v % 100), 2);
	}
	if (v >= 10)
		memcpy(end - 2, decimal + 2 * v, 2);
	else
		end[-1] = (char)('0' + v);
}

static void out_filled(struct out *o, uint32_t v, unsigned width, char fill)
{
	unsigned count = digit_count(v);

	if (width < count)
		width = count;
	if (!out_fits(o, width))
		return;
	memset(o->at, fill, width - count);
	o->at += width;
	digits_before(o->at, v);
}

void out_u32(struct out *o, uint32_t v)
{
	unsigned count = digit_count(v);

	if (!out_fits(o, count))
		return;
	o->at += count;
	digits_before(o->at, v);
}

/* In pieces of nine digits. */
void out_u64(struct out *o, uint64_t v)
{
	if (v <= UINT32_MAX) {
		out_u32(o, (uint32_t)v);
		return;
	}
	out_u64(o, v / 1000000000);
	out_u32_zero(o, (uint32_t)(v % 1000000000), 9);
}

void out_u32_blank(struct out *o, uint32_t v, unsigned width)
{
	out_filled(o, v, width, ' ');
}

void out_u32_zero(struct out *o, uint32_t v, unsigned width)
{
	out_filled(o, v, width, '0');
}

void out_two(struct out *o, uint32_t v)
{
	out_mem(o, decimal + 2 * v, 2);
}

void out_hex(struct out *o, uint32_t v, unsigned digits)
{
	if (!out_fits(o, digits))
		return;
	for (unsigned left = digits; left; left--)
		*o->at++ = hex[2 * (v >> 4 * (left - 1) & 15) + 1];
}

void out_0x(struct out *o, uint32_t v, unsigned digits)
{
	out_text(o, "0x");
	out_hex(o, v, digits);
}

void out_mac(struct out *o, const uint8_t mac[6])
{
	char *p = o->at;

	if (!out_fits(o, 17))
		return;
	for (int i = 0; i < 6; i++) {
		memcpy(p, hex + 2 * mac[i], 2);
		if (i < 5)
			p[2] = ':';
		p += 3;
	}
	o->at += 17;
}

void out_ip4(struct out *o, const uint8_t addr[4])
{
	char *p = o->at;

	if (!out_fits(o, 15))
		return;
	for (int i = 0; i < 4; i++) {
		unsigned v = addr[i];

		if (v >= 100) {
			*p++ = (char)('0' + v / 100);
			memcpy(p, decimal + 2 * (v % 100), 2);
			p += 2;
		} else if (v >= 10) {
			memcpy(p, decimal + 2 * v, 2);
			p += 2;
		} else {
			*p++ = (char)('0' + v);
		}
		if (i < 3)
			*p++ = '.';
	}
	o->at = p;
}

static char *group_text(char *p, unsigned v)
{
	unsigned digits = v >= 0x1000 ? 4 : v >= 0x100 ? 3 : v >= 0x10 ? 2 : 1;

	while (digits--)
		*p++ = hex[2 * (v >> 4 * digits & 15) + 1];
	return p;
}

/* The longest run of two zero groups or more, the first one of equals: [*from, *to). */
static void zero_run(const uint8_t addr[16], int *from, int *to)
{
	*from = *to = -1;
	for (int i = 0; i < 8; i++) {
		int start = i;

		while (i < 8 && !addr[2 * i] && !addr[2 * i + 1])
			i++;
		if (i - start >= 2 && i - start > *to - *from) {
			*from = start;
			*to = i;
		}
	}
}

void out_ip6(struct out *o, const uint8_t addr[16])
{
	char *p = o->at;
	int from, to;

	if (!out_fits(o, 39))
		return;
	zero_run(addr, &from, &to);
	if (from == 0 && to == 5 && addr[10] == 0xff && addr[11] == 0xff) {
		out_text(o, "::ffff:");
		out_ip4(o, addr + 12);
		return;
	}
	for (int i = 0; i < 8; i++) {
		if (i == from) {
			*p++ = ':';
			*p++ = ':';
			i = to - 1;
			continue;
		}
		if (i && i != to)
			*p++ = ':';
		p = group_text(p, get_be16(addr + 2 * i));
	}
	o->at = p;
}

void out_escaped(struct out *o, const void *bytes, size_t len)
{
	const uint8_t *b = bytes;

	for (size_t i = 0; i < len; i++) {
		if (b[i] == '\\') {
			out_mem(o, "\\\\", 2);
		} else if (b[i] >= 0x20 && b[i] < 0x7f) {
			out_char(o, (char)b[i]);
		} else {
			char esc[4] = { '\\', 'x', hex[2 * b[i]], hex[2 * b[i] + 1] };

			out_mem(o, esc, sizeof(esc));
		}
	}
}

/* A row is a tab, "0x0010:  ", eight groups "4500 " and, with ASCII, 40 places for the
 * groups, a blank and 16 characters. Offsets beyond 0xffff take more digits.
 */
enum {
	ROW_BYTES = 16,
	GROUPS_WIDTH = 40,
	ROW_ROOM = 1 + 10 + 2 + GROUPS_WIDTH + 1 + 16 + 1
};

size_t out_dump_room(size_t len)
{
	return (len / ROW_BYTES + 1) * ROW_ROOM + 2;
}

static char *row_start(char *p, size_t off)
{
	unsigned digits = off > 0xfffff ? 6 : off > 0xffff ? 5 : 4;

	*p++ = '\t';
	*p++ = '0';
	*p++ = 'x';
	while (digits--)
		*p++ = hex[2 * (off >> 4 * digits & 15) + 1];
	*p++ = ':';
	*p++ = ' ';
	return p;
}

static char *row_groups(char *p, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (i % 2 == 0)
			*p++ = ' ';
		memcpy(p, hex + 2 * bytes[i], 2);
		p += 2;
	}
	return p;
}

static char *row_ascii(char *p, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		*p++ = bytes[i] > 0x20 && bytes[i] < 0x7f ? (char)bytes[i] : '.';
	return p;
}

static void dump_rows(struct out *o, const uint8_t *bytes, size_t len, bool ascii)
{
	for (size_t off = 0; off < len; off += ROW_BYTES) {
		size_t count = len - off < ROW_BYTES ? len - off : ROW_BYTES;
		char *groups, *p;

		if (!out_fits(o, ROW_ROOM))
			return;
		groups = row_start(o->at, off);
		p = row_groups(groups, bytes + off, count);
		if (ascii) {
			while (p < groups + GROUPS_WIDTH + 2)
				*p++ = ' ';
			p = row_ascii(p, bytes + off, count);
		}
		*p++ = '\n';
		o->at = p;
	}
}

void out_dump_hex(struct out *o, const uint8_t *bytes, size_t len)
{
	dump_rows(o, bytes, len, false);
}

void out_dump_hex_ascii(struct out *o, const uint8_t *bytes, size_t len)
{
	dump_rows(o, bytes, len, true);
}

/* Text as it is: line ends and tabs stay, the rest is a dot. As in tcpdump a CR goes where
 * it ends a line, which one among the last two bytes counts as.
 */
void out_dump_ascii(struct out *o, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		uint8_t c = bytes[i];

		if (c == '\r' && (i + 2 >= len || bytes[i + 1] == '\n'))
			continue;
		if (c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f))
			out_char(o, (char)c);
		else
			out_char(o, '.');
	}
	out_char(o, '\n');
}
