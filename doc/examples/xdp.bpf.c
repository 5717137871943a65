/* SPDX-License-Identifier: BSD-2-Clause */
/* doc/examples/xdp.bpf.c - a filter of pfc in an XDP program of one's own.
 *
 * This one counts what matches and drops it, except for one packet in ten.
 *
 *	pfc compile --target=xdp --as=function --to=elf 'udp port 53' >filter.o
 *	clang -O2 -g -target bpf -c xdp.bpf.c -o own.o
 *	bpftool gen object xdp.o own.o filter.o
 *	ip link set dev eth0 xdp obj xdp.o sec xdp
 *
 * Another filter takes another filter.o and no compiler. At tc the function is
 * pfc_match_tc(struct __sk_buff *).
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

/* 1: the packet matches; 0: it does not. In filter.o. */
extern int pfc_match_xdp(struct xdp_md *ctx) __hidden;

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} matched SEC(".maps");

SEC("xdp")
int thin_out(struct xdp_md *ctx)
{
	__u32 key = 0;
	__u64 *count;

	if (!pfc_match_xdp(ctx))
		return XDP_PASS;
	count = bpf_map_lookup_elem(&matched, &key);
	if (!count)
		return XDP_PASS;
	return (*count)++ % 10 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
