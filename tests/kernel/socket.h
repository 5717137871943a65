/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/socket.h - the running kernel as an interpreter of classic BPF.
 *
 * A filter on a datagram socket of a local pair sees the payload from its first byte
 * on, whatever that is said to be: one write is one packet of any link type.
 */
#ifndef PFC_TESTS_KERNEL_SOCKET_H
#define PFC_TESTS_KERNEL_SOCKET_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ksocket {
	int in, out; /* -1: not open */
};

/* returns false, with errno, when there are no such sockets. */
bool ksocket_open(struct ksocket *k);
void ksocket_close(struct ksocket *k);

/* returns 0, or the errno with which the kernel refuses the program. */
int ksocket_attach(struct ksocket *k, const struct sock_filter *insns, uint32_t count);

/* The verdict on a packet of which all bytes were captured; -1 when the kernel did not
 * take it at all.
 */
int ksocket_accepts(struct ksocket *k, const uint8_t *data, size_t len);

#endif
