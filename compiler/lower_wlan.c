/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_wlan.c - 802.11: frame types, directions, addresses.
 *
 * Which of its up to four addresses is the source or the destination depends on the type of
 * the frame and on the directions in its second byte. Source: IEEE 802.11 9.2.4, 9.3.
 */
#include "compiler/lower.h"
#include "proto/operands.h"

enum {
	ADDR1 = 4,
	ADDR2 = 10,
	ADDR3 = 16,
	ADDR4 = 24,
	TO_DS = 1,
	FROM_DS = 2,
	SUBTYPE_CTS = 0xc0,
	SUBTYPE_ACK = 0xd0,
};

static struct val masked(struct lower *cx, uint32_t off, uint32_t mask)
{
	return val_op_k(cx->g, VAL_AND, pos_u8(cx, cx->w->l, off), mask);
}

static struct ref if_type(struct lower *cx, uint32_t type, struct ref yes, struct ref no)
{
	return node_eq(cx->g, masked(cx, 0, WLAN_TYPE_MASK), type, yes, no);
}

struct ref lower_wlan_data(struct lower *cx, struct ref yes, struct ref no)
{
	return if_type(cx, WLAN_DATA, yes, no);
}

/* A test of the address at an offset. */
struct probe {
	uint64_t *mac;
	uint32_t count;
	bool group; /* any group address instead */
};

static struct ref probe_at(struct lower *cx, const struct probe *p, uint32_t off,
                           struct ref yes, struct ref no)
{
	if (p->group)
		return node_eq(cx->g, masked(cx, off, 1), 1, yes, no);
	return in_macs(cx, pos_add(cx->w->l, off), p->mac, p->count, yes, no);
}

/* Data and management frames have a source and a destination; control frames do not. */
static struct ref by_kind(struct lower *cx, struct ref data, struct ref mgt, struct ref no)
{
	struct ref r = node_eq(cx->g, masked(cx, 0, WLAN_DATA), 0, mgt, data);

	return node_eq(cx->g, masked(cx, 0, WLAN_CTL), 0, r, no);
}

static struct ref source(struct lower *cx, const struct probe *p, struct ref yes,
                         struct ref no)
{
	struct ref data = node_eq(cx->g, masked(cx, 1, TO_DS), 0,
	                          probe_at(cx, p, ADDR3, yes, no),
	                          probe_at(cx, p, ADDR4, yes, no));

	data = node_eq(cx->g, masked(cx, 1, FROM_DS), 0, probe_at(cx, p, ADDR2, yes, no),
	               data);
	return by_kind(cx, data, probe_at(cx, p, ADDR2, yes, no), no);
}

static struct ref destination(struct lower *cx, const struct probe *p, struct ref yes,
                              struct ref no)
{
	struct ref data = node_eq(cx->g, masked(cx, 1, TO_DS), 0,
	                          probe_at(cx, p, ADDR1, yes, no),
	                          probe_at(cx, p, ADDR3, yes, no));

	return by_kind(cx, data, probe_at(cx, p, ADDR1, yes, no), no);
}

struct ref lower_wlan_macs(struct lower *cx, struct set *s, struct ref yes, struct ref no)
{
	struct probe src = { s->src_mac.at, s->src_mac.count, false };
	struct probe dst = { s->dst_mac.at, s->dst_mac.count, false };
	struct ref in = no;

	if (s->both)
		return source(cx, &src, destination(cx, &dst, yes, no), no);
	if (dst.count)
		in = destination(cx, &dst, yes, no);
	return src.count ? source(cx, &src, yes, in) : in;
}

struct ref lower_wlan_group(struct lower *cx, bool broadcast, struct ref yes, struct ref no)
{
	uint64_t all = 0xffffffffffffull;
	struct probe p = { &all, 1, !broadcast };

	return destination(cx, &p, yes, no);
}

/* The second address: control frames have one, but for CTS and ACK. */
static struct ref second_address(struct lower *cx, struct ref in, struct ref no)
{
	struct ref ctl = node_eq(cx->g, masked(cx, 0, WLAN_SUBTYPE_MASK), SUBTYPE_ACK, no, in);

	ctl = node_eq(cx->g, masked(cx, 0, WLAN_SUBTYPE_MASK), SUBTYPE_CTS, no, ctl);
	return if_type(cx, WLAN_CTL, ctl, in);
}

struct ref lower_wlan_address(struct lower *cx, const struct resolved *r, struct ref yes,
                              struct ref no)
{
	uint64_t mac = mac_number(r->mac);
	struct probe p = { &mac, 1, false };

	if (cx->w->ppp || !(cx->w->link->flags & LF_WLAN)) {
		lower_error(cx, (struct span){ 0, 0 },
		            "only 802.11 packets have this; link type %s does not",
		            cx->w->link->name);
		return no;
	}
	switch (r->dir) {
	case DIR_ADDR1:
		return probe_at(cx, &p, ADDR1, yes, no);
	case DIR_ADDR2:
		return second_address(cx, probe_at(cx, &p, ADDR2, yes, no), no);
	case DIR_ADDR3:
		return if_type(cx, WLAN_CTL, no, probe_at(cx, &p, ADDR3, yes, no));
	case DIR_ADDR4:
		return node_eq(cx->g, masked(cx, 1, WLAN_DIR_MASK), TO_DS | FROM_DS,
		               probe_at(cx, &p, ADDR4, yes, no), no);
	case DIR_RA: /* management frames have a destination instead */
		return if_type(cx, WLAN_MGT, no, probe_at(cx, &p, ADDR1, yes, no));
	case DIR_TA:
		return if_type(cx, WLAN_MGT, no,
		               second_address(cx, probe_at(cx, &p, ADDR2, yes, no), no));
	case DIR_NONE:
	case DIR_SRC:
	case DIR_DST:
	case DIR_SRC_OR_DST:
	case DIR_SRC_AND_DST:
		break;
	}
	return no;
}

struct ref lower_wlan_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                           struct ref no)
{
	if (word->word == WORD_WLAN_DIR)
		return node_eq(cx->g, masked(cx, 1, WLAN_DIR_MASK), word->num, yes, no);
	if (word->has_num2)
		return node_eq(cx->g, masked(cx, 0, WLAN_TYPE_MASK | WLAN_SUBTYPE_MASK),
		               word->num | word->num2, yes, no);
	return if_type(cx, word->num, yes, no);
}
