/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print_classic.h - lines in the shape of "tcpdump -nn", for scripts that read them.
 *
 * IPv4, IPv6, TCP, UDP, ICMP, ICMPv6, ARP and VLAN tags are as tcpdump 4.99 prints them.
 * What is beyond has a name or a number and a length.
 */
#ifndef PFC_CAPTURE_PRINT_CLASSIC_H
#define PFC_CAPTURE_PRINT_CLASSIC_H

#include "capture/print_parts.h"

/* The printer of a link type in this style; NULL: there is none. */
print_fn *classic_link(uint32_t linktype);

void classic_ethertype(struct print *p, struct bytes b, uint32_t type);
print_fn classic_arp, classic_ip4, classic_ip6, classic_ip, classic_tcp, classic_udp;
print_fn classic_icmp, classic_icmp6;

/* A payload of len bytes of UDP. */
void classic_dns(struct print *p, struct bytes b, uint32_t len);

/* The next n bytes; else " [|ip]" on the line, once, and NULL. */
const uint8_t *classic_take(struct print *p, struct bytes *b, size_t n,
                            const char *name);

/* "10.0.0.1 > 10.0.0.2: ", with ".80" behind each where there are ports. */
void classic_addresses(struct print *p);
void classic_endpoints(struct print *p, uint16_t src_port, uint16_t dst_port);
void classic_addr(struct print *p, const uint8_t *addr);

/* ", length 60" */
void classic_len(struct print *p, uint32_t len);

/* ", seq 7" */
void classic_fact(struct print *p, const char *name, uint32_t number);

/* Destination, protocol and ports of the packet that an ICMP error is about. */
struct quote {
	const uint8_t *dst; /* NULL: it was not captured */
	uint8_t protocol;
	bool has_port;
	uint16_t dst_port;
};
void classic_quote(struct quote *q, struct bytes b);

#endif
