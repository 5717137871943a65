/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring.h - packets of a live interface, from a ring shared with the kernel.
 *
 * ring_open() makes a struct source. Every packet it hands out arrived on the interface
 * asked for, after the filter was in place, and passed the filter. The bytes lie in the
 * ring: a batch goes back to the kernel with the next source_next().
 *
 *	while ((n = source_next(src, &batch)) != 0) {
 *		if (n > 0)
 *			write them;
 *		else if (n != -EINTR)
 *			break;                   // source_message() says why
 *		if (a signal asked to stop)
 *			ring_stop(src);  // then source_next() drains and ends with 0
 *	}
 *	ring_stats(src, &stats);
 */
#ifndef PFC_CAPTURE_RING_H
#define PFC_CAPTURE_RING_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture/counters.h"
#include "capture/iface.h"
#include "capture/source.h"
#include "capture/stamp.h"

enum ring_direction { RING_INOUT, RING_IN, RING_OUT };

enum {
	RING_KIB_DEFAULT = 64 * 1024, /* at most 1/16 of the memory of the machine */
	RING_RETIRE_MS = 60,          /* longest wait of a packet in the ring */
	RING_RETIRE_PRINT_MS = 10,    /* for when a person looks at the output */
	RING_FRONT_MAX = 12,          /* instructions of a ring in front of the filter's */
};

struct ring_config {
	const struct iface *iface;   /* from iface_find() */
	/* For iface->linktype; NULL: all packets. Compiled for PFC_TARGET_SOCKET it becomes the
	 * filter as eBPF; for a cooked interface with PFC_SNAPLEN_MAX and PFC_ONLY_ETHERNET.
	 */
	const struct pfc_prog *prog;
	const char *filter;          /* its text, lent; NULL: none */
	uint32_t snaplen;            /* bytes, 1 and up */
	uint32_t ring_kib;           /* 0: RING_KIB_DEFAULT */
	uint32_t retire_ms;          /* 0: RING_RETIRE_MS */
	bool immediate;              /* hand out each packet within a millisecond */
	bool promiscuous;
	bool waits; /* for the interface, when it is removed, or down at the start */
	enum ring_direction direction;
	enum stamp stamp;
	bool link_headers; /* of "any": those of each interface, not LINUX_SLL2 */
	/* The signal mask in force while waiting for packets. Block the signals you
	 * handle, give the mask without them here, and no signal falls between your
	 * look at its flag and the wait: they arrive only inside source_next(), which
	 * then returns -EINTR. NULL: leave the mask alone.
	 */
	const sigset_t *wait_mask;
};

/* Opens the interface and starts to capture.
 *
 * The config and its iface are only read here; prog and wait_mask are lent until
 * source_close().
 *
 * msg     of SOURCE_MSG_MAX bytes: the error; on success a warning, or "".
 * returns 0, or -errno: -EPERM no privilege, -ENODEV no such interface, -ENETDOWN it is
 *         down, -EINVAL the program is for another link type, ...
 */
int ring_open(const struct ring_config *cfg, struct source **out, char *msg);

/* Whether programs for PFC_TARGET_SOCKET can be used; not where pfc is built without eBPF. */
bool ring_has_ebpf(void);

/* Stops the flow of packets. source_next() then hands out what had already been
 * captured, and ends with 0. May be called again.
 */
void ring_stop(struct source *s);

/* The longest that source_next() waits before it returns -EINTR with nothing; negative:
 * for ever, as at the start.
 */
void ring_wait_limit(struct source *s, int ms);

/* No packet is there to be handed out at this moment. */
bool ring_idle(const struct source *s);

/* The counters so far; final after the end of source_next(). */
void ring_stats(struct source *s, struct capture_stats *out);

#endif
