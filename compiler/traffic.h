/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/traffic.h - ordinary traffic in small: a few dozen packets with their shares.
 *
 * What a program executes per packet is estimated by running it on these, and which test
 * turns away most by asking them. The shares are those of a host that talks to the
 * Internet: 78 % IPv4, 16 % IPv6, the rest ARP, VLAN, MPLS and LLC; two thirds TCP, a
 * quarter UDP. They decide between programs of one meaning, never what a filter means.
 */
#ifndef PFC_COMPILER_TRAFFIC_H
#define PFC_COMPILER_TRAFFIC_H

#include <stdint.h>

#include "pfc/prog.h"
#include "proto/link.h"

enum {
	TRAFFIC_MAX = 64,    /* packets; a set of them is one uint64_t */
	TRAFFIC_BYTES = 320, /* of a packet */
};

struct traffic {
	struct pfc_packet packet[TRAFFIC_MAX];
	double share[TRAFFIC_MAX]; /* they add up to 1 */
	uint32_t count;
	uint8_t bytes[TRAFFIC_MAX][TRAFFIC_BYTES];
};

/* Packets with the headers of a link type; t is zeroed. */
void traffic_make(struct traffic *t, const struct link *link);

#endif
