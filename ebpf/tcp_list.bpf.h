/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_list.bpf.h - sockets that are open, and processes that come and go. */
#ifndef PFC_EBPF_TCP_LIST_BPF_H
#define PFC_EBPF_TCP_LIST_BPF_H

#include "ebpf/tcp_listen.bpf.h"
#include "ebpf/tcp_turn.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct tcp_sample);
} sample_room SEC(".maps");

/* Whoever sends and receives has it; else the first that holds it, until that has let go of
 * it for as long as a whole pass takes.
 */
static __always_inline void hold(struct tcp_entry *e, struct task_struct *task)
{
	if (e->id.owner.tgid == BPF_CORE_READ(task, tgid)) {
		e->seen = totals.pass;
		if (e->id.owner.source == TCP_BY_LISTENER)
			e->id.owner.source = TCP_BY_SNAPSHOT;
		return;
	}
	if (e->id.owner.source > TCP_BY_SNAPSHOT &&
	    (e->id.owner.source == TCP_BY_IO || e->seen + 1 >= totals.pass))
		return;
	if (e->id.owner.source == TCP_BY_SNAPSHOT && e->seen + 1 >= totals.pass)
		return;
	e->id.owner.source = TCP_BY_NOTHING;
	own(e, task, TCP_BY_SNAPSHOT);
	e->seen = totals.pass;
}

/* Whether it is asked for, as a connection to it would be from an end that nobody knows. */
static __always_inline bool listener_ident(struct tcp_ident *id, struct sock *sk,
                                           struct task_struct *task)
{
	struct tcp_entry *e = passing_entry(PASSING_LISTENER);

	if (!e)
		return false;
	e->id.cookie = id->cookie;
	e->id.state = TCP_LISTEN;
	e->id.role = TCP_SERVER;
	fill_ident(e, sk);
	fill_tuple(&e->id.tuple, &sk->__sk_common);
	fill_who(&e->id.owner, task);
	e->id.owner.source = TCP_BY_SNAPSHOT;
	e->id.opener = e->id.owner;
	if (of_command(e->id.owner.tgid))
		e->id.flags |= TCP_OF_COMMAND;
	decide(e);
	__builtin_memcpy(id, &e->id, sizeof(*id));
	return e->wanted;
}

static __always_inline void list_listener(struct sock *sk, struct task_struct *task,
                                          struct tcp_sample *s, struct seq_file *seq)
{
	struct inet_connection_sock *icsk = (struct inet_connection_sock *)sk;

	listener_add(sk, s->id.cookie, task);
	if (totals.only_listeners || !settings.list || !listener_ident(&s->id, sk, task))
		return;
	s->holder = s->id.owner;
	s->listens = 1;
	s->backlog = BPF_CORE_READ(sk, sk_ack_backlog);
	s->backlog_max = BPF_CORE_READ(sk, sk_max_ack_backlog);
	s->requests = BPF_CORE_READ(icsk, icsk_accept_queue.qlen.counter);
	s->drops = BPF_CORE_READ(sk, sk_drops.counter);
	bpf_seq_write(seq, s, sizeof(*s));
}

static __always_inline void list_connection(struct tcp_entry *e, struct sock *sk,
                                            struct tcp_sample *s, struct seq_file *seq)
{
	__u64 now = bpf_ktime_get_ns();

	__builtin_memcpy(&s->id, &e->id, sizeof(s->id));
	__builtin_memcpy(s->ca_ns, e->ca_ns, sizeof(s->ca_ns));
	s->ca_state = e->ca_state;
	if (s->ca_state < TCP_CA_STATES && e->ca_since && now > e->ca_since)
		s->ca_ns[s->ca_state] += now - e->ca_since;
	fill_counts(&s->counts, sk);
	bpf_seq_write(seq, s, sizeof(*s));
}

SEC("iter/task_file")
int tcp_list(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct socket *socket;
	struct tcp_sample *s;
	struct tcp_entry *e;
	struct sock *sk;
	__u32 zero = 0;
	__u8 state;

	if (!task || !file)
		return 0;
	if (!totals.reader)
		totals.reader = bpf_get_current_pid_tgid() >> 32;
	socket = bpf_sock_from_file(file);
	if (!socket)
		return 0;
	sk = socket->sk;
	if (!sk || sk->sk_protocol != IPPROTO_TCP)
		return 0;
	state = sk->__sk_common.skc_state;
	s = bpf_map_lookup_elem(&sample_room, &zero);
	if (!s || state == TCP_CLOSE || (totals.only_listeners && state != TCP_LISTEN))
		return 0;
	__builtin_memset(s, 0, sizeof(*s));
	s->id.cookie = cookie_of(sk);
	if (state == TCP_LISTEN) {
		list_listener(sk, task, s, ctx->meta->seq);
		return 0;
	}
	e = entry_of(sk, s->id.cookie);
	if (!e)
		return 0;
	hold(e, task);
	if (!settings.list || !e->wanted)
		return 0;
	if (e->id.owner.tgid == BPF_CORE_READ(task, tgid))
		s->holder = e->id.owner;
	else
		fill_who(&s->holder, task);
	list_connection(e, sk, s, ctx->meta->seq);
	return 0;
}

/* Sockets without a file: their process has closed them, or none has accepted them yet. */
SEC("iter/tcp")
int tcp_list_rest(struct bpf_iter__tcp *ctx)
{
	struct sock_common *common = ctx->sk_common;
	struct tcp_sock *tp = common ? bpf_skc_to_tcp_sock(common) : 0;
	struct sock *sk = (struct sock *)tp;
	struct tcp_sample *s;
	struct tcp_entry *e;
	__u32 zero = 0;
	__u8 state;

	if (!tp)
		return 0; /* what the kernel keeps of one that is gone, or not there yet */
	state = sk->__sk_common.skc_state;
	if (sk->sk_socket || state == TCP_LISTEN || state == TCP_CLOSE)
		return 0;
	s = bpf_map_lookup_elem(&sample_room, &zero);
	e = s ? entry_of(sk, cookie_of(sk)) : 0;
	if (e && e->id.owner.source == TCP_BY_NOTHING &&
	    !(sk->__sk_common.skc_flags >> SOCK_DEAD & 1))
		own_listener(e);
	if (!e || !settings.list || !e->wanted)
		return 0;
	__builtin_memset(s, 0, sizeof(*s));
	list_connection(e, sk, s, ctx->meta->seq);
	return 0;
}

/* What a traced process starts is traced, too. */
SEC("tp_btf/sched_process_fork")
int tcp_fork(__u64 *ctx)
{
	struct task_struct *parent = (void *)ctx[0];
	struct task_struct *child = (void *)ctx[1];
	__u32 from = BPF_CORE_READ(parent, tgid), to = BPF_CORE_READ(child, tgid);
	__u8 one = 1;

	if (from != to && of_command(from))
		bpf_map_update_elem(&command, &to, &one, BPF_ANY);
	return 0;
}

/* In the process that has become another program; of some there is nothing in /proc any more when
 * somebody looks.
 */
SEC("tp_btf/sched_process_exec")
int tcp_exec(__u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];
	struct linux_binprm *program = (void *)ctx[2];
	unsigned long args = BPF_CORE_READ(task, mm, arg_start);
	struct tcp_exec *x = bpf_ringbuf_reserve(&events, sizeof(*x), 0);
	__u32 len;

	if (!x) {
		__sync_fetch_and_add(&totals.lost, 1);
		return 0;
	}
	__builtin_memset(x, 0, sizeof(*x));
	x->ns = bpf_ktime_get_ns();
	x->kind = TCP_EV_EXEC;
	fill_who(&x->who, task);
	bpf_probe_read_kernel_str(x->path, sizeof(x->path), BPF_CORE_READ(program, filename));
	len = BPF_CORE_READ(task, mm, arg_end) - args;
	x->args_len = len;
	len = BOUNDED(len, TCP_ARGS_LEN);
	if (bpf_probe_read_user(x->args, len, (void *)args))
		x->args_len = 0;
	bpf_ringbuf_submit(x, BPF_RB_NO_WAKEUP);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int tcp_exit(__u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];
	__u32 tgid = BPF_CORE_READ(task, tgid);

	if (BPF_CORE_READ(task, pid) == tgid)
		bpf_map_delete_elem(&command, &tgid);
	return 0;
}

#endif
