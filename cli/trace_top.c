/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_top.c - connections by what they do now, and sockets that listen. */
#include "cli/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/trace_keys.h"

#define BIT(n) (UINT32_C(1) << (n))

/* A connection, or several that are put together. */
struct line {
	struct tcp_sample s;
	struct tcp_group group;
	uint64_t tx, rx; /* bytes since the refresh before */
	uint32_t count;  /* of connections */
	uint32_t pass;   /* of the refresh that saw it last */
	bool ended;
};

struct top {
	struct keys lines; /* by cookie */
	struct line *shown;
	uint32_t shown_count;
	uint32_t pass;
	const struct trace *t;
};

enum trace_sort {
	SORT_TX,
	SORT_RX,
	SORT_RTT,
	SORT_RETRANS,
	SORT_UNSENT,
	SORT_UNREAD,
	SORT_PID
};

static void top_want(const struct args *args, struct tcp_settings *s)
{
	(void)args;
	s->kinds = BIT(TCP_EV_CLOSE);
	s->list = true;
}

static bool top_open(struct trace *t)
{
	struct top *top = calloc(1, sizeof(*top));

	if (top) {
		top->lines.key_len = sizeof(uint64_t);
		top->lines.value_len = sizeof(struct line);
		top->t = t;
	}
	t->own = top;
	return top != NULL;
}

static void top_close(struct trace *t)
{
	struct top *top = t->own;

	if (top)
		keys_fini(&top->lines);
	free(top);
}

/* One that is seen for the first time counts from now on, unless it is new itself. */
static struct line *line_of(struct trace *t, const struct tcp_ident *id,
                            const struct tcp_counts *now)
{
	struct top *top = t->own;
	bool is_new;
	struct line *l = keys_get(&top->lines, &id->cookie, &is_new);

	if (!l) {
		t->out.failed = true;
		return NULL;
	}
	if (is_new && id->flags & TCP_EXISTING)
		l->s.counts = *now;
	l->tx += now->sent - l->s.counts.sent;
	l->rx += now->received - l->s.counts.received;
	l->s.id = *id;
	l->s.counts = *now;
	l->count = 1;
	l->pass = top->pass;
	return l;
}

static void top_sample(void *ctx, const struct tcp_sample *s)
{
	if (!s->listens)
		line_of(ctx, &s->id, &s->counts);
}

static void top_event(struct trace *t, const struct tcp_event *e)
{
	struct line *l = line_of(t, &e->id, &e->u.close.counts);

	if (!l)
		return;
	l->ended = true;
	l->s.id.state = 7;
}

/* --- lines that are put together --- */

static void group_of(const struct tcp_ident *id, enum tcp_by by, struct tcp_group *g)
{
	memset(g, 0, sizeof(*g));
	switch (by) {
	case TCP_BY_PROCESS:
		g->tgid = id->owner.tgid;
		g->pid = id->owner.pid;
		memcpy(g->comm, id->owner.comm, sizeof(g->comm));
		return;
	case TCP_BY_HOST:
		g->version = id->tuple.version;
		memcpy(g->addr, id->tuple.remote, sizeof(g->addr));
		return;
	case TCP_BY_PORT:
		g->port = id->role == TCP_SERVER ? id->tuple.lport : id->tuple.rport;
		return;
	case TCP_BY_CGROUP:
		g->cgroup = id->cgroup;
		return;
	case TCP_BY_ALL:
		return;
	}
}

static bool put_together(const struct top *top, enum tcp_by by, struct keys *out)
{
	struct tcp_group g;
	bool is_new;

	for (uint32_t i = 0; i < top->lines.count; i++) {
		const struct line *l = keys_at(&top->lines, i);
		struct line *sum;

		group_of(&l->s.id, by, &g);
		sum = keys_get(out, &g, &is_new);
		if (!sum)
			return false;
		if (is_new) {
			*sum = *l;
			sum->group = g;
			continue;
		}
		sum->count++;
		sum->tx += l->tx;
		sum->rx += l->rx;
		sum->s.counts.retrans += l->s.counts.retrans;
		sum->s.counts.segs_out += l->s.counts.segs_out;
		sum->s.counts.unsent += l->s.counts.unsent;
		sum->s.counts.unread += l->s.counts.unread;
		if (l->s.counts.srtt_us > sum->s.counts.srtt_us)
			sum->s.counts.srtt_us = l->s.counts.srtt_us;
	}
	return true;
}

/* --- order --- */

static uint64_t sort_key(const struct line *l, int sort)
{
	switch ((enum trace_sort)sort) {
	case SORT_TX:
		return l->tx;
	case SORT_RX:
		return l->rx;
	case SORT_RTT:
		return l->s.counts.srtt_us;
	case SORT_RETRANS:
		return l->s.counts.retrans;
	case SORT_UNSENT:
		return l->s.counts.unsent;
	case SORT_UNREAD:
		return l->s.counts.unread;
	case SORT_PID:
		return UINT32_MAX - l->s.id.owner.pid;
	}
	return 0;
}

/* qsort() hands nothing over: the key stands in the line, as `count` does. */
struct ranked {
	uint64_t key, other;
	const struct line *line;
};

static int by_rank(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->key != b->key)
		return a->key > b->key ? -1 : 1;
	return a->other > b->other ? -1 : a->other < b->other;
}

/* --- output --- */

static void top_text(struct trace *t, const struct line *l, double seconds)
{
	const struct tcp_counts *c = &l->s.counts;
	struct str *s = &t->out, tx = { 0 }, rx = { 0 }, rtt = { 0 };

	add_bytes(&tx, (uint64_t)((double)l->tx / seconds));
	add_bytes(&rx, (uint64_t)((double)l->rx / seconds));
	add_duration(&rtt, c->srtt_us * UINT64_C(1000));
	if (t->args->by >= 0)
		add_group(s, &l->group, trace_by(t->args, TCP_BY_ALL));
	else
		add_who(s, &l->s.id.owner);
	str_printf(s, " %8s %8s %9s %5u %6.2f %7u %7u", tx.at, rx.at,
	           c->srtt_us ? rtt.at : "-", c->cwnd,
	           c->segs_out ? 100.0 * c->retrans / c->segs_out : 0, c->unsent,
	           c->unread);
	if (t->args->by >= 0) {
		str_printf(s, " %6u\n", l->count);
	} else {
		str_printf(s, " %-6s %-11s ", role_name(l->s.id.role),
		           state_name(l->s.id.state));
		add_ends(s, &l->s.id);
		str_printf(s, "%s\n", l->s.id.flags & TCP_EXISTING ? " +" : "");
	}
	str_fini(&tx);
	str_fini(&rx);
	str_fini(&rtt);
}

static void top_json(struct trace *t, const struct line *l, double seconds)
{
	struct str *s = &t->out;

	json_open(t, "top", t->now);
	if (t->args->by >= 0) {
		json_group(s, &l->group, trace_by(t->args, TCP_BY_ALL));
		json_number(s, "connections", l->count);
	} else {
		json_ident(s, &l->s.id);
		json_text(s, "state", state_name(l->s.id.state));
	}
	json_number(s, "tx_rate", (uint64_t)((double)l->tx / seconds));
	json_number(s, "rx_rate", (uint64_t)((double)l->rx / seconds));
	json_counts(s, &l->s.counts);
	json_close(t);
}

static uint32_t rows_of(const struct trace *t)
{
	struct winsize size;

	if (t->args->rows)
		return (uint32_t)t->args->rows;
	if (t->terminal && !t->args->json &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 4)
		return size.ws_row - 4u;
	return UINT32_MAX;
}

static void top_head(struct trace *t, uint32_t count)
{
	const struct tcp_totals *n = tcp_totals(t->tcp);
	struct str *s = &t->out;

	if (t->args->json)
		return;
	if (t->terminal)
		str_printf(s, "\033[H\033[2J");
	add_time(t, s, t->now);
	str_printf(s, "  %u lines, %" PRIu64 " events, %" PRIu64 " lost\n", count,
	           (uint64_t)n->events, (uint64_t)n->lost);
	if (t->args->by >= 0)
		str_printf(s, "%-23s", "WHAT");
	else
		str_printf(s, "%7s %-15s", "PID", "COMM");
	str_printf(s, " %8s %8s %9s %5s %6s %7s %7s %s\n", "TX/s", "RX/s", "RTT",
	           "CWND", "RETR%", "UNSENT", "RXQ",
	           t->args->by >= 0 ? " CONNS" : "ROLE   STATE       LOCAL > REMOTE");
}

static void show(struct trace *t, const struct keys *lines)
{
	double seconds = (double)(t->now - t->last) / 1e9;
	struct ranked *order = calloc(lines->count + 1, sizeof(*order));
	uint32_t rows = rows_of(t);

	if (!order || seconds <= 0) {
		free(order);
		return;
	}
	for (uint32_t i = 0; i < lines->count; i++) {
		const struct line *l = keys_at(lines, i);

		order[i] =
			(struct ranked){ sort_key(l, t->args->sort), l->tx + l->rx, l };
	}
	qsort(order, lines->count, sizeof(*order), by_rank);
	top_head(t, lines->count);
	for (uint32_t i = 0; i < lines->count && i < rows; i++) {
		if (t->args->json)
			top_json(t, order[i].line, seconds);
		else
			top_text(t, order[i].line, seconds);
	}
	free(order);
}

static bool is_alive(const void *value, void *ctx)
{
	const struct line *l = value;
	const struct top *top = ctx;

	return !l->ended && l->pass == top->pass;
}

static void top_tick(struct trace *t)
{
	struct top *top = t->own;
	struct keys sums = { .key_len = sizeof(struct tcp_group),
		             .value_len = sizeof(struct line) };

	top->pass++;
	tcp_list(t->tcp, top_sample, t);
	if (t->args->by < 0)
		show(t, &top->lines);
	else if (put_together(top, (enum tcp_by)t->args->by, &sums))
		show(t, &sums);
	else
		t->out.failed = true;
	keys_fini(&sums);
	keys_filter(&top->lines, is_alive, top);
	for (uint32_t i = 0; i < top->lines.count; i++) {
		struct line *l = keys_at(&top->lines, i);

		l->tx = l->rx = 0;
	}
	trace_line(t);
}

const struct view view_top = {
	.name = "top",
	.want = top_want,
	.open = top_open,
	.event = top_event,
	.tick = top_tick,
	.close = top_close,
};

/* --- sockets that listen --- */

static void listen_want(const struct args *args, struct tcp_settings *s)
{
	(void)args;
	s->list = true;
}

/* Drops at the refresh before, by cookie. */
static bool listen_open(struct trace *t)
{
	struct keys *before = calloc(1, sizeof(*before));

	if (before) {
		before->key_len = sizeof(uint64_t);
		before->value_len = sizeof(uint32_t);
	}
	t->own = before;
	return before != NULL;
}

static void listen_sample(void *ctx, const struct tcp_sample *sample)
{
	struct trace *t = ctx;
	struct str *s = &t->out;
	uint32_t *before, more;
	bool is_new;

	if (!sample->listens)
		return;
	before = keys_get(t->own, &sample->id.cookie, &is_new);
	if (!before) {
		s->failed = true;
		return;
	}
	more = is_new ? 0 : sample->drops - *before;
	*before = sample->drops;
	if (t->args->json) {
		json_open(t, "listen", t->now);
		json_ident(s, &sample->id);
		json_number(s, "backlog", sample->backlog);
		json_number(s, "backlog_max", sample->backlog_max);
		json_number(s, "requests", sample->requests);
		json_number(s, "drops", sample->drops);
		json_number(s, "new_drops", more);
		json_close(t);
		return;
	}
	add_who(s, &sample->id.owner);
	str_printf(s, " %7u/%-7u %5u %8u %8.1f  ", sample->backlog, sample->backlog_max,
	           sample->requests, sample->drops,
	           t->now > t->last ? (double)more * 1e9 / (double)(t->now - t->last)
	                            : 0);
	add_end(s, &sample->id.tuple, false);
	str_printf(s, "\n");
}

static void listen_tick(struct trace *t)
{
	if (!t->args->json) {
		if (t->terminal)
			str_printf(&t->out, "\033[H\033[2J");
		str_printf(&t->out, "%7s %-15s %7s/%-7s %5s %8s %8s  %s\n", "PID",
		           "COMM", "BACKLOG", "MAX", "SYNQ", "DROPS", "DROPS/s",
		           "ADDRESS");
	}
	tcp_list(t->tcp, listen_sample, t);
	trace_line(t);
}

static void listen_close(struct trace *t)
{
	if (t->own)
		keys_fini(t->own);
	free(t->own);
}

const struct view view_listen = {
	.name = "listen",
	.want = listen_want,
	.open = listen_open,
	.tick = listen_tick,
	.close = listen_close,
};
