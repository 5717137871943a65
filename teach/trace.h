/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/trace.h - one run of a program, step by step, and the smallest change to the packet
 * that would have ended it the other way.
 */
#ifndef PFC_TEACH_TRACE_H
#define PFC_TEACH_TRACE_H

#include "base/vec.h"
#include "compiler/run.h"

/* Bytes of the packet that an instruction reads; len 0: none. */
struct read {
	uint64_t off;
	uint32_t len;
};

struct trace {
	const struct sock_filter *insns;
	uint32_t count;
	VEC(struct run_state) steps; /* in front of each executed instruction */
	uint32_t verdict;            /* bytes; 0: rejected */
	bool failed;                 /* at a load or a division in the last step */
	struct arena *arena;
};

/* Runs a program that check_cbpf() accepted. */
void trace_run(struct trace *t, struct arena *arena, const struct sock_filter *insns,
               uint32_t count, const struct pfc_packet *pkt);

/* What the instruction of a step reads. */
struct read trace_read(const struct sock_filter *insn, const struct run_state *s);

/* A field as programs read it: big-endian, len bytes of 0 to 4. */
static inline uint32_t field_get(const uint8_t *at, uint32_t len)
{
	uint32_t v = 0;

	for (uint32_t i = 0; i < len; i++)
		v = v << 8 | at[i];
	return v;
}

static inline void field_put(uint8_t *at, uint32_t len, uint32_t v)
{
	for (uint32_t i = len; i-- > 0; v >>= 8)
		at[i] = (uint8_t)v;
}

/* Numbers that make a difference where a step read `have`: what it is compared with up to
 * the next load, and what is next to that, put where masks and shifts say it is in the field.
 *
 * returns how many, `max` at most, each once.
 */
uint32_t trace_values(const struct trace *t, uint32_t step, uint32_t have, uint32_t *values,
                      uint32_t max);

/* A change to one field that a run read. */
struct flip {
	uint32_t step; /* that read it */
	struct read at;
	uint32_t from, to; /* what was there, and what would have to be */
};

/* The change that was found; false: no change of one of these fields turns the verdict. */
bool trace_flip(const struct trace *t, const struct pfc_packet *pkt, struct flip *out);

#endif
