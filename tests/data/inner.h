/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/inner.h - IP packets and others that are put behind headers of many link
 * types.
 *
 * IPv4 goes from 192.0.2.10 to 198.51.100.17 and IPv6 from 2001:db8::10 to
 * 2001:db8:7::42, from port 40000, where no more is said.
 */
#ifndef PFC_TESTS_DATA_INNER_H
#define PFC_TESTS_DATA_INNER_H

#include <stddef.h>
#include <stdint.h>

#include "tests/data/build.h"

enum inner {
	IN_NOTHING,
	/* IPv4 */
	IN_DNS4,      /* UDP to port 53 */
	IN_ANSWER4,   /* the answer */
	IN_SYN4,      /* TCP to port 80, SYN */
	IN_SYNACK4,   /* the answer, SYN and ACK */
	IN_LATER4,    /* TCP fragment at offset 32, starts with 0050 0050 */
	IN_FIRST4,    /* the same as IN_SYN4, more fragments follow */
	IN_OPTIONS4,  /* 192.0.2.11 > 203.0.113.9, two words of options, TCP to 443 */
	IN_SCTP4,     /* to port 3868 */
	IN_PING4,     /* echo */
	IN_UNREACH4,  /* 198.51.100.17 > 192.0.2.10, unreachable, code 4 */
	IN_IGMP4,     /* > 224.0.0.1, starts with 11 */
	IN_IGRP4,     /* > 255.255.255.255, starts with 15 */
	IN_PIM4,      /* > 224.0.0.13, starts with 20 */
	IN_VRRP4,     /* > 224.0.0.18, starts with 21 */
	IN_AH4,       /* IN_DNS4 behind AH */
	IN_ESP4,
	IN_VXLAN4,    /* 203.0.113.1 > 203.0.113.2, network 5: Ethernet, IN_PING4 */
	IN_GENEVE4,   /* the same hosts, network 6, an option: Ethernet, IN_ARP */
	IN_BOOTP4,    /* > 192.0.2.255, UDP to port 67 */
	IN_BIG4,      /* UDP to port 9999, 1400 bytes */
	/* IPv6 */
	IN_DNS6,
	IN_SYN6,
	IN_SYNACK6,
	IN_SCTP6,
	IN_PING6,     /* echo */
	IN_SOLICIT6,  /* > ff02::1:ff00:42, neighbor solicitation */
	IN_FIRST6,    /* IN_DNS6 behind a Fragment header, more follow */
	IN_HOP6,      /* IN_SYN6 behind hop-by-hop options */
	IN_AH6,       /* IN_SYN6 behind AH */
	IN_ESP6,
	IN_PIM6,      /* > ff02::d */
	IN_GENEVE6,   /* 2001:db8:f::1 > 2001:db8:f::2, network 6: IN_PING6 alone */
	IN_VXLAN6,    /* the same hosts, network 7: Ethernet, VLAN 9, IN_DNS4 */
	/* others */
	IN_ARP,       /* request of 192.0.2.10 for 192.0.2.1 */
	IN_RARP,      /* request of 192.0.2.10 about 192.0.2.77 */
};

void inner_packet(struct packet *p, enum inner what);

/* A savefile as rows of a table. Rows of one file stand together; the first is number
 * 1.
 */
struct frame {
	const char *file;
	uint32_t linktype;
	const char *header; /* hex */
	enum inner inner;
	uint32_t captured;  /* bytes; 0: all */
};

void save_frames(const char *folder, const struct frame *frames, size_t count);

#endif
