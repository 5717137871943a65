/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/records_impl.h - the way by perf's rings, for ebpf/records.c. */
#ifndef PFC_EBPF_RECORDS_IMPL_H
#define PFC_EBPF_RECORDS_IMPL_H

#include <stddef.h>

#include "ebpf/records.h"

struct perf_records;

/* ring_len is a power of two, in bytes. */
int perf_records_open(size_t ring_len, int *map, struct perf_records **out);
void perf_records_close(struct perf_records *p);

/* until: those with a time from then on stay. */
uint32_t perf_records_next(struct perf_records *p, uint64_t until, struct record *out,
                           uint32_t max);
int perf_records_epoll(const struct perf_records *p);
bool perf_records_idle(const struct perf_records *p);

#endif
