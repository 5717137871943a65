/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/trace.h - runs a classic BPF program and says what it looked at.
 *
 * Execution depends on the captured length only by "this load does not fit: reject". So
 * a program accepts the first c bytes of a packet exactly when it accepts the whole
 * packet and c is not below `reach`: one run answers for every truncation.
 */
#ifndef PFC_TESTS_PEER_TRACE_H
#define PFC_TESTS_PEER_TRACE_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#define PACKET_ROOM 1536 /* bytes of every packet that are there */

#define META_KINDS (SKF_AD_MAX / 4)

struct packet {
	uint8_t data[PACKET_ROOM];
	uint32_t len;              /* bytes of the frame that was built; then noise */
	uint32_t wire;             /* length on the wire */
	uint32_t meta[META_KINDS]; /* what the kernel knows: SKF_AD_PKTTYPE / 4, ... */
};

/* Instructions of one compiler. */
struct code {
	const struct sock_filter *insns;
	uint32_t count;
};

enum origin_kind { ORIGIN_NONE, ORIGIN_BYTES, ORIGIN_LEN, ORIGIN_META };

#define ORIGIN_OPS 6

/* Where a value came from: bytes of the packet, its length or metadata, then operations
 * with constants. NONE: a constant, or too much mixed. The right operand of one
 * operation may be bytes of the packet, too; its k is what they were.
 */
struct origin {
	uint8_t kind;
	uint8_t size; /* BYTES: 1, 2 or 4 */
	uint8_t op_count;
	uint8_t mixed_op;   /* which operation */
	uint8_t mixed_size; /* of its right operand; 0: there is none */
	uint32_t mixed_off;
	uint32_t off; /* BYTES; META: kind */
	struct {
		uint16_t op; /* BPF_ADD and so on */
		uint32_t k;
	} ops[ORIGIN_OPS];
};

struct comparison {
	uint32_t pc;
	uint16_t op; /* BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET */
	bool taken;
	uint32_t a, b;
	struct origin from_a, from_b;
};

#define TRACE_COMPARISONS 256
#define TRACE_JUMPS_BACK 500 /* libpcap's protochain has them and may not end (D15) */

#define TRACE_LOADS 64

struct loaded {
	uint32_t off;
	uint32_t size; /* 1, 2 or 4 */
};

struct trace {
	bool accept;
	bool ran_out; /* ended by a load beyond PACKET_ROOM */
	bool divided_by_zero;
	bool unset;     /* read a scratch word never written, or did not end */
	uint32_t reach; /* end of the furthest byte loaded */
	uint32_t steps;
	uint64_t path; /* hash of the branches taken */
	uint32_t comparison_count;
	struct comparison comparisons[TRACE_COMPARISONS]; /* first and last ones */
	uint32_t load_count;
	struct loaded loads[TRACE_LOADS]; /* the first ones */
};

/* Runs on all PACKET_ROOM bytes. edges, when not NULL, has two entries per instruction;
 * those of branches taken are set, and *fresh tells that one was not set before.
 */
void trace_run(const struct code *code, const struct packet *pkt, struct trace *out,
               uint8_t *edges, bool *fresh);

/* Changes the packet so that a value of this origin becomes `want`; where a right
 * operand was bytes of the packet, they become `mixed` if it cannot be done otherwise.
 *
 * returns false when that cannot be done either.
 */
bool origin_set(const struct origin *from, struct packet *pkt, uint32_t want,
                uint32_t mixed);

#endif
