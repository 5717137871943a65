/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm_write.c - a program in assembler. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/asm.h"
#include "compiler/asm_int.h"

static const char *extension_name(uint32_t k)
{
	for (uint32_t i = 0; i < asm_extension_count; i++) {
		if (k == (uint32_t)SKF_AD_OFF + asm_extensions[i].kind)
			return asm_extensions[i].name;
	}
	return NULL;
}

/* The row an instruction is written by; NULL: none. inverted: for a jump. */
static const struct asm_row *row_of(const struct sock_filter *insn, bool inverted)
{
	bool is_extension = BPF_MODE(insn->code) == BPF_ABS &&
	                    BPF_CLASS(insn->code) == BPF_LD && extension_name(insn->k);

	for (uint32_t i = 0; i < asm_row_count; i++) {
		const struct asm_row *row = &asm_rows[i];

		if (row->code == insn->code && row->inverted == inverted &&
		    (row->mode != MODE_ABS || !is_extension))
			return row;
	}
	return NULL;
}

/* Offsets from the end of the address space are easier to know in hexadecimal. */
static void put_offset(struct str *out, uint32_t k)
{
	str_printf(out, k > INT32_MAX ? "0x%" PRIx32 : "%" PRIu32, k);
}

/* Operands that are compared or masked are bits, the others are numbers. */
static void put_literal(struct str *out, const struct sock_filter *insn)
{
	bool bits = BPF_CLASS(insn->code) == BPF_JMP || insn->k > INT32_MAX;

	if (BPF_CLASS(insn->code) == BPF_ALU)
		bits |= BPF_OP(insn->code) == BPF_AND || BPF_OP(insn->code) == BPF_OR ||
		        BPF_OP(insn->code) == BPF_XOR;
	str_printf(out, bits ? "#0x%" PRIx32 : "#%" PRIu32, insn->k);
}

static void put_operand(struct str *out, const struct sock_filter *insn,
                        enum asm_mode mode)
{
	switch (mode) {
	case MODE_NONE:
	case MODE_LABEL:
		return;
	case MODE_X:
		str_printf(out, " x");
		return;
	case MODE_A:
		str_printf(out, " a");
		return;
	case MODE_ABS:
		str_printf(out, " [");
		put_offset(out, insn->k);
		str_printf(out, "]");
		return;
	case MODE_IND:
		str_printf(out, " [x + ");
		put_offset(out, insn->k);
		str_printf(out, "]");
		return;
	case MODE_MEM:
		str_printf(out, " M[%" PRIu32 "]", insn->k);
		return;
	case MODE_IMM:
		str_printf(out, " ");
		put_literal(out, insn);
		return;
	case MODE_MSH:
		str_printf(out, " 4*([");
		put_offset(out, insn->k);
		str_printf(out, "]&0xf)");
		return;
	case MODE_EXT:
		str_printf(out, " #%s", extension_name(insn->k));
		return;
	case MODE_LEN:
		str_printf(out, " #len");
		return;
	}
}

bool asm_insn(struct str *out, const struct sock_filter *insn)
{
	const struct asm_row *row = row_of(insn, false);

	if (!row)
		return false;
	str_printf(out, "%s", row->name);
	put_operand(out, insn, row->mode);
	return true;
}

/* Which labels a jump with a condition names. One that goes on behind itself when the test
 * holds is written the other way round.
 */
struct targets {
	bool inverted, yes, no;
};

static struct targets targets_of(const struct sock_filter *insn)
{
	struct targets t = { false, false, false };

	if (!asm_is_branch(insn->code))
		return t;
	t.inverted = !insn->jt && insn->jf && row_of(insn, true);
	t.yes = !t.inverted;
	t.no = insn->jf || !insn->jt;
	return t;
}

static void put_insn(struct str *out, const struct sock_filter *insn, uint32_t pc)
{
	struct targets t = targets_of(insn);
	const struct asm_row *row = row_of(insn, t.inverted);

	str_printf(out, "%s", row->name);
	put_operand(out, insn, row->mode);
	if (insn->code == (BPF_JMP | BPF_JA))
		str_printf(out, " L%" PRIu32, pc + 1 + insn->k);
	if (t.yes)
		str_printf(out, ", L%" PRIu32, pc + 1 + insn->jt);
	if (t.no)
		str_printf(out, ", L%" PRIu32, pc + 1 + insn->jf);
	str_printf(out, "\n");
}

/* Marks what a label is needed for; jumps are inside. */
static void mark_targets(unsigned char *target, const struct sock_filter *insns,
                         uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct targets t = targets_of(&insns[i]);

		if (insns[i].code == (BPF_JMP | BPF_JA))
			target[i + 1 + insns[i].k] = 1;
		if (t.yes)
			target[i + 1 + insns[i].jt] = 1;
		if (t.no)
			target[i + 1 + insns[i].jf] = 1;
	}
}

/* Has it a spelling, and do its jumps stay inside? */
static bool can_write(const struct sock_filter *insn, uint32_t left)
{
	if (!row_of(insn, false))
		return false;
	if (insn->code == (BPF_JMP | BPF_JA))
		return insn->k < left;
	return !asm_is_branch(insn->code) || (insn->jt < left && insn->jf < left);
}

uint32_t asm_write(struct str *out, const struct sock_filter *insns, uint32_t count)
{
	unsigned char *target;
	uint32_t i = 0;

	while (i < count && can_write(&insns[i], count - 1 - i))
		i++;
	if (i < count)
		return i;
	target = calloc(count + 1, 1);
	if (!target) {
		out->failed = true;
		return count;
	}
	mark_targets(target, insns, count);
	for (i = 0; i < count; i++) {
		if (target[i])
			str_printf(out, "L%" PRIu32 ":", i);
		str_printf(out, "\t");
		put_insn(out, &insns[i], i);
	}
	free(target);
	return count;
}
