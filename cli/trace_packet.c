/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_packet.h"

#include <netinet/in.h>
#include <string.h>

#include "base/bytes.h"
#include "proto/link.h"

enum {
	SLL2_LEN = 20,
	ETHER_LEN = 14,
};

size_t packet_ip_at(const struct packet *p, uint32_t linktype)
{
	size_t at = ETHER_LEN;
	unsigned type;

	if (linktype == LINKTYPE_RAW)
		return 0;
	if (linktype == LINKTYPE_LINUX_SLL2)
		return SLL2_LEN;
	if (linktype != LINKTYPE_ETHERNET || p->caplen < ETHER_LEN)
		return SIZE_MAX;
	type = get_be16(p->data + 12);
	while ((type == 0x8100 || type == 0x88a8) && p->caplen >= at + 4) {
		type = get_be16(p->data + at + 2);
		at += 4;
	}
	return at;
}

bool packet_ends(const uint8_t *ip, size_t len, struct tcp_tuple *t, size_t *payload)
{
	size_t head;

	memset(t, 0, sizeof(*t));
	if (len >= 24 && ip[0] >> 4 == 4 && ip[9] == IPPROTO_TCP &&
	    !(get_be16(ip + 6) & 0x1fff)) {
		head = (ip[0] & 15u) * 4;
		memcpy(t->local, ip + 12, 4);
		memcpy(t->remote, ip + 16, 4);
	} else if (len >= 44 && ip[0] >> 4 == 6 && ip[6] == IPPROTO_TCP) {
		head = 40;
		memcpy(t->local, ip + 8, 16);
		memcpy(t->remote, ip + 24, 16);
	} else {
		return false;
	}
	if (len < head + 4)
		return false;
	t->version = ip[0] >> 4;
	t->lport = get_be16(ip + head);
	t->rport = get_be16(ip + head + 2);
	if (payload)
		*payload = len > head + 12 ? head + (ip[head + 12] >> 4) * 4u : len;
	return true;
}

uint32_t packet_seq(const uint8_t *ip, size_t len)
{
	size_t head = ip[0] >> 4 == 4 ? (ip[0] & 15u) * 4 : 40;

	return len < head + 8 ? 0 : get_be32(ip + head + 4);
}

void tuple_turn(struct tcp_tuple *t)
{
	struct tcp_tuple was = *t;

	memcpy(t->local, was.remote, sizeof(t->local));
	memcpy(t->remote, was.local, sizeof(t->remote));
	t->lport = was.rport;
	t->rport = was.lport;
}
