/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/several.h - several capture files as one source.
 *
 * By time: packets of all files in the order of their times, equal times in the order of
 * the files; packets of one file never change places, and one without a time stays behind
 * the one before it. In turn: one file after the other.
 *
 * A file that is cut off or damaged ends, which source_next() tells with -EINTR and a
 * message, or at the end of them all like a single file; the others go on.
 */
#ifndef PFC_CAPTURE_SEVERAL_H
#define PFC_CAPTURE_SEVERAL_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/savefile.h"
#include "capture/source.h"

enum several_order { SEVERAL_BY_TIME, SEVERAL_IN_TURN };

/* Called for each file that was opened, with its source as far as it is known by then. */
typedef void several_opened_fn(void *ctx, const char *name, const struct source *file);

struct several_opts {
	const char *const *names; /* lent until source_close(); "-" is stdin */
	uint32_t count;           /* 1 or more */
	enum several_order order;
	bool keep_blocks; /* for those who begin to listen later: several_on_block() */
	several_opened_fn *opened; /* NULL: nobody wants to know */
	void *ctx;
};

/* Opens all of them by time, the first of them in turn.
 *
 * Each interface of a file is one of the source; in turn, files whose interfaces are
 * described alike share them.
 *
 * err     at least SOURCE_MSG_MAX bytes, as for savefile_open().
 * returns as savefile_open().
 */
int several_open(const struct several_opts *opts, struct source **out, char *err);

/* Has fn called for blocks of the files that any pcapng file can hold (capture/renew.h),
 * before the packets behind them. Those that were read up to the first source_next() come
 * at once, with keep_blocks all names and secrets so far. returns as savefile_on_block().
 */
int several_on_block(struct source *s, savefile_block_fn *fn, void *ctx);
void several_off_block(struct source *s, const void *ctx);

#endif
