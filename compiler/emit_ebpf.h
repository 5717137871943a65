/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf.h - from the decision graph to eBPF.
 *
 * The program decides exactly as the graph does, also on packets that end early: bytes that
 * every accepting way from a test on will read are asked for at once, and no others.
 */
#ifndef PFC_COMPILER_EMIT_EBPF_H
#define PFC_COMPILER_EMIT_EBPF_H

#include <linux/bpf.h>
#include <stdbool.h>

#include "compiler/ebpf_code.h"
#include "compiler/graph.h"
#include "pfc/pfc.h"
#include "proto/link.h"

struct ebpf_opts {
	enum pfc_target target; /* not PFC_TARGET_CBPF */
	bool function;          /* for other programs to call: returns 1 or 0 */
	bool frags;             /* XDP: packets may be in several pieces */
	uint32_t snaplen;       /* a socket's verdict on what it accepts */
	enum pfc_action action;
	uint32_t redirect_to; /* interface index */
	uint32_t room;        /* bytes behind the pointer of a buffer */
	const struct link *link; /* for names of fields */
};

struct ebpf_emitted {
	const struct bpf_insn *insns; /* in the arena; NULL: fault says why */
	const struct ebpf_note *notes; /* one for each */
	uint32_t count;
	const uint8_t *data; /* what the instructions look up; 8-byte aligned */
	uint32_t data_len;
	const char *fault, *hint; /* constant text */
};

struct ebpf_emitted emit_ebpf(struct graph *g, struct ref root,
                              const struct ebpf_opts *opts);

#endif
