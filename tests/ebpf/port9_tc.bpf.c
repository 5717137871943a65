/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "tests/ebpf/port9.bpf.h"

int pfc_match_tc(struct __sk_buff *ctx)
{
	return is_port9((void *)(long)ctx->data, (void *)(long)ctx->data_end);
}
