/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm.h - classic BPF in the assembler of the kernel's documentation.
 *
 *	        ldh [12]
 *	        jne #0x800, drop
 *	        ldb [23]
 *	        jeq #6, keep
 *	drop:   ret #0
 *	keep:   ret #262144
 *
 * Source: Documentation/networking/filter.rst of Linux, "BPF engine and instruction set".
 */
#ifndef PFC_COMPILER_ASM_H
#define PFC_COMPILER_ASM_H

#include <stdbool.h>

#include "base/str.h"
#include "compiler/reader.h"

/* Does a text that starts so look like assembler? */
bool asm_starts(const struct reader *r);

/* Reads all of it into r->insns and r->spans. The result is a program that check_cbpf()
 * accepts, unless the reader failed.
 */
void asm_read(struct reader *r);

/* Appends a program; labels are L and the index of an instruction.
 *
 * returns the index of the first instruction that has no spelling, or count. Nothing is
 * appended in the first case.
 */
uint32_t asm_write(struct str *out, const struct sock_filter *insns, uint32_t count);

/* One instruction without its jump targets: "jeq #0x800". False: it has no spelling. */
bool asm_insn(struct str *out, const struct sock_filter *insn);

#endif
