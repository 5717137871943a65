/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/run_ops.c - the interpreter for many packets: decoded once, threaded.
 *
 * An instruction becomes an operation with its own label, and where a load is followed by
 * a comparison with a constant both are one: most of a filter is such pairs. The
 * comparison keeps its place, so that who jumps to it finds it. Loads know up to which
 * byte they reach, which leaves one test each.
 */
#include "compiler/run.h"

#include "base/bytes.h"

/* A test may ask for the form without labels as values. */
#if defined(__GNUC__) && !defined(RUN_BY_SWITCH)
#define THREADED 1
/* clang-format off */
#pragma GCC diagnostic ignored "-Wpedantic" /* labels as values */
/* clang-format on */
#else
#define THREADED 0
#endif

#define PAIRS(X, load) X(load##_JEQ) X(load##_JGT) X(load##_JGE) X(load##_JSET)
#define OPS(X)                                                                         \
	X(LDW) X(LDH) X(LDB) X(LDW_IND) X(LDH_IND) X(LDB_IND) X(MSH) X(SPECIAL)        \
	X(LD_IMM) X(LDX_IMM) X(LD_LEN) X(LDX_LEN) X(LD_MEM) X(LDX_MEM) X(ST) X(STX)    \
	X(JA) X(JEQ) X(JGT) X(JGE) X(JSET) X(JEQ_X) X(JGT_X) X(JGE_X) X(JSET_X)        \
	X(ADD) X(SUB) X(MUL) X(DIV) X(MOD) X(AND) X(OR) X(XOR) X(LSH) X(RSH)           \
	X(ADD_X) X(SUB_X) X(MUL_X) X(DIV_X) X(MOD_X) X(AND_X) X(OR_X) X(XOR_X)         \
	X(LSH_X) X(RSH_X) X(NEG) X(TAX) X(TXA) X(RET) X(RET_A)                         \
	PAIRS(X, LDW) PAIRS(X, LDH) PAIRS(X, LDB)

enum op {
#define X(name) OP_##name,
	OPS(X)
#undef X
};

/* --- decoding --- */

static const struct {
	uint16_t code;
	uint8_t op;
} plain[] = {
	{ BPF_LD | BPF_IMM, OP_LD_IMM },
	{ BPF_LDX | BPF_IMM, OP_LDX_IMM },
	{ BPF_LD | BPF_W | BPF_LEN, OP_LD_LEN },
	{ BPF_LDX | BPF_W | BPF_LEN, OP_LDX_LEN },
	{ BPF_LD | BPF_MEM, OP_LD_MEM },
	{ BPF_LDX | BPF_MEM, OP_LDX_MEM },
	{ BPF_ST, OP_ST },
	{ BPF_STX, OP_STX },
	{ BPF_JMP | BPF_JA, OP_JA },
	{ BPF_JMP | BPF_JEQ | BPF_K, OP_JEQ },
	{ BPF_JMP | BPF_JGT | BPF_K, OP_JGT },
	{ BPF_JMP | BPF_JGE | BPF_K, OP_JGE },
	{ BPF_JMP | BPF_JSET | BPF_K, OP_JSET },
	{ BPF_JMP | BPF_JEQ | BPF_X, OP_JEQ_X },
	{ BPF_JMP | BPF_JGT | BPF_X, OP_JGT_X },
	{ BPF_JMP | BPF_JGE | BPF_X, OP_JGE_X },
	{ BPF_JMP | BPF_JSET | BPF_X, OP_JSET_X },
	{ BPF_ALU | BPF_ADD | BPF_K, OP_ADD },
	{ BPF_ALU | BPF_SUB | BPF_K, OP_SUB },
	{ BPF_ALU | BPF_MUL | BPF_K, OP_MUL },
	{ BPF_ALU | BPF_DIV | BPF_K, OP_DIV },
	{ BPF_ALU | BPF_MOD | BPF_K, OP_MOD },
	{ BPF_ALU | BPF_AND | BPF_K, OP_AND },
	{ BPF_ALU | BPF_OR | BPF_K, OP_OR },
	{ BPF_ALU | BPF_XOR | BPF_K, OP_XOR },
	{ BPF_ALU | BPF_LSH | BPF_K, OP_LSH },
	{ BPF_ALU | BPF_RSH | BPF_K, OP_RSH },
	{ BPF_ALU | BPF_ADD | BPF_X, OP_ADD_X },
	{ BPF_ALU | BPF_SUB | BPF_X, OP_SUB_X },
	{ BPF_ALU | BPF_MUL | BPF_X, OP_MUL_X },
	{ BPF_ALU | BPF_DIV | BPF_X, OP_DIV_X },
	{ BPF_ALU | BPF_MOD | BPF_X, OP_MOD_X },
	{ BPF_ALU | BPF_AND | BPF_X, OP_AND_X },
	{ BPF_ALU | BPF_OR | BPF_X, OP_OR_X },
	{ BPF_ALU | BPF_XOR | BPF_X, OP_XOR_X },
	{ BPF_ALU | BPF_LSH | BPF_X, OP_LSH_X },
	{ BPF_ALU | BPF_RSH | BPF_X, OP_RSH_X },
	{ BPF_ALU | BPF_NEG, OP_NEG },
	{ BPF_MISC | BPF_TAX, OP_TAX },
	{ BPF_MISC | BPF_TXA, OP_TXA },
	{ BPF_RET | BPF_K, OP_RET },
	{ BPF_RET | BPF_A, OP_RET_A },
};

/* Loads; `end` is where they stop, from their offset. */
static const struct {
	uint16_t code;
	uint8_t op;
	uint8_t size;
} loads[] = {
	{ BPF_LD | BPF_W | BPF_ABS, OP_LDW, 4 },
	{ BPF_LD | BPF_H | BPF_ABS, OP_LDH, 2 },
	{ BPF_LD | BPF_B | BPF_ABS, OP_LDB, 1 },
	{ BPF_LD | BPF_W | BPF_IND, OP_LDW_IND, 4 },
	{ BPF_LD | BPF_H | BPF_IND, OP_LDH_IND, 2 },
	{ BPF_LD | BPF_B | BPF_IND, OP_LDB_IND, 1 },
	{ BPF_LDX | BPF_B | BPF_MSH, OP_MSH, 1 },
};

static bool is_absolute(uint16_t code)
{
	return BPF_CLASS(code) == BPF_LD && BPF_MODE(code) == BPF_ABS;
}

static void decode_load(const struct sock_filter *from, size_t row, struct run_op *to)
{
	to->op = loads[row].op;
	to->k = from->k;
	to->size = loads[row].size;
	/* No packet is that long: from here on it is metadata, or nothing. */
	if (is_absolute(from->code) && from->k > INT32_MAX)
		to->op = OP_SPECIAL;
}

static void decode_one(const struct sock_filter *from, struct run_op *to)
{
	*to = (struct run_op){ .op = OP_RET }; /* of an unknown instruction: reject */
	for (size_t i = 0; i < sizeof(loads) / sizeof(loads[0]); i++) {
		if (loads[i].code == from->code) {
			decode_load(from, i, to);
			return;
		}
	}
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (plain[i].code != from->code)
			continue;
		to->op = plain[i].op;
		to->k = to->compare = from->k;
		to->yes = from->jt + 1;
		to->no = from->jf + 1;
		return;
	}
}

/* A load from the bytes of the packet, and a comparison with a constant behind it. */
static bool is_pair(const struct run_op *load, const struct run_op *test)
{
	return load->op <= OP_LDB && test->op >= OP_JEQ && test->op <= OP_JSET;
}

void run_decode(const struct sock_filter *insns, uint32_t count, struct run_op *ops)
{
	for (uint32_t i = 0; i < count; i++)
		decode_one(&insns[i], &ops[i]);
	for (uint32_t i = 0; i + 1 < count; i++) {
		const struct run_op *test = &ops[i + 1];

		if (!is_pair(&ops[i], test))
			continue;
		ops[i].op = (uint8_t)(OP_LDW_JEQ + 4 * (ops[i].op - OP_LDW) +
		                      (test->op - OP_JEQ));
		ops[i].compare = test->compare;
		ops[i].yes = test->yes + 1;
		ops[i].no = test->no + 1;
	}
}

/* --- running --- */

#if THREADED
#define DISPATCH goto *labels[op->op]
#define OP(name) L_##name
#else
#define DISPATCH goto again
#define OP(name) case OP_##name
#endif

#define NEXT                                                                           \
	do {                                                                           \
		op++;                                                                  \
		DISPATCH;                                                              \
	} while (0)
#define JUMP(condition)                                                                \
	do {                                                                           \
		op += (condition) ? op->yes : op->no;                                  \
		DISPATCH;                                                              \
	} while (0)
/* The bytes a load takes lie at `at`; else the packet is rejected. */
#define NEEDS(at)                                                                      \
	do {                                                                           \
		if ((uint64_t)(at) + op->size > caplen)                                \
			return 0;                                                      \
	} while (0)
#define LOAD(name, get, at)                                                            \
	OP(name) : NEEDS(at);                                                          \
	a = get(data + (at));                                                          \
	NEXT;
#define LOAD_TEST(name, get, condition)                                                \
	OP(name) : NEEDS(op->k);                                                       \
	a = get(data + op->k);                                                         \
	JUMP(condition);
#define LOAD_TESTS(name, get)                                                          \
	LOAD_TEST(name##_JEQ, get, a == op->compare)                                   \
	LOAD_TEST(name##_JGT, get, a > op->compare)                                    \
	LOAD_TEST(name##_JGE, get, a >= op->compare)                                   \
	LOAD_TEST(name##_JSET, get, a & op->compare)
#define DO(name, statement)                                                            \
	OP(name) : statement;                                                          \
	NEXT;
#define BRANCH(name, condition) OP(name) : JUMP(condition);
#define DIVIDE(name, statement)                                                        \
	OP(name) : if (!x) return 0;                                                   \
	statement;                                                                     \
	NEXT;

static inline uint32_t get_byte(const uint8_t *at)
{
	return *at;
}

uint32_t run_ops(const struct run_op *op, const struct pfc_packet *pkt)
{
#if THREADED
	static const void *const labels[] = {
#define X(name) &&L_##name,
		OPS(X)
#undef X
	};
#endif
	const uint8_t *const data = pkt->data;
	const uint64_t caplen = pkt->caplen;
	uint32_t a = 0, x = 0;
	uint32_t mem[BPF_MEMWORDS];

	/* clang-format off */
#if THREADED
	DISPATCH;
#else
again:
	switch ((enum op)op->op) {
#endif
	LOAD(LDW, get_be32, op->k)
	LOAD(LDH, get_be16, op->k)
	LOAD(LDB, get_byte, op->k)
	LOAD(LDW_IND, get_be32, (uint64_t)x + op->k)
	LOAD(LDH_IND, get_be16, (uint64_t)x + op->k)
	LOAD(LDB_IND, get_byte, (uint64_t)x + op->k)
	LOAD_TESTS(LDW, get_be32)
	LOAD_TESTS(LDH, get_be16)
	LOAD_TESTS(LDB, get_byte)
	OP(MSH):
		NEEDS(op->k);
		x = (data[op->k] & 0xfu) << 2;
		NEXT;
	OP(SPECIAL):
		if (!run_load_special(op->k, op->size, pkt, &a, x))
			return 0;
		NEXT;
	DO(LD_IMM, a = op->k)
	DO(LDX_IMM, x = op->k)
	DO(LD_LEN, a = pkt->len)
	DO(LDX_LEN, x = pkt->len)
	DO(LD_MEM, a = mem[op->k])
	DO(LDX_MEM, x = mem[op->k])
	DO(ST, mem[op->k] = a)
	DO(STX, mem[op->k] = x)
	OP(JA):
		op += op->k;
		NEXT;
	BRANCH(JEQ, a == op->compare)
	BRANCH(JGT, a > op->compare)
	BRANCH(JGE, a >= op->compare)
	BRANCH(JSET, a & op->compare)
	BRANCH(JEQ_X, a == x)
	BRANCH(JGT_X, a > x)
	BRANCH(JGE_X, a >= x)
	BRANCH(JSET_X, a & x)
	DO(ADD, a += op->k)
	DO(SUB, a -= op->k)
	DO(MUL, a *= op->k)
	DO(DIV, a /= op->k)
	DO(MOD, a %= op->k)
	DO(AND, a &= op->k)
	DO(OR, a |= op->k)
	DO(XOR, a ^= op->k)
	DO(LSH, a <<= op->k)
	DO(RSH, a >>= op->k)
	DO(ADD_X, a += x)
	DO(SUB_X, a -= x)
	DO(MUL_X, a *= x)
	DIVIDE(DIV_X, a /= x)
	DIVIDE(MOD_X, a %= x)
	DO(AND_X, a &= x)
	DO(OR_X, a |= x)
	DO(XOR_X, a ^= x)
	DO(LSH_X, a = x < 32 ? a << x : 0)
	DO(RSH_X, a = x < 32 ? a >> x : 0)
	DO(NEG, a = 0 - a)
	DO(TAX, x = a)
	DO(TXA, a = x)
	OP(RET):
		return op->k;
	OP(RET_A):
		return a;
#if !THREADED
	}
	return 0;
#endif
	/* clang-format on */
}
