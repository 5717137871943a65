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
#include "capture/rings.h"
#include "capture/savefile.h"
#include "cli/confine.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/rotation.h"
#include "cli/say.h"
#include "cli/signals.h"

struct capture {
	const struct args *args;
	struct filter filter;
	struct pfc_opts opts;
	struct source *src;
	struct output out;
	struct confine confine;
	struct pfc_prog **progs; /* one for each link type met */
	uint32_t prog_count;
	struct live *live; /* NULL: a file is read */
	sigset_t wait_mask; /* of signals while waiting for an interface */
	bool in_block; /* there are more packets where the last ones came from */
	struct progress progress;
	uint64_t told; /* packets that the statistics in the file count */
	uint32_t retire_ms; /* how long a packet may lie in the ring */
	uint64_t seen;      /* packets read, whether they match or not */
};

/* Whether the source has packets of more than one link type. */
static bool is_mixed(const struct source *src)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(src, &count);

	for (uint32_t i = 1; i < count; i++) {
		if (ifaces[i].linktype != ifaces[0].linktype)
			return true;
	}
	return false;
}

/* Compiles for a link type, or finds that it was done before.
 *
 * returns EXIT_DONE and the program, or a status after messages.
 */
static int prog_for(struct capture *c, uint32_t linktype, const struct pfc_prog **out)
{
	struct pfc_opts opts = c->opts;
	struct pfc_prog *prog;
	struct pfc_prog **grown;
	int status;

	for (uint32_t i = 0; i < c->prog_count; i++) {
		if (pfc_prog_linktype(c->progs[i]) == linktype) {
			*out = c->progs[i];
			return EXIT_DONE;
		}
	}
	if (!pfc_linktype_name(linktype))
		return say("%s: link type %u is not known: no filter compiles for it",
		           c->args->read_file, linktype);
	opts.linktype = linktype;
	if (c->src && is_mixed(c->src))
		opts.flags |= PFC_ALLOW_EMPTY; /* it may match packets of the others */
	status = filter_compile(&c->filter, c->args, &opts, &prog);
	if (status != EXIT_DONE && c->prog_count)
		say("%s: the filter does not compile for its packets of link type %s",
		    c->args->read_file, pfc_linktype_name(linktype));
	if (status != EXIT_DONE)
		return status;
	grown = realloc(c->progs, (c->prog_count + 1) * sizeof(*grown));
	if (!grown) {
		pfc_prog_free(prog);
		return say("out of memory");
	}
	c->progs = grown;
	c->progs[c->prog_count++] = prog;
	*out = prog;
	return EXIT_DONE;
}

/* Whether a packet of a file matches, and how many bytes of it are wanted. */
static int match(struct capture *c, const struct packet *pkt, uint32_t *snaplen)
{
	struct pfc_packet view = { pkt->data, pkt->caplen, pkt->len, NULL };
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(c->src, &count);
	const struct pfc_prog *prog;
	int status;

	*snaplen = c->opts.snaplen;
	if (!c->filter.len)
		return EXIT_DONE;
	status = prog_for(c, ifaces[pkt->iface].linktype, &prog);
	if (status != EXIT_DONE)
		return status;
	if (pkt->flags & PACKET_HAS_META)
		view.meta = &pkt->meta;
	*snaplen = pfc_prog_run(prog, &view);
	return EXIT_DONE;
}

static int take(struct capture *c, const struct packet *pkt)
{
	struct packet cut;
	uint32_t snaplen = UINT32_MAX;
	int status;

	c->seen++;
	if (!c->live) {
		status = match(c, pkt, &snaplen);
		if (status != EXIT_DONE || !snaplen)
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
	rings_stats(c->src, stats);
	stats->captured = c->out.count;
	/* The packets that count are those in files. */
	if (c->out.failed || c->out.closed)
		stats->captured = output_saved(&c->out);
	if (c->out.failed)
		stats->unsaved = stats->received - stats->dropped - stats->captured;
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

	if (!c->live || !progress_due(&c->progress))
		return EXIT_DONE;
	live_stats(c, &stats);
	show_progress(c, &stats, false);
	if (c->told == c->out.count)
		return EXIT_DONE;
	c->told = c->out.count;
	return output_stats(&c->out);
}

/* Of several interfaces, what each has of the sums. */
static void report_each(struct capture *c, struct str *text)
{
	uint32_t count, iface;
	const struct source_iface *ifaces = source_ifaces(c->src, &count);
	struct capture_stats stats;

	if (!rings_stats_of(c->src, 1, &iface, &stats))
		return;
	for (uint32_t i = 0; rings_stats_of(c->src, i, &iface, &stats); i++)
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
		           c->seen, c->out.count);
	}
	if (c->live && form == COUNTERS_LINES)
		report_each(c, &text);
	if (!text.failed)
		fwrite(text.at, 1, text.len, stderr);
	str_fini(&text);
}

/* What signals asked for besides stopping. */
static int answer_signals(struct capture *c)
{
	if (signals_report())
		report(c, COUNTERS_LINE);
	return signals_flush() ? output_flush(&c->out, true) : EXIT_DONE;
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

/* How long source_next() may wait, in milliseconds; -1: for ever. */
static int wait_limit(struct capture *c)
{
	bool untold = c->out.pcapng && c->told != c->out.count;
	uint64_t deadline = output_deadline(&c->out);
	int waits[] = { rotation_tend(&c->out), progress_wait(&c->progress, untold), -1 };
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

static int take_batch(struct capture *c, const struct batch *batch)
{
	int status = EXIT_DONE;

	/* Within a block the place for records goes on. */
	if (!c->in_block)
		c->out.room = batch->room;
	c->in_block = !batch->last;
	for (uint32_t i = 0; i < batch->count && status == EXIT_DONE && !enough(c); i++)
		status = take(c, &batch->packets[i]);
	if (status != EXIT_DONE)
		return status;
	return output_flush(&c->out, (c->live && batch->last) ||
	                                     c->args->packet_buffered);
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
		rings_stop(c->src);
	rings_wait_limit(c->src, wait_limit(c));
	n = source_next(c->src, batch);
	signals_allow(&c->wait_mask);
	return n;
}

/* Whether it is time to go on in another file although no packet asks for it. */
static int look_at_clock(struct capture *c)
{
	uint64_t now;

	if (!c->live || output_deadline(&c->out) == UINT64_MAX)
		return EXIT_DONE;
	now = now_ns();
	return rings_idle(c->src) ? output_idle(&c->out, now - latest_ns(c)) : EXIT_DONE;
}

/* Moves packets until the source ends, enough were taken, or something fails. */
static int flow(struct capture *c)
{
	struct batch batch;
	int status = EXIT_DONE;
	int n = 1;

	while (status == EXIT_DONE && !enough(c)) {
		n = next_batch(c, &batch);
		if (n <= 0 && *source_message(c->src)) {
			progress_clear(&c->progress);
			say("%s", source_message(c->src));
		}
		if (n == 0 || (n < 0 && n != -EINTR))
			break;
		/* Of the rest of the block nothing matched: it goes back to the kernel. */
		if (n < 0 && c->in_block) {
			status = output_flush(&c->out, true);
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
	return n < 0 && n != -EINTR ? EXIT_FAILED : EXIT_DONE;
}

/* Whether a filter may have to look at files or ask for names later: a pcapng file can go
 * on with packets of another link type, for which it is compiled anew.
 */
static const char *why_reads(struct capture *c, const struct savefile_info *info)
{
	if (c->live || !c->filter.len || info->format == SAVEFILE_PCAP)
		return NULL;
	for (uint32_t i = 0; i < c->prog_count; i++) {
		if (!filter_stands_alone(&c->filter, &c->opts, c->progs[i]))
			return "the filter has names, which packets of another link type "
			       "would have looked up again";
	}
	c->opts.flags |= PFC_NO_LOOKUP;
	return NULL;
}

/* Opens the output, moves the packets, closes. */
static int run_source(struct capture *c, const struct savefile_info *info)
{
	int status, closed;

	status = confine_become(&c->confine);
	if (status != EXIT_DONE)
		return status;
	status = output_open(&c->out, c->args, c->src, info, c->confine.hooks);
	if (status != EXIT_DONE) {
		output_close(&c->out);
		return status;
	}
	confine_enter(&c->confine, why_reads(c, info));
	c->out.progress = &c->progress;
	/* Whoever reads along sees the header before the first packet. */
	if (c->live)
		status = output_flush(&c->out, true);
	if (status == EXIT_DONE)
		status = flow(c);
	if (c->live)
		rings_stop(c->src);
	closed = output_close(&c->out);
	if (c->live)
		report(c, COUNTERS_LINES);
	if (c->out.closed)
		return EXIT_DONE;
	return status != EXIT_DONE ? status : closed;
}

/* Compiles for every link type that the file announces, so that what does not compile is
 * known before anything is written.
 */
static int compile_for_file(struct capture *c)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(c->src, &count);
	const struct pfc_prog *prog;
	int status = EXIT_DONE;

	if (!c->filter.len)
		return EXIT_DONE;
	if (!count)
		return prog_for(c, c->opts.linktype, &prog);
	for (uint32_t i = 0; i < count && status == EXIT_DONE; i++)
		status = prog_for(c, ifaces[i].linktype, &prog);
	return status;
}

static int capture_file(struct capture *c)
{
	const struct args *args = c->args;
	char msg[SOURCE_MSG_MAX];
	const struct source_iface *iface;
	uint32_t count;
	int status;

	if (args->linktype >= 0)
		return say_usage("-y cannot change the link type of %s",
		                 args->read_file);
	if (args->direction != DIRECTION_INOUT)
		return say_usage("-Q chooses packets of an interface, not of %s",
		                 args->read_file);
	if (args->stamp >= 0)
		return say_usage("-j chooses the clock of an interface; packets of %s have "
		                 "their times",
		                 args->read_file);
	if (args->link_headers)
		return say_usage("--link-headers is for -i any, not for %s",
		                 args->read_file);
	if (args->as_saved)
		return say_usage("--as-saved is for interfaces: %s holds packets as they "
		                 "were saved in any case",
		                 args->read_file);
	if (args->filter_file && !strcmp(args->filter_file, "-") &&
	    !strcmp(args->read_file, "-"))
		return say_usage("-r - and -F - both read standard input");
	mapguard_install();
	if (savefile_open(args->read_file, NULL, &c->src, msg) != 0)
		return say("%s", msg);
	c->opts.flags |= PFC_SAVEFILE;
	status = compile_for_file(c);
	if (status != EXIT_DONE)
		return status;
	signals_install();
	iface = source_ifaces(c->src, &count);
	if (count)
		say_source("reading from file", args->read_file, iface->linktype,
		           iface->snaplen);
	return run_source(c, savefile_info(c->src));
}

static int capture_iface(struct capture *c)
{
	int status;

	progress_init(&c->progress, c->args);
	signals_install();
	sigprocmask(SIG_SETMASK, NULL, &c->wait_mask);
	status = live_open(c->args, &c->filter, &c->wait_mask, &c->live, &c->src,
	                   &c->retire_ms);
	return status == EXIT_DONE ? run_source(c, NULL) : status;
}

int cmd_capture(const struct args *args, int count, char **words)
{
	struct capture c = { .args = args };
	int status;

	if (args->live)
		return say_usage(
			"--live is for -d; to capture, name the interface with -i");
	status = output_check(args);
	if (status != EXIT_DONE)
		return status;
	filter_opts(&c.opts, args);
	status = confine_init(&c.confine, args);
	if (status == EXIT_DONE)
		status = filter_init(&c.filter, args, count, words);
	if (status == EXIT_DONE)
		status = args->read_file ? capture_file(&c) : capture_iface(&c);
	source_close(c.src);
	live_close(c.live);
	for (uint32_t i = 0; i < c.prog_count; i++)
		pfc_prog_free(c.progs[i]);
	free(c.progs);
	filter_fini(&c.filter);
	confine_fini(&c.confine);
	return status;
}
