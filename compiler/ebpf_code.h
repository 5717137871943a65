/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/ebpf_code.h - eBPF instructions in the order they are made, and labels.
 *
 * A jump names a label, which is placed behind it, once or several times: the jump goes to
 * the nearest place. Every instruction carries the piece of filter text it came from.
 */
#ifndef PFC_COMPILER_EBPF_CODE_H
#define PFC_COMPILER_EBPF_CODE_H

#include <linux/bpf.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

/* What an instruction is for. */
struct ebpf_note {
	struct span at;   /* the filter text that asked for it */
	const char *text; /* constant text or in the arena; NULL: nothing to say */
};

struct ebpf_label {
	uint32_t place; /* index into places of the newest one; 0: none yet */
	uint32_t uses;  /* jumps to it since then */
};

struct ebpf_place {
	uint32_t insn;
	uint32_t before; /* the place of the same label in front of it; 0: none */
};

struct ebpf_jump {
	uint32_t insn, label;
};

struct ebpf_code {
	struct arena *arena;
	VEC(struct bpf_insn) insns;
	VEC(struct ebpf_note) notes; /* one for each instruction */
	VEC(struct ebpf_label) labels;
	VEC(struct ebpf_place) places; /* [0] unused */
	VEC(struct ebpf_jump) jumps;
	struct span at;   /* of instructions from now on */
	const char *note; /* of the next instruction */
};

void ebpf_code_init(struct ebpf_code *c, struct arena *arena);

uint32_t ebpf_label(struct ebpf_code *c);
void ebpf_place(struct ebpf_code *c, uint32_t label);

/* Are there jumps to the label that it is not yet placed for? */
bool ebpf_label_used(const struct ebpf_code *c, uint32_t label);

/* Can the next instruction be reached other than by a jump to a label that comes? */
bool ebpf_goes_on(const struct ebpf_code *c);

/* Gives every jump its distance; returns false when one is too far. */
bool ebpf_resolve(struct ebpf_code *c);

/* Whole registers move and compare; arithmetic named 32 is on the lower half and clears the
 * upper one.
 */
void ebpf_move(struct ebpf_code *c, uint8_t dst, uint8_t src);
void ebpf_set(struct ebpf_code *c, uint8_t dst, uint32_t imm);
void ebpf_set64(struct ebpf_code *c, uint8_t dst, uint64_t imm);
void ebpf_op32(struct ebpf_code *c, uint8_t op, uint8_t dst, uint32_t imm);
void ebpf_op32_reg(struct ebpf_code *c, uint8_t op, uint8_t dst, uint8_t src);
void ebpf_op64(struct ebpf_code *c, uint8_t op, uint8_t dst, int32_t imm);
void ebpf_op64_reg(struct ebpf_code *c, uint8_t op, uint8_t dst, uint8_t src);

/* dst, of 16 or 32 bits in network order, becomes a number. */
void ebpf_to_number(struct ebpf_code *c, uint8_t dst, uint8_t bits);

/* The address of a byte of the program's read-only data. */
void ebpf_data(struct ebpf_code *c, uint8_t dst, uint32_t off);

/* size is in bytes: 1, 2, 4 or 8. */
void ebpf_load(struct ebpf_code *c, uint8_t size, uint8_t dst, uint8_t src, int16_t off);
void ebpf_store(struct ebpf_code *c, uint8_t size, uint8_t dst, int16_t off, uint8_t src);
void ebpf_store_zero(struct ebpf_code *c, uint8_t dst, int16_t off);

/* Bytes of a packet of a socket as a number in r0; there must be that many, or the program
 * ends with 0. With ind, register src is added to the offset.
 */
void ebpf_load_abs(struct ebpf_code *c, uint8_t size, uint32_t off);
void ebpf_load_ind(struct ebpf_code *c, uint8_t size, uint8_t src, uint32_t off);

void ebpf_goto(struct ebpf_code *c, uint32_t label);
void ebpf_if_reg(struct ebpf_code *c, uint8_t op, uint8_t dst, uint8_t src, uint32_t label);

/* Compares all of dst with imm; where imm is above 2^31, by way of w5. */
void ebpf_if(struct ebpf_code *c, uint8_t op, uint8_t dst, uint32_t imm, uint32_t label);

void ebpf_call(struct ebpf_code *c, int32_t helper);
void ebpf_exit(struct ebpf_code *c);

#endif
