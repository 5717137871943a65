/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_top.c - connections by what they do now. */
#include "cli/trace_top.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/trace_list.h"
#include "cli/trace_words.h"

#define BIT(n) (UINT32_C(1) << (n))

static void top_want(const struct args *args, struct tcp_settings *s)
{
	s->kinds = BIT(TCP_EV_CLOSE);
	s->list = true;
	s->turns = s->answers = !args->no_resp;
	s->slow_ns = UINT64_MAX;
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

static bool top_open(struct trace *t)
{
	struct top *top = calloc(1, sizeof(*top));

	t->own = top;
	if (!top)
		return false;
	top->lines.key_len = sizeof(uint64_t);
	top->lines.value_len = sizeof(struct line);
	top->sort = t->args->sort < 0 ? SORT_TX : t->args->sort;
	top->by = t->args->by;
	if (t->terminal && !t->args->json && !t->args->command)
		take_keys(top);
	trace_list(t, top_sample); /* what was sent until now is not counted */
	return true;
}

/* Those of this refresh were shown. */
static void answers_forget(struct keys *lines)
{
	for (uint32_t i = 0; i < lines->count; i++) {
		struct line *l = keys_at(lines, i);

		free(l->answers);
		l->answers = NULL;
	}
}

static void top_close(struct trace *t)
{
	struct top *top = t->own;

	if (!top)
		return;
	if (top->keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &top->before);
	answers_forget(&top->lines);
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

static void top_event(struct trace *t, const struct tcp_event *e)
{
	struct line *l = line_of(t, &e->id, &e->u.close.counts);

	if (!l)
		return;
	l->ended = true;
	l->s.id.state = 7;
}

/* --- how long answers took --- */

static bool answers_add(struct line *l, const struct tcp_answers *more)
{
	if (!l->answers)
		l->answers = calloc(1, sizeof(*l->answers));
	if (!l->answers)
		return false;
	for (int i = 0; i < TCP_ANSWER_SLOTS; i++)
		l->answers->slot[i] += more->slot[i];
	return true;
}

static void top_answers(void *ctx, uint64_t cookie, const struct tcp_answers *a)
{
	struct trace *t = ctx;
	struct top *top = t->own;
	struct line *l = keys_find(&top->lines, &cookie);

	if (l && !answers_add(l, a))
		t->out.failed = true;
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
			sum->answers = NULL;
		}
		if (l->answers && !answers_add(sum, l->answers))
			return false;
		if (is_new)
			continue;
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
static int by_rank(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->key != b->key)
		return a->key > b->key ? -1 : 1;
	return a->other > b->other ? -1 : a->other < b->other;
}

static void show(struct trace *t, const struct keys *lines)
{
	double seconds = (double)(t->now - t->last) / 1e9;
	struct ranked *order = calloc(lines->count + 1, sizeof(*order));
	const struct top *top = t->own;

	if (!order || seconds <= 0) {
		free(order);
		return;
	}
	for (uint32_t i = 0; i < lines->count; i++) {
		const struct line *l = keys_at(lines, i);

		order[i] = (struct ranked){ sort_key(l, top->sort), l->tx + l->rx, l };
	}
	qsort(order, lines->count, sizeof(*order), by_rank);
	top_show(t, order, lines->count, seconds, trace_sort_words[top->sort]);
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
	trace_list(t, top_sample);
	if (!t->args->no_resp)
		tcp_answers(t->tcp, top_answers, t);
	if (top->by < 0)
		show(t, &top->lines);
	else if (put_together(top, (enum tcp_by)top->by, &sums))
		show(t, &sums);
	else
		t->out.failed = true;
	answers_forget(&sums);
	keys_fini(&sums);
	answers_forget(&top->lines);
	keys_filter(&top->lines, is_alive, top);
	for (uint32_t i = 0; i < top->lines.count; i++) {
		struct line *l = keys_at(&top->lines, i);

		l->tx = l->rx = 0;
	}
	trace_line(t);
}

const struct view view_top = {
	.name = "top",
	.option = "--top",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_ARGS | TAKES_BY | TAKES_ROWS |
	         TAKES_SORT | TAKES_NO_RESP,
	.want = top_want,
	.open = top_open,
	.event = top_event,
	.tick = top_tick,
	.poll = top_poll,
	.close = top_close,
};
