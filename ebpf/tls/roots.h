/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/roots.h - libraries that processes may map, in the roots that they have.
 *
 * A container has another root, with libraries of its own. Each root is looked through once,
 * when a process that has it is seen first; so those libraries are known before they are mapped.
 * No link in it leads out of it.
 */
#ifndef PFC_EBPF_TLS_ROOTS_H
#define PFC_EBPF_TLS_ROOTS_H

#include <stdbool.h>
#include <stdint.h>

#include "ebpf/tls/cache.h"

/* A folder of a mount. */
struct tls_root {
	uint64_t mount, ino;
};

struct tls_roots {
	struct tls_root *at;
	unsigned count;
};

/* Who is told of a file to look into. fd: its own to close. returns 0, or -errno to end it. */
struct tls_found {
	int (*fn)(void *ctx, uint32_t pid, int fd, const char *path);
	void *ctx;
};

/* Tells of the usual libraries in the root of that process (0: in our own), and of what the
 * cache (NULL: none) has a path of, if that root was not seen before.
 *
 * returns 0, also when it cannot be looked at, or -errno: -ENOMEM, -EMFILE, or of fn.
 */
int roots_see(struct tls_roots *r, uint32_t pid, const struct tls_cache *cache,
              const struct tls_found *to);
void roots_fini(struct tls_roots *r);

#endif
