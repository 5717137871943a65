/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/bound_test.c - header lengths of 32 bits that lie.
 *
 * The AVS header says in its bytes 4 to 7 how long it is. A frame whose header would be as
 * long as that, or longer than the packet, has no 802.11 frame behind it: what looks there
 * rejects, in the kernel, where a sum with the length may wrap back into the packet, as in
 * the interpreter; what does not look there is decided as ever.
 */
#include <errno.h>

#include "base/bytes.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/kernel/socket.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum {
	AVS_HEADER = 64,
	FRAME = AVS_HEADER + 24 + 8 + 20, /* 802.11 data, LLC with SNAP, IPv4 */
};

/* The bytes 0 to 5 of a packet of length 0xfffffffc are this address: four bytes behind the
 * "end" of the header, modulo 2^32.
 */
#define WRAPPED "80:21:10:01:ff:ff"

static const struct {
	const char *filter;
	bool good;    /* whether the honest frame is accepted */
	bool hostile; /* whether all others are */
} cases[] = {
	{ "type data", true, false },
	{ "not type data", false, false },
	{ "not type mgt", true, false },
	{ "wlan addr1 " WRAPPED, false, false },
	{ "wlan ra " WRAPPED, false, false },
	{ "not wlan addr1 " WRAPPED, true, false },
	{ "wlan host 02:00:00:00:00:01", true, false },
	{ "wlan host " WRAPPED " or wlan dst 02:00:00:00:00:01", true, false },
	{ "broadcast", false, false },
	{ "not multicast", true, false },
	{ "dir nods", true, false },
	{ "dir tods or dir nods", true, false },
	{ "ip", true, false },
	{ "not ip", false, false },
	{ "not ip6", true, false },
	{ "ip host 192.0.2.1", true, false },
	{ "ip[8] = 64", true, false },
	{ "link[0] = 8", true, false },
	{ "link[0:4] = 0x08000000", true, false },
	{ "link[len - 116] = 8", true, false },
	{ "byte 0 = 8", true, false },
	{ "llc", true, false },
	/* these do not look behind the header */
	{ "", true, true },
	{ "len = 116", true, true },
	{ "len = 116 or type mgt", true, true },
	{ "radio[0:2] = 0x8021", true, true },
	{ "radio[2:2] = 0x1001", true, true },
	{ "radio[4:4] = 64", true, false },
	{ "radio[4:4] > 64 or type data", true, true },
	{ "radio[0] = 0x80 and type data", true, false },
	{ "radio[0] = 0x80 or type data", true, true },
	{ "not (len < 100 and type mgt)", true, true },
};

static void make_frame(uint8_t data[FRAME], uint32_t length)
{
	static const uint8_t wlan[] = {
		8, 0, 0, 0, 2,  0,  0,    0,    0,   1, 2, 0, 0,   0,  0,    2, 2, 0,
		0, 0, 0, 3, 0,  0,  0xaa, 0xaa, 3,   0, 0, 0, 8,   0,  0x45, 0, 0, 20,
		0, 0, 0, 0, 64, 17, 0,    0,    192, 0, 2, 1, 198, 51, 100,  2,
	};

	memset(data, 0, FRAME);
	put_be32(data, 0x80211001);
	put_be32(data + 4, length);
	memcpy(data + AVS_HEADER, wlan, sizeof(wlan));
}

static struct pfc_prog *compile(const char *filter, uint32_t linktype,
                                enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;

	opts.linktype = linktype;
	opts.flags = PFC_NO_LINT | PFC_NO_LOOKUP;
	opts.optimize = optimize;
	CHECK_MSG(pfc_compile(filter, PFC_NUL, &opts, &prog) == 0, "%s", filter);
	return prog;
}

static void check_length(const struct pfc_prog *prog, struct ksocket *k,
                         uint32_t length, bool want)
{
	static const struct pfc_meta unix_socket;
	uint8_t data[FRAME];
	struct pfc_packet pkt = { data, FRAME, FRAME, &unix_socket };

	make_frame(data, length);
	CHECK_MSG((pfc_prog_run(prog, &pkt) != 0) == want, "%s: interpreter, 0x%x",
	          pfc_prog_text(prog), length);
	CHECK_MSG(ksocket_accepts(k, data, FRAME) == want, "%s: kernel, 0x%x",
	          pfc_prog_text(prog), length);
}

static void check_program(const struct pfc_prog *prog, bool good, bool hostile)
{
	static const uint32_t around[] = { 0x3fffffff, 0x40000000, 0x7fffffff,
		                           0x80000000, 0xc0000000, 0xffe00000,
		                           0xfff00000, 0xfffff000, 0 };
	struct ksocket k;
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	CHECK(ksocket_open(&k));
	CHECK_EQ(ksocket_attach(&k, insns, (uint32_t)count), 0);
	check_length(prog, &k, AVS_HEADER, good);
	check_length(prog, &k, FRAME, hostile);
	for (size_t i = 0; i < LEN(around); i++)
		for (uint32_t near = 0; near < 0x100; near++) {
			uint32_t length = around[i] - 0x80 + near;

			if (length > FRAME)
				check_length(prog, &k, length, hostile);
		}
	ksocket_close(&k);
}

TEST(lengths_that_lie_reject)
{
	static const uint32_t links[] = { 163, 119 }; /* AVS, Prism */
	static const enum pfc_optimize levels[] = { PFC_OPTIMIZE_NONE,
		                                    PFC_OPTIMIZE_BALANCED,
		                                    PFC_OPTIMIZE_SIZE,
		                                    PFC_OPTIMIZE_SPEED };

	for (size_t l = 0; l < LEN(links); l++)
		for (size_t o = 0; o < LEN(levels); o++)
			for (size_t i = 0; i < LEN(cases); i++) {
				struct pfc_prog *prog =
					compile(cases[i].filter, links[l], levels[o]);

				check_program(prog, cases[i].good, cases[i].hostile);
				pfc_prog_free(prog);
			}
}

static const char *no_sockets(void)
{
	struct ksocket k;
	bool ok = ksocket_open(&k);

	ksocket_close(&k);
	return ok ? NULL : strerror(errno);
}

TEST_MAIN_UNLESS(no_sockets(), CASE(lengths_that_lie_reject))
