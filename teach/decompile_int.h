/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/decompile_int.h - from decompile_harvest.c, which reads the program, to
 * decompile_atoms.c, which makes terms.
 */
#ifndef PFC_TEACH_DECOMPILE_INT_H
#define PFC_TEACH_DECOMPILE_INT_H

#include "teach/decompile.h"

enum { NUMBERS_MAX = 40 }; /* of each kind; more are a list that is not taken apart */

struct numbers {
	uint64_t at[NUMBERS_MAX];
	uint32_t count;
};

/* The numbers that a program compares with, by what they are. */
struct harvest {
	struct decompiler *d;
	struct numbers types, protocols, hosts, bounds, ports, port_bounds, lengths;
	struct numbers tags, labels, sessions;
	struct numbers tag_bounds, label_bounds;
	struct numbers bounds6[4]; /* of each word of an IPv6 address */
	VEC(const char *) accessors;
	bool ip6, mac; /* is such an address looked at? */
};

/* Fills in all but d. */
void decompile_harvest(struct harvest *h);

#endif
