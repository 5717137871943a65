/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/capture.h - what the capture programs and their reader share.
 *
 * A packet is one record in the ring of the processor that it came by. Records in a ring
 * are in the order of their times: the time is taken when the room is.
 */
#ifndef PFC_EBPF_CAPTURE_H
#define PFC_EBPF_CAPTURE_H

#include <linux/types.h>

enum {
	CAPTURE_SNAPLEN_MAX = 262144,
	CAPTURE_HEAD = 24, /* bytes of a record before those of the packet */
};

enum capture_flags {
	CAPTURE_OUT = 1 << 0, /* sent by this host */
	CAPTURE_GSO = 1 << 1, /* to be cut into segments, or joined from some */
	CAPTURE_TAG =
		1 << 2, /* tag is one that the kernel had taken out of the frame */
};

struct capture_record {
	__u64 ns;     /* of CLOCK_TAI, or of CLOCK_MONOTONIC */
	__u32 len;    /* bytes on the wire */
	__u32 caplen; /* bytes behind this */
	__u32 lost;   /* of this hook on this processor so far, modulo 2^32 */
	__u16 queue;  /* of the interface */
	__u8 hook;    /* number that user space gave to interface and direction */
	__u8 flags;   /* enum capture_flags */
};

/* Of one hook on one processor. Each has a cache line, in memory that the reader shares: it
 * may have given up the right to ask the kernel.
 */
struct capture_counts {
	__u64 matched;
	__u64 bytes; /* of those, on the wire */
	__u64 kept;  /* of those, by sampling */
	__u64 lost;  /* of those, as the ring was full */
	__u64 pad[4];
};

/* Set before the program is loaded. */
struct capture_settings {
	__u32 snaplen; /* bytes, 1 and up */
	__u32 sample;  /* one of that many is kept; 1: all */
	__u32 wake_mask; /* readers are woken where the ring passes a multiple of it + 1 */
	__u8 hook;
	__u8 tai; /* there is bpf_ktime_get_tai_ns() (Linux 6.1) */
	__u8 only_count;
	__u8 pad;
};

#endif
