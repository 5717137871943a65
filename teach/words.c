/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/words.c - instructions in words, by the fields they are about. */
#include <inttypes.h>
#include <string.h>

#include "compiler/image.h"
#include "compiler/opcode.h"
#include "teach/notes.h"
#include "teach/value.h"

enum { PARTS = NOTES_PARTS };

/* A field, and what of it a load reads. */
struct part {
	const struct field *field; /* NULL: none that is known */
	struct header at;          /* its first byte that is read ... */
	uint32_t bytes;            /* ... and how many are */
	uint32_t mask;             /* of the loaded number */
};

static uint32_t width_of(uint16_t code)
{
	return BPF_SIZE(code) == BPF_W ? 4 : BPF_SIZE(code) == BPF_H ? 2 : 1;
}

static uint32_t all_of(uint32_t width)
{
	return width == 4 ? UINT32_MAX : (1u << 8 * width) - 1;
}

static bool known(const struct place *p)
{
	return p->at.layer != FIELD_NONE;
}

/* The header that byte i of a load lies in: loads may begin in one and end in the next. */
static struct header header_of_byte(const struct place *p, uint32_t i)
{
	if (!p->kind || !known(p))
		return (struct header){ p->at.layer, p->at.at + i };
	for (uint32_t k = p->kind->count; k-- > 0;) {
		const struct header *h = &p->kind->headers[k];

		if (h->layer == p->at.layer)
			return hypothesis_at(p->kind, h->at + p->at.at + i);
	}
	return (struct header){ p->at.layer, p->at.at + i };
}

/* The fields that a load of width bytes at a place reads, as far as mask leaves them. */
static uint32_t find_parts(struct part *parts, const struct place *p, uint32_t width,
                           uint32_t mask)
{
	uint32_t count = 0;

	for (uint32_t bit = 0; bit < 8 * width; bit++) {
		uint32_t one = 1u << (8 * width - 1 - bit);
		struct header at = header_of_byte(p, bit / 8);
		const struct field *f = NULL;
		struct part *last = count ? &parts[count - 1] : NULL;

		if (!(mask & one))
			continue;
		if (at.layer != FIELD_NONE)
			f = field_of_bit(at.layer, 8 * at.at + bit % 8);
		if (last && last->field == f && last->at.layer == at.layer) {
			last->mask |= one;
			last->bytes = at.at - last->at.at + 1;
		} else if (count < PARTS) {
			parts[count++] = (struct part){ f, at, 1, one };
		}
	}
	return count;
}

/* "source, word 1 of 4" where a load reads a piece of a long field. */
static void put_field(struct str *out, const struct part *p)
{
	const struct field *f = p->field;
	uint32_t first, last, from, to;

	if (!f) {
		str_printf(out, p->bytes == 1 ? "byte %" PRIu32 : "bytes %" PRIu32 "-%" PRIu32,
		           p->at.at, p->at.at + p->bytes - 1);
		return;
	}
	first = f->bit / 8;
	last = (f->bit + f->bits - 1u) / 8;
	from = p->at.at;
	to = p->at.at + p->bytes - 1;
	str_printf(out, "%s", f->name);
	if ((from == first && to == last) || f->bits <= 16)
		return;
	if (f->bits == 128 && (from - first) % 4 == 0 && to - from == 3)
		str_printf(out, ", word %" PRIu32 " of 4", (from - first) / 4 + 1);
	else if (from == to)
		str_printf(out, ", byte %" PRIu32 " of %" PRIu32, from - first + 1,
		           last - first + 1);
	else
		str_printf(out, ", bytes %" PRIu32 "-%" PRIu32 " of %" PRIu32,
		           from - first + 1, to - first + 1, last - first + 1);
}

/* The name of the header, where it is not that of the part before. */
static void put_layer(struct str *out, const struct part *parts, uint32_t i)
{
	if (i && parts[i].at.layer == parts[i - 1].at.layer)
		return;
	if (parts[i].at.layer == FIELD_NONE)
		str_printf(out, "packet ");
	else
		str_printf(out, "%s ", field_layer_name(parts[i].at.layer));
}

/* The fields of a load, the name of the first header left out. */
static void put_parts(struct str *out, const struct place *p, uint32_t width, uint32_t mask)
{
	struct part parts[PARTS];
	uint32_t count = find_parts(parts, p, width, mask);

	for (uint32_t i = 0; i < count; i++) {
		str_printf(out, "%s", i == 0 ? "" : i + 1 < count ? ", " : " and ");
		if (i)
			put_layer(out, parts, i);
		put_field(out, &parts[i]);
	}
}

/* The layers from i on with the same fields: "TCP, UDP or SCTP". */
static void put_layers(struct str *out, const struct note *n, const bool *same, uint32_t i)
{
	uint32_t count = 0, shown = 0;

	for (uint32_t k = i; k < n->count; k++)
		count += same[k];
	for (uint32_t k = i; k < n->count; k++) {
		if (!same[k])
			continue;
		shown++;
		str_printf(out, "%s%s",
		           shown == 1      ? ""
		           : shown < count ? ", "
		                           : " or ",
		           field_layer_name(n->places[k].at.layer));
	}
}

/* All that a load may be, those of one name joined: "TCP or UDP source port". */
static void put_places(struct str *out, const struct note *n, uint32_t width, uint32_t mask)
{
	bool done[NOTE_PLACES] = { false };
	uint32_t shown = 0;

	for (uint32_t i = 0; i < n->count; i++) {
		bool same[NOTE_PLACES] = { false };
		struct str fields = { 0 };

		if (done[i] || !known(&n->places[i]))
			continue;
		put_parts(&fields, &n->places[i], width, mask);
		for (uint32_t k = i; k < n->count; k++) {
			struct str other = { 0 };

			put_parts(&other, &n->places[k], width, mask);
			same[k] = !done[k] && known(&n->places[k]) && fields.at && other.at &&
			          !strcmp(fields.at, other.at);
			done[k] |= same[k];
			out->failed |= other.failed;
			str_fini(&other);
		}
		str_printf(out, "%s", shown++ ? "; or " : "");
		put_layers(out, n, same, i);
		str_printf(out, " %s", fields.at ? fields.at : "");
		out->failed |= fields.failed;
		str_fini(&fields);
	}
	if (shown && n->more)
		str_printf(out, "; or others");
}

static bool any_known(const struct note *n)
{
	return n->count && known(&n->places[0]);
}

static void put_bytes(struct str *out, uint64_t off, uint32_t width)
{
	if (width == 1)
		str_printf(out, "byte %" PRIu64, off);
	else
		str_printf(out, "bytes %" PRIu64 "-%" PRIu64, off, off + width - 1);
}

/* Where a load reads, as the instruction says it. */
static void put_offset(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	uint32_t width = width_of(insn->code);

	if (BPF_MODE(insn->code) == BPF_ABS) {
		put_bytes(out, insn->k, width);
	} else if (n->at[i].x_known) {
		put_bytes(out, (uint64_t)n->at[i].x + insn->k, width);
		str_printf(out, ", as X is %" PRIu32, n->at[i].x);
	} else {
		str_printf(out, width == 1 ? "the byte at X + %" PRIu32
		                           : "%" PRIu32 " bytes at X + %" PRIu32,
		           width == 1 ? insn->k : width, insn->k);
	}
}

/* ---- metadata ---- */

static const char *const metadata_words[SKF_AD_MAX] = {
	[SKF_AD_PROTOCOL] = "protocol of the frame",
	[SKF_AD_PKTTYPE] = "packet type (0 to us, 1 broadcast, 2 multicast, 3 to others, "
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
	[SKF_AD_VLAN_TAG_PRESENT] = "whether a VLAN tag was taken out of the frame",
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
	uint32_t width = width_of(insn->code);

	if (metadata_of(insn)) {
		str_printf(out, "A = %s, which the kernel knows", metadata_of(insn));
		return;
	}
	if (BPF_MODE(insn->code) == BPF_ABS && insn->k >= (uint32_t)SKF_LL_OFF) {
		bool net = insn->k >= (uint32_t)SKF_NET_OFF;

		str_printf(out, "A = ");
		put_bytes(out, insn->k - (uint32_t)(net ? SKF_NET_OFF : SKF_LL_OFF), width);
		str_printf(out, " of the %s header", net ? "network" : "link");
		return;
	}
	str_printf(out, "A = ");
	if (any_known(&n->at[i])) {
		put_places(out, &n->at[i], width, all_of(width));
		str_printf(out, " (");
		put_offset(out, n, i);
		str_printf(out, ")");
	} else {
		put_offset(out, n, i);
		str_printf(out, " of the packet");
	}
}

static const char *const alu_words[] = {
	[BPF_ADD >> 4] = "plus",      [BPF_SUB >> 4] = "minus",
	[BPF_MUL >> 4] = "times",     [BPF_DIV >> 4] = "divided by",
	[BPF_MOD >> 4] = "modulo",    [BPF_OR >> 4] = "with the bits of",
	[BPF_XOR >> 4] = "xor",       [BPF_AND >> 4] = "and",
	[BPF_LSH >> 4] = "shifted left by", [BPF_RSH >> 4] = "shifted right by",
};

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
		str_printf(out, "A = A %s X%s", alu_words[op >> 4],
		           op == BPF_DIV || op == BPF_MOD ? "; if X is 0, reject" : "");
		return;
	}
	if (op == BPF_AND && note->a.load >= 0 && known(&note->of) && !note->a.left &&
	    !note->a.right) {
		width = width_of(n->insns[note->a.load].code);
		str_printf(out, "of A keep ");
		if (insn->k & note->a.mask)
			put_parts(out, &note->of, width, insn->k & note->a.mask);
		else
			str_printf(out, "nothing");
		str_printf(out, " (mask 0x%" PRIx32 ")", insn->k);
		return;
	}
	str_printf(out,
	           op == BPF_AND || op == BPF_OR || op == BPF_XOR
	                   ? "A = A %s 0x%" PRIx32
	                   : "A = A %s %" PRIu32,
	           alu_words[op >> 4], insn->k);
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
		return note->a.mask == all_of(width_of(from->code)) && !note->a.right;
	}
	if (!known(&note->of))
		return false;
	str_printf(out, "%s ", field_layer_name(note->of.at.layer));
	put_parts(out, &note->of, width_of(from->code), note->a.mask);
	return true;
}

/* Is A made of whole or masked fields of one load? */
static bool has_fields(const struct notes *n, uint32_t i)
{
	const struct note *note = &n->at[i];

	return note->a.load >= 0 && known(&note->of) && !note->a.left && note->a.mask;
}

/* Each field of A with its part of k: "IPv4 fragment offset is 0 and protocol is 6 (TCP)". */
static void put_equal(struct str *out, const struct notes *n, uint32_t i, uint32_t k)
{
	const struct note *note = &n->at[i];
	uint32_t width = width_of(n->insns[note->a.load].code), count;
	struct part parts[PARTS];

	k = note->a.right < 32 ? k << note->a.right : 0;
	count = find_parts(parts, &note->of, width, note->a.mask);
	for (uint32_t p = 0; p < count; p++) {
		const struct field *f = parts[p].field;

		str_printf(out, "%s", p ? " and " : "");
		put_layer(out, parts, p);
		put_field(out, &parts[p]);
		str_printf(out, f && f->values == VALUES_TCP_FLAGS ? " are " : " is ");
		value_words(out, f, parts[p].mask, k & parts[p].mask);
	}
}

uint32_t notes_compared(const struct notes *n, uint32_t i, struct compared *out)
{
	const struct note *note = &n->at[i];
	struct part parts[PARTS];
	uint32_t width, k, count;

	if (!has_fields(n, i))
		return 0;
	width = width_of(n->insns[note->a.load].code);
	k = note->a.right < 32 ? n->insns[i].k << note->a.right : 0;
	count = find_parts(parts, &note->of, width, note->a.mask);
	for (uint32_t p = 0; p < count; p++) {
		const struct part *part = &parts[p];
		/* Bytes of the load behind this field. */
		uint32_t last = (uint32_t)__builtin_ctz(part->mask) / 8 * 8;

		out[p] = (struct compared){ part->field, part->at.layer, part->at.at,
			                    part->bytes, part->mask >> last,
			                    (k & part->mask) >> last };
	}
	return count;
}

static void put_set(struct str *out, const struct notes *n, uint32_t i, uint32_t k)
{
	const struct note *note = &n->at[i];
	uint32_t width = width_of(n->insns[note->a.load].code);
	uint32_t mask = (note->a.right < 32 ? k << note->a.right : 0) & note->a.mask;
	struct part parts[PARTS];
	uint32_t count = find_parts(parts, &note->of, width, mask);

	str_printf(out, "%s ", field_layer_name(note->of.at.layer));
	if (count != 1 || !parts[0].field) {
		put_parts(out, &note->of, width, mask);
		str_printf(out, count > 1 ? " are not all 0" : " has a bit of 0x%" PRIx32,
		           mask);
		return;
	}
	put_field(out, &parts[0]);
	if (value_is_whole(parts[0].field, mask)) {
		str_printf(out, " is not 0");
		return;
	}
	str_printf(out, mask & (mask - 1) ? " has one of the bits " : " has the bit ");
	value_words(out, parts[0].field, mask, mask);
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
	if (!put_subject(out, n, i)) {
		out->len = start;
		if (out->at)
			out->at[start] = '\0';
		str_printf(out, "A");
	}
	str_printf(out, "%s", op == BPF_JEQ    ? " is "
	                      : op == BPF_JGT  ? " is more than "
	                      : op == BPF_JGE  ? " is at least "
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
	str_printf(out, ": %" PRIu32 ", else %" PRIu32, i + 1 + insn->jt, i + 1 + insn->jf);
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
		str_printf(out,
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
		str_printf(out, "accept: take up to %" PRIu32 " bytes of the packet", insn->k);
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

void notes_field(struct str *out, const struct notes *n, uint32_t i)
{
	const struct sock_filter *insn = &n->insns[i];
	const struct note *note = &n->at[i];
	uint32_t width = width_of(insn->code);

	if (BPF_CLASS(insn->code) == BPF_LD && metadata_of(insn)) {
		str_printf(out, "%s", metadata_of(insn));
	} else if (BPF_CLASS(insn->code) == BPF_LD && any_known(note)) {
		put_places(out, note, width, all_of(width));
	} else if (insn->code == (BPF_LDX | BPF_B | BPF_MSH)) {
		str_printf(out, "IPv4 header length");
	} else if (BPF_CLASS(insn->code) == BPF_JMP && insn->code != (BPF_JMP | BPF_JA)) {
		size_t start = out->len;

		if (!put_subject(out, n, i) && out->at) {
			out->len = start;
			out->at[start] = '\0';
		}
	}
}

/* ---- encoding ---- */

void notes_code(struct str *out, uint16_t code)
{
	static const char *const classes[] = { "BPF_LD",  "BPF_LDX", "BPF_ST",  "BPF_STX",
		                               "BPF_ALU", "BPF_JMP", "BPF_RET", "BPF_MISC" };
	static const char *const modes[] = { "BPF_IMM", "BPF_ABS", "BPF_IND", "BPF_MEM",
		                             "BPF_LEN", "BPF_MSH", "?",       "?" };
	static const char *const alus[] = { "BPF_ADD", "BPF_SUB", "BPF_MUL", "BPF_DIV",
		                            "BPF_OR",  "BPF_AND", "BPF_LSH", "BPF_RSH",
		                            "BPF_NEG", "BPF_MOD", "BPF_XOR" };
	static const char *const jumps[] = { "BPF_JA", "BPF_JEQ", "BPF_JGT", "BPF_JGE",
		                             "BPF_JSET" };
	unsigned class = BPF_CLASS(code), op = BPF_OP(code) >> 4;

	str_printf(out, "%s", classes[class]);
	switch (class) {
	case BPF_LD:
	case BPF_LDX:
		str_printf(out, " | %s | %s",
		           BPF_SIZE(code) == BPF_W   ? "BPF_W"
		           : BPF_SIZE(code) == BPF_H ? "BPF_H"
		                                     : "BPF_B",
		           modes[BPF_MODE(code) >> 5]);
		return;
	case BPF_ALU:
		if (op < sizeof(alus) / sizeof(alus[0]))
			str_printf(out, " | %s", alus[op]);
		str_printf(out, BPF_SRC(code) == BPF_X ? " | BPF_X" : " | BPF_K");
		return;
	case BPF_JMP:
		if (op < sizeof(jumps) / sizeof(jumps[0]))
			str_printf(out, " | %s", jumps[op]);
		str_printf(out, BPF_SRC(code) == BPF_X ? " | BPF_X" : " | BPF_K");
		return;
	case BPF_RET:
		str_printf(out, BPF_RVAL(code) == BPF_A ? " | BPF_A" : " | BPF_K");
		return;
	case BPF_MISC:
		str_printf(out, BPF_MISCOP(code) == BPF_TXA ? " | BPF_TXA" : " | BPF_TAX");
		return;
	default:
		return;
	}
}
