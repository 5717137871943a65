/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/words_test.c - mirrors grammar/words.c and proto/constant.c */
#include "grammar/parse.h"
#include "grammar/words.h"
#include "proto/constant.h"
#include "tests/test.h"

TEST(no_word_is_there_twice)
{
	for (size_t i = 0; i < word_count(); i++) {
		const char *word = word_at(i)->word;

		CHECK_MSG(word_by_text(word, strlen(word)) == word_at(i), "%s", word);
		CHECK_MSG(!constant_by_word(word, strlen(word)), "%s", word);
	}
	for (size_t i = 0; i < constant_count(); i++) {
		const char *word = constant_at(i)->word;

		CHECK_MSG(constant_by_word(word, strlen(word)) == constant_at(i), "%s",
		          word);
	}
}

TEST(every_protocol_is_a_word)
{
	for (int id = PROTO_NONE + 1; id < PROTO_COUNT; id++) {
		const char *word = proto_at((enum proto_id)id)->word;
		const struct word_row *row = word_by_text(word, strlen(word));

		CHECK_MSG(row && row->kind == T_PROTO && row->num == (uint32_t)id, "%s",
		          word);
	}
}

TEST(a_part_of_a_word_is_none)
{
	CHECK(!word_by_text("tc", 2));
	CHECK(!word_by_text("tcpp", 4));
	CHECK(!word_by_text("", 0));
	CHECK(word_by_text("tcpp", 3));
	CHECK(!constant_by_word("tcp-sy", 6));
}

TEST(mistakes_find_their_word)
{
	CHECK_STR(word_closest("tpc", 3), "tcp");
	CHECK_STR(word_closest("hots", 4), "host");
	CHECK_STR(word_closest("prot", 4), "port");
	CHECK_STR(word_closest("broadcast", 9), "broadcast");
	CHECK_STR(word_closest("multcast", 8), "multicast");
	CHECK_STR(word_closest("tcp-sny", 7), "tcp-syn");
	CHECK_STR(word_closest("xyzzy", 5), NULL);
	CHECK_STR(word_closest("ab", 2), NULL);
}

TEST_MAIN(CASE(no_word_is_there_twice), CASE(every_protocol_is_a_word),
          CASE(a_part_of_a_word_is_none), CASE(mistakes_find_their_word))
