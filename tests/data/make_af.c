/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_af.c - BSD loopback and PF's log: packets behind an address family.
 *
 *	null-af.pcap, loop-af.pcap, enc-af.pcap
 *	                                         families, in both byte orders
 *	pflog-af.pcap                            the same in one byte
 *	pflog-words.pcap                         names, rules, lengths of headers
 *	pflog-reason.pcap, pflog-action.pcap     number n has the value n - 1
 *
 * Sources: sys/socket.h of Linux (AF_INET6 10), NetBSD and OpenBSD (24), Solaris (26),
 * FreeBSD (28) and Darwin (30); net/if_pflog.h of OpenBSD.
 */
#include <string.h>

#include "tests/data/inner.h"

#define ZERO4 "00000000"
#define ZERO8 ZERO4 ZERO4
#define ZERO16 ZERO8 ZERO8

static const struct {
	const char *family;
	enum inner inner;
} families[] = {
	/* clang-format off */
	{ "02000000", IN_DNS4 },  /* 1 */
	{ "00000002", IN_DNS4 },  /* 2 */
	{ "0a000000", IN_DNS6 },  /* 3 */
	{ "0000000a", IN_DNS6 },  /* 4 */
	{ "18000000", IN_SYN6 },  /* 5 */
	{ "00000018", IN_SYN6 },  /* 6 */
	{ "1c000000", IN_PING6 }, /* 7 */
	{ "0000001c", IN_PING6 }, /* 8 */
	{ "1e000000", IN_SYN6 },  /* 9 */
	{ "0000001e", IN_SYN6 },  /* 10 */
	{ "1a000000", IN_DNS6 },  /* 11 */
	{ "0000001a", IN_DNS6 },  /* 12 */
	{ "07000000", IN_DNS4 },  /* 13 */
	{ "00000007", IN_DNS4 },  /* 14 */
	{ "00020000", IN_DNS4 },  /* 15 */
	{ "02000002", IN_DNS4 },  /* 16 */
	{ "00000a00", IN_DNS6 },  /* 17 */
	{ "01000002", IN_DNS4 },  /* 18 */
	{ "1e000001", IN_DNS6 },  /* 19 */
	{ "020000", IN_NOTHING }, /* 20 cut off */
	/* clang-format on */
};

static void make_families(const char *folder, const char *name, uint32_t linktype,
                          const char *behind)
{
	enum { CUT = 20 };
	struct file f;

	file_open(&f, folder, name, linktype);
	for (size_t n = 0; n < sizeof(families) / sizeof(families[0]); n++) {
		struct packet p;

		inner_packet(&p, families[n].inner);
		if (n + 1 != CUT)
			hex(&p, behind);
		hex(&p, families[n].family);
		save(&f, &p);
	}
	file_close(&f);
}

#define EM0 "656d3000" ZERO4 ZERO8
#define EM1 "656d3100" ZERO4 ZERO8
#define EM10 "656d3130" ZERO4 ZERO8
#define EM "656d0000" ZERO4 ZERO8
#define EM1_DIRTY                                                                      \
	"656d3100"                                                                     \
	"30ffffff"                                                                     \
	"ffffffffffffffff"
#define LONG15 "696e7465726661636531323334353600" /* interface123456 */
#define LONG16 "696e7465726661636531323334353637" /* without NUL */
#define VIO0                                                                           \
	"76696f3000"                                                                   \
	"000000" ZERO8
#define AUTHPF "6175746870660000" ZERO8
#define AUTHPF2 "6175746870663200" ZERO8
#define NONE ZERO16
#define TAIL ZERO16 "01000000"

/* length, family, action, reason; interface, rule set; rule, sub-rule; four words;
 * direction
 */
static const struct frame logs[] = {
	/* clang-format off */
	{ "pflog-words.pcap", 117, "3d020100" EM0 AUTHPF "0000000c" "00000003" TAIL,
	  IN_DNS4, 0 }, /* 1 */
	{ "pflog-words.pcap", 117, "3d020000" EM1 AUTHPF2 "0000000d" "00000004" TAIL,
	  IN_SYN4, 0 }, /* 2 */
	{ "pflog-words.pcap", 117, "3d180000" EM10 NONE "00000000" "ffffffff"
	  ZERO16 "02000000", IN_DNS6, 0 }, /* 3 */
	{ "pflog-words.pcap", 117, "3d020000" EM NONE "0c000000" "03000000"
	  ZERO16 "00000000", IN_PING4, 0 }, /* 4 */
	{ "pflog-words.pcap", 117, "3d020000" EM1_DIRTY NONE "0000010c" "00000103"
	  ZERO16 "03000000", IN_PING4, 0 }, /* 5 */
	{ "pflog-words.pcap", 117, "3d020000" LONG15 AUTHPF "00000001" "00000000" TAIL,
	  IN_ANSWER4, 0 }, /* 6 */
	{ "pflog-words.pcap", 117, "3d020000" LONG16 NONE "00000001" "00000000" TAIL,
	  IN_ANSWER4, 0 }, /* 7 */
	{ "pflog-words.pcap", 117, "3d020000" VIO0 NONE "00000001" "00000000" TAIL,
	  IN_BIG4, 0 }, /* 8 */
	{ "pflog-words.pcap", 117, "3c020000" VIO0 NONE "00000002" "00000000"
	  ZERO16, IN_DNS4, 0 }, /* 9 60 bytes */
	{ "pflog-words.pcap", 117, "40020000" VIO0 NONE "00000002" "00000000" TAIL,
	  IN_DNS4, 0 }, /* 10 64 */
	{ "pflog-words.pcap", 117, "41020000" VIO0 NONE "00000002"
	  "00000000" TAIL ZERO4, IN_DNS4, 0 }, /* 11 65 */
	{ "pflog-words.pcap", 117, "64020000" VIO0 NONE "00000002" "00000000" TAIL
	  ZERO16 ZERO16 ZERO4, IN_DNS4, 0 }, /* 12 100 */
	{ "pflog-words.pcap", 117, "3d020000" EM0 AUTHPF "00000002" "00000000" TAIL,
	  IN_DNS4, 60 }, /* 13 */
	{ "pflog-words.pcap", 117, "3d020000" EM0 AUTHPF "00000002" "00000000" TAIL,
	  IN_DNS4, 7 }, /* 14 */
	{ "pflog-words.pcap", 117, "3d020000" EM0 AUTHPF "00000002" "00000000" TAIL,
	  IN_DNS4, 2 }, /* 15 */
	/* clang-format on */
};

/* at: of the byte with the number */
static void make_numbered(const char *folder, const char *name, uint32_t count,
                          uint32_t at)
{
	struct file f;

	file_open(&f, folder, name, 117);
	for (uint32_t n = 0; n < count; n++) {
		struct packet p;

		inner_packet(&p, IN_DNS4);
		hex(&p, EM0 AUTHPF "00000001"
		                   "00000000" TAIL);
		hex(&p, "3d020000");
		p.bytes[p.start + at] = (uint8_t)n;
		save(&f, &p);
	}
	file_close(&f);
}

void make_af(const char *folder)
{
	make_families(folder, "null-af.pcap", 0, "");
	make_families(folder, "loop-af.pcap", 108, "");
	make_families(folder, "enc-af.pcap", 109,
	              "00000001"
	              "00000800");
	save_frames(folder, logs, sizeof(logs) / sizeof(logs[0]));
	make_numbered(folder, "pflog-reason.pcap", 18, 3);
	make_numbered(folder, "pflog-action.pcap", 17, 2);
	make_numbered(folder, "pflog-af.pcap", 33, 1);
}
