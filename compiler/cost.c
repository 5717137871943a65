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

/* In the kernel's compiled code a load by X is a call, the others are a few instructions:
 * about 2 ns against 0.4, by bench/kernel on x86-64 with Linux 6.18.
 */
static double time_of(const struct sock_filter *insn)
{
	enum { CALL = 5 };

	return BPF_CLASS(insn->code) == BPF_LD && BPF_MODE(insn->code) == BPF_IND ? CALL : 1;
}

struct cost cost_of(const struct sock_filter *insns, uint32_t count,
                    const struct traffic *traffic)
{
	struct cost c = { count, longest(insns, count), 0, 0 };
	double *visits = calloc(count, sizeof(*visits));

	for (uint32_t i = 0; visits && i < traffic->count; i++)
		run_visits(insns, &traffic->packet[i], traffic->share[i], visits);
	for (uint32_t i = 0; visits && i < count; i++) {
		c.steps += visits[i];
		c.time += visits[i] * time_of(&insns[i]);
	}
	free(visits);
	return c;
}

static double weigh(const struct cost *c, enum pfc_optimize objective)
{
	switch (objective) {
	case PFC_OPTIMIZE_SIZE:
		return c->count + c->steps / (c->steps + 1) / 2;
	case PFC_OPTIMIZE_SPEED:
		return c->time + c->count / 1e5;
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
