/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/ebpf_words.c - instructions of eBPF filters in words, by what registers hold. */
#include <inttypes.h>
#include <string.h>

#include "compiler/image.h"
#include "teach/ebpf_notes.h"
#include "teach/parts.h"
#include "teach/value.h"

/* ---- what registers hold ---- */

static void put_bytes(struct str *out, const struct offset *at, uint32_t width)
{
	if (at->header)
		str_printf(out, "%" PRIu32 " byte%s at IPv4 header length + %" PRId32, width,
		           width == 1 ? "" : "s", at->off);
	else if (width == 1)
		str_printf(out, "byte %" PRId32, at->off);
	else
		str_printf(out, "bytes %" PRId32 "-%" PRId32, at->off,
		           at->off + (int32_t)width - 1);
}

/* A pointer or a length; false: there is no name for it. */
static bool put_held(struct str *out, const struct held *h)
{
	switch (h->kind) {
	case HELD_LENGTH:
		str_printf(out, "length of the IPv4 header in bytes");
		if (h->at.off)
			str_printf(out, " + %" PRId32, h->at.off);
		return true;
	case HELD_META:
		str_printf(out, "%s, which the kernel knows", h->meta);
		return true;
	case HELD_CONTEXT:
		str_printf(out, "the context: where the kernel describes the packet");
		return true;
	case HELD_PACKET:
		if (!h->at.header && !h->at.off)
			str_printf(out, "start of the packet");
		else if (!h->at.header)
			str_printf(out, "place of byte %" PRId32 " of the packet", h->at.off);
		else
			str_printf(out, "start of the packet + IPv4 header length");
		if (h->at.header && h->at.off)
			str_printf(out, " + %" PRId32, h->at.off);
		return true;
	case HELD_END:
		str_printf(out, "end of the packet, behind its last byte");
		return true;
	case HELD_STACK:
		str_printf(out, "place %" PRId32 " of the stack", h->at.off);
		return true;
	case HELD_CAPTURED:
		str_printf(out, "number of bytes that are there");
		return true;
	case HELD_WIRE:
		str_printf(out, "length of the packet");
		return true;
	case HELD_UNKNOWN:
	case HELD_NUMBER:
	case HELD_STATUS:
		return false;
	}
	return false;
}

static bool has_fields(const struct held *h, const struct place *of)
{
	return h->kind == HELD_NUMBER && h->loaded && place_known(of) && !h->left && h->mask;
}

/* ---- loads and stores ---- */

static void put_packet_load(struct str *out, const struct ebpf_note_at *at, uint8_t reg)
{
	const struct held *v = &at->after;

	str_printf(out, "r%u = ", (unsigned)reg);
	if (parts_any(&at->note)) {
		parts_put_places(out, &at->note, v->width, load_all(v->width));
		str_printf(out, " (");
		put_bytes(out, &v->at, v->width);
		str_printf(out, ")");
	} else {
		put_bytes(out, &v->at, v->width);
		str_printf(out, " of the packet");
	}
	if (v->swapped)
		str_printf(out, ", first byte lowest");
}

static const char *size_words(uint8_t code)
{
	static const char *const words[] = { "4 bytes", "2 bytes", "1 byte", "8 bytes" };

	return words[BPF_SIZE(code) >> 3];
}

static void put_load(struct str *out, const struct ebpf_note_at *at,
                     const struct bpf_insn *in)
{
	bool by_kernel = BPF_CLASS(in->code) == BPF_LD;
	uint8_t reg = by_kernel ? 0 : in->dst_reg;

	if (at->after.kind == HELD_NUMBER && at->after.loaded) {
		put_packet_load(out, at, reg);
		if (by_kernel)
			str_printf(out, "; by the kernel, which ends the program where it "
			                "cannot");
		return;
	}
	str_printf(out, "r%u = ", (unsigned)reg);
	if (put_held(out, &at->after))
		return;
	if (by_kernel)
		str_printf(out, "bytes of the packet");
	else if (at->src.kind == HELD_STACK)
		str_printf(out, "what was put on the stack at %" PRId32,
		           at->src.at.off + in->off);
	else
		str_printf(out, "%s at r%u %c %d", size_words(in->code), (unsigned)in->src_reg,
		           in->off < 0 ? '-' : '+', in->off < 0 ? -in->off : in->off);
	if (BPF_MODE(in->code) == EBPF_MEMSX)
		str_printf(out, ", with their sign");
}

static void put_store(struct str *out, const struct ebpf_note_at *at,
                      const struct bpf_insn *in)
{
	str_printf(out, "%s ", size_words(in->code));
	if (at->dst.kind == HELD_STACK)
		str_printf(out, "of the stack at %" PRId32, at->dst.at.off + in->off);
	else
		str_printf(out, "at r%u %c %d", (unsigned)in->dst_reg, in->off < 0 ? '-' : '+',
		           in->off < 0 ? -in->off : in->off);
	if (BPF_MODE(in->code) == BPF_ATOMIC) {
		str_printf(out, " are changed by r%u in one step", (unsigned)in->src_reg);
		if (in->imm & BPF_FETCH)
			str_printf(out, "; r%u = what was there",
			           in->imm == BPF_CMPXCHG ? 0 : (unsigned)in->src_reg);
		return;
	}
	str_printf(out, " = ");
	if (BPF_CLASS(in->code) == BPF_ST)
		str_printf(out, "%" PRId32, in->imm);
	else if (!put_held(out, &at->src))
		str_printf(out, "r%u", (unsigned)in->src_reg);
}

/* ---- arithmetic ---- */

static void put_operand(struct str *out, const struct bpf_insn *in)
{
	uint8_t op = BPF_OP(in->code);

	if (BPF_SRC(in->code) == BPF_X)
		str_printf(out, "r%u", (unsigned)in->src_reg);
	else
		str_printf(out,
		           op == BPF_AND || op == BPF_OR || op == BPF_XOR ? "0x%" PRIx32
		                                                          : "%" PRId32,
		           (uint32_t)in->imm);
}

/* A mask that leaves whole fields, or two halves that become a word. */
static bool put_fields(struct str *out, const struct ebpf_note_at *at,
                       const struct bpf_insn *in)
{
	uint8_t op = BPF_OP(in->code);

	if (!has_fields(&at->after, &at->note.of) || at->after.right)
		return false;
	if (op == BPF_AND && BPF_SRC(in->code) == BPF_K) {
		str_printf(out, "of r%u keep ", (unsigned)in->dst_reg);
		parts_put(out, &at->note.of, at->after.width, at->after.mask);
		return true;
	}
	if (op == BPF_OR && at->after.width != at->dst.width) {
		str_printf(out, "r%u = both halves: %s ", (unsigned)in->dst_reg,
		           field_layer_name(at->note.of.at.layer));
		parts_put(out, &at->note.of, at->after.width, at->after.mask);
		return true;
	}
	return false;
}

static void put_alu(struct str *out, const struct ebpf_note_at *at, const struct bpf_insn *in)
{
	uint8_t op = BPF_OP(in->code);
	unsigned reg = in->dst_reg;

	if (op == BPF_END) {
		str_printf(out, "r%u: its %" PRId32 " bytes %s", reg, in->imm / 8,
		           BPF_CLASS(in->code) == BPF_ALU64  ? "the other way round"
		           : BPF_SRC(in->code) == BPF_TO_BE ? "in the order of numbers"
		                                             : "with the lowest first");
		return;
	}
	if (put_fields(out, at, in))
		return;
	str_printf(out, "r%u = ", reg);
	if (put_held(out, &at->after))
		return;
	if (op == BPF_NEG) {
		str_printf(out, "minus r%u", reg);
		return;
	}
	if (op != BPF_MOV)
		str_printf(out, "r%u %s%s ", reg, operation_word(op),
		           in->off ? ", with signs," : "");
	put_operand(out, in);
	if (op == BPF_MOV && in->off)
		str_printf(out, ", of which %d bits count, with their sign", in->off);
}

/* ---- jumps ---- */

static const char *compare_word(uint8_t op)
{
	static const char *const words[16] = {
		[BPF_JEQ >> 4] = "is",
		[BPF_JNE >> 4] = "is not",
		[BPF_JGT >> 4] = "is more than",
		[BPF_JGE >> 4] = "is at least",
		[BPF_JLT >> 4] = "is less than",
		[BPF_JLE >> 4] = "is at most",
		[BPF_JSET >> 4] = "has a bit of",
		[BPF_JSGT >> 4] = "is, with its sign, more than",
		[BPF_JSGE >> 4] = "is, with its sign, at least",
		[BPF_JSLT >> 4] = "is, with its sign, less than",
		[BPF_JSLE >> 4] = "is, with its sign, at most",
	};

	return words[op >> 4] ? words[op >> 4] : "?";
}

static void put_length(struct str *out, const struct offset *at)
{
	if (at->header)
		str_printf(out, "IPv4 header length + ");
	str_printf(out, "%" PRId32, at->off);
}

/* "if the packet has fewer than 30 bytes": of a place and its end, or of two lengths. */
static bool put_bound(struct str *out, const struct ebpf_note_at *at,
                      const struct bpf_insn *in)
{
	const struct held *a = &at->dst, *b = &at->src;
	uint8_t op = BPF_OP(in->code);
	bool by_reg = BPF_SRC(in->code) == BPF_X;
	struct offset need = { .off = in->imm };

	if (by_reg && op == BPF_JGT && a->kind == HELD_PACKET && b->kind == HELD_END)
		need = a->at;
	else if (by_reg && op == BPF_JGT && a->kind == HELD_LENGTH && b->kind == HELD_CAPTURED)
		need = a->at;
	else if (by_reg || op != BPF_JLT || a->kind != HELD_CAPTURED)
		return false;
	str_printf(out, "if fewer than ");
	put_length(out, &need);
	str_printf(out, " bytes are there");
	return true;
}

/* A number by its field, where it is one; false: it is not. */
static bool put_field(struct str *out, const struct ebpf_note_at *at,
                      const struct bpf_insn *in)
{
	const struct held *v = &at->dst;
	uint8_t op = BPF_OP(in->code);
	uint32_t k = (uint32_t)in->imm;

	if (BPF_SRC(in->code) == BPF_X || !has_fields(v, &at->note.of))
		return false;
	k = v->swapped ? swap_bytes(k, v->width) : k;
	if (v->right >= 32)
		return false;
	if (op == BPF_JEQ || op == BPF_JNE) {
		str_printf(out, op == BPF_JEQ ? "if " : "unless ");
		parts_put_equal(out, &at->note.of, v->width, v->mask, k << v->right);
		return true;
	}
	if (op == BPF_JSET) {
		str_printf(out, "if ");
		parts_put_set(out, &at->note.of, v->width, k << v->right & v->mask);
		return true;
	}
	if (v->swapped)
		return false;
	str_printf(out, "if %s ", field_layer_name(at->note.of.at.layer));
	parts_put(out, &at->note.of, v->width, v->mask);
	str_printf(out, " %s ", compare_word(op));
	value_words(out, value_field(&at->note.of, v->width, v->mask, v->right), v->mask,
	            k << v->right);
	return true;
}

static void put_condition(struct str *out, const struct ebpf_note_at *at,
                          const struct bpf_insn *in)
{
	struct str name = { 0 };

	if (at->dst.kind == HELD_STATUS) {
		str_printf(out, BPF_OP(in->code) == BPF_JEQ ? "if that succeeded"
		                                            : "if that failed");
		return;
	}
	if (put_bound(out, at, in) || put_field(out, at, in))
		return;
	if (at->dst.kind == HELD_META)
		str_printf(out, "if %s ", at->dst.meta);
	else if (put_held(&name, &at->dst))
		str_printf(out, "if the %s ", name.at ? name.at : "");
	else
		str_printf(out, "if r%u ", (unsigned)in->dst_reg);
	out->failed |= name.failed;
	str_fini(&name);
	str_printf(out, "%s ", compare_word(BPF_OP(in->code)));
	if (BPF_SRC(in->code) == BPF_X)
		str_printf(out, "r%u", (unsigned)in->src_reg);
	else
		str_printf(out, BPF_OP(in->code) == BPF_JSET ? "0x%" PRIx32 : "%" PRIu32,
		           (uint32_t)in->imm);
}

static void put_call(struct str *out, const struct bpf_insn *in)
{
	if (in->src_reg == 0 &&
	    (in->imm == BPF_FUNC_skb_load_bytes || in->imm == BPF_FUNC_xdp_load_bytes))
		str_printf(out, "r4 bytes of the packet, from r2 on, are copied to r3");
	else
		str_printf(out, "r0 = what %s says of r1 and so on",
		           in->src_reg == BPF_PSEUDO_CALL ? "a function of the program"
		                                          : "the kernel");
}

static void put_jump(struct str *out, const struct ebpf_notes *n, uint32_t i)
{
	const struct bpf_insn *in = &n->program.insns[i];

	switch (BPF_OP(in->code)) {
	case BPF_EXIT:
		str_printf(out, "the end; r0 is the verdict");
		return;
	case BPF_CALL:
		put_call(out, in);
		return;
	case BPF_JA:
		str_printf(out, "go on at %" PRId64, (int64_t)i + 1 + ebpf_jump(in));
		return;
	default:
		put_condition(out, &n->at[i], in);
		str_printf(out, ": %" PRId64 ", else %" PRIu32, (int64_t)i + 1 + in->off, i + 1);
	}
}

/* ---- all of them ---- */

static void put_number(struct str *out, const struct bpf_insn *in)
{
	if (in->src_reg == BPF_PSEUDO_MAP_VALUE)
		str_printf(out, "r%u = place of the values that are looked up",
		           (unsigned)in->dst_reg);
	else if (in->src_reg)
		str_printf(out, "r%u = what the loader puts in", (unsigned)in->dst_reg);
	else
		str_printf(out, "r%u = 0x%" PRIx64, (unsigned)in->dst_reg,
		           (uint64_t)(uint32_t)in[1].imm << 32 | (uint32_t)in->imm);
}

static void put_words(struct str *out, const struct ebpf_notes *n, uint32_t i)
{
	const struct bpf_insn *in = &n->program.insns[i];
	const struct ebpf_note_at *at = &n->at[i];

	if (!image_ebpf_known(in)) {
		str_printf(out, "an instruction that pfc does not know");
		return;
	}
	switch (BPF_CLASS(in->code)) {
	case BPF_ALU:
	case BPF_ALU64:
		put_alu(out, at, in);
		return;
	case BPF_LD:
		if (BPF_MODE(in->code) == BPF_IMM)
			put_number(out, in);
		else
			put_load(out, at, in);
		return;
	case BPF_LDX:
		put_load(out, at, in);
		return;
	case BPF_ST:
	case BPF_STX:
		put_store(out, at, in);
		return;
	default:
		put_jump(out, n, i);
	}
}

/* Notes of the compiler that say what the verdict means. */
static bool is_verdict(const char *note)
{
	return !strncmp(note, "match", 5) || !strncmp(note, "no match", 8);
}

void ebpf_notes_words(struct str *out, const struct ebpf_notes *n, uint32_t i)
{
	const char *note = n->program.notes ? n->program.notes[i] : NULL;

	if (!n->at) {
		str_printf(out, "%s", note ? note : "(the program is too long to be followed)");
		return;
	}
	if (!n->at[i].used && n->program.notes)
		str_printf(out, "(never reached) ");
	put_words(out, n, i);
	if (note && is_verdict(note))
		str_printf(out, ": %s", note);
}
