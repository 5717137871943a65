/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls_key.bpf.h - secrets: a part of ebpf/tls.bpf.c. */
#ifndef PFC_EBPF_TLS_KEY_BPF_H
#define PFC_EBPF_TLS_KEY_BPF_H

#include "ebpf/tls_conn.bpf.h"

/* An argument that the macros of libbpf end before. */
#ifdef __TARGET_ARCH_arm64
#	define SIXTH(ctx) (((const struct user_pt_regs *)(ctx))->regs[5])
#else
#	define SIXTH(ctx) ((ctx)->r9)
#endif

/* On their own: what else there is to tell takes no room from them. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1024 * 1024);
} keys SEC(".maps");

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

/* The call that this is in is not followed: what is next to it on this thread is of its session,
 * as in and behind calls.
 */
static __always_inline void outside_calls(struct tls_conn *c)
{
	struct thread *t = thread_of(BPF_LOCAL_STORAGE_GET_F_CREATE);

	if (!t || t->depth)
		return;
	if (t->received.fresh)
		bind(c, &t->received, TLS_BY_ADJACENT);
	else
		t->after = c->session;
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
	if (c->method == TLS_BY_NOTHING)
		outside_calls(c);
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

#endif
