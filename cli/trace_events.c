/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_events.c - a line for each event, or for each slow turn. */
#include "cli/trace_args.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cli/trace_merge.h"

#define BIT(n) (UINT32_C(1) << (n))

/* --- what an event has to say beside whose it is --- */

static void add_connect(struct str *s, const struct tcp_event *e)
{
	str_printf(s, "%s", connect_result(e));
	if (!e->u.connect.answered)
		return;
	str_printf(s, " ");
	add_duration(s, e->id.established - e->id.born);
}

static void add_close(struct str *s, const struct tcp_event *e)
{
	const struct tcp_counts *c = &e->u.close.counts;

	str_printf(s, "%s", cause_of(&e->u.close));
	if (e->id.born && !(e->id.flags & TCP_EXISTING)) {
		str_printf(s, " after ");
		add_duration(s, e->ns - e->id.born);
	}
	str_printf(s, " tx ");
	add_bytes(s, c->sent);
	str_printf(s, " rx ");
	add_bytes(s, c->received);
	if (c->retrans)
		str_printf(s, " retrans %u", c->retrans);
}

static void add_reset(struct trace *t, const struct tcp_event *e)
{
	const char *reason = reset_reason(t, e);

	str_printf(&t->out, "%s%s%s", e->u.reset.sent ? "sent" : "received",
	           reason ? " " : "", reason ? reason : "");
}

static void add_drop(struct trace *t, const struct tcp_event *e)
{
	const char *reason = tcp_drop_reason(t->tcp, e->u.drop.reason);
	const char *where = symbol_at(t, e->u.drop.location);

	if (reason)
		str_printf(&t->out, "%s ", reason);
	str_printf(&t->out, "at %s, %u bytes", *where ? where : "?", e->u.drop.len);
}

static void add_detail(struct trace *t, const struct tcp_event *e)
{
	struct str *s = &t->out;

	switch ((enum tcp_kind)e->kind) {
	case TCP_EV_CONNECT:
		add_connect(s, e);
		return;
	case TCP_EV_ESTABLISHED:
		str_printf(s, "%s, rtt ", role_name(e->id.role));
		add_duration(s, e->u.established.srtt_us * UINT64_C(1000));
		return;
	case TCP_EV_ACCEPT:
		if (!e->id.established)
			return;
		str_printf(s, "waited ");
		add_duration(s, e->id.accepted - e->id.established);
		return;
	case TCP_EV_CLOSE:
		add_close(s, e);
		return;
	case TCP_EV_RETRANS:
		str_printf(s, "%s, %u segment%s", retrans_name(e->u.retrans.type),
		           e->u.retrans.segs, e->u.retrans.segs == 1 ? "" : "s");
		return;
	case TCP_EV_RESET:
		add_reset(t, e);
		return;
	case TCP_EV_DROP:
		add_drop(t, e);
		return;
	case TCP_EV_CONG:
		str_printf(s, "%s > %s", ca_name(e->u.change.from),
		           ca_name(e->u.change.to));
		return;
	case TCP_EV_STATE:
		str_printf(s, "%s > %s", state_name(e->u.change.from),
		           state_name(e->u.change.to));
		return;
	case TCP_EV_SYNACK:
	case TCP_EV_TURN:
	case TCP_EV_OWNER:
	case TCP_EV_EXEC:
	case TCP_EV_KINDS:
		return;
	}
}

uint32_t trace_events_of(const struct args *args)
{
	uint32_t asked = (uint32_t)args->events; /* without OPT_SET_BARE */

	if (asked)
		return asked;
	return BIT(TCP_EV_CONNECT) | BIT(TCP_EV_ESTABLISHED) | BIT(TCP_EV_ACCEPT) |
	       BIT(TCP_EV_CLOSE) | BIT(TCP_EV_RETRANS) | BIT(TCP_EV_SYNACK) | BIT(TCP_EV_RESET);
}

static bool is_short(const struct trace *t, const struct tcp_event *e)
{
	uint64_t min = t->args->min_ms * 1000000;

	if (!min)
		return false;
	if (e->kind == TCP_EV_CONNECT)
		return e->u.connect.answered && e->id.established - e->id.born < min;
	if (e->kind == TCP_EV_ACCEPT)
		return e->id.accepted - e->id.established < min;
	return false;
}

static void events_head(struct trace *t)
{
	str_printf(&t->out, "%-15s %-11s %7s %-15s ", "TIME", "EVENT", "PID", "COMM");
	add_ends_title(t, &t->out);
	str_printf(&t->out, "   DETAIL\n");
}

/* reset: that this end sent behind its close; NULL: none. */
static void events_text(struct trace *t, const struct tcp_event *e, const struct tcp_event *reset)
{
	struct str *s = &t->out;

	if (ends_make_room(t, &e->id))
		events_head(t);
	add_time(t, s, e->ns);
	str_printf(s, " %-11s ", kind_name(e->kind));
	add_who(s, &e->id.owner);
	str_printf(s, " ");
	add_ends_column(t, s, &e->id);
	str_printf(s, " %c ", e->id.flags & TCP_EXISTING ? '+' : ' ');
	add_detail(t, e);
	if (reset) {
		str_printf(s, " reset ");
		add_reset(t, reset);
	}
	add_args(t, &e->id.owner);
	add_line_end(s);
}

static void tell(struct trace *t, const struct tcp_event *e, const struct tcp_event *reset)
{
	if (t->full)
		return;
	if (t->args->json)
		json_event(t, e, reset);
	else
		events_text(t, e, reset);
	trace_line(t);
}

static bool may_be_reset(const struct trace *t, const struct tcp_event *e)
{
	return e->kind == TCP_EV_CLOSE && trace_events_of(t->args) >> TCP_EV_RESET & 1 &&
	       is_abort(&e->u.close);
}

static void tell_until(struct trace *t, uint64_t now)
{
	const struct merging *next;

	while ((next = merge_take(t->own, now)))
		tell(t, &next->event, next->has_reset ? &next->reset : NULL);
}

static void events_event(struct trace *t, const struct tcp_event *e)
{
	struct merge *m = t->own;
	bool waits = may_be_reset(t, e);

	if (is_short(t, e))
		return;
	if (!m->count && !waits) {
		tell(t, e, NULL);
		return;
	}
	/* As text it is one line; programs get each event. */
	if (e->kind != TCP_EV_RESET || !e->u.reset.sent || !merge_reset(m, e) || t->args->json)
		merge_add(m, e, waits);
	tell_until(t, e->ns);
}

static void events_poll(struct trace *t)
{
	tell_until(t, t->now);
}

static void events_end(struct trace *t)
{
	tell_until(t, UINT64_MAX);
}

static void events_want(const struct args *args, struct tcp_settings *s)
{
	s->list = args->json; /* who else has one open */
	s->kinds = trace_events_of(args);
}

static bool events_open(struct trace *t)
{
	t->own = calloc(1, sizeof(struct merge));
	if (!t->args->json)
		events_head(t);
	return t->own != NULL;
}

static void events_close(struct trace *t)
{
	free(t->own);
}

const struct view view_events = {
	.name = "events",
	.option = "--events",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_ARGS | TAKES_MIN_MS | TAKES_ALL_DROPS,
	.want = events_want,
	.open = events_open,
	.event = events_event,
	.poll = events_poll,
	.end = events_end,
	.close = events_close,
};

/* --- slow turns --- */

static void slow_want(const struct args *args, struct tcp_settings *s)
{
	s->kinds = BIT(TCP_EV_TURN);
	s->list = args->json;
	s->turns = true;
	s->slow_ns = args->slow * 1000000;
}

static bool slow_open(struct trace *t)
{
	if (!t->args->json)
		str_printf(&t->out, "%-15s %7s %-15s %-6s %10s %10s %10s %8s %8s %s\n",
		           "TIME", "PID", "COMM", "ROLE", "ACK", "RESPONSE", "READWAIT",
		           "SENT", "RECEIVED", "LOCAL > REMOTE");
	return true;
}

static void add_column(struct str *s, uint64_t from, uint64_t to)
{
	struct str text = { 0 };

	if (from && to >= from)
		add_duration(&text, to - from);
	str_printf(s, " %10s", text.at ? text.at : "-");
	str_fini(&text);
}

static void slow_event(struct trace *t, const struct tcp_event *e)
{
	const struct tcp_turn *turn = &e->u.turn;
	struct str *s = &t->out;

	if (t->args->json) {
		json_event(t, e, NULL);
		trace_line(t);
		return;
	}
	add_time(t, s, e->ns);
	str_printf(s, " ");
	add_who(s, &e->id.owner);
	str_printf(s, " %-6s", role_name(e->id.role));
	add_column(s, turn->first, turn->ack);
	add_column(s, turn->last, turn->answer);
	add_column(s, turn->answer, turn->read);
	if (e->id.role == TCP_SERVER)
		str_printf(s, " %8s", "-");
	else
		str_printf(s, " %8" PRIu64, (uint64_t)turn->sent);
	str_printf(s, " %8" PRIu64 " ", (uint64_t)turn->received);
	add_ends(s, &e->id);
	add_args(t, &e->id.owner);
	add_line_end(s);
	trace_line(t);
}

const struct view view_slow = {
	.name = "slow",
	.option = "--slow",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_ARGS | TAKES_SAMPLE,
	.want = slow_want,
	.open = slow_open,
	.event = slow_event,
};
