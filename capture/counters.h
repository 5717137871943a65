/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/counters.h - how many packets a capture saw, kept and lost.
 *
 * On a ring, received = captured + dropped once it has been drained.
 */
#ifndef PFC_CAPTURE_COUNTERS_H
#define PFC_CAPTURE_COUNTERS_H

#include <stdint.h>

#include "base/str.h"

struct capture_stats {
	uint64_t matched;  /* where only some of those are taken; else 0 */
	uint64_t captured; /* handed to the caller */
	uint64_t received; /* passed the filter, or reached one in user space */
	uint64_t dropped;  /* passed the filter and found no room in the ring */
	uint64_t unsaved;  /* matched, and writing them failed */

	/* Where the dropped ones are missing: runs of them between two packets. */
	uint64_t bursts;
	uint64_t burst_max;    /* packets of the largest */
	uint64_t burst_max_ns; /* time of the packet after it; 0: it is at the end */

	uint64_t ring_kib;
	uint64_t fill_max_kib;  /* most of the ring that was waiting to be read */
	uint64_t captured_kib;  /* what all frames took of the ring */
	uint64_t missed_iface;  /* by the interface, since the start; no capture sees them */
	uint64_t host_times; /* captured, and not stamped by the adapter, which was asked */
	uint64_t tagged; /* captured with a VLAN tag that the filter was not shown */
	uint64_t missed_kernel; /* by the kernel before any capture, on all interfaces */
};

/* The kernel's counters are 32 bits wide and start again at 0 with every reading. */
void counters_add(struct capture_stats *sum, uint32_t received, uint32_t dropped);

enum counters_form {
	COUNTERS_LINES, /* at the end of a capture: a line each */
	COUNTERS_LINE,  /* while it goes on: all on one line */
};

/* Appends the report in tcpdump's words, newline included. In lines, it goes on with what
 * is known about loss, when there was some, and what would help.
 */
void counters_report(const struct capture_stats *stats, enum counters_form form,
                     struct str *out);

/* Adds the counters of another interface. */
void counters_join(struct capture_stats *sum, const struct capture_stats *one);

/* A run of `lost` packets, before the packet at `ns`; 0: behind the last one. */
void counters_burst(struct capture_stats *stats, uint64_t lost, uint64_t ns);

/* The ring that would have held the largest burst, in KiB; 0: none can be named. */
uint64_t counters_ring_wanted(const struct capture_stats *stats);

#endif
