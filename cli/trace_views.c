/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_views.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli/say.h"

enum { VIEWS = 9 };

/* A view, and whether the command line has it. */
struct choice {
	const struct view *view;
	bool asked;
};

/* Appends ", " or " and " in front of each but the first of `count` words. */
static void add_listed(struct str *s, unsigned i, unsigned count, const char *word)
{
	str_printf(s, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", word);
}

static void list_choices(const struct args *args, struct choice *out)
{
	const struct choice all[VIEWS] = {
		{ &view_events, args->events != 0 },
		{ &view_life, args->life },
		{ &view_top, args->top },
		{ &view_count, args->count_set != 0 },
		{ &view_hist, args->hist != 0 },
		{ &view_slow, args->slow != 0 },
		{ &view_listen, args->listen },
		{ &view_cong, args->cong },
		{ &view_write, args->write_file != NULL },
	};

	memcpy(out, all, sizeof(all));
}

static int say_one_at_a_time(const struct choice *all)
{
	struct str names = { 0 };
	int status;

	for (unsigned i = 0; i < VIEWS; i++)
		add_listed(&names, i, VIEWS, all[i].view->option);
	status = say_usage("one view at a time: %s exclude each other",
	                   names.failed ? "views" : names.at);
	str_fini(&names);
	return status;
}

/* "--sort is for --top": names the views that take the option. */
static int say_is_for(const char *option, unsigned takes, const struct choice *all)
{
	struct str names = { 0 };
	unsigned count = 0, n = 0;
	int status;

	for (unsigned i = 0; i < VIEWS; i++)
		count += (all[i].view->takes & takes) != 0;
	for (unsigned i = 0; i < VIEWS; i++) {
		if (all[i].view->takes & takes)
			add_listed(&names, n++, count, all[i].view->option);
	}
	status = say_usage("%s is for %s", option, names.failed ? "other views" : names.at);
	str_fini(&names);
	return status;
}

/* Options that only some views look at. */
static int check_taken(const struct args *args, const struct view *v, const struct choice *all)
{
	const struct {
		bool given;
		unsigned takes;
		const char *option;
	} some[] = {
		{ args->sample != 0, TAKES_SAMPLE, "--sample" },
		{ args->sort >= 0, TAKES_SORT, "--sort" },
		{ args->no_resp, TAKES_NO_RESP, "--no-resp" },
		{ args->rows != 0, TAKES_ROWS, "--rows" },
		{ args->by >= 0, TAKES_BY, "--by" },
		{ args->args, TAKES_ARGS, "--args" },
		{ args->min_ms != 0, TAKES_MIN_MS, "--min-ms" },
		{ args->role >= 0, TAKES_ROLE, "--role" },
		{ args->io, TAKES_IO, "--io" },
		{ args->count_max != 0, TAKES_COUNT, "-c" },
		{ args->ifaces.count != 0, TAKES_IFACE, "-i" },
		{ args->all_drops, TAKES_ALL_DROPS, "--all-drops" },
	};

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		if (some[i].given && !(v->takes & some[i].takes))
			return say_is_for(some[i].option, some[i].takes, all);
	}
	return EXIT_DONE;
}

/* What depends on more than the view. */
static int check_more(const struct args *args, const struct view *v)
{
	uint32_t events = v == &view_events ? trace_events_of(args) : 0;

	if (v == &view_events && args->min_ms &&
	    !(events & (1u << TCP_EV_CONNECT | 1u << TCP_EV_ACCEPT)))
		return say_usage("--min-ms leaves out connect and accept of --events, which "
		                 "are not asked for");
	if (v == &view_events && args->all_drops && !(events >> TCP_EV_DROP & 1))
		return say_usage("--all-drops is for --events=drop");
	if (v == &view_hist && args->count_max && !args->interval)
		return say_usage("-c counts refreshes: with --hist there are some where "
		                 "--interval is given, too");
	if (v == &view_write && args->netns &&
	    strspn(args->netns, "0123456789") == strlen(args->netns))
		return say_usage("-w takes the packets of a network namespace by its name, "
		                 "path or pid:N, not by its inode");
	if (args->ring_kib & (args->ring_kib - 1))
		return say_usage("--ring %" PRIu64 ": that is not a power of two",
		                 args->ring_kib);
	return EXIT_DONE;
}

int trace_choose_view(const struct args *args, const struct view **out)
{
	struct choice all[VIEWS];
	const struct view *v = NULL;
	int status;

	list_choices(args, all);
	for (unsigned i = 0; i < VIEWS; i++) {
		if (all[i].asked && v)
			return say_one_at_a_time(all);
		if (all[i].asked)
			v = all[i].view;
	}
	if (!v)
		v = isatty(STDOUT_FILENO) && !args->json ? &view_top : &view_events;
	*out = v;
	status = check_taken(args, v, all);
	return status == EXIT_DONE ? check_more(args, v) : status;
}
