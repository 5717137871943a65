/* SPDX-License-Identifier: BSD-2-Clause */
/* Ethernet, cooked captures, address families, and the table of EtherTypes.
 *
 * Sources: IEEE 802.3 (frame), IEEE 802.1Q (tags), IANA ieee-802-numbers (EtherTypes),
 * tcpdump.org/linktypes (NULL, LOOP, LINUX_SLL, LINUX_SLL2), RFC 3032 (MPLS).
 */
#include "capture/print_parts.h"

enum {
	ETHERTYPE_IP4 = 0x0800,
	ETHERTYPE_IP6 = 0x86dd,
	LENGTH_MAX = 1500,    /* an EtherType field up to this is an 802.3 length */
	SLL_RAW_802_3 = 1,    /* protocol field of cooked captures: IPX without LLC */
	SLL_802_2 = 4,        /* LLC follows */
	ARPHRD_NETLINK = 824, /* linux/if_arp.h */
};

static const struct print_row ethertypes[] = {
	{ 0x0806, "arp", print_arp },
	{ 0x8100, "vlan", print_vlan },
	{ 0x88a8, "vlan", print_vlan },
	{ 0x9100, "vlan", print_vlan },
	{ 0x9200, "vlan", print_vlan },
	{ 0x8847, "mpls", print_mpls },
	{ 0x8848, "mpls", print_mpls },
	{ 0x8863, "pppoe", print_pppoe_discovery },
	{ 0x8864, "pppoe", print_pppoe_session },
	{ 0x8035, "rarp", print_arp },
	{ 0x6558, "ether", print_ether },
	{ 0x880b, "ppp", print_ppp },
	{ 0x8809, "slow", print_slow },
	{ 0x8808, "pause", print_pause },
	{ 0x00fe, "iso", print_iso },
	{ 0x0842, "wol", NULL },
	{ 0x22ea, "srp", NULL },
	{ 0x22f0, "avtp", NULL },
	{ 0x22f3, "trill", NULL },
	{ 0x6001, "mopdl", NULL },
	{ 0x6002, "moprc", NULL },
	{ 0x6003, "decnet", NULL },
	{ 0x6004, "lat", NULL },
	{ 0x6007, "sca", NULL },
	{ 0x809b, "atalk", NULL },
	{ 0x80f3, "aarp", NULL },
	{ 0x8137, "ipx", NULL },
	{ 0x8819, "cobranet", NULL },
	{ 0x886d, "ians", NULL },
	{ 0x887b, "homeplug", NULL },
	{ 0x888e, "eapol", NULL },
	{ 0x8892, "profinet", NULL },
	{ 0x8899, "rrcp", NULL },
	{ 0x88a2, "aoe", NULL },
	{ 0x88a4, "ethercat", NULL },
	{ 0x88ab, "powerlink", NULL },
	{ 0x88b8, "goose", NULL },
	{ 0x88ba, "sv", NULL },
	{ 0x88ca, "tipc", NULL },
	{ 0x88cc, "lldp", NULL },
	{ 0x88cd, "sercos3", NULL },
	{ 0x88e1, "homeplug-av", NULL },
	{ 0x88e3, "mrp", NULL },
	{ 0x88e5, "macsec", NULL },
	{ 0x88e7, "pbb", NULL },
	{ 0x88f5, "mvrp", NULL },
	{ 0x88f6, "mmrp", NULL },
	{ 0x88f7, "ptp", NULL },
	{ 0x88fb, "prp", NULL },
	{ 0x8902, "cfm", NULL },
	{ 0x8906, "fcoe", NULL },
	{ 0x8914, "fip", NULL },
	{ 0x8915, "roce", NULL },
	{ 0x891d, "tte", NULL },
	{ 0x892f, "hsr", NULL },
	{ 0x893a, "ieee1905", NULL },
	{ 0x894f, "nsh", NULL },
	{ 0x9000, "loopback", NULL },
};

void print_ethertype(struct print *p, struct bytes b, uint32_t type)
{
	if (type == ETHERTYPE_IP4) {
		print_ip4(p, b);
		return;
	}
	if (type == ETHERTYPE_IP6) {
		print_ip6(p, b);
		return;
	}
	for (size_t i = 0; i < sizeof(ethertypes) / sizeof(ethertypes[0]); i++) {
		const struct print_row *row = &ethertypes[i];

		if (row->number != type)
			continue;
		p->name = p->protocol_name = row->name;
		if (row->print)
			row->print(p, b);
		else
			put_named(p, row->name);
		return;
	}
	put_addresses(p);
	out_text(&p->out, "ethertype ");
	out_0x(&p->out, type, 4);
	out_char(&p->out, ' ');
	put_len(p);
	obj_number(p, "ethertype", type);
}

/* What a two-byte type field says is behind it; small numbers are the length of LLC. */
static void type_or_length(struct print *p, struct bytes b, uint32_t type)
{
	if (type > LENGTH_MAX) {
		print_ethertype(p, b, type);
		return;
	}
	limit(p, &b, type);
	print_llc(p, b);
}

static void put_tag(struct print *p, uint32_t tci, uint32_t type)
{
	out_text(&p->out, "vlan ");
	out_u32(&p->out, tci & 0xfff);
	if (p->opts->link) {
		out_text(&p->out, " p ");
		out_u32(&p->out, tci >> 13);
		if (tci & 0x1000)
			out_text(&p->out, " dei");
		out_char(&p->out, ' ');
		out_0x(&p->out, type, 4);
	}
	out_text(&p->out, " | ");
}

/* Behind the TPID: TCI, then the next type. The tags in front of the payload belong to
 * the link header.
 */
void print_vlan(struct print *p, struct bytes b)
{
	const uint8_t *tag;

	if (!enter_layer(p))
		return;
	tag = take_header(p, &b, 4, "vlan");
	if (!tag)
		return;
	if (tag == p->pkt->data + p->link_len)
		p->link_len += 4;
	p->owner->vlans[p->vlan_count++] = get_be16(tag) & 0xfffu;
	put_tag(p, get_be16(tag), get_be16(tag + 2));
	type_or_length(p, b, get_be16(tag + 2));
}

/* A stack of labels; what follows is told by its first nibble. */
void print_mpls(struct print *p, struct bytes b)
{
	const uint8_t *label;

	do {
		if (!enter_layer(p))
			return;
		label = take_header(p, &b, 4, "mpls");
		if (!label)
			return;
		p->owner->labels[p->label_count++] = get_be32(label) >> 12;
		out_text(&p->out, "mpls ");
		out_u32(&p->out, get_be32(label) >> 12);
		if (p->opts->link) {
			out_text(&p->out, " tc ");
			out_u32(&p->out, get_be32(label) >> 9 & 7);
			out_text(&p->out, " ttl ");
			out_u32(&p->out, label[3]);
		}
		out_text(&p->out, " | ");
	} while (!(label[2] & 1));
	if (b.len && b.at[0] >> 4 == 4)
		print_ip4(p, b);
	else if (b.len && b.at[0] >> 4 == 6)
		print_ip6(p, b);
	else
		put_named(p, "mpls payload");
}

void print_ether(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *header;

	if (!enter_layer(p))
		return;
	header = take_header(p, &b, 14, "ether");
	if (!header)
		return;
	if (header == p->pkt->data)
		p->link_len = 14;
	else if (p->mac_src)
		obj_tunnel(p, "ether", false, 0);
	p->mac_dst = header;
	p->mac_src = header + 6;
	obj_open(p, "ether");
	obj_mac(p, "src", p->mac_src);
	obj_mac(p, "dst", p->mac_dst);
	obj_number(p, "type", get_be16(header + 12));
	obj_close(p);
	if (p->opts->link) {
		out_mac(&p->out, p->mac_src);
		out_text(&p->out, " > ");
		out_mac(&p->out, p->mac_dst);
		out_char(&p->out, ' ');
		out_0x(&p->out, get_be16(header + 12), 4);
		out_text(&p->out, " len ");
		out_u32(&p->out, len);
		out_text(&p->out, " | ");
	}
	type_or_length(p, b, get_be16(header + 12));
}

void print_raw(struct print *p, struct bytes b)
{
	print_ip(p, b);
}

void print_family(struct print *p, struct bytes b, uint32_t family)
{
	switch (family) {
	case 2:
		print_ip4(p, b);
		break;
	case 10: /* Linux; then NetBSD and OpenBSD, FreeBSD, Darwin */
	case 24:
	case 28:
	case 30:
		print_ip6(p, b);
		break;
	default:
		out_text(&p->out, "af ");
		out_u32(&p->out, family);
		out_char(&p->out, ' ');
		put_len(p);
	}
}

static void address_family(struct print *p, struct bytes b, uint32_t family)
{
	p->link_len = 4;
	if (p->opts->link) {
		out_text(&p->out, "af ");
		out_u32(&p->out, family);
		out_text(&p->out, " len ");
		out_u32(&p->out, p->wire);
		out_text(&p->out, " | ");
	}
	print_family(p, b, family);
}

/* In the byte order of the host that captured: families are small numbers. */
void print_null(struct print *p, struct bytes b)
{
	const uint8_t *header = take_header(p, &b, 4, "null");
	uint32_t family;

	if (!header)
		return;
	family = get_be32(header);
	if (family > 0xffff)
		family = get_le32(header);
	address_family(p, b, family);
}

void print_loop(struct print *p, struct bytes b)
{
	const uint8_t *header = take_header(p, &b, 4, "loop");

	if (header)
		address_family(p, b, get_be32(header));
}

/* The fields that both cooked headers have, in host order. */
struct cooked {
	uint32_t protocol, hatype, pkttype, addr_len;
	const uint8_t *addr; /* eight bytes */
};

static void print_cooked(struct print *p, struct bytes b, const struct cooked *c)
{
	static const char *const types[] = { "host", "broadcast", "multicast",
		                             "otherhost", "outgoing" };

	if (c->addr_len == 6)
		p->mac_src = c->addr;
	obj_open(p, "cooked");
	obj_number(p, "protocol", c->protocol);
	obj_number(p, "hardware", c->hatype);
	obj_number(p, "packet_type", c->pkttype);
	if (c->addr_len == 6)
		obj_mac(p, "address", c->addr);
	obj_close(p);
	if (p->opts->link) {
		uint32_t len = c->addr_len < 8 ? c->addr_len : 8;

		out_text(&p->out, "hatype ");
		out_u32(&p->out, c->hatype);
		put_word(p, types, sizeof(types) / sizeof(types[0]), c->pkttype);
		for (uint32_t i = 0; i < len; i++) {
			out_char(&p->out, i ? ':' : ' ');
			out_hex(&p->out, c->addr[i], 2);
		}
		out_char(&p->out, ' ');
		out_0x(&p->out, c->protocol, 4);
		out_text(&p->out, " len ");
		out_u32(&p->out, p->wire + p->link_len);
		out_text(&p->out, " | ");
	}
	if (c->hatype == ARPHRD_NETLINK) {
		out_text(&p->out, "netlink ");
		out_u32(&p->out, c->protocol);
		out_char(&p->out, ' ');
		put_len(p);
	} else if (c->protocol == SLL_802_2) {
		print_llc(p, b);
	} else if (c->protocol == SLL_RAW_802_3) {
		put_named(p, "ipx");
	} else {
		print_ethertype(p, b, c->protocol);
	}
}

void print_sll(struct print *p, struct bytes b)
{
	const uint8_t *h = take_header(p, &b, 16, "sll");
	struct cooked c;

	if (!h)
		return;
	p->link_len = 16;
	c = (struct cooked){ get_be16(h + 14), get_be16(h + 2), get_be16(h),
		             get_be16(h + 4), h + 6 };
	if (p->opts->link)
		out_text(&p->out, "sll ");
	print_cooked(p, b, &c);
}

void print_sll2(struct print *p, struct bytes b)
{
	const uint8_t *h = take_header(p, &b, 20, "sll2");
	struct cooked c;

	if (!h)
		return;
	p->link_len = 20;
	c = (struct cooked){ get_be16(h), get_be16(h + 8), h[10], h[11], h + 12 };
	if (p->opts->link) {
		out_text(&p->out, "sll2 ifindex ");
		out_u32(&p->out, get_be32(h + 4));
		out_char(&p->out, ' ');
	}
	print_cooked(p, b, &c);
}
