/* SPDX-License-Identifier: BSD-2-Clause */
/* ARP, RARP, InARP. Sources: RFC 826, RFC 903, RFC 2390; IANA arp-parameters. */
#include "capture/print_parts.h"

/* The four addresses behind the header, with the lengths it gives for them. */
struct arp {
	const uint8_t *sha, *spa, *tha, *tpa;
	uint32_t hlen, plen;
};

static void put_hardware(struct print *p, const uint8_t *addr, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++) {
		if (i)
			out_char(&p->out, ':');
		out_hex(&p->out, addr[i], 2);
	}
	if (!len)
		out_char(&p->out, '-');
}

/* IPv4, or the bytes of whatever it is. */
static void put_protocol(struct print *p, const uint8_t *addr, uint32_t len)
{
	if (len == 4)
		out_ip4(&p->out, addr);
	else
		put_hardware(p, addr, len);
}

static void put_operation(struct print *p, uint32_t op, const struct arp *a)
{
	switch (op) {
	case 1:
		out_text(&p->out, "arp who-has ");
		put_protocol(p, a->tpa, a->plen);
		out_text(&p->out, " tell ");
		put_protocol(p, a->spa, a->plen);
		break;
	case 2:
		out_text(&p->out, "arp ");
		put_protocol(p, a->spa, a->plen);
		out_text(&p->out, " is-at ");
		put_hardware(p, a->sha, a->hlen);
		break;
	case 3:
		out_text(&p->out, "rarp who-is ");
		put_hardware(p, a->tha, a->hlen);
		out_text(&p->out, " tell ");
		put_hardware(p, a->sha, a->hlen);
		break;
	case 4:
		out_text(&p->out, "rarp ");
		put_hardware(p, a->tha, a->hlen);
		out_text(&p->out, " at ");
		put_protocol(p, a->tpa, a->plen);
		break;
	case 8:
		out_text(&p->out, "inarp who-is ");
		put_hardware(p, a->tha, a->hlen);
		out_text(&p->out, " tell ");
		put_hardware(p, a->sha, a->hlen);
		break;
	case 9:
		out_text(&p->out, "inarp ");
		put_hardware(p, a->sha, a->hlen);
		out_text(&p->out, " at ");
		put_protocol(p, a->spa, a->plen);
		break;
	default:
		out_text(&p->out, "arp operation ");
		out_u32(&p->out, op);
		out_char(&p->out, ' ');
		put_len(p);
	}
}

static void obj_arp(struct print *p, uint32_t op, const struct arp *a)
{
	obj_open(p, "arp");
	obj_number(p, "operation", op);
	if (a->hlen == 6) {
		obj_mac(p, "sender_mac", a->sha);
		obj_mac(p, "target_mac", a->tha);
	}
	if (a->plen == 4) {
		obj_addr(p, "sender", a->spa, 4);
		obj_addr(p, "target", a->tpa, 4);
	}
	obj_close(p);
}

/* Hardware type, protocol type, their address lengths, operation, then the addresses. */
void print_arp(struct print *p, struct bytes b)
{
	const uint8_t *header = take_header(p, &b, 8, "arp");
	struct arp a;

	if (!header)
		return;
	a.hlen = header[4];
	a.plen = header[5];
	a.sha = take_header(p, &b, 2 * (a.hlen + a.plen), "arp");
	if (!a.sha)
		return;
	a.spa = a.sha + a.hlen;
	a.tha = a.spa + a.plen;
	a.tpa = a.tha + a.hlen;
	put_operation(p, get_be16(header + 6), &a);
	obj_arp(p, get_be16(header + 6), &a);
	if (more_begin(p, "arp")) {
		out_text(&p->more, " hardware ");
		out_u32(&p->more, get_be16(header));
		out_text(&p->more, " protocol ");
		out_0x(&p->more, get_be16(header + 2), 4);
		out_text(&p->more, " sender ");
		if (a.hlen == 6)
			out_mac(&p->more, a.sha);
		out_text(&p->more, " target ");
		if (a.hlen == 6)
			out_mac(&p->more, a.tha);
		more_end(p);
	}
}
