/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/str_test.c - mirrors base/str.c. */
#include "base/str.h"
#include "tests/test.h"

TEST(a_zeroed_string_is_empty_and_grows)
{
	struct str s = { 0 };

	for (int i = 0; i < 1000; i++)
		str_printf(&s, "%d,", i);
	CHECK(!s.failed);
	CHECK_EQ(s.len, 10 * 2 + 90 * 3 + 900 * 4);
	CHECK_EQ(strlen(s.at), s.len);
	CHECK(strncmp(s.at, "0,1,2,", 6) == 0);
	CHECK_STR(s.at + s.len - 4, "999,");
	str_fini(&s);
}

TEST_MAIN(CASE(a_zeroed_string_is_empty_and_grows))
