/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/check.c - is a classic BPF program one that the kernel takes?
 *
 * Two walks, both forward: one looks at each instruction alone, one follows which
 * scratch words are written on every path. The second errs where the kernel errs: what
 * is written in front of a return also counts, and limits, what stands behind it.
 */
#include "compiler/check.h"

#include <stdlib.h>
#include <string.h>

/* Operands of an instruction code, and so what its k may be. */
enum form {
	FORM_NONE, /* no such instruction */
	FORM_ANY,  /* any k */
	FORM_ABS,  /* packet offset or a known kind of metadata */
	FORM_MEM,  /* scratch word */
	FORM_DIV,  /* divisor */
	FORM_SHIFT,
	FORM_JA,
	FORM_JUMP, /* any k, jt and jf count */
	FORM_RET,
};

#define CODES 256

/* clang-format off */
static const uint8_t forms[CODES] = {
	[BPF_LD | BPF_W | BPF_ABS] = FORM_ABS,
	[BPF_LD | BPF_H | BPF_ABS] = FORM_ABS,
	[BPF_LD | BPF_B | BPF_ABS] = FORM_ABS,
	[BPF_LD | BPF_W | BPF_IND] = FORM_ANY,
	[BPF_LD | BPF_H | BPF_IND] = FORM_ANY,
	[BPF_LD | BPF_B | BPF_IND] = FORM_ANY,
	[BPF_LD | BPF_W | BPF_LEN] = FORM_ANY,
	[BPF_LD | BPF_IMM] = FORM_ANY,
	[BPF_LD | BPF_MEM] = FORM_MEM,
	[BPF_LDX | BPF_B | BPF_MSH] = FORM_ANY,
	[BPF_LDX | BPF_W | BPF_LEN] = FORM_ANY,
	[BPF_LDX | BPF_IMM] = FORM_ANY,
	[BPF_LDX | BPF_MEM] = FORM_MEM,
	[BPF_ST] = FORM_MEM,
	[BPF_STX] = FORM_MEM,
	[BPF_ALU | BPF_ADD | BPF_K] = FORM_ANY,   [BPF_ALU | BPF_ADD | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_SUB | BPF_K] = FORM_ANY,   [BPF_ALU | BPF_SUB | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_MUL | BPF_K] = FORM_ANY,   [BPF_ALU | BPF_MUL | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_DIV | BPF_K] = FORM_DIV,   [BPF_ALU | BPF_DIV | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_MOD | BPF_K] = FORM_DIV,   [BPF_ALU | BPF_MOD | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_AND | BPF_K] = FORM_ANY,   [BPF_ALU | BPF_AND | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_OR | BPF_K] = FORM_ANY,    [BPF_ALU | BPF_OR | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_XOR | BPF_K] = FORM_ANY,   [BPF_ALU | BPF_XOR | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_LSH | BPF_K] = FORM_SHIFT, [BPF_ALU | BPF_LSH | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_RSH | BPF_K] = FORM_SHIFT, [BPF_ALU | BPF_RSH | BPF_X] = FORM_ANY,
	[BPF_ALU | BPF_NEG] = FORM_ANY,
	[BPF_MISC | BPF_TAX] = FORM_ANY,
	[BPF_MISC | BPF_TXA] = FORM_ANY,
	[BPF_JMP | BPF_JA] = FORM_JA,
	[BPF_JMP | BPF_JEQ | BPF_K] = FORM_JUMP,  [BPF_JMP | BPF_JEQ | BPF_X] = FORM_JUMP,
	[BPF_JMP | BPF_JGT | BPF_K] = FORM_JUMP,  [BPF_JMP | BPF_JGT | BPF_X] = FORM_JUMP,
	[BPF_JMP | BPF_JGE | BPF_K] = FORM_JUMP,  [BPF_JMP | BPF_JGE | BPF_X] = FORM_JUMP,
	[BPF_JMP | BPF_JSET | BPF_K] = FORM_JUMP, [BPF_JMP | BPF_JSET | BPF_X] = FORM_JUMP,
	[BPF_RET | BPF_K] = FORM_RET,
	[BPF_RET | BPF_A] = FORM_RET,
};
/* clang-format on */

static enum form form_of(const struct sock_filter *insn)
{
	return insn->code < CODES ? (enum form)forms[insn->code] : FORM_NONE;
}

static bool is_metadata(uint32_t k)
{
	uint32_t kind = k - (uint32_t)SKF_AD_OFF;

	return k >= (uint32_t)SKF_AD_OFF && kind < SKF_AD_MAX && kind % 4 == 0;
}

/* The broken rule, or NULL. left: how many instructions follow. */
static const char *insn_fault(const struct sock_filter *insn, uint32_t left)
{
	switch (form_of(insn)) {
	case FORM_NONE:
		return "unknown instruction code";
	case FORM_ABS:
		if (insn->k >= (uint32_t)SKF_AD_OFF && !is_metadata(insn->k))
			return "unknown kind of metadata";
		return NULL;
	case FORM_MEM:
		return insn->k < BPF_MEMWORDS ? NULL : "scratch word beyond M[15]";
	case FORM_DIV:
		return insn->k ? NULL : "division by zero";
	case FORM_SHIFT:
		return insn->k < 32 ? NULL : "shift by 32 or more";
	case FORM_JA:
		return insn->k < left ? NULL : "jump beyond the end";
	case FORM_JUMP:
		if (insn->jt >= left || insn->jf >= left)
			return "jump beyond the end";
		return NULL;
	case FORM_ANY:
	case FORM_RET:
		return NULL;
	}
	return "unknown instruction code";
}

/* written[i]: the scratch words that every jump to i has behind it, one bit each. */
static bool check_scratch(const struct sock_filter *insns, uint32_t count,
                          uint16_t *written, struct check_fault *fault)
{
	uint16_t now = 0;

	memset(written, 0xff, count * sizeof(*written));
	for (uint32_t i = 0; i < count; i++) {
		const struct sock_filter *insn = &insns[i];
		uint16_t *target = &written[i + 1];

		now &= written[i];
		switch (form_of(insn)) {
		case FORM_MEM:
			if (insn->code == BPF_ST || insn->code == BPF_STX) {
				now |= (uint16_t)(1 << insn->k);
			} else if (!(now & 1 << insn->k)) {
				*fault = (struct check_fault){
					i, "scratch word read before it is written"
				};
				return false;
			}
			break;
		case FORM_JA:
			target[insn->k] &= now;
			now = 0xffff;
			break;
		case FORM_JUMP:
			target[insn->jt] &= now;
			target[insn->jf] &= now;
			now = 0xffff;
			break;
		case FORM_NONE:
		case FORM_ANY:
		case FORM_ABS:
		case FORM_DIV:
		case FORM_SHIFT:
		case FORM_RET:
			break;
		}
	}
	return true;
}

bool check_cbpf(const struct sock_filter *insns, uint32_t count, uint32_t max,
                struct check_fault *fault)
{
	uint16_t *written;
	bool ok;

	if (!count) {
		*fault = (struct check_fault){ 0, "no instructions" };
		return false;
	}
	if (max && count > max) {
		*fault = (struct check_fault){ max, "more instructions than allowed" };
		return false;
	}
	for (uint32_t i = 0; i < count; i++) {
		const char *what = insn_fault(&insns[i], count - 1 - i);

		if (what) {
			*fault = (struct check_fault){ i, what };
			return false;
		}
	}
	if (form_of(&insns[count - 1]) != FORM_RET) {
		*fault = (struct check_fault){ count - 1, "no return at the end" };
		return false;
	}
	written = malloc(count * sizeof(*written));
	if (!written) {
		*fault = (struct check_fault){ 0, "out of memory" };
		return false;
	}
	ok = check_scratch(insns, count, written, fault);
	free(written);
	return ok;
}
