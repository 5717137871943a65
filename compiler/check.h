/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/check.h - is a classic BPF program one that the kernel takes?
 *
 * The rules of bpf_check_classic() in net/core/filter.c (Linux 6.18), so that a program
 * we print is never refused: known opcodes, jumps forward and inside, no constant
 * division by zero, shift counts below 32, scratch words below 16 and written before
 * they are read on every path, a return at the end, at most max instructions.
 */
#ifndef PFC_COMPILER_CHECK_H
#define PFC_COMPILER_CHECK_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

struct check_fault {
	uint32_t insn;    /* where */
	const char *what; /* constant text: the rule that is broken */
};

/* max 0: any length. returns true when the program is fine; else *fault says why not. */
bool check_cbpf(const struct sock_filter *insns, uint32_t count, uint32_t max,
                struct check_fault *fault);

#endif
