/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/walk.h"

#include <stdarg.h>
#include <stdio.h>

#include "capture/order.h"

enum { AHEAD = 2048, LINE = 64 };

/* Fetches the lines from *ahead up to AHEAD bytes behind `from`. */
static inline void fetch(const uint8_t **ahead, const uint8_t *from, const uint8_t *end)
{
	const uint8_t *limit = end - from > AHEAD ? from + AHEAD : end;

	for (; *ahead < limit; *ahead += LINE)
		__builtin_prefetch(*ahead);
}

static enum walk_end bad(struct walk *w, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static enum walk_end bad(struct walk *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(w->why, SOURCE_MSG_MAX, fmt, ap);
	va_end(ap);
	return WALK_BAD;
}

static enum walk_end cut(struct walk *w, uint64_t need, uint64_t has)
{
	w->need = need;
	w->has = has;
	return WALK_SHORT;
}

/* --- pcap --- */

static void exchange(uint32_t *a, uint32_t *b)
{
	uint32_t t = *a;

	*a = *b;
	*b = t;
}

static inline void take_pcap(struct packet *p, const uint8_t *at, uint32_t head,
                             uint32_t caplen, uint32_t len)
{
	p->data = at + head;
	p->caplen = caplen;
	p->len = len;
	p->iface = 0;
	p->flags = PACKET_HAS_TIME;
	p->record = at;
	p->record_len = head + caplen;
}

static inline uint64_t pcap_ns(const uint8_t *at, bool swapped, uint32_t unit_ns)
{
	return (uint64_t)get_32(at, swapped) * 1000000000 +
	       (uint64_t)get_32(at + 4, swapped) * unit_ns;
}

void walk_pcap_record(const struct pcap_form *f, const uint8_t *at, struct packet *p)
{
	uint32_t caplen = get_32(at + 8, f->swapped);

	take_pcap(p, at, PCAP_RECORD_HEADER, caplen, get_32(at + 12, f->swapped));
	p->ns = pcap_ns(at, f->swapped, f->nano ? 1 : 1000);
}

static enum walk_end too_large(struct walk *w, const struct pcap_form *f,
                               uint32_t caplen)
{
	return bad(w, "says it has %u bytes, more than the %u a packet can have",
	           caplen, f->caplen_max);
}

/* swapped, plain are constants in each call below, which makes a loop for each form. */
static inline __attribute__((always_inline)) enum walk_end
walk_pcap_as(struct walk *w, const struct pcap_form *f, bool swapped, uint32_t unit_ns,
             bool plain)
{
	const uint8_t *at = w->at, *ahead = w->at, *end = w->end;
	const uint8_t *until = w->until ? w->until : end + 1;
	const uint32_t head = plain ? PCAP_RECORD_HEADER : f->head;
	uint32_t n = 0;
	enum walk_end why = WALK_FULL;

	for (; n < w->room && at < until; n++) {
		struct packet *p = &w->packets[n];
		size_t left = (size_t)(end - at);
		uint32_t caplen, len;

		if (left < head) {
			why = cut(w, head, UINT64_MAX);
			break;
		}
		caplen = get_32(at + 8, swapped);
		len = get_32(at + 12, swapped);
		if (!plain && (f->lengths == PCAP_LEN_FIRST ||
		               (f->lengths == PCAP_SMALLER_IS_CAPLEN && caplen > len)))
			exchange(&caplen, &len);
		if (caplen > f->caplen_max) {
			why = too_large(w, f, caplen);
			break;
		}
		if (left - head < caplen) {
			why = cut(w, (uint64_t)head + caplen, caplen);
			break;
		}
		fetch(&ahead, at + head + caplen, end);
		take_pcap(p, at, head, caplen, len);
		if (caplen > f->snaplen)
			p->caplen = f->snaplen;
		p->ns = pcap_ns(at, swapped, unit_ns);
		at += head + caplen;
	}
	w->at = at;
	w->count = n;
	return why;
}

enum walk_end walk_pcap(struct walk *w, const struct pcap_form *f)
{
	uint32_t unit_ns = f->nano ? 1 : 1000;
	bool plain = pcap_is_plain(f);

	if (plain && !f->swapped)
		return walk_pcap_as(w, f, false, unit_ns, true);
	if (plain)
		return walk_pcap_as(w, f, true, unit_ns, true);
	return walk_pcap_as(w, f, f->swapped, unit_ns, false);
}

/* --- pcapng --- */

enum { SPB_HEAD = 12 };

/* The block whose two lengths agree. */
struct block {
	const uint8_t *at;
	uint32_t len;
	bool swapped;
};

static bool on_iface(struct walk *w, const struct pcapng_section *s, uint32_t iface)
{
	if (iface < s->iface_count)
		return true;
	if (s->iface_count == 0)
		bad(w, "comes before the description of any interface");
	else
		bad(w, "is of interface %u, and its section describes only %u", iface,
		    s->iface_count);
	return false;
}

/* Direction and offloads, from the flags option. */
static uint32_t flags_of(const struct block *b, uint32_t options_at)
{
	struct pcapng_options options = { b->at + options_at, b->len - 4 - options_at,
		                          b->swapped };
	struct pcapng_option o;
	uint32_t flags = 0, word;

	while (pcapng_option_next(&options, &o) > 0) {
		if (o.code != 2 || o.len != 4)
			continue;
		word = get_32(o.value, b->swapped);
		if ((word & 3) == 1)
			flags |= PACKET_IN;
		if ((word & 3) == 2)
			flags |= PACKET_OUT;
		if (word & 1 << 9)
			flags |= PACKET_CSUM_TODO;
		if (word & 1 << 10)
			flags |= PACKET_CSUM_GOOD;
		if (word & 1 << 11)
			flags |= PACKET_GSO;
	}
	return flags;
}

/* Takes an enhanced packet or its obsolete form. From byte 12 on both hold time stamp,
 * caplen, len and packet; in front of it stands the interface, in 32 or 16 bits.
 */
static bool take_timed(struct walk *w, const struct pcapng_section *s,
                       const struct block *b, bool obsolete)
{
	struct packet *p = &w->packets[w->count];
	uint32_t iface, options_at;
	uint64_t stamp;

	if (b->len < PCAPNG_EPB_HEAD + 4) {
		bad(w, "is in a block of %u bytes, too few for a packet", b->len);
		return false;
	}
	iface = obsolete ? get_16(b->at + 8, b->swapped)
	                 : get_32(b->at + 8, b->swapped);
	if (iface >= s->iface_count)
		return on_iface(w, s, iface);
	p->caplen = get_32(b->at + 20, b->swapped);
	p->len = get_32(b->at + 24, b->swapped);
	if (p->caplen > b->len - PCAPNG_EPB_HEAD - 4) {
		bad(w, "says it has %u bytes, its block has room for %u", p->caplen,
		    b->len - PCAPNG_EPB_HEAD - 4);
		return false;
	}
	if (p->caplen > PFC_SNAPLEN_MAX &&
	    p->caplen > pcap_caplen_max(s->ifaces[iface].linktype)) {
		bad(w, "has %u bytes, more than the %u a packet can have", p->caplen,
		    pcap_caplen_max(s->ifaces[iface].linktype));
		return false;
	}
	stamp = (uint64_t)get_32(b->at + 12, b->swapped) << 32 |
	        get_32(b->at + 16, b->swapped);
	p->data = b->at + PCAPNG_EPB_HEAD;
	p->ns = pcapng_ns(&s->clocks[iface], stamp);
	p->iface = s->iface_base + iface;
	p->flags = PACKET_HAS_TIME;
	options_at = PCAPNG_EPB_HEAD + ((p->caplen + 3) & ~3u);
	if (options_at + 8 < b->len)
		p->flags |= flags_of(b, options_at);
	return true;
}

/* A simple packet is of the first interface, without time, cut at its snap length. */
static bool take_spb(struct walk *w, const struct pcapng_section *s,
                     const struct block *b)
{
	struct packet *p = &w->packets[w->count];
	uint32_t snaplen;

	if (b->len < SPB_HEAD + 4) {
		bad(w, "is in a block of %u bytes, too few for a packet", b->len);
		return false;
	}
	if (!on_iface(w, s, 0))
		return false;
	snaplen = s->ifaces[0].snaplen;
	p->len = get_32(b->at + 8, b->swapped);
	p->caplen = snaplen && p->len > snaplen ? snaplen : p->len;
	if (p->caplen > b->len - SPB_HEAD - 4) {
		bad(w, "says it has %u bytes, its block has room for %u", p->caplen,
		    b->len - SPB_HEAD - 4);
		return false;
	}
	p->data = b->at + SPB_HEAD;
	p->ns = 0;
	p->iface = s->iface_base;
	p->flags = 0;
	return true;
}

/* Checks the lengths of the block at w->at. */
static bool whole_block(struct walk *w, struct block *b, enum walk_end *why)
{
	size_t left = (size_t)(w->end - w->at);

	if (left < PCAPNG_BLOCK_MIN) {
		*why = cut(w, PCAPNG_BLOCK_MIN, UINT64_MAX);
		return false;
	}
	b->len = get_32(w->at + 4, b->swapped);
	if (b->len < PCAPNG_BLOCK_MIN || b->len & 3 || b->len > PCAPNG_BLOCK_MAX) {
		*why = bad(
			w,
			"says its block has %u bytes; it takes a multiple of 4 from 12 "
			"to %u",
			b->len, PCAPNG_BLOCK_MAX);
		return false;
	}
	if (b->len > left) {
		*why = cut(w, b->len, b->len);
		return false;
	}
	if (get_32(w->at + b->len - 4, b->swapped) != b->len) {
		*why = bad(w, "says its block has %u bytes, and %u where it ends",
		           b->len, get_32(w->at + b->len - 4, b->swapped));
		return false;
	}
	b->at = w->at;
	return true;
}

/* Takes the block at w->at, whatever it is. returns WALK_FULL when it was a packet. */
static enum walk_end take_any(struct walk *w, const struct pcapng_section *s)
{
	struct packet *p = &w->packets[w->count];
	struct block b = { NULL, 0, s->swapped };
	uint32_t type = w->end - w->at >= 4 ? get_32(w->at, s->swapped) : 0;
	enum walk_end why;
	bool taken;

	/* A new section has its own byte order. */
	if (type == PCAPNG_SHB && w->end - w->at >= PCAPNG_BLOCK_MIN &&
	    pcapng_decode_order(w->at, &b.swapped, w->why) != 0)
		return WALK_BAD;
	if (!whole_block(w, &b, &why))
		return why;
	if (type == PCAPNG_EPB) {
		taken = take_timed(w, s, &b, false);
	} else if (type == PCAPNG_SPB) {
		taken = take_spb(w, s, &b);
	} else if (type == PCAPNG_PB) {
		taken = take_timed(w, s, &b, true);
	} else {
		w->block_len = b.len;
		return WALK_BLOCK;
	}
	if (!taken)
		return WALK_BAD;
	p->record = w->at;
	p->record_len = b.len;
	w->at += b.len;
	w->count++;
	return WALK_FULL;
}

/* The length of a block that is an enhanced packet without a fault, as almost all are,
 * and fills in the packet; 0 for every other block.
 */
static inline uint32_t take_plain(struct packet *p, const struct pcapng_section *s,
                                  const uint8_t *at, size_t left)
{
	const bool swapped = s->swapped;
	uint32_t len, iface, caplen, options_at;

	if (left < PCAPNG_EPB_HEAD + 4 || get_32(at, swapped) != PCAPNG_EPB)
		return 0;
	len = get_32(at + 4, swapped);
	iface = get_32(at + 8, swapped);
	caplen = get_32(at + 20, swapped);
	options_at = PCAPNG_EPB_HEAD + ((caplen + 3) & ~3u);
	if (len > left || caplen > PFC_SNAPLEN_MAX || iface >= s->iface_count ||
	    len < options_at + 4 || len & 3 || get_32(at + len - 4, swapped) != len)
		return 0;
	p->data = at + PCAPNG_EPB_HEAD;
	p->caplen = caplen;
	p->len = get_32(at + 24, swapped);
	p->ns = pcapng_ns(&s->clocks[iface], (uint64_t)get_32(at + 12, swapped) << 32 |
	                                             get_32(at + 16, swapped));
	p->iface = s->iface_base + iface;
	p->flags = PACKET_HAS_TIME;
	if (options_at + 8 < len)
		p->flags |= flags_of(&(struct block){ at, len, swapped }, options_at);
	p->record = at;
	p->record_len = len;
	return len;
}

enum walk_end walk_pcapng(struct walk *w, const struct pcapng_section *s)
{
	const struct pcapng_section section = *s;
	const uint8_t *at = w->at, *ahead = w->at, *const end = w->end;
	struct packet *const packets = w->packets;
	const uint32_t room = w->room;
	enum walk_end why = WALK_FULL;
	uint32_t n = 0;

	while (n < room && why == WALK_FULL) {
		uint32_t len =
			take_plain(&packets[n], &section, at, (size_t)(end - at));

		if (len) {
			at += len;
			n++;
			fetch(&ahead, at, end);
			continue;
		}
		w->at = at;
		w->count = n;
		why = take_any(w, &section);
		at = w->at;
		n = w->count;
		if (ahead < at)
			ahead = at;
	}
	w->at = at;
	w->count = n;
	return why;
}
