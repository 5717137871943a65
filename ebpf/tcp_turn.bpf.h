/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp_turn.bpf.h - turns: bytes out, then bytes in.
 *
 *	client  send ... send          | answer ... read   the next send ends the turn
 *	                     response -->       ->| read wait
 *	server  request ...            | send
 *	                     service -->|
 *
 * Several sends in front of the answer are one turn; the response is counted from the last of
 * them. What sends while answers are still coming in has no turns.
 */
#ifndef PFC_EBPF_TCP_TURN_BPF_H
#define PFC_EBPF_TCP_TURN_BPF_H

#include "ebpf/tcp_event.bpf.h"

static __always_inline void tell_turn(struct tcp_entry *e, const struct tcp_turn *t)
{
	struct tcp_event *ev;
	struct tcp_io *io;

	e->turns++;
	if (settings.count_io && e->wanted) {
		io = sum_of(e);
		if (io)
			__sync_fetch_and_add(&io->turns, 1);
	}
	if (t->answer - t->last < settings.slow_ns ||
	    (settings.sample > 1 && t->seq % settings.sample))
		return;
	ev = event_of(e, TCP_EV_TURN);
	if (ev) {
		__builtin_memcpy(&ev->u.turn, t, sizeof(*t));
		event_send(ev);
	}
}

static __always_inline bool has_turns(const struct tcp_entry *e, __u8 role)
{
	return (e->id.role == TCP_SERVER) == (role == TCP_SERVER) &&
	       !(e->id.flags & TCP_DUPLEX);
}

static __always_inline void turn_end(struct tcp_entry *e)
{
	__u64 seq = e->turn.seq;

	if (!e->turn.first || !e->turn.answer)
		return;
	if (has_turns(e, TCP_CLIENT))
		tell_turn(e, &e->turn);
	__builtin_memset(&e->turn, 0, sizeof(e->turn));
	e->turn.seq = seq + 1;
}

/* How long an answer took that one waited for, or that one gave. */
static __always_inline void tell_answer(struct tcp_entry *e, __u8 what, __s64 ns)
{
	hist_add(e, what, ns);
	if (settings.answers && e->wanted)
		answer_add(e->id.cookie, ns);
}

/* The server answers: from its side that is the turn. */
static __always_inline void service_end(struct tcp_entry *e, __u64 now)
{
	struct tcp_turn t = { .first = e->request, .last = e->request, .answer = now };

	t.received = e->request_bytes;
	t.seq = e->turn.seq;
	tell_answer(e, TCP_HIST_SERVICE, now - e->request);
	tell_turn(e, &t);
}

/* So many sends, and one for so many turns, while answers wait to be read: what is sent is not
 * about what came in.
 */
enum { OVERLAPS = 8, TURNS = 8 };

static __always_inline void overlap(struct tcp_entry *e)
{
	if (++e->overlaps >= OVERLAPS && e->overlaps * TURNS > e->turns)
		e->id.flags |= TCP_DUPLEX;
}

/* A send begins, or goes on with its next piece.
 *
 * waits  bytes wait to be read.
 */
static __always_inline void turn_send(struct tcp_entry *e, __u64 now, bool waits)
{
	if (waits)
		overlap(e);
	if (e->request && has_turns(e, TCP_SERVER))
		service_end(e, now);
	e->request = 0;
	if (e->turn.answer)
		turn_end(e);
	if (!e->turn.first)
		e->turn.first = now;
	e->turn.last = now;
}

/* How many bytes the kernel counts more than before; a FIN alone is none. */
static __always_inline __u64 arrived(struct tcp_entry *e, struct sock *sk,
                                     struct tcp_sock *tp)
{
	__u64 received = tp->bytes_received;
	__u64 more = received - e->received;

	e->received = received;
	return more && sk->__sk_common.skc_flags >> SOCK_DONE & 1 ? more - 1 : more;
}

/* When the segment came in that the kernel is looking at: it has read the clock, which is what
 * costs most here. Linux 5.0.
 */
static __always_inline __u64 arrival_time(struct tcp_sock *tp)
{
	return bpf_core_field_exists(tp->tcp_clock_cache) ? tp->tcp_clock_cache
	                                                  : bpf_ktime_get_ns();
}

static __always_inline void turn_arrival(struct tcp_entry *e, __u64 more, __u64 now)
{
	if (!more)
		return;
	if (!e->unread)
		e->unread = now;
	if (!e->request) {
		e->request = now;
		e->request_bytes = 0;
	}
	e->request_bytes += more;
	if (!e->turn.first)
		return;
	e->turn.received += more;
	if (e->turn.answer)
		return;
	e->turn.answer = now;
	if (has_turns(e, TCP_CLIENT))
		tell_answer(e, TCP_HIST_RESPONSE, now - e->turn.last);
}

static __always_inline void turn_segment(struct tcp_entry *e)
{
	if (!e->turn.first || e->turn.ack)
		return;
	e->turn.ack = bpf_ktime_get_ns();
	hist_add(e, TCP_HIST_ACK, e->turn.ack - e->turn.first);
}

static __always_inline void turn_read(struct tcp_entry *e)
{
	__u64 now;

	if (!e->unread)
		return;
	now = bpf_ktime_get_ns();
	if (!(e->id.flags & TCP_DUPLEX))
		hist_add(e, TCP_HIST_READWAIT, now - e->unread);
	e->unread = 0;
	if (e->turn.answer && !e->turn.read)
		e->turn.read = now;
}

#endif
