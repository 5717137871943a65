/* SPDX-License-Identifier: BSD-2-Clause */
/* IPv4, IPv6, its extension headers, and the table of IP protocols.
 *
 * Sources: RFC 791, RFC 8200, RFC 4302 (AH), RFC 6275 (mobility), IANA protocol-numbers.
 */
#include "capture/print_parts.h"

enum { PROTOCOL_ROUTING = 43, PROTOCOL_FRAGMENT = 44, PROTOCOL_AH = 51 };

static const struct print_row protocols[256] = {
	[0] = { 0, "hopopts", NULL },
	[1] = { 1, "icmp", print_icmp },
	[2] = { 2, "igmp", print_igmp },
	[3] = { 3, "ggp", NULL },
	[4] = { 4, "ipip", print_ip4 },
	[5] = { 5, "st", NULL },
	[6] = { 6, "tcp", print_tcp },
	[8] = { 8, "egp", NULL },
	[9] = { 9, "igrp", NULL },
	[17] = { 17, "udp", print_udp },
	[27] = { 27, "rdp", NULL },
	[33] = { 33, "dccp", print_ports },
	[41] = { 41, "ip6ip", print_ip6 },
	[43] = { 43, "routing", NULL },
	[44] = { 44, "fraghdr", NULL },
	[46] = { 46, "rsvp", NULL },
	[47] = { 47, "gre", print_gre },
	[50] = { 50, "esp", print_esp },
	[51] = { 51, "ah", NULL },
	[55] = { 55, "mobile", NULL },
	[58] = { 58, "icmp6", print_icmp6 },
	[59] = { 59, "no next header", NULL },
	[60] = { 60, "dstopts", NULL },
	[88] = { 88, "eigrp", NULL },
	[89] = { 89, "ospf", print_ospf },
	[94] = { 94, "ipip", print_ip4 },
	[97] = { 97, "etherip", print_etherip },
	[98] = { 98, "encap", NULL },
	[99] = { 99, "private-encryption", NULL },
	[103] = { 103, "pim", print_pim },
	[108] = { 108, "ipcomp", NULL },
	[112] = { 112, "vrrp", print_vrrp },
	[113] = { 113, "pgm", NULL },
	[115] = { 115, "l2tp", NULL },
	[124] = { 124, "isis", print_iso },
	[132] = { 132, "sctp", print_sctp },
	[133] = { 133, "fc", NULL },
	[135] = { 135, "mobility", NULL },
	[136] = { 136, "udplite", print_ports },
	[137] = { 137, "mpls", print_mpls },
	[138] = { 138, "manet", NULL },
	[139] = { 139, "hip", NULL },
	[140] = { 140, "shim6", NULL },
	[141] = { 141, "wesp", NULL },
	[142] = { 142, "rohc", NULL },
	[143] = { 143, "ethernet", NULL },
};

/* Fragment Offset in bytes and what goes with it, of either version. */
struct fragment {
	uint32_t off, id;
	bool more;
};

static void put_fragment(struct print *p, const struct fragment *f)
{
	out_text(&p->out, " frag id ");
	out_u32(&p->out, f->id);
	out_text(&p->out, " off ");
	out_u32(&p->out, f->off);
	if (f->more)
		out_text(&p->out, " more");
	obj_open(p, "fragment");
	obj_number(p, "id", f->id);
	obj_number(p, "offset", f->off);
	if (f->more)
		obj_true(p, "more");
	obj_close(p);
}

static void put_protocol_name(struct print *p, uint8_t protocol)
{
	if (protocols[protocol].name) {
		out_text(&p->out, protocols[protocol].name);
	} else {
		out_text(&p->out, "ip-proto ");
		out_u32(&p->out, protocol);
	}
}

/* The payload of IP. Tunnels of IP in IP name themselves in front of the inner packet. */
static void put_payload(struct print *p, struct bytes b, uint8_t protocol)
{
	const struct print_row *row = &protocols[protocol];

	p->name = p->protocol_name = row->name;
	if (!row->name)
		obj_number(p, "ip_protocol", protocol);
	if (row->print == print_ip4 || row->print == print_ip6)
		put_tunnel(p, row->name);
	if (row->print) {
		row->print(p, b);
		return;
	}
	put_addresses(p);
	put_protocol_name(p, protocol);
	out_char(&p->out, ' ');
	put_len(p);
}

static void put_payload_or_fragment(struct print *p, struct bytes b, uint8_t protocol,
                                    const struct fragment *f)
{
	p->protocol = protocol;
	p->fragment = f->off || f->more;
	if (!p->fragment) {
		put_payload(p, b, protocol);
		return;
	}
	if (f->off) {
		p->protocol_name = protocols[protocol].name;
		put_addresses(p);
		put_protocol_name(p, protocol);
		out_char(&p->out, ' ');
		put_len(p);
	} else {
		put_payload(p, b, protocol);
	}
	put_fragment(p, f);
}

static const char *ip4_option_name(uint8_t type)
{
	switch (type) {
	case 0:
		return "end";
	case 1:
		return "nop";
	case 7:
		return "record-route";
	case 68:
		return "timestamp";
	case 130:
		return "security";
	case 131:
		return "loose-source-route";
	case 137:
		return "strict-source-route";
	case 148:
		return "router-alert";
	default:
		return NULL;
	}
}

static void more_ip4_options(struct print *p, struct bytes b)
{
	out_text(&p->more, " options");
	while (b.len) {
		uint8_t type = bytes_u8(&b);
		const char *name = ip4_option_name(type);
		uint8_t len;

		out_char(&p->more, ' ');
		if (name)
			out_text(&p->more, name);
		else
			out_u32(&p->more, type);
		if (type == 0)
			return;
		if (type == 1)
			continue;
		len = bytes_u8(&b);
		if (len < 2 || !bytes_take(&b, len - 2u)) {
			out_text(&p->more, " [bad length]");
			return;
		}
	}
}

static void more_ip4(struct print *p, const uint8_t *h, uint32_t header_len)
{
	if (!more_begin(p, "ip"))
		return;
	out_text(&p->more, " ttl ");
	out_u32(&p->more, h[8]);
	out_text(&p->more, " id ");
	out_u32(&p->more, get_be16(h + 4));
	out_text(&p->more, " tos ");
	out_0x(&p->more, h[1], 2);
	if (h[6] & 0x80)
		out_text(&p->more, " evil");
	if (h[6] & 0x40)
		out_text(&p->more, " DF");
	if (h[6] & 0x20)
		out_text(&p->more, " MF");
	out_text(&p->more, " proto ");
	out_u32(&p->more, h[9]);
	out_text(&p->more, " len ");
	out_u32(&p->more, get_be16(h + 2));
	if (!p->opts->no_checksums) {
		uint16_t found = get_be16(h + 10);
		uint32_t sum = add_sum(0, h, 10);

		more_checksum(p, "ip_checksum", found,
		              fold_sum(add_sum(sum, h + 12, header_len - 12)));
	}
	if (header_len > 20)
		more_ip4_options(p, (struct bytes){ h + 20, header_len - 20, false });
	more_end(p);
}

/* Takes one extension header and goes on to the next protocol. False when the line ends
 * here. AH counts its length differently from the rest; the Fragment header has none.
 */
static bool take_extension(struct print *p, struct bytes *b, uint8_t *protocol,
                           struct fragment *f)
{
	const char *name = protocols[*protocol].name;
	const uint8_t *h = take_header(p, b, 8, name);
	uint32_t more;

	if (!h)
		return false;
	if (p->extension_count == EXTENSIONS_MAX) {
		put_addresses(p);
		out_text(&p->out, "[too many extension headers] ");
		put_len(p);
		return false;
	}
	more = *protocol == PROTOCOL_AH ? 4 * (h[1] + 2u) : 8 * (h[1] + 1u);
	if (*protocol == PROTOCOL_FRAGMENT) {
		f->off = get_be16(h + 2) & 0xfff8u;
		f->more = h[3] & 1;
		f->id = get_be32(h + 4);
		more = 8;
	}
	if (*protocol == PROTOCOL_ROUTING && h[3])
		p->routed = true;
	if (more > 8 && !take_header(p, b, more - 8, name))
		return false;
	p->extensions[p->extension_count++] = *protocol;
	*protocol = h[0];
	return true;
}

static bool is_extension(uint8_t protocol)
{
	switch (protocol) {
	case 0:
	case PROTOCOL_ROUTING:
	case PROTOCOL_FRAGMENT:
	case PROTOCOL_AH:
	case 60:
	case 135:
	case 139:
	case 140:
		return true;
	default:
		return false;
	}
}

static void more_ip6(struct print *p, const uint8_t *h)
{
	uint32_t first = get_be32(h);

	if (!more_begin(p, "ip6"))
		return;
	out_text(&p->more, " hop limit ");
	out_u32(&p->more, h[7]);
	out_text(&p->more, " class ");
	out_0x(&p->more, first >> 20 & 0xff, 2);
	out_text(&p->more, " flow ");
	out_0x(&p->more, first & 0xfffff, 5);
	out_text(&p->more, " next header ");
	out_u32(&p->more, h[6]);
	out_text(&p->more, " payload len ");
	out_u32(&p->more, get_be16(h + 4));
	more_end(p);
}

static void put_bad(struct print *p, const char *name, const char *what,
                    uint32_t number)
{
	put_addresses(p);
	out_text(&p->out, name);
	out_text(&p->out, " [bad ");
	out_text(&p->out, what);
	out_char(&p->out, ' ');
	out_u32(&p->out, number);
	out_text(&p->out, "] ");
	put_len(p);
}

static void set_addresses(struct print *p, const uint8_t *src, const uint8_t *dst,
                          uint8_t len)
{
	const struct print_watch *watch = &p->opts->watch;

	p->src = src;
	p->dst = dst;
	p->addr_len = len;
	p->extension_count = 0;
	p->routed = false;
	if (watch->address && !p->quoted) {
		watch->address(watch->ctx, src, len);
		watch->address(watch->ctx, dst, len);
	}
}

void print_ip4(struct print *p, struct bytes b)
{
	struct fragment f;
	const uint8_t *h;
	uint32_t header_len, total;
	uint8_t protocol;

	if (!enter_layer(p))
		return;
	if (b.len && b.at[0] >> 4 != 4) {
		put_bad(p, "ip", "version", b.at[0] >> 4);
		return;
	}
	h = take_header(p, &b, 20, "ip");
	if (!h)
		return;
	header_len = 4 * (h[0] & 15u);
	total = get_be16(h + 2);
	if (header_len < 20 || (total && total < header_len)) {
		put_bad(p, "ip", header_len < 20 ? "header length" : "length",
		        header_len < 20 ? header_len : total);
		return;
	}
	set_addresses(p, h + 12, h + 16, 4);
	if (!take_header(p, &b, header_len - 20, "ip"))
		return;
	more_ip4(p, h, header_len);
	obj_open(p, "ip");
	obj_number(p, "version", 4);
	obj_number(p, "ttl", h[8]);
	obj_number(p, "tos", h[1]);
	obj_number(p, "id", get_be16(h + 4));
	if (h[6] & 0x40)
		obj_true(p, "df");
	obj_close(p);
	if (total) /* 0: cut into segments only after the capture (TSO) */
		limit(p, &b, total - header_len);
	f.off = (get_be16(h + 6) & 0x1fffu) * 8;
	f.more = h[6] & 0x20;
	f.id = get_be16(h + 4);
	protocol = h[9];
	while (protocol == PROTOCOL_AH && !f.off)
		if (!take_extension(p, &b, &protocol, &f))
			return;
	put_payload_or_fragment(p, b, protocol, &f);
}

void print_ip6(struct print *p, struct bytes b)
{
	struct fragment f = { 0, 0, false };
	const uint8_t *h;
	uint8_t protocol;

	if (!enter_layer(p))
		return;
	if (b.len && b.at[0] >> 4 != 6) {
		put_bad(p, "ip6", "version", b.at[0] >> 4);
		return;
	}
	h = take_header(p, &b, 40, "ip6");
	if (!h)
		return;
	set_addresses(p, h + 8, h + 24, 16);
	more_ip6(p, h);
	obj_open(p, "ip");
	obj_number(p, "version", 6);
	obj_number(p, "hop_limit", h[7]);
	obj_number(p, "class", get_be32(h) >> 20 & 0xff);
	obj_number(p, "flow", get_be32(h) & 0xfffff);
	obj_close(p);
	/* 0 is also what packets beyond 65535 bytes have (RFC 2675, large GSO). */
	if (get_be16(h + 4) || p->wire <= UINT16_MAX)
		limit(p, &b, get_be16(h + 4));
	protocol = h[6];
	while (is_extension(protocol) && !f.off)
		if (!take_extension(p, &b, &protocol, &f))
			return;
	put_payload_or_fragment(p, b, protocol, &f);
}

/* Either version, as the first nibble says. */
void print_ip(struct print *p, struct bytes b)
{
	if (b.len && b.at[0] >> 4 == 6)
		print_ip6(p, b);
	else
		print_ip4(p, b);
}
