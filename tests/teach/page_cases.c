/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/page_cases.c - programs, packets and what the interpreter says of them, for the
 * one of the page: a JSON array a line, [[code, jt, jf, k]...], then [bytes, wire length,
 * verdict, steps] for each packet.
 *
 *	page_cases NTH
 *
 * Packets are those of ordinary traffic, cut off and with bytes changed.
 */
#include <inttypes.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/run.h"
#include "compiler/traffic.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/prove/corpus.h"

enum { ROOM = 512, ROUNDS = 3 };

static uint64_t state = 88172645463325252u;

static uint32_t any(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return below ? (uint32_t)(state >> 20) % below : 0;
}

/* A number that the interpreters cannot give alike. */
static bool is_random(const struct sock_filter *insns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (insns[i].k == (uint32_t)SKF_AD_OFF + SKF_AD_RANDOM)
			return true;
	}
	return false;
}

static void print_packet(const struct sock_filter *insns, size_t count,
                         const uint8_t *data, uint32_t caplen, uint32_t len)
{
	struct pfc_packet pkt = { .data = data, .caplen = caplen, .len = len };
	uint64_t steps = 0;
	uint32_t verdict = run_cbpf(insns, (uint32_t)count, &pkt, &steps);

	printf(",[\"");
	for (uint32_t i = 0; i < caplen; i++)
		printf("%02x", data[i]);
	printf("\",%" PRIu32 ",%" PRIu32 ",%" PRIu64 "]", len, verdict, steps);
}

/* Constants of the program make packets that go far in it. */
static void change(uint8_t *data, uint32_t len, const struct sock_filter *insns,
                   size_t count)
{
	for (uint32_t n = any(4); n > 0 && len; n--) {
		uint32_t k = insns[any((uint32_t)count)].k, at = any(len);

		for (uint32_t i = 0, bytes = 1 + any(4); i < bytes && at + i < len; i++)
			data[at + i] = (uint8_t)(k >> 8 * (bytes - 1 - i));
	}
}

static void print_filter(void *ctx, const struct corpus_filter *f)
{
	struct traffic traffic = { 0 };
	const struct sock_filter *insns;
	struct pfc_prog *prog;
	size_t count;

	(void)ctx;
	if (pfc_compile(f->text, PFC_NUL, &f->opts, &prog) != 0) {
		pfc_prog_free(prog);
		return;
	}
	insns = pfc_prog_insns(prog, &count);
	if (is_random(insns, count)) {
		pfc_prog_free(prog);
		return;
	}
	traffic_make(&traffic, link_by_number(f->opts.linktype));
	printf("[[");
	for (size_t i = 0; i < count; i++)
		printf("%s[%u,%u,%u,%" PRIu32 "]", i ? "," : "",
		       (unsigned)insns[i].code, (unsigned)insns[i].jt,
		       (unsigned)insns[i].jf, insns[i].k);
	printf("]");
	for (uint32_t i = 0; i < traffic.count * ROUNDS; i++) {
		const struct pfc_packet *p = &traffic.packet[i % traffic.count];
		uint32_t caplen = p->caplen < ROOM ? p->caplen : ROOM;
		uint8_t data[ROOM];

		memcpy(data, p->data, caplen);
		if (i >= traffic.count) {
			caplen = any(caplen + 1);
			change(data, caplen, insns, count);
		}
		print_packet(insns, count, data, caplen, p->len);
	}
	printf("]\n");
	pfc_prog_free(prog);
}

int main(int argc, char **argv)
{
	return corpus_each(argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1,
	                   print_filter, NULL)
	               ? 0
	               : 1;
}
