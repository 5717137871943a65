/* SPDX-License-Identifier: BSD-2-Clause */
#include "config.h"

#include "capture/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#if HAVE_ZLIB
#define ZLIB_CONST /* next_in */
#include <zlib.h>
#endif
#if HAVE_ZSTD
#include <zstd.h>
#endif
#if HAVE_LZ4
#include <lz4frame.h>
#endif

typedef int step_fn(struct unpack *u, const uint8_t *in, size_t *in_len, uint8_t *out,
                    size_t *out_len);

struct unpack {
	step_fn *step;
	enum unpack_kind kind;
	bool at_end;
	const char *why;
#if HAVE_ZLIB
	z_stream gzip;
#endif
#if HAVE_ZSTD
	ZSTD_DStream *zstd;
#endif
#if HAVE_LZ4
	LZ4F_dctx *lz4;
#endif
};

enum unpack_kind unpack_kind(const uint8_t first[4])
{
	static const uint8_t zstd[] = { 0x28, 0xb5, 0x2f, 0xfd };
	static const uint8_t lz4[] = { 0x04, 0x22, 0x4d, 0x18 };

	if (first[0] == 0x1f && first[1] == 0x8b)
		return UNPACK_GZIP;
	if (!memcmp(first, zstd, sizeof(zstd)))
		return UNPACK_ZSTD;
	if (!memcmp(first, lz4, sizeof(lz4)))
		return UNPACK_LZ4;
	return UNPACK_NONE;
}

const char *unpack_name(enum unpack_kind kind)
{
	static const char *const names[] = { "", "gzip", "zstd", "lz4" };

	return names[kind];
}

/* ---- the libraries ---- */

#if HAVE_ZLIB
static int gzip_open(struct unpack *u)
{
	enum { LARGEST_WINDOW = 15, GZIP_HEADER = 16 };

	return inflateInit2(&u->gzip, LARGEST_WINDOW + GZIP_HEADER) == Z_OK ? 0 : -ENOMEM;
}

static int gzip_step(struct unpack *u, const uint8_t *in, size_t *in_len, uint8_t *out,
                     size_t *out_len)
{
	enum { STEP_MAX = 1 << 30 };
	z_stream *z = &u->gzip;
	uInt in_room = *in_len < STEP_MAX ? (uInt)*in_len : STEP_MAX;
	uInt out_room = *out_len < STEP_MAX ? (uInt)*out_len : STEP_MAX;
	int status = Z_OK;

	/* The next one of several. */
	if (u->at_end)
		inflateReset(z);
	z->next_in = in;
	z->avail_in = in_room;
	z->next_out = out;
	z->avail_out = out_room;
	status = inflate(z, Z_NO_FLUSH);
	*in_len = in_room - z->avail_in;
	*out_len = out_room - z->avail_out;
	u->at_end = status == Z_STREAM_END;
	if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR)
		return 0;
	u->why = z->msg ? z->msg : "a dictionary is needed";
	return status == Z_MEM_ERROR ? -ENOMEM : -EBADMSG;
}
#endif

#if HAVE_ZSTD
static int zstd_open(struct unpack *u)
{
	u->zstd = ZSTD_createDStream();
	return u->zstd ? 0 : -ENOMEM;
}

static int zstd_step(struct unpack *u, const uint8_t *in, size_t *in_len, uint8_t *out,
                     size_t *out_len)
{
	ZSTD_inBuffer from = { in, *in_len, 0 };
	ZSTD_outBuffer to = { out, *out_len, 0 };
	size_t left = ZSTD_decompressStream(u->zstd, &to, &from);

	*in_len = from.pos;
	*out_len = to.pos;
	u->at_end = left == 0;
	if (!ZSTD_isError(left))
		return 0;
	u->why = ZSTD_getErrorName(left);
	return -EBADMSG;
}
#endif

#if HAVE_LZ4
static int lz4_open(struct unpack *u)
{
	return LZ4F_isError(LZ4F_createDecompressionContext(&u->lz4, LZ4F_VERSION)) ? -ENOMEM
	                                                                            : 0;
}

static int lz4_step(struct unpack *u, const uint8_t *in, size_t *in_len, uint8_t *out,
                    size_t *out_len)
{
	size_t left = LZ4F_decompress(u->lz4, out, out_len, in, in_len, NULL);

	if (LZ4F_isError(left)) {
		*in_len = *out_len = 0;
		u->why = LZ4F_getErrorName(left);
		return -EBADMSG;
	}
	u->at_end = left == 0;
	return 0;
}
#endif

/* ---- opening ---- */

static int open_kind(struct unpack *u)
{
	switch (u->kind) {
	case UNPACK_GZIP:
#if HAVE_ZLIB
		u->step = gzip_step;
		return gzip_open(u);
#else
		break;
#endif
	case UNPACK_ZSTD:
#if HAVE_ZSTD
		u->step = zstd_step;
		return zstd_open(u);
#else
		break;
#endif
	case UNPACK_LZ4:
#if HAVE_LZ4
		u->step = lz4_step;
		return lz4_open(u);
#else
		break;
#endif
	case UNPACK_NONE:
		break;
	}
	return -ENOTSUP;
}

int unpack_open(enum unpack_kind kind, struct unpack **out)
{
	struct unpack *u = calloc(1, sizeof(*u));
	int error;

	*out = NULL;
	if (!u)
		return -ENOMEM;
	u->kind = kind;
	error = open_kind(u);
	if (error)
		free(u);
	else
		*out = u;
	return error;
}

void unpack_close(struct unpack *u)
{
	if (!u)
		return;
#if HAVE_ZLIB
	if (u->kind == UNPACK_GZIP)
		inflateEnd(&u->gzip);
#endif
#if HAVE_ZSTD
	ZSTD_freeDStream(u->zstd);
#endif
#if HAVE_LZ4
	if (u->lz4)
		LZ4F_freeDecompressionContext(u->lz4);
#endif
	free(u);
}

int unpack_step(struct unpack *u, const uint8_t *in, size_t *in_len, uint8_t *out,
                size_t *out_len)
{
	return u->step(u, in, in_len, out, out_len);
}

bool unpack_at_end(const struct unpack *u)
{
	return u->at_end;
}

const char *unpack_why(const struct unpack *u)
{
	return u->why ? u->why : "";
}
