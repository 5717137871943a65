/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_juniper.c - Juniper's link types, and those of which only bytes are
 * known.
 *
 * Source: the LINKTYPE_ registry at tcpdump.org: the magic number 4d4743, flags whose
 * lowest bit is the direction, then what the type has in front of its payload.
 */
#include <string.h>

#include "tests/data/inner.h"

#define MAGIC "4d4743"

static const struct {
	const char *name;
	uint32_t linktype;
	uint32_t payload; /* bytes in front of it; 4 where filters do not know */
} junipers[] = {
	/* clang-format off */
	{ "juniper-mlppp", 130, 4 },     { "juniper-mlfr", 131, 4 },
	{ "juniper-es", 132, 4 },        { "juniper-ggsn", 133, 12 },
	{ "juniper-mfr", 134, 4 },       { "juniper-atm2", 135, 8 },
	{ "juniper-services", 136, 4 },  { "juniper-atm1", 137, 4 },
	{ "juniper-monitor", 164, 12 },  { "juniper-pppoe", 167, 32 },
	{ "juniper-pppoe-atm", 168, 6 }, { "juniper-ether", 178, 32 },
	{ "juniper-ppp", 179, 4 },       { "juniper-frelay", 180, 4 },
	{ "juniper-chdlc", 181, 4 },     { "juniper-vp", 183, 4 },
	{ "juniper-ism", 194, 4 },       { "juniper-st", 200, 4 },
	{ "juniper-vs", 232, 4 },        { "juniper-srx-e2e", 233, 4 },
	{ "juniper-fibrechannel", 234, 4 }, { "juniper-atm-cemic", 238, 4 },
	/* clang-format on */
};

static const struct {
	const char *start, *bytes;
	enum inner inner;
	uint32_t captured;
} juniper_frames[] = {
	/* clang-format off */
	{ MAGIC "01", "", IN_DNS4, 0 },       /* 1 in */
	{ MAGIC "00", "", IN_SYN4, 0 },       /* 2 out */
	{ MAGIC "81", "", IN_PING6, 0 },      /* 3 in */
	{ MAGIC "fe", "", IN_DNS6, 0 },       /* 4 out */
	{ "4d474401", "", IN_DNS4, 0 },       /* 5 not the magic number */
	{ "4d474300", "", IN_ARP, 0 },        /* 6 out */
	{ "4c474301", "", IN_DNS4, 0 },       /* 7 not the magic number */
	{ "0000004d", "4743", IN_DNS4, 0 },   /* 8 not where it belongs */
	{ MAGIC "03", "110001f2" "0022" "0021", IN_DNS4, 0 }, /* 9 in, PPPoE */
	{ MAGIC "02", "", IN_VXLAN4, 0 },     /* 10 out */
	{ MAGIC "01", "", IN_LATER4, 0 },     /* 11 in */
	{ MAGIC "01", "", IN_DNS4, 3 },       /* 12 cut off */
	/* clang-format on */
};

static void make_junipers(const char *folder)
{
	for (size_t i = 0; i < sizeof(junipers) / sizeof(junipers[0]); i++) {
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-mag.pcap", junipers[i].name);
		file_open(&f, folder, name, junipers[i].linktype);
		for (size_t n = 0;
		     n < sizeof(juniper_frames) / sizeof(juniper_frames[0]); n++) {
			struct packet p;

			inner_packet(&p, juniper_frames[n].inner);
			hex(&p, juniper_frames[n].bytes);
			zeros(&p, junipers[i].payload - 4);
			hex(&p, juniper_frames[n].start);
			if (juniper_frames[n].captured)
				save_cut(&f, &p, juniper_frames[n].captured);
			else
				save(&f, &p);
		}
		file_close(&f);
	}
}

static const struct {
	const char *name;
	uint32_t linktype;
} plain[] = {
	/* clang-format off */
	{ "en3mb", 2 },
	{ "ax25", 3 },
	{ "pronet", 4 },
	{ "chaos", 5 },
	{ "hippi", 111 },
	{ "mtp3", 141 },
	{ "docsis", 143 },
	{ "user0", 147 },
	{ "bluetooth-hci-h4", 187 },
	{ "usb-linux", 189 },
	{ "can-socketcan", 227 },
	{ "ieee802-15-4-nofcs", 230 },
	{ "nflog", 239 },
	{ "pfsync", 246 },
	/* clang-format on */
};

static const struct {
	const char *bytes;
	uint32_t captured;
} plain_frames[] = {
	/* clang-format off */
	{ "0000000000000000", 0 },         /* 1 */
	{ "0102030405060708", 0 },         /* 2 */
	{ "ff02030405060708090a", 0 },     /* 3 */
	{ "0800", 0 },                     /* 4 */
	{ "450000", 0 },                   /* 5 */
	{ "", 0 },                         /* 6 */
	{ "0102030405060708", 4 },         /* 7 cut off */
	{ "0080000000000000000000000000000000000000", 0 }, /* 8 */
	/* clang-format on */
};

void make_juniper(const char *folder)
{
	make_junipers(folder);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		struct file f;
		char name[64];

		snprintf(name, sizeof(name), "%s-raw.pcap", plain[i].name);
		file_open(&f, folder, name, plain[i].linktype);
		for (size_t n = 0; n < sizeof(plain_frames) / sizeof(plain_frames[0]);
		     n++) {
			struct packet p;

			packet_clear(&p);
			hex(&p, plain_frames[n].bytes);
			if (plain_frames[n].captured)
				save_cut(&f, &p, plain_frames[n].captured);
			else
				save(&f, &p);
		}
		file_close(&f);
	}
}
