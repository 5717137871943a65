/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/output.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "capture/names.h"
#include "capture/resolve.h"
#include "cli/progress.h"
#include "cli/rotation.h"
#include "cli/say.h"
#include "pfc/pfc.h"

enum { LINES_MAX = 64 * 1024 }; /* bytes of printed lines that wait at most */

static bool to_stdout(const struct args *args)
{
	return args->write_file && !strcmp(args->write_file, "-");
}

bool output_is_pcapng(const struct args *args)
{
	static const char suffix[] = ".pcapng";
	size_t len = args->write_file ? strlen(args->write_file) : 0;

	if (args->pcapng)
		return true;
	return len >= sizeof(suffix) - 1 &&
	       !strcmp(args->write_file + len - (sizeof(suffix) - 1), suffix);
}

static bool wants_nano(const struct args *args)
{
	return args->nano || args->precision == PRECISION_NANO;
}

static bool prints(const struct args *args)
{
	bool files = args->write_file || args->splits.count;

	return !args->count_only && (!files || args->print);
}

static enum print_dump dump_of(const struct args *args)
{
	if (args->text)
		return args->text > 1 ? PRINT_DUMP_ASCII_WHOLE : PRINT_DUMP_ASCII;
	if (args->hex_text)
		return args->hex_text > 1 ? PRINT_DUMP_HEX_ASCII_WHOLE
		                          : PRINT_DUMP_HEX_ASCII;
	if (args->hex)
		return args->hex > 1 ? PRINT_DUMP_HEX_WHOLE : PRINT_DUMP_HEX;
	return PRINT_DUMP_NONE;
}

int output_check(const struct args *args)
{
	if (wants_nano(args) && (args->micro || args->precision == PRECISION_MICRO))
		return say_usage("--nano and --micro exclude each other");
	if (args->time > 5)
		return say_usage("-t is given %u times; -ttttt is the last form",
		                 args->time);
	if (args->time && args->time_form >= 0)
		return say_usage("-t and --time exclude each other");
	if (args->resolve && args->numeric)
		return say_usage("-n and --resolve exclude each other");
	if (args->resolve && args->style == STYLE_TCPDUMP)
		return say_usage("--style=tcpdump prints numbers; leave --resolve out");
	if (args->style == STYLE_TCPDUMP && args->json)
		return say_usage("--json and --style=tcpdump exclude each other");
	if (args->style == STYLE_TCPDUMP && args->verbose && prints(args))
		return say_usage("--style=tcpdump prints what tcpdump prints without -v; "
		                 "pfc -v has its own lines, and tcpdump -v reads what -w "
		                 "writes");
	if (args->json && dump_of(args) != PRINT_DUMP_NONE)
		return say_usage("--json and -x, -X and -A exclude each other");
	if (args->count_only && args->print)
		return say_usage("--count and --print exclude each other");
	if (rotation_check(args) != EXIT_DONE)
		return EXIT_USAGE;
	if (args->pcapng && !args->write_file)
		return say_usage(
			"-P chooses the form of the file of -w, which is not given");
	if (args->comment && !output_is_pcapng(args))
		return say_usage("--comment is for pcapng files: give -w a name that ends "
		                 "in .pcapng, or -P");
	if (args->comment && strlen(args->comment) > PCAPNG_TEXT_MAX)
		return say_usage("--comment: more than %d bytes", PCAPNG_TEXT_MAX);
	if (args->names && !output_is_pcapng(args))
		return say_usage("--names is for pcapng files: give -w a name that ends in "
		                 ".pcapng, or -P");
	if ((args->mode || args->sync) && !args->write_file)
		return say_usage("--%s is about the file of -w, which is not given",
		                 args->mode ? "mode" : "sync");
	if (!to_stdout(args))
		return EXIT_DONE;
	if (args->print || args->count_only)
		return say_usage("-w - and --%s both write to standard output",
		                 args->print ? "print" : "count");
	if (isatty(STDOUT_FILENO))
		return say_usage(
			"-w - would write packets to the terminal; send them to a "
			"file or a pipe, or leave -w out to see them as text");
	return EXIT_DONE;
}

/* Packets of a file do not wait for anybody, so a name may take a moment there. */
static int open_resolver(struct output *o)
{
	struct resolver_opts opts = {
		.short_names = o->args->short_names,
		.local_only = o->args->local_names,
		.wait_ms = o->live ? 0 : 300,
		.total_ms = 3000,
	};

	o->resolver = resolver_open(&opts);
	if (o->resolver)
		return EXIT_DONE;
	return say("no process for names of addresses: %s", strerror(errno));
}

static int open_printer(struct output *o)
{
	static const enum print_time times[] = {
		PRINT_TIME_LOCAL, PRINT_TIME_NONE, PRINT_TIME_EPOCH,
		PRINT_TIME_DELTA, PRINT_TIME_DATE, PRINT_TIME_SINCE_FIRST,
	};
	static const enum print_time forms[] = {
		[TIME_ISO] = PRINT_TIME_ISO,
		[TIME_UTC] = PRINT_TIME_UTC,
		[TIME_EPOCH] = PRINT_TIME_EPOCH,
		[TIME_DELTA] = PRINT_TIME_DELTA,
	};
	const struct args *args = o->args;
	struct printer_opts opts = {
		.time = args->time_form < 0 ? times[args->time] : forms[args->time_form],
		.dump = dump_of(args),
		.nano = wants_nano(args),
		.number = args->number,
		.link = args->link_header,
		.quiet = args->quiet,
		.verbose = args->verbose > 0,
		.absolute_seq = args->absolute_seq,
		.no_checksums = args->no_checksums,
		.all = args->verbose > 1,
		.lengths = args->lengths,
		.json = args->json,
		.classic = args->style == STYLE_TCPDUMP,
		.color = !args->json && args->style == STYLE_PFC &&
		         color_wanted((enum color)args->color, STDOUT_FILENO),
	};

	opts.resolver = o->resolver;
	o->printer = printer_open(&opts);
	return o->printer ? EXIT_DONE : say("out of memory");
}

/* Says why the file takes no more; a reader that went away needs no word. */
static int file_failed(struct output *o, int err)
{
	if (o->failed || o->closed)
		return EXIT_FAILED;
	if (err == -EPIPE) {
		o->closed = true;
		return EXIT_FAILED;
	}
	o->failed = true;
	if (o->progress)
		progress_clear(o->progress);
	if (*sink_message(o->sink))
		return say("%s", sink_message(o->sink));
	if (o->writer && *writer_message(o->writer))
		return say("%s: %s", o->path, writer_message(o->writer));
	return say("%s: %s", o->path, strerror(-err));
}

/* What is written is right, but not everybody reads it. */
static void say_mixed(struct output *o, const struct source_iface *one,
                      const struct source_iface *other)
{
	o->told_mixed = true;
	if (o->progress)
		progress_clear(o->progress);
	say("note: %s has link type %s, %s has %s: Wireshark reads such a file, programs "
	    "with libpcap, as tcpdump, do not",
	    other->name ? other->name : "an interface", pfc_linktype_name(other->linktype),
	    one->name, pfc_linktype_name(one->linktype));
}

/* Tells the writer of the interfaces that appeared since the last time; of those of a file
 * that it copies it knows.
 */
static int add_ifaces(struct output *o)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(o->src, &count);
	int err = 0;

	if (!o->live)
		return o->copies ? 0 : writer_follow(o->writer, o->src);
	for (; o->ifaces < count && !err; o->ifaces++) {
		const struct source_iface *i = &ifaces[o->ifaces];
		struct pcapng_iface_desc desc = pcapng_describe(i);

		err = writer_add_iface(o->writer, &desc);
		if (i->linktype != ifaces[0].linktype && !o->told_mixed)
			say_mixed(o, &ifaces[0], i);
	}
	return err;
}

int output_open_file(struct output *o)
{
	struct sink_opts sink_opts = { .mode = o->args->mode,
		                       .inputs = o->in ? o->in->files : NULL,
		                       .input_count = o->in ? o->in->count : 0 };
	struct writer_opts opts = {
		.format = output_is_pcapng(o->args) ? SAVEFILE_PCAPNG : SAVEFILE_PCAP,
		.nano = wants_nano(o->args),
		.snaplen = o->args->snaplen < PFC_SNAPLEN_MAX
		                   ? (uint32_t)o->args->snaplen
		                   : 0,
	};
	char msg[SINK_MSG_MAX];
	char application[32];
	char os[256];
	struct utsname u;
	int err;

	o->ifaces = 0;
	if (o->names)
		names_new_file(o->names);
	if (o->copies)
		opts.copy = o->src;
	else if (!o->live)
		opts.merged = o->src;
	snprintf(application, sizeof(application), "pfc %s", pfc_version());
	opts.application = application;
	opts.comment = o->args->comment;
	if (o->live && uname(&u) == 0) {
		snprintf(os, sizeof(os), "%s %s", u.sysname, u.release);
		opts.os = os;
		opts.hardware = u.machine;
	}
	if (sink_open(o->path, &sink_opts, &o->sink, msg) != 0)
		return say("%s", msg);
	if (o->rotation)
		sink_set_room(o->sink, rotation_make_room, o);
	err = writer_open(o->sink, &opts, &o->writer);
	if (!err)
		err = add_ifaces(o);
	return err ? file_failed(o, err) : EXIT_DONE;
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int output_open(struct output *o, const struct args *args, struct source *src,
                const struct inputs *in, struct hooks *hooks)
{
	int status = EXIT_DONE;

	*o = (struct output){
		.args = args, .src = src, .live = !in
	};
	o->in = in;
	o->hooks = hooks;
	o->pcapng = output_is_pcapng(args);
	o->path = args->write_file;
	/* Records of a single file are taken as they stand. */
	o->copies = in && in->info;
	o->start_ns = now_ns();
	if (rotation_wanted(args))
		status = rotation_open(o);
	if (o->copies && rotation_is_timed(o))
		savefile_remember(src);
	/* Files named by time wait for the first packet where that tells the time. */
	if (status == EXIT_DONE && args->write_file &&
	    (o->live || !rotation_is_timed(o)))
		status = output_open_file(o);
	if (status == EXIT_DONE && args->resolve && (prints(args) || args->names))
		status = open_resolver(o);
	if (status == EXIT_DONE && prints(args))
		status = open_printer(o);
	if (status == EXIT_DONE && args->names) {
		o->names = names_open(o->resolver);
		if (!o->names)
			status = say("out of memory");
	}
	return status;
}

static int flush_lines(struct output *o)
{
	int err;

	if (o->lines.failed) {
		o->failed = true;
		return say("out of memory");
	}
	err = write_stdout(o->lines.at, o->lines.len);
	o->lines.len = 0;
	if (!err)
		return EXIT_DONE;
	if (err == -EPIPE)
		o->closed = true;
	else
		o->failed = true;
	return err == -EPIPE ? EXIT_FAILED : say("standard output: %s", strerror(-err));
}

static int print(struct output *o, const struct packet *pkt)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(o->src, &count);

	if (count > 1)
		printer_show_iface(o->printer, true);
	print_packet(o->printer, &ifaces[pkt->iface], pkt, &o->lines);
	if (o->lines.len >= LINES_MAX || o->args->line_buffered || o->lines.failed)
		return flush_lines(o);
	return EXIT_DONE;
}

/* What is known beside the packet. pcapng has no option for the processor. */
static void take_notes(struct output *o, const struct packet *pkt,
                       struct packet_notes *notes)
{
	enum { AT_TC = 1, AT_XDP = 2 }; /* source: pcapng, epb_verdict */

	*notes = (struct packet_notes){ .drops = pkt->drops };
	if (!(pkt->flags & (PACKET_AT_TC | PACKET_AT_XDP)))
		return;
	notes->verdict_kind = pkt->flags & PACKET_AT_XDP ? AT_XDP : AT_TC;
	notes->verdict = pkt->flags & PACKET_AT_XDP ? XDP_PASS : (uint64_t)TC_ACT_UNSPEC;
	notes->has_queue = true;
	notes->queue = pkt->meta.queue;
	if (!o->cpu[0] || o->cpu_number != pkt->meta.cpu) {
		o->cpu_number = pkt->meta.cpu;
		snprintf(o->cpu, sizeof(o->cpu), "cpu %" PRIu32, o->cpu_number);
	}
	notes->comment = o->cpu;
}

static bool has_notes(const struct packet *pkt)
{
	return pkt->drops || pkt->flags & (PACKET_AT_TC | PACKET_AT_XDP);
}

static int write_names(struct output *o, const struct packet *pkt)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(o->src, &count);
	const struct pcapng_name *names;

	count = names_of(o->names, &ifaces[pkt->iface], pkt, &names);
	return writer_names(o->writer, names, count);
}

static int write_packet(struct output *o, const struct packet *pkt)
{
	struct packet_notes notes;
	const struct packet_notes *said = NULL;
	int err = 0;

	if (!o->live || pkt->iface >= o->ifaces)
		err = add_ifaces(o);
	if (err)
		return err;
	if (o->names)
		err = write_names(o, pkt);
	if (err)
		return err;
	if (o->live && has_notes(pkt)) {
		take_notes(o, pkt, &notes);
		said = &notes;
	}
	return writer_packet(o->writer, pkt, said);
}

int output_packet(struct output *o, const struct packet *pkt)
{
	bool wanted = true;
	int err;

	if (o->rotation) {
		int status = rotation_packet(o, pkt, &wanted);

		if (status != EXIT_DONE || !wanted)
			return status;
	}
	o->count++;
	if (o->printer && print(o, pkt) != EXIT_DONE)
		return EXIT_FAILED;
	err = o->writer ? write_packet(o, pkt) : 0;
	return err ? file_failed(o, err) : EXIT_DONE;
}

/* How many packets from here on can be written in one piece. */
static uint32_t alike(const struct output *o, const struct packet *packets,
                      uint32_t count)
{
	uint32_t n = 0;

	if (packets->iface >= o->ifaces)
		return 0;
	while (n < count && packets[n].iface == packets->iface &&
	       !has_notes(&packets[n]))
		n++;
	return n;
}

int output_packets(struct output *o, const struct packet *packets, uint32_t count)
{
	bool at_once = o->writer && !o->rotation && !o->printer && !o->names;
	int status = EXIT_DONE;
	uint32_t n;

	for (; count && status == EXIT_DONE; packets += n, count -= n) {
		n = at_once ? alike(o, packets, count) : 0;
		if (n) {
			int err = writer_many(o->writer, packets, n);

			o->count += n;
			status = err ? file_failed(o, err) : EXIT_DONE;
		} else {
			n = 1;
			status = output_packet(o, packets);
		}
	}
	return status;
}

int output_flush(struct output *o, bool file)
{
	int err;

	if (o->lines.len && flush_lines(o) != EXIT_DONE)
		return EXIT_FAILED;
	if (!file || !o->writer)
		return EXIT_DONE;
	err = writer_flush(o->writer);
	return err ? file_failed(o, err) : EXIT_DONE;
}

int output_sync(struct output *o)
{
	int err;

	if (!o->args->sync || !o->writer || o->failed || o->closed)
		return EXIT_DONE;
	err = writer_sync(o->writer);
	return err ? file_failed(o, err) : EXIT_DONE;
}

/* Of one interface; what only the kernel counts there is for all of "any". */
static int add_stats(struct output *o, uint32_t iface, const struct capture_stats *stats)
{
	struct pcapng_stats block = PCAPNG_STATS_NONE;

	block.ns = now_ns();
	block.start_ns = o->start_ns;
	block.end_ns = block.ns;
	block.accepted = stats->received;
	block.os_drops = stats->dropped;
	block.delivered = o->is_part ? UINT64_MAX : stats->captured;
	return writer_stats(o->writer, iface, &block);
}

int output_stats(struct output *o)
{
	struct capture_stats stats;
	uint32_t iface;
	int err = 0;

	if (!o->live || !o->writer || o->failed || o->closed)
		return EXIT_DONE;
	for (uint32_t i = 0; !err && source_stats_of(o->src, i, &iface, &stats); i++)
		err = add_stats(o, iface, &stats);
	return err ? file_failed(o, err) : EXIT_DONE;
}

int output_close_file(struct output *o)
{
	char msg[SINK_MSG_MAX];
	uint64_t size = 0;
	int err = 0;

	output_stats(o);
	if (o->writer && !o->failed && !o->closed) {
		err = writer_finish(o->writer);
		if (err)
			file_failed(o, err);
		output_sync(o);
	}
	writer_close(o->writer);
	o->writer = NULL;
	if (o->sink) {
		sink_flush(o->sink);
		size = sink_bytes(o->sink);
		o->closed_saved += sink_saved(o->sink);
		err = sink_close(o->sink, msg);
		o->sink = NULL;
		if (err == -EPIPE) {
			o->closed = true;
		} else if (err && !o->failed) {
			o->failed = true;
			say("%s", msg);
		}
		/* What could be saved of it counts as a file, too. */
		if (o->rotation && rotation_file_done(o, size) != EXIT_DONE)
			o->failed = true;
	}
	return o->failed ? EXIT_FAILED : EXIT_DONE;
}

uint64_t output_saved(const struct output *o)
{
	if (!o->args->write_file)
		return o->count;
	return o->closed_saved + (o->sink ? sink_saved(o->sink) : 0);
}

int output_idle(struct output *o, uint64_t now)
{
	return o->rotation ? rotation_idle(o, now) : EXIT_DONE;
}

uint64_t output_deadline(const struct output *o)
{
	return o->rotation ? rotate_deadline(&o->rotation->when) : UINT64_MAX;
}

/* A file without packets has no time: it is named when there is nothing to wait for. */
static int open_late(struct output *o)
{
	if (o->sink || o->failed || !o->args->write_file || !o->rotation ||
	    o->rotation->when.begun)
		return EXIT_DONE;
	return rotation_open_now(o);
}

int output_close(struct output *o)
{
	int status;

	if (!o->failed && !o->closed)
		output_flush(o, false);
	status = open_late(o);
	if (output_close_file(o) != EXIT_DONE)
		status = EXIT_FAILED;
	if (rotation_close(o) != EXIT_DONE)
		status = EXIT_FAILED;
	if (o->args->count_only && status == EXIT_DONE) {
		str_printf(&o->lines, "%" PRIu64 " packet%s\n", o->count,
		           o->count == 1 ? "" : "s");
		status = flush_lines(o);
		if (o->closed)
			status = EXIT_DONE;
	}
	printer_close(o->printer);
	names_close(o->names);
	resolver_close(o->resolver);
	str_fini(&o->lines);
	return status;
}
