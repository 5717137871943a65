/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/ebpf_graph_test.c - random graphs as eBPF: the verifier takes each, and the
 * kernel runs it exactly as the graph says, on whole and on cut packets.
 */
#include <errno.h>
#include <stdlib.h>

#include "compiler/emit_ebpf.h"
#include "compiler/opt.h"
#include "tests/compiler/graph_eval.h"
#include "tests/compiler/random_graph.h"
#include "tests/kernel/ebpf_run.h"
#include "tests/test.h"

struct trial {
	const struct graph *g;
	struct ref root;
	struct ebpf_run run;
	uint32_t asked, accepted;
};

static void check_packet(struct trial *t, const uint8_t *bytes, uint32_t caplen, uint32_t n)
{
	bool buffer = t->run.target == PFC_TARGET_BUFFER;
	struct pfc_packet pkt = { bytes, caplen, buffer ? caplen + 1000 : caplen, NULL };
	bool want = graph_eval(t->g, t->root, &pkt);
	int got = ebpf_run_accepts(&t->run, bytes, pkt.caplen, pkt.len);

	if (got < 0) /* too short for that hook */
		return;
	t->asked++;
	t->accepted += want;
	CHECK_MSG(got == want, "graph %u, %u bytes: graph %d, kernel %d", n, caplen, want, got);
}

static void check_graph(struct trial *t, enum pfc_target target, uint32_t n, uint32_t packets)
{
	uint32_t most = target == PFC_TARGET_BUFFER ? EBPF_RUN_STACK : RANDOM_BYTES;
	struct ebpf_opts opts = { .target = target, .snaplen = 1000,
		                  .action = PFC_ACTION_DROP, .room = EBPF_RUN_STACK,
		                  .frags = target == PFC_TARGET_XDP && n % 2 };
	struct arena arena;
	struct graph g;
	struct ebpf_emitted code;
	struct ebpf_prog prog = { .target = target, .frags = opts.frags };

	arena_init(&arena, NULL);
	graph_init(&g, &arena, n % 3 == 0);
	t->g = &g;
	t->root = random_graph(&g, 3 + rnd(n % 10 ? 20 : 60));
	if (n % 3 && n % 2)
		t->root = opt_usual(&g, t->root);
	code = emit_ebpf(&g, t->root, &opts);
	CHECK_MSG(code.insns, "graph %u: %s", n, code.fault);
	prog.insns = code.insns;
	prog.count = code.count;
	prog.data = code.data;
	prog.data_len = code.data_len;
	CHECK_MSG(ebpf_run_load(&t->run, &prog) == 0, "graph %u is not loaded", n);
	for (uint32_t i = 0; i < packets; i++) {
		uint8_t bytes[RANDOM_BYTES];

		random_bytes(bytes);
		if (i % 3 == 0)
			bytes[rnd(2)] = 0x45; /* of opt_usual */
		check_packet(t, bytes, i % 4 ? rnd(most + 1) : most, n);
	}
	ebpf_run_close(&t->run);
	arena_fini(&arena);
}

static void check_graphs(enum pfc_target target, uint32_t graphs, uint32_t packets)
{
	struct trial t = { 0 };

	if (getenv("PFC_LONG"))
		graphs *= 10;
	rnd_seed(1 + (uint32_t)target);
	for (uint32_t i = 0; i < graphs; i++)
		check_graph(&t, target, i, packets);
	test_note("%u packets, %u accepted", t.asked, t.accepted);
	CHECK(t.accepted > t.asked / 20 && t.accepted < t.asked);
}

TEST(on_a_socket)
{
	check_graphs(PFC_TARGET_SOCKET, 400, 30);
}

TEST(at_tc)
{
	check_graphs(PFC_TARGET_TC, 400, 30);
}

/* A test run of XDP takes 16 ms. */
TEST(at_xdp)
{
	check_graphs(PFC_TARGET_XDP, 40, 4);
}

TEST(in_a_buffer_on_the_stack)
{
	check_graphs(PFC_TARGET_BUFFER, 400, 30);
}

TEST_MAIN_UNLESS(ebpf_run_missing(), CASE(on_a_socket), CASE(at_tc), CASE(at_xdp),
                 CASE(in_a_buffer_on_the_stack))
