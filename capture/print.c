/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print.h"

#include <stdlib.h>

#include "capture/print_classic.h"
#include "capture/print_parts.h"

enum {
	ARPHRD_LOOPBACK_NUMBER = 772, /* linux/if_arp.h */
	PKTTYPE_OUTGOING = 4,         /* linux/if_packet.h */
};

/* Link types that are looked into. The others have a name and a length. */
static const struct print_row links[] = {
	{ LINKTYPE_ETHERNET, NULL, print_ether },
	{ LINKTYPE_RAW, NULL, print_raw },
	{ LINKTYPE_IPV4, NULL, print_raw },
	{ LINKTYPE_IPV6, NULL, print_raw },
	{ LINKTYPE_NULL, NULL, print_null },
	{ LINKTYPE_LOOP, NULL, print_loop },
	{ LINKTYPE_LINUX_SLL, NULL, print_sll },
	{ LINKTYPE_LINUX_SLL2, NULL, print_sll2 },
};

static void choose_link(struct printer *p, uint32_t linktype)
{
	p->linktype = linktype;
	p->link = link_by_number(linktype);
	p->print_link = NULL;
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if (links[i].number == linktype)
			p->print_link = links[i].print;
	if (p->opts.classic && classic_link(linktype))
		p->print_link = classic_link(linktype);
}

struct printer *printer_open(const struct printer_opts *opts)
{
	struct printer *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->opts = *opts;
	print_clock_init(&p->clock);
	choose_link(p, LINKTYPE_ETHERNET);
	return p;
}

void printer_close(struct printer *p)
{
	free(p);
}

void printer_show_iface(struct printer *p, bool show)
{
	p->opts.iface = show;
}

/* The header of a cooked capture says which interface when the source does not. */
static void put_iface(struct print *p, const struct source_iface *iface)
{
	const struct link *link = p->owner->link;
	const char *start = p->out.at;
	uint32_t *width = &p->owner->iface_width;
	uint32_t used;

	if (iface->name && strcmp(iface->name, "any") != 0) {
		out_escaped(&p->out, iface->name, strlen(iface->name));
	} else if (p->pkt->flags & PACKET_HAS_META && p->pkt->meta.ifindex) {
		out_text(&p->out, "if");
		out_u32(&p->out, p->pkt->meta.ifindex);
	} else if (link && link->ifindex_off >= 0 && p->pkt->caplen >= link->payload) {
		out_text(&p->out, "if");
		out_u32(&p->out, get_be32(p->pkt->data + link->ifindex_off));
	} else {
		out_char(&p->out, '#');
		out_u32(&p->out, p->pkt->iface);
	}
	used = (uint32_t)(p->out.at - start);
	if (used > *width)
		*width = used < IFACE_WIDTH ? used : IFACE_WIDTH;
	while (used++ <= *width)
		out_char(&p->out, ' ');
}

static bool is_cooked(const struct print *p)
{
	const struct link *link = p->owner->link;

	return link && link->test == LT_SLL && p->pkt->caplen >= link->payload;
}

char direction_of(const struct print *p)
{
	const struct link *link = p->owner->link;
	const uint8_t *field;
	uint32_t pkttype;

	if (p->pkt->flags & (PACKET_IN | PACKET_OUT))
		return p->pkt->flags & PACKET_OUT ? '>' : '<';
	if (!is_cooked(p))
		return 0;
	field = p->pkt->data + link->dir_off;
	pkttype = link->dir_len == 1 ? field[0] : get_be16(field);
	return pkttype == PKTTYPE_OUTGOING ? '>' : '<';
}

/* > sent, < received, = on the loopback interface; nothing when it is not known. */
static void put_direction(struct print *p)
{
	const struct packet *pkt = p->pkt;
	uint32_t hatype = pkt->flags & PACKET_HAS_META ? pkt->meta.hatype : 0;
	char c = direction_of(p);

	if (!c)
		return;
	if (is_cooked(p))
		hatype = get_be16(
			pkt->data +
			(p->owner->link->number == LINKTYPE_LINUX_SLL ? 2 : 8));
	out_char(&p->out, hatype == ARPHRD_LOOPBACK_NUMBER ? '=' : c);
	out_char(&p->out, ' ');
}

static void put_link(struct print *p)
{
	struct bytes b = { p->pkt->data, p->pkt->caplen, false };
	const struct printer *owner = p->owner;

	if (owner->print_link) {
		owner->print_link(p, b);
		return;
	}
	if (owner->link) {
		print_by_row(p, b);
		return;
	}
	out_text(&p->out, "linktype ");
	out_u32(&p->out, owner->linktype);
	out_char(&p->out, ' ');
	put_len(p);
}

/* In front of what is in the packet. */
static void put_front(struct print *p, const struct source_iface *iface)
{
	const struct printer_opts *opts = p->opts;

	if (opts->number) {
		out_u32_blank(&p->out, p->owner->count, 5);
		out_text(&p->out, "  ");
	}
	if (opts->lengths) {
		out_text(&p->out, "caplen ");
		out_u32(&p->out, p->pkt->caplen);
		out_text(&p->out, " len ");
		out_u32(&p->out, p->pkt->len);
		out_char(&p->out, ' ');
	}
	tint_begin(p, TINT_DIM);
	print_clock_put(&p->owner->clock, opts, p->pkt, &p->out);
	tint_end(p);
	if (opts->classic)
		return;
	if (opts->iface)
		put_iface(p, iface);
	put_direction(p);
}

static void put_line(struct print *p, const struct source_iface *iface)
{
	const struct printer_opts *opts = p->opts;

	if (!opts->json)
		put_front(p, iface);
	put_link(p);
	if (p->torn && !p->marked && !p->opts->classic)
		out_text(&p->out, " [short]");
}

static void put_dump(const struct print *p, struct out *o)
{
	const uint8_t *at = p->pkt->data;
	uint32_t len = p->pkt->caplen;
	uint32_t skip = p->link_len < len ? p->link_len : len;

	switch (p->opts->dump) {
	case PRINT_DUMP_HEX:
	case PRINT_DUMP_HEX_ASCII:
	case PRINT_DUMP_ASCII:
		at += skip;
		len -= skip;
		break;
	case PRINT_DUMP_NONE:
	case PRINT_DUMP_HEX_WHOLE:
	case PRINT_DUMP_HEX_ASCII_WHOLE:
	case PRINT_DUMP_ASCII_WHOLE:
		break;
	}
	if (!len)
		return;
	switch (p->opts->dump) {
	case PRINT_DUMP_HEX:
	case PRINT_DUMP_HEX_WHOLE:
		out_dump_hex(o, at, len);
		break;
	case PRINT_DUMP_HEX_ASCII:
	case PRINT_DUMP_HEX_ASCII_WHOLE:
		out_dump_hex_ascii(o, at, len);
		break;
	case PRINT_DUMP_ASCII:
	case PRINT_DUMP_ASCII_WHOLE:
		out_dump_ascii(o, at, len);
		break;
	case PRINT_DUMP_NONE:
		break;
	}
}

void print_packet(struct printer *owner, const struct source_iface *iface,
                  const struct packet *pkt, struct str *out)
{
	size_t room = LINE_ROOM + RESET_ROOM + 1;
	struct print p;
	bool cut;

	if (owner->opts.json)
		room += LINE_ROOM + JSON_ROOM + HEAD_ROOM; /* escaping doubles */
	if (owner->opts.verbose)
		room += MORE_ROOM;
	if (owner->opts.dump)
		room += out_dump_room(pkt->caplen);
	if (!str_reserve(out, room))
		return;
	if (iface->linktype != owner->linktype)
		choose_link(owner, iface->linktype);
	owner->count++;
	memset(&p, 0, sizeof(p));
	p.owner = owner;
	p.opts = &owner->opts;
	p.pkt = pkt;
	p.iface = iface;
	p.out = (struct out){ out->at + out->len, out->at + out->len + LINE_ROOM };
	p.line = p.out.at;
	p.more = (struct out){ owner->more, owner->more };
	if (p.opts->verbose)
		p.more.end += MORE_ROOM;
	p.wire = pkt->len > pkt->caplen ? pkt->len : pkt->caplen;
	obj_begin(&p);
	put_line(&p, iface);
	if (owner->opts.json) {
		obj_end(&p, iface, out);
		return;
	}
	cut = p.out.at == p.out.end;
	p.out.end = out->at + out->room - 1;
	if (cut)
		tint_end(&p);
	out_char(&p.out, '\n');
	out_mem(&p.out, owner->more, (size_t)(p.more.at - owner->more));
	put_dump(&p, &p.out);
	*p.out.at = '\0';
	out->len = (size_t)(p.out.at - out->at);
}
