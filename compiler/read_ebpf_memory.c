/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_ebpf_memory.c - registers, and what is loaded and stored, from its words. */
#include "compiler/image.h"
#include "compiler/read_ebpf_int.h"

static const char *const sizes[] = { "u32", "u16", "u8", "u64" };

/* ---- operands ---- */

bool ebpf_take_register(struct reader *r, uint32_t *reg, bool *wide)
{
	struct reader look = *r;
	char kind;

	reader_skip_blanks(&look);
	kind = reader_peek(&look);
	if (kind != 'r' && kind != 'w')
		return false;
	look.at++;
	if (reader_digit(reader_peek(&look)) >= 10)
		return false;
	*reg = reader_digits(&look, 10, 15);
	*wide = kind == 'r';
	*r = look;
	return true;
}

uint32_t ebpf_read_register(struct reader *r)
{
	uint32_t reg = 0;
	bool wide;

	if (!ebpf_take_register(r, &reg, &wide))
		reader_expected(r, "a register");
	return reg;
}

/* "+ 8", "-8"; nothing is 0. */
static int16_t read_offset(struct reader *r)
{
	bool minus = false;
	uint32_t v;

	if (!reader_take(r, "+") && !(minus = reader_take(r, "-")))
		return 0;
	v = reader_number(r, minus ? 32768 : INT16_MAX);
	return (int16_t)(minus ? -(int32_t)v : (int32_t)v);
}

/* "*(u32 *)(r1 + 8)" from behind the first bracket; the size goes into *code. The kernel writes
 * loads with a sign as s8, s16 and s32; is_signed NULL: there may be none.
 */
static void read_address(struct reader *r, bool *is_signed, uint8_t *code, uint32_t *reg,
                         int16_t *off)
{
	bool sign = is_signed && reader_take(r, "s");

	for (uint8_t i = 0; i < 4; i++) {
		if (reader_take(r, sizes[i] + sign)) {
			*code |= (uint8_t)(i << 3);
			reader_want(r, "*)");
			reader_want(r, "(");
			*reg = ebpf_read_register(r);
			*off = read_offset(r);
			reader_want(r, ")");
			if (sign)
				*is_signed = true;
			return;
		}
	}
	reader_expected(r, "u8, u16, u32 or u64");
}

/* ---- loads and stores ---- */

/* "*(u16 *)skb[r7 + 14]" from behind "skb". */
static void read_skb(struct reader *r, struct bpf_insn *out, uint8_t size)
{
	bool wide;
	uint32_t reg;

	reader_want(r, "[");
	out->code = (uint8_t)(BPF_LD | BPF_ABS | size);
	if (ebpf_take_register(r, &reg, &wide)) {
		out->code = (uint8_t)(BPF_LD | BPF_IND | size);
		out->src_reg = reg & 15u;
		out->imm = reader_take(r, "+")   ? (int32_t)reader_signed(r)
		           : reader_take(r, "-") ? -(int32_t)reader_number(r, INT32_MAX)
		                                 : 0;
	} else {
		out->imm = (int32_t)reader_signed(r);
	}
	reader_want(r, "]");
}

void ebpf_read_load(struct reader *r, struct bpf_insn *out, bool is_signed)
{
	struct reader look = *r;
	uint32_t reg = 0;
	uint8_t code = 0;
	int16_t off = 0;

	for (uint8_t i = 0; i < 4; i++) {
		if (reader_take(&look, sizes[i]) && reader_take(&look, "*)") &&
		    reader_take(&look, "skb")) {
			*r = look;
			read_skb(r, out, (uint8_t)(i << 3));
			return;
		}
		look = *r;
	}
	read_address(r, &is_signed, &code, &reg, &off);
	out->code = (uint8_t)(BPF_LDX | (is_signed ? EBPF_MEMSX : BPF_MEM) | code);
	out->src_reg = reg & 15u;
	out->off = off;
}

void ebpf_read_store(struct reader *r, struct bpf_insn *out)
{
	uint32_t reg = 0, src;
	uint8_t code = 0;
	bool wide;

	read_address(r, NULL, &code, &reg, &out->off);
	out->dst_reg = reg & 15u;
	reader_want(r, "=");
	if (ebpf_take_register(r, &src, &wide)) {
		out->code = (uint8_t)(BPF_STX | BPF_MEM | code);
		out->src_reg = src & 15u;
	} else {
		out->code = (uint8_t)(BPF_ST | BPF_MEM | code);
		out->imm = (int32_t)reader_signed(r);
	}
}

/* ---- atomics ---- */

static const struct {
	const char *name, *sign;
	int32_t imm;
} atomics[] = {
	{ "add", "+=", BPF_ADD },
	{ "and", "&=", BPF_AND },
	{ "or", "|=", BPF_OR },
	{ "xor", "^=", BPF_XOR },
};

enum { ATOMICS = sizeof(atomics) / sizeof(atomics[0]) };

/* "lock *(u64 *)(r1 + 0) += r2" */
void ebpf_read_lock(struct reader *r, struct bpf_insn *out)
{
	uint32_t reg = 0;
	uint8_t code = 0;

	read_address(r, NULL, &code, &reg, &out->off);
	out->code = (uint8_t)(BPF_STX | BPF_ATOMIC | code);
	out->dst_reg = reg & 15u;
	for (int i = 0; i < ATOMICS; i++) {
		if (reader_take(r, atomics[i].sign)) {
			out->imm = atomics[i].imm;
			out->src_reg = ebpf_read_register(r) & 15u;
			return;
		}
	}
	reader_expected(r, "+=, &=, |= or ^=");
}

/* "atomic64_fetch_add((u64 *)(r1 + 0), r2)" */
void ebpf_read_fetch(struct reader *r, struct bpf_insn *out)
{
	uint32_t reg = 0;
	uint8_t code = 0;

	(void)reader_take(r, "64");
	if (reader_take(r, "_cmpxchg")) {
		out->imm = BPF_CMPXCHG;
	} else if (reader_take(r, "_xchg")) {
		out->imm = BPF_XCHG;
	} else {
		reader_want(r, "_fetch_");
		for (int i = 0; i < ATOMICS && !out->imm; i++) {
			if (reader_take(r, atomics[i].name))
				out->imm = atomics[i].imm | BPF_FETCH;
		}
	}
	reader_want(r, "((");
	read_address(r, NULL, &code, &reg, &out->off);
	if (out->imm == BPF_CMPXCHG)
		reader_want(r, ", r0");
	reader_want(r, ",");
	out->src_reg = ebpf_read_register(r) & 15u;
	reader_want(r, ")");
	out->code = (uint8_t)(BPF_STX | BPF_ATOMIC | code);
	out->dst_reg = reg & 15u;
}
