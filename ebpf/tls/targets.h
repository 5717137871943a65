/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/targets.h - files with TLS in them: those that processes have mapped, and libraries
 * that they may map.
 *
 * Files are told apart by what they are, not by what they are called: one that was replaced, or
 * that a container has a copy of, is another one. Each is looked at once.
 */
#ifndef PFC_EBPF_TLS_TARGETS_H
#define PFC_EBPF_TLS_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "ebpf/tls/analyse.h"
#include "ebpf/tls/cache.h"
#include "ebpf/tls/roots.h"

/* Code of a file in a process. */
struct tls_mapping {
	uint64_t start, end, ino;
	unsigned dev_major, dev_minor;
	char path[TLS_PATH_MAX];
	bool deleted;
};

struct tls_target {
	struct stat st; /* as it was found */
	bool overlay;   /* on a file system of that kind */
	int fd;         /* open as long as it is known: it may have no name any more */
	char path[TLS_PATH_MAX]; /* as the process that has it sees it */
	uint32_t root_pid; /* in the root of that process it was found; 0: in ours, or mapped */
	bool deleted;
	struct tls_lib lib;
	int watch;      /* of changes to it; -1: none */
	uint32_t *pids; /* that have it mapped, as of the last scan */
	unsigned pid_count;
	bool attached; /* for the user of it */
};

/* What was mapped and looked at, by the numbers that /proc has. */
struct tls_seen {
	uint64_t dev, ino;
	int target;   /* -1: no TLS in it */
	bool overlay; /* these numbers are of such a file system */
	struct timespec changed; /* another time is another file, or other bytes */
};

struct tls_targets {
	struct tls_target **at;
	unsigned count;
	struct tls_seen *seen;
	unsigned seen_count;
	unsigned unread; /* processes, and files in them, that are not ours to look at */
	unsigned unopened; /* files that no descriptor was left for */
	int changes; /* readable when something was written to a target; 0: none is watched */
	struct tls_roots roots;
	struct tls_cache *cache; /* owned by who uses this; NULL: all files are looked into */
};

/* Looks at all processes, and into the usual folders for libraries of each new root that they
 * have; adds what is new and says anew who has what. returns 0 or -ENOMEM.
 */
int targets_scan(struct tls_targets *t);

/* Adds what a process has mapped, and the libraries of its root if that is new. returns 0 or
 * -ENOMEM.
 */
int targets_mapped(struct tls_targets *t, uint32_t pid, const struct tls_mapping *m);

/* Forgets targets that were written to since: where there was the begin of an instruction may be
 * the middle of one now. When a process has it, it is looked into anew. gone: is told of each
 * before.
 */
void targets_changed(struct tls_targets *t,
                     void (*gone)(void *ctx, const struct tls_target *one), void *ctx);

/* Adds one file. lib: what is in it, also where that is nothing to follow (TLS_NONE).
 *
 * returns 0 or -errno, with a reason in lib->why_no_keys for -ENOEXEC.
 */
int targets_add(struct tls_targets *t, const char *path, struct tls_lib *lib);

void targets_fini(struct tls_targets *t);

#endif
