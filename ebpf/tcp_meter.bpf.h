/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_meter.bpf.h - what the programs take themselves. */
#ifndef PFC_EBPF_TCP_METER_BPF_H
#define PFC_EBPF_TCP_METER_BPF_H

#include "ebpf/kern.h"
#include "ebpf/tcp_layout.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct tcp_meter);
} meters SEC(".maps");

static __always_inline struct tcp_meter *meter_here(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&meters, &zero);
}

/* Another run begins; returns when, of one that is timed, else 0. Reading the clock takes as long as
 * many a program: twice is how long.
 */
static __always_inline __u64 meter_begin(void)
{
	struct tcp_meter *m = meter_here();
	__u64 before, now;

	if (!m || ++m->runs % TCP_TIMED)
		return 0;
	before = bpf_ktime_get_ns();
	now = bpf_ktime_get_ns();
	m->ns -= now - before;
	return now;
}

static __always_inline void meter_end(__u64 began)
{
	struct tcp_meter *m = began ? meter_here() : 0;

	if (!m)
		return;
	m->timed++;
	m->ns += bpf_ktime_get_ns() - began;
}

/* A program that is counted; its body follows. */
#define METERED(hook, name)                                                            \
	static __always_inline int name##_run(__u64 *ctx);                             \
                                                                                       \
	SEC(hook) int name(__u64 *ctx)                                                 \
	{                                                                              \
		__u64 began = meter_begin();                                           \
                                                                                       \
		name##_run(ctx);                                                       \
		meter_end(began);                                                      \
		return 0;                                                              \
	}                                                                              \
                                                                                       \
	static __always_inline int name##_run(__u64 *ctx)

#endif
