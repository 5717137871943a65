/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tcp_features.h - which hooks there are, and which of them a view takes. */
#ifndef PFC_EBPF_TCP_FEATURES_H
#define PFC_EBPF_TCP_FEATURES_H

#include "ebpf/tcp.h"

struct btf;

enum { TCP_FEATURES_MAX = 32 };

/* Fills `out` and what the settings say of the kernel. */
void features_find(const struct tcp_config *cfg, const struct btf *kernel,
                   struct tcp_feature *out, struct tcp_settings *settings);

/* The names of the values of an enum of the kernel, from behind `prefix`; NULL: none. */
void enum_names(const struct btf *kernel, const char *type, const char *prefix,
                const char **names, uint32_t count);

/* The value of a name; -1: none. */
int64_t enum_value(const struct btf *kernel, const char *type, const char *name);

#endif
