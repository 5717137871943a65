/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm_int.h - how the assembler spells instructions: asm.c reads by it,
 * asm_write.c writes.
 */
#ifndef PFC_COMPILER_ASM_INT_H
#define PFC_COMPILER_ASM_INT_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

/* Addressing modes. */
enum asm_mode {
	MODE_NONE,
	MODE_X,     /* x */
	MODE_A,     /* a */
	MODE_ABS,   /* [k] */
	MODE_IND,   /* [x + k] */
	MODE_MEM,   /* M[k] */
	MODE_IMM,   /* #k */
	MODE_MSH,   /* 4*([k]&0xf) */
	MODE_EXT,   /* #vlan_tci; k is that of the load */
	MODE_LEN,   /* #len */
	MODE_LABEL, /* of a jump without condition */
};

/* The first row of a code is how it is written. */
struct asm_row {
	const char *name;
	enum asm_mode mode;
	uint16_t code;
	bool inverted; /* a jump when the test fails */
};

extern const struct asm_row asm_rows[];
extern const uint32_t asm_row_count;

/* Metadata of the kernel; the first row of a kind is how it is written. */
struct asm_extension {
	const char *name;
	uint32_t kind; /* SKF_AD_ */
};

extern const struct asm_extension asm_extensions[];
extern const uint32_t asm_extension_count;

static inline bool asm_is_branch(uint16_t code)
{
	return BPF_CLASS(code) == BPF_JMP && BPF_OP(code) != BPF_JA;
}

#endif
