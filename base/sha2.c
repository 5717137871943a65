/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/sha2.h"

#include <string.h>

#include "base/bytes.h"

/* Fractions of the cube roots of the first 80 primes. SHA-256 has the upper halves of the
 * first 64.
 */
/* clang-format off */
static const uint64_t k[80] = {
	0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
	0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
	0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
	0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
	0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
	0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
	0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
	0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
	0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
	0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
	0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
	0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
	0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
	0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
	0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
	0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
	0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
	0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
	0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
	0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

/* Fractions of the square roots of the first 8 primes, of which SHA-256 has the upper halves; and
 * of the next 8.
 */
static const uint64_t first_256[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
static const uint64_t first_384[8] = {
	0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
	0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
};
/* clang-format on */

/* How words are turned and shifted. */
struct turns {
	uint8_t word; /* bits of one */
	uint8_t rounds;
	uint8_t sum0[3], sum1[3];
	uint8_t small0[3], small1[3]; /* the last one is shifted, not turned */
};

static const struct turns turns[SHA2_KINDS] = {
	[SHA2_256] = { 32,
	               64,
	               { 2, 13, 22 },
	               { 6, 11, 25 },
	               { 7, 18, 3 },
	               { 17, 19, 10 } },
	[SHA2_384] = { 64,
	               80,
	               { 28, 34, 39 },
	               { 14, 18, 41 },
	               { 1, 8, 7 },
	               { 19, 61, 6 } },
};

size_t sha2_len(enum sha2_kind kind)
{
	return kind == SHA2_256 ? 32 : 48;
}

static size_t block_len(enum sha2_kind kind)
{
	return 2 * turns[kind].word;
}

void sha2_init(struct sha2 *s, enum sha2_kind kind)
{
	memset(s, 0, sizeof(*s));
	s->kind = kind;
	for (int i = 0; i < 8; i++)
		s->h[i] = kind == SHA2_256 ? first_256[i] >> 32 : first_384[i];
}

static uint64_t turned(uint64_t x, unsigned by, unsigned word)
{
	return x >> by | x << (word - by);
}

static uint64_t sum(uint64_t x, const uint8_t *by, unsigned word)
{
	return turned(x, by[0], word) ^ turned(x, by[1], word) ^ turned(x, by[2], word);
}

static uint64_t small(uint64_t x, const uint8_t *by, unsigned word)
{
	return turned(x, by[0], word) ^ turned(x, by[1], word) ^ x >> by[2];
}

static void take_block(struct sha2 *s, const uint8_t *at)
{
	const struct turns *t = &turns[s->kind];
	uint64_t mask = t->word == 32 ? UINT32_MAX : UINT64_MAX;
	uint64_t w[80], v[8];

	for (unsigned i = 0; i < t->rounds; i++) {
		if (i < 16)
			w[i] = t->word == 32 ? get_be32(at + 4 * i)
			                     : get_be64(at + 8 * i);
		else
			w[i] = (small(w[i - 2], t->small1, t->word) + w[i - 7] +
			        small(w[i - 15], t->small0, t->word) + w[i - 16]) &
			       mask;
	}
	memcpy(v, s->h, sizeof(v));
	for (unsigned i = 0; i < t->rounds; i++) {
		uint64_t constant = t->word == 32 ? k[i] >> 32 : k[i];
		uint64_t one = v[7] + (sum(v[4], t->sum1, t->word) & mask) +
		               ((v[4] & v[5]) ^ (~v[4] & v[6])) + constant + w[i];
		uint64_t two = (sum(v[0], t->sum0, t->word) & mask) +
		               ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] = (v[4] + one) & mask;
		v[0] = (one + two) & mask;
	}
	for (int i = 0; i < 8; i++)
		s->h[i] = (s->h[i] + v[i]) & mask;
}

void sha2_add(struct sha2 *s, const void *at, size_t len)
{
	const uint8_t *p = at;
	size_t block = block_len(s->kind), have = s->len % block, n;

	s->len += len;
	while (len) {
		n = len < block - have ? len : block - have;
		memcpy(s->block + have, p, n);
		p += n;
		len -= n;
		have += n;
		if (have == block) {
			take_block(s, s->block);
			have = 0;
		}
	}
}

void sha2_end(struct sha2 *s, uint8_t *digest)
{
	static const uint8_t one = 0x80, zero;
	size_t word = turns[s->kind].word / 8, block = block_len(s->kind);
	uint64_t bits = 8 * s->len;
	uint8_t len[16] = { 0 }; /* two words */

	sha2_add(s, &one, 1);
	while (s->len % block != block - 2 * word)
		sha2_add(s, &zero, 1);
	put_be64(len + 2 * word - 8, bits);
	sha2_add(s, len, 2 * word);
	for (size_t i = 0; i < sha2_len(s->kind) / word; i++) {
		if (word == 4)
			put_be32(digest + 4 * i, (uint32_t)s->h[i]);
		else
			put_be64(digest + 8 * i, s->h[i]);
	}
}

void sha2_hmac(enum sha2_kind kind, const void *key, size_t key_len, const void *at,
               size_t len, uint8_t *mac)
{
	uint8_t pad[SHA2_BLOCK_MAX] = { 0 };
	size_t block = block_len(kind);
	struct sha2 s;

	if (key_len > block) {
		sha2_init(&s, kind);
		sha2_add(&s, key, key_len);
		sha2_end(&s, pad);
	} else {
		memcpy(pad, key, key_len);
	}
	for (size_t i = 0; i < block; i++)
		pad[i] ^= 0x36;
	sha2_init(&s, kind);
	sha2_add(&s, pad, block);
	sha2_add(&s, at, len);
	sha2_end(&s, mac);
	for (size_t i = 0; i < block; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	sha2_init(&s, kind);
	sha2_add(&s, pad, block);
	sha2_add(&s, mac, sha2_len(kind));
	sha2_end(&s, mac);
}
