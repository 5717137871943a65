/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/lower_ip6ext_test.c - mirrors compiler/lower_ip6ext.c.
 *
 * Packets with chains of extension headers are made up, whole and cut off; what the
 * filters say about them is compared with a walk written down here once more, as a
 * loop.
 */
#include <stdbool.h>

#include "pfc/pfc.h"
#include "tests/test.h"

enum { LINK = 14, SIZE = 512, PACKETS = 4000, HEADERS = 6 };

static uint32_t state = 1;

static uint32_t rnd(uint32_t below)
{
	state = state * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)(state >> 4) * below >> 28);
}

struct packet {
	uint8_t b[SIZE];
	bool ip6;
};

/* ---- the walk as a loop ---- */

static uint32_t u16(const struct packet *p, uint32_t at)
{
	return (uint32_t)(p->b[at] << 8 | p->b[at + 1]);
}

/* Where the header with a number lies; 0: nowhere. */
static uint32_t find6(const struct packet *p, uint32_t number, bool later)
{
	uint32_t next = p->b[LINK + 6], at = LINK + 40;
	unsigned fragments = 0, ahs = 0;

	for (int passed = 0;; passed++) {
		if (next == number)
			return at;
		if (passed == HEADERS)
			return 0;
		switch (next) {
		case 0:
		case 43:
		case 60:
		case 135:
		case 139:
		case 140:
			next = p->b[at];
			at += 8 * (1u + p->b[at + 1]);
			break;
		case 51:
			if (ahs++)
				return 0;
			next = p->b[at];
			at += 4 * (2u + p->b[at + 1]);
			break;
		case 44:
			if (fragments++)
				return 0;
			next = p->b[at];
			if (u16(p, at + 2) >> 3)
				return later && next == number ? at : 0;
			at += 8;
			break;
		default:
			return 0;
		}
	}
}

static uint32_t find(const struct packet *p, uint32_t number, bool later)
{
	if (p->ip6)
		return find6(p, number, later);
	if (p->b[LINK + 9] != number || (!later && u16(p, LINK + 6) & 0x1fff))
		return 0;
	return LINK + 4 * (p->b[LINK] & 15u);
}

/* ---- filters, and what they mean by the loop ---- */

static bool is_tcp(const struct packet *p)
{
	return find(p, 6, true);
}

static bool is_icmp6(const struct packet *p)
{
	return p->ip6 && find(p, 58, true);
}

static bool has_routing(const struct packet *p)
{
	return p->ip6 && find(p, 43, true);
}

static bool is_ah(const struct packet *p)
{
	return find(p, 51, true);
}

static bool port_among(const struct packet *p, uint32_t proto, uint32_t port, bool src)
{
	uint32_t at = find(p, proto, false);

	return at && ((src && u16(p, at) == port) || u16(p, at + 2) == port);
}

static bool port_80(const struct packet *p)
{
	return port_among(p, 6, 80, true) || port_among(p, 17, 80, true) ||
	       port_among(p, 132, 80, true);
}

static bool no_udp_to_53(const struct packet *p)
{
	return !port_among(p, 17, 53, false);
}

static bool tcp_syn(const struct packet *p)
{
	uint32_t at = find(p, 6, false);

	return at && p->b[at + 13] & 2;
}

static bool no_udp_from_53(const struct packet *p)
{
	uint32_t at = find(p, 17, false);

	return !(at && u16(p, at) == 53);
}

static bool echo6(const struct packet *p)
{
	uint32_t at = p->ip6 ? find(p, 58, false) : 0;

	return at && p->b[at] == 128;
}

static bool from_80_no_fin(const struct packet *p)
{
	uint32_t at = find(p, 6, false);

	return at && u16(p, at) == 80 && !(p->b[at + 13] & 1);
}

static bool tcp_computed(const struct packet *p)
{
	uint32_t at = find(p, 6, false);

	return at && p->b[at + (p->b[at + 12] >> 4)] > 99;
}

static bool tcp_of_ip6(const struct packet *p)
{
	uint32_t at = p->ip6 ? find(p, 6, false) : 0;

	return at && u16(p, LINK + 4) > u16(p, at);
}

static const struct {
	const char *text;
	bool (*means)(const struct packet *p);
} filters[] = {
	{ "tcp", is_tcp },
	{ "icmp6", is_icmp6 },
	{ "ip6 proto 43", has_routing },
	{ "ah", is_ah },
	{ "port 80", port_80 },
	{ "not udp dst port 53", no_udp_to_53 },
	{ "tcp[tcpflags] & tcp-syn != 0", tcp_syn },
	{ "not udp[0:2] = 53", no_udp_from_53 },
	{ "icmp6[icmp6type] = icmp6-echo", echo6 },
	{ "tcp src port 80 and not tcp[13] & 1 = 1", from_80_no_fin },
	{ "tcp[tcp[12] >> 4] > 99", tcp_computed },
	{ "ip6[4:2] > tcp[0:2]", tcp_of_ip6 },
};

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

/* ---- packets ---- */

static uint8_t pick(const uint8_t *from, uint32_t count)
{
	return from[rnd(count)];
}

static void transport(struct packet *p, uint32_t at)
{
	static const uint8_t ports[] = { 53, 80, 81 };

	p->b[at] = p->b[at + 2] = 0;
	p->b[at + 1] = pick(ports, 3);
	p->b[at + 3] = pick(ports, 3);
	if (rnd(2))
		p->b[at] = 128;
}

static void make_ip6(struct packet *p)
{
	static const uint8_t headers[] = {
		0, 43, 44, 44, 51, 51, 60, 60, 135, 139, 140
	};
	static const uint8_t ends[] = { 6, 6, 17, 58, 59, 132, 50 };
	uint32_t count = rnd(9), at = LINK + 40, type_at = LINK + 6;

	p->b[LINK] = 0x60;
	for (uint32_t i = 0; i < count; i++) {
		uint8_t type = pick(headers, sizeof(headers));
		uint8_t len = (uint8_t)rnd(4);

		p->b[type_at] = type;
		type_at = at;
		p->b[at + 1] = len;
		if (type == 44) { /* its second byte is to be ignored */
			p->b[at + 2] = rnd(4) ? 0 : (uint8_t)rnd(256);
			p->b[at + 3] = (uint8_t)(rnd(4) ? rnd(8) : rnd(256));
			at += 8;
		} else {
			at += type == 51 ? 4 * (2u + len) : 8 * (1u + len);
		}
	}
	p->b[type_at] = pick(ends, sizeof(ends));
	transport(p, at);
}

static void make_ip4(struct packet *p)
{
	static const uint8_t protos[] = { 6, 6, 17, 51, 58, 132 };

	p->b[LINK] = (uint8_t)(0x45 + rnd(3));
	p->b[LINK + 6] = 0;
	p->b[LINK + 7] = rnd(4) ? 0 : (uint8_t)rnd(256);
	p->b[LINK + 9] = pick(protos, sizeof(protos));
	transport(p, LINK + 4 * (p->b[LINK] & 15u));
}

static void make(struct packet *p)
{
	for (uint32_t i = 0; i < SIZE; i++)
		p->b[i] = (uint8_t)rnd(256);
	p->ip6 = rnd(5) != 0;
	p->b[12] = p->ip6 ? 0x86 : 0x08;
	p->b[13] = p->ip6 ? 0xdd : 0x00;
	if (p->ip6)
		make_ip6(p);
	else
		make_ip4(p);
}

/* ---- comparing ---- */

static bool run(const struct pfc_prog *prog, const struct packet *p, uint32_t caplen)
{
	struct pfc_packet pkt = { .data = p->b, .caplen = caplen, .len = SIZE };

	return pfc_prog_run(prog, &pkt) != 0;
}

static struct pfc_prog *compile(const char *text, enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	size_t count;

	opts.flags = PFC_IP6_EXT | PFC_NO_LOOKUP;
	opts.optimize = optimize;
	CHECK_MSG(pfc_compile(text, PFC_NUL, &opts, &prog) == 0, "%s", text);
	pfc_prog_insns(prog, &count);
	CHECK_MSG(count <= 1000 || optimize == PFC_OPTIMIZE_NONE, "%s: %zu", text,
	          count);
	return prog;
}

TEST(whole_packets_are_as_the_loop_says)
{
	for (uint32_t i = 0; i < FILTERS; i++) {
		struct pfc_prog *plain = compile(filters[i].text, PFC_OPTIMIZE_NONE);
		struct pfc_prog *best = compile(filters[i].text, PFC_OPTIMIZE_BALANCED);
		uint32_t yes = 0;
		struct packet p;

		for (uint32_t k = 0; k < PACKETS; k++) {
			bool want;

			make(&p);
			want = filters[i].means(&p);
			yes += want;
			CHECK_MSG(run(plain, &p, SIZE) == want, "%s: %u",
			          filters[i].text, k);
			CHECK_MSG(run(best, &p, SIZE) == want, "%s: %u",
			          filters[i].text, k);
		}
		CHECK_MSG(yes > PACKETS / 100 && yes < PACKETS, "%s: %u",
		          filters[i].text, yes);
		pfc_prog_free(plain);
		pfc_prog_free(best);
	}
}

/* Bytes beyond the cut are made up anew: the whole packet is accepted whatever they
 * are. */
static bool accepted_in_any_case(const struct pfc_prog *plain, const struct packet *p,
                                 uint32_t cut)
{
	for (int i = 0; i < 4; i++) {
		struct packet other = *p;

		for (uint32_t k = cut; k < SIZE; k++)
			other.b[k] = i ? (uint8_t)rnd(256) : 0;
		if (!run(plain, &other, SIZE))
			return false;
	}
	return true;
}

TEST(packets_cut_off_keep_the_contract)
{
	for (uint32_t i = 0; i < FILTERS; i++) {
		struct pfc_prog *plain = compile(filters[i].text, PFC_OPTIMIZE_NONE);
		struct pfc_prog *best = compile(filters[i].text, PFC_OPTIMIZE_BALANCED);
		struct packet p;

		for (uint32_t k = 0; k < PACKETS; k++) {
			uint32_t cut = LINK + rnd(160);
			bool r, o;

			make(&p);
			r = run(plain, &p, cut);
			o = run(best, &p, cut);
			CHECK_MSG(!r || o, "%s: %u at %u is lost", filters[i].text, k,
			          cut);
			CHECK_MSG(!o || r || accepted_in_any_case(plain, &p, cut),
			          "%s: %u at %u", filters[i].text, k, cut);
		}
		pfc_prog_free(plain);
		pfc_prog_free(best);
	}
}

TEST(the_default_walks_no_further)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	struct packet p = { .ip6 = true };
	uint32_t plain;

	p.b[12] = 0x86;
	p.b[13] = 0xdd;
	p.b[LINK + 40] = 6; /* hop-by-hop, then TCP */
	for (int ext = 0; ext < 2; ext++) {
		opts.flags = ext ? PFC_IP6_EXT : 0;
		CHECK_EQ(pfc_compile("tcp", PFC_NUL, &opts, &prog), 0);
		plain = run(prog, &p, SIZE);
		CHECK_EQ(plain, ext);
		pfc_prog_free(prog);
	}
}

TEST_MAIN(CASE(whole_packets_are_as_the_loop_says),
          CASE(packets_cut_off_keep_the_contract), CASE(the_default_walks_no_further))
