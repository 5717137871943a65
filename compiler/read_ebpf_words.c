/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_ebpf_words.c - one eBPF instruction from its words: the reverse of
 * image_ebpf_insn(), and the spellings of the kernel where they differ.
 */
#include <inttypes.h>
#include <string.h>

#include "compiler/image.h"
#include "compiler/read_ebpf_int.h"

/* ---- arithmetic ---- */

static const struct {
	const char *sign;
	uint8_t op, off;
} operations[] = {
	{ "+=", BPF_ADD, 0 },   { "-=", BPF_SUB, 0 },  { "*=", BPF_MUL, 0 },
	{ "/=", BPF_DIV, 0 },   { "s/=", BPF_DIV, 1 }, { "|=", BPF_OR, 0 },
	{ "&=", BPF_AND, 0 },   { "<<=", BPF_LSH, 0 }, { ">>=", BPF_RSH, 0 },
	{ "%=", BPF_MOD, 0 },   { "s%=", BPF_MOD, 1 }, { "^=", BPF_XOR, 0 },
	{ "s>>=", BPF_ARSH, 0 },
};

static void read_operand(struct reader *r, struct bpf_insn *out)
{
	uint32_t src;
	bool wide;

	if (ebpf_take_register(r, &src, &wide)) {
		out->code |= BPF_X;
		out->src_reg = src & 15u;
	} else {
		out->imm = (int32_t)reader_signed(r);
	}
}

/* "be16 r0", "bswap32 r0". */
static bool read_order(struct reader *r, struct bpf_insn *out)
{
	if (reader_take(r, "be"))
		out->code = BPF_ALU | BPF_END | BPF_TO_BE;
	else if (reader_take(r, "le"))
		out->code = BPF_ALU | BPF_END | BPF_TO_LE;
	else if (reader_take(r, "bswap"))
		out->code = BPF_ALU64 | BPF_END | BPF_TO_LE;
	else
		return false;
	out->imm = (int32_t)reader_digits(r, 10, 64);
	ebpf_read_register(r);
	return true;
}

/* A number of 64 bits, or what a loader puts in its place. */
static void read_wide(struct reader *r, struct bpf_insn *out)
{
	struct span word = reader_token(r, r->at);
	uint64_t v = 0;

	out->code = BPF_LD | BPF_DW | BPF_IMM;
	if (reader_take(r, "map[id:")) {
		out->src_reg = BPF_PSEUDO_MAP_FD;
		out->imm = (int32_t)reader_digits(r, 10, INT32_MAX);
		reader_want(r, "]");
		if (reader_take(r, "[0]+")) {
			out->src_reg = BPF_PSEUDO_MAP_VALUE;
			out[1].imm = (int32_t)reader_number(r, UINT32_MAX);
		}
	} else if (reader_take(r, "map ")) {
		out->src_reg = BPF_PSEUDO_MAP_FD;
		out->imm = (int32_t)reader_signed(r);
	} else if (reader_take(r, "data +")) {
		out->src_reg = BPF_PSEUDO_MAP_VALUE;
		out[1].imm = (int32_t)reader_number(r, UINT32_MAX);
	} else if (reader_take(r, "function ") || reader_take(r, "subprog[")) {
		out->src_reg = BPF_PSEUDO_FUNC;
		(void)reader_take(r, "+");
		out->imm = (int32_t)reader_signed(r);
		(void)reader_take(r, "]");
	} else {
		(void)reader_take(r, "0x");
		for (; reader_is_word(reader_peek(r)); r->at++) {
			if (reader_digit(reader_peek(r)) == 16 || v >> 60)
				reader_fail(r, word, "this is no number of 64 bits");
			v = v << 4 | (uint64_t)reader_digit(reader_peek(r));
		}
		out->imm = (int32_t)(uint32_t)v;
		out[1].imm = (int32_t)(uint32_t)(v >> 32);
	}
	(void)reader_take(r, "ll");
}

/* Is a number next that has "ll" behind it, or something that only a loader knows? */
static bool is_wide(const struct reader *r)
{
	static const char *const words[] = { "map", "data +", "function ", "subprog[" };
	struct reader look = *r;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (reader_take(&look, words[i]))
			return true;
	}
	reader_skip_blanks(&look);
	while (reader_is_word(reader_peek(&look)))
		look.at++;
	return reader_take(&look, "ll");
}

/* What is assigned, from behind "=". */
static void read_value(struct reader *r, struct bpf_insn *out, bool wide, int code)
{
	struct reader look = *r;
	bool is_long, is_signed = reader_take(r, "(signed)");
	uint32_t reg;

	if (reader_take(r, "*(")) {
		ebpf_read_load(r, out, is_signed);
		return;
	}
	if (is_signed) {
		reader_expected(r, "'*('");
		return;
	}
	if (reader_take(r, "atomic")) {
		ebpf_read_fetch(r, out);
		return;
	}
	if (code == (BPF_LD | BPF_DW | BPF_IMM) || (code < 0 && is_wide(r))) {
		reader_skip_blanks(r);
		read_wide(r, out);
		return;
	}
	if (read_order(r, out))
		return;
	look = *r;
	out->code = wide ? BPF_ALU64 : BPF_ALU;
	if (reader_take(&look, "-") && ebpf_take_register(&look, &reg, &is_long)) {
		*r = look;
		out->code |= BPF_NEG;
		return;
	}
	out->code |= BPF_MOV;
	if (reader_take(r, "(s")) {
		out->off = (int16_t)reader_digits(r, 10, 32);
		reader_want(r, ")");
	}
	read_operand(r, out);
}

static void read_assignment(struct reader *r, struct bpf_insn *out, uint32_t reg, bool wide,
                            int code)
{
	out->dst_reg = reg & 15u;
	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
		if (reader_take(r, operations[i].sign)) {
			out->code = (uint8_t)((wide ? BPF_ALU64 : BPF_ALU) | operations[i].op);
			out->off = operations[i].off;
			read_operand(r, out);
			return;
		}
	}
	reader_want(r, "=");
	read_value(r, out, wide, code);
	/* Atomics have the place in dst; what they give has no register of its own. */
	if (BPF_CLASS(out->code) != BPF_STX && BPF_CLASS(out->code) != BPF_LD)
		out->dst_reg = reg & 15u;
	if (BPF_CLASS(out->code) == BPF_LD && BPF_MODE(out->code) != BPF_IMM)
		out->dst_reg = 0;
}

/* ---- jumps ---- */

/* "goto 12", "goto pc+3", "goto +0x3": how many instructions from behind number i. */
static int64_t read_target(struct reader *r, uint32_t i)
{
	bool by = reader_take(r, "pc"), minus;

	reader_skip_blanks(r);
	minus = reader_peek(r) == '-';
	if (by || minus || reader_peek(r) == '+') {
		r->at += minus || reader_peek(r) == '+';
		return minus ? -(int64_t)reader_number(r, INT32_MAX)
		             : (int64_t)reader_number(r, INT32_MAX);
	}
	return (int64_t)reader_number(r, INT32_MAX) - i - 1;
}

static void read_goto(struct reader *r, struct bpf_insn *out, uint32_t i, int code)
{
	struct span at = reader_token(r, r->at);
	int64_t off = read_target(r, i);
	bool is_long = code == (BPF_JMP32 | BPF_JA) ||
	               (out->code == (BPF_JMP | BPF_JA) && code < 0 &&
	                (off < INT16_MIN || off > INT16_MAX));

	if (is_long) {
		out->code = BPF_JMP32 | BPF_JA;
		out->imm = (int32_t)off;
		return;
	}
	if (off < INT16_MIN || off > INT16_MAX)
		reader_fail(r, at, "a jump goes 32767 instructions at most");
	out->off = (int16_t)off;
}

static const struct {
	const char *sign;
	uint8_t op;
} compares[] = {
	{ "==", BPF_JEQ },   { "!=", BPF_JNE },   { "s>=", BPF_JSGE }, { "s<=", BPF_JSLE },
	{ "s>", BPF_JSGT },  { "s<", BPF_JSLT },  { ">=", BPF_JGE },   { "<=", BPF_JLE },
	{ ">", BPF_JGT },    { "<", BPF_JLT },    { "&", BPF_JSET },
};

static void read_if(struct reader *r, struct bpf_insn *out, uint32_t i, int code)
{
	bool wide = true;
	uint32_t reg = 0;

	if (!ebpf_take_register(r, &reg, &wide))
		reader_expected(r, "a register");
	out->dst_reg = reg & 15u;
	for (size_t k = 0; k < sizeof(compares) / sizeof(compares[0]); k++) {
		if (!reader_take(r, compares[k].sign))
			continue;
		out->code = (uint8_t)((wide ? BPF_JMP : BPF_JMP32) | compares[k].op);
		read_operand(r, out);
		reader_want(r, "goto ");
		read_goto(r, out, i, code);
		return;
	}
	reader_expected(r, "a comparison");
}

static void read_call(struct reader *r, struct bpf_insn *out, uint32_t i)
{
	struct span name;
	int32_t id;

	out->code = BPF_JMP | BPF_CALL;
	reader_skip_blanks(r);
	name = reader_token(r, r->at);
	if (reader_take(r, "elsewhere")) {
		out->src_reg = BPF_PSEUDO_CALL;
		out->imm = -1;
	} else if (reader_take(r, "kernel function ")) {
		out->src_reg = EBPF_CALL_KERNEL;
		out->imm = (int32_t)reader_signed(r);
	} else if (reader_take(r, "helper ")) {
		out->imm = (int32_t)reader_signed(r);
	} else if (reader_take(r, "pc") || reader_digit(reader_peek(r)) < 10) {
		r->at = name.off;
		out->src_reg = BPF_PSEUDO_CALL;
		out->imm = (int32_t)read_target(r, i);
	} else {
		id = image_ebpf_helper(r->text + name.off, name.len);
		r->at += name.len;
		if (!id && reader_peek(r) != '#')
			reader_fail(r, name, "this is no helper of the kernel");
		out->imm = id;
		if (!id && reader_take(r, "#"))
			out->imm = (int32_t)reader_signed(r);
	}
	if (reader_peek(r) == '#') {
		while (r->at < r->len && (reader_is_word(reader_peek(r)) ||
		                          strchr("#-.", reader_peek(r))))
			r->at++;
	}
}

/* ---- all of them ---- */

/* "unknown { 0xff, 1, 2, 3, 4 }" */
static void read_unknown(struct reader *r, struct bpf_insn *out)
{
	reader_want(r, "{");
	out->code = (uint8_t)reader_number(r, UINT8_MAX);
	reader_want(r, ",");
	out->dst_reg = reader_number(r, 15) & 15u;
	reader_want(r, ",");
	out->src_reg = reader_number(r, 15) & 15u;
	reader_want(r, ",");
	out->off = (int16_t)reader_signed(r);
	reader_want(r, ",");
	out->imm = (int32_t)reader_signed(r);
	reader_want(r, "}");
}

void ebpf_read_words(struct reader *r, struct bpf_insn *out, uint32_t i, int code)
{
	bool wide;
	uint32_t reg;

	memset(out, 0, 2 * sizeof(*out));
	if (ebpf_take_register(r, &reg, &wide)) {
		read_assignment(r, out, reg, wide, code);
	} else if (reader_take(r, "if ")) {
		read_if(r, out, i, code);
	} else if (reader_take(r, "*(")) {
		ebpf_read_store(r, out);
	} else if (reader_take(r, "goto ") || reader_take(r, "gotol ")) {
		out->code = BPF_JMP | BPF_JA;
		read_goto(r, out, i, code);
	} else if (reader_take(r, "exit")) {
		out->code = BPF_JMP | BPF_EXIT;
	} else if (reader_take(r, "call ")) {
		read_call(r, out, i);
	} else if (reader_take(r, "lock *(")) {
		ebpf_read_lock(r, out);
	} else if (reader_take(r, "unknown ")) {
		read_unknown(r, out);
	} else {
		reader_expected(r, "an instruction");
	}
}
