/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/gen.c - random filters, the same ones for the same seed.
 *
 * Operands come from short lists, so that the terms of a filter overlap, repeat and
 * contradict each other as those of people do. What a link type cannot have is rarely
 * made: both compilers would only agree that it is wrong.
 */
#include "tests/peer/gen.h"

#include <stdio.h>

#include "proto/link.h"
#include "tests/peer/frames.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

struct gen {
	struct str *out;
	uint64_t rng;
	uint32_t linktype;
	bool inside; /* behind vlan, mpls and the like: ask for plain IP */
};

static uint32_t dice(struct gen *g, uint32_t sides)
{
	return next_random(&g->rng) % sides;
}

static void put(struct gen *g, const char *text)
{
	str_printf(g->out, "%s", text);
}

#define PICK(g, list) ((list)[dice((g), LEN(list))])
#define PUT_ONE(g, ...)                                                                \
	do {                                                                           \
		static const char *const choices[] = { __VA_ARGS__ };                  \
		put((g), PICK((g), choices));                                          \
	} while (0)

static bool has_mac(const struct gen *g)
{
	return g->linktype == LINKTYPE_ETHERNET;
}

/* Whether the link type carries more than IP. */
static bool has_types(const struct gen *g)
{
	return g->linktype == LINKTYPE_ETHERNET || g->linktype == LINKTYPE_LINUX_SLL ||
	       g->linktype == LINKTYPE_LINUX_SLL2;
}

static void direction(struct gen *g)
{
	if (dice(g, 2))
		PUT_ONE(g, "src ", "dst ", "src ", "dst ", "src or dst ",
		        "src and dst ");
}

static void host4(struct gen *g)
{
	PUT_ONE(g, "192.0.2.1", "198.51.100.2", "198.51.100.17", "203.0.113.9",
	        "10.1.2.3", "192.0.2.2", "192.0.2.129", "224.0.0.5", "172.16.0.1",
	        "255.255.255.255");
}

static void host6(struct gen *g)
{
	PUT_ONE(g, "2001:db8::1", "2001:db8:7::2", "2001:db8:7::42", "fe80::1", "::1",
	        "ff02::1", "2001:db8::198.51.100.3");
}

static void net4(struct gen *g)
{
	PUT_ONE(g, "192.0.2.0/24", "198.51.100.0/25", "10.0.0.0/8", "172.16.0.0/12",
	        "100.64.0.0 mask 255.192.0.0", "10.0.7.0 mask 255.0.255.0", "192.0.2",
	        "172.20", "10", "128.0.0.0/1", "192.0.2.1/32", "192.0.2.128/25",
	        "198.51.100.0/30", "0.0.0.0/0", "224.0.0.0/4");
}

static void net6(struct gen *g)
{
	PUT_ONE(g, "2001:db8::/32", "2001:db8:40::/42", "ff00::/8", "2001:db8:7::/64",
	        "2001:db8::2/127", "fe80::/10", "2001:db8:0:0:1::/80", "::/0");
}

static void port(struct gen *g)
{
	PUT_ONE(g, "80", "443", "22", "53", "123", "8080", "5060", "1024", "40000", "0",
	        "65535", "0x50", "http", "domain", "ssh");
}

static void port_range(struct gen *g)
{
	PUT_ONE(g, "6000-6063", "0-1023", "1024-65535", "80-80", "443-80", "53-123",
	        "0-65535", "40000-40001", "1-2", "22-80");
}

static void mac(struct gen *g)
{
	PUT_ONE(g, "02:aa:05:00:7f:01", "00-1b-21-3c-9d-f8", "0180.c200.0014",
	        "ff:ff:ff:ff:ff:ff", "00:1b:21:3c:9d:f9", "02aa05007f01");
}

/* An operand, or several: "a", "(a or b)", "a or b and not c". */
static void operands(struct gen *g, void (*one)(struct gen *))
{
	uint32_t more = dice(g, 8) ? 0 : 1 + dice(g, 4);
	bool parens = dice(g, 2);

	if (!more && !dice(g, 24))
		put(g, "not ");
	if (parens && more)
		put(g, "(");
	one(g);
	for (uint32_t i = 0; i < more; i++) {
		put(g, dice(g, 6) ? " or " : " and ");
		if (!dice(g, 10))
			put(g, "not ");
		one(g);
	}
	if (parens && more)
		put(g, ")");
}

static void family(struct gen *g, bool six)
{
	if (six)
		put(g, "ip6 ");
	else if (has_types(g))
		PUT_ONE(g, "ip ", "arp ", "rarp ", "ip ");
	else
		put(g, "ip ");
}

static void term_host(struct gen *g)
{
	bool six = g->linktype == LINKTYPE_IPV6 ? dice(g, 4) != 0 : dice(g, 4) == 0;

	if (!dice(g, 4))
		family(g, six);
	direction(g);
	put(g, "host ");
	operands(g, six ? host6 : host4);
}

static void term_net(struct gen *g)
{
	bool six = g->linktype == LINKTYPE_IPV6 ? dice(g, 4) != 0 : dice(g, 4) == 0;

	if (!dice(g, 4))
		put(g, six ? "ip6 " : "ip ");
	direction(g);
	put(g, "net ");
	operands(g, six ? net6 : net4);
}

static void term_port(struct gen *g)
{
	if (dice(g, 2))
		PUT_ONE(g, "tcp ", "udp ", "tcp ", "udp ", "sctp ");
	direction(g);
	if (dice(g, 4)) {
		put(g, "port ");
		operands(g, port);
	} else {
		put(g, "portrange ");
		operands(g, port_range);
	}
}

static void proto_number(struct gen *g)
{
	PUT_ONE(g, "6", "17", "1", "58", "47", "50", "132", "0", "255", "4", "41",
	        "\\tcp", "\\udp", "gre", "ospf", "44", "59");
}

static void term_proto(struct gen *g)
{
	PUT_ONE(g, "", "ip ", "ip6 ", "");
	put(g, "proto ");
	operands(g, proto_number);
}

static void term_abbreviation(struct gen *g)
{
	if (has_types(g) && !g->inside && !dice(g, 3))
		PUT_ONE(g, "arp", "rarp", "atalk", "aarp", "decnet", "lat", "sca",
		        "moprc", "mopdl", "arp", "arp");
	else
		PUT_ONE(g, "ip", "ip6", "tcp", "udp", "icmp", "icmp6", "sctp", "ip",
		        "ip6", "tcp", "udp", "icmp", "ah", "esp", "pim", "igmp", "igrp",
		        "vrrp", "carp");
}

static void link_proto(struct gen *g)
{
	PUT_ONE(g, "0x0800", "0x86dd", "0x0806", "0x88cc", "0x8899", "\\ip", "\\arp",
	        "\\ip6", "0x8100", "0x05dd", "0xffff", "loopback");
}

/* Only on links where libpcap and pfc mean the same by it. */
static void term_link(struct gen *g)
{
	if (has_mac(g)) {
		switch (dice(g, 4)) {
		case 0:
			put(g, "ether ");
			direction(g);
			put(g, "host ");
			operands(g, mac);
			return;
		case 1:
			PUT_ONE(g, "broadcast", "multicast", "ether broadcast",
			        "ether multicast", "ip multicast", "ip6 multicast");
			return;
		case 2:
			PUT_ONE(g, "stp", "ipx", "netbeui", "iso", "clnp", "esis",
			        "isis", "l1", "l2", "iih", "lsp", "snp", "csnp", "psnp",
			        "isis proto 20", "iso proto 0x82", "ether proto 0x42",
			        "ether proto 0xe0", "ether proto 0xfe",
			        "ether proto 6");
			return;
		}
	}
	if (has_types(g)) {
		PUT_ONE(g, "ether proto ", "link proto ");
		operands(g, link_proto);
		return;
	}
	PUT_ONE(g, "ip multicast", "ip6 multicast");
}

static void term_llc(struct gen *g)
{
	if (has_mac(g))
		PUT_ONE(g, "llc", "llc i", "llc s", "llc u", "llc rr", "llc rnr",
		        "llc rej", "llc ui", "llc ua", "llc disc", "llc sabme",
		        "llc test", "llc xid", "llc frmr");
	else
		term_abbreviation(g);
}

static void decnet_address(struct gen *g)
{
	PUT_ONE(g, "17.44", "1.2", "5.257", "63.1023", "0.1");
}

static void term_decnet(struct gen *g)
{
	if (!has_types(g)) {
		term_port(g);
		return;
	}
	put(g, "decnet ");
	direction(g);
	put(g, "host ");
	operands(g, decnet_address);
}

static void term_length(struct gen *g)
{
	switch (dice(g, 3)) {
	case 0:
		PUT_ONE(g, "less 64", "greater 1500", "less 0", "greater 0", "less 128",
		        "greater 100");
		return;
	case 1:
		str_printf(g->out, "byte %u %s %u", dice(g, 70),
		           PICK(g, ((const char *const[]){ "=", "<", ">", "==" })),
		           dice(g, 256));
		return;
	default:
		str_printf(g->out, "len %s %u",
		           PICK(g, ((const char *const[]){ "=", "<", ">",
		                                           "<=", ">=", "!=" })),
		           dice(g, 4) ? dice(g, 200) : dice(g, 2000));
		return;
	}
}

/* Relations */

static void accessor_name(struct gen *g, bool guarded)
{
	if (!guarded)
		put(g, "link");
	else if (has_types(g) && !g->inside && !dice(g, 6))
		PUT_ONE(g, "arp", "rarp", "arp", "atalk", "decnet", "lat");
	else
		PUT_ONE(g, "ip", "tcp", "udp", "ip6", "icmp", "icmp6", "tcp", "ip",
		        "sctp", "igmp", "pim", "udp", "vrrp");
}

static void arith(struct gen *g, uint32_t depth, bool guards);

static void accessor(struct gen *g, uint32_t depth, bool guarded)
{
	accessor_name(g, guarded);
	put(g, "[");
	if (depth && !dice(g, 8))
		arith(g, depth - 1, guarded);
	else if (!dice(g, 8))
		PUT_ONE(g, "len - 40", "(ip[0] & 0xf) << 2", "tcp[12] >> 2", "2 * 4",
		        "tcpflags", "icmptype", "0 - 4");
	else
		str_printf(g->out, "%u", dice(g, 24));
	put(g, PICK(g, ((const char *const[]){ "]", "]", "]", ":2]", ":4]", ":1]",
	                                       ":2]" })));
}

static void number(struct gen *g)
{
	PUT_ONE(g, "0", "1", "2", "3", "4", "5", "7", "8", "0xf", "0xff", "16", "31",
	        "64", "80", "255", "0x1fff", "0x3fff", "0x8000", "0xffff", "1500",
	        "0xf0", "0xffffffff", "0x7fffffff", "0xc0000201", "tcp-syn", "tcp-ack",
	        "(tcp-syn|tcp-fin)", "icmp-echo", "20", "69");
}

static void operand(struct gen *g, uint32_t depth, bool guards)
{
	switch (dice(g, 6)) {
	case 0:
		number(g);
		return;
	case 1:
		put(g, "len");
		return;
	case 2:
		accessor(g, depth, false);
		return;
	default:
		accessor(g, depth, guards);
		return;
	}
}

/* With `guards`, accessors that imply a test may stand in it. On the right of an
 * operator libpcap forgets them (D8), so they stand there only once in a while.
 */
static void arith(struct gen *g, uint32_t depth, bool guards)
{
	if (!depth || !dice(g, 3)) {
		operand(g, depth, guards);
		return;
	}
	switch (dice(g, 12)) {
	case 0:
		put(g, "-(");
		arith(g, depth - 1, guards);
		put(g, ")");
		return;
	case 1:
		put(g, "(");
		arith(g, depth - 1, guards);
		put(g, ")");
		PUT_ONE(g, " % ", " / ");
		PUT_ONE(g, "4", "10", "255", "link[3]", "(len & 7)");
		return;
	case 2:
		put(g, "(");
		arith(g, depth - 1, guards);
		PUT_ONE(g, ") << ", ") >> ");
		PUT_ONE(g, "1", "2", "4", "8", "31", "0", "(link[1] & 63)");
		return;
	default:
		put(g, "(");
		arith(g, depth - 1, guards);
		put(g, ")");
		PUT_ONE(g, " & ", " | ", " + ", " - ", " * ", " & ", " & ", " ^ ");
		if (dice(g, 3)) {
			number(g);
			return;
		}
		put(g, "(");
		arith(g, depth - 1, guards && !dice(g, 12));
		put(g, ")");
		return;
	}
}

static void term_relation(struct gen *g)
{
	arith(g, dice(g, 3), true);
	PUT_ONE(g, " = ", " != ", " > ", " < ", " >= ", " <= ", " == ");
	if (dice(g, 4))
		number(g);
	else
		arith(g, dice(g, 3), true);
}

/* Usual relations of people. */
static void term_flags(struct gen *g)
{
	PUT_ONE(g, "tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn", "tcp[13] & 4 != 0",
	        "tcp[tcpflags] & tcp-push != 0", "ip[6:2] & 0x1fff != 0",
	        "ip[6] & 0x20 != 0", "icmp[icmptype] = icmp-echo", "icmp[0] != 8",
	        "icmp6[0] >= 133 and icmp6[0] <= 137", "ip[8] < 5", "ip6[7] < 5",
	        "ip[2:2] - ((ip[0] & 0xf) << 2) - ((tcp[12] & 0xf0) >> 2) > 0",
	        "tcp[(tcp[12] >> 4) * 4 : 4] = 0x47455420", "udp[8:2] = 0x1234",
	        "udp[4:2] > 512", "ip[0] & 0xf > 5", "ip[1] & 0xfc = 0xb8",
	        "(ip[1] >> 2) = 46", "tcp[2:2] > 1023", "ip[16] >= 224");
}

static void tag(struct gen *g)
{
	if (has_mac(g)) {
		switch (dice(g, 6)) {
		case 0:
			PUT_ONE(g, "mpls", "mpls 3000", "mpls and mpls", "mpls 16");
			return;
		case 1:
			PUT_ONE(g, "pppoes", "pppoes 0x1f2", "vlan and pppoes");
			return;
		case 2:
			PUT_ONE(g, "geneve", "geneve 0x1000");
			return;
		default:
			PUT_ONE(g, "vlan", "vlan 73", "vlan 0", "vlan 4095",
			        "vlan and vlan", "vlan 73 and vlan",
			        "vlan and vlan 73");
			return;
		}
	}
	PUT_ONE(g, "geneve", "geneve 0x1000");
}

static void expr(struct gen *g, uint32_t depth);

/* "vlan 5 and ..." and the like; what follows sees other offsets. */
static void term_tagged(struct gen *g, uint32_t depth)
{
	bool before = g->inside;

	put(g, "(");
	tag(g);
	g->inside = true;
	put(g, " and ");
	expr(g, depth ? depth - 1 : 0);
	put(g, ")");
	g->inside = before;
}

static void term(struct gen *g, uint32_t depth)
{
	switch (dice(g, 24)) {
	case 0:
	case 1:
	case 2:
		term_host(g);
		return;
	case 3:
	case 4:
		term_net(g);
		return;
	case 5:
	case 6:
	case 7:
	case 8:
		term_port(g);
		return;
	case 9:
		term_proto(g);
		return;
	case 10:
	case 11:
	case 12:
		term_abbreviation(g);
		return;
	case 13:
		g->inside ? term_port(g) : term_link(g);
		return;
	case 14:
		g->inside ? term_abbreviation(g) : term_llc(g);
		return;
	case 15:
		g->inside ? term_host(g) : term_decnet(g);
		return;
	case 16:
		term_length(g);
		return;
	case 17:
	case 18:
	case 19:
		term_relation(g);
		return;
	case 20:
	case 21:
		term_flags(g);
		return;
	default:
		term_tagged(g, depth);
		return;
	}
}

static void expr(struct gen *g, uint32_t depth)
{
	uint32_t terms = 1 + (depth ? dice(g, 3) : 0);

	for (uint32_t i = 0; i < terms; i++) {
		if (i)
			PUT_ONE(g, " and ", " or ", " && ", " || ");
		if (!dice(g, 6))
			PUT_ONE(g, "not ", "!");
		if (depth && !dice(g, 3)) {
			put(g, "(");
			expr(g, depth - 1);
			put(g, ")");
		} else {
			term(g, depth);
		}
	}
}

void gen_filter(struct str *out, uint32_t linktype, uint64_t seed)
{
	struct gen g = { .out = out, .linktype = linktype };

	g.rng = (seed + 1) * 0x9e3779b97f4a7c15 ^ (uint64_t)linktype << 40;
	for (int i = 0; i < 8; i++)
		next_random(&g.rng);
	out->len = 0;
	str_add(out, "", 0);
	expr(&g, dice(&g, 4));
}

/* One operand of a list, with its head where heads differ. */
static void list_item(struct gen *g, enum gen_list kind)
{
	static const char *const heads[] = { "src host", "dst host", "host" };
	static const uint32_t few[] = { 0x0a000000, 0xc0000200, 0xc6336400 };
	uint32_t a = PICK(g, few) + dice(g, 4096);
	uint32_t bits = 8 + dice(g, 25);

	switch (kind) {
	case LIST_NETS:
		a &= 0xffffffff << (32 - bits);
		break;
	case LIST_HOSTS6:
		str_printf(g->out, "2001:db8::%x:%x", dice(g, 3), dice(g, 4096));
		return;
	case LIST_PORTS:
		str_printf(g->out, "%u", dice(g, 2048));
		return;
	case LIST_MACS:
		str_printf(g->out, "02:aa:05:00:%02x:%02x", dice(g, 3), dice(g, 256));
		return;
	case LIST_MIXED:
		if (!dice(g, 3)) {
			str_printf(g->out, "tcp port %u", dice(g, 2048));
			return;
		}
		str_printf(g->out, "%s ", PICK(g, heads));
		break;
	case LIST_HOSTS:
		break;
	}
	str_printf(g->out, "%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255,
	           a & 255);
	if (kind == LIST_NETS)
		str_printf(g->out, "/%u", bits);
}

void gen_list(struct str *out, enum gen_list kind, uint32_t count, uint64_t seed)
{
	static const char *const heads[] = {
		[LIST_HOSTS] = "host ",      [LIST_NETS] = "src net ",
		[LIST_HOSTS6] = "dst host ", [LIST_PORTS] = "port ",
		[LIST_MACS] = "ether host ", [LIST_MIXED] = "",
	};
	struct gen g = { .out = out, .rng = (seed + 1) * 0x9e3779b97f4a7c15 };

	out->len = 0;
	str_add(out, "", 0);
	put(&g, heads[kind]);
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			put(&g, " or ");
		list_item(&g, kind);
	}
}
