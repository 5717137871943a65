/* SPDX-License-Identifier: BSD-2-Clause */
/* base/sha2.h - SHA-256 and SHA-384, and HMAC with them. Source: FIPS 180-4, RFC 2104. */
#ifndef PFC_BASE_SHA2_H
#define PFC_BASE_SHA2_H

#include <stddef.h>
#include <stdint.h>

enum sha2_kind { SHA2_256, SHA2_384, SHA2_KINDS };
enum { SHA2_LEN_MAX = 48, SHA2_BLOCK_MAX = 128 };

struct sha2 {
	enum sha2_kind kind;
	uint64_t h[8]; /* of SHA-256 the low halves */
	uint64_t len;  /* bytes so far */
	uint8_t block[SHA2_BLOCK_MAX];
};

/* Bytes of a digest. */
size_t sha2_len(enum sha2_kind kind);

void sha2_init(struct sha2 *s, enum sha2_kind kind);
void sha2_add(struct sha2 *s, const void *at, size_t len);
void sha2_end(struct sha2 *s, uint8_t *digest);

void sha2_hmac(enum sha2_kind kind, const void *key, size_t key_len, const void *at,
               size_t len, uint8_t *mac);

#endif
