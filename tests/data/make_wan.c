/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_wan.c - point-to-point links: PPP, Cisco HDLC, Frame Relay, SLIP, raw
 * IP.
 *
 * Sources: RFC 1661 and IANA ppp-numbers, RFC 1144 (compressed TCP), RFC 2427, ISO 9577
 * (NLPID), ISO 10589 (IS-IS); the LINKTYPE_ registry at tcpdump.org for what stands in
 * front.
 */
#include <string.h>

#include "tests/data/inner.h"

#define ZERO4 "00000000"
#define ZERO8 ZERO4 ZERO4
#define ZERO16 ZERO8 ZERO8
#define DECNET_SHORT                                                                   \
	"0d00"                                                                         \
	"02"                                                                           \
	"2c44"                                                                         \
	"e80f"                                                                         \
	"00"                                                                           \
	"00000000" /* 3.1000 > 17.44 */

static const struct {
	const char *name;
	uint32_t linktype;
	const char *before, *behind; /* the protocol number */
} ppp_links[] = {
	/* clang-format off */
	{ "ppp", 9, "ff03", "" },
	{ "ppp-serial", 50, "ff03", "" },
	{ "ppp-pppd", 166, "0103", "" },
	{ "ppp-ether", 51, "110001f2" "0020", "" },
	{ "ppp-bsdos", 103, "0000" "04" "ff03", ZERO16 "00" },
	/* clang-format on */
};

static const struct {
	const char *number, *bytes;
	enum inner inner;
} ppps[] = {
	/* clang-format off */
	{ "0021", "", IN_DNS4 },                               /* 1 */
	{ "0057", "", IN_PING6 },                              /* 2 */
	{ "0027", DECNET_SHORT ZERO16, IN_NOTHING },           /* 3 */
	{ "0029", "0102" ZERO16, IN_NOTHING },                 /* 4 AppleTalk */
	{ "0025", ZERO16, IN_NOTHING },                        /* 5 XNS */
	{ "0023", "831b010012" ZERO16, IN_NOTHING }, /* 6 IS-IS: L1 link state */
	{ "0031", ZERO16, IN_NOTHING },                        /* 7 bridging */
	{ "002b", ZERO16, IN_NOTHING },                        /* 8 IPX */
	{ "c021", "0901000400000000", IN_NOTHING },            /* 9 LCP */
	{ "8021", "0101000400000000", IN_NOTHING },            /* 10 IPCP */
	{ "0281", "00014140", IN_PING4 },                      /* 11 label 20 */
	{ "002d", "", IN_SYN4 },                               /* 12 compressed TCP */
	{ "002f", "", IN_SYN4 },                               /* 13 uncompressed TCP */
	{ "0806", "", IN_ARP },                                /* 14 */
	{ "0800", "", IN_DNS4 },                               /* 15 */
	{ "0023", "8116010000" ZERO16, IN_NOTHING },           /* 16 CLNP */
	{ "0023", "8216010012" ZERO16, IN_NOTHING },           /* 17 ES-IS */
	{ "0023", "831b01000f" ZERO16, IN_NOTHING },           /* 18 IS-IS: L1 hello */
	{ "0281", "00014040" "0001e140", IN_SYN6 },            /* 19 labels 20, 30 */
	{ "0283", "00014140", IN_PING4 }, /* 20 a label, multicast */
	{ "012c", ZERO16, IN_NOTHING },                        /* 21 */
	{ "8864", "110001f2" "0022" "0021", IN_DNS4 },         /* 22 */
	{ "2100", "", IN_DNS4 },                               /* 23 bytes swapped */
	/* clang-format on */
};

static void make_ppp(const char *folder)
{
	for (size_t i = 0; i < sizeof(ppp_links) / sizeof(ppp_links[0]); i++) {
		uint32_t len = (uint32_t)strlen(ppp_links[i].before) / 2;
		struct packet p;
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-wan.pcap", ppp_links[i].name);
		file_open(&f, folder, name, ppp_links[i].linktype);
		for (size_t n = 0; n < sizeof(ppps) / sizeof(ppps[0]); n++) {
			inner_packet(&p, ppps[n].inner);
			hex(&p, ppps[n].bytes);
			hex(&p, ppp_links[i].behind);
			hex(&p, ppps[n].number);
			hex(&p, ppp_links[i].before);
			save(&f, &p);
		}
		save_cut(&f, &p, len + 1); /* 24 half of the number */
		file_close(&f);
	}
}

static const char *const hdlc_frames[] = {
	/* clang-format off */
	"0f00" "fefe" "03" "831b01000f" ZERO8, /* 1 IS-IS: L1 hello */
	"0f00" "fefe" "03" "831b010014" ZERO8, /* 2 L2 link state */
	"0f00" "fefe" "03" "8116010000" ZERO8, /* 3 CLNP */
	"8f00" "fefe" "03" "8216010000" ZERO8, /* 4 ES-IS */
	"8f00" "8035" "00000002" ZERO8,        /* 5 keep-alive */
	"0f00" "fefe" "03" "831b01003b" ZERO8, /* 6 L2 partial numbers, upper bits */
	"0f00" "fefd" "03" "831b01000f" ZERO8, /* 7 not ISO */
	"0f00" "00e0" ZERO8,                   /* 8 */
	"0f00" "0042" ZERO8,                   /* 9 */
	"0f00" "00f0" ZERO8,                   /* 10 */
	"0f00" "2000" ZERO8,                   /* 11 CDP */
	"0f00" "00fe" "03" "831b01000f" ZERO8, /* 12 not ISO */
	"0f00" "8137" ZERO8,                   /* 13 IPX */
	"0f00" "fefe" "03" "831b010018" ZERO8, /* 14 IS-IS: L1 complete numbers */
	"0f00" "fefe" "03",                    /* 15 without NLPID */
	"0f00" "fefe" "03" "831b0100",         /* 16 without PDU type */
	"0f00" "fe",                           /* 17 half of the type */
	/* clang-format on */
};

static void make_hdlc(const char *folder, const char *name, uint32_t linktype)
{
	struct file f;

	file_open(&f, folder, name, linktype);
	for (size_t n = 0; n < sizeof(hdlc_frames) / sizeof(hdlc_frames[0]); n++) {
		struct packet p;

		packet_clear(&p);
		hex(&p, hdlc_frames[n]);
		save(&f, &p);
	}
	file_close(&f);
}

static const struct frame frames[] = {
	/* clang-format off */
	{ "frelay-wan.pcap", 107, "184103cc", IN_DNS4, 0 }, /* 1 */
	{ "frelay-wan.pcap", 107, "1841038e", IN_DNS6, 0 }, /* 2 */
	{ "frelay-wan.pcap", 107, "18410381" "16010000" ZERO8,
	  IN_NOTHING, 0 }, /* 3 CLNP */
	{ "frelay-wan.pcap", 107, "18410382" "16010012" ZERO8,
	  IN_NOTHING, 0 }, /* 4 ES-IS */
	{ "frelay-wan.pcap", 107, "18410383" "1b01000f" ZERO8,
	  IN_NOTHING, 0 }, /* 5 IS-IS L1 hello */
	{ "frelay-wan.pcap", 107, "18410383" "1b010014" ZERO8,
	  IN_NOTHING, 0 }, /* 6 L2 link state */
	{ "frelay-wan.pcap", 107, "18410383" "1b01003b" ZERO8,
	  IN_NOTHING, 0 }, /* 7 L2 psnp, upper bits */
	{ "frelay-wan.pcap", 107, "18410380" "0000000800", IN_DNS4, 0 }, /* 8 SNAP */
	{ "frelay-wan.pcap", 107, "184113cc", IN_DNS4, 0 }, /* 9 another control */
	{ "frelay-wan.pcap", 107, "184103cd", IN_DNS4, 0 }, /* 10 */
	{ "frelay-wan.pcap", 107, "fc0103cc", IN_SYN4, 0 }, /* 11 another circuit */
	{ "frelay-wan.pcap", 107, "18410384", IN_NOTHING, 0 }, /* 12 */
	{ "frelay-wan.pcap", 107, "18410383" "1b01000f" ZERO8,
	  IN_NOTHING, 7 }, /* 13 no PDU type */
	{ "frelay-wan.pcap", 107, "184103cc", IN_DNS4, 3 }, /* 14 no NLPID */
	{ "frelay-wan.pcap", 107, "18410308" "81160100" ZERO8,
	  IN_NOTHING, 0 }, /* 15 Q.933 */

	{ "slip-wan.pcap", 8, "00" ZERO8 ZERO4 "000000", IN_DNS4, 0 }, /* 1 in */
	{ "slip-wan.pcap", 8, "01" ZERO8 ZERO4 "000000", IN_DNS6, 0 }, /* 2 out */
	{ "slip-wan.pcap", 8, "02" ZERO8 ZERO4 "000000", IN_DNS4, 0 }, /* 3 */
	{ "slip-wan.pcap", 8, "10" ZERO8 ZERO4 "000000", IN_PING4, 0 }, /* 4 */
	{ "slip-wan.pcap", 8, "45" "0001" ZERO8 ZERO4 "00", IN_PING6, 0 }, /* 5 D17 */
	{ "slip-wan.pcap", 8, "60" "0001" ZERO8 ZERO4 "00", IN_SYN4, 0 }, /* 6 D17 */
	{ "slip-wan.pcap", 8, "01" ZERO8 ZERO4 "000000" "55" ZERO16 ZERO4,
	  IN_NOTHING, 0 }, /* 7 */
	{ "slip-wan.pcap", 8, "00" ZERO8 ZERO4 "000000",
	  IN_DNS4, 16 }, /* 8 no version */
	{ "slip-bsdos-wan.pcap", 102, "00" ZERO16 ZERO4 "000000", IN_DNS4, 0 }, /* 1 */
	{ "slip-bsdos-wan.pcap", 102, "01" ZERO16 ZERO4 "000000", IN_DNS6, 0 }, /* 2 */
	{ "slip-bsdos-wan.pcap", 102, "45" ZERO16 ZERO4 "000000",
	  IN_PING6, 0 }, /* 3 D17 */
	{ "slip-bsdos-wan.pcap", 102, "60" ZERO16 ZERO4 "000000",
	  IN_SYN4, 0 }, /* 4 D17 */
	{ "slip-bsdos-wan.pcap", 102, "00" ZERO8 "0000000000000060" ZERO4 "000000",
	  IN_DNS4, 0 }, /* 5 */
	{ "slip-bsdos-wan.pcap", 102, "00" ZERO16 ZERO4 "000000" "50" ZERO16 ZERO4,
	  IN_NOTHING, 0 }, /* 6 */
	{ "slip-bsdos-wan.pcap", 102, "00" ZERO16 ZERO4 "000000",
	  IN_DNS4, 24 }, /* 7 no version */

	{ "ppp-pppd-dir.pcap", 166, "00030021", IN_DNS4, 0 }, /* 1 in */
	{ "ppp-pppd-dir.pcap", 166, "01030021", IN_SYN4, 0 }, /* 2 out */
	{ "ppp-pppd-dir.pcap", 166, "ff030021", IN_SYN4, 0 }, /* 3 */
	{ "ppp-pppd-dir.pcap", 166, "02000057", IN_DNS6, 0 }, /* 4 */
	{ "ppp-pppd-dir.pcap", 166, "01000057", IN_DNS6, 0 }, /* 5 out */
	{ "ppp-pppd-dir.pcap", 166, "", IN_NOTHING, 0 }, /* 6 empty */

	{ "ipnet-wan.pcap", 226, "01020001" ZERO16 ZERO4, IN_DNS4, 0 }, /* 1 out */
	{ "ipnet-wan.pcap", 226, "01020002" ZERO16 ZERO4, IN_DNS4, 0 }, /* 2 in */
	{ "ipnet-wan.pcap", 226, "011a0001" ZERO16 ZERO4, IN_DNS6, 0 }, /* 3 out */
	{ "ipnet-wan.pcap", 226, "011a0102" ZERO16 ZERO4, IN_DNS6, 0 }, /* 4 */
	{ "ipnet-wan.pcap", 226, "01020201" ZERO16 ZERO4, IN_SYN4, 0 }, /* 5 */
	{ "ipnet-wan.pcap", 226, "010a0002" ZERO16 ZERO4,
	  IN_DNS6, 0 }, /* 6 family of Linux */
	{ "ipnet-wan.pcap", 226, "02180003" ZERO16 ZERO4,
	  IN_DNS6, 0 }, /* 7 of NetBSD */
	{ "ipnet-wan.pcap", 226, "02000001" ZERO16 ZERO4, IN_DNS4, 0 }, /* 8 out */
	{ "ipnet-wan.pcap", 226, "01020002" ZERO16 ZERO4,
	  IN_DNS4, 3 }, /* 9 no direction */
	{ "ipnet-wan.pcap", 226, "01020002" ZERO16 ZERO4,
	  IN_DNS4, 1 }, /* 10 no family */

	{ "raw-wan.pcap", 101, "", IN_DNS4, 0 }, /* 1 */
	{ "raw-wan.pcap", 101, "", IN_OPTIONS4, 0 }, /* 2 */
	{ "raw-wan.pcap", 101, "", IN_DNS6, 0 }, /* 3 */
	{ "raw-wan.pcap", 101, "55" ZERO16 ZERO4, IN_NOTHING, 0 }, /* 4 */
	{ "raw-wan.pcap", 101, "04" ZERO16 ZERO4, IN_NOTHING, 0 }, /* 5 */
	{ "raw-wan.pcap", 101, "06" ZERO16 ZERO16 ZERO8, IN_NOTHING, 0 }, /* 6 */
	{ "raw-wan.pcap", 101, "6f" "fffff" "0" ZERO16 ZERO16 ZERO4,
	  IN_NOTHING, 0 }, /* 7 class, flow */
	{ "raw-wan.pcap", 101, "4f" "000000" ZERO16 ZERO16 ZERO16 ZERO16,
	  IN_NOTHING, 0 }, /* 8 long header */
	{ "raw-wan.pcap", 101, "", IN_NOTHING, 0 }, /* 9 empty */
	{ "raw-wan.pcap", 101, "", IN_DNS4, 1 }, /* 10 */
	/* clang-format on */
};

void make_wan(const char *folder)
{
	make_ppp(folder);
	make_hdlc(folder, "c-hdlc-wan.pcap", 104);
	make_hdlc(folder, "hdlc-wan.pcap", 112);
	save_frames(folder, frames, sizeof(frames) / sizeof(frames[0]));
}
