/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/cost.h"

#include <stdlib.h>

#include "compiler/run.h"

/* Jumps go forward: one pass from the end knows all that follows. */
static uint32_t longest(const struct sock_filter *insns, uint32_t count)
{
	uint32_t *far = calloc(count + 1, sizeof(*far)), most;

	if (!far)
		return count;
	for (uint32_t i = count; i-- > 0;) {
		const struct sock_filter *insn = &insns[i];
		uint32_t t = i + 1, f = i + 1;

		if (BPF_CLASS(insn->code) == BPF_RET)
			t = f = count;
		else if (insn->code == (BPF_JMP | BPF_JA))
			t = f = i + 1 + insn->k;
		else if (BPF_CLASS(insn->code) == BPF_JMP) {
			t = i + 1 + insn->jt;
			f = i + 1 + insn->jf;
		}
		far[i] = 1 + (far[t] > far[f] ? far[t] : far[f]);
	}
	most = far[0];
	free(far);
	return most;
}

struct cost cost_of(const struct sock_filter *insns, uint32_t count,
                    const struct traffic *traffic)
{
	struct cost c = { count, longest(insns, count), 0 };

	for (uint32_t i = 0; i < traffic->count; i++) {
		uint64_t steps = 0;

		run_cbpf(insns, count, &traffic->packet[i], &steps);
		c.steps += traffic->share[i] * (double)steps;
	}
	return c;
}

static double weigh(const struct cost *c, enum pfc_optimize objective)
{
	switch (objective) {
	case PFC_OPTIMIZE_SIZE:
		return c->count + c->steps / (c->steps + 1) / 2;
	case PFC_OPTIMIZE_SPEED:
		return c->steps + c->count / 1e5;
	case PFC_OPTIMIZE_BALANCED:
	case PFC_OPTIMIZE_NONE:
		break;
	}
	return c->steps * c->count * c->count;
}

bool cost_less(const struct cost *a, const struct cost *b, enum pfc_optimize objective)
{
	return weigh(a, objective) < weigh(b, objective);
}

bool cost_within(const struct cost *a, const struct cost *b)
{
	return a->count <= b->count && a->longest <= b->longest &&
	       a->steps <= b->steps * (1 + 1e-9);
}
