/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/run_ops_test.c - mirrors compiler/run_ops.c: both of its forms agree with
 * compiler/run.c on random programs.
 */
#include <stdlib.h>
#include <string.h>

#include "compiler/check.h"
#include "compiler/run.h"
#include "tests/test.h"

/* The form for compilers without labels as values. */
#define RUN_BY_SWITCH
#define run_decode run_decode_plain
#define run_ops run_ops_plain
void run_decode_plain(const struct sock_filter *insns, uint32_t count, struct run_op *ops);
uint32_t run_ops_plain(const struct run_op *ops, const struct pfc_packet *pkt);
#include "compiler/run_ops.c"
#undef run_decode
#undef run_ops

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum { INSNS_MAX = 40, BYTES = 64 };

static uint32_t seed;

static uint32_t rnd(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)(seed >> 4) * n >> 28);
}

/* Small numbers, so that loads, jumps and comparisons meet each other; and the special
 * ones.
 */
static uint32_t constant(void)
{
	static const uint32_t rare[] = {
		0, 1, 31, BYTES - 1, BYTES, INT32_MAX, (uint32_t)INT32_MAX + 1, UINT32_MAX,
		(uint32_t)SKF_AD_OFF + SKF_AD_PROTOCOL,
		(uint32_t)SKF_AD_OFF + SKF_AD_ALU_XOR_X,
		(uint32_t)SKF_AD_OFF + SKF_AD_VLAN_TAG,
		(uint32_t)SKF_AD_OFF + SKF_AD_IFINDEX, (uint32_t)SKF_LL_OFF + 3,
		(uint32_t)SKF_NET_OFF + 3,
	};

	return rnd(4) ? rnd(BYTES + 4) : rare[rnd(LEN(rare))];
}

static struct sock_filter instruction(uint32_t left)
{
	static const uint16_t codes[] = {
		BPF_LD | BPF_W | BPF_ABS,  BPF_LD | BPF_H | BPF_ABS,  BPF_LD | BPF_B | BPF_ABS,
		BPF_LD | BPF_W | BPF_ABS,  BPF_LD | BPF_H | BPF_ABS,  BPF_LD | BPF_B | BPF_ABS,
		BPF_LD | BPF_W | BPF_IND,  BPF_LD | BPF_H | BPF_IND,  BPF_LD | BPF_B | BPF_IND,
		BPF_LDX | BPF_B | BPF_MSH, BPF_LD | BPF_IMM,          BPF_LDX | BPF_IMM,
		BPF_LD | BPF_W | BPF_LEN,  BPF_LDX | BPF_W | BPF_LEN, BPF_LD | BPF_MEM,
		BPF_LDX | BPF_MEM,         BPF_ST,                    BPF_STX,
		BPF_MISC | BPF_TAX,        BPF_MISC | BPF_TXA,        BPF_RET | BPF_K,
		BPF_RET | BPF_A,           BPF_ALU | BPF_NEG,
	};
	static const uint16_t tests[] = { BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET };
	static const uint16_t sums[] = { BPF_ADD, BPF_SUB, BPF_MUL, BPF_DIV, BPF_MOD,
		                         BPF_AND, BPF_OR,  BPF_XOR, BPF_LSH, BPF_RSH };
	struct sock_filter f = { 0, 0, 0, constant() };
	uint16_t source = rnd(2) ? BPF_X : BPF_K;

	switch (rnd(4)) {
	case 0:
		f.code = (uint16_t)(BPF_ALU | sums[rnd(LEN(sums))] | source);
		if (source == BPF_K && BPF_OP(f.code) >= BPF_LSH && BPF_OP(f.code) <= BPF_RSH)
			f.k %= 32;
		break;
	case 1:
		f.code = (uint16_t)(BPF_JMP | tests[rnd(LEN(tests))] | source);
		f.jt = (uint8_t)rnd(left < 6 ? left : 6);
		f.jf = (uint8_t)rnd(left < 6 ? left : 6);
		break;
	default:
		f.code = codes[rnd(LEN(codes))];
		break;
	}
	if (BPF_MODE(f.code) == BPF_MEM || f.code == BPF_ST || f.code == BPF_STX)
		f.k %= BPF_MEMWORDS;
	return f;
}

/* A program that check_cbpf() accepts. */
static uint32_t make_program(struct sock_filter *insns)
{
	struct check_fault fault;
	uint32_t count;

	do {
		count = 2 + rnd(INSNS_MAX - 2);
		for (uint32_t i = 0; i + 1 < count; i++)
			insns[i] = instruction(count - 1 - i);
		insns[count - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	} while (!check_cbpf(insns, count, 0, &fault));
	return count;
}

static void compare(const struct sock_filter *insns, uint32_t count,
                    const struct pfc_packet *pkt, uint32_t round)
{
	struct run_op ops[INSNS_MAX];
	uint32_t want = run_cbpf(insns, count, pkt, NULL);

	run_decode(insns, count, ops);
	CHECK_MSG(run_ops(ops, pkt) == want, "round %u: threaded", round);
	run_decode_plain(insns, count, ops);
	CHECK_MSG(run_ops_plain(ops, pkt) == want, "round %u: by switch", round);
}

TEST(random_programs_give_the_same)
{
	static const struct pfc_meta meta = { .protocol = 0x800, .ifindex = 3,
		                              .vlan_tci = 5 };
	uint32_t rejected = 0, rounds = getenv("PFC_LONG") ? 2000000 : 50000;

	seed = 1;
	for (uint32_t i = 0; i < rounds; i++) {
		struct sock_filter insns[INSNS_MAX];
		uint8_t bytes[BYTES];
		struct pfc_packet pkt = { bytes, BYTES, BYTES + rnd(2) * 1000, NULL };
		uint32_t count = make_program(insns);

		for (uint32_t k = 0; k < 4; k++) {
			for (uint32_t b = 0; b < BYTES; b++)
				bytes[b] = (uint8_t)(rnd(2) ? rnd(8) : rnd(256));
			pkt.caplen = k ? BYTES : rnd(BYTES + 1);
			pkt.meta = k == 1 ? &meta : NULL;
			compare(insns, count, &pkt, i);
			rejected += !run_cbpf(insns, count, &pkt, NULL);
		}
	}
	/* Else nothing was compared but rejections, or no rejections. */
	CHECK(rejected > rounds / 4 && rejected < 4 * rounds - rounds / 4);
}

TEST(a_comparison_is_found_by_who_jumps_to_it)
{
	static const struct sock_filter prog[] = {
		BPF_STMT(BPF_LD | BPF_IMM, 7),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 7, 1, 0),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 7, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 1),
		BPF_STMT(BPF_RET | BPF_K, 2),
	};
	struct run_op ops[LEN(prog)];
	struct pfc_packet empty = { (const uint8_t *)"", 0, 0, NULL };

	run_decode(prog, LEN(prog), ops);
	CHECK_EQ(run_ops(ops, &empty), 1);
	CHECK_EQ(run_cbpf(prog, LEN(prog), &empty, NULL), 1);
}

TEST_MAIN(CASE(random_programs_give_the_same),
          CASE(a_comparison_is_found_by_who_jumps_to_it))
