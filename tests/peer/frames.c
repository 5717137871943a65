/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/frames.c - frames from lists of header names.
 *
 * A header is a row: how to write it, and what the header in front of it calls it. Only
 * the number in front differs between link types. Lengths and checksums are those of no
 * real packet: filters do not look at them, or the explorer sets them.
 */
#include "tests/peer/frames.h"

#include <string.h>

#include "base/bytes.h"
#include "tests/peer/layers.h"

/* clang-format off */
static const struct layer layers[] = {
	{ "ip",       0x0800,   4, 0x21, 0x06, 2, 0, NULL },
	{ "ip-opt",   0x0800,   4, 0x21, 0x06, 2, 0, NULL },
	{ "ip-first", 0x0800,   4, 0x21, 0x06, 2, 0, NULL },
	{ "ip-later", 0x0800,   4, 0x21, 0x06, 2, 0, NULL },
	{ "ip6",      0x86dd,  41, 0x57, 0, 10, 0, NULL },
	{ "hop",      0,   0, 0, 0, 0, 0, NULL },
	{ "routing",  0,  43, 0, 0, 0, 0, NULL },
	{ "fragment", 0,  44, 0, 0, 0, 0, NULL },
	{ "dstopt",   0,  60, 0, 0, 0, 0, NULL },
	{ "ah",       0,  51, 0, 0, 0, 0, NULL },
	{ "tcp",      0,   6, 0, 0, 0, 0, "9c40005000000001000000025018ffff00000000474554202f" },
	{ "tcp-syn",  0,   6, 0, 0, 0, 0, "c3500016000000010000000060020100000000000204 05b4" },
	{ "udp",      0,  17, 0, 0, 0, 0, NULL },
	{ "sctp",     0, 132, 0, 0, 0, 0, "0b590b5900000001deadbeef0003001000000001" },
	{ "icmp",     0,   1, 0, 0, 0, 0, "0800f7ff00010001616263646566" },
	{ "icmp6",    0,  58, 0, 0, 0, 0, "8700 0000 00000000 20010db8000000000000000000000001" },
	{ "igmp",     0,   2, 0, 0, 0, 0, "16000904e0000001" },
	{ "igrp",     0,   9, 0, 0, 0, 0, "1101000100020003" },
	{ "pim",      0, 103, 0, 0, 0, 0, "2000dfff0001000200690014" },
	{ "vrrp",     0, 112, 0, 0, 0, 0, "2101640100010000c0000201" },
	{ "esp",      0,  50, 0, 0, 0, 0, "000010000000000100112233" },
	{ "ospf",     0,  89, 0, 0, 0, 0, "0201002cc0000201" },
	{ "gre",      0,  47, 0, 0, 0, 0, "00000800" },
	{ "nonext",   0,  59, 0, 0, 0, 0, "00000000" },
	{ "arp",      0x0806,  -1, 0, 0, 0, 0,
	  "0001080006040001020000000001c0000201000000000000c6336402" },
	{ "rarp",     0x8035,  -1, 0, 0, 0, 0,
	  "0001080006040003020000000001c0000201020000000001c6336402" },
	{ "arp1",     0x0806,  -1, 0, 0, 0, 0, "000708000104000111c000020122c6336402" },
	{ "vlan",     0x8100,  -1, 0, 0, 0, 0, NULL },
	{ "svlan",    0x88a8,  -1, 0, 0, 0, 0, NULL },
	{ "vlan9100", 0x9100,  -1, 0, 0, 0, 0, NULL },
	{ "mpls",     0x8847,  -1, 0x0281, 0, 0, 0, NULL },
	{ "pppoed",   0x8863,  -1, 0, 0, 0, 0, "110900000004010100000000" },
	{ "pppoes",   0x8864,  -1, 0, 0, 0, 0, NULL },
	{ "lcp",      0,  -1, 0xc021, 0, 0, 0, "01010004" },
	{ "geneve",   0,  -1, 0, 0, 0, 6081, NULL },
	{ "geneve-opt", 0, -1, 0, 0, 0, 6081, NULL },
	{ "vxlan",    0,  -1, 0, 0, 0, 4789, "0800000000001e00" },
	{ "eth",      0x6558,  -1, 0, 0, 0, 0, NULL },
	{ "decnet-short", 0x6003, -1, 0x27, 0, 0, 0, "0a00020114021404000102" },
	{ "decnet-short-pad", 0x6003, -1, 0x27, 0, 0, 0, "0b0081020114021404000102" },
	{ "decnet-long", 0x6003, -1, 0x27, 0, 0, 0,
	  "16002600000000aa0004000114 0000aa00040002140000000000" },
	{ "decnet-long-pad", 0x6003, -1, 0x27, 0, 0, 0,
	  "1700812600000000aa0004000114 0000aa00040002140000000000" },
	{ "lat",      0x6004,  -1, 0, 0, 0, 0, "0101000000000000" },
	{ "sca",      0x6007,  -1, 0, 0, 0, 0, "0101000000000000" },
	{ "mopdl",    0x6001,  -1, 0, 0, 0, 0, "0101000000000000" },
	{ "moprc",    0x6002,  -1, 0, 0, 0, 0, "0101000000000000" },
	{ "atalk",    0x809b,  -1, 0x29, 0, 0, 0, "0010000100020003" },
	{ "aarp",     0x80f3,  -1, 0, 0, 0, 0, "0001809b06040001" },
	{ "ipx-ii",   0x8137,  -1, 0x2b, 0, 0, 0, "ffff002200110000000000010002" },
	{ "ipx-raw",  0,  -1, 0, 0xffff, 0, 0, "002200110000000000010002" },
	{ "ipx",      0,  -1, 0, 0xe0, 0, 0, "03ffff002200110000000000010002" },
	{ "stp",      0,  -1, 0x31, 0x42, 0, 0, "0300000000008000000102030405" },
	{ "netbeui",  0,  -1, 0, 0xf0, 0, 0, "032c00ffef08000000000000000000" },
	{ "iso",      0,  -1, 0x23, 0xfe, 0, 0, NULL },
	{ "clnp",     0,  -1, 0, 0, 0, 0, "8115010a00001e000000" },
	{ "esis",     0,  -1, 0, 0, 0, 0, "820a0100020000000000" },
	{ "l1-hello", 0,  -1, 0, 0, 0, 0, "831b01000f01000001" },
	{ "l2-lsp",   0,  -1, 0, 0, 0, 0, "831b01001401000001" },
	{ "l1-csnp",  0,  -1, 0, 0, 0, 0, "831b01001801000001" },
	{ "l2-psnp",  0,  -1, 0, 0, 0, 0, "831b01001b01000001" },
	{ "snap",     0,  -1, 0, 0xaa, 0, 0, NULL },
	{ "llc-i",    0,  -1, 0, 0x04, 0, 0, "0002" },
	{ "llc-rr",   0,  -1, 0, 0x04, 0, 0, "0102" },
	{ "llc-rnr",  0,  -1, 0, 0x04, 0, 0, "0502" },
	{ "llc-ui",   0,  -1, 0, 0x10, 0, 0, "03" },
	{ "llc-xid",  0,  -1, 0, 0x10, 0, 0, "af81" },
	{ "llc-test", 0,  -1, 0, 0x10, 0, 0, "f3" },
	{ "llc-sabme", 0, -1, 0, 0x10, 0, 0, "7f" },
	{ "lldp",     0x88cc,  -1, 0, 0, 0, 0, "0207040200000000010404" },
	{ "slow",     0x8809,  -1, 0, 0, 0, 0, "010101140001" },
	{ "loopback", 0x9000,  -1, 0, 0, 0, 0, "000001000000" },
	{ "macsec",   0x88e5,  -1, 0, 0, 0, 0, "2c00000000010203" },
};

static const char *const stacks[] = {
	"ip tcp", "ip tcp-syn", "ip-opt tcp", "ip-first tcp", "ip-later tcp", "ip udp",
	"ip-opt udp", "ip-first udp", "ip-later udp", "ip sctp", "ip-opt sctp", "ip icmp",
	"ip-later icmp", "ip igmp", "ip igrp", "ip pim", "ip vrrp", "ip esp", "ip ospf",
	"ip gre ip udp", "ip ah tcp", "ip ah ah udp", "ip ip tcp", "ip ip6 tcp", "ip6 tcp",
	"ip6 tcp-syn", "ip6 udp", "ip6 sctp", "ip6 icmp6", "ip6 esp", "ip6 ah tcp",
	"ip6 pim", "ip6 vrrp", "ip6 ospf", "ip6 nonext", "ip6 hop tcp", "ip6 hop icmp6",
	"ip6 fragment tcp", "ip6 fragment icmp6", "ip6 fragment udp", "ip6 routing udp",
	"ip6 hop routing fragment dstopt ah udp", "ip6 dstopt sctp", "ip6 ip6 udp",
	"ip6 icmp", "ip icmp6", "arp", "rarp", "arp1", "vlan ip tcp", "vlan ip-opt udp",
	"vlan ip-later udp", "vlan ip6 tcp", "vlan ip6 udp", "vlan arp", "svlan ip udp",
	"vlan9100 ip icmp", "svlan vlan ip tcp", "svlan vlan ip6 udp", "vlan vlan arp",
	"vlan vlan vlan ip tcp", "vlan stp", "vlan snap aarp", "vlan iso l1-hello",
	"mpls ip tcp", "mpls ip6 udp", "mpls mpls ip udp", "mpls mpls ip6 tcp",
	"mpls mpls mpls ip tcp", "vlan mpls ip tcp", "svlan vlan mpls mpls ip udp",
	"pppoed", "pppoes ip tcp", "pppoes ip udp", "pppoes ip6 tcp", "pppoes lcp",
	"pppoes mpls ip tcp", "pppoes mpls mpls ip6 tcp", "vlan pppoes ip tcp",
	"vlan pppoes ip6 udp", "vlan pppoed", "ip udp geneve eth ip tcp",
	"ip udp geneve eth ip6 udp", "ip udp geneve eth vlan ip udp",
	"ip udp geneve eth arp", "ip udp geneve-opt eth ip tcp", "ip udp geneve ip udp",
	"ip udp geneve-opt ip6 tcp", "ip6 udp geneve eth ip tcp", "ip6 udp geneve ip6 udp",
	"ip-opt udp geneve eth ip tcp", "vlan ip udp geneve eth ip udp",
	"mpls ip udp geneve eth ip udp", "pppoes ip udp geneve eth ip tcp",
	"ip udp geneve eth ip udp geneve eth ip tcp", "ip udp geneve eth mpls ip tcp",
	"ip udp geneve eth stp", "ip udp vxlan eth ip tcp", "ip6 udp vxlan eth vlan arp",
	"vlan ip udp vxlan eth ip6 icmp6", "mpls ip udp vxlan eth ip udp",
	"decnet-short", "decnet-short-pad", "decnet-long", "decnet-long-pad", "lat", "sca",
	"mopdl", "moprc", "atalk", "aarp", "snap atalk", "snap aarp", "ipx-ii", "ipx-raw",
	"ipx", "snap ipx-ii", "stp", "netbeui", "iso clnp", "iso esis", "iso l1-hello",
	"iso l2-lsp", "iso l1-csnp", "iso l2-psnp", "snap ip udp", "llc-i", "llc-rr",
	"llc-rnr", "llc-ui", "llc-xid", "llc-test", "llc-sabme", "lldp", "slow", "loopback",
	"macsec",
};
/* clang-format on */

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define LAYERS_MAX 12

/* Stacks behind each of up to PASSES forms of a link header, then frames of the link type
 * alone.
 */
#define PASSES 3
#define LINK_FRAMES 16

uint32_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

size_t frame_count(void)
{
	return LEN(stacks) * PASSES + LINK_FRAMES;
}

const char *frame_name(size_t i)
{
	return i < LEN(stacks) * PASSES ? stacks[i % LEN(stacks)] : "of the link type";
}

static const struct layer *layer_by_name(const char *name, size_t len)
{
	for (size_t i = 0; i < LEN(layers); i++)
		if (strlen(layers[i].name) == len && !memcmp(layers[i].name, name, len))
			return &layers[i];
	return NULL;
}

/* The layers of a stack; returns how many. */
static size_t parse_stack(const char *text, const struct layer **out)
{
	size_t count = 0;

	while (*text) {
		size_t len = strcspn(text, " ");

		out[count++] = layer_by_name(text, len);
		text += len;
		text += strspn(text, " ");
	}
	return count;
}

uint8_t *frame_room(struct packet *p, uint32_t n)
{
	uint8_t *at = p->data + p->len;

	memset(at, 0, n);
	p->len += n;
	return at;
}

static unsigned hex_digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void frame_hex(struct packet *p, const char *hex)
{
	for (; *hex; hex++) {
		if (*hex == ' ')
			continue;
		*frame_room(p, 1) = (uint8_t)(hex_digit(hex[0]) << 4 | hex_digit(hex[1]));
		hex++;
	}
}

static bool is(const struct layer *l, const char *name)
{
	return l && !strcmp(l->name, name);
}

static bool starts(const struct layer *l, const char *prefix)
{
	return l && !strncmp(l->name, prefix, strlen(prefix));
}

static uint8_t ip_number(const struct layer *next)
{
	return (uint8_t)(next && next->ip >= 0 ? next->ip : 253);
}

static void add_ip4(struct packet *p, const struct layer *l, const struct layer *next)
{
	bool opt = is(l, "ip-opt");
	uint8_t *h = frame_room(p, opt ? 28 : 20);

	h[0] = opt ? 0x47 : 0x45;
	h[1] = 0xb8;
	put_be16(h + 2, 60);
	put_be16(h + 4, 0x1234);
	put_be16(h + 6, 0x4000);
	if (is(l, "ip-first"))
		put_be16(h + 6, 0x2000);
	else if (is(l, "ip-later"))
		put_be16(h + 6, 0x00b9);
	h[8] = 64;
	h[9] = ip_number(next);
	put_be32(h + 12, 0xc0000201);
	put_be32(h + 16, 0xc6336402);
}

static void add_ip6(struct packet *p, const struct layer *next)
{
	uint8_t *h = frame_room(p, 40);

	put_be32(h, 0x6b800000);
	put_be16(h + 4, 40);
	h[6] = ip_number(next);
	h[7] = 64;
	put_be32(h + 8, 0x20010db8);
	h[23] = 1;
	put_be32(h + 24, 0x20010db8);
	put_be32(h + 28, 0x00070000);
	h[39] = 2;
}

static void add_extension(struct packet *p, const struct layer *l,
                          const struct layer *next)
{
	bool ah = is(l, "ah");
	uint8_t *h = frame_room(p, ah ? 24 : is(l, "routing") ? 24 : 8);

	h[0] = ip_number(next);
	h[1] = ah ? 4 : is(l, "routing") ? 2 : 0;
}

static void add_udp(struct packet *p, const struct layer *next)
{
	uint8_t *h = frame_room(p, 8);

	put_be16(h, 40000);
	put_be16(h + 2, next && next->port ? next->port : 53);
	put_be16(h + 4, 30);
	if (!next)
		frame_hex(p, "1234010000010000000000000377777700");
}

static void add_geneve(struct packet *p, const struct layer *l,
                       const struct layer *next)
{
	bool opt = is(l, "geneve-opt");
	uint8_t *h = frame_room(p, opt ? 16 : 8);

	h[0] = opt ? 2 : 0;
	put_be16(h + 2, next && next->ethertype ? next->ethertype : 0);
	put_be32(h + 4, 0x1000 << 8);
}

uint16_t frame_type(const struct layer *next, uint16_t llc)
{
	if (next && next->ethertype)
		return next->ethertype;
	return next && next->sap ? llc : 0x88b5;
}

void frame_llc(struct packet *p, const struct layer *next)
{
	uint8_t *h;

	if (!next || next->ethertype || !next->sap)
		return;
	h = frame_room(p, 2);
	if (next->sap == 0xffff)
		put_be16(h, 0xffff);
	else
		put_be16(h, (uint16_t)(next->sap << 8 | next->sap));
	if (is(next, "iso"))
		*frame_room(p, 1) = 3;
}

void frame_ethernet(struct packet *p, const struct layer *next)
{
	uint8_t *h = frame_room(p, 14);

	put_be32(h, 0x02aa0500);
	put_be16(h + 4, 0x7f01);
	put_be32(h + 6, 0x001b213c);
	put_be16(h + 10, 0x9df8);
	put_be16(h + 12, frame_type(next, 46));
	frame_llc(p, next);
}

static void add_layer(struct packet *p, const struct layer *l, const struct layer *next)
{
	uint8_t *h;

	if (l->bytes) {
		frame_hex(p, l->bytes);
	} else if (is(l, "ip6")) {
		add_ip6(p, next);
	} else if (starts(l, "ip")) {
		add_ip4(p, l, next);
	} else if (is(l, "udp")) {
		add_udp(p, next);
	} else if (starts(l, "geneve")) {
		add_geneve(p, l, next);
	} else if (is(l, "eth")) {
		frame_ethernet(p, next);
	} else if (starts(l, "vlan") || is(l, "svlan")) {
		h = frame_room(p, 4);
		put_be16(h, 0x6049);
		put_be16(h + 2, frame_type(next, 46));
		frame_llc(p, next);
	} else if (is(l, "mpls")) {
		h = frame_room(p, 4);
		put_be32(h, 3000u << 12 | (is(next, "mpls") ? 0 : 1u << 8) | 64);
	} else if (is(l, "pppoes")) {
		h = frame_room(p, 8);
		h[0] = 0x11;
		put_be16(h + 2, 0x1f2);
		put_be16(h + 6, next ? next->ppp : 0);
	} else if (is(l, "snap")) {
		h = frame_room(p, 6);
		put_be32(h, 0x03000000 | (is(next, "atalk") ? 0x080007 : 0));
		put_be16(h + 4, next ? next->ethertype : 0);
	} else if (!is(l, "iso")) {
		add_extension(p, l, next);
	}
}

static bool build_headers(size_t i, uint32_t linktype, struct packet *out)
{
	const struct layer *list[LAYERS_MAX + 1] = { NULL };
	uint32_t forms = link_header_forms(linktype);
	size_t pass = i / LEN(stacks), stack = i % LEN(stacks), count;

	if (pass >= PASSES) {
		i -= PASSES * LEN(stacks);
		return link_frame(out, linktype, (uint32_t)i % forms, (uint32_t)i);
	}
	if (pass >= forms)
		return false;
	count = parse_stack(stacks[stack], list);
	if (!link_header(out, linktype, (uint32_t)(stack + pass) % forms, list[0]))
		return false;
	for (size_t k = 0; k < count; k++)
		add_layer(out, list[k], list[k + 1]);
	return true;
}

bool frame_build(size_t i, uint32_t linktype, uint64_t seed, struct packet *out)
{
	out->len = 0;
	if (!build_headers(i, linktype, out))
		return false;
	out->wire = out->len;
	memset(out->meta, 0, sizeof(out->meta));
	out->meta[SKF_AD_IFINDEX / 4] = 3;
	for (uint32_t k = out->len; k < PACKET_ROOM; k += 4) {
		uint32_t word = next_random(&seed);

		for (uint32_t b = 0; b < 4 && k + b < PACKET_ROOM; b++)
			out->data[k + b] = (uint8_t)(word >> (8 * b));
	}
	return true;
}
