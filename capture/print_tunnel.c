/* SPDX-License-Identifier: BSD-2-Clause */
/* Tunnels: what they carry is printed as the packet, behind "name number | ".
 *
 * Sources: RFC 7348 (VXLAN), RFC 8926 (Geneve), RFC 2784, RFC 2890, RFC 2637 (GRE),
 * RFC 3378 (EtherIP).
 */
#include "capture/print_parts.h"

enum {
	GRE_CHECKSUM = 0x8000,
	GRE_ROUTING = 0x4000,
	GRE_KEY = 0x2000,
	GRE_SEQUENCE = 0x1000,
	GRE_ACK = 0x0080, /* version 1 only */
	GRE_VERSION = 0x0007,
	VXLAN_HAS_VNI = 0x08,
};

static void put_vni(struct print *p, const char *name, const uint8_t *vni)
{
	out_u32(&p->out, get_be32(vni) >> 8);
	out_text(&p->out, " | ");
	obj_tunnel(p, name, true, get_be32(vni) >> 8);
	forget_addresses(p);
}

void print_vxlan(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h;

	out_text(&p->out, "vxlan ");
	h = take(p, &b, 8);
	if (!h)
		return;
	if (!(h[0] & VXLAN_HAS_VNI)) {
		out_text(&p->out, "[no vni] len ");
		out_u32(&p->out, len);
		return;
	}
	put_vni(p, "vxlan", h + 4);
	print_ether(p, b);
}

void print_geneve(struct print *p, struct bytes b)
{
	const uint8_t *h;
	uint32_t len = p->wire;

	out_text(&p->out, "geneve ");
	h = take(p, &b, 8);
	if (!h)
		return;
	if (h[0] >> 6) {
		out_text(&p->out, "[version ");
		out_u32(&p->out, h[0] >> 6);
		out_text(&p->out, "] len ");
		out_u32(&p->out, len);
		return;
	}
	put_vni(p, "geneve", h + 4);
	if (take_header(p, &b, 4 * (h[0] & 63u), "geneve options"))
		print_ethertype(p, b, get_be16(h + 2));
}

/* Version 1 is PPTP's: the key holds a length and the call. */
static void put_gre_key(struct print *p, uint32_t flags, uint32_t key)
{
	if (flags & GRE_VERSION) {
		out_text(&p->out, "call ");
		out_u32(&p->out, key & 0xffff);
	} else {
		out_text(&p->out, "key ");
		out_0x(&p->out, key, 8);
	}
	out_char(&p->out, ' ');
}

void print_gre(struct print *p, struct bytes b)
{
	const uint8_t *h = take_header(p, &b, 4, "gre"), *option;
	uint32_t flags, key = 0;

	if (!h)
		return;
	flags = get_be16(h);
	put_addresses(p);
	out_text(&p->out, "gre ");
	if ((flags & GRE_VERSION) > 1 || flags & GRE_ROUTING) {
		out_text(&p->out, "flags ");
		out_0x(&p->out, flags, 4);
		out_char(&p->out, ' ');
		put_len(p);
		return;
	}
	if (flags & GRE_CHECKSUM && !take(p, &b, 4))
		return;
	if (flags & GRE_KEY) {
		option = take(p, &b, 4);
		if (!option)
			return;
		key = get_be32(option);
		put_gre_key(p, flags, key);
	}
	if (flags & GRE_SEQUENCE && !take(p, &b, 4))
		return;
	if (flags & GRE_VERSION && flags & GRE_ACK && !take(p, &b, 4))
		return;
	if (!p->wire) {
		out_text(&p->out, "len 0");
		return;
	}
	out_text(&p->out, "| ");
	obj_tunnel(p, "gre", flags & GRE_KEY, key);
	forget_addresses(p);
	print_ethertype(p, b, get_be16(h + 2));
}

void print_etherip(struct print *p, struct bytes b)
{
	if (!take_header(p, &b, 2, "etherip"))
		return;
	put_tunnel(p, "etherip");
	print_ether(p, b);
}
