/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/sha2_test.c - mirrors base/sha2.c.
 *
 * Source of the examples: FIPS 180-4 (its example computations), RFC 4231.
 */
#include "base/sha2.h"

#include "tests/test.h"

static void check_hex(const uint8_t *at, size_t len, const char *want)
{
	char text[2 * SHA2_LEN_MAX + 1];

	for (size_t i = 0; i < len; i++)
		sprintf(text + 2 * i, "%02x", at[i]);
	CHECK_STR(text, want);
}

static void check_digest(enum sha2_kind kind, const char *text, const char *want)
{
	uint8_t digest[SHA2_LEN_MAX];
	struct sha2 s;

	sha2_init(&s, kind);
	sha2_add(&s, text, strlen(text));
	sha2_end(&s, digest);
	check_hex(digest, sha2_len(kind), want);
}

TEST(digests_are_those_of_the_standard)
{
	check_digest(
		SHA2_256, "",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check_digest(
		SHA2_256, "abc",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_digest(
		SHA2_256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	check_digest(SHA2_384, "",
	             "38b060a751ac96384cd9327eb1b1e36a21fdb71114be0743"
	             "4c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b");
	check_digest(SHA2_384, "abc",
	             "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
	             "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
	check_digest(SHA2_384,
	             "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	             "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	             "09330c33f71147e83d192fc782cd1b4753111b173b3b05d2"
	             "2fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039");
}

/* A million of the letter a, in pieces of all lengths up to 1000. */
static void check_million(enum sha2_kind kind, const char *want)
{
	uint8_t digest[SHA2_LEN_MAX], letters[1000];
	size_t left = 1000000, piece = 0;
	struct sha2 s;

	memset(letters, 'a', sizeof(letters));
	sha2_init(&s, kind);
	while (left) {
		piece = piece % sizeof(letters) + 1;
		if (piece > left)
			piece = left;
		sha2_add(&s, letters, piece);
		left -= piece;
	}
	sha2_end(&s, digest);
	check_hex(digest, sha2_len(kind), want);
}

TEST(pieces_do_not_matter)
{
	check_million(
		SHA2_256,
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	check_million(SHA2_384, "9d0e1809716474cb086e834e310a4a1ced149e9c00f24852"
	                        "7972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985");
}

static void check_hmac(enum sha2_kind kind, const char *key, size_t key_len,
                       const char *text, const char *want)
{
	uint8_t mac[SHA2_LEN_MAX];

	sha2_hmac(kind, key, key_len, text, strlen(text), mac);
	check_hex(mac, sha2_len(kind), want);
}

TEST(macs_are_those_of_the_rfc)
{
	static const char question[] = "what do ya want for nothing?";
	static const char larger[] =
		"Test Using Larger Than Block-Size Key - Hash Key First";
	char key[131];

	memset(key, 0xaa, sizeof(key));
	check_hmac(SHA2_256, "Jefe", 4, question,
	           "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	check_hmac(SHA2_384, "Jefe", 4, question,
	           "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47"
	           "e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649");
	check_hmac(SHA2_256, key, sizeof(key), larger,
	           "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	check_hmac(SHA2_384, key, sizeof(key), larger,
	           "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f"
	           "3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952");
}

TEST_MAIN(CASE(digests_are_those_of_the_standard), CASE(pieces_do_not_matter),
          CASE(macs_are_those_of_the_rfc))
