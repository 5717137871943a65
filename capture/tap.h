/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/tap.h - packets of interfaces by programs at their XDP and tc hooks, as a source.
 *
 * All hooks share the rings, so packets of all interfaces come in the order of time. The
 * packets themselves go on undisturbed. What such a source does beyond source_next() is
 * asked for by the functions of capture/source.h for live sources.
 */
#ifndef PFC_CAPTURE_TAP_H
#define PFC_CAPTURE_TAP_H

#include "capture/ring.h"

enum tap_hook { TAP_XDP, TAP_TC };

struct taps_config {
	uint32_t ring_kib;  /* of all rings together; 0: RING_KIB_DEFAULT */
	uint32_t retire_ms; /* longest wait of a packet in a ring; 0: RING_RETIRE_MS */
	bool only_count;    /* no packets: the kernel counts those that match */
	bool perf;          /* by perf's rings although the kernel has better ones */
	const sigset_t *wait_mask; /* as in struct ring_config; lent */
};

struct tap_config {
	const struct iface *iface;
	enum tap_hook hook;
	enum ring_direction direction; /* TAP_XDP: not RING_OUT */
	/* The filter as an object file, see ebpf/hook.h; NULL: all packets. */
	const void *object;
	size_t object_len;
	const char *filter; /* its text, lent; NULL: none */
	uint32_t snaplen;   /* bytes, 1 and up */
	uint32_t sample;    /* one of so many that match; 0 or 1: all */
	bool promiscuous;
	bool no_tcx; /* TAP_TC: a clsact filter also where there is tcx */
	bool no_frags; /* TAP_XDP: made where tap_has_frags() is not */
};

/* Do XDP programs of this kernel see packets in several pieces? Else the object must have been
 * compiled without PFC_FRAGS.
 */
bool tap_has_frags(void);

/* msg as that of ring_open(). returns 0 or -errno; -ENOSYS: built without eBPF. */
int taps_open(const struct taps_config *cfg, struct source **out, char *msg);

/* Whether an interface can be captured so; where not, -EINVAL and msg says why. */
int tap_check(const struct tap_config *cfg, char *msg);

/* How many programs stand at tc by tcx, on the way in; 0 where that cannot be known. */
uint32_t tap_at_tc(uint32_t ifindex);

/* Adds an interface, from which packets come from now on.
 *
 * returns 0, -EBUSY when the XDP hook is taken (msg says by whom, and the source is as
 *         before), or -errno.
 */
int taps_add(struct source *s, const struct tap_config *cfg, char *msg);

/* The hook of an interface, counted from 0. */
enum tap_hook taps_hook(const struct source *s, uint32_t i);

/* Where the programs of an interface are: "driver", "generic", "tcx" or "clsact". */
const char *taps_way(const struct source *s, uint32_t i);

#endif
