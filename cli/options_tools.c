/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_tools.c - the options of the commands that look at programs, files and machines. */
#include "cli/options_rows.h"

static const struct opt_range timeout_range = { 0, 86400, "seconds" };
static const char *const classic_words[] = { "listing", "c",   "decimal", "hex",
	                                     "json",    "xt_bpf", "asm",  "go",
	                                     "rust",    "dot", NULL };
static const struct opt_range prog_range = { 1, UINT32_MAX, "the number of a program" };

/* clang-format off */
static const struct opt equiv_rows[] = {
	{ "contract", 0, OPT_FLAG, FIELD(contract), NULL,
	  "A is to keep the contract of an optimized program with B, which is compiled as "
	  "with -O; without B, with A as it is written", NULL, NULL },
	{ "timeout", 0, OPT_NUMBER, FIELD(timeout), "SECONDS",
	  "give up after SECONDS (default 60)", NULL, &timeout_range },
	{ NULL, 'w', OPT_FILE, FIELD(write_file), "FILE",
	  "write the packets that tell A from B to FILE (pcap)", NULL, NULL },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL, "print the answer as JSON", NULL, NULL },
	{ 0 }
};

static const struct opt info_rows[] = {
	{ "json", 0, OPT_FLAG, FIELD(json), NULL, "print it as JSON", NULL, NULL },
	{ "strict", 0, OPT_FLAG, FIELD(strict), NULL,
	  "exit with status 1 when a file is cut off or damaged", NULL, NULL },
	{ 0 }
};

static const struct opt explain_rows[] = {
	{ "encoding", 0, OPT_FLAG, FIELD(encoding), NULL,
	  "show the bits of each instruction", NULL, NULL },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL, "print all of it as JSON", NULL, NULL },
	{ "html", 0, OPT_FILE, FIELD(html), "FILE",
	  "write a page to FILE: program, graph and packet linked, to step and to edit", NULL,
	  NULL },
	{ "target", 0, OPT_WORD, FIELD(target), "TARGET",
	  "show the eBPF for TARGET, too: socket, tc, xdp or buffer", target_words, NULL },
	{ 0 }
};

static const struct opt step_rows[] = {
	{ NULL, 'r', OPT_FILES, FIELD(read_files), "FILE",
	  "the packets of FILE (pcap or pcapng); without it one that the program accepts and "
	  "one that it nearly does", NULL, NULL },
	{ NULL, 'c', OPT_NUMBER, FIELD(count_max), "COUNT",
	  "only the first COUNT packets", NULL, &count_range },
	{ "with", 0, OPT_TEXT, FIELD(with), "FILTER",
	  "a second filter, or a program as @FILE, that goes in step", NULL, NULL },
	{ "lines", 0, OPT_FLAG, FIELD(lines), NULL,
	  "commands line by line, also on a terminal", NULL, NULL },
	{ 0 }
};

static const struct opt decompile_rows[] = {
	{ "timeout", 0, OPT_NUMBER, FIELD(timeout), "SECONDS",
	  "give up after SECONDS (default 60)", NULL, &timeout_range },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL, "print the answer as JSON", NULL, NULL },
	{ 0 }
};

static const struct opt asm_rows[] = {
	{ "to", 0, OPT_WORD, FIELD(to), "FORMAT",
	  "how it is written: listing, c, decimal, hex, json, xt_bpf, asm, go, rust or dot "
	  "(default listing)", classic_words, NULL },
	{ 0 }
};

static const struct opt disasm_rows[] = {
	{ "to", 0, OPT_WORD, FIELD(to), "FORMAT",
	  "how it is written: listing, c, decimal, hex, json, xt_bpf, asm, go, rust or dot "
	  "(default asm; listing for --prog)", classic_words, NULL },
	{ "socket", 0, OPT_TEXT, FIELD(socket), "PID/FD",
	  "the filter of a socket: descriptor FD of process PID", NULL, NULL },
	{ "prog", 0, OPT_NUMBER, FIELD(prog_id), "ID",
	  "the eBPF program that the kernel calls ID", NULL, &prog_range },
	{ 0 }
};

static const struct opt doctor_rows[] = {
	{ "interface", 'i', OPT_IFACE, FIELD(ifaces), "NAME",
	  "also show the way of a packet that comes in by interface NAME, and what was lost "
	  "on it", NULL, NULL },
	{ "netns", 0, OPT_TEXT, FIELD(netns), "NAME",
	  "the interface is in network namespace NAME", NULL, NULL },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL, "all of it as JSON", NULL, NULL },
	{ "wireshark", 0, OPT_FLAG, FIELD(wireshark), NULL,
	  "link pfc into Wireshark's folders, so that it lists interfaces of pfc", NULL, NULL },
	{ "no-wireshark", 0, OPT_FLAG, FIELD(no_wireshark), NULL,
	  "remove these links", NULL, NULL },
	{ "color", 0, OPT_WORD, FIELD(color), "WHEN",
	  "colour: auto, always or never (default auto: on a terminal)",
	  color_words, NULL },
	{ 0 }
};

static const struct opt_group equiv_groups[] = {
	{ "The answer", equiv_rows },
	{ "The filters", filter_rows + 1 },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group info_groups[] = {
	{ "What is told", info_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group explain_groups[] = {
	{ "What is told", explain_rows },
	{ "The filter", filter_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group step_groups[] = {
	{ "The packets", step_rows },
	{ "The filter", filter_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group decompile_groups[] = {
	{ "The answer", decompile_rows },
	{ "The filter", filter_rows + 1 },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group asm_groups[] = {
	{ "The program", asm_rows },
	{ "Messages", message_rows + 3 },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group disasm_groups[] = {
	{ "The program", disasm_rows },
	{ "Messages", message_rows + 3 },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group doctor_groups[] = {
	{ "What to look at", doctor_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};
/* clang-format on */

const struct opt_command equiv_command = {
	"pfc equiv",
	"pfc-equiv",
	"[OPTIONS] A B\n       pfc equiv --contract [OPTIONS] A [B]",
	"Proves whether A and B accept the same packets; where not, shows one that only one "
	"of them accepts. Each is a filter, a program in a file as @FILE, or "
	"libpcap:FILTER, compiled by libpcap.",
	equiv_groups,
	"Exit status: 0 equal, or the contract is kept; 4 not; 5 undecided.\n",
	false,
};

const struct opt_command doctor_command = {
	"pfc doctor",
	"pfc-doctor",
	"[OPTIONS]",
	"Says what this machine and this user can capture, how to get what is missing, and "
	"where packets are lost.",
	doctor_groups,
	"Exit status: 0 nothing is missing that a capture needs; 1 something is.\n",
	false,
};

const struct opt_command info_command = {
	"pfc info",
	"pfc-info",
	"[OPTIONS] FILE...",
	"Tells what there is in capture files, without their packets; - is standard input.",
	info_groups,
	NULL,
	true,
};

const struct opt_command explain_command = {
	"pfc explain",
	"pfc-explain",
	"[OPTIONS] FILTER...\n       pfc explain [OPTIONS] @FILE",
	"Says what FILTER, or the program in FILE, does: in a sentence, with every test "
	"written out, and instruction by instruction; and shows packets for it.",
	explain_groups,
	NULL,
	false,
};

const struct opt_command step_command_options = {
	"pfc step",
	"pfc-step",
	"[OPTIONS] [-r FILE] FILTER...\n       pfc step [OPTIONS] [-r FILE] @FILE",
	"Runs packets through the program of FILTER, or the one in FILE, step by step, forward "
	"and back.",
	step_groups,
	NULL,
	false,
};

const struct opt_command decompile_command = {
	"pfc decompile",
	"pfc-decompile",
	"[OPTIONS] @FILE",
	"Finds a filter for the program in FILE, and proves that it accepts the same packets.",
	decompile_groups,
	"Exit status: 0 found and proved; 5 not found.\n",
	false,
};

const struct opt_command asm_command = {
	"pfc asm",
	"pfc-asm",
	"[OPTIONS] FILE",
	"Makes a program of assembler, in the syntax of the kernel's documentation, and "
	"checks that a kernel would take it; - is standard input.",
	asm_groups,
	NULL,
	true,
};

const struct opt_command disasm_command = {
	"pfc disasm",
	"pfc-asm",
	"[OPTIONS] FILE\n       pfc disasm [OPTIONS] --socket=PID/FD | --prog=ID",
	"Writes a program, of a file in any form or one that runs, in assembler or another "
	"form; - is standard input.",
	disasm_groups,
	NULL,
	true,
};
