/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/hook.h - a capture program at one hook of one interface.
 *
 * The filter is an object file in memory with the function
 *
 *	int pfc_match_xdp(struct xdp_md *ctx)        at HOOK_XDP, or
 *	int pfc_match_tc(struct __sk_buff *ctx)      at HOOK_TC
 *
 * which says 1 for the packets that are wanted, else 0. It is linked to the capture program
 * before that is loaded.
 */
#ifndef PFC_EBPF_HOOK_H
#define PFC_EBPF_HOOK_H

#include <stddef.h>
#include <stdint.h>

#include "ebpf/attach.h"
#include "ebpf/capture.h"
#include "ebpf/records.h"

enum hook_kind { HOOK_XDP, HOOK_TC };

struct hook_config {
	enum hook_kind kind;
	enum attach_dir dir; /* HOOK_TC */
	uint32_t ifindex;
	const char *ifname;
	const void *filter; /* NULL: all packets */
	size_t filter_len;
	uint32_t snaplen;
	uint32_t sample;         /* one of so many; 0 or 1: all */
	uint8_t number;          /* that records have */
	struct records *records; /* NULL: packets are only counted */
	bool no_tcx;             /* clsact although there is tcx */
	bool no_frags;           /* HOOK_XDP: the filter was made where hook_has_frags() is not */
};

/* Does this kernel have XDP programs for packets in several pieces, and the helpers to read
 * those (Linux 5.18)? Before, filters must do without, and records are those of perf.
 */
bool hook_has_frags(void);

struct hook {
	struct bpf_object *object;
	struct attached attached;
	const struct capture_counts *counts; /* by processor, shared with the kernel */
	uint32_t cpus;
};

/* Loads the program and attaches it.
 *
 * returns 0, or -errno with msg: -EBUSY the XDP hook has another program, which stays.
 */
int hook_open(const struct hook_config *cfg, struct hook *h, char *msg);

/* Takes it off; what it has counted can still be read. */
void hook_detach(struct hook *h);

/* The sum over processors. */
void hook_counts(const struct hook *h, struct capture_counts *sum);

void hook_close(struct hook *h);

#endif
