/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_names.c - names of fields, for the listing.
 *
 * Which header a load reads follows from the tests in front of it: behind "the type is
 * 0x0800" the payload is IPv4. Where that is not known, there is no name.
 */
#include "compiler/emit_ebpf_int.h"

enum layer { LAYER_UNKNOWN, LAYER_IP4, LAYER_IP6, LAYER_ARP };

enum { IP4_HEADER = 20, IP6_HEADER = 40, TYPE_IP4 = 0x800, TYPE_IP6 = 0x86dd, TYPE_ARP = 0x806 };

struct field {
	uint8_t layer; /* UNKNOWN: the transport header */
	uint8_t off, width;
	const char *name;
};

/* Sources: RFC 791, RFC 8200, RFC 826, RFC 9293. */
static const struct field fields[] = {
	{ LAYER_IP4, 0, 1, "IPv4 version and header length" },
	{ LAYER_IP4, 1, 1, "IPv4 type of service" },
	{ LAYER_IP4, 2, 2, "IPv4 total length" },
	{ LAYER_IP4, 4, 2, "IPv4 identification" },
	{ LAYER_IP4, 6, 2, "IPv4 flags and fragment offset" },
	{ LAYER_IP4, 6, 4, "IPv4 fragment offset, time to live and protocol" },
	{ LAYER_IP4, 8, 1, "IPv4 time to live" },
	{ LAYER_IP4, 9, 1, "IPv4 protocol" },
	{ LAYER_IP4, 12, 4, "IPv4 source" },
	{ LAYER_IP4, 16, 4, "IPv4 destination" },
	{ LAYER_IP6, 0, 4, "IPv6 version, class and flow label" },
	{ LAYER_IP6, 4, 2, "IPv6 payload length" },
	{ LAYER_IP6, 6, 1, "IPv6 next header" },
	{ LAYER_IP6, 7, 1, "IPv6 hop limit" },
	{ LAYER_IP6, 8, 4, "IPv6 source, 1st word" },
	{ LAYER_IP6, 12, 4, "IPv6 source, 2nd word" },
	{ LAYER_IP6, 16, 4, "IPv6 source, 3rd word" },
	{ LAYER_IP6, 20, 4, "IPv6 source, 4th word" },
	{ LAYER_IP6, 24, 4, "IPv6 destination, 1st word" },
	{ LAYER_IP6, 28, 4, "IPv6 destination, 2nd word" },
	{ LAYER_IP6, 32, 4, "IPv6 destination, 3rd word" },
	{ LAYER_IP6, 36, 4, "IPv6 destination, 4th word" },
	{ LAYER_ARP, 6, 2, "ARP operation" },
	{ LAYER_ARP, 14, 4, "ARP sender" },
	{ LAYER_ARP, 24, 4, "ARP target" },
	{ LAYER_UNKNOWN, 0, 2, "source port" },
	{ LAYER_UNKNOWN, 0, 4, "source and destination port" },
	{ LAYER_UNKNOWN, 2, 2, "destination port" },
	{ LAYER_UNKNOWN, 13, 1, "TCP flags" },
};

static const char *field_name(uint8_t layer, uint32_t off, uint8_t width)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (fields[i].layer == layer && fields[i].off == off && fields[i].width == width)
			return fields[i].name;
	}
	return NULL;
}

const char *load_name(const struct body *b, struct val base, uint32_t off, uint8_t width)
{
	const struct link *link = b->e->opts->link;
	uint8_t layer = b->s.layer;
	uint32_t header = layer == LAYER_IP6 ? IP6_HEADER : IP4_HEADER;
	struct val byte;

	if (!link || link->layout != LAYOUT_FIXED)
		return NULL;
	if (!base.id && link->test == LT_ETHER && off == link->type_off && width == 2)
		return "type of the payload";
	if (off < link->payload || layer == LAYER_UNKNOWN)
		return NULL;
	off -= link->payload;
	if (base.id) {
		if (layer != LAYER_IP4 || !val_header_length(b->e->g, base, &byte))
			return NULL;
		return field_name(LAYER_UNKNOWN, off, width);
	}
	if (off < header || layer == LAYER_ARP)
		return field_name(layer, off, width);
	return field_name(LAYER_UNKNOWN, off - header, width);
}

uint8_t layer_behind(const struct body *b, const struct node *n, uint32_t i)
{
	const struct link *link = b->e->opts->link;
	const struct arm *arms = graph_arms(b->e->g, n);
	const struct value *x = graph_value(b->e->g, n->v);

	if (!link || n->kind != NODE_SWITCH || x->op != VAL_LOAD || x->a.id || x->width != 2 ||
	    link->test != LT_ETHER || x->k != link->type_off ||
	    arm_last(arms, n->count, i) != arms[i].from)
		return b->s.layer;
	switch (arms[i].from) {
	case TYPE_IP4:
		return LAYER_IP4;
	case TYPE_IP6:
		return LAYER_IP6;
	case TYPE_ARP:
		return LAYER_ARP;
	default:
		return LAYER_UNKNOWN;
	}
}
