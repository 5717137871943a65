/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/blocks.h - blocks of a pcapng file without packets: who wants them, and those
 * that are kept for who comes later.
 *
 * A file that begins in the middle of another one's packets needs the section header, the
 * interfaces, the names and the secrets of the section that the packets are in.
 */
#ifndef PFC_CAPTURE_BLOCKS_H
#define PFC_CAPTURE_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "capture/savefile.h"

enum blocks_keep {
	BLOCKS_ALL,    /* whatever comes */
	BLOCKS_NEEDED, /* what the packets of the section need */
	BLOCKS_NONE,
};

struct blocks {
	enum blocks_keep keep;
	uint8_t *at; /* those that are kept, in their order */
	size_t len, room;
	struct {
		savefile_block_fn *fn;
		void *ctx;
	} *listeners;
	uint32_t count;
};

/* Keeps and hands on a block. returns 0, -ENOMEM, or what a listener returned. */
int blocks_add(struct blocks *b, const struct savefile_block *block);

/* Has fn called for those that are kept, and from now on. returns as above. */
int blocks_listen(struct blocks *b, savefile_block_fn *fn, void *ctx);
void blocks_leave(struct blocks *b, const void *ctx);

/* Keeps less than before. */
void blocks_keep(struct blocks *b, enum blocks_keep keep);

void blocks_fini(struct blocks *b);

#endif
