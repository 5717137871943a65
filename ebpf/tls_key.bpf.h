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

/* A secret as it is passed; all are addresses in the process. */
struct passed {
	const char *label;
	__u64 label_len; /* 0: it ends with a 0 byte */
	const void *random; /* NULL: it is not passed */
	const void *secret;
	__u64 len;
};

static __always_inline bool read_secret(struct tls_key_event *ev, const struct passed *p)
{
	__u64 len = want_secrets ? BOUNDED(p->len, TLS_SECRET_MAX) : 0;
	__u64 label_len = BOUNDED(p->label_len, TLS_LABEL_MAX);

	__builtin_memset(ev->label, 0, sizeof(ev->label));
	if (!p->label_len &&
	    bpf_probe_read_user_str(ev->label, sizeof(ev->label), p->label) <= 0)
		return false;
	if (p->label_len && bpf_probe_read_user(ev->label, label_len, p->label))
		return false;
	if (p->random && bpf_probe_read_user(ev->random, sizeof(ev->random), p->random))
		return false;
	return !want_secrets || !bpf_probe_read_user(ev->secret, len, p->secret);
}

static __always_inline void tell_key(struct tls_conn *c, const struct passed *p)
{
	struct tls_key_event *ev;

	if (c->verdict == TCP_OTHER)
		return;
	if (!want_secrets) {
		if (!p->random || c->method == TLS_BY_CALL || c->random_told)
			return;
		c->random_told = 1;
	}
	ev = bpf_ringbuf_reserve(&keys, sizeof(*ev), 0);
	if (!ev) {
		__sync_fetch_and_add(&tls_totals.lost_keys, 1);
		return;
	}
	ev->ns = bpf_ktime_get_ns();
	ev->has_random = p->random != 0;
	ev->secret_len = want_secrets ? p->len : 0;
	__builtin_memcpy(&ev->conn, c, sizeof(ev->conn));
	if (read_secret(ev, p)) {
		bpf_ringbuf_submit(ev, 0);
		return;
	}
	__sync_fetch_and_add(&tls_totals.rejected, 1);
	bpf_ringbuf_discard(ev, 0);
}

static __always_inline bool is_secret(const struct passed *p)
{
	if (is_label(p->label) && p->len && p->len <= TLS_SECRET_MAX &&
	    p->label_len < TLS_LABEL_MAX)
		return true;
	__sync_fetch_and_add(&tls_totals.rejected, 1);
	return false;
}

/* Two ways to pass one: (session, label, secret, length), and (label, session, random, 32,
 * secret, length). What is neither is none.
 */
SEC("uprobe")
int tls_key(struct pt_regs *ctx)
{
	struct passed p = { .label = (const char *)PT_REGS_PARM2(ctx),
		            .secret = (const void *)PT_REGS_PARM3(ctx),
		            .len = PT_REGS_PARM4(ctx) };
	__u64 at = PT_REGS_PARM1(ctx);
	struct tls_session session;
	struct tls_conn *c;

	if (p.len == TLS_RANDOM_LEN && is_label((const char *)at)) {
		p.label = (const char *)at;
		at = PT_REGS_PARM2(ctx);
		p.random = p.secret;
		p.secret = (const void *)PT_REGS_PARM5(ctx);
		p.len = SIXTH(ctx);
	}
	if (!is_secret(&p))
		return 0;
	session = session_of(at);
	c = conn_of(&session);
	if (!c)
		return 0;
	if (c->method == TLS_BY_NOTHING && c->verdict != TCP_OTHER)
		outside_calls(c);
	tell_key(c, &p);
	return 0;
}

#endif
