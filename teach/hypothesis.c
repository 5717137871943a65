/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/hypothesis.h"

enum {
	TYPE_IP4 = 0x0800,
	TYPE_IP6 = 0x86dd,
	TYPE_ARP = 0x0806,
	TYPE_RARP = 0x8035,
	TYPE_TAG = 0x8100,
	TYPE_MPLS = 0x8847,
	TYPE_PPPOE = 0x8864,
	IP4_HEADER = 20,
	IP6_HEADER = 40,
};

/* What can stand behind an IP header. */
static const struct {
	uint8_t number;
	enum field_layer layer;
	bool ip4, ip6;
} transports[] = {
	{ 6, FIELD_TCP, true, true },     { 17, FIELD_UDP, true, true },
	{ 132, FIELD_SCTP, true, true },  { 1, FIELD_ICMP, true, false },
	{ 58, FIELD_ICMP6, false, true }, { 2, FIELD_IGMP, true, false },
};

static void fix(struct hypothesis *h, uint32_t at, uint32_t len, uint32_t value,
                uint8_t mask)
{
	for (uint32_t i = 0; i < len && at + i < HYPOTHESIS_BYTES; i++) {
		h->value[at + i] = (uint8_t)(value >> 8 * (len - 1 - i) & mask);
		h->known[at + i] |= mask;
	}
}

static void add_header(struct hypothesis *h, enum field_layer layer, uint32_t at)
{
	if (h->count < HYPOTHESIS_HEADERS)
		h->headers[h->count++] = (struct header){ layer, at };
}

/* How a link type says what its payload is. */
struct typing {
	enum link_type_test test;
	uint32_t type, net; /* offsets */
};

/* The link layer says that the payload is x. false: it cannot be told by bits alone. */
static bool fix_type(struct hypothesis *h, const struct typing *t, uint32_t x)
{
	switch (t->test) {
	case LT_ETHER:
	case LT_SLL:
	case LT_TYPE16:
	case LT_HDLC:
		fix(h, t->type, 2, x, 0xff);
		return true;
	case LT_LLC:
		fix(h, t->net - 2, 2, x, 0xff);
		return true;
	case LT_PPP:
		if (x != TYPE_IP4 && x != TYPE_IP6)
			return false;
		fix(h, t->type, 2, x == TYPE_IP4 ? 0x21 : 0x57, 0xff);
		return true;
	case LT_VERSION:
	case LT_AF:
	case LT_AF_BE:
	case LT_AF8:
	case LT_IPNET:
	case LT_PPP_BSDOS:
	case LT_NLPID:
	case LT_ARCNET:
		return x == TYPE_IP4 || x == TYPE_IP6;
	case LT_IP4:
		return x == TYPE_IP4;
	case LT_IP6:
		return x == TYPE_IP6;
	case LT_SUNATM:
	case LT_WLAN:
	case LT_ATALK:
	case LT_JUNIPER:
	case LT_NONE:
		return false;
	}
	return false;
}

struct making {
	hypotheses_t *out;
	struct arena *arena;
};

static void emit(struct making *m, const struct hypothesis *h)
{
	*vec_push(m->arena, m->out) = *h;
}

/* All transports behind an IP header at net. */
static void emit_ip(struct making *m, const struct hypothesis *base, uint32_t net,
                    bool ip6)
{
	struct hypothesis h = *base, with;
	uint32_t len = ip6 ? IP6_HEADER : IP4_HEADER;

	fix(&h, net, 1, ip6 ? 0x60 : 0x40, 0xf0);
	add_header(&h, ip6 ? FIELD_IP6 : FIELD_IP4, net);
	h.has_ip4 = !ip6;
	h.ip4 = net;
	for (size_t i = 0; i < sizeof(transports) / sizeof(transports[0]); i++) {
		if (!(ip6 ? transports[i].ip6 : transports[i].ip4))
			continue;
		with = h;
		fix(&with, net + (ip6 ? 6 : 9), 1, transports[i].number, 0xff);
		if (!ip6) {
			fix(&with, net + 6, 1, 0, 0x1f);
			fix(&with, net + 7, 1, 0, 0xff);
		}
		add_header(&with, transports[i].layer, net + len);
		emit(m, &with);
	}
	if (ip6) {
		with = h;
		fix(&with, net + 6, 1, 44, 0xff);
		add_header(&with, FIELD_IP6_FRAGMENT, net + len);
		emit(m, &with);
	}
	/* Another protocol, or a later fragment. */
	add_header(&h, FIELD_PAYLOAD, net + len);
	emit(m, &h);
}

/* All payloads of a header whose type field is as t says. */
static void emit_payloads(struct making *m, const struct hypothesis *base,
                          const struct typing *t)
{
	static const uint32_t arps[] = { TYPE_ARP, TYPE_RARP };
	struct hypothesis h = *base;

	if (fix_type(&h, t, TYPE_IP4))
		emit_ip(m, &h, t->net, false);
	h = *base;
	if (fix_type(&h, t, TYPE_IP6))
		emit_ip(m, &h, t->net, true);
	for (size_t i = 0; i < 2; i++) {
		h = *base;
		if (fix_type(&h, t, arps[i])) {
			add_header(&h, FIELD_ARP, t->net);
			emit(m, &h);
		}
	}
}

/* One label, and two. */
static void emit_mpls(struct making *m, const struct hypothesis *base,
                      const struct typing *t)
{
	struct hypothesis h = *base;
	uint32_t at = t->net;

	if (!fix_type(&h, t, TYPE_MPLS))
		return;
	for (int labels = 1; labels <= 2; labels++, at += 4) {
		struct hypothesis last;

		add_header(&h, FIELD_MPLS, at);
		last = h;
		fix(&last, at + 2, 1, 1, 1);
		emit_ip(m, &last, at + 4, false);
		emit_ip(m, &last, at + 4, true);
		fix(&h, at + 2, 1, 0, 1);
	}
}

static void emit_pppoe(struct making *m, const struct hypothesis *base,
                       const struct typing *t)
{
	struct typing ppp = { LT_PPP, t->net + 6, t->net + 8 };
	struct hypothesis h = *base;

	if (!fix_type(&h, t, TYPE_PPPOE))
		return;
	add_header(&h, FIELD_PPPOE, t->net);
	emit_payloads(m, &h, &ppp);
	emit(m, &h);
}

static void emit_llc(struct making *m, const struct hypothesis *base,
                     const struct typing *t)
{
	struct hypothesis h = *base;

	fix(&h, t->type, 1, 0, 0xf8);
	add_header(&h, FIELD_LLC, t->net);
	emit(m, &h);
}

/* Behind so many tags, of which the first has this type. */
static void emit_tagged(struct making *m, const struct hypothesis *base,
                        const struct typing *t, uint32_t type, int tags)
{
	struct hypothesis h = *base;
	struct typing in = *t;

	for (; tags > 0; tags--, type = TYPE_TAG) {
		fix_type(&h, &in, type);
		add_header(&h, FIELD_TAG, in.net);
		in.type = in.net + 2;
		in.net += 4;
		emit_payloads(m, &h, &in);
	}
}

void hypotheses_make(hypotheses_t *out, struct arena *arena, const struct link *link)
{
	static const uint32_t tags[] = { TYPE_TAG, 0x88a8, 0x9100 };
	struct making m = { out, arena };
	struct hypothesis base = { .count = 0 }, any;
	struct typing t = { link->test, link->type_off,
		            (uint32_t)(link->payload + link->nl) };
	bool ether = link->test == LT_ETHER;

	if (ether)
		add_header(&base, FIELD_ETHER, (uint32_t)link->type_off - 12);
	if (link->test == LT_LLC)
		add_header(&base, FIELD_LLC, link->payload);
	if (link->test == LT_SLL || link->test == LT_TYPE16 || link->test == LT_HDLC)
		add_header(&base, FIELD_LINK, link->type_off);
	if (link->test == LT_PPP)
		add_header(&base, FIELD_PPP, link->type_off);
	any = base;
	if (link->layout == LAYOUT_FIXED) {
		emit_payloads(&m, &base, &t);
		for (size_t i = 0; (link->flags & LF_VLAN) && i < 3; i++)
			emit_tagged(&m, &base, &t, tags[i], i == 0 ? 2 : 1);
		if (link->flags & LF_MPLS)
			emit_mpls(&m, &base, &t);
		emit_pppoe(&m, &base, &t);
		if (ether)
			emit_llc(&m, &base, &t);
	}
	emit(&m, &any);
}

/* Bytes of a header; what has none is open to the end. */
static uint32_t length_of(enum field_layer layer)
{
	uint32_t bits = 0;

	if (layer >= FIELD_TCP)
		return UINT32_MAX;
	for (size_t i = 0; i < field_count(); i++) {
		const struct field *f = field_at(i);

		if (f->layer == layer && (uint32_t)f->bit + f->bits > bits)
			bits = (uint32_t)f->bit + f->bits;
	}
	return bits / 8;
}

void hypothesis_bits(const struct hypothesis *h, uint64_t off, uint32_t width, uint32_t *known,
                     uint32_t *value)
{
	*known = width < 4 ? UINT32_MAX << 8 * width : 0;
	*value = 0;
	for (uint32_t i = 0; i < width && off + i < HYPOTHESIS_BYTES; i++) {
		uint32_t shift = 8 * (width - 1 - i);

		*known |= (uint32_t)h->known[off + i] << shift;
		*value |= (uint32_t)h->value[off + i] << shift;
	}
}

struct header hypothesis_at(const struct hypothesis *h, uint32_t off)
{
	for (uint32_t i = h->count; i-- > 0;) {
		const struct header *in = &h->headers[i];

		if (off >= in->at && off - in->at < length_of(in->layer))
			return (struct header){ in->layer, off - in->at };
	}
	return (struct header){ FIELD_NONE, off };
}

struct header hypothesis_behind_ip4(const struct hypothesis *h, uint32_t off)
{
	const struct header *last = h->count ? &h->headers[h->count - 1] : NULL;

	if (last && last->layer >= FIELD_TCP)
		return (struct header){ last->layer, off };
	return (struct header){ FIELD_NONE, off };
}
