/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls_conn.bpf.h - sessions, and how the socket of each is known: a part of
 * ebpf/tls.bpf.c.
 */
#ifndef PFC_EBPF_TLS_CONN_BPF_H
#define PFC_EBPF_TLS_CONN_BPF_H

#include "ebpf/tcp_entry.bpf.h"
#include "ebpf/tls/layout.h"

#include <bpf/bpf_tracing.h>

SEC(".data.tls") struct tls_totals tls_totals = { 0 };
SEC(".rodata.tls") const volatile struct tls_conn no_conn = { 0 };
SEC(".rodata.secrets")
const volatile __u8 want_secrets = 0; /* enum tls_secrets */
enum { FRAMES = 4 };

struct frame {
	struct tls_session session;
	__u64 buffer;
	__u64 done; /* where the number of bytes goes */
	__u64 start; /* of writes */
	__u8 call;  /* enum tls_call */
	__u8 bound; /* its socket is known, and stays: nothing to look for */
	__u8 pad[6];
};

/* A socket as it was when something was sent or received. */
struct seen_socket {
	struct tcp_tuple tuple;
	__u64 cookie, cgroup;
	__u32 netns, uid;
	__u8 in_cgroup;
	__u8 fresh; /* nothing came behind it */
	__u8 pad[6];
};

/* Of a thread: calls in calls, and what it did next to them. */
struct thread {
	struct frame frames[FRAMES];
	__u32 depth;
	__u32 over; /* calls that had no room */
	struct seen_socket received;
	struct tls_session after; /* of a call that sent nothing itself; 0: none */
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct thread);
} threads SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, struct tls_session);
	__type(value, struct tls_conn);
} conns SEC(".maps");

/* Processes with sessions whose socket is not known, and the sockets that these use. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, __u8);
} waiting SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, struct tls_owner_key);
	__type(value, struct tls_owner);
} owners SEC(".maps");

/* Without any, none of this costs anything. */
SEC(".data.wait") __u8 someone_waits = 0;

/* --- what is told --- */

static __always_inline void tell(const struct tls_conn *c, __u8 kind)
{
	struct tls_event *ev;

	if (c->verdict == TCP_OTHER)
		return;
	ev = bpf_ringbuf_reserve(&events, sizeof(*ev), 0);
	if (!ev) {
		__sync_fetch_and_add(&tls_totals.lost, 1);
		return;
	}
	ev->ns = bpf_ktime_get_ns();
	ev->kind = kind;
	__builtin_memcpy(&ev->conn, c, sizeof(ev->conn));
	bpf_ringbuf_submit(ev, 0);
}

/* --- connections --- */

static __always_inline bool process_wanted(const struct tcp_who *w)
{
	bool found = settings.pid_count == 0;

	for (__u32 i = 0; i < TCP_PIDS_MAX; i++) {
		if (i < settings.pid_count && settings.pids[i] == w->pid)
			found = true;
	}
	return found && (!settings.comm[0] || is_comm(w->comm)) &&
	       (!settings.has_uid || settings.uid == w->uid);
}

static __always_inline struct tls_session session_of(__u64 at)
{
	struct tls_session s = { .at = at, .tgid = bpf_get_current_pid_tgid() >> 32 };

	return s;
}

static __noinline struct tls_conn *conn_new(const struct tls_session *s)
{
	struct tls_conn *c;

	bpf_map_update_elem(&conns, s, (const void *)&no_conn, BPF_ANY);
	c = bpf_map_lookup_elem(&conns, s);
	if (!c) {
		__sync_fetch_and_add(&tls_totals.no_conn, 1);
		return 0;
	}
	c->id = __sync_fetch_and_add(&tls_totals.next_id, 1) + 1;
	c->session = *s;
	c->born = bpf_ktime_get_ns();
	fill_who(&c->who, current());
	if (!process_wanted(&c->who))
		c->verdict = TCP_OTHER;
	return c;
}

static __always_inline struct tls_conn *conn_of(const struct tls_session *s)
{
	struct tls_conn *c = bpf_map_lookup_elem(&conns, s);

	return c ? c : conn_new(s);
}

/* --- sockets --- */

static __noinline void look_at(struct seen_socket *s, struct sock *sk)
{
	struct cgroup *g = BPF_CORE_READ(sk, sk_cgrp_data.cgroup);

	fill_tuple(&s->tuple, &sk->__sk_common);
	s->netns = netns_of(&sk->__sk_common);
	s->uid = BPF_CORE_READ(sk, sk_uid.val);
	s->cgroup = BPF_CORE_READ(g, kn, id);
	s->in_cgroup = !settings.cgroup || in_cgroup(g);
}

static __always_inline __u8 verdict_of(const struct seen_socket *s)
{
	if (!s->in_cgroup || (settings.netns && settings.netns != s->netns))
		return TCP_OTHER;
	if (tcp_asks(&s->tuple, 0) || tcp_asks(&s->tuple, 1))
		return TCP_MATCHES;
	return want_secrets == TLS_SECRETS_ALL ? TLS_FILTERED : TCP_OTHER;
}

static __always_inline void bind(struct tls_conn *c, const struct seen_socket *s,
                                 __u8 method)
{
	c->tuple = s->tuple;
	c->cookie = s->cookie;
	c->cgroup = s->cgroup;
	c->netns = s->netns;
	c->method = method;
	if (!process_wanted(&c->who))
		return;
	c->verdict = verdict_of(s);
	tell(c, TLS_EV_BOUND);
}

static __always_inline struct thread *thread_of(__u64 flags)
{
	return bpf_task_storage_get(&threads, bpf_get_current_task_btf(), 0, flags);
}

static __always_inline bool is_tcp(struct sock *sk)
{
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);

	return (family == AF_INET || family == AF_INET6) &&
	       BPF_CORE_READ(sk, sk_protocol) == IPPROTO_TCP;
}

/* Inside a call: the session's socket. The first one holds, unless a handshake began again on
 * another one.
 */
static __always_inline void in_call(const struct tls_session *session, struct sock *sk)
{
	__u64 cookie = bpf_get_socket_cookie(sk);
	struct tls_conn *c = conn_of(session);
	struct seen_socket s = {};

	if (!c)
		return;
	if (c->method == TLS_BY_CALL) {
		if (!c->again || c->cookie == cookie)
			return;
		tell(c, TLS_EV_CLOSE);
		c = conn_new(session);
		if (!c)
			return;
	}
	look_at(&s, sk);
	s.cookie = cookie;
	bind(c, &s, TLS_BY_CALL);
}

/* Behind a call that sent nothing itself: what is sent next is of its session, unless something
 * is received in between.
 */
static __always_inline void behind_call(struct thread *t, struct sock *sk, bool sent)
{
	__u64 cookie = bpf_get_socket_cookie(sk);
	struct tls_session session = t->after;
	struct seen_socket s = {};
	struct tls_conn *c;

	t->after.at = 0;
	if (!sent) {
		/* The ends of a socket stay while it carries bytes. */
		if (t->received.cookie != cookie)
			look_at(&t->received, sk);
		t->received.cookie = cookie;
		t->received.fresh = 1;
		return;
	}
	t->received.fresh = 0;
	if (!session.at)
		return;
	c = bpf_map_lookup_elem(&conns, &session);
	if (!c || c->method != TLS_BY_NOTHING)
		return;
	look_at(&s, sk);
	s.cookie = cookie;
	bind(c, &s, TLS_BY_ADJACENT);
}

/* The socket of a session may be used by other threads of its process. */
static __always_inline void wait_for_socket(__u32 tgid)
{
	__u8 yes = 1;

	someone_waits = 1;
	if (!bpf_map_lookup_elem(&waiting, &tgid))
		bpf_map_update_elem(&waiting, &tgid, &yes, BPF_ANY);
}

static __always_inline void note_owner(struct sock *sk)
{
	struct tls_owner_key key = { .tgid = bpf_get_current_pid_tgid() >> 32 };
	struct tls_owner *had, o = {};
	struct seen_socket s = {};
	__u32 tgid = key.tgid;

	if (!bpf_map_lookup_elem(&waiting, &tgid) || !is_tcp(sk))
		return;
	o.cookie = bpf_get_socket_cookie(sk);
	look_at(&s, sk);
	key.tuple = s.tuple;
	key.netns = s.netns;
	had = bpf_map_lookup_elem(&owners, &key);
	if (had && had->cookie == o.cookie)
		return;
	o.cgroup = s.cgroup;
	o.verdict = verdict_of(&s);
	bpf_map_update_elem(&owners, &key, &o, BPF_ANY);
}

#endif
