/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/ebpf_filter_test.c - filters as eBPF for every target, through the verifier of
 * the running kernel, against the interpreter.
 *
 * Packets take the classic program of the reference meaning down every path; they are shown
 * whole and cut off. A verdict may differ from the reference only where that ran out of
 * bytes, and would accept the packet with them. In short runs some records stand for all, and
 * at XDP, where a run takes 16 ms, few packets.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/link.h"
#include "tests/kernel/ebpf_run.h"
#include "tests/peer/explore.h"
#include "tests/peer/frames.h"
#include "tests/peer/gen.h"
#include "tests/prove/corpus.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum { FRAMES_MAX = 1500 };

static const struct way {
	const char *name;
	enum pfc_target target;
	uint32_t flags;
	uint32_t stop;        /* packets; 0: as many as there are */
	uint32_t max;         /* bytes of a packet */
} ways[] = {
	{ "socket", PFC_TARGET_SOCKET, 0, 0, FRAMES_MAX },
	{ "tc", PFC_TARGET_TC, 0, 0, FRAMES_MAX },
	{ "buffer", PFC_TARGET_BUFFER, 0, 0, EBPF_RUN_STACK },
	{ "xdp", PFC_TARGET_XDP, 0, 2, FRAMES_MAX },
	{ "xdp with frags", PFC_TARGET_XDP, PFC_FRAGS, 2, FRAMES_MAX },
};

struct run {
	bool at_length;
	uint32_t number, failed, loaded;
	uint64_t asked, accepted;

	/* The filter at hand. */
	const struct way *way;
	struct pfc_prog *reference, *prog;
	struct ebpf_run kernel;
	uint32_t packets;
	uint64_t rng;
	bool differs;
};

static void show(const struct run *run, const uint8_t *data, uint32_t len, bool kernel)
{
	char *text = pfc_prog_format(run->prog, PFC_FORMAT_LISTING, NULL), *rest = NULL;

	printf("# kernel %s, %" PRIu32 " bytes:", kernel ? "accepts" : "rejects", len);
	for (uint32_t k = 0; k < len; k++)
		printf("%s%02x", k % 16 ? "" : " ", data[k]);
	printf("\n");
	for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line;
	     line = strtok_r(NULL, "\n", &rest))
		printf("#   %s\n", line);
	free(text);
}

/* The first len bytes of a packet, as a packet of that length. */
static bool agree(struct run *run, const struct packet *pkt, uint32_t len)
{
	/* A test run is on the loopback device, and the packet is for this host. */
	static const struct pfc_meta meta = { .ifindex = 1, .hatype = 772 };
	struct pfc_packet cut = { pkt->data, len, len, &meta };
	struct pfc_packet whole = { pkt->data, PACKET_ROOM, len, &meta };
	bool want;
	int got;

	if (len > run->way->max)
		return true;
	got = ebpf_run_accepts(&run->kernel, pkt->data, len, len);
	if (got < 0) /* too short for that hook */
		return true;
	run->asked++;
	run->accepted += got > 0;
	want = pfc_prog_run(run->reference, &cut) != 0;
	if (want == (got > 0) || (got && pfc_prog_run(run->reference, &whole)))
		return true;
	show(run, pkt->data, len, got);
	run->differs = true;
	return false;
}

static bool try_packet(void *ctx, const struct packet *pkt, const struct trace *traces)
{
	struct run *run = ctx;
	uint32_t reach = traces[0].reach;
	uint32_t lens[] = { pkt->len, reach, reach ? reach - 1 : 0,
		            next_random(&run->rng) % (reach + 2) };

	for (size_t k = 0; k < LEN(lens); k++) {
		if (!agree(run, pkt, lens[k]))
			return false;
		if (run->way->stop && ++run->packets >= run->way->stop)
			return false;
	}
	return true;
}

static struct pfc_prog *compile(const struct pfc_opts *opts, const char *text)
{
	struct pfc_prog *prog = NULL;

	if (pfc_compile(text, PFC_NUL, opts, &prog) == 0)
		return prog;
	pfc_prog_free(prog);
	return NULL;
}

/* Some filters are not for some targets. */
static bool made(struct run *run, struct pfc_opts opts, const char *text)
{
	opts.target = run->way->target;
	opts.flags |= run->way->flags | PFC_ALLOW_EMPTY | PFC_NO_LINT;
	opts.action = opts.target == PFC_TARGET_XDP || opts.target == PFC_TARGET_TC
	                      ? PFC_ACTION_DROP
	                      : PFC_ACTION_PASS;
	run->prog = compile(&opts, text);
	opts.optimize = PFC_OPTIMIZE_NONE;
	run->reference = run->prog ? compile(&opts, text) : NULL;
	if (run->prog && run->reference)
		return true;
	pfc_prog_free(run->prog);
	pfc_prog_free(run->reference);
	return false;
}

static void check_way(struct run *run, const struct pfc_opts *opts, const char *text)
{
	struct exploration ex = { .linktype = opts->linktype,
		                  .code_count = 2,
		                  .budget = run->at_length ? 1000 : 40,
		                  .seed = 0x2545f491,
		                  .packet = try_packet,
		                  .ctx = run };
	struct pfc_prog *progs[2];
	struct ebpf_prog code;
	bool ok;

	if (!made(run, *opts, text))
		return;
	code = ebpf_prog_of(run->prog);
	progs[0] = run->reference;
	progs[1] = run->prog;
	for (int i = 0; i < 2; i++) {
		size_t count;

		ex.codes[i].insns = pfc_prog_insns(progs[i], &count);
		ex.codes[i].count = (uint32_t)count;
	}
	run->differs = false;
	run->packets = 0;
	ok = ebpf_run_load(&run->kernel, &code) == 0;
	if (ok && !explore(&ex)) {
		printf("Bail out! out of memory\n");
		exit(1);
	}
	ok = ok && !run->differs;
	run->loaded++;
	printf("%sok %" PRIu32 " - %s, %s: %s\n", ok ? "" : "not ", ++run->number,
	       run->way->name, pfc_linktype_name(opts->linktype), text);
	run->failed += !ok;
	ebpf_run_close(&run->kernel);
	pfc_prog_free(run->prog);
	pfc_prog_free(run->reference);
}

static void check_filter(void *ctx, const struct corpus_filter *f)
{
	struct run *run = ctx;

	for (size_t i = 0; i < LEN(ways); i++) {
		run->way = &ways[i];
		if (ways[i].stop && !run->at_length && run->loaded % 11)
			continue;
		check_way(run, &f->opts, f->text);
	}
}

static void check_generated(struct run *run, uint32_t count)
{
	static const uint32_t linktypes[] = { LINKTYPE_ETHERNET, LINKTYPE_ETHERNET,
		                              LINKTYPE_RAW, LINKTYPE_IPV4 };
	struct str text = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		struct corpus_filter f = { "generated", i, NULL, PFC_OPTS_INIT };

		f.opts.linktype = linktypes[i % LEN(linktypes)];
		f.opts.netmask = 0xffffff00;
		gen_filter(&text, f.opts.linktype, 3000000 + i);
		f.text = text.at;
		check_filter(run, &f);
	}
	str_fini(&text);
}

/* What once came out wrong. */
static void check_again(struct run *run)
{
	static const struct {
		uint32_t linktype;
		const char *text;
	} rows[] = {
		/* The base of a load is tested behind it. */
		{ LINKTYPE_ETHERNET, "ip[udp[3] - 53] = 0x45" },
		{ LINKTYPE_IPV4, "!ip[len - 40:4] != 0x8000 && len - tcp-syn < tcp[19:4] << 31" },
		/* In front of a header, and in a packet that starts near it. */
		{ LINKTYPE_RAW, "udp[0 - 4:2] != 0x1fff" },
		{ LINKTYPE_IPV4, "vrrp[0 - 4] & 0x1fff >= 16" },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct corpus_filter f = { "again", (uint32_t)i, NULL, PFC_OPTS_INIT };

		f.opts.linktype = rows[i].linktype;
		f.text = rows[i].text;
		check_filter(run, &f);
	}
}

int main(void)
{
	struct run run = { .rng = 1, .at_length = getenv("PFC_LONG") != NULL };
	const char *missing = ebpf_run_missing();
	uint32_t seen;

	if (missing) {
		printf("1..0 # SKIP %s\n", missing);
		return 0;
	}
	check_again(&run);
	seen = corpus_each(run.at_length ? 1 : 17, check_filter, &run);
	check_generated(&run, run.at_length ? 2000 : 40);
	printf("%sok %" PRIu32 " - there are filters, some accept\n", seen ? "" : "not ",
	       ++run.number);
	printf("# %" PRIu32 " programs, %" PRIu64 " packets, %" PRIu64 " accepted\n", run.loaded,
	       run.asked, run.accepted);
	run.failed += !seen || !run.accepted;
	printf("1..%" PRIu32 "\n", run.number);
	return run.failed != 0;
}
