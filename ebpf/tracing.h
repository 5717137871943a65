/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tracing.h - an object of programs that trace, into the kernel. */
#ifndef PFC_EBPF_TRACING_H
#define PFC_EBPF_TRACING_H

#include "ebpf/link.h"

struct bpf_object;

struct tracing {
	const char *follows; /* in messages: "TCP" */
	const char *rights;  /* the message where there are not enough of them */
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

#endif
