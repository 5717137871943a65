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

TEST(bytes_of_any_value_are_added)
{
	struct str s = { 0 };

	str_add(&s, "a\0b", 3);
	str_add(&s, NULL, 0);
	CHECK(!s.failed);
	CHECK_EQ(s.len, 3);
	CHECK_MEM(s.at, "a\0b", 4);
	str_fini(&s);
	CHECK(!s.at);
}

TEST(a_length_beyond_memory_fails_and_stays_failed)
{
	struct str s = { 0 };

	str_add(&s, "abc", 3);
	str_add(&s, "", SIZE_MAX);
	CHECK(s.failed);
	str_add(&s, "def", 3);
	CHECK_STR(s.at, "abc");
	str_fini(&s);
}

/* The candidate closest to word, or NULL. */
static const char *closest_of(const char *word)
{
	static const char *const words[] = { "host", "port", "proto", "portrange", "ip",
	                                     "multicast" };
	struct closest c = { .word = word, .len = strlen(word) };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		closest_try(&c, words[i]);
	return c.best;
}

TEST(a_typing_mistake_finds_its_word)
{
	CHECK_STR(closest_of("prot"), "port"); /* neighbours swapped */
	CHECK_STR(closest_of("hosts"), "host");
	CHECK_STR(closest_of("hst"), "host");
	CHECK_STR(closest_of("portrnge"), "portrange");
	CHECK_STR(closest_of("mutlicsat"), "multicast");
}

TEST(another_word_finds_nothing)
{
	CHECK_STR(closest_of(""), NULL);
	CHECK_STR(closest_of("iq"), NULL); /* of two letters, any could be meant */
	CHECK_STR(closest_of("gateway"), NULL);
	CHECK_STR(closest_of("a-host-name-longer-than-any-word-of-the-language"), NULL);
}

TEST_MAIN(CASE(a_zeroed_string_is_empty_and_grows),
          CASE(bytes_of_any_value_are_added),
          CASE(a_length_beyond_memory_fails_and_stays_failed),
          CASE(a_typing_mistake_finds_its_word),
          CASE(another_word_finds_nothing))
