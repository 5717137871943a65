/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm_rows.c - the spellings of the assembler, as rows. */
#include "compiler/asm_int.h"

/* clang-format off */
#define ALU(name, op)                                        \
	{ name, MODE_IMM, BPF_ALU | (op) | BPF_K, false },   \
	{ name, MODE_X, BPF_ALU | (op) | BPF_X, false }
#define JUMP(name, op, inverted)                             \
	{ name, MODE_IMM, BPF_JMP | (op) | BPF_K, inverted },\
	{ name, MODE_X, BPF_JMP | (op) | BPF_X, inverted }
#define LOAD(name, size)                                     \
	{ name, MODE_ABS, BPF_LD | (size) | BPF_ABS, false },\
	{ name, MODE_IND, BPF_LD | (size) | BPF_IND, false },\
	{ name, MODE_EXT, BPF_LD | (size) | BPF_ABS, false }

const struct asm_row asm_rows[] = {
	LOAD("ld", BPF_W),
	{ "ld", MODE_MEM, BPF_LD | BPF_MEM, false },
	{ "ld", MODE_IMM, BPF_LD | BPF_IMM, false },
	{ "ld", MODE_LEN, BPF_LD | BPF_W | BPF_LEN, false },
	{ "ldi", MODE_IMM, BPF_LD | BPF_IMM, false },
	LOAD("ldh", BPF_H),
	LOAD("ldb", BPF_B),
	{ "ldx", MODE_MEM, BPF_LDX | BPF_MEM, false },
	{ "ldx", MODE_IMM, BPF_LDX | BPF_IMM, false },
	{ "ldx", MODE_LEN, BPF_LDX | BPF_W | BPF_LEN, false },
	{ "ldxb", MODE_MSH, BPF_LDX | BPF_B | BPF_MSH, false },
	{ "ldx", MODE_MSH, BPF_LDX | BPF_B | BPF_MSH, false },
	{ "ldxi", MODE_IMM, BPF_LDX | BPF_IMM, false },
	{ "st", MODE_MEM, BPF_ST, false },
	{ "stx", MODE_MEM, BPF_STX, false },
	ALU("add", BPF_ADD),
	ALU("sub", BPF_SUB),
	ALU("mul", BPF_MUL),
	ALU("div", BPF_DIV),
	ALU("mod", BPF_MOD),
	{ "neg", MODE_NONE, BPF_ALU | BPF_NEG, false },
	ALU("and", BPF_AND),
	ALU("or", BPF_OR),
	ALU("xor", BPF_XOR),
	ALU("lsh", BPF_LSH),
	ALU("rsh", BPF_RSH),
	{ "tax", MODE_NONE, BPF_MISC | BPF_TAX, false },
	{ "txa", MODE_NONE, BPF_MISC | BPF_TXA, false },
	{ "ja", MODE_LABEL, BPF_JMP | BPF_JA, false },
	{ "jmp", MODE_LABEL, BPF_JMP | BPF_JA, false },
	JUMP("jeq", BPF_JEQ, false),
	JUMP("jne", BPF_JEQ, true),
	JUMP("jneq", BPF_JEQ, true),
	JUMP("jgt", BPF_JGT, false),
	JUMP("jle", BPF_JGT, true),
	JUMP("jge", BPF_JGE, false),
	JUMP("jlt", BPF_JGE, true),
	JUMP("jset", BPF_JSET, false),
	{ "ret", MODE_IMM, BPF_RET | BPF_K, false },
	{ "ret", MODE_A, BPF_RET | BPF_A, false },
};

const struct asm_extension asm_extensions[] = {
	{ "proto", SKF_AD_PROTOCOL },
	{ "type", SKF_AD_PKTTYPE },
	{ "ifidx", SKF_AD_IFINDEX },
	{ "nla", SKF_AD_NLATTR },
	{ "nlan", SKF_AD_NLATTR_NEST },
	{ "mark", SKF_AD_MARK },
	{ "queue", SKF_AD_QUEUE },
	{ "hatype", SKF_AD_HATYPE },
	{ "rxhash", SKF_AD_RXHASH },
	{ "cpu", SKF_AD_CPU },
	{ "vlan_tci", SKF_AD_VLAN_TAG },
	{ "vlan_avail", SKF_AD_VLAN_TAG_PRESENT },
	{ "vlan_pr", SKF_AD_VLAN_TAG_PRESENT },
	{ "vlanp", SKF_AD_VLAN_TAG_PRESENT },
	{ "poff", SKF_AD_PAY_OFFSET },
	{ "rand", SKF_AD_RANDOM },
	{ "random", SKF_AD_RANDOM },
	{ "vlan_tpid", SKF_AD_VLAN_TPID },
};
/* clang-format on */

const uint32_t asm_row_count = sizeof(asm_rows) / sizeof(asm_rows[0]);
const uint32_t asm_extension_count = sizeof(asm_extensions) / sizeof(asm_extensions[0]);
