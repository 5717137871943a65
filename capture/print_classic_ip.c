/* SPDX-License-Identifier: BSD-2-Clause */
/* IPv4, IPv6 and its extension headers as tcpdump prints them. */
#include "capture/print_classic.h"

enum {
	PROTOCOL_ICMP = 1,
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17,
	PROTOCOL_FRAGMENT = 44,
	PROTOCOL_ESP = 50,
	PROTOCOL_AH = 51,
	PROTOCOL_ICMP6 = 58,
	EXTENSIONS_READ = 64,
};

void classic_addr(struct print *p, const uint8_t *addr)
{
	if (p->addr_len == 4)
		out_ip4(&p->out, addr);
	else
		out_ip6(&p->out, addr);
}

void classic_addresses(struct print *p)
{
	if (p->extension_count)
		return;
	classic_addr(p, p->src);
	out_text(&p->out, " > ");
	classic_addr(p, p->dst);
	out_text(&p->out, ": ");
}

void classic_endpoints(struct print *p, uint16_t src_port, uint16_t dst_port)
{
	if (!p->extension_count) {
		classic_addr(p, p->src);
		out_char(&p->out, '.');
	}
	out_u32(&p->out, src_port);
	out_text(&p->out, " > ");
	if (!p->extension_count) {
		classic_addr(p, p->dst);
		out_char(&p->out, '.');
	}
	out_u32(&p->out, dst_port);
	out_text(&p->out, ": ");
}

static void put_esp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = classic_take(p, &b, 8, "esp");

	if (!h)
		return;
	out_text(&p->out, "ESP(spi=");
	out_0x(&p->out, get_be32(h), 8);
	out_text(&p->out, ",seq=0x");
	for (unsigned digits = 8; digits; digits--)
		if (digits == 1 || get_be32(h + 4) >> 4 * (digits - 1)) {
			out_hex(&p->out, get_be32(h + 4), digits);
			break;
		}
	out_char(&p->out, ')');
	classic_len(p, len);
}

/* TCP and UDP write the addresses themselves, with ports. Behind an extension header the
 * addresses are on the line already: p->extension_count says so.
 */
static void put_payload(struct print *p, struct bytes b, uint8_t protocol)
{
	p->protocol = protocol;
	if (protocol == PROTOCOL_TCP) {
		classic_tcp(p, b);
		return;
	}
	if (protocol == PROTOCOL_UDP) {
		classic_udp(p, b);
		return;
	}
	classic_addresses(p);
	switch (protocol) {
	case PROTOCOL_ICMP:
		classic_icmp(p, b);
		break;
	case PROTOCOL_ICMP6:
		classic_icmp6(p, b);
		break;
	case PROTOCOL_ESP:
		put_esp(p, b);
		break;
	case 4:
		out_text(&p->out, p->opts->link ? "" : "IP ");
		classic_ip4(p, b);
		break;
	case 41:
		out_text(&p->out, p->opts->link ? "" : "IP6 ");
		classic_ip6(p, b);
		break;
	default:
		out_text(&p->out, " ip-proto-");
		out_u32(&p->out, protocol);
		out_char(&p->out, ' ');
		out_u32(&p->out, p->wire);
	}
}

static void put_missing_bytes(struct print *p, const char *name, uint32_t missing)
{
	out_text(&p->out, "truncated-");
	out_text(&p->out, name);
	out_text(&p->out, " - ");
	out_u32(&p->out, missing);
	out_text(&p->out, " bytes missing!");
}

void classic_ip4(struct print *p, struct bytes b)
{
	uint32_t header_len, total, fragment, there = p->wire;
	const uint8_t *h;

	if (!enter_layer(p))
		return;
	if (b.len < 20) {
		classic_take(p, &b, 20, "ip");
		return;
	}
	h = b.at;
	if (h[0] >> 4 != 4) {
		out_text(&p->out, "wrong link-layer encapsulation (invalid)");
		return;
	}
	header_len = 4 * (h[0] & 15u);
	total = get_be16(h + 2);
	if (header_len < 20) {
		out_text(&p->out, "bad-hlen ");
		out_u32(&p->out, header_len);
		return;
	}
	if (!total)
		total = p->wire;
	if (total < header_len) {
		out_text(&p->out, "bad-len ");
		out_u32(&p->out, total);
		return;
	}
	if (there < total) {
		put_missing_bytes(p, "ip", total - there);
		out_char(&p->out, ' ');
	}
	p->src = h + 12;
	p->dst = h + 16;
	p->addr_len = 4;
	if (!classic_take(p, &b, header_len, "ip"))
		return;
	p->wire = total - header_len;
	if (b.len > p->wire)
		b.len = p->wire;
	fragment = get_be16(h + 6);
	p->fragment = fragment & 0x3fff;
	if (fragment & 0x1fff) {
		classic_addresses(p);
		out_text(&p->out, "ip-proto-");
		out_u32(&p->out, h[9]);
		return;
	}
	p->extension_count = 0;
	put_payload(p, b, h[9]);
}

/* Extension headers that were named before the payload; false when the line ends here. */
static bool put_extension(struct print *p, struct bytes *b, uint8_t *protocol,
                          bool *later)
{
	static const struct {
		uint8_t number;
		const char *name;
	} names[] = { { 0, "HBH " }, { 43, "RT " }, { 60, "DSTOPT " } };
	const uint8_t *h = classic_take(p, b, 8, "ip6");
	uint32_t off, more;

	if (!h)
		return false;
	if (*protocol == PROTOCOL_FRAGMENT) {
		off = get_be16(h + 2) & 0xfff8u;
		out_text(&p->out, "frag (");
		out_u32(&p->out, off);
		out_char(&p->out, '|');
		out_u32(&p->out, p->wire);
		*later = off != 0;
		out_text(&p->out, *later ? ")" : ") ");
		p->fragment = true;
		*protocol = h[0];
		return true;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].number == *protocol)
			out_text(&p->out, names[i].name);
	more = 8u * h[1];
	*protocol = h[0];
	return !more || classic_take(p, b, more, "ip6");
}

void classic_ip6(struct print *p, struct bytes b)
{
	const uint8_t *h;
	uint32_t payload;
	uint8_t protocol;
	bool later = false;

	if (!enter_layer(p))
		return;
	if (b.len < 40) {
		classic_take(p, &b, 40, "ip6");
		return;
	}
	h = classic_take(p, &b, 40, "ip6");
	if (h[0] >> 4 != 6) {
		out_text(&p->out, "wrong link-layer encapsulation (invalid)");
		return;
	}
	payload = get_be16(h + 4);
	if (p->wire < payload)
		put_missing_bytes(p, "ip6", payload - p->wire);
	if (payload)
		p->wire = payload;
	if (b.len > p->wire)
		b.len = p->wire;
	p->src = h + 8;
	p->dst = h + 24;
	p->addr_len = 16;
	p->extension_count = 0;
	protocol = h[6];
	for (unsigned i = 0; i < EXTENSIONS_READ; i++) {
		if (protocol != 0 && protocol != 43 && protocol != 60 &&
		    protocol != PROTOCOL_FRAGMENT)
			break;
		classic_addresses(p);
		p->extension_count++;
		if (!put_extension(p, &b, &protocol, &later) || later)
			return;
	}
	put_payload(p, b, protocol);
}

void classic_ip(struct print *p, struct bytes b)
{
	if (b.len && b.at[0] >> 4 == 6)
		classic_ip6(p, b);
	else
		classic_ip4(p, b);
}

void classic_quote(struct quote *q, struct bytes b)
{
	*q = (struct quote){ NULL, 0, false, 0 };
	if (b.len && b.at[0] >> 4 == 6) {
		const uint8_t *h = bytes_take(&b, 40);

		if (!h)
			return;
		q->dst = h + 24;
		q->protocol = h[6];
	} else {
		const uint8_t *h = bytes_take(&b, 20);

		if (!h)
			return;
		q->dst = h + 16;
		q->protocol = h[9];
		bytes_take(&b, 4 * (h[0] & 15u) - 20);
	}
	if (!b.failed && b.len >= 4) {
		q->has_port = true;
		q->dst_port = get_be16(b.at + 2);
	}
}
