/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/options.h"

#include "cli/options_rows.h"
#include "cli/say.h"
#include "pfc/pfc.h"

static const struct opt_range snaplen_range = { 0, PFC_SNAPLEN_MAX, "bytes" };
static const struct opt_range buffer_range = { 64, 4194304, "KiB" };
static const struct opt_range timeout_range = { 0, 86400, "seconds" };
static const struct opt_range sample_range = { 1, UINT32_MAX, "packets" };
static const struct opt_range skip_range = { 0, INT64_MAX, "packets" };
static const struct opt_range count_range = { 1, INT64_MAX, "packets" };

static const char *const optimize_words[] = { "balanced", "size", "speed", NULL };
static const char *const lint_words[] = { "warn", "error", NULL };
/* Every warning of the compiler; a test compares them with its sources. */
static const char *const lint_names[] = { "always",      "and-or",     "bare-number",
	                                  "constant",    "net-number", "never",
	                                  "octal",       "precedence", "scope",
	                                  "short-host",  NULL };
static const char *const diag_words[] = { "text", "json", NULL };
static const char *const color_words[] = { "auto", "always", "never", NULL };
static const char *const target_words[] = { "cbpf", "socket", "tc", "xdp", "buffer", NULL };
static const char *const action_words[] = { "pass", "drop", "redirect", NULL };
static const char *const form_words[] = { "program", "function", NULL };
static const struct opt_range room_range = { 1, 32767, "bytes" };
static const struct opt_range ifindex_range = { 1, INT32_MAX, "the number of an interface" };
static const char *const to_words[] = { "listing", "c",   "decimal", "hex",
	                                "json",    "xt_bpf", "asm",  "go",
	                                "rust",    "dot", "elf",     NULL };
static const char *const classic_words[] = { "listing", "c",   "decimal", "hex",
	                                     "json",    "xt_bpf", "asm",  "go",
	                                     "rust",    "dot", NULL };
static const struct opt_range prog_range = { 1, UINT32_MAX, "the number of a program" };
static const char *const direction_words[] = { "in", "out", "inout", NULL };
static const char *const precision_words[] = { "micro", "nano", NULL };
static const char *const time_words[] = { "iso", "utc", "epoch", "delta", NULL };
static const char *const stamp_words[] = { "host", "adapter", "adapter_unsynced",
	                                   NULL };
static const char *const naming_words[] = { "pfc", "tcpdump", NULL };
static const struct opt_range files_range = { 1, 1000000, "files" };
static const char *const shell_words[] = { "bash", "zsh", "fish", NULL };

/* clang-format off */
/* A command without -F takes them from the second row on. */
static const struct opt filter_rows[] = {
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

static const struct opt target_rows[] = {
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

static const struct opt listing_rows[] = {
	{ NULL, 'd', OPT_COUNT, FIELD(listing), NULL,
	  "print the program and exit; -dd as C, -ddd as decimal numbers", NULL, NULL },
	{ "explain-opt", 0, OPT_FLAG, FIELD(explain_opt), NULL,
	  "say what each optimization did and why it was allowed, instead of the program",
	  NULL, NULL },
	{ "dump", 0, OPT_STAGE, FIELD(dump), "STAGE",
	  "print the result of compiler pass STAGE (ast, graph, opt_NAME, cbpf, kernel, "
	  "ebpf, all) instead of the program", NULL, NULL },
	{ 0 }
};

static const struct opt source_rows[] = {
	{ NULL, 'r', OPT_FILES, FIELD(read_files), "FILE",
	  "read packets from FILE (pcap or pcapng; - is stdin); of several files the "
	  "packets come in the order of their times", NULL, NULL },
	{ NULL, 'V', OPT_FILE, FIELD(list_file), "FILE",
	  "read the files whose names are in FILE, one a line, one file after the other",
	  NULL, NULL },
	{ "strict", 0, OPT_FLAG, FIELD(strict), NULL,
	  "exit with status 1 when a file that is read is cut off or damaged", NULL, NULL },
	{ "interface", 'i', OPT_IFACE, FIELD(ifaces), "NAME",
	  "capture on interface NAME, or any (default: the first that is up); may be given "
	  "several times", NULL, NULL },
	{ "filter", 0, OPT_FILTER, FIELD(ifaces), "EXPR",
	  "the filter of the interface named before it; FILTER is for the others", NULL,
	  NULL },
	{ "netns", 0, OPT_TEXT, FIELD(netns), "NAME",
	  "interfaces of network namespace NAME: one of 'ip netns', a path, or pid:NUMBER",
	  NULL, NULL },
	{ "wait", 0, OPT_FLAG, FIELD(wait), NULL,
	  "wait for an interface that is not there, down, or removed while it is captured on",
	  NULL, NULL },
	{ "list-interfaces", 'D', OPT_FLAG, FIELD(list_ifaces), NULL,
	  "list the interfaces and exit", NULL, NULL },
	{ "list-data-link-types", 'L', OPT_FLAG, FIELD(list_links), NULL,
	  "list the link types of the interface and exit", NULL, NULL },
	{ NULL, 'c', OPT_NUMBER, FIELD(count_max), "COUNT",
	  "stop after COUNT packets that match", NULL, &count_range },
	{ "skip", 0, OPT_NUMBER, FIELD(skip), "COUNT",
	  "leave out the first COUNT packets that match; -c counts those behind them", NULL,
	  &skip_range },
	{ "sample", 0, OPT_NUMBER, FIELD(sample), "COUNT",
	  "take one of COUNT packets that match", NULL, &sample_range },
	{ "no-promiscuous-mode", 'p', OPT_FLAG, FIELD(no_promiscuous), NULL,
	  "do not put the interface into promiscuous mode", NULL, NULL },
	{ "direction", 'Q', OPT_WORD, FIELD(direction), "WAY",
	  "capture only packets going in, out, or both: inout (default inout)",
	  direction_words, NULL },
	{ "buffer-size", 'B', OPT_NUMBER, FIELD(buffer_kib), "KIB",
	  "size of the capture ring in KiB (default 65536)", NULL, &buffer_range },
	{ "time-stamp-type", 'j', OPT_WORD, FIELD(stamp), "TYPE",
	  "the clock that stamps packets: host, adapter or adapter_unsynced (default "
	  "host)", stamp_words, NULL },
	{ "list-time-stamp-types", 'J', OPT_FLAG, FIELD(list_stamps), NULL,
	  "list the time stamp types of the interface and exit", NULL, NULL },
	{ "link-headers", 0, OPT_FLAG, FIELD(link_headers), NULL,
	  "with -i any, packets keep the link header of their interface (pcapng)", NULL,
	  NULL },
	{ "xdp", 0, OPT_FLAG, FIELD(xdp), NULL,
	  "capture where packets arrive, before the kernel looks at them, by an XDP program",
	  NULL, NULL },
	{ "tc", 0, OPT_FLAG, FIELD(tc), NULL,
	  "capture between interface and network stack, by programs at the tc hook",
	  NULL, NULL },
	{ "immediate-mode", 0, OPT_FLAG, FIELD(immediate), NULL,
	  "hand packets over as they come, at a cost in speed", NULL, NULL },
	{ 0 }
};

static const struct opt sink_rows[] = {
	{ NULL, 'w', OPT_FILE, FIELD(write_file), "FILE",
	  "write the packets to FILE (- is stdout); pcapng when it ends in .pcapng",
	  NULL, NULL },
	{ "split", 0, OPT_FILES, FIELD(splits), "FILE=FILTER",
	  "write the packets that match FILTER, too, to FILE; may be given several times",
	  NULL, NULL },
	{ "split-rest", 0, OPT_FILE, FIELD(rest_file), "FILE",
	  "write those that no --split takes to FILE", NULL, NULL },
	{ "pcapng", 'P', OPT_FLAG, FIELD(pcapng), NULL,
	  "write pcapng whatever the name of the file", NULL, NULL },
	{ "comment", 0, OPT_TEXT, FIELD(comment), "TEXT",
	  "put TEXT into the pcapng file, about the file as a whole", NULL, NULL },
	{ "nano", 0, OPT_FLAG, FIELD(nano), NULL,
	  "nanoseconds in what is printed and in pcap files", NULL, NULL },
	{ "micro", 0, OPT_FLAG, FIELD(micro), NULL,
	  "microseconds (the default)", NULL, NULL },
	{ "time-stamp-precision", 0, OPT_WORD, FIELD(precision), "UNIT",
	  "the same as --micro or --nano", precision_words, NULL },
	{ "packet-buffered", 'U', OPT_FLAG, FIELD(packet_buffered), NULL,
	  "write each packet to the file when it comes", NULL, NULL },
	{ "print", 0, OPT_FLAG, FIELD(print), NULL,
	  "print packets although they are written with -w", NULL, NULL },
	{ "stats-json", 0, OPT_FLAG, FIELD(stats_json), NULL,
	  "the counters of a capture as JSON, each second and at the end", NULL, NULL },
	{ "count", 0, OPT_FLAG, FIELD(count_only), NULL,
	  "print only how many packets match", NULL, NULL },
	{ 0 }
};

static const struct opt files_rows[] = {
	{ NULL, 'C', OPT_SIZE, FIELD(file_size), "SIZE",
	  "go on in another file before one exceeds SIZE, in millions of bytes or with "
	  "k, M, G", NULL, NULL },
	{ NULL, 'G', OPT_TIME, FIELD(file_time), "TIME",
	  "go on in another file every TIME, in seconds or with ms, s, m, h, d", NULL, NULL },
	{ NULL, 'W', OPT_NUMBER, FIELD(file_count), "COUNT",
	  "with -C keep the newest COUNT files, with both those of each time; with -G stop "
	  "after COUNT times", NULL, &files_range },
	{ "align", 0, OPT_FLAG, FIELD(align), NULL,
	  "files of -G begin at multiples of its time of day", NULL, NULL },
	{ "skip-empty", 0, OPT_FLAG, FIELD(skip_empty), NULL,
	  "no file for a time without packets", NULL, NULL },
	{ "name", 0, OPT_WORD, FIELD(naming), "SCHEME",
	  "name the files as pfc or as tcpdump does (default pfc)", naming_words, NULL },
	{ "keep", 0, OPT_NUMBER, FIELD(keep), "COUNT",
	  "remove the oldest file when there are more than COUNT", NULL, &files_range },
	{ "keep-size", 0, OPT_SIZE, FIELD(keep_size), "SIZE",
	  "remove the oldest file when all together would exceed SIZE", NULL, NULL },
	{ "max-files", 0, OPT_NUMBER, FIELD(max_files), "COUNT",
	  "stop when COUNT files are complete", NULL, &files_range },
	{ "max-size", 0, OPT_SIZE, FIELD(max_size), "SIZE",
	  "stop before the files together exceed SIZE", NULL, NULL },
	{ "duration", 0, OPT_TIME, FIELD(duration), "TIME",
	  "stop after TIME", NULL, NULL },
	{ NULL, 'z', OPT_TEXT, FIELD(hook), "COMMAND",
	  "run COMMAND with the name of each file that is complete", NULL, NULL },
	{ "on-file", 0, OPT_TEXT, FIELD(on_file), "COMMAND",
	  "the same with PFC_FILE, PFC_PACKETS, PFC_LOST, PFC_FIRST and PFC_LAST in its "
	  "environment", NULL, NULL },
	{ "print-files", 0, OPT_FLAG, FIELD(print_files), NULL,
	  "print the name of each file that is complete", NULL, NULL },
	{ "atomic", 0, OPT_FLAG, FIELD(atomic), NULL,
	  "add .part to the name of a file until it is complete", NULL, NULL },
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

static const struct opt print_rows[] = {
	{ NULL, 'n', OPT_COUNT, FIELD(numeric), NULL,
	  "numbers, not names: the default, taken for compatibility", NULL, NULL },
	{ "resolve", 0, OPT_FLAG, FIELD(resolve), NULL,
	  "names of hosts in place of addresses, once they are known", NULL, NULL },
	{ NULL, 'N', OPT_FLAG, FIELD(short_names), NULL,
	  "with --resolve, names up to the first dot", NULL, NULL },
	{ NULL, 'f', OPT_FLAG, FIELD(local_names), NULL,
	  "with --resolve, no names of IPv4 addresses in other networks", NULL, NULL },
	{ "number", '#', OPT_FLAG, FIELD(number), NULL,
	  "a packet number in front of each line", NULL, NULL },
	{ NULL, 't', OPT_COUNT, FIELD(time), NULL,
	  "no time; -tt seconds since 1970, -ttt since the last packet, -tttt with the "
	  "date, -ttttt since the first packet", NULL, NULL },
	{ "style", 0, OPT_WORD, FIELD(style), "STYLE",
	  "lines of pfc's own style, or as tcpdump -nn prints them (default pfc)",
	  naming_words, NULL },
	{ "time", 0, OPT_WORD, FIELD(time_form), "FORM",
	  "time as iso (local, with the zone), utc, epoch (as -tt) or delta (as -ttt)",
	  time_words, NULL },
	{ "lengths", 0, OPT_FLAG, FIELD(lengths), NULL,
	  "print how many bytes were captured and how many there were", NULL, NULL },
	{ NULL, 'e', OPT_FLAG, FIELD(link_header), NULL,
	  "print the link-layer header", NULL, NULL },
	{ NULL, 'q', OPT_FLAG, FIELD(quiet), NULL, "print less", NULL, NULL },
	{ NULL, 'v', OPT_COUNT, FIELD(verbose), NULL,
	  "print more, -vv all items of lists; with -w, tell now and then how many packets "
	  "there are", NULL, NULL },
	{ "absolute-tcp-sequence-numbers", 'S', OPT_FLAG, FIELD(absolute_seq), NULL,
	  "TCP sequence numbers as they are, not relative", NULL, NULL },
	{ "dont-verify-checksums", 'K', OPT_FLAG, FIELD(no_checksums), NULL,
	  "do not check IP, TCP and UDP checksums", NULL, NULL },
	{ NULL, 'x', OPT_COUNT, FIELD(hex), NULL,
	  "packet bytes in hex; -xx with the link-layer header", NULL, NULL },
	{ NULL, 'X', OPT_COUNT, FIELD(hex_text), NULL,
	  "packet bytes in hex and ASCII; -XX with the link-layer header", NULL, NULL },
	{ NULL, 'A', OPT_COUNT, FIELD(text), NULL,
	  "packet bytes as ASCII text; -AA with the link-layer header", NULL, NULL },
	{ "json", 0, OPT_FLAG, FIELD(json), NULL,
	  "print each packet as a JSON object on a line", NULL, NULL },
	{ NULL, 'l', OPT_FLAG, FIELD(line_buffered), NULL,
	  "write each line when it is ready", NULL, NULL },
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

/* tcpdump's options that have no counterpart here. */
static const struct opt refused_rows[] = {
	{ NULL, 'b', OPT_REFUSED, 0, NULL,
	  "BGP is not decoded; write the packets with -w and read them with tshark",
	  NULL, NULL },
	{ NULL, 'E', OPT_REFUSED, 0, "SECRET",
	  "ESP is not decrypted; write the packets with -w and read them with tshark",
	  NULL, NULL },
	{ "ip-oneline", 'g', OPT_REFUSED, 0, NULL,
	  "-v prints each header on a line of its own; leave -v out for one line a packet",
	  NULL, NULL },
	{ NULL, 'H', OPT_REFUSED, 0, NULL,
	  "802.11s mesh headers are not decoded; write with -w and read with tshark",
	  NULL, NULL },
	{ "monitor-mode", 'I', OPT_REFUSED, 0, NULL,
	  "put the interface into monitor mode with iw(8) first", NULL, NULL },
	{ NULL, 'm', OPT_REFUSED, 0, "MODULE",
	  "SNMP is not decoded; write the packets with -w and read them with tshark",
	  NULL, NULL },
	{ NULL, 'M', OPT_REFUSED, 0, "SECRET",
	  "TCP-MD5 digests are not checked; write with -w and read with tshark",
	  NULL, NULL },
	{ NULL, 'T', OPT_REFUSED, 0, "TYPE",
	  "no dissector can be forced; write with -w and read with tshark -d", NULL, NULL },
	{ NULL, 'u', OPT_REFUSED, 0, NULL,
	  "NFS is not decoded; write the packets with -w and read them with tshark",
	  NULL, NULL },
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

static const struct opt_group doctor_groups[] = {
	{ "What to look at", doctor_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group pfc_groups[] = {
	{ "Packets in", source_rows },
	{ "Packets out", sink_rows },
	{ "Several files, and the end", files_rows },
	{ "Rights", rights_rows },
	{ "How packets are printed", print_rows },
	{ "The program", listing_rows },
	{ "Its target, with -d", target_rows },
	{ "The filter", filter_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ "Not offered", refused_rows },
	{ NULL, NULL }
};

static const struct opt_group compile_groups[] = {
	{ "The program", to_rows },
	{ "Its target", target_rows },
	{ "The filter", filter_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};

static const struct opt_group equiv_groups[] = {
	{ "The answer", equiv_rows },
	{ "The filters", filter_rows + 1 },
	{ "Messages", message_rows },
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

static const struct opt_group info_groups[] = {
	{ "What is told", info_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};
/* clang-format on */

const struct opt_command pfc_command = {
	"pfc",
	"[OPTIONS] [FILTER...]\n       pfc compile [OPTIONS] [FILTER...]\n"
	"       pfc equiv [OPTIONS] A B\n       pfc doctor [OPTIONS]\n"
	"       pfc info [OPTIONS] FILE...\n"
	"       pfc explain [OPTIONS] FILTER... | @FILE\n"
	"       pfc step [OPTIONS] [-r FILE] FILTER... | @FILE\n"
	"       pfc decompile [OPTIONS] @FILE\n       pfc asm [OPTIONS] FILE\n"
	"       pfc disasm [OPTIONS] FILE\n"
	"       pfc trace tcp [VIEW] [OPTIONS] [FILTER...] [-- COMMAND...]\n"
	"       pfc trace tls [OPTIONS] [FILTER...]",
	"Captures the packets that match FILTER, or those of a file, and prints or "
	"writes "
	"them. FILTER is in the language of tcpdump; none matches every packet.",
	pfc_groups,
	"'pfc compile --help' and so on list the options of those commands.\n",
	false,
};

const struct opt_command compile_command = {
	"pfc compile",
	"[OPTIONS] [FILTER...]",
	"Compiles FILTER, in the language of tcpdump, and prints the program. No "
	"privilege "
	"is needed.",
	compile_groups,
	NULL,
	false,
};

const struct opt_command equiv_command = {
	"pfc equiv",
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
	"[OPTIONS]",
	"Says what this machine and this user can capture, how to get what is missing, and "
	"where packets are lost.",
	doctor_groups,
	"Exit status: 0 nothing is missing that a capture needs; 1 something is.\n",
	false,
};

const struct opt_command info_command = {
	"pfc info",
	"[OPTIONS] FILE...",
	"Tells what there is in capture files, without their packets; - is standard input.",
	info_groups,
	NULL,
	true,
};

const struct opt_command explain_command = {
	"pfc explain",
	"[OPTIONS] FILTER...\n       pfc explain [OPTIONS] @FILE",
	"Says what FILTER, or the program in FILE, does: in a sentence, with every test "
	"written out, and instruction by instruction; and shows packets for it.",
	explain_groups,
	NULL,
	false,
};

const struct opt_command step_command_options = {
	"pfc step",
	"[OPTIONS] [-r FILE] FILTER...\n       pfc step [OPTIONS] [-r FILE] @FILE",
	"Runs packets through the program of FILTER, or the one in FILE, step by step, forward "
	"and back.",
	step_groups,
	NULL,
	false,
};

const struct opt_command decompile_command = {
	"pfc decompile",
	"[OPTIONS] @FILE",
	"Finds a filter for the program in FILE, and proves that it accepts the same packets.",
	decompile_groups,
	"Exit status: 0 found and proved; 5 not found.\n",
	false,
};

const struct opt_command asm_command = {
	"pfc asm",
	"[OPTIONS] FILE",
	"Makes a program of assembler, in the syntax of the kernel's documentation, and "
	"checks that a kernel would take it; - is standard input.",
	asm_groups,
	NULL,
	true,
};

const struct opt_command disasm_command = {
	"pfc disasm",
	"[OPTIONS] FILE\n       pfc disasm [OPTIONS] --socket=PID/FD | --prog=ID",
	"Writes a program, of a file in any form or one that runs, in assembler or another "
	"form; - is standard input.",
	disasm_groups,
	NULL,
	true,
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
	};
}
