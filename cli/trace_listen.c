/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_listen.c - sockets that listen, and what waits and was dropped there. */
#include "cli/trace.h"

#include <stdlib.h>

#include "cli/trace_args.h"
#include "cli/trace_keys.h"
#include "cli/trace_list.h"

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

/* Drops since the refresh before; false: memory ended. */
static bool new_drops(struct trace *t, const struct tcp_sample *sample, uint32_t *out)
{
	bool is_new;
	uint32_t *before = keys_get(t->own, &sample->id.cookie, &is_new);

	if (!before)
		return false;
	*out = is_new ? 0 : sample->drops - *before;
	*before = sample->drops;
	return true;
}

static void listen_json(struct trace *t, const struct tcp_sample *sample, uint32_t more)
{
	struct str *s = &t->out;

	json_open(t, "listen", t->now);
	json_whose(t, &sample->id);
	json_number(s, "backlog", sample->backlog);
	json_number(s, "backlog_max", sample->backlog_max);
	json_number(s, "requests", sample->requests);
	json_number(s, "drops", sample->drops);
	json_number(s, "new_drops", more);
	json_close(t);
}

static void listen_text(struct trace *t, const struct tcp_sample *sample, uint32_t more)
{
	double seconds = (double)(t->now - t->last) / 1e9;
	struct str *s = &t->out;
	uint32_t holders;

	trace_holders(t, sample->id.cookie, &holders);
	add_who(s, &sample->id.owner);
	str_printf(s, " %7u/%-7u %5u %8u %8.1f  ", sample->backlog, sample->backlog_max,
	           sample->requests, sample->drops, seconds > 0 ? more / seconds : 0);
	add_end(s, &sample->id.tuple, false);
	if (holders)
		str_printf(s, " of %u processes", holders);
	add_args(t, &sample->id.owner);
	add_line_end(s);
}

static void listen_sample(void *ctx, const struct tcp_sample *sample)
{
	struct trace *t = ctx;
	uint32_t more;

	if (!sample->listens)
		return;
	if (!new_drops(t, sample, &more))
		t->out.failed = true;
	else if (t->args->json)
		listen_json(t, sample, more);
	else
		listen_text(t, sample, more);
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
	trace_list(t, listen_sample);
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
	.option = "--listen",
	.takes = TAKES_COUNT | TAKES_ARGS,
	.want = listen_want,
	.open = listen_open,
	.tick = listen_tick,
	.close = listen_close,
};
