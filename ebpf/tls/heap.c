/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/heap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { STEP = 16 }; /* bytes: blocks begin at multiples of that */

int heap_open(struct heap *h, size_t len)
{
	memset(h, 0, sizeof(*h));
	h->at = mmap(NULL, len, PROT_READ | PROT_WRITE,
	             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	h->begins = calloc(len / STEP / 8 + 1, 1);
	if (h->at == MAP_FAILED || !h->begins)
		return -ENOMEM;
	h->len = len;
	return 0;
}

/* Its length is in front of each block. */
void *heap_alloc(struct heap *h, size_t len)
{
	size_t bit;
	uint8_t *at;

	if (!len || len > h->len - h->used || h->len - h->used - len < 2 * STEP)
		return NULL;
	at = h->at + h->used;
	memcpy(at, &len, sizeof(len));
	at += STEP;
	h->used += STEP + (len + STEP - 1) / STEP * STEP;
	bit = (size_t)(at - h->at) / STEP;
	h->begins[bit / 8] |= (uint8_t)(1 << bit % 8);
	return at;
}

size_t heap_block(const struct heap *h, uintptr_t at)
{
	uintptr_t first = (uintptr_t)h->at;
	size_t len, bit = (at - first) / STEP;

	if (at < first || at - first >= h->used || at % STEP ||
	    !(h->begins[bit / 8] & 1 << bit % 8))
		return 0;
	memcpy(&len, h->at + (at - first) - STEP, sizeof(len));
	return len;
}
