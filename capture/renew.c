/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/renew.h"

#include <string.h>

#include "capture/order.h"
#include "capture/savefile_pcapng.h"

enum {
	CAPLEN_AT = 20, /* of an enhanced packet block, and of the obsolete one */
	OPTION_HEAD = 4,
	/* Custom options: text and bytes, each that may be copied and that may not. */
	CUSTOM_TEXT = 2988,
	CUSTOM_BYTES = 2989,
	CUSTOM_TEXT_STAYS = 19372,
	CUSTOM_BYTES_STAYS = 19373,
};

/* What an option's value is made of, in the order of its bytes. */
enum form { FORM_BYTES, FORM_32, FORM_32_REST, FORM_64, FORM_UNKNOWN };

static enum form packet_form(uint16_t code)
{
	switch (code) {
	case PCAPNG_COMMENT:
	case 3: /* epb_hash: its algorithm, then bytes */
	case PCAPNG_EPB_VERDICT:
		return FORM_BYTES;
	case PCAPNG_EPB_FLAGS:
	case PCAPNG_EPB_QUEUE:
	case PCAPNG_EPB_PROCESS:
		return FORM_32;
	case PCAPNG_EPB_DROPCOUNT:
	case PCAPNG_EPB_PACKETID:
		return FORM_64;
	case CUSTOM_TEXT:
	case CUSTOM_BYTES:
		return FORM_32_REST;
	default:
		return FORM_UNKNOWN;
	}
}

/* Of names and secrets: comments, and where the names are from. */
static enum form block_form(uint16_t code)
{
	return code == CUSTOM_TEXT || code == CUSTOM_BYTES ? FORM_32_REST : FORM_BYTES;
}

static void put_value(uint8_t *to, const struct pcapng_option *o, enum form form,
                      bool swapped)
{
	size_t at = 0, words = form == FORM_32_REST ? 1 : o->len / 4;

	if (form == FORM_64 && o->len == 8) {
		put_ne64(to, get_64(o->value, swapped));
		return;
	}
	if (form == FORM_32 || form == FORM_32_REST) {
		for (; words && o->len - at >= 4; words--, at += 4)
			put_ne32(to + at, get_32(o->value + at, swapped));
	}
	memcpy(to + at, o->value + at, o->len - at);
}

/* The options that are kept, and their end, where there is one.
 *
 * returns their length, or more than room: then not all were written.
 */
static size_t put_options(uint8_t *to, size_t room, struct pcapng_options from,
                          enum form (*form_of)(uint16_t code))
{
	struct pcapng_option o;
	size_t len = 0;

	while (pcapng_option_next(&from, &o) > 0) {
		enum form form = form_of(o.code);
		size_t size = OPTION_HEAD + (((size_t)o.len + 3) & ~(size_t)3);

		if ((form == FORM_UNKNOWN && from.swapped) ||
		    o.code == CUSTOM_TEXT_STAYS || o.code == CUSTOM_BYTES_STAYS)
			continue;
		if (to && len + size <= room) {
			memset(to + len, 0, size);
			put_ne16(to + len, o.code);
			put_ne16(to + len + 2, o.len);
			put_value(to + len + OPTION_HEAD, &o, form, from.swapped);
		}
		len += size;
	}
	if (len && to && len + OPTION_HEAD <= room)
		memset(to + len, 0, OPTION_HEAD);
	return len ? len + OPTION_HEAD : 0;
}

/* Writes the length of a block at its front and its end; returns it. */
static size_t put_length(uint8_t *at, size_t room, size_t body)
{
	size_t len = body + 4;

	if (len > room)
		return 0;
	if (at) {
		put_ne32(at + 4, (uint32_t)len);
		put_ne32(at + body, (uint32_t)len);
	}
	return len;
}

static struct pcapng_options packet_options(const struct packet *p, bool swapped)
{
	uint32_t type = get_32(p->record, swapped);
	uint32_t at = PCAPNG_EPB_HEAD;
	struct pcapng_options none = { p->record, 0, swapped };

	if (type != PCAPNG_EPB && type != PCAPNG_PB)
		return none;
	at += (get_32(p->record + CAPLEN_AT, swapped) + 3) & ~3u;
	if (at + 4 > p->record_len)
		return none;
	return (struct pcapng_options){ p->record + at, p->record_len - 4 - at,
		                        swapped };
}

size_t renew_packet(uint8_t *at, size_t room, const struct packet *p)
{
	struct packet bare = *p;
	size_t len;

	bare.flags &=
		PACKET_HAS_TIME; /* the option of flags is among those that are kept */
	len = pcapng_epb(at, room, &bare, NULL);
	if (!len)
		return 0;
	len -= 4;
	len += put_options(at ? at + len : NULL, room - len,
	                   packet_options(p, p->flags & PACKET_SWAPPED), packet_form);
	return put_length(at, room, len);
}

/* Secrets: their kind, their length, and themselves. */
static size_t put_secrets(uint8_t *to, const struct savefile_block *b)
{
	uint64_t len;

	if (b->len < 20)
		return 0;
	len = get_32(b->at + 12, b->swapped);
	if (len > b->len - 20)
		return 0;
	put_ne32(to + 8, get_32(b->at + 8, b->swapped));
	put_ne32(to + 12, (uint32_t)len);
	len = (len + 3) & ~(uint64_t)3;
	memcpy(to + 16, b->at + 16, len);
	return 16 + len;
}

/* Names: records of a kind, a length and bytes, up to one of kind 0. */
static size_t put_names(uint8_t *to, const struct savefile_block *b)
{
	size_t at = 8;

	while (b->len - 4 - at >= 4) {
		uint16_t kind = get_16(b->at + at, b->swapped);
		uint16_t len = get_16(b->at + at + 2, b->swapped);
		size_t padded = ((size_t)len + 3) & ~(size_t)3;

		if (padded > b->len - 4 - at - 4)
			return 0;
		put_ne16(to + at, kind);
		put_ne16(to + at + 2, len);
		memcpy(to + at + 4, b->at + at + 4, padded);
		at += 4 + padded;
		if (kind == 0)
			return at;
	}
	return 0;
}

/* A custom block: the number of who made it, then what only they know. */
static size_t put_custom(uint8_t *to, const struct savefile_block *b)
{
	if (b->len < 16)
		return 0;
	put_ne32(to + 8, get_32(b->at + 8, b->swapped));
	memcpy(to + 12, b->at + 12, b->len - 16);
	return b->len - 4;
}

size_t renew_block(uint8_t *at, size_t room, const struct savefile_block *b)
{
	struct pcapng_options options = { NULL, 0, b->swapped };
	size_t len = 0;

	if (room < b->len)
		return 0;
	put_ne32(at, b->type);
	if (b->type == PCAPNG_DSB)
		len = put_secrets(at, b);
	else if (b->type == PCAPNG_NRB)
		len = put_names(at, b);
	else if (b->type == PCAPNG_CB)
		len = put_custom(at, b);
	if (!len || b->type == PCAPNG_CB)
		return len ? put_length(at, room, len) : 0;
	options.at = b->at + len;
	options.len = b->len - 4 - len;
	len += put_options(at + len, room - len, options, block_form);
	return put_length(at, room, len);
}
