/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/roots.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ebpf/newer.h"

enum { ROOTS_MAX = 4096 };

struct walk {
	int root;
	uint32_t pid;
	char base[TLS_PATH_MAX]; /* of the root, as we see it; "": it is ours */
	const struct tls_found *to;
};

/* --- files of a root --- */

static int open_in(int root, const char *path, int flags)
{
	struct open_how how = {
		.flags = (unsigned)(flags | O_CLOEXEC),
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};

	return (int)syscall(SYS_openat2, root, path, &how, sizeof(how));
}

/* A device would take it for a reason to do something. */
static int open_regular(int root, const char *path, struct stat *st)
{
	int fd = open_in(root, path, O_PATH), file = -1;
	char link[64];

	if (fd < 0)
		return -1;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (fstat(fd, st) == 0 && S_ISREG(st->st_mode))
		file = open(link, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	else
		errno = EINVAL;
	close(fd);
	return file;
}

/* What the path comes to behind all links, in the root. */
static void real_path(const struct walk *w, int fd, char *path)
{
	char link[64], real[TLS_PATH_MAX];
	size_t base = strlen(w->base);
	ssize_t len;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = readlink(link, real, sizeof(real));
	if (len <= 0 || (size_t)len == sizeof(real))
		return;
	real[len] = '\0';
	if (base && !strncmp(real, w->base, base) && real[base] == '/')
		memmove(real, real + base, (size_t)len + 1 - base);
	strcpy(path, real);
}

/* len: bytes that it must have; 0: any. */
static int look(const struct walk *w, const char *path, uint64_t len)
{
	char real[TLS_PATH_MAX];
	struct stat st;
	int fd = open_regular(w->root, path, &st);

	if (fd < 0)
		return errno == EMFILE ? -EMFILE : 0;
	if (len && (uint64_t)st.st_size != len) {
		close(fd);
		return 0;
	}
	snprintf(real, sizeof(real), "%s", path);
	real_path(w, fd, real);
	return w->to->fn(w->to->ctx, w->pid, fd, real);
}

/* --- what is looked for --- */

static bool is_library(const char *name)
{
	static const char *const begins[] = { "libssl.so", "libgnutls.so.",
		                              "libssl3.so", "libnspr4.so" };

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		if (!strncmp(name, begins[i], strlen(begins[i])))
			return true;
	}
	return false;
}

static int walk_folder(const struct walk *w, const char *folder)
{
	char path[TLS_PATH_MAX];
	struct dirent *e;
	DIR *d = NULL;
	int fd = open_in(w->root, folder, O_RDONLY | O_DIRECTORY), err = 0;

	if (fd < 0 && errno == EMFILE)
		return -EMFILE;
	if (fd >= 0)
		d = fdopendir(fd);
	if (!d && fd >= 0)
		close(fd);
	while (d && !err && (e = readdir(d))) {
		if (!is_library(e->d_name))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		err = look(w, path, 0);
	}
	if (d)
		closedir(d);
	return err;
}

static int walk_root(const struct walk *w, const struct tls_cache *cache)
{
	static const char *const folders[] = {
		"/usr/lib/x86_64-linux-gnu",
		"/lib/x86_64-linux-gnu",
		"/usr/lib64",
		"/lib64",
		"/usr/lib",
		"/lib",
		"/usr/local/lib",
		"/usr/local/lib64",
	};
	char path[TLS_PATH_MAX];
	uint64_t len;
	int err = 0;

	for (size_t i = 0; !err && i < sizeof(folders) / sizeof(folders[0]); i++)
		err = walk_folder(w, folders[i]);
	for (unsigned i = 0; cache && !err && cache_path(cache, i, path, &len); i++)
		err = path[0] ? look(w, path, len) : 0;
	return err;
}

/* --- roots --- */

/* Numbers of mounts are used again before Linux 6.8. */
static bool identify(int fd, struct tls_root *out)
{
	struct statx st;

	if (statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC,
	          STATX_INO | NEWER_STATX_MNT_ID_UNIQUE, &st) != 0)
		return false;
	if (!(st.stx_mask & NEWER_STATX_MNT_ID_UNIQUE) &&
	    statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_INO | STATX_MNT_ID,
	          &st) != 0)
		return false;
	*out = (struct tls_root){ st.stx_mnt_id, st.stx_ino };
	return true;
}

static bool was_seen(const struct tls_roots *r, const struct tls_root *root)
{
	for (unsigned i = 0; i < r->count; i++) {
		if (r->at[i].mount == root->mount && r->at[i].ino == root->ino)
			return true;
	}
	return false;
}

static int add_root(struct tls_roots *r, const struct tls_root *root)
{
	if (!r->at)
		r->at = calloc(ROOTS_MAX, sizeof(*r->at));
	if (!r->at)
		return -ENOMEM;
	if (r->count == ROOTS_MAX)
		r->count =
			0; /* then those that are still there are looked through again */
	r->at[r->count++] = *root;
	return 0;
}

int roots_see(struct tls_roots *r, uint32_t pid, const struct tls_cache *cache,
              const struct tls_found *to)
{
	struct walk w = { .pid = pid, .to = to };
	char path[64] = "/proc/self/root";
	struct tls_root root;
	ssize_t len;
	int err = 0;

	if (pid)
		snprintf(path, sizeof(path), "/proc/%u/root", pid);
	w.root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (w.root < 0)
		return errno == EMFILE ? -EMFILE : 0;
	if (identify(w.root, &root) && !was_seen(r, &root)) {
		len = readlink(path, w.base, sizeof(w.base) - 1);
		if (len <= 1)
			w.base[0] = '\0'; /* of another namespace, or ours */
		err = add_root(r, &root);
		if (!err)
			err = walk_root(&w, cache);
	}
	close(w.root);
	return err;
}

void roots_fini(struct tls_roots *r)
{
	free(r->at);
	*r = (struct tls_roots){ 0 };
}
