/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/decompile_harvest.c - what a program compares: which field a compare is about says what
 * its number is, an address, a port, a protocol.
 */
#include <inttypes.h>

#include "teach/decompile_int.h"
#include "teach/parts.h"

static void keep(struct numbers *n, uint64_t value)
{
	for (uint32_t i = 0; i < n->count; i++) {
		if (n->at[i] == value)
			return;
	}
	if (n->count < NUMBERS_MAX)
		n->at[n->count++] = value;
}

/* The compare itself, at the field that it is about. */
static void add_accessor(struct harvest *h, const struct compared *c, uint16_t op)
{
	static const char *const ops[] = { "", "=", ">", ">=", "&" };
	const char *word = field_layer_word(c->layer);
	struct arena *arena = h->d->arena;
	const char *text;

	if (!word || (op == BPF_JSET && !c->value) ||
	    (c->bytes != 1 && c->bytes != 2 && c->bytes != 4))
		return;
	if (c->mask == load_all(c->bytes))
		text = arena_printf(arena, "%s[%" PRIu32 " : %" PRIu32 "]", word,
		                    c->off, c->bytes);
	else
		text = arena_printf(arena, "%s[%" PRIu32 " : %" PRIu32 "] & 0x%" PRIx32,
		                    word, c->off, c->bytes, c->mask);
	if (op == BPF_JSET)
		text = arena_printf(
			arena, "%s[%" PRIu32 " : %" PRIu32 "] & 0x%" PRIx32 " != 0",
			word, c->off, c->bytes, c->value);
	else
		text = arena_printf(arena, "%s %s %" PRIu32, text, ops[op >> 4],
		                    c->value);
	*vec_push(arena, &h->accessors) = text;
}

/* The same for bytes that lie anywhere. */
static void add_raw(struct harvest *h, const struct note *note,
                    const struct sock_filter *insn)
{
	const struct sock_filter *from;
	struct compared c = { NULL, FIELD_ETHER, 0, 4, 0, 0 };

	if (note->a.load < 0 || note->a.left || note->a.right > 31)
		return;
	from = &h->d->notes->insns[note->a.load];
	if (BPF_CLASS(from->code) != BPF_LD || BPF_MODE(from->code) != BPF_ABS ||
	    from->k >= (uint32_t)SKF_LL_OFF)
		return;
	c.off = from->k;
	c.bytes = load_width(from->code);
	c.mask = note->a.mask;
	c.value = insn->k << note->a.right;
	add_accessor(h, &c, BPF_OP(insn->code));
}

static void keep_bounds(struct numbers *n, const struct compared *c, uint16_t op)
{
	uint64_t v = c->value;

	if (op == BPF_JGT || op == BPF_JEQ)
		keep(n, v + 1);
	if (op != BPF_JGT)
		keep(n, v);
}

/* An address, or the bytes that a load has of one: under a mask, or shifted, the network of
 * that length.
 */
static void harvest_ip4(struct harvest *h, const struct compared *c)
{
	uint32_t end = (c->field->bit + c->field->bits) / 8u;
	uint32_t shift = end > c->off + c->bytes ? 8 * (end - c->off - c->bytes) : 0;
	struct compared whole = *c;
	uint64_t step;

	if (shift > 24 || !c->mask)
		return;
	whole.value <<= shift;
	step = (uint64_t)(c->mask & (0 - c->mask)) << shift;
	keep(&h->hosts, whole.value);
	keep(&h->bounds, whole.value);
	keep(&h->bounds, whole.value + step);
}

static void harvest_field(struct harvest *h, const struct compared *c, uint16_t op)
{
	uint32_t low = c->mask ? (uint32_t)__builtin_ctz(c->mask) : 0;

	switch (c->field->values) {
	case VALUES_ETHERTYPE:
		keep(&h->types, c->value);
		return;
	case VALUES_IPPROTO:
		keep(&h->protocols, c->value);
		return;
	case VALUES_PORT:
		keep(&h->ports, c->value);
		keep_bounds(&h->port_bounds, c, op);
		return;
	case VALUES_IP4:
		harvest_ip4(h, c);
		return;
	case VALUES_IP6:
		h->ip6 = true;
		keep_bounds(&h->bounds6[(8 * c->off - c->field->bit) / 32 & 3], c, op);
		return;
	case VALUES_MAC:
		h->mac = true;
		return;
	case VALUES_NUMBER:
	case VALUES_PPP:
	case VALUES_ARP_OP:
	case VALUES_TCP_FLAGS:
	case VALUES_ICMP_TYPE:
	case VALUES_ICMP6_TYPE:
		break;
	}
	if (c->layer == FIELD_TAG && c->field->bits == 12) {
		keep(&h->tags, c->value >> low);
		keep(&h->tag_bounds, (c->value >> low) + (op == BPF_JGT));
	}
	if (c->layer == FIELD_MPLS && c->field->bits == 20) {
		keep(&h->labels, c->value >> low);
		keep(&h->label_bounds, (c->value >> low) + (op == BPF_JGT));
	}
	if (c->layer == FIELD_PPPOE)
		keep(&h->sessions, c->value);
}

static void harvest_insn(struct harvest *h, uint32_t i)
{
	const struct notes *n = h->d->notes;
	const struct sock_filter *insn = &n->insns[i];
	const struct note *note = &n->at[i];
	struct compared parts[NOTES_PARTS];
	uint32_t count;

	if (BPF_CLASS(insn->code) != BPF_JMP || BPF_OP(insn->code) == BPF_JA ||
	    BPF_SRC(insn->code) == BPF_X)
		return;
	if (note->a.load >= 0 && BPF_CLASS(n->insns[note->a.load].code) == BPF_LD &&
	    BPF_MODE(n->insns[note->a.load].code) == BPF_LEN) {
		keep(&h->lengths, insn->k);
		keep(&h->lengths, (uint64_t)insn->k + 1);
		return;
	}
	add_raw(h, note, insn);
	count = notes_compared(n, i, parts);
	for (uint32_t p = 0; p < count; p++) {
		add_accessor(h, &parts[p], BPF_OP(insn->code));
		if (parts[p].field)
			harvest_field(h, &parts[p], BPF_OP(insn->code));
	}
}

void decompile_harvest(struct harvest *h)
{
	for (uint32_t i = 0; i < h->d->notes->count; i++)
		harvest_insn(h, i);
}
