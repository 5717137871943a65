/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tracing.h - an object of programs that trace, into the kernel. */
#ifndef PFC_EBPF_TRACING_H
#define PFC_EBPF_TRACING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ebpf/link.h"

struct bpf_object;
struct ring_buffer;

struct tracing {
	const char *follows; /* in messages: "TCP" */
	uint64_t needed;     /* capabilities, as attach_lacks_any() has them */
	uint64_t takes;      /* those and what it takes to see all */
	/* What is to be done between opening the object and loading it; 0 or -errno. */
	int (*set_up)(void *ctx);
	void *ctx;
};

/* Opens the object, sets *object, has it set up, and loads it.
 *
 * msg     see ebpf/attach.h.
 * returns 0; -EPERM; -ENOTSUP: set_up() found that the kernel does not tell its types;
 *         -errno. *object is the caller's to close in every case.
 */
int tracing_load(const struct tracing *t, const struct linked *l, struct bpf_object **object,
                 char *msg);

/* A ring of events, and who is told of each; what fn returns below 0 ends a reading. */
struct tracing_ring {
	const char *map;
	int (*fn)(void *ctx, void *data, size_t len);
};

/* Maps rings of a loaded object, which are read in that order. returns 0 or -errno. */
int tracing_rings(const struct bpf_object *object, const struct tracing_ring *rings,
                  size_t count, void *ctx, struct ring_buffer **out, char *msg);

/* Maps data that its programs keep, to be read, with `write` also to be written.
 *
 * returns what is to be unmapped, or NULL with a message.
 */
void *tracing_data(const struct bpf_object *object, const char *map, size_t len, bool write,
                   char *msg);

#endif
