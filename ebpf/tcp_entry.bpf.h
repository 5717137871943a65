/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_entry.bpf.h - connections: the map of them, whose they are, which are wanted. */
#ifndef PFC_EBPF_TCP_ENTRY_BPF_H
#define PFC_EBPF_TCP_ENTRY_BPF_H

#include "ebpf/tcp_kern.h"
#include "ebpf/tcp_layout.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>

char license_text[] SEC("license") = "Dual BSD/GPL";

/* Sections of its own: one that the filter may have, too, would be joined with it. The empty
 * things are what maps are filled with first: they are too large for the stack.
 */
SEC(".rodata.pfc") const volatile struct {
	struct tcp_settings s;
	struct tcp_entry entry;
	struct tcp_hist hist;
	struct tcp_io io;
	struct tcp_answers answers;
} given;
#define settings given.s

SEC(".data.pfc") struct tcp_totals totals = { 0 };

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 131072);
	__type(key, __u64);
	__type(value, struct tcp_entry);
} entries SEC(".maps");

/* Where somebody listens. */
struct listener_key {
	__u8 addr[16]; /* 0: any */
	__u32 netns;
	__u16 port;
	__u8 version;
	__u8 pad;
};

struct listener {
	struct tcp_who who; /* the first of them; source: TCP_BY_LISTENER */
	__u64 sockets;
	__u64 several; /* processes: who will accept, nobody can tell */
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, struct listener_key);
	__type(value, struct listener);
} listeners SEC(".maps");

/* Processes of the command that is traced. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, __u32);
	__type(value, __u8);
} command SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 * 1024 * 1024);
} events SEC(".maps");

/* Who accepted a socket that had no cookie yet, until something else is seen of it, which is at
 * its end if not before: by its address.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, struct tcp_who);
} accepted_early SEC(".maps");

/* The filter takes the place of this one before the program is loaded. */
__weak __hidden int pfc_match(const void *buf, __u32 caplen, __u32 wirelen)
{
	/* Not to be taken for a constant by whoever compiles this. */
	asm volatile("" : : "r"(buf), "r"(caplen), "r"(wirelen));
	return 1;
}

/* --- processes --- */

/* A process by the number it has where the reader is, else by the kernel's. */
static __noinline void fill_who(struct tcp_who *who, struct task_struct *task)
{
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	struct pid *pid = BPF_CORE_READ(leader, thread_pid);
	const char *numbers = (const char *)pid + bpf_core_field_offset(pid->numbers);
	__u32 level = BPF_CORE_READ(pid, level);
	struct pid_namespace *ns;
	struct upid number;

	who->tgid = BPF_CORE_READ(task, tgid);
	who->pid = who->nspid = who->tgid;
	who->uid = BPF_CORE_READ(task, real_cred, uid.val);
	who->start = BPF_CORE_READ(leader, start_boottime) >> 20;
	bpf_probe_read_kernel(who->comm, sizeof(who->comm), &leader->comm);
	for (__u32 i = 0; i < 8; i++) {
		if (i > level)
			break;
		if (bpf_probe_read_kernel(&number, sizeof(number),
		                          numbers +
		                                  i * bpf_core_type_size(struct upid)))
			break;
		if (i == level)
			who->nspid = number.nr;
		ns = number.ns;
		if (BPF_CORE_READ(ns, ns.inum) == settings.pidns)
			who->pid = number.nr;
	}
}

static __always_inline bool of_command(__u32 tgid)
{
	return settings.command && bpf_map_lookup_elem(&command, &tgid);
}

static __always_inline bool is_comm(const char *comm)
{
	const __u64 *words = (const void *)comm;

	return words[0] == settings.comm[0] && words[1] == settings.comm[1];
}

/* Whether it is wanted, if it is of that process. */
static __always_inline bool wanted_of(const struct tcp_entry *e,
                                      const struct tcp_who *w)
{
	bool found = settings.pid_count == 0;

	if (e->verdict != TCP_MATCHES)
		return false;
	if (settings.role && e->id.role != settings.role)
		return false;
	if (settings.command && !(e->id.flags & TCP_OF_COMMAND))
		return false;
	for (__u32 i = 0; i < TCP_PIDS_MAX; i++) {
		if (i < settings.pid_count && settings.pids[i] == w->pid)
			found = true;
	}
	return found && (!settings.comm[0] || is_comm(w->comm));
}

/* To be called whenever something of that has changed. */
static __always_inline void judge(struct tcp_entry *e)
{
	e->wanted = wanted_of(e, &e->id.owner);
}

/* The process that runs has the connection, as `source` shows. What is weaker than what is
 * known changes nothing. returns whether something changed.
 */
static __always_inline bool own(struct tcp_entry *e, struct task_struct *task,
                                __u8 source)
{
	__u32 tgid = BPF_CORE_READ(task, tgid);
	struct tcp_who *w = &e->id.owner;

	if (w->source > source || (w->tgid == tgid && w->source == source))
		return false;
	fill_who(w, task);
	w->source = source;
	e->seen = totals.pass + 1;
	if (of_command(tgid))
		e->id.flags |= TCP_OF_COMMAND;
	judge(e);
	return true;
}

static __always_inline struct task_struct *current(void)
{
	return (struct task_struct *)bpf_get_current_task();
}

/* The same for the process that runs; most of the time it is known. */
static __always_inline bool own_io(struct tcp_entry *e)
{
	const struct tcp_who *w = &e->id.owner;

	if (!settings.owners)
		return false;
	if (w->source == TCP_BY_IO && w->tgid == bpf_get_current_pid_tgid() >> 32)
		return false;
	return own(e, current(), TCP_BY_IO);
}

/* --- what a socket says of itself --- */

static __always_inline bool is_mapped(const struct in6_addr *a)
{
	const __u8 *b = a->in6_u.u6_addr8;

	for (int i = 0; i < 10; i++) {
		if (b[i])
			return false;
	}
	return b[10] == 0xff && b[11] == 0xff;
}

static __always_inline void fill_addr(__u8 *to, const __u8 *from, int len)
{
	for (int i = 0; i < 16; i++)
		to[i] = i < len ? from[i] : 0;
}

/* Works for connections that are not sockets yet, or not any more. */
static __noinline void fill_tuple(struct tcp_tuple *t, struct sock_common *c)
{
	struct in6_addr local, remote;
	__be32 four;

	t->rport = bpf_ntohs(BPF_CORE_READ(c, skc_dport));
	t->lport = BPF_CORE_READ(c, skc_num);
	if (BPF_CORE_READ(c, skc_family) == AF_INET6) {
		BPF_CORE_READ_INTO(&local, c, skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO(&remote, c, skc_v6_daddr);
		if (!is_mapped(&remote) && !is_mapped(&local)) {
			t->version = 6;
			fill_addr(t->local, local.in6_u.u6_addr8, 16);
			fill_addr(t->remote, remote.in6_u.u6_addr8, 16);
			return;
		}
		fill_addr(t->local, local.in6_u.u6_addr8 + 12, 4);
		fill_addr(t->remote, remote.in6_u.u6_addr8 + 12, 4);
	} else {
		four = BPF_CORE_READ(c, skc_rcv_saddr);
		fill_addr(t->local, (const __u8 *)&four, 4);
		four = BPF_CORE_READ(c, skc_daddr);
		fill_addr(t->remote, (const __u8 *)&four, 4);
	}
	t->version = 4;
}

/* Else the kernel keeps less of it than a socket has. */
static __always_inline bool is_full(struct sock *sk)
{
	__u8 state = BPF_CORE_READ(sk, __sk_common.skc_state);

	return state != TCP_TIME_WAIT && state != TCP_NEW_SYN_RECV &&
	       state != TCP_LISTEN;
}

static __always_inline __u32 netns_of(struct sock_common *c)
{
	return BPF_CORE_READ(c, skc_net.net, ns.inum);
}

/* Is the group the one that is asked for, or below it? */
static __always_inline bool in_cgroup(struct cgroup *g)
{
	for (int i = 0; i < 16 && g; i++) {
		if (BPF_CORE_READ(g, kn, id) == settings.cgroup)
			return true;
		g = (struct cgroup *)BPF_CORE_READ(g, self.parent);
	}
	return false;
}

static __noinline void fill_ident(struct tcp_entry *e, struct sock *sk)
{
	struct cgroup *g = BPF_CORE_READ(sk, sk_cgrp_data.cgroup);

	e->id.netns = netns_of(&sk->__sk_common);
	e->id.uid = BPF_CORE_READ(sk, sk_uid.val);
	e->id.cgroup = BPF_CORE_READ(g, kn, id);
	if (settings.cgroup && in_cgroup(g))
		e->id.flags |= TCP_IN_CGROUP;
}

/* The port is chosen behind SYN_SENT, and given back before CLOSE. */
static __always_inline void complete_tuple(struct tcp_entry *e, struct sock *sk)
{
	if (e->id.tuple.lport && e->id.tuple.version)
		return;
	fill_tuple(&e->id.tuple, &sk->__sk_common);
	if (!e->id.tuple.lport)
		e->id.tuple.lport =
			bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
}

/* --- which are wanted --- */

struct headers {
	__u8 at[64];
} __attribute__((aligned(8)));

/* The headers that a packet of the connection would have; returns their length. */
static __always_inline __u32 make_headers(struct headers *h, const struct tcp_tuple *t,
                                          bool back)
{
	const __u8 *src = back ? t->remote : t->local,
		   *dst = back ? t->local : t->remote;
	__u16 sport = back ? t->rport : t->lport, dport = back ? t->lport : t->rport;
	__u8 *b = h->at, *tcp;

	__builtin_memset(h, 0, sizeof(*h));
	if (t->version == 4) {
		b[0] = 0x45;
		b[3] = 40;
		b[8] = 64;
		b[9] = IPPROTO_TCP;
		__builtin_memcpy(b + 12, src, 4);
		__builtin_memcpy(b + 16, dst, 4);
		tcp = b + 20;
	} else {
		b[0] = 0x60;
		b[5] = 20;
		b[6] = IPPROTO_TCP;
		b[7] = 64;
		__builtin_memcpy(b + 8, src, 16);
		__builtin_memcpy(b + 24, dst, 16);
		tcp = b + 40;
	}
	tcp[0] = sport >> 8;
	tcp[1] = sport;
	tcp[2] = dport >> 8;
	tcp[3] = dport;
	tcp[12] = 0x50;
	tcp[13] = 0x10; /* ACK */
	return t->version == 4 ? 40 : 60;
}

/* Does the filter take packets of one direction? Global, so that the filter is verified once
 * and not for each program.
 */
__noinline int tcp_asks(const struct tcp_tuple *t, int back)
{
	struct headers h;
	__u32 len;

	if (!t)
		return 0;
	len = make_headers(&h, t, back);
	return pfc_match(&h, len, len);
}

/* On demand, for tests: bit 0 is the direction of the tuple, bit 1 the other one. */
SEC("syscall")
int tcp_ask(struct tcp_tuple *t)
{
	struct tcp_tuple own = *t;

	return !!tcp_asks(&own, 0) | !!tcp_asks(&own, 1) << 1;
}

/* A packet of it, in one of the directions that count. */
static __always_inline bool filter_takes(const struct tcp_tuple *t)
{
	return (!settings.not_out && tcp_asks(t, 0)) || (!settings.not_in && tcp_asks(t, 1));
}

static __always_inline void decide(struct tcp_entry *e)
{
	if (e->verdict != TCP_UNDECIDED || !e->id.tuple.lport)
		return;
	if ((settings.netns && e->id.netns != settings.netns) ||
	    (settings.has_uid && e->id.uid != settings.uid) ||
	    (settings.cgroup && !(e->id.flags & TCP_IN_CGROUP)))
		e->verdict = TCP_OTHER;
	else
		e->verdict = filter_takes(&e->id.tuple) ? TCP_MATCHES : TCP_OTHER;
	judge(e);
}

/* --- the map --- */

/* Who listens where a connection goes to: at its address, or at all of them. */
static __noinline struct listener *listener_of(const struct tcp_entry *e)
{
	struct listener_key key = { .netns = e->id.netns,
		                    .port = e->id.tuple.lport,
		                    .version = e->id.tuple.version };
	struct listener *l;

	__builtin_memcpy(key.addr, e->id.tuple.local, sizeof(key.addr));
	l = bpf_map_lookup_elem(&listeners, &key);
	if (l)
		return l;
	__builtin_memset(key.addr, 0, sizeof(key.addr));
	l = bpf_map_lookup_elem(&listeners, &key);
	if (l || key.version == 6)
		return l;
	key.version = 6; /* that takes IPv4, too */
	return bpf_map_lookup_elem(&listeners, &key);
}

/* What is no connection, or not yet: what is known of it, in a place for each program, as one may
 * interrupt another.
 */
enum { PASSING_SYNACK, PASSING_RESET, PASSING_DROP, PASSING_LISTENER, PASSINGS };

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, PASSINGS);
	__type(key, __u32);
	__type(value, struct tcp_entry);
} passing SEC(".maps");

static __always_inline struct tcp_entry *passing_entry(__u32 which)
{
	struct tcp_entry *e = bpf_map_lookup_elem(&passing, &which);

	if (!e)
		return 0;
	__builtin_memset(&e->id, 0, sizeof(e->id));
	e->verdict = TCP_UNDECIDED;
	e->wanted = false;
	return e;
}

/* A new entry, in place of an older one: a socket can connect again. */
static __always_inline struct tcp_entry *entry_new(__u64 cookie, __u64 how)
{
	struct tcp_entry *e;

	bpf_map_update_elem(&entries, &cookie, (const void *)&given.entry, how);
	e = bpf_map_lookup_elem(&entries, &cookie);
	if (!e)
		__sync_fetch_and_add(&totals.no_entry, 1);
	else
		e->id.cookie = cookie;
	return e;
}

/* A connection that was there before. One to a port where somebody listens is a server's. */
static __noinline struct tcp_entry *entry_found(struct sock *sk, __u64 cookie)
{
	struct tcp_entry *e = entry_new(cookie, BPF_NOEXIST);
	__u64 at = (__u64)sk;
	struct tcp_who *who;

	if (!e)
		return 0;
	e->id.flags = TCP_EXISTING;
	fill_ident(e, sk);
	complete_tuple(e, sk);
	e->id.role = listener_of(e) ? TCP_SERVER : TCP_CLIENT;
	e->id.state = BPF_CORE_READ(sk, __sk_common.skc_state);
	e->connect_told = 1;
	e->retrans = BPF_CORE_READ((struct tcp_sock *)sk, total_retrans);
	e->received = BPF_CORE_READ((struct tcp_sock *)sk, bytes_received);
	e->ca_state = BPF_CORE_READ_BITFIELD_PROBED((struct inet_connection_sock *)sk,
	                                            icsk_ca_state);
	e->ca_since = bpf_ktime_get_ns();
	who = bpf_map_lookup_elem(&accepted_early, &at);
	if (who) {
		e->id.role = TCP_SERVER;
		e->id.owner = e->id.opener = *who;
		if (of_command(who->tgid))
			e->id.flags |= TCP_OF_COMMAND;
		bpf_map_delete_elem(&accepted_early, &at);
	}
	decide(e);
	return e;
}

/* The cookie of a socket; it gets one if it has none. */
static __always_inline __u64 cookie_of(struct sock *sk)
{
	__u64 cookie = sk->__sk_common.skc_cookie.counter;

	return cookie ? cookie : bpf_get_socket_cookie(sk);
}

/* The entry of a socket that has been connected. */
static __always_inline __attribute__((unused)) struct tcp_entry *entry_of(struct sock *sk,
                                                                         __u64 cookie)
{
	struct tcp_entry *e = bpf_map_lookup_elem(&entries, &cookie);

	if (!e)
		return entry_found(sk, cookie);
	if (e->verdict == TCP_UNDECIDED) {
		complete_tuple(e, sk);
		decide(e);
	}
	return e;
}

#endif
