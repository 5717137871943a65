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

#include <stdint.h>

#include "capture/source.h"

enum several_order { SEVERAL_BY_TIME, SEVERAL_IN_TURN };

/* Called for each file that was opened, with its source as far as it is known by then. */
typedef void several_opened_fn(void *ctx, const char *name, const struct source *file);

struct several_opts {
	const char *const *names; /* lent until source_close(); "-" is stdin */
	uint32_t count;           /* 1 or more */
	enum several_order order;
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

#endif
