/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/places.h"

#include <string.h>

#include "ebpf/tls/layout.h"
#include "ebpf/tls/schedule.h"

static const char *const names[TLS_PLACES] = {
	[PLACE_CLIENT_RANDOM] = "client random",
	[PLACE_CIPHER] = "cipher",
	[PLACE_SERVER_RANDOM] = "server random",
	[PLACE_MASTER] = "master secret",
	[PLACE_HANDSHAKE] = "handshake secret",
	[PLACE_HELLO_HASH] = "hash up to ServerHello",
	[PLACE_FINISHED_HASH] = "hash up to Finished",
	[PLACE_CLIENT_FINISHED] = "client Finished key",
	[PLACE_SERVER_FINISHED] = "server Finished key",
	[PLACE_CLIENT_TRAFFIC] = "client traffic secret",
	[PLACE_SERVER_TRAFFIC] = "server traffic secret",
};

const char *place_name(enum tls_place place)
{
	return names[place];
}

static bool way_is_sane(const struct tls_way *w)
{
	for (unsigned i = 0; i < w->steps && i < PLACE_STEPS; i++) {
		if (w->offset[i] >= PLACE_OFFSET_MAX)
			return false;
	}
	return w->steps <= PLACE_STEPS;
}

bool places_have(const struct tls_places *p, bool tls13)
{
	enum tls_place first = tls13 ? PLACE_HANDSHAKE : PLACE_SERVER_RANDOM;
	enum tls_place last = tls13 ? PLACE_SERVER_TRAFFIC : PLACE_MASTER;
	bool all = p->way[PLACE_CLIENT_RANDOM].steps && p->way[PLACE_CIPHER].steps;

	for (unsigned i = first; i <= last; i++)
		all = all && p->way[i].steps;
	return all;
}

bool places_are_sane(const struct tls_places *p)
{
	for (unsigned i = 0; i < TLS_PLACES; i++) {
		if (!way_is_sane(&p->way[i]))
			return false;
	}
	return p->cipher_len <= PLACE_CIPHER_MAX &&
	       (places_have(p, false) || places_have(p, true));
}

/* --- keys in what a session encrypts with --- */

enum {
	KEY_PART = 16, /* bytes that are compared: the shortest key */
	KEY_BLOCK_MAX = 2 * 48 + 2 * 32,
};

static bool has_part(const uint8_t *at, size_t len, const uint8_t *key)
{
	return memmem(at, len, key, KEY_PART) != NULL;
}

bool cipher_has_traffic_key(const uint8_t *at, size_t len, enum sha2_kind kind,
                            const uint8_t *traffic)
{
	static const uint8_t key_lens[] = { 16, 32 };
	uint8_t key[32];

	for (size_t i = 0; i < sizeof(key_lens); i++) {
		schedule_expand(kind, traffic, "key", NULL, key, key_lens[i]);
		if (has_part(at, len, key))
			return true;
	}
	return false;
}

/* The block of keys has two for MACs (none with AEAD), and two to encrypt with. */
bool cipher_has_master_key(const uint8_t *at, size_t len, enum sha2_kind kind,
                           const uint8_t *master, const uint8_t *client_random,
                           const uint8_t *server_random)
{
	static const uint8_t macs[] = { 0, 20, 32, 48 }, keys[] = { 16, 32 };
	uint8_t seed[2 * TLS_RANDOM_LEN], block[KEY_BLOCK_MAX];

	memcpy(seed, server_random, TLS_RANDOM_LEN);
	memcpy(seed + TLS_RANDOM_LEN, client_random, TLS_RANDOM_LEN);
	schedule_prf(kind, master, MASTER_LEN, "key expansion", seed, sizeof(seed),
	             block, sizeof(block));
	for (size_t i = 0; i < sizeof(macs); i++) {
		for (size_t k = 0; k < sizeof(keys); k++) {
			const uint8_t *first = block + 2 * macs[i];

			if (has_part(at, len, first) ||
			    has_part(at, len, first + keys[k]))
				return true;
		}
	}
	return false;
}
