/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/ebpf_notes.h - what each instruction of an eBPF filter is for, in words; notes.h does
 * that for classic programs.
 */
#ifndef PFC_TEACH_EBPF_NOTES_H
#define PFC_TEACH_EBPF_NOTES_H

#include "base/str.h"
#include "teach/ebpf_flow.h"
#include "teach/notes.h"

struct ebpf_note_at {
	struct note note;          /* of a load: its fields; of a compare: note.of, which one */
	struct held dst, src;      /* in front of the instruction, in packets that say most */
	struct held after;         /* what dst holds then */
	bool used;                 /* some packet comes here */
};

struct ebpf_notes {
	struct ebpf_program program;
	struct ebpf_note_at *at; /* NULL: the program is too long to be followed */
};

enum { EBPF_NOTES_MAX = 8192 }; /* instructions */

/* Finds out; at is in the arena. */
void ebpf_notes_make(struct ebpf_notes *n, struct arena *arena,
                     const struct ebpf_program *program, const struct link *link);

/* What instruction i does: "r0 = IPv4 protocol (byte 23)". Never empty. */
void ebpf_notes_words(struct str *out, const struct ebpf_notes *n, uint32_t i);

/* The bits of a code: "BPF_LDX | BPF_W | BPF_MEM". */
void ebpf_notes_code(struct str *out, uint8_t code);

#endif
