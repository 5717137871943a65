/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_links.c - savefiles of link types with a header in front of IP, as rows.
 *
 * Rows of one file stand together; the first is number 1 in records.
 */
#include <string.h>

#include "tests/data/build.h"

enum payload { NOTHING, DNS4, HTTP4, DNS6, PING6, ARP };

#define SNAP4 "aaaa030000000800"
#define SNAP6 "aaaa0300000086dd"
#define SNAP_ARP "aaaa030000000806"
#define A1 "020000000001"
#define A2 "020000000002"
#define A3 "020000000003"
#define PF_NAMES "656d3100000000000000000000000000" "61757468706600000000000000000000"

static const struct row {
	const char *file;
	uint32_t linktype;
	const char *header; /* hex */
	enum payload payload;
} rows[] = {
	/* clang-format off */
	{ "wlan.pcap", 105, "80000000" "ffffffffffff" A2 A2 "1000", NOTHING }, /* 1 beacon */
	{ "wlan.pcap", 105, "b4000000" A1 A2, NOTHING },                       /* 2 RTS */
	{ "wlan.pcap", 105, "c4000000" A1, NOTHING },                          /* 3 CTS */
	{ "wlan.pcap", 105, "d4000000" A1, NOTHING },                          /* 4 ACK */
	{ "wlan.pcap", 105, "08010000" A1 A2 A3 "1000" SNAP4, DNS4 },          /* 5 to the DS */
	{ "wlan.pcap", 105, "08020000" A1 A2 A3 "1000" SNAP4, HTTP4 },         /* 6 from it */
	{ "wlan.pcap", 105, "88020000" A1 A2 A3 "1000" "0500" SNAP6, DNS6 },   /* 7 QoS */
	{ "wlan.pcap", 105, "08030000" A1 A2 A3 "1000" "020000000004" SNAP4, DNS4 }, /* 8 bridge */
	{ "wlan.pcap", 105, "88810000" A1 A2 A3 "1000" "0500" "00000000" SNAP4, DNS4 }, /* 9 HT */
	{ "wlan.pcap", 105, "08000000" "ffffffffffff" A2 A3 "1000" SNAP_ARP, ARP }, /* 10 ad hoc */
	{ "radiotap.pcap", 127, "0000080000000000" "80000000" "ffffffffffff" A2 A2 "1000", NOTHING },
	{ "radiotap.pcap", 127, "0000090002000000" "00" "08010000" A1 A2 A3 "1000" SNAP4, DNS4 },
	{ "radiotap.pcap", 127, "0000090002000000" "20" "88010000" A1 A2 A3 "1000" "0500" "0000"
	  SNAP4, DNS4 }, /* 3 padded */
	{ "radiotap.pcap", 127, "0000110003000000" "0102030405060708" "20" "88020000" A1 A2 A3 "1000"
	  "0500" "0000" SNAP6, PING6 }, /* 4 padded, behind a time stamp */
	{ "radiotap.pcap", 127, "0000080000000000" "d4000000" A1, NOTHING }, /* 5 ACK */
	{ "pflog.pcap", 117, "3d020100" PF_NAMES "0000000c" "00000003" "00000000" "00000000"
	  "00000000" "00000000" "01" "000000", DNS4 }, /* 1 in, dropped */
	{ "pflog.pcap", 117, "3d180003" "656d3130000000000000000000000000"
	  "00000000000000000000000000000000"
	  "00000001" "ffffffff" "00000000" "00000000" "00000000" "00000000" "02" "000000", DNS6 }, /* 2 */
	{ "sunatm.pcap", 123, "02010064" SNAP4, DNS4 },
	{ "sunatm.pcap", 123, "01020064" "0005" A1 A2 "0800", HTTP4 }, /* 2 lane */
	{ "sunatm.pcap", 123, "01020064" "ff00" A1 A2 "0800", HTTP4 }, /* 3 its control */
	{ "sunatm.pcap", 123, "06000005" "090300000005", NOTHING },    /* 4 set-up */
	{ "sunatm.pcap", 123, "06000003" "00000000", NOTHING },        /* 5 OAM */
	{ "mtp2.pcap", 140, "808000", NOTHING },                       /* 1 fill-in */
	{ "mtp2.pcap", 140, "80800101", NOTHING },                     /* 2 status */
	{ "mtp2.pcap", 140, "80803f85" "0b400b30", NOTHING }, /* 3 dpc 11, opc 45 + 8192, sls 3 */
	{ "mtp2.pcap", 140, "80803f83" "00410000", NOTHING },       /* 4 dpc 256, opc 1 */
	{ "slip.pcap", 8, "00000000000000000000000000000000", DNS4 },
	{ "slip.pcap", 8, "01000000000000000000000000000000", DNS6 },
	{ "frelay.pcap", 107, "184103cc", DNS4 },
	{ "frelay.pcap", 107, "1841038e", PING6 },
	{ "frelay.pcap", 107, "184103" "831b01001401000001", NOTHING }, /* 3 IS-IS */
	{ "hdlc.pcap", 104, "0f000800", HTTP4 },
	{ "hdlc.pcap", 104, "0f00fefe03" "831b01001401000001", NOTHING },
	{ "fddi.pcap", 10, "50" A1 A2 SNAP4, DNS4 },
	{ "fddi.pcap", 10, "50" "ffffffffffff" A2 SNAP_ARP, ARP },
	{ "fddi.pcap", 10, "50" "0180c2000000" A2 "424203", NOTHING }, /* 3 STP */
	/* clang-format on */
};

static void payload(struct packet *p, enum payload what)
{
	static const char *const src = "192.0.2.10", *const dst = "198.51.100.17";
	static const char *const src6 = "2001:db8::10", *const dst6 = "2001:db8:7::42";

	packet_clear(p);
	switch (what) {
	case NOTHING:
		break;
	case DNS4:
		udp(p, 40000, 53);
		ip4(p, 17, src, dst);
		break;
	case HTTP4:
		tcp(p, 40000, 80, SYN);
		ip4(p, 6, src, dst);
		break;
	case DNS6:
		udp(p, 40000, 53);
		ip6(p, 17, src6, dst6);
		break;
	case PING6:
		icmp6(p, 128, 0);
		ip6(p, 58, src6, dst6);
		break;
	case ARP:
		arp(p, 1, src, "192.0.2.1");
		break;
	}
}

void make_links(const char *folder)
{
	size_t count = sizeof(rows) / sizeof(rows[0]);

	for (size_t i = 0; i < count;) {
		const char *name = rows[i].file;
		struct file f;

		file_open(&f, folder, name, rows[i].linktype);
		for (; i < count && !strcmp(rows[i].file, name); i++) {
			struct packet p;

			payload(&p, rows[i].payload);
			hex(&p, rows[i].header);
			save(&f, &p);
		}
		file_close(&f);
	}
}
