/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/writer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/order.h"
#include "capture/renew.h"
#include "capture/savefile_pcap.h"
#include "capture/several.h"
#include "proto/link.h"

enum {
	EPB_ROOM = 160,       /* enhanced packet block without packet and comment */
	MANY_ROOM = 64 << 10, /* what packets that are encoded at once may need */
};

/* Bits of the link type word that are not the type. */
#define WORD_REST ((uint32_t)0xfc000000)

/* What is remembered of an interface of a pcap file. */
struct pcap_iface {
	uint32_t linktype, snaplen;
	int32_t fcs_len;
};

struct writer {
	struct sink *sink;
	enum savefile_format format;
	bool nano;
	struct source *copy, *merged;
	const struct savefile_info *from; /* of copy; NULL: none */
	bool as_is;                       /* records of copy are in the output's form */
	bool copy_pcapng;                 /* from pcapng to pcapng */
	bool swapped;                     /* then: the section */
	uint32_t snaplen;                 /* then: at most; 0: no limit */
	const char *comment;              /* then: for the first section; NULL: none */
	bool has_header;                  /* pcap */
	uint32_t header_iface;            /* whose link type the header has */
	uint32_t iface_count, iface_room;
	uint32_t checked; /* an interface that the file can hold; UINT32_MAX: none */
	struct pcap_iface *ifaces; /* pcap */
	char message[SOURCE_MSG_MAX];
};

/* --- headers --- */

static int pcap_header(struct writer *w, uint32_t iface)
{
	struct source_iface view = { .linktype = LINKTYPE_ETHERNET, .fcs_len = -1 };
	uint8_t *at;

	if (w->has_header)
		return 0;
	if (iface < w->iface_count) {
		view.linktype = w->ifaces[iface].linktype;
		view.snaplen = w->ifaces[iface].snaplen;
		view.fcs_len = w->ifaces[iface].fcs_len;
	}
	at = sink_reserve(w->sink, PCAP_FILE_HEADER);
	if (!at)
		return sink_error(w->sink);
	pcap_file_header(at, PCAP_FILE_HEADER, &view, w->nano);
	/* Bits without a meaning yet are kept. */
	if (w->from && w->from->format == SAVEFILE_PCAP)
		put_ne32(at + 20, (w->from->linktype_word & WORD_REST) | view.linktype);
	sink_commit(w->sink, PCAP_FILE_HEADER, 0);
	w->has_header = true;
	w->header_iface = iface;
	return 0;
}

static int section_header(struct writer *w, const struct writer_opts *o)
{
	size_t n = pcapng_shb(NULL, SIZE_MAX, o->hardware, o->os, o->application,
	                      o->comment);
	uint8_t *at = sink_reserve(w->sink, n);

	if (!at)
		return sink_error(w->sink);
	pcapng_shb(at, n, o->hardware, o->os, o->application, o->comment);
	sink_commit(w->sink, n, 0);
	return 0;
}

/* --- copying pcapng to pcapng --- */

/* A comment in front of the options that a section header has; behind it they end, if
 * there are no others. returns its length.
 */
static uint32_t put_comment(uint8_t *at, const char *text, bool last, bool swapped)
{
	uint32_t len = (uint32_t)strlen(text), padded = (len + 3) & ~3u;

	put_16(at, PCAPNG_COMMENT, swapped);
	put_16(at + 2, (uint16_t)len, swapped);
	memcpy(at + 4, text, len);
	memset(at + 4 + len, 0, padded - len + (last ? 4 : 0));
	return 4 + padded + (last ? 4 : 0);
}

/* The section's length would no longer be true, so it is unsaid. */
static int copy_section_header(struct writer *w, const struct savefile_block *block)
{
	const uint8_t *options = block->at + PCAPNG_SHB_HEAD;
	uint32_t left = block->len - PCAPNG_SHB_HEAD - 4, len = PCAPNG_SHB_HEAD;
	size_t more = w->comment ? strlen(w->comment) + 11 : 0;
	uint8_t *at = sink_reserve(w->sink, block->len + more);

	if (!at)
		return sink_error(w->sink);
	memcpy(at, block->at, PCAPNG_SHB_HEAD);
	memset(at + 16, 0xff, 8);
	if (w->comment)
		len += put_comment(at + len, w->comment, left == 0, block->swapped);
	w->comment = NULL;
	memcpy(at + len, options, left);
	len += left + 4;
	put_32(at + 4, len, block->swapped);
	put_32(at + len - 4, len, block->swapped);
	sink_commit(w->sink, len, 0);
	return 0;
}

/* The packets of the interface are cut, and it says so. */
static int copy_iface(struct writer *w, const struct savefile_block *block)
{
	uint32_t snaplen = get_32(block->at + 12, block->swapped);
	uint8_t *at;

	if (!w->snaplen || (snaplen && snaplen <= w->snaplen))
		return sink_write(w->sink, block->at, block->len, 0, w->from->stable);
	at = sink_reserve(w->sink, block->len);
	if (!at)
		return sink_error(w->sink);
	memcpy(at, block->at, block->len);
	put_32(at + 12, w->snaplen, block->swapped);
	sink_commit(w->sink, block->len, 0);
	return 0;
}

static int copy_block(void *ctx, const struct savefile_block *block)
{
	struct writer *w = ctx;

	w->swapped = block->swapped;
	if (block->type == PCAPNG_CB_NOCOPY)
		return 0;
	if (block->type == PCAPNG_SHB)
		return copy_section_header(w, block);
	if (block->type == PCAPNG_IDB)
		return copy_iface(w, block);
	return sink_write(w->sink, block->at, block->len, 0, w->from->stable);
}

/* How many bytes of the packet are in its block; those of a simple one follow from the
 * snap length of its interface, which w->snaplen may have changed.
 */
static bool is_cut(const struct writer *w, const struct packet *p)
{
	if (get_32(p->record, w->swapped) == PCAPNG_SPB)
		return w->snaplen && p->len > w->snaplen;
	return get_32(p->record + 20, w->swapped) != p->caplen;
}

/* The block of a packet with fewer bytes of it, and its options as they were. */
static int copy_cut(struct writer *w, const struct packet *p)
{
	bool simple = get_32(p->record, w->swapped) == PCAPNG_SPB;
	uint32_t head = (uint32_t)(p->data - p->record), len;
	uint32_t padded = (p->caplen + 3) & ~3u, options = p->record_len - 4;
	uint8_t *at = sink_reserve(w->sink, p->record_len);

	if (!at)
		return sink_error(w->sink);
	memcpy(at, p->record, (size_t)head + p->caplen);
	memset(at + head + p->caplen, 0, padded - p->caplen);
	if (!simple) {
		options = head + ((get_32(p->record + 20, w->swapped) + 3) & ~3u);
		put_32(at + 20, p->caplen, w->swapped);
	}
	len = head + padded + (p->record_len - options);
	memcpy(at + head + padded, p->record + options, p->record_len - options);
	put_32(at + 4, len, w->swapped);
	put_32(at + len - 4, len, w->swapped);
	sink_commit(w->sink, len, 1);
	return 0;
}

/* --- several files into one --- */

static int add_block(void *ctx, const struct savefile_block *block)
{
	struct writer *w = ctx;

	return sink_write(w->sink, block->at, block->len, 0, false);
}

static int encode_again(struct writer *w, const struct packet *p)
{
	size_t room = (size_t)p->record_len + RENEW_MORE;
	uint8_t *at = sink_reserve(w->sink, room);

	if (!at)
		return sink_error(w->sink);
	sink_commit(w->sink, renew_packet(at, room, p), 1);
	return 0;
}

/* --- opening --- */

static int start(struct writer *w, const struct writer_opts *opts)
{
	if (w->copy_pcapng)
		return savefile_on_block(w->copy, copy_block, w);
	if (w->format == SAVEFILE_PCAPNG) {
		int error = section_header(w, opts);

		if (error)
			return error;
	}
	if (w->merged)
		return several_on_block(w->merged, add_block, w);
	return w->copy ? writer_follow(w, w->copy) : 0;
}

static void set_copy(struct writer *w, struct source *copy)
{
	const struct savefile_info *from = savefile_info(copy);

	w->copy = copy;
	w->from = from;
	w->copy_pcapng =
		from->format == SAVEFILE_PCAPNG && w->format == SAVEFILE_PCAPNG;
	w->as_is = w->copy_pcapng ||
	           (from->format == SAVEFILE_PCAP && w->format == SAVEFILE_PCAP &&
	            !from->swapped && !from->modified && from->nano == w->nano &&
	            from->major == 2 && from->minor == 4);
	sink_set_lost(w->sink, from->lost);
}

int writer_open(struct sink *sink, const struct writer_opts *opts, struct writer **out)
{
	struct writer *w = calloc(1, sizeof(*w));
	int error;

	*out = NULL;
	if (!w)
		return -ENOMEM;
	w->sink = sink;
	w->checked = UINT32_MAX;
	w->format = opts->format;
	w->nano = opts->nano;
	w->snaplen = opts->snaplen;
	w->comment = opts->comment && *opts->comment ? opts->comment : NULL;
	if (w->format == SAVEFILE_PCAPNG)
		w->merged = opts->merged;
	if (opts->copy)
		set_copy(w, opts->copy);
	sink_set_whole(sink, w->format == SAVEFILE_PCAP ? pcap_whole : pcapng_whole);
	error = start(w, opts);
	if (error) {
		writer_close(w);
		return error;
	}
	*out = w;
	return 0;
}

void writer_close(struct writer *w)
{
	if (!w)
		return;
	if (w->copy_pcapng)
		savefile_off_block(w->copy, w);
	if (w->merged)
		several_off_block(w->merged, w);
	free(w->ifaces);
	free(w);
}

/* --- interfaces --- */

static int add_pcap_iface(struct writer *w, const struct pcapng_iface_desc *iface)
{
	if (w->iface_count == w->iface_room) {
		uint32_t room = w->iface_room ? 2 * w->iface_room : 4;
		struct pcap_iface *p = realloc(w->ifaces, room * sizeof(*p));

		if (!p)
			return -ENOMEM;
		w->ifaces = p;
		w->iface_room = room;
	}
	w->ifaces[w->iface_count++] =
		(struct pcap_iface){ iface->linktype, iface->snaplen, iface->fcs_len };
	/* Of a pcapng file it is not known yet which interfaces have packets. */
	if (w->from && w->from->format == SAVEFILE_PCAPNG)
		return 0;
	return pcap_header(w, 0);
}

int writer_add_iface(struct writer *w, const struct pcapng_iface_desc *iface)
{
	uint8_t *at;
	size_t n;

	if (w->copy_pcapng)
		return 0;
	if (w->format == SAVEFILE_PCAP)
		return add_pcap_iface(w, iface);
	n = pcapng_idb(NULL, SIZE_MAX, iface);
	at = sink_reserve(w->sink, n);
	if (!at)
		return sink_error(w->sink);
	pcapng_idb(at, n, iface);
	sink_commit(w->sink, n, 0);
	w->iface_count++;
	return 0;
}

/* The header of a pcap file is for the packets of all interfaces. */
static uint32_t largest_snaplen(const struct source_iface *ifaces, uint32_t count)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (!ifaces[i].snaplen)
			return 0;
		if (ifaces[i].snaplen > most)
			most = ifaces[i].snaplen;
	}
	return most;
}

int writer_follow(struct writer *w, const struct source *s)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(s, &count);

	while (!w->copy_pcapng && w->iface_count < count) {
		const struct source_iface *from = &ifaces[w->iface_count];
		struct pcapng_iface_desc desc = pcapng_describe(from);
		int error;

		if (w->format == SAVEFILE_PCAP && !w->from)
			desc.snaplen = largest_snaplen(ifaces, count);
		error = writer_add_iface(w, &desc);
		if (error)
			return error;
	}
	return 0;
}

/* --- packets --- */

static const char *link_name(uint32_t linktype, char digits[16])
{
	const struct link *l = link_by_number(linktype);

	snprintf(digits, 16, "%" PRIu32, linktype);
	return l ? l->name : digits;
}

/* A pcap file has one link type, that of its first packet or interface. */
static int check_linktype(struct writer *w, uint32_t iface)
{
	uint32_t first, second;
	char a[16], b[16];
	int error = pcap_header(w, iface);

	if (error)
		return error;
	first = w->ifaces[w->header_iface].linktype;
	second = w->ifaces[iface].linktype;
	if (first == second)
		return 0;
	snprintf(w->message, sizeof(w->message),
	         "a pcap file has one link type, here %s, and this packet has %s; "
	         "a pcapng file can hold both",
	         link_name(first, a), link_name(second, b));
	return -EINVAL;
}

/* Checks that the file can hold a packet of this interface. */
static int check_iface(struct writer *w, uint32_t iface)
{
	if (w->copy && iface >= w->iface_count) {
		int error = writer_follow(w, w->copy);

		if (error)
			return error;
	}
	if (iface >= w->iface_count) {
		snprintf(w->message, sizeof(w->message),
		         "a packet is of interface %" PRIu32
		         ", which the file does not have",
		         iface);
		return -EINVAL;
	}
	if (w->format == SAVEFILE_PCAP) {
		int error = check_linktype(w, iface);

		if (error)
			return error;
	}
	w->checked = iface;
	return 0;
}

/* From one form of pcap to another: only the header changes, and odd times stay odd. */
static int convert_pcap(struct writer *w, const struct packet *p)
{
	const struct savefile_info *from = w->from;
	uint32_t fraction = get_32(p->record + 4, from->swapped);
	uint8_t *at = sink_reserve(w->sink, PCAP_RECORD_HEADER + (size_t)p->caplen);

	if (!at)
		return sink_error(w->sink);
	/* The field is signed, which shows in odd times only. */
	if (from->nano && !w->nano)
		fraction = (uint32_t)((int32_t)fraction / 1000);
	else if (w->nano && !from->nano)
		fraction *= 1000;
	put_ne32(at, get_32(p->record, from->swapped));
	put_ne32(at + 4, fraction);
	put_ne32(at + 8, p->caplen);
	put_ne32(at + 12, p->len);
	memcpy(at + PCAP_RECORD_HEADER, p->data, p->caplen);
	sink_commit(w->sink, PCAP_RECORD_HEADER + (size_t)p->caplen, 1);
	return 0;
}

static size_t encode_at(const struct writer *w, uint8_t *at, size_t room,
                        const struct packet *p, const struct packet_notes *notes)
{
	return w->format == SAVEFILE_PCAP ? pcap_record(at, room, p, w->nano)
	                                  : pcapng_epb(at, room, p, notes);
}

static int encode(struct writer *w, const struct packet *p,
                  const struct packet_notes *notes)
{
	size_t room = EPB_ROOM + (size_t)p->caplen;
	uint8_t *at;

	if (notes && notes->comment)
		room += UINT16_MAX;
	at = sink_reserve(w->sink, room);
	if (!at)
		return sink_error(w->sink);
	sink_commit(w->sink, encode_at(w, at, room, p, notes), 1);
	return 0;
}

int writer_packet(struct writer *w, const struct packet *p,
                  const struct packet_notes *notes)
{
	int error;

	if (w->copy_pcapng && is_cut(w, p))
		return copy_cut(w, p);
	if (w->as_is &&
	    (w->copy_pcapng || p->record_len == PCAP_RECORD_HEADER + p->caplen))
		return sink_write(w->sink, p->record, p->record_len, 1,
		                  w->from->stable);
	error = p->iface == w->checked ? 0 : check_iface(w, p->iface);
	if (error)
		return error;
	if (w->from && w->from->format == SAVEFILE_PCAP && w->format == SAVEFILE_PCAP)
		return convert_pcap(w, p);
	if (w->merged && p->flags & PACKET_PCAPNG)
		return encode_again(w, p);
	return encode(w, p, notes);
}

/* The packets that are encoded at once, at least one; room: what they may need. */
static uint32_t take_many(const struct packet *packets, uint32_t count, size_t *room)
{
	uint32_t n = 0;

	*room = 0;
	do
		*room += EPB_ROOM + (size_t)packets[n++].caplen;
	while (n < count && *room + EPB_ROOM + packets[n].caplen <= MANY_ROOM);
	return n;
}

int writer_many(struct writer *w, const struct packet *packets, uint32_t count)
{
	size_t room, len;
	uint8_t *at;
	uint32_t n;
	int error = 0;

	if (count && packets->iface != w->checked)
		error = check_iface(w, packets->iface);
	for (; count && !error; packets += n, count -= n) {
		n = take_many(packets, count, &room);
		at = sink_reserve(w->sink, room);
		if (!at)
			return sink_error(w->sink);
		len = 0;
		for (uint32_t i = 0; i < n; i++)
			len += encode_at(w, at + len, room - len, &packets[i], NULL);
		sink_commit(w->sink, len, n);
	}
	return error;
}

int writer_records(struct writer *w, const uint8_t *at, size_t len, uint64_t packets)
{
	return sink_write(w->sink, at, len, packets, false);
}

int writer_stats(struct writer *w, uint32_t iface, const struct pcapng_stats *stats)
{
	uint8_t *at;
	size_t n;

	if (w->format == SAVEFILE_PCAP || w->copy_pcapng)
		return 0;
	n = pcapng_isb(NULL, SIZE_MAX, iface, stats);
	at = sink_reserve(w->sink, n);
	if (!at)
		return sink_error(w->sink);
	pcapng_isb(at, n, iface, stats);
	sink_commit(w->sink, n, 0);
	return 0;
}

int writer_names(struct writer *w, const struct pcapng_name *names, uint32_t count)
{
	bool swapped = w->copy_pcapng && w->swapped;
	uint8_t *at;
	size_t n;

	if (w->format == SAVEFILE_PCAP || !count)
		return 0;
	n = pcapng_nrb(NULL, SIZE_MAX, names, count, swapped);
	at = sink_reserve(w->sink, n);
	if (!at)
		return sink_error(w->sink);
	pcapng_nrb(at, n, names, count, swapped);
	sink_commit(w->sink, n, 0);
	return 0;
}

int writer_flush(struct writer *w)
{
	return sink_flush(w->sink);
}

int writer_sync(struct writer *w)
{
	return sink_sync(w->sink);
}

int writer_finish(struct writer *w)
{
	if (w->format == SAVEFILE_PCAP) {
		int error = w->copy ? writer_follow(w, w->copy) : 0;

		if (!error)
			error = pcap_header(w, 0);
		if (error)
			return error;
	}
	return sink_flush(w->sink);
}

const char *writer_message(const struct writer *w)
{
	return w->message;
}
