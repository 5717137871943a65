/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/ebpf_flow.h - what registers of an eBPF filter hold in front of each instruction, for
 * one kind of packet; flow.h does that for classic programs.
 *
 * Programs of pfc have jumps that go forward. In those of others nothing is known where a loop
 * begins or a function that is called.
 */
#ifndef PFC_TEACH_EBPF_FLOW_H
#define PFC_TEACH_EBPF_FLOW_H

#include <linux/bpf.h>

#include "pfc/pfc.h"
#include "teach/hypothesis.h"

enum held_kind {
	HELD_UNKNOWN,
	HELD_NUMBER,   /* computed, or bytes of the packet */
	HELD_LENGTH,   /* off + the length of the IPv4 header */
	HELD_META,     /* what the kernel knows of the packet */
	HELD_CONTEXT,  /* pointers: what the program was called with, */
	HELD_PACKET,   /* into the packet, */
	HELD_END,      /* behind its last byte, */
	HELD_STACK,    /* off from the end of the stack */
	HELD_CAPTURED, /* bytes that are there */
	HELD_WIRE,     /* bytes that the packet had */
	HELD_STATUS,   /* of a helper: 0 when it succeeded */
};

/* A place in the packet: off, and behind an IPv4 header that is as long as it says. */
struct offset {
	bool header;  /* the length of the header at byte ip4 is to be added */
	uint32_t ip4;
	int32_t off;
};

struct held {
	enum held_kind kind;
	struct offset at; /* PACKET, STACK, LENGTH; NUMBER: its bytes, where loaded */
	const char *meta; /* META: its name */
	/* Of a NUMBER, as if its bytes were read in the order of the packet: */
	uint32_t known, value;
	bool loaded;         /* all of it are bytes of the packet */
	uint8_t width;       /* so many */
	uint32_t mask;       /* bits that are still in it */
	uint8_t right, left; /* it was shifted by */
	bool swapped;        /* the register has its bytes in the other order */
};

enum { EBPF_REGS = 11, EBPF_SLOTS = 8, EBPF_WINDOWS = 2 };

/* Bytes of the packet that lie on the stack. */
struct window {
	int32_t at; /* of the stack; 0: there is none */
	uint32_t len;
	struct offset from;
};

struct ebpf_at {
	bool reached; /* a packet of the kind can come here ... */
	bool accepts; /* ... and be accepted from here on */
	bool yes, no; /* ways that a jump can go */
	struct held regs[EBPF_REGS];
	struct held slots[EBPF_SLOTS]; /* 8 bytes each, downwards */
	struct window windows[EBPF_WINDOWS];
};

struct ebpf_program {
	const struct bpf_insn *insns;
	uint32_t count;
	enum pfc_target target; /* it is called as for that; CBPF: not known how */
	const char *const *notes; /* "match..." is where packets are accepted; NULL: any end */
};

void ebpf_flow_run(const struct ebpf_program *p, const struct hypothesis *h,
                   struct ebpf_at *at);

/* The same for instruction i alone: what it leaves where `now` was in front of it. */
void ebpf_flow_step(const struct ebpf_program *p, const struct hypothesis *h, uint32_t i,
                    struct ebpf_at *now);

/* The bytes of a number of so many in the other order. */
uint32_t swap_bytes(uint32_t v, uint32_t width);

/* How far a jump goes from behind it; the long one has that in another place. */
static inline int64_t ebpf_jump(const struct bpf_insn *in)
{
	return in->code == (BPF_JMP32 | BPF_JA) ? in->imm : in->off;
}

/* How many places it takes. */
static inline uint32_t ebpf_size(const struct bpf_insn *in)
{
	return in->code == (BPF_LD | BPF_DW | BPF_IMM) ? 2 : 1;
}

#endif
