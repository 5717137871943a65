/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/load.h - a program of pfc into the kernel, and what the verifier says of it.
 *
 * The verifier takes every program that pfc makes: where it does not, that is a mistake of
 * pfc. The message names the instruction, what the verifier says of it, what it knew of the
 * registers, and the piece of the filter; the program and the whole log go to a file.
 */
#ifndef PFC_EBPF_LOAD_H
#define PFC_EBPF_LOAD_H

#include <stddef.h>
#include <stdio.h>

#include "ebpf/attach.h"
#include "pfc/pfc.h"

struct bpf_insn;

/* Loads a program compiled for a socket, tc or XDP, not a function.
 *
 * msg     see ebpf/attach.h.
 * returns a descriptor; -EPERM, with the capability that is missing; -EACCES or -EINVAL when
 *         the verifier refuses it; -errno.
 */
int load_prog(const struct pfc_prog *prog, char *msg);

/* The same behind other instructions, which leave the context in r1. */
int load_prog_behind(const struct pfc_prog *prog, const struct bpf_insn *front, size_t count,
                     char *msg);

/* The same with other instructions in place of the program's, as many. */
int load_prog_insns(const struct pfc_prog *prog, const struct bpf_insn *insns, char *msg);

/* What a log of the verifier comes down to. */
struct verdict {
	long insn;        /* -1: no instruction is named */
	const char *text; /* of the instruction; lent from the log, as the others */
	size_t text_len;
	const char *why; /* the first line behind it */
	size_t why_len;
	const char *regs; /* what was known of the registers, last; len 0: nothing */
	size_t regs_len;
	const char *source; /* what the instruction was made of; len 0: not known */
	size_t source_len;
};

struct verdict verdict_of_log(const char *log);

/* A file of its own in $TMPDIR or /tmp for the log and what it is about; its name, or "" and NULL
 * when there can be none.
 */
FILE *verdict_file(char *name, size_t room);

#endif
