/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/blocks.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "capture/order.h"
#include "capture/savefile_pcapng.h"

static bool is_needed(uint32_t type)
{
	return type == PCAPNG_SHB || type == PCAPNG_IDB || type == PCAPNG_NRB ||
	       type == PCAPNG_DSB;
}

static int append(struct blocks *b, const uint8_t *at, uint32_t len)
{
	if (b->room - b->len < len) {
		size_t room = 2 * b->room + len;
		uint8_t *p = realloc(b->at, room);

		if (!p)
			return -ENOMEM;
		b->at = p;
		b->room = room;
	}
	memcpy(b->at + b->len, at, len);
	b->len += len;
	return 0;
}

static int keep(struct blocks *b, const struct savefile_block *block)
{
	if (b->keep == BLOCKS_NONE)
		return 0;
	if (b->keep == BLOCKS_NEEDED) {
		if (!is_needed(block->type))
			return 0;
		if (block->type == PCAPNG_SHB)
			b->len = 0;
	}
	return append(b, block->at, block->len);
}

/* The block at an offset of those that are kept; swapped is that of its section. */
static struct savefile_block block_at(const struct blocks *b, size_t at, bool *swapped)
{
	const uint8_t *p = b->at + at;

	/* The type of a section header reads the same in both byte orders. */
	if (get_ne32(p) == PCAPNG_SHB)
		*swapped = get_ne32(p + 8) != PCAPNG_ORDER_MAGIC;
	return (struct savefile_block){ get_32(p, *swapped), p, get_32(p + 4, *swapped),
		                        *swapped };
}

int blocks_add(struct blocks *b, const struct savefile_block *block)
{
	int error = keep(b, block);

	for (uint32_t i = 0; i < b->count && !error; i++)
		error = b->listeners[i].fn(b->listeners[i].ctx, block);
	return error;
}

int blocks_listen(struct blocks *b, savefile_block_fn *fn, void *ctx)
{
	void *grown = realloc(b->listeners, (b->count + 1) * sizeof(*b->listeners));
	bool swapped = false;
	int error = 0;

	if (!grown)
		return -ENOMEM;
	b->listeners = grown;
	b->listeners[b->count].fn = fn;
	b->listeners[b->count++].ctx = ctx;
	for (size_t at = 0; at < b->len && !error;) {
		struct savefile_block block = block_at(b, at, &swapped);

		error = fn(ctx, &block);
		at += block.len;
	}
	return error;
}

void blocks_leave(struct blocks *b, const void *ctx)
{
	for (uint32_t i = 0; i < b->count; i++) {
		if (b->listeners[i].ctx == ctx) {
			b->listeners[i] = b->listeners[--b->count];
			return;
		}
	}
}

/* Leaves what the last section needs. */
static void prune(struct blocks *b)
{
	size_t to = 0, at = 0;
	bool swapped = false;

	while (at < b->len) {
		struct savefile_block block = block_at(b, at, &swapped);

		if (block.type == PCAPNG_SHB)
			to = 0;
		if (is_needed(block.type)) {
			memmove(b->at + to, block.at, block.len);
			to += block.len;
		}
		at += block.len;
	}
	b->len = to;
}

void blocks_keep(struct blocks *b, enum blocks_keep how)
{
	if (how <= b->keep)
		return;
	b->keep = how;
	if (how == BLOCKS_NEEDED) {
		prune(b);
		return;
	}
	free(b->at);
	b->at = NULL;
	b->len = b->room = 0;
}

void blocks_fini(struct blocks *b)
{
	free(b->at);
	free(b->listeners);
}
