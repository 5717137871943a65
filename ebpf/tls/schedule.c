/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/schedule.h"

#include <string.h>

#include "base/bytes.h"

enum { INFO_MAX = 2 + 1 + 32 + 1 + SHA2_LEN_MAX + 1 };

void schedule_expand(enum sha2_kind kind, const uint8_t *secret, const char *label,
                     const uint8_t *context, uint8_t *out, size_t len)
{
	static const char prefix[] = "tls13 ";
	uint8_t info[INFO_MAX], mac[SHA2_LEN_MAX];
	size_t name = sizeof(prefix) - 1 + strlen(label), at = 3 + name;

	put_be16(info, (uint16_t)len);
	info[2] = (uint8_t)name;
	memcpy(info + 3, prefix, sizeof(prefix) - 1);
	memcpy(info + 3 + sizeof(prefix) - 1, label, strlen(label));
	info[at++] = (uint8_t)(context ? sha2_len(kind) : 0);
	if (context) {
		memcpy(info + at, context, sha2_len(kind));
		at += sha2_len(kind);
	}
	info[at++] = 1; /* the first and only block */
	sha2_hmac(kind, secret, sha2_len(kind), info, at, mac);
	memcpy(out, mac, len);
}

void schedule_master(enum sha2_kind kind, const uint8_t *handshake, uint8_t *master)
{
	static const uint8_t zeros[SHA2_LEN_MAX];
	uint8_t empty[SHA2_LEN_MAX], derived[SHA2_LEN_MAX];
	struct sha2 s;

	sha2_init(&s, kind);
	sha2_end(&s, empty);
	schedule_expand(kind, handshake, "derived", empty, derived, sha2_len(kind));
	sha2_hmac(kind, derived, sha2_len(kind), zeros, sha2_len(kind), master);
}

void schedule_prf(enum sha2_kind kind, const uint8_t *secret, size_t secret_len,
                  const char *label, const uint8_t *seed, size_t seed_len, uint8_t *out,
                  size_t len)
{
	uint8_t in[SHA2_LEN_MAX + PRF_SEED_MAX], mac[SHA2_LEN_MAX];
	size_t hash = sha2_len(kind), label_len = strlen(label);
	size_t whole = label_len + seed_len;
	uint8_t *const named = in + hash; /* the label and the seed, behind A(i) */

	memcpy(named, label, label_len);
	memcpy(named + label_len, seed, seed_len);
	sha2_hmac(kind, secret, secret_len, named, whole, in);
	while (len) {
		size_t n = len < hash ? len : hash;

		sha2_hmac(kind, secret, secret_len, in, hash + whole, mac);
		memcpy(out, mac, n);
		out += n;
		len -= n;
		sha2_hmac(kind, secret, secret_len, in, hash, mac);
		memcpy(in, mac, hash);
	}
}
