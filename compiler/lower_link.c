/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_link.c - where a packet of each link type starts.
 *
 * Most link types have one world to start in, with all headers at fixed places. In front of
 * 802.11 stand headers whose length is in the packet: it becomes the base of all loads. Where
 * a test has to tell two layouts apart there are two worlds.
 *
 * Sources: IEEE 802.11 9.2 and 9.3 (frame formats), radiotap.org (presence word, flags),
 * the AVS capture header, linux/if_arp.h (Prism), the PPI header specification, pf(4).
 */
#include <string.h>

#include "compiler/lower.h"

enum {
	PRISM_HEADER = 144,      /* bytes */
	PPI_WLAN = 0x69000000,   /* DLT 105, little-endian */
	WLAN_HEADER = 24,        /* bytes without the optional fields */
	/* The radiotap presence word is little-endian; bit numbers as in a big-endian load. */
	RADIO_TSFT = 1 << 24,
	RADIO_FLAGS = 1 << 25,
	RADIO_EXT = 1 << 7,
	RADIO_DATAPAD = 0x20,
};

static const uint32_t avs_cookie = 0x80211000; /* the upper 20 bits of its first word */

/* The 16-bit little-endian header length at byte 2 of radiotap and PPI headers. */
static struct val length_le16(struct lower *cx)
{
	struct val high = val_op_k(cx->g, VAL_LSH, val_load(cx->g, 1, VAL_NONE, 3), 8);

	return val_op(cx->g, VAL_ADD, high, val_load(cx->g, 1, VAL_NONE, 2));
}

/* Bytes that the header of a data frame has beyond WLAN_HEADER: QoS control, a fourth address
 * where the frame goes from one distribution system to another, HT control.
 */
static struct val wlan_options(struct lower *cx, struct pos l)
{
	struct graph *g = cx->g;
	struct val f0 = pos_u8(cx, l, 0), f1 = pos_u8(cx, l, 1);
	struct val qos, both_ds, ht;

	qos = val_op_k(g, VAL_AND, val_op_k(g, VAL_RSH, f0, 6), 2);
	both_ds = val_op(g, VAL_AND, val_op_k(g, VAL_RSH, f1, 1), f1);
	both_ds = val_op_k(g, VAL_MUL, val_op_k(g, VAL_AND, both_ds, 1), 6);
	ht = val_op_k(g, VAL_AND, val_op(g, VAL_AND, f0, f1), 0x80);
	ht = val_op_k(g, VAL_RSH, ht, 5);
	return val_op(g, VAL_ADD, val_op(g, VAL_ADD, both_ds, ht), qos);
}

/* padded: up to a multiple of four, as some drivers leave it and radiotap flags say. */
static void wlan_layout(struct lower *cx, struct where *w, struct pos l, bool padded)
{
	struct val options = wlan_options(cx, l);

	if (padded) { /* WLAN_HEADER is a multiple of four already */
		options = val_op_k(cx->g, VAL_ADD, options, 3);
		options = val_op_k(cx->g, VAL_AND, options, ~3u);
	}
	w->l = w->t = l;
	w->p = pos_add(pos_add_val(cx, l, options), WLAN_HEADER);
}

struct val link_length(struct lower *cx)
{
	enum link_layout layout = cx->opts.link->layout;

	if (layout != LAYOUT_AVS && layout != LAYOUT_PRISM)
		return VAL_NONE;
	return val_load(cx->g, 4, VAL_NONE, 4);
}

static void layout(struct lower *cx, struct where *w, bool second)
{
	struct pos zero = { VAL_NONE, 0 };
	struct val len;

	switch (w->link->layout) {
	case LAYOUT_FIXED:
	case LAYOUT_UNKNOWN:
		break;
	case LAYOUT_PFLOG:
		len = val_op_k(cx->g, VAL_ADD, pos_u8(cx, zero, 0), 3);
		w->p = pos_add_val(cx, zero, val_op_k(cx->g, VAL_AND, len, 0x1fc));
		break;
	case LAYOUT_WLAN:
		wlan_layout(cx, w, zero, false);
		break;
	case LAYOUT_RADIO:
		wlan_layout(cx, w, pos_add_val(cx, zero, length_le16(cx)), second);
		break;
	case LAYOUT_PPI:
		wlan_layout(cx, w, pos_add_val(cx, zero, length_le16(cx)), false);
		break;
	case LAYOUT_AVS:
		wlan_layout(cx, w, pos_add_val(cx, zero, link_length(cx)), false);
		break;
	case LAYOUT_PRISM:
		if (second)
			zero = pos_add_val(cx, zero, link_length(cx));
		else
			zero.off = PRISM_HEADER;
		wlan_layout(cx, w, zero, false);
		break;
	}
}

uint32_t start_worlds(struct lower *cx, uint32_t out[START_WORLDS])
{
	const struct link *link = cx->opts.link;
	bool two = link->layout == LAYOUT_RADIO || link->layout == LAYOUT_PRISM;

	for (uint32_t i = 0; i < 1u + two; i++) {
		struct where w;

		memset(&w, 0, sizeof(w));
		w.link = link;
		w.test = link->test;
		w.l.off = link->link_off;
		w.t.off = link->type_off;
		w.p.off = link->payload;
		w.nl = link->nl;
		w.nls = (uint32_t)link->nls;
		layout(cx, &w, i == 1);
		out[i] = world_intern(cx, &w);
	}
	return 1u + two;
}

/* The padding flag, which is there when the first presence word says so and no other one
 * follows it.
 */
static struct ref radio_padded(struct lower *cx, struct ref yes, struct ref no)
{
	struct graph *g = cx->g;
	struct val present = val_load(g, 4, VAL_NONE, 4);
	struct val early = val_op_k(g, VAL_AND, val_load(g, 1, VAL_NONE, 8), RADIO_DATAPAD);
	struct val late = val_op_k(g, VAL_AND, val_load(g, 1, VAL_NONE, 16), RADIO_DATAPAD);
	struct ref r;

	r = node_eq(g, val_op_k(g, VAL_AND, present, RADIO_TSFT), 0,
	            node_eq(g, early, 0, no, yes), node_eq(g, late, 0, no, yes));
	return node_eq(g, val_op_k(g, VAL_AND, present, RADIO_FLAGS | RADIO_EXT), RADIO_FLAGS,
	               r, no);
}

/* Only data frames are padded; in others nobody asks where their payload is. */
static struct ref radio_start(struct lower *cx, const struct ref start[START_WORLDS])
{
	struct ref padded = radio_padded(cx, start[1], start[0]);

	cx->w = &cx->worlds.at[0];
	padded = lower_wlan_data(cx, padded, start[0]);
	cx->w = NULL;
	return padded;
}

struct ref lower_start(struct lower *cx, const struct ref start[START_WORLDS])
{
	struct val first = val_load(cx->g, 4, VAL_NONE, 0);
	struct val dlt = val_load(cx->g, 4, VAL_NONE, 4);

	switch (cx->opts.link->layout) {
	case LAYOUT_RADIO:
		if (ref_is(start[0], start[1]))
			break;
		return radio_start(cx, start);
	case LAYOUT_PRISM:
		if (ref_is(start[0], start[1]))
			break;
		return node_eq(cx->g, val_op_k(cx->g, VAL_AND, first, 0xfffff000), avs_cookie,
		               start[1], start[0]);
	case LAYOUT_PPI:
		return node_eq(cx->g, dlt, PPI_WLAN, start[0], REJECT);
	case LAYOUT_FIXED:
	case LAYOUT_PFLOG:
	case LAYOUT_WLAN:
	case LAYOUT_AVS:
	case LAYOUT_UNKNOWN:
		break;
	}
	return start[0];
}
