/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls_links.h - programs of ebpf/tls.bpf.c at their hooks; a part of ebpf/tls.c. */
#ifndef PFC_EBPF_TLS_LINKS_H
#define PFC_EBPF_TLS_LINKS_H

#include <stdbool.h>

#include "ebpf/tls/targets.h"

struct bpf_link;
struct bpf_object;

struct tls_link {
	const struct tls_target *of; /* NULL: of sockets */
	struct bpf_link *link; /* NULL: it holds many places, and is the descriptor */
	int fd;
};

/* All zero but for keys and no_calls, as in struct tls_config. */
struct tls_links {
	struct tls_link *at;
	unsigned count;
	bool multi; /* one link holds many places */
	bool keys, no_calls;
};

/* Before the object is loaded: which kind of links the kernel has. returns 0 or -errno. */
int links_choose(struct tls_links *l, struct bpf_object *object);

/* Behind that: sends and receives; a file, as tls_attach(). */
int links_sockets(struct tls_links *l, const struct bpf_object *object, char *msg);
int links_attach(struct tls_links *l, const struct bpf_object *object,
                 const struct tls_target *target, char *msg);

void links_detach(struct tls_links *l, const struct tls_target *target);
void links_close(struct tls_links *l);

#endif
