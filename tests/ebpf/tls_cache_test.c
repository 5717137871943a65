/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/tls_cache_test.c - what was found in files, kept: for that file, whole, and for
 * nobody else to write.
 */
#include "ebpf/tls/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ebpf/tls/digest.h"
#include "tests/test.h"

enum { LEN = 3 * DIGEST_BLOCK + 5 };

static char folder[64];

/* As of a file that is LEN bytes long, all `fill`; path is told apart by it. */
static struct tls_lib lib_of(uint8_t fill)
{
	struct tls_lib lib;

	memset(&lib, 0, sizeof(lib));
	lib.kind = TLS_OPENSSL;
	lib.id_len = 4; /* the same in all: it lies */
	memcpy(lib.id, "\x01\x02\x03\x04", 4);
	lib.funnel = fill;
	return lib;
}

static int file_of(uint8_t fill, size_t len)
{
	char path[] = "/tmp/pfc-file-XXXXXX";
	uint8_t *at = malloc(len);
	int fd = mkstemp(path);

	memset(at, fill, len);
	CHECK_EQ(write(fd, at, len), (ssize_t)len);
	unlink(path);
	free(at);
	return fd;
}

static void put(struct tls_cache *c, uint8_t fill, size_t len)
{
	struct tls_lib lib = lib_of(fill);
	uint8_t *at = malloc(len);

	memset(at, fill, len);
	cache_put(c, at, len, "/usr/bin/one", &lib);
	free(at);
}

/* What is known of such a file: its funnel, 0 nothing. */
static uint64_t found(struct tls_cache *c, uint8_t fill, size_t len)
{
	int fd = file_of(fill, len);
	struct tls_lib lib = { 0 };
	bool is = cache_find(c, fd, len, "/usr/bin/one", &lib);

	close(fd);
	CHECK(!is || !memcmp(lib.id, "\x01\x02\x03\x04", 4));
	return is ? lib.funnel : 0;
}

static struct tls_cache *opened(void)
{
	struct tls_cache *c;

	CHECK_EQ(cache_open(folder, &c), 0);
	return c;
}

/* The only entry's file. */
static void entry_path(char *path, size_t room)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	unsigned count = 0;

	while ((e = readdir(d))) {
		size_t len = strlen(e->d_name);

		if (len < 4 || strcmp(e->d_name + len - 4, ".tls") != 0)
			continue;
		snprintf(path, room, "%s/%s", folder, e->d_name);
		count++;
	}
	closedir(d);
	CHECK_EQ(count, 1);
}

static void empty(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	CHECK_EQ(system(command), 0);
}

TEST(what_was_found_is_there_the_next_time)
{
	struct tls_cache *c = opened();
	struct stat st;

	CHECK_EQ(found(c, 7, LEN), 0);
	put(c, 7, LEN);
	CHECK_EQ(found(c, 7, LEN), 7);
	cache_close(c);
	CHECK(stat(folder, &st) == 0 && (st.st_mode & 07777) == 0700);
	c = opened();
	CHECK_EQ(found(c, 7, LEN), 7);
	cache_close(c);
	empty();
}

TEST(a_build_id_that_lies_gets_nothing_of_another)
{
	struct tls_cache *c = opened();

	put(c, 7, LEN);
	CHECK_EQ(found(c, 8, LEN), 0);
	CHECK_EQ(found(c, 7, LEN - 1), 0);
	put(c, 8, LEN);
	CHECK_EQ(found(c, 8, LEN), 8);
	CHECK_EQ(found(c, 7, LEN), 7);
	cache_close(c);
	empty();
}

TEST(each_bit_and_the_length_count)
{
	static struct digest_key key;
	static uint8_t at[2 * DIGEST_BLOCK + 9];
	uint8_t whole[DIGEST_LEN], other[DIGEST_LEN];
	struct digest d;

	for (size_t i = 0; i < sizeof(key); i++)
		((uint8_t *)&key)[i] = (uint8_t)(i * 167 + (i >> 8));
	digest_begin(&d, &key);
	digest_add(&d, at, sizeof(at));
	digest_end(&d, whole);
	for (size_t i = 0; i < 8 * sizeof(at); i++) {
		at[i / 8] ^= (uint8_t)(1 << i % 8);
		digest_begin(&d, &key);
		digest_add(&d, at, sizeof(at));
		digest_end(&d, other);
		at[i / 8] ^= (uint8_t)(1 << i % 8);
		CHECK(memcmp(whole, other, DIGEST_LEN) != 0);
	}
	for (size_t len = 0; len < sizeof(at); len++) {
		digest_begin(&d, &key);
		digest_add(&d, at, len);
		digest_end(&d, other);
		CHECK(memcmp(whole, other, DIGEST_LEN) != 0);
	}
	/* In pieces it is the same. */
	digest_begin(&d, &key);
	digest_add(&d, at, DIGEST_BLOCK);
	digest_add(&d, at + DIGEST_BLOCK, sizeof(at) - DIGEST_BLOCK);
	digest_end(&d, other);
	CHECK(!memcmp(whole, other, DIGEST_LEN));
}

/* By Horner's rule with small numbers, worked out by hand: a key of ones but for the point 2,
 * and one block with a 1 as its first word: NH is 256 + 1, then (1 * 2 + 257) * 2 + length.
 */
TEST(digests_are_those_of_the_paper)
{
	static struct digest_key key;
	static uint8_t at[DIGEST_BLOCK] = { 1 };
	uint8_t out[DIGEST_LEN];
	uint64_t high, low;
	struct digest d;

	for (size_t i = 0; i < DIGEST_WORDS; i++)
		key.words[i] = 1;
	key.point[1] = 2;
	digest_begin(&d, &key);
	digest_add(&d, at, sizeof(at));
	digest_end(&d, out);
	memcpy(&high, out, 8);
	memcpy(&low, out + 8, 8);
	CHECK_EQ(high, 0);
	CHECK_EQ(low, (2 + 257) * 2 + DIGEST_BLOCK);

	/* 2^126 times 4 is 2^128, which is 2. */
	key.point[0] = UINT64_C(1) << 62;
	key.point[1] = 0;
	for (size_t i = 0; i < DIGEST_WORDS; i++)
		key.words[i] = 0;
	key.words[0] = 4; /* and the other of its pair is 1 in the block */
	memset(at, 0, sizeof(at));
	at[8] = 1;
	digest_begin(&d, &key);
	digest_add(&d, at, sizeof(at)); /* 1 * 2^126 + 4 * 1 */
	digest_end(&d, out);            /* times 2^126: 2^252 + 4 * 2^126 = 2^125 + 2 */
	memcpy(&high, out, 8);
	memcpy(&low, out + 8, 8);
	CHECK_EQ(high, UINT64_C(1) << 61);
	CHECK_EQ(low, 2 + DIGEST_BLOCK);
}

/* Does something to the only entry, behind which it is gone, and can be written anew. */
static void damage(void (*how)(const char *path))
{
	struct tls_cache *c = opened();
	char path[512];

	put(c, 7, LEN);
	cache_close(c);
	entry_path(path, sizeof(path));
	how(path);
	c = opened();
	CHECK_EQ(found(c, 7, LEN), 0);
	put(c, 7, LEN);
	CHECK_EQ(found(c, 7, LEN), 7);
	cache_close(c);
	entry_path(path, sizeof(path)); /* one alone */
	empty();
}

static void flip(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	uint8_t byte;

	CHECK_EQ(pread(fd, &byte, 1, at), 1);
	byte ^= 1;
	CHECK_EQ(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static void another_revision(const char *path)
{
	flip(path, 0);
}

static void a_bit(const char *path)
{
	flip(path, 500);
}

static void cut_short(const char *path)
{
	CHECK_EQ(truncate(path, 1000), 0);
}

static void emptied(const char *path)
{
	CHECK_EQ(truncate(path, 0), 0);
}

static void longer(const char *path)
{
	struct stat st;

	CHECK_EQ(stat(path, &st), 0);
	CHECK_EQ(truncate(path, st.st_size + 1), 0);
}

static void of_a_link(const char *path)
{
	char to[600];

	snprintf(to, sizeof(to), "%s.was", path);
	CHECK_EQ(rename(path, to), 0);
	CHECK_EQ(symlink(to, path), 0);
}

static void for_others(const char *path)
{
	CHECK_EQ(chmod(path, 0644), 0);
}

static void of_another(const char *path)
{
	CHECK_EQ(chown(path, 65534, 65534), 0);
}

/* As it would be for a file that has another digest. */
static void with_another_name(const char *path)
{
	char to[512];
	char *last;

	snprintf(to, sizeof(to), "%s", path);
	last = strstr(to, ".tls") - 1;
	*last = *last == '0' ? '1' : '0';
	CHECK_EQ(rename(path, to), 0);
}

TEST(an_entry_that_is_damaged_is_none)
{
	damage(another_revision);
	damage(a_bit);
	damage(cut_short);
	damage(emptied);
	damage(longer);
	damage(of_a_link);
	damage(for_others);
	if (geteuid() == 0)
		damage(of_another);
	damage(with_another_name);
}

TEST(without_its_key_none_is_believed)
{
	struct tls_cache *c = opened();
	char path[128];

	put(c, 7, LEN);
	cache_close(c);
	snprintf(path, sizeof(path), "%s/key", folder);
	CHECK_EQ(truncate(path, 100), 0);
	c = opened();
	CHECK_EQ(found(c, 7, LEN), 0);
	put(c, 7, LEN);
	cache_close(c);
	c = opened();
	CHECK_EQ(found(c, 7, LEN), 7);
	cache_close(c);
	empty();
}

TEST(a_folder_of_others_is_refused)
{
	struct tls_cache *c = opened();

	cache_close(c);
	CHECK_EQ(chmod(folder, 0770), 0);
	CHECK_EQ(cache_open(folder, &c), -EPERM);
	CHECK(!c);
	CHECK_EQ(chmod(folder, 0700), 0);
	if (geteuid() == 0) {
		CHECK_EQ(chown(folder, 65534, 65534), 0);
		CHECK_EQ(cache_open(folder, &c), -EPERM);
	}
	empty();
	CHECK_EQ(symlink("/tmp", folder), 0);
	CHECK(cache_open(folder, &c) < 0);
	CHECK_EQ(unlink(folder), 0);
}

TEST(it_does_not_grow_for_ever)
{
	struct tls_cache *c = opened();
	char path[TLS_PATH_MAX];
	unsigned count = 0;
	uint64_t size;

	for (size_t i = 0; i < 300; i++)
		put(c, 7, LEN + i);
	while (cache_path(c, count, path, &size)) {
		CHECK(!strcmp(path, "/usr/bin/one"));
		count++;
	}
	CHECK_EQ(count, 256);
	CHECK_EQ(found(c, 7, LEN), 0); /* the oldest went */
	CHECK_EQ(found(c, 7, LEN + 299), 7);
	cache_close(c);
	c = opened();
	CHECK(cache_path(c, 255, path, &size) && !cache_path(c, 256, path, &size));
	cache_close(c);
	empty();
}

/* Made by what is tested. */
static const char *name_folder(void)
{
	snprintf(folder, sizeof(folder), "/tmp/pfc-cache-%ld", (long)getpid());
	return NULL;
}

TEST_MAIN_UNLESS(name_folder(), CASE(what_was_found_is_there_the_next_time),
                 CASE(a_build_id_that_lies_gets_nothing_of_another),
                 CASE(each_bit_and_the_length_count),
                 CASE(digests_are_those_of_the_paper),
                 CASE(an_entry_that_is_damaged_is_none),
                 CASE(without_its_key_none_is_believed),
                 CASE(a_folder_of_others_is_refused), CASE(it_does_not_grow_for_ever))
