/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_sums.c - calls and bytes every interval, and histograms of times. */
#include "cli/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/trace_keys.h"
#include "cli/trace_slots.h"
#include "cli/trace_words.h"

#define BIT(n) (UINT32_C(1) << (n))

/* --- calls --- */

static uint64_t counted(const struct args *args)
{
	uint64_t bits = args->count_set & ~OPT_SET_BARE;

	return bits ? bits : BIT(COUNT_SEND) | BIT(COUNT_RECV);
}

static void count_want(const struct args *args, struct tcp_settings *s)
{
	s->count_io = true;
	s->turns = counted(args) >> COUNT_TURN & 1;
	s->slow_ns = UINT64_MAX;
	s->by = (uint8_t)trace_by(args, TCP_BY_PROCESS);
}

static void count_close(struct trace *t)
{
	if (t->own)
		keys_fini(t->own);
	free(t->own);
}

/* Titles of columns, in the order of enum trace_count. */
static const char *const count_titles[] = {
	"   SENDS  SENDS/s     SENT      AVG",
	"   RECVS  RECVS/s RECEIVED      AVG",
	"   TURNS  TURNS/s",
	" RETRANS",
};

static void count_head(struct trace *t)
{
	struct str *s = &t->out;

	str_printf(s, "%-15s ", "TIME");
	add_group_title(s, trace_by(t->args, TCP_BY_PROCESS));
	for (int i = COUNT_SEND; i <= COUNT_RETRANS; i++) {
		if (counted(t->args) >> i & 1)
			str_printf(s, " %s", count_titles[i]);
	}
	add_line_end(s);
}

/* Of a group: until the last refresh, and in the interval behind the one before. */
struct count {
	struct tcp_group group;
	struct tcp_io all, more;
};

static bool count_open(struct trace *t)
{
	struct keys *before = calloc(1, sizeof(*before));

	if (before) {
		before->key_len = sizeof(struct tcp_group);
		before->value_len = sizeof(struct count);
	}
	t->own = before;
	if (!t->args->json)
		count_head(t);
	return before != NULL;
}

static void add_times(struct str *s, uint64_t times, double seconds)
{
	str_printf(s, " %8" PRIu64 " %8.1f", times, (double)times / seconds);
}

static void add_size(struct str *s, uint64_t bytes)
{
	struct str text = { 0 };

	add_bytes(&text, bytes);
	str_printf(s, " %8s", text.at ? text.at : "");
	str_fini(&text);
}

static void add_calls(struct str *s, uint64_t calls, uint64_t bytes, double seconds)
{
	add_times(s, calls, seconds);
	add_size(s, bytes);
	add_size(s, calls ? bytes / calls : 0);
}

static void count_text(struct trace *t, const struct tcp_group *g,
                       const struct tcp_io *io)
{
	double seconds = (double)(t->now - t->last) / 1e9;
	uint64_t bits = counted(t->args);
	struct str *s = &t->out;

	add_time(t, s, t->now);
	str_printf(s, " ");
	add_group_column(s, g, trace_by(t->args, TCP_BY_PROCESS));
	if (bits >> COUNT_SEND & 1)
		add_calls(s, io->send_calls, io->send_bytes, seconds);
	if (bits >> COUNT_RECV & 1)
		add_calls(s, io->recv_calls, io->recv_bytes, seconds);
	if (bits >> COUNT_TURN & 1)
		add_times(s, io->turns, seconds);
	if (bits >> COUNT_RETRANS & 1)
		str_printf(s, " %8" PRIu64, (uint64_t)io->retrans);
	add_line_end(s);
}

static void count_json(struct trace *t, const struct tcp_group *g,
                       const struct tcp_io *io)
{
	uint64_t bits = counted(t->args);
	struct str *s = &t->out;

	json_open(t, "count", t->now);
	json_us(s, "interval_us", t->now - t->last);
	json_group(s, g, trace_by(t->args, TCP_BY_PROCESS));
	json_io(s, io);
	if (bits >> COUNT_TURN & 1)
		json_number(s, "turns", io->turns);
	json_number(s, "retrans", io->retrans);
	json_close(t);
}

static void tell_count(struct trace *t, const struct tcp_group *g, const struct tcp_io *io)
{
	if (t->args->json)
		count_json(t, g, io);
	else
		count_text(t, g, io);
}

static void count_sum(void *ctx, const struct tcp_group *g, const struct tcp_io *io)
{
	struct trace *t = ctx;
	bool is_new;
	struct count *c = keys_get(t->own, g, &is_new);

	if (!c) {
		t->out.failed = true;
		return;
	}
	c->group = *g;
	c->more = (struct tcp_io){
		.send_calls = io->send_calls - c->all.send_calls,
		.send_bytes = io->send_bytes - c->all.send_bytes,
		.recv_calls = io->recv_calls - c->all.recv_calls,
		.recv_bytes = io->recv_bytes - c->all.recv_bytes,
		.turns = io->turns - c->all.turns,
		.retrans = io->retrans - c->all.retrans,
	};
	c->all = *io;
}

/* 0: it did nothing. */
static uint64_t calls_of(const struct count *c)
{
	return c->more.send_calls + c->more.recv_calls + c->more.turns + c->more.retrans;
}

/* Who calls most is first. */
static int by_calls(const void *x, const void *y)
{
	uint64_t a = calls_of(*(const struct count *const *)x),
		 b = calls_of(*(const struct count *const *)y);

	return a > b ? -1 : a < b;
}

static void count_tick(struct trace *t)
{
	const struct keys *groups = t->own;
	const struct count **order;
	uint32_t most;

	tcp_sums(t->tcp, count_sum, t);
	most = t->args->rows && t->args->rows < groups->count ? (uint32_t)t->args->rows
	                                                      : groups->count;
	order = calloc(groups->count + 1, sizeof(*order));
	t->out.failed |= order == NULL;
	for (uint32_t i = 0; order && i < groups->count; i++)
		order[i] = keys_at(groups, i);
	if (order)
		qsort(order, groups->count, sizeof(const struct count *), by_calls);
	for (uint32_t i = 0; order && i < most && calls_of(order[i]); i++)
		tell_count(t, &order[i]->group, &order[i]->more);
	free(order);
	trace_line(t);
}

const struct view view_count = {
	.name = "count",
	.option = "--count",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_BY | TAKES_ROWS,
	.want = count_want,
	.open = count_open,
	.tick = count_tick,
	.end = count_tick,
	.close = count_close,
};

/* --- histograms --- */

static void hist_want(const struct args *args, struct tcp_settings *s)
{
	uint32_t bits = (uint32_t)args->hist;
	const uint32_t of_turns = BIT(TCP_HIST_RESPONSE) | BIT(TCP_HIST_SERVICE) |
	                          BIT(TCP_HIST_READWAIT) | BIT(TCP_HIST_ACK);

	if (!bits)
		bits = BIT(TCP_HIST_RESPONSE);
	s->hists = bits;
	s->turns = (bits & of_turns) != 0;
	s->slow_ns = UINT64_MAX;
	s->by = (uint8_t)trace_by(args, TCP_BY_ALL);
}

static struct slots slots_of(const struct tcp_hist *h)
{
	return (struct slots){
		.at = h->slot,
		.count = TCP_SLOTS,
		.shift = TCP_UNIT_SHIFT,
		.bits = TCP_SLOT_BITS,
		.min = h->min,
		.max = h->max,
	};
}

static uint64_t quantile(const struct tcp_hist *h, double share)
{
	struct slots slots = slots_of(h);

	return (uint64_t)slots_quantile(&slots, share);
}

static void hist_json(struct trace *t, const struct tcp_group *g,
                      const struct tcp_hist *h, uint64_t count)
{
	struct slots slots = slots_of(h);
	struct str *s = &t->out;
	const char *comma = "";

	json_open(t, "hist", t->now);
	json_text(s, "what", trace_hist_words[g->what]);
	json_group(s, g, trace_by(t->args, TCP_BY_ALL));
	json_number(s, "count", count);
	json_us(s, "avg_us", h->sum / count);
	json_us(s, "p50_us", quantile(h, 0.5));
	json_us(s, "p90_us", quantile(h, 0.9));
	json_us(s, "p99_us", quantile(h, 0.99));
	json_us(s, "max_us", h->max);
	str_printf(s, ",\"slots\":[");
	for (uint32_t i = 0; i < TCP_SLOTS; i++) {
		if (!h->slot[i])
			continue;
		str_printf(s, "%s[%.3f,%.3f,%u]", comma, slots_start(&slots, i) / 1e3,
		           slots_start(&slots, i + 1) / 1e3, h->slot[i]);
		comma = ",";
	}
	str_printf(s, "]");
	json_close(t);
}

enum { BAR = 40 };

/* Slots of one power of two are one line. */
static void hist_lines(struct str *s, const struct tcp_hist *h)
{
	struct slots slots = slots_of(h);
	uint64_t rows[64] = { 0 }, most = 0;
	int first = -1, last = 0;

	for (uint32_t i = 0; i < TCP_SLOTS; i++) {
		double us = slots_start(&slots, i) / 1e3;
		int row = 0;

		while (row < 63 && us >= (double)(UINT64_C(1) << row))
			row++;
		rows[row] += h->slot[i];
	}
	for (int i = 0; i < 64; i++) {
		if (!rows[i])
			continue;
		first = first < 0 ? i : first;
		last = i;
		most = rows[i] > most ? rows[i] : most;
	}
	for (int i = first; i >= 0 && i <= last; i++) {
		int bar = (int)(rows[i] * BAR / most);

		str_printf(s,
		           "  %10" PRIu64 " - %-10" PRIu64 " us %10" PRIu64
		           " |%-*.*s|\n",
		           i ? UINT64_C(1) << (i - 1) : 0, UINT64_C(1) << i, rows[i],
		           BAR, bar, "****************************************");
	}
}

static void hist_text(struct trace *t, const struct tcp_group *g,
                      const struct tcp_hist *h, uint64_t count)
{
	struct str *s = &t->out;

	add_time(t, s, t->now);
	str_printf(s, " %s, ", trace_hist_words[g->what]);
	add_group(s, g, trace_by(t->args, TCP_BY_ALL));
	str_printf(s, ": %" PRIu64 " times, avg ", count);
	add_duration(s, h->sum / count);
	str_printf(s, ", p50 ");
	add_duration(s, quantile(h, 0.5));
	str_printf(s, ", p90 ");
	add_duration(s, quantile(h, 0.9));
	str_printf(s, ", p99 ");
	add_duration(s, quantile(h, 0.99));
	str_printf(s, ", max ");
	add_duration(s, h->max);
	str_printf(s, "\n");
	hist_lines(s, h);
}

static void hist_one(void *ctx, const struct tcp_group *g, const struct tcp_hist *h)
{
	struct slots slots = slots_of(h);
	uint64_t count = slots_sum(&slots);
	struct trace *t = ctx;

	if (!count || g->what >= TCP_HISTS)
		return;
	if (t->args->json)
		hist_json(t, g, h, count);
	else
		hist_text(t, g, h, count);
}

/* With an interval each is of its own time, else one of all of it at the end. */
static void hist_tick(struct trace *t)
{
	if (!t->args->interval)
		return;
	tcp_hists(t->tcp, hist_one, t);
	tcp_hists_clear(t->tcp);
	trace_line(t);
}

static void hist_end(struct trace *t)
{
	tcp_hists(t->tcp, hist_one, t);
}

const struct view view_hist = {
	.name = "hist",
	.option = "--hist",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_BY,
	.want = hist_want,
	.tick = hist_tick,
	.end = hist_end,
};
