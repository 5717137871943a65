/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/compare.c - what libpcap and pfc make of one filter, side by side.
 *
 *	compare [-i] [-l] [-r] [-n PACKETS] [-m NETMASK] EXPR [LINKTYPE]
 *
 * Prints libpcap's optimized program beside pfc's, then searches for a packet on which
 * they break the contract and prints the first one. Exit status 1 when there is one.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "compiler/image.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/peer.h"

#define COLUMN 46

static void usage(void)
{
	fputs("usage: compare [-i] [-l] [-r] [-n PACKETS] [-m NETMASK] EXPR "
	      "[LINKTYPE]\n"
	      "  -i  for the live interface lo\n"
	      "  -l  libpcap alone: its unoptimized program is the reference\n"
	      "  -r  show the unoptimized programs\n"
	      "  -n  search this many packets (default 20000)\n"
	      "  -m  IPv4 netmask for \"ip broadcast\"\n",
	      stderr);
	exit(2);
}

/* The instruction in a column of its own, "" behind the end; tabs become blanks. */
static void cell(const struct code *code, uint32_t i, struct str *line)
{
	line->len = 0;
	str_add(line, "", 0);
	if (i < code->count)
		image_cbpf_insn(line, &code->insns[i], i);
	for (size_t k = 0; k < line->len; k++)
		if (line->at[k] == '\t')
			line->at[k] = ' ';
}

static void print_pair(const struct peer *p, enum peer_side left, enum peer_side right,
                       const char *left_name, const char *right_name)
{
	const struct code *a = &p->codes[left];
	const struct code *b = &p->codes[right];
	struct str one = { 0 }, two = { 0 };

	printf("%-*s %s\n", COLUMN, left_name, right_name);
	if (p->errors[left])
		printf("  %s does not compile: %s\n", left_name, p->errors[left]);
	if (p->errors[right])
		printf("  %s does not compile: %s\n", right_name, p->errors[right]);
	for (uint32_t i = 0; i < a->count || i < b->count; i++) {
		cell(a, i, &one);
		cell(b, i, &two);
		printf("%-*s %s\n", COLUMN, one.at, two.at);
	}
	str_fini(&one);
	str_fini(&two);
}

static void print_result(const struct peer *p, const struct search *s)
{
	struct str hex = { 0 };

	printf("%" PRIu32 " packets, %" PRIu32 " of %" PRIu32
	       " branches of libpcap -O%s\n",
	       s->tried, s->edges_taken, s->edges,
	       s->libpcap_unset ? ", which reads scratch words it never set" : "");
	for (int side = 0; side < PEER_SIDES; side++) {
		struct trace t;

		if (!p->codes[side].count)
			continue;
		printf("%-12s %4" PRIu32 " instructions, %.1f executed",
		       peer_side_name((enum peer_side)side), p->codes[side].count,
		       (double)s->steps[side] / s->tried);
		if (s->verdict != SAME) {
			trace_run(&p->codes[side], &s->pkt, &t, NULL, NULL);
			printf("; %s, needs %" PRIu32 " bytes%s%s",
			       t.accept ? "accepts" : "rejects", t.reach,
			       t.unset ? ", reads unset scratch words" : "",
			       t.ran_out ? ", ran out of bytes" : "");
		}
		printf("\n");
	}
	printf("%s", verdict_text(s->verdict));
	if (s->verdict == PROGRAM_LOSES || s->verdict == PROGRAM_TOO_KEEN)
		printf(": %s", peer_side_name(s->side));
	printf("\n");
	if (s->verdict == SAME)
		return;
	peer_hex(&hex, p, &s->pkt);
	printf("%s\n", hex.at);
	str_fini(&hex);
}

static pcap_t *open_live(void)
{
	char error[PCAP_ERRBUF_SIZE];
	pcap_t *live = peer_open_live(error);

	if (!live) {
		fprintf(stderr, "compare: lo: %s\n", error);
		exit(1);
	}
	return live;
}

int main(int argc, char **argv)
{
	struct search s = { .budget = 20000, .with_libpcap = true, .seed = 1 };
	bool alone = false, reference = false, live = false;
	struct peer_target target = { LINKTYPE_ETHERNET, PFC_NETMASK_UNKNOWN, NULL };
	struct in_addr addr;
	struct peer p;
	int c;

	while ((c = getopt(argc, argv, "ilrn:m:")) != -1) {
		if (c == 'i')
			live = true;
		else if (c == 'l')
			alone = true;
		else if (c == 'r')
			reference = true;
		else if (c == 'n')
			s.budget = (uint32_t)strtoul(optarg, NULL, 10);
		else if (c == 'm' && inet_pton(AF_INET, optarg, &addr) == 1)
			target.netmask = ntohl(addr.s_addr);
		else
			usage();
	}
	if (argc - optind < 1 || argc - optind > 2 || !s.budget)
		usage();
	if (argc - optind == 2) {
		int linktype = pfc_linktype_by_name(argv[optind + 1]);

		if (linktype < 0)
			usage();
		target.linktype = (uint32_t)linktype;
	}
	if (live)
		target.live = open_live();
	s.linktype = target.linktype;
	if (alone)
		peer_compile_libpcap(&p, &target, argv[optind]);
	else
		peer_compile(&p, &target, argv[optind], NULL);
	print_pair(&p, PEER_LIBPCAP_OPTIMIZED, PEER_PROGRAM, "libpcap", "pfc");
	if (reference)
		print_pair(&p, PEER_LIBPCAP, PEER_REFERENCE, "libpcap -O", "pfc -O");
	if (!p.codes[PEER_REFERENCE].count || !p.codes[PEER_PROGRAM].count ||
	    !p.codes[PEER_LIBPCAP].count) {
		printf("nothing to compare\n");
		s.verdict = REFERENCE_DIFFERS;
	} else if (peer_search(&p, &s)) {
		print_result(&p, &s);
	} else {
		fprintf(stderr, "compare: out of memory\n");
		s.verdict = REFERENCE_DIFFERS;
	}
	peer_fini(&p);
	if (target.live)
		pcap_close(target.live);
	return s.verdict != SAME;
}
