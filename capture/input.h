/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/input.h - the bytes of a file, mapped at once or read piece by piece.
 *
 * A window [at, end) onto the file, whose first byte is byte `off` of it. The owner
 * moves `at` over what it has used by input_skip(), and asks for more by input_fill(),
 * which may move what is left of a read buffer.
 */
#ifndef PFC_CAPTURE_INPUT_H
#define PFC_CAPTURE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "capture/mapguard.h"

struct input {
	const uint8_t *at;
	const uint8_t *end;
	uint64_t off; /* of at */
	bool keep;    /* nothing before at may be dropped (only while opening) */
	int fd;
	bool own_fd; /* close it */
	bool mapped; /* the window is in the mapping, not in the buffer */
	char *map;   /* NULL: none */
	size_t map_len;
	struct mapguard guard;
	uint8_t *buf;
	size_t room;
	struct stat file;
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

/* The first mapped byte that went away, or NULL. */
const uint8_t *input_lost(const struct input *in);

#endif
