/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/field.h"

#include "proto/ipprotos.h"
#include "proto/services.h"

/* clang-format off */
#define FIELD(layer, bit, bits, name, values) \
	{ FIELD_##layer, bit, bits, name, VALUES_##values },
static const struct field fields[] = {
#include "proto/fields.def"
};
#undef FIELD

static const char *const layer_names[FIELD_LAYERS] = {
	[FIELD_NONE] = "",      [FIELD_LINK] = "link-layer", [FIELD_PPP] = "PPP",
	[FIELD_ETHER] = "Ethernet", [FIELD_TAG] = "802.1Q",
	[FIELD_LLC] = "LLC",    [FIELD_MPLS] = "MPLS",  [FIELD_PPPOE] = "PPPoE",    [FIELD_IP4] = "IPv4",
	[FIELD_IP6] = "IPv6",   [FIELD_ARP] = "ARP",        [FIELD_TCP] = "TCP",
	[FIELD_UDP] = "UDP",    [FIELD_SCTP] = "SCTP",      [FIELD_ICMP] = "ICMP",
	[FIELD_IP6_FRAGMENT] = "IPv6 fragment", [FIELD_ICMP6] = "ICMPv6", [FIELD_IGMP] = "IGMP",   [FIELD_PAYLOAD] = "IP payload",
};

/* Their accessors. */
static const enum proto_id layer_protos[FIELD_LAYERS] = {
	[FIELD_ETHER] = PROTO_LINK, [FIELD_IP4] = PROTO_IP,     [FIELD_IP6] = PROTO_IP6,
	[FIELD_ARP] = PROTO_ARP,    [FIELD_TCP] = PROTO_TCP,    [FIELD_UDP] = PROTO_UDP,
	[FIELD_SCTP] = PROTO_SCTP,  [FIELD_ICMP] = PROTO_ICMP,  [FIELD_ICMP6] = PROTO_ICMP6,
	[FIELD_IGMP] = PROTO_IGMP,
};

struct number_name {
	uint32_t value;
	const char *name;
};

/* Source: IANA ieee-802-numbers. */
static const struct number_name ethertypes[] = {
	{ 0x0800, "IPv4" },   { 0x0806, "ARP" },     { 0x8035, "RARP" },
	{ 0x86dd, "IPv6" },   { 0x8100, "802.1Q" },  { 0x88a8, "802.1ad" },
	{ 0x9100, "QinQ" },   { 0x8847, "MPLS" },    { 0x8848, "MPLS multicast" },
	{ 0x8863, "PPPoE discovery" },               { 0x8864, "PPPoE session" },
	{ 0x88cc, "LLDP" },   { 0x8809, "slow protocols" }, { 0x809b, "AppleTalk" },
	{ 0x80f3, "AARP" },   { 0x8137, "IPX" },     { 0x6001, "MOP DL" },
	{ 0x6002, "MOP RC" }, { 0x6003, "DECnet" },  { 0x6004, "LAT" },
	{ 0x6007, "LAVC" },   { 0x9000, "loopback" }, { 0x6558, "Ethernet" },
	{ 0x88e5, "MACsec" }, { 0x888e, "802.1X" },  { 0x22f0, "AVTP" },
	{ 0x88f7, "PTP" },    { 0, NULL },
};

/* Source: IANA ppp-numbers. */
static const struct number_name ppp_protocols[] = {
	{ 0x0021, "IPv4" }, { 0x0057, "IPv6" }, { 0x0281, "MPLS" },  { 0xc021, "LCP" },
	{ 0xc023, "PAP" },  { 0xc223, "CHAP" }, { 0x8021, "IPCP" },  { 0x8057, "IPV6CP" },
	{ 0, NULL },
};

/* Sources: IANA arp-parameters, icmp-parameters, icmpv6-parameters. */
static const struct number_name arp_ops[] = {
	{ 1, "request" }, { 2, "reply" }, { 3, "reverse request" }, { 4, "reverse reply" },
	{ 0, NULL },
};
static const struct number_name icmp_types[] = {
	{ 0, "echo reply" }, { 3, "unreachable" }, { 5, "redirect" }, { 8, "echo request" },
	{ 9, "router advertisement" }, { 10, "router solicitation" },
	{ 11, "time exceeded" }, { 12, "parameter problem" }, { 13, "timestamp" },
	{ 14, "timestamp reply" }, { 0, NULL },
};
static const struct number_name icmp6_types[] = {
	{ 1, "unreachable" }, { 2, "packet too big" }, { 3, "time exceeded" },
	{ 4, "parameter problem" }, { 128, "echo request" }, { 129, "echo reply" },
	{ 133, "router solicitation" }, { 134, "router advertisement" },
	{ 135, "neighbor solicitation" }, { 136, "neighbor advertisement" },
	{ 137, "redirect" }, { 0, NULL },
};

/* As people write them, where protocols(5) has other letters. */
static const struct number_name ip_protocols[] = {
	{ 1, "ICMP" }, { 2, "IGMP" }, { 6, "TCP" }, { 17, "UDP" }, { 44, "fragment" },
	{ 47, "GRE" }, { 50, "ESP" }, { 51, "AH" }, { 58, "ICMPv6" }, { 89, "OSPF" },
	{ 103, "PIM" }, { 112, "VRRP" }, { 132, "SCTP" }, { 0, NULL },
};
/* clang-format on */

size_t field_count(void)
{
	return sizeof(fields) / sizeof(fields[0]);
}

const struct field *field_at(size_t i)
{
	return &fields[i];
}

const struct field *field_of_bit(enum field_layer layer, uint32_t bit)
{
	for (size_t i = 0; i < field_count(); i++) {
		const struct field *f = &fields[i];

		if (f->layer == layer && bit >= f->bit && bit - f->bit < f->bits)
			return f;
	}
	return NULL;
}

const char *field_layer_name(enum field_layer layer)
{
	return layer_names[layer];
}

enum field_layer field_layer_of(enum proto_id id)
{
	/* RARP has the header of ARP. */
	id = id == PROTO_RARP ? PROTO_ARP : id;
	for (enum field_layer layer = FIELD_NONE + 1; layer < FIELD_LAYERS; layer++) {
		if (id != PROTO_NONE && layer_protos[layer] == id)
			return layer;
	}
	return FIELD_NONE;
}

const char *field_layer_word(enum field_layer layer)
{
	enum proto_id id = layer_protos[layer];

	return id == PROTO_NONE ? NULL : proto_at(id)->word;
}

static const char *find(const struct number_name *names, uint32_t value)
{
	for (; names->name; names++) {
		if (names->value == value)
			return names->name;
	}
	return NULL;
}

static const char *ip_protocol(uint32_t value)
{
	const char *name = find(ip_protocols, value);

	for (size_t i = 0; !name && i < ipproto_count(); i++) {
		if (ipproto_at(i)->number == value)
			name = ipproto_at(i)->name;
	}
	return name;
}

static const char *port(uint32_t value)
{
	for (size_t i = 0; i < service_count(); i++) {
		if (service_at(i)->port == value)
			return service_at(i)->name;
	}
	return NULL;
}

const char *field_value_name(enum field_values values, uint32_t value)
{
	switch (values) {
	case VALUES_ETHERTYPE:
		return find(ethertypes, value);
	case VALUES_PPP:
		return find(ppp_protocols, value);
	case VALUES_IPPROTO:
		return ip_protocol(value);
	case VALUES_PORT:
		return port(value);
	case VALUES_ARP_OP:
		return find(arp_ops, value);
	case VALUES_ICMP_TYPE:
		return find(icmp_types, value);
	case VALUES_ICMP6_TYPE:
		return find(icmp6_types, value);
	case VALUES_NUMBER:
	case VALUES_MAC:
	case VALUES_IP4:
	case VALUES_IP6:
	case VALUES_TCP_FLAGS:
		return NULL;
	}
	return NULL;
}
