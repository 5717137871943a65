/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/targets.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#define FILE_MAX (UINT64_C(1) << 30) /* bytes; larger programs are not looked at */

/* --- one file --- */

/* A copy: who maps a file ends when somebody cuts it off. */
static uint8_t *read_whole(int fd, size_t len)
{
	uint8_t *at = mmap(NULL, len, PROT_READ | PROT_WRITE,
	                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t have = 0;
	ssize_t n = 1;

	if (at == MAP_FAILED)
		return NULL;
	while (have < len && n > 0) {
		n = pread(fd, at + have, len - have, (off_t)have);
		if (n > 0)
			have += (size_t)n;
	}
	if (have == len)
		return at;
	munmap(at, len);
	return NULL;
}

static bool is_same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* In an overlay, a file of a lower layer has other numbers there than below, and keeps them when
 * it was copied up: then its times tell. Who looks into one file twice sees all twice.
 */
static bool is_same(const struct tls_target *t, const struct stat *st, bool overlay)
{
	bool same_numbers = t->st.st_dev == st->st_dev && t->st.st_ino == st->st_ino;

	if (!overlay && !t->overlay)
		return same_numbers;
	return t->st.st_size == st->st_size &&
	       is_same_time(&t->st.st_mtim, &st->st_mtim) &&
	       (is_same_time(&t->st.st_ctim, &st->st_ctim) ||
	        (same_numbers && !st->st_nlink));
}

static int find_target(const struct tls_targets *t, const struct stat *st, bool overlay)
{
	for (unsigned i = 0; i < t->count; i++) {
		if (is_same(t->at[i], st, overlay))
			return (int)i;
	}
	return -1;
}

static bool is_overlay(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) == 0 && fs.f_type == OVERLAYFS_SUPER_MAGIC;
}

/* Grows by doubling: at 0, 1, 2, 4... there is no room. */
static void *grown(void *at, unsigned count, size_t one)
{
	if (count & (count - 1))
		return at;
	return realloc(at, (count ? 2 * count : 1) * one);
}

/* Its name may be another's by now. */
static int watch_changes(struct tls_targets *t, int fd)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!t->changes)
		t->changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return t->changes > 0 ? inotify_add_watch(t->changes, path, IN_MODIFY) : -1;
}

static int new_target(struct tls_targets *t, int fd, const struct stat *st,
                      const char *path, const struct tls_lib *lib)
{
	struct tls_target **more = grown(t->at, t->count, sizeof(struct tls_target *));
	struct tls_target *one = calloc(1, sizeof(*one));

	if (more)
		t->at = more;
	if (!more || !one) {
		free(one);
		return -ENOMEM;
	}
	one->st = *st;
	one->overlay = is_overlay(fd);
	one->fd = fd;
	one->watch = watch_changes(t, fd);
	one->lib = *lib;
	snprintf(one->path, sizeof(one->path), "%s", path);
	t->at[t->count] = one;
	return (int)t->count++;
}

static void free_target(struct tls_target *one)
{
	close(one->fd);
	free(one->pids);
	free(one);
}

/* The last one takes its place. */
static void remove_target(struct tls_targets *t, unsigned i)
{
	unsigned left = 0, last = --t->count;

	if (t->at[i]->watch >= 0)
		inotify_rm_watch(t->changes, t->at[i]->watch);
	free_target(t->at[i]);
	t->at[i] = t->at[last];
	for (unsigned k = 0; k < t->seen_count; k++) {
		struct tls_seen s = t->seen[k];

		if (s.target == (int)i)
			continue;
		if (s.target == (int)last)
			s.target = (int)i;
		t->seen[left++] = s;
	}
	t->seen_count = left;
}

static bool is_unchanged(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && is_same_time(&a->st_mtim, &b->st_mtim) &&
	       is_same_time(&a->st_ctim, &b->st_ctim);
}

static void changed(struct tls_targets *t, int watch,
                    void (*gone)(void *ctx, const struct tls_target *one), void *ctx)
{
	for (unsigned i = 0; i < t->count; i++) {
		if (t->at[i]->watch != watch)
			continue;
		gone(ctx, t->at[i]);
		remove_target(t, i);
		return;
	}
}

void targets_changed(struct tls_targets *t,
                     void (*gone)(void *ctx, const struct tls_target *one), void *ctx)
{
	_Alignas(struct inotify_event) char events[4096];
	ssize_t len;

	while (t->changes > 0 && (len = read(t->changes, events, sizeof(events))) > 0) {
		for (ssize_t at = 0; at < len;) {
			const struct inotify_event *e = (const void *)(events + at);

			if (e->mask & IN_MODIFY)
				changed(t, e->wd, gone, ctx);
			at += (ssize_t)(sizeof(*e) + e->len);
		}
	}
}

/* What is in it, as it is known or by looking. returns 0 or -errno. */
static int look(const struct tls_targets *t, int fd, size_t len, const char *path,
                struct tls_lib *lib)
{
	uint8_t *at;
	int err;

	if (t->cache && cache_find(t->cache, fd, len, path, lib))
		return 0;
	at = read_whole(fd, len);
	if (!at)
		return -EIO;
	err = tls_analyse(at, len, lib);
	if (!err && t->cache)
		cache_put(t->cache, at, len, path, lib);
	munmap(at, len);
	return err;
}

/* Takes the descriptor over. returns the number of the target, -1 without TLS, or -errno. */
static int look_into(struct tls_targets *t, int fd, const char *path, bool deleted,
                     struct tls_lib *lib)
{
	struct stat st, now;
	int found = -1, err;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 ||
	    (uint64_t)st.st_size > FILE_MAX) {
		close(fd);
		snprintf(lib->why_no_keys, TLS_WHY_MAX, "it is no file, or too large");
		return -ENOEXEC;
	}
	found = find_target(t, &st, is_overlay(fd));
	if (found >= 0) {
		close(fd);
		*lib = t->at[found]->lib;
		return found;
	}
	err = look(t, fd, (size_t)st.st_size, deleted ? NULL : path, lib);
	if (err || lib->kind == TLS_NONE) {
		close(fd);
		return err ? err : -1;
	}
	found = new_target(t, fd, &st, path, lib);
	if (found < 0)
		close(fd);
	else if (fstat(fd, &now) != 0 || !is_unchanged(&st, &now)) {
		remove_target(t, (unsigned)found); /* while it was looked into */
		return -1;
	}
	return found;
}

int targets_add(struct tls_targets *t, const char *path, struct tls_lib *lib)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), n;
	char *real;

	memset(lib, 0, sizeof(*lib));
	if (fd < 0)
		return -errno;
	real = realpath(path, NULL); /* where it can be found again */
	n = look_into(t, fd, real ? real : path, false, lib);
	free(real);
	return n < -1 ? n : 0;
}

/* --- what processes have --- */

/* A line of /proc/PID/maps, of code that is in a file. Source: proc_pid_maps(5). */
static bool read_line(const char *line, struct tls_mapping *m)
{
	static const char gone[] = " (deleted)";
	char rights[5];
	int at = 0;
	size_t len;

	if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %*x %x:%x %" SCNu64 " %n",
	           &m->start, &m->end, rights, &m->dev_major, &m->dev_minor, &m->ino,
	           &at) != 6)
		return false;
	if (rights[2] != 'x' || !m->ino || line[at] != '/')
		return false;
	snprintf(m->path, sizeof(m->path), "%s", line + at);
	len = strcspn(m->path, "\n");
	m->path[len] = '\0';
	m->deleted = len > sizeof(gone) - 1 &&
	             !strcmp(m->path + len - (sizeof(gone) - 1), gone);
	if (m->deleted)
		m->path[len - (sizeof(gone) - 1)] = '\0';
	return true;
}

/* Room for a path of /proc in front of another one. */
enum { MAPPED_MAX = TLS_PATH_MAX + 64 };

static void mapped_path(uint32_t pid, const struct tls_mapping *m, char *path)
{
	snprintf(path, MAPPED_MAX, "/proc/%u/map_files/%" PRIx64 "-%" PRIx64, pid, m->start,
	         m->end);
}

/* In our own root, where the process is gone: if it is the same file there. */
static int open_own(const struct tls_mapping *m)
{
	struct stat st;

	if (stat(m->path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_ino != m->ino ||
	    st.st_dev != makedev(m->dev_major, m->dev_minor))
		return -1;
	return open(m->path, O_RDONLY | O_CLOEXEC);
}

/* By the mapping itself, which works behind the end of its name; that takes CAP_SYS_ADMIN. */
static int open_mapped(uint32_t pid, const struct tls_mapping *m)
{
	char path[MAPPED_MAX];
	int fd;

	mapped_path(pid, m, path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 || m->deleted)
		return fd;
	snprintf(path, sizeof(path), "/proc/%u/root%s", pid, m->path);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	return fd < 0 && errno == ENOENT ? open_own(m) : fd;
}

static struct tls_seen *find_seen(const struct tls_targets *t,
                                  const struct tls_mapping *m)
{
	uint64_t dev = (uint64_t)m->dev_major << 32 | m->dev_minor;

	for (unsigned i = 0; i < t->seen_count; i++) {
		if (t->seen[i].ino == m->ino && t->seen[i].dev == dev)
			return &t->seen[i];
	}
	return NULL;
}

/* Something could not be opened: it is gone, or it is not ours to look at. */
static void note_unread(struct tls_targets *t)
{
	if (errno == EACCES || errno == EPERM)
		t->unread++;
	if (errno == EMFILE)
		t->unopened++;
}

/* Numbers of files without TLS are used again, for other files; those with TLS are held open. */
static bool is_as_seen(const struct tls_seen *s, uint32_t pid,
                       const struct tls_mapping *m)
{
	char path[MAPPED_MAX];
	struct stat st;

	if (s->target >= 0)
		return !s->overlay; /* else it may have been copied up since */
	mapped_path(pid, m, path);
	return stat(path, &st) != 0 || is_same_time(&s->changed, &st.st_ctim);
}

static int see(struct tls_targets *t, uint32_t pid, const struct tls_mapping *m,
               int *target)
{
	struct tls_seen *more, *s = find_seen(t, m);
	struct tls_lib lib;
	struct stat st;
	bool overlay;
	int fd;

	*target = s ? s->target : -1;
	if (s && is_as_seen(s, pid, m))
		return 0;
	fd = open_mapped(pid, m);
	if (fd < 0 || fstat(fd, &st) != 0) {
		note_unread(t);
		return 0;
	}
	overlay = is_overlay(fd);
	memset(&lib, 0, sizeof(lib));
	*target = look_into(t, fd, m->path, m->deleted, &lib);
	if (*target == -ENOMEM)
		return -ENOMEM;
	if (*target < 0)
		*target = -1;
	else if (m->deleted)
		t->at[*target]->deleted = true;
	if (s) {
		s->target = *target;
		s->changed = st.st_ctim;
		return 0;
	}
	more = grown(t->seen, t->seen_count, sizeof(*t->seen));
	if (!more)
		return -ENOMEM;
	t->seen = more;
	t->seen[t->seen_count++] =
		(struct tls_seen){ .dev = (uint64_t)m->dev_major << 32 | m->dev_minor,
		                   .ino = m->ino,
		                   .target = *target,
		                   .overlay = overlay,
		                   .changed = st.st_ctim };
	return 0;
}

static int add_pid(struct tls_target *one, uint32_t pid)
{
	uint32_t *more;

	if (one->pid_count && one->pids[one->pid_count - 1] == pid)
		return 0;
	more = grown(one->pids, one->pid_count, sizeof(*one->pids));
	if (!more)
		return -ENOMEM;
	one->pids = more;
	one->pids[one->pid_count++] = pid;
	return 0;
}

static int add_found(void *ctx, uint32_t pid, int fd, const char *path)
{
	struct tls_targets *t = ctx;
	unsigned had = t->count;
	struct tls_lib lib;
	int found;

	memset(&lib, 0, sizeof(lib));
	found = look_into(t, fd, path, false, &lib);
	if (t->count > had)
		t->at[found]->root_pid = pid;
	return found == -ENOMEM ? -ENOMEM : 0;
}

static int see_root(struct tls_targets *t, uint32_t pid)
{
	const struct tls_found to = { add_found, t };
	int err = roots_see(&t->roots, pid, t->cache, &to);

	if (err == -EMFILE)
		t->unopened++;
	return err == -ENOMEM ? err : 0;
}

static int add_mapping(struct tls_targets *t, uint32_t pid, const struct tls_mapping *m)
{
	int target, err = see(t, pid, m, &target);

	return err || target < 0 ? err : add_pid(t->at[target], pid);
}

int targets_mapped(struct tls_targets *t, uint32_t pid, const struct tls_mapping *m)
{
	int err;

	if (!pid)
		return 0; /* of another namespace of processes: it is not ours to look at */
	err = add_mapping(t, pid, m);
	return err ? err : see_root(t, pid);
}

static int scan_process(struct tls_targets *t, uint32_t pid)
{
	char path[64], *line = NULL;
	struct tls_mapping m;
	size_t room = 0;
	int err = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%u/maps", pid);
	f = fopen(path, "re");
	if (!f) {
		note_unread(t);
		return 0;
	}
	while (!err && getline(&line, &room, f) > 0) {
		if (read_line(line, &m))
			err = add_mapping(t, pid, &m);
	}
	free(line);
	fclose(f);
	return err ? err : see_root(t, pid);
}

static int scan_processes(struct tls_targets *t)
{
	DIR *d = opendir("/proc");
	struct dirent *e;
	int err = 0;

	while (d && !err && (e = readdir(d))) {
		if (isdigit((unsigned char)e->d_name[0]))
			err = scan_process(t, (uint32_t)strtoul(e->d_name, NULL, 10));
	}
	if (d)
		closedir(d);
	return err;
}

int targets_scan(struct tls_targets *t)
{
	int err;

	for (unsigned i = 0; i < t->count; i++)
		t->at[i]->pid_count = 0;
	t->unread = 0;
	t->unopened = 0;
	err = see_root(t, 0);
	return err ? err : scan_processes(t);
}

void targets_fini(struct tls_targets *t)
{
	for (unsigned i = 0; i < t->count; i++)
		free_target(t->at[i]);
	if (t->changes > 0)
		close(t->changes);
	free(t->at);
	free(t->seen);
	roots_fini(&t->roots);
	memset(t, 0, sizeof(*t));
}
