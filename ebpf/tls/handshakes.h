/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/handshakes.h - runs handshakes in memory with the code of a library, to see where it
 * keeps what.
 *
 * It runs code that nobody vouches for: only in a process that is confined, and does nothing
 * else (capture/quarantine.h). There is one library in a process, for good: what it calls back
 * gets no context, so that of this file is its only global data.
 */
#ifndef PFC_EBPF_TLS_HANDSHAKES_H
#define PFC_EBPF_TLS_HANDSHAKES_H

#include "ebpf/tls/places.h"

enum { HANDSHAKES_WHY_MAX = 160 };

/* Loads libraries by their descriptors, in this order; the last one is that with TLS. From here
 * on code of it has run.
 *
 * returns 0, or -1 with a reason.
 */
int handshakes_load(const int *fds, unsigned count, char *why);

/* Runs the handshakes and looks for the places. returns 0, or -1 with a reason. */
int handshakes_run(struct tls_places *out, char *why);

#endif
