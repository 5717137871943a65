/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/ebpf_code.h"

#include <string.h>

enum { SCRATCH = 5 }; /* holds what no immediate can */

void ebpf_code_init(struct ebpf_code *c, struct arena *arena)
{
	memset(c, 0, sizeof(*c));
	c->arena = arena;
	vec_push(arena, &c->places);
}

uint32_t ebpf_label(struct ebpf_code *c)
{
	vec_push(c->arena, &c->labels);
	return c->labels.count - 1;
}

void ebpf_place(struct ebpf_code *c, uint32_t label)
{
	struct ebpf_place *p = vec_push(c->arena, &c->places);

	p->insn = c->insns.count;
	p->before = c->labels.at[label].place;
	c->labels.at[label].place = c->places.count - 1;
	c->labels.at[label].uses = 0;
}

bool ebpf_label_used(const struct ebpf_code *c, uint32_t label)
{
	return c->labels.at[label].uses > 0;
}

bool ebpf_goes_on(const struct ebpf_code *c)
{
	uint8_t code;

	if (!c->insns.count || c->places.at[c->places.count - 1].insn == c->insns.count)
		return true;
	code = c->insns.at[c->insns.count - 1].code;
	return code != (BPF_JMP | BPF_JA) && code != (BPF_JMP | BPF_EXIT);
}

static void add(struct ebpf_code *c, uint32_t code, uint8_t dst, uint8_t src, int16_t off,
                int32_t imm)
{
	struct ebpf_note *note = vec_push(c->arena, &c->notes);

	*vec_push(c->arena, &c->insns) = (struct bpf_insn){
		.code = (uint8_t)code,
		.dst_reg = dst & 0xfu,
		.src_reg = src & 0xfu,
		.off = off,
		.imm = imm,
	};
	note->at = c->at;
	note->text = c->note;
	c->note = NULL;
}

static void jump(struct ebpf_code *c, uint32_t code, uint8_t dst, uint8_t src, int32_t imm,
                 uint32_t label)
{
	struct ebpf_jump *j = vec_push(c->arena, &c->jumps);

	j->insn = c->insns.count;
	j->label = label;
	c->labels.at[label].uses++;
	add(c, code, dst, src, 0, imm);
}

bool ebpf_resolve(struct ebpf_code *c)
{
	for (uint32_t i = 0; i < c->jumps.count; i++) {
		const struct ebpf_jump *j = &c->jumps.at[i];
		const struct ebpf_place *p = NULL;
		uint32_t place = c->labels.at[j->label].place;

		for (; place && c->places.at[place].insn > j->insn; place = p->before)
			p = &c->places.at[place];
		if (!p || p->insn - j->insn - 1 > INT16_MAX)
			return false;
		c->insns.at[j->insn].off = (int16_t)(p->insn - j->insn - 1);
	}
	return true;
}

void ebpf_move(struct ebpf_code *c, uint8_t dst, uint8_t src)
{
	add(c, BPF_ALU64 | BPF_MOV | BPF_X, dst, src, 0, 0);
}

void ebpf_set(struct ebpf_code *c, uint8_t dst, uint32_t imm)
{
	add(c, BPF_ALU | BPF_MOV | BPF_K, dst, 0, 0, (int32_t)imm);
}

/* The second half of an instruction of two. */
static void add_half(struct ebpf_code *c, uint32_t imm)
{
	add(c, 0, 0, 0, 0, (int32_t)imm);
}

void ebpf_set64(struct ebpf_code *c, uint8_t dst, uint64_t imm)
{
	add(c, BPF_LD | BPF_DW | BPF_IMM, dst, 0, 0, (int32_t)(uint32_t)imm);
	add_half(c, (uint32_t)(imm >> 32));
}

void ebpf_data(struct ebpf_code *c, uint8_t dst, uint32_t off)
{
	add(c, BPF_LD | BPF_DW | BPF_IMM, dst, BPF_PSEUDO_MAP_VALUE, 0, 0);
	add_half(c, off);
}

void ebpf_op32(struct ebpf_code *c, uint8_t op, uint8_t dst, uint32_t imm)
{
	add(c, BPF_ALU | op | BPF_K, dst, 0, 0, (int32_t)imm);
}

void ebpf_op32_reg(struct ebpf_code *c, uint8_t op, uint8_t dst, uint8_t src)
{
	add(c, BPF_ALU | op | BPF_X, dst, src, 0, 0);
}

void ebpf_op64(struct ebpf_code *c, uint8_t op, uint8_t dst, int32_t imm)
{
	add(c, BPF_ALU64 | op | BPF_K, dst, 0, 0, imm);
}

void ebpf_op64_reg(struct ebpf_code *c, uint8_t op, uint8_t dst, uint8_t src)
{
	add(c, BPF_ALU64 | op | BPF_X, dst, src, 0, 0);
}

void ebpf_to_number(struct ebpf_code *c, uint8_t dst, uint8_t bits)
{
	add(c, BPF_ALU | BPF_END | BPF_TO_BE, dst, 0, 0, bits);
}

static uint32_t size_code(uint8_t size)
{
	return size == 1 ? BPF_B : size == 2 ? BPF_H : size == 4 ? BPF_W : BPF_DW;
}

void ebpf_load(struct ebpf_code *c, uint8_t size, uint8_t dst, uint8_t src, int16_t off)
{
	add(c, BPF_LDX | BPF_MEM | size_code(size), dst, src, off, 0);
}

void ebpf_store(struct ebpf_code *c, uint8_t size, uint8_t dst, int16_t off, uint8_t src)
{
	add(c, BPF_STX | BPF_MEM | size_code(size), dst, src, off, 0);
}

void ebpf_store_zero(struct ebpf_code *c, uint8_t dst, int16_t off)
{
	add(c, BPF_ST | BPF_MEM | BPF_DW, dst, 0, off, 0);
}

void ebpf_load_abs(struct ebpf_code *c, uint8_t size, uint32_t off)
{
	add(c, BPF_LD | BPF_ABS | size_code(size), 0, 0, 0, (int32_t)off);
}

void ebpf_load_ind(struct ebpf_code *c, uint8_t size, uint8_t src, uint32_t off)
{
	add(c, BPF_LD | BPF_IND | size_code(size), 0, src, 0, (int32_t)off);
}

void ebpf_goto(struct ebpf_code *c, uint32_t label)
{
	jump(c, BPF_JMP | BPF_JA, 0, 0, 0, label);
}

void ebpf_if_reg(struct ebpf_code *c, uint8_t op, uint8_t dst, uint8_t src, uint32_t label)
{
	jump(c, BPF_JMP | op | BPF_X, dst, src, 0, label);
}

void ebpf_if(struct ebpf_code *c, uint8_t op, uint8_t dst, uint32_t imm, uint32_t label)
{
	if (imm <= INT32_MAX) {
		jump(c, BPF_JMP | op | BPF_K, dst, 0, (int32_t)imm, label);
		return;
	}
	/* An immediate would be extended by its sign. */
	ebpf_set(c, SCRATCH, imm);
	ebpf_if_reg(c, op, dst, SCRATCH, label);
}

void ebpf_call(struct ebpf_code *c, int32_t helper)
{
	add(c, BPF_JMP | BPF_CALL, 0, 0, 0, helper);
}

void ebpf_exit(struct ebpf_code *c)
{
	add(c, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}
