/* SPDX-License-Identifier: BSD-2-Clause */
/* PPPoE and PPP.
 *
 * Sources: RFC 2516 (PPPoE), RFC 1661 (PPP, LCP codes), IANA ppp-numbers.
 */
#include "capture/print_parts.h"

static const struct print_row ppp_protocols[] = {
	{ 0x0021, "ip", print_ip4 },    { 0x0057, "ip6", print_ip6 },
	{ 0x0281, "mpls", print_mpls }, { 0x8021, "ipcp", NULL },
	{ 0x8057, "ipv6cp", NULL },     { 0x80fd, "ccp", NULL },
	{ 0xc021, "lcp", NULL },        { 0xc023, "pap", NULL },
	{ 0xc025, "lqr", NULL },        { 0xc223, "chap", NULL },
	{ 0xc227, "eap", NULL },
};

/* Code and identifier of the control protocols, which share one header. */
static void put_control(struct print *p, const char *name, struct bytes b)
{
	static const char *const codes[] = {
		NULL,          "conf-req", "conf-ack",   "conf-nak",
		"conf-reject", "term-req", "term-ack",   "code-reject",
		"prot-reject", "echo-req", "echo-reply", "discard-req",
	};
	const uint8_t *header;

	put_addresses(p);
	out_text(&p->out, "ppp ");
	out_text(&p->out, name);
	header = take(p, &b, 4);
	if (!header)
		return;
	put_word(p, codes, sizeof(codes) / sizeof(codes[0]), header[0]);
	out_text(&p->out, " id ");
	out_u32(&p->out, header[1]);
	out_text(&p->out, " len ");
	out_u32(&p->out, p->wire + 4);
}

void print_ppp_payload(struct print *p, struct bytes b, uint32_t protocol)
{
	for (size_t i = 0; i < sizeof(ppp_protocols) / sizeof(ppp_protocols[0]); i++) {
		const struct print_row *row = &ppp_protocols[i];

		if (row->number != protocol)
			continue;
		if (row->print) {
			row->print(p, b);
		} else if ((protocol & 0xff00) == 0x8000 || protocol == 0xc021) {
			put_control(p, row->name, b);
		} else {
			put_addresses(p);
			out_text(&p->out, "ppp ");
			out_text(&p->out, row->name);
			out_char(&p->out, ' ');
			put_len(p);
		}
		return;
	}
	put_addresses(p);
	out_text(&p->out, "ppp protocol ");
	out_0x(&p->out, protocol, 4);
	out_char(&p->out, ' ');
	put_len(p);
}

/* The protocol field alone, of one byte when compressed (RFC 1661, 6.5). The address and
 * control bytes ff 03 in front of it are optional.
 */
void print_ppp(struct print *p, struct bytes b)
{
	const uint8_t *field;
	uint32_t protocol;

	if (!enter_layer(p))
		return;
	if (b.len >= 2 && get_be16(b.at) == 0xff03 && !take(p, &b, 2))
		return;
	field = take_header(p, &b, 1, "ppp");
	if (!field)
		return;
	protocol = field[0];
	if (!(protocol & 1)) {
		if (!take_header(p, &b, 1, "ppp"))
			return;
		protocol = get_be16(field);
	}
	print_ppp_payload(p, b, protocol);
}

void print_pppoe_session(struct print *p, struct bytes b)
{
	const uint8_t *header = take_header(p, &b, 6, "pppoe");

	if (!header || !enter_layer(p))
		return;
	out_text(&p->out, "pppoe ");
	out_0x(&p->out, get_be16(header + 2), 4);
	out_text(&p->out, " | ");
	obj_number(p, "pppoe", get_be16(header + 2));
	limit(p, &b, get_be16(header + 4));
	print_ppp(p, b);
}

void print_pppoe_discovery(struct print *p, struct bytes b)
{
	const uint8_t *header = take_header(p, &b, 6, "pppoe");

	if (!header)
		return;
	put_addresses(p);
	out_text(&p->out, "pppoe ");
	switch (header[1]) {
	case 0x07:
		out_text(&p->out, "pado");
		break;
	case 0x09:
		out_text(&p->out, "padi");
		break;
	case 0x19:
		out_text(&p->out, "padr");
		break;
	case 0x65:
		out_text(&p->out, "pads");
		break;
	case 0xa7:
		out_text(&p->out, "padt");
		break;
	default:
		out_text(&p->out, "code ");
		out_0x(&p->out, header[1], 2);
	}
	out_text(&p->out, " session ");
	out_0x(&p->out, get_be16(header + 2), 4);
	limit(p, &b, get_be16(header + 4));
	out_char(&p->out, ' ');
	put_len(p);
}
