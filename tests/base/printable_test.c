/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/printable_test.c - mirrors base/printable.c. */
#include "base/printable.h"

#include "tests/test.h"

struct row {
	const char *text, *quoted;
	size_t room;
};

static void check_rows(const struct row *rows, size_t count)
{
	struct arena a;

	arena_init(&a, NULL);
	for (size_t i = 0; i < count; i++)
		CHECK_STR(printable(&a, rows[i].text, strlen(rows[i].text), rows[i].room),
		          rows[i].quoted);
	arena_fini(&a);
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof((rows)[0]))

TEST(keeps_what_prints)
{
	static const struct row rows[] = {
		{ "", "", 0 },
		{ "tcp[13] & 2 != 0", "tcp[13] & 2 != 0", 0 },
		{ "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
		  "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", 0 },
	};

	CHECK_ROWS(rows);
}

TEST(makes_one_line_that_prints)
{
	static const struct row rows[] = {
		{ "a\tb\nc\rd", "a b c d", 0 },
		{ "\x1b[31m", "\\x1b[31m", 0 },
		{ "\x7f", "\\x7f", 0 },
		{ "\xc2\x85", "\\xc2\\x85", 0 },         /* U+0085, a control character */
		{ "\xc0\xaf", "\\xc0\\xaf", 0 },         /* overlong */
		{ "\xe0\x80\xaf", "\\xe0\\x80\\xaf", 0 },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80", 0 }, /* surrogate */
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", 0 },
		{ "x\xe2\x82", "x\\xe2\\x82", 0 },       /* cut off */
	};

	CHECK_ROWS(rows);
}

TEST(cuts_what_is_long)
{
	static const struct row rows[] = {
		{ "12345678", "12345678", 8 },
		{ "123456789", "12345...", 8 },
		{ "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa9...", 8 },
	};

	CHECK_ROWS(rows);
}

TEST_MAIN(CASE(keeps_what_prints), CASE(makes_one_line_that_prints),
          CASE(cuts_what_is_long))
