/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring_frame.h - one frame of a TPACKET_V3 ring as a packet.
 *
 * The kernel leaves room before the frame; a stripped VLAN tag and the LINUX_SLL2
 * header are written there, so the packet's bytes never move out of the block:
 *
 *	| tpacket3_hdr 48 | sockaddr_ll 20 | mostly 14 free | Ethernet 14 | payload ...
 *	                                     LINUX_SLL2, 20 or with tag 24 | payload ...
 */
#ifndef PFC_CAPTURE_RING_FRAME_H
#define PFC_CAPTURE_RING_FRAME_H

#include <linux/if_packet.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture/source.h"

enum {
	SLL2_LEN = 20, /* bytes of a LINUX_SLL2 header */
	VLAN_LEN = 4,  /* bytes that an 802.1Q tag adds */
};

struct frame_rules {
	bool cooked;     /* LINUX_SLL2 takes the place of the link header */
	/* With cooked: prog is about LINUX_SLL2, and frames keep the link header of their
	 * interface where it is one that files know.
	 */
	bool link_headers;
	bool as_saved;   /* prog is about the frame with its tag put back */
	bool kernel_did; /* the kernel ran prog where it can */
	uint32_t snaplen;
	const struct pfc_prog *prog; /* NULL: none */
};

/* Whether a filter for LINUX_SLL2 can run in the kernel for this type of interface. */
bool frame_known_in_kernel(uint32_t hatype);

/* Fills *out, except for iface, from the frame behind `head`.
 *
 * returns false when prog was left to be run here and rejects it. Only once for a
 * frame, as it writes.
 */
bool frame_view(const struct frame_rules *rules, struct tpacket3_hdr *head,
                struct packet *out);

#endif
