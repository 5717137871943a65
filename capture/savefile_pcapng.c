/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile_pcapng.h"

#include <errno.h>
#include <linux/if_packet.h>
#include <stdio.h>
#include <string.h>

#include "capture/order.h"

enum { NS_PER_S = 1000000000, IDB_HEAD = 16 };

/* --- options, read --- */

int pcapng_option_next(struct pcapng_options *o, struct pcapng_option *out)
{
	size_t padded;

	if (o->len < 4)
		return 0;
	out->code = get_16(o->at, o->swapped);
	out->len = get_16(o->at + 2, o->swapped);
	out->value = o->at + 4;
	if (out->code == PCAPNG_OPT_END)
		return 0;
	if (out->len > o->len - 4)
		return -EBADMSG;
	padded = 4 + (((size_t)out->len + 3) & ~(size_t)3);
	if (padded > o->len)
		padded = o->len;
	o->at += padded;
	o->len -= padded;
	return 1;
}

/* --- blocks, read --- */

int pcapng_decode_order(const uint8_t *block, bool *swapped, char *why)
{
	*swapped = get_se32(block + 8) == PCAPNG_ORDER_MAGIC;
	if (*swapped || get_ne32(block + 8) == PCAPNG_ORDER_MAGIC)
		return 0;
	snprintf(why, SOURCE_MSG_MAX,
	         "starts a section with %02x %02x %02x %02x for its byte order, which "
	         "is "
	         "neither 1a 2b 3c 4d nor its reverse",
	         block[8], block[9], block[10], block[11]);
	return -EBADMSG;
}

int pcapng_decode_shb(const uint8_t *block, bool swapped, uint16_t *major,
                      uint16_t *minor, char *why)
{
	*major = get_16(block + 12, swapped);
	*minor = get_16(block + 14, swapped);
	if (*major == 1 && (*minor == 0 || *minor == 2))
		return 0;
	snprintf(why, SOURCE_MSG_MAX,
	         "starts a section of version %u.%u; 1.0 can be read", *major, *minor);
	return -EBADMSG;
}

/* Binary resolution: stamp / 2^shift seconds. */
static uint64_t binary_ns(unsigned shift, uint64_t stamp)
{
	uint64_t fraction = stamp & ((UINT64_C(1) << shift) - 1);
	uint64_t high, low;

	if (shift <= 32)
		return (stamp >> shift) * NS_PER_S + (fraction * NS_PER_S >> shift);
	/* The product has up to 93 bits: in two halves. */
	high = (fraction >> 32) * NS_PER_S;
	low = (fraction & 0xffffffff) * NS_PER_S;
	return (stamp >> shift) * NS_PER_S + ((high + (low >> 32)) >> (shift - 32));
}

uint64_t pcapng_ns_slow(const struct pcapng_clock *c, uint64_t stamp)
{
	if (c->units == 0)
		return binary_ns(c->shift, stamp) + c->offset_ns;
	return stamp / c->units * NS_PER_S + stamp % c->units / (c->units / NS_PER_S) +
	       c->offset_ns;
}

/* One byte: 10^-n, or 2^-n when its upper bit is set. */
static int set_resolution(const struct pcapng_option *o, struct pcapng_idb_view *v,
                          char *why)
{
	unsigned n = o->value[0] & 0x7fu;
	bool binary = o->value[0] & 0x80u;

	memset(&v->clock, 0, sizeof(v->clock));
	if (n > (binary ? 63u : 19u)) {
		snprintf(why, SOURCE_MSG_MAX,
		         "says times are in units of %d^-%u s; %s is the finest that "
		         "can be read",
		         binary ? 2 : 10, n, binary ? "2^-63" : "10^-19");
		return -EBADMSG;
	}
	v->tsresol = 1;
	for (unsigned i = 0; i < n; i++)
		v->tsresol *= binary ? 2 : 10;
	if (binary)
		v->clock.shift = (uint8_t)n;
	else
		v->clock.units = v->tsresol;
	if (!binary && n <= 9)
		v->clock.ns_per_unit = NS_PER_S / v->tsresol;
	return 0;
}

void pcapng_take_device(struct source_device *d, const struct pcapng_option *o,
                        bool swapped)
{
	if (o->code == PCAPNG_IF_MACADDR && o->len == sizeof(d->mac)) {
		memcpy(d->mac, o->value, sizeof(d->mac));
		d->has_mac = true;
	} else if (o->code == PCAPNG_IF_SPEED && o->len == 8) {
		d->speed = get_64(o->value, swapped);
	}
}

static int idb_option(const struct pcapng_option *o, bool swapped,
                      struct pcapng_idb_view *v, uint64_t *offset, char *why)
{
	static const struct {
		uint16_t code, len;
		const char *name;
	} fixed[] = {
		{ PCAPNG_IF_TSRESOL, 1, "if_tsresol" },
		{ PCAPNG_IF_FCSLEN, 1, "if_fcslen" },
		{ PCAPNG_IF_TSOFFSET, 8, "if_tsoffset" },
	};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		if (o->code == fixed[i].code && o->len != fixed[i].len) {
			snprintf(why, SOURCE_MSG_MAX,
			         "has option %s with %u bytes instead of %u",
			         fixed[i].name, o->len, fixed[i].len);
			return -EBADMSG;
		}
	}
	if (o->code == PCAPNG_IF_NAME && !v->name) {
		v->name = (const char *)o->value;
		v->name_len = o->len;
	} else if (o->code == PCAPNG_IF_DESCRIPTION && !v->description) {
		v->description = (const char *)o->value;
		v->description_len = o->len;
	} else if (o->code == PCAPNG_IF_FILTER && o->len && !o->value[0]) {
		v->filter = (const char *)o->value + 1;
		v->filter_len = (uint16_t)(o->len - 1);
	} else if (o->code == PCAPNG_IF_FCSLEN) {
		v->fcs_len = o->value[0];
	} else if (o->code == PCAPNG_IF_TSOFFSET) {
		*offset = get_64(o->value, swapped) * NS_PER_S;
	} else if (o->code == PCAPNG_IF_TSRESOL) {
		return set_resolution(o, v, why);
	} else {
		pcapng_take_device(&v->device, o, swapped);
	}
	return 0;
}

int pcapng_decode_idb(const uint8_t *block, uint32_t len, bool swapped,
                      struct pcapng_idb_view *out, char *why)
{
	struct pcapng_options options = { block + IDB_HEAD, 0, swapped };
	struct pcapng_option o;
	uint64_t offset = 0;
	int got, error;

	memset(out, 0, sizeof(*out));
	if (len < IDB_HEAD + 4) {
		snprintf(why, SOURCE_MSG_MAX,
		         "describes an interface in %u bytes, not 20", len);
		return -EBADMSG;
	}
	options.len = len - IDB_HEAD - 4;
	out->linktype = get_16(block + 8, swapped);
	out->snaplen = get_32(block + 12, swapped);
	if (out->snaplen > INT32_MAX)
		out->snaplen = 0;
	out->fcs_len = -1;
	out->tsresol = 1000000;
	out->clock.units = 1000000;
	out->clock.ns_per_unit = 1000;
	while ((got = pcapng_option_next(&options, &o)) > 0) {
		error = idb_option(&o, swapped, out, &offset, why);
		if (error)
			return error;
	}
	out->clock.offset_ns = offset;
	if (got < 0)
		snprintf(why, SOURCE_MSG_MAX,
		         "has an option that is longer than the block");
	return got;
}

size_t pcapng_whole(const uint8_t *at, size_t len, bool first, uint64_t *packets)
{
	size_t whole = 0;

	(void)first; /* the file starts with a block like every other */
	*packets = 0;
	while (len - whole >= PCAPNG_BLOCK_MIN) {
		const uint8_t *block = at + whole;
		size_t left = len - whole;
		uint32_t size = get_ne32(block + 4), type = get_ne32(block);

		if (size < PCAPNG_BLOCK_MIN || size > left ||
		    get_ne32(block + size - 4) != size) {
			size = get_se32(block + 4);
			type = get_se32(block);
		}
		if (size < PCAPNG_BLOCK_MIN || size > left ||
		    memcmp(block + size - 4, block + 4, 4) != 0)
			break;
		whole += size;
		*packets +=
			type == PCAPNG_EPB || type == PCAPNG_SPB || type == PCAPNG_PB;
	}
	return whole;
}

/* --- blocks, written --- */

/* A block being built; once it does not fit, nothing more is written. Without an
 * address it is only measured.
 */
struct out {
	uint8_t *at;
	size_t room, len;
	bool full;
};

static uint8_t *out_take(struct out *o, size_t n)
{
	uint8_t *p;

	if (o->full || o->room - o->len < n) {
		o->full = true;
		return NULL;
	}
	p = o->at ? o->at + o->len : NULL;
	o->len += n;
	return p;
}

static void out_16(struct out *o, uint16_t v)
{
	uint8_t *p = out_take(o, sizeof(v));

	if (p)
		put_ne16(p, v);
}

static void out_32(struct out *o, uint32_t v)
{
	uint8_t *p = out_take(o, sizeof(v));

	if (p)
		put_ne32(p, v);
}

/* Time stamps are two halves, the upper one first in either byte order. */
static void out_time(struct out *o, uint64_t ns)
{
	out_32(o, (uint32_t)(ns >> 32));
	out_32(o, (uint32_t)ns);
}

static void out_bytes(struct out *o, const void *from, size_t n)
{
	uint8_t *p = out_take(o, n);

	if (p && n)
		memcpy(p, from, n);
}

static void out_pad(struct out *o)
{
	size_t n = -o->len & 3;
	uint8_t *p = out_take(o, n);

	if (p)
		memset(p, 0, n);
}

static void out_option(struct out *o, uint16_t code, const void *value, size_t len)
{
	out_16(o, code);
	out_16(o, (uint16_t)len);
	out_bytes(o, value, len);
	out_pad(o);
}

static void out_option_text(struct out *o, uint16_t code, const char *text)
{
	if (text && *text)
		out_option(o, code, text, strnlen(text, PCAPNG_TEXT_MAX));
}

static void out_option_64(struct out *o, uint16_t code, uint64_t v)
{
	out_option(o, code, &v, sizeof(v));
}

static void out_start(struct out *o, uint32_t type)
{
	out_32(o, type);
	out_32(o, 0); /* the length, by out_end() */
}

/* start: where the options would start; without any there is no end of options. */
static size_t out_end(struct out *o, size_t start)
{
	if (o->len > start)
		out_32(o, PCAPNG_OPT_END);
	out_32(o, (uint32_t)(o->len + 4));
	if (o->full)
		return 0;
	if (o->at)
		put_ne32(o->at + 4, (uint32_t)o->len);
	return o->len;
}

size_t pcapng_shb(uint8_t *at, size_t room, const char *hardware, const char *os,
                  const char *application, const char *comment)
{
	struct out o = { at, room, 0, false };
	size_t start;

	out_start(&o, PCAPNG_SHB);
	out_32(&o, PCAPNG_ORDER_MAGIC);
	out_16(&o, 1);
	out_16(&o, 0);
	out_32(&o, UINT32_MAX); /* section length -1: not said */
	out_32(&o, UINT32_MAX);
	start = o.len;
	out_option_text(&o, PCAPNG_COMMENT, comment);
	out_option_text(&o, PCAPNG_SHB_HARDWARE, hardware);
	out_option_text(&o, PCAPNG_SHB_OS, os);
	out_option_text(&o, PCAPNG_SHB_USERAPPL, application);
	return out_end(&o, start);
}

struct pcapng_iface_desc pcapng_describe(const struct source_iface *iface)
{
	return (struct pcapng_iface_desc){
		.linktype = iface->linktype,
		.snaplen = iface->snaplen,
		.fcs_len = iface->fcs_len,
		.name = iface->name,
		.description = iface->description,
		.filter = iface->filter,
		.mac = iface->device.has_mac ? iface->device.mac : NULL,
		.speed = iface->device.speed,
	};
}

/* The option is a kind, 0 for text, and the filter. */
static void out_filter(struct out *o, const char *text)
{
	size_t len;

	if (!text || !*text)
		return;
	len = strnlen(text, PCAPNG_TEXT_MAX - 1);
	out_16(o, PCAPNG_IF_FILTER);
	out_16(o, (uint16_t)(len + 1));
	out_bytes(o, "", 1);
	out_bytes(o, text, len);
	out_pad(o);
}

size_t pcapng_idb(uint8_t *at, size_t room, const struct pcapng_iface_desc *iface)
{
	struct out o = { at, room, 0, false };
	uint8_t fcs_len = (uint8_t)iface->fcs_len;
	const uint8_t resolution = 9;
	size_t start;

	out_start(&o, PCAPNG_IDB);
	out_16(&o, (uint16_t)iface->linktype);
	out_16(&o, 0);
	out_32(&o, iface->snaplen);
	start = o.len;
	out_option_text(&o, PCAPNG_IF_NAME, iface->name);
	out_option_text(&o, PCAPNG_IF_DESCRIPTION, iface->description);
	if (iface->mac)
		out_option(&o, PCAPNG_IF_MACADDR, iface->mac, 6);
	if (iface->speed)
		out_option_64(&o, PCAPNG_IF_SPEED, iface->speed);
	out_option(&o, PCAPNG_IF_TSRESOL, &resolution, 1);
	out_filter(&o, iface->filter);
	out_option_text(&o, PCAPNG_IF_OS, iface->os);
	if (iface->fcs_len >= 0 && iface->fcs_len <= UINT8_MAX)
		out_option(&o, PCAPNG_IF_FCSLEN, &fcs_len, 1);
	out_option_text(&o, PCAPNG_IF_HARDWARE, iface->hardware);
	return out_end(&o, start);
}

/* The flags option: direction in bits 0-1, reception in 2-4, offloads in 9-11. */
static uint32_t epb_flags(const struct packet *p)
{
	uint32_t flags = 0;

	if (p->flags & PACKET_IN)
		flags |= 1;
	else if (p->flags & PACKET_OUT)
		flags |= 2;
	if (p->flags & PACKET_HAS_META) {
		if (p->meta.pkttype == PACKET_HOST)
			flags |= 1 << 2;
		else if (p->meta.pkttype == PACKET_MULTICAST)
			flags |= 2 << 2;
		else if (p->meta.pkttype == PACKET_BROADCAST)
			flags |= 3 << 2;
		else if (p->meta.pkttype == PACKET_OTHERHOST)
			flags |= 4 << 2;
	}
	if (p->flags & PACKET_CSUM_TODO)
		flags |= 1 << 9;
	if (p->flags & PACKET_CSUM_GOOD)
		flags |= 1 << 10;
	if (p->flags & PACKET_GSO)
		flags |= 1 << 11;
	return flags;
}

static void out_notes(struct out *o, const struct packet_notes *n)
{
	uint8_t verdict[9];

	if (n->drops)
		out_option_64(o, PCAPNG_EPB_DROPCOUNT, n->drops);
	if (n->has_packetid)
		out_option_64(o, PCAPNG_EPB_PACKETID, n->packetid);
	if (n->has_queue)
		out_option(o, PCAPNG_EPB_QUEUE, &n->queue, sizeof(n->queue));
	if (n->verdict_kind) {
		verdict[0] = n->verdict_kind;
		put_ne64(verdict + 1, n->verdict);
		out_option(o, PCAPNG_EPB_VERDICT, verdict, sizeof(verdict));
	}
	if (n->has_process) {
		out_16(o, PCAPNG_EPB_PROCESS);
		out_16(o, 8);
		out_32(o, n->pid);
		out_32(o, n->tid);
	}
}

static size_t build_epb(struct out *o, const struct packet *p,
                        const struct packet_notes *notes, uint32_t flags)
{
	size_t start;

	out_start(o, PCAPNG_EPB);
	out_32(o, p->iface);
	out_time(o, p->ns);
	out_32(o, p->caplen);
	out_32(o, p->len);
	out_bytes(o, p->data, p->caplen);
	out_pad(o);
	start = o->len;
	if (notes)
		out_option_text(o, PCAPNG_COMMENT, notes->comment);
	if (flags)
		out_option(o, PCAPNG_EPB_FLAGS, &flags, sizeof(flags));
	if (notes)
		out_notes(o, notes);
	return out_end(o, start);
}

size_t pcapng_epb(uint8_t *at, size_t room, const struct packet *p,
                  const struct packet_notes *notes)
{
	struct out o = { at, room, 0, false };

	return build_epb(&o, p, notes, epb_flags(p));
}

static void out_count(struct out *o, uint16_t code, uint64_t v)
{
	if (v != UINT64_MAX)
		out_option_64(o, code, v);
}

static void out_moment(struct out *o, uint16_t code, uint64_t ns)
{
	if (ns == UINT64_MAX)
		return;
	out_16(o, code);
	out_16(o, 8);
	out_time(o, ns);
}

size_t pcapng_isb(uint8_t *at, size_t room, uint32_t iface,
                  const struct pcapng_stats *stats)
{
	struct out o = { at, room, 0, false };
	size_t start;

	out_start(&o, PCAPNG_ISB);
	out_32(&o, iface);
	out_time(&o, stats->ns);
	start = o.len;
	out_moment(&o, PCAPNG_ISB_STARTTIME, stats->start_ns);
	out_moment(&o, PCAPNG_ISB_ENDTIME, stats->end_ns);
	out_count(&o, PCAPNG_ISB_IFRECV, stats->received);
	out_count(&o, PCAPNG_ISB_IFDROP, stats->if_drops);
	out_count(&o, PCAPNG_ISB_FILTERACCEPT, stats->accepted);
	out_count(&o, PCAPNG_ISB_OSDROP, stats->os_drops);
	out_count(&o, PCAPNG_ISB_USRDELIV, stats->delivered);
	return out_end(&o, start);
}
