/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/cache.h - what was found in files, for the next time.
 *
 * An entry is known by all that is in its file (ebpf/tls/digest.h), of which the build-id is a
 * part: a file that says the build-id of another has an entry of its own. Its path says only
 * where to look for it again. Entries that are damaged, or of another pfc, are not there.
 *
 * The folder is of the user alone who runs it, as is the key of the digests in it.
 */
#ifndef PFC_EBPF_TLS_CACHE_H
#define PFC_EBPF_TLS_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ebpf/tls/analyse.h"

enum { TLS_PATH_MAX = 512 };

struct tls_cache; /* opaque */

/* Makes the folder where there is none. returns 0, -EPERM when others could write to it, or
 * another -errno.
 */
int cache_open(const char *folder, struct tls_cache **out);
void cache_close(struct tls_cache *c);

/* What is in the file, `size` bytes long. path: where it is now, which is remembered; NULL:
 * nowhere. returns false: nothing is known.
 */
bool cache_find(struct tls_cache *c, int fd, uint64_t size, const char *path,
                struct tls_lib *lib);

/* Keeps what was found in a file, whose bytes these are. Where that fails, it is not kept. */
void cache_put(struct tls_cache *c, const void *at, size_t size, const char *path,
               const struct tls_lib *lib);

/* Where file i was, and its length; "": there was no TLS in it. path: of TLS_PATH_MAX bytes.
 * returns false behind the last one.
 */
bool cache_path(const struct tls_cache *c, unsigned i, char *path, uint64_t *size);

#endif
