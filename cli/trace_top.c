/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_top.c - connections by what they do now. */
#include "cli/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
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
	uint32_t pass;
	int sort;  /* enum trace_sort */
	int by;    /* enum tcp_by; -1: a line for each connection */
	bool keys; /* of a keyboard are read */
	struct termios before;
};

enum trace_sort {
	SORT_TX,
	SORT_RX,
	SORT_RTT,
	SORT_RETRANS,
	SORT_UNSENT,
	SORT_UNREAD,
	SORT_PID,
	SORTS
};

static const char *const sort_names[] = { "tx",     "rx",     "rtt", "retrans",
	                                  "unsent", "unread", "pid" };
static const char *const by_names[] = { "process", "host", "port", "cgroup", "all" };

static void top_want(const struct args *args, struct tcp_settings *s)
{
	(void)args;
	s->kinds = BIT(TCP_EV_CLOSE);
	s->list = true;
}

/* Single keys, without a line end and without being shown. */
static void take_keys(struct top *top)
{
	struct termios now;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &top->before) < 0)
		return;
	now = top->before;
	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	now.c_cc[VMIN] = now.c_cc[VTIME] = 0;
	top->keys = tcsetattr(STDIN_FILENO, TCSANOW, &now) == 0;
}

static bool top_open(struct trace *t)
{
	struct top *top = calloc(1, sizeof(*top));

	t->own = top;
	if (!top)
		return false;
	top->lines.key_len = sizeof(uint64_t);
	top->lines.value_len = sizeof(struct line);
	top->sort = t->args->sort;
	top->by = t->args->by;
	if (t->terminal && !t->args->json && !t->args->command)
		take_keys(top);
	return true;
}

static void top_close(struct trace *t)
{
	struct top *top = t->own;

	if (!top)
		return;
	if (top->keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &top->before);
	keys_fini(&top->lines);
	free(top);
}

static void top_poll(struct trace *t)
{
	struct top *top = t->own;
	char key;

	while (top->keys && read(STDIN_FILENO, &key, 1) == 1) {
		if (key == 'q')
			t->full = true;
		else if (key == 's')
			top->sort = (top->sort + 1) % SORTS;
		else if (key == 'g')
			top->by = top->by == TCP_BY_ALL ? -1 : top->by + 1;
	}
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
	case SORTS:
		break;
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

/* Whose it is and how busy it is first: a narrow screen cuts the rest. */
static void top_text(struct trace *t, const struct line *l, double seconds)
{
	const struct tcp_counts *c = &l->s.counts;
	const struct top *top = t->own;
	struct str *s = &t->out, tx = { 0 }, rx = { 0 }, rtt = { 0 }, what = { 0 };

	add_bytes(&tx, (uint64_t)((double)l->tx / seconds));
	add_bytes(&rx, (uint64_t)((double)l->rx / seconds));
	add_duration(&rtt, c->srtt_us * UINT64_C(1000));
	if (top->by >= 0) {
		add_group(&what, &l->group, (enum tcp_by)top->by);
		str_printf(s, "%-23s %6u", what.at, l->count);
	} else {
		add_who(s, &l->s.id.owner);
		str_printf(s, " %-6s", role_name(l->s.id.role));
		add_ends(&what, &l->s.id);
		if (l->s.id.flags & TCP_EXISTING)
			str_printf(&what, " +");
	}
	str_printf(s, " %8s %8s %9s %6.2f", tx.at, rx.at, c->srtt_us ? rtt.at : "-",
	           c->segs_out ? 100.0 * c->retrans / c->segs_out : 0);
	if (top->by < 0)
		str_printf(s, "  %-44s %-11s %5u", what.at, state_name(l->s.id.state),
		           c->cwnd);
	str_printf(s, " %7u %7u\n", c->unsent, c->unread);
	str_fini(&tx);
	str_fini(&rx);
	str_fini(&rtt);
	str_fini(&what);
}

static void top_json(struct trace *t, const struct line *l, double seconds)
{
	const struct top *top = t->own;
	struct str *s = &t->out;

	json_open(t, "top", t->now);
	if (top->by >= 0) {
		json_group(s, &l->group, (enum tcp_by)top->by);
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

/* Of a terminal; both as large as can be elsewhere. */
static void size_of(const struct trace *t, uint32_t *rows, uint32_t *columns)
{
	struct winsize size;

	*rows = *columns = UINT32_MAX;
	if (t->terminal && !t->args->json &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 4 &&
	    size.ws_col > 20) {
		*rows = size.ws_row - 4u;
		*columns = size.ws_col;
	}
	if (t->args->rows)
		*rows = (uint32_t)t->args->rows;
}

/* The line that begins at `start` takes one of the screen, and what stood there goes. */
static void fit(struct trace *t, size_t start, uint32_t columns)
{
	struct str *s = &t->out;
	uint32_t n = 0;

	if (columns == UINT32_MAX || s->failed || !s->len)
		return;
	s->len--; /* the line end */
	for (size_t i = start; i < s->len; i++) {
		bool starts =
			(s->at[i] & 0xc0) != 0x80; /* else the rest of a character */

		if (starts && n++ == columns)
			s->len = i;
	}
	str_printf(s, "\033[K\n");
}

static void top_head(struct trace *t, uint32_t count, uint32_t columns)
{
	const struct tcp_totals *n = tcp_totals(t->tcp);
	const struct top *top = t->own;
	struct str *s = &t->out;
	size_t start;

	if (t->args->json)
		return;
	if (t->terminal)
		str_printf(s, "\033[H");
	start = s->len;
	add_time(t, s, t->now);
	str_printf(s, "  %u lines, %" PRIu64 " events, %" PRIu64 " lost", count,
	           (uint64_t)n->events, (uint64_t)n->lost);
	if (top->keys)
		str_printf(s, "   s: by %s   g: %s   q: quit", sort_names[top->sort],
		           top->by < 0 ? "each" : by_names[top->by]);
	str_printf(s, "\n");
	fit(t, start, columns);
	start = s->len;
	if (top->by >= 0)
		str_printf(s, "%-23s %6s", "WHAT", "CONNS");
	else
		str_printf(s, "%7s %-15s %-6s", "PID", "COMM", "ROLE");
	str_printf(s, " %8s %8s %9s %6s", "TX/s", "RX/s", "RTT", "RETR%");
	if (top->by < 0)
		str_printf(s, "  %-44s %-11s %5s", "LOCAL > REMOTE", "STATE", "CWND");
	str_printf(s, " %7s %7s\n", "UNSENT", "RXQ");
	fit(t, start, columns);
}

static void show(struct trace *t, const struct keys *lines)
{
	double seconds = (double)(t->now - t->last) / 1e9;
	struct ranked *order = calloc(lines->count + 1, sizeof(*order));
	const struct top *top = t->own;
	uint32_t rows, columns;

	size_of(t, &rows, &columns);
	if (!order || seconds <= 0) {
		free(order);
		return;
	}
	for (uint32_t i = 0; i < lines->count; i++) {
		const struct line *l = keys_at(lines, i);

		order[i] = (struct ranked){ sort_key(l, top->sort), l->tx + l->rx, l };
	}
	qsort(order, lines->count, sizeof(*order), by_rank);
	top_head(t, lines->count, columns);
	for (uint32_t i = 0; i < lines->count && i < rows; i++) {
		size_t start = t->out.len;

		if (t->args->json)
			top_json(t, order[i].line, seconds);
		else
			top_text(t, order[i].line, seconds);
		fit(t, start, columns);
	}
	if (columns != UINT32_MAX)
		str_printf(&t->out, "\033[J");
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
	if (top->by < 0)
		show(t, &top->lines);
	else if (put_together(top, (enum tcp_by)top->by, &sums))
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
	.poll = top_poll,
	.close = top_close,
};
