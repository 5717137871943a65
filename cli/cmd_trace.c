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
#include "cli/trace_rights.h"
#include "ebpf/attach.h"

enum {
	SECOND = 1000000000,
	POLL_MS = 40,  /* events wait that long, when there are few */
	EVENTS = 4096, /* read before anything else gets a turn */
	ABSENT_MAX = 32,
	RING_KIB = 16384, /* unless said */
};

static uint64_t clock_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

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

/* --- which view --- */

static const struct view *only(const struct view *have, const struct view *view,
                               bool asked, bool *twice)
{
	if (!asked)
		return have;
	*twice |= have != NULL;
	return view;
}

static int choose_view(const struct args *args, const struct view **out)
{
	const struct view *v = NULL;
	bool twice = false;

	v = only(v, &view_events, args->events != 0, &twice);
	v = only(v, &view_life, args->life, &twice);
	v = only(v, &view_top, args->top, &twice);
	v = only(v, &view_count, args->count_set != 0, &twice);
	v = only(v, &view_hist, args->hist != 0, &twice);
	v = only(v, &view_slow, args->slow != 0, &twice);
	v = only(v, &view_listen, args->listen, &twice);
	v = only(v, &view_cong, args->cong, &twice);
	v = only(v, &view_write, args->write_file != NULL, &twice);
	if (twice)
		return say_usage(
			"one view at a time: --events, --life, --top, --count, --hist, "
			"--slow, --listen, --cong and -w exclude each other");
	if (!v)
		v = isatty(STDOUT_FILENO) && !args->json ? &view_top : &view_events;
	*out = v;
	if (args->sample && v != &view_slow)
		return say_usage("--sample is for --slow");
	if (args->sort && v != &view_top)
		return say_usage("--sort is for --top");
	if (args->no_resp && v != &view_top)
		return say_usage("--no-resp is for --top");
	if (args->by >= 0 && v != &view_top && v != &view_count && v != &view_hist)
		return say_usage("--by is for --top, --count and --hist");
	if (args->args && (v == &view_count || v == &view_hist || v == &view_write))
		return say_usage("--args is for views with a line for each connection");
	if (args->ring_kib & (args->ring_kib - 1))
		return say_usage("--ring %" PRIu64 ": that is not a power of two",
		                 args->ring_kib);
	if (args->ifaces.count && v != &view_write)
		return say_usage("-i is for -w: connections have no interface");
	if (v == &view_write && args->netns &&
	    strspn(args->netns, "0123456789") == strlen(args->netns))
		return say_usage("-w takes the packets of a network namespace by its "
		                 "name, path or "
		                 "pid:N, not by its inode");
	if (args->all_drops && !(args->events >> TCP_EV_DROP & 1))
		return say_usage("--all-drops is for --events=drop");
	return EXIT_DONE;
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
	int status = trace_filter(args, count, words, !only_drops(&cfg->want), prog,
	                          object, &cfg->filter_len);

	cfg->filter = *object;
	return status;
}

/* --- begin and end --- */

static const char *const *absent_of(const struct args *args, char *room, size_t len,
                                    const char **list, unsigned *count)
{
	char *save = NULL;

	*count = 0;
	if (!args->without)
		return NULL;
	snprintf(room, len, "%s", args->without);
	for (char *w = strtok_r(room, ",", &save); w && *count < ABSENT_MAX;
	     w = strtok_r(NULL, ",", &save)) {
		char *colon = strchr(w, ':');

		list[(*count)++] = colon ? colon + 1 : w;
	}
	return list;
}

static void json_features(struct trace *t)
{
	const struct tcp_feature *f = tcp_used(t->tcp);
	const char *comma = "";

	str_printf(&t->out, ",\"hooks\":[");
	for (size_t i = 0; i < tcp_feature_count(); i++) {
		if (f[i].used) {
			str_printf(&t->out, "%s\"%s\"", comma, f[i].hook);
			comma = ",";
		}
	}
	str_printf(&t->out, "],\"missing\":[");
	comma = "";
	for (size_t i = 0; i < tcp_feature_count(); i++) {
		if (f[i].used || !*f[i].why)
			continue;
		str_printf(&t->out, "%s{\"hook\":\"%s\"", comma, f[i].hook);
		json_text(&t->out, "why", f[i].why);
		str_printf(&t->out, "}");
		comma = ",";
	}
	str_printf(&t->out, "]");
}

static void tell_begin(struct trace *t)
{
	const struct tcp_feature *f = tcp_used(t->tcp);

	for (size_t i = 0; i < tcp_feature_count(); i++) {
		if (f[i].used || !*f[i].why || !f[i].without || !f[i].wanted)
			continue;
		say("note: %s: %s; %s", f[i].hook, f[i].why, f[i].without);
	}
	say("tracing tcp: %s", t->view->name);
	if (!t->args->json)
		return;
	json_open(t, "start", clock_ns(CLOCK_MONOTONIC));
	json_text(&t->out, "version", pfc_version());
	json_number(&t->out, "schema", 1);
	json_text(&t->out, "view", t->view->name);
	json_text(&t->out, "filter", t->prog ? pfc_prog_text(t->prog) : "");
	json_features(t);
	json_close(t);
}

/* Runs of its programs that were not timed took as long as those that were. */
uint64_t trace_programs_ns(struct trace *t, uint64_t *runs)
{
	struct tcp_meter m = tcp_meter(t->tcp);

	*runs = m.runs;
	return m.timed && m.ns > 0 ? (uint64_t)((double)m.ns / (double)m.timed * (double)m.runs)
	                           : 0;
}

/* What it cost itself. */
static void tell_overhead(struct trace *t)
{
	uint64_t runs, programs = trace_programs_ns(t, &runs);
	uint64_t own = clock_ns(CLOCK_PROCESS_CPUTIME_ID), all = t->now - t->began;

	if (t->args->json) {
		json_number(&t->out, "program_runs", runs);
		json_us(&t->out, "programs_us", programs);
		json_us(&t->out, "own_us", own);
		json_us(&t->out, "elapsed_us", all);
	}
	say("overhead: programs in the kernel ran %" PRIu64 " times, about %.1f ms, pfc %.1f ms: "
	    "%.2f %% of a processor",
	    runs, (double)programs / 1e6, (double)own / 1e6,
	    all ? 100.0 * (double)(programs + own) / (double)all : 0);
}

static void tell_end(struct trace *t)
{
	const struct tcp_totals *n = tcp_totals(t->tcp);
	uint64_t lost = n->lost, no_entry = n->no_entry, no_group = n->no_group;

	if (t->args->json) {
		json_open(t, "end", clock_ns(CLOCK_MONOTONIC));
		json_number(&t->out, "events", n->events);
		json_number(&t->out, "lost", lost);
		json_number(&t->out, "no_entry", no_entry);
		json_number(&t->out, "no_group", no_group);
		json_number(&t->out, "negative", n->negative);
		json_number(&t->out, "open", tcp_entries(t->tcp));
	}
	say("%" PRIu64 " events, %" PRIu64 " lost", (uint64_t)n->events, lost);
	tell_overhead(t);
	if (t->args->json)
		json_close(t);
	if (lost)
		say("note: there was no room for the events that were lost: --ring %u, "
		    "a filter, "
		    "or fewer --events",
		    2 * (t->args->ring_kib ? (unsigned)t->args->ring_kib : RING_KIB));
	if (no_entry)
		say("note: %" PRIu64
		    " times there was no room for a connection: --connections",
		    no_entry);
	if (no_group)
		say("note: %" PRIu64 " sums or histograms had no room", no_group);
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
	uint64_t real = clock_ns(CLOCK_REALTIME);

	t->now = clock_ns(CLOCK_MONOTONIC);
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
	tcp_list(t->tcp, NULL, NULL);
	t->list_next = began + 20 * (clock_ns(CLOCK_MONOTONIC) - began);
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
	uint64_t until = clock_ns(CLOCK_MONOTONIC) + SECOND / 4;
	uint64_t most = (t->args->ring_kib ? t->args->ring_kib : RING_KIB) * 1024 / TCP_EVENT_SHORT;

	for (uint64_t n = 0; !t->full && n < most; n += EVENTS) {
		if (tcp_read(t->tcp, EVENTS, on_last_event, t) < EVENTS ||
		    clock_ns(CLOCK_MONOTONIC) > until)
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
	t->began = t->last = t->now;
	err = tcp_list(t->tcp, NULL, NULL);
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
	tell_begin(t);
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
	tell_end(t);
	err = flush(t);
	return status != EXIT_DONE ? status : err ? err : t->status;
}

static int print_features(const struct args *args, const struct tcp_config *cfg)
{
	struct tcp_feature f[TCP_FEATURES_ROOM];
	char msg[EBPF_MSG_MAX];
	struct str out = { 0 };

	(void)args;
	if (tcp_features(cfg, f, msg) != 0)
		return say("%s", msg);
	for (size_t i = 0; i < tcp_feature_count(); i++) {
		str_printf(&out, "%-4s %-4s tier %d  %-28s %s\n",
		           f[i].there ? "yes" : "no", f[i].used ? "used" : "-",
		           f[i].tier, f[i].hook, f[i].gives);
		if (!f[i].there)
			str_printf(&out, "          -> %s%s%s\n", f[i].why,
			           f[i].without ? "; without it " : "",
			           f[i].without ? f[i].without : "");
	}
	return put_stdout_str(&out);
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
	rights_free(&t);
	str_fini(&t.out);
	signals_allow(&before);
	return status;
}

int cmd_trace_tcp(const struct args *args, int count, char **words)
{
	char absent_text[512];
	const char *absent[ABSENT_MAX];
	struct tcp_config cfg = {
		.ring_kib = (uint32_t)args->ring_kib,
		.entries_max = (uint32_t)args->entries,
	};
	const struct view *view = NULL;
	struct pfc_prog *prog = NULL;
	char *object = NULL;
	int status = choose_view(args, &view);

	if (status == EXIT_DONE)
		status = trace_select(args, &cfg.want);
	if (status != EXIT_DONE)
		return status;
	view->want(args, &cfg.want);
	if (args->args) {
		cfg.want.kinds |= 1u << TCP_EV_EXEC;
		cfg.want.list = true;
	}
	cfg.absent = absent_of(args, absent_text, sizeof(absent_text), absent,
	                       &cfg.absent_count);
	if (args->features)
		return print_features(args, &cfg);
	status = compile(args, count, words, &cfg, &object, &prog);
	if (status == EXIT_DONE)
		status = open_and_run(args, &cfg, view, prog);
	pfc_prog_free(prog);
	free(object);
	return status;
}
