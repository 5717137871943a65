/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/capture_xdp.bpf.c - packets as they arrive, before the kernel makes anything of them.
 *
 * Every packet goes on its way. The filter is a function that is linked in before loading;
 * without one, all packets match.
 */
#define LOAD_BYTES bpf_xdp_load_bytes

#include "ebpf/capture.bpf.h"

__weak __hidden int pfc_match_xdp(struct xdp_md *ctx)
{
	/* Not to be taken for a constant by whoever compiles this. */
	asm volatile("" : : "r"(ctx));
	return 1;
}

static __always_inline struct about about(struct xdp_md *ctx, __u32 len)
{
	return (struct about){ .len = len, .queue = (__u16)ctx->rx_queue_index };
}

SEC("xdp.frags")
int pfc_xdp(struct xdp_md *ctx)
{
	struct about p;

	if (!pfc_match_xdp(ctx))
		return XDP_PASS;
	p = about(ctx, (__u32)bpf_xdp_get_buff_len(ctx));
	hand_over(ctx, &p);
	return XDP_PASS;
}

/* For kernels before 5.18, too, where a packet is one piece. */
SEC("xdp.frags")
int pfc_xdp_perf(struct xdp_md *ctx)
{
	struct about p;

	if (!pfc_match_xdp(ctx))
		return XDP_PASS;
	p = about(ctx, ctx->data_end - ctx->data);
	hand_over_perf(ctx, &p);
	return XDP_PASS;
}
