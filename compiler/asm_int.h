/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm_int.h - how the assembler spells instructions: asm.c reads by it, asm_write.c
 * writes. And what asm.c leaves to asm_labels.c.
 */
#ifndef PFC_COMPILER_ASM_INT_H
#define PFC_COMPILER_ASM_INT_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "compiler/reader.h"

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

/* ---- labels ---- */

struct label {
	const char *name; /* in the text */
	struct span at;
	uint32_t insn; /* index of the instruction behind it */
};

struct jump {
	uint32_t insn;
	struct span yes, no; /* labels; len 0: on to the next instruction */
};

struct assembler {
	struct reader *r;
	VEC(struct label) labels; /* sorted by name once all are there */
	VEC(struct jump) jumps;
};

/* Sorts the labels; two of a name are a mistake. */
void asm_sort_labels(struct assembler *a);

/* Gives all jumps their distances, unless the reader has failed. */
void asm_resolve_jumps(struct assembler *a);

/* The word there, printable and not too long. */
const char *asm_text_of(const struct reader *r, struct span at);

/* "did you mean ..."; d may be NULL. */
void asm_hint_closest(struct reader *r, struct diag *d, const struct closest *near);

#endif
