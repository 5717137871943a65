/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_cooked.c - the same packets in both cooked forms of Linux, same numbers.
 *
 * Sources: the LINUX_SLL and LINUX_SLL2 pages of the LINKTYPE_ registry at tcpdump.org,
 * linux/if_ether.h (protocols 1, 3 and 4), linux/if_arp.h (hardware types).
 */
#include "tests/data/rows.h"

enum {
	TO_US,
	BROADCAST,
	MULTICAST,
	TO_OTHERS,
	OUTGOING,     /* directions */
	ETHERNET = 1, /* hardware types */
	LOOPBACK = 772,
	NO_HEADER = 65534,
	NOVELL = 1, /* protocols */
	ALL = 3,
	WITH_LLC = 4,
	COMPLETE = 9999,
};

#define ZERO12 "000000000000000000000000"
#define IPX "ffff001e0011" ZERO12
#define PPPOE_IP "110001f2001e0021"

static const struct cooked {
	uint16_t direction; /* its low byte in LINUX_SLL2 */
	uint32_t ifindex;   /* LINUX_SLL2 only */
	uint16_t hatype, protocol;
	const char *header; /* hex, in front of the payload */
	enum payload payload;
	int captured; /* bytes, from the end of the cooked header on */
} rows[] = {
	/* clang-format off */
	{ OUTGOING, 3, ETHERNET, 0x0800, "", DNS4, COMPLETE },                       /* 1 */
	{ TO_US, 4, ETHERNET, 0x86dd, "", DNS6, COMPLETE },                          /* 2 */
	{ BROADCAST, 3, ETHERNET, 0x0806, "", ARP, COMPLETE },                       /* 3 */
	{ MULTICAST, 260, ETHERNET, 0x8035, "", ARP, COMPLETE },                     /* 4 */
	{ TO_OTHERS, 3, ETHERNET, 0x0800, "", HTTP4, COMPLETE },                     /* 5 */
	{ OUTGOING, 4, ETHERNET, 0x86dd, "", HTTP6, COMPLETE },                      /* 6 */
	{ TO_US, 3, ETHERNET, 0x0800, "", ANSWER4, COMPLETE },                       /* 7 */
	{ TO_US, 0x10003, ETHERNET, 0x0800, "", PING4, COMPLETE },                   /* 8 */
	{ OUTGOING, 3, ETHERNET, 0x86dd, "", PING6, COMPLETE },                      /* 9 */
	{ 0x0414, 0x3000000, ETHERNET, 0x0800, "", DNS4, COMPLETE },    /* 10 no such direction */
	{ MULTICAST, 7, ETHERNET, WITH_LLC, "424203" ZERO12, NOTHING, COMPLETE },    /* 11 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "f0f003" ZERO12, NOTHING, COMPLETE },        /* 12 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "f0f103" ZERO12, NOTHING, COMPLETE },        /* 13 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "e0e003" IPX, NOTHING, COMPLETE },           /* 14 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "aaaa030000008137" IPX, NOTHING, COMPLETE }, /* 15 */
	{ TO_US, 7, ETHERNET, NOVELL, IPX, NOTHING, COMPLETE },                      /* 16 */
	{ TO_US, 7, ETHERNET, 0x8137, IPX, NOTHING, COMPLETE },                      /* 17 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "aaaa03080007809b" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x809b, ZERO12, NOTHING, COMPLETE },                   /* 19 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "aaaa03000000809b" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, WITH_LLC, "aaaa0300000080f3" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x80f3, ZERO12, NOTHING, COMPLETE },                   /* 22 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "aaaa0308000780f3" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, WITH_LLC, "fefe0381" ZERO12, NOTHING, COMPLETE },      /* 24 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "fefe0382" ZERO12, NOTHING, COMPLETE },      /* 25 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "fefe03831b01000f" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, WITH_LLC, "fefe03831b010014" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, WITH_LLC, "fefe03831b010018" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, WITH_LLC, "fefe03831b01001b" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, WITH_LLC, "feff03831b01000f" ZERO12, NOTHING, COMPLETE },
	/* 31, 32: service access points where the protocol is. */
	{ TO_US, 7, ETHERNET, 0x00fe, "fefe03831b01000f" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x0042, "424203" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x8100, "0049" "0800", DNS4, COMPLETE },               /* 33 */
	{ TO_US, 7, ETHERNET, 0x88a8, "6049" "86dd", PING6, COMPLETE },              /* 34 */
	{ TO_US, 7, ETHERNET, 0x9100, "0049" "0806", ARP, COMPLETE },                /* 35 */
	{ OUTGOING, 7, ETHERNET, 0x8100, "0049" "8100" "004a" "0800", HTTP4, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x8100, "0fff" "0800", HTTP4, COMPLETE },              /* 37 */
	{ TO_US, 7, ETHERNET, 0x8100, "0049" "000f" "424203" ZERO12, NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x8864, PPPOE_IP, DNS4, COMPLETE },                    /* 39 */
	{ TO_US, 7, ETHERNET, 0x8863, "110900000000", NOTHING, COMPLETE },           /* 40 */
	{ OUTGOING, 7, ETHERNET, 0x0800, "", VXLAN4, COMPLETE },                     /* 41 */
	{ TO_US, 7, ETHERNET, 0x0800, "", GENEVE4, COMPLETE },                       /* 42 */
	{ TO_US, 7, ETHERNET, 0x86dd, "", GENEVE6, COMPLETE },                       /* 43 */
	{ TO_US, 7, ETHERNET, 0x0800, "", OPTIONS4, COMPLETE },                      /* 44 */
	{ TO_US, 7, ETHERNET, 0x0800, "", LATER4, COMPLETE },                        /* 45 */
	{ TO_US, 7, ETHERNET, 0x0800, "", FIRST4, COMPLETE },                        /* 46 */
	{ MULTICAST, 7, ETHERNET, 0x88cc, ZERO12, NOTHING, COMPLETE },               /* 47 */
	/* 48: DECnet, short header, from 3.1000 to 17.44. */
	{ TO_US, 7, ETHERNET, 0x6003, "0600" "02" "2c44" "e80f" "00", NOTHING, COMPLETE },
	{ TO_US, 7, ETHERNET, 0x6004, ZERO12, NOTHING, COMPLETE },                   /* 49 */
	{ TO_US, 7, ETHERNET, 0x6007, ZERO12, NOTHING, COMPLETE },                   /* 50 */
	{ TO_US, 7, ETHERNET, 0x6001, ZERO12, NOTHING, COMPLETE },                   /* 51 */
	{ TO_US, 7, ETHERNET, 0x6002, ZERO12, NOTHING, COMPLETE },                   /* 52 */
	{ TO_US, 7, ETHERNET, ALL, "424203" ZERO12, NOTHING, COMPLETE },             /* 53 */
	{ TO_US, 7, ETHERNET, 0x8847, "00bb8140", DNS4, COMPLETE },                  /* 54 */
	/* 55 to 60: cut behind the cooked header, in front of the IPv4 protocol, behind the
	 * source port, inside the cooked header.
	 */
	{ TO_US, 7, ETHERNET, 0x0800, "", DNS4, 0 },
	{ TO_US, 7, ETHERNET, 0x0800, "", DNS4, 9 },
	{ TO_US, 7, ETHERNET, 0x0800, "", DNS4, 22 },
	{ TO_US, 7, ETHERNET, 0x0800, "", DNS4, -1 },
	{ TO_US, 7, ETHERNET, 0x0800, "", DNS4, -10 },
	{ TO_US, 7, ETHERNET, 0x0800, "", DNS4, -15 },
	{ TO_US, 7, ETHERNET, WITH_LLC, "060603" ZERO12, NOTHING, COMPLETE },        /* 61 */
	{ TO_US, 7, ETHERNET, WITH_LLC, "060703" ZERO12, NOTHING, COMPLETE },        /* 62 */
	{ OUTGOING, 7, LOOPBACK, 0x0800, "", DNS4, COMPLETE },                       /* 63 */
	{ TO_US, 7, NO_HEADER, 0x0800, "", PING4, COMPLETE },                        /* 64 */
	/* clang-format on */
};

static void header(struct packet *p, const struct cooked *row, bool second)
{
	hex(p, "001b213c9df80000");
	if (second) {
		u16(p, (uint16_t)((row->direction & 0xff) << 8 | 6));
		u16(p, row->hatype);
		u32(p, row->ifindex);
		u16(p, 0);
		u16(p, row->protocol);
		return;
	}
	/* The protocol stands behind the address. */
	u16(p, 6);
	u16(p, row->hatype);
	u16(p, row->direction);
}

static void save_form(const char *folder, const char *name, uint32_t linktype,
                      bool second)
{
	struct file f;

	file_open(&f, folder, name, linktype);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int captured = (second ? 20 : 16) + rows[i].captured;
		struct packet p;

		packet_payload(&p, rows[i].payload);
		hex(&p, rows[i].header);
		if (!second)
			u16(&p, rows[i].protocol);
		header(&p, &rows[i], second);
		if (rows[i].captured == COMPLETE)
			save(&f, &p);
		else
			save_cut(&f, &p, (uint32_t)captured);
	}
	file_close(&f);
}

void make_cooked(const char *folder)
{
	save_form(folder, "linux-sll-data.pcap", 113, false);
	save_form(folder, "linux-sll2-data.pcap", 276, true);
}
