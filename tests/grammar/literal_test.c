/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/literal_test.c - mirrors grammar/literal.c and the literals of scan.l */
#include "tests/grammar/parsing.h"

/* The operand of "HEAD text". */
static const struct ast_operand *operand(struct parsing *x, const char *text)
{
	parse(x, text);
	CHECK_MSG(x->ok, "'%s': %s", text, message(x));
	CHECK_EQ(x->tree->kind, AST_PRIM);
	return &x->tree->prim.operand;
}

static void check_num(const char *text, uint32_t want)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, text);

	CHECK_EQ(o->kind, OPD_NUM);
	CHECK_EQ(o->num, want);
	parsing_end(&x);
}

TEST(numbers_have_three_bases)
{
	check_num("port 0", 0);
	check_num("port 80", 80);
	check_num("host 4294967295", 4294967295u);
	check_num("port 0x1F", 31);
	check_num("port 0XfF", 255);
	check_num("host 0xffffffff", 0xffffffffu);
	check_num("port 010", 8);
	check_num("port 00", 0);
	check_num("host 0012345670123", 012345670123);
}

TEST(constants_are_numbers)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, "host icmp-echo");

	CHECK_EQ(o->kind, OPD_NUM);
	CHECK_EQ(o->num, 8);
	CHECK_STR(o->name, "icmp-echo");
	parsing_end(&x);
	o = operand(&x, "host \\icmp-echo");
	CHECK_EQ(o->kind, OPD_NAME);
	CHECK_STR(o->name, "icmp-echo");
	CHECK(o->escaped);
	parsing_end(&x);
}

static void check_dotted(const char *text, enum ast_operand_kind kind, uint32_t count,
                         uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, text);

	CHECK_EQ(o->kind, kind);
	CHECK_EQ(o->nparts, count);
	CHECK_EQ(o->part[0], a);
	CHECK_EQ(o->part[1], b);
	CHECK_EQ(o->part[2], c);
	CHECK_EQ(o->part[3], d);
	parsing_end(&x);
}

TEST(dotted_parts_are_decimal)
{
	check_dotted("host 192.0.2.1", OPD_DOTTED, 4, 192, 0, 2, 1);
	check_dotted("host 010.0.0.08", OPD_DOTTED, 4, 10, 0, 0, 8);
	check_dotted("net 172.20", OPD_DOTTED, 2, 172, 20, 0, 0);
	check_dotted("net 172.20.5", OPD_DOTTED, 3, 172, 20, 5, 0);
	check_dotted("decnet host 17.1023", OPD_DOTTED, 2, 17, 1023, 0, 0);
	check_dotted("host 192.0.2.256", OPD_DOTTED, 4, 192, 0, 2, 256);
}

TEST(networks_have_lengths_and_masks)
{
	struct parsing x;
	const struct ast_operand *o;

	check_dotted("net 192.0.2.0/24", OPD_DOTTED_LEN, 4, 192, 0, 2, 0);
	check_dotted("net 10.1 / 16", OPD_DOTTED_LEN, 2, 10, 1, 0, 0);
	check_dotted("net 10/8", OPD_DOTTED_LEN, 1, 10, 0, 0, 0);
	o = operand(&x, "net 10/8");
	CHECK_EQ(o->bits, 8);
	parsing_end(&x);
	o = operand(&x, "net 10.0.7.0 mask 255.0.255");
	CHECK_EQ(o->kind, OPD_DOTTED_MASK);
	CHECK_EQ(o->nmask, 3);
	CHECK_EQ(o->mask[0], 255);
	CHECK_EQ(o->mask[1], 0);
	CHECK_EQ(o->mask[2], 255);
	parsing_end(&x);
}

static void check_ip6(const char *text, enum ast_operand_kind kind, const char *want)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, text);

	CHECK_EQ(o->kind, kind);
	CHECK_MEM(o->ip6, want, 16);
	parsing_end(&x);
}

TEST(ipv6_has_every_standard_form)
{
	check_ip6("host ::", OPD_IP6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
	check_ip6("host ::1", OPD_IP6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1");
	check_ip6("host 2001:DB8:7::42", OPD_IP6,
	          "\x20\x01\x0d\xb8\0\7\0\0\0\0\0\0\0\0\0\x42");
	check_ip6("host 1:2:3:4:5:6:7:8", OPD_IP6, "\0\1\0\2\0\3\0\4\0\5\0\6\0\7\0\10");
	check_ip6("host 1:2:3:4:5:6:192.0.2.1", OPD_IP6,
	          "\0\1\0\2\0\3\0\4\0\5\0\6\xc0\0\2\1");
	check_ip6("host ::ffff:192.0.2.1", OPD_IP6,
	          "\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\2\1");
	check_ip6("net fe80::/10", OPD_IP6_LEN, "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
}

static void check_mac(const char *text, const char *want)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, text);

	CHECK_EQ(o->kind, OPD_MAC);
	CHECK_MEM(o->mac, want, 6);
	parsing_end(&x);
}

TEST(link_addresses_have_five_forms)
{
	check_mac("ether host 00:1b:21:3C:9d:f8", "\x00\x1b\x21\x3c\x9d\xf8");
	check_mac("ether src 0-1b-21-3c-9d-f8", "\x00\x1b\x21\x3c\x9d\xf8");
	check_mac("ether dst 02.aa.5.0.7f.1", "\x02\xaa\x05\x00\x7f\x01");
	check_mac("ether host 0180.c200.0014", "\x01\x80\xc2\x00\x00\x14");
	check_mac("ether host 3c970e112233", "\x3c\x97\x0e\x11\x22\x33");
	check_mac("ether host 123456789012", "\x12\x34\x56\x78\x90\x12");
	check_mac("ether host 1234.5678.9012", "\x12\x34\x56\x78\x90\x12");
}

TEST(one_byte_addresses_begin_with_a_dollar)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, "link host $1f");

	CHECK_EQ(o->kind, OPD_MAC8);
	CHECK_EQ(o->mac[0], 0x1f);
	parsing_end(&x);
	o = operand(&x, "link host $7");
	CHECK_EQ(o->mac[0], 7);
	parsing_end(&x);
}

static void check_name(const char *text, const char *want, bool escaped)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, text);

	CHECK_EQ(o->kind, OPD_NAME);
	CHECK_STR(o->name, want);
	CHECK_EQ(o->escaped, escaped);
	parsing_end(&x);
}

TEST(names_have_dots_dashes_and_escapes)
{
	check_name("host www.example.com", "www.example.com", false);
	check_name("host www.example.com.", "www.example.com.", false);
	check_name("host 3com-gw_1", "3com-gw_1", false);
	check_name("host 1.2.3.4.5", "1.2.3.4.5", false);
	check_name("port ftp-data", "ftp-data", false);
	check_name("portrange 6000-6063", "6000-6063", false);
	check_name("portrange 0x1000-0x10ff", "0x1000-0x10ff", false);
	check_name("proto \\tcp", "tcp", true);
	check_name("host \\lo:1", "lo:1", true);
	check_name("host \\_a&b", "_a&b", true);
	check_name("host TCP", "TCP", false);
}

TEST(spans_cover_the_operand)
{
	struct parsing x;
	const struct ast_operand *o = operand(&x, " src net 10.0.0.0 / 8 ");

	CHECK_EQ(o->at.off, 9);
	CHECK_EQ(o->at.len, 12);
	CHECK_EQ(x.tree->at.off, 1);
	CHECK_EQ(x.tree->at.len, 20);
	CHECK_EQ(x.tree->prim.head->dir_at.off, 1);
	CHECK_EQ(x.tree->prim.head->type_at.off, 5);
	parsing_end(&x);
}

TEST_MAIN(CASE(numbers_have_three_bases), CASE(constants_are_numbers),
          CASE(dotted_parts_are_decimal), CASE(networks_have_lengths_and_masks),
          CASE(ipv6_has_every_standard_form), CASE(link_addresses_have_five_forms),
          CASE(one_byte_addresses_begin_with_a_dollar),
          CASE(names_have_dots_dashes_and_escapes), CASE(spans_cover_the_operand))
