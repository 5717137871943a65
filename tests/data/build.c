/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/build.c - see build.h.
 *
 * Sources: RFC 791, 768, 9293, 9260, 792, 4443, 8200, 4302, 826 (network and transport),
 * RFC 3032 (MPLS), 2516 (PPPoE), 7348 (VXLAN), 8926 (Geneve), IEEE 802.1Q, 802.2, 802.3.
 */
#include "tests/data/build.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

void packet_clear(struct packet *p)
{
	memset(p, 0, sizeof(*p));
	p->start = PACKET_MAX;
	p->sum_at = SUM_NONE;
}

static uint32_t length(const struct packet *p)
{
	return PACKET_MAX - p->start;
}

/* Zeroed room in front. */
static uint8_t *push(struct packet *p, uint32_t count)
{
	if (count > p->start)
		abort();
	p->start -= count;
	if (p->sum_at != SUM_NONE)
		p->sum_at += (int)count;
	return p->bytes + p->start;
}

static void put16(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value)
{
	put16(at, value >> 16);
	put16(at + 2, value);
}

void u16(struct packet *p, uint16_t value)
{
	put16(push(p, 2), value);
}

void u32(struct packet *p, uint32_t value)
{
	put32(push(p, 4), value);
}

void u32_le(struct packet *p, uint32_t value)
{
	u32(p,
	    value << 24 | (value & 0xff00) << 8 | (value >> 8 & 0xff00) | value >> 24);
}

void text(struct packet *p, const char *bytes)
{
	uint32_t len = (uint32_t)strlen(bytes);

	memcpy(push(p, len), bytes, len);
}

void zeros(struct packet *p, uint32_t count)
{
	push(p, count);
}

void hex(struct packet *p, const char *digits)
{
	uint32_t count = (uint32_t)strlen(digits) / 2;
	uint8_t *at = push(p, count);

	for (uint32_t i = 0; i < count; i++) {
		char pair[3] = { digits[2 * i], digits[2 * i + 1], '\0' };

		at[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
}

static uint32_t add16(uint32_t sum, const uint8_t *at, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++)
		sum += i % 2 ? at[i] : (uint32_t)at[i] << 8;
	return sum;
}

static uint16_t folded(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

/* Completes a checksum that covers addresses: those of the header that was just put in
 * front, addr_len bytes at addrs. Fragments and tunnels leave it at 0.
 */
static void sum_pseudo(struct packet *p, const uint8_t *addrs, uint32_t addr_len,
                       uint8_t proto, const uint8_t *upper)
{
	uint32_t upper_len = (uint32_t)(p->bytes + PACKET_MAX - upper);
	uint32_t sum = add16(proto, addrs, addr_len);

	if (p->sum_at == SUM_NONE)
		return;
	sum = add16(sum + upper_len, upper, upper_len);
	put16(p->bytes + p->start + p->sum_at, folded(sum));
	p->sum_at = SUM_NONE;
}

void tcp(struct packet *p, uint16_t src, uint16_t dst, uint8_t flags)
{
	uint8_t *h = push(p, 20);

	put16(h, src);
	put16(h + 2, dst);
	put32(h + 4, 1000);
	put32(h + 8, flags & ACK ? 2000 : 0);
	h[12] = 5 << 4;
	h[13] = flags;
	put16(h + 14, 64240);
	p->sum_at = 16;
}

void udp(struct packet *p, uint16_t src, uint16_t dst)
{
	uint8_t *h = push(p, 8);

	put16(h, src);
	put16(h + 2, dst);
	put16(h + 4, length(p));
	p->sum_at = 6;
}

/* Without chunks; the checksum stays 0. */
void sctp(struct packet *p, uint16_t src, uint16_t dst)
{
	uint8_t *h = push(p, 12);

	put16(h, src);
	put16(h + 2, dst);
	put32(h + 4, 0x12345678);
}

void icmp(struct packet *p, uint8_t type, uint8_t code)
{
	uint8_t *h = push(p, 8);

	h[0] = type;
	h[1] = code;
	put16(h + 2, folded(add16(0, h, length(p))));
}

void icmp6(struct packet *p, uint8_t type, uint8_t code)
{
	uint8_t *h = push(p, 8);

	h[0] = type;
	h[1] = code;
	p->sum_at = 2;
}

static uint8_t *ip4_header(struct packet *p, uint8_t proto, const char *src,
                           const char *dst, uint32_t len)
{
	uint8_t *h = push(p, len);

	h[0] = (uint8_t)(0x40 | len / 4);
	put16(h + 2, length(p));
	put16(h + 4, 0x1234);
	h[8] = 64;
	h[9] = proto;
	if (inet_pton(AF_INET, src, h + 12) != 1 ||
	    inet_pton(AF_INET, dst, h + 16) != 1)
		abort();
	return h;
}

static void ip4_sum(uint8_t *h, uint32_t len)
{
	put16(h + 10, folded(add16(0, h, len)));
}

void ip4(struct packet *p, uint8_t proto, const char *src, const char *dst)
{
	ip4_options(p, proto, src, dst, 0);
}

void ip4_options(struct packet *p, uint8_t proto, const char *src, const char *dst,
                 uint32_t words)
{
	uint32_t len = 20 + 4 * words;
	uint8_t *h = ip4_header(p, proto, src, dst, len);

	memset(h + 20, 1, 4 * words); /* no-operation */
	ip4_sum(h, len);
	sum_pseudo(p, h + 12, 8, proto, h + len);
}

void ip4_fragment(struct packet *p, uint8_t proto, const char *src, const char *dst,
                  uint32_t off, bool more)
{
	uint8_t *h = ip4_header(p, proto, src, dst, 20);

	put16(h + 6, (more ? 0x2000 : 0) | off / 8);
	ip4_sum(h, 20);
	p->sum_at = SUM_NONE;
}

void ip6(struct packet *p, uint8_t next, const char *src, const char *dst)
{
	uint32_t payload = length(p);
	uint8_t *h = push(p, 40);

	h[0] = 0x60;
	put16(h + 4, payload);
	h[6] = next;
	h[7] = 64;
	if (inet_pton(AF_INET6, src, h + 8) != 1 ||
	    inet_pton(AF_INET6, dst, h + 24) != 1)
		abort();
	sum_pseudo(p, h + 8, 32, next, h + 40);
}

void ip6_fragment(struct packet *p, uint8_t next, uint32_t off, bool more)
{
	uint8_t *h = push(p, 8);

	h[0] = next;
	put16(h + 2, off | more);
	put32(h + 4, 0x5678);
	p->sum_at = SUM_NONE;
}

/* Eight bytes of padding: a hop-by-hop or destination options header. */
void ip6_extension(struct packet *p, uint8_t next)
{
	uint8_t *h = push(p, 8);

	h[0] = next;
	h[2] = 1; /* PadN */
	h[3] = 4;
	p->sum_at = SUM_NONE;
}

void ah(struct packet *p, uint8_t next)
{
	uint8_t *h = push(p, 24);

	h[0] = next;
	h[1] = 24 / 4 - 2;
	put32(h + 4, 0x100);
	put32(h + 8, 1);
	p->sum_at = SUM_NONE;
}

void arp(struct packet *p, uint16_t op, const char *sender, const char *target)
{
	static const uint8_t mac[6] = { 0, 0x1b, 0x21, 0x3c, 0x9d, 0xf8 };
	uint8_t *h = push(p, 28);

	put16(h, 1);
	put16(h + 2, 0x0800);
	h[4] = 6;
	h[5] = 4;
	put16(h + 6, op);
	memcpy(h + 8, mac, 6);
	if (inet_pton(AF_INET, sender, h + 14) != 1 ||
	    inet_pton(AF_INET, target, h + 24) != 1)
		abort();
}

void vlan(struct packet *p, uint16_t tci, uint16_t type)
{
	u16(p, type);
	u16(p, tci);
}

void mpls(struct packet *p, uint32_t label, bool bottom)
{
	u32(p, label << 12 | (bottom ? 0x100u : 0) | 64);
}

void pppoe(struct packet *p, uint16_t session, uint16_t ppp)
{
	uint32_t len;

	if (ppp)
		u16(p, ppp);
	len = length(p);
	u16(p, (uint16_t)len);
	u16(p, session);
	u16(p, ppp ? 0x1100 : 0x1109); /* code 0: session, 9: PADI */
}

void vxlan(struct packet *p, uint8_t flags, uint32_t vni)
{
	u32(p, vni << 8);
	u32(p, (uint32_t)flags << 24);
	p->sum_at = SUM_NONE;
}

void geneve(struct packet *p, uint32_t vni, uint16_t type, uint32_t option_words)
{
	zeros(p, 4 * option_words);
	u32(p, vni << 8);
	u32(p, option_words << 24 | type);
	p->sum_at = SUM_NONE;
}

void llc(struct packet *p, uint8_t dsap, uint8_t ssap, uint8_t control)
{
	uint8_t *h = push(p, 3);

	h[0] = dsap;
	h[1] = ssap;
	h[2] = control;
}

void snap(struct packet *p, uint32_t oui, uint16_t type)
{
	uint8_t *h;

	u16(p, type);
	h = push(p, 3);
	h[0] = (uint8_t)(oui >> 16);
	put16(h + 1, oui);
	llc(p, 0xaa, 0xaa, 3);
}

static void mac(uint8_t *at, const char *address)
{
	unsigned b[6];

	if (sscanf(address, "%x:%x:%x:%x:%x:%x", &b[0], &b[1], &b[2], &b[3], &b[4],
	           &b[5]) != 6)
		abort();
	for (int i = 0; i < 6; i++)
		at[i] = (uint8_t)b[i];
}

void eth_between(struct packet *p, const char *dst, const char *src, uint16_t type)
{
	uint32_t len = length(p);
	uint8_t *h = push(p, 14);

	mac(h, dst);
	mac(h + 6, src);
	put16(h + 12, type ? type : len);
}

void eth(struct packet *p, uint16_t type)
{
	eth_between(p, "02:00:5e:10:00:01", "00:1b:21:3c:9d:f8", type);
}

void sll(struct packet *p, uint16_t direction, uint16_t type)
{
	uint8_t *h = push(p, 16);

	put16(h, direction);
	put16(h + 2, 1);
	put16(h + 4, 6);
	mac(h + 6, "00:1b:21:3c:9d:f8");
	put16(h + 14, type);
}

void sll2(struct packet *p, uint8_t direction, uint32_t ifindex, uint16_t type)
{
	uint8_t *h = push(p, 20);

	put16(h, type);
	put32(h + 4, ifindex);
	put16(h + 8, 1);
	h[10] = direction;
	h[11] = 6;
	mac(h + 12, "00:1b:21:3c:9d:f8");
}

static void put(struct file *f, const void *bytes, size_t len)
{
	if (fwrite(bytes, 1, len, f->out) != len) {
		perror("make_packets");
		exit(1);
	}
}

void file_open(struct file *f, const char *folder, const char *name, uint32_t linktype)
{
	const struct {
		uint32_t magic;
		uint16_t major, minor;
		uint32_t zone, accuracy, snaplen, linktype;
	} header = { 0xa1b2c3d4, 2, 4, 0, 0, 262144, linktype };
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f->count = 0;
	f->out = fopen(path, "wb");
	if (!f->out) {
		perror(path);
		exit(1);
	}
	put(f, &header, sizeof(header));
}

void file_close(struct file *f)
{
	if (fclose(f->out)) {
		perror("make_packets");
		exit(1);
	}
}

void save_cut(struct file *f, const struct packet *p, uint32_t caplen)
{
	const uint32_t record[4] = { 1700000000, ++f->count, caplen, length(p) };

	put(f, record, sizeof(record));
	put(f, p->bytes + p->start, caplen);
}

void save(struct file *f, const struct packet *p)
{
	save_cut(f, p, length(p));
}
