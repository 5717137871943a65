/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/encoding.c - the bits of a code, by their names.
 *
 * Source: linux/bpf_common.h, and linux/bpf.h for what only eBPF has.
 */
#include <linux/bpf.h>

#include "compiler/image.h"
#include "teach/ebpf_notes.h"
#include "teach/notes.h"

static const char *const sizes[] = { "BPF_W", "BPF_H", "BPF_B", "BPF_DW" };

/* clang-format off */
static const char *const alus[16] = {
	[BPF_ADD >> 4] = "BPF_ADD", [BPF_SUB >> 4] = "BPF_SUB", [BPF_MUL >> 4] = "BPF_MUL",
	[BPF_DIV >> 4] = "BPF_DIV", [BPF_OR >> 4] = "BPF_OR",   [BPF_AND >> 4] = "BPF_AND",
	[BPF_LSH >> 4] = "BPF_LSH", [BPF_RSH >> 4] = "BPF_RSH", [BPF_NEG >> 4] = "BPF_NEG",
	[BPF_MOD >> 4] = "BPF_MOD", [BPF_XOR >> 4] = "BPF_XOR",
	/* Of eBPF: */
	[BPF_MOV >> 4] = "BPF_MOV", [BPF_ARSH >> 4] = "BPF_ARSH", [BPF_END >> 4] = "BPF_END",
};
static const char *const jumps[16] = {
	[BPF_JA >> 4] = "BPF_JA",     [BPF_JEQ >> 4] = "BPF_JEQ", [BPF_JGT >> 4] = "BPF_JGT",
	[BPF_JGE >> 4] = "BPF_JGE",   [BPF_JSET >> 4] = "BPF_JSET",
	/* Of eBPF: */
	[BPF_JNE >> 4] = "BPF_JNE",   [BPF_JLT >> 4] = "BPF_JLT", [BPF_JLE >> 4] = "BPF_JLE",
	[BPF_JSGT >> 4] = "BPF_JSGT", [BPF_JSGE >> 4] = "BPF_JSGE",
	[BPF_JSLT >> 4] = "BPF_JSLT", [BPF_JSLE >> 4] = "BPF_JSLE",
	[BPF_CALL >> 4] = "BPF_CALL", [BPF_EXIT >> 4] = "BPF_EXIT",
};
/* clang-format on */

static void put_operation(struct str *out, const char *const *names, uint16_t code)
{
	if (names[BPF_OP(code) >> 4])
		str_printf(out, " | %s", names[BPF_OP(code) >> 4]);
	else
		str_printf(out, " | 0x%02x", (unsigned)BPF_OP(code));
}

static void put_source(struct str *out, uint16_t code)
{
	str_printf(out, BPF_SRC(code) == BPF_X ? " | BPF_X" : " | BPF_K");
}

void notes_code(struct str *out, uint16_t code)
{
	static const char *const classes[] = { "BPF_LD",  "BPF_LDX", "BPF_ST",
		                               "BPF_STX", "BPF_ALU", "BPF_JMP",
		                               "BPF_RET", "BPF_MISC" };
	static const char *const modes[] = { "BPF_IMM", "BPF_ABS", "BPF_IND", "BPF_MEM",
		                             "BPF_LEN", "BPF_MSH", "?",       "?" };

	str_printf(out, "%s", classes[BPF_CLASS(code)]);
	switch (BPF_CLASS(code)) {
	case BPF_LD:
	case BPF_LDX:
		str_printf(out, " | %s | %s", sizes[BPF_SIZE(code) >> 3],
		           modes[BPF_MODE(code) >> 5]);
		return;
	case BPF_ALU:
		put_operation(out, alus, code);
		put_source(out, code);
		return;
	case BPF_JMP:
		put_operation(out, jumps, code);
		put_source(out, code);
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

void ebpf_notes_code(struct str *out, uint8_t code)
{
	static const char *const classes[] = { "BPF_LD",  "BPF_LDX", "BPF_ST",
		                               "BPF_STX", "BPF_ALU", "BPF_JMP",
		                               "BPF_JMP32", "BPF_ALU64" };
	static const char *const modes[8] = {
		[BPF_IMM >> 5] = "BPF_IMM",   [BPF_ABS >> 5] = "BPF_ABS",
		[BPF_IND >> 5] = "BPF_IND",   [BPF_MEM >> 5] = "BPF_MEM",
		[EBPF_MEMSX >> 5] = "BPF_MEMSX", [BPF_ATOMIC >> 5] = "BPF_ATOMIC",
	};
	uint8_t op = BPF_OP(code);

	str_printf(out, "%s", classes[BPF_CLASS(code)]);
	switch (BPF_CLASS(code)) {
	case BPF_ALU:
	case BPF_ALU64:
		put_operation(out, alus, code);
		if (op == BPF_END)
			str_printf(out, BPF_SRC(code) == BPF_TO_BE ? " | BPF_TO_BE"
			                                           : " | BPF_TO_LE");
		else if (op != BPF_NEG)
			put_source(out, code);
		return;
	case BPF_JMP:
	case BPF_JMP32:
		put_operation(out, jumps, code);
		if (op != BPF_JA && op != BPF_CALL && op != BPF_EXIT)
			put_source(out, code);
		return;
	default:
		str_printf(out, " | %s | %s", sizes[BPF_SIZE(code) >> 3],
		           modes[BPF_MODE(code) >> 5] ? modes[BPF_MODE(code) >> 5] : "?");
	}
}
