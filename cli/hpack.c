/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/hpack.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

enum {
	SIZE_FIRST = 4096,   /* of the table, until the other end says something else */
	SIZE_MOST = 1 << 20, /* nobody has such a table */
	FIELD_MORE = 32,     /* what a field counts besides its bytes */
	SYMBOLS = 257,
	END = 256, /* of a text: never inside of one */
	CODE_MOST = 30,
};

struct hpack_field {
	char *name, *value; /* one block of memory */
	size_t size;
};

/* Source: RFC 7541, appendix A. */
static const struct {
	const char *name, *value;
} fixed[] = {
	{ ":authority", "" },
	{ ":method", "GET" },
	{ ":method", "POST" },
	{ ":path", "/" },
	{ ":path", "/index.html" },
	{ ":scheme", "http" },
	{ ":scheme", "https" },
	{ ":status", "200" },
	{ ":status", "204" },
	{ ":status", "206" },
	{ ":status", "304" },
	{ ":status", "400" },
	{ ":status", "404" },
	{ ":status", "500" },
	{ "accept-charset", "" },
	{ "accept-encoding", "gzip, deflate" },
	{ "accept-language", "" },
	{ "accept-ranges", "" },
	{ "accept", "" },
	{ "access-control-allow-origin", "" },
	{ "age", "" },
	{ "allow", "" },
	{ "authorization", "" },
	{ "cache-control", "" },
	{ "content-disposition", "" },
	{ "content-encoding", "" },
	{ "content-language", "" },
	{ "content-length", "" },
	{ "content-location", "" },
	{ "content-range", "" },
	{ "content-type", "" },
	{ "cookie", "" },
	{ "date", "" },
	{ "etag", "" },
	{ "expect", "" },
	{ "expires", "" },
	{ "from", "" },
	{ "host", "" },
	{ "if-match", "" },
	{ "if-modified-since", "" },
	{ "if-none-match", "" },
	{ "if-range", "" },
	{ "if-unmodified-since", "" },
	{ "last-modified", "" },
	{ "link", "" },
	{ "location", "" },
	{ "max-forwards", "" },
	{ "proxy-authenticate", "" },
	{ "proxy-authorization", "" },
	{ "range", "" },
	{ "referer", "" },
	{ "refresh", "" },
	{ "retry-after", "" },
	{ "server", "" },
	{ "set-cookie", "" },
	{ "strict-transport-security", "" },
	{ "transfer-encoding", "" },
	{ "user-agent", "" },
	{ "vary", "" },
	{ "via", "" },
	{ "www-authenticate", "" },
};

enum { FIXED = sizeof(fixed) / sizeof(fixed[0]) };

/* Bits of the code of each byte, and of END. Codes follow from them: those of one length are
 * consecutive numbers in the order of their bytes, and go on behind the shorter ones. Source:
 * RFC 7541, appendix B.
 */
/* clang-format off */
static const uint8_t code_len[SYMBOLS] = {
	13,23,28,28,28,28,28,28,28,24,30,28,28,30,28,28,
	28,28,28,28,28,28,30,28,28,28,28,28,28,28,28,28,
	6,10,10,12,13,6,8,11,10,10,8,11,8,6,6,6,
	5,5,5,6,6,6,6,6,6,6,7,8,15,6,12,10,
	13,6,7,7,7,7,7,7,7,7,7,7,7,7,7,7,
	7,7,7,7,7,7,7,7,8,7,8,13,19,13,14,6,
	15,5,6,5,6,5,6,6,6,5,7,7,6,6,6,5,
	6,7,6,5,5,6,7,7,7,7,7,15,11,14,13,28,
	20,22,20,20,22,22,22,23,22,23,23,23,23,23,24,23,
	24,24,22,23,24,23,23,23,23,21,22,23,22,23,23,24,
	22,21,20,22,22,23,23,21,23,22,22,24,21,22,23,23,
	21,21,22,21,23,22,23,23,20,22,22,22,23,22,22,23,
	26,26,20,19,22,23,22,25,26,26,26,27,27,26,24,25,
	19,21,26,27,27,26,27,24,21,21,26,26,28,27,27,27,
	20,24,20,21,22,21,21,23,22,22,25,25,24,24,26,23,
	26,27,26,26,27,27,27,27,27,28,27,27,27,27,27,26,
	30,
};
/* clang-format on */

/* --- texts --- */

/* All codes, by their length. */
struct codes {
	uint32_t first[CODE_MOST + 1]; /* of a length, as a number */
	uint16_t count[CODE_MOST + 1];
	uint16_t start[CODE_MOST + 1]; /* where its bytes begin in: */
	uint16_t symbols[SYMBOLS];
};

static void make_codes(struct codes *c)
{
	uint16_t n = 0;
	uint32_t code = 0;

	for (unsigned len = 1; len <= CODE_MOST; len++) {
		c->first[len] = code;
		c->start[len] = n;
		for (unsigned i = 0; i < SYMBOLS; i++) {
			if (code_len[i] == len)
				c->symbols[n++] = (uint16_t)i;
		}
		c->count[len] = (uint16_t)(n - c->start[len]);
		code = (code + c->count[len]) << 1;
	}
}

/* The byte of a code, by its bits so far; -1: it goes on. */
static int symbol_of(const struct codes *c, uint32_t code, unsigned len)
{
	if (code < c->first[len] || code - c->first[len] >= c->count[len])
		return -1;
	return c->symbols[c->start[len] + code - c->first[len]];
}

static bool read_codes(const struct codes *c, const uint8_t *at, size_t len, char *text,
                       size_t *text_len)
{
	uint32_t code = 0;
	unsigned bits = 0;

	*text_len = 0;
	for (size_t i = 0; i < len * 8; i++) {
		int symbol;

		code = code << 1 | ((uint32_t)at[i / 8] >> (7 - i % 8) & 1u);
		symbol = symbol_of(c, code, ++bits);
		if (symbol == END || (symbol < 0 && bits == CODE_MOST) ||
		    *text_len == HPACK_TEXT_MAX)
			return false;
		if (symbol < 0)
			continue;
		text[(*text_len)++] = (char)symbol;
		code = 0;
		bits = 0;
	}
	/* What is left is the begin of END. */
	return bits < 8 && code == (1u << bits) - 1;
}

/* A number that begins in the lower bits of a byte. */
static uint64_t read_number(struct bytes *b, unsigned bits)
{
	uint64_t n = bytes_u8(b) & ((1u << bits) - 1);
	unsigned shift = 0;
	uint8_t c;

	if (n < (1u << bits) - 1)
		return n;
	do {
		c = bytes_u8(b);
		n += (uint64_t)(c & 127) << shift;
		shift += 7;
		if (shift > 35)
			b->failed = true;
	} while (c & 128 && !b->failed);
	return n;
}

/* A text, with a 0 byte at its end. text: of HPACK_TEXT_MAX + 1 bytes. */
static bool read_text(const struct codes *c, struct bytes *b, char *text)
{
	bool coded = b->len && *b->at & 128;
	uint64_t len = read_number(b, 7);
	const uint8_t *at;
	size_t n = (size_t)len;

	if (b->failed || len > HPACK_TEXT_MAX)
		return false;
	at = bytes_take(b, (size_t)len);
	if (!at && len)
		return false;
	if (coded && !read_codes(c, at, (size_t)len, text, &n))
		return false;
	if (!coded && len)
		memcpy(text, at, (size_t)len);
	text[n] = '\0';
	return true;
}

/* --- the table --- */

static size_t most(const struct hpack *h)
{
	return h->most ? h->most - 1 : SIZE_FIRST;
}

static void shrink(struct hpack *h, size_t to)
{
	while (h->count && h->size > to) {
		h->count--;
		h->size -= h->fields[h->count].size;
		free(h->fields[h->count].name);
	}
}

static bool add(struct hpack *h, const char *name, const char *value)
{
	size_t name_len = strlen(name), value_len = strlen(value);
	struct hpack_field *more, f = { .size = name_len + value_len + FIELD_MORE };

	shrink(h, f.size > most(h) ? 0 : most(h) - f.size);
	if (f.size > most(h))
		return true;
	if (h->count == h->room) {
		unsigned room = h->room ? 2 * h->room : 32;

		more = realloc(h->fields, room * sizeof(*more));
		if (!more)
			return false;
		h->fields = more;
		h->room = room;
	}
	f.name = malloc(name_len + value_len + 2);
	if (!f.name)
		return false;
	f.value = f.name + name_len + 1;
	memcpy(f.name, name, name_len + 1);
	memcpy(f.value, value, value_len + 1);
	memmove(h->fields + 1, h->fields, h->count * sizeof(f));
	h->fields[0] = f;
	h->count++;
	h->size += f.size;
	return true;
}

/* Field i of both tables, from 1. */
static bool look_up(const struct hpack *h, uint64_t i, const char **name,
                    const char **value)
{
	if (i >= 1 && i <= FIXED) {
		*name = fixed[i - 1].name;
		*value = fixed[i - 1].value;
		return true;
	}
	if (i <= FIXED || i - FIXED > h->count)
		return false;
	*name = h->fields[i - FIXED - 1].name;
	*value = h->fields[i - FIXED - 1].value;
	return true;
}

/* --- blocks --- */

struct texts {
	struct codes codes;
	char name[HPACK_TEXT_MAX + 1], value[HPACK_TEXT_MAX + 1];
};

/* A field that is written out, with the number of its name, or its name. */
static bool read_literal(struct hpack *h, struct bytes *b, unsigned bits, bool keep,
                         struct texts *t, hpack_fn *fn, void *ctx)
{
	uint64_t i = read_number(b, bits);
	const char *name, *value;

	if (b->failed)
		return false;
	if (!i) {
		if (!read_text(&t->codes, b, t->name))
			return false;
	} else {
		if (!look_up(h, i, &name, &value) || strlen(name) > HPACK_TEXT_MAX)
			return false;
		strcpy(t->name, name); /* its field may leave the table now */
	}
	if (!read_text(&t->codes, b, t->value))
		return false;
	fn(ctx, t->name, t->value);
	return !keep || add(h, t->name, t->value);
}

static bool read_one(struct hpack *h, struct bytes *b, struct texts *t, hpack_fn *fn,
                     void *ctx)
{
	const char *name, *value;
	uint64_t n;

	if (*b->at & 0x80) {
		if (!look_up(h, read_number(b, 7), &name, &value) || b->failed)
			return false;
		fn(ctx, name, value);
		return true;
	}
	if (*b->at & 0x40)
		return read_literal(h, b, 6, true, t, fn, ctx);
	if (!(*b->at & 0x20))
		return read_literal(h, b, 4, false, t, fn, ctx);
	n = read_number(b, 5);
	if (b->failed || n > SIZE_MOST)
		return false;
	h->most = (size_t)n + 1;
	shrink(h, (size_t)n);
	return true;
}

bool hpack_read(struct hpack *h, const uint8_t *at, size_t len, hpack_fn *fn, void *ctx)
{
	struct bytes b = { at, len, false };
	struct texts *t = malloc(sizeof(*t));

	if (t)
		make_codes(&t->codes);
	else
		h->failed = true;
	while (b.len && !h->failed) {
		if (!read_one(h, &b, t, fn, ctx))
			h->failed = true;
	}
	free(t);
	return !h->failed;
}

void hpack_fini(struct hpack *h)
{
	shrink(h, 0);
	free(h->fields);
	memset(h, 0, sizeof(*h));
}
