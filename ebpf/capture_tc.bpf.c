/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/capture_tc.bpf.c - packets between an interface and the network stack.
 *
 * Every packet goes on its way, past other programs there. The filter is a function that is
 * linked in before loading; without one, all packets match.
 */
#include <linux/pkt_cls.h>

#define LOAD_BYTES bpf_skb_load_bytes

#include "ebpf/capture.bpf.h"

#include <bpf/bpf_endian.h>

__weak __hidden int pfc_match_tc(struct __sk_buff *ctx)
{
	/* Not to be taken for a constant by whoever compiles this. */
	asm volatile("" : : "r"(ctx));
	return 1;
}

static __always_inline struct about about(struct __sk_buff *skb, __u8 flags)
{
	struct about p = {
		.len = skb->len,
		.queue = (__u16)skb->queue_mapping,
		.flags = flags,
	};

	if (skb->gso_segs > 1)
		p.flags |= CAPTURE_GSO;
	if (skb->vlan_present) {
		p.flags |= CAPTURE_TAG;
		p.tpid_be = (__u16)skb->vlan_proto;
		p.tci_be = bpf_htons((__u16)skb->vlan_tci);
		p.len += TAG;
	}
	return p;
}

#define PROGRAM(name, flags, give)                                                     \
	SEC("tc")                                                                      \
	int name(struct __sk_buff *skb)                                                \
	{                                                                              \
		struct about p;                                                        \
                                                                                       \
		if (pfc_match_tc(skb)) {                                               \
			p = about(skb, flags);                                         \
			give(skb, &p);                                                 \
		}                                                                      \
		return TC_ACT_UNSPEC;                                                  \
	}

PROGRAM(pfc_tc_in, 0, hand_over)
PROGRAM(pfc_tc_out, CAPTURE_OUT, hand_over)
PROGRAM(pfc_tc_in_perf, 0, hand_over_perf)
PROGRAM(pfc_tc_out_perf, CAPTURE_OUT, hand_over_perf)
