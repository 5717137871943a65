/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/mix.h"

#include <string.h>

#include "base/bytes.h"

struct dice {
	uint32_t state;
};

static uint32_t roll(struct dice *d, uint32_t below)
{
	d->state = d->state * 1664525u + 1013904223u;
	return (d->state >> 8) % below;
}

static uint16_t port(struct dice *d)
{
	static const uint16_t common[] = { 443, 443, 443, 80, 53, 22, 123, 8080, 25, 993 };

	if (roll(d, 2))
		return common[roll(d, sizeof(common) / sizeof(common[0]))];
	return (uint16_t)(32768 + roll(d, 28000));
}

static uint8_t transport(struct dice *d, uint8_t icmp)
{
	uint32_t n = roll(d, 100);

	return n < 65 ? 6 : n < 90 ? 17 : n < 96 ? icmp : (uint8_t)(40 + roll(d, 100));
}

static void put_ports(struct dice *d, uint8_t *at)
{
	put_be16(at, port(d));
	put_be16(at + 2, port(d));
	put_be32(at + 4, 1 + roll(d, 1u << 24));
	at[12] = 0x50;
	at[13] = roll(d, 12) ? roll(d, 3) ? 0x10 : 0x18 : 0x02;
	put_be16(at + 14, (uint16_t)(64 + roll(d, 65000)));
}

static void put_ip4(struct dice *d, uint8_t *at)
{
	at[0] = roll(d, 40) ? 0x45 : 0x46;
	put_be16(at + 2, (uint16_t)(40 + roll(d, 1400)));
	put_be16(at + 4, (uint16_t)(1 + roll(d, 65535)));
	put_be16(at + 6, roll(d, 30) ? 0x4000 : 0x00b9);
	at[8] = 64;
	at[9] = transport(d, 1);
	put_be32(at + 12, (roll(d, 2) ? 0x0a000000 : 0xc0a80000) + roll(d, 65536));
	put_be32(at + 16, roll(d, 3) ? roll(d, 0x1000000) * 256 + 7
	                             : 0x0a000000 + roll(d, 65536));
	put_ports(d, at + 4 * (at[0] & 15));
}

static void put_ip6(struct dice *d, uint8_t *at)
{
	at[0] = 0x60;
	at[6] = transport(d, 58);
	put_be32(at + 8, 0x20010db8);
	put_be32(at + 20, roll(d, 4096));
	put_be32(at + 24, roll(d, 2) ? 0x20010db8 : 0x2a000000 + roll(d, 65536));
	put_be32(at + 36, roll(d, 4096));
	put_ports(d, at + 40);
}

static void put_payload(struct dice *d, uint8_t *type, uint8_t *at)
{
	if (roll(d, 5)) {
		put_be16(type, 0x0800);
		put_ip4(d, at);
	} else {
		put_be16(type, 0x86dd);
		put_ip6(d, at);
	}
}

static void put_other(struct dice *d, uint8_t *p)
{
	switch (roll(d, 6)) {
	case 0:
	case 1:
		put_be16(p + 12, 0x0806);
		put_be32(p + 28, 0x0a000000 + roll(d, 65536));
		put_be32(p + 38, 0x0a000000 + roll(d, 65536));
		break;
	case 2:
	case 3:
		put_be16(p + 12, 0x8100);
		put_be16(p + 14, (uint16_t)(1 + roll(d, 200)));
		put_payload(d, p + 16, p + 18);
		break;
	case 4:
		put_be16(p + 12, 0x8847);
		put_be32(p + 14, (16 + roll(d, 100)) << 12 | 0x140);
		put_ip4(d, p + 18);
		break;
	default:
		put_be16(p + 12, 38);
		p[14] = p[15] = 0x42;
		p[16] = 3;
		break;
	}
}

void mix_make(struct mix_packet *packets, size_t count)
{
	struct dice d = { 7 };

	memset(packets, 0, count * sizeof(*packets));
	for (size_t i = 0; i < count; i++) {
		uint8_t *p = packets[i].bytes;
		uint32_t n = roll(&d, 100);

		for (int k = 0; k < 12; k++)
			p[k] = (uint8_t)(roll(&d, 256) & (k % 6 ? 255 : 254));
		if (n < 78) {
			put_be16(p + 12, 0x0800);
			put_ip4(&d, p + 14);
		} else if (n < 94) {
			put_be16(p + 12, 0x86dd);
			put_ip6(&d, p + 14);
		} else {
			put_other(&d, p);
		}
	}
}
