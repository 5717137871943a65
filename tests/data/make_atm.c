/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_atm.c - SunATM, and SS7 signal units behind each of their headers.
 *
 *	sunatm-vc.pcap    circuits
 *	sunatm-msg.pcap   signalling messages
 *	sunatm-lane.pcap  LAN emulation and LLC
 *	LINK-unit.pcap    units by length indicator, of both kinds of link
 *	LINK-label.pcap, LINK-hsl.pcap  service information and routing labels
 *
 * Sources: the LINKTYPE_SUNATM, _MTP2, _MTP2_WITH_PHDR and _ERF pages of tcpdump.org;
 * ITU-T I.361 2.2, Q.2931 4; Q.703 2.3 and annex A, Q.704 2.2.
 */
#include <string.h>

#include "tests/data/inner.h"

#define A "020000000001"
#define B "020000000002"
#define ZERO4 "00000000"
#define ZERO8 ZERO4 ZERO4
#define ZERO16 ZERO8 ZERO8
#define SNAP "aaaa03000000"
#define VC(vpi, vci) "sunatm-vc.pcap", 123, "02" vpi vci ZERO16, IN_NOTHING
#define MSG(vpi, vci, type)                                                            \
	"sunatm-msg.pcap", 123, "06" vpi vci "0903000000" type ZERO8, IN_NOTHING, 0
#define LANE(header)                                                                   \
	"sunatm-lane.pcap", 123,                                                       \
		"01010064"                                                             \
		"0005" header

static const struct frame atm[] = {
	/* clang-format off */
	{ VC("00", "0000"), 0 }, /* 1 */
	{ VC("00", "0001"), 0 }, /* 2 meta-signalling */
	{ VC("00", "0002"), 0 }, /* 3 broadcast signalling */
	{ VC("00", "0003"), 0 }, /* 4 segment OAM F4 */
	{ VC("00", "0004"), 0 }, /* 5 end-to-end OAM F4 */
	{ VC("00", "0005"), 0 }, /* 6 signalling */
	{ VC("00", "0010"), 0 }, /* 7 ILMI */
	{ VC("01", "0001"), 0 }, /* 8 */
	{ VC("01", "0003"), 0 }, /* 9 */
	{ VC("01", "0005"), 0 }, /* 10 */
	{ VC("ff", "ffff"), 0 }, /* 11 */
	{ VC("01", "0105"), 0 }, /* 12 */
	{ VC("00", "0006"), 0 }, /* 13 */
	{ VC("02", "0064"), 0 }, /* 14 */
	{ VC("00", "0500"), 0 }, /* 15 */
	{ VC("00", "0003"), 1 }, /* 16 cut in front of the VPI */
	{ VC("00", "0003"), 3 }, /* 17 cut in the VCI */
	{ VC("01", "0003"), 3 }, /* 18 the same */

	{ MSG("00", "0005", "05") }, /* 1 */
	{ MSG("00", "0005", "02") }, /* 2 */
	{ MSG("00", "0005", "07") }, /* 3 */
	{ MSG("00", "0005", "0f") }, /* 4 */
	{ MSG("00", "0005", "4d") }, /* 5 */
	{ MSG("00", "0005", "5a") }, /* 6 */
	{ MSG("00", "0005", "00") }, /* 7 */
	{ MSG("00", "0005", "08") }, /* 8 */
	{ MSG("00", "0001", "05") }, /* 9 */
	{ MSG("00", "0001", "02") }, /* 10 */
	{ MSG("00", "0001", "07") }, /* 11 */
	{ MSG("00", "0001", "0f") }, /* 12 */
	{ MSG("00", "0001", "4d") }, /* 13 */
	{ MSG("00", "0001", "5a") }, /* 14 */
	{ MSG("00", "0001", "00") }, /* 15 */
	{ MSG("00", "0001", "08") }, /* 16 */
	{ MSG("01", "0005", "05") }, /* 17 */
	{ MSG("01", "0001", "05") }, /* 18 */
	{ MSG("00", "0002", "05") }, /* 19 */
	{ "sunatm-msg.pcap", 123, "06000005" "0903000000" "05",
	  IN_NOTHING, 9 }, /* 20 */

	{ LANE(A B "0800"), IN_SYN4, 0 },                      /* 1 */
	{ LANE(A B "0806"), IN_ARP, 0 },                       /* 2 */
	{ LANE(A B "8100" "0009" "0800"), IN_DNS4, 0 },        /* 3 VLAN 9 */
	{ LANE("0180c2000000" B "0026" "424203" ZERO16), IN_NOTHING, 0 }, /* 4 STP */
	{ "sunatm-lane.pcap", 123, "01010064" "ff00" A B "0800",
	  IN_SYN4, 0 }, /* 5 LE control */
	{ "sunatm-lane.pcap", 123, "02010064" SNAP "0800", IN_DNS4, 0 }, /* 6 LLC */
	{ "sunatm-lane.pcap", 123, "81010064" "0005" B A "86dd", IN_SYN6, 0 }, /* 7 */
	{ LANE("ffffffffffff" B "0806"), IN_ARP, 0 },          /* 8 broadcast */
	{ LANE(B A "8847" "00014140"), IN_PING4, 0 },          /* 9 label 20 */
	{ LANE(B A "8864" "110001f2" "0022" "0021"), IN_DNS4, 0 }, /* 10 PPPoE */
	{ LANE(B A "0026" "fefe03" "831b010014" ZERO16),
	  IN_NOTHING, 0 }, /* 11 IS-IS, L2 link state */
	{ LANE(A B "0800"), IN_VXLAN4, 0 },                    /* 12 */
	{ LANE(A B "0026" "ffff" "001e" ZERO16), IN_NOTHING, 0 }, /* 13 Novell */
	{ "sunatm-lane.pcap", 123, "11010064" "00ff" A B "0800", IN_SYN4, 0 }, /* 14 */
	{ "sunatm-lane.pcap", 123, "05010064" "0005" A B "0800",
	  IN_SYN4, 0 }, /* 15 type 5 */
	{ LANE(A B "0800"), IN_SYN4, 5 }, /* 16 cut in the LEC id */
	{ "sunatm-lane.pcap", 123, "02010064" "fefe03" "831b010014" ZERO16,
	  IN_NOTHING, 0 }, /* 17 */
	/* clang-format on */
};

static const struct {
	const char *name;
	uint32_t linktype;
	const char *header;
} ss7_links[] = {
	/* clang-format off */
	{ "mtp2", 140, "" },
	{ "mtp2-with-phdr", 139, "00010002" },
	{ "erf", 197, "0102030405060708" "05000034" "00000020" "06050403" },
	/* clang-format on */
};

/* The label is that of destination 11, origin 8237, link 3, or starts the longer
 * indicator.
 */
static const char *const units[] = {
	/* clang-format off */
	"8080" "00" "00" "0b400b38" ZERO8, /* 1 fill-in */
	"8080" "01" "00" "0b400b38" ZERO8, /* 2 status */
	"8080" "02" "00" "0b400b38" ZERO8, /* 3 status */
	"8080" "03" "85" "0b400b38" ZERO8, /* 4 message */
	"8080" "3f" "85" "0b400b38" ZERO8, /* 5 message */
	"8080" "40" "00" "0b400b38" ZERO8, /* 6 fill-in, spare bits set */
	"8080" "c2" "00" "0b400b38" ZERO8, /* 7 status */
	"8080" "80" "00" "0b400b38" ZERO8, /* 8 fill-in */
	"8080" "bf" "00" "0b400b38" ZERO8, /* 9 message */
	"8080" "05" "00" "0000" ZERO8,     /* 10 long: fill-in */
	"8080" "05" "00" "0080" ZERO8,     /* 11 long: status */
	"8080" "05" "00" "0100" ZERO8,     /* 12 long: status */
	"8080" "05" "00" "0180" ZERO8,     /* 13 long: message */
	"8080" "05" "00" "007f" ZERO8,     /* 14 long: fill-in, spare bits set */
	"8080" "05" "00" "ff80" ZERO8,     /* 15 long: message */
	"8080" "05" "00" "017f" ZERO8,     /* 16 long: status */
	"8080" "05" "00" "01ff" ZERO8,     /* 17 long: message */
	"8080",                            /* 18 cut off */
	"8080" "05" "00" "00",             /* 19 cut off */
	/* clang-format on */
};

static const struct label {
	uint8_t sio;
	uint32_t dpc, opc, sls;
} labels[] = {
	/* clang-format off */
	{ 0x00, 0, 0, 0 },           /* 1 */
	{ 0x01, 1, 1, 1 },           /* 2 */
	{ 0x85, 11, 8237, 3 },       /* 3 */
	{ 0xff, 16383, 16383, 15 },  /* 4 */
	{ 0x80, 256, 256, 8 },       /* 5 */
	{ 0x05, 255, 255, 4 },       /* 6 */
	{ 0x58, 2816, 4000, 12 },    /* 7 11 with its bytes swapped */
	{ 0x7f, 12, 4001, 7 },       /* 8 */
	{ 0x86, 8237, 11, 2 },       /* 9 */
	/* clang-format on */
};

static void save_label(struct file *f, const struct label *l, const char *front,
                       const char *header)
{
	struct packet p;

	packet_clear(&p);
	zeros(&p, 8);
	u32_le(&p, l->sls << 28 | l->opc << 14 | l->dpc);
	p.bytes[--p.start] = l->sio;
	hex(&p, front);
	hex(&p, header);
	save(f, &p);
}

/* cut: of the front, the service information and the label */
static void save_labels(const char *folder, const char *name, uint32_t linktype,
                        const char *header, const char *front, const char *cut)
{
	struct packet p;
	struct file f;

	file_open(&f, folder, name, linktype);
	for (size_t n = 0; n < sizeof(labels) / sizeof(labels[0]); n++)
		save_label(&f, &labels[n], front, header);
	packet_clear(&p);
	hex(&p, cut); /* 10 */
	hex(&p, header);
	save(&f, &p);
	file_close(&f);
}

static void make_ss7(const char *folder, size_t link)
{
	struct packet p;
	struct file f;
	char name[64];

	snprintf(name, sizeof(name), "%s-unit.pcap", ss7_links[link].name);
	file_open(&f, folder, name, ss7_links[link].linktype);
	for (size_t n = 0; n < sizeof(units) / sizeof(units[0]); n++) {
		packet_clear(&p);
		hex(&p, units[n]);
		hex(&p, ss7_links[link].header);
		save(&f, &p);
	}
	file_close(&f);
	snprintf(name, sizeof(name), "%s-label.pcap", ss7_links[link].name);
	save_labels(folder, name, ss7_links[link].linktype, ss7_links[link].header,
	            "80803f",
	            "80803f"
	            "85"
	            "0b400b");
	snprintf(name, sizeof(name), "%s-hsl.pcap", ss7_links[link].name);
	save_labels(folder, name, ss7_links[link].linktype, ss7_links[link].header,
	            "808080800680",
	            "808080800680"
	            "85"
	            "0b400b");
}

void make_atm(const char *folder)
{
	save_frames(folder, atm, sizeof(atm) / sizeof(atm[0]));
	for (size_t i = 0; i < sizeof(ss7_links) / sizeof(ss7_links[0]); i++)
		make_ss7(folder, i);
}
