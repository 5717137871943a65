/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/digest.h - tells contents of files apart, for who keeps a key.
 *
 * Who does not know the key cannot make two contents of one digest: whatever they are, the
 * chance is below 2^-60 over all keys. That holds only as long as digests are not shown, either.
 * It takes no longer than reading a file that is in memory.
 */
#ifndef PFC_EBPF_TLS_DIGEST_H
#define PFC_EBPF_TLS_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BLOCK = 4096, DIGEST_WORDS = DIGEST_BLOCK / 8, DIGEST_LEN = 16 };

/* Random bits. */
struct digest_key {
	uint64_t words[DIGEST_WORDS];
	uint64_t point[2];
};

struct digest {
	const struct digest_key *key;
	uint64_t high, low; /* of what came so far */
	uint64_t len;
};

void digest_begin(struct digest *d, const struct digest_key *key);

/* More of it: whole blocks, but for the last time. */
void digest_add(struct digest *d, const void *at, size_t len);

void digest_end(struct digest *d, uint8_t out[DIGEST_LEN]);

#endif
