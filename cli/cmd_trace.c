/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_trace.c - pfc trace tcp: from options to programs, and the loop that reads them. */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/say.h"
#include "cli/signals.h"
#include "cli/trace_args.h"
#include "cli/trace_child.h"
#include "cli/trace_list.h"
#include "cli/trace_rights.h"
#include "cli/trace_views.h"
#include "ebpf/attach.h"

enum {
	SECOND = 1000000000,
	POLL_MS = 40,  /* events wait that long, when there are few */
	EVENTS = 4096, /* read before anything else gets a turn */
	ABSENT_MAX = 32,
};

void trace_line(struct trace *t)
{
	t->lines++;
	if (t->args->count_max && t->lines >= t->args->count_max)
		t->full = true;
}

enum tcp_by trace_by(const struct args *args, enum tcp_by usual)
{
	return args->by < 0 ? usual : (enum tcp_by)args->by;
}

/* --- the filter --- */

/* Packets that are dropped have bytes, and can be asked for anything. */
static bool only_drops(const struct tcp_settings *s)
{
	return (s->kinds & ~(1u << TCP_EV_EXEC)) == 1u << TCP_EV_DROP;
}

static int compile(const struct args *args, int count, char **words,
                   struct tcp_config *cfg, char **object, struct pfc_prog **prog)
{
	int status;

	cfg->want.packets = only_drops(&cfg->want);
	status = trace_filter(args, count, words, !cfg->want.packets, prog, object,
	                      &cfg->filter_len);

	cfg->filter = *object;
	if (status == EXIT_DONE && !*prog && args->direction != DIRECTION_INOUT)
		return say_usage("-Q says of which packets the filter is asked, and there is no "
		                 "filter");
	return status;
}

/* --- begin and end --- */

/* Names of --without, with commas between: they stay in `text`, which may be NULL. */
static int read_absent(char *text, const char **list, struct tcp_config *cfg)
{
	char *save = NULL;

	cfg->absent = list;
	for (char *w = text ? strtok_r(text, ",", &save) : NULL; w; w = strtok_r(NULL, ",", &save)) {
		const char *colon = strchr(w, ':'), *name = colon ? colon + 1 : w;

		if (!tcp_is_hook(name))
			return say_usage("--without: there is no hook '%s'; "
			                 "'pfc trace tcp --features' lists them", w);
		if (cfg->absent_count == ABSENT_MAX)
			return say_usage("--without takes at most %d hooks", ABSENT_MAX);
		list[cfg->absent_count++] = name;
	}
	return EXIT_DONE;
}

/* --- the loop --- */

static void tell_event(struct trace *t, const struct tcp_event *e)
{
	if (e->kind == TCP_EV_EXEC)
		args_exec(t, (const void *)e);
	else if (t->view->event)
		t->view->event(t, e);
}

static bool on_event(void *ctx, const struct tcp_event *e)
{
	tell_event(ctx, e);
	return !((struct trace *)ctx)->full && !signals_stop();
}

/* Behind a signal, too. */
static bool on_last_event(void *ctx, const struct tcp_event *e)
{
	tell_event(ctx, e);
	return !((struct trace *)ctx)->full;
}

static int flush(struct trace *t)
{
	int err;

	if (t->out.failed)
		return say("out of memory");
	if (!t->out.len)
		return EXIT_DONE;
	err = write_stdout(t->out.at, t->out.len);
	t->out.len = 0;
	if (err == -EPIPE) {
		t->full = true; /* nobody reads any more */
		return EXIT_DONE;
	}
	return err ? say("standard output: %s", strerror(-err)) : EXIT_DONE;
}

static void look_at_clocks(struct trace *t)
{
	uint64_t real = trace_clock(CLOCK_REALTIME);

	t->now = trace_clock(CLOCK_MONOTONIC);
	t->wall = (int64_t)(real - t->now);
}

/* Descriptors may have been handed on. Looking takes at most a twentieth of the time, however
 * many files are open.
 */
static void look_for_owners(struct trace *t)
{
	uint64_t began = t->now;

	if (began < t->list_next)
		return;
	trace_list(t, NULL);
	t->list_next = began + 20 * (trace_clock(CLOCK_MONOTONIC) - began);
}

static int wait_ms(const struct trace *t, uint64_t next, uint64_t end)
{
	uint64_t until = next < end ? next : end;
	uint64_t ms = until <= t->now ? 0 : (until - t->now) / 1000000 + 1;

	return ms < POLL_MS ? (int)ms : POLL_MS;
}

static int loop(struct trace *t, const sigset_t *mask, struct child *child)
{
	uint64_t every = t->args->interval ? t->args->interval : SECOND;
	uint64_t next = t->now + every;
	uint64_t end = t->args->duration ? t->now + t->args->duration : UINT64_MAX;
	int status = EXIT_DONE, n;

	while (status == EXIT_DONE && !t->full && !signals_stop()) {
		n = tcp_read(t->tcp, EVENTS, on_event, t);
		if (n < 0)
			return say("cannot read events: %s", strerror(-n));
		look_at_clocks(t);
		if (t->now >= next && !t->full) {
			if (t->view->tick)
				t->view->tick(t);
			else
				look_for_owners(t);
			t->last = t->now;
			next += every;
			if (next < t->now)
				next = t->now + every;
		}
		if (t->view->poll)
			t->view->poll(t);
		status = flush(t);
		if (t->now >= end || child_is_gone(child))
			break;
		if (n < EVENTS)
			tcp_wait(t->tcp, wait_ms(t, next, end), mask);
	}
	return status;
}

/* What came until now, which is no more than there is room for: others may go on for ever. */
static void drain(struct trace *t)
{
	uint64_t until = trace_clock(CLOCK_MONOTONIC) + SECOND / 4;
	uint64_t most = (t->args->ring_kib ? t->args->ring_kib : TRACE_RING_KIB) * 1024 / TCP_EVENT_SHORT;

	for (uint64_t n = 0; !t->full && n < most; n += EVENTS) {
		if (tcp_read(t->tcp, EVENTS, on_last_event, t) < EVENTS ||
		    trace_clock(CLOCK_MONOTONIC) > until)
			break;
	}
}

/* What the view opens, and then no more rights than it takes to go on. */
static int begin(struct trace *t)
{
	int status;

	args_open(t);
	if (t->view->open && !t->view->open(t))
		return say("out of memory");
	status = t->status == EXIT_DONE ? rights_become(t) : t->status;
	if (status == EXIT_DONE)
		rights_enter(t);
	return status;
}

static int run(struct trace *t, const sigset_t *mask)
{
	struct child child = { 0 };
	int status = EXIT_DONE, err;

	look_at_clocks(t);
	err = trace_list(t, NULL);
	if (err)
		return say("cannot list open sockets: %s", strerror(-err));
	if (t->args->command)
		status = child_start(&child, t->tcp, t->args->command);
	if (status == EXIT_DONE)
		status = begin(t);
	if (status != EXIT_DONE) {
		child_end(&child);
		return status;
	}
	look_at_clocks(t);
	trace_starts(t);
	trace_tell_begin(t);
	status = flush(t);
	if (status == EXIT_DONE)
		status = child_go(&child);
	if (status == EXIT_DONE)
		status = loop(t, mask, &child);
	child_end(&child);
	drain(t);
	look_at_clocks(t);
	if (t->view->end && !t->full)
		t->view->end(t);
	if (status == EXIT_DONE && !t->args->json)
		status = flush(t); /* in front of what is said of it */
	trace_tell_end(t);
	if (status == EXIT_DONE)
		status = flush(t);
	return status == EXIT_DONE ? t->status : status;
}

static int open_and_run(const struct args *args, struct tcp_config *cfg,
                        const struct view *view, const struct pfc_prog *prog)
{
	struct trace t = {
		.args = args, .view = view, .prog = prog, .netns = cfg->want.netns
	};
	char msg[EBPF_MSG_MAX];
	sigset_t before;
	int status = rights_choose(&t);

	if (status != EXIT_DONE) {
		rights_free(&t);
		return status;
	}
	sigprocmask(SIG_BLOCK, NULL, &before);
	signals_install();
	signals_hold();
	t.terminal = isatty(STDOUT_FILENO);
	if (tcp_open(cfg, &t.tcp, msg) != 0) {
		signals_allow(&before);
		rights_free(&t);
		return say("%s", msg);
	}
	if (cfg->want.kinds >> TCP_EV_DROP & 1)
		symbols_open(&t);
	status = run(&t, &before);
	if (view->close)
		view->close(&t);
	if (status == EXIT_DONE)
		status = t.status; /* a file may take no more when it is closed */
	tcp_close(t.tcp);
	symbols_close(&t);
	args_close(&t);
	trace_list_end(&t);
	rights_free(&t);
	str_fini(&t.out);
	signals_allow(&before);
	return status;
}

static int trace_with(const struct args *args, int count, char **words, struct tcp_config *cfg,
                      const struct view *view)
{
	struct pfc_prog *prog = NULL;
	char *object = NULL;
	int status;

	if (args->features)
		return trace_print_features(cfg);
	status = compile(args, count, words, cfg, &object, &prog);
	if (status == EXIT_DONE)
		status = open_and_run(args, cfg, view, prog);
	pfc_prog_free(prog);
	free(object);
	return status;
}

int cmd_trace_tcp(const struct args *args, int count, char **words)
{
	const char *absent[ABSENT_MAX];
	char *without = args->without ? strdup(args->without) : NULL;
	struct tcp_config cfg = {
		.ring_kib = (uint32_t)args->ring_kib,
		.entries_max = (uint32_t)args->entries,
	};
	const struct view *view = NULL;
	int status = trace_choose_view(args, &view);

	if (status == EXIT_DONE)
		status = trace_select(args, &cfg.want);
	if (status == EXIT_DONE)
		status = read_absent(without, absent, &cfg);
	if (status == EXIT_DONE) {
		view->want(args, &cfg.want);
		if (args->args) {
			cfg.want.kinds |= 1u << TCP_EV_EXEC;
			cfg.want.list = true;
		}
		status = trace_with(args, count, words, &cfg, view);
	}
	free(without);
	return status;
}
