/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/hpack.h - header fields of HTTP/2 as they are packed on the way.
 *
 * One direction of a connection has one decoder: each block changes what the next ones refer
 * to, so none may be left out.
 *
 * Source: RFC 7541.
 */
#ifndef PFC_CLI_HPACK_H
#define PFC_CLI_HPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A zeroed one is a decoder at its begin. */
struct hpack {
	struct hpack_field *fields; /* the newest first */
	unsigned count, room;
	size_t size, most; /* bytes as the standard counts them; most: 0, nothing said yet */
	bool failed;       /* a block was damaged: nothing behind it can be read */
};

enum { HPACK_TEXT_MAX = 16384 };

/* name and value end with a 0 byte, which their lengths do not count. */
typedef void hpack_fn(void *ctx, const char *name, const char *value);

/* Reads a block. returns false when it is damaged, or memory ended. */
bool hpack_read(struct hpack *h, const uint8_t *at, size_t len, hpack_fn *fn, void *ctx);

void hpack_fini(struct hpack *h);

#endif
