/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_tell.c - what is said around a trace: hooks, losses, and what it cost itself. */
#include "cli/trace.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "cli/say.h"
#include "ebpf/attach.h"

uint64_t trace_clock(int id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* --- what it costs --- */

/* Since this process began. Runs of its programs that were not timed took as long as those that
 * were.
 */
static struct trace_cost cost_so_far(const struct trace *t)
{
	struct tcp_meter m = tcp_meter(t->tcp);
	struct trace_cost c = {
		.runs = m.runs,
		.own = trace_clock(CLOCK_PROCESS_CPUTIME_ID),
	};

	if (m.timed && m.ns > 0)
		c.programs = (uint64_t)((double)m.ns / (double)m.timed * (double)m.runs);
	return c;
}

void trace_starts(struct trace *t)
{
	t->began = t->last = t->now;
	t->to_start = cost_so_far(t);
}

static uint64_t more_than(uint64_t now, uint64_t before)
{
	return now > before ? now - before : 0;
}

struct trace_cost trace_cost(const struct trace *t)
{
	struct trace_cost c = cost_so_far(t);

	c.runs -= t->to_start.runs;
	c.programs = more_than(c.programs, t->to_start.programs);
	c.own = more_than(c.own, t->to_start.own);
	if (t->now > t->began)
		c.percent = 100.0 * (double)(c.programs + c.own) / (double)(t->now - t->began);
	return c;
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

void trace_tell_begin(struct trace *t)
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
	json_open(t, "start", trace_clock(CLOCK_MONOTONIC));
	json_text(&t->out, "version", pfc_version());
	json_number(&t->out, "schema", 1);
	json_text(&t->out, "view", t->view->name);
	json_text(&t->out, "filter", t->prog ? pfc_prog_text(t->prog) : "");
	json_features(t);
	json_close(t);
}

static void tell_cost(struct trace *t)
{
	struct trace_cost c = trace_cost(t);

	if (t->args->json) {
		json_number(&t->out, "program_runs", c.runs);
		json_us(&t->out, "programs_us", c.programs);
		json_us(&t->out, "own_us", c.own);
		json_us(&t->out, "elapsed_us", t->now - t->began);
	}
	say("overhead: programs in the kernel ran %" PRIu64 " times, about %.1f ms, pfc %.1f ms: "
	    "%.2f %% of a processor",
	    c.runs, (double)c.programs / 1e6, (double)c.own / 1e6, c.percent);
}

void trace_tell_end(struct trace *t)
{
	const struct tcp_totals *n = tcp_totals(t->tcp);
	uint64_t lost = n->lost, no_entry = n->no_entry, no_group = n->no_group;

	if (t->args->json) {
		json_open(t, "end", trace_clock(CLOCK_MONOTONIC));
		json_number(&t->out, "events", n->events);
		json_number(&t->out, "lost", lost);
		json_number(&t->out, "no_entry", no_entry);
		json_number(&t->out, "no_group", no_group);
		json_number(&t->out, "negative", n->negative);
		json_number(&t->out, "open", tcp_entries(t->tcp));
	}
	say("%" PRIu64 " events, %" PRIu64 " lost", (uint64_t)n->events, lost);
	tell_cost(t);
	if (t->args->json)
		json_close(t);
	if (lost)
		say("note: there was no room for the events that were lost: --ring %u, a filter, "
		    "or fewer --events",
		    2 * (t->args->ring_kib ? (unsigned)t->args->ring_kib : TRACE_RING_KIB));
	if (no_entry)
		say("note: %" PRIu64
		    " times there was no room for a connection: --connections",
		    no_entry);
	if (no_group)
		say("note: %" PRIu64 " sums or histograms had no room", no_group);
}

int trace_print_features(const struct tcp_config *cfg)
{
	struct tcp_feature f[TCP_FEATURES_ROOM];
	char msg[EBPF_MSG_MAX];
	struct str out = { 0 };

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
