/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/image_ebpf.c - eBPF as text, in the notation of bpftool and LLVM.
 *
 * Source: Documentation/bpf/standardization/instruction-set.rst (opcodes).
 */
#include <inttypes.h>
#include <jansson.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/image.h"
#include "compiler/program.h"

/* clang-format off */
static const char *const alu_names[16] = {
	[BPF_ADD >> 4] = "+=",   [BPF_SUB >> 4] = "-=",  [BPF_MUL >> 4] = "*=",
	[BPF_DIV >> 4] = "/=",   [BPF_OR >> 4] = "|=",   [BPF_AND >> 4] = "&=",
	[BPF_LSH >> 4] = "<<=",  [BPF_RSH >> 4] = ">>=", [BPF_MOD >> 4] = "%=",
	[BPF_XOR >> 4] = "^=",   [BPF_MOV >> 4] = "=",   [BPF_ARSH >> 4] = "s>>=",
};
static const char *const jump_names[16] = {
	[BPF_JEQ >> 4] = "==",   [BPF_JGT >> 4] = ">",   [BPF_JGE >> 4] = ">=",
	[BPF_JSET >> 4] = "&",   [BPF_JNE >> 4] = "!=",  [BPF_JSGT >> 4] = "s>",
	[BPF_JSGE >> 4] = "s>=", [BPF_JLT >> 4] = "<",   [BPF_JLE >> 4] = "<=",
	[BPF_JSLT >> 4] = "s<",  [BPF_JSLE >> 4] = "s<=",
};
/* clang-format on */

/* By number; those of the headers that this was built with. */
#define HELPER(name) [BPF_FUNC_##name] = "bpf_" #name
static const char *const helpers[] = { __BPF_FUNC_MAPPER(HELPER) };
#undef HELPER

static const char *size_name(uint8_t code)
{
	static const char *const names[] = { "u32", "u16", "u8", "u64" };

	return names[BPF_SIZE(code) >> 3];
}

static void put_address(struct str *out, uint8_t code, int reg, int off)
{
	str_printf(out, "*(%s *)(r%d %c %d)", size_name(code), reg, off < 0 ? '-' : '+',
	           off < 0 ? -off : off);
}

/* Bits are easier to read in hexadecimal. */
static void put_imm(struct str *out, const struct bpf_insn *in)
{
	uint8_t op = BPF_OP(in->code);

	if ((BPF_CLASS(in->code) == BPF_ALU &&
	     (op == BPF_AND || op == BPF_OR || op == BPF_XOR)) ||
	    (uint32_t)in->imm >> 16 != 0)
		str_printf(out, "0x%" PRIx32, (uint32_t)in->imm);
	else
		str_printf(out, "%" PRId32, in->imm);
}

static void put_alu(struct str *out, const struct bpf_insn *in)
{
	char w = BPF_CLASS(in->code) == BPF_ALU64 ? 'r' : 'w';
	uint8_t op = BPF_OP(in->code);

	if (op == BPF_END) {
		const char *order = BPF_SRC(in->code) == BPF_TO_BE ? "be" : "le";

		str_printf(out, "r%d = %s%" PRId32 " r%d", in->dst_reg,
		           w == 'r' ? "bswap" : order, in->imm, in->dst_reg);
		return;
	}
	if (op == BPF_NEG) {
		str_printf(out, "%c%d = -%c%d", w, in->dst_reg, w, in->dst_reg);
		return;
	}
	str_printf(out, "%c%d %s%s ", w, in->dst_reg,
	           in->off == 1 && (op == BPF_DIV || op == BPF_MOD) ? "s" : "",
	           alu_names[op >> 4]);
	if (op == BPF_MOV && in->off)
		str_printf(out, "(s%d)", in->off);
	if (BPF_SRC(in->code) == BPF_X)
		str_printf(out, "%c%d", w, in->src_reg);
	else if (op == BPF_MOV || op == BPF_ADD || op == BPF_SUB || op == BPF_LSH ||
	         op == BPF_RSH)
		str_printf(out, "%" PRId32, in->imm);
	else
		put_imm(out, in);
}

static void put_call(struct str *out, const struct bpf_insn *in, uint32_t pc)
{
	const uint32_t known = sizeof(helpers) / sizeof(helpers[0]);

	if (in->src_reg == BPF_PSEUDO_CALL && in->imm == -1) /* a linker has not been there */
		str_printf(out, "call elsewhere");
	else if (in->src_reg == BPF_PSEUDO_CALL)
		str_printf(out, "call %" PRId64, (int64_t)pc + 1 + in->imm);
	else if (in->src_reg == EBPF_CALL_KERNEL)
		str_printf(out, "call kernel function %" PRId32, in->imm);
	else if (in->imm > 0 && (uint32_t)in->imm < known && helpers[in->imm])
		str_printf(out, "call %s", helpers[in->imm]);
	else
		str_printf(out, "call helper %" PRId32, in->imm);
}

int32_t image_ebpf_helper(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(helpers) / sizeof(helpers[0]); i++) {
		if (helpers[i] && strlen(helpers[i]) == len && !memcmp(helpers[i], name, len))
			return (int32_t)i;
	}
	return 0;
}

static void put_jump(struct str *out, const struct bpf_insn *in, uint32_t pc)
{
	uint8_t op = BPF_OP(in->code);
	char w = BPF_CLASS(in->code) == BPF_JMP ? 'r' : 'w';
	int64_t to = (int64_t)pc + 1 + in->off;

	if (op == BPF_EXIT) {
		str_printf(out, "exit");
	} else if (op == BPF_CALL) {
		put_call(out, in, pc);
	} else if (op == BPF_JA) {
		str_printf(out, "goto %" PRId64,
		           w == 'w' ? (int64_t)pc + 1 + in->imm : to);
	} else {
		str_printf(out, "if %c%d %s ", w, in->dst_reg, jump_names[op >> 4]);
		if (BPF_SRC(in->code) == BPF_X)
			str_printf(out, "%c%d", w, in->src_reg);
		else
			put_imm(out, in);
		str_printf(out, " goto %" PRId64, to);
	}
}

static const char *const atomic_words[16] = {
	[BPF_ADD >> 4] = "add",
	[BPF_AND >> 4] = "and",
	[BPF_OR >> 4] = "or",
	[BPF_XOR >> 4] = "xor",
};

static bool is_known_atomic(int32_t imm)
{
	return imm == BPF_CMPXCHG || imm == BPF_XCHG ||
	       (!(imm & ~(0xf0 | BPF_FETCH)) && atomic_words[imm >> 4]);
}

/* As bpftool writes them. */
static void put_atomic(struct str *out, const struct bpf_insn *in)
{
	const char *bits = BPF_SIZE(in->code) == BPF_DW ? "64" : "";
	char sign = in->off < 0 ? '-' : '+';
	const char *size = size_name(in->code);
	int off = in->off < 0 ? -in->off : in->off;
	unsigned op = (in->imm >> 4) & 15;

	if (in->imm == BPF_CMPXCHG) {
		str_printf(out, "r0 = atomic%s_cmpxchg((%s *)(r%d %c %d), r0, r%d)",
		           bits, size, in->dst_reg, sign, off, in->src_reg);
	} else if (in->imm == BPF_XCHG) {
		str_printf(out, "r%d = atomic%s_xchg((%s *)(r%d %c %d), r%d)",
		           in->src_reg, bits, size, in->dst_reg, sign, off,
		           in->src_reg);
	} else if (in->imm & BPF_FETCH) {
		str_printf(out, "r%d = atomic%s_fetch_%s((%s *)(r%d %c %d), r%d)",
		           in->src_reg, bits, atomic_words[op], size, in->dst_reg, sign, off,
		           in->src_reg);
	} else {
		str_printf(out, "lock ");
		put_address(out, in->code, in->dst_reg, in->off);
		str_printf(out, " %s r%d", alu_names[op], in->src_reg);
	}
}

/* What a number of 64 bits stands for: itself, or something that is put in at loading. */
static void put_wide(struct str *out, const struct bpf_insn *in)
{
	uint32_t high = (uint32_t)in[1].imm;

	str_printf(out, "r%d = ", in->dst_reg);
	if (in->src_reg == BPF_PSEUDO_MAP_VALUE)
		str_printf(out, "data + %" PRIu32 " ll", high);
	else if (in->src_reg == BPF_PSEUDO_MAP_FD)
		str_printf(out, "map %" PRId32 " ll", in->imm);
	else if (in->src_reg == BPF_PSEUDO_FUNC)
		str_printf(out, "function %" PRId32 " ll", in->imm);
	else
		str_printf(out, "0x%" PRIx64 " ll",
		           (uint64_t)high << 32 | (uint32_t)in->imm);
}

static void put_load(struct str *out, const struct bpf_insn *in)
{
	uint8_t code = in->code;

	if (code == (BPF_LD | BPF_DW | BPF_IMM)) {
		put_wide(out, in);
	} else if (BPF_CLASS(code) == BPF_LD && BPF_MODE(code) == BPF_ABS) {
		str_printf(out, "r0 = *(%s *)skb[%" PRId32 "]", size_name(code),
		           in->imm);
	} else if (BPF_CLASS(code) == BPF_LD) {
		str_printf(out, "r0 = *(%s *)skb[r%d + %" PRId32 "]", size_name(code),
		           in->src_reg, in->imm);
	} else if (BPF_CLASS(code) == BPF_LDX) {
		str_printf(out, "r%d = %s", in->dst_reg,
		           BPF_MODE(code) == EBPF_MEMSX ? "(signed)" : "");
		put_address(out, code, in->src_reg, in->off);
	} else if (BPF_CLASS(code) == BPF_STX && BPF_MODE(code) == BPF_ATOMIC) {
		put_atomic(out, in);
	} else if (BPF_CLASS(code) == BPF_STX) {
		put_address(out, code, in->dst_reg, in->off);
		str_printf(out, " = r%d", in->src_reg);
	} else {
		put_address(out, code, in->dst_reg, in->off);
		str_printf(out, " = %" PRId32, in->imm);
	}
}

/* Programs of others may have anything. */
bool image_ebpf_known(const struct bpf_insn *in)
{
	uint8_t op = BPF_OP(in->code), mode = BPF_MODE(in->code);

	switch (BPF_CLASS(in->code)) {
	case BPF_ALU:
	case BPF_ALU64:
		if (op == BPF_END)
			return in->imm == 16 || in->imm == 32 || in->imm == 64;
		if (op == BPF_MOV && in->off)
			return BPF_SRC(in->code) == BPF_X &&
			       (in->off == 8 || in->off == 16 || in->off == 32);
		return op == BPF_NEG || alu_names[op >> 4];
	case BPF_JMP:
	case BPF_JMP32:
		return op == BPF_EXIT || op == BPF_CALL || op == BPF_JA ||
		       jump_names[op >> 4];
	case BPF_LD:
		return in->code == (BPF_LD | BPF_DW | BPF_IMM) || mode == BPF_ABS ||
		       mode == BPF_IND;
	case BPF_LDX:
		return mode == BPF_MEM || mode == EBPF_MEMSX;
	case BPF_STX:
		return mode == BPF_MEM || (mode == BPF_ATOMIC && is_known_atomic(in->imm));
	default:
		return mode == BPF_MEM;
	}
}

uint32_t image_ebpf_insn(struct str *out, const struct bpf_insn *in, uint32_t pc)
{
	if (!image_ebpf_known(in)) {
		str_printf(out, "unknown { 0x%02x, %u, %u, %d, %" PRId32 " }",
		           (unsigned)in->code, (unsigned)in->dst_reg,
		           (unsigned)in->src_reg, (int)in->off, in->imm);
		return 1;
	}
	switch (BPF_CLASS(in->code)) {
	case BPF_ALU:
	case BPF_ALU64:
		put_alu(out, in);
		return 1;
	case BPF_JMP:
	case BPF_JMP32:
		put_jump(out, in, pc);
		return 1;
	default:
		put_load(out, in);
		return in->code == (BPF_LD | BPF_DW | BPF_IMM) ? 2 : 1;
	}
}

void image_ebpf(struct str *out, const struct bpf_insn *insns, uint32_t count,
                const char *const *notes, const char *const *lines)
{
	enum { NOTE_COLUMN = 44 };

	for (uint32_t i = 0, size; i < count; i += size) {
		size_t start, used;

		if (lines && lines[i])
			str_printf(out, "; %s\n", lines[i]);
		start = out->len;
		str_printf(out, "%4" PRIu32 ": ", i);
		size = image_ebpf_insn(out, &insns[i], i);
		used = out->len - start;
		if (notes && notes[i])
			str_printf(out, "%*s; %s",
			           used < NOTE_COLUMN ? (int)(NOTE_COLUMN - used) : 1,
			           "", notes[i]);
		str_printf(out, "\n");
	}
}

static void put_json_insn(struct str *out, const struct pfc_prog *prog, uint32_t i)
{
	const struct bpf_insn *in = &prog->ebpf[i];
	const struct bpf_insn *half = i ? in - 1 : NULL;
	struct pfc_span at = prog->ebpf_spans[i];
	struct str text = { 0 };
	json_t *object;
	char *line;

	str_add(&text, "", 0);
	if (!half || half->code != (BPF_LD | BPF_DW | BPF_IMM))
		image_ebpf_insn(&text, in, i);
	object = json_pack(
		"{si si si si si ss si si so}", "code", (int)in->code, "dst",
		(int)in->dst_reg, "src", (int)in->src_reg, "off", (int)in->off, "imm",
		in->imm, "text", text.failed ? "" : text.at, "from", (int)at.off, "len",
		(int)at.len, "note",
		prog->ebpf_notes[i] ? json_string(prog->ebpf_notes[i]) : json_null());
	line = object ? json_dumps(object, JSON_PRESERVE_ORDER) : NULL;
	if (line && !text.failed)
		str_printf(out, "  %s", line);
	else
		out->failed = true;
	free(line);
	json_decref(object);
	str_fini(&text);
}

static void put_hex(struct str *out, const uint8_t *bytes, uint32_t len)
{
	static const char digits[] = "0123456789abcdef";

	if (!str_reserve(out, 2ul * len))
		return;
	for (uint32_t i = 0; i < len; i++) {
		out->at[out->len++] = digits[bytes[i] >> 4];
		out->at[out->len++] = digits[bytes[i] & 15];
	}
	out->at[out->len] = '\0';
}

const char *const image_targets[] = { "cbpf", "socket", "tc", "xdp", "buffer" };

static void put_json(struct str *out, const struct pfc_prog *prog)
{
	/* Of a program of others it may not be known: null. */
	bool known = prog->target != PFC_TARGET_CBPF;
	const char *quote = known ? "\"" : "";

	str_printf(out,
	           "{\n \"format\": \"ebpf\",\n \"target\": %s%s%s,\n"
	           " \"count\": %" PRIu32 ",\n \"instructions\": [\n",
	           quote, known ? image_targets[prog->target] : "null", quote,
	           prog->ebpf_count);
	for (uint32_t i = 0; i < prog->ebpf_count; i++) {
		put_json_insn(out, prog, i);
		str_printf(out, "%s\n", i + 1 < prog->ebpf_count ? "," : "");
	}
	str_printf(out, " ],\n \"data\": \"");
	put_hex(out, prog->data, prog->data_len);
	str_printf(out, "\"\n}\n");
}

bool image_ebpf_prog(struct str *out, const struct pfc_prog *prog,
                     enum pfc_format format)
{
	switch (format) {
	case PFC_FORMAT_LISTING:
		image_ebpf(out, prog->ebpf, prog->ebpf_count, prog->ebpf_notes, NULL);
		return true;
	case PFC_FORMAT_JSON:
		put_json(out, prog);
		return true;
	case PFC_FORMAT_DECIMAL:
		str_printf(out, "%" PRIu32 "\n", prog->ebpf_count);
		break;
	case PFC_FORMAT_C:
	case PFC_FORMAT_HEX:
		break;
	case PFC_FORMAT_ELF:
		return image_elf(out, prog);
	case PFC_FORMAT_XT_BPF:
	case PFC_FORMAT_ASM:
	case PFC_FORMAT_GO:
	case PFC_FORMAT_RUST:
	case PFC_FORMAT_DOT:
		return false;
	}
	for (uint32_t i = 0; i < prog->ebpf_count; i++) {
		const struct bpf_insn *in = &prog->ebpf[i];

		if (format == PFC_FORMAT_C)
			str_printf(out, "{ 0x%02x, %u, %u, %d, %" PRId32 " },\n",
			           (unsigned)in->code, (unsigned)in->dst_reg,
			           (unsigned)in->src_reg, (int)in->off, in->imm);
		else if (format == PFC_FORMAT_DECIMAL)
			str_printf(out, "%u %u %u %d %" PRId32 "\n", (unsigned)in->code,
			           (unsigned)in->dst_reg, (unsigned)in->src_reg,
			           (int)in->off, in->imm);
		else
			str_printf(out, "%02x %x %x %04x %08" PRIx32 "\n",
			           (unsigned)in->code, (unsigned)in->dst_reg,
			           (unsigned)in->src_reg, (unsigned)(uint16_t)in->off,
			           (uint32_t)in->imm);
	}
	return true;
}
