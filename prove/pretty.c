/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/pretty.c - a witness that looks like a packet.
 *
 * What a solver gives is any bytes. Each step here changes a copy and keeps it only if the
 * programs still say the same of it, so nothing that matters is lost.
 */
#include "prove/pretty.h"

#include <string.h>

#include "base/bytes.h"

enum {
	WHOLE_MAX = 65549,  /* bytes; the longest IP packet behind an Ethernet header */
	ETHER_HEAD = 14,
	ETHERTYPE_IP = 0x0800,
	ETHERTYPE_ARP = 0x0806,
	ETHERTYPE_IP6 = 0x86dd,
	PROTO_ICMP = 1,
	PROTO_TCP = 6,
	PROTO_UDP = 17,
	PROTO_ICMP6 = 58,
	LINK_ETHER = 1,
	LINK_RAW = 101,
};

struct pretty {
	struct witness *w;    /* holds */
	struct witness *next; /* with a change that may not */
	holds_fn *fn;
	const void *ctx;
	enum region region;
	uint32_t fixed; /* offset of a byte that is not cleared; UINT32_MAX: none */
};

/* Keeps what was changed in next if it may; returns whether. Then both are equal. */
static bool keep(struct pretty *p)
{
	bool good = p->fn(p->ctx, p->next, p->region);

	if (good)
		witness_copy(p->w, p->next);
	else
		witness_copy(p->next, p->w);
	return good;
}

/* ---- length ---- */

/* The lengths alone can be tried without copies. */
static bool try_lengths(struct pretty *p, uint32_t caplen, uint32_t len)
{
	uint32_t old_caplen = p->w->caplen, old_len = p->w->len;

	p->w->caplen = caplen;
	p->w->len = len;
	if (p->fn(p->ctx, p->w, p->region)) {
		p->next->caplen = caplen;
		p->next->len = len;
		return true;
	}
	p->w->caplen = old_caplen;
	p->w->len = old_len;
	return false;
}

/* The shortest packet of which nothing is missing, else the shortest piece of one. */
static void shorten(struct pretty *p)
{
	uint32_t caplen = p->w->caplen, len = p->w->len;

	for (uint32_t n = 0; n <= WHOLE_MAX; n++) {
		if (try_lengths(p, n, n))
			return;
	}
	for (uint32_t n = 0; n < caplen; n++) {
		if (try_lengths(p, n, len))
			break;
	}
	for (uint32_t n = p->w->caplen; n < len && n <= WHOLE_MAX; n++) {
		if (try_lengths(p, p->w->caplen, n))
			break;
	}
}

static bool is_whole(const struct witness *w)
{
	return w->caplen == w->len;
}

/* At least n bytes. */
static bool lengthen(struct pretty *p, uint32_t n)
{
	if (p->w->caplen >= n)
		return true;
	return try_lengths(p, n, is_whole(p->w) || p->w->len < n ? n : p->w->len);
}

/* ---- bytes ---- */

static void clear_rest(struct pretty *p)
{
	witness_copy(p->next, p->w);
	memset(p->next->data + p->next->caplen, 0, p->next->room - p->next->caplen);
	keep(p);
}

/* Bytes are cleared in place: there may be many. */
static void clear_bytes(struct pretty *p)
{
	struct witness *w = p->w;

	for (uint32_t i = 0; i < w->caplen; i++) {
		uint8_t old = w->data[i];

		if (i == p->fixed)
			continue;
		w->data[i] = 0;
		if (old && !p->fn(p->ctx, w, p->region))
			w->data[i] = old;
	}
	witness_copy(p->next, w);
}

static void clear_meta(struct pretty *p)
{
	p->next->has_meta = false;
	memset(&p->next->meta, 0, sizeof(p->next->meta));
	if (keep(p))
		return;
	for (int kind = META_THERE + 1; kind < META_KINDS; kind++) {
		witness_set_meta(p->next, (enum meta_kind)kind, 0);
		keep(p);
	}
}

/* Writes bytes where there were only zeros and the packet has room. */
static void fill(struct pretty *p, uint32_t at, const void *bytes, uint32_t count)
{
	if (at + count > p->w->caplen)
		return;
	for (uint32_t i = 0; i < count; i++) {
		if (p->w->data[at + i])
			return;
	}
	memcpy(p->next->data + at, bytes, count);
	keep(p);
}

static void set_u16(struct pretty *p, uint32_t at, uint32_t value)
{
	if (at + 2 > p->w->caplen || value > UINT16_MAX)
		return;
	p->next->data[at] = (uint8_t)(value >> 8);
	p->next->data[at + 1] = (uint8_t)value;
	keep(p);
}

/* Some bits of a byte, if none of them is set. */
static void set_bits(struct pretty *p, uint32_t at, uint8_t mask, uint8_t value)
{
	if (at >= p->w->caplen || p->w->data[at] & mask)
		return;
	p->next->data[at] |= value;
	keep(p);
}

/* ---- checksums ---- */

/* RFC 1071, over bytes from..to. */
static uint32_t sum(const uint8_t *data, uint32_t from, uint32_t to, uint32_t so_far)
{
	for (; from + 1 < to; from += 2)
		so_far += get_be16(data + from);
	if (from < to)
		so_far += (uint32_t)data[from] << 8;
	return so_far;
}

static uint32_t fold(uint32_t s)
{
	while (s >> 16)
		s = (s & 0xffff) + (s >> 16);
	return ~s & 0xffff;
}

/* The checksum at `at` over from..to; pseudo: the sum of what is not in there. */
static void set_checksum(struct pretty *p, uint32_t at, uint32_t from, uint32_t to,
                         uint32_t pseudo, bool never_zero)
{
	uint32_t value;

	if (to > p->w->caplen || at + 2 > to)
		return;
	p->next->data[at] = p->next->data[at + 1] = 0;
	value = fold(sum(p->next->data, from, to, pseudo));
	witness_copy(p->next, p->w);
	set_u16(p, at, !value && never_zero ? 0xffff : value);
}

/* ---- headers ---- */

/* What stands behind the network header at `at`, up to the end. */
static void transport(struct pretty *p, uint8_t proto, uint32_t at, uint32_t pseudo)
{
	uint32_t end, checksum;
	bool whole;

	switch (proto) {
	case PROTO_TCP:
		if (!lengthen(p, at + 20))
			return;
		set_bits(p, at + 12, 0xf0, 0x50);
		checksum = at + 16;
		break;
	case PROTO_UDP:
		if (!lengthen(p, at + 8))
			return;
		set_u16(p, at + 4, p->w->len - at);
		checksum = at + 6;
		break;
	case PROTO_ICMP:
	case PROTO_ICMP6:
		if (!lengthen(p, at + 8))
			return;
		checksum = at + 2;
		break;
	default:
		return;
	}
	end = p->w->caplen;
	whole = is_whole(p->w);
	pseudo = proto == PROTO_ICMP ? 0 : pseudo + proto + (end - at);
	if (whole)
		set_checksum(p, checksum, at, end, pseudo, proto == PROTO_UDP);
}

static void ip4(struct pretty *p, uint32_t at)
{
	static const uint8_t src[] = { 192, 0, 2, 1 }, dst[] = { 192, 0, 2, 2 };
	const uint8_t *head = p->w->data + at;
	uint32_t head_len;
	bool first;

	lengthen(p, at + 20);
	if (at + 20 > p->w->caplen)
		return;
	set_bits(p, at, 0xf0, 0x40);
	set_bits(p, at, 0x0f, 0x05);
	fill(p, at + 8, "\x40", 1);
	fill(p, at + 9, "\x11", 1);
	fill(p, at + 12, src, 4);
	fill(p, at + 16, dst, 4);
	head_len = (head[0] & 0xfu) * 4;
	first = !(get_be16(head + 6) & 0x1fff);
	if (head_len >= 20 && first) {
		/* The length is part of no checksum but that of this header. */
		transport(p, head[9], at + head_len,
		          sum(p->w->data, at + 12, at + 20, 0));
	}
	set_u16(p, at + 2, p->w->len - at);
	if (head_len >= 20)
		set_checksum(p, at + 10, at, at + head_len, 0, false);
}

static void ip6(struct pretty *p, uint32_t at)
{
	static const uint8_t src[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
	static const uint8_t dst[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 2 };

	lengthen(p, at + 40);
	if (at + 40 > p->w->caplen)
		return;
	set_bits(p, at, 0xf0, 0x60);
	fill(p, at + 6, "\x11", 1);
	fill(p, at + 7, "\x40", 1);
	fill(p, at + 8, src, 16);
	fill(p, at + 24, dst, 16);
	transport(p, p->w->data[at + 6], at + 40, sum(p->w->data, at + 8, at + 40, 0));
	set_u16(p, at + 4, p->w->len - at - 40);
}

static void arp(struct pretty *p, uint32_t at)
{
	lengthen(p, at + 28);
	fill(p, at, "\0\1\x08\0\6\4\0\1", 8);
	fill(p, at, "\0\1", 2);
	fill(p, at + 2, "\x08\0", 2);
	fill(p, at + 4, "\6\4", 2);
	fill(p, at + 6, "\0\1", 2);
}

static void network(struct pretty *p, uint32_t type, uint32_t at)
{
	if (type == ETHERTYPE_IP)
		ip4(p, at);
	else if (type == ETHERTYPE_IP6)
		ip6(p, at);
	else if (type == ETHERTYPE_ARP)
		arp(p, at);
}

static bool is_tag(uint32_t type)
{
	return type == 0x8100 || type == 0x88a8 || type == 0x9100;
}

/* Where the network header of an Ethernet frame starts, and its type; 0: not there. */
static uint32_t ether_payload(const struct witness *w, uint32_t *type)
{
	uint32_t at = ETHER_HEAD - 2;

	while (at + 4 <= w->caplen && is_tag(get_be16(w->data + at)))
		at += 4;
	if (at + 2 > w->caplen)
		return 0;
	*type = get_be16(w->data + at);
	return at + 2;
}

/* Before anything is cut: a version, and a header length that leaves no header out or in
 * the middle of another. What follows the header moves with its length.
 */
static void straighten(struct pretty *p, uint32_t type, uint32_t at)
{
	enum { MOVED = 40 };
	uint8_t *head = p->next->data + at;
	uint32_t from = (head[0] & 0xfu) * 4;

	if (type == ETHERTYPE_IP6 && at < p->w->caplen) {
		head[0] = (uint8_t)((head[0] & 0xf) | 0x60);
		keep(p);
	}
	if (type != ETHERTYPE_IP || !lengthen(p, at + 20 + MOVED))
		return;
	memmove(head + 20, head + from, MOVED);
	head[0] = 0x45;
	if (!keep(p)) {
		head[0] = (uint8_t)((head[0] & 0xf) | 0x40);
		keep(p);
	}
	if (head[0] == 0x45)
		p->fixed = at;
	if (!lengthen(p, at + 20 + MOVED) || head[9] != PROTO_TCP)
		return;
	from = (head[0] & 0xfu) * 4;
	head[from + 12] = (uint8_t)((head[from + 12] & 0xf) | 0x50);
	keep(p);
}

static void ether(struct pretty *p)
{
	static const uint8_t src[] = { 2, 0, 0, 0, 0, 1 }, dst[] = { 2, 0, 0, 0, 0, 2 };
	uint32_t at, type = 0;

	lengthen(p, ETHER_HEAD);
	fill(p, 0, dst, 6);
	fill(p, 6, src, 6);
	for (at = ETHER_HEAD; ether_payload(p->w, &type) == 0 && lengthen(p, at); at += 4)
		;
	at = ether_payload(p->w, &type);
	if (!at)
		return;
	fill(p, at - 2, "\x08\0", 2);
	fill(p, at - 2, "\x86\xdd", 2);
	network(p, get_be16(p->w->data + at - 2), at);
}

static void raw(struct pretty *p)
{
	lengthen(p, 1);
	set_bits(p, 0, 0xf0, 0x40);
	if (p->w->caplen)
		network(p, p->w->data[0] >> 4 == 6 ? ETHERTYPE_IP6 : ETHERTYPE_IP, 0);
}

void make_pretty(struct witness *w, struct arena *arena, uint32_t linktype,
                 holds_fn *holds, const void *ctx, enum region region)
{
	struct pretty p = { .w = w, .fn = holds, .ctx = ctx, .region = region };
	uint32_t type = 0, at = 0;

	p.fixed = UINT32_MAX;
	p.next = witness_new(arena, w->room);
	witness_copy(p.next, w);
	if (linktype == LINK_ETHER)
		at = ether_payload(w, &type);
	else if (linktype == LINK_RAW && w->caplen)
		type = w->data[0] >> 4 == 6 ? ETHERTYPE_IP6 : ETHERTYPE_IP;
	straighten(&p, type, at);
	shorten(&p);
	clear_rest(&p);
	clear_bytes(&p);
	clear_meta(&p);
	if (linktype == LINK_ETHER)
		ether(&p);
	else if (linktype == LINK_RAW)
		raw(&p);
}
