/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring_impl.h - the inside of a ring: shared by opening and reading.
 *
 * Blocks are handed out by the kernel in order, round and round. A block is ours while
 * its status has TP_STATUS_USER; giving it back is one store to that word.
 */
#ifndef PFC_CAPTURE_RING_IMPL_H
#define PFC_CAPTURE_RING_IMPL_H

#include <linux/if_packet.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/missed.h"
#include "capture/ring.h"
#include "capture/ring_frame.h"
#include "capture/source_impl.h"

enum {
	RING_VIEWS = 64,      /* packets of a batch: few enough for the first caches */
	RING_NAME_SLOTS = 64, /* power of two */
};

struct ring {
	struct source source; /* first: a struct source is a struct ring */
	int fd;
	uint8_t *map;
	size_t map_len;
	uint32_t block_len;
	uint32_t block_count;
	uint32_t retire_ms;
	struct frame_rules rules;
	bool tags_hidden;      /* from a filter, as they are beside the packet */
	uint32_t stamp_status; /* of tp_status: the adapter stamped it; 0: never mind */
	const sigset_t *wait_mask;
	int wait_ms; /* negative: for ever */
	char name[IF_NAMESIZE];
	uint32_t ifindex; /* 0: any */

	uint32_t block;            /* the one read now or next */
	bool held;                 /* it is ours */
	struct tpacket3_hdr *head; /* next frame in it */
	uint32_t left;             /* frames in it from head on */
	struct packet views[RING_VIEWS];
	/* Loss is where the ring was full: before the first packet of the block that had
	 * to be read first, when it is filled the next time.
	 */
	uint64_t *gaps; /* by block: lost before its next first packet */
	uint64_t lost;  /* before the next packet */
	/* "any": places in source.ifaces, by low bits of the interface index */
	struct {
		uint32_t ifindex;
		uint32_t iface;
	} slots[RING_NAME_SLOTS];

	uint64_t walked_len; /* bytes of the ring that they took */
	uint64_t walked; /* frames taken out of the ring, whatever the filter said */
	struct capture_stats stats;
	struct missed missed;

	bool down; /* the interface went down and has not come up */
	bool said_down;
	bool waits; /* when it is removed, until there is one of that name again */
	bool away;  /* it was removed; down is set, too */
	bool said_other;
	bool promiscuous;
	uint32_t hatype;
	bool draining; /* no new packets: reading what is left */
	bool ended;
	int end;                /* what source_next() returns at the end: 0 or -errno */
	uint64_t drain_from_ns; /* CLOCK_MONOTONIC */
};

/* ring_open.c: socket, memory and filter as cfg says; bound, so packets flow. */
int ring_start(struct ring *r, const struct ring_config *cfg, char *msg);

/* How a ring is divided into blocks.
 *
 * memory  bytes of the machine.
 * returns 0, or -EINVAL when the ring would not fit.
 */
int ring_geometry(const struct ring_config *cfg, uint64_t memory, uint32_t *block_len,
                  uint32_t *block_count);

/* ring_ebpf.c: makes cfg->prog, compiled for PFC_TARGET_SOCKET, the filter of the socket, with
 * the direction. With a cooked interface it takes more than it should.
 *
 * returns 0, or -errno and why in msg, of SOURCE_MSG_MAX bytes.
 */
int ring_attach_ebpf(int fd, const struct ring_config *cfg, char *msg);

/* ring_open.c: from now on the filter takes nothing. */
int ring_reject_all(int fd);

/* How many blocks wait to be read or given back. */
uint32_t ring_filled(const struct ring *r);

/* No new packets from now on; source_next() ends with `end`. */
void ring_drain(struct ring *r, int end);

/* ring_again.c: to r->ifindex, so that packets flow. returns 0; -ENETDOWN: they will when
 * it is up; -errno.
 */
int ring_bind(struct ring *r);
int ring_set_promiscuous(struct ring *r);

/* While the interface is down or away: see whether it came back or went away for good.
 * returns -EINTR when there is something to say.
 */
int ring_check_down(struct ring *r);

/* Adds what the kernel counted since the last call to r->stats. */
void ring_read_stats(struct ring *r);

#endif
