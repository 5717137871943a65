/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/way.h - the places that a packet passes on its way in, and what each has lost.
 *
 * A capture sees what reaches the fourth of them. So a packet that is missing in it was
 * lost in front, and one that it shows may still be lost behind.
 */
#ifndef PFC_CAPTURE_WAY_H
#define PFC_CAPTURE_WAY_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/iface.h"

enum { WAY_COUNTERS = 6, WAY_STAGES_MAX = 8 };

struct way_counter {
	const char *name;
	uint64_t value;
	bool loss; /* packets that went no further */
};

struct way_stage {
	const char *name;  /* for programs */
	const char *title; /* for people */
	bool everywhere;   /* what is counted is not of one interface */
	struct way_counter counters[WAY_COUNTERS];
	uint32_t count;
	char note[128]; /* what is there; "": nothing to say */
};

/* Looks at all places for one interface, in the order a packet passes them, the way out
 * last.
 *
 * returns how many; or -errno with a message of SOURCE_MSG_MAX bytes.
 */
int way_read(const struct iface *iface, struct way_stage stages[WAY_STAGES_MAX],
             char *msg);

#endif
