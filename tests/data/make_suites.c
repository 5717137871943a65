/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_suites.c - the same packets behind the header of each link type.
 *
 *	LINK-ip.pcap     IP; the same numbers for every link type
 *	LINK-types.pcap  by EtherType, where the link layer has one, or behind SNAP
 *	LINK-llc.pcap    behind IEEE 802.2 LLC headers
 *
 * Sources of the link headers: the LINKTYPE_ registry at tcpdump.org; RFC 2625 (IP over
 * Fibre Channel), RFC 2684 (ATM), RFC 1390 (FDDI), RFC 1042 (Token Ring), RFC 1661
 * (PPP), RFC 2427 (Frame Relay), RFC 1201 and 1051 (ARCnet); Cisco HDLC; the pf and enc
 * drivers of OpenBSD.
 */
#include <string.h>

#include "tests/data/inner.h"

#define DST "02005e100001"
#define SRC "001b213c9df8"
#define SNAP "aaaa03000000"
#define ZERO4 "00000000"
#define ZERO8 ZERO4 ZERO4
#define ZERO16 ZERO8 ZERO8

/* Headers in hex. `four` and `six` stand in front of IPv4 and IPv6, `other` in front of
 * what the link layer says is neither; NULL: it is for the version in the packet to
 * say.
 */
static const struct {
	const char *name;
	uint32_t linktype;
	const char *four, *six, *other;
} ip_links[] = {
	/* clang-format off */
	{ "netanalyzer", 240, "01020304" DST SRC "0800", "01020304" DST SRC "86dd",
	  "01020304" DST SRC "0801" },
	{ "netanalyzer-transparent", 241, "01020304" "55555555555555d5" DST SRC "0800",
	  "01020304" "55555555555555d5" DST SRC "86dd",
	  "01020304" "55555555555555d5" DST SRC "0801" },
	{ "dsa-tag-brcm", 281, DST SRC "00000008" "0800", DST SRC "00000008" "86dd",
	  DST SRC "00000800" "0801" },
	{ "dsa-tag-dsa", 284, DST SRC "00080000" "0800", DST SRC "00080000" "86dd",
	  DST SRC "00080800" "0801" },
	{ "fddi", 10, "50" DST SRC SNAP "0800", "50" DST SRC SNAP "86dd",
	  "50" DST SRC SNAP "0801" },
	{ "ieee802", 6, "1040" DST SRC SNAP "0800", "1040" DST SRC SNAP "86dd",
	  "1040" DST SRC SNAP "0801" },
	{ "ip-over-fc", 122, "1000" DST "1000" SRC SNAP "0800",
	  "1000" DST "1000" SRC SNAP "86dd",
	  "1000" DST "1000" SRC SNAP "0801" },
	{ "atm-rfc1483", 100, SNAP "0800", SNAP "86dd", SNAP "0801" },
	{ "atm-clip", 106, SNAP "0800", SNAP "86dd", SNAP "0801" },
	{ "sunatm", 123, "02010064" SNAP "0800", "82010064" SNAP "86dd",
	  "03010064" SNAP "0800" },
	{ "null", 0, "02000000", "1e000000", "03000000" },
	{ "loop", 108, "00000002", "00000018", "02000000" },
	{ "enc", 109, "02000000" "45000001" "00000800", "18000000" "60000001"
	  "00000800",
	  "0b000000" "45000001" "00000800" },
	{ "pflog", 117, "3d020000" ZERO16 ZERO16 ZERO16 ZERO8 "01000000",
	  "3d180000" ZERO16 ZERO16 ZERO16 ZERO8 "01000000",
	  "3d120000" ZERO16 ZERO16 ZERO16 ZERO8 "01000000" },
	{ "raw", 101, "", "", NULL },
	{ "slip", 8, "01" "6060606060606060" "60606060606060", "01" "4545454545454545"
	  "45454545454545",
	  NULL },
	{ "slip-bsdos", 102, "6060606060606060" "6060606060606060" "6060606060606060",
	  "4545454545454545" "4545454545454545" "4545454545454545", NULL },
	{ "ppp", 9, "ff030021", "ff030057", "ff030800" },
	{ "ppp-serial", 50, "ff030021", "ff030057", "ff030800" },
	{ "ppp-pppd", 166, "01030021", "01030057", "01030800" },
	{ "ppp-ether", 51, "110001f2" "0020" "0021", "110001f2" "0020" "0057",
	  "110001f2" "0020" "0800" },
	{ "ppp-bsdos", 103, "0000" "04" "ff03" "0021" ZERO16 "00", "0000" "04" "ff03"
	  "0057" ZERO16 "00",
	  "0000" "04" "ff03" "0800" ZERO16 "00" },
	{ "c-hdlc", 104, "0f000800", "0f0086dd", "0f000801" },
	{ "hdlc", 112, "8f000800", "8f0086dd", "8f000801" },
	{ "frelay", 107, "184103cc", "1841038e", "184113cc" },
	{ "arcnet", 7, "1f07" "d4" "000001", "1f07" "c4" "000001", "1f07" "f0"
	  "000001" },
	{ "arcnet-linux", 129, "1f07" "0000" "d4" "000001", "1f07" "0000" "c4" "000001",
	  "1f07" "0000" "f0" "000001" },
	{ "apple-ip-over-ieee1394", 138, DST "0001" SRC "0002"
	  "0800", DST "0001" SRC "0002" "86dd",
	  DST "0001" SRC "0002" "0801" },
	{ "symantec-firewall", 99, "000000000102" "0800" ZERO16 ZERO16 ZERO4,
	  "000000000102" "86dd" ZERO16 ZERO16 ZERO4,
	  "000000000102" "0801" ZERO16 ZERO16 ZERO4 },
	{ "ipnet", 226, "01020002" ZERO16 "0000000a", "011a0002" ZERO16 "0000000a",
	  "010a0002" ZERO16 "0000000a" },
	{ "ipv4", 228, "", NULL, NULL },
	{ "ipv6", 229, NULL, "", NULL },
	/* clang-format on */
};

/* In the order of their numbers. captured: bytes behind the link header; 0: all. */
static const struct {
	enum inner inner;
	uint32_t captured;
} fours[] = {
	/* clang-format off */
	{ IN_DNS4, 0 },    { IN_ANSWER4, 0 },  { IN_SYN4, 0 },    { IN_SYNACK4, 0 },
	{ IN_LATER4, 0 },  { IN_FIRST4, 0 },   { IN_OPTIONS4, 0 }, { IN_SCTP4, 0 },
	{ IN_PING4, 0 },   { IN_UNREACH4, 0 }, { IN_IGMP4, 0 },   { IN_IGRP4, 0 },
	{ IN_PIM4, 0 },    { IN_VRRP4, 0 },    { IN_AH4, 0 },     { IN_ESP4, 0 },
	{ IN_VXLAN4, 0 },  { IN_GENEVE4, 0 },  { IN_BOOTP4, 0 },  { IN_BIG4, 0 },
	{ IN_DNS4, 9 }, /* without the protocol */
	{ IN_DNS4, 16 }, /* without the destination */
	{ IN_SYN4, 22 }, /* without the destination port */
}, sixes[] = {
	/* clang-format off */
	{ IN_DNS6, 0 },    { IN_SYN6, 0 },     { IN_SYNACK6, 0 }, { IN_SCTP6, 0 },
	{ IN_PING6, 0 },   { IN_SOLICIT6, 0 }, { IN_FIRST6, 0 },  { IN_HOP6, 0 },
	{ IN_AH6, 0 },     { IN_ESP6, 0 },     { IN_PIM6, 0 },    { IN_GENEVE6, 0 },
	{ IN_VXLAN6, 0 },
	{ IN_DNS6, 6 }, /* without the next header */
	{ IN_DNS6, 30 }, /* without most of the destination */
	/* clang-format on */
};

static void save_ip(struct file *f, enum inner inner, uint32_t captured,
                    const char *header)
{
	struct packet p;

	inner_packet(&p, inner);
	hex(&p, header);
	if (captured)
		save_cut(f, &p, captured + (uint32_t)strlen(header) / 2);
	else
		save(f, &p);
}

/* Said to be neither, or of version 5. */
static void save_other(struct file *f, size_t link)
{
	const char *header = ip_links[link].other;
	struct packet p;

	inner_packet(&p, IN_DNS4);
	if (!header) {
		p.bytes[p.start] = 0x55;
		header = ip_links[link].four;
	}
	hex(&p, header);
	save(f, &p);
}

static void make_ip(const char *folder)
{
	for (size_t i = 0; i < sizeof(ip_links) / sizeof(ip_links[0]); i++) {
		const char *four = ip_links[i].four, *six = ip_links[i].six;
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-ip.pcap", ip_links[i].name);
		file_open(&f, folder, name, ip_links[i].linktype);
		for (size_t n = 0; four && n < sizeof(fours) / sizeof(fours[0]); n++)
			save_ip(&f, fours[n].inner, fours[n].captured, four);
		for (size_t n = 0; six && n < sizeof(sixes) / sizeof(sixes[0]); n++)
			save_ip(&f, sixes[n].inner, sixes[n].captured, six);
		if (four && six)
			save_other(&f, i);
		file_close(&f);
	}
}

/* Link headers around an EtherType, behind SNAP where there is no other place for
 * it.
 */
static const struct {
	const char *name;
	uint32_t linktype;
	const char *before, *behind;
} type_links[] = {
	/* clang-format off */
	{ "netanalyzer", 240, "01020304" DST SRC, "" },
	{ "netanalyzer-transparent", 241, "01020304" "55555555555555d5" DST SRC, "" },
	{ "dsa-tag-brcm", 281, DST SRC "00000008", "" },
	{ "dsa-tag-dsa", 284, DST SRC "00080000", "" },
	{ "fddi", 10, "50" DST SRC SNAP, "" },
	{ "ieee802", 6, "1040" DST SRC SNAP, "" },
	{ "ip-over-fc", 122, "1000" DST "1000" SRC SNAP, "" },
	{ "atm-rfc1483", 100, SNAP, "" },
	{ "atm-clip", 106, SNAP, "" },
	{ "sunatm", 123, "02010064" SNAP, "" },
	{ "c-hdlc", 104, "0f00", "" },
	{ "hdlc", 112, "0f00", "" },
	{ "apple-ip-over-ieee1394", 138, DST "0001" SRC "0002", "" },
	{ "symantec-firewall", 99, "000000000102", ZERO16 ZERO16 ZERO4 },
	/* clang-format on */
};

/* DECnet from 3.1000 (e80f) to 17.44 (2c44), and back. Source: DECnet Phase IV Routing
 * Layer Functional Specification 10.6 (short and long data packets).
 */
#define DECNET_SHORT                                                                   \
	"0d00"                                                                         \
	"02"                                                                           \
	"2c44"                                                                         \
	"e80f"                                                                         \
	"00"                                                                           \
	"00000000"
#define DECNET_LONG_PADDED                                                             \
	"1600"                                                                         \
	"81"                                                                           \
	"06"                                                                           \
	"0000"                                                                         \
	"aa000400"                                                                     \
	"e80f"                                                                         \
	"0000"                                                                         \
	"aa000400"                                                                     \
	"2c44"                                                                         \
	"00000000"

static const struct {
	const char *type, *header;
	enum inner inner;
	uint32_t captured; /* behind the link header */
} typed[] = {
	/* clang-format off */
	{ "0806", "", IN_ARP, 0 },                                      /* 1 */
	{ "8035", "", IN_RARP, 0 },                                     /* 2 */
	{ "809b", "00" ZERO16, IN_NOTHING, 0 }, /* 3 AppleTalk */
	{ "80f3", "00" ZERO16, IN_NOTHING, 0 },                         /* 4 its ARP */
	{ "6003", DECNET_SHORT, IN_NOTHING, 0 },                        /* 5 */
	{ "6003", DECNET_LONG_PADDED, IN_NOTHING, 0 },                  /* 6 */
	{ "6004", "04" ZERO16, IN_NOTHING, 0 },                         /* 7 LAT */
	{ "6007", "07" ZERO16, IN_NOTHING, 0 },                         /* 8 SCA */
	{ "6001", "01" ZERO16, IN_NOTHING, 0 }, /* 9 MOP dump/load */
	{ "6002", "02" ZERO16, IN_NOTHING, 0 }, /* 10 MOP remote */
	{ "88cc", "0207" ZERO16, IN_NOTHING, 0 },                       /* 11 LLDP */
	{ "8809", "0101" ZERO16, IN_NOTHING, 0 },                       /* 12 slow */
	{ "9000", "0000" ZERO16, IN_NOTHING, 0 }, /* 13 loopback */
	{ "8100", "2049" "0800", IN_DNS4, 0 },                          /* 14 VLAN 73 */
	{ "88a8", "004a" "8100" "0005" "86dd", IN_PING6, 0 },           /* 15 74, 5 */
	{ "9100", "0049" "0806", IN_ARP, 0 },                           /* 16 VLAN 73 */
	{ "8847", "00014140", IN_DNS4, 0 }, /* 17 label 20 */
	{ "8847", "00014040" "0001e140", IN_SYN6, 0 }, /* 18 labels 20, 30 */
	{ "8863", "11090000" "0000", IN_NOTHING, 0 },                   /* 19 PADI */
	{ "8864", "110001f2" "0022" "0021", IN_DNS4, 0 }, /* 20 session 0x1f2 */
	{ "8864", "11000007" "0006" "c021" "09010004",
	  IN_NOTHING, 0 }, /* 21 session 7, LCP */
	{ "8864", "11000007" "0022" "0281" "00063140", IN_PING4, 0 }, /* 22 label 99 */
	{ "0801", "", IN_DNS4, 0 },                                     /* 23 */
	{ "8848", "00014140", IN_DNS4, 0 },                             /* 24 */
	{ "88e5", "2c00" ZERO16, IN_NOTHING, 0 },                       /* 25 MACsec */
	{ "0806", "", IN_ARP, 14 }, /* 26 no addresses */
	{ "8100", "2049" "0800", IN_DNS4, 1 }, /* 27 no VLAN id */
	{ "8100", "2049" "0800", IN_DNS4, 2 },                          /* 28 no type */
	{ "8847", "00014140", IN_DNS4, 3 }, /* 29 no S bit's byte */
	{ "8864", "110001f2" "0022" "0021", IN_DNS4, 6 }, /* 30 no protocol */
	/* clang-format on */
};

static void make_types(const char *folder)
{
	for (size_t i = 0; i < sizeof(type_links) / sizeof(type_links[0]); i++) {
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-types.pcap", type_links[i].name);
		file_open(&f, folder, name, type_links[i].linktype);
		for (size_t n = 0; n < sizeof(typed) / sizeof(typed[0]); n++) {
			char header[256];

			snprintf(header, sizeof(header), "%s%s%s", type_links[i].before,
			         typed[n].type, type_links[i].behind);
			if (typed[n].captured) {
				struct packet p;

				inner_packet(&p, typed[n].inner);
				hex(&p, typed[n].header);
				hex(&p, header);
				save_cut(&f, &p,
				         typed[n].captured +
				                 (uint32_t)strlen(header) / 2);
				continue;
			}
			strcat(header, typed[n].header);
			save_ip(&f, typed[n].inner, 0, header);
		}
		file_close(&f);
	}
}

/* A length of 0040 in front where the link layer has a type or length field. */
static const struct {
	const char *name;
	uint32_t linktype;
	const char *header;
} llc_links[] = {
	/* clang-format off */
	{ "netanalyzer", 240, "01020304" DST SRC "0040" },
	{ "netanalyzer-transparent", 241, "01020304"
	  "55555555555555d5" DST SRC "0040" },
	{ "dsa-tag-brcm", 281, DST SRC "00000008" "0040" },
	{ "dsa-tag-dsa", 284, DST SRC "00080000" "0040" },
	{ "fddi", 10, "50" DST SRC },
	{ "ieee802", 6, "1040" DST SRC },
	{ "ip-over-fc", 122, "1000" DST "1000" SRC },
	{ "atm-rfc1483", 100, "" },
	{ "atm-clip", 106, "" },
	{ "sunatm", 123, "02010064" },
	/* clang-format on */
};

static const struct {
	const char *llc;
	uint32_t captured; /* behind the link header; 0: all, and zeros up to 64 */
} llcs[] = {
	/* clang-format off */
	{ "424203", 0 },                 /* 1 STP */
	{ "f0f003", 0 },                 /* 2 NetBEUI */
	{ "f0f103", 0 },                 /* 3 an answer */
	{ "fefe03" "831b01000f", 0 },    /* 4 IS-IS: L1 hello */
	{ "fefe03" "831b010010", 0 },    /* 5 L2 hello */
	{ "fefe03" "831b010011", 0 },    /* 6 point-to-point hello */
	{ "fefe03" "831b010012", 0 },    /* 7 L1 link state */
	{ "fefe03" "831b010014", 0 },    /* 8 L2 link state */
	{ "fefe03" "831b010018", 0 },    /* 9 L1 complete sequence numbers */
	{ "fefe03" "831b010019", 0 },    /* 10 L2 */
	{ "fefe03" "831b01001a", 0 },    /* 11 L1 partial sequence numbers */
	{ "fefe03" "831b01001b", 0 },    /* 12 L2 */
	{ "fefe03" "811b010018", 0 },    /* 13 CLNP */
	{ "fefe03" "821b010018", 0 },    /* 14 ES-IS */
	{ "feff03" "831b01000f", 0 },    /* 15 another source SAP */
	{ "e0e003", 0 },                 /* 16 IPX */
	{ "aaaa03" "000000" "8137", 0 }, /* 17 IPX behind SNAP */
	{ "ffff00" "1e", 0 },            /* 18 Novell, without LLC */
	{ "aaaa03" "080007" "809b", 0 }, /* 19 AppleTalk */
	{ "aaaa03" "000000" "80f3", 0 }, /* 20 its ARP */
	{ "aaaa03" "000000" "809b", 0 }, /* 21 not of Apple */
	{ "aaaa03" "080007" "80f3", 0 }, /* 22 not as it is */
	{ "040400" "01", 0 },            /* 23 I */
	{ "040401" "00", 0 },            /* 24 RR */
	{ "040405" "00", 0 },            /* 25 RNR */
	{ "040409" "00", 0 },            /* 26 REJ */
	{ "040403", 0 },                 /* 27 UI */
	{ "040463", 0 },                 /* 28 UA */
	{ "040473", 0 },                 /* 29 UA, final */
	{ "040443", 0 },                 /* 30 DISC */
	{ "04040f", 0 },                 /* 31 DM */
	{ "04046f", 0 },                 /* 32 SABME */
	{ "0404e3", 0 },                 /* 33 TEST */
	{ "0404af", 0 },                 /* 34 XID */
	{ "040487", 0 },                 /* 35 FRMR */
	{ "060603", 0 },                 /* 36 IP by SAP */
	{ "060703", 0 },                 /* 37 an answer */
	{ "fefe03" "831b01003b", 0 },    /* 38 as 12, upper bits set */
	{ "fefe03" "831b010018", 7 },    /* 39 no PDU type */
	{ "424203", 2 },                 /* 40 no control field */
	{ "fefe03", 1 },                 /* 41 no source SAP */
	/* clang-format on */
};

static void make_llcs(const char *folder)
{
	for (size_t i = 0; i < sizeof(llc_links) / sizeof(llc_links[0]); i++) {
		uint32_t len = (uint32_t)strlen(llc_links[i].header) / 2;
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-llc.pcap", llc_links[i].name);
		file_open(&f, folder, name, llc_links[i].linktype);
		for (size_t n = 0; n < sizeof(llcs) / sizeof(llcs[0]); n++) {
			struct packet p;

			packet_clear(&p);
			zeros(&p, 64 - (uint32_t)strlen(llcs[n].llc) / 2);
			hex(&p, llcs[n].llc);
			hex(&p, llc_links[i].header);
			if (llcs[n].captured)
				save_cut(&f, &p, len + llcs[n].captured);
			else
				save(&f, &p);
		}
		file_close(&f);
	}
}

void make_suites(const char *folder)
{
	make_ip(folder);
	make_types(folder);
	make_llcs(folder);
}
