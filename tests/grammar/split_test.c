/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/split_test.c - mirrors grammar/split.c (D35) */
#include "tests/grammar/parsing.h"

TEST(values_joined_by_minus_are_arithmetic_beside_an_operator)
{
	CHECK_SAME("len-4 > 5", "len - 4 > 5");
	CHECK_SAME("length-4>5", "len - 4 > 5");
	CHECK_SAME("4-1 = 3", "4 - 1 = 3");
	CHECK_SAME("3 = 4-1", "3 = 4 - 1");
	CHECK_SAME("5 / (2-1) = 5", "5 / (2 - 1) = 5");
	CHECK_SAME("((len-4)) > 5", "len - 4 > 5");
	CHECK_SAME("len-1-2 > 5", "len - 1 - 2 > 5");
	CHECK_SAME("ip[4-1:2] = 5", "ip[4 - 1:2] = 5");
	CHECK_SAME("ip[len-1] = 5", "ip[len - 1] = 5");
	CHECK_SAME("0x10-010 = 8", "16 - 8 = 8");
	CHECK_SAME("1-2-3-4-5-6 = 7", "1 - 2 - 3 - 4 - 5 - 6 = 7");
}

TEST(constants_keep_their_dashes)
{
	CHECK_SAME("tcp-syn-1 = 1", "tcp-syn - 1 = 1");
	CHECK_SAME("1-tcp-syn = 1", "1 - tcp-syn = 1");
	CHECK_SAME("tcp[tcpflags] & tcp-syn = 0", "tcp[tcpflags] & (tcp-syn) = 0");
}

TEST(the_last_piece_may_be_a_load)
{
	CHECK_SAME("len-ip[0] > 5", "len - ip[0] > 5");
	CHECK_SAME("4-ip6[4:2]-1 > 5", "4 - ip6[4:2] - 1 > 5");
}

TEST(names_stay_names_elsewhere)
{
	CHECK_TREE("host len-4", "host len-4\n");
	CHECK_TREE("host (len-4)", "host len-4\n");
	CHECK_TREE("portrange 4-1 or 5-2", "or\n"
	                                   "  portrange 4-1\n"
	                                   "  portrange 5-2 (inherits)\n");
	CHECK_TREE("host \\len-4", "host \\len-4\n");
	CHECK_TREE("ether host 1-2-3-4-5-6", "link host 01:02:03:04:05:06\n");
}

TEST(spans_of_pieces_are_theirs)
{
	struct parsing x;
	const struct expr *minus;

	parse(&x, "len-4 > 5");
	CHECK(x.ok);
	minus = x.tree->rel.l;
	CHECK_EQ(minus->l->at.off, 0);
	CHECK_EQ(minus->l->at.len, 3);
	CHECK_EQ(minus->op_at.off, 3);
	CHECK_EQ(minus->r->at.off, 4);
	CHECK_EQ(minus->r->at.len, 1);
	parsing_end(&x);
}

TEST_MAIN(CASE(values_joined_by_minus_are_arithmetic_beside_an_operator),
          CASE(constants_keep_their_dashes), CASE(the_last_piece_may_be_a_load),
          CASE(names_stay_names_elsewhere), CASE(spans_of_pieces_are_theirs))
