/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/words.c - instructions in words, by the fields they are about. */
#include <inttypes.h>
#include <string.h>

#include "compiler/image.h"
#include "compiler/opcode.h"
#include "teach/parts.h"
#include "teach/value.h"

static void put_bytes(struct str *out, uint64_t off, uint32_t width)
{
	if (width == 1)
		str_printf(out, "byte %" PRIu64, off);
	else
		str_printf(out, "bytes %" PRIu64 "-%" PRIu64, off, off + width - 1);
}

void notes_bytes(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	uint32_t width = load_width(insn->code);

	if (BPF_MODE(insn->code) == BPF_ABS) {
		put_bytes(out, insn->k, width);
	} else if (n->at[i].x_known) {
		put_bytes(out, (uint64_t)n->at[i].x + insn->k, width);
		str_printf(out, ", as X is %" PRIu32, n->at[i].x);
	} else {
		str_printf(out,
		           width == 1 ? "the byte at X + %" PRIu32
		                      : "%" PRIu32 " bytes at X + %" PRIu32,
		           width == 1 ? insn->k : width, insn->k);
	}
}

/* ---- metadata ---- */

static const char *const metadata_words[SKF_AD_MAX] = {
	[SKF_AD_PROTOCOL] = "protocol of the frame",
	[SKF_AD_PKTTYPE] =
		"packet type (0 to us, 1 broadcast, 2 multicast, 3 to others, "
		"4 outgoing)",
	[SKF_AD_IFINDEX] = "interface index",
	[SKF_AD_NLATTR] = "offset of a netlink attribute",
	[SKF_AD_NLATTR_NEST] = "offset of a nested netlink attribute",
	[SKF_AD_MARK] = "mark of the packet",
	[SKF_AD_QUEUE] = "receive queue",
	[SKF_AD_HATYPE] = "type of the interface",
	[SKF_AD_RXHASH] = "hash of the flow",
	[SKF_AD_CPU] = "number of the processor",
	[SKF_AD_ALU_XOR_X] = "A xor X",
	[SKF_AD_VLAN_TAG] = "VLAN tag that was taken out of the frame",
	[SKF_AD_VLAN_TAG_PRESENT] = "presence of a VLAN tag that was taken out of the frame",
	[SKF_AD_PAY_OFFSET] = "where the payload starts",
	[SKF_AD_RANDOM] = "a random number",
	[SKF_AD_VLAN_TPID] = "type of the VLAN tag that was taken out",
};

static const char *metadata_of(const struct sock_filter *insn)
{
	uint32_t kind = insn->k - (uint32_t)SKF_AD_OFF;

	if (BPF_CLASS(insn->code) != BPF_LD || BPF_MODE(insn->code) != BPF_ABS ||
	    insn->k < (uint32_t)SKF_AD_OFF || kind >= SKF_AD_MAX)
		return NULL;
	return metadata_words[kind];
}

/* ---- instructions ---- */

static void put_load(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	uint32_t width = load_width(insn->code);

	if (metadata_of(insn)) {
		str_printf(out, "A = %s, which the kernel knows", metadata_of(insn));
		return;
	}
	if (BPF_MODE(insn->code) == BPF_ABS && insn->k >= (uint32_t)SKF_LL_OFF) {
		bool net = insn->k >= (uint32_t)SKF_NET_OFF;

		str_printf(out, "A = ");
		put_bytes(out, insn->k - (uint32_t)(net ? SKF_NET_OFF : SKF_LL_OFF),
		          width);
		str_printf(out, " of the %s header", net ? "network" : "link");
		return;
	}
	str_printf(out, "A = ");
	if (parts_any(&n->at[i])) {
		parts_put_places(out, &n->at[i], width, load_all(width));
		str_printf(out, " (");
		notes_bytes(out, n, i);
		str_printf(out, ")");
	} else {
		notes_bytes(out, n, i);
		str_printf(out, " of the packet");
	}
}

static void put_alu(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	const struct note *note = &n->at[i];
	uint16_t op = BPF_OP(insn->code);
	uint32_t width;

	if (op == BPF_NEG) {
		str_printf(out, "A = minus A");
		return;
	}
	if (BPF_SRC(insn->code) == BPF_X) {
		str_printf(out, "A = A %s X%s", operation_word((uint8_t)op),
		           op == BPF_DIV || op == BPF_MOD ? "; if X is 0, reject" : "");
		return;
	}
	if (op == BPF_AND && note->a.load >= 0 && place_known(&note->of) &&
	    !note->a.left && !note->a.right) {
		width = load_width(n->insns[note->a.load].code);
		str_printf(out, "of A keep ");
		if (insn->k & note->a.mask)
			parts_put(out, &note->of, width, insn->k & note->a.mask);
		else
			str_printf(out, "nothing");
		str_printf(out, " (mask 0x%" PRIx32 ")", insn->k);
		return;
	}
	str_printf(out,
	           op == BPF_AND || op == BPF_OR || op == BPF_XOR
	                   ? "A = A %s 0x%" PRIx32
	                   : "A = A %s %" PRIu32,
	           operation_word((uint8_t)op), insn->k);
}

/* What A is at a compare, with the name of its header; false: it is not known. */
static bool put_subject(struct str *out, const struct notes *n, uint32_t i)
{
	const struct note *note = &n->at[i];
	const struct sock_filter *from;

	if (note->a.load < 0)
		return false;
	from = &n->insns[note->a.load];
	if (note->a.left || !note->a.mask)
		return false;
	if (BPF_MODE(from->code) == BPF_LEN) {
		str_printf(out, "the length of the packet");
		return note->a.mask == UINT32_MAX && !note->a.right;
	}
	if (metadata_of(from)) {
		str_printf(out, "%.*s", (int)strcspn(metadata_of(from), "("),
		           metadata_of(from));
		while (out->len && out->at && out->at[out->len - 1] == ' ')
			out->at[--out->len] = '\0';
		return note->a.mask == load_all(load_width(from->code)) &&
		       !note->a.right;
	}
	if (!place_known(&note->of))
		return false;
	str_printf(out, "%s ", field_layer_name(note->of.at.layer));
	parts_put(out, &note->of, load_width(from->code), note->a.mask);
	return true;
}

/* Is A made of whole or masked fields of one load? */
static bool has_fields(const struct notes *n, uint32_t i)
{
	const struct note *note = &n->at[i];

	return note->a.load >= 0 && place_known(&note->of) && !note->a.left &&
	       note->a.mask;
}

/* "IPv4 fragment offset is 0 and protocol is 6 (TCP)". */
static void put_equal(struct str *out, const struct notes *n, uint32_t i, uint32_t k)
{
	const struct note *note = &n->at[i];

	parts_put_equal(out, &note->of, load_width(n->insns[note->a.load].code), note->a.mask,
	                note->a.right < 32 ? k << note->a.right : 0);
}

uint32_t notes_compared(const struct notes *n, uint32_t i, struct compared *out)
{
	const struct note *note = &n->at[i];
	struct part parts[NOTES_PARTS];
	uint32_t width, k, count;

	if (!has_fields(n, i))
		return 0;
	width = load_width(n->insns[note->a.load].code);
	k = note->a.right < 32 ? n->insns[i].k << note->a.right : 0;
	count = parts_find(parts, &note->of, width, note->a.mask);
	for (uint32_t p = 0; p < count; p++) {
		const struct part *part = &parts[p];
		/* Bytes of the load behind this field. */
		uint32_t last = (uint32_t)__builtin_ctz(part->mask) / 8 * 8;

		out[p] = (struct compared){
			part->field, part->at.layer,     part->at.at,
			part->bytes, part->mask >> last, (k & part->mask) >> last
		};
	}
	return count;
}

/* Where the fields behind the first one decide nothing: "IPv4 version is at least 4". */
static bool put_order(struct str *out, const struct notes *n, uint32_t i)
{
	const struct note *note = &n->at[i];
	uint32_t width = load_width(n->insns[note->a.load].code), mask = note->a.mask,
		 k, rest;
	bool more = BPF_OP(n->insns[i].code) == BPF_JGT;
	struct part parts[NOTES_PARTS];

	if (note->a.right || parts_find(parts, &note->of, width, mask) < 2 ||
	    !parts[0].field)
		return false;
	k = n->insns[i].k;
	rest = mask & ~parts[0].mask;
	if ((k & ~mask) || (k & rest) != (more ? rest : 0))
		return false;
	parts_put_layer(out, parts, 0);
	parts_put_field(out, &parts[0]);
	str_printf(out, more ? " is more than " : " is at least ");
	value_words(out, parts[0].field, parts[0].mask, k & parts[0].mask);
	return true;
}

static void put_set(struct str *out, const struct notes *n, uint32_t i, uint32_t k)
{
	const struct note *note = &n->at[i];

	parts_put_set(out, &note->of, load_width(n->insns[note->a.load].code),
	              (note->a.right < 32 ? k << note->a.right : 0) & note->a.mask);
}

static void put_condition(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	bool by_x = BPF_SRC(insn->code) == BPF_X;
	uint16_t op = BPF_OP(insn->code);
	size_t start = out->len;

	if (!by_x && has_fields(n, i) && op == BPF_JEQ) {
		put_equal(out, n, i, insn->k);
		return;
	}
	if (!by_x && has_fields(n, i) && op == BPF_JSET) {
		put_set(out, n, i, insn->k);
		return;
	}
	if (!by_x && has_fields(n, i) && op != BPF_JSET && put_order(out, n, i))
		return;
	if (!put_subject(out, n, i)) {
		out->len = start;
		if (out->at)
			out->at[start] = '\0';
		str_printf(out, "A");
	}
	str_printf(out, "%s",
	           op == BPF_JEQ   ? " is "
	           : op == BPF_JGT ? " is more than "
	           : op == BPF_JGE ? " is at least "
	                           : " has a bit of ");
	if (by_x)
		str_printf(out, "X");
	else if (op == BPF_JSET)
		str_printf(out, "0x%" PRIx32, insn->k);
	else
		value_number(out, n, i);
}

static void put_jump(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];

	if (insn->code == (BPF_JMP | BPF_JA)) {
		str_printf(out, "go on at %" PRIu32, i + 1 + insn->k);
		return;
	}
	str_printf(out, "if ");
	put_condition(out, n, i);
	str_printf(out, ": %" PRIu32 ", else %" PRIu32, i + 1 + insn->jt,
	           i + 1 + insn->jf);
}

static void put_x(struct str *out, const struct sock_filter *insn)
{
	switch (BPF_MODE(insn->code)) {
	case BPF_IMM:
		str_printf(out, "X = %" PRIu32, insn->k);
		return;
	case BPF_MEM:
		str_printf(out, "X = scratch word M[%" PRIu32 "]", insn->k);
		return;
	case BPF_LEN:
		str_printf(out, "X = length of the packet");
		return;
	default:
		str_printf(
			out,
			"X = length of the IPv4 header in bytes (4 * low half of byte "
			"%" PRIu32 ")",
			insn->k);
		return;
	}
}

static void put_return(struct str *out, const struct sock_filter *insn)
{
	if (BPF_RVAL(insn->code) == BPF_A)
		str_printf(out, "accept as many bytes as A says; 0 rejects");
	else if (insn->k)
		str_printf(out, "accept: take up to %" PRIu32 " byte%s of the packet",
		           insn->k, insn->k == 1 ? "" : "s");
	else
		str_printf(out, "reject");
}

static void put_a(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];

	switch (BPF_MODE(insn->code)) {
	case BPF_IMM:
		str_printf(out, "A = %" PRIu32, insn->k);
		return;
	case BPF_MEM:
		str_printf(out, "A = scratch word M[%" PRIu32 "]", insn->k);
		return;
	case BPF_LEN:
		str_printf(out, "A = length of the packet");
		return;
	default:
		put_load(out, n, i);
		return;
	}
}

void notes_words(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];

	if (!n->at[i].used)
		str_printf(out, "(never reached) ");
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		put_a(out, n, i);
		return;
	case BPF_LDX:
		put_x(out, insn);
		return;
	case BPF_ST:
		str_printf(out, "scratch word M[%" PRIu32 "] = A", insn->k);
		return;
	case BPF_STX:
		str_printf(out, "scratch word M[%" PRIu32 "] = X", insn->k);
		return;
	case BPF_ALU:
		put_alu(out, n, i);
		return;
	case BPF_JMP:
		put_jump(out, n, i);
		return;
	case BPF_RET:
		put_return(out, insn);
		return;
	default:
		str_printf(out, BPF_MISCOP(insn->code) == BPF_TAX ? "X = A" : "A = X");
		return;
	}
}

void notes_line(struct str *out, const struct notes *n, uint32_t i)
{
	enum { WORDS_COLUMN = 46 };
	struct str line = { 0 };
	size_t len;

	image_cbpf_insn(&line, &n->insns[i], i);
	/* Tabs as blanks, so that a column can follow. */
	for (size_t k = 0; k < line.len; k++)
		str_add(out, line.at[k] == '\t' ? " " : line.at + k, 1);
	len = line.len;
	str_printf(out, "%*s ", len < WORDS_COLUMN ? (int)(WORDS_COLUMN - len) : 0, "");
	notes_words(out, n, i);
	out->failed |= line.failed;
	str_fini(&line);
}

void notes_field(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	const struct note *note = &n->at[i];
	uint32_t width = load_width(insn->code);

	if (BPF_CLASS(insn->code) == BPF_LD && metadata_of(insn)) {
		str_printf(out, "%s", metadata_of(insn));
	} else if (BPF_CLASS(insn->code) == BPF_LD && parts_any(note)) {
		parts_put_places(out, note, width, load_all(width));
	} else if (insn->code == (BPF_LDX | BPF_B | BPF_MSH)) {
		str_printf(out, "IPv4 header length");
	} else if (BPF_CLASS(insn->code) == BPF_JMP &&
	           insn->code != (BPF_JMP | BPF_JA)) {
		size_t start = out->len;

		if (!put_subject(out, n, i) && out->at) {
			out->len = start;
			out->at[start] = '\0';
		}
	}
}

void notes_found(struct str *out, const struct notes *n, uint32_t i, uint32_t a)
{
	if (has_fields(n, i))
		put_equal(out, n, i, a);
	else
		str_printf(out, "A is 0x%" PRIx32, a);
}

void notes_change(struct str *out, const struct notes *n, uint32_t i, const struct flip *f)
{
	const struct note *note = &n->at[i];
	bool named = BPF_CLASS(n->insns[i].code) == BPF_LD && note->count == 1 &&
	             place_known(&note->places[0]);
	size_t start = out->len;

	if (named) {
		parts_put_change(out, &note->places[0], f->at.len, f->from, f->to);
		return;
	}
	notes_field(out, n, i);
	if (out->len == start)
		str_printf(out, "%" PRIu32 " bytes at %" PRIu64, f->at.len, f->at.off);
	str_printf(out, " 0x%0*" PRIx32 " instead of 0x%0*" PRIx32, (int)(2 * f->at.len), f->to,
	           (int)(2 * f->at.len), f->from);
}
