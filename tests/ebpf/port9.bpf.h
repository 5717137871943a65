/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* tests/ebpf/port9.bpf.h - a filter by hand: UDP over IPv4 without options to port 9. */
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/udp.h>

#include <bpf/bpf_endian.h>

#include "ebpf/kern.h"

char license_text[] SEC("license") = "Dual BSD/GPL";

static __always_inline int is_port9(void *data, void *end)
{
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct udphdr *udp = (void *)(ip + 1);

	return (void *)(udp + 1) <= end && eth->h_proto == bpf_htons(ETH_P_IP) &&
	       ip->protocol == 17 && udp->dest == bpf_htons(9);
}
