/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls.bpf.c - calls into TLS libraries, and the sockets and secrets of their sessions;
 * user side: ebpf/tls.c.
 *
 * Hooks: uprobes, at places that ebpf/tls/analyse.c found; tracepoints of sends and receives
 * by tp_btf. Nothing is kept by processor: another task may run in between.
 */
#include <asm/ptrace.h>

#include "ebpf/tls_conn.bpf.h"
#include "ebpf/tls_data.bpf.h"
#include "ebpf/tls_go.bpf.h"
#include "ebpf/tls_key.bpf.h"

/* --- sockets --- */

static __always_inline void socket_used(struct sock *sk, bool sent)
{
	struct thread *t;

	if (go_is_here && go_socket(sk))
		return;
	t = thread_of(0);
	if (someone_waits && (!t || !t->depth))
		note_owner(sk);
	if (!t || (t->depth && t->frames[(t->depth - 1) & (FRAMES - 1)].bound) ||
	    !is_tcp(sk))
		return;
	if (t->depth) {
		struct tls_session session =
			t->frames[(t->depth - 1) & (FRAMES - 1)].session;

		in_call(&session, sk);
	} else {
		behind_call(t, sk, sent);
	}
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

static __always_inline bool is_write(__u64 call)
{
	return call == TLS_CALL_WRITE || call == TLS_CALL_WRITE_EX;
}

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
	f->bound = c && c->method == TLS_BY_CALL && !c->again;
	f->buffer = PT_REGS_PARM2(ctx);
	f->done = done_of(ctx, call);
	f->start = is_write(call) ? bpf_ktime_get_ns() : 0;
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

static __always_inline bool is_complete(struct pt_regs *ctx, __u64 call)
{
	int ret = (int)PT_REGS_RC(ctx);

	return (call == TLS_CALL_HANDSHAKE && ret == 1) ||
	       (call == TLS_CALL_HANDSHAKE_0 && ret == 0);
}

/* The outermost call of a thread returns. What was received in front of it is what it took, if
 * it took something: then it is nobody else's. A handshake that waits may have had nothing.
 */
static __always_inline void outermost(struct thread *t, struct tls_conn *c, bool took)
{
	if (c->method == TLS_BY_NOTHING) {
		if (!t->received.fresh || !took) {
			t->after = c->session;
			wait_for_socket(c->session.tgid);
			return;
		}
		bind(c, &t->received, TLS_BY_ADJACENT);
	}
	t->received.fresh = 0;
	t->after.at = 0; /* what is sent next is of this one */
}

SEC("uretprobe")
int tls_exit(struct pt_regs *ctx)
{
	__u64 call = bpf_get_attach_cookie(ctx), bytes, now;
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
	bytes = bytes_of(ctx, &f);
	if (!t->depth)
		outermost(t, c, !is_write(call) && (bytes || is_complete(ctx, call)));
	now = !bytes ? 0 : is_write(call) ? f.start : bpf_ktime_get_ns();
	if (!c->handshake && is_complete(ctx, call))
		c->handshake = bpf_ktime_get_ns();
	moved(c, is_write(call), f.buffer, bytes, now);
	return 0;
}
