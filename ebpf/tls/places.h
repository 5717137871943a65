/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/places.h - where a library keeps what the secrets of a session can be made from.
 *
 * A place is the way to it from the session: at each step but the last the pointer at that offset
 * is followed. They are told by ebpf/tls/handshakes.c, which has the library's own objects, and
 * used by ebpf/tls/earlier.c on those of a process.
 */
#ifndef PFC_EBPF_TLS_PLACES_H
#define PFC_EBPF_TLS_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sha2.h"

enum tls_place {
	PLACE_CLIENT_RANDOM,
	PLACE_CIPHER, /* what it encrypts with; its key is somewhere in it */
	/* Of TLS 1.2. */
	PLACE_SERVER_RANDOM,
	PLACE_MASTER,
	/* Of TLS 1.3. */
	PLACE_HANDSHAKE,  /* the handshake secret, from which all others are derived */
	PLACE_HELLO_HASH, /* of the transcript, up to the server's hello */
	PLACE_FINISHED_HASH, /* the same up to its Finished */
	PLACE_CLIENT_FINISHED, /* keys of Finished: they depend on the secrets of handshakes */
	PLACE_SERVER_FINISHED,
	PLACE_CLIENT_TRAFFIC, /* in use now: updates change them */
	PLACE_SERVER_TRAFFIC,
	TLS_PLACES
};

enum {
	MASTER_LEN = 48, /* bytes of the secret of TLS 1.2 */
	PLACE_STEPS = 4,
	PLACE_OFFSET_MAX = 1 << 16, /* bytes from the begin of an object */
	PLACE_CIPHER_MAX = 4096,    /* bytes of what it encrypts with */
};

struct tls_way {
	uint8_t steps; /* 1: it is in the session itself; 0: it was not found */
	uint32_t offset[PLACE_STEPS];
};

struct tls_places {
	struct tls_way way[TLS_PLACES];
	uint32_t cipher_len; /* bytes of what PLACE_CIPHER is the begin of */
};

/* What a place is called in lists. */
const char *place_name(enum tls_place place);

/* Is all there that sessions of a version take? */
bool places_have(const struct tls_places *p, bool tls13);

/* Offsets that an object can have, and all of one version at least. */
bool places_are_sane(const struct tls_places *p);

/* Is the key of one direction, as it is made of a secret, in what a session encrypts with? `at`
 * are the bytes of that.
 */
bool cipher_has_traffic_key(const uint8_t *at, size_t len, enum sha2_kind kind,
                            const uint8_t *traffic);
bool cipher_has_master_key(const uint8_t *at, size_t len, enum sha2_kind kind,
                           const uint8_t *master, const uint8_t *client_random,
                           const uint8_t *server_random);

#endif
