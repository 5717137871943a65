/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/ebpf_pieces_test.c - packets of which only the first bytes lie in one piece: the
 * second body of XDP programs with frags decides as the interpreter does.
 *
 * A test run takes the length of the first piece from the context, where the kernel allows
 * that; else from what fits a page.
 */
#include <stdlib.h>

#include "proto/link.h"
#include "tests/kernel/ebpf_run.h"
#include "tests/peer/frames.h"
#include "tests/test.h"

static const char *const filters[] = {
	"tcp port 80", "udp", "host 192.0.2.1", "ip6 and tcp", "icmp or arp",
	"tcp[tcpflags] & tcp-syn != 0", "len > 200", "not port 53", "vlan and ip",
	"port in {1, 22, 53, 80, 100-120, 443, 500, 4500, 8080, 9000}",
};

static struct pfc_prog *compile(const char *text)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;

	opts.target = PFC_TARGET_XDP;
	opts.flags = PFC_FRAGS | PFC_NO_LINT | PFC_NO_LOOKUP;
	opts.action = PFC_ACTION_DROP;
	CHECK_MSG(pfc_compile(text, PFC_NUL, &opts, &prog) == 0, "%s", text);
	return prog;
}

/* returns how many runs the kernel made; len bytes are shown, the first ones in a piece. */
static uint32_t check_filter(const char *text, uint32_t linear, uint32_t step, uint32_t len)
{
	static uint8_t bytes[8192];
	struct pfc_prog *prog = compile(text);
	struct ebpf_prog code = ebpf_prog_of(prog);
	struct ebpf_run run;
	uint32_t runs = 0;

	CHECK_MSG(ebpf_run_load(&run, &code) == 0, "%s", text);
	for (size_t i = 0; i < frame_count(); i += step) {
		struct packet pkt;
		struct pfc_packet shown = { bytes, len, len, NULL };
		int got;

		if (!frame_build(i, LINKTYPE_ETHERNET, i + 1, &pkt))
			continue;
		if (!len)
			shown.caplen = shown.len = pkt.len;
		memcpy(bytes, pkt.data, PACKET_ROOM);
		got = ebpf_run_accepts_frags(&run, bytes, shown.len, linear);
		if (got < 0)
			continue;
		runs++;
		CHECK_MSG(got == (pfc_prog_run(prog, &shown) != 0), "%s, %s: kernel %d", text,
		          frame_name(i), got);
	}
	ebpf_run_close(&run);
	pfc_prog_free(prog);
	return runs;
}

TEST(headers_in_two_pieces)
{
	uint32_t step = getenv("PFC_LONG") ? 1 : 5, runs = 0;

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		runs += check_filter(filters[i], 14 + 4 * (uint32_t)i, step, 0);
	test_note("%u runs", runs);
	if (!runs)
		SKIP("this kernel makes no short first pieces");
}

TEST(large_packets)
{
	uint32_t runs = 0;

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		runs += check_filter(filters[i], 3000, getenv("PFC_LONG") ? 1 : 15, 8000);
	test_note("%u runs", runs);
	CHECK(runs > 0);
}

TEST_MAIN_UNLESS(ebpf_run_missing(), CASE(headers_in_two_pieces), CASE(large_packets))
