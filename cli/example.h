/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/example.h - packets for a program: one that it accepts, and one that it nearly does. */
#ifndef PFC_CLI_EXAMPLE_H
#define PFC_CLI_EXAMPLE_H

#include "base/str.h"
#include "capture/source.h"
#include "prove/compare.h"
#include "teach/trace.h"

struct example {
	uint32_t linktype;
	struct compare cmp;            /* what the packet lies in */
	const struct witness *witness; /* accepted; NULL: none was found */
	bool none;                     /* and it is proved that there is none */
	struct trace trace;            /* of the accepted packet */
	bool flips;
	struct flip flip; /* what makes it rejected */
	uint8_t *near;    /* the packet with that change; caplen bytes */
};

/* Looks for them, for a few seconds at most. Arena: for the results. Free in every case. */
void example_find(struct example *e, struct arena *arena,
                  const struct sock_filter *insns, uint32_t count, uint32_t linktype);
void example_fini(struct example *e);

struct packet example_packet(const struct example *e, bool near);

/* The lines that pfc prints for a packet. */
void print_one(struct str *out, uint32_t linktype, const struct packet *p, bool hex);

#endif
