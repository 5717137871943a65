/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/program.h - the inside of a compiled filter.
 *
 * One heap block: this struct, then instructions, then texts. Nothing in it points
 * outside the block, and nothing changes after it was made.
 */
#ifndef PFC_COMPILER_PROGRAM_H
#define PFC_COMPILER_PROGRAM_H

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler/run.h"
#include "pfc/pfc.h"

struct pfc_prog {
	struct sock_filter *insns; /* NULL when the filter did not compile */
	uint32_t insn_count;
	struct run_op *ops; /* insns, decoded; NULL: not */
	struct sock_filter *kernel_insns; /* the same for another view; NULL: none */
	uint32_t kernel_insn_count;
	/* For an eBPF target; NULL: there is none. */
	struct bpf_insn *ebpf;
	struct pfc_span *ebpf_spans; /* one for each instruction ... */
	const char **ebpf_notes;     /* ... and what it is for; NULL: nothing to say */
	uint32_t ebpf_count;
	uint8_t *data;               /* that it looks up; 8-byte aligned */
	uint32_t data_len;
	enum pfc_target target;
	enum pfc_action action;
	uint32_t linktype;
	uint32_t flags; /* enum pfc_flags */
	uint32_t snaplen;
	struct pfc_diag *diags;
	uint32_t diag_count;
	const char *text;
};

#endif
