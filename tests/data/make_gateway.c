/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_gateway.c - LINK-gw.pcap: packets that a gateway forwards, and
 * others.
 *
 * The gateway has the link address 02:00:00:00:00:0a and the IPv4 address 192.0.2.1.
 */
#include <string.h>

#include "tests/data/inner.h"

#define GW "02000000000a"
#define HOST "020000000001"
#define NEAR "02000000000b"

/* Addresses in the order in which they stand in the header. */
static const struct {
	const char *name;
	uint32_t linktype;
	const char *before, *between, *behind;
	bool source_first;
} gw_links[] = {
	/* clang-format off */
	{ "en10mb", 1, "", "", "", false },
	{ "netanalyzer", 240, "01020304", "", "", false },
	{ "netanalyzer-transparent", 241, "01020304" "55555555555555d5", "",
	  "", false },
	{ "dsa-tag-brcm", 281, "", "", "00000008", false },
	{ "dsa-tag-dsa", 284, "", "", "00080000", false },
	{ "fddi", 10, "50", "", "aaaa03000000", false },
	{ "ieee802", 6, "1040", "", "aaaa03000000", false },
	{ "ip-over-fc", 122, "1000", "1000", "aaaa03000000", false },
	/* to the distribution system: BSSID, source, destination */
	{ "ieee802-11", 105, "08010000" "0200000000ff", "", "1000"
	  "aaaa03000000", true },
	{ "ieee802-11-radio", 127, "0000080000000000" "08010000" "0200000000ff", "",
	  "1000" "aaaa03000000", true },
	{ "sunatm", 123, "01010064" "0005", "", "", false }, /* LAN emulation */
	/* clang-format on */
};

static const struct {
	const char *dst, *src, *type;
	enum inner inner;
} gw_frames[] = {
	/* clang-format off */
	{ HOST, GW, "0800", IN_ANSWER4 },  /* 1 forwarded */
	{ GW, HOST, "0800", IN_SYN4 },     /* 2 to be forwarded */
	{ GW, HOST, "0800", IN_NOTHING },  /* 3 for the gateway */
	{ HOST, GW, "0800", IN_NOTHING },  /* 4 from the gateway */
	{ HOST, NEAR, "0800", IN_SYN4 },   /* 5 */
	{ GW, HOST, "86dd", IN_SYN6 },     /* 6 */
	{ GW, HOST, "0806", IN_ARP },      /* 7 about the gateway */
	{ HOST, GW, "0806", IN_RARP },     /* 8 about another host */
	{ GW, HOST, "8035", IN_RARP },     /* 9 the same */
	{ GW, HOST, "8035", IN_ARP },      /* 10 about the gateway */
	{ NEAR, HOST, "0800", IN_SYN4 },   /* 11 */
	{ GW, GW, "0800", IN_PING4 },      /* 12 */
	{ GW, HOST, "6003", IN_SYN4 },     /* 13 */
	/* clang-format on */
};

void make_gateway(const char *folder)
{
	for (size_t i = 0; i < sizeof(gw_links) / sizeof(gw_links[0]); i++) {
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-gw.pcap", gw_links[i].name);
		file_open(&f, folder, name, gw_links[i].linktype);
		for (size_t n = 0; n < sizeof(gw_frames) / sizeof(gw_frames[0]); n++) {
			bool swap = gw_links[i].source_first;
			struct packet p;

			inner_packet(&p, gw_frames[n].inner);
			if (n + 1 == 3)
				ip4(&p, 17, "192.0.2.10", "192.0.2.1");
			if (n + 1 == 4)
				ip4(&p, 17, "192.0.2.1", "192.0.2.10");
			hex(&p, gw_frames[n].type);
			hex(&p, gw_links[i].behind);
			hex(&p, swap ? gw_frames[n].dst : gw_frames[n].src);
			hex(&p, gw_links[i].between);
			hex(&p, swap ? gw_frames[n].src : gw_frames[n].dst);
			hex(&p, gw_links[i].before);
			save(&f, &p);
		}
		file_close(&f);
	}
}
