/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/set_test.c - mirrors grammar/set.c: items between braces and in files */
#include <stdio.h>
#include <stdlib.h>

#include "tests/grammar/parsing.h"

static const struct ast_operand *item(const struct parsing *x, uint32_t i)
{
	return &x->tree->chain.kid[i]->prim.operand;
}

/* The entries of a file, or NULL and its messages. */
static struct ast *parse_file(struct parsing *x, struct ast_file *file,
                              const char *text)
{
	memset(x, 0, sizeof(*x));
	arena_init(&x->arena, NULL);
	x->diags.arena = &x->arena;
	*file = (struct ast_file){
		"hosts.txt", text, (uint32_t)strlen(text), { 8, 10 }
	};
	x->tree = ast_parse_file(&x->arena, &x->diags, file);
	return x->tree;
}

TEST(sets_are_lists)
{
	CHECK_SAME("host in {a, b}", "host (a or b)");
	CHECK_SAME("host in {a}", "host a");
	CHECK_SAME("src port in {1, 2} or 3", "src port (1 or 2) or 3");
	CHECK_SAME("not port in {1, 2}", "not port (1 or 2)");
	CHECK_SAME("port not in {1, 2}", "port not (1 or 2)");
	CHECK_SAME("port not in {1, 2} and 3", "port not (1 or 2) and 3");
	CHECK_SAME("(port in {1, 2}) or tcp", "(port (1 or 2)) or tcp");
	CHECK_SAME("vlan in {5}", "vlan in {5,}");
	CHECK_SAME("vlan in {5, 6}", "vlan (5 or 6)");
	CHECK_SAME("vlan (5 or (6 or 7))", "vlan in {5 6 7}");
}

TEST(items_are_separated_by_commas_or_blanks)
{
	CHECK_SAME("host in{a,b}", "host (a or b)");
	CHECK_SAME("host in\n{ a\n\tb,\r\n c , }", "host (a or b or c)");
	CHECK_SAME("host in {10.0.0.0 / 8 a}", "host in {10.0.0.0/8, a}");
	CHECK_SAME("host in {10.0.0.0 mask 255.0.0.0 b}",
	           "host in {10.0.0.0 mask 255.0.0.0, b}");
}

TEST(trees_of_sets)
{
	CHECK_TREE("host in {192.0.2.1, 10.0.0.0/8, ::1/128, x} or y",
	           "or\n"
	           "  or\n"
	           "    host 192.0.2.1\n"
	           "    host 10.0.0.0/8\n"
	           "    host 0:0:0:0:0:0:0:1/128\n"
	           "    host x\n"
	           "  host y (inherits)\n");
	CHECK_TREE("proto in {tcp, \\udp, 6}", "or\n"
	                                       "  proto \\tcp\n"
	                                       "  proto \\udp\n"
	                                       "  proto 6\n");
	CHECK_TREE("mpls in {5, 6-9, 10}", "mpls in 5, 6-9, 10\n");
	CHECK_TREE("net in @a/b,c.txt and tcp", "and\n"
	                                        "  net in @a/b,c.txt\n"
	                                        "  tcp\n");
	CHECK_TREE("(net in @x)", "net in @x\n");
	CHECK_TREE("vlan in @\"a (b).txt\" or tcp", "or\n"
	                                            "  vlan in @a (b).txt\n"
	                                            "  tcp\n");
}

TEST(in_is_a_word_only_in_front_of_a_set)
{
	CHECK_TREE("host in", "host in\n");
	CHECK_TREE("host in or host (in or \\in)", "or\n"
	                                           "  host in\n"
	                                           "  or\n"
	                                           "    host in\n"
	                                           "    host \\in\n");
	CHECK_TREE("host in.example or on in", "or\n"
	                                       "  host in.example\n"
	                                       "  on in\n");
	CHECK_TREE("host in {in}", "host in\n");
}

TEST(items_have_their_spans)
{
	struct parsing x;

	parse(&x, "tcp or src net in {10.0.0.0/8, ::/0}");
	CHECK(x.ok);
	CHECK_EQ(x.tree->chain.kid[1]->at.off, 7);
	CHECK_EQ(x.tree->chain.kid[1]->at.len, 29);
	x.tree = x.tree->chain.kid[1];
	CHECK_EQ(item(&x, 0)->at.off, 19);
	CHECK_EQ(item(&x, 0)->at.len, 10);
	CHECK_EQ(item(&x, 1)->at.off, 31);
	CHECK_EQ(item(&x, 1)->at.len, 4);
	CHECK(item(&x, 1)->in_set);
	CHECK(x.tree->chain.kid[1]->prim.head == x.tree->list);
	parsing_end(&x);

	parse(&x, "vlan in {5} and host in @f");
	CHECK(x.ok);
	CHECK_EQ(x.tree->chain.kid[0]->at.len, 11);
	CHECK_EQ(x.tree->chain.kid[1]->prim.operand.at.off, 24);
	CHECK_EQ(x.tree->chain.kid[1]->prim.operand.at.len, 2);
	parsing_end(&x);
}

TEST(files_have_an_entry_a_line)
{
	struct ast_file file;
	struct parsing x;

	CHECK(parse_file(&x, &file,
	                 "\xef\xbb\xbf# hosts\r\n192.0.2.1\r\n\n"
	                 "  10.0.0.0/8 # all of it\n\\tcp\nudp#x\n80-90"));
	CHECK_EQ(x.tree->chain.count, 5);
	CHECK_EQ(item(&x, 0)->kind, OPD_DOTTED);
	CHECK_EQ(item(&x, 1)->kind, OPD_DOTTED_LEN);
	CHECK_STR(item(&x, 2)->name, "tcp");
	CHECK_STR(item(&x, 3)->name, "udp");
	CHECK_STR(item(&x, 4)->name, "80-90");
	CHECK(item(&x, 4)->file == &file);
	CHECK(strncmp(file.text + item(&x, 4)->at.off, "80-90", 6) == 0);
	CHECK_EQ(x.tree->chain.kid[4]->at.off, 8);
	parsing_end(&x);

	CHECK(parse_file(&x, &file, "::1"));
	CHECK_EQ(x.tree->kind, AST_PRIM);
	parsing_end(&x);
}

static void check_file_error(const char *text, const char *want)
{
	struct ast_file file;
	struct parsing x;

	CHECK(!parse_file(&x, &file, text));
	CHECK_STR(message(&x), want);
	CHECK_EQ(x.diags.list.at[0].at.off, 8);
	CHECK_EQ(x.diags.list.at[0].at.len, 10);
	parsing_end(&x);
}

TEST(errors_in_files_name_the_line)
{
	check_file_error("", "hosts.txt: there are no entries in it");
	check_file_error("\n# x\n", "hosts.txt: there are no entries in it");
	check_file_error(
		"a\n\nb c\n",
		"hosts.txt:3: nothing may follow 'b' in its line, as 'c' does");
	check_file_error(
		"a, b\n",
		"hosts.txt:1: nothing may follow 'a' in its line, as ',' does");
	check_file_error("a\n{b}", "hosts.txt:2: '{' cannot stand in a set");
	check_file_error("a\nor\n", "hosts.txt:2: the items of a set are separated by "
	                            "commas, not by 'or'");
	check_file_error("10.0.0.0/8/9",
	                 "hosts.txt:1: nothing may follow '10.0.0.0/8' in "
	                 "its line, as '/' does");
	check_file_error("99999999999",
	                 "hosts.txt:1: '99999999999' does not fit in 32 bits");
	check_file_error("1:2:3",
	                 "hosts.txt:1: '1:2:3' is neither an IPv6 nor an Ethernet "
	                 "address");
	check_file_error("\n\n\x01", "hosts.txt:3: '\\x01' cannot stand in a set");
}

/* Files are scanned in blocks; nothing is lost or shifted where they meet. */
TEST(long_files_are_whole)
{
	enum { COUNT = 40000 };
	struct ast_file file;
	char *text = malloc(COUNT * 8 + 1);
	struct parsing x;
	bool same = true;

	CHECK(text != NULL);
	for (int i = 0; i < COUNT; i++)
		sprintf(text + i * 8, "%7d\n", i);
	CHECK(parse_file(&x, &file, text));
	CHECK_EQ(x.tree->chain.count, COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		same &= item(&x, i)->num == i &&
		        item(&x, i)->at.off + item(&x, i)->at.len == i * 8 + 7;
	CHECK(same);
	parsing_end(&x);
	memcpy(text + 39000 * 8, "    a b", 7);
	CHECK(!parse_file(&x, &file, text));
	CHECK_STR(message(&x),
	          "hosts.txt:39001: nothing may follow 'a' in its line, as 'b' does");
	parsing_end(&x);
	free(text);
}

TEST_MAIN(CASE(sets_are_lists), CASE(items_are_separated_by_commas_or_blanks),
          CASE(trees_of_sets), CASE(in_is_a_word_only_in_front_of_a_set),
          CASE(items_have_their_spans), CASE(files_have_an_entry_a_line),
          CASE(errors_in_files_name_the_line), CASE(long_files_are_whole))
