/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/input.h - the bytes of a file, mapped at once or read piece by piece.
 *
 * A window [at, end) onto the file, whose first byte is byte `off` of it. The owner
 * moves `at` over what it has used by input_skip(), and asks for more by input_fill(),
 * which may move what is left of a read buffer.
 *
 * After input_unpack() it is a window onto what a compressed file holds.
 */
#ifndef PFC_CAPTURE_INPUT_H
#define PFC_CAPTURE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "capture/mapguard.h"
#include "capture/unpack.h"

enum { INPUT_WHY_MAX = 128 };

struct input {
	const uint8_t *at;
	const uint8_t *end;
	uint64_t off; /* of at */
	int fd;
	bool own_fd; /* close it */
	bool mapped; /* the window is in the mapping, not in the buffer */
	char *map;   /* NULL: none */
	size_t map_len;
	struct mapguard guard;
	uint8_t *buf;
	size_t room;
	struct stat file;

	/* Of a compressed file: */
	struct unpack *unpack; /* NULL: it is none */
	uint8_t *raw;          /* as read */
	size_t raw_at, raw_end, raw_room;
	char why[INPUT_WHY_MAX]; /* the last error was this; empty: one of the system's */
};

/* Opens path, "-" is stdin. returns 0 or -errno; -EISDIR for a directory. */
int input_open(struct input *in, const char *path, bool no_map);
void input_close(struct input *in);

static inline size_t input_len(const struct input *in)
{
	return (size_t)(in->end - in->at);
}

/* Moves at to a later address of the window. */
static inline void input_skip(struct input *in, const uint8_t *to)
{
	in->off += (uint64_t)(to - in->at);
	in->at = to;
}

/* Gets more bytes behind the window. Memory grows with what was really read.
 *
 * returns 1 when there are more than before; 0 at the end of the file; -errno.
 */
int input_fill(struct input *in);

/* With four bytes in the window that were not moved over: from here on what the compressed
 * file holds, if it is one.
 *
 * returns 1 when it is; 0; -ENOTSUP when this pfc cannot unpack that kind; -errno.
 */
int input_unpack(struct input *in);

/* What a negative result of input_fill() or input_unpack() means. */
const char *input_why(const struct input *in, int error);

/* The first mapped byte that went away, or NULL. */
const uint8_t *input_lost(const struct input *in);

#endif
