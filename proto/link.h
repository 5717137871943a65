/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/link.h - what pfc knows about each link type, one row each.
 *
 * Rows say where the type field, payload and addresses lie, and name by an enum how each
 * is read; no other file has a switch over link types. Numbers are LINKTYPE_ values, the
 * ones savefiles carry.
 */
#ifndef PFC_PROTO_LINK_H
#define PFC_PROTO_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Link types that code has to name. */
enum {
	LINKTYPE_NULL = 0,
	LINKTYPE_ETHERNET = 1,
	LINKTYPE_PPP = 9,
	LINKTYPE_RAW = 101,
	LINKTYPE_LOOP = 108,
	LINKTYPE_LINUX_SLL = 113,
	LINKTYPE_IPV4 = 228,
	LINKTYPE_IPV6 = 229,
	LINKTYPE_LINUX_SLL2 = 276,
};

/* How "the payload is protocol x" is tested. */
enum link_type_test {
	LT_NONE,       /* not at all: only link[], byte, len, less, greater */
	LT_ETHER,      /* EtherType or 802.3 length and LLC at type_off */
	LT_SLL,        /* the same, where type 4 stands for 802.2 and 1 for raw 802.3 */
	LT_AF,         /* address family, 32 bits, either byte order */
	LT_AF_BE,      /* address family, 32 bits, big-endian */
	LT_VERSION,    /* version nibble of the payload */
	LT_IP4,        /* always IPv4 */
	LT_IP6,        /* always IPv6 */
	LT_PPP,        /* PPP protocol number, 16 bits */
};

/* Where in-band direction is kept. */
enum link_direction {
	LD_NONE,   /* only live, from metadata */
	LD_EQ4,    /* byte or halfword at dir_off is 4: outbound; else inbound */
};

enum link_flags {
	LF_MAC48 = 1 << 0, /* has addresses at mac_dst, mac_src */
	/* `vlan` is possible: the tag starts the payload, whose first two bytes are its
	 * control field and the next two the type field of what follows.
	 */
	LF_VLAN = 1 << 1,
	LF_MPLS = 1 << 2,
	LF_LLC = 1 << 3,
	LF_VLAN_META = 1 << 4, /* live: Linux takes the outermost tag out of the frame */
};

struct link {
	uint32_t number;         /* LINKTYPE_ */
	const char *name;        /* as DLT_<name> */
	const char *description; /* of tcpdump -L */
	enum link_type_test test;
	uint16_t type_off;       /* of the type field */
	uint16_t payload;        /* where the payload starts */
	uint16_t nls;            /* from the payload to the network header behind LLC */
	uint32_t flags;          /* enum link_flags */
	uint16_t mac_dst, mac_src;
	enum link_direction direction;
	uint16_t dir_off, dir_len;
	int32_t ifindex_off;     /* 32-bit interface index in the header; -1: none */
};

/* NULL when there is none. Names in any case, with or without DLT_ or LINKTYPE_; decimal
 * digits are a LINKTYPE_ number, or a DLT_ number where no link type has that one.
 */
const struct link *link_by_number(uint32_t linktype);
const struct link *link_by_name(const char *name);

size_t link_count(void);
const struct link *link_at(size_t i);

/* Between LINKTYPE_ numbers and the DLT_ numbers of this system's libpcap; they differ for
 * RAW, ATM_RFC1483, SLIP_BSDOS, PPP_BSDOS, ATM_CLIP and a few more.
 */
uint32_t link_to_dlt(uint32_t linktype);
uint32_t link_from_dlt(uint32_t dlt);

#endif
