/* SPDX-License-Identifier: BSD-2-Clause */
/* base/bytes.h - reads of bytes from outside, at any alignment.
 *
 * get_*() take a pointer whose bytes are known to be there; struct bytes is a cursor
 * that checks, and stays failed once it ran short.
 */
#ifndef PFC_BASE_BYTES_H
#define PFC_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint16_t get_be16(const void *at)
{
	const uint8_t *p = at;

	return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t get_be32(const void *at)
{
	const uint8_t *p = at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint64_t get_be64(const void *at)
{
	const uint8_t *p = at;

	return (uint64_t)get_be32(p) << 32 | get_be32(p + 4);
}

static inline uint16_t get_le16(const void *at)
{
	const uint8_t *p = at;

	return (uint16_t)(p[1] << 8 | p[0]);
}

static inline uint32_t get_le32(const void *at)
{
	const uint8_t *p = at;

	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static inline uint64_t get_le64(const void *at)
{
	const uint8_t *p = at;

	return (uint64_t)get_le32(p + 4) << 32 | get_le32(p);
}

static inline void put_be16(void *at, uint16_t v)
{
	uint8_t *p = at;

	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static inline void put_be32(void *at, uint32_t v)
{
	put_be16(at, (uint16_t)(v >> 16));
	put_be16((uint8_t *)at + 2, (uint16_t)v);
}

static inline void put_be64(void *at, uint64_t v)
{
	put_be32(at, (uint32_t)(v >> 32));
	put_be32((uint8_t *)at + 4, (uint32_t)v);
}

/* A cursor over len bytes. */
struct bytes {
	const uint8_t *at;
	size_t len;  /* bytes left */
	bool failed; /* a read asked for more than there was */
};

/* The next n bytes, or NULL (and failed) when fewer are left. */
static inline const uint8_t *bytes_take(struct bytes *b, size_t n)
{
	const uint8_t *p = b->at;

	if (b->failed || b->len < n) {
		b->failed = true;
		return NULL;
	}
	b->at += n;
	b->len -= n;
	return p;
}

static inline uint8_t bytes_u8(struct bytes *b)
{
	const uint8_t *p = bytes_take(b, 1);

	return p ? p[0] : 0;
}

static inline uint16_t bytes_be16(struct bytes *b)
{
	const uint8_t *p = bytes_take(b, 2);

	return p ? get_be16(p) : 0;
}

static inline uint32_t bytes_be32(struct bytes *b)
{
	const uint8_t *p = bytes_take(b, 4);

	return p ? get_be32(p) : 0;
}

#endif
