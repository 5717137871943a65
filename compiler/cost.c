/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/cost.h"

#include <stdlib.h>

/* Share of packets in which a field that may be k is k: an ethertype, an IP protocol. The
 * same number means other things elsewhere; being wrong there costs little.
 */
static double share(uint32_t k)
{
	static const struct {
		uint32_t k;
		double share;
	} shares[] = {
		{ 0x0800, 0.78 }, { 0x86dd, 0.16 }, { 0x0806, 0.03 }, { 0x8100, 0.02 },
		{ 6, 0.65 },      { 17, 0.25 },     { 1, 0.03 },      { 0x40, 0.8 },
	};

	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		if (shares[i].k == k)
			return shares[i].share;
	}
	return 0.01;
}

struct flow {
	double here; /* packets that come to the instruction */
	double left; /* share of values that earlier compares of a ladder left over */
};

/* Chance that a conditional jump is taken when `left` of all values can still be there. */
static double taken(const struct sock_filter *insn, double left)
{
	double p;

	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		p = share(insn->k) / left;
		return p < 0.95 ? p : 0.95;
	case BPF_JSET: /* fragments, unusual flags */
		return 0.1;
	default:
		return 0.5;
	}
}

double cost_steps(const struct sock_filter *insns, uint32_t count)
{
	struct flow *f = calloc(count + 1, sizeof(*f));
	double steps = 0;

	if (!f)
		return count;
	f[0].here = 1;
	for (uint32_t i = 0; i < count; i++) {
		double left = f[i].left > 0 ? f[i].left : 1, p;
		uint32_t t = i + 1 + insns[i].jt, e = i + 1 + insns[i].jf;

		steps += f[i].here;
		if (BPF_CLASS(insns[i].code) == BPF_RET)
			continue;
		if (BPF_CLASS(insns[i].code) != BPF_JMP) {
			f[i + 1].here += f[i].here;
			continue;
		}
		if (BPF_OP(insns[i].code) == BPF_JA) {
			t = i + 1 + insns[i].k;
			if (t < count)
				f[t].here += f[i].here;
			continue;
		}
		p = taken(&insns[i], left);
		if (t < count)
			f[t].here += f[i].here * p;
		if (e < count) {
			f[e].here += f[i].here * (1 - p);
			if (BPF_OP(insns[i].code) == BPF_JEQ)
				f[e].left = left * (1 - p);
		}
	}
	free(f);
	return steps;
}

double cost_of(const struct sock_filter *insns, uint32_t count, enum pfc_optimize objective)
{
	double steps = cost_steps(insns, count);

	switch (objective) {
	case PFC_OPTIMIZE_SIZE:
		return count + steps / (count + 1.0) / 2;
	case PFC_OPTIMIZE_SPEED:
		return steps + count / 1e5;
	case PFC_OPTIMIZE_BALANCED:
	case PFC_OPTIMIZE_NONE:
		break;
	}
	return steps * count;
}
