/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_tls.c - the options of pfc trace tls. */
#include "cli/options_rows.h"

/* In the order of enum tls_form of cli/tls.h. */
static const char *const form_words[] = { "text", "hex", "pcap", "http", NULL };
static const struct opt_range ring_range = { 64, 1048576, "KiB, a power of two" };
static const struct opt_range ms_range = { 1, 60000, "milliseconds" };
static const struct opt_range lines_range = { 1, INT64_MAX, "lines" };

/* clang-format off */
static const struct opt view_rows[] = {
	{ "list", 0, OPT_FLAG, FIELD(list), NULL,
	  "list the libraries and programs that have TLS, what can be seen of each, and the "
	  "processes that use it, and exit", NULL, NULL },
	{ "plaintext", 0, OPT_WORD, FIELD(plaintext), "FORM",
	  "show what is read and written, too: as text or hex; as http, what is asked for and "
	  "answered; as pcap, in packets made of it, in the file of -w", form_words, NULL },
	{ "redact", 0, OPT_FLAG, FIELD(redact), NULL,
	  "hide the values of cookie and authorization headers with --plaintext=text, and what "
	  "is behind the ? of a path with http", NULL, NULL },
	{ "keylog", 0, OPT_FILE, FIELD(keylog), "FILE",
	  "write the keys of the connections to FILE, which only its owner can read, in the "
	  "form that Wireshark takes", NULL, NULL },
	{ NULL, 'w', OPT_FILE, FIELD(write_file), "FILE",
	  "write the packets of the connections to FILE, pcapng, with their keys: Wireshark "
	  "shows them decrypted", NULL, NULL },
	{ "keys-only", 0, OPT_FLAG, FIELD(keys_only), NULL,
	  "with --keylog or -w, no lines: reads and writes are not looked at and cost nothing",
	  NULL, NULL },
	{ "all-keys", 0, OPT_FLAG, FIELD(all_keys), NULL,
	  "with --keylog or -w, keys also of connections that the filter does not select, whose "
	  "socket is unknown, or whose packets are not in the file", NULL, NULL },
	{ "calibrate", 0, OPT_FLAG, FIELD(calibrate), NULL,
	  "with --keylog or -w, find keys of sessions from before, too: runs the code of the "
	  "libraries in a confined process, to see where they keep them", NULL, NULL },
	{ "hold", 0, OPT_NUMBER, FIELD(hold), "MS",
	  "so long packets wait for their keys with -w (default 500, and 3000 in a handshake)",
	  NULL, &ms_range },
	{ 0 }
};

static const struct opt selector_rows[] = {
	SELECTOR_ROWS("only of processes of a user, by name or number",
	              "only those of a network namespace: a name of 'ip netns', a path, or "
	              "pid:N"),
	{ "lib", 0, OPT_FILE, FIELD(lib), "FILE",
	  "only this library or program", NULL, NULL },
	{ "cache", 0, OPT_FILE, FIELD(cache), "FOLDER",
	  "keep what is found in files in FOLDER, for the next time (default /var/cache/pfc)",
	  NULL, NULL },
	{ "no-cache", 0, OPT_FLAG, FIELD(no_cache), NULL,
	  "keep nothing, and look into each file anew", NULL, NULL },
	{ 0 }
};

static const struct opt output_rows[] = {
	{ NULL, 'i', OPT_IFACE, FIELD(ifaces), "IFACE",
	  "packets, and hellos in them, of this interface (default any)", NULL, NULL },
	{ NULL, 'c', OPT_NUMBER, FIELD(count_max), "COUNT", "stop after COUNT lines", NULL,
	  &lines_range },
	{ "duration", 0, OPT_TIME, FIELD(duration), "TIME", "stop after TIME", NULL, NULL },
	{ "ring", 0, OPT_NUMBER, FIELD(ring_kib), "KIB",
	  "room for bytes that wait to be shown (default 16384)", NULL, &ring_range },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL,
	  "an object a line, as the manual page describes them", NULL, NULL },
	{ 0 }
};

static const struct opt_group groups[] = {
	{ "What is shown", view_rows },
	{ "Which connections", selector_rows },
	{ "Output", output_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};
/* clang-format on */

const struct opt_command trace_tls_command = {
	"pfc trace tls",
	"pfc-trace-tls",
	"[OPTIONS] [FILTER...]",
	"Shows the TLS connections of processes on this machine, from inside their "
	"libraries: no proxy, no certificates, and nothing is restarted.",
	groups,
	NULL,
	false,
};
