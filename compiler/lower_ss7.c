/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_ss7.c - SS7 signal units on MTP2 and its high speed link (HSL).
 *
 * Source: ITU-T Q.703 2.3 and annex A (length indicator, SIO), Q.704 2.2 (routing label: a
 * 32-bit little-endian word of DPC, OPC and SLS).
 */
#include "compiler/lower.h"

enum {
	LI = 2,         /* length indicator, 6 bits */
	SIO = 3,
	LABEL = 4,
	HSL_LI = 4,     /* 9 bits, the upper ones of a halfword */
	HSL_SHIFT = 3,  /* SIO and label are this much further on */
};

static struct val load(struct lower *cx, uint8_t width, uint32_t off)
{
	return val_load(cx->g, width, VAL_NONE, cx->w->link->payload + off);
}

/* Some bits of the label, moved: to the left when `left` is positive. The load is big-endian,
 * so the first byte of the label, the lowest one, is on top.
 */
static struct val bits(struct lower *cx, uint32_t at, int left, uint32_t mask)
{
	struct val label = load(cx, 4, at);

	if (left > 0)
		label = val_op_k(cx->g, VAL_LSH, label, (uint32_t)left);
	else
		label = val_op_k(cx->g, VAL_RSH, label, (uint32_t)-left);
	return val_op_k(cx->g, VAL_AND, label, mask);
}

/* Fourteen bits of the label, in the order of a number so that they compare as one. */
static struct val destination(struct lower *cx, uint32_t at)
{
	return val_op(cx->g, VAL_OR, bits(cx, at, -24, 0xff), bits(cx, at, -8, 0x3f00));
}

static struct val origin(struct lower *cx, uint32_t at)
{
	struct val low = bits(cx, at, -22, 0x3), mid = bits(cx, at, -6, 0x3fc);

	return val_op(cx->g, VAL_OR,
	              val_op(cx->g, VAL_OR, bits(cx, at, 10, 0x3c00), mid), low);
}

/* The same where only equality counts: bits in place, no need to put them in order. */
static struct ref label_is(struct lower *cx, uint32_t at, uint32_t value, uint32_t mask,
                           struct ref yes, struct ref no)
{
	struct val label = load(cx, 4, at);

	return node_eq(cx->g, val_op_k(cx->g, VAL_AND, label, __builtin_bswap32(mask)),
	               __builtin_bswap32(value), yes, no);
}

static struct ref field(struct lower *cx, const struct ast_word *word, struct ref yes,
                        struct ref no)
{
	bool hsl = word->num >= SS7_HSIO;
	uint32_t which = hsl ? word->num - SS7_HSIO : word->num;
	uint32_t shift = hsl ? HSL_SHIFT : 0;
	uint32_t n = word->num2, label = LABEL + shift;
	struct val v;

	if (word->rel == REL_NE) {
		struct ref t = yes;

		yes = no;
		no = t;
	}
	if (word->rel == REL_EQ || word->rel == REL_NE) {
		if (which == SS7_OPC)
			return label_is(cx, label, n << 14, 0x0fffc000, yes, no);
		if (which == SS7_DPC)
			return label_is(cx, label, n, 0x3fff, yes, no);
	}
	switch (which) {
	case SS7_SIO:
		v = load(cx, 1, SIO + shift);
		break;
	case SS7_OPC:
		v = origin(cx, label);
		break;
	case SS7_DPC:
		v = destination(cx, label);
		break;
	default:
		v = bits(cx, label, -4, 0xf);
		break;
	}
	return lower_compare(cx->g, word->rel == REL_NE ? REL_EQ : word->rel, v,
	                     val_const(cx->g, n), yes, no);
}

struct ref lower_ss7_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                          struct ref no)
{
	struct val li = val_op_k(cx->g, VAL_AND, load(cx, 1, LI), 0x3f);
	struct val li9 = val_op_k(cx->g, VAL_AND, load(cx, 2, HSL_LI), 0xff80);

	if (word->word == WORD_SS7_FIELD)
		return field(cx, word, yes, no);
	switch ((enum ss7_word)word->num) {
	case SS7_FISU: /* a fill-in unit carries nothing, a link status one or two bytes */
		return node_eq(cx->g, li, 0, yes, no);
	case SS7_LSSU:
		return node_range(cx->g, li, 1, 2, yes, no);
	case SS7_MSU:
		return node_range(cx->g, li, 3, UINT32_MAX, yes, no);
	case SS7_HFISU:
		return node_eq(cx->g, li9, 0, yes, no);
	case SS7_HLSSU:
		return node_range(cx->g, li9, 1, 0x100, yes, no);
	case SS7_HMSU:
		return node_range(cx->g, li9, 0x101, UINT32_MAX, yes, no);
	}
	return no;
}
