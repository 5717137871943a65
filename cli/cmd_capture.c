/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_capture.c - packets of a file or an interface, filtered, to where they go.
 *
 * A file may hold several link types: the filter is compiled once for each of them. On an
 * interface the source filters, and every packet it gives matched.
 */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "capture/counters.h"
#include "capture/mapguard.h"
#include "capture/savefile.h"
#include "cli/at_hook.h"
#include "cli/confine.h"
#include "cli/inputs.h"
#include "cli/live.h"
#include "cli/matcher.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/rotation.h"
#include "cli/say.h"
#include "cli/signals.h"
#include "cli/splits.h"

struct capture {
	const struct args *args;
	struct args main_args;  /* for `out` */
	struct matcher matcher; /* of FILTER; of an interface only its text is used */
	struct inputs in;       /* when files are read */
	struct source *src;
	struct output out;
	struct splits splits;
	struct confine confine;
	struct live *live; /* NULL: a file is read */
	sigset_t wait_mask; /* of signals while waiting for an interface */
	bool sieved;   /* the source runs the filter */
	bool in_block; /* there are more packets where the last ones came from */
	struct progress progress;
	uint64_t told; /* packets that the statistics in the file count */
	uint32_t retire_ms; /* how long a packet may lie in the ring */
	uint64_t seen;      /* packets read, whether they match or not */
	uint64_t matched;   /* of those */
	uint64_t left_out;  /* of these, by --skip and --sample */
	bool damaged;       /* a file that was read is not whole */
	bool kernel_counts; /* and no packet comes here */
};

/* Of the packets that match, those behind --skip, and of these one of --sample. */
static bool is_chosen(struct capture *c)
{
	const struct args *args = c->args;
	uint64_t number = c->matched++;
	/* At a hook the program chooses. */
	uint64_t every = args->sample && !at_hook_wanted(args) ? args->sample : 1;

	if (number >= args->skip && (number - args->skip) % every == 0)
		return true;
	c->left_out++;
	return false;
}

static int take(struct capture *c, const struct packet *pkt)
{
	struct packet cut;
	uint32_t snaplen = UINT32_MAX;
	int status;

	c->seen++;
	if (!c->live && !c->sieved) {
		status = matcher_run(&c->matcher, pkt, &snaplen);
		if (status != EXIT_DONE || !snaplen)
			return status;
	}
	if (!is_chosen(c))
		return EXIT_DONE;
	if (c->splits.count) {
		status = splits_packet(&c->splits, pkt, snaplen);
		if (status != EXIT_DONE)
			return status;
	}
	if (snaplen >= pkt->caplen)
		return output_packet(&c->out, pkt);
	cut = *pkt;
	cut.caplen = snaplen;
	return output_packet(&c->out, &cut);
}

static bool enough(const struct capture *c)
{
	if (c->args->count_max && c->out.count >= c->args->count_max)
		return true;
	/* What the ring still holds may be older. */
	return c->out.enough && !c->live;
}

static void live_stats(struct capture *c, struct capture_stats *stats)
{
	source_stats(c->src, stats);
	if (c->kernel_counts)
		c->out.count = stats->captured;
	stats->captured = c->out.count;
	/* The packets that count are those in files. */
	if (c->out.failed || c->out.closed)
		stats->captured = output_saved(&c->out);
	if (c->out.failed)
		stats->unsaved = stats->received - stats->dropped - stats->captured -
		                 c->left_out;
}

static void show_progress(struct capture *c, const struct capture_stats *stats,
                          bool ended)
{
	struct progress_state state = { .stats = stats, .ended = ended };

	if (c->out.sink) {
		state.file = c->out.path;
		state.size = sink_bytes(c->out.sink);
	}
	if (ended)
		progress_json(&state);
	else
		progress_show(&c->progress, &state);
}

/* What happens once a second. */
static int tick(struct capture *c)
{
	struct capture_stats stats;
	int status;

	if (!c->live || !progress_due(&c->progress))
		return EXIT_DONE;
	live_stats(c, &stats);
	show_progress(c, &stats, false);
	if (c->told == c->out.count)
		return EXIT_DONE;
	c->told = c->out.count;
	status = output_stats(&c->out);
	if (status == EXIT_DONE)
		status = output_sync(&c->out);
	return status == EXIT_DONE ? splits_sync(&c->splits) : status;
}

/* Of several interfaces, what each has of the sums. */
static void report_each(struct capture *c, struct str *text)
{
	uint32_t count, iface;
	const struct source_iface *ifaces = source_ifaces(c->src, &count);
	struct capture_stats stats;

	if (!source_stats_of(c->src, 1, &iface, &stats))
		return;
	for (uint32_t i = 0; source_stats_of(c->src, i, &iface, &stats); i++)
		str_printf(text,
		           "%s: %" PRIu64 " captured, %" PRIu64 " received by filter, "
		           "%" PRIu64 " dropped by kernel\n",
		           ifaces[iface].name, stats.captured, stats.received,
		           stats.dropped);
}

/* The counters as they stand; on an interface the kernel's beside ours. */
static void report(struct capture *c, enum counters_form form)
{
	struct capture_stats stats;
	struct str text = { 0 };

	if (c->args->silent)
		return;
	if (c->live) {
		live_stats(c, &stats);
		if (c->args->stats_json) {
			show_progress(c, &stats, form == COUNTERS_LINES);
			return;
		}
		progress_clear(&c->progress);
		counters_report(&stats, form, &text);
	} else {
		str_printf(&text, "%" PRIu64 " packets read, %" PRIu64 " matched\n",
		           c->seen, c->matched);
	}
	if (c->left_out && form == COUNTERS_LINES)
		str_printf(&text, "%" PRIu64 " of them left out by --skip or --sample\n",
		           c->left_out);
	if (c->live && form == COUNTERS_LINES)
		report_each(c, &text);
	if (form == COUNTERS_LINES)
		splits_report(&c->splits, &text);
	if (!text.failed)
		fwrite(text.at, 1, text.len, stderr);
	str_fini(&text);
}

static int flush(struct capture *c, bool file)
{
	int status = output_flush(&c->out, file);

	return status == EXIT_DONE ? splits_flush(&c->splits, file) : status;
}

/* What signals asked for besides stopping. */
static int answer_signals(struct capture *c)
{
	if (signals_report())
		report(c, COUNTERS_LINE);
	return signals_flush() ? flush(c, true) : EXIT_DONE;
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* How long after its time a packet may come out of the ring: a block that is not full is
 * handed over in the second period at the latest that finds it so, by a timer that may be
 * late.
 */
static uint64_t latest_ns(const struct capture *c)
{
	return (2 * (uint64_t)c->retire_ms + 40) * 1000000u;
}

/* When some file has to end although no packet comes. */
static uint64_t next_deadline(const struct capture *c)
{
	uint64_t a = output_deadline(&c->out), b = splits_deadline(&c->splits);

	return a < b ? a : b;
}

/* How long source_next() may wait, in milliseconds; -1: for ever. */
static int wait_limit(struct capture *c)
{
	bool untold = (c->out.pcapng || c->args->sync) && c->told != c->out.count;
	uint64_t deadline = next_deadline(c);
	int waits[] = { rotation_tend(&c->out), progress_wait(&c->progress, untold), -1,
		        splits_tend(&c->splits) };
	int least = -1;

	if (deadline != UINT64_MAX) {
		int64_t left = (int64_t)(deadline - now_ns() + latest_ns(c)) / 1000000;

		waits[2] = left < 0 ? 1 : left < 60000 ? (int)left + 1 : 60000;
	}
	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		if (waits[i] >= 0 && (least < 0 || waits[i] < least))
			least = waits[i];
	}
	return least;
}

/* Every packet of an interface is wanted whole, and in no other file. */
static bool takes_all(const struct capture *c)
{
	return c->live && !c->splits.count && !c->args->skip && !c->args->sample;
}

static int take_all(struct capture *c, const struct batch *batch)
{
	uint64_t most = c->args->count_max ? c->args->count_max - c->out.count : UINT64_MAX;
	uint32_t count = batch->count < most ? batch->count : (uint32_t)most;

	c->seen += count;
	c->matched += count;
	return output_packets(&c->out, batch->packets, count);
}

static int take_batch(struct capture *c, const struct batch *batch)
{
	int status = EXIT_DONE;

	c->in_block = !batch->last;
	c->seen += batch->passed;
	if (takes_all(c))
		status = take_all(c, batch);
	else
		for (uint32_t i = 0;
		     i < batch->count && status == EXIT_DONE && !enough(c); i++)
			status = take(c, &batch->packets[i]);
	if (status != EXIT_DONE)
		return status;
	return flush(c, (c->live && batch->last) || c->args->packet_buffered);
}

/* Waits for the next packets, or for a signal; an asked for stop ends a file at once and
 * drains an interface.
 */
static int next_batch(struct capture *c, struct batch *batch)
{
	int n;

	if (!c->live)
		return signals_stop() ? 0 : source_next(c->src, batch);
	/* The rest of a block is there: no system call for each batch of it. */
	if (c->in_block)
		return source_next(c->src, batch);
	signals_hold();
	if (signals_stop() || c->out.enough)
		source_stop(c->src);
	source_wait_limit(c->src, wait_limit(c));
	n = source_next(c->src, batch);
	signals_allow(&c->wait_mask);
	return n;
}

/* Whether it is time to go on in another file although no packet asks for it. */
static int look_at_clock(struct capture *c)
{
	uint64_t now;
	int status;

	if (!c->live || next_deadline(c) == UINT64_MAX)
		return EXIT_DONE;
	now = now_ns() - latest_ns(c);
	if (!source_idle(c->src))
		return EXIT_DONE;
	status = output_idle(&c->out, now);
	return status == EXIT_DONE ? splits_idle(&c->splits, now) : status;
}

/* Says what the source has to say; of files that is what is wrong with one of them. */
static void say_message(struct capture *c)
{
	progress_clear(&c->progress);
	say("%s", source_message(c->src));
	if (!c->live)
		c->damaged = true;
}

/* Moves packets until the source ends, enough were taken, or something fails. */
static int flow(struct capture *c)
{
	struct batch batch;
	int status = EXIT_DONE;
	int n = 1;

	while (status == EXIT_DONE && !enough(c)) {
		n = next_batch(c, &batch);
		if (n <= 0 && *source_message(c->src))
			say_message(c);
		if (n == 0 || (n < 0 && n != -EINTR))
			break;
		/* Of the rest of the block nothing matched: it goes back to the kernel. */
		if (n < 0 && c->in_block) {
			status = flush(c, true);
			c->in_block = false;
		}
		if (n > 0)
			status = take_batch(c, &batch);
		else if (status == EXIT_DONE)
			status = look_at_clock(c);
		if (status == EXIT_DONE)
			status = tick(c);
		if (status == EXIT_DONE)
			status = answer_signals(c);
	}
	if (status != EXIT_DONE)
		return status;
	/* What comes before the damage is used, and the damage was told. */
	if (!c->live && n == -EBADMSG)
		return EXIT_DONE;
	return n < 0 && n != -EINTR ? EXIT_FAILED : EXIT_DONE;
}

/* Whether files may have to be opened later, or names asked for: a pcapng file can go on
 * with packets of another link type, for which the filter is compiled anew.
 */
static const char *why_reads(struct capture *c)
{
	static const char names[] = "the filter has names, which packets of another link "
				    "type would have looked up again";
	const struct savefile_info *info = c->in.info;

	if (c->live && live_by_libpcap(c->live))
		return "libpcap reads the packets";
	if (c->in.in_turn && c->in.count > 1)
		return "the files of -V are opened one after another";
	if (!c->live && !(info && info->format == SAVEFILE_PCAP) &&
	    !matcher_needs_no_more(&c->matcher))
		return names;
	for (uint32_t i = 0; i < c->splits.count; i++) {
		if (!matcher_needs_no_more(&c->splits.at[i].matcher))
			return names;
	}
	return NULL;
}

/* Opens the output, moves the packets, closes. */
static int run_source(struct capture *c)
{
	const struct inputs *in = c->live ? NULL : &c->in;
	bool gone = false;
	struct capture_stats stats;
	int status, closed;

	status = confine_become(&c->confine);
	if (status != EXIT_DONE)
		return status;
	status = output_open(&c->out, &c->main_args, c->src, in, c->confine.hooks);
	if (status == EXIT_DONE)
		status = splits_open(&c->splits, &c->matcher.opts, c->src, in,
		                     c->confine.hooks);
	if (status != EXIT_DONE) {
		c->out.failed = true; /* nothing is completed or counted */
		splits_close(&c->splits, &gone);
		output_close(&c->out);
		return status;
	}
	confine_enter(&c->confine, why_reads(c), c->sieved);
	c->out.progress = &c->progress;
	/* Whoever reads along sees the header before the first packet. */
	if (c->live)
		status = flush(c, true);
	if (status == EXIT_DONE)
		status = flow(c);
	if (c->live)
		source_stop(c->src);
	if (c->kernel_counts)
		live_stats(c, &stats); /* what is said is the last count */
	closed = output_close(&c->out);
	if (splits_close(&c->splits, &gone) != EXIT_DONE)
		closed = EXIT_FAILED;
	if (c->live || c->splits.count)
		report(c, COUNTERS_LINES);
	if (c->out.closed || gone)
		return EXIT_DONE;
	if (status == EXIT_DONE && c->args->strict && c->damaged)
		status = EXIT_FAILED;
	return status != EXIT_DONE ? status : closed;
}

/* A pcap file has one link type for all packets. */
static int check_types(const struct capture *c)
{
	const struct inputs *in = &c->in;

	if (!in->other || in->in_turn || !c->args->write_file ||
	    output_is_pcapng(c->args))
		return EXIT_DONE;
	return say("%s has packets of link type %s and %s of %s, and a pcap file has one "
	           "for all: write pcapng, with -P or to a name that ends in .pcapng",
	           in->first, pfc_linktype_name(in->first_type), in->other,
	           pfc_linktype_name(in->other_type));
}

/* Options that are about interfaces, or in the way of what is read. */
static int check_file_args(const struct capture *c)
{
	const struct args *args = c->args;
	const char *name = inputs_name(&c->in);

	if (args->linktype >= 0)
		return say_usage("-y cannot change the link type of %s", name);
	if (args->direction != DIRECTION_INOUT)
		return say_usage("-Q chooses packets of an interface, not of %s", name);
	if (args->stamp >= 0)
		return say_usage("-j chooses the clock of an interface; packets of %s have "
		                 "their times",
		                 name);
	if (args->link_headers)
		return say_usage("--link-headers is for -i any, not for %s", name);
	if (args->as_saved)
		return say_usage("--as-saved is for interfaces: %s %s packets as they "
		                 "were saved in any case",
		                 name, c->in.count == 1 ? "holds" : "hold");
	if (args->filter_file && !strcmp(args->filter_file, "-") &&
	    inputs_stdin(&c->in, args))
		return say_usage("%s and -F - both read standard input",
		                 args->list_file ? "-V -" : "-r -");
	return EXIT_DONE;
}

/* A pcap file filters by itself, in several threads. The filters of --split see the whole
 * packet.
 */
static void sieve(struct capture *c)
{
	struct sieve s;

	if (!c->in.info || c->in.info->format != SAVEFILE_PCAP || c->splits.count ||
	    !matcher_sieve(&c->matcher, &s))
		return;
	savefile_sieve(c->src, &s);
	c->sieved = true;
}

static int capture_file(struct capture *c)
{
	int status = inputs_init(&c->in, c->args);

	if (status == EXIT_DONE)
		status = check_file_args(c);
	if (status != EXIT_DONE)
		return status;
	mapguard_install();
	status = inputs_open(&c->in, c->args, &c->src);
	if (status != EXIT_DONE)
		return status;
	c->matcher.src = c->src;
	c->matcher.files = inputs_name(&c->in);
	c->matcher.opts.flags |= PFC_SAVEFILE;
	status = check_types(c);
	if (status == EXIT_DONE)
		status = matcher_compile(&c->matcher);
	if (status != EXIT_DONE)
		return status;
	sieve(c);
	signals_install();
	return run_source(c);
}

static int capture_iface(struct capture *c)
{
	int status;

	progress_init(&c->progress, c->args);
	c->kernel_counts = at_hook_only_counts(c->args);
	signals_install();
	sigprocmask(SIG_SETMASK, NULL, &c->wait_mask);
	status = live_open(c->args, &c->matcher.filter, &c->wait_mask, &c->live, &c->src,
	                   &c->retire_ms);
	return status == EXIT_DONE ? run_source(c) : status;
}

/* Without -w, what --split is for is only the files of --split. */
static void set_main_args(struct capture *c)
{
	struct args *main = &c->main_args;

	*main = *c->args;
	if (main->write_file || !main->splits.count)
		return;
	main->pcapng = main->names = main->sync = false;
	main->print_files = main->atomic = false;
	main->mode = 0;
	main->comment = NULL;
	main->align = main->skip_empty = false;
	main->file_size = main->file_time = main->file_count = 0;
	main->keep = main->keep_size = main->max_files = main->max_size = 0;
	main->naming = 0;
	main->hook = main->on_file = NULL;
}

/* The files to be written, for those who choose what the process may do. */
static int confine_files(struct capture *c)
{
	const char *files[OPT_LIST_MAX + 2];
	uint32_t count = 0;

	if (c->args->write_file)
		files[count++] = c->args->write_file;
	for (uint32_t i = 0; i < c->splits.count; i++)
		files[count++] = c->splits.at[i].path;
	return confine_init(&c->confine, c->args, files, count);
}

int cmd_capture(const struct args *args, int count, char **words)
{
	struct capture c = { .args = args, .matcher = { .args = args } };
	int status;

	if (args->live)
		return say_usage(
			"--live is for -d; to capture, name the interface with -i");
	set_main_args(&c);
	status = at_hook_check(args);
	if (status == EXIT_DONE)
		status = output_check(&c.main_args);
	if (status == EXIT_DONE)
		status = splits_init(&c.splits, args);
	filter_opts(&c.matcher.opts, args);
	if (status == EXIT_DONE)
		status = confine_files(&c);
	if (status == EXIT_DONE)
		status = filter_init(&c.matcher.filter, args, count, words);
	if (status == EXIT_DONE)
		status = inputs_given(args) ? capture_file(&c) : capture_iface(&c);
	source_close(c.src);
	inputs_fini(&c.in);
	live_close(c.live);
	splits_fini(&c.splits);
	matcher_fini(&c.matcher);
	confine_fini(&c.confine);
	return status;
}
