/* SPDX-License-Identifier: BSD-2-Clause */
/* Link layers and ARP as tcpdump prints them. */
#include "capture/print_classic.h"

enum { LENGTH_MAX = 1500 };

/* Names in front of ": " with -e; without it those of IP and ARP lead the line. */
struct type_name {
	uint16_t number;
	const char *name;
};

static const struct type_name type_names[] = {
	{ 0x0800, "IPv4" },
	{ 0x86dd, "IPv6" },
	{ 0x0806, "ARP" },
	{ 0x8035, "Reverse ARP" },
	{ 0x8100, "802.1Q" },
	{ 0x88a8, "802.1Q-QinQ" },
	{ 0x9100, "802.1Q-9100" },
	{ 0x9200, "802.1Q-9200" },
	{ 0x8847, "MPLS unicast" },
	{ 0x8848, "MPLS multicast" },
	{ 0x8863, "PPPoE D" },
	{ 0x8864, "PPPoE S" },
	{ 0x88cc, "LLDP" },
	{ 0x888e, "EAPOL" },
	{ 0x8809, "Slow Protocols" },
	{ 0x9000, "Loopback" },
	{ 0x8808, "MPCP" },
	{ 0x88e5, "MACsec" },
};

const uint8_t *classic_take(struct print *p, struct bytes *b, size_t n,
                            const char *name)
{
	const uint8_t *at = bytes_take(b, n);

	if (at) {
		p->wire = p->wire > n ? p->wire - (uint32_t)n : 0;
		return at;
	}
	if (!p->marked) {
		out_text(&p->out, " [|");
		out_text(&p->out, name);
		out_char(&p->out, ']');
	}
	p->marked = true;
	return NULL;
}

void classic_fact(struct print *p, const char *name, uint32_t number)
{
	out_text(&p->out, ", ");
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	out_u32(&p->out, number);
}

void classic_len(struct print *p, uint32_t len)
{
	classic_fact(p, "length", len);
}

static void put_type(struct print *p, uint32_t type)
{
	const char *name = "Unknown";

	for (size_t i = 0; i < sizeof(type_names) / sizeof(type_names[0]); i++)
		if (type_names[i].number == type)
			name = type_names[i].name;
	out_text(&p->out, "ethertype ");
	out_text(&p->out, name);
	out_text(&p->out, " (");
	out_0x(&p->out, type, 4);
	out_char(&p->out, ')');
}

static void put_macs(struct print *p)
{
	if (!p->mac_dst)
		return;
	out_mac(&p->out, p->mac_src);
	out_text(&p->out, " > ");
	out_mac(&p->out, p->mac_dst);
	out_text(&p->out, ", ");
}

/* Behind a TPID: TCI, then the next type; shown with -e only. */
static void classic_vlan(struct print *p, struct bytes b)
{
	const uint8_t *tag = classic_take(p, &b, 4, "vlan");
	uint32_t tci, type;

	if (!tag || !enter_layer(p))
		return;
	tci = get_be16(tag);
	type = get_be16(tag + 2);
	if (tag == p->pkt->data + p->link_len)
		p->link_len += 4;
	if (p->opts->link) {
		out_text(&p->out, "vlan ");
		out_u32(&p->out, tci & 0xfff);
		classic_fact(p, "p", tci >> 13);
		if (tci & 0x1000)
			out_text(&p->out, ", DEI");
		out_text(&p->out, ", ");
		if (type > LENGTH_MAX) {
			put_type(p, type);
			out_text(&p->out, ", ");
		}
	}
	classic_ethertype(p, b, type);
}

void classic_ethertype(struct print *p, struct bytes b, uint32_t type)
{
	bool lead = !p->opts->link; /* -e has said what it is */

	switch (type) {
	case 0x0800:
		out_text(&p->out, lead ? "IP " : "");
		classic_ip4(p, b);
		return;
	case 0x86dd:
		out_text(&p->out, lead ? "IP6 " : "");
		classic_ip6(p, b);
		return;
	case 0x0806:
	case 0x8035:
		classic_arp(p, b);
		return;
	case 0x8100:
	case 0x88a8:
	case 0x9100:
	case 0x9200:
		classic_vlan(p, b);
		return;
	default:
		break;
	}
	if (p->opts->link)
		return;
	put_macs(p);
	if (type <= LENGTH_MAX) {
		out_text(&p->out, "802.3");
	} else {
		put_type(p, type);
	}
	classic_len(p, p->wire + p->link_len);
	out_text(&p->out, ": ");
}

static void classic_ether(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = classic_take(p, &b, 14, "ether");
	uint32_t type;

	if (!h)
		return;
	p->link_len = 14;
	p->mac_dst = h;
	p->mac_src = h + 6;
	type = get_be16(h + 12);
	if (p->opts->link) {
		put_macs(p);
		if (type > LENGTH_MAX)
			put_type(p, type);
		else
			out_text(&p->out, "802.3");
		classic_len(p, type > LENGTH_MAX ? len : type);
		out_text(&p->out, ": ");
	}
	classic_ethertype(p, b, type);
}

static void classic_raw(struct print *p, struct bytes b)
{
	if (b.len && !p->opts->link)
		out_text(&p->out, b.at[0] >> 4 == 6 ? "IP6 " : "IP ");
	else if (b.len && p->opts->link)
		out_text(&p->out, "ip: ");
	classic_ip(p, b);
}

/* The family in front: of the capturing host in its byte order, or in network order. */
static void classic_family(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = classic_take(p, &b, 4, "null");
	uint32_t family;
	bool six;

	if (!h)
		return;
	p->link_len = 4;
	family = get_be32(h);
	if (p->owner->linktype == LINKTYPE_NULL && family > 0xffff)
		family = get_le32(h);
	six = family == 10 || family == 24 || family == 28 || family == 30;
	if (p->opts->link) {
		out_text(&p->out, "AF ");
		out_text(&p->out, six ? "IPv6 (" : "IPv4 (");
		out_u32(&p->out, family);
		out_char(&p->out, ')');
		classic_len(p, len);
		out_text(&p->out, ": ");
	}
	classic_ethertype(p, b, six ? 0x86dd : 0x0800);
}

/* Who the packet was for; "Out" was sent. */
static void put_packet_type(struct print *p, uint32_t type)
{
	static const char *const names[] = { "In", "B", "M", "P", "Out" };
	const char *name = type < 5 ? names[type] : "?";
	char *start = p->out.at;

	out_text(&p->out, name);
	while (p->out.at - start < 4)
		out_char(&p->out, ' ');
}

static void classic_sll(struct print *p, struct bytes b)
{
	const uint8_t *h = classic_take(p, &b, 16, "sll");

	if (!h)
		return;
	p->link_len = 16;
	if (p->opts->link)
		put_packet_type(p, get_be16(h));
	classic_ethertype(p, b, get_be16(h + 14));
}

/* The interface as the source calls it. tcpdump has the name that its number has on the host
 * where the file is read, which may be another one.
 */
static void put_iface(struct print *p, uint32_t index)
{
	const char *name = p->iface->name;
	const char *start = p->out.at;

	if (name && strcmp(name, "any") != 0) {
		out_escaped(&p->out, name, strlen(name));
	} else {
		out_text(&p->out, "if");
		out_u32(&p->out, index);
	}
	while (p->out.at - start < 6)
		out_char(&p->out, ' ');
}

static void classic_sll2(struct print *p, struct bytes b)
{
	const uint8_t *h = classic_take(p, &b, 20, "sll2");

	if (!h)
		return;
	p->link_len = 20;
	put_iface(p, get_be32(h + 4));
	put_packet_type(p, h[10]);
	classic_ethertype(p, b, get_be16(h));
}

print_fn *classic_link(uint32_t linktype)
{
	switch (linktype) {
	case LINKTYPE_ETHERNET:
		return classic_ether;
	case LINKTYPE_RAW:
	case LINKTYPE_IPV4:
	case LINKTYPE_IPV6:
		return classic_raw;
	case LINKTYPE_NULL:
	case LINKTYPE_LOOP:
		return classic_family;
	case LINKTYPE_LINUX_SLL:
		return classic_sll;
	case LINKTYPE_LINUX_SLL2:
		return classic_sll2;
	default:
		return NULL;
	}
}

static bool is_zero(const uint8_t *at, size_t len)
{
	while (len--)
		if (*at++)
			return false;
	return true;
}

/* Ethernet and IPv4 only: what else there is has its operation and length. */
void classic_arp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h = classic_take(p, &b, 8, "arp"), *a;
	uint32_t op;

	if (!h)
		return;
	op = get_be16(h + 6);
	a = h[4] == 6 && h[5] == 4 ? classic_take(p, &b, 20, "arp") : NULL;
	if (p->marked)
		return;
	if (!p->opts->link)
		out_text(&p->out, "ARP, ");
	switch (a ? op : 0) {
	case 1:
		out_text(&p->out, "Request who-has ");
		out_ip4(&p->out, a + 16);
		if (!is_zero(a + 10, 6)) {
			out_text(&p->out, " (");
			out_mac(&p->out, a + 10);
			out_char(&p->out, ')');
		}
		out_text(&p->out, " tell ");
		out_ip4(&p->out, a + 6);
		break;
	case 2:
		out_text(&p->out, "Reply ");
		out_ip4(&p->out, a + 6);
		out_text(&p->out, " is-at ");
		out_mac(&p->out, a);
		break;
	case 3:
		out_text(&p->out, "Reverse Request who-is ");
		out_mac(&p->out, a + 10);
		out_text(&p->out, " tell ");
		out_mac(&p->out, a);
		break;
	case 4:
		out_text(&p->out, "Reverse Reply ");
		out_mac(&p->out, a + 10);
		out_text(&p->out, " at ");
		out_ip4(&p->out, a + 16);
		break;
	case 8:
		out_text(&p->out, "Inverse Request who-is ");
		out_mac(&p->out, a + 10);
		out_text(&p->out, " tell ");
		out_mac(&p->out, a);
		break;
	case 9:
		out_text(&p->out, "Inverse Reply ");
		out_mac(&p->out, a);
		out_text(&p->out, " at ");
		out_ip4(&p->out, a + 6);
		break;
	default:
		out_text(&p->out, "Unknown (");
		out_u32(&p->out, op);
		out_char(&p->out, ')');
	}
	classic_len(p, len);
}
