/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_trace.c - the options of pfc trace tcp. */
#include "cli/options_rows.h"
#include "cli/trace_words.h"

static const struct opt_range lines_range = { 1, INT64_MAX, "lines or refreshes" };
static const struct opt_range ms_range = { 1, 86400000, "milliseconds" };
static const struct opt_range turns_range = { 1, 1000000, "turns" };
static const struct opt_range rows_range = { 1, 100000, "lines" };
static const struct opt_range ring_range = { 64, 1048576, "KiB, a power of two" };
static const struct opt_range entries_range = { 16, 16777216, "connections" };

/* clang-format off */
static const struct opt view_rows[] = {
	{ "events", 0, OPT_SET, FIELD(events), "LIST",
	  "a line for each event: connect, established, accept, close, retrans, synack, reset "
	  "(these without a list), drop, cong, state", trace_event_words, NULL },
	{ "life", 0, OPT_FLAG, FIELD(life), NULL,
	  "a line for each connection when it ends, and for those open at the end", NULL, NULL },
	{ "top", 0, OPT_FLAG, FIELD(top), NULL,
	  "a table of connections every interval, the busiest first (default on a terminal)",
	  NULL, NULL },
	{ "count", 0, OPT_SET, FIELD(count_set), "LIST",
	  "calls and bytes every interval: send and recv (these without a list), turn, retrans",
	  trace_count_words, NULL },
	{ "hist", 0, OPT_SET, FIELD(hist), "LIST",
	  "histograms of times: rtt, connect, response (this without a list), service, "
	  "readwait, acceptwait, ack", trace_hist_words, NULL },
	{ "slow", 0, OPT_NUMBER, FIELD(slow), "MS",
	  "a line for each turn whose answer took MS or longer", NULL, &ms_range },
	{ "listen", 0, OPT_FLAG, FIELD(listen), NULL,
	  "sockets that listen: how many connections wait, and were dropped", NULL, NULL },
	{ "cong", 0, OPT_FLAG, FIELD(cong), NULL,
	  "the share of time in each congestion state, for connections that end and are open",
	  NULL, NULL },
	{ NULL, 'w', OPT_FILE, FIELD(write_file), "FILE",
	  "write the packets of the connections to FILE, pcapng, with the process of each", NULL,
	  NULL },
	{ "features", 0, OPT_FLAG, FIELD(features), NULL,
	  "print which hooks of the kernel there are and would be used, and exit", NULL, NULL },
	{ 0 }
};

static const struct opt selector_rows[] = {
	SELECTOR_ROWS("only sockets of a user, by name or number",
	              "only those of a network namespace: a name of 'ip netns', a path, pid:N "
	              "or an inode"),
	{ "direction", 'Q', OPT_WORD, FIELD(direction), "WAY",
	  "ask the filter of packets that come in, go out, or both: inout (default inout)",
	  direction_words, NULL },
	{ "role", 0, OPT_WORD, FIELD(role), "ROLE",
	  "only the ends of connections that are client or server", trace_role_words, NULL },
	{ "min-ms", 0, OPT_NUMBER, FIELD(min_ms), "MS",
	  "leave out what took less: connections of --life, connect and accept of --events",
	  NULL, &ms_range },
	{ "io", 0, OPT_FLAG, FIELD(io), NULL,
	  "look at each send and receive: who makes them has the connection", NULL, NULL },
	{ 0 }
};

static const struct opt output_rows[] = {
	{ NULL, 'i', OPT_IFACE, FIELD(ifaces), "IFACE",
	  "packets of this interface with -w (default any)", NULL, NULL },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL,
	  "an object a line, as the manual page describes them", NULL, NULL },
	{ "args", 0, OPT_FLAG, FIELD(args), NULL,
	  "with the path and the arguments of each process", NULL, NULL },
	{ "interval", 0, OPT_TIME, FIELD(interval), "TIME",
	  "between refreshes (default 1s)", NULL, NULL },
	{ NULL, 'c', OPT_NUMBER, FIELD(count_max), "COUNT",
	  "stop after COUNT lines, or refreshes where there are some", NULL, &lines_range },
	{ "duration", 0, OPT_TIME, FIELD(duration), "TIME", "stop after TIME", NULL, NULL },
	{ "by", 0, OPT_WORD, FIELD(by), "WHAT",
	  "put calls, times or lines of --top together by process, host (the other end), port "
	  "(of the server), cgroup, or all", trace_by_words, NULL },
	{ "sort", 0, OPT_WORD, FIELD(sort), "COLUMN",
	  "order of --top: tx (default), rx, rtt, retrans, unsent, unread or pid",
	  trace_sort_words, NULL },
	{ "no-resp", 0, OPT_FLAG, FIELD(no_resp), NULL,
	  "--top without the times to answers, and without the hooks that they take", NULL, NULL },
	{ "rows", 0, OPT_NUMBER, FIELD(rows), "COUNT",
	  "at most COUNT lines of --top and --count (default: all; a screen on a terminal)", NULL,
	  &rows_range },
	{ "sample", 0, OPT_NUMBER, FIELD(sample), "N", "one of N turns with --slow", NULL,
	  &turns_range },
	{ "all-drops", 0, OPT_FLAG, FIELD(all_drops), NULL,
	  "drops without a reason, and of packets for other hosts, too", NULL, NULL },
	{ 0 }
};

static const struct opt limit_rows[] = {
	{ "ring", 0, OPT_NUMBER, FIELD(ring_kib), "KIB",
	  "room for events that wait to be printed (default 16384)", NULL, &ring_range },
	{ "connections", 0, OPT_NUMBER, FIELD(entries), "COUNT",
	  "room for connections (default 131072)", NULL, &entries_range },
	{ "without", 0, OPT_TEXT, FIELD(without), "HOOK[,HOOK]",
	  "take tracepoints for missing, to try what older kernels have", NULL, NULL },
	{ NULL, 'v', OPT_COUNT, FIELD(verbose), NULL,
	  "say which rights are kept, and what could not be given up", NULL, NULL },
	{ 0 }
};

static const struct opt_group groups[] = {
	{ "Views, one of them", view_rows },
	{ "Which connections", selector_rows },
	{ "Output", output_rows },
	{ "Limits", limit_rows },
	{ "Rights", rights_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};
/* clang-format on */

const struct opt_command trace_tcp_command = {
	"pfc trace tcp",
	"pfc-trace-tcp",
	"[VIEW] [OPTIONS] [FILTER...] [-- COMMAND...]",
	"Shows what the TCP connections of this machine do, and which process each is "
	"of. A "
	"connection matches when packets of it, in one direction or the other, match "
	"FILTER; "
	"with COMMAND, only those of its processes.",
	groups,
	NULL,
	false,
};
