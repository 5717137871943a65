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

/* One instruction changed a little; false when this change means nothing for it. */
static bool spoil(struct sock_filter *insn, uint32_t how)
{
	uint8_t jt = insn->jt;

	switch (BPF_CLASS(insn->code)) {
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA)
			return false;
		if (how == 0) {
			insn->jt = insn->jf;
			insn->jf = jt;
		} else if (how == 1) {
			insn->k++;
		} else {
			insn->k--;
		}
		return insn->jt != insn->jf;
	case BPF_LD:
	case BPF_LDX:
		if (BPF_MODE(insn->code) != BPF_ABS &&
		    BPF_MODE(insn->code) != BPF_IND && BPF_MODE(insn->code) != BPF_MSH)
			return false;
		insn->k += how == 0 ? 1 : how == 1 ? 2 : 4;
		return true;
	case BPF_ALU:
		insn->k ^= 1u << how;
		return BPF_SRC(insn->code) == BPF_K && BPF_OP(insn->code) != BPF_NEG;
	}
	return false;
}

struct spoiled {
	uint32_t count, found;
};

/* Spoils each instruction of the optimized program in each way, and searches. */
static void search_spoiled(const struct peer *p, struct spoiled *result)
{
	static struct sock_filter insns[256];
	const struct code *code = &p->codes[PEER_PROGRAM];
	struct peer copy = *p;

	CHECK(code->count <= LEN(insns));
	copy.codes[PEER_PROGRAM].insns = insns;
	copy.codes[PEER_LIBPCAP].count = 0;
	copy.codes[PEER_LIBPCAP_OPTIMIZED].count = 0;
	for (uint32_t pc = 0; pc < code->count; pc++)
		for (uint32_t how = 0; how < 3; how++) {
			struct search s = { .budget = 1500, .linktype = 1, .seed = 3 };

			memcpy(insns, code->insns, code->count * sizeof(*insns));
			if (!spoil(&insns[pc], how))
				continue;
			CHECK(peer_search(&copy, &s));
			result->count++;
			result->found += s.verdict != SAME;
		}
}

/* Would a wrong program be noticed? Some spoiled ones mean the same as before. */
TEST(wrong_programs_are_found)
{
	static const char *const filters[] = {
		"tcp port 80",
		"host 192.0.2.1 and not port 22",
		"tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn and dst net 10.0.0.0/8",
		"tcp[((tcp[12:1] & 0xf0) >> 2):4] = 0x47455420",
		"vlan 100 and ip6 and udp portrange 5000-6000",
		"icmp6[0] >= 133 and icmp6[0] <= 137",
		"ipx or atalk",
		"mpls 16 and src host 192.0.2.1",
		"len - 14 > 1500 or ip[2:2] - ((ip[0] & 0xf) << 2) > 100",
		"decnet dst host 17.44",
	};
	const struct peer_target target = { LINKTYPE_ETHERNET, 0xffffff00, NULL };
	struct spoiled all = { 0, 0 };

	for (size_t i = 0; i < LEN(filters); i++) {
		struct peer p;

		peer_compile_libpcap(&p, &target, filters[i]);
		search_spoiled(&p, &all);
		peer_fini(&p);
	}
	test_note("%" PRIu32 " of %" PRIu32 " wrong programs found", all.found,
	          all.count);
	CHECK(all.count > 400);
	CHECK(all.found * 100 >= all.count * 97);
}

TEST_MAIN(CASE(interpreters_agree_on_every_length),
          CASE(values_are_traced_to_their_bytes), CASE(wrong_programs_are_found))
