/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/inherit_test.c - mirrors grammar/inherit.c; what is refused is in
 * tests/diag/inherit.t
 */
#include "tests/grammar/parsing.h"

TEST(the_whole_head_is_inherited)
{
	CHECK_TREE("tcp src port 80 or 443 or 8080",
	           "or\n"
	           "  tcp src port 80\n"
	           "  tcp src port 443 (inherits)\n"
	           "  tcp src port 8080 (inherits)\n");
	CHECK_TREE("net 10 or 192.168 or 10/8", "or\n"
	                                        "  net 10\n"
	                                        "  net 192.168 (inherits)\n"
	                                        "  net 10/8 (inherits)\n");
	CHECK_TREE("ether proto 0x800 or 0x806", "or\n"
	                                         "  link proto 2048\n"
	                                         "  link proto 2054 (inherits)\n");
	CHECK_TREE("src a or dst b or c", "or\n"
	                                  "  src a\n"
	                                  "  dst b\n"
	                                  "  dst c (inherits)\n");
}

TEST(a_partial_head_inherits_nothing)
{
	CHECK_TREE("src port 80 or dst 90", "or\n"
	                                    "  src port 80\n"
	                                    "  dst 90\n");
	CHECK_TREE("host 1.2.3.4 and 80", "and\n"
	                                  "  host 1.2.3.4\n"
	                                  "  host 80 (inherits)\n");
}

TEST(not_lets_heads_through)
{
	CHECK_TREE("host a and not b", "and\n"
	                               "  host a\n"
	                               "  not\n"
	                               "    host b (inherits)\n");
	CHECK_TREE("not port 80 or 443", "or\n"
	                                 "  not\n"
	                                 "    port 80\n"
	                                 "  port 443 (inherits)\n");
	CHECK_SAME("port not 80", "not port 80");
	CHECK_TREE("port not 80 or 443", "or\n"
	                                 "  not\n"
	                                 "    port 80\n"
	                                 "  port 443 (inherits)\n");
}

TEST(lists_follow_a_head)
{
	CHECK_TREE("host (a or b) and port (25 or 587)", "and\n"
	                                                 "  or\n"
	                                                 "    host a\n"
	                                                 "    host b\n"
	                                                 "  or\n"
	                                                 "    port 25\n"
	                                                 "    port 587\n");
	CHECK_TREE("port (80 or 443) or 8080", "or\n"
	                                       "  or\n"
	                                       "    port 80\n"
	                                       "    port 443\n"
	                                       "  port 8080 (inherits)\n");
	CHECK_SAME("host (a)", "host (a)");
	CHECK_TREE("net (10/8 or not 172.16/12)", "or\n"
	                                          "  net 10/8\n"
	                                          "  not\n"
	                                          "    net 172.16/12\n");
}

/* D39 */
TEST(lists_may_open_with_a_parenthesis)
{
	CHECK_TREE("host ((a or b) or c)", "or\n"
	                                   "  or\n"
	                                   "    host a\n"
	                                   "    host b\n"
	                                   "  host c\n");
	CHECK_TREE("port ((80 or 443) and not 22)", "and\n"
	                                            "  or\n"
	                                            "    port 80\n"
	                                            "    port 443\n"
	                                            "  not\n"
	                                            "    port 22\n");
	CHECK_TREE("port 80 or ((443 or 22) and 21)", "or\n"
	                                              "  port 80\n"
	                                              "  and\n"
	                                              "    or\n"
	                                              "      port 443 (inherits)\n"
	                                              "      port 22 (inherits)\n"
	                                              "    port 21 (inherits)\n");
	CHECK_SAME("host ((a))", "host (a)");
	CHECK_SAME("port ((80))", "port (80)");
}

TEST(lists_inherit)
{
	CHECK_TREE("port 80 and not (443 or 22)", "and\n"
	                                          "  port 80\n"
	                                          "  not\n"
	                                          "    or\n"
	                                          "      port 443 (inherits)\n"
	                                          "      port 22 (inherits)\n");
	CHECK_TREE("host a or (b and c) or d", "or\n"
	                                       "  host a\n"
	                                       "  and\n"
	                                       "    host b (inherits)\n"
	                                       "    host c (inherits)\n"
	                                       "  host d (inherits)\n");
	CHECK_TREE("port 80 or (443)", "or\n"
	                               "  port 80\n"
	                               "  port 443 (inherits)\n");
}

TEST(groups_pass_on_what_was_before_them)
{
	CHECK_TREE("host a and (port 80) and b", "and\n"
	                                         "  host a\n"
	                                         "  port 80\n"
	                                         "  host b (inherits)\n");
	CHECK_TREE("host a and (port 80 or 443) and b", "and\n"
	                                                "  host a\n"
	                                                "  or\n"
	                                                "    port 80\n"
	                                                "    port 443 (inherits)\n"
	                                                "  host b (inherits)\n");
	CHECK_TREE("host a and not (not port 80) or b", "from left to right\n"
	                                                "  host a\n"
	                                                "  and: not\n"
	                                                "    not\n"
	                                                "      port 80\n"
	                                                "  or: host b (inherits)\n");
	CHECK_TREE("host a and ((port 80) and b)", "and\n"
	                                           "  host a\n"
	                                           "  and\n"
	                                           "    port 80\n"
	                                           "    host b (inherits)\n");
	CHECK_TREE("port 80 or (5 > 3)", "or\n"
	                                 "  port 80\n"
	                                 "  >\n"
	                                 "    5\n"
	                                 "    3\n");
}

TEST(lists_know_their_head)
{
	struct parsing x;

	parse(&x, "port 80 or (443 or 22) or (port 1)");
	CHECK(x.ok);
	CHECK(!x.tree->chain.kid[0]->list);
	CHECK(x.tree->chain.kid[1]->list == x.tree->chain.kid[0]->prim.head);
	CHECK(x.tree->chain.kid[1]->parens);
	CHECK(!x.tree->chain.kid[2]->list);
	parsing_end(&x);
}

TEST_MAIN(CASE(the_whole_head_is_inherited), CASE(a_partial_head_inherits_nothing),
          CASE(not_lets_heads_through), CASE(lists_follow_a_head),
          CASE(lists_may_open_with_a_parenthesis), CASE(lists_inherit),
          CASE(groups_pass_on_what_was_before_them), CASE(lists_know_their_head))
