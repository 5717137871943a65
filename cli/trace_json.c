/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_json.c - events and connections as JSON, an object a line.
 *
 * Written by hand: there may be hundreds of thousands a second. The names are a promise, which
 * the manual page makes.
 */
#include "cli/trace_args.h"
#include "cli/trace_list.h"

#include <arpa/inet.h>
#include <string.h>

/* Digits of n, at least `least` of them; returns where they begin in `room`. */
static const char *digits(char room[24], uint64_t n, int least)
{
	char *p = room + 23;

	*p = '\0';
	do {
		*--p = (char)('0' + n % 10);
		n /= 10;
		least--;
	} while (n || least > 0);
	return p;
}

static void add_number(struct str *s, uint64_t n)
{
	char room[24];
	const char *p = digits(room, n, 1);

	str_add(s, p, (size_t)(room + 23 - p));
}

static void add_key(struct str *s, const char *name)
{
	str_add(s, ",\"", 2);
	str_add(s, name, strlen(name));
	str_add(s, "\":", 2);
}

void json_open(struct trace *t, const char *ev, uint64_t mono)
{
	str_add(&t->out, "{\"ev\":\"", 7);
	str_add(&t->out, ev, strlen(ev));
	str_add(&t->out, "\"", 1);
	json_number(&t->out, "ts", mono + (uint64_t)t->wall);
	json_number(&t->out, "mono", mono);
}

void json_close(struct trace *t)
{
	str_add(&t->out, "}\n", 2);
}

void json_number(struct str *s, const char *name, uint64_t n)
{
	add_key(s, name);
	add_number(s, n);
}

void json_yes(struct str *s, const char *name)
{
	add_key(s, name);
	str_add(s, "true", 4);
}

static bool is_plain(char c)
{
	return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

/* Bytes that are not ASCII may not be UTF-8: they are written as if they were Latin-1. */
void json_quoted(struct str *s, const char *text)
{
	str_add(s, "\"", 1);
	while (*text) {
		size_t n = 0;

		while (text[n] && is_plain(text[n]))
			n++;
		str_add(s, text, n);
		text += n;
		if (*text == '"' || *text == '\\')
			str_printf(s, "\\%c", *text);
		else if (*text)
			str_printf(s, "\\u%04x", (unsigned char)*text);
		text += *text != '\0';
	}
	str_add(s, "\"", 1);
}

void json_text(struct str *s, const char *name, const char *text)
{
	add_key(s, name);
	json_quoted(s, text);
}

void json_us(struct str *s, const char *name, uint64_t ns)
{
	char room[24];

	json_number(s, name, ns / 1000);
	str_add(s, ".", 1);
	str_add(s, digits(room, ns % 1000, 3), 3);
}

static void json_comm(struct str *s, const char *name, const char *comm)
{
	char text[TCP_COMM_LEN + 1] = { 0 };

	memcpy(text, comm, TCP_COMM_LEN);
	json_text(s, name, text);
}

static void add_address(struct str *s, const struct tcp_tuple *t, const uint8_t *addr)
{
	char text[INET6_ADDRSTRLEN] = "";

	if (t->version == 6) {
		inet_ntop(AF_INET6, addr, text, sizeof(text));
		str_add(s, text, strlen(text));
		return;
	}
	for (int i = 0; i < 4; i++) {
		if (i)
			str_add(s, ".", 1);
		add_number(s, addr[i]);
	}
}

static void json_end(struct str *s, const struct tcp_tuple *t, bool remote)
{
	add_key(s, remote ? "raddr" : "laddr");
	str_add(s, "\"", 1);
	add_address(s, t, remote ? t->remote : t->local);
	str_add(s, "\"", 1);
	json_number(s, remote ? "rport" : "lport", remote ? t->rport : t->lport);
}

void json_ident(struct str *s, const struct tcp_ident *id)
{
	const struct tcp_who *w = &id->owner;

	if (id->cookie)
		json_number(s, "cookie", id->cookie);
	json_number(s, "netns", id->netns);
	if (w->source != TCP_BY_NOTHING) {
		json_number(s, "pid", w->pid);
		if (w->nspid != w->pid)
			json_number(s, "nspid", w->nspid);
		json_comm(s, "comm", w->comm);
		json_text(s, "attr", source_name(w->source));
	}
	if (id->opener.tgid && id->opener.tgid != w->tgid) {
		json_number(s, "opener_pid", id->opener.pid);
		json_comm(s, "opener_comm", id->opener.comm);
	}
	if (id->cookie) {
		json_number(s, "uid", id->uid);
		json_number(s, "cgroup", id->cgroup);
		json_text(s, "role", role_name(id->role));
	}
	if (id->flags & TCP_EXISTING)
		json_yes(s, "existing");
	if (id->flags & TCP_DUPLEX)
		json_yes(s, "duplex");
	json_number(s, "family", id->tuple.version);
	json_end(s, &id->tuple, false);
	json_end(s, &id->tuple, true);
}

/* Where several processes have it open. */
static void json_holders(struct trace *t, uint64_t cookie)
{
	struct str *s = &t->out;
	uint32_t count;
	const struct holder *h = trace_holders(t, cookie, &count);

	for (uint32_t i = 0; i < count; i++) {
		str_printf(s, "%s{\"pid\":%u", i ? "," : ",\"holders\":[", h[i].pid);
		json_comm(s, "comm", h[i].comm);
		str_add(s, "}", 1);
	}
	if (count)
		str_add(s, "]", 1);
}

void json_whose(struct trace *t, const struct tcp_ident *id)
{
	json_ident(&t->out, id);
	json_holders(t, id->cookie);
	json_args(t, &id->owner);
}

void json_counts(struct str *s, const struct tcp_counts *c)
{
	char name[TCP_COMM_LEN + 1] = { 0 };

	json_number(s, "tx", c->sent);
	json_number(s, "rx", c->received);
	json_number(s, "retrans", c->retrans);
	json_number(s, "segs_out", c->segs_out);
	json_number(s, "segs_in", c->segs_in);
	if (c->srtt_us)
		json_number(s, "srtt_us", c->srtt_us);
	if (c->rtt_us)
		json_number(s, "rtt_us", c->rtt_us);
	if (c->min_rtt_us)
		json_number(s, "min_rtt_us", c->min_rtt_us);
	json_number(s, "cwnd", c->cwnd);
	json_number(s, "mss", c->mss);
	json_number(s, "unsent", c->unsent);
	json_number(s, "unacked", c->unacked);
	json_number(s, "unread", c->unread);
	memcpy(name, c->algorithm, TCP_COMM_LEN);
	json_text(s, "algorithm", name);
}

void json_io(struct str *s, const struct tcp_io *io)
{
	json_number(s, "send_calls", io->send_calls);
	json_number(s, "send_bytes", io->send_bytes);
	json_number(s, "recv_calls", io->recv_calls);
	json_number(s, "recv_bytes", io->recv_bytes);
}

void json_group(struct str *s, const struct tcp_group *g, enum tcp_by by)
{
	char text[INET6_ADDRSTRLEN] = "";

	switch (by) {
	case TCP_BY_PROCESS:
		if (!g->tgid)
			return;
		json_number(s, "pid", g->pid);
		json_comm(s, "comm", g->comm);
		return;
	case TCP_BY_HOST:
		inet_ntop(g->version == 6 ? AF_INET6 : AF_INET, g->addr, text,
		          sizeof(text));
		json_text(s, "raddr", text);
		return;
	case TCP_BY_PORT:
		json_number(s, "port", g->port);
		return;
	case TCP_BY_CGROUP:
		json_number(s, "cgroup", g->cgroup);
		return;
	case TCP_BY_ALL:
		return;
	}
}

static void json_times(struct str *s, const struct tcp_ident *id, uint64_t end)
{
	if (id->born && !(id->flags & TCP_EXISTING))
		json_us(s, "duration_us", end - id->born);
	if (id->role == TCP_CLIENT && id->born && id->established)
		json_us(s, "connect_us", id->established - id->born);
	if (id->accepted && id->established)
		json_us(s, "accept_wait_us", id->accepted - id->established);
}

static void json_turn(struct str *s, const struct tcp_turn *turn, bool server)
{
	if (server) {
		json_us(s, "service_us", turn->answer - turn->last);
		json_number(s, "received", turn->received);
		return;
	}
	if (turn->ack)
		json_us(s, "ack_us", turn->ack - turn->first);
	json_us(s, "response_us", turn->answer - turn->last);
	if (turn->read)
		json_us(s, "read_wait_us", turn->read - turn->answer);
	json_us(s, "send_us", turn->last - turn->first);
	json_number(s, "sent", turn->sent);
	json_number(s, "received", turn->received);
}

static void json_drop(struct trace *t, const struct tcp_event *e)
{
	const char *reason = tcp_drop_reason(t->tcp, e->u.drop.reason);
	const char *where = symbol_at(t, e->u.drop.location);

	if (reason)
		json_text(&t->out, "reason", reason);
	if (*where)
		json_text(&t->out, "where", where);
	json_number(&t->out, "len", e->u.drop.len);
}

static void json_reset(struct trace *t, const struct tcp_event *e)
{
	const char *reason = reset_reason(t, e);

	json_text(&t->out, "dir", e->u.reset.sent ? "out" : "in");
	if (reason)
		json_text(&t->out, "reason", reason);
}

static void json_closed(struct trace *t, const struct tcp_event *e, const struct tcp_event *reset)
{
	const char *reason = reset ? reset_reason(t, reset) : NULL;
	struct str *s = &t->out;

	json_text(s, "cause", cause_of(&e->u.close));
	if (e->u.close.error)
		json_number(s, "errno", e->u.close.error);
	if (reset)
		json_text(s, "reset", "out");
	if (reason)
		json_text(s, "reset_reason", reason);
	json_text(s, "from", state_name(e->u.close.old_state));
	json_times(s, &e->id, e->ns);
	json_counts(s, &e->u.close.counts);
}

void json_event(struct trace *t, const struct tcp_event *e, const struct tcp_event *reset)
{
	struct str *s = &t->out;

	json_open(t, kind_name(e->kind), e->ns);
	json_whose(t, &e->id);
	switch ((enum tcp_kind)e->kind) {
	case TCP_EV_CONNECT:
		json_text(s, "result", connect_result(e));
		if (e->u.connect.error)
			json_number(s, "errno", e->u.connect.error);
		if (e->u.connect.answered)
			json_us(s, "connect_us", e->id.established - e->id.born);
		break;
	case TCP_EV_ESTABLISHED:
		json_number(s, "srtt_us", e->u.established.srtt_us);
		break;
	case TCP_EV_ACCEPT:
		if (e->id.established)
			json_us(s, "accept_wait_us",
			        e->id.accepted - e->id.established);
		break;
	case TCP_EV_CLOSE:
		json_closed(t, e, reset);
		break;
	case TCP_EV_RETRANS:
		json_text(s, "type", retrans_name(e->u.retrans.type));
		json_number(s, "segs", e->u.retrans.segs);
		break;
	case TCP_EV_RESET:
		json_reset(t, e);
		break;
	case TCP_EV_DROP:
		json_drop(t, e);
		break;
	case TCP_EV_CONG:
		json_text(s, "from", ca_name(e->u.change.from));
		json_text(s, "to", ca_name(e->u.change.to));
		break;
	case TCP_EV_STATE:
		json_text(s, "from", state_name(e->u.change.from));
		json_text(s, "to", state_name(e->u.change.to));
		break;
	case TCP_EV_TURN:
		json_turn(s, &e->u.turn, e->id.role == TCP_SERVER);
		break;
	case TCP_EV_SYNACK:
	case TCP_EV_OWNER:
	case TCP_EV_EXEC:
	case TCP_EV_KINDS:
		break;
	}
	json_close(t);
}
