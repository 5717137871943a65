/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls/layout.h - what the programs that follow TLS share with user space.
 *
 * A connection of TLS is one session of a library; its number is never used again. Times are
 * nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef PFC_EBPF_TLS_LAYOUT_H
#define PFC_EBPF_TLS_LAYOUT_H

#include "ebpf/tcp_layout.h"

/* What is called, by how its arguments and its result are to be read. */
enum tls_call {
	TLS_CALL_READ,        /* (session, buffer, length): bytes, or not above 0 */
	TLS_CALL_WRITE,       /* the same */
	TLS_CALL_READ_EX,     /* (session, buffer, length, &done): above 0 is success */
	TLS_CALL_WRITE_EX,    /* the same, or with flags before &done */
	TLS_CALL_HANDSHAKE,   /* (session): 1 when it is complete */
	TLS_CALL_HANDSHAKE_0, /* (session): 0 when it is complete */
	TLS_CALL_FREE,        /* (session), which is no more */
	TLS_CALL_KEY, /* a secret: the programs see for themselves how it is passed */
	/* Of Go, with registers of its own: (connection, buffer...): bytes; the handshake
	 * returns no error when it is complete.
	 */
	TLS_CALL_GO_READ,
	TLS_CALL_GO_WRITE,
	TLS_CALL_GO_HANDSHAKE,
	TLS_CALL_GO_CLOSE,
	TLS_CALL_GO_KEY,
	TLS_CALLS
};

/* How the socket of a session is known. */
enum tls_method {
	TLS_BY_NOTHING,
	TLS_BY_ADJACENT, /* next to the call, on the same thread */
	TLS_BY_CALL,     /* inside the call */
	TLS_BY_WIRE,     /* by the client's random, seen there; told by user space */
	TLS_METHODS
};

/* Of which connections secrets are told; of none: whose they are alone. */
enum tls_secrets { TLS_SECRETS_NONE, TLS_SECRETS_SELECTED, TLS_SECRETS_ALL };

enum tls_dir { TLS_IN, TLS_OUT };

enum { TLS_RANDOM_LEN = 32, TLS_SECRET_MAX = 64, TLS_LABEL_MAX = 40 };

/* Beside enum tcp_verdict: the filter alone does not want it, and keys of all are asked for. */
enum { TLS_FILTERED = TCP_OTHER + 1 };

enum tls_event_kind {
	TLS_EV_BOUND, /* a socket is known now */
	TLS_EV_OPEN,  /* its handshake is complete, or there were bytes */
	TLS_EV_CLOSE,
};

struct tls_session {
	__u64 at; /* in the process */
	__u32 tgid, pad;
};

struct tls_conn {
	__u64 id;
	struct tls_session session;
	__u64 born;      /* first call that was seen */
	__u64 handshake; /* it was complete; 0: not seen */
	/* By enum tls_dir, of reads and writes with bytes. */
	__u64 bytes[2], calls[2], first[2], last[2];
	__u64 cookie; /* of the socket */
	__u64 cgroup;
	struct tcp_tuple tuple;
	struct tcp_who who;
	__u32 netns;
	__u8 method;  /* enum tls_method */
	__u8 verdict; /* enum tcp_verdict, or TLS_FILTERED */
	__u8 again; /* a handshake began behind one: another socket is another connection */
	__u8 told; /* TLS_EV_OPEN was */
	__u32 over; /* closed, but some calls have not returned */
	__u32 random_told;
	__u64 busy; /* calls that have not returned; of Go only */
};

/* A socket that a process uses which has sessions whose sockets are not known. */
struct tls_owner_key {
	struct tcp_tuple tuple;
	__u32 netns, tgid;
};

struct tls_owner {
	__u64 cookie, cgroup;
	__u8 verdict; /* enum tcp_verdict */
	__u8 pad[7];
};

struct tls_event {
	__u64 ns;
	__u8 kind; /* enum tls_event_kind */
	__u8 pad[7];
	struct tls_conn conn;
};

struct tls_key_event {
	__u64 ns;
	struct tls_conn conn;
	char label[TLS_LABEL_MAX];
	__u8 random[TLS_RANDOM_LEN]; /* of the client; none with !has_random */
	__u8 secret[TLS_SECRET_MAX];
	__u8 secret_len; /* 0: only the random is asked for */
	__u8 has_random;
	__u8 pad[6];
};

/* Bytes of a read or a write, in order; large ones come in several pieces. */
enum { TLS_CHUNK = 16384 };

struct tls_data {
	__u64 ns;
	__u64 conn;   /* its number */
	__u64 offset; /* of the first byte, in all that went this way */
	__u32 len;
	__u8 dir; /* enum tls_dir */
	__u8 pad[3];
	__u8 bytes[]; /* len of them */
};

/* Of all processors. */
struct tls_totals {
	__u64 lost, lost_keys, lost_data; /* no room in a ring */
	__u64 rejected;                   /* where secrets pass, something else did */
	__u64 no_conn;                    /* no room for a connection */
	__u64 deep; /* calls inside calls, beyond what is followed */
	__u64 next_id;
};

#endif
