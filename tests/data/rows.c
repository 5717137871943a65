/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/data/rows.h"

#include <string.h>

#define FIRST "192.0.2.10"
#define SECOND "198.51.100.17"
#define FIRST6 "2001:db8::10"
#define SECOND6 "2001:db8:7::42"

enum {
	ICMP = 1,
	TCP = 6,
	UDP = 17,
	ICMP6 = 58,
	CLIENT_PORT = 40000,
	DNS_PORT = 53,
	HTTP_PORT = 80,
	VXLAN_PORT = 4789,
	GENEVE_PORT = 6081,
	ETH_IP = 0x0800,
	ETH_BRIDGED = 0x6558,
};

static void ping(struct packet *p)
{
	icmp(p, 8, 0);
	ip4(p, ICMP, FIRST, SECOND);
}

static void syn(struct packet *p, bool ip6_too)
{
	tcp(p, CLIENT_PORT, HTTP_PORT, SYN);
	if (ip6_too)
		ip6(p, TCP, FIRST6, SECOND6);
	else
		ip4(p, TCP, FIRST, SECOND);
}

static void tunnel(struct packet *p, enum payload what)
{
	ping(p);
	if (what != GENEVE6)
		eth(p, ETH_IP);
	if (what == VXLAN4)
		vxlan(p, 8, 5);
	else
		geneve(p, 5, what == GENEVE6 ? ETH_IP : ETH_BRIDGED, 1);
	udp(p, 50000, what == VXLAN4 ? VXLAN_PORT : GENEVE_PORT);
	if (what == GENEVE6)
		ip6(p, UDP, "2001:db8:f::1", "2001:db8:f::2");
	else
		ip4(p, UDP, "203.0.113.1", "203.0.113.2");
}

void packet_payload(struct packet *p, enum payload what)
{
	packet_clear(p);
	switch (what) {
	case NOTHING:
		break;
	case DNS4:
		udp(p, CLIENT_PORT, DNS_PORT);
		ip4(p, UDP, FIRST, SECOND);
		break;
	case DNS6:
		udp(p, CLIENT_PORT, DNS_PORT);
		ip6(p, UDP, FIRST6, SECOND6);
		break;
	case HTTP4:
	case HTTP6:
		syn(p, what == HTTP6);
		break;
	case ANSWER4:
		tcp(p, HTTP_PORT, CLIENT_PORT, SYN | ACK);
		ip4(p, TCP, SECOND, FIRST);
		break;
	case PING4:
		ping(p);
		break;
	case PING6:
		icmp6(p, 128, 0);
		ip6(p, ICMP6, FIRST6, SECOND6);
		break;
	case ARP:
		arp(p, 1, FIRST, "192.0.2.1");
		break;
	case OPTIONS4:
		udp(p, CLIENT_PORT, DNS_PORT);
		ip4_options(p, UDP, FIRST, SECOND, 2);
		break;
	case LATER4:
		hex(p, "0035003500350035");
		ip4_fragment(p, UDP, FIRST, SECOND, 32, false);
		break;
	case FIRST4:
		udp(p, CLIENT_PORT, DNS_PORT);
		ip4_fragment(p, UDP, FIRST, SECOND, 0, true);
		break;
	case VXLAN4:
	case GENEVE4:
	case GENEVE6:
		tunnel(p, what);
		break;
	}
}

void save_rows(const char *folder, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count;) {
		const char *name = rows[i].file;
		struct file f;

		file_open(&f, folder, name, rows[i].linktype);
		for (; i < count && !strcmp(rows[i].file, name); i++) {
			struct packet p;

			packet_payload(&p, rows[i].payload);
			hex(&p, rows[i].header);
			if (rows[i].caplen)
				save_cut(&f, &p, rows[i].caplen);
			else
				save(&f, &p);
		}
		file_close(&f);
	}
}
