/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/trace.h"

#include <string.h>

enum { CONSTANTS_MAX = 192 };

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

static uint32_t add_value(uint32_t *values, uint32_t n, uint32_t max, uint32_t value)
{
	for (uint32_t i = 0; i < n; i++) {
		if (values[i] == value)
			return n;
	}
	if (n < max)
		values[n++] = value;
	return n;
}

/* Those that a compare with k tells apart, of a field that was masked and shifted before. */
static uint32_t add_compared(uint32_t *values, uint32_t n, uint32_t max, uint32_t have,
                             uint32_t k, uint32_t mask, uint32_t shift)
{
	for (uint32_t by = 0; by < 3; by++) {
		uint32_t to = (by == 2 ? k - 1 : k + by) << shift;

		n = add_value(values, n, max, (have & ~mask) | (to & mask));
	}
	return n;
}

uint32_t trace_values(const struct trace *t, uint32_t step, uint32_t have, uint32_t *values,
                      uint32_t max)
{
	uint32_t mask = UINT32_MAX, shift = 0, n = 0;

	for (uint32_t i = step + 1; i < t->steps.count && n < max; i++) {
		const struct sock_filter *insn = &t->insns[t->steps.at[i].pc];
		uint32_t k = insn->k, bits;

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
		bits = k << shift;
		if (BPF_OP(insn->code) != BPF_JSET) {
			n = add_compared(values, n, max, have, k, mask, shift);
			continue;
		}
		n = add_value(values, n, max, have & ~bits);
		n = add_value(values, n, max, have | (bits & (0u - bits)));
		n = add_value(values, n, max, have | bits);
	}
	return n;
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
	uint32_t have = field_get(a->data + at.off, at.len), verdict;

	if (v == have || (at.len < 4 && v >> 8 * at.len))
		return false;
	field_put(a->data + at.off, at.len, v);
	verdict = run_cbpf(a->t->insns, a->t->count, &a->pkt, NULL);
	field_put(a->data + at.off, at.len, have);
	if (!verdict == !a->t->verdict)
		return false;
	a->out->at = at;
	a->out->from = have;
	a->out->to = v;
	return true;
}

static bool try_constants(struct attempt *a, uint32_t step, struct read at)
{
	uint32_t values[CONSTANTS_MAX];
	uint32_t count = trace_values(a->t, step, field_get(a->data + at.off, at.len),
	                              values, CONSTANTS_MAX);

	for (uint32_t i = 0; i < count; i++) {
		if (turns(a, at, values[i]))
			return true;
	}
	return false;
}

static bool try_neighbours(struct attempt *a, struct read at)
{
	uint32_t have = field_get(a->data + at.off, at.len);

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
