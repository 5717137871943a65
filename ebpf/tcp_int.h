/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tcp_int.h - an open trace: what loads it and what reads its maps share. */
#ifndef PFC_EBPF_TCP_INT_H
#define PFC_EBPF_TCP_INT_H

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "ebpf/tcp_features.h"

/* More than any kernel has. */
enum { TCP_DROP_REASONS = 512, TCP_RESET_REASONS = 128 };

struct tcp {
	const struct tcp_config *cfg; /* while it is opened */
	struct bpf_object *object;
	struct btf *kernel;
	struct ring_buffer *ring;
	struct bpf_link *links[TCP_FEATURES_MAX];
	struct tcp_feature features[TCP_FEATURES_MAX];
	struct tcp_totals *totals;
	unsigned cpus; /* that there may be */
	int list_fd, rest_fd; /* of the iterators' links; -1: there is none */
	const char *drop_reasons[TCP_DROP_REASONS], *reset_reasons[TCP_RESET_REASONS];
	/* For the call of tcp_read() that runs. */
	bool (*fn)(void *ctx, const struct tcp_event *e);
	void *ctx;
	unsigned left;
	unsigned read;
};

struct bpf_map *tcp_map(const struct tcp *t, const char *name);

#endif
