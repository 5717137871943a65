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
	LT_NONE,     /* not at all: only link[], byte, len, less, greater */
	LT_ETHER,    /* EtherType or 802.3 length and LLC at type_off */
	LT_SLL,      /* the same, where type 4 stands for 802.2 and 1 for raw 802.3 */
	LT_LLC,      /* always LLC at the payload, protocols behind SNAP */
	LT_SUNATM,   /* the same, when the low bits of byte 0 say LLC */
	LT_WLAN,     /* the same, in 802.11 data frames */
	LT_TYPE16,   /* EtherType at type_off, nothing else */
	LT_HDLC,     /* the same; ISO protocols are one type, fefe */
	LT_NLPID,    /* Frame Relay: unnumbered information and an NLPID */
	LT_AF,       /* address family, 32 bits, either byte order */
	LT_AF_BE,    /* address family, 32 bits, big-endian */
	LT_AF8,      /* address family, one byte */
	LT_VERSION,  /* version nibble of the payload */
	LT_IP4,      /* always IPv4 */
	LT_IP6,      /* always IPv6 */
	LT_PPP,      /* PPP protocol number, 16 bits */
	LT_PPP_BSDOS, /* the same; Van Jacobson compressed TCP is IP, too */
	LT_ARCNET,   /* ARCnet system code, one byte */
	LT_IPNET,    /* Solaris address family, one byte */
	LT_ATALK,    /* always AppleTalk */
	LT_JUNIPER,  /* the magic number; which protocol it is, is not looked at */
};

/* Where headers lie. */
enum link_layout {
	LAYOUT_FIXED,   /* at link_off, type_off, payload */
	LAYOUT_PFLOG,   /* payload behind a header whose length is byte 0, rounded up to 4 */
	LAYOUT_WLAN,    /* an 802.11 header at 0 */
	LAYOUT_RADIO,   /* ... behind a radiotap header */
	LAYOUT_AVS,     /* ... behind an AVS header */
	LAYOUT_PRISM,   /* ... behind a Prism header, or an AVS one under its number */
	LAYOUT_PPI,     /* ... behind a PPI header that says 802.11 */
	LAYOUT_UNKNOWN, /* where the payload starts is not known */
};

/* In-band direction: dir_len bytes at dir_off, under dir_mask. */
enum link_direction {
	LD_NONE, /* only live, from metadata */
	LD_OUT,  /* dir_out: outbound; all else: inbound */
	LD_BOTH, /* dir_in, dir_out */
};

enum link_flags {
	LF_MAC48 = 1 << 0, /* has 6-byte addresses at mac_dst, mac_src */
	/* `vlan` is possible: the tag starts the payload, whose first two bytes are its
	 * control field and the next two the type field of what follows.
	 */
	LF_VLAN = 1 << 1,
	LF_MPLS = 1 << 2,
	LF_LLC = 1 << 3,
	LF_VLAN_META = 1 << 4, /* live: Linux takes the outermost tag out of the frame */
	LF_MAC8 = 1 << 5,      /* has 1-byte addresses at mac_dst, mac_src */
	LF_WLAN = 1 << 6,      /* 802.11 frames */
	LF_RADIO = 1 << 7,     /* radio[] reads a header in front of them */
	LF_PFLOG = 1 << 8,
	LF_SUNATM = 1 << 9,
	LF_SS7 = 1 << 10,      /* an MTP2 signal unit at payload */
	LF_HWADDR1 = 1 << 11,  /* ARP carries 1-byte hardware addresses */
};

struct link {
	uint32_t number;         /* LINKTYPE_ */
	const char *name;        /* as DLT_<name> */
	const char *description; /* of tcpdump -L */
	enum link_type_test test;
	enum link_layout layout;
	uint16_t link_off;       /* of the link header; link[0] reads here */
	uint16_t type_off;       /* of the type field */
	uint16_t payload;        /* where the payload starts */
	uint16_t nl;             /* from the payload to the network header ... */
	int16_t nls;             /* ... and to an ISO header behind LLC without SNAP */
	uint32_t flags;          /* enum link_flags */
	uint16_t mac_dst, mac_src; /* from link_off */
	uint8_t mac_broadcast;   /* MAC8: the destination that means all */
	enum link_direction direction;
	uint16_t dir_off, dir_len;
	uint32_t dir_mask, dir_in, dir_out; /* mask 0: all bits */
	uint32_t dir_in_mask;    /* of dir_in where it differs; 0: dir_mask */
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
