/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/missed.h - packets that were lost before any capture could see them.
 *
 * Read by descriptors that stay open, so that it can be done without any right later.
 */
#ifndef PFC_CAPTURE_MISSED_H
#define PFC_CAPTURE_MISSED_H

#include <stdint.h>

struct missed {
	int link_fd;      /* netlink; -1: none */
	int softnet_fd;   /* -1: none */
	uint32_t ifindex; /* 0: no single interface */
	uint64_t iface, kernel; /* at the start */
};

/* Opens and takes the counters as they are now; what cannot be read counts as 0. */
void missed_open(struct missed *m, uint32_t ifindex);
void missed_close(struct missed *m);

/* The interface was removed, and has another number now: it counts from here. */
void missed_follow(struct missed *m, uint32_t ifindex);

/* Since then: by the interface, and by the kernel on all interfaces. */
void missed_read(const struct missed *m, uint64_t *iface, uint64_t *kernel);

#endif
