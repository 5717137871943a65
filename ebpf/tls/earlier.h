/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/earlier.h - the secrets of a session whose handshake nobody saw, from the memory of
 * its process.
 *
 * What is read is believed only where all of it fits together: secrets follow from each other,
 * and from them the key that the session encrypts with.
 */
#ifndef PFC_EBPF_TLS_EARLIER_H
#define PFC_EBPF_TLS_EARLIER_H

#include <sys/types.h>

#include "ebpf/tls/layout.h"
#include "ebpf/tls/places.h"

/* What is at the places. */
struct tls_kept {
	uint8_t at[TLS_PLACES][SHA2_LEN_MAX];
	uint8_t cipher[PLACE_CIPHER_MAX];
	size_t cipher_len;
};

/* Reads it, for one version. returns 0; -EINVAL: there is no such way; or -errno. */
int earlier_read(pid_t pid, uint64_t session, const struct tls_places *p, bool tls13,
                 struct tls_kept *out);

enum { EARLIER_SECRETS_MAX = 5 };

struct tls_earlier {
	uint8_t random[TLS_RANDOM_LEN]; /* of the client */
	unsigned count;
	size_t len; /* of each secret */
	struct {
		const char *label; /* as in a key log */
		uint8_t at[SHA2_LEN_MAX];
	} secrets[EARLIER_SECRETS_MAX];
};

/* Makes the secrets of what was read. Keys may have been updated since: those of a key log are
 * the first ones.
 *
 * returns whether it fits together.
 */
bool earlier_make(const struct tls_kept *k, bool tls13, struct tls_earlier *out);

#endif
