/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/order.h - reads and writes in this machine's byte order, or the other one.
 *
 * ne: native; se: swapped. At any alignment; the caller knows that the bytes are there.
 */
#ifndef PFC_CAPTURE_ORDER_H
#define PFC_CAPTURE_ORDER_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline uint16_t get_ne16(const void *at)
{
	uint16_t v;

	memcpy(&v, at, sizeof(v));
	return v;
}

static inline uint32_t get_ne32(const void *at)
{
	uint32_t v;

	memcpy(&v, at, sizeof(v));
	return v;
}

static inline uint64_t get_ne64(const void *at)
{
	uint64_t v;

	memcpy(&v, at, sizeof(v));
	return v;
}

static inline uint32_t get_se32(const void *at)
{
	return __builtin_bswap32(get_ne32(at));
}

static inline uint16_t get_16(const void *at, bool swapped)
{
	uint16_t v = get_ne16(at);

	return swapped ? __builtin_bswap16(v) : v;
}

static inline uint32_t get_32(const void *at, bool swapped)
{
	uint32_t v = get_ne32(at);

	return swapped ? __builtin_bswap32(v) : v;
}

static inline uint64_t get_64(const void *at, bool swapped)
{
	uint64_t v = get_ne64(at);

	return swapped ? __builtin_bswap64(v) : v;
}

static inline void put_ne16(void *at, uint16_t v)
{
	memcpy(at, &v, sizeof(v));
}

static inline void put_ne32(void *at, uint32_t v)
{
	memcpy(at, &v, sizeof(v));
}

static inline void put_16(void *at, uint16_t v, bool swapped)
{
	put_ne16(at, swapped ? __builtin_bswap16(v) : v);
}

static inline void put_32(void *at, uint32_t v, bool swapped)
{
	put_ne32(at, swapped ? __builtin_bswap32(v) : v);
}

static inline void put_ne64(void *at, uint64_t v)
{
	memcpy(at, &v, sizeof(v));
}

#endif
