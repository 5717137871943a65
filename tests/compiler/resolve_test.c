/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/resolve_test.c - mirrors compiler/resolve*.c; no database is asked.
 *
 * What is said about wrong filters is in tests/diag.
 */
#include "compiler/resolve.h"

#include <stdlib.h>
#include <time.h>

#include "base/str.h"
#include "proto/operands.h"
#include "tests/test.h"

struct run {
	struct arena arena;
	struct diags diags;
	struct ast *tree;
	bool ok;
};

static void run_text(struct run *r, const char *text, size_t len)
{
	struct resolve_opts opts = { .no_lookup = true, .text = text };

	memset(r, 0, sizeof(*r));
	arena_init(&r->arena, NULL);
	r->diags.arena = &r->arena;
	r->ok = ast_parse(&r->arena, &r->diags, text, (uint32_t)len, &r->tree);
	if (!r->ok)
		test_fail(__FILE__, __LINE__, "'%.60s' does not parse: %s", text,
		          r->diags.list.at[0].msg);
	r->ok = resolve(&r->arena, &r->diags, &opts, r->tree);
}

static void run_filter(struct run *r, const char *text)
{
	run_text(r, text, strlen(text));
}

static void show_word32(struct str *out, uint32_t w)
{
	str_printf(out, "%u.%u.%u.%u", w >> 24, w >> 16 & 255, w >> 8 & 255, w & 255);
}

static void show_addresses(struct str *out, const struct resolved *p)
{
	for (uint32_t i = 0; i < p->v4_count; i++) {
		str_printf(out, " ");
		show_word32(out, p->v4[i].addr);
		if (p->v4[i].mask == UINT32_MAX)
			continue;
		str_printf(out, "&");
		show_word32(out, p->v4[i].mask);
	}
	for (uint32_t i = 0; i < p->v6_count; i++) {
		const struct net6 *n = &p->v6[i];

		str_printf(out, " %08x:%08x:%08x:%08x&%08x:%08x:%08x:%08x", n->addr[0],
		           n->addr[1], n->addr[2], n->addr[3], n->mask[0], n->mask[1],
		           n->mask[2], n->mask[3]);
	}
}

static void show_mac(struct str *out, const uint8_t *mac, int bytes)
{
	for (int i = 0; i < bytes; i++)
		str_printf(out, "%s%02x", i ? ":" : " ", mac[i]);
}

static void show_ports(struct str *out, const struct resolved *p)
{
	str_printf(out, " %u-%u%s%s%s", p->lo, p->hi,
	           p->transports & TRANSPORT_TCP ? " tcp" : "",
	           p->transports & TRANSPORT_UDP ? " udp" : "",
	           p->transports & TRANSPORT_SCTP ? " sctp" : "");
}

static void show_prim(struct str *out, const struct resolved *p)
{
	static const char *const dirs[] = {
		[DIR_NONE] = "",
		[DIR_SRC] = "src ",
		[DIR_DST] = "dst ",
		[DIR_SRC_OR_DST] = "src-or-dst ",
		[DIR_SRC_AND_DST] = "src-and-dst ",
		[DIR_ADDR1] = "addr1 ",
		[DIR_ADDR2] = "addr2 ",
		[DIR_ADDR3] = "addr3 ",
		[DIR_ADDR4] = "addr4 ",
		[DIR_RA] = "ra ",
		[DIR_TA] = "ta ",
	};
	static const char *const kinds[] = {
		[PRIM_HOST] = "host",
		[PRIM_LINK_HOST] = "mac",
		[PRIM_LINK_HOST8] = "mac8",
		[PRIM_DECNET] = "decnet",
		[PRIM_GATEWAY] = "gateway",
		[PRIM_PORT] = "port",
		[PRIM_IP_PROTO] = "proto",
		[PRIM_PROTOCHAIN] = "protochain",
		[PRIM_LINK_PROTO] = "linkproto",
		[PRIM_ISO_PROTO] = "isoproto",
		[PRIM_ISIS_PROTO] = "isisproto",
	};
	const char *word = proto_at(p->proto)->word;

	str_printf(out, "%s%s%s%s", word, *word ? " " : "", dirs[p->dir],
	           kinds[p->kind]);
	switch (p->kind) {
	case PRIM_HOST:
		show_addresses(out, p);
		break;
	case PRIM_LINK_HOST:
		show_mac(out, p->mac, 6);
		break;
	case PRIM_LINK_HOST8:
		show_mac(out, p->mac, 1);
		break;
	case PRIM_GATEWAY:
		show_mac(out, p->mac, 6);
		show_addresses(out, p);
		break;
	case PRIM_PORT:
		show_ports(out, p);
		break;
	case PRIM_DECNET:
	case PRIM_IP_PROTO:
	case PRIM_PROTOCHAIN:
	case PRIM_LINK_PROTO:
	case PRIM_ISO_PROTO:
	case PRIM_ISIS_PROTO:
		str_printf(out, " %u", p->num);
		break;
	}
}

static void show_tree(struct str *out, const struct ast *node)
{
	if (node->kind == AST_CHAIN) {
		for (uint32_t i = 0; i < node->chain.count; i++) {
			str_printf(out, "%s", i ? " | " : "");
			show_tree(out, node->chain.kid[i]);
		}
	} else if (node->kind == AST_NOT) {
		str_printf(out, "!");
		show_tree(out, node->not );
	} else if (node->kind == AST_PRIM) {
		show_prim(out, node->prim.resolved);
	} else {
		str_printf(out, "?");
	}
}

struct good {
	const char *filter;
	const char *shown;
};

static void check_good(const struct good *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str out = { 0 };
		struct run r;

		run_filter(&r, rows[i].filter);
		CHECK_MSG(r.ok, "%s: %s", rows[i].filter,
		          r.diags.list.count ? r.diags.list.at[0].msg : "no message");
		CHECK_MSG(!r.diags.list.count, "%s: %s", rows[i].filter,
		          r.diags.list.at[0].msg);
		show_tree(&out, r.tree);
		CHECK_STR(out.at, rows[i].shown);
		str_fini(&out);
		arena_fini(&r.arena);
	}
}

#define CHECK_GOOD(rows) check_good(rows, sizeof(rows) / sizeof((rows)[0]))

TEST(hosts)
{
	static const struct good rows[] = {
		{ "host 192.0.2.1", "host 192.0.2.1" },
		{ "src 192.0.2.1", "src host 192.0.2.1" },
		{ "ip dst host 255.255.255.255", "ip dst host 255.255.255.255" },
		{ "arp src or dst host 192.0.2.9", "arp src-or-dst host 192.0.2.9" },
		{ "rarp src and dst 192.0.2.9", "rarp src-and-dst host 192.0.2.9" },
		{ "host 3221225985", "host 192.0.2.1" },
		{ "host 0xc0000201", "host 192.0.2.1" },
		{ "host 2001:db8::1", "host 20010db8:00000000:00000000:00000001&"
		                      "ffffffff:ffffffff:ffffffff:ffffffff" },
		{ "ip6 dst host ::ffff:192.0.2.1/128",
		  "ip6 dst host 00000000:00000000:0000ffff:c0000201&"
		  "ffffffff:ffffffff:ffffffff:ffffffff" },
		{ "host (192.0.2.1 or not 192.0.2.2) and 192.0.2.3",
		  "host 192.0.2.1 | !host 192.0.2.2 | host 192.0.2.3" },
	};

	CHECK_GOOD(rows);
}

TEST(networks)
{
	static const struct good rows[] = {
		{ "net 10", "host 10.0.0.0&255.0.0.0" },
		{ "net 10/8", "host 10.0.0.0&255.0.0.0" },
		{ "net 10.1", "host 10.1.0.0&255.255.0.0" },
		{ "net 10.1.2", "host 10.1.2.0&255.255.255.0" },
		{ "net 10.1.2.3", "host 10.1.2.3" },
		{ "net 10.1/18", "host 10.1.0.0&255.255.192.0" },
		{ "net 10.1.2.3 / 32", "host 10.1.2.3" },
		{ "net 0.0.0.0/0", "host 0.0.0.0&0.0.0.0" },
		{ "net 0x0a0b0000", "host 10.11.0.0" },
		{ "src net 10.0.7.0 mask 255.0.255.0",
		  "src host 10.0.7.0&255.0.255.0" },
		{ "net 10.2 mask 255.254", "host 10.2.0.0&255.254.0.0" },
		{ "ip6 net 2001:db8:40::/42",
		  "ip6 host 20010db8:00400000:00000000:00000000&"
		  "ffffffff:ffc00000:00000000:00000000" },
		{ "net ::/0", "host 00000000:00000000:00000000:00000000&"
		              "00000000:00000000:00000000:00000000" },
		{ "net fe80::/33", "host fe800000:00000000:00000000:00000000&"
		                   "ffffffff:80000000:00000000:00000000" },
		{ "net ff02::1", "host ff020000:00000000:00000000:00000001&"
		                 "ffffffff:ffffffff:ffffffff:ffffffff" },
	};

	CHECK_GOOD(rows);
}

TEST(link_addresses)
{
	static const struct good rows[] = {
		{ "ether host 0:1b:21:3c:9d:f8", "link mac 00:1b:21:3c:9d:f8" },
		{ "ether src 00-1b-21-3c-9d-f8", "link src mac 00:1b:21:3c:9d:f8" },
		{ "wlan ra 001b.213c.9df8", "link ra mac 00:1b:21:3c:9d:f8" },
		{ "wlan addr4 001b213c9df8", "link addr4 mac 00:1b:21:3c:9d:f8" },
		{ "link dst $7", "link dst mac8 07" },
		{ "decnet src 17.44", "decnet src decnet 17452" },
		{ "decnet host 63.1023", "decnet decnet 65535" },
	};

	CHECK_GOOD(rows);
}

TEST(ports)
{
	static const struct good rows[] = {
		{ "port 80", "port 80-80 tcp udp sctp" },
		{ "port 0", "port 0-0 tcp udp sctp" },
		{ "tcp src and dst port 65535",
		  "tcp src-and-dst port 65535-65535 tcp" },
		{ "port 0x50 or 443", "port 80-80 tcp udp sctp | "
		                      "port 443-443 tcp udp sctp" },
		{ "portrange 10-20", "port 10-20 tcp udp sctp" },
		{ "udp portrange 20-10", "udp port 10-20 udp" },
		{ "sctp portrange 5", "sctp port 5-5 sctp" },
		{ "portrange 0x10-020", "port 16-16 tcp udp sctp" },
	};

	CHECK_GOOD(rows);
}

/* The built-in table has one transport for http and ntp, two for domain. */
TEST(services)
{
	static const struct good rows[] = {
		{ "port http", "port 80-80 tcp" },
		{ "port ntp", "port 123-123 udp" },
		{ "port domain", "port 53-53 tcp udp sctp" },
		{ "udp port domain", "udp port 53-53 udp" },
		{ "sctp port domain", "sctp port 53-53 sctp" },
		{ "tcp port ftp-data", "tcp port 20-20 tcp" },
		{ "portrange http", "port 80-80 tcp" },
		{ "portrange ftp-http", "port 21-80 tcp" },
		{ "portrange http-ftp", "port 21-80 tcp" },
		{ "portrange http-ntp", "port 80-123 tcp udp sctp" },
		{ "portrange 22-http", "port 22-80 tcp udp sctp" },
		{ "udp portrange 22-http", "udp port 22-80 udp" },
	};

	CHECK_GOOD(rows);
}

TEST(protocols)
{
	static const struct good rows[] = {
		{ "proto 6 or 255", "proto 6 | proto 255" },
		{ "ip proto \\tcp", "ip proto 6" },
		{ "ip6 proto ipv6-icmp", "ip6 proto 58" },
		{ "proto ospf", "proto 89" },
		{ "protochain \\udp", "protochain 17" },
		{ "ip6 protochain 0", "ip6 protochain 0" },
		{ "ether proto 0x88e5", "link linkproto 35045" },
		{ "ether proto 300", "link linkproto 300" },
		{ "link proto lldp or \\ip6 or \\stp",
		  "link linkproto 35020 | link linkproto 34525 | link linkproto 66" },
		{ "iso proto \\clnp or 0x82", "iso isoproto 129 | iso isoproto 130" },
		{ "isis proto 31", "isis isisproto 31" },
	};

	CHECK_GOOD(rows);
}

/* The word of the filter `text`, which is that word alone. */
static struct ast_word word_of(struct run *r, const char *text)
{
	run_filter(r, text);
	CHECK_MSG(r->ok && !r->diags.list.count, "%s: %s", text,
	          r->diags.list.count ? r->diags.list.at[0].msg : "no message");
	CHECK_EQ(r->tree->kind, AST_WORD);
	return r->tree->word;
}

TEST(names_of_words_become_numbers)
{
	static const struct {
		const char *filter;
		uint32_t num;
	} rows[] = {
		{ "reason synproxy", 14 },
		{ "reason TRANSLATE", 15 },
		{ "reason dummynet", 15 },
		{ "reason 200", 200 },
		{ "action block", 1 },
		{ "action accept", 0 },
		{ "action dummynet", 11 },
		{ "action Defer", 11 },
		{ "llc rr", LLC_KIND(0x0f, 1) },
		{ "llc XID", LLC_KIND(0xef, 0xaf) },
		{ "wlan dir fromds", 2 },
		{ "dir 3", 3 },
		{ "type ctl", 4 },
		{ "wlan type 12", 12 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ast_word w;
		struct run r;

		w = word_of(&r, rows[i].filter);
		CHECK_MSG(w.has_num && w.num == rows[i].num, "%s: %u", rows[i].filter,
		          w.num);
		CHECK_MSG(!w.has_num2, "%s", rows[i].filter);
		arena_fini(&r.arena);
	}
}

TEST(subtypes_bring_their_type)
{
	static const struct {
		const char *filter;
		uint32_t type, subtype;
	} rows[] = {
		{ "subtype beacon", 0, 0x80 },
		{ "subtype rts", 4, 0xb0 },
		{ "subtype qos-data", 8, 0x80 },
		{ "type mgt subtype Deauth", 0, 0xc0 },
		{ "type data subtype 0xf0", 8, 0xf0 },
		{ "type 4 subtype ack", 4, 0xd0 },
		{ "type 12 subtype 0x10", 12, 0x10 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ast_word w;
		struct run r;

		w = word_of(&r, rows[i].filter);
		CHECK_MSG(w.has_num && w.num == rows[i].type, "%s: %u", rows[i].filter,
		          w.num);
		CHECK_MSG(w.has_num2 && w.num2 == rows[i].subtype, "%s: %u",
		          rows[i].filter, w.num2);
		arena_fini(&r.arena);
	}
}

/* These have no problem that could be told without a link type. */
TEST(accepts_what_any_link_type_may_have)
{
	static const char *const filters[] = {
		"tcp",
		"icmp6 and not stp",
		"l1 or esis",
		"broadcast",
		"ip broadcast",
		"ip6 multicast",
		"ether multicast",
		"vlan 4095",
		"vlan 0",
		"vlan",
		"mpls 1048575",
		"pppoes 65535",
		"geneve 16777215 and vxlan 16777215",
		"vpi 255 or vci 65535",
		"vpi != 3",
		"sio 255 and opc 16383",
		"hdpc > 5 or hsls 15",
		"byte 4000000000 > 255",
		"less 0",
		"ifindex 7",
		"on abcdefghijklmno",
		"ruleset x",
		"tcp[0:4] = ip[len:2]",
		"radio[0] = 1 or link[-4088:4] = 5",
		"-len > 3 % 2",
		"llc",
	};

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		struct run r;

		run_filter(&r, filters[i]);
		CHECK_MSG(r.ok && !r.diags.list.count, "%s: %s", filters[i],
		          r.diags.list.count ? r.diags.list.at[0].msg : "no message");
		arena_fini(&r.arena);
	}
}

TEST(an_empty_filter_has_nothing_to_resolve)
{
	struct run r;

	run_filter(&r, " ");
	CHECK(r.ok && !r.tree);
	arena_fini(&r.arena);
}

TEST(reports_every_problem)
{
	static const char *const at[] = { "70000", "foo", "host", "256", "31" };
	const char *filter = "(port 70000 or foo) and tcp host 10.0.0.1 and "
			     "(net 10.0.0.0/8 or not proto 256) and ip6[0:31] = 1";
	struct run r;

	run_filter(&r, filter);
	CHECK(!r.ok);
	CHECK_EQ(r.diags.errors, 5);
	CHECK_EQ(r.diags.list.count, 5);
	for (uint32_t i = 0; i < 5; i++) {
		struct span s = r.diags.list.at[i].at;

		CHECK_MSG(s.len == strlen(at[i]) &&
		                  !strncmp(filter + s.off, at[i], s.len),
		          "%u: %.*s", i, (int)s.len, filter + s.off);
	}
	arena_fini(&r.arena);
}

/* "host 10.0.0.0 or 10.0.0.1 ...", count times; the caller frees it. */
static char *host_list(uint32_t count)
{
	char *text = malloc(8 + (size_t)count * 20);
	char *to = text + sprintf(text, "host ");

	for (uint32_t i = 0; i < count; i++)
		to += sprintf(to, "%s10.%u.%u.%u", i ? " or " : "", i >> 16 & 255,
		              i >> 8 & 255, i & 255);
	return text;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Four times the addresses take at most eight times as long: quadratic would be 16. */
TEST(long_lists_take_linear_time)
{
	double took[2] = { 0, 0 };

	for (int i = 0; i < 2; i++) {
		char *text = host_list(i ? 100000 : 25000);
		size_t len = strlen(text);

		for (int again = 0; again < 3; again++) {
			double start = seconds();
			struct run r;

			run_text(&r, text, len);
			CHECK(r.ok);
			CHECK_EQ(r.tree->chain.count, i ? 100000 : 25000);
			took[i] += seconds() - start;
			arena_fini(&r.arena);
		}
		free(text);
	}
	test_note("%.3f s for 3 * 25 000, %.3f s for 3 * 100 000", took[0], took[1]);
	CHECK(took[1] < 8 * took[0] + 0.3);
}

TEST_MAIN(CASE(hosts), CASE(networks), CASE(link_addresses), CASE(ports),
          CASE(services), CASE(protocols), CASE(names_of_words_become_numbers),
          CASE(subtypes_bring_their_type), CASE(accepts_what_any_link_type_may_have),
          CASE(an_empty_filter_has_nothing_to_resolve), CASE(reports_every_problem),
          CASE(long_lists_take_linear_time))
