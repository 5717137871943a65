/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options.c - options that commands share, those of pfc compile, and the list of commands. */
#include "cli/options_rows.h"

#include "cli/say.h"
#include "pfc/pfc.h"

static const struct opt_range snaplen_range = { 0, PFC_SNAPLEN_MAX, "bytes" };
const struct opt_range count_range = { 1, INT64_MAX, "packets" };

static const char *const optimize_words[] = { "balanced", "size", "speed", NULL };
static const char *const lint_words[] = { "warn", "error", NULL };
/* Every warning of the compiler; a test compares them with its sources. */
static const char *const lint_names[] = { "always",      "and-or",     "bare-number",
	                                  "constant",    "net-number", "never",
	                                  "octal",       "precedence", "scope",
	                                  "short-host",  NULL };
static const char *const diag_words[] = { "text", "json", NULL };
const char *const color_words[] = { "auto", "always", "never", NULL };
const char *const target_words[] = { "cbpf", "socket", "tc", "xdp", "buffer", NULL };
const char *const direction_words[] = { "in", "out", "inout", NULL };
static const char *const action_words[] = { "pass", "drop", "redirect", NULL };
static const char *const form_words[] = { "program", "function", NULL };
static const struct opt_range room_range = { 1, 32767, "bytes" };
static const struct opt_range ifindex_range = { 1, INT32_MAX, "the number of an interface" };
static const char *const to_words[] = { "listing", "c",   "decimal", "hex",
	                                "json",    "xt_bpf", "asm",  "go",
	                                "rust",    "dot", "elf",     NULL };
static const char *const shell_words[] = { "bash", "zsh", "fish", NULL };

/* clang-format off */
/* A command without -F takes them from the second row on. */
const struct opt filter_rows[] = {
	{ NULL, 'F', OPT_FILE, FIELD(filter_file), "FILE",
	  "read the filter from FILE; # starts a comment", NULL, NULL },
	{ "linktype", 'y', OPT_LINK, FIELD(linktype), "NAME",
	  "compile for link type NAME (default EN10MB, or that of -r or -i)", NULL, NULL },
	{ "snapshot-length", 's', OPT_NUMBER, FIELD(snaplen), "BYTES",
	  "take at most BYTES of a packet, 0 for the most there is (default 262144)",
	  NULL, &snaplen_range },
	{ "netmask", 0, OPT_IPV4, FIELD(netmask), "MASK",
	  "IPv4 netmask for 'ip broadcast' in place of the interface's", NULL, NULL },
	{ "live", 0, OPT_FLAG, FIELD(live), NULL,
	  "compile as for a live Linux interface, without opening one", NULL, NULL },
	{ "ip6-ext", 0, OPT_FLAG, FIELD(ip6_ext), NULL,
	  "look behind IPv6 extension headers; tcp[...] reads IPv6, too", NULL, NULL },
	{ "scoped", 0, OPT_FLAG, FIELD(scoped), NULL,
	  "end what 'vlan' and its like shift at 'or' and at ')'", NULL, NULL },
	{ "as-saved", 0, OPT_FLAG, FIELD(as_saved), NULL,
	  "on an interface, filter frames as a file shows them, VLAN tags in place", NULL,
	  NULL },
	{ "no-lookup", 0, OPT_FLAG, FIELD(no_lookup), NULL,
	  "look no name up: literals and built-in tables only", NULL, NULL },
	{ "no-optimize", 'O', OPT_FLAG, FIELD(no_optimize), NULL,
	  "emit the filter as written, test by test", NULL, NULL },
	{ "optimize", 0, OPT_WORD, FIELD(optimize), "FOR",
	  "optimize for balanced, size or speed (default: speed for an interface, else "
	  "balanced)", optimize_words, NULL },
	{ 0 }
};

/* A command without filters takes them from the fourth row on. */
const struct opt message_rows[] = {
	{ "allow-empty", 0, OPT_FLAG, FIELD(allow_empty), NULL,
	  "a filter that can never match is a warning, not an error", NULL, NULL },
	{ "no-lint", 0, OPT_LIST, FIELD(no_lint), "NAME",
	  "leave out warnings, or only those called NAME", lint_names, NULL },
	{ "lint", 0, OPT_WORD, FIELD(lint), "LEVEL",
	  "warnings are errors with LEVEL error (default warn)", lint_words, NULL },
	{ "diag", 0, OPT_WORD, FIELD(diag), "FORM",
	  "write messages about the filter as text or json (default text)",
	  diag_words, NULL },
	{ "color", 0, OPT_WORD, FIELD(color), "WHEN",
	  "colour: auto, always or never (default auto: on a terminal)",
	  color_words, NULL },
	{ 0 }
};

const struct opt general_rows[] = {
	{ "help", 'h', OPT_FLAG, FIELD(help), NULL, "print this and exit", NULL, NULL },
	{ "version", 0, OPT_FLAG, FIELD(version), NULL,
	  "print the version and exit", NULL, NULL },
	{ "completion", 0, OPT_WORD, FIELD(completion), "SHELL",
	  "print the completion script for bash, zsh or fish and exit", shell_words, NULL },
	{ 0 }
};

const struct opt target_rows[] = {
	{ "target", 0, OPT_WORD, FIELD(target), "TARGET",
	  "what code: cbpf, classic BPF (default), or eBPF for a socket, tc, xdp or a buffer",
	  target_words, NULL },
	{ "as", 0, OPT_WORD, FIELD(form), "FORM",
	  "for tc and xdp: a program (default), or a function for other programs",
	  form_words, NULL },
	{ "action", 0, OPT_WORD, FIELD(action), "ACTION",
	  "what a tc or xdp program does with packets that match: pass (default), drop or "
	  "redirect; all others pass", action_words, NULL },
	{ "redirect-to", 0, OPT_NUMBER, FIELD(redirect_to), "IFINDEX",
	  "number of the interface that --action=redirect sends packets out of", NULL,
	  &ifindex_range },
	{ "frags", 0, OPT_FLAG, FIELD(frags), NULL,
	  "for xdp: packets may lie in several pieces, as large ones do", NULL, NULL },
	{ "no-btf", 0, OPT_FLAG, FIELD(no_btf), NULL,
	  "leave types and the pieces of the filter out of an object file", NULL, NULL },
	{ "room", 0, OPT_NUMBER, FIELD(buffer_size), "BYTES",
	  "for a buffer: how many bytes are there behind the pointer (default 64)", NULL,
	  &room_range },
	{ 0 }
};

const struct opt rights_rows[] = {
	{ "relinquish-privileges", 'Z', OPT_TEXT, FIELD(user), "USER[:GROUP]",
	  "go on as USER once all is open (default: who called sudo, if that user "
	  "can write there)", NULL, NULL },
	{ "no-sandbox", 0, OPT_FLAG, FIELD(no_sandbox), NULL,
	  "do not confine the process to the files and system calls it needs", NULL, NULL },
	{ 0 }
};

static const struct opt to_rows[] = {
	{ "to", 0, OPT_WORD, FIELD(to), "FORMAT",
	  "how it is written: listing, c, decimal, hex, json, xt_bpf, asm, go, rust, dot or "
	  "elf, an object file of eBPF (default listing)",
	  to_words, NULL },
	{ "explain-opt", 0, OPT_FLAG, FIELD(explain_opt), NULL,
	  "say what each optimization did and why it was allowed, instead of the program",
	  NULL, NULL },
	{ "dump", 0, OPT_STAGE, FIELD(dump), "STAGE",
	  "print the result of compiler pass STAGE (ast, graph, opt_NAME, cbpf, kernel, "
	  "ebpf, all) instead of the program", NULL, NULL },
	{ "list-data-link-types", 'L', OPT_FLAG, FIELD(list_links), NULL,
	  "list the link types that pfc knows and what can be filtered there, and exit",
	  NULL, NULL },
	{ 0 }
};

static const struct opt_group compile_groups[] = {
	{ "The program", to_rows },
	{ "Its target", target_rows },
	{ "The filter", filter_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};
/* clang-format on */

const struct opt_command compile_command = {
	"pfc compile",
	"pfc",
	"[OPTIONS] [FILTER...]",
	"Compiles FILTER, in the language of tcpdump, and prints the program. No "
	"privilege "
	"is needed.",
	compile_groups,
	NULL,
	false,
};

const struct opt_command *const commands[] = {
	&pfc_command,    &compile_command, &equiv_command,  &doctor_command,
	&info_command,   &explain_command, &asm_command,    &disasm_command,
	&step_command_options, &decompile_command,
	&trace_tcp_command,
	&trace_tls_command,
	NULL,
};

void args_init(struct args *args)
{
	*args = (struct args){
		.linktype = -1,
		.to = -1,
		.snaplen = PFC_SNAPLEN_MAX,
		.netmask = PFC_NETMASK_UNKNOWN,
		.optimize = -1,
		.direction = DIRECTION_INOUT,
		.precision = -1,
		.time_form = -1,
		.stamp = -1,
		.completion = -1,
		.plaintext = -1,
		.timeout = 60,
		.buffer_size = PFC_BUFFER_SIZE,
		.role = -1,
		.by = -1,
		.sort = -1,
	};
}
