/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/trace_test.c - the interpreters agree: ours, libpcap's and the tracing
 * one.
 *
 * The tracing one says of a whole packet from which captured length on it is accepted;
 * the other two really run on every such length, on libpcap's programs and on ours.
 */
#include <inttypes.h>
#include <pcap/pcap.h>
#include <stdlib.h>

#include "compiler/run.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/explore.h"
#include "tests/peer/frames.h"
#include "tests/peer/gen.h"
#include "tests/peer/peer.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

struct job {
	const struct peer *peer;
	uint64_t runs;
	bool failed;
};

static bool libpcap_accepts(const struct code *code, const struct pfc_packet *pkt)
{
	const struct bpf_insn *insns =
		(const struct bpf_insn *)(const void *)code->insns;

	return bpf_filter(insns, pkt->data, pkt->len, pkt->caplen) != 0;
}

/* On the first `caplen` bytes. */
static bool agree(struct job *job, enum peer_side side, const struct packet *pkt,
                  const struct trace *t, uint32_t caplen)
{
	const struct code *code = &job->peer->codes[side];
	struct pfc_packet cut = { pkt->data, caplen, pkt->wire, NULL };
	bool expected = t->accept && caplen >= t->reach;
	bool ours = run_cbpf(code->insns, code->count, &cut, NULL) != 0;
	bool theirs = libpcap_accepts(code, &cut);

	job->runs++;
	if (ours == expected && theirs == expected)
		return true;
	test_note("%s, %" PRIu32 " bytes: tracing %d, ours %d, libpcap's %d",
	          peer_side_name(side), caplen, expected, ours, theirs);
	return false;
}

static bool every_length(void *ctx, const struct packet *pkt,
                         const struct trace *traces)
{
	struct job *job = ctx;

	for (enum peer_side side = 0; side < PEER_SIDES; side++) {
		const struct trace *t = &traces[side];
		uint64_t steps = 0;
		struct pfc_packet whole = { pkt->data, PACKET_ROOM, pkt->wire, NULL };

		if (!job->peer->codes[side].count || t->unset)
			continue;
		for (uint32_t caplen = 0; caplen <= t->reach + 1; caplen++)
			job->failed = job->failed || !agree(job, side, pkt, t, caplen);
		run_cbpf(job->peer->codes[side].insns, job->peer->codes[side].count,
		         &whole, &steps);
		if (steps != t->steps)
			job->failed = true;
	}
	return !job->failed;
}

static uint64_t check(const char *filter, uint32_t linktype)
{
	struct peer_target target = { linktype, 0xffffff00, NULL };
	struct peer p;
	struct job job = { .peer = &p };
	struct exploration ex = { .code_count = PEER_SIDES,
		                  .linktype = linktype,
		                  .budget = 150,
		                  .seed = 7,
		                  .packet = every_length,
		                  .ctx = &job };

	peer_compile(&p, &target, filter, NULL);
	memcpy(ex.codes, p.codes, sizeof(p.codes));
	CHECK(explore(&ex));
	peer_fini(&p);
	CHECK_MSG(!job.failed, "%s: %s", pfc_linktype_name(linktype), filter);
	return job.runs;
}

TEST(interpreters_agree_on_every_length)
{
	static const uint32_t linktypes[] = { LINKTYPE_ETHERNET, LINKTYPE_RAW,
		                              LINKTYPE_NULL, LINKTYPE_LINUX_SLL };
	struct str filter = { 0 };
	uint64_t runs = 0;

	for (size_t i = 0; i < LEN(linktypes); i++)
		for (uint64_t seed = 0; seed < 60; seed++) {
			gen_filter(&filter, linktypes[i], 3000000 + seed);
			runs += check(filter.at, linktypes[i]);
		}
	str_fini(&filter);
	test_note("%" PRIu64 " runs", runs);
	CHECK(runs > 100000);
}

/* A packet changed by origin_set() gives the value that was asked for. */
TEST(values_are_traced_to_their_bytes)
{
	static const struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 14),
		BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff),
		BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 7),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x40, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	static const struct code code = { insns, LEN(insns) };
	static struct trace t;
	static struct packet pkt;

	trace_run(&code, &pkt, &t, NULL, NULL);
	CHECK(!t.accept);
	CHECK_EQ(t.comparison_count, 1);
	CHECK_EQ(t.reach, 16);
	CHECK(origin_set(&t.comparisons[0].from_a, &pkt, 0x40, 0));
	CHECK_EQ(pkt.data[14], 0x03);
	CHECK_EQ(pkt.data[15], 0x90);
	trace_run(&code, &pkt, &t, NULL, NULL);
	CHECK(t.accept);
	CHECK(!origin_set(&t.comparisons[0].from_a, &pkt, 0x107, 0));
}

TEST_MAIN(CASE(interpreters_agree_on_every_length),
          CASE(values_are_traced_to_their_bytes))
