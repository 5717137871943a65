/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/flow.h - what is known in front of each instruction, for one kind of packet.
 *
 * Bits that are the same in all packets of the kind are followed through registers and
 * scratch words. Where they decide a jump, the other way does not count.
 */
#ifndef PFC_TEACH_FLOW_H
#define PFC_TEACH_FLOW_H

#include <linux/filter.h>

#include "teach/hypothesis.h"

enum { FLOW_NONE = -1, FLOW_MIXED = -2 };

/* A number in a register. */
struct sym {
	uint32_t known, value; /* bits */
	int32_t load; /* the instruction it was loaded by, FLOW_NONE, FLOW_MIXED */
	uint64_t
		bytes; /* what that read: equal numbers are equal bytes; 0: not known */
	uint32_t mask; /* bits of what was loaded that are still in it */
	uint8_t right, left; /* that was shifted by so much */
	bool header;         /* the length of the IPv4 header at byte ip4 */
	uint32_t ip4;
};

struct flow_at {
	bool reached; /* a packet of the kind can come here ... */
	bool accepts; /* ... and be accepted from here on */
	bool yes, no; /* ways that a jump can go */
	struct sym a, x, m[BPF_MEMWORDS];
};

/* insns: a program that check_cbpf() accepted; at has room for count. */
void flow_run(const struct sock_filter *insns, uint32_t count,
              const struct hypothesis *h, struct flow_at *at);

#endif
