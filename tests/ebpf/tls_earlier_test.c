/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/tls_earlier_test.c - mirrors ebpf/tls/schedule.c and ebpf/tls/earlier.c.
 *
 * Source of the secrets of TLS 1.3: RFC 8448, 3 (Simple 1-RTT Handshake).
 */
#include "ebpf/tls/earlier.h"

#include <errno.h>
#include <unistd.h>

#include "ebpf/tls/schedule.h"
#include "tests/test.h"

enum { HASH = 32 };

static const char handshake_hex[] =
	"1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac";
static const char hello_hash_hex[] =
	"860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8";
static const char finished_hash_hex[] =
	"9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13";
static const char master_hex[] =
	"18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919";

/* In the order in which they are made. */
static const struct {
	const char *label, *hex;
} secrets[] = {
	{ "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
	  "b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21" },
	{ "CLIENT_TRAFFIC_SECRET_0",
	  "9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5" },
	{ "SERVER_HANDSHAKE_TRAFFIC_SECRET",
	  "b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38" },
	{ "SERVER_TRAFFIC_SECRET_0",
	  "a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643" },
	{ "EXPORTER_SECRET",
	  "fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50" },
};

static void from_hex(const char *hex, uint8_t *out)
{
	unsigned byte;

	for (size_t i = 0; hex[2 * i] && sscanf(hex + 2 * i, "%2x", &byte) == 1; i++)
		out[i] = (uint8_t)byte;
}

static void check_hex(const uint8_t *at, size_t len, const char *want)
{
	char text[2 * 128 + 1];

	for (size_t i = 0; i < len; i++)
		sprintf(text + 2 * i, "%02x", at[i]);
	CHECK_STR(text, want);
}

/* What a library would keep of that handshake, as the client. */
static void keep_13(struct tls_kept *k)
{
	uint8_t secret[HASH];

	memset(k, 0, sizeof(*k));
	memset(k->at[PLACE_CLIENT_RANDOM], 'r', TLS_RANDOM_LEN);
	from_hex(handshake_hex, k->at[PLACE_HANDSHAKE]);
	from_hex(hello_hash_hex, k->at[PLACE_HELLO_HASH]);
	from_hex(finished_hash_hex, k->at[PLACE_FINISHED_HASH]);
	from_hex(secrets[1].hex, k->at[PLACE_CLIENT_TRAFFIC]);
	from_hex(secrets[3].hex, k->at[PLACE_SERVER_TRAFFIC]);
	from_hex(secrets[0].hex, secret);
	schedule_expand(SHA2_256, secret, "finished", NULL,
	                k->at[PLACE_CLIENT_FINISHED], HASH);
	from_hex(secrets[2].hex, secret);
	schedule_expand(SHA2_256, secret, "finished", NULL,
	                k->at[PLACE_SERVER_FINISHED], HASH);
	/* The client's key of application data. */
	from_hex("17422dda596ed5d9acd890e3c63f5051", k->cipher + 100);
	k->cipher_len = 200;
}

/* Updates a direction so many times, and what the session encrypts with as well. */
static void update(struct tls_kept *k, enum tls_place place, unsigned times)
{
	uint8_t next[HASH];

	for (unsigned i = 0; i < times; i++) {
		schedule_expand(SHA2_256, k->at[place], "traffic upd", NULL, next,
		                HASH);
		memcpy(k->at[place], next, HASH);
	}
	schedule_expand(SHA2_256, k->at[place], "key", NULL, k->cipher + 100, 16);
}

static void check_secrets(const struct tls_earlier *made)
{
	CHECK_EQ(made->count, 5);
	CHECK_EQ(made->len, HASH);
	for (unsigned i = 0; i < 5; i++) {
		CHECK_STR(made->secrets[i].label, secrets[i].label);
		check_hex(made->secrets[i].at, HASH, secrets[i].hex);
	}
}

TEST(prf_is_that_of_tls_12)
{
	uint8_t secret[16], seed[16], out[100];

	/* Source: the example for P_SHA256 on the list of the IETF's TLS working group. */
	from_hex("9bbe436ba940f017b17652849a71db35", secret);
	from_hex("a0ba9f936cda311827a6f796ffd5198c", seed);
	schedule_prf(SHA2_256, secret, 16, "test label", seed, 16, out, sizeof(out));
	check_hex(out, sizeof(out),
	          "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a"
	          "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab"
	          "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
	          "87347b66");
}

TEST(the_master_secret_follows_from_that_of_the_handshake)
{
	uint8_t handshake[HASH], master[HASH];

	from_hex(handshake_hex, handshake);
	schedule_master(SHA2_256, handshake, master);
	check_hex(master, HASH, master_hex);
}

TEST(all_secrets_follow_from_what_is_kept)
{
	struct tls_earlier made;
	struct tls_kept k;

	keep_13(&k);
	CHECK(earlier_make(&k, true, &made));
	CHECK_MEM(made.random, k.at[PLACE_CLIENT_RANDOM], TLS_RANDOM_LEN);
	check_secrets(&made);
}

TEST(behind_updates_the_first_ones_are_made)
{
	struct tls_earlier made;
	struct tls_kept k;

	keep_13(&k);
	update(&k, PLACE_SERVER_TRAFFIC, 3);
	update(&k, PLACE_CLIENT_TRAFFIC, 1);
	CHECK(earlier_make(&k, true, &made));
	check_secrets(&made);
}

TEST(what_does_not_follow_is_nothing)
{
	static const enum tls_place places[] = {
		PLACE_HANDSHAKE,       PLACE_HELLO_HASH,      PLACE_FINISHED_HASH,
		PLACE_CLIENT_FINISHED, PLACE_SERVER_FINISHED, PLACE_CLIENT_TRAFFIC,
		PLACE_SERVER_TRAFFIC,
	};
	struct tls_earlier made;
	struct tls_kept k;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		keep_13(&k);
		k.at[places[i]][HASH - 1] ^= 1;
		CHECK_MSG(!earlier_make(&k, true, &made), "%s", place_name(places[i]));
		CHECK_EQ(made.count, 0);
	}
	keep_13(&k);
	memset(k.cipher, 0, sizeof(k.cipher));
	CHECK(!earlier_make(&k, true, &made)); /* it encrypts with another key */
	memset(&k, 0, sizeof(k));
	CHECK(!earlier_make(&k, true, &made));
	CHECK(!earlier_make(&k, false, &made));
}

/* Both hashes, with keys for MACs and without, of either end. */
TEST(of_tls_12_the_key_in_use_tells)
{
	static const struct {
		enum sha2_kind hash;
		unsigned key_at; /* in the block of keys */
	} suites[] = {
		{ SHA2_256, 0 },           /* AES-128-GCM, client */
		{ SHA2_256, 16 },          /* its server */
		{ SHA2_384, 32 },          /* AES-256-GCM, server */
		{ SHA2_256, 2 * 32 },      /* AES-128-CBC-SHA256, client */
		{ SHA2_384, 2 * 48 + 32 }, /* AES-256-CBC-SHA384, server */
	};
	struct tls_earlier made;
	struct tls_kept k;

	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
		uint8_t seed[2 * TLS_RANDOM_LEN], block[160];

		memset(&k, 0, sizeof(k));
		memset(k.at[PLACE_CLIENT_RANDOM], 'c', TLS_RANDOM_LEN);
		memset(k.at[PLACE_SERVER_RANDOM], 's', TLS_RANDOM_LEN);
		memset(k.at[PLACE_MASTER], 'm', MASTER_LEN);
		memset(seed, 's', TLS_RANDOM_LEN);
		memset(seed + TLS_RANDOM_LEN, 'c', TLS_RANDOM_LEN);
		schedule_prf(suites[i].hash, k.at[PLACE_MASTER], MASTER_LEN,
		             "key expansion", seed, sizeof(seed), block, sizeof(block));
		memcpy(k.cipher + 7, block + suites[i].key_at, 16);
		k.cipher_len = 64;
		CHECK(earlier_make(&k, false, &made));
		CHECK_EQ(made.count, 1);
		CHECK_STR(made.secrets[0].label, "CLIENT_RANDOM");
		CHECK_EQ(made.len, MASTER_LEN);
		CHECK_MEM(made.secrets[0].at, k.at[PLACE_MASTER], MASTER_LEN);
		k.at[PLACE_CLIENT_RANDOM][0] ^= 1;
		CHECK(!earlier_make(&k, false, &made));
	}
}

/* This process is the one that is read. */
TEST(places_are_followed_in_memory)
{
	static struct {
		uint8_t fill[24];
		const void *next;
		uint8_t random[SHA2_LEN_MAX], cipher[64];
	} session, second;
	struct tls_places p = { .cipher_len = 64 };
	struct tls_kept k;

	session.next = &second;
	memset(session.random, 'r', TLS_RANDOM_LEN);
	memset(session.cipher, 'c', sizeof(session.cipher));
	memset(second.random, 'm', MASTER_LEN);
	p.way[PLACE_CLIENT_RANDOM] = (struct tls_way){ 1, { 32 } };
	p.way[PLACE_SERVER_RANDOM] = (struct tls_way){ 1, { 32 } };
	p.way[PLACE_CIPHER] = (struct tls_way){ 1, { 32 + SHA2_LEN_MAX } };
	p.way[PLACE_MASTER] = (struct tls_way){ 2, { 24, 32 } };
	CHECK(places_are_sane(&p));
	CHECK_EQ(earlier_read(getpid(), (uintptr_t)&session, &p, true, &k), -EINVAL);
	CHECK_EQ(earlier_read(getpid(), (uintptr_t)&session, &p, false, &k), 0);
	CHECK_MEM(k.at[PLACE_MASTER], second.random, MASTER_LEN);
	CHECK_MEM(k.at[PLACE_CLIENT_RANDOM], session.random, TLS_RANDOM_LEN);
	CHECK_EQ(k.cipher_len, 64);
	CHECK_MEM(k.cipher, session.cipher, 64);
	session.next = NULL;
	CHECK_EQ(earlier_read(getpid(), (uintptr_t)&session, &p, false, &k), -EFAULT);
	CHECK_EQ(earlier_read(getpid(), 0, &p, false, &k), -EFAULT);
}

TEST_MAIN(CASE(prf_is_that_of_tls_12),
          CASE(the_master_secret_follows_from_that_of_the_handshake),
          CASE(all_secrets_follow_from_what_is_kept),
          CASE(behind_updates_the_first_ones_are_made),
          CASE(what_does_not_follow_is_nothing), CASE(of_tls_12_the_key_in_use_tells),
          CASE(places_are_followed_in_memory))
