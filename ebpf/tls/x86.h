/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/x86.h - how long an instruction of x86-64 is, and the little that matters of it. */
#ifndef PFC_EBPF_TLS_X86_H
#define PFC_EBPF_TLS_X86_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum x86_kind {
	X86_OTHER,
	X86_NOP,   /* of any length */
	X86_ENDBR, /* endbr64 */
	X86_PUSH,  /* a register */
	X86_JCC,   /* relative */
	X86_JMP,   /* relative */
	X86_CALL,  /* relative */
	X86_RET,
	X86_LEA,     /* of an address that is given relative to the instruction */
	X86_MOV_IMM, /* an address of 32 bits into a register */
	X86_COMPARE, /* test or cmp: registers stay as they are */
};

struct x86_insn {
	uint8_t len;
	enum x86_kind kind;
	uint64_t target; /* of jcc, jmp and call, and the address of lea and mov */
};

/* The instruction at p, which is at `addr`. False: it is cut off, or there is none such. */
bool x86_decode(const uint8_t *p, size_t len, uint64_t addr, struct x86_insn *out);

#endif
