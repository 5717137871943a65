/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/trace.h"

#include <string.h>

enum { CONSTANTS_MAX = 256 };

static void add_step(void *ctx, const struct run_state *s)
{
	struct trace *t = ctx;

	*vec_push(t->arena, &t->steps) = *s;
}

void trace_run(struct trace *t, struct arena *arena, const struct sock_filter *insns,
               uint32_t count, const struct pfc_packet *pkt)
{
	uint32_t last;

	*t = (struct trace){ .insns = insns, .count = count, .arena = arena };
	t->verdict = run_watched(insns, pkt, add_step, t);
	last = t->steps.at[t->steps.count - 1].pc;
	t->failed = BPF_CLASS(insns[last].code) != BPF_RET;
}

struct read trace_read(const struct sock_filter *insn, const struct run_state *s)
{
	uint32_t len = BPF_SIZE(insn->code) == BPF_W   ? 4
	               : BPF_SIZE(insn->code) == BPF_H ? 2
	                                               : 1;

	if (insn->code == (BPF_LDX | BPF_B | BPF_MSH))
		return (struct read){ insn->k, 1 };
	if (BPF_CLASS(insn->code) != BPF_LD)
		return (struct read){ 0, 0 };
	if (BPF_MODE(insn->code) == BPF_IND)
		return (struct read){ (uint64_t)s->x + insn->k, len };
	if (BPF_MODE(insn->code) == BPF_ABS && insn->k < (uint32_t)SKF_LL_OFF)
		return (struct read){ insn->k, len };
	return (struct read){ 0, 0 };
}

/* ---- changes ---- */

static uint32_t get(const uint8_t *at, uint32_t len)
{
	uint32_t v = 0;

	for (uint32_t i = 0; i < len; i++)
		v = v << 8 | at[i];
	return v;
}

static void put(uint8_t *at, uint32_t len, uint32_t v)
{
	for (uint32_t i = len; i-- > 0; v >>= 8)
		at[i] = (uint8_t)v;
}

struct attempt {
	const struct trace *t;
	struct pfc_packet pkt;
	uint8_t *data; /* a copy that is changed */
	struct flip *out;
};

/* Does the packet with value v there end the other way? */
static bool turns(struct attempt *a, struct read at, uint32_t v)
{
	uint32_t have = get(a->data + at.off, at.len), verdict;

	if (v == have || (at.len < 4 && v >> 8 * at.len))
		return false;
	put(a->data + at.off, at.len, v);
	verdict = run_cbpf(a->t->insns, a->t->count, &a->pkt, NULL);
	put(a->data + at.off, at.len, have);
	if (!verdict == !a->t->verdict)
		return false;
	a->out->at = at;
	a->out->from = have;
	a->out->to = v;
	return true;
}

/* The compares behind a step up to the next load say which numbers make a difference; masks
 * and shifts between say where in the field.
 */
static bool try_constants(struct attempt *a, uint32_t step, struct read at)
{
	const struct trace *t = a->t;
	uint32_t have = get(a->data + at.off, at.len), mask = UINT32_MAX, shift = 0,
		 tried = 0;

	for (uint32_t i = step + 1; i < t->steps.count && tried < CONSTANTS_MAX; i++) {
		const struct sock_filter *insn = &t->insns[t->steps.at[i].pc];
		uint32_t k = insn->k;

		if (BPF_CLASS(insn->code) == BPF_LD)
			break;
		if (insn->code == (BPF_ALU | BPF_AND | BPF_K))
			mask &= k << shift;
		if (insn->code == (BPF_ALU | BPF_RSH | BPF_K) && k < 32)
			shift += k;
		if (BPF_CLASS(insn->code) != BPF_JMP ||
		    insn->code == (BPF_JMP | BPF_JA) || shift > 31)
			continue;
		if (BPF_SRC(insn->code) == BPF_X)
			k = t->steps.at[i].x;
		tried += 4;
		if (BPF_OP(insn->code) == BPF_JSET) {
			uint32_t bits = k << shift;

			if (turns(a, at, have & ~bits) ||
			    turns(a, at, have | (bits & (0u - bits))))
				return true;
			continue;
		}
		for (uint32_t by = 0; by < 3; by++) {
			uint32_t to = (by == 2 ? k - 1 : k + by) << shift;

			if (turns(a, at, (have & ~mask) | (to & mask)))
				return true;
		}
	}
	return false;
}

static bool try_neighbours(struct attempt *a, struct read at)
{
	uint32_t have = get(a->data + at.off, at.len);

	if (turns(a, at, have + 1) || turns(a, at, have - 1) || turns(a, at, 0))
		return true;
	for (uint32_t bit = 0; bit < 8 * at.len; bit++) {
		if (turns(a, at, have ^ 1u << bit))
			return true;
	}
	return false;
}

bool trace_flip(const struct trace *t, const struct pfc_packet *pkt, struct flip *out)
{
	struct attempt a = { .t = t, .pkt = *pkt, .out = out };

	a.data = arena_alloc(t->arena, pkt->caplen ? pkt->caplen : 1);
	if (pkt->caplen)
		memcpy(a.data, pkt->data, pkt->caplen);
	a.pkt.data = a.data;
	for (uint32_t i = t->steps.count; i-- > 0;) {
		const struct run_state *s = &t->steps.at[i];
		struct read at = trace_read(&t->insns[s->pc], s);

		if (!at.len || at.off + at.len > pkt->caplen)
			continue;
		out->step = i;
		if (try_constants(&a, i, at) || try_neighbours(&a, at))
			return true;
	}
	return false;
}
