/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/data/inner.h"

#include <stdlib.h>
#include <string.h>

#define FIRST "192.0.2.10"
#define SECOND "198.51.100.17"
#define FIRST6 "2001:db8::10"
#define SECOND6 "2001:db8:7::42"

enum {
	ICMP = 1,
	IGMP = 2,
	TCP = 6,
	IGRP = 9,
	UDP = 17,
	FRAGMENT = 44,
	ESP = 50,
	AH = 51,
	ICMP6 = 58,
	PIM = 103,
	VRRP = 112,
	SCTP = 132,
	PORT = 40000,
	ETH_IP = 0x0800,
	ETH_ARP = 0x0806,
	ETH_VLAN = 0x8100,
	ETH_IP6 = 0x86dd,
	ETH_BRIDGED = 0x6558,
};

/* Protocols that filters know by number only. */
static const struct plain {
	enum inner what;
	const char *bytes;
	uint8_t proto;
	const char *dst;
} plains[] = {
	{ IN_LATER4, "0050005000500050", TCP, SECOND },
	{ IN_IGMP4, "1164ee9b00000000", IGMP, "224.0.0.1" },
	{ IN_IGRP4, "1500000000000000", IGRP, "255.255.255.255" },
	{ IN_PIM4, "2000dfff00010002", PIM, "224.0.0.13" },
	{ IN_VRRP4, "2101640100010000", VRRP, "224.0.0.18" },
	{ IN_ESP4,
	  "0000010000000001"
	  "5060708090a0b0c0",
	  ESP, SECOND },
	{ IN_ESP6,
	  "0000010000000001"
	  "5060708090a0b0c0",
	  ESP, SECOND6 },
	{ IN_PIM6, "2000dfff00010002", PIM, "ff02::d" },
};

static void plain(struct packet *p, enum inner what)
{
	const struct plain *x = plains;

	while (x->what != what)
		x++;
	hex(p, x->bytes);
	if (what == IN_LATER4)
		ip4_fragment(p, x->proto, FIRST, x->dst, 32, false);
	else if (what >= IN_DNS6)
		ip6(p, x->proto, FIRST6, x->dst);
	else
		ip4(p, x->proto, FIRST, x->dst);
}

static void transport(struct packet *p, enum inner what)
{
	switch (what) {
	case IN_DNS4:
	case IN_DNS6:
	case IN_AH4:
	case IN_FIRST6:
		udp(p, PORT, 53);
		break;
	case IN_ANSWER4:
		udp(p, 53, PORT);
		break;
	case IN_SYNACK4:
	case IN_SYNACK6:
		tcp(p, 80, PORT, SYN | ACK);
		break;
	case IN_OPTIONS4:
		tcp(p, PORT, 443, ACK);
		break;
	case IN_SCTP4:
	case IN_SCTP6:
		sctp(p, PORT, 3868);
		break;
	case IN_PING4:
		icmp(p, 8, 0);
		break;
	case IN_UNREACH4:
		icmp(p, 3, 4);
		break;
	case IN_BOOTP4:
		udp(p, PORT, 67);
		break;
	case IN_BIG4:
		zeros(p, 1400);
		udp(p, PORT, 9999);
		break;
	case IN_PING6:
		icmp6(p, 128, 0);
		break;
	case IN_SOLICIT6:
		icmp6(p, 135, 0);
		break;
	default:
		tcp(p, PORT, 80, SYN);
		break;
	}
}

static void network4(struct packet *p, enum inner what)
{
	switch (what) {
	case IN_DNS4:
	case IN_BIG4:
		ip4(p, UDP, FIRST, SECOND);
		break;
	case IN_ANSWER4:
		ip4(p, UDP, SECOND, FIRST);
		break;
	case IN_SYN4:
		ip4(p, TCP, FIRST, SECOND);
		break;
	case IN_SYNACK4:
		ip4(p, TCP, SECOND, FIRST);
		break;
	case IN_FIRST4:
		ip4_fragment(p, TCP, FIRST, SECOND, 0, true);
		break;
	case IN_OPTIONS4:
		ip4_options(p, TCP, "192.0.2.11", "203.0.113.9", 2);
		break;
	case IN_SCTP4:
		ip4(p, SCTP, FIRST, SECOND);
		break;
	case IN_PING4:
		ip4(p, ICMP, FIRST, SECOND);
		break;
	case IN_UNREACH4:
		ip4(p, ICMP, SECOND, FIRST);
		break;
	case IN_AH4:
		ah(p, UDP);
		ip4(p, AH, FIRST, SECOND);
		break;
	case IN_BOOTP4:
		ip4(p, UDP, FIRST, "192.0.2.255");
		break;
	default:
		abort();
	}
}

static void network6(struct packet *p, enum inner what)
{
	switch (what) {
	case IN_DNS6:
		ip6(p, UDP, FIRST6, SECOND6);
		break;
	case IN_SYN6:
		ip6(p, TCP, FIRST6, SECOND6);
		break;
	case IN_SYNACK6:
		ip6(p, TCP, SECOND6, FIRST6);
		break;
	case IN_SCTP6:
		ip6(p, SCTP, FIRST6, SECOND6);
		break;
	case IN_PING6:
		ip6(p, ICMP6, FIRST6, SECOND6);
		break;
	case IN_SOLICIT6:
		ip6(p, ICMP6, FIRST6, "ff02::1:ff00:42");
		break;
	case IN_FIRST6:
		ip6_fragment(p, UDP, 0, true);
		ip6(p, FRAGMENT, FIRST6, SECOND6);
		break;
	case IN_HOP6:
		ip6_extension(p, TCP);
		ip6(p, 0, FIRST6, SECOND6);
		break;
	case IN_AH6:
		ah(p, TCP);
		ip6(p, AH, FIRST6, SECOND6);
		break;
	default:
		abort();
	}
}

static void tunnel(struct packet *p, enum inner what)
{
	bool over6 = what == IN_GENEVE6 || what == IN_VXLAN6;
	bool is_vxlan = what == IN_VXLAN4 || what == IN_VXLAN6;

	inner_packet(p, what == IN_VXLAN4    ? IN_PING4
	                : what == IN_GENEVE4 ? IN_ARP
	                : what == IN_GENEVE6 ? IN_PING6
	                                     : IN_DNS4);
	if (what == IN_VXLAN6)
		vlan(p, 9, ETH_IP);
	if (what != IN_GENEVE6)
		eth(p, what == IN_VXLAN6    ? ETH_VLAN
		       : what == IN_GENEVE4 ? ETH_ARP
		                            : ETH_IP);
	if (is_vxlan)
		vxlan(p, 8, over6 ? 7 : 5);
	else
		geneve(p, 6, over6 ? ETH_IP6 : ETH_BRIDGED, 1);
	udp(p, 50000, is_vxlan ? 4789 : 6081);
	if (over6)
		ip6(p, UDP, "2001:db8:f::1", "2001:db8:f::2");
	else
		ip4(p, UDP, "203.0.113.1", "203.0.113.2");
}

void inner_packet(struct packet *p, enum inner what)
{
	packet_clear(p);
	switch (what) {
	case IN_NOTHING:
		break;
	case IN_ARP:
		arp(p, 1, FIRST, "192.0.2.1");
		break;
	case IN_RARP:
		arp(p, 3, FIRST, "192.0.2.77");
		break;
	case IN_LATER4:
	case IN_IGMP4:
	case IN_IGRP4:
	case IN_PIM4:
	case IN_VRRP4:
	case IN_ESP4:
	case IN_ESP6:
	case IN_PIM6:
		plain(p, what);
		break;
	case IN_VXLAN4:
	case IN_GENEVE4:
	case IN_GENEVE6:
	case IN_VXLAN6:
		tunnel(p, what);
		break;
	default:
		transport(p, what);
		if (what < IN_DNS6)
			network4(p, what);
		else
			network6(p, what);
		break;
	}
}

void save_frames(const char *folder, const struct frame *frames, size_t count)
{
	for (size_t i = 0; i < count;) {
		const char *name = frames[i].file;
		struct file f;

		file_open(&f, folder, name, frames[i].linktype);
		for (; i < count && !strcmp(frames[i].file, name); i++) {
			struct packet p;

			inner_packet(&p, frames[i].inner);
			hex(&p, frames[i].header);
			if (frames[i].captured)
				save_cut(&f, &p, frames[i].captured);
			else
				save(&f, &p);
		}
		file_close(&f);
	}
}
