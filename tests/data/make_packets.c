/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_packets.c - writes the savefiles that records name, one function each.
 *
 *	make_packets FOLDER
 *
 * The number in front of a packet is the one that records use: dns.pcap:2.
 */
#include <stdlib.h>

#include "tests/data/build.h"

#define CLIENT "192.0.2.10"
#define SERVER "198.51.100.17"
#define CLIENT6 "2001:db8::10"
#define SERVER6 "2001:db8:7::42"
#define PEER_MAC "02:00:5e:10:00:01"
#define OWN_MAC "00:1b:21:3c:9d:f8"

enum {
	ICMP = 1,
	IGMP = 2,
	IPIP = 4,
	TCP = 6,
	IGRP = 9,
	UDP = 17,
	IN_IP6 = 41,
	ROUTING = 43,
	FRAGMENT = 44,
	GRE = 47,
	ESP = 50,
	AH = 51,
	ICMP6 = 58,
	NO_NEXT = 59,
	DSTOPTS = 60,
	OSPF = 89,
	PIM = 103,
	VRRP = 112,
	SCTP = 132,
	ETH_IP = 0x0800,
	ETH_ARP = 0x0806,
	ETH_RARP = 0x8035,
	ETH_VLAN = 0x8100,
	ETH_IP6 = 0x86dd,
	ETH_MPLS = 0x8847,
	ETH_QINQ = 0x88a8,
};

/* ---- packets used more than once ---- */

static void udp4(struct packet *p, uint16_t src, uint16_t dst)
{
	packet_clear(p);
	text(p, "0123456789");
	udp(p, src, dst);
	ip4(p, UDP, CLIENT, SERVER);
}

static void udp6(struct packet *p, uint16_t src, uint16_t dst)
{
	packet_clear(p);
	text(p, "0123456789");
	udp(p, src, dst);
	ip6(p, UDP, CLIENT6, SERVER6);
}

static void tcp4(struct packet *p, uint16_t src, uint16_t dst, uint8_t flags)
{
	packet_clear(p);
	tcp(p, src, dst, flags);
	ip4(p, TCP, CLIENT, SERVER);
}

static void tcp6(struct packet *p, uint16_t src, uint16_t dst, uint8_t flags)
{
	packet_clear(p);
	tcp(p, src, dst, flags);
	ip6(p, TCP, CLIENT6, SERVER6);
}

static void ping4(struct packet *p)
{
	packet_clear(p);
	text(p, "abcdefgh");
	icmp(p, 8, 0);
	ip4(p, ICMP, CLIENT, SERVER);
}

static void ping6(struct packet *p)
{
	packet_clear(p);
	text(p, "abcdefgh");
	icmp6(p, 128, 0);
	ip6(p, ICMP6, CLIENT6, SERVER6);
}

static void arp_request(struct packet *p)
{
	packet_clear(p);
	arp(p, 1, CLIENT, "192.0.2.1");
}

static void save_eth(struct file *f, struct packet *p, uint16_t type)
{
	eth(p, type);
	save(f, p);
}

/* ---- Ethernet ---- */

static void dns(struct file *f)
{
	struct packet p;

	/* 1: question */
	packet_clear(&p);
	hex(&p, "abcd01000001000000000000076578616d706c6503636f6d0000010001");
	udp(&p, 40001, 53);
	ip4(&p, UDP, CLIENT, "192.0.2.53");
	save_eth(f, &p, ETH_IP);
	/* 2: answer */
	packet_clear(&p);
	hex(&p, "abcd81800001000100000000076578616d706c6503636f6d0000010001"
	        "c00c00010001000000ff0004c6336411");
	udp(&p, 53, 40001);
	ip4(&p, UDP, "192.0.2.53", CLIENT);
	save_eth(f, &p, ETH_IP);
	/* 3: over TCP */
	tcp4(&p, 40002, 53, SYN);
	save_eth(f, &p, ETH_IP);
	/* 4: multicast DNS, to an IP multicast address */
	packet_clear(&p);
	udp(&p, 5353, 5353);
	ip4(&p, UDP, CLIENT, "224.0.0.251");
	eth_between(&p, "01:00:5e:00:00:fb", OWN_MAC, ETH_IP);
	save(f, &p);
}

static void dns_ipv6(struct file *f)
{
	struct packet p;

	/* 1: question */
	udp6(&p, 40001, 53);
	save_eth(f, &p, ETH_IP6);
	/* 2: answer */
	packet_clear(&p);
	udp(&p, 53, 40001);
	ip6(&p, UDP, SERVER6, CLIENT6);
	save_eth(f, &p, ETH_IP6);
	/* 3: question behind hop-by-hop options */
	packet_clear(&p);
	udp(&p, 40001, 53);
	ip6_extension(&p, UDP);
	ip6(&p, 0, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
	/* 4: multicast DNS */
	packet_clear(&p);
	udp(&p, 5353, 5353);
	ip6(&p, UDP, "fe80::1", "ff02::fb");
	eth_between(&p, "33:33:00:00:00:fb", OWN_MAC, ETH_IP6);
	save(f, &p);
}

static void tcp_handshake(struct file *f)
{
	struct packet p;

	/* 1 */
	tcp4(&p, 40000, 80, SYN);
	save_eth(f, &p, ETH_IP);
	/* 2 */
	packet_clear(&p);
	tcp(&p, 80, 40000, SYN | ACK);
	ip4(&p, TCP, SERVER, CLIENT);
	save_eth(f, &p, ETH_IP);
	/* 3 */
	tcp4(&p, 40000, 80, ACK);
	save_eth(f, &p, ETH_IP);
	/* 4: a request */
	packet_clear(&p);
	text(&p, "GET / HTTP/1.1\r\n\r\n");
	tcp(&p, 40000, 80, PSH | ACK);
	ip4(&p, TCP, CLIENT, SERVER);
	save_eth(f, &p, ETH_IP);
	/* 5: an answer */
	packet_clear(&p);
	text(&p, "HTTP/1.1 200 OK\r\n\r\n");
	tcp(&p, 80, 40000, PSH | ACK);
	ip4(&p, TCP, SERVER, CLIENT);
	save_eth(f, &p, ETH_IP);
	/* 6 */
	tcp4(&p, 40000, 80, FIN | ACK);
	save_eth(f, &p, ETH_IP);
	/* 7 */
	packet_clear(&p);
	tcp(&p, 80, 40000, RST);
	ip4(&p, TCP, SERVER, CLIENT);
	save_eth(f, &p, ETH_IP);
	/* 8: behind IPv4 options */
	packet_clear(&p);
	tcp(&p, 40003, 443, SYN | ECE | CWR);
	ip4_options(&p, TCP, CLIENT, SERVER, 3);
	save_eth(f, &p, ETH_IP);
	/* 9 */
	tcp6(&p, 40000, 80, SYN);
	save_eth(f, &p, ETH_IP6);
	/* 10 */
	packet_clear(&p);
	text(&p, "HTTP/1.1 200 OK\r\n\r\n");
	tcp(&p, 80, 40000, PSH | ACK);
	ip6(&p, TCP, SERVER6, CLIENT6);
	save_eth(f, &p, ETH_IP6);
}

static void fragments(struct file *f)
{
	struct packet p;

	/* 1: first fragment, holds the ports */
	packet_clear(&p);
	zeros(&p, 24);
	udp(&p, 40001, 53);
	ip4_fragment(&p, UDP, CLIENT, SERVER, 0, true);
	save_eth(f, &p, ETH_IP);
	/* 2: later fragment, with the bytes of ports 53 and 53 where ports would be */
	packet_clear(&p);
	hex(&p, "003500350035003500350035");
	ip4_fragment(&p, UDP, CLIENT, SERVER, 32, false);
	save_eth(f, &p, ETH_IP);
	/* 3: first fragment */
	packet_clear(&p);
	zeros(&p, 24);
	icmp(&p, 8, 0);
	ip4_fragment(&p, ICMP, CLIENT, SERVER, 0, true);
	save_eth(f, &p, ETH_IP);
	/* 4: IPv6, first fragment */
	packet_clear(&p);
	zeros(&p, 4);
	tcp(&p, 40000, 80, ACK);
	ip6_fragment(&p, TCP, 0, true);
	ip6(&p, FRAGMENT, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
	/* 5: IPv6, later fragment */
	packet_clear(&p);
	zeros(&p, 24);
	ip6_fragment(&p, UDP, 1448, false);
	ip6(&p, FRAGMENT, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
	/* 6: a middle fragment of TCP */
	packet_clear(&p);
	hex(&p, "00500050");
	zeros(&p, 20);
	ip4_fragment(&p, TCP, CLIENT, SERVER, 65512, true);
	save_eth(f, &p, ETH_IP);
}

static void arps(struct file *f)
{
	struct packet p;

	/* 1: request, to everyone */
	arp_request(&p);
	eth_between(&p, "ff:ff:ff:ff:ff:ff", OWN_MAC, ETH_ARP);
	save(f, &p);
	/* 2: reply */
	packet_clear(&p);
	arp(&p, 2, "192.0.2.1", CLIENT);
	eth_between(&p, OWN_MAC, PEER_MAC, ETH_ARP);
	save(f, &p);
	/* 3: reverse ARP */
	packet_clear(&p);
	arp(&p, 3, "0.0.0.0", "192.0.2.77");
	save_eth(f, &p, ETH_RARP);
	/* 4: announcement */
	packet_clear(&p);
	arp(&p, 1, "192.0.2.99", "192.0.2.99");
	eth_between(&p, "ff:ff:ff:ff:ff:ff", OWN_MAC, ETH_ARP);
	save(f, &p);
}

static void vlans(struct file *f)
{
	struct packet p;

	/* 1 */
	udp4(&p, 40000, 53);
	vlan(&p, 73, ETH_IP);
	save_eth(f, &p, ETH_VLAN);
	/* 2 */
	arp_request(&p);
	vlan(&p, 74, ETH_ARP);
	save_eth(f, &p, ETH_VLAN);
	/* 3 */
	ping6(&p);
	vlan(&p, 73, ETH_IP6);
	save_eth(f, &p, ETH_VLAN);
	/* 4: priority 5, VLAN 0 */
	tcp4(&p, 40000, 80, SYN);
	vlan(&p, 5 << 13, ETH_IP);
	save_eth(f, &p, ETH_VLAN);
	/* 5: priority 7, drop eligible, VLAN 4095 */
	tcp4(&p, 40000, 80, SYN);
	vlan(&p, 0xffff, ETH_IP);
	save_eth(f, &p, ETH_VLAN);
	/* 6: a lone service tag */
	udp4(&p, 40000, 53);
	vlan(&p, 73, ETH_IP);
	save_eth(f, &p, ETH_QINQ);
	/* 7: an old one */
	udp4(&p, 40000, 53);
	vlan(&p, 73, ETH_IP);
	save_eth(f, &p, 0x9100);
}

static void qinq(struct file *f)
{
	struct packet p;

	/* 1: service tag 73, customer tag 74 */
	arp_request(&p);
	vlan(&p, 74, ETH_ARP);
	vlan(&p, 73, ETH_VLAN);
	save_eth(f, &p, ETH_QINQ);
	/* 2 */
	udp4(&p, 40000, 53);
	vlan(&p, 6, ETH_IP);
	vlan(&p, 5, ETH_VLAN);
	save_eth(f, &p, ETH_VLAN);
	/* 3: three */
	ping4(&p);
	vlan(&p, 3, ETH_IP);
	vlan(&p, 2, ETH_VLAN);
	vlan(&p, 1, ETH_VLAN);
	save_eth(f, &p, ETH_QINQ);
}

static void mplses(struct file *f)
{
	struct packet p;

	/* 1 */
	tcp4(&p, 40000, 179, SYN);
	mpls(&p, 3000, true);
	save_eth(f, &p, ETH_MPLS);
	/* 2 */
	ping6(&p);
	mpls(&p, 16, true);
	mpls(&p, 100, false);
	save_eth(f, &p, ETH_MPLS);
	/* 3 */
	udp4(&p, 40000, 53);
	mpls(&p, 1048575, true);
	mpls(&p, 100, false);
	mpls(&p, 3000, false);
	save_eth(f, &p, ETH_MPLS);
	/* 4: in a VLAN */
	tcp4(&p, 179, 40000, ACK);
	mpls(&p, 3000, true);
	vlan(&p, 73, ETH_MPLS);
	save_eth(f, &p, ETH_VLAN);
	/* 5: multicast, which `mpls` leaves out */
	udp4(&p, 40000, 53);
	mpls(&p, 3000, true);
	save_eth(f, &p, 0x8848);
}

static void pppoes(struct file *f)
{
	struct packet p;

	/* 1: discovery */
	packet_clear(&p);
	hex(&p, "01010000");
	pppoe(&p, 0, 0);
	save_eth(f, &p, 0x8863);
	/* 2 */
	udp4(&p, 40000, 53);
	pppoe(&p, 0x1f2, 0x0021);
	save_eth(f, &p, 0x8864);
	/* 3 */
	ping6(&p);
	pppoe(&p, 7, 0x0057);
	save_eth(f, &p, 0x8864);
	/* 4: link control */
	packet_clear(&p);
	hex(&p, "0901000800000001");
	pppoe(&p, 7, 0xc021);
	save_eth(f, &p, 0x8864);
	/* 5: in a VLAN */
	tcp6(&p, 40000, 80, SYN);
	pppoe(&p, 0x1f2, 0x0057);
	vlan(&p, 7, 0x8864);
	save_eth(f, &p, ETH_VLAN);
	/* 6: MPLS inside */
	ping4(&p);
	mpls(&p, 99, true);
	pppoe(&p, 7, 0x0281);
	save_eth(f, &p, 0x8864);
}

static void vxlans(struct file *f)
{
	struct packet p;

	/* 1 */
	ping4(&p);
	eth(&p, ETH_IP);
	vxlan(&p, 8, 8190);
	udp(&p, 50000, 4789);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
	/* 2 */
	arp_request(&p);
	eth(&p, ETH_ARP);
	vxlan(&p, 8, 5);
	udp(&p, 50000, 4789);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
	/* 3: over IPv6 */
	ping6(&p);
	eth(&p, ETH_IP6);
	vxlan(&p, 8, 5);
	udp(&p, 50000, 4789);
	ip6(&p, UDP, "2001:db8:f::1", "2001:db8:f::2");
	save_eth(f, &p, ETH_IP6);
	/* 4: VLAN inside, outer header with options */
	udp4(&p, 40000, 53);
	vlan(&p, 12, ETH_IP);
	eth(&p, ETH_VLAN);
	vxlan(&p, 8, 5);
	udp(&p, 50000, 4789);
	ip4_options(&p, UDP, "203.0.113.1", "203.0.113.2", 2);
	save_eth(f, &p, ETH_IP);
	/* 5: no network identifier, so not what `vxlan` takes */
	ping4(&p);
	eth(&p, ETH_IP);
	vxlan(&p, 0, 5);
	udp(&p, 50000, 4789);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
	/* 6: from the port, not to it */
	ping4(&p);
	eth(&p, ETH_IP);
	vxlan(&p, 8, 5);
	udp(&p, 4789, 50000);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
}

static void geneves(struct file *f)
{
	struct packet p;

	/* 1: Ethernet inside */
	tcp4(&p, 40000, 443, SYN);
	eth(&p, ETH_IP);
	geneve(&p, 0x1000, 0x6558, 0);
	udp(&p, 50000, 6081);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
	/* 2: with options */
	tcp6(&p, 40000, 443, SYN);
	eth(&p, ETH_IP6);
	geneve(&p, 5, 0x6558, 3);
	udp(&p, 50000, 6081);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
	/* 3: IPv4 inside, no link header */
	ping4(&p);
	geneve(&p, 5, ETH_IP, 1);
	udp(&p, 50000, 6081);
	ip6(&p, UDP, "2001:db8:f::1", "2001:db8:f::2");
	save_eth(f, &p, ETH_IP6);
	/* 4: another version */
	ping4(&p);
	geneve(&p, 5, ETH_IP, 0);
	p.bytes[p.start] = 0x40;
	udp(&p, 50000, 6081);
	ip4(&p, UDP, "203.0.113.1", "203.0.113.2");
	save_eth(f, &p, ETH_IP);
}

static void icmps(struct file *f)
{
	static const struct {
		uint8_t type, code;
	} kinds[] = {
		{ 8, 0 },  /* 1: echo */
		{ 0, 0 },  /* 2: reply */
		{ 3, 4 },  /* 3: unreachable, fragmentation needed */
		{ 5, 1 },  /* 4: redirect */
		{ 11, 0 }, /* 5: time exceeded */
		{ 13, 0 }, /* 6: time stamp */
	};
	struct packet p;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		packet_clear(&p);
		zeros(&p, 28);
		icmp(&p, kinds[i].type, kinds[i].code);
		ip4(&p, ICMP, CLIENT, SERVER);
		save_eth(f, &p, ETH_IP);
	}
}

static void icmp6s(struct file *f)
{
	static const struct {
		uint8_t type, code;
	} kinds[] = {
		{ 128, 0 }, /* 1: echo */
		{ 129, 0 }, /* 2: reply */
		{ 1, 4 },   /* 3: unreachable, port */
		{ 2, 0 },   /* 4: packet too big */
		{ 133, 0 }, /* 5: router solicitation */
		{ 134, 0 }, /* 6: router advertisement */
		{ 135, 0 }, /* 7: neighbor solicitation */
		{ 136, 0 }, /* 8: neighbor advertisement */
	};
	struct packet p;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		packet_clear(&p);
		zeros(&p, 16);
		icmp6(&p, kinds[i].type, kinds[i].code);
		ip6(&p, ICMP6, "fe80::1", "fe80::2");
		save_eth(f, &p, ETH_IP6);
	}
	/* 9: listener report behind hop-by-hop options */
	packet_clear(&p);
	icmp6(&p, 143, 0);
	ip6_extension(&p, ICMP6);
	ip6(&p, 0, "fe80::1", "ff02::16");
	eth_between(&p, "33:33:00:00:00:16", OWN_MAC, ETH_IP6);
	save(f, &p);
}

static void sctps(struct file *f)
{
	struct packet p;

	/* 1 */
	packet_clear(&p);
	hex(&p, "0100001400000001");
	sctp(&p, 40000, 3868);
	ip4(&p, SCTP, CLIENT, SERVER);
	save_eth(f, &p, ETH_IP);
	/* 2 */
	packet_clear(&p);
	hex(&p, "0300001000000001");
	sctp(&p, 3868, 40000);
	ip6(&p, SCTP, SERVER6, CLIENT6);
	save_eth(f, &p, ETH_IP6);
}

/* 1 to 9, in this order; each once in IPv4. */
static void ip_protocols(struct file *f)
{
	static const uint8_t protos[] = { IGMP, IPIP, IGRP, IN_IP6, GRE,
		                          ESP,  OSPF, PIM,  VRRP };
	struct packet p;

	for (size_t i = 0; i < sizeof(protos); i++) {
		packet_clear(&p);
		zeros(&p, 24);
		ip4(&p, protos[i], CLIENT, "224.0.0.18");
		eth_between(&p, "01:00:5e:00:00:12", OWN_MAC, ETH_IP);
		save(f, &p);
	}
	/* 10: IPv6 */
	packet_clear(&p);
	zeros(&p, 24);
	ip6(&p, PIM, "fe80::1", "ff02::d");
	save_eth(f, &p, ETH_IP6);
	/* 11: IPv6 */
	packet_clear(&p);
	zeros(&p, 24);
	ip6(&p, ESP, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
}

static void chains(struct file *f)
{
	struct packet p;

	/* 1: AH, TCP */
	packet_clear(&p);
	tcp(&p, 40000, 80, SYN);
	ah(&p, TCP);
	ip4(&p, AH, CLIENT, SERVER);
	save_eth(f, &p, ETH_IP);
	/* 2: AH, AH, UDP */
	packet_clear(&p);
	udp(&p, 40000, 53);
	ah(&p, UDP);
	ah(&p, AH);
	ip4(&p, AH, CLIENT, SERVER);
	save_eth(f, &p, ETH_IP);
	/* 3: hop-by-hop, destination options, TCP */
	packet_clear(&p);
	tcp(&p, 40000, 80, SYN);
	ip6_extension(&p, TCP);
	ip6_extension(&p, DSTOPTS);
	ip6(&p, 0, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
	/* 4: routing, AH, ICMPv6 */
	packet_clear(&p);
	icmp6(&p, 128, 0);
	ah(&p, ICMP6);
	ip6_extension(&p, AH);
	ip6(&p, ROUTING, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
	/* 5: nothing behind the options */
	packet_clear(&p);
	zeros(&p, 16);
	ip6_extension(&p, NO_NEXT);
	ip6(&p, DSTOPTS, CLIENT6, SERVER6);
	save_eth(f, &p, ETH_IP6);
}

static void llcs(struct file *f)
{
	struct packet p;

	/* 1: spanning tree */
	packet_clear(&p);
	zeros(&p, 35);
	llc(&p, 0x42, 0x42, 3);
	eth_between(&p, "01:80:c2:00:00:00", OWN_MAC, 0);
	save(f, &p);
	/* 2: NetBEUI, information frame */
	packet_clear(&p);
	zeros(&p, 40);
	llc(&p, 0xf0, 0xf0, 0);
	save_eth(f, &p, 0);
	/* 3: XID */
	packet_clear(&p);
	hex(&p, "810102");
	llc(&p, 0x04, 0x05, 0xbf);
	save_eth(f, &p, 0);
	/* 4: TEST */
	packet_clear(&p);
	zeros(&p, 43);
	llc(&p, 0x00, 0x00, 0xe3);
	save_eth(f, &p, 0);
	/* 5: receiver ready */
	packet_clear(&p);
	zeros(&p, 43);
	llc(&p, 0xf0, 0xf1, 0x01);
	save_eth(f, &p, 0);
	/* 6: receiver not ready */
	packet_clear(&p);
	zeros(&p, 43);
	llc(&p, 0xf0, 0xf1, 0x05);
	save_eth(f, &p, 0);
	/* 7: IPX without LLC */
	packet_clear(&p);
	zeros(&p, 24);
	hex(&p, "ffff001e0011");
	save_eth(f, &p, 0);
	/* 8: IPX by LLC */
	packet_clear(&p);
	zeros(&p, 24);
	hex(&p, "ffff001e0011");
	llc(&p, 0xe0, 0xe0, 3);
	save_eth(f, &p, 0);
	/* 9: IPX by SNAP */
	packet_clear(&p);
	zeros(&p, 24);
	hex(&p, "ffff001e0011");
	snap(&p, 0, 0x8137);
	save_eth(f, &p, 0);
	/* 10: IPX by type */
	packet_clear(&p);
	zeros(&p, 24);
	hex(&p, "ffff001e0011");
	save_eth(f, &p, 0x8137);
	/* 11: AppleTalk by SNAP */
	packet_clear(&p);
	zeros(&p, 13);
	snap(&p, 0x080007, 0x809b);
	save_eth(f, &p, 0);
	/* 12: AppleTalk by type */
	packet_clear(&p);
	zeros(&p, 13);
	save_eth(f, &p, 0x809b);
	/* 13: AARP by SNAP */
	packet_clear(&p);
	zeros(&p, 28);
	snap(&p, 0, 0x80f3);
	save_eth(f, &p, 0);
	/* 14: IPv4 by SNAP, which no filter for IPv4 looks at */
	ping4(&p);
	snap(&p, 0, ETH_IP);
	save_eth(f, &p, 0);
}

static void isis_pdu(struct file *f, uint8_t type)
{
	struct packet p;

	packet_clear(&p);
	zeros(&p, 30);
	hex(&p, "831b0100");
	p.bytes[p.start + 4] = type;
	llc(&p, 0xfe, 0xfe, 3);
	eth_between(&p, "01:80:c2:00:00:14", OWN_MAC, 0);
	save(f, &p);
}

static void isos(struct file *f)
{
	/* 1 to 9: LAN hellos of level 1 and 2, point-to-point hello, link states, complete
	 * and partial sequence numbers
	 */
	static const uint8_t types[] = { 15, 16, 17, 18, 20, 24, 25, 26, 27 };
	struct packet p;

	for (size_t i = 0; i < sizeof(types); i++)
		isis_pdu(f, types[i]);
	/* 10: CLNP */
	packet_clear(&p);
	zeros(&p, 50);
	hex(&p, "81");
	llc(&p, 0xfe, 0xfe, 3);
	save_eth(f, &p, 0);
	/* 11: ES-IS */
	packet_clear(&p);
	zeros(&p, 50);
	hex(&p, "82");
	llc(&p, 0xfe, 0xfe, 3);
	save_eth(f, &p, 0);
	/* 12: level 1 LAN hello, with the reserved bits set */
	isis_pdu(f, 0xe0 | 15);
}

static void ethertypes(struct file *f)
{
	/* 1 to 9 */
	static const uint16_t types[] = { 0x88cc, 0x8809, 0x9000, 0x888e, 0x6004,
		                          0x6007, 0x6001, 0x6002, 0x80f3 };
	struct packet p;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		packet_clear(&p);
		zeros(&p, 46);
		save_eth(f, &p, types[i]);
	}
	/* 10: 1501 is no length; 11: 1500 is one */
	packet_clear(&p);
	hex(&p, "424203");
	save_eth(f, &p, 1501);
	packet_clear(&p);
	hex(&p, "424203");
	eth(&p, 1500);
	save(f, &p);
}

/* DECnet phase IV; source 3.1000, destination 17.44. */
static void decnets(struct file *f)
{
	struct packet p;

	/* 1: long header behind one byte of padding */
	packet_clear(&p);
	hex(&p, "160081" "06" "0000aa0004002c44" "0000aa000400e80f" "00000000");
	save_eth(f, &p, 0x6003);
	/* 2: long header */
	packet_clear(&p);
	hex(&p, "1500" "06" "0000aa0004002c44" "0000aa000400e80f" "00000000");
	save_eth(f, &p, 0x6003);
	/* 3: short header */
	packet_clear(&p);
	hex(&p, "0600" "02" "2c44" "e80f" "00");
	save_eth(f, &p, 0x6003);
	/* 4: short header behind one byte of padding */
	packet_clear(&p);
	hex(&p, "070081" "02" "2c44" "e80f" "00");
	save_eth(f, &p, 0x6003);
}

static void casts(struct file *f)
{
	struct packet p;

	/* 1: to everyone on 192.0.2.0/24 */
	packet_clear(&p);
	udp(&p, 68, 67);
	ip4(&p, UDP, CLIENT, "192.0.2.255");
	eth_between(&p, "ff:ff:ff:ff:ff:ff", OWN_MAC, ETH_IP);
	save(f, &p);
	/* 2: to everyone, without an address yet */
	packet_clear(&p);
	udp(&p, 68, 67);
	ip4(&p, UDP, "0.0.0.0", "255.255.255.255");
	eth_between(&p, "ff:ff:ff:ff:ff:ff", OWN_MAC, ETH_IP);
	save(f, &p);
	/* 3: to the network itself */
	packet_clear(&p);
	udp(&p, 68, 67);
	ip4(&p, UDP, CLIENT, "192.0.2.0");
	save_eth(f, &p, ETH_IP);
	/* 4: an IP multicast group in a unicast frame */
	packet_clear(&p);
	udp(&p, 5353, 5353);
	ip4(&p, UDP, CLIENT, "239.255.255.250");
	save_eth(f, &p, ETH_IP);
	/* 5: unicast IP in a multicast frame */
	packet_clear(&p);
	udp(&p, 5353, 5353);
	ip4(&p, UDP, CLIENT, "240.0.0.1");
	eth_between(&p, "03:00:00:00:00:01", OWN_MAC, ETH_IP);
	save(f, &p);
	/* 6: IPv6 multicast */
	packet_clear(&p);
	udp(&p, 5353, 5353);
	ip6(&p, UDP, "fe80::1", "ff02::1");
	eth_between(&p, "33:33:00:00:00:01", OWN_MAC, ETH_IP6);
	save(f, &p);
}

/* Frames whose end was not captured, and short ones. */
static void cut(struct file *f)
{
	struct packet p;

	/* 1: TCP, cut behind the ports */
	tcp4(&p, 40000, 80, SYN);
	eth(&p, ETH_IP);
	save_cut(f, &p, 14 + 20 + 4);
	/* 2: cut inside the IPv4 header */
	save_cut(f, &p, 14 + 10);
	/* 3: cut behind the type */
	save_cut(f, &p, 14);
	/* 4: cut inside the type */
	save_cut(f, &p, 13);
	/* 5: nothing captured */
	save_cut(f, &p, 0);
	/* 6: a runt */
	packet_clear(&p);
	hex(&p, "ffffffffffff");
	save(f, &p);
	/* 7: a full-sized frame */
	packet_clear(&p);
	zeros(&p, 1472);
	udp(&p, 40000, 9);
	ip4(&p, UDP, CLIENT, SERVER);
	save_eth(f, &p, ETH_IP);
}

/* ---- other link types ---- */

static void null(struct file *f)
{
	struct packet p;

	/* 1, 2: IPv4 in either byte order */
	udp4(&p, 40000, 53);
	u32_le(&p, 2);
	save(f, &p);
	udp4(&p, 40000, 53);
	u32(&p, 2);
	save(f, &p);
	/* 3 to 7: IPv6 of Linux, NetBSD, FreeBSD, macOS, FreeBSD in the other order */
	udp6(&p, 40000, 53);
	u32_le(&p, 10);
	save(f, &p);
	udp6(&p, 40000, 53);
	u32_le(&p, 24);
	save(f, &p);
	udp6(&p, 40000, 53);
	u32_le(&p, 28);
	save(f, &p);
	udp6(&p, 40000, 53);
	u32_le(&p, 30);
	save(f, &p);
	udp6(&p, 40000, 53);
	u32(&p, 28);
	save(f, &p);
	/* 8: something else */
	udp4(&p, 40000, 53);
	u32_le(&p, 7);
	save(f, &p);
}

static void loop(struct file *f)
{
	struct packet p;

	/* 1: IPv4 */
	udp4(&p, 40000, 53);
	u32(&p, 2);
	save(f, &p);
	/* 2: IPv6 of OpenBSD */
	udp6(&p, 40000, 53);
	u32(&p, 24);
	save(f, &p);
	/* 3: IPv4 in the order it never has */
	udp4(&p, 40000, 53);
	u32_le(&p, 2);
	save(f, &p);
}

static void raw(struct file *f)
{
	struct packet p;

	/* 1 */
	udp4(&p, 40000, 53);
	save(f, &p);
	/* 2 */
	tcp6(&p, 40000, 179, SYN);
	save(f, &p);
	/* 3: version 5 */
	udp4(&p, 40000, 53);
	p.bytes[p.start] = 0x55;
	save(f, &p);
	/* 4 */
	ping4(&p);
	save(f, &p);
}

static void only_ip4(struct file *f)
{
	struct packet p;

	/* 1 */
	udp4(&p, 40000, 53);
	save(f, &p);
	/* 2 */
	packet_clear(&p);
	zeros(&p, 28);
	icmp(&p, 3, 1);
	ip4(&p, ICMP, SERVER, CLIENT);
	save(f, &p);
}

static void only_ip6(struct file *f)
{
	struct packet p;

	/* 1 */
	udp6(&p, 40000, 53);
	save(f, &p);
	/* 2 */
	ping6(&p);
	save(f, &p);
}

static void cooked(struct file *f, void (*header)(struct packet *, uint8_t, uint16_t))
{
	enum { TO_US = 0, OUTGOING = 4, NOVELL = 1, WITH_LLC = 4 };
	struct packet p;

	/* 1 */
	udp4(&p, 500, 500);
	header(&p, OUTGOING, ETH_IP);
	save(f, &p);
	/* 2 */
	tcp6(&p, 40000, 80, SYN);
	header(&p, TO_US, ETH_IP6);
	save(f, &p);
	/* 3 */
	arp_request(&p);
	header(&p, 1, ETH_ARP);
	save(f, &p);
	/* 4: spanning tree */
	packet_clear(&p);
	zeros(&p, 35);
	llc(&p, 0x42, 0x42, 3);
	header(&p, 2, WITH_LLC);
	save(f, &p);
	/* 5: IPX without LLC */
	packet_clear(&p);
	zeros(&p, 24);
	hex(&p, "ffff001e0011");
	header(&p, TO_US, NOVELL);
	save(f, &p);
	/* 6: level 1 hello of IS-IS */
	packet_clear(&p);
	zeros(&p, 30);
	hex(&p, "831b01000f");
	llc(&p, 0xfe, 0xfe, 3);
	header(&p, 2, WITH_LLC);
	save(f, &p);
	/* 7: VLAN 73 */
	udp4(&p, 40000, 53);
	vlan(&p, 73, ETH_IP);
	header(&p, TO_US, ETH_VLAN);
	save(f, &p);
	/* 8: VLAN 5 in VLAN 73 */
	ping6(&p);
	vlan(&p, 5, ETH_IP6);
	vlan(&p, 73, ETH_VLAN);
	header(&p, OUTGOING, ETH_QINQ);
	save(f, &p);
}

static void sll_header(struct packet *p, uint8_t direction, uint16_t type)
{
	sll(p, direction, type);
}

static void sll2_header(struct packet *p, uint8_t direction, uint16_t type)
{
	sll2(p, direction, 3, type);
}

static void cooked_v1(struct file *f)
{
	cooked(f, sll_header);
}

static void cooked_v2(struct file *f)
{
	cooked(f, sll2_header);
}

static void ppp(struct file *f)
{
	struct packet p;

	/* 1 */
	udp4(&p, 40000, 53);
	u16(&p, 0x0021);
	u16(&p, 0xff03);
	save(f, &p);
	/* 2 */
	ping6(&p);
	u16(&p, 0x0057);
	u16(&p, 0xff03);
	save(f, &p);
	/* 3: IPv6 control */
	packet_clear(&p);
	hex(&p, "01010004");
	u16(&p, 0x8057);
	u16(&p, 0xff03);
	save(f, &p);
	/* 4 */
	ping4(&p);
	mpls(&p, 20, true);
	u16(&p, 0x0281);
	u16(&p, 0xff03);
	save(f, &p);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		uint32_t linktype;
		void (*fill)(struct file *f);
	} files[] = {
		{ "dns.pcap", 1, dns },
		{ "dns-ipv6.pcap", 1, dns_ipv6 },
		{ "tcp.pcap", 1, tcp_handshake },
		{ "fragments.pcap", 1, fragments },
		{ "arp.pcap", 1, arps },
		{ "vlan.pcap", 1, vlans },
		{ "qinq.pcap", 1, qinq },
		{ "mpls.pcap", 1, mplses },
		{ "pppoe.pcap", 1, pppoes },
		{ "vxlan.pcap", 1, vxlans },
		{ "geneve.pcap", 1, geneves },
		{ "icmp.pcap", 1, icmps },
		{ "icmp6.pcap", 1, icmp6s },
		{ "sctp.pcap", 1, sctps },
		{ "ip-protocols.pcap", 1, ip_protocols },
		{ "chains.pcap", 1, chains },
		{ "llc.pcap", 1, llcs },
		{ "iso.pcap", 1, isos },
		{ "ethertypes.pcap", 1, ethertypes },
		{ "decnet.pcap", 1, decnets },
		{ "casts.pcap", 1, casts },
		{ "cut.pcap", 1, cut },
		{ "null.pcap", 0, null },
		{ "loop.pcap", 108, loop },
		{ "raw.pcap", 101, raw },
		{ "ipv4.pcap", 228, only_ip4 },
		{ "ipv6.pcap", 229, only_ip6 },
		{ "sll.pcap", 113, cooked_v1 },
		{ "sll2.pcap", 276, cooked_v2 },
		{ "ppp.pcap", 9, ppp },
	};

	if (argc != 2) {
		fprintf(stderr, "usage: make_packets FOLDER\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct file f;

		file_open(&f, argv[1], files[i].name, files[i].linktype);
		files[i].fill(&f);
		file_close(&f);
	}
	make_links(argv[1]);
	make_wlan(argv[1]);
	make_cooked(argv[1]);
	make_ether(argv[1]);
	make_suites(argv[1]);
	make_lan(argv[1]);
	make_af(argv[1]);
	make_wan(argv[1]);
	make_atm(argv[1]);
	make_juniper(argv[1]);
	make_gateway(argv[1]);
	return 0;
}
