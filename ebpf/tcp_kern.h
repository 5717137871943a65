/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_kern.h - the fields of the kernel's structs that the TCP programs read.
 *
 * Where they are is put in when a program is loaded, from the kernel's own types; here only
 * the names count. Bytes of an address or a port are in network order.
 */
#ifndef PFC_EBPF_TCP_KERN_H
#define PFC_EBPF_TCP_KERN_H

#include "ebpf/kern.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct ns_common {
	unsigned int inum;
};

struct net {
	struct ns_common ns;
};

struct in6_addr {
	union {
		__u8 u6_addr8[16];
	} in6_u;
};

typedef struct {
	struct net *net;
} possible_net_t;

typedef struct {
	long long counter;
} atomic64_t;

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	unsigned int val;
} kuid_t;

struct sock_common {
	__be32 skc_daddr, skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num; /* host order */
	unsigned short skc_family;
	volatile unsigned char skc_state;
	possible_net_t skc_net;
	struct in6_addr skc_v6_daddr, skc_v6_rcv_saddr;
	atomic64_t skc_cookie;
	unsigned long skc_flags;
};

struct kernfs_node {
	__u64 id;
};

struct cgroup_subsys_state {
	struct cgroup_subsys_state *parent;
};

struct cgroup {
	struct cgroup_subsys_state self; /* the first member */
	struct kernfs_node *kn;
};

struct sock_cgroup_data {
	struct cgroup *cgroup;
};

struct socket;

struct sock {
	struct sock_common __sk_common;
	__u16 sk_protocol;
	__u8 sk_shutdown;
	int sk_err;
	struct socket *sk_socket; /* NULL: no process holds it */
	kuid_t sk_uid;
	struct sock_cgroup_data sk_cgrp_data;
	__u32 sk_ack_backlog, sk_max_ack_backlog;
	atomic_t sk_drops;
};

struct inet_sock {
	struct sock sk;
	__be16 inet_sport;
};

struct tcp_congestion_ops {
	char name[16];
};

struct request_sock_queue {
	atomic_t qlen;
};

struct inet_connection_sock {
	struct inet_sock icsk_inet;
	__u8 icsk_ca_state : 5;
	const struct tcp_congestion_ops *icsk_ca_ops;
	struct request_sock_queue icsk_accept_queue;
};

struct minmax_sample {
	__u32 v;
};

struct minmax {
	struct minmax_sample s[3];
};

struct tcp_rack {
	__u64 mstamp;
	__u32 rtt_us;
};

struct tcp_sock {
	struct inet_connection_sock inet_conn;
	__u64 bytes_sent, bytes_retrans, bytes_received;
	__u64 tcp_clock_cache; /* ns of the segment that is looked at */
	__u32 srtt_us, total_retrans, segs_out, segs_in, snd_cwnd, mss_cache, lost;
	__u32 write_seq, snd_nxt, snd_una, rcv_nxt, copied_seq;
	struct minmax rtt_min;
	struct tcp_rack rack;
};

struct request_sock {
	struct sock_common __req_common;
};

struct socket {
	struct sock *sk;
};

struct net_device {
	possible_net_t nd_net;
};

struct sk_buff {
	struct sock *sk;
	struct net_device *dev;
	unsigned int len, data_len;
	__u16 network_header, transport_header;
	unsigned char *head, *data;
	char cb[48];
};

/* What TCP keeps in cb. */
struct tcp_skb_cb {
	__u32 seq;
};

struct pid_namespace {
	struct ns_common ns;
};

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	unsigned int level;
	struct upid numbers[1];
};

struct file {
	void *private_data;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct cred {
	kuid_t uid;
};

struct mm_struct {
	unsigned long arg_start, arg_end;
};

struct linux_binprm {
	const char *filename;
};

struct task_struct {
	__u32 pid, tgid;
	__u64 start_boottime;
	struct mm_struct *mm;
	struct task_struct *group_leader;
	struct pid *thread_pid;
	const struct cred *real_cred;
	struct files_struct *files;
	char comm[16];
};

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
	__u64 session_id, seq_num;
};

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	__u32 fd;
	struct file *file;
};

struct bpf_iter__tcp {
	struct bpf_iter_meta *meta;
	struct sock_common *sk_common;
};

struct trace_entry {
	unsigned short type;
};

#pragma clang attribute pop

enum {
	AF_INET = 2,
	AF_INET6 = 10,
	IPPROTO_TCP = 6,
	/* linux/tcp_states.h */
	TCP_ESTABLISHED = 1,
	TCP_SYN_SENT = 2,
	TCP_SYN_RECV = 3,
	TCP_FIN_WAIT1 = 4,
	TCP_FIN_WAIT2 = 5,
	TCP_TIME_WAIT = 6,
	TCP_CLOSE = 7,
	TCP_CLOSE_WAIT = 8,
	TCP_LISTEN = 10,
	TCP_NEW_SYN_RECV = 12,
	/* linux/tcp.h, enum tcp_ca_state */
	CA_RECOVERY = 3,
	CA_LOSS = 4,
	RCV_SHUTDOWN = 1,
	SOCK_DEAD = 0, /* bits of skc_flags: its process has closed it */
	SOCK_DONE = 1, /* a FIN came */
	MSG_PEEK = 2,
};

#endif
