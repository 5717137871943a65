/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/ring_frame.h"

#include <linux/if_ether.h>
#include <string.h>

#include "base/bytes.h"
#include "capture/iface.h"
#include "proto/arphrd.h"
#include "proto/link.h"

enum { MACS_LEN = 12 }; /* both addresses of an Ethernet header; the tag comes behind */

static bool is_ethernet(const struct packet *p)
{
	return hw_is_ethernet(p->meta.hatype);
}

#ifndef TP_STATUS_GSO_TCP
#define TP_STATUS_GSO_TCP (1 << 8) /* Linux 5.14 */
#endif

/* What the kernel says of offloading: a checksum that is not there yet, one that was
 * checked, and segments that are still, or again, one packet.
 */
static uint32_t offload_flags(uint32_t status)
{
	uint32_t flags = 0;

	if (status & TP_STATUS_CSUMNOTREADY)
		flags |= PACKET_CSUM_TODO;
	if (status & TP_STATUS_CSUM_VALID)
		flags |= PACKET_CSUM_GOOD;
	if (status & TP_STATUS_GSO_TCP)
		flags |= PACKET_GSO;
	return flags;
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

/* The length of the link header that LINUX_SLL2 replaces, and what follows it.
 *
 * Taken from the frame where it is Ethernet: the kernel's idea of protocol and payload
 * of a frame that still holds a tag changed with its versions.
 */
static uint32_t link_header(const struct tpacket3_hdr *head, const uint8_t *frame,
                            const struct packet *p, uint16_t *protocol)
{
	uint32_t len = (uint32_t)head->tp_net - head->tp_mac;

	*protocol = (uint16_t)p->meta.protocol;
	if (!is_ethernet(p))
		return head->tp_net > head->tp_mac && len <= p->caplen ? len : 0;
	if (p->caplen < ETH_HLEN)
		return p->caplen;
	*protocol = get_be16(frame + MACS_LEN);
	if (*protocol < ETH_P_802_3_MIN) { /* a length */
		bool novell = p->caplen >= ETH_HLEN + 2 &&
		              get_be16(frame + ETH_HLEN) == 0xffff;

		*protocol = novell ? ETH_P_802_3 : ETH_P_802_2;
	}
	return ETH_HLEN;
}

/* Writes the pseudo header of LINUX_SLL2 before the payload, over the link header; with
 * a stripped tag the protocol is the tag's, and tag and inner protocol open the
 * payload.
 * Source: the LINUX_SLL2 page of the LINKTYPE_ registry at tcpdump.org.
 */
static uint8_t *cook(const struct tpacket3_hdr *head, uint8_t *frame,
                     const struct sockaddr_ll *from, struct packet *p)
{
	uint16_t protocol;
	uint32_t skip = link_header(head, frame, p, &protocol);
	uint32_t extra = SLL2_LEN;
	uint8_t *at = frame + skip;

	if (p->meta.vlan_present && is_ethernet(p)) {
		put_be16(at - 2, protocol);
		put_be16(at - 4, (uint16_t)p->meta.vlan_tci);
		protocol = (uint16_t)p->meta.vlan_tpid;
		extra += VLAN_LEN;
	}
	at -= extra;
	put_be16(at, protocol);
	put_be16(at + 2, 0);
	put_be32(at + 4, p->meta.ifindex);
	put_be16(at + 8, (uint16_t)p->meta.hatype);
	at[10] = (uint8_t)p->meta.pkttype;
	at[11] = from->sll_halen;
	memset(at + 12, 0, sizeof(from->sll_addr));
	memcpy(at + 12, from->sll_addr,
	       from->sll_halen < sizeof(from->sll_addr) ? from->sll_halen
	                                                : sizeof(from->sll_addr));
	p->caplen += extra - skip;
	p->len += extra - skip;
	return at;
}

bool frame_known_in_kernel(uint32_t hatype)
{
	return hw_is_ethernet(hatype) || hatype == HW_NONE;
}

static bool accepted(const struct frame_rules *rules, const struct packet *p)
{
	struct pfc_packet view = { p->data, p->caplen, p->len, &p->meta };

	if (!rules->prog)
		return true;
	if (rules->kernel_did && (!rules->cooked || frame_known_in_kernel(p->meta.hatype)))
		return true;
	return pfc_prog_run(rules->prog, &view) != 0;
}

/* Whether a frame that keeps its link header is accepted with the one of LINUX_SLL2, which
 * stands in its place meanwhile.
 */
static bool accepted_cooked(const struct frame_rules *rules,
                            const struct tpacket3_hdr *head, uint8_t *frame,
                            const struct sockaddr_ll *from, const struct packet *p)
{
	enum { MADE_MAX = SLL2_LEN + VLAN_LEN };
	uint8_t kept[MADE_MAX];
	struct packet made = *p;
	uint16_t protocol;
	uint8_t *at;
	bool is;

	if (!rules->prog ||
	    (rules->kernel_did && frame_known_in_kernel(p->meta.hatype)))
		return true;
	at = frame + link_header(head, frame, p, &protocol) - MADE_MAX;
	memcpy(kept, at, MADE_MAX);
	made.data = cook(head, frame, from, &made);
	is = accepted(rules, &made);
	memcpy(at, kept, MADE_MAX);
	return is;
}

/* A frame that is not handed out as it lies there.
 *
 * A program for LINUX_SLL2 is about the header made here. One for the interface's own link
 * type was compiled for what the kernel shows it, where the tag is metadata, or for the
 * frame as it is saved.
 */
static bool view_changed(const struct frame_rules *rules, struct tpacket3_hdr *head,
                         struct sockaddr_ll from, struct packet *out)
{
	uint8_t *frame = (uint8_t *)head + head->tp_mac;
	bool keeps = rules->link_headers &&
	             iface_linktype(out->meta.hatype) != LINKTYPE_LINUX_SLL2;
	bool tagged = (!rules->cooked || keeps) && is_ethernet(out) &&
	              out->meta.vlan_present;

	if (rules->cooked && !keeps)
		out->data = cook(head, frame, &from, out);
	else if (tagged && rules->as_saved && !keeps)
		out->data = restore_vlan(frame, out);
	if (keeps ? !accepted_cooked(rules, head, frame, &from, out)
	          : !accepted(rules, out))
		return false;
	if (tagged && (keeps || !rules->as_saved))
		out->data = restore_vlan(frame, out);
	return true;
}

bool frame_view(const struct frame_rules *rules, struct tpacket3_hdr *head,
                struct packet *out)
{
	const struct sockaddr_ll *from =
		(const void *)((uint8_t *)head + TPACKET_ALIGN((int)sizeof(*head)));
	uint32_t status = head->tp_status;

	out->data = (uint8_t *)head + head->tp_mac;
	out->caplen = head->tp_snaplen;
	out->len = head->tp_len;
	out->ns = head->tp_sec * UINT64_C(1000000000) + head->tp_nsec;
	out->flags = PACKET_HAS_META | PACKET_HAS_TIME |
	             (from->sll_pkttype == PACKET_OUTGOING ? PACKET_OUT : PACKET_IN) |
	             offload_flags(status);
	out->record = NULL;
	out->record_len = 0;
	fill_meta(&out->meta, head, from);
	if (rules->cooked || status & TP_STATUS_VLAN_VALID) {
		/* A copy of the address: a longer header may reach into it. */
		if (!view_changed(rules, head, *from, out))
			return false;
	} else if (rules->prog && !rules->kernel_did && !accepted(rules, out)) {
		return false;
	}
	if (out->caplen > rules->snaplen)
		out->caplen = rules->snaplen;
	return true;
}
