/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/traffic.h - frames of every kind, and ways to send them.
 *
 * net_enter() made lo, v0 and v1; traffic_open() adds t0, a tun device, where packets have
 * no link header, and t1, which says it is of a type that the kernel's program does not
 * know.
 */
#ifndef PFC_TESTS_KERNEL_TRAFFIC_H
#define PFC_TESTS_KERNEL_TRAFFIC_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* returns NULL, or why there can be no such devices. */
const char *traffic_open(void);

/* All stacks of headers in Ethernet frames, whole and cut short; some of them to all, to
 * many, to nobody here.
 */
void traffic_frames(const char *iface);

/* The same without link header, with any protocol number: sent, and received. */
void traffic_bare(void);

/* So many packets leave t0, so many come in. */
void traffic_count_bare(uint32_t out, uint32_t in);

/* What the kernel makes itself: UDP, TCP, ICMP over lo, v1, and t0. */
void traffic_real(void);

/* All of it. */
void traffic_all(void *ctx);

/* Does the program read beyond the end of this frame, or end there? */
bool traffic_reads_beyond(const struct sock_filter *insns, size_t count,
                          const uint8_t *data, uint32_t caplen, uint32_t len);

#endif
