/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/prove/exec_test.c - a term says of each packet what the interpreter does. */
#include "prove/exec.h"

#include <linux/filter.h>

#include "compiler/check.h"
#include "prove/search.h"
#include "prove/solve.h"
#include "tests/test.h"

enum { INSNS_MAX = 24, ROOM = 128, CODES = 256 };

#define AD(field) ((uint32_t)SKF_AD_OFF + SKF_AD_##field)

static uint64_t state;

static uint32_t any(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 32);
}

static uint32_t below(uint32_t n)
{
	return any() % n;
}

/* Every instruction there is. */
static const uint16_t codes[] = {
	BPF_LD | BPF_W | BPF_ABS,  BPF_LD | BPF_H | BPF_ABS,  BPF_LD | BPF_B | BPF_ABS,
	BPF_LD | BPF_W | BPF_IND,  BPF_LD | BPF_H | BPF_IND,  BPF_LD | BPF_B | BPF_IND,
	BPF_LD | BPF_W | BPF_LEN,  BPF_LDX | BPF_W | BPF_LEN, BPF_LDX | BPF_B | BPF_MSH,
	BPF_LD | BPF_IMM,          BPF_LDX | BPF_IMM,         BPF_LD | BPF_MEM,
	BPF_LDX | BPF_MEM,         BPF_ST,                    BPF_STX,
	BPF_ALU | BPF_ADD | BPF_K, BPF_ALU | BPF_ADD | BPF_X, BPF_ALU | BPF_SUB | BPF_K,
	BPF_ALU | BPF_SUB | BPF_X, BPF_ALU | BPF_MUL | BPF_K, BPF_ALU | BPF_MUL | BPF_X,
	BPF_ALU | BPF_DIV | BPF_K, BPF_ALU | BPF_DIV | BPF_X, BPF_ALU | BPF_MOD | BPF_K,
	BPF_ALU | BPF_MOD | BPF_X, BPF_ALU | BPF_AND | BPF_K, BPF_ALU | BPF_AND | BPF_X,
	BPF_ALU | BPF_OR | BPF_K,  BPF_ALU | BPF_OR | BPF_X,  BPF_ALU | BPF_XOR | BPF_K,
	BPF_ALU | BPF_XOR | BPF_X, BPF_ALU | BPF_LSH | BPF_K, BPF_ALU | BPF_LSH | BPF_X,
	BPF_ALU | BPF_RSH | BPF_K, BPF_ALU | BPF_RSH | BPF_X, BPF_ALU | BPF_NEG,
	BPF_JMP | BPF_JA,          BPF_JMP | BPF_JEQ | BPF_K, BPF_JMP | BPF_JEQ | BPF_X,
	BPF_JMP | BPF_JGT | BPF_K, BPF_JMP | BPF_JGT | BPF_X, BPF_JMP | BPF_JGE | BPF_K,
	BPF_JMP | BPF_JGE | BPF_X, BPF_JMP | BPF_JSET | BPF_K, BPF_JMP | BPF_JSET | BPF_X,
	BPF_RET | BPF_K,           BPF_RET | BPF_A,           BPF_MISC | BPF_TAX,
	BPF_MISC | BPF_TXA,
};

#define KINDS (sizeof(codes) / sizeof(codes[0]))

static const uint32_t specials[] = {
	AD(PROTOCOL),         AD(PKTTYPE), AD(IFINDEX), AD(MARK),     AD(QUEUE),
	AD(HATYPE),           AD(RXHASH),  AD(CPU),     AD(ALU_XOR_X), AD(VLAN_TAG),
	AD(VLAN_TAG_PRESENT), AD(VLAN_TPID), (uint32_t)SKF_LL_OFF + 3,
	(uint32_t)SKF_NET_OFF + 3, 0x7fffffff, 0x80000000,
};

/* Numbers near to what packets hold, so that compares go both ways. */
static uint32_t operand(void)
{
	switch (below(6)) {
	case 0:
		return below(4);
	case 1:
		return below(256);
	case 2:
		return 1u << below(32);
	case 3:
		return 0 - below(4);
	case 4:
		return below(ROOM);
	default:
		return any();
	}
}

static struct sock_filter any_insn(uint32_t left, uint16_t *written)
{
	struct sock_filter insn = { codes[below(KINDS)], 0, 0, operand() };
	uint32_t mem = below(BPF_MEMWORDS);

	switch (BPF_CLASS(insn.code)) {
	case BPF_LD:
	case BPF_LDX:
		if (BPF_MODE(insn.code) == BPF_MEM) {
			while (*written && !(*written >> mem & 1))
				mem = (mem + 1) % BPF_MEMWORDS;
			insn.k = mem;
		} else if (BPF_MODE(insn.code) == BPF_ABS && !below(3)) {
			insn.k = specials[below(sizeof(specials) / sizeof(specials[0]))];
		} else if (BPF_MODE(insn.code) == BPF_MSH || below(8)) {
			insn.k = below(ROOM);
		}
		break;
	case BPF_ST:
	case BPF_STX:
		insn.k = mem;
		*written |= (uint16_t)(1 << mem);
		break;
	case BPF_ALU:
		if (BPF_OP(insn.code) == BPF_LSH || BPF_OP(insn.code) == BPF_RSH)
			insn.k %= 32;
		break;
	case BPF_JMP:
		insn.jt = (uint8_t)below(left < 4 ? left : 4);
		insn.jf = (uint8_t)below(left < 4 ? left : 4);
		if (BPF_OP(insn.code) == BPF_JA)
			insn.k = below(left < 4 ? left : 4);
		break;
	}
	return insn;
}

/* returns how many instructions, all of them one that check_cbpf() takes. */
static uint32_t any_program(struct sock_filter *insns)
{
	struct check_fault fault;
	uint32_t count;

	do {
		uint16_t written = 0;

		count = 4 + below(INSNS_MAX - 4);
		for (uint32_t i = 0; i + 1 < count; i++)
			insns[i] = any_insn(count - 1 - i, &written);
		insns[count - 1] = (struct sock_filter){
			(uint16_t)(BPF_RET | (below(4) ? BPF_A : BPF_K)), 0, 0, below(2)
		};
	} while (!check_cbpf(insns, count, 0, &fault));
	return count;
}

static void any_packet(struct witness *w)
{
	memset(w->data, 0, ROOM);
	w->caplen = below(4) ? ROOM : below(ROOM);
	w->len = w->caplen + (below(2) ? 0 : below(100));
	for (uint32_t i = 0; i < w->caplen; i++)
		w->data[i] = (uint8_t)(below(2) ? below(8) : any());
	w->has_meta = below(4);
	for (int kind = META_THERE + 1; kind < META_KINDS; kind++) {
		uint32_t max = meta_max((enum meta_kind)kind);

		witness_set_meta(w, (enum meta_kind)kind,
		                 below(3) ? below(max < 4 ? max + 1 : 4) : any() & max);
	}
}

/* The packet as a term: its bytes, its lengths, its metadata. */
static struct term_ref as_term(struct terms *t, const struct witness *w)
{
	struct term_ref none = { 0 }, all = term_bool(t, true);

	for (uint32_t i = 0; i < w->caplen; i++)
		all = term_and(t, all,
		               term_eq(t, term_load(t, 1, none, i),
		                       term_const(t, w->data[i])));
	if (w->caplen)
		all = term_and(t, all, term_fits(t, 1, none, w->caplen - 1, false));
	all = term_and(t, all, term_not(t, term_fits(t, 1, none, w->caplen, false)));
	all = term_and(t, all, term_eq(t, term_len(t), term_const(t, w->len)));
	for (int kind = META_THERE; kind < META_KINDS; kind++)
		all = term_and(t, all,
		               term_eq(t, term_meta(t, (enum meta_kind)kind),
		                       term_const(t, witness_meta(w, (enum meta_kind)kind))));
	return all;
}

TEST(terms_evaluate_to_what_programs_return)
{
	static uint32_t value[1 << 16];
	uint32_t met[CODES] = { 0 }, accepts = 0;

	state = 1;
	for (int n = 0; n < 6000; n++) {
		struct sock_filter insns[INSNS_MAX];
		uint32_t count = any_program(insns);
		struct arena arena;
		struct terms t;
		struct witness *w;
		struct term_ref r;

		arena_init(&arena, NULL);
		terms_init(&t, &arena);
		w = witness_new(&arena, ROOM);
		r = exec_cbpf(&t, insns, count, false);
		CHECK(t.all.count < sizeof(value) / sizeof(value[0]));
		for (uint32_t i = 0; i < count; i++)
			met[insns[i].code]++;
		for (int k = 0; k < 20; k++) {
			bool accept;

			any_packet(w);
			accept = witness_run(w, insns, count);
			witness_eval(w, &t, value);
			CHECK_EQ(value[r.id], accept);
			accepts += accept;
		}
		arena_fini(&arena);
	}
	for (size_t i = 0; i < KINDS; i++)
		CHECK_MSG(met[codes[i]] > 100, "code 0x%x", codes[i]);
	/* Neither verdict is rare. */
	CHECK(accepts > 6000 * 20 / 10 && accepts < 6000 * 20 / 10 * 9);
}

/* The same through the solver: a term and a packet have a model exactly where the
 * interpreter accepts.
 */
TEST(solver_agrees_with_the_interpreter)
{
	if (!solve_available())
		SKIP("built without Z3");
	state = 2;
	for (int n = 0; n < 250; n++) {
		struct sock_filter insns[INSNS_MAX];
		uint32_t count = any_program(insns);
		struct arena arena;
		struct terms t;
		struct witness *w, *found;
		struct term_ref r;
		enum answer answer;

		arena_init(&arena, NULL);
		terms_init(&t, &arena);
		w = witness_new(&arena, ROOM);
		found = witness_new(&arena, CAPLEN_MAX);
		any_packet(w);
		r = term_and(&t, as_term(&t, w), exec_cbpf(&t, insns, count, false));
		answer = solve(&t, r, clock_now_ms() + 60000, found);
		CHECK_EQ(answer, witness_run(w, insns, count) ? ANSWER_YES : ANSWER_NO);
		if (answer == ANSWER_YES) {
			CHECK_EQ(found->caplen, w->caplen);
			CHECK_EQ(found->len, w->len);
			CHECK_MEM(found->data, w->data, w->caplen);
		}
		arena_fini(&arena);
	}
}

/* More ways into one instruction than are kept apart: each brings its own X and A. */
TEST(many_ways_are_joined)
{
	enum { WAYS = 40 };
	struct sock_filter insns[WAYS * 4 + 4];
	static uint32_t value[1 << 16];
	struct check_fault fault;
	uint32_t count = 0, end = WAYS * 4;
	struct arena arena;
	struct terms t;
	struct witness *w;
	struct term_ref r;

	for (uint32_t i = 0; i < WAYS; i++) {
		insns[count++] = (struct sock_filter){ BPF_LD | BPF_B | BPF_ABS, 0, 0, 0 };
		insns[count++] = (struct sock_filter){ BPF_JMP | BPF_JEQ | BPF_K, 0, 2, i };
		insns[count++] = (struct sock_filter){ BPF_LDX | BPF_IMM, 0, 0, i * 3 };
		insns[count] = (struct sock_filter){ BPF_JMP | BPF_JA, 0, 0, end - count - 1 };
		count++;
	}
	insns[count++] = (struct sock_filter){ BPF_LD | BPF_B | BPF_IND, 0, 0, 1 };
	insns[count++] = (struct sock_filter){ BPF_ALU | BPF_ADD | BPF_X, 0, 0, 0 };
	insns[count++] = (struct sock_filter){ BPF_ALU | BPF_AND | BPF_K, 0, 0, 1 };
	insns[count++] = (struct sock_filter){ BPF_RET | BPF_A, 0, 0, 0 };
	CHECK(check_cbpf(insns, count, 0, &fault));
	arena_init(&arena, NULL);
	terms_init(&t, &arena);
	w = witness_new(&arena, ROOM);
	r = exec_cbpf(&t, insns, count, false);
	CHECK(t.all.count < 1000);
	for (uint32_t i = 0; i < 4 * WAYS; i++) {
		w->caplen = w->len = ROOM;
		for (uint32_t k = 0; k < ROOM; k++)
			w->data[k] = (uint8_t)(k * 7 + i);
		w->data[0] = (uint8_t)i;
		witness_eval(w, &t, value);
		CHECK_EQ(value[r.id], witness_run(w, insns, count) != 0);
	}
	arena_fini(&arena);
}

/* ways^2 through the program, but not that many terms. */
TEST(size_is_linear)
{
	enum { DIAMONDS = 1000 };
	static struct sock_filter insns[DIAMONDS * 4 + 2];
	uint32_t count = 0;
	struct check_fault fault;
	struct arena arena;
	struct terms t;

	for (uint32_t i = 0; i < DIAMONDS; i++) {
		insns[count++] = (struct sock_filter){ BPF_LD | BPF_B | BPF_ABS, 0, 0, i };
		insns[count++] = (struct sock_filter){ BPF_JMP | BPF_JGT | BPF_K, 0, 1, 9 };
		insns[count++] = (struct sock_filter){ BPF_ALU | BPF_ADD | BPF_X, 0, 0, 0 };
		insns[count++] = (struct sock_filter){ BPF_MISC | BPF_TAX, 0, 0, 0 };
	}
	insns[count++] = (struct sock_filter){ BPF_MISC | BPF_TXA, 0, 0, 0 };
	insns[count++] = (struct sock_filter){ BPF_RET | BPF_A, 0, 0, 0 };
	CHECK(check_cbpf(insns, count, 0, &fault));
	arena_init(&arena, NULL);
	terms_init(&t, &arena);
	exec_cbpf(&t, insns, count, false);
	CHECK_MSG(t.all.count < 100 * DIAMONDS, "%u terms", t.all.count);
	arena_fini(&arena);
}

/* With nothing missing every byte is there, but for what 32 bits cannot address. */
TEST(whole_packets)
{
	static const struct {
		struct sock_filter load;
		bool accepts;
	} cases[] = {
		{ { BPF_LD | BPF_B | BPF_ABS, 0, 0, 1000000 }, true },
		{ { BPF_LD | BPF_W | BPF_ABS, 0, 0, 0x7ffffff0 }, true },
		{ { BPF_LD | BPF_B | BPF_IND, 0, 0, 1 }, false }, /* X is 2^32 - 1 */
		{ { BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)SKF_NET_OFF }, false },
		{ { BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)SKF_LL_OFF + 99 }, true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sock_filter insns[] = {
			{ BPF_LDX | BPF_IMM, 0, 0, UINT32_MAX },
			cases[i].load,
			{ BPF_RET | BPF_K, 0, 0, 1 },
		};
		struct arena arena;
		struct terms t;

		arena_init(&arena, NULL);
		terms_init(&t, &arena);
		CHECK_EQ(term_at(&t, exec_cbpf(&t, insns, 3, true))->op,
		         cases[i].accepts ? TERM_TRUE : TERM_FALSE);
		arena_fini(&arena);
	}
}

TEST(what_no_term_can_say)
{
	struct sock_filter insns[] = { { BPF_LD | BPF_W | BPF_ABS, 0, 0, AD(RANDOM) },
		                       { BPF_RET | BPF_A, 0, 0, 0 } };

	CHECK_STR(exec_unknown(insns, 2), "random");
	insns[0].k = AD(NLATTR);
	CHECK_STR(exec_unknown(insns, 2), "nla");
	insns[0].k = AD(NLATTR_NEST);
	CHECK_STR(exec_unknown(insns, 2), "nlan");
	insns[0].k = AD(PAY_OFFSET);
	CHECK_STR(exec_unknown(insns, 2), "poff");
	insns[0].k = AD(CPU);
	CHECK(!exec_unknown(insns, 2));
}

TEST_MAIN(CASE(terms_evaluate_to_what_programs_return),
          CASE(solver_agrees_with_the_interpreter), CASE(many_ways_are_joined),
          CASE(size_is_linear), CASE(whole_packets), CASE(what_no_term_can_say))
