/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/encoding.c - the bits of a code. */
#include "teach/notes.h"

void notes_code(struct str *out, uint16_t code)
{
	static const char *const classes[] = { "BPF_LD",  "BPF_LDX", "BPF_ST",
		                               "BPF_STX", "BPF_ALU", "BPF_JMP",
		                               "BPF_RET", "BPF_MISC" };
	static const char *const modes[] = { "BPF_IMM", "BPF_ABS", "BPF_IND", "BPF_MEM",
		                             "BPF_LEN", "BPF_MSH", "?",       "?" };
	static const char *const alus[] = { "BPF_ADD", "BPF_SUB", "BPF_MUL", "BPF_DIV",
		                            "BPF_OR",  "BPF_AND", "BPF_LSH", "BPF_RSH",
		                            "BPF_NEG", "BPF_MOD", "BPF_XOR" };
	static const char *const jumps[] = { "BPF_JA", "BPF_JEQ", "BPF_JGT", "BPF_JGE",
		                             "BPF_JSET" };
	unsigned class = BPF_CLASS(code), op = (unsigned)BPF_OP(code) >> 4;

	str_printf(out, "%s", classes[class]);
	switch (class) {
	case BPF_LD:
	case BPF_LDX:
		str_printf(out, " | %s | %s",
		           BPF_SIZE(code) == BPF_W   ? "BPF_W"
		           : BPF_SIZE(code) == BPF_H ? "BPF_H"
		                                     : "BPF_B",
		           modes[BPF_MODE(code) >> 5]);
		return;
	case BPF_ALU:
		if (op < sizeof(alus) / sizeof(alus[0]))
			str_printf(out, " | %s", alus[op]);
		str_printf(out, BPF_SRC(code) == BPF_X ? " | BPF_X" : " | BPF_K");
		return;
	case BPF_JMP:
		if (op < sizeof(jumps) / sizeof(jumps[0]))
			str_printf(out, " | %s", jumps[op]);
		str_printf(out, BPF_SRC(code) == BPF_X ? " | BPF_X" : " | BPF_K");
		return;
	case BPF_RET:
		str_printf(out, BPF_RVAL(code) == BPF_A ? " | BPF_A" : " | BPF_K");
		return;
	case BPF_MISC:
		str_printf(out,
		           BPF_MISCOP(code) == BPF_TXA ? " | BPF_TXA" : " | BPF_TAX");
		return;
	default:
		return;
	}
}
