/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/ast_test.c - mirrors grammar/ast.c: long, deep and broken texts */
#include <stdlib.h>

#include "base/str.h"
#include "tests/grammar/parsing.h"

/* count copies of a piece. */
static void repeat(struct str *s, const char *piece, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		str_add(s, piece, strlen(piece));
}

static void parse_str(struct parsing *x, struct str *s)
{
	CHECK(!s->failed);
	parse_bytes(x, s->at, s->len);
	str_fini(s);
}

/* The text "piece piece ... end" is parsed.
 *
 * returns how much memory that took, which is how much work it was: nothing is built
 *         and left, or touched, without being counted.
 */
static size_t cost(const char *piece, uint32_t count, const char *end, bool ok)
{
	struct str s = { 0 };
	struct parsing x;
	size_t used;

	repeat(&s, piece, count);
	repeat(&s, end, 1);
	parse_str(&x, &s);
	CHECK_EQ(x.ok, ok);
	used = x.arena.used;
	parsing_end(&x);
	return used;
}

static void check_linear(const char *piece, const char *end, bool ok)
{
	size_t one = cost(piece, 10000, end, ok);
	size_t ten = cost(piece, 100000, end, ok);

	CHECK_MSG(ten <= one * 20, "'%s': %zu bytes for 10000, %zu for 100000", piece,
	          one, ten);
}

TEST(long_texts_take_linear_work)
{
	check_linear("host 192.0.2.1 or ", "tcp", true);
	check_linear("1 > 2 and ", "tcp", true);
	check_linear("(tcp) and ", "tcp", true);
	check_linear("host (a or b) and c or ", "tcp", true);
	check_linear("not ", "tcp", true);
	check_linear("!", "tcp", true);
	check_linear("port 80 or (443 or 22) or not 21 or ", "tcp", true);
	check_linear("tcp", " or tcp", false);
	check_linear("tcp ", "", false);
	check_linear("foo = 1 or ", "tcp", false);
	check_linear("@ ", "", false);
	check_linear("08 or ", "", false);
	check_linear("tcp and 1 or ", "tcp", false);
	check_linear("\"", "", false);
	check_linear("1-", "1 = 5", false);
	check_linear(":", "", false);
}

TEST(a_hundred_thousand_terms_are_one_node)
{
	struct str s = { 0 };
	struct parsing x;

	repeat(&s, "host 192.0.2.1 or ", 99999);
	repeat(&s, "arp", 1);
	parse_str(&x, &s);
	CHECK(x.ok);
	CHECK_EQ(x.tree->kind, AST_CHAIN);
	CHECK_EQ(x.tree->chain.count, 100000);
	CHECK_EQ(x.tree->depth, 1);
	CHECK_EQ(x.tree->chain.kid[99999]->kind, AST_PROTO);
	CHECK_EQ(x.tree->at.len, 99999 * 18 + 3);
	parsing_end(&x);
}

static void check_nested(const char *open, const char *inner, const char *close,
                         uint32_t count, const char *want)
{
	struct str s = { 0 };
	struct parsing x;

	repeat(&s, open, count);
	repeat(&s, inner, 1);
	repeat(&s, close, count);
	parse_str(&x, &s);
	CHECK_STR(message(&x), want);
	CHECK_EQ(x.ok, !*want);
	CHECK_EQ(x.diags.errors, *want != '\0');
	if (x.ok)
		CHECK(x.tree->depth <= AST_DEPTH_MAX);
	parsing_end(&x);
}

TEST(depth_has_a_limit_of_ours)
{
	static const char too_deep[] = "nested more than 1000 levels deep";

	check_nested("(", "tcp", ")", 1000, "");
	check_nested("(", "tcp", ")", 1001, too_deep);
	check_nested("(", "tcp", ")", 10000, too_deep);
	check_nested("(", "tcp", ")", 300000, too_deep);
	check_nested("not (", "tcp", ")", 1000, "");
	check_nested("not (", "tcp", ")", 1001, too_deep);
	check_nested("(tcp and ", "udp", ")", 1000, "");
	check_nested("not (tcp and ", "udp", ")", 500, "");
	check_nested("not (tcp and ", "udp", ")", 501, too_deep);
	check_nested("port (", "80", ")", 1, "");
	check_nested("ip[", "0", "] = 1", 1, "");
	check_nested("ip[", "0", "]", 1001, too_deep);
}

TEST(arithmetic_has_a_limit_of_ours)
{
	static const char too_long[] =
		"more than 1000 operators in one piece of arithmetic";

	check_nested("1 + ", "1 = 2", "", 1000, "");
	check_nested("1 + ", "1 = 2", "", 1001, too_long);
	check_nested("1 + ", "1 = 2", "", 100000, too_long);
	check_nested("-", "1 = 2", "", 1000, "");
	check_nested("-", "1 = 2", "", 1001, too_long);
	check_nested("-", "1 = 2", "", 300000, too_long);
	check_nested("5 = 1", "-1", "", 1, "");
}

TEST(a_megabyte_of_anything_ends)
{
	static const char bytes[] = "\x00\xff([{)]}!\\\"' \n-:.$0aF,~@#tcp or";
	enum { LEN = 1 << 20 };
	char *text = malloc(LEN);
	uint32_t state = 1;
	struct parsing x;

	CHECK(text != NULL);
	for (size_t kind = 0; kind < sizeof(bytes); kind++) {
		memset(text, bytes[kind], LEN);
		parse_bytes(&x, text, LEN);
		CHECK_EQ(x.ok, bytes[kind] == ' ' || bytes[kind] == '\n');
		CHECK(x.ok || x.diags.list.count);
		parsing_end(&x);
	}
	for (size_t i = 0; i < LEN; i++) {
		state = state * 1103515245 + 12345;
		text[i] = bytes[(state >> 16) % sizeof(bytes)];
	}
	parse_bytes(&x, text, LEN);
	CHECK(!x.ok);
	CHECK(x.diags.list.count <= DIAG_MAX_ERRORS);
	parsing_end(&x);
	free(text);
}

TEST(errors_come_in_the_order_of_the_text)
{
	struct parsing x;

	parse(&x, "tcp and 80 or tpc port 5 or udp and 90 or 08 > 5 or ip.addr == 5 "
	          "and host");
	CHECK(!x.ok);
	CHECK_EQ(x.diags.list.count, 6);
	for (uint32_t i = 1; i < x.diags.list.count; i++)
		CHECK(x.diags.list.at[i - 1].at.off < x.diags.list.at[i].at.off);
	parsing_end(&x);
}

TEST_MAIN(CASE(long_texts_take_linear_work),
          CASE(a_hundred_thousand_terms_are_one_node), CASE(depth_has_a_limit_of_ours),
          CASE(arithmetic_has_a_limit_of_ours), CASE(a_megabyte_of_anything_ends),
          CASE(errors_come_in_the_order_of_the_text))
