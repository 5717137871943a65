/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_lan.c - link addresses and directions of local networks beside
 * Ethernet.
 *
 *	LINK-mac.pcap    every combination of 48-bit addresses that filters ask for
 *	dsa-*-dir.pcap   switch tags
 *	arcnet*-lan.pcap, bacnet-ms-tp-lan.pcap, ltalk-lan.pcap
 *
 * Sources: the LINKTYPE_ registry at tcpdump.org; RFC 1201, RFC 1051 and the ATA 878.2
 * list of system codes (ARCnet); ASHRAE 135 clause 9 (MS/TP); the DSA drivers of Linux.
 */
#include <string.h>

#include "tests/data/inner.h"

#define A "020000000001"
#define B "020000000002"
#define SNAP_IP "aaaa030000000800"

static const struct {
	const char *name;
	uint32_t linktype;
	const char *before, *between, *behind; /* the addresses, destination first */
} mac_links[] = {
	/* clang-format off */
	{ "netanalyzer", 240, "01ff0304", "", "0800" },
	{ "netanalyzer-transparent", 241, "01ff0304" "55555555555555d5", "", "0800" },
	{ "dsa-tag-brcm", 281, "", "", "00000008" "0800" },
	{ "dsa-tag-dsa", 284, "", "", "00080000" "0800" },
	{ "fddi", 10, "51", "", SNAP_IP },
	{ "ieee802", 6, "1140", "", SNAP_IP },
	{ "ip-over-fc", 122, "1100", "1100", SNAP_IP },
	/* clang-format on */
};

static const struct {
	const char *dst, *src;
	uint32_t captured; /* of the addresses, in bytes; 0: all */
} macs[] = {
	/* clang-format off */
	{ A, B, 0 },                      /* 1 */
	{ B, A, 0 },                      /* 2 */
	{ A, A, 0 },                      /* 3 */
	{ "ffffffffffff", B, 0 },         /* 4 */
	{ "01005e000001", B, 0 },         /* 5 */
	{ "feffffffffff", B, 0 },         /* 6 nearly broadcast */
	{ "fffffffffffe", B, 0 },         /* 7 nearly broadcast, but a group */
	{ "020000000101", "020000010001", 0 }, /* 8 nearly A */
	{ "030000000001", "120000000001", 0 }, /* 9 nearly A */
	{ A, B, 9 },                      /* 10 */
	{ "ffffffffffff", A, 3 },         /* 11 */
	/* clang-format on */
};

static void make_macs(const char *folder)
{
	for (size_t i = 0; i < sizeof(mac_links) / sizeof(mac_links[0]); i++) {
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-mac.pcap", mac_links[i].name);
		file_open(&f, folder, name, mac_links[i].linktype);
		for (size_t n = 0; n < sizeof(macs) / sizeof(macs[0]); n++) {
			struct packet p;
			uint32_t cut = macs[n].captured;

			inner_packet(&p, IN_DNS4);
			hex(&p, mac_links[i].behind);
			hex(&p, macs[n].src);
			hex(&p, mac_links[i].between);
			hex(&p, macs[n].dst);
			hex(&p, mac_links[i].before);
			if (cut > 6)
				cut += (uint32_t)strlen(mac_links[i].between) / 2;
			if (cut)
				save_cut(&f, &p,
				         cut + (uint32_t)strlen(mac_links[i].before) /
				                         2);
			else
				save(&f, &p);
		}
		file_close(&f);
	}
}

/* The first byte of the tag, and what follows the tag. */
static const struct {
	const char *tag, *behind;
	enum inner inner;
	uint32_t captured;
} tags[] = {
	/* clang-format off */
	{ "00", "0800", IN_DNS4, 0 },           /* 1 */
	{ "20", "0800", IN_DNS4, 0 },           /* 2 */
	{ "40", "0800", IN_DNS4, 0 },           /* 3 */
	{ "1f", "0800", IN_DNS4, 0 },           /* 4 */
	{ "3f", "0800", IN_DNS4, 0 },           /* 5 */
	{ "e0", "0800", IN_DNS4, 0 },           /* 6 */
	{ "80", "0800", IN_DNS4, 0 },           /* 7 */
	{ "7f", "0800", IN_DNS4, 0 },           /* 8 */
	{ "00", "0800", IN_DNS4, 12 },          /* 9 */
	{ "00", "8100" "0028" "0800", IN_DNS4, 0 }, /* 10 VLAN 40 */
	/* clang-format on */
};

static void make_dsa(const char *folder, const char *name, uint32_t linktype)
{
	struct file f;

	file_open(&f, folder, name, linktype);
	for (size_t n = 0; n < sizeof(tags) / sizeof(tags[0]); n++) {
		struct packet p;

		inner_packet(&p, tags[n].inner);
		hex(&p, tags[n].behind);
		hex(&p, "000008");
		hex(&p, tags[n].tag);
		hex(&p, A B);
		if (tags[n].captured)
			save_cut(&f, &p, tags[n].captured);
		else
			save(&f, &p);
	}
	file_close(&f);
}

/* ARP with hardware addresses of one byte: 192.0.2.10 at 1f asks 07 for 192.0.2.1. */
#define ARP1                                                                           \
	"0007"                                                                         \
	"0800"                                                                         \
	"0104"                                                                         \
	"0001"                                                                         \
	"1f"                                                                           \
	"c000020a"                                                                     \
	"07"                                                                           \
	"c0000201"
#define RARP1                                                                          \
	"0007"                                                                         \
	"0800"                                                                         \
	"0104"                                                                         \
	"0003"                                                                         \
	"1f"                                                                           \
	"c000020a"                                                                     \
	"07"                                                                           \
	"c000024d"

static const struct {
	const char *addresses, *code, *behind;
	enum inner inner;
	uint32_t captured; /* bytes; 0: all */
} arcs[] = {
	/* clang-format off */
	{ "1f07", "d5", ARP1, IN_NOTHING, 0 },      /* 1 */
	{ "1f07", "d6", RARP1, IN_NOTHING, 0 },     /* 2 */
	{ "1f07", "dd", "0102030405", IN_NOTHING, 0 }, /* 3 AppleTalk */
	{ "1f07", "d4", "", IN_DNS4, 0 },           /* 4 */
	{ "071f", "d4", "", IN_ANSWER4, 0 },        /* 5 */
	{ "1f00", "d4", "", IN_BOOTP4, 0 },         /* 6 broadcast */
	{ "1f07", "f0", "", IN_DNS4, 0 },           /* 7 IP of RFC 1051 */
	{ "1f07", "f1", ARP1, IN_NOTHING, 0 },      /* 8 its ARP */
	{ "1f1f", "c4", "", IN_DNS6, 0 },           /* 9 */
	{ "001f", "c4", "", IN_PING6, 0 },          /* 10 from 0 */
	{ "1f07", "d5", ARP1, IN_NOTHING, 1 },      /* 11 cut behind the source */
	{ "1ff0", "d4", "", IN_SYN4, 0 },           /* 12 */
	/* clang-format on */
};

static void make_arcnet(const char *folder, const char *name, uint32_t linktype,
                        const char *offset)
{
	struct file f;

	file_open(&f, folder, name, linktype);
	for (size_t n = 0; n < sizeof(arcs) / sizeof(arcs[0]); n++) {
		struct packet p;

		inner_packet(&p, arcs[n].inner);
		hex(&p, arcs[n].behind);
		hex(&p, "000001");
		hex(&p, arcs[n].code);
		hex(&p, offset);
		hex(&p, arcs[n].addresses);
		if (arcs[n].captured)
			save_cut(&f, &p, arcs[n].captured);
		else
			save(&f, &p);
	}
	file_close(&f);
}

static const struct frame others[] = {
	/* clang-format off */
	/* preamble, frame type, destination, source, length, header check */
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "00" "2a05" "0000" "ee", IN_NOTHING, 0 },
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "01" "052a" "0000" "ee", IN_NOTHING, 0 },
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "06" "ff2a" "0003" "ee" "010203",
	  IN_NOTHING, 0 },
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "05" "2a2a" "0000" "ee", IN_NOTHING, 0 },
	{ "bacnet-ms-tp-lan.pcap", 165, "552a" "2a" "0605" "2a00" "2a", IN_NOTHING, 0 },
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "05" "05ff" "0000" "ee", IN_NOTHING, 0 },
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "00" "2a05" "0000" "ee", IN_NOTHING, 4 },
	{ "bacnet-ms-tp-lan.pcap", 165, "55ff" "00" "2a05" "0000" "ee", IN_NOTHING, 3 },
	/* LLAP: destination, source, type */
	{ "ltalk-lan.pcap", 114, "ff0a01" "00080102030405", IN_NOTHING, 0 },
	{ "ltalk-lan.pcap", 114, "050a84", IN_NOTHING, 0 },
	{ "ltalk-lan.pcap", 114, "45" "0a02" "00080102030405" "0102030405060708" "090a",
	  IN_NOTHING, 0 },
	{ "ltalk-lan.pcap", 114, "050a84", IN_NOTHING, 1 },
	/* clang-format on */
};

void make_lan(const char *folder)
{
	make_macs(folder);
	make_dsa(folder, "dsa-tag-brcm-dir.pcap", 281);
	make_dsa(folder, "dsa-tag-dsa-dir.pcap", 284);
	make_arcnet(folder, "arcnet-lan.pcap", 7, "");
	make_arcnet(folder, "arcnet-linux-lan.pcap", 129, "0000");
	save_frames(folder, others, sizeof(others) / sizeof(others[0]));
}
