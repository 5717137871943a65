/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/random_graph_test.c - random graphs through opt_facts, emit and layout.
 *
 * Programs are run on random packets and judged by the graph they were made from: plain
 * code agrees on every packet, optimized code keeps the contract on cut-off ones.
 */
#include <stdlib.h>

#include "compiler/check.h"
#include "compiler/emit_cbpf.h"
#include "compiler/opt.h"
#include "compiler/run.h"
#include "compiler/traffic.h"
#include "tests/compiler/graph_eval.h"
#include "tests/compiler/random_graph.h"
#include "tests/test.h"

enum { GRAPHS = 3000, PACKETS = 40, BYTES = RANDOM_BYTES, SNAPLEN = 262144 };

struct trial {
	struct graph *g;
	struct ref root;
	struct emitted code;
	bool exact;
};

/* Does it hold with the bytes behind caplen there? */
static bool whole_accepted(const struct trial *t, const uint8_t *bytes, uint32_t len)
{
	struct pfc_packet whole = { bytes, BYTES, len, NULL };

	return graph_eval(t->g, t->root, &whole);
}

/* By both interpreters. */
static bool run_both(const struct emitted *code, const struct pfc_packet *pkt)
{
	struct run_op *ops = malloc(code->count * sizeof(*ops));
	uint32_t want = run_cbpf(code->insns, code->count, pkt, NULL);

	CHECK(ops);
	run_decode(code->insns, code->count, ops);
	CHECK_EQ(run_ops(ops, pkt), want);
	free(ops);
	return want != 0;
}

static void run_packets(const struct trial *t, uint32_t graph)
{
	for (uint32_t i = 0; i < PACKETS; i++) {
		uint8_t bytes[BYTES];
		struct pfc_packet pkt = { bytes, i % 4 ? rnd(BYTES + 1) : BYTES, 0, NULL };
		bool want, got;

		random_bytes(bytes);
		if (i % 3 == 0)
			bytes[rnd(2)] = 0x45; /* of opt_usual */
		pkt.len = BYTES + rnd(2) * 1000;
		want = graph_eval(t->g, t->root, &pkt);
		got = run_both(&t->code, &pkt);
		if (t->exact || pkt.caplen == BYTES)
			CHECK_MSG(want == got, "graph %u, packet %u: graph %d, code %d", graph,
			          i, want, got);
		else
			CHECK_MSG(got ? want || whole_accepted(t, bytes, pkt.len) : !want,
			          "graph %u, packet %u, cut to %u: graph %d, code %d", graph,
			          i, pkt.caplen, want, got);
	}
}

/* What the kernel refuses for its simple view of scratch words, compile does not use. */
static void check_code(const struct emitted *code, uint32_t graph, unsigned style)
{
	struct check_fault fault = { 0, "" };

	if ((style & EMIT_SLOTS) && code->insns &&
	    !check_cbpf(code->insns, code->count, 0, &fault)) {
		CHECK_MSG(strstr(fault.what, "scratch"), "graph %u: %s", graph, fault.what);
		return;
	}

	CHECK_MSG(code->insns, "graph %u: no code", graph);
	CHECK_MSG(check_cbpf(code->insns, code->count, 0, &fault), "graph %u: %u: %s", graph,
	          fault.insn, fault.what);
}

/* exact: emitted as it stands. Else through opt_facts. */
static void try_graphs(bool exact, unsigned style, bool split, bool order)
{
	static struct traffic traffic;

	if (!traffic.count)
		traffic_make(&traffic, link_by_number(LINKTYPE_ETHERNET));
	rnd_seed(1);
	for (uint32_t i = 0; i < GRAPHS; i++) {
		struct arena arena;
		struct graph g;
		struct trial t = { .g = &g, .exact = exact };
		struct ref r;

		arena_init(&arena, NULL);
		graph_init(&g, &arena, exact);
		g.traffic = i & 4 ? NULL : &traffic;
		t.root = r = random_graph(&g, 3 + rnd(i % 10 ? 20 : 60));
		if (!exact)
			r = opt_facts(&g, r, (split ? FACTS_SPLIT : 0) |
			                     (i % 3 ? 0 : FACTS_APART));
		if (order)
			r = opt_order(&g, r, 1 + i % 7);
		if (order && i % 2)
			r = opt_usual(&g, r);
		if (style && i & 2)
			style ^= EMIT_NETS;
		t.code = emit_cbpf(&g, r, SNAPLEN, style);
		if (!(style & EMIT_SLOTS) || t.code.insns) {
			check_code(&t.code, i, style);
			run_packets(&t, i);
		}
		arena_fini(&arena);
	}
}

TEST(plain_code_is_the_graph)
{
	try_graphs(true, 0, false, false);
}

TEST(kept_registers_change_nothing)
{
	try_graphs(true, EMIT_REGS, false, false);
}

TEST(kept_bases_change_nothing)
{
	try_graphs(true, EMIT_REGS | EMIT_SLOTS, false, false);
}

TEST(facts_keep_the_contract)
{
	try_graphs(false, EMIT_REGS, false, false);
}

TEST(split_facts_keep_the_contract)
{
	try_graphs(false, EMIT_REGS | EMIT_ENDS_LAST, true, false);
}

TEST(another_order_keeps_the_contract)
{
	try_graphs(false, EMIT_REGS, false, true);
	try_graphs(false, EMIT_REGS, true, true);
}

TEST(early_x_and_short_loads_keep_the_contract)
{
	try_graphs(false, EMIT_REGS | EMIT_HOIST | EMIT_NARROW, false, false);
	try_graphs(false, EMIT_REGS | EMIT_HOIST | EMIT_NARROW, true, true);
	try_graphs(false, EMIT_REGS | EMIT_SLOTS | EMIT_HOIST | EMIT_NARROW, false, true);
}

TEST(long_jumps_arrive)
{
	struct arena arena;
	struct graph g;
	struct arm *arms;
	struct trial t = { .g = &g, .exact = true };
	enum { VALUES = 3000 };

	arena_init(&arena, NULL);
	graph_init(&g, &arena, true);
	arms = arena_alloc(&arena, (2 * VALUES + 1) * sizeof(*arms));
	/* A middle test that both a near and a far jump lead to. */
	t.root = node_eq(&g, val_load(&g, 1, VAL_NONE, 0), 1, ACCEPT, REJECT);
	for (uint32_t i = 0; i < VALUES; i++) {
		arms[2 * i] = (struct arm){ 7 * i, i % 3 ? REJECT : ACCEPT };
		arms[2 * i + 1] = (struct arm){ 7 * i + 1, t.root };
	}
	t.root = node_switch(&g, val_load(&g, 2, VAL_NONE, 2), arms, 2 * VALUES);
	t.code = emit_cbpf(&g, t.root, SNAPLEN, 0);
	check_code(&t.code, 0, 0);
	for (uint32_t i = 0; i < 65536; i++) {
		uint8_t bytes[4] = { (uint8_t)(i % 3), 0, (uint8_t)(i >> 8), (uint8_t)i };
		struct pfc_packet pkt = { bytes, 4, 4, NULL };

		CHECK_MSG(graph_eval(&g, t.root, &pkt) ==
		                  (run_cbpf(t.code.insns, t.code.count, &pkt, NULL) != 0),
		          "value %u", i);
	}
	arena_fini(&arena);
}

TEST_MAIN(CASE(plain_code_is_the_graph), CASE(kept_registers_change_nothing),
          CASE(kept_bases_change_nothing),
          CASE(facts_keep_the_contract), CASE(split_facts_keep_the_contract),
          CASE(another_order_keeps_the_contract),
          CASE(early_x_and_short_loads_keep_the_contract),
          CASE(long_jumps_arrive))
