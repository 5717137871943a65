/* SPDX-License-Identifier: BSD-2-Clause */
/* Link types without a printer of their own, by their row in proto/link.c: where the type
 * field lies and how it reads is all that it takes to go on with the payload.
 *
 * Sources: those of proto/link.c; RFC 2427 (NLPID), RFC 1201 (ARCnet), RFC 1661 (PPP).
 */
#include "capture/print_parts.h"

enum {
	LENGTH_MAX = 1500,  /* an EtherType field up to this is an 802.3 length */
	SUNATM_TYPE = 0x0f, /* low bits of the first byte: */
	SUNATM_LLC = 2,
	UI = 0x03, /* in front of an NLPID */
	NLPID_IP4 = 0xcc,
	NLPID_IP6 = 0x8e,
	ARCNET_IP_OLD = 240,
	ARCNET_ARP_OLD = 241,
	ARCNET_IP = 212,
	ARCNET_ARP = 213,
	ARCNET_IP6 = 196,
};

/* A family in either byte order: they are small numbers. */
static uint32_t family_at(const uint8_t *at)
{
	uint32_t family = get_be32(at);

	return family > 0xffff ? get_le32(at) : family;
}

static void print_arcnet(struct print *p, struct bytes b, uint8_t code)
{
	switch (code) {
	case ARCNET_IP:
	case ARCNET_IP_OLD:
		print_ip4(p, b);
		break;
	case ARCNET_IP6:
		print_ip6(p, b);
		break;
	case ARCNET_ARP:
	case ARCNET_ARP_OLD:
		print_arp(p, b);
		break;
	default:
		put_named(p, p->owner->link->name);
	}
}

/* Whether the type field of such rows leads to a payload that can be printed. */
static bool is_typed(enum link_type_test test)
{
	return test != LT_NONE && test != LT_SLL && test != LT_WLAN &&
	       test != LT_ATALK && test != LT_JUNIPER;
}

/* False: the type field says nothing that leads on. */
static bool print_typed(struct print *p, struct bytes b, const uint8_t *h)
{
	const struct link *link = p->owner->link;
	const uint8_t *type = h + link->type_off;

	switch (link->test) {
	case LT_ETHER:
		if (get_be16(type) <= LENGTH_MAX)
			print_llc(p, b);
		else
			print_ethertype(p, b, get_be16(type));
		return true;
	case LT_TYPE16:
	case LT_HDLC:
		print_ethertype(p, b, get_be16(type));
		return true;
	case LT_SUNATM:
		if ((h[0] & SUNATM_TYPE) != SUNATM_LLC)
			return false;
		print_llc(p, b);
		return true;
	case LT_LLC:
		print_llc(p, b);
		return true;
	case LT_NLPID:
		if (type[0] != UI || (type[1] != NLPID_IP4 && type[1] != NLPID_IP6))
			return false;
		print_ip(p, b);
		return true;
	case LT_AF:
	case LT_AF_BE:
		print_family(p, b, family_at(type));
		return true;
	case LT_AF8:
		print_family(p, b, type[0]);
		return true;
	case LT_VERSION:
	case LT_IP4:
	case LT_IP6:
		print_ip(p, b);
		return true;
	case LT_PPP:
	case LT_PPP_BSDOS:
		print_ppp_payload(p, b, get_be16(type));
		return true;
	case LT_ARCNET:
		print_arcnet(p, b, type[0]);
		return true;
	case LT_IPNET:
		print_ip(p, b);
		return true;
	case LT_NONE:
	case LT_SLL:
	case LT_WLAN:
	case LT_ATALK:
	case LT_JUNIPER:
		return false;
	}
	return false;
}

/* Bytes of the header, which for PF's log stand in its first one; 0: not known. */
static uint32_t header_len(const struct link *link, const struct bytes *b)
{
	if (link->layout == LAYOUT_FIXED)
		return link->payload;
	if (link->layout == LAYOUT_PFLOG && b->len)
		return (b->at[0] + 3u) & ~3u;
	return 0;
}

/* Bytes of the type field, which lies in the header. */
static uint32_t type_width(enum link_type_test test)
{
	switch (test) {
	case LT_AF:
	case LT_AF_BE:
		return 4;
	case LT_ETHER:
	case LT_TYPE16:
	case LT_HDLC:
	case LT_NLPID:
	case LT_PPP:
	case LT_PPP_BSDOS:
		return 2;
	case LT_AF8:
	case LT_ARCNET:
	case LT_SUNATM:
		return 1;
	case LT_NONE:
	case LT_SLL:
	case LT_LLC:
	case LT_WLAN:
	case LT_VERSION:
	case LT_IP4:
	case LT_IP6:
	case LT_IPNET:
	case LT_ATALK:
	case LT_JUNIPER:
		return 0;
	}
	return 0;
}

static void put_header(struct print *p, const struct link *link, const uint8_t *h,
                       uint32_t len)
{
	uint32_t dst = (uint32_t)link->link_off + link->mac_dst;
	uint32_t src = (uint32_t)link->link_off + link->mac_src;

	if (link->flags & LF_MAC48 && dst + 6 <= len && src + 6 <= len) {
		p->mac_dst = h + dst;
		p->mac_src = h + src;
	}
	if (!p->opts->link)
		return;
	out_text(&p->out, link->name);
	if (p->mac_src) {
		out_char(&p->out, ' ');
		out_mac(&p->out, p->mac_src);
		out_text(&p->out, " > ");
		out_mac(&p->out, p->mac_dst);
	}
	out_text(&p->out, " len ");
	out_u32(&p->out, p->wire + len);
	out_text(&p->out, " | ");
}

static void put_row_name(struct print *p, const struct link *link)
{
	put_named(p, link->name);
	p->protocol_name = NULL;
}

void print_by_row(struct print *p, struct bytes b)
{
	const struct link *link = p->owner->link;
	uint32_t len = header_len(link, &b), wire = p->wire;
	const uint8_t *h;

	if (!is_typed(link->test) || (!len && link->layout != LAYOUT_FIXED) ||
	    link->type_off + type_width(link->test) > len) {
		put_row_name(p, link);
		return;
	}
	h = take_header(p, &b, len, link->name);
	if (!h)
		return;
	p->link_len = len;
	put_header(p, link, h, len);
	if (!print_typed(p, b, h)) {
		p->wire = wire;
		put_row_name(p, link);
	}
}
