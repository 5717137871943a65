/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_io.bpf.h - calls that send and receive, and the turns they make. */
#ifndef PFC_EBPF_TCP_IO_BPF_H
#define PFC_EBPF_TCP_IO_BPF_H

#include "ebpf/tcp_turn.bpf.h"

static __always_inline void tell_owner(struct tcp_entry *e)
{
	struct tcp_event *ev = event_of(e, TCP_EV_OWNER);

	if (ev)
		event_send(ev);
}

/* --- calls, in the process that makes them --- */

static __always_inline struct tcp_entry *entry_of_caller(struct sock *sk)
{
	struct tcp_entry *e;

	if (sk->sk_protocol != IPPROTO_TCP)
		return 0;
	e = entry_of(sk, cookie_of(sk));
	if (!e || e->verdict != TCP_MATCHES)
		return 0;
	if (own_io(e))
		tell_owner(e);
	return e;
}

METERED("tp_btf/sock_send_length", tcp_send)
{
	struct sock *sk = (void *)ctx[0];
	int ret = ctx[1];
	struct tcp_entry *e = entry_of_caller(sk);
	struct tcp_io *io;

	if (!e)
		return 0;
	/* The end of the call: where its start cannot be seen, that has to do. */
	if (settings.turns && settings.send_start == TCP_START_END && ret > 0)
		turn_send(e, bpf_ktime_get_ns(), false);
	if (ret <= 0)
		return 0;
	if (settings.turns)
		e->turn.sent += ret;
	io = settings.count_io && e->wanted ? sum_of(e) : 0;
	if (!io)
		return 0;
	__sync_fetch_and_add(&io->send_calls, 1);
	__sync_fetch_and_add(&io->send_bytes, ret);
	return 0;
}

METERED("tp_btf/sock_recv_length", tcp_recv)
{
	struct sock *sk = (void *)ctx[0];
	int ret = ctx[1];
	int flags = ctx[2];
	struct tcp_entry *e = entry_of_caller(sk);
	struct tcp_io *io;

	/* Nothing there, the end, or only looked at. */
	if (!e || ret <= 0 || flags & MSG_PEEK)
		return 0;
	if (settings.turns)
		turn_read(e);
	io = settings.count_io && e->wanted ? sum_of(e) : 0;
	if (!io)
		return 0;
	__sync_fetch_and_add(&io->recv_calls, 1);
	__sync_fetch_and_add(&io->recv_bytes, ret);
	return 0;
}

/* Splicing from a socket is no call that receives. */
METERED("tp_btf/tcp_rcv_space_adjust", tcp_copied)
{
	struct sock *sk = (void *)ctx[0];
	struct tcp_entry *e = entry_of_caller(sk);

	if (e && settings.turns)
		turn_read(e);
	return 0;
}

/* --- segments --- */

/* In the process that sends; the port is there when the first packet is on its way. */
static __always_inline void syn_leaves(struct sock *sk, __u64 cookie)
{
	struct tcp_entry *e = bpf_map_lookup_elem(&entries, &cookie);

	if (!e || e->id.tuple.lport)
		return;
	complete_tuple(e, sk);
	decide(e);
	tell_owner(e);
}

/* Whether a packet that leaves has payload, which was not on its way before. */
static __always_inline bool is_first_time(struct sk_buff *skb, struct sock *sk)
{
	const unsigned char *head = BPF_CORE_READ(skb, head), *data = BPF_CORE_READ(skb, data);
	__u16 at = BPF_CORE_READ(skb, transport_header);
	__u32 next = BPF_CORE_READ((struct tcp_sock *)sk, snd_nxt), len, headers, seq;
	__u8 tcp[14];

	if (at == (__u16)~0 || bpf_probe_read_kernel(tcp, sizeof(tcp), head + at))
		return false;
	headers = at - (data - head) + (tcp[12] >> 4) * 4;
	len = BPF_CORE_READ(skb, len);
	seq = (__u32)tcp[4] << 24 | tcp[5] << 16 | tcp[6] << 8 | tcp[7];
	return len > headers && (__s32)(seq - next) >= 0;
}

METERED("tp_btf/net_dev_queue", tcp_queue)
{
	struct sk_buff *skb = (void *)ctx[0];
	struct sock *sk = BPF_CORE_READ(skb, sk);
	struct tcp_entry *e;
	__u64 cookie;
	__u8 state;

	if (!sk)
		return 0;
	state = BPF_CORE_READ(sk, __sk_common.skc_state);
	if ((state != TCP_SYN_SENT && settings.send_start != TCP_START_QUEUE) ||
	    !is_full(sk) || BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP)
		return 0;
	/* Not a pointer that the helper takes; 0: it has none yet. */
	cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	if (state == TCP_SYN_SENT) {
		syn_leaves(sk, cookie);
		return 0;
	}
	e = bpf_map_lookup_elem(&entries, &cookie);
	if (e && e->verdict == TCP_MATCHES && is_first_time(skb, sk))
		turn_send(e, bpf_ktime_get_ns(),
		          BPF_CORE_READ((struct tcp_sock *)sk, rcv_nxt) !=
		                  BPF_CORE_READ((struct tcp_sock *)sk, copied_seq));
	return 0;
}

METERED("tp_btf/tcp_sendmsg_locked", tcp_sending)
{
	struct sock *sk = (void *)ctx[0];
	struct tcp_entry *e = entry_of_caller(sk);
	struct tcp_sock *tp = e ? bpf_skc_to_tcp_sock(sk) : 0;

	if (e && tp)
		turn_send(e, bpf_ktime_get_ns(), tp->rcv_nxt != tp->copied_seq);
	return 0;
}

METERED("tp_btf/sk_data_ready", tcp_ready)
{
	struct sock *sk = (void *)ctx[0];
	__u8 state = sk->__sk_common.skc_state;
	struct tcp_entry *e;
	struct tcp_sock *tp;

	if (sk->sk_protocol != IPPROTO_TCP || state == TCP_LISTEN ||
	    state == TCP_CLOSE || state == TCP_SYN_RECV)
		return 0;
	e = entry_of(sk, cookie_of(sk));
	if (!e || e->verdict != TCP_MATCHES)
		return 0;
	tp = bpf_skc_to_tcp_sock(sk);
	if (tp)
		turn_arrival(e, arrived(e, sk, tp), arrival_time(tp));
	return 0;
}

/* Payload of a segment; its header is what the data begin with here. */
static __always_inline __u32 payload_of(struct sk_buff *skb)
{
	const unsigned char *head = BPF_CORE_READ(skb, data);
	__u32 len = BPF_CORE_READ(skb, len), header;
	__u8 offset = 0;

	bpf_probe_read_kernel(&offset, 1, head + 12);
	header = (offset >> 4) * 4;
	return len > header ? len - header : 0;
}

/* The sample of the segment before this one, which the kernel has not looked at yet. */
static __always_inline void rtt_sample(struct tcp_entry *e, struct sock *sk)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);

	if (!tp || tp->rack.mstamp == e->rtt_stamp || !tp->rack.rtt_us)
		return;
	e->rtt_stamp = tp->rack.mstamp;
	hist_add(e, TCP_HIST_RTT, tp->rack.rtt_us * 1000ll);
}

METERED("tp_btf/tcp_probe", tcp_segment)
{
	struct sock *sk = (void *)ctx[0];
	struct sk_buff *skb = (void *)ctx[1];
	struct tcp_entry *e = entry_of(sk, cookie_of(sk));

	if (!e || e->verdict != TCP_MATCHES)
		return 0;
	turn_segment(e);
	if (!settings.has_ready)
		turn_arrival(e, payload_of(skb), bpf_ktime_get_ns());
	if (settings.hists >> TCP_HIST_RTT & 1)
		rtt_sample(e, sk);
	return 0;
}

#endif
