/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/heap.h - memory of which each block is known: where it begins, and how long it is.
 *
 * Nothing is used twice, so that what points to a block always means that one.
 */
#ifndef PFC_EBPF_TLS_HEAP_H
#define PFC_EBPF_TLS_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct heap {
	uint8_t *at;
	size_t len, used;
	uint8_t *begins; /* a bit for each place where a block can begin */
};

/* returns 0 or -ENOMEM. */
int heap_open(struct heap *h, size_t len);

/* NULL: there is no more. */
void *heap_alloc(struct heap *h, size_t len);

/* The length of the block that begins there; 0: none does. */
size_t heap_block(const struct heap *h, uintptr_t at);

#endif
