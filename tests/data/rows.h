/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/rows.h - savefiles as rows of a table: a header in hex, and what lies behind it.
 *
 * Rows of one file stand together; the first is number 1 in records.
 */
#ifndef PFC_TESTS_DATA_ROWS_H
#define PFC_TESTS_DATA_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "tests/data/build.h"

/* IPv4 is between 192.0.2.10 and 198.51.100.17, IPv6 between 2001:db8::10 and
 * 2001:db8:7::42; the first of them sends, from port 40000.
 */
enum payload {
	NOTHING,
	DNS4, /* UDP to port 53 */
	DNS6,
	HTTP4, /* TCP to port 80, SYN */
	HTTP6,
	ANSWER4, /* TCP from port 80 of the second, SYN and ACK */
	PING4,
	PING6,
	ARP,      /* request by 192.0.2.10 for 192.0.2.1 */
	OPTIONS4, /* DNS4 behind two words of IPv4 options */
	LATER4,   /* fragment of UDP at offset 32, starts with 0035 0035 */
	FIRST4,   /* fragment of DNS4 at offset 0 */
	VXLAN4,   /* network 5: PING4 in Ethernet */
	GENEVE4,  /* network 5: PING4 in Ethernet, one word of options */
	GENEVE6, /* over IPv6, network 5: PING4 without Ethernet, one word of options */
};

struct row {
	const char *file;
	uint32_t linktype;
	const char *header; /* hex */
	enum payload payload;
	uint32_t caplen; /* bytes that were captured; 0: all */
};

void packet_payload(struct packet *p, enum payload what);
void save_rows(const char *folder, const struct row *rows, size_t count);

#endif
