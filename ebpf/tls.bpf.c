/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls.bpf.c - calls into TLS libraries, and the sockets and secrets of their sessions;
 * user side: ebpf/tls.c.
 *
 * Hooks: uprobes, at places that ebpf/tls/analyse.c found; tracepoints of sends and receives
 * by tp_btf. Nothing is kept by processor: another task may run in between.
 */
#include <asm/ptrace.h>

#include "ebpf/tcp_entry.bpf.h"
#include "ebpf/tls/layout.h"

#include <bpf/bpf_tracing.h>

SEC(".data.tls") struct tls_totals tls_totals = { 0 };
SEC(".rodata.tls") const volatile struct tls_conn no_conn = { 0 };
SEC(".rodata.data")
const volatile __u8 want_data = 0; /* what is read and written, too */

/* An argument that the macros of libbpf end before. */
#ifdef __TARGET_ARCH_arm64
#	define SIXTH(ctx) (((const struct user_pt_regs *)(ctx))->regs[5])
#else
#	define SIXTH(ctx) ((ctx)->r9)
#endif

enum { FRAMES = 4 };

struct frame {
	struct tls_session session;
	__u64 buffer;
	__u64 done; /* where the number of bytes goes */
	__u64 start;
	__u64 call; /* enum tls_call */
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

/* On their own: what else there is to tell takes no room from them. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1024 * 1024);
} keys SEC(".maps");

/* As large as is asked for, or nearly nothing. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} data SEC(".maps");

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
	if (!s->in_cgroup || (settings.netns && settings.netns != s->netns))
		c->verdict = TCP_OTHER;
	else
		c->verdict = tcp_asks(&c->tuple, 0) || tcp_asks(&c->tuple, 1)
		                     ? TCP_MATCHES
		                     : TCP_OTHER;
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
static __always_inline void in_call(struct thread *t, struct sock *sk, __u64 cookie)
{
	struct tls_session session;
	struct seen_socket s = {};
	struct tls_conn *c;

	if (!t->depth || t->depth > FRAMES)
		return;
	session = t->frames[(t->depth - 1) & (FRAMES - 1)].session;
	c = conn_of(&session);
	if (!c)
		return;
	if (c->method == TLS_BY_CALL) {
		if (!c->again || c->cookie == cookie)
			return;
		tell(c, TLS_EV_CLOSE);
		c = conn_new(&session);
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
static __always_inline void behind_call(struct thread *t, struct sock *sk, __u64 cookie,
                                        bool sent)
{
	struct tls_session session = t->after;
	struct seen_socket s = {};
	struct tls_conn *c;

	t->after.at = 0;
	if (!sent) {
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

static __always_inline void socket_used(struct sock *sk, bool sent)
{
	struct thread *t = thread_of(0);
	__u64 cookie;

	if (!t || !is_tcp(sk))
		return;
	cookie = bpf_get_socket_cookie(sk);
	if (t->depth)
		in_call(t, sk, cookie);
	else
		behind_call(t, sk, cookie, sent);
}

SEC("tp_btf/sock_send_length")
int tls_send(__u64 *ctx)
{
	socket_used((void *)ctx[0], true);
	return 0;
}

SEC("tp_btf/sock_recv_length")
int tls_recv(__u64 *ctx)
{
	socket_used((void *)ctx[0], false);
	return 0;
}

/* --- calls --- */

static __always_inline bool is_handshake(__u64 call)
{
	return call == TLS_CALL_HANDSHAKE || call == TLS_CALL_HANDSHAKE_0;
}

/* &done is the fourth argument, or the fifth behind flags, which are no address. */
static __always_inline __u64 done_of(struct pt_regs *ctx, __u64 call)
{
	__u64 fourth = PT_REGS_PARM4(ctx);

	if (call != TLS_CALL_READ_EX && call != TLS_CALL_WRITE_EX)
		return 0;
	return fourth >= 65536 ? fourth : PT_REGS_PARM5(ctx);
}

SEC("uprobe")
int tls_enter(struct pt_regs *ctx)
{
	__u64 call = bpf_get_attach_cookie(ctx);
	struct tls_session session = session_of(PT_REGS_PARM1(ctx));
	struct thread *t = thread_of(BPF_LOCAL_STORAGE_GET_F_CREATE);
	struct tls_conn *c = bpf_map_lookup_elem(&conns, &session);
	struct frame *f;

	if (call == TLS_CALL_FREE) {
		if (c) {
			tell(c, TLS_EV_CLOSE);
			bpf_map_delete_elem(&conns, &session);
		}
		return 0;
	}
	if (c && c->handshake && is_handshake(call))
		c->again = 1;
	if (!t)
		return 0;
	if (t->depth >= FRAMES) {
		t->over++;
		__sync_fetch_and_add(&tls_totals.deep, 1);
		return 0;
	}
	f = &t->frames[t->depth & (FRAMES - 1)];
	f->session = session;
	f->call = call;
	f->buffer = PT_REGS_PARM2(ctx);
	f->done = done_of(ctx, call);
	f->start = bpf_ktime_get_ns();
	t->depth++;
	return 0;
}

static __always_inline __u64 bytes_of(struct pt_regs *ctx, const struct frame *f)
{
	int ret = (int)PT_REGS_RC(ctx);
	__u64 done = 0;

	if (is_handshake(f->call) || ret <= 0)
		return 0;
	if (f->call == TLS_CALL_READ || f->call == TLS_CALL_WRITE)
		return (__u64)ret;
	if (bpf_probe_read_user(&done, sizeof(done), (const void *)f->done))
		return 0;
	return done;
}

struct copying {
	__u64 from, len, ns, conn, offset;
	__u8 dir;
};

/* Room in the ring is taken by size: small calls are most of them. */
#define TRY_CHUNK(most)                                                                \
	if (n <= (most)) {                                                             \
		d = bpf_ringbuf_reserve(&data, sizeof(*d) + (most), 0);                \
		if (!d)                                                                \
			goto lost;                                                     \
		d->len = n;                                                            \
		got = bpf_probe_read_user(d->bytes, BOUNDED(n, most),                  \
		                          (const void *)(c->from + at));               \
		goto fill;                                                             \
	}

static long copy_chunk(__u32 i, void *ctx)
{
	struct copying *c = ctx;
	__u64 at = (__u64)i * TLS_CHUNK, n = c->len - at;
	struct tls_data *d;
	long got;

	if (at >= c->len)
		return 1;
	if (n > TLS_CHUNK)
		n = TLS_CHUNK;
	TRY_CHUNK(256);
	TRY_CHUNK(1024);
	TRY_CHUNK(4096);
	TRY_CHUNK(TLS_CHUNK);
lost:
	__sync_fetch_and_add(&tls_totals.lost_data, n);
	return 0;
fill:
	d->ns = c->ns;
	d->conn = c->conn;
	d->offset = c->offset + at;
	d->dir = c->dir;
	if (got) {
		bpf_ringbuf_discard(d, 0);
		goto lost;
	}
	bpf_ringbuf_submit(d, 0);
	return 0;
}

static __always_inline void copy(const struct tls_conn *c, const struct frame *f,
                                 __u64 bytes)
{
	bool out = f->call == TLS_CALL_WRITE || f->call == TLS_CALL_WRITE_EX;
	struct copying all = {
		.from = f->buffer,
		.len = bytes,
		.ns = out ? f->start : bpf_ktime_get_ns(),
		.conn = c->id,
		.dir = out ? TLS_OUT : TLS_IN,
		.offset = out ? c->bytes[TLS_OUT] : c->bytes[TLS_IN],
	};

	bpf_loop((bytes + TLS_CHUNK - 1) / TLS_CHUNK, copy_chunk, &all, 0);
}

static __always_inline void count(struct tls_conn *c, const struct frame *f,
                                  __u64 bytes)
{
	bool out = f->call == TLS_CALL_WRITE || f->call == TLS_CALL_WRITE_EX;
	__u64 now = out ? f->start : bpf_ktime_get_ns();

	if (out) {
		c->bytes[TLS_OUT] += bytes;
		c->calls[TLS_OUT]++;
		c->last[TLS_OUT] = now;
		if (!c->first[TLS_OUT])
			c->first[TLS_OUT] = now;
	} else {
		c->bytes[TLS_IN] += bytes;
		c->calls[TLS_IN]++;
		c->last[TLS_IN] = now;
		if (!c->first[TLS_IN])
			c->first[TLS_IN] = now;
	}
}

static __always_inline bool is_complete(struct pt_regs *ctx, __u64 call)
{
	int ret = (int)PT_REGS_RC(ctx);

	return (call == TLS_CALL_HANDSHAKE && ret == 1) ||
	       (call == TLS_CALL_HANDSHAKE_0 && ret == 0);
}

SEC("uretprobe")
int tls_exit(struct pt_regs *ctx)
{
	__u64 call = bpf_get_attach_cookie(ctx), bytes;
	struct thread *t = thread_of(0);
	struct tls_conn *c;
	struct frame f;

	if (!t || !t->depth)
		return 0;
	if (t->over) {
		t->over--;
		return 0;
	}
	f = t->frames[(t->depth - 1) & (FRAMES - 1)];
	if (f.call != call)
		return 0; /* the begin of this one was not seen */
	t->depth--;
	c = conn_of(&f.session);
	if (!c)
		return 0;
	if (c->method == TLS_BY_NOTHING && !t->depth) {
		if (t->received.fresh && call != TLS_CALL_WRITE &&
		    call != TLS_CALL_WRITE_EX)
			bind(c, &t->received, TLS_BY_ADJACENT);
		else
			t->after = f.session;
	}
	bytes = bytes_of(ctx, &f);
	if (bytes && want_data && c->verdict != TCP_OTHER)
		copy(c, &f, bytes);
	if (bytes)
		count(c, &f, bytes);
	if (!c->handshake && is_complete(ctx, call))
		c->handshake = bpf_ktime_get_ns();
	if (!c->told && (c->handshake || bytes)) {
		c->told = 1;
		tell(c, TLS_EV_OPEN);
	}
	return 0;
}

/* --- secrets --- */

/* Does one of the names of secrets begin like this? Seven letters, as a number. */
static __always_inline bool is_label(const char *at)
{
	__u64 have = 0;

	if (bpf_probe_read_user(&have, 7, at))
		return false;
	return have == 0x5f544e45494c43 /* CLIENT_ */ ||
	       have == 0x5f524556524553 /* SERVER_ */ ||
	       have == 0x4554524f505845 /* EXPORTE */ ||
	       have == 0x455f594c524145; /* EARLY_E */
}

/* Two ways to pass one: (session, label, secret, length), and (label, session, random, 32,
 * secret, length). What is neither is none.
 */
SEC("uprobe")
int tls_key(struct pt_regs *ctx)
{
	__u64 len = PT_REGS_PARM4(ctx), at = PT_REGS_PARM1(ctx);
	const char *label = (const char *)PT_REGS_PARM2(ctx);
	const void *secret = (const void *)PT_REGS_PARM3(ctx), *random = 0;
	struct tls_session session;
	struct tls_key_event *ev;
	struct tls_conn *c;

	if (len == TLS_RANDOM_LEN && is_label((const char *)PT_REGS_PARM1(ctx))) {
		label = (const char *)at;
		at = PT_REGS_PARM2(ctx);
		random = secret;
		secret = (const void *)PT_REGS_PARM5(ctx);
		len = SIXTH(ctx);
	} else if (!is_label(label)) {
		__sync_fetch_and_add(&tls_totals.rejected, 1);
		return 0;
	}
	if (!len || len > TLS_SECRET_MAX) {
		__sync_fetch_and_add(&tls_totals.rejected, 1);
		return 0;
	}
	session = session_of(at);
	c = conn_of(&session);
	if (!c || c->verdict == TCP_OTHER)
		return 0;
	ev = bpf_ringbuf_reserve(&keys, sizeof(*ev), 0);
	if (!ev) {
		__sync_fetch_and_add(&tls_totals.lost_keys, 1);
		return 0;
	}
	ev->ns = bpf_ktime_get_ns();
	ev->has_random = random != 0;
	ev->secret_len = len;
	__builtin_memcpy(&ev->conn, c, sizeof(ev->conn));
	len = BOUNDED(len, TLS_SECRET_MAX);
	if (bpf_probe_read_user_str(ev->label, sizeof(ev->label), label) <= 0 ||
	    bpf_probe_read_user(ev->secret, len, secret) ||
	    (random && bpf_probe_read_user(ev->random, sizeof(ev->random), random))) {
		__sync_fetch_and_add(&tls_totals.rejected, 1);
		bpf_ringbuf_discard(ev, 0);
		return 0;
	}
	bpf_ringbuf_submit(ev, 0);
	return 0;
}
