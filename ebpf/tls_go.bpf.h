/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls_go.bpf.h - programs of Go, which have their own TLS: a part of ebpf/tls.bpf.c.
 *
 * Go moves its stacks, so nothing may change an address to return to: where a call returns is
 * looked at by the instructions that do. A call may end on another thread than it began on; it is
 * told by its goroutine, whose address is in a register, in system calls as well.
 *
 * Source of registers: Go internal ABI specification (1.17 and later).
 */
#ifndef PFC_EBPF_TLS_GO_BPF_H
#define PFC_EBPF_TLS_GO_BPF_H

#include "ebpf/tls_conn.bpf.h"
#include "ebpf/tls_data.bpf.h"
#include "ebpf/tls_key.bpf.h"

#ifdef __TARGET_ARCH_arm64
#	define GO_REG(ctx, n) (((const struct user_pt_regs *)(ctx))->regs[n])
#	define GO_1(ctx) GO_REG(ctx, 0)
#	define GO_2(ctx) GO_REG(ctx, 1)
#	define GO_3(ctx) GO_REG(ctx, 2)
#	define GO_4(ctx) GO_REG(ctx, 3)
#	define GO_7(ctx) GO_REG(ctx, 6)
#	define GO_8(ctx) GO_REG(ctx, 7)
#	define GO_G(ctx) GO_REG(ctx, 28)
#else
#	define GO_1(ctx) ((ctx)->rax)
#	define GO_2(ctx) ((ctx)->rbx)
#	define GO_3(ctx) ((ctx)->rcx)
#	define GO_4(ctx) ((ctx)->rdi)
#	define GO_7(ctx) ((ctx)->r9)
#	define GO_8(ctx) ((ctx)->r10)
#	define GO_G(ctx) ((ctx)->r14)
#endif

/* As the kernel calls the registers of a process. */
struct user_pt_regs___kernel {
	unsigned long long regs[31];
} __attribute__((preserve_access_index));
struct pt_regs___kernel {
	unsigned long r14;
} __attribute__((preserve_access_index));

struct goroutine {
	__u64 at;
	__u32 tgid, pad;
};

/* The call that a goroutine is in. */
struct go_call {
	struct tls_session session;
	__u64 buffer, start;
	__u8 call;  /* enum tls_call */
	__u8 bound; /* its socket is known, and stays */
	__u8 busy;  /* it counts as one of those of its connection */
	__u8 pad[5];
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, struct goroutine);
	__type(value, struct go_call);
} go_calls SEC(".maps");

/* None of this costs anything where no such program runs. */
SEC(".data.go") __u8 go_is_here = 0;

static __always_inline struct goroutine goroutine_of(__u64 at)
{
	struct goroutine g = { .at = at, .tgid = bpf_get_current_pid_tgid() >> 32 };

	return g;
}

/* What a goroutine sends and receives inside of a call. False: it is in none. */
static __always_inline bool go_socket(struct sock *sk)
{
	void *regs = (void *)bpf_task_pt_regs(bpf_get_current_task_btf());
#ifdef __TARGET_ARCH_arm64
	struct goroutine g =
		goroutine_of(((struct user_pt_regs___kernel *)regs)->regs[28]);
#else
	struct goroutine g = goroutine_of(((struct pt_regs___kernel *)regs)->r14);
#endif
	struct go_call *f = bpf_map_lookup_elem(&go_calls, &g);
	struct tls_session session;

	if (!f)
		return false;
	session = f->session;
	if (!f->bound && is_tcp(sk))
		in_call(&session, sk);
	return true;
}

static __always_inline bool go_is_write(__u64 call)
{
	return call == TLS_CALL_GO_WRITE;
}

static __always_inline void go_end(const struct tls_conn *c,
                                   const struct tls_session *session)
{
	tell(c, TLS_EV_CLOSE);
	bpf_map_delete_elem(&conns, session);
}

SEC("uprobe")
int tls_go_enter(struct pt_regs *ctx)
{
	__u64 call = bpf_get_attach_cookie(ctx);
	struct tls_session session = session_of(GO_1(ctx));
	struct tls_conn *c = bpf_map_lookup_elem(&conns, &session);
	struct goroutine g = goroutine_of(GO_G(ctx));
	struct go_call *outer, f = { .session = session, .buffer = GO_2(ctx), .call = call };

	go_is_here = 1;
	/* One goroutine closes what others still read or write. */
	if (call == TLS_CALL_GO_CLOSE) {
		if (c && c->busy)
			c->over = 1;
		else if (c)
			go_end(c, &session);
		return 0;
	}
	/* One that is over leaves its address to another. */
	if (call == TLS_CALL_GO_HANDSHAKE && c && c->handshake) {
		go_end(c, &session);
		c = 0;
	}
	/* A handshake may be inside the first read or write, whose bytes count. */
	outer = bpf_map_lookup_elem(&go_calls, &g);
	if (call == TLS_CALL_GO_HANDSHAKE && outer && outer->session.at == session.at) {
		outer->bound = 0;
		return 0;
	}
	if (outer && outer->session.at == session.at) {
		f.busy = outer->busy; /* it begins again: its stack had to grow */
	} else if (c) {
		f.busy = 1;
		__sync_fetch_and_add(&c->busy, 1);
	}
	f.bound = c && c->method == TLS_BY_CALL;
	f.start = go_is_write(call) ? bpf_ktime_get_ns() : 0;
	bpf_map_update_elem(&go_calls, &g, &f, BPF_ANY);
	return 0;
}

SEC("uprobe")
int tls_go_return(struct pt_regs *ctx)
{
	__u64 call = bpf_get_attach_cookie(ctx), first = GO_1(ctx), bytes = 0, now = 0;
	struct goroutine g = goroutine_of(GO_G(ctx));
	struct go_call *f = bpf_map_lookup_elem(&go_calls, &g), was;
	struct tls_conn *c;

	if (!f)
		return 0;
	was = *f;
	if (was.call == call)
		bpf_map_delete_elem(&go_calls, &g);
	else if (call != TLS_CALL_GO_HANDSHAKE)
		return 0; /* the begin of this one was not seen */
	c = bpf_map_lookup_elem(&conns, &was.session);
	if (call != TLS_CALL_GO_HANDSHAKE && (__s64)first > 0) {
		bytes = first;
		now = go_is_write(call) ? was.start : bpf_ktime_get_ns();
	}
	if (!c && bytes)
		c = conn_new(&was.session);
	if (!c)
		return 0;
	if (call == TLS_CALL_GO_HANDSHAKE && !first && !c->handshake)
		c->handshake = bpf_ktime_get_ns(); /* it returns no error */
	moved(c, go_is_write(call), was.buffer, bytes, now);
	if (was.call == call && was.busy)
		__sync_fetch_and_add(&c->busy, -1);
	if (c->over && !c->busy)
		go_end(c, &was.session);
	return 0;
}

/* (config, label, random, secret), of which all but the first have a length. */
SEC("uprobe")
int tls_go_key(struct pt_regs *ctx)
{
	struct goroutine g = goroutine_of(GO_G(ctx));
	struct go_call *f = bpf_map_lookup_elem(&go_calls, &g);
	struct passed p = { .label = (const char *)GO_2(ctx),
		            .label_len = GO_3(ctx),
		            .random = (const void *)GO_4(ctx),
		            .secret = (const void *)GO_7(ctx),
		            .len = GO_8(ctx) };
	struct tls_session session;
	struct tls_conn *c;

	if (!is_secret(&p) || !f)
		return 0;
	session = f->session;
	c = conn_of(&session);
	if (c)
		tell_key(c, &p);
	return 0;
}

#endif
