/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/kernel/made.h"

#include <linux/if_packet.h>
#include <string.h>
#include <sys/socket.h>

#include "base/bytes.h"
#include "capture/ring_frame.h"

enum { NET_AT = 96 }; /* where Linux puts the payload, at least */

/* A frame in a ring: header, address, room, bytes. */
struct cell {
	_Alignas(16) struct tpacket3_hdr head;
	struct sockaddr_ll from;
	uint8_t rest[MADE_MAX];
};

void made_frame(struct made *out, const uint8_t *data, uint32_t len, uint32_t header,
                const struct pfc_meta *meta, bool cooked)
{
	static const struct sockaddr_ll from = { .sll_family = AF_PACKET, .sll_halen = 6,
		                                 .sll_addr = { 2, 0, 0, 0, 0, 9 } };
	struct frame_rules rules = { .cooked = cooked, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	memset(&c, 0, sizeof(c));
	c.head.tp_net = NET_AT;
	c.head.tp_mac = (uint16_t)(NET_AT - header);
	c.head.tp_snaplen = c.head.tp_len = len;
	c.from = from;
	put_be16(&c.from.sll_protocol, (uint16_t)meta->protocol);
	c.from.sll_ifindex = (int)meta->ifindex;
	c.from.sll_hatype = (uint16_t)meta->hatype;
	c.from.sll_pkttype = (uint8_t)meta->pkttype;
	if (meta->vlan_present) {
		c.head.tp_status = TP_STATUS_VLAN_VALID | TP_STATUS_VLAN_TPID_VALID;
		c.head.hv1.tp_vlan_tci = (uint16_t)meta->vlan_tci;
		c.head.hv1.tp_vlan_tpid = (uint16_t)meta->vlan_tpid;
	}
	memcpy((uint8_t *)&c + c.head.tp_mac, data, len);
	frame_view(&rules, &c.head, &p);
	out->len = p.caplen;
	out->meta = p.meta;
	memcpy(out->data, p.data, p.caplen);
}

bool made_accepted(const struct pfc_prog *prog, const struct made *m)
{
	struct pfc_packet pkt = { m->data, m->len, m->len, &m->meta };

	return pfc_prog_run(prog, &pkt) != 0;
}
