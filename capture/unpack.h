/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/unpack.h - bytes of a compressed stream, piece by piece.
 *
 * gzip (RFC 1952), zstd (RFC 8878) and LZ4 frames, told by their first bytes; several of one
 * kind one behind the other are one stream, as their tools have it.
 */
#ifndef PFC_CAPTURE_UNPACK_H
#define PFC_CAPTURE_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unpack_kind { UNPACK_NONE, UNPACK_GZIP, UNPACK_ZSTD, UNPACK_LZ4 };

struct unpack;

/* What a stream with these first four bytes is. */
enum unpack_kind unpack_kind(const uint8_t first[4]);
const char *unpack_name(enum unpack_kind kind);

/* returns 0; -ENOMEM; -ENOTSUP when this pfc was built without the library. */
int unpack_open(enum unpack_kind kind, struct unpack **out);
void unpack_close(struct unpack *u);

/* Unpacks some of the *in_len bytes at in to out, which has room for *out_len.
 *
 * Both lengths become what was used and what was made. returns 0; -EBADMSG for bytes that
 * are no such stream, with unpack_why().
 */
int unpack_step(struct unpack *u, const uint8_t *in, size_t *in_len, uint8_t *out,
                size_t *out_len);

/* Is the stream complete, if nothing follows? */
bool unpack_at_end(const struct unpack *u);

/* What was wrong, from the library. */
const char *unpack_why(const struct unpack *u);

#endif
