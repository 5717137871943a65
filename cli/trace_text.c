/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_text.c - connections, processes, times and sizes as people read them. */
#include "cli/trace.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "cli/say.h"
#include "cli/trace_words.h"

enum {
	COMM_WIDTH = 15,
	ENDS_WIDTH = 45, /* of IPv4, at most */
};

static const char *const states[] = {
	[1] = "ESTABLISHED", [2] = "SYN_SENT",  [3] = "SYN_RECV", [4] = "FIN_WAIT1",
	[5] = "FIN_WAIT2",   [6] = "TIME_WAIT", [7] = "CLOSE",    [8] = "CLOSE_WAIT",
	[9] = "LAST_ACK",    [10] = "LISTEN",   [11] = "CLOSING", [12] = "SYN_RECV",
};
static const char *const ca_states[] = { "open", "disorder", "cwr", "recovery",
	                                 "loss" };
static const char *const sources[] = { "none",    "listener", "snapshot",
	                               "connect", "accept",   "io" };
static const char *const retrans_types[] = { "syn", "fast", "tlp", "rto" };
#define NAME_OF(names, i)                                                              \
	((i) < sizeof(names) / sizeof(names[0]) && (names)[i] ? (names)[i] : "?")

const char *role_name(unsigned role)
{
	return role >= TCP_CLIENT && role <= TCP_SERVER ? trace_role_words[role - TCP_CLIENT]
	                                                : "unknown";
}

const char *state_name(unsigned state)
{
	return NAME_OF(states, state);
}

const char *ca_name(unsigned state)
{
	return NAME_OF(ca_states, state);
}

const char *source_name(unsigned source)
{
	return NAME_OF(sources, source);
}

const char *retrans_name(unsigned type)
{
	return NAME_OF(retrans_types, type);
}

const char *kind_name(unsigned kind)
{
	return kind < TCP_EV_TURN ? trace_event_words[kind] : "turn";
}

static const char *error_name(unsigned error)
{
	switch (error) {
	case ECONNREFUSED:
		return "refused";
	case ETIMEDOUT:
		return "timeout";
	case ECONNRESET:
		return "reset";
	case EPIPE:
		return "reset";
	case EHOSTUNREACH:
	case ENETUNREACH:
		return "unreachable";
	default:
		return "error";
	}
}

/* States out of which an orderly end does not go straight to CLOSE. */
static bool is_open(unsigned state)
{
	return state == 1 || state == 8;
}

bool is_abort(const struct tcp_close *c)
{
	return !c->error && is_open(c->old_state);
}

const char *reset_reason(const struct trace *t, const struct tcp_event *reset)
{
	return reset->u.reset.has_reason ? tcp_reset_reason(t->tcp, reset->u.reset.reason) : NULL;
}

const char *cause_of(const struct tcp_close *c)
{
	if (c->error)
		return error_name(c->error);
	if (c->old_state == 2)
		return "cancelled";
	return is_abort(c) ? "abort" : "fin";
}

const char *connect_result(const struct tcp_event *e)
{
	if (e->u.connect.answered)
		return "ok";
	if (!e->u.connect.failed)
		return "waiting";
	return e->u.connect.error ? error_name(e->u.connect.error) : "cancelled";
}

void add_time(struct trace *t, struct str *s, uint64_t mono)
{
	uint64_t ns = mono + (uint64_t)t->wall;
	time_t seconds = (time_t)(ns / 1000000000);
	struct tm tm;

	localtime_r(&seconds, &tm);
	str_printf(s, "%02d:%02d:%02d.%06" PRIu64, tm.tm_hour, tm.tm_min, tm.tm_sec,
	           ns % 1000000000 / 1000);
}

void add_end(struct str *s, const struct tcp_tuple *tuple, bool remote)
{
	const uint8_t *addr = remote ? tuple->remote : tuple->local;
	unsigned port = remote ? tuple->rport : tuple->lport;
	char text[INET6_ADDRSTRLEN] = "?";

	inet_ntop(tuple->version == 6 ? AF_INET6 : AF_INET, addr, text, sizeof(text));
	str_printf(s, tuple->version == 6 ? "[%s]:%u" : "%s:%u", text, port);
}

void add_ends(struct str *s, const struct tcp_ident *id)
{
	add_end(s, &id->tuple, false);
	str_printf(s, " > ");
	add_end(s, &id->tuple, true);
}

/* What a terminal shows of it: bytes that go on with a character take no place. */
static uint32_t width_of(const char *text)
{
	uint32_t n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

void add_left(struct str *s, uint32_t width, const char *text)
{
	uint32_t n = width_of(text);

	str_printf(s, "%s%*s", text, n < width ? (int)(width - n) : 0, "");
}

static uint32_t ends_width(const struct trace *t)
{
	return t->ends_width ? t->ends_width : ENDS_WIDTH;
}

bool ends_make_room(struct trace *t, const struct tcp_ident *id)
{
	struct str ends = { 0 };
	uint32_t len;

	add_ends(&ends, id);
	len = (uint32_t)ends.len;
	str_fini(&ends);
	if (len <= ends_width(t))
		return false;
	t->ends_width = len;
	return true;
}

void add_ends_column(const struct trace *t, struct str *s, const struct tcp_ident *id)
{
	struct str ends = { 0 };

	add_ends(&ends, id);
	add_left(s, ends_width(t), ends.at ? ends.at : "");
	str_fini(&ends);
}

void add_ends_title(const struct trace *t, struct str *s)
{
	add_left(s, ends_width(t), "LOCAL > REMOTE");
}

void add_line_end(struct str *s)
{
	while (s->len && s->at[s->len - 1] == ' ')
		s->len--;
	str_add(s, "\n", 1);
}

/* "1234 curl": one that is only likely gets a "~". */
void add_who(struct str *s, const struct tcp_who *who)
{
	char mark = who->source == TCP_BY_LISTENER ? '~' : ' ';
	struct str comm = { 0 };

	if (who->source == TCP_BY_NOTHING) {
		str_printf(s, "%7s %-15s", "-", "-");
		return;
	}
	str_add_escaped(&comm, who->comm, strnlen(who->comm, sizeof(who->comm)),
	                ESCAPE_UTF8);
	str_printf(s, "%7u%c", who->pid, mark);
	add_left(s, COMM_WIDTH, comm.at ? comm.at : "");
	str_fini(&comm);
}

void add_duration(struct str *s, uint64_t ns)
{
	if (ns < 1000000)
		str_printf(s, "%.1fus", (double)ns / 1e3);
	else if (ns < 1000000000)
		str_printf(s, "%.2fms", (double)ns / 1e6);
	else
		str_printf(s, "%.3fs", (double)ns / 1e9);
}

void add_bytes(struct str *s, uint64_t bytes)
{
	if (bytes < 10000)
		str_printf(s, "%" PRIu64, bytes);
	else if (bytes < 10000000)
		str_printf(s, "%.1fk", (double)bytes / 1e3);
	else if (bytes < 10000000000)
		str_printf(s, "%.1fM", (double)bytes / 1e6);
	else
		str_printf(s, "%.1fG", (double)bytes / 1e9);
}

void add_group(struct str *s, const struct tcp_group *g, enum tcp_by by)
{
	char text[INET6_ADDRSTRLEN] = "?";
	struct str comm = { 0 };

	switch (by) {
	case TCP_BY_PROCESS:
		if (!g->tgid) {
			str_printf(s, "%7s %s", "-", "-");
			return;
		}
		str_add_escaped(&comm, g->comm, strnlen(g->comm, sizeof(g->comm)),
		                ESCAPE_UTF8);
		str_printf(s, "%7u %s", g->pid, comm.at ? comm.at : "");
		str_fini(&comm);
		return;
	case TCP_BY_HOST:
		inet_ntop(g->version == 6 ? AF_INET6 : AF_INET, g->addr, text,
		          sizeof(text));
		str_printf(s, "%s", text);
		return;
	case TCP_BY_PORT:
		str_printf(s, "port %u", g->port);
		return;
	case TCP_BY_CGROUP:
		str_printf(s, "cgroup %" PRIu64, (uint64_t)g->cgroup);
		return;
	case TCP_BY_ALL:
		str_printf(s, "all");
		return;
	}
}

/* Room for what there may be, and its title. */
static const struct {
	uint32_t width;
	const char *title;
} group_columns[] = {
	[TCP_BY_PROCESS] = { 8 + COMM_WIDTH, "    PID COMM" },
	[TCP_BY_HOST] = { INET6_ADDRSTRLEN - 7, "HOST" },
	[TCP_BY_PORT] = { 10, "PORT" },
	[TCP_BY_CGROUP] = { 20, "CGROUP" },
	[TCP_BY_ALL] = { 5, "WHAT" },
};

void add_group_column(struct str *s, const struct tcp_group *g, enum tcp_by by)
{
	struct str text = { 0 };

	add_group(&text, g, by);
	add_left(s, group_columns[by].width, text.at ? text.at : "");
	str_fini(&text);
}

void add_group_title(struct str *s, enum tcp_by by)
{
	add_left(s, group_columns[by].width, group_columns[by].title);
}
