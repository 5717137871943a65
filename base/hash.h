/* SPDX-License-Identifier: BSD-2-Clause */
/* base/hash.h - mixing of 32-bit words for the hash-consing tables. */
#ifndef PFC_BASE_HASH_H
#define PFC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* One word more into a running hash; start from any constant. */
static inline uint32_t hash_u32(uint32_t h, uint32_t word)
{
	uint64_t m = ((uint64_t)(h ^ word) + 0x9e3779b9u) * 0x9fb21c651e98df25u;

	return (uint32_t)(m ^ (m >> 32));
}

static inline uint32_t hash_bytes(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint32_t h = (uint32_t)len;

	for (size_t i = 0; i < len; i++)
		h = (h ^ p[i]) * 0x01000193u;
	return hash_u32(h, 0);
}

#endif
