/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_layout.h - what the programs that follow TCP share with user space.
 *
 * Times are nanoseconds of CLOCK_MONOTONIC; 0: unknown. Ports are in host order, addresses
 * as in a packet. One connection is one socket: its cookie is the key, which `ss -e` shows,
 * too.
 */
#ifndef PFC_EBPF_TCP_LAYOUT_H
#define PFC_EBPF_TCP_LAYOUT_H

#include <linux/types.h>

enum { TCP_COMM_LEN = 16 };

/* How a process is known to be that of a connection, from the weakest to the strongest. */
enum tcp_source {
	TCP_BY_NOTHING,
	TCP_BY_LISTENER, /* it opened the port; who will accept is not known yet */
	TCP_BY_SNAPSHOT, /* it has the socket open */
	TCP_BY_CONNECT,
	TCP_BY_ACCEPT,
	TCP_BY_IO, /* it sent or received */
	TCP_SOURCES
};

struct tcp_who {
	__u32 tgid; /* the kernel's number; 0: nobody is known */
	__u32 pid; /* the same in the namespace of the reader, where it has one there */
	__u32 nspid; /* in its own */
	__u32 uid;
	char comm[TCP_COMM_LEN];
	__u8 source; /* enum tcp_source */
	__u8 pad[3];
	__u32 start; /* since boot, in units of 2^20 ns: numbers are used again */
};

/* The ends of a connection; of IPv4 the first four bytes. */
struct tcp_tuple {
	__u8 local[16], remote[16];
	__u16 lport, rport;
	__u8 version; /* 4 or 6; 0: not known */
	__u8 pad[3];
};

enum tcp_role { TCP_ROLE_UNKNOWN, TCP_CLIENT, TCP_SERVER };

enum tcp_flag {
	TCP_EXISTING = 1 << 0,  /* it was there before the programs were */
	TCP_IN_CGROUP = 1 << 1, /* in the one that is asked for */
	TCP_OF_COMMAND = 1 << 2,
	TCP_DUPLEX = 1 << 3, /* sends overlap answers: it has no turns */
};

/* What is known of a connection, and told with everything that happens to it. What programs look at
 * all the time comes first.
 */
struct tcp_ident {
	__u64 cookie;
	__u8 role;  /* enum tcp_role */
	__u8 flags; /* enum tcp_flag */
	__u8 state; /* of linux/tcp_states.h */
	__u8 pad[1];
	__u32 netns;         /* inode */
	struct tcp_who owner; /* who uses it */
	struct tcp_tuple tuple;
	__u64 born; /* connect() was called; the handshake of a server was done */
	__u64 established;     /* handshake done */
	__u64 accepted;        /* accept() returned */
	__u64 cgroup;          /* id; 0: none */
	struct tcp_who opener; /* who called connect() or accept() */
	__u32 uid;             /* of the socket */
	__u8 pad2[4];
};

/* What the kernel itself counts in a socket. */
struct tcp_counts {
	__u64 sent, received;              /* payload, each byte once */
	__u32 srtt_us, rtt_us, min_rtt_us; /* smoothed, the last sample, the least */
	__u32 retrans;                     /* segments sent again */
	__u32 segs_out, segs_in;
	__u32 cwnd, mss;
	__u32 unsent, unacked, unread; /* bytes */
	__u32 lost;
	char algorithm[TCP_COMM_LEN];
};

/* Calls, by the process that made them. */
struct tcp_io {
	__u64 send_calls, send_bytes;
	__u64 recv_calls, recv_bytes;
	__u64 turns;
	__u64 retrans; /* segments */
};

/* What went out and what came back. */
struct tcp_turn {
	__u64 first, last;    /* send of it; 0: nothing was sent */
	__u64 ack;            /* the next segment that came in */
	__u64 answer;         /* first bytes that came in, behind the last send */
	__u64 read;           /* they were read */
	__u64 sent, received; /* bytes */
	__u64 seq;            /* number of the turn */
};

enum { TCP_CA_STATES = 5 }; /* enum tcp_ca_state of linux/tcp.h */

enum { TCP_HEAD_LEN = 64 }; /* of a packet, from its IP header on */

enum tcp_verdict { TCP_UNDECIDED, TCP_MATCHES, TCP_OTHER };

/* In the order of how often it is looked at: what a segment needs are a few cache lines. */
struct tcp_entry {
	__u8 verdict; /* enum tcp_verdict */
	__u8 wanted;  /* by all that is asked for: the verdict, and whose it is now */
	__u8 connect_told;
	__u8 ca_state;
	__u32 turns, overlaps; /* sends while bytes waited to be read */
	__u32 retrans;         /* segments that were told of */
	__u64 request;  /* bytes came in, and nothing was sent since */
	__u64 unread;   /* bytes came in, and nothing was read since */
	__u64 received; /* bytes that had come in by then */
	__u64 rtt_stamp;
	struct tcp_turn turn;
	struct tcp_ident id;
	__u64 request_bytes;
	__u64 ca_since;
	__u64 ca_ns[TCP_CA_STATES];
	__u32 seen; /* pass of the snapshot that found the owner holding it */
	__u8 pad[4];
};

enum tcp_kind {
	TCP_EV_CONNECT,
	TCP_EV_ESTABLISHED,
	TCP_EV_ACCEPT,
	TCP_EV_CLOSE,
	TCP_EV_RETRANS,
	TCP_EV_SYNACK,
	TCP_EV_RESET,
	TCP_EV_DROP,
	TCP_EV_CONG,
	TCP_EV_STATE,
	TCP_EV_TURN,
	TCP_EV_OWNER, /* another process, or the ends are known at last */
	TCP_EV_EXEC,  /* a process runs another program: that is a struct tcp_exec */
	TCP_EV_KINDS
};

enum tcp_retrans_type {
	TCP_RETRANS_SYN,
	TCP_RETRANS_FAST,
	TCP_RETRANS_TLP,
	TCP_RETRANS_RTO
};

struct tcp_close {
	struct tcp_counts counts;
	__u64 ca_ns[TCP_CA_STATES];
	__u32 error;    /* sk_err; 0: none */
	__u8 old_state; /* before it was closed */
	__u8 shutdown;  /* by this side */
	__u8 pad[2];
};

struct tcp_event {
	__u64 ns;
	__u8 kind; /* enum tcp_kind */
	__u8 pad[7];
	struct tcp_ident id; /* cookie 0: of no socket */
	union {
		struct tcp_close close;
		struct tcp_turn turn;
		struct {
			__u32 error; /* of SYN_SENT > CLOSE; 0: it was answered */
			__u8 answered, failed;
		} connect;
		struct {
			__u32 srtt_us;
		} established;
		struct {
			__u32 segs;
			__u32 seq;   /* of its first byte */
			__u8 type;   /* enum tcp_retrans_type */
		} retrans;
		struct {
			__u32 reason; /* enum sk_rst_reason of the kernel */
			__u8 sent;    /* else received */
			__u8 has_reason;
		} reset;
		struct {
			__u64 location; /* of the kernel's code */
			__u32 reason;   /* enum skb_drop_reason of the kernel */
			__u32 len;      /* of the packet, from the IP header */
			__u8 out;       /* the sender's own socket is known */
			__u8 head_len;
			__u8 head[TCP_HEAD_LEN]; /* as the filter saw it */
		} drop;
		struct {
			__u8 from, to;
		} change; /* CONG, STATE */
	} u;
};

/* Of these kinds an event is whole, of all others it is TCP_EVENT_SHORT long. */
#define TCP_EVENT_IS_LONG(kind) ((kind) == TCP_EV_CLOSE || (kind) == TCP_EV_DROP)
#define TCP_EVENT_SHORT                                                                \
	(__builtin_offsetof(struct tcp_event, u) + sizeof(struct tcp_turn))

enum { TCP_PATH_LEN = 128, TCP_ARGS_LEN = 256 };

/* In place of a struct tcp_event. */
struct tcp_exec {
	__u64 ns;
	__u8 kind; /* TCP_EV_EXEC */
	__u8 pad[3];
	__u32 args_len; /* of all of them, more than there is room for it may be */
	struct tcp_who who;
	char path[TCP_PATH_LEN]; /* as it was asked for; ends in 0 */
	char args[TCP_ARGS_LEN]; /* each ends in 0 */
};

/* A socket as it is now. */
struct tcp_sample {
	struct tcp_ident id;
	struct tcp_counts counts;
	__u64 ca_ns[TCP_CA_STATES]; /* up to now */
	__u8 ca_state;
	__u8 listens;
	__u8 pad[2];
	/* Of one that listens. */
	__u32 backlog, backlog_max, requests, drops;
	/* Who has it open, one of several it may be; tgid 0: nobody. */
	struct tcp_who holder;
};

/* By what turns and calls are put together. */
enum tcp_by { TCP_BY_PROCESS, TCP_BY_HOST, TCP_BY_PORT, TCP_BY_CGROUP, TCP_BY_ALL };

struct tcp_group {
	__u8 addr[16]; /* HOST */
	char comm[TCP_COMM_LEN];
	__u64 cgroup;
	__u32 tgid, pid;
	__u16 port;   /* PORT: of the server */
	__u8 version; /* HOST */
	__u8 what;    /* of a histogram: enum tcp_hist_what */
	__u32 pad;
};

enum tcp_hist_what {
	TCP_HIST_RTT,
	TCP_HIST_CONNECT,
	TCP_HIST_RESPONSE,
	TCP_HIST_SERVICE,
	TCP_HIST_READWAIT,
	TCP_HIST_ACCEPTWAIT,
	TCP_HIST_ACK,
	TCP_HISTS
};

/* Slots get wider with the time: up to 32 units of 2^8 ns one each, then 32 for each power of
 * two.
 */
enum { TCP_UNIT_SHIFT = 8, TCP_SLOT_BITS = 5, TCP_SLOTS = 768 };

struct tcp_hist {
	__u64 sum, max, min; /* ns; min 0: unknown */
	__u32 slot[TCP_SLOTS];
};

/* Times to the answers of one connection, since they were read: coarser, and fewer. */
enum { TCP_ANSWER_SHIFT = 10, TCP_ANSWER_BITS = 3, TCP_ANSWER_SLOTS = 200 };

struct tcp_answers {
	__u32 slot[TCP_ANSWER_SLOTS];
};

/* Where the start of a send is seen, the best first. */
enum tcp_send_start {
	TCP_START_CALL,  /* in the call */
	TCP_START_QUEUE, /* its first packet is on its way */
	TCP_START_END,   /* not at all: its end has to do */
};

enum { TCP_PIDS_MAX = 8 };

struct tcp_settings {
	__u64 cgroup;  /* 0: any */
	__u64 slow_ns; /* turns from here on are told; with TCP_EV_TURN */
	__u64 comm[2]; /* 0: any */
	__u32 kinds;   /* bits: enum tcp_kind */
	__u32 hists;   /* bits: enum tcp_hist_what */
	__u32 wake;    /* bytes that wait, to wake the reader */
	__u32 pidns;   /* inode of the reader's namespace */
	__u32 netns;   /* inode; 0: any */
	__u32 uid;
	__u32 pids[TCP_PIDS_MAX];
	__u32 pid_count;
	__u32 sample; /* one turn of so many */
	__u32 reason_unspecified,
		reason_otherhost; /* of drops; as the kernel numbers them */
	__u8 has_uid;
	__u8 role;     /* enum tcp_role; unknown: any */
	__u8 by;       /* enum tcp_by */
	__u8 command;  /* only those of a command */
	__u8 cong;     /* time in congestion states */
	__u8 io;       /* calls are looked at, for whose a connection is */
	__u8 owners;   /* it matters whose a connection is */
	__u8 count_io; /* and summed up */
	__u8 syn;      /* the ends of a connection are told before its first packet */
	__u8 list;     /* the snapshot tells of each socket */
	__u8 turns;    /* the engine for them runs */
	__u8 answers;  /* of each connection, how long they took */
	__u8 send_start; /* enum tcp_send_start */
	__u8 has_ready;  /* the tracepoint that ends a turn */
	/* Arguments that the kernel has. */
	__u8 retrans_error, reset_reason, drop_reason, drop_receiver;
	__u8 unspecified; /* drops without a reason, too */
	__u8 not_out, not_in; /* packets of that direction are not asked for by the filter */
	__u8 packets; /* the filter asks for packets, which are dropped, not for connections */
};

/* What the programs take, of one processor: one of so many of their runs is timed. */
enum { TCP_TIMED = 256 };

struct tcp_meter {
	__u64 runs, timed;
	__s64 ns; /* of those that were timed */
};

/* Of all processors. */
struct tcp_totals {
	__u64 events;         /* handed over */
	__u64 lost;           /* no room in the ring */
	__u64 no_entry;       /* no room for a connection */
	__u64 no_group;       /* no room for a sum or a histogram */
	__u64 negative;       /* times that came out below zero, and were left out */
	__u32 pass;           /* of the snapshot */
	__u32 only_listeners; /* in this pass */
	__u32 reader;         /* who looks at it: the kernel's number */
};

#endif
