/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/machine.h - what the search for TLS has to know of a processor's instructions.
 *
 * Each processor has a file that describes it (x86.c) and a row in elf.c, which chooses it by the
 * machine that a file says it is for. Nothing else looks at instructions.
 */
#ifndef PFC_EBPF_TLS_MACHINE_H
#define PFC_EBPF_TLS_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum insn_kind {
	INSN_OTHER,
	INSN_BRANCH, /* a jump that depends on something */
	INSN_JUMP,
	INSN_CALL,
	INSN_RET,
	INSN_ADDRESS, /* a number into a register, which may be an address */
};

struct insn {
	uint8_t len; /* bytes */
	enum insn_kind kind;
	bool fast;       /* the kernel does it by itself behind a probe, without a single step */
	bool keeps;      /* and so are the registers that something is passed in */
	uint8_t passes;  /* of INSN_ADDRESS: which argument of a call it is, from 1; 0: unknown */
	uint64_t target; /* of jumps and calls, where they are direct; the number */
};

struct machine {
	uint16_t elf; /* e_machine */
	uint16_t relative; /* kind of relocation: the base of the file and a number */
	uint8_t step; /* instructions begin at multiples of it */
	uint8_t most; /* bytes of the longest one, or of a pair that makes an address */

	/* The instruction at p, which is at `addr`. False: it is cut off, or there is none such. */
	bool (*decode)(const uint8_t *p, size_t len, uint64_t addr, struct insn *out);

	/* The same for one that makes an address, false for all others: a file has millions. */
	bool (*decode_address)(const uint8_t *p, size_t len, uint64_t addr,
	                       struct insn *out);
};

extern const struct machine machine_x86_64;

#endif
