/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ebpf/tls/digest.h"
#include "ebpf/tls/revision.h"

#define SUFFIX ".tls"

enum {
	ENTRIES_MAX = 256,
	NAME_LEN = 160,            /* room for a name */
	PIECE = 16 * DIGEST_BLOCK, /* of a file, at a time */
	NONE_MIN = 4 << 20, /* without TLS, smaller ones are looked into as fast */
};

/* As it lies in the folder. */
struct entry {
	uint32_t revision; /* of what finds places, and of this */
	uint32_t len;      /* of an entry */
	uint64_t size;     /* of the file */
	uint8_t digest[DIGEST_LEN];
	struct tls_lib lib;
	char path[TLS_PATH_MAX];
	uint8_t seal[DIGEST_LEN]; /* digest of all of this that is above */
};

struct slot {
	struct entry *entry;
	struct timespec used;
};

struct tls_cache {
	int folder;
	struct digest_key key;
	struct slot slots[ENTRIES_MAX];
	unsigned count;
};

/* --- names and seals --- */

static void seal_of(const struct tls_cache *c, const struct entry *e, uint8_t *seal)
{
	struct digest d;

	digest_begin(&d, &c->key);
	digest_add(&d, e, offsetof(struct entry, seal));
	digest_end(&d, seal);
}

static size_t put_hex(char *to, const uint8_t *from, size_t len)
{
	to[0] = '\0';
	for (size_t i = 0; i < len; i++)
		sprintf(to + 2 * i, "%02x", from[i]);
	return 2 * len;
}

/* For who looks into the folder it begins with the build-id. */
static void name_of(const struct entry *e, char *name)
{
	size_t len = put_hex(name, e->lib.id, e->lib.id_len);

	if (!len)
		len = (size_t)sprintf(name, "none");
	len += (size_t)sprintf(name + len, ".%" PRIu64 ".", e->size);
	len += put_hex(name + len, e->digest, DIGEST_LEN);
	strcpy(name + len, SUFFIX);
}

/* --- files of the folder --- */

static bool read_all(int fd, void *to, size_t len)
{
	uint8_t *p = to;
	ssize_t n = 1;

	while (len && n > 0) {
		n = read(fd, p, len);
		p += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return !len;
}

static bool write_all(int fd, const void *from, size_t len)
{
	const uint8_t *p = from;
	ssize_t n = 1;

	while (len && n > 0) {
		n = write(fd, p, len);
		p += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return !len;
}

/* A file of exactly that length that is ours alone. */
static bool load(const struct tls_cache *c, const char *name, void *to, size_t len,
                 struct timespec *used)
{
	int fd =
		openat(c->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	bool good = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	            st.st_uid == geteuid() && !(st.st_mode & 077) &&
	            st.st_size == (off_t)len && read_all(fd, to, len);

	if (good)
		*used = st.st_mtim;
	if (fd >= 0)
		close(fd);
	return good;
}

/* Under its name it is there as a whole, or not at all. fresh: only where there is none. */
static bool save(const struct tls_cache *c, const char *name, const void *from,
                 size_t len, bool fresh)
{
	char new[32];
	bool good;
	int fd;

	snprintf(new, sizeof(new), "new.%ld" SUFFIX, (long)getpid());
	unlinkat(c->folder, new, 0);
	fd = openat(c->folder, new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	good = write_all(fd, from, len);
	good = close(fd) == 0 && good;
	if (good && fresh)
		good = linkat(c->folder, new, c->folder, name, 0) == 0;
	else if (good)
		good = renameat(c->folder, new, c->folder, name) == 0;
	unlinkat(c->folder, new, 0);
	return good;
}

/* --- the folder --- */

/* The key is made once; of two that make one at the same time, the first one's is it. */
static int read_key(struct tls_cache *c)
{
	struct timespec made;

	if (load(c, "key", &c->key, sizeof(c->key), &made))
		return 0;
	if (getrandom(&c->key, sizeof(c->key), 0) != (ssize_t)sizeof(c->key))
		return -EIO;
	if (unlinkat(c->folder, "key", 0) != 0 && errno != ENOENT)
		return -errno;
	if (save(c, "key", &c->key, sizeof(c->key), true))
		return 0;
	return load(c, "key", &c->key, sizeof(c->key), &made) ? 0 : -EIO;
}

static bool is_whole(const struct tls_cache *c, const struct entry *e, const char *name)
{
	char own_name[NAME_LEN];
	uint8_t seal[DIGEST_LEN];

	if (e->revision != TLS_REVISION || e->len != sizeof(*e))
		return false;
	seal_of(c, e, seal);
	if (memcmp(seal, e->seal, sizeof(seal)) != 0)
		return false;
	name_of(e, own_name);
	return !strcmp(name, own_name);
}

static void forget(struct tls_cache *c, unsigned i)
{
	char name[NAME_LEN];

	name_of(c->slots[i].entry, name);
	unlinkat(c->folder, name, 0);
	free(c->slots[i].entry);
	c->slots[i] = c->slots[--c->count];
}

static void forget_oldest(struct tls_cache *c)
{
	unsigned oldest = 0;

	for (unsigned i = 1; i < c->count; i++) {
		const struct timespec *a = &c->slots[i].used;
		const struct timespec *b = &c->slots[oldest].used;

		if (a->tv_sec < b->tv_sec ||
		    (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec))
			oldest = i;
	}
	forget(c, oldest);
}

/* Takes the entry over. */
static void keep(struct tls_cache *c, struct entry *e, struct timespec used)
{
	if (c->count == ENTRIES_MAX)
		forget_oldest(c);
	c->slots[c->count++] = (struct slot){ e, used };
}

static void read_entry(struct tls_cache *c, const char *name)
{
	struct entry *e = malloc(sizeof(*e));
	struct timespec used;

	if (!e)
		return;
	if (load(c, name, e, sizeof(*e), &used) && is_whole(c, e, name)) {
		keep(c, e, used);
		return;
	}
	unlinkat(c->folder, name, 0);
	free(e);
}

static bool has_suffix(const char *name)
{
	size_t len = strlen(name), want = sizeof(SUFFIX) - 1;

	return len > want && !strcmp(name + len - want, SUFFIX);
}

static int read_folder(struct tls_cache *c)
{
	int fd = openat(c->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *e;

	if (!d) {
		if (fd >= 0)
			close(fd);
		return -errno;
	}
	while ((e = readdir(d))) {
		if (has_suffix(e->d_name))
			read_entry(c, e->d_name);
	}
	closedir(d);
	return 0;
}

static int open_folder(const char *folder)
{
	struct stat st;
	int fd;

	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return -errno;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && !(st.st_mode & 077))
		return fd;
	close(fd);
	return -EPERM;
}

int cache_open(const char *folder, struct tls_cache **out)
{
	struct tls_cache *c = calloc(1, sizeof(*c));
	int err;

	*out = NULL;
	if (!c)
		return -ENOMEM;
	c->folder = open_folder(folder);
	err = c->folder < 0 ? c->folder : read_key(c);
	if (!err)
		err = read_folder(c);
	if (err) {
		cache_close(c);
		return err;
	}
	*out = c;
	return 0;
}

void cache_close(struct tls_cache *c)
{
	if (!c)
		return;
	for (unsigned i = 0; i < c->count; i++)
		free(c->slots[i].entry);
	if (c->folder >= 0)
		close(c->folder);
	free(c);
}

/* --- entries --- */

/* Of all that is in a file now. returns false: it is no longer that long, or cannot be read. */
static bool digest_file(const struct tls_cache *c, int fd, uint64_t size,
                        uint8_t *digest)
{
	uint8_t *piece = malloc(PIECE);
	uint64_t at = 0;
	struct digest d;
	ssize_t n = 1;

	digest_begin(&d, &c->key);
	while (piece && at < size && n > 0) {
		size_t want = size - at < PIECE ? (size_t)(size - at) : PIECE, have = 0;

		while (have < want && (n = pread(fd, piece + have, want - have,
		                                 (off_t)(at + have))) > 0)
			have += (size_t)n;
		if (n > 0)
			digest_add(&d, piece, want);
		at += have;
	}
	digest_end(&d, digest);
	free(piece);
	return at == size;
}

static struct slot *slot_of(struct tls_cache *c, uint64_t size, const uint8_t *digest)
{
	for (unsigned i = 0; i < c->count; i++) {
		const struct entry *e = c->slots[i].entry;

		if (e->size == size &&
		    (!digest || !memcmp(e->digest, digest, DIGEST_LEN)))
			return &c->slots[i];
	}
	return NULL;
}

static bool save_entry(const struct tls_cache *c, struct entry *e)
{
	char name[NAME_LEN];

	seal_of(c, e, e->seal);
	name_of(e, name);
	return save(c, name, e, sizeof(*e), false);
}

/* Where a file is now, and that it was asked for. path: NULL: it has none any more. */
static void note_use(struct tls_cache *c, struct slot *s, const char *path)
{
	char name[NAME_LEN];

	clock_gettime(CLOCK_REALTIME, &s->used);
	if (path && strncmp(path, s->entry->path, TLS_PATH_MAX - 1) != 0) {
		memset(s->entry->path, 0, TLS_PATH_MAX);
		snprintf(s->entry->path, TLS_PATH_MAX, "%s", path);
		save_entry(c, s->entry);
		return;
	}
	name_of(s->entry, name);
	utimensat(c->folder, name, NULL, AT_SYMLINK_NOFOLLOW);
}

bool cache_find(struct tls_cache *c, int fd, uint64_t size, const char *path,
                struct tls_lib *lib)
{
	uint8_t digest[DIGEST_LEN];
	struct slot *s;

	/* What nothing is known of need not be read for that. */
	if (!slot_of(c, size, NULL) || !digest_file(c, fd, size, digest))
		return false;
	s = slot_of(c, size, digest);
	if (!s)
		return false;
	note_use(c, s, path);
	*lib = s->entry->lib;
	return true;
}

void cache_put(struct tls_cache *c, const void *at, size_t size, const char *path,
               const struct tls_lib *lib)
{
	struct entry *e = calloc(1, sizeof(*e)); /* also what lies between members */
	struct timespec now;
	struct digest d;

	if (!e || (lib->kind == TLS_NONE && size < NONE_MIN)) {
		free(e);
		return;
	}
	e->revision = TLS_REVISION;
	e->len = sizeof(*e);
	e->size = size;
	memcpy(&e->lib, lib, sizeof(*lib));
	snprintf(e->path, sizeof(e->path), "%s", path ? path : "");
	digest_begin(&d, &c->key);
	digest_add(&d, at, size);
	digest_end(&d, e->digest);
	if (slot_of(c, size, e->digest) || !save_entry(c, e)) {
		free(e);
		return;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	keep(c, e, now);
}

bool cache_path(const struct tls_cache *c, unsigned i, char *path, uint64_t *size)
{
	if (i >= c->count)
		return false;
	*size = c->slots[i].entry->size;
	snprintf(path, TLS_PATH_MAX, "%s",
	         c->slots[i].entry->lib.kind == TLS_NONE ? ""
	                                                 : c->slots[i].entry->path);
	return true;
}
