/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/newer.h - numbers of the kernel that are newer than the headers pfc builds with.
 *
 * Source: linux/bpf.h, linux/stat.h; behind each, the version of Linux that has it.
 */
#ifndef PFC_EBPF_NEWER_H
#define PFC_EBPF_NEWER_H

enum {
	NEWER_TRACE_UPROBE_MULTI = 48,   /* BPF_TRACE_UPROBE_MULTI, 6.6 */
	NEWER_F_UPROBE_MULTI_RETURN = 1, /* BPF_F_UPROBE_MULTI_RETURN, 6.6 */
	NEWER_TCX_INGRESS = 46,          /* BPF_TCX_INGRESS, 6.6 */
	NEWER_TCX_EGRESS = 47,           /* BPF_TCX_EGRESS, 6.6 */
	NEWER_F_BEFORE =
		1 << 3, /* BPF_F_BEFORE, 6.6: without a place, in front of all */
	NEWER_STATX_MNT_ID_UNIQUE = 0x4000, /* STATX_MNT_ID_UNIQUE, 6.8 */
};

#endif
