/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/ring_frame.h"

#include <linux/if_ether.h>
#include <net/if_arp.h>
#include <string.h>

#include "base/bytes.h"

enum { MACS_LEN = 12 }; /* both addresses of an Ethernet header; the tag comes behind */

static const struct sockaddr_ll *address_of(const struct tpacket3_hdr *head)
{
	return (const void *)((const uint8_t *)head + TPACKET_ALIGN((int)sizeof(*head)));
}

static void fill_meta(struct pfc_meta *m, const struct tpacket3_hdr *head,
                      const struct sockaddr_ll *from)
{
	memset(m, 0, sizeof(*m));
	m->protocol = get_be16(&from->sll_protocol);
	m->pkttype = from->sll_pkttype;
	m->ifindex = (uint32_t)from->sll_ifindex;
	m->hatype = from->sll_hatype;
	if (head->tp_status & TP_STATUS_VLAN_VALID) {
		m->vlan_present = 1;
		m->vlan_tci = head->hv1.tp_vlan_tci;
		m->vlan_tpid = head->tp_status & TP_STATUS_VLAN_TPID_VALID
		                       ? head->hv1.tp_vlan_tpid
		                       : ETH_P_8021Q;
	}
}

/* Puts the tag back between the addresses and the type of an Ethernet frame. */
static uint8_t *restore_vlan(uint8_t *frame, struct packet *p)
{
	uint8_t *start = frame - VLAN_LEN;

	p->len += VLAN_LEN;
	if (p->caplen < MACS_LEN)
		return frame; /* the snapshot ends before the tag */
	memmove(start, frame, MACS_LEN);
	put_be16(start + MACS_LEN, (uint16_t)p->meta.vlan_tpid);
	put_be16(start + MACS_LEN + 2, (uint16_t)p->meta.vlan_tci);
	p->caplen += VLAN_LEN;
	return start;
}

/* Writes the pseudo header of LINUX_SLL2 before the payload; with a stripped tag the
 * protocol is the tag's, and tag and inner protocol open the payload.
 * Source: the LINUX_SLL2 page of the LINKTYPE_ registry at tcpdump.org.
 */
static uint8_t *cook(uint8_t *payload, const struct sockaddr_ll *from, struct packet *p)
{
	uint16_t protocol = (uint16_t)p->meta.protocol;
	uint32_t extra = SLL2_LEN;
	uint8_t halen = from->sll_halen;
	uint8_t *at;

	if (p->meta.vlan_present) {
		put_be16(payload - 2, protocol);
		put_be16(payload - 4, (uint16_t)p->meta.vlan_tci);
		protocol = (uint16_t)p->meta.vlan_tpid;
		extra += VLAN_LEN;
	}
	at = payload - extra;
	if (halen > sizeof(from->sll_addr))
		halen = sizeof(from->sll_addr);
	put_be16(at, protocol);
	put_be16(at + 2, 0);
	put_be32(at + 4, p->meta.ifindex);
	put_be16(at + 8, (uint16_t)p->meta.hatype);
	at[10] = (uint8_t)p->meta.pkttype;
	at[11] = from->sll_halen;
	memset(at + 12, 0, sizeof(from->sll_addr));
	memcpy(at + 12, from->sll_addr, halen);
	p->caplen += extra;
	p->len += extra;
	return at;
}

static bool accepted(const struct pfc_prog *prog, const struct packet *p)
{
	struct pfc_packet view = { p->data, p->caplen, p->len, &p->meta };

	return !prog || pfc_prog_run(prog, &view) != 0;
}

bool frame_view(const struct frame_rules *rules, struct tpacket3_hdr *head,
                struct packet *out)
{
	const struct sockaddr_ll *from = address_of(head);
	uint8_t *frame = (uint8_t *)head + head->tp_mac;
	bool ether = from->sll_hatype == ARPHRD_ETHER ||
	             from->sll_hatype == ARPHRD_LOOPBACK;

	out->data = frame;
	out->caplen = head->tp_snaplen;
	out->len = head->tp_len;
	out->ns = head->tp_sec * UINT64_C(1000000000) + head->tp_nsec;
	out->flags = PACKET_HAS_META | PACKET_HAS_TIME |
	             (from->sll_pkttype == PACKET_OUTGOING ? PACKET_OUT : PACKET_IN);
	out->record = NULL;
	out->record_len = 0;
	fill_meta(&out->meta, head, from);

	/* A program for LINUX_SLL2 is about the header made here. One for the interface's
	 * own link type was compiled for what the kernel shows it: the tag is metadata.
	 */
	if (rules->cooked)
		out->data = cook(frame, from, out);
	if (!accepted(rules->prog, out))
		return false;
	if (!rules->cooked && ether && out->meta.vlan_present)
		out->data = restore_vlan(frame, out);
	if (out->caplen > rules->snaplen)
		out->caplen = rules->snaplen;
	return true;
}
