/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/tap_int.h - interfaces whose packets come from programs at hooks: what hands packets
 * over and what adds an interface share.
 */
#ifndef PFC_CAPTURE_TAP_INT_H
#define PFC_CAPTURE_TAP_INT_H

#include <net/if.h>

#include "capture/missed.h"
#include "capture/source_impl.h"
#include "capture/tap.h"
#include "ebpf/hook.h"
#include "ebpf/records.h"

enum {
	TAP_VIEWS = 64, /* packets of a batch: few enough for the first caches */
	TAP_HOOKS = 2,  /* of an interface: in, and out */
	TAPS_MAX = 64,  /* hook numbers are bytes */
};

/* One interface. */
struct tap {
	char name[IF_NAMESIZE];
	uint32_t ifindex;
	uint32_t iface; /* of the source */
	enum tap_hook kind;
	struct hook hooks[TAP_HOOKS];
	uint32_t hook_count;
	int sock; /* for questions about the interface; keeps it promiscuous */
	bool said_down, gone;
	uint64_t told_lost; /* of the lost ones, those that a packet came after */
	struct capture_stats stats;
	struct missed missed;
};

/* All of them. */
struct taps {
	struct source source; /* first: a struct source is a struct taps */
	struct taps_config cfg;
	struct records *records; /* NULL: only_count */
	struct tap *at[TAPS_MAX];
	uint32_t count;
	int wait_ms;
	uint64_t next_look_ns;
	uint32_t *lost;  /* by hook number and processor: as the last record said */
	uint64_t walked; /* records */
	uint32_t unasked; /* batches since the last look for signals */
	bool more;        /* was said of the last batch */
	bool draining, ended;
	int end; /* what source_next() returns at the end: 0 or -errno */
	const struct tap *last_gone; /* NULL: none */
	uint64_t drain_from_ns;
	struct record found[TAP_VIEWS];
	struct packet views[TAP_VIEWS];
};

/* Detaches what is attached, and frees. */
void tap_close(struct tap *t);

#endif
