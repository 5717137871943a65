/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_states.bpf.h - how connections begin, are accepted, and end. */
#ifndef PFC_EBPF_TCP_STATES_BPF_H
#define PFC_EBPF_TCP_STATES_BPF_H

#include "ebpf/tcp_listen.bpf.h"
#include "ebpf/tcp_turn.bpf.h"

/* --- states --- */

/* Told when the port is known, with the time of the call. */
static __always_inline void tell_connect(struct tcp_entry *e, bool answered,
                                         bool failed, __u32 error)
{
	struct tcp_event *ev;

	if (e->connect_told || e->verdict == TCP_UNDECIDED)
		return;
	e->connect_told = 1;
	ev = event_of(e, TCP_EV_CONNECT);
	if (!ev)
		return;
	ev->ns = e->id.born;
	ev->u.connect.answered = answered;
	ev->u.connect.failed = failed;
	ev->u.connect.error = error;
	event_send(ev);
}

/* In the process that calls connect(). */
static __always_inline struct tcp_entry *connect_begins(struct sock *sk, __u64 cookie)
{
	struct tcp_entry *e = entry_new(cookie, BPF_ANY);

	if (!e)
		return 0;
	fill_ident(e, sk);
	e->id.role = TCP_CLIENT;
	e->id.born = e->ca_since = bpf_ktime_get_ns();
	own(e, current(), TCP_BY_CONNECT);
	e->id.opener = e->id.owner;
	complete_tuple(e, sk);
	decide(e);
	return e;
}

/* A child of a listener: it belongs to the process that listens until one accepts it. */
static __always_inline struct tcp_entry *child_begins(struct sock *sk, __u64 cookie)
{
	struct tcp_entry *e = entry_new(cookie, BPF_ANY);

	if (!e)
		return 0;
	fill_ident(e, sk);
	complete_tuple(e, sk);
	e->id.role = TCP_SERVER;
	e->id.born = e->ca_since = bpf_ktime_get_ns();
	e->connect_told = 1;
	own_listener(e);
	decide(e);
	return e;
}

static __always_inline void tell_established(struct tcp_entry *e, struct sock *sk)
{
	struct tcp_event *ev;

	e->id.established = bpf_ktime_get_ns();
	if (e->id.role == TCP_CLIENT && e->id.born)
		hist_add(e, TCP_HIST_CONNECT, e->id.established - e->id.born);
	tell_connect(e, true, false, 0);
	ev = event_of(e, TCP_EV_ESTABLISHED);
	if (!ev)
		return;
	ev->u.established.srtt_us = BPF_CORE_READ((struct tcp_sock *)sk, srtt_us) >> 3;
	event_send(ev);
}

static __always_inline void ca_change(struct tcp_entry *e, __u8 state)
{
	__u64 now = bpf_ktime_get_ns();

	if (e->ca_state < TCP_CA_STATES)
		e->ca_ns[e->ca_state] += now - e->ca_since;
	e->ca_since = now;
	e->ca_state = state;
}

static __always_inline void tell_close(struct tcp_entry *e, struct sock *sk, int old)
{
	__u32 error = BPF_CORE_READ(sk, sk_err);
	struct tcp_event *ev;

	if (settings.turns)
		turn_end(e);
	ca_change(e, e->ca_state);
	tell_connect(e, false, true, error);
	ev = event_of(e, TCP_EV_CLOSE);
	if (!ev)
		return;
	fill_counts(&ev->u.close.counts, sk);
	__builtin_memcpy(ev->u.close.ca_ns, e->ca_ns, sizeof(e->ca_ns));
	ev->u.close.error = error;
	ev->u.close.old_state = old;
	ev->u.close.shutdown = BPF_CORE_READ(sk, sk_shutdown);
	event_send(ev);
}

METERED("tp_btf/inet_sock_set_state", tcp_state)
{
	struct sock *sk = (void *)ctx[0];
	int old = ctx[1];
	int new = ctx[2];
	struct tcp_entry *e;
	struct tcp_event *ev;
	__u64 cookie;

	if (BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP || old == new)
		return 0;
	cookie = cookie_of(sk);
	if (new == TCP_LISTEN)
		return listener_add(sk, cookie, current());
	/* A child gets its ports and its cookie behind the step from LISTEN. */
	if (old == TCP_LISTEN)
		return new == TCP_CLOSE ? listener_remove(sk, cookie) : 0;
	if (new == TCP_SYN_SENT)
		e = connect_begins(sk, cookie);
	else if (old == TCP_SYN_RECV && new == TCP_ESTABLISHED &&
	         !bpf_map_lookup_elem(&entries, &cookie))
		e = child_begins(sk, cookie);
	else
		e = entry_of(sk, cookie);
	if (!e)
		return 0;
	e->id.state = new;
	ev = event_of(e, TCP_EV_STATE);
	if (ev) {
		ev->u.change.from = old;
		ev->u.change.to = new;
		event_send(ev);
	}
	if (new == TCP_ESTABLISHED)
		tell_established(e, sk);
	else if (new == TCP_CLOSE)
		tell_close(e, sk, old);
	return 0;
}

METERED("tp_btf/tcp_destroy_sock", tcp_destroy)
{
	struct sock *sk = (void *)ctx[0];
	__u64 cookie = cookie_of(sk);

	bpf_map_delete_elem(&entries, &cookie);
	return 0;
}

/* --- accept(), in the process that called it --- */

struct exit_context {
	__u64 common;
	__s64 nr, ret;
};

static __always_inline struct sock *socket_of_fd(struct task_struct *task, __s64 fd)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd), *file = 0;
	struct socket *socket;

	if (fd < 0 || fd >= BPF_CORE_READ(table, max_fds))
		return 0;
	bpf_probe_read_kernel(&file, sizeof(file), &files[fd]);
	socket = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(socket, sk);
}

static __noinline int accepted(struct exit_context *ctx)
{
	struct task_struct *task = current();
	struct sock *sk = socket_of_fd(task, ctx->ret);
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);
	struct tcp_entry *e;
	struct tcp_event *ev;
	__u64 cookie;

	if (!sk || (family != AF_INET && family != AF_INET6) ||
	    BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP)
		return 0;
	cookie = BPF_CORE_READ(sk, __sk_common.skc_cookie.counter);
	if (!cookie) {
		struct tcp_who who = { .source = TCP_BY_ACCEPT };
		__u64 at = (__u64)sk;

		fill_who(&who, task);
		bpf_map_update_elem(&accepted_early, &at, &who, BPF_ANY);
		return 0;
	}
	e = entry_of(sk, cookie);
	if (!e)
		return 0;
	e->id.role = TCP_SERVER;
	own(e, task, TCP_BY_ACCEPT);
	judge(e); /* of the role, too */
	e->id.opener = e->id.owner;
	e->id.accepted = bpf_ktime_get_ns();
	if (e->id.established)
		hist_add(e, TCP_HIST_ACCEPTWAIT, e->id.accepted - e->id.established);
	ev = event_of(e, TCP_EV_ACCEPT);
	if (ev)
		event_send(ev);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_accept")
int tcp_accept(struct exit_context *ctx)
{
	return accepted(ctx);
}

SEC("tracepoint/syscalls/sys_exit_accept4")
int tcp_accept4(struct exit_context *ctx)
{
	return accepted(ctx);
}

#endif
