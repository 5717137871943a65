/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/build.h - packets put together from the inside out.
 *
 * Each call puts a header in front of what is there, and fills lengths and checksums in.
 * So a packet reads from its payload down to the link layer:
 *
 *	packet_clear(&p);
 *	udp(&p, 40000, 53);
 *	ip4(&p, 17, "192.0.2.10", "192.0.2.53");
 *	eth(&p, 0x0800);
 *	save(&file, &p);
 */
#ifndef PFC_TESTS_DATA_BUILD_H
#define PFC_TESTS_DATA_BUILD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { PACKET_MAX = 2048, SUM_NONE = -1 };

struct packet {
	uint8_t bytes[PACKET_MAX];
	uint32_t start; /* of the packet; it reaches to the end of bytes */
	int sum_at; /* bytes from start to a checksum over a pseudo header, or SUM_NONE */
};

void packet_clear(struct packet *p);

/* Payload, in front of what is there. */
void text(struct packet *p, const char *bytes);
void zeros(struct packet *p, uint32_t count);
void hex(struct packet *p, const char *digits);

/* Transport. */
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, URG = 32, ECE = 64, CWR = 128 };
void tcp(struct packet *p, uint16_t src, uint16_t dst, uint8_t flags);
void udp(struct packet *p, uint16_t src, uint16_t dst);
void sctp(struct packet *p, uint16_t src, uint16_t dst);
void icmp(struct packet *p, uint8_t type, uint8_t code);
void icmp6(struct packet *p, uint8_t type, uint8_t code);

/* Network. off: bytes, a multiple of 8. */
void ip4(struct packet *p, uint8_t proto, const char *src, const char *dst);
void ip4_options(struct packet *p, uint8_t proto, const char *src, const char *dst,
                 uint32_t words);
void ip4_fragment(struct packet *p, uint8_t proto, const char *src, const char *dst,
                  uint32_t off, bool more);
void ip6(struct packet *p, uint8_t next, const char *src, const char *dst);
void ip6_fragment(struct packet *p, uint8_t next, uint32_t off, bool more);
void ip6_extension(struct packet *p, uint8_t next);
void ah(struct packet *p, uint8_t next);
void arp(struct packet *p, uint16_t op, const char *sender, const char *target);

/* Between network and link. */
void vlan(struct packet *p, uint16_t tci, uint16_t type);
void mpls(struct packet *p, uint32_t label, bool bottom);
void pppoe(struct packet *p, uint16_t session, uint16_t ppp);
void vxlan(struct packet *p, uint8_t flags, uint32_t vni);
void geneve(struct packet *p, uint32_t vni, uint16_t type, uint32_t option_words);
void llc(struct packet *p, uint8_t dsap, uint8_t ssap, uint8_t control);
void snap(struct packet *p, uint32_t oui, uint16_t type);

/* Link. type 0: the length of the rest, as in IEEE 802.3. */
void eth(struct packet *p, uint16_t type);
void eth_between(struct packet *p, const char *dst, const char *src, uint16_t type);
void sll(struct packet *p, uint16_t direction, uint16_t type);
void sll2(struct packet *p, uint8_t direction, uint32_t ifindex, uint16_t type);
void u16(struct packet *p, uint16_t value);
void u32(struct packet *p, uint32_t value);
void u32_le(struct packet *p, uint32_t value);

/* A savefile in this machine's byte order. */
struct file {
	FILE *out;
	uint32_t count;
};

void file_open(struct file *f, const char *folder, const char *name, uint32_t linktype);
void file_close(struct file *f);
void save(struct file *f, const struct packet *p);
void save_cut(struct file *f, const struct packet *p, uint32_t caplen);

/* make_links.c: the files of link types in front of IP. */
void make_links(const char *folder);

/* make_wlan.c: 802.11 frames. */
void make_wlan(const char *folder);

/* make_cooked.c: LINUX_SLL and LINUX_SLL2. */
void make_cooked(const char *folder);

/* make_ether.c: Ethernet frames that differ in one field. */
void make_ether(const char *folder);

/* make_suites.c: the same packets behind the header of each link type. */
void make_suites(const char *folder);

/* Each its own link types: local networks, BSD loopback and PF, point-to-point, ATM and
 * SS7, Juniper and what has bytes only, packets that gateways forward.
 */
void make_lan(const char *folder);
void make_af(const char *folder);
void make_wan(const char *folder);
void make_atm(const char *folder);
void make_juniper(const char *folder);
void make_gateway(const char *folder);

#endif
