/* SPDX-License-Identifier: BSD-2-Clause */
/* IGMP and the protocols directly over IP that are named with a fact or two.
 *
 * Sources: RFC 2236, RFC 3376 (IGMP), RFC 4303 (ESP), RFC 2328, RFC 5340 (OSPF), RFC 3768,
 * RFC 5798 (VRRP), RFC 7761 (PIM).
 */
#include "capture/print_parts.h"

/* Groups of a version 3 report, the first four of them. */
static void put_records(struct print *p, struct bytes b, uint32_t count)
{
	static const char *const types[] = { NULL,    "is-in", "is-ex", "to-in",
		                             "to-ex", "allow", "block" };

	for (uint32_t i = 0; i < count && b.len >= 8; i++) {
		const uint8_t *record = b.at;

		if (i)
			out_char(&p->out, ',');
		if (i == 4) {
			out_text(&p->out, " ...");
			return;
		}
		out_char(&p->out, ' ');
		out_ip4(&p->out, record + 4);
		put_word(p, types, sizeof(types) / sizeof(types[0]), record[0]);
		if (!bytes_take(&b, 8u + 4u * get_be16(record + 2) + 4u * record[1]))
			return;
	}
}

static void put_group(struct print *p, const char *name, const uint8_t *group)
{
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	out_ip4(&p->out, group);
}

void print_igmp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = take_header(p, &b, 8, "igmp");

	if (!h)
		return;
	put_addresses(p);
	out_text(&p->out, "igmp ");
	switch (h[0]) {
	case 0x11:
		out_text(&p->out, "query");
		out_text(&p->out, len >= 12 ? " v3" : h[1] ? " v2" : " v1");
		if (get_be32(h + 4))
			put_group(p, "", h + 4);
		break;
	case 0x12:
		put_group(p, "report v1", h + 4);
		break;
	case 0x16:
		put_group(p, "report v2", h + 4);
		break;
	case 0x17:
		put_group(p, "leave", h + 4);
		break;
	case 0x22:
		out_text(&p->out, "report v3");
		if (!p->opts->quiet)
			put_records(p, b, get_be16(h + 6));
		break;
	default:
		out_text(&p->out, "type ");
		out_0x(&p->out, h[0], 2);
	}
	out_text(&p->out, " len ");
	out_u32(&p->out, len);
}

void print_esp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = take_header(p, &b, 8, "esp");

	if (!h)
		return;
	put_addresses(p);
	obj_open(p, "esp");
	obj_number(p, "spi", get_be32(h));
	out_text(&p->out, "esp spi ");
	out_0x(&p->out, get_be32(h), 8);
	put_fact(p, "seq", get_be32(h + 4));
	obj_close(p);
	out_text(&p->out, " len ");
	out_u32(&p->out, len);
}

void print_ospf(struct print *p, struct bytes b)
{
	static const char *const types[] = { NULL,      "hello",  "description",
		                             "request", "update", "ack" };
	uint32_t len = p->wire;
	const uint8_t *h = take_header(p, &b, 12, "ospf");

	if (!h)
		return;
	put_addresses(p);
	out_text(&p->out, "ospf v");
	out_u32(&p->out, h[0]);
	put_word(p, types, sizeof(types) / sizeof(types[0]), h[1]);
	out_text(&p->out, " router ");
	out_ip4(&p->out, h + 4);
	out_text(&p->out, " area ");
	out_ip4(&p->out, h + 8);
	out_text(&p->out, " len ");
	out_u32(&p->out, len);
}

/* CARP has the same number and the same first bytes. */
void print_vrrp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = take_header(p, &b, 8, "vrrp");

	if (!h)
		return;
	put_addresses(p);
	out_text(&p->out, "vrrp v");
	out_u32(&p->out, h[0] >> 4);
	if ((h[0] & 15) != 1) {
		out_text(&p->out, " type ");
		out_u32(&p->out, h[0] & 15);
	}
	out_text(&p->out, " vrid ");
	out_u32(&p->out, h[1]);
	out_text(&p->out, " prio ");
	out_u32(&p->out, h[2]);
	out_text(&p->out, " len ");
	out_u32(&p->out, len);
}

void print_pim(struct print *p, struct bytes b)
{
	static const char *const types[] = {
		"hello",  "register", "register-stop", "join-prune",  "bootstrap",
		"assert", "graft",    "graft-ack",     "candidate-rp"
	};
	uint32_t len = p->wire;
	const uint8_t *h = take_header(p, &b, 4, "pim");

	if (!h)
		return;
	put_addresses(p);
	out_text(&p->out, "pim v");
	out_u32(&p->out, h[0] >> 4);
	put_word(p, types, sizeof(types) / sizeof(types[0]), h[0] & 15);
	out_text(&p->out, " len ");
	out_u32(&p->out, len);
}
