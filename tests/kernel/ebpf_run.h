/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/ebpf_run.h - the running kernel as an interpreter of eBPF, and its verifier as
 * a judge.
 *
 * Programs are loaded by the bare system call and run by BPF_PROG_TEST_RUN. A function is
 * called by a few instructions that stand in front of it: what it reads lies on the stack
 * there, where the verifier is strictest about alignment.
 */
#ifndef PFC_TESTS_KERNEL_EBPF_RUN_H
#define PFC_TESTS_KERNEL_EBPF_RUN_H

#include <linux/bpf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pfc/pfc.h"

enum { EBPF_RUN_STACK = 64 }; /* bytes of a buffer */

/* Instructions, and what they look up. */
struct ebpf_prog {
	enum pfc_target target;
	bool frags;
	const struct bpf_insn *insns;
	size_t count;
	const void *data;
	size_t data_len;
};

struct ebpf_run {
	enum pfc_target target;
	int prog, data, buffer; /* descriptors; -1: none */
};

/* NULL, or why this process cannot load programs. */
const char *ebpf_run_missing(void);

/* Loads a program compiled with PFC_ACTION_DROP, or the function of a buffer.
 *
 * returns 0, or an errno after the end of the verifier's log, as TAP comments.
 */
int ebpf_run_load(struct ebpf_run *r, const struct ebpf_prog *p);
void ebpf_run_close(struct ebpf_run *r);

/* A program of pfc. */
struct ebpf_prog ebpf_prog_of(const struct pfc_prog *prog);

/* 1 accepted, 0 not; -1 when the kernel does not run the program on such a packet. */
int ebpf_run_accepts(const struct ebpf_run *r, const uint8_t *data, uint32_t caplen,
                     uint32_t len);

/* For XDP with frags: only the first linear bytes in one piece, if the kernel can do that. */
int ebpf_run_accepts_frags(const struct ebpf_run *r, const uint8_t *data, uint32_t len,
                           uint32_t linear);

#endif
