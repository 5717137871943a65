/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_capture.c - the options of pfc itself: packets from files and interfaces. */
#include "cli/options_rows.h"

static const struct opt_range buffer_range = { 64, 4194304, "KiB" };
static const struct opt_range sample_range = { 1, UINT32_MAX, "packets" };
static const struct opt_range skip_range = { 0, INT64_MAX, "packets" };
static const char *const precision_words[] = { "micro", "nano", NULL };
static const char *const time_words[] = { "iso", "utc", "epoch", "delta", NULL };
static const char *const stamp_words[] = { "host", "adapter", "adapter_unsynced",
	                                   NULL };
static const char *const naming_words[] = { "pfc", "tcpdump", NULL };
static const struct opt_range files_range = { 1, 1000000, "files" };

/* clang-format off */
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
	{ "names", 0, OPT_FLAG, FIELD(names), NULL,
	  "put names of addresses into the pcapng file: those that answers of DNS tell, and "
	  "with --resolve others", NULL, NULL },
	{ "mode", 0, OPT_MODE, FIELD(mode), "MODE",
	  "the mode of files that are made, as of chmod (default 600)", NULL, NULL },
	{ "sync", 0, OPT_FLAG, FIELD(sync), NULL,
	  "have files on the disk every second and when they are complete", NULL, NULL },
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
/* clang-format on */

const struct opt_command pfc_command = {
	"pfc",
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
