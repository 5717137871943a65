/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/layers.h - headers in a frame, and what link types write in front of them.
 *
 * frames.c has the network headers, link_headers.c one header per link type.
 */
#ifndef PFC_TESTS_PEER_LAYERS_H
#define PFC_TESTS_PEER_LAYERS_H

#include "tests/peer/trace.h"

/* What the headers in front of one may be told about it. */
struct layer {
	const char *name;
	uint16_t ethertype; /* 0: none */
	int16_t ip;         /* IP protocol; -1: none */
	uint16_t ppp;       /* PPP protocol number; 0: none */
	uint16_t sap;       /* DSAP and SSAP; 0: none */
	uint16_t family;    /* address family; 0: none */
	uint16_t port;      /* UDP destination port; 0: none */
	const char *bytes; /* hex; what is written, NULL for the headers made by code */
};

/* Zeroed room at the end of a packet. */
uint8_t *frame_room(struct packet *p, uint32_t n);
void frame_hex(struct packet *p, const char *hex);

/* The 16 bits that name the next header after an Ethernet-like type field, or its
 * length for what follows in LLC; llc is that length, or what the link type writes
 * instead.
 */
uint16_t frame_type(const struct layer *next, uint16_t llc);

/* The start of LLC in front of a layer that has a SAP, else nothing. */
void frame_llc(struct packet *p, const struct layer *next);
void frame_ethernet(struct packet *p, const struct layer *next);

/* How many forms the header of a link type has. */
uint32_t link_header_forms(uint32_t linktype);

/* The header that a link type puts in front; false when it cannot carry `first`. */
bool link_header(struct packet *p, uint32_t linktype, uint32_t form,
                 const struct layer *first);

/* A frame of the link type that carries no other protocol, e.g. 802.11 management.
 *
 * returns false when there is no number n.
 */
bool link_frame(struct packet *p, uint32_t linktype, uint32_t form, uint32_t n);

#endif
