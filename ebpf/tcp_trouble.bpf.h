/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_trouble.bpf.h - segments sent again, resets, drops, congestion. */
#ifndef PFC_EBPF_TCP_TROUBLE_BPF_H
#define PFC_EBPF_TCP_TROUBLE_BPF_H

#include "ebpf/tcp_states.bpf.h"

/* --- segments sent again --- */

/* How many segments: what the kernel's own counter rose by, as one event may be of many. */
static __always_inline __u32 sent_again(struct tcp_entry *e, struct sock *sk)
{
	__u32 all = BPF_CORE_READ((struct tcp_sock *)sk, total_retrans);
	__u32 more = all - e->retrans;

	e->retrans = all;
	return more;
}

static __always_inline void sum_retrans(struct tcp_entry *e, __u32 segs)
{
	struct tcp_io *io;

	if (!settings.count_io || !e->wanted)
		return;
	io = sum_of(e);
	if (io)
		__sync_fetch_and_add(&io->retrans, segs);
}

static __always_inline __u8 retrans_type(struct sock *sk)
{
	__u8 ca = BPF_CORE_READ_BITFIELD_PROBED((struct inet_connection_sock *)sk,
	                                        icsk_ca_state);

	if (BPF_CORE_READ(sk, __sk_common.skc_state) == TCP_SYN_SENT)
		return TCP_RETRANS_SYN;
	return ca == CA_LOSS       ? TCP_RETRANS_RTO
	       : ca == CA_RECOVERY ? TCP_RETRANS_FAST
	                           : TCP_RETRANS_TLP;
}

static __always_inline __u32 seq_of(struct sk_buff *skb)
{
	const char *cb = (const char *)skb + bpf_core_field_offset(skb->cb);

	return BPF_CORE_READ((const struct tcp_skb_cb *)cb, seq);
}

METERED("tp_btf/tcp_retransmit_skb", tcp_retrans)
{
	struct sock *sk = (void *)ctx[0];
	struct sk_buff *skb = (void *)ctx[1];
	struct tcp_entry *e = entry_of(sk, cookie_of(sk));
	struct tcp_event *ev;
	__u32 segs;

	if (!e || (settings.retrans_error && (int)ctx[2]))
		return 0;
	segs = sent_again(e, sk);
	sum_retrans(e, segs);
	tell_connect(e, false, false, 0);
	ev = event_of(e, TCP_EV_RETRANS);
	if (!ev)
		return 0;
	ev->u.retrans.segs = segs;
	ev->u.retrans.seq = seq_of(skb);
	ev->u.retrans.type = retrans_type(sk);
	event_send(ev);
	return 0;
}

METERED("tp_btf/tcp_retransmit_synack", tcp_synack)
{
	struct sock *sk = (void *)ctx[0];
	struct request_sock *req = (void *)ctx[1];
	struct tcp_entry *e = passing_entry(PASSING_SYNACK);
	struct tcp_event *ev;

	if (!e)
		return 0;
	fill_ident(e, sk);
	fill_tuple(&e->id.tuple, &req->__req_common);
	e->id.role = TCP_SERVER;
	e->id.state = TCP_NEW_SYN_RECV;
	own_listener(e);
	decide(e);
	ev = event_of(e, TCP_EV_SYNACK);
	if (ev)
		event_send(ev);
	return 0;
}

/* --- resets --- */

static __always_inline void tell_reset(struct tcp_entry *e, bool sent, __u32 reason)
{
	struct tcp_event *ev = event_of(e, TCP_EV_RESET);

	if (!ev)
		return;
	ev->u.reset.sent = sent;
	ev->u.reset.has_reason = sent && settings.reset_reason;
	ev->u.reset.reason = reason;
	event_send(ev);
}

/* The ends of a packet that came in. */
static __noinline bool tuple_of_skb(struct tcp_tuple *t, struct sk_buff *skb, bool in)
{
	const unsigned char *head = BPF_CORE_READ(skb, head);
	const unsigned char *ip = head + BPF_CORE_READ(skb, network_header);
	__u8 b[40] = { 0 };
	__be16 ports[2] = { 0 };
	__u16 source, destination;
	__u32 off;

	if (bpf_probe_read_kernel(b, 20, ip))
		return false;
	if (b[0] >> 4 == 4) {
		if (b[9] != IPPROTO_TCP || (b[6] & 0x1f) || b[7])
			return false;
		off = (b[0] & 15) * 4;
		fill_addr(in ? t->remote : t->local, b + 12, 4);
		fill_addr(in ? t->local : t->remote, b + 16, 4);
	} else if (b[0] >> 4 == 6 && b[6] == IPPROTO_TCP) {
		if (bpf_probe_read_kernel(b, 40, ip))
			return false;
		off = 40;
		fill_addr(in ? t->remote : t->local, b + 8, 16);
		fill_addr(in ? t->local : t->remote, b + 24, 16);
	} else {
		return false;
	}
	if (bpf_probe_read_kernel(ports, 4, ip + off))
		return false;
	t->version = b[0] >> 4;
	source = bpf_ntohs(ports[0]);
	destination = bpf_ntohs(ports[1]);
	/* Both are values here, or a compiler would choose between their places. */
	barrier_var(source);
	barrier_var(destination);
	t->rport = in ? source : destination;
	t->lport = in ? destination : source;
	return true;
}

METERED("tp_btf/tcp_send_reset", tcp_reset_out)
{
	struct sock *sk = (void *)ctx[0];
	struct sk_buff *skb = (void *)ctx[1];
	__u32 reason = settings.reset_reason ? ctx[2] : 0;
	struct tcp_entry *e;

	if (sk && is_full(sk)) {
		e = entry_of(sk, cookie_of(sk));
		if (e)
			tell_reset(e, true, reason);
		return 0;
	}
	e = passing_entry(PASSING_RESET);
	if (!e)
		return 0;
	if (sk) {
		e->id.netns = netns_of(&sk->__sk_common);
		fill_tuple(&e->id.tuple, &sk->__sk_common);
		e->id.state = BPF_CORE_READ(sk, __sk_common.skc_state);
	}
	if (skb && !tuple_of_skb(&e->id.tuple, skb, true))
		return 0;
	if (!sk && skb)
		e->id.netns = BPF_CORE_READ(skb, dev, nd_net.net, ns.inum);
	decide(e);
	tell_reset(e, true, reason);
	return 0;
}

METERED("tp_btf/tcp_receive_reset", tcp_reset_in)
{
	struct sock *sk = (void *)ctx[0];
	struct tcp_entry *e = entry_of(sk, cookie_of(sk));

	if (e)
		tell_reset(e, false, 0);
	return 0;
}

METERED("tp_btf/tcp_cong_state_set", tcp_cong)
{
	struct sock *sk = (void *)ctx[0];
	__u8 state = ctx[1];
	struct tcp_entry *e;
	struct tcp_event *ev;
	__u8 old, now = BPF_CORE_READ(sk, __sk_common.skc_state);

	/* Of a child that is being made, nothing is final yet. */
	if (!is_full(sk) || now == TCP_CLOSE || now == TCP_SYN_RECV)
		return 0;
	e = entry_of(sk, cookie_of(sk));
	if (!e)
		return 0;
	old = e->ca_state;
	ca_change(e, state);
	ev = old == state ? 0 : event_of(e, TCP_EV_CONG);
	if (!ev)
		return 0;
	ev->u.change.from = old;
	ev->u.change.to = state;
	event_send(ev);
	return 0;
}

/* --- packets that the kernel throws away --- */

/* A filter for connections takes it when it takes the connection; one for packets is asked of this
 * one. Whose it is may not be known.
 */
static __always_inline bool drop_is_wanted(struct tcp_entry *e, const struct headers *h,
                                           __u32 caplen, __u32 len, bool out)
{
	if (!e->id.cookie && (settings.has_uid || settings.cgroup))
		return false;
	if (!settings.packets) {
		decide(e);
		return e->wanted;
	}
	if ((out ? settings.not_out : settings.not_in) ||
	    (settings.netns && e->id.netns != settings.netns) ||
	    (settings.has_uid && e->id.uid != settings.uid) ||
	    (settings.cgroup && !(e->id.flags & TCP_IN_CGROUP)))
		return false;
	if (!pfc_match(h, caplen, len))
		return false;
	e->verdict = TCP_MATCHES;
	judge(e);
	return e->wanted;
}

/* The socket, if the packet is of that connection: at the place where it was to be received it
 * may still name its sender.
 */
static __always_inline bool drop_owner(struct tcp_entry *to, struct sock *sk)
{
	struct tcp_entry *e;
	__u64 cookie;

	if (!sk || !is_full(sk) || BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP)
		return false;
	cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	e = cookie ? bpf_map_lookup_elem(&entries, &cookie) : 0;
	if (!e || e->id.tuple.lport != to->id.tuple.lport ||
	    e->id.tuple.rport != to->id.tuple.rport)
		return false;
	__builtin_memcpy(&to->id, &e->id, sizeof(to->id));
	return true;
}

/* Whose packet it is: one that a process sends, else one that comes in. */
static __always_inline bool drop_ident(struct tcp_entry *e, struct sk_buff *skb,
                                       struct sock *receiver, bool *out)
{
	if (!tuple_of_skb(&e->id.tuple, skb, false))
		return false;
	*out = drop_owner(e, BPF_CORE_READ(skb, sk));
	if (*out)
		return true;
	tuple_of_skb(&e->id.tuple, skb, true);
	if (!drop_owner(e, receiver))
		e->id.netns = BPF_CORE_READ(skb, dev, nd_net.net, ns.inum);
	return true;
}

METERED("tp_btf/kfree_skb", tcp_drop)
{
	struct sk_buff *skb = (void *)ctx[0];
	__u32 reason = settings.drop_reason ? ctx[2] : 0;
	struct sock *receiver = settings.drop_receiver ? (void *)ctx[3] : 0;
	__u16 network = BPF_CORE_READ(skb, network_header);
	struct headers h = { 0 };
	struct tcp_entry *e;
	struct tcp_event *ev;
	__u64 at;
	__u32 len, head, caplen;
	bool out;

	if (settings.drop_reason && reason == settings.reason_unspecified &&
	    !settings.unspecified)
		return 0;
	if (settings.drop_reason && reason == settings.reason_otherhost &&
	    !settings.unspecified)
		return 0;
	e = passing_entry(PASSING_DROP);
	if (!e || network == (__u16)~0 || !drop_ident(e, skb, receiver, &out))
		return 0;
	at = (__u64)BPF_CORE_READ(skb, data) - (__u64)BPF_CORE_READ(skb, head);
	head = at > network ? 0 : network - at;
	/* From the IP header; where that was taken off already, with it again. */
	len = BPF_CORE_READ(skb, len) + (at > network ? at - network : 0) - head;
	caplen = len < sizeof(h) ? len : sizeof(h);
	if (bpf_probe_read_kernel(&h, BOUNDED(caplen, sizeof(h)),
	                          BPF_CORE_READ(skb, head) + network) ||
	    !drop_is_wanted(e, &h, caplen, len, out))
		return 0;
	ev = event_of(e, TCP_EV_DROP);
	if (!ev)
		return 0;
	ev->u.drop.location = ctx[1];
	ev->u.drop.reason = reason;
	ev->u.drop.len = len;
	ev->u.drop.out = out;
	ev->u.drop.head_len = caplen;
	__builtin_memcpy(ev->u.drop.head, &h, sizeof(h));
	event_send(ev);
	return 0;
}

#endif
