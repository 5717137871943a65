/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/watch.h - says when a process maps code of a file. */
#ifndef PFC_EBPF_TLS_WATCH_H
#define PFC_EBPF_TLS_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "ebpf/tls/targets.h"

struct tls_watch; /* opaque */

/* Watches all processors. returns 0 or -errno: -EACCES takes CAP_PERFMON. */
int watch_open(struct tls_watch **out);
void watch_close(struct tls_watch *w);

/* Readable when there is something to read. */
int watch_fd(const struct tls_watch *w);

/* What was mapped since. fn returns 0, or -errno to end it. returns that, or 0. */
int watch_read(struct tls_watch *w,
               int (*fn)(void *ctx, uint32_t pid, const struct tls_mapping *m),
               void *ctx);

/* Whether there was no room for something since this was asked: then all processes have to be
 * looked at.
 */
bool watch_lost(struct tls_watch *w);

#endif
