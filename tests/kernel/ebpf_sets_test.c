/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/ebpf_sets_test.c - sets of 1 to 100000 entries (a million at full length), as
 * compares, hash tables and bitmaps, against the classic program of the same filter.
 *
 * Packets have members, their neighbours, and what is in no set on purpose.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "base/str.h"
#include "proto/link.h"
#include "tests/kernel/ebpf_run.h"
#include "tests/test.h"

enum {
	PACKETS = 120,
	FRAME = 80,
	IP4_DESTINATION = 30,
	IP6_DESTINATION = 38,
	IP4_PORT = 36,
	IP6_PORT = 56,
	ENTRIES_MAX = 1000000,
};

enum kind { HOSTS, NETS, ENDS, HOSTS6, PORTS, RANGES, KINDS };

static const char *const heads[KINDS] = {
	[HOSTS] = "dst host in {",     [NETS] = "dst net in {",
	[ENDS] = "dst net in {",       [HOSTS6] = "ip6 dst host in {",
	[PORTS] = "tcp dst port in {", [RANGES] = "tcp dst port in {",
};

static uint64_t state;

static uint32_t rnd(void)
{
	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(state >> 32);
}

/* Entry i of a set; the same for the same i. Nets are of the lengths 8 to 24, or 25 to 32. */
static uint64_t entry(enum kind kind, uint32_t i)
{
	uint64_t saved = state, e;
	uint32_t len;

	state = i * 7919ull + kind;
	rnd();
	e = rnd();
	if (kind == NETS || kind == ENDS) {
		len = (kind == NETS ? 12 : 25) + rnd() % (kind == NETS ? 13 : 8);
		e = (uint64_t)len << 32 | (e & (uint32_t)(0xffffffffull << (32 - len)));
	} else if (kind == HOSTS6) {
		e = e << 32 | i;
	} else if (kind == PORTS) {
		e = i * 2654435761u >> 16;
	} else if (kind == RANGES) {
		e = (uint64_t)(e % 32) << 32 | (e >> 16 & 0xffdf);
	}
	state = saved;
	return e;
}

static void put_entry(struct str *out, enum kind kind, uint64_t e)
{
	uint32_t a = (uint32_t)e, len = (uint32_t)(e >> 32);

	if (kind == HOSTS6)
		str_printf(out, "2001:db8::%x:%x:%x:%x", len >> 16, len & 0xffff, a >> 16,
		           a & 0xffff);
	else if (kind == PORTS)
		str_printf(out, "%u", a);
	else if (kind == RANGES)
		str_printf(out, "%u-%u", a, a + len);
	else
		str_printf(out, "%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
	if (kind == NETS || kind == ENDS)
		str_printf(out, "/%u", len);
}

static void put_set(struct str *out, enum kind kind, uint32_t count)
{
	str_printf(out, "%s", heads[kind]);
	for (uint32_t i = 0; i < count; i++) {
		str_printf(out, i ? ", " : "");
		put_entry(out, kind, entry(kind, i));
	}
	str_printf(out, "}");
}

static struct pfc_prog *compile_text(const struct str *text, enum pfc_target target)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;

	opts.target = target;
	opts.flags = PFC_NO_LINT | PFC_NO_LOOKUP;
	if (target != PFC_TARGET_SOCKET)
		opts.action = PFC_ACTION_DROP;
	CHECK_MSG(pfc_compile(text->at, text->len, &opts, &prog) == 0, "%.60s", text->at);
	return prog;
}

static struct pfc_prog *compile(enum kind kind, uint32_t count, enum pfc_target target)
{
	struct str text = { 0 };
	struct pfc_prog *prog;

	put_set(&text, kind, count);
	prog = compile_text(&text, target);
	str_fini(&text);
	return prog;
}

/* A frame about an entry, or about what lies next to it. */
static void make_frame(uint8_t *frame, enum kind kind, uint64_t e, uint32_t i)
{
	static const uint8_t ip4[] = { 8, 0, 0x45, 0, 0, 60, 0, 0, 0, 0, 64, 6 };
	static const uint8_t ip6[] = { 0x86, 0xdd, 0x60, 0, 0, 0, 0, 20, 6, 64 };
	uint32_t change = i % 4 == 1 ? 1 : i % 4 == 2 ? 1u << rnd() % 32 : 0;

	memset(frame, 0, FRAME);
	memcpy(frame + 12, kind == HOSTS6 ? ip6 : ip4,
	       kind == HOSTS6 ? sizeof(ip6) : sizeof(ip4));
	if (kind == NETS || kind == ENDS)
		change ^= (uint32_t)((1ull << (32 - (e >> 32))) - 1) & rnd();
	if (kind == RANGES)
		change = 0, e += rnd() % 40;
	if (i % 4 == 3)
		e ^= (uint64_t)rnd() << 16;
	if (kind == HOSTS6) {
		put_be32(frame + IP6_DESTINATION, 0x20010db8);
		put_be32(frame + IP6_DESTINATION + 8, (uint32_t)(e >> 32));
		put_be32(frame + IP6_DESTINATION + 12, (uint32_t)e ^ change);
	} else if (kind == PORTS || kind == RANGES) {
		put_be16(frame + IP4_PORT, (uint16_t)((uint32_t)e ^ change));
	} else {
		put_be32(frame + IP4_DESTINATION, (uint32_t)e ^ change);
	}
}

static void check_set(enum kind kind, uint32_t count, enum pfc_target target)
{
	struct pfc_prog *prog = compile(kind, count, target);
	struct ebpf_prog code = ebpf_prog_of(prog);
	struct ebpf_run run;
	uint32_t accepted = 0;

	CHECK_MSG(ebpf_run_load(&run, &code) == 0, "%u entries of %s", count, heads[kind]);
	for (uint32_t i = 0; i < PACKETS; i++) {
		uint8_t frame[FRAME];
		struct pfc_packet pkt = { frame, FRAME, FRAME, NULL };
		int got, want;

		make_frame(frame, kind, entry(kind, rnd() % count), i);
		want = pfc_prog_run(prog, &pkt) != 0;
		got = ebpf_run_accepts(&run, frame, FRAME, FRAME);
		CHECK_MSG(got == want, "%u entries of %s, packet %u: kernel %d, classic %d",
		          count, heads[kind], i, got, want);
		accepted += got > 0;
	}
	CHECK_MSG(accepted > PACKETS / 8 && (accepted < PACKETS || count > 1000),
	          "%u accepted", accepted);
	ebpf_run_close(&run);
	pfc_prog_free(prog);
}

static void check_sizes(enum kind kind, uint32_t most)
{
	static const uint32_t sizes[] = { 1, 7, 8, 16, 17, 33, 64, 65, 300, 3000, 100000,
		                          ENTRIES_MAX };

	if (getenv("PFC_LONG"))
		most = kind == HOSTS || kind == HOSTS6 ? ENTRIES_MAX : most;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]) && sizes[i] <= most; i++) {
		check_set(kind, sizes[i], PFC_TARGET_TC);
		if (sizes[i] <= 3000)
			check_set(kind, sizes[i], PFC_TARGET_SOCKET);
	}
}

TEST(hosts)
{
	check_sizes(HOSTS, 100000);
}

TEST(networks)
{
	check_sizes(NETS, 3000);
}

TEST(networks_longer_than_24)
{
	check_sizes(ENDS, 3000);
}

TEST(ip6_hosts)
{
	check_sizes(HOSTS6, 3000);
}

TEST(ports)
{
	check_sizes(PORTS, 3000);
}

TEST(ranges_of_ports)
{
	check_sizes(RANGES, 300);
}

/* Several sets in one program, and one of them under `not`. */
static void check_mixture(uint32_t count, enum pfc_target target)
{
	static const enum kind kinds[] = { HOSTS, NETS, HOSTS6, ENDS, PORTS };
	struct str text = { 0 };
	struct pfc_prog *prog;
	struct ebpf_prog code;
	struct ebpf_run run;
	uint32_t accepted = 0, i;

	str_printf(&text, "(");
	for (i = 0; i < 4; i++) {
		str_printf(&text, i ? " or " : "");
		put_set(&text, kinds[i], count);
	}
	str_printf(&text, ") and not ");
	put_set(&text, PORTS, count);
	prog = compile_text(&text, target);
	code = ebpf_prog_of(prog);
	CHECK_MSG(ebpf_run_load(&run, &code) == 0, "%u entries each", count);
	for (i = 0; i < 5 * PACKETS; i++) {
		enum kind kind = kinds[i % 5];
		uint64_t e = entry(kind, rnd() % count);
		uint8_t frame[FRAME];
		struct pfc_packet pkt = { frame, FRAME, FRAME, NULL };
		uint32_t port;
		int got, want;

		make_frame(frame, kind, e, i / 5);
		port = i % 3 ? rnd() : (uint32_t)entry(PORTS, rnd() % count);
		put_be16(frame + (kind == HOSTS6 ? IP6_PORT : IP4_PORT), (uint16_t)port);
		want = pfc_prog_run(prog, &pkt) != 0;
		got = ebpf_run_accepts(&run, frame, FRAME, FRAME);
		CHECK_MSG(got == want, "%u entries each, packet %u: kernel %d, classic %d", count,
		          i, got, want);
		accepted += got > 0;
	}
	CHECK_MSG(accepted > PACKETS && accepted < 4 * PACKETS, "%u accepted", accepted);
	ebpf_run_close(&run);
	pfc_prog_free(prog);
	str_fini(&text);
}

TEST(several_sets_in_one_filter)
{
	static const uint32_t sizes[] = { 2, 5, 20, 200, 2000 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		check_mixture(sizes[i], PFC_TARGET_SOCKET);
		check_mixture(sizes[i], PFC_TARGET_TC);
		check_mixture(sizes[i], PFC_TARGET_XDP);
	}
}

/* Tables in place of compares: the program is as long for many as for some. */
TEST(length_does_not_grow)
{
	static const enum kind kinds[] = { HOSTS, HOSTS6, PORTS };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct pfc_prog *some = compile(kinds[i], 100, PFC_TARGET_TC);
		struct pfc_prog *many = compile(kinds[i], 10000, PFC_TARGET_TC);
		size_t a, b;

		pfc_prog_ebpf(some, &a);
		pfc_prog_ebpf(many, &b);
		CHECK_MSG(b <= a + 4 && a < 200, "%s: %zu and %zu", heads[kinds[i]], a, b);
		pfc_prog_free(some);
		pfc_prog_free(many);
	}
}

TEST_MAIN_UNLESS(ebpf_run_missing(), CASE(hosts), CASE(networks),
                 CASE(networks_longer_than_24), CASE(ip6_hosts), CASE(ports),
                 CASE(ranges_of_ports), CASE(several_sets_in_one_filter),
                 CASE(length_does_not_grow))
