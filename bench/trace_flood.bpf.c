/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* bench/trace_flood.bpf.c - events in the ring of a trace that runs, as many as are asked for. */
#include "ebpf/kern.h"
#include "ebpf/tcp_layout.h"

char license_text[] SEC("license") = "Dual BSD/GPL";

/* Takes the place of the trace's own. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC(".data.like") struct tcp_event like = { 0 }; /* what they are like */
__u64 number;                                    /* of the next one */

struct flood_args {
	__u32 count, wake;
	__u64 lost;
};

SEC("syscall")
int flood(struct flood_args *a)
{
	__u32 count = a->count, wake = a->wake, lost = 0;

	for (__u32 i = 0; i < 1024 && i < count; i++) {
		struct tcp_event *ev = bpf_ringbuf_reserve(&events, TCP_EVENT_SHORT, 0);

		number++;
		if (!ev) {
			lost++;
			continue;
		}
		__builtin_memcpy(ev, &like, TCP_EVENT_SHORT);
		ev->ns = bpf_ktime_get_ns();
		ev->id.cookie += number;
		ev->id.tuple.lport += number;
		bpf_ringbuf_submit(ev, bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA) < wake
		                               ? BPF_RB_NO_WAKEUP
		                               : BPF_RB_FORCE_WAKEUP);
	}
	a->lost = lost;
	return 0;
}
