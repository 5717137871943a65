/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/traffic.h"

#include "base/bytes.h"

enum {
	ETH_IP = 0x0800,
	ETH_ARP = 0x0806,
	ETH_VLAN = 0x8100,
	ETH_IP6 = 0x86dd,
	ETH_MPLS = 0x8847,
	LLC_STP = 38, /* an 802.3 length: spanning tree */
	TCP = 6,
	UDP = 17,
	ANY_PORT = 49321,
	FRAGMENT = 1 << 0, /* not the first */
	OPTIONS = 1 << 1,  /* in the IPv4 header */
	TAGGED = 1 << 2,   /* behind a VLAN tag */
};

static const double ip4_share = 0.78, ip6_share = 0.16;

/* Packets inside IPv4 and IPv6; ICMP is ICMPv6 in the latter. */
static const struct {
	uint8_t proto, flags; /* TCP flags, or the ICMP type */
	uint16_t src, dst;    /* ports */
	uint16_t len;         /* bytes of the network packet */
	uint8_t extras;
	double share;
} inner[] = {
	{ TCP, 0x10, ANY_PORT, 443, 52, 0, 0.12 },
	{ TCP, 0x18, 443, ANY_PORT, 1500, 0, 0.12 },
	{ TCP, 0x10, ANY_PORT, 80, 52, 0, 0.04 },
	{ TCP, 0x18, 80, ANY_PORT, 1500, 0, 0.03 },
	{ TCP, 0x10, ANY_PORT, 22, 52, 0, 0.03 },
	{ TCP, 0x10, 22, ANY_PORT, 116, 0, 0.03 },
	{ TCP, 0x02, ANY_PORT, 443, 60, 0, 0.04 },
	{ TCP, 0x12, 8080, ANY_PORT, 60, 0, 0.01 },
	{ TCP, 0x10, 5123, ANY_PORT, 576, 0, 0.10 },
	{ TCP, 0x10, ANY_PORT, 9321, 52, 0, 0.10 },
	{ TCP, 0x10, ANY_PORT, 993, 56, OPTIONS, 0.02 },
	{ TCP, 0, 0, 0, 1500, FRAGMENT, 0.01 },
	{ UDP, 0, ANY_PORT, 53, 71, 0, 0.03 },
	{ UDP, 0, 53, ANY_PORT, 187, 0, 0.03 },
	{ UDP, 0, ANY_PORT, 443, 1280, 0, 0.05 },
	{ UDP, 0, 443, ANY_PORT, 1280, 0, 0.04 },
	{ UDP, 0, 123, 123, 76, 0, 0.02 },
	{ UDP, 0, ANY_PORT, 5004, 240, 0, 0.06 },
	{ UDP, 0, 0, 0, 1500, FRAGMENT, 0.02 },
	{ 1, 8, 0, 0, 84, 0, 0.03 },
	{ 1, 3, 0, 0, 96, 0, 0.03 },
	{ 47, 0, 0, 0, 140, 0, 0.02 },
	{ 50, 0, 0, 0, 140, 0, 0.01 },
	{ 89, 0, 0, 0, 80, 0, 0.01 },
};

/* Everything else, of the whole. */
static const struct {
	uint16_t type;
	uint8_t extras;
	uint32_t inner; /* index, for what carries IP */
	double share;
} others[] = {
	{ ETH_ARP, 0, 0, 0.02 },
	{ ETH_IP, TAGGED, 0, 0.01 },
	{ ETH_IP6, TAGGED, 1, 0.01 },
	{ ETH_MPLS, 0, 9, 0.01 },
	{ LLC_STP, 0, 0, 0.01 },
};

/* ---- headers ---- */

static void put_transport(uint8_t *at, size_t i)
{
	put_be16(at, inner[i].src);
	put_be16(at + 2, inner[i].dst);
	if (inner[i].proto == TCP) {
		put_be32(at + 4, 0x1b2c3d4e);
		put_be32(at + 8, 0x5e6f7081);
		at[12] = 0x80;
		at[13] = inner[i].flags;
		put_be16(at + 14, 501);
	} else if (inner[i].proto == UDP) {
		put_be16(at + 4, (uint16_t)(inner[i].len - 20));
		put_be16(at + 6, 0x9a31);
	} else {
		at[0] = inner[i].flags;
		at[1] = 0;
		put_be16(at + 2, 0x4f27);
	}
}

static void put_ip4(uint8_t *at, size_t i)
{
	bool out = inner[i].dst < inner[i].src;
	uint32_t here = i % 2 ? 0x0a000117 : 0xc0a8010b, there = 0x5db8d822;

	at[0] = inner[i].extras & OPTIONS ? 0x46 : 0x45;
	put_be16(at + 2, inner[i].len);
	put_be16(at + 4, 0x3a51);
	put_be16(at + 6, inner[i].extras & FRAGMENT ? 0x00b9 : 0x4000);
	at[8] = out ? 64 : 54;
	at[9] = inner[i].proto;
	put_be32(at + 12, out ? here : there);
	put_be32(at + 16, out ? there : here);
	put_transport(at + 4 * (at[0] & 15), i);
}

static void put_ip6(uint8_t *at, size_t i)
{
	bool out = inner[i].dst < inner[i].src;
	uint8_t *here = at + (out ? 8 : 24), *there = at + (out ? 24 : 8);

	at[0] = 0x60;
	put_be16(at + 4, (uint16_t)(inner[i].len - 20));
	at[6] = inner[i].proto == 1 ? 58 : inner[i].proto;
	at[7] = out ? 64 : 54;
	put_be32(here, 0x20010db8);
	put_be32(here + 4, 0x00010002);
	put_be32(here + 12, 0x00000117);
	put_be32(there, 0x26064700);
	put_be32(there + 12, 0x6810afd1);
	put_transport(at + 40, i);
	if (inner[i].extras & FRAGMENT) {
		memmove(at + 48, at + 40, 16);
		put_be32(at + 40, (uint32_t)at[6] << 24 | 0x0b91);
		at[6] = 44;
	} else if (inner[i].proto == 1) {
		at[40] = inner[i].flags == 8 ? 128 : 1;
	}
}

static void put_arp(uint8_t *at)
{
	put_be16(at, 1);
	put_be16(at + 2, ETH_IP);
	put_be16(at + 4, 0x0604);
	put_be16(at + 6, 1);
	put_be32(at + 14, 0xc0a8010b);
	put_be32(at + 24, 0xc0a80101);
}

static void put_llc(uint8_t *at, uint16_t type)
{
	put_be32(at, 0xaaaa0300);
	put_be32(at + 4, type);
}

/* The PPP protocol number; RFC 1661 and IANA ppp-numbers. */
static uint16_t ppp_number(uint16_t type)
{
	return type == ETH_IP ? 0x21 : type == ETH_IP6 ? 0x57 : type == ETH_MPLS ? 0x281 : 0xc021;
}

/* What the link type writes to say that `type` follows. */
static void put_type(const struct link *link, uint8_t *at, uint32_t payload, uint16_t type)
{
	uint8_t family = type == ETH_IP6 ? 10 : type == ETH_IP ? 2 : 0;

	switch (link->test) {
	case LT_ETHER:
	case LT_SLL:
	case LT_TYPE16:
	case LT_HDLC:
		put_be16(at + link->type_off, type);
		break;
	case LT_SUNATM:
		at[0] = 2;
		put_llc(at + payload, type);
		break;
	case LT_LLC:
	case LT_WLAN:
		put_llc(at + payload, type);
		break;
	case LT_NLPID:
		put_be16(at + link->type_off, type == ETH_IP6 ? 0x038e : 0x03cc);
		break;
	case LT_AF:
	case LT_AF_BE:
		put_be32(at + link->type_off, family);
		break;
	case LT_AF8:
		at[link->type_off] = family;
		break;
	case LT_PPP:
	case LT_PPP_BSDOS:
		put_be16(at + link->type_off, ppp_number(type));
		break;
	case LT_ARCNET:
		at[link->type_off] = type == ETH_IP    ? 0xd4
		                     : type == ETH_IP6 ? 0xc4
		                                       : 0xd5;
		break;
	case LT_IPNET:
		at[link->type_off] = type == ETH_IP6 ? 26 : 2;
		break;
	case LT_JUNIPER:
		put_be32(at, 0x4d474300);
		break;
	case LT_NONE:
	case LT_VERSION:
	case LT_IP4:
	case LT_IP6:
	case LT_ATALK:
		break;
	}
}

/* An 802.11 data frame from the access point, behind what the layout puts in front.
 *
 * returns where its payload starts.
 */
static uint32_t put_wlan(const struct link *link, uint8_t *at)
{
	uint32_t radio = 0;

	switch (link->layout) {
	case LAYOUT_RADIO:
	case LAYOUT_PPI:
		radio = 8;
		at[2] = (uint8_t)radio;
		at[4] = link->layout == LAYOUT_PPI ? 105 : 0;
		break;
	case LAYOUT_AVS:
		radio = 64;
		put_be32(at, 0x80211001);
		put_be32(at + 4, radio);
		break;
	case LAYOUT_PRISM:
		radio = 144;
		break;
	case LAYOUT_FIXED:
	case LAYOUT_PFLOG:
	case LAYOUT_WLAN:
	case LAYOUT_UNKNOWN:
		break;
	}
	at[radio] = 0x08;
	at[radio + 1] = 0x02;
	return radio + 24;
}

/* The link header in front of `type`; returns where the payload starts. */
static uint32_t put_link(const struct link *link, uint8_t *at, uint16_t type)
{
	uint32_t payload = link->payload;

	if (link->test == LT_WLAN)
		payload = put_wlan(link, at);
	if (link->layout == LAYOUT_PFLOG) {
		at[0] = 61;
		payload = 64;
	}
	if (link->flags & LF_MAC48) {
		put_be32(at + link->link_off + link->mac_dst, 0x001b213c);
		put_be32(at + link->link_off + link->mac_src, 0x3c97a411);
	}
	put_type(link, at, payload, type);
	return payload + link->nl;
}

static void add(struct traffic *t, const struct link *link, uint16_t type, uint8_t extras,
                size_t i, double share)
{
	uint8_t *bytes = t->bytes[t->count], *at;
	uint32_t len = type == ETH_ARP || type == LLC_STP ? 46 : inner[i].len;

	at = bytes + put_link(link, bytes, extras & TAGGED ? ETH_VLAN : type);
	if (extras & TAGGED) {
		put_be16(at, 73);
		put_be16(at + 2, type);
		at += 4;
	}
	if (type == ETH_MPLS) {
		put_be32(at, 0x000ab140);
		at += 4;
	}
	if (type == ETH_ARP)
		put_arp(at);
	else if (type == LLC_STP)
		put_be32(at, 0x42420300);
	else if (type == ETH_IP6)
		put_ip6(at, i);
	else
		put_ip4(at, i);
	len += (uint32_t)(at - bytes);
	t->packet[t->count] = (struct pfc_packet){
		.data = bytes,
		.caplen = len < TRAFFIC_BYTES ? len : TRAFFIC_BYTES,
		.len = len,
	};
	t->share[t->count++] = share;
}

void traffic_make(struct traffic *t, const struct link *link)
{
	for (size_t i = 0; i < sizeof(inner) / sizeof(inner[0]); i++) {
		add(t, link, ETH_IP, 0, i, ip4_share * inner[i].share);
		add(t, link, ETH_IP6, 0, i, ip6_share * inner[i].share);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		add(t, link, others[i].type, others[i].extras, others[i].inner,
		    others[i].share);
}
