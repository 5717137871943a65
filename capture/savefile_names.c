/* SPDX-License-Identifier: BSD-2-Clause */
/* The name resolution block of pcapng:
 *
 *	type, length, records..., 0:16 0:16, length
 *	record:  1 or 2:16 (IPv4, IPv6), length:16, address, name, 0, zeros to 4 bytes
 */
#include <string.h>

#include "capture/order.h"
#include "capture/savefile_pcapng.h"

enum { RECORD_IP4 = 1, RECORD_IP6 = 2, ENDS = 4 + 4 + 4 + 4 /* block around them */ };

static size_t padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static size_t value_len(const struct pcapng_name *name)
{
	return (size_t)name->addr_len + name->name_len + 1;
}

static uint8_t *put_record(uint8_t *at, const struct pcapng_name *name, bool swapped)
{
	size_t len = value_len(name);

	memset(at, 0, 4 + padded(len));
	put_16(at, name->addr_len == 4 ? RECORD_IP4 : RECORD_IP6, swapped);
	put_16(at + 2, (uint16_t)len, swapped);
	memcpy(at + 4, name->addr, name->addr_len);
	memcpy(at + 4 + name->addr_len, name->name, name->name_len);
	return at + 4 + padded(len);
}

size_t pcapng_nrb(uint8_t *at, size_t room, const struct pcapng_name *names,
                  uint32_t count, bool swapped)
{
	size_t len = ENDS;
	uint8_t *p = at;

	for (uint32_t i = 0; i < count; i++)
		len += 4 + padded(value_len(&names[i]));
	if (len > room)
		return 0;
	if (!at)
		return len;
	put_32(p, PCAPNG_NRB, swapped);
	put_32(p + 4, (uint32_t)len, swapped);
	p += 8;
	for (uint32_t i = 0; i < count; i++)
		p = put_record(p, &names[i], swapped);
	put_32(p, 0, swapped);
	put_32(p + 4, (uint32_t)len, swapped);
	return len;
}
