/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

void reader_skip_blanks(struct reader *r)
{
	while (is_blank(reader_peek(r)))
		r->at++;
}

void reader_skip_space(struct reader *r)
{
	while (is_blank(reader_peek(r)) || reader_peek(r) == '\n')
		r->at++;
}

struct span reader_token(const struct reader *r, uint32_t at)
{
	uint32_t end = at;

	while (end < r->len && reader_is_word(r->text[end]))
		end++;
	if (end == at && end < r->len && r->text[end] != '\n')
		end++;
	return (struct span){ at, end - at };
}

struct diag *reader_fail(struct reader *r, struct span at, const char *fmt, ...)
{
	va_list ap;
	struct diag *d;

	if (r->failed)
		return NULL;
	r->failed = true;
	va_start(ap, fmt);
	d = diag_error(r->diags, at, "%s", arena_vprintf(r->arena, fmt, ap));
	va_end(ap);
	return d;
}

void reader_expected(struct reader *r, const char *what)
{
	reader_fail(r, reader_token(r, r->at), "%s expected here", what);
}

bool reader_take(struct reader *r, const char *text)
{
	size_t len = strlen(text);

	reader_skip_blanks(r);
	if (r->len - r->at < len || memcmp(r->text + r->at, text, len) != 0)
		return false;
	r->at += (uint32_t)len;
	return true;
}

void reader_want(struct reader *r, const char *text)
{
	char what[32];

	if (reader_take(r, text))
		return;
	snprintf(what, sizeof(what), "'%s'", text);
	reader_expected(r, what);
}

int reader_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

uint32_t reader_digits(struct reader *r, int base, uint32_t max)
{
	struct span word = reader_token(r, r->at);
	uint64_t value = 0;

	if (reader_digit(reader_peek(r)) >= base) {
		reader_expected(r, "a number");
		return 0;
	}
	for (; reader_is_word(reader_peek(r)); r->at++) {
		int digit = reader_digit(reader_peek(r));

		if (digit >= base) {
			reader_fail(r, word, "this is no number");
			return 0;
		}
		value = value * (uint64_t)base + (uint64_t)digit;
		if (value > max) {
			reader_fail(r, word,
			            "the number is too large: at most %" PRIu32 " here",
			            max);
			return 0;
		}
	}
	return (uint32_t)value;
}

uint32_t reader_number(struct reader *r, uint32_t max)
{
	reader_skip_blanks(r);
	if (r->len - r->at > 2 && r->text[r->at] == '0' &&
	    (r->text[r->at + 1] | 0x20) == 'x') {
		r->at += 2;
		return reader_digits(r, 16, max);
	}
	return reader_digits(r, 10, max);
}

uint32_t reader_signed(struct reader *r)
{
	if (!reader_take(r, "-"))
		return reader_number(r, UINT32_MAX);
	return 0 - reader_number(r, (uint32_t)INT32_MAX + 1);
}

void reader_add(struct reader *r, struct sock_filter insn)
{
	if (r->insns.count == READ_INSNS_MAX)
		reader_fail(r, reader_token(r, r->at), "the program is too long");
	else
		*vec_push(r->arena, &r->insns) = insn;
}
