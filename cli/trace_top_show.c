/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_top_show.c - the table of --top, on a screen, as text, and as JSON. */
#include "cli/trace_top.h"

#include <inttypes.h>
#include <sys/ioctl.h>

#include "cli/trace_args.h"
#include "cli/trace_slots.h"
#include "cli/trace_words.h"

static struct slots slots_of(const struct tcp_answers *a)
{
	return (struct slots){
		.at = a->slot,
		.count = TCP_ANSWER_SLOTS,
		.shift = TCP_ANSWER_SHIFT,
		.bits = TCP_ANSWER_BITS,
		.max = UINT64_MAX,
	};
}

static uint64_t answer_time(const struct line *l, double share)
{
	struct slots slots = slots_of(l->answers);

	return (uint64_t)slots_quantile(&slots, share);
}

static void add_time_column(struct str *s, int width, uint64_t ns, bool known)
{
	struct str text = { 0 };

	if (known)
		add_duration(&text, ns);
	str_printf(s, " %*s", width, known ? text.at : "-");
	str_fini(&text);
}

static void add_rate(struct str *s, uint64_t bytes, double seconds)
{
	struct str text = { 0 };

	add_bytes(&text, (uint64_t)((double)bytes / seconds));
	str_printf(s, " %8s", text.at);
	str_fini(&text);
}

/* Time to an answer; none of them without the hooks that it takes. */
static void add_answers(const struct trace *t, struct str *s, const struct line *l)
{
	if (t->args->no_resp)
		return;
	if (l->s.id.flags & TCP_DUPLEX && !l->answers) {
		str_printf(s, " %8s %8s", "duplex", "-");
		return;
	}
	add_time_column(s, 8, l->answers ? answer_time(l, 0.5) : 0, l->answers);
	add_time_column(s, 8, l->answers ? answer_time(l, 0.99) : 0, l->answers);
}

/* Whose it is and how busy it is first: a narrow screen cuts the rest. */
static void top_text(struct trace *t, const struct line *l, double seconds)
{
	const struct tcp_counts *c = &l->s.counts;
	const struct top *top = t->own;
	struct str *s = &t->out;

	if (top->by >= 0) {
		add_group_column(s, &l->group, (enum tcp_by)top->by);
		str_printf(s, " %6u", l->count);
	} else {
		add_who(s, &l->s.id.owner);
		str_printf(s, " %-6s", role_name(l->s.id.role));
	}
	add_rate(s, l->tx, seconds);
	add_rate(s, l->rx, seconds);
	add_time_column(s, 8, c->srtt_us * UINT64_C(1000), c->srtt_us);
	str_printf(s, " %6.2f", c->segs_out ? 100.0 * c->retrans / c->segs_out : 0);
	if (top->by < 0) {
		str_printf(s, "  ");
		add_ends_column(t, s, &l->s.id);
		str_printf(s, " %c %-11s", l->s.id.flags & TCP_EXISTING ? '+' : ' ',
		           state_name(l->s.id.state));
	}
	add_answers(t, s, l);
	str_printf(s, " %7u %7u", c->unsent, c->unread);
	if (top->by < 0) {
		str_printf(s, " %5u", c->cwnd);
		add_time_column(s, 8, c->min_rtt_us * UINT64_C(1000), c->min_rtt_us);
		str_printf(s, " %-8.16s", c->algorithm);
		add_args(t, &l->s.id.owner);
	}
	add_line_end(s);
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
		json_whose(t, &l->s.id);
		json_text(s, "state", state_name(l->s.id.state));
	}
	json_number(s, "tx_rate", (uint64_t)((double)l->tx / seconds));
	json_number(s, "rx_rate", (uint64_t)((double)l->rx / seconds));
	if (l->answers) {
		struct slots slots = slots_of(l->answers);

		json_number(s, "answers", slots_sum(&slots));
		json_us(s, "resp_p50_us", answer_time(l, 0.5));
		json_us(s, "resp_p99_us", answer_time(l, 0.99));
	}
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

static void add_titles(struct trace *t)
{
	const struct top *top = t->own;
	struct str *s = &t->out;

	if (top->by >= 0) {
		add_group_title(s, (enum tcp_by)top->by);
		str_printf(s, " %6s", "CONNS");
	} else {
		str_printf(s, "%7s %-15s %-6s", "PID", "COMM", "ROLE");
	}
	str_printf(s, " %8s %8s %8s %6s", "TX/s", "RX/s", "RTT", "RETR%");
	if (top->by < 0) {
		str_printf(s, "  ");
		add_ends_title(t, s);
		str_printf(s, "   %-11s", "STATE");
	}
	if (!t->args->no_resp)
		str_printf(s, " %8s %8s", "RESP p50", "p99");
	str_printf(s, " %7s %7s", "UNSENT", "RXQ");
	if (top->by < 0)
		str_printf(s, " %5s %8s %-8s", "CWND", "minRTT", "CC");
	add_line_end(s);
}

static void top_head(struct trace *t, uint32_t count, uint32_t columns, const char *sort)
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
	str_printf(s, "  %u line%s, %" PRIu64 " events, %" PRIu64 " lost, overhead %.2f%%",
	           count, count == 1 ? "" : "s",
	           (uint64_t)n->events, (uint64_t)n->lost, trace_cost(t).percent);
	if (top->keys)
		str_printf(s, "   s: by %s   g: %s   q: quit", sort,
		           top->by < 0 ? "each" : trace_by_words[top->by]);
	str_printf(s, "\n");
	fit(t, start, columns);
	start = s->len;
	add_titles(t);
	fit(t, start, columns);
}

void top_show(struct trace *t, const struct ranked *order, uint32_t count, double seconds,
              const char *sort)
{
	uint32_t rows, columns;

	size_of(t, &rows, &columns);
	for (uint32_t i = 0; i < count && i < rows; i++)
		ends_make_room(t, &order[i].line->s.id);
	top_head(t, count, columns, sort);
	for (uint32_t i = 0; i < count && i < rows; i++) {
		size_t start = t->out.len;

		if (t->args->json)
			top_json(t, order[i].line, seconds);
		else
			top_text(t, order[i].line, seconds);
		fit(t, start, columns);
	}
	if (columns != UINT32_MAX)
		str_printf(&t->out, "\033[J");
}
