/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_listen.bpf.h - sockets that listen, and whose connections to them are for now. */
#ifndef PFC_EBPF_TCP_LISTEN_BPF_H
#define PFC_EBPF_TCP_LISTEN_BPF_H

#include "ebpf/tcp_entry.bpf.h"

/* Sockets that are counted in listeners, by cookie. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, __u8);
} listening SEC(".maps");

static __always_inline void fill_listener_key(struct listener_key *key, struct sock *sk)
{
	struct tcp_tuple t = { 0 };

	fill_tuple(&t, &sk->__sk_common);
	__builtin_memset(key, 0, sizeof(*key));
	__builtin_memcpy(key->addr, t.local, sizeof(key->addr));
	key->netns = netns_of(&sk->__sk_common);
	/* That of the socket is 0 already when it stops to listen. */
	key->port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	key->version = t.version;
}

/* A socket listens, and this process has it. It is said more than once. */
static __noinline int listener_add(struct sock *sk, __u64 cookie, struct task_struct *task)
{
	struct listener new = { .who = { .source = TCP_BY_LISTENER }, .sockets = 1 };
	struct listener_key key;
	struct listener *l;
	__u8 one = 1;

	if (bpf_map_update_elem(&listening, &cookie, &one, BPF_NOEXIST))
		return 0;
	fill_listener_key(&key, sk);
	fill_who(&new.who, task);
	if (!bpf_map_update_elem(&listeners, &key, &new, BPF_NOEXIST))
		return 0;
	l = bpf_map_lookup_elem(&listeners, &key);
	if (!l)
		return 0;
	__sync_fetch_and_add(&l->sockets, 1);
	if (l->who.tgid != new.who.tgid)
		l->several = 1;
	return 0;
}

static __noinline int listener_remove(struct sock *sk, __u64 cookie)
{
	struct listener_key key;
	struct listener *l;

	if (bpf_map_delete_elem(&listening, &cookie))
		return 0;
	fill_listener_key(&key, sk);
	l = bpf_map_lookup_elem(&listeners, &key);
	if (!l)
		return 0;
	__sync_fetch_and_add(&l->sockets, -1);
	if (!l->sockets)
		bpf_map_delete_elem(&listeners, &key);
	return 0;
}

/* A connection that nobody has accepted is that of the process that listens, for now. */
static __always_inline void own_listener(struct tcp_entry *e)
{
	const struct listener *l = listener_of(e);

	if (!l || l->several)
		return;
	e->id.owner = l->who;
	if (of_command(l->who.tgid))
		e->id.flags |= TCP_OF_COMMAND;
	judge(e);
}

#endif
