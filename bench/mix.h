/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/mix.h - a made-up traffic mix to count executed instructions on.
 *
 * 78 % IPv4, 16 % IPv6, the rest ARP, VLAN, MPLS, LLC; of the IP packets about two thirds
 * TCP and a quarter UDP, one in thirty a later fragment. The same packets on every run.
 */
#ifndef PFC_BENCH_MIX_H
#define PFC_BENCH_MIX_H

#include <stddef.h>
#include <stdint.h>

enum { MIX_BYTES = 96 };

struct mix_packet {
	uint8_t bytes[MIX_BYTES];
};

void mix_make(struct mix_packet *packets, size_t count);

#endif
