/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/digest.h"

#include <string.h>

/* Each block is hashed by NH, the sum of products of pairs of words to which a key is added, and
 * blocks by a polynomial over the numbers modulo 2^127 - 1, at a point that is a key, too. The
 * length comes last, so what a short block is filled up with does not matter.
 * Source: T. Krovetz and W. Dai, "VHASH Security", 2007, for both and their chances.
 */
__extension__ typedef unsigned __int128 u128;

#define PRIME (((u128)1 << 127) - 1)
#define NH_BITS (((u128)1 << 126) - 1) /* of a block's hash that are taken */

static u128 reduce(u128 n)
{
	n = (n & PRIME) + (n >> 127);
	return n >= PRIME ? n - PRIME : n;
}

/* a and b below the prime. */
static u128 multiply(u128 a, u128 b)
{
	uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
	uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
	u128 low = (u128)a0 * b0;
	u128 middle = (u128)a0 * b1 + (u128)a1 * b0; /* a1 and b1 have 63 bits */
	u128 high = (u128)a1 * b1 + (middle >> 64);

	/* 2^128 is 2. */
	return reduce(reduce(reduce(low) + reduce(middle << 64)) + reduce(2 * high));
}

static uint64_t word_at(const uint8_t *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

static u128 hash_block(const struct digest_key *key, const uint8_t *p)
{
	u128 sum = 0;

	for (size_t i = 0; i < DIGEST_WORDS; i += 2)
		sum += (u128)(word_at(p + 8 * i) + key->words[i]) *
		       (word_at(p + 8 * i + 8) + key->words[i + 1]);
	return sum & NH_BITS;
}

/* One coefficient more. */
static void append(struct digest *d, u128 n)
{
	u128 point = reduce((u128)d->key->point[0] << 64 | d->key->point[1]);
	u128 h = multiply((u128)d->high << 64 | d->low, point);

	h = reduce(h + n);
	d->high = (uint64_t)(h >> 64);
	d->low = (uint64_t)h;
}

void digest_begin(struct digest *d, const struct digest_key *key)
{
	memset(d, 0, sizeof(*d));
	d->key = key;
	d->low = 1; /* else blocks of zeros in front would not count */
}

void digest_add(struct digest *d, const void *at, size_t len)
{
	const uint8_t *p = at;
	uint8_t last[DIGEST_BLOCK] = { 0 };

	d->len += len;
	for (; len >= DIGEST_BLOCK; len -= DIGEST_BLOCK, p += DIGEST_BLOCK)
		append(d, hash_block(d->key, p));
	if (!len)
		return;
	memcpy(last, p, len);
	append(d, hash_block(d->key, last));
}

void digest_end(struct digest *d, uint8_t out[DIGEST_LEN])
{
	append(d, d->len);
	memcpy(out, &d->high, sizeof(d->high));
	memcpy(out + sizeof(d->high), &d->low, sizeof(d->low));
}
