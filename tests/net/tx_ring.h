/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/tx_ring.h - frames sent from memory shared with the kernel.
 *
 * Of such a packet the kernel copies the link header alone; what follows stays in pages,
 * where a program at tc cannot reach it directly.
 */
#ifndef PFC_TESTS_NET_TX_RING_H
#define PFC_TESTS_NET_TX_RING_H

#include "tests/net/net.h"

struct tx_ring;

struct tx_ring *tx_ring_open(const char *name);
void tx_ring_send(struct tx_ring *r, const struct frame *f);

/* Waits until all are sent. */
void tx_ring_close(struct tx_ring *r);

#endif
