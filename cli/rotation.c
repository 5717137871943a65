/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/rotation.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/say.h"

enum {
	/* The most that a record takes beyond the bytes of its packet, and the statistics
	 * of an interface at the end of a file.
	 */
	PCAP_MORE = 16,
	PCAPNG_MORE = 96,
	STATS_LEN = 128,
	HOOK_LOOK_MS = 100,
};

static bool makes_files(const struct args *args)
{
	return args->write_file && strcmp(args->write_file, "-") != 0;
}

bool rotation_wanted(const struct args *args)
{
	return args->file_size || args->file_time || args->keep || args->keep_size ||
	       args->max_files || args->max_size || args->duration || args->hook ||
	       args->on_file || args->print_files || args->atomic;
}

int rotation_check(const struct args *args)
{
	const struct {
		bool given, needs_many;
		const char *name;
	} rows[] = {
		{ args->file_size, false, "-C" },
		{ args->file_time, false, "-G" },
		{ args->hook, false, "-z" },
		{ args->on_file, false, "--on-file" },
		{ args->print_files, false, "--print-files" },
		{ args->atomic, false, "--atomic" },
		{ args->file_count, true, "-W" },
		{ args->keep, true, "--keep" },
		{ args->keep_size, true, "--keep-size" },
		{ args->max_files, true, "--max-files" },
		{ args->naming != ROTATE_OWN, true, "--name" },
	};
	bool many = args->file_size || args->file_time;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!rows[i].given)
			continue;
		if (!makes_files(args))
			return say_usage("%s needs a file to write to: -w FILE",
			                 rows[i].name);
		if (rows[i].needs_many && !many)
			return say_usage("%s is about several files: say with -C or -G "
			                 "when one ends",
			                 rows[i].name);
	}
	if ((args->align || args->skip_empty) && !args->file_time)
		return say_usage("--%s is about files made by time: -G",
		                 args->align ? "align" : "skip-empty");
	if (args->print_files && args->print)
		return say_usage("--print and --print-files both write to standard "
		                 "output");
	return EXIT_DONE;
}

/* -W has three meanings: how many files stay of those made by size, of all or of a period,
 * and how many periods there are of files made by time.
 */
static void set_count(struct rotate_config *c, const struct args *args)
{
	if (!args->file_size)
		c->periods = args->file_count;
	else if (args->naming == ROTATE_TCPDUMP)
		c->wrap = args->file_count;
	else if (args->file_time)
		c->keep_piece = args->file_count;
	else if (!c->keep || args->file_count < c->keep)
		c->keep = args->file_count ? args->file_count : c->keep;
}

static int64_t utc_offset(void)
{
	time_t now = time(NULL);
	struct tm tm;

	return localtime_r(&now, &tm) ? tm.tm_gmtoff : 0;
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int set_name(struct output *o)
{
	struct rotation *r = o->rotation;

	r->name.len = r->part.len = 0;
	if (!o->args->write_file)
		return EXIT_DONE;
	rotate_name(&r->when, &r->name);
	if (o->args->atomic)
		str_printf(&r->part, "%s.part", r->name.at);
	if (r->name.failed || r->part.failed)
		return say("out of memory");
	o->path = r->part.len ? r->part.at : r->name.at;
	return EXIT_DONE;
}

int rotation_open(struct output *o)
{
	const struct args *args = o->args;
	struct rotate_config c = {
		.pattern = args->write_file ? args->write_file : "",
		.naming = (enum rotate_naming)args->naming,
		.size = args->file_size,
		.period_ns = args->file_time,
		.align = args->align,
		.utc_offset_s = args->align ? utc_offset() : 0,
		.keep_gaps = o->live && !args->skip_empty,
		.keep = args->keep,
		.keep_size = args->keep_size,
		.max_files = args->max_files,
		.max_size = args->max_size,
		.duration_ns = args->duration,
	};
	struct rotation *r = calloc(1, sizeof(*r));

	if (!r)
		return say("out of memory");
	o->rotation = r;
	set_count(&c, args);
	rotate_init(&r->when, &c);
	/* The time of a file being read is that of its packets. */
	if (o->live)
		rotate_begin(&r->when, now_ns());
	return rotation_is_timed(o) && !o->live ? EXIT_DONE : set_name(o);
}

bool rotation_is_timed(const struct output *o)
{
	return o->rotation && rotate_is_many(&o->rotation->when.config);
}

static int open_at(struct output *o, uint64_t ns)
{
	int status;

	rotate_begin(&o->rotation->when, ns);
	status = set_name(o);
	return status == EXIT_DONE ? output_open_file(o) : status;
}

int rotation_open_now(struct output *o)
{
	return rotation_is_timed(o) ? open_at(o, now_ns()) : EXIT_DONE;
}

/* The time of files that are read is that of their packets. */
static int open_first(struct output *o, uint64_t ns)
{
	if (o->live || o->rotation->when.begun || !rotation_is_timed(o))
		return EXIT_DONE;
	return open_at(o, ns);
}

static void remove_file(const char *name)
{
	if (unlink(name) != 0 && errno != ENOENT)
		say("%s: cannot be removed: %s", name, strerror(errno));
}

/* Frees room on a full disk by one file; a sink_room_fn. */
bool rotation_make_room(void *ctx)
{
	struct output *o = ctx;
	const char *old = rotate_oldest(&o->rotation->when);

	if (!old)
		return false;
	if (o->progress)
		progress_clear(o->progress);
	say("%s: disk full: removing %s", o->path, old);
	return unlink(old) == 0;
}

static uint64_t lost_so_far(struct output *o)
{
	struct capture_stats stats;

	if (!o->live)
		return 0;
	source_stats(o->src, &stats);
	return stats.dropped;
}

static void run_hooks(struct output *o)
{
	struct rotation *r = o->rotation;
	uint64_t lost = lost_so_far(o);
	struct hook_file f = {
		.name = r->name.at,
		.packets = r->when.packets,
		.lost = lost - r->file_lost,
		.first_ns = r->first_ns,
		.last_ns = r->last_ns,
	};

	r->file_lost = lost;
	if (o->hooks && !hooks_add(o->hooks, &f))
		say("out of memory: nothing is run for %s", r->name.at);
	rotation_tend(o);
}

int rotation_file_done(struct output *o, uint64_t size)
{
	struct rotation *r = o->rotation;
	int status = EXIT_DONE;

	if (!r->when.packets && o->args->skip_empty) {
		remove_file(o->path);
		return EXIT_DONE;
	}
	if (r->part.len && rename(r->part.at, r->name.at) != 0)
		return say("%s: cannot be renamed to %s: %s", r->part.at, r->name.at,
		           strerror(errno));
	if (!rotate_closed(&r->when, r->name.at, size))
		status = say("out of memory");
	if (o->args->print_files) {
		str_printf(&o->lines, "%s\n", r->name.at);
		status = output_flush(o, false);
	}
	run_hooks(o);
	r->first_ns = r->last_ns = 0;
	return status;
}

static int next_file(struct output *o)
{
	struct rotation *r = o->rotation;
	bool kept = r->when.packets || !o->args->skip_empty;
	int status = output_close_file(o);
	const char *old;

	if (status != EXIT_DONE)
		return status;
	rotate_next(&r->when, kept);
	while ((old = rotate_excess(&r->when)))
		remove_file(old);
	status = set_name(o);
	return status == EXIT_DONE ? output_open_file(o) : status;
}

/* What the record of a packet takes at most. */
static uint64_t record_len(const struct output *o, const struct packet *pkt)
{
	uint64_t len = (uint64_t)pkt->caplen + (o->pcapng ? PCAPNG_MORE : PCAP_MORE);

	return o->copies && pkt->record_len > len ? pkt->record_len : len;
}

static uint64_t file_size(const struct output *o)
{
	if (!o->sink)
		return 0;
	return sink_bytes(o->sink) +
	       (o->live && o->pcapng ? (uint64_t)o->ifaces * STATS_LEN : 0);
}

int rotation_packet(struct output *o, const struct packet *pkt, bool *wanted)
{
	struct rotation *r = o->rotation;
	int status = open_first(o, pkt->ns);
	enum rotate_verdict v = ROTATE_NEXT;

	while (status == EXIT_DONE) {
		v = rotate_packet(&r->when, pkt->ns, file_size(o), record_len(o, pkt));
		if (v != ROTATE_NEXT)
			break;
		status = next_file(o);
	}
	*wanted = status == EXIT_DONE && v == ROTATE_STAY;
	if (v == ROTATE_STOP)
		o->enough = true;
	if (!*wanted)
		return status;
	if (!r->first_ns)
		r->first_ns = pkt->ns;
	r->last_ns = pkt->ns;
	return EXIT_DONE;
}

int rotation_idle(struct output *o, uint64_t now)
{
	enum rotate_verdict v;
	int status = EXIT_DONE;

	while ((v = rotate_idle(&o->rotation->when, now)) == ROTATE_NEXT &&
	       status == EXIT_DONE)
		status = next_file(o);
	if (v == ROTATE_STOP)
		o->enough = true;
	return status;
}

int rotation_tend(struct output *o)
{
	struct rotation *r = o->rotation;
	char msg[HOOKS_MSG_MAX];
	bool more;

	if (!r || !o->hooks)
		return -1;
	do {
		more = hooks_step(o->hooks, false, msg);
		if (*msg && o->progress)
			progress_clear(o->progress);
		if (*msg)
			say("%s", msg);
		r->hook_failed |= *msg != '\0';
	} while (more && *msg);
	return more ? HOOK_LOOK_MS : -1;
}

int rotation_close(struct output *o)
{
	struct rotation *r = o->rotation;
	char msg[HOOKS_MSG_MAX];
	bool failed, more = true;

	if (!r)
		return EXIT_DONE;
	while (o->hooks && more) {
		more = hooks_step(o->hooks, true, msg);
		if (*msg)
			say("%s", msg);
		r->hook_failed |= *msg != '\0';
	}
	failed = r->hook_failed;
	rotate_fini(&r->when);
	str_fini(&r->name);
	str_fini(&r->part);
	free(r);
	o->rotation = NULL;
	return failed ? EXIT_FAILED : EXIT_DONE;
}
