/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/opcode.h - how instructions are spelled: image.c writes by it, read_image.c reads. */
#ifndef PFC_COMPILER_OPCODE_H
#define PFC_COMPILER_OPCODE_H

#include <linux/filter.h>

/* How the operand of an instruction is written. */
enum operand {
	OPERAND_UNKNOWN, /* the code itself; no such instruction */
	OPERAND_NONE,
	OPERAND_X,
	OPERAND_HEX,    /* #0x1f */
	OPERAND_SIGNED, /* #31 */
	OPERAND_ABS,    /* [31], or [name] for metadata */
	OPERAND_IND,    /* [x + 31] */
	OPERAND_MSH,    /* 4*([31]&0xf) */
	OPERAND_MEM,    /* M[1] */
	OPERAND_LEN,
	OPERAND_TARGET, /* index of the instruction jumped to */
};

struct opcode {
	const char *name; /* NULL: there is no such instruction, or no name for it */
	enum operand operand;
};

enum { CODES = 256 };

extern const struct opcode opcodes[CODES];

/* By SKF_AD_ number; NULL: none. */
extern const char *const metadata_names[SKF_AD_MAX];

#endif
