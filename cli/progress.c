/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/progress.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/say.h"

enum { SECOND_NS = 1000000000 };

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * SECOND_NS + (uint64_t)t.tv_nsec;
}

void progress_init(struct progress *p, const struct args *args)
{
	bool prints_there = !args->count_only && (!args->write_file || args->print) &&
	                    isatty(STDOUT_FILENO);
	bool terminal = isatty(STDERR_FILENO);

	memset(p, 0, sizeof(*p));
	p->json = args->stats_json;
	p->line = terminal && (args->write_file || args->count_only) && !prints_there && !p->json;
	p->got = !terminal && args->write_file && args->verbose && !p->json;
	p->last_ns = now_ns();
	p->next_ns = p->last_ns + SECOND_NS;
}

int progress_wait(const struct progress *p, bool always)
{
	uint64_t now;

	if (!always && !p->line && !p->got && !p->json)
		return -1;
	now = now_ns();
	return now < p->next_ns ? (int)((p->next_ns - now) / 1000000) + 1 : 1;
}

bool progress_due(struct progress *p)
{
	uint64_t now = now_ns();

	if (now < p->next_ns)
		return false;
	p->next_ns += SECOND_NS;
	if (p->next_ns <= now)
		p->next_ns = now + SECOND_NS;
	return true;
}

/* "12.4 MB": three digits and a unit, in powers of 1000. */
static void add_short(struct str *out, double value, const char *unit)
{
	static const char *const prefixes[] = { "", "k", "M", "G", "T", "P" };
	size_t i = 0;

	for (; value >= 999.5 && i < 5; i++)
		value /= 1000;
	str_printf(out, i && value < 99.95 ? "%.1f %s%s" : "%.0f %s%s", value,
	           prefixes[i], unit);
}

static void add_line(struct progress *p, const struct progress_state *state,
                     struct str *out)
{
	const struct capture_stats *s = state->stats;
	uint64_t now = now_ns();
	double seconds = (double)(now - p->last_ns) / SECOND_NS;

	str_printf(out, "\r\033[K");
	add_short(out, seconds > 0 ? (double)(s->captured - p->last_count) / seconds : 0,
	          "packets/s");
	str_printf(out, "  %" PRIu64 " kept  %" PRIu64 " lost", s->captured, s->dropped);
	if (state->file) {
		str_printf(out, "  ");
		str_add_escaped(out, state->file, strlen(state->file), ESCAPE_UTF8);
		str_printf(out, " ");
		add_short(out, (double)state->size, "B");
	}
	p->last_ns = now;
	p->last_count = s->captured;
}

void progress_show(struct progress *p, const struct progress_state *state)
{
	struct str out = { 0 };

	if (p->json) {
		progress_json(state);
		return;
	}
	if (p->line)
		add_line(p, state, &out);
	else if (p->got)
		str_printf(&out, "Got %" PRIu64 "\n", state->stats->captured);
	if (out.len && !out.failed) {
		fwrite(out.at, 1, out.len, stderr);
		p->shown = p->line;
	}
	str_fini(&out);
}

void progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}

void progress_json(const struct progress_state *state)
{
	const struct capture_stats *s = state->stats;
	const struct {
		const char *name;
		uint64_t value;
	} rows[] = {
		{ "captured", s->captured },
		{ "received", s->received },
		{ "dropped", s->dropped },
		{ "unsaved", s->unsaved },
		{ "bursts", s->bursts },
		{ "largest_burst", s->burst_max },
		{ "ring_kib", s->ring_kib },
		{ "ring_used_max_kib", s->fill_max_kib },
		{ "missed_by_interface", s->missed_iface },
		{ "missed_by_kernel", s->missed_kernel },
		{ "host_times", s->host_times },
	};
	json_t *all = json_object();
	char *text;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		json_object_set_new(all, rows[i].name,
		                    json_integer((json_int_t)rows[i].value));
	/* A name that is no UTF-8 cannot be told in JSON. */
	if (state->file) {
		json_object_set_new(all, "file", json_string(state->file));
		json_object_set_new(all, "file_bytes",
		                    json_integer((json_int_t)state->size));
	}
	json_object_set_new(all, "ended", json_boolean(state->ended));
	text = json_dumps(all, JSON_COMPACT);
	if (text)
		fprintf(stderr, "%s\n", text);
	free(text);
	json_decref(all);
}
