/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_event.bpf.h - what user space is told of, and sums that are kept for it. */
#ifndef PFC_EBPF_TCP_EVENT_BPF_H
#define PFC_EBPF_TCP_EVENT_BPF_H

#include "ebpf/tcp_entry.bpf.h"
#include "ebpf/tcp_meter.bpf.h"

/* --- single events --- */

static __always_inline bool is_told(__u8 kind)
{
	return settings.kinds >> kind & 1;
}

/* Room for an event; NULL: lost. Nobody is woken for each of them. */
static __always_inline struct tcp_event *event_new(__u8 kind)
{
	struct tcp_event *ev;

	/* The size has to be a constant, and only a few need all of it. */
	if (TCP_EVENT_IS_LONG(kind))
		ev = bpf_ringbuf_reserve(&events, sizeof(*ev), 0);
	else
		ev = bpf_ringbuf_reserve(&events, TCP_EVENT_SHORT, 0);
	if (!ev) {
		__sync_fetch_and_add(&totals.lost, 1);
		return 0;
	}
	if (kind == TCP_EV_DROP)
		__builtin_memset(&ev->u, 0, sizeof(ev->u.drop));
	else if (kind != TCP_EV_CLOSE)
		__builtin_memset(&ev->u, 0, sizeof(ev->u.turn));
	ev->ns = bpf_ktime_get_ns();
	ev->kind = kind;
	return ev;
}

static __always_inline struct tcp_event *event_of(const struct tcp_entry *e, __u8 kind)
{
	struct tcp_event *ev;

	if (!is_told(kind) || !e->wanted)
		return 0;
	ev = event_new(kind);
	if (ev)
		__builtin_memcpy(&ev->id, &e->id, sizeof(ev->id));
	return ev;
}

static __always_inline void event_send(struct tcp_event *ev)
{
	__u64 waiting = bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA);

	__sync_fetch_and_add(&totals.events, 1);
	bpf_ringbuf_submit(ev, waiting < settings.wake ? BPF_RB_NO_WAKEUP
	                                               : BPF_RB_FORCE_WAKEUP);
}

/* --- what the kernel counts --- */

static __always_inline __u32 unread_of(struct tcp_sock *tp, struct sock *sk)
{
	__u32 n = BPF_CORE_READ(tp, rcv_nxt) - BPF_CORE_READ(tp, copied_seq);
	bool fin = BPF_CORE_READ(sk, __sk_common.skc_flags) >> SOCK_DONE & 1;

	return n && fin ? n - 1 : n;
}

/* A FIN counts as a byte in the kernel's sums. */
static __noinline void fill_counts(struct tcp_counts *c, struct sock *sk)
{
	struct tcp_sock *tp = (struct tcp_sock *)sk;
	bool fin = BPF_CORE_READ(sk, __sk_common.skc_flags) >> SOCK_DONE & 1;
	__u64 received = BPF_CORE_READ(tp, bytes_received);
	__u32 least = BPF_CORE_READ(tp, rtt_min.s[0].v);

	c->sent = BPF_CORE_READ(tp, bytes_sent) - BPF_CORE_READ(tp, bytes_retrans);
	c->received = received && fin ? received - 1 : received;
	c->srtt_us = BPF_CORE_READ(tp, srtt_us) >> 3;
	c->rtt_us = BPF_CORE_READ(tp, rack.rtt_us);
	c->min_rtt_us = least == ~0u ? 0 : least;
	c->retrans = BPF_CORE_READ(tp, total_retrans);
	c->segs_out = BPF_CORE_READ(tp, segs_out);
	c->segs_in = BPF_CORE_READ(tp, segs_in);
	c->cwnd = BPF_CORE_READ(tp, snd_cwnd);
	c->mss = BPF_CORE_READ(tp, mss_cache);
	c->unsent = BPF_CORE_READ(tp, write_seq) - BPF_CORE_READ(tp, snd_nxt);
	c->unacked = BPF_CORE_READ(tp, write_seq) - BPF_CORE_READ(tp, snd_una);
	c->unread = unread_of(tp, sk);
	c->lost = BPF_CORE_READ(tp, lost);
	bpf_probe_read_kernel_str(c->algorithm, sizeof(c->algorithm),
	                          BPF_CORE_READ(&tp->inet_conn, icsk_ca_ops, name));
}

/* --- sums of calls --- */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, struct tcp_group);
	__type(value, struct tcp_io);
} sums SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 16384);
	__type(key, struct tcp_group);
	__type(value, struct tcp_hist);
} hists SEC(".maps");

static __always_inline void fill_group(struct tcp_group *g, const struct tcp_entry *e)
{
	const struct tcp_ident *id = &e->id;

	__builtin_memset(g, 0, sizeof(*g));
	switch (settings.by) {
	case TCP_BY_PROCESS:
		g->tgid = id->owner.tgid;
		g->pid = id->owner.pid;
		__builtin_memcpy(g->comm, id->owner.comm, sizeof(g->comm));
		break;
	case TCP_BY_HOST:
		g->version = id->tuple.version;
		__builtin_memcpy(g->addr, id->tuple.remote, sizeof(g->addr));
		break;
	case TCP_BY_PORT:
		g->port = id->role == TCP_SERVER ? id->tuple.lport : id->tuple.rport;
		break;
	case TCP_BY_CGROUP:
		g->cgroup = id->cgroup;
		break;
	}
}

static __always_inline struct tcp_io *sum_of(const struct tcp_entry *e)
{
	struct tcp_group g;
	struct tcp_io *io;

	fill_group(&g, e);
	io = bpf_map_lookup_elem(&sums, &g);
	if (io)
		return io;
	bpf_map_update_elem(&sums, &g, (const void *)&given.io, BPF_NOEXIST);
	io = bpf_map_lookup_elem(&sums, &g);
	if (!io)
		__sync_fetch_and_add(&totals.no_group, 1);
	return io;
}

/* --- histograms --- */

static __always_inline __u32 log2_of(__u64 n)
{
	__u32 r = 0;

	for (__u32 step = 32; step; step >>= 1) {
		if (n >> step) {
			n >>= step;
			r += step;
		}
	}
	return r;
}

/* The slot of a time, where units are of 2^shift ns and a power of two has 2^bits slots. */
static __always_inline __u64 slot_of(__u64 ns, __u32 shift, __u32 bits)
{
	__u64 units = ns >> shift;
	__u32 top;

	if (units < 1 << bits)
		return units;
	top = log2_of(units) - bits;
	return (top << bits) + (units >> top);
}

/* In one register, for the verifier to see the bound. */
#define BOUND_SLOT(slot, count)                                                        \
	asm volatile("if %[s] < %[n] goto +1\n"                                        \
		     "%[s] = %[n] - 1\n"                                               \
		     : [s] "+r"(slot)                                                  \
		     : [n] "i"(count))

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 131072);
	__type(key, __u64);
	__type(value, struct tcp_answers);
} answers SEC(".maps");

static __noinline void answer_add(__u64 cookie, __s64 ns)
{
	struct tcp_answers *a = bpf_map_lookup_elem(&answers, &cookie);
	__u64 slot;

	if (ns < 0) {
		__sync_fetch_and_add(&totals.negative, 1);
		return;
	}
	if (!a) {
		bpf_map_update_elem(&answers, &cookie, (const void *)&given.answers,
		                    BPF_NOEXIST);
		a = bpf_map_lookup_elem(&answers, &cookie);
	}
	if (!a) {
		__sync_fetch_and_add(&totals.no_group, 1);
		return;
	}
	slot = slot_of(ns, TCP_ANSWER_SHIFT, TCP_ANSWER_BITS);
	BOUND_SLOT(slot, TCP_ANSWER_SLOTS);
	__sync_fetch_and_add(&a->slot[slot], 1);
}

/* Where all connections are one group: nothing has to be searched, and no processor waits for
 * another.
 */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, TCP_HISTS);
	__type(key, __u32);
	__type(value, struct tcp_hist);
} hists_of_all SEC(".maps");

static __always_inline struct tcp_hist *hist_of(const struct tcp_entry *e, __u8 what)
{
	struct tcp_group g;
	struct tcp_hist *h;

	fill_group(&g, e);
	g.what = what;
	h = bpf_map_lookup_elem(&hists, &g);
	if (h)
		return h;
	bpf_map_update_elem(&hists, &g, (const void *)&given.hist, BPF_NOEXIST);
	return bpf_map_lookup_elem(&hists, &g);
}

static __always_inline void hist_add(const struct tcp_entry *e, __u8 what, __s64 ns)
{
	__u32 which = what;
	struct tcp_hist *h;
	__u64 slot;

	if (!(settings.hists >> what & 1) || !e->wanted)
		return;
	if (ns < 0) {
		__sync_fetch_and_add(&totals.negative, 1);
		return;
	}
	h = settings.by == TCP_BY_ALL ? bpf_map_lookup_elem(&hists_of_all, &which)
	                              : hist_of(e, what);
	if (!h) {
		__sync_fetch_and_add(&totals.no_group, 1);
		return;
	}
	slot = slot_of(ns, TCP_UNIT_SHIFT, TCP_SLOT_BITS);
	BOUND_SLOT(slot, TCP_SLOTS);
	__sync_fetch_and_add(&h->slot[slot], 1);
	__sync_fetch_and_add(&h->sum, ns);
	/* Two at once may leave the wrong one here; the slots have both. */
	if ((__u64)ns > h->max)
		h->max = ns;
	if (!h->min || (__u64)ns < h->min)
		h->min = ns;
}

#endif
