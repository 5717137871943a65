/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_slots.h"

double slots_start(const struct slots *s, uint32_t slot)
{
	uint32_t top = slot >> s->bits;
	double units = slot;

	if (top > 1) {
		units = (slot & ((1u << s->bits) - 1)) + (1u << s->bits);
		units *= (double)(UINT64_C(1) << (top - 1));
	}
	return units * (double)(UINT64_C(1) << s->shift);
}

uint64_t slots_sum(const struct slots *s)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < s->count; i++)
		sum += s->at[i];
	return sum;
}

double slots_quantile(const struct slots *s, double share)
{
	double rank = share * (double)slots_sum(s), before = 0;
	double low = 0, high = 0;

	for (uint32_t i = 0; i < s->count; i++) {
		double n = s->at[i];

		if (!s->at[i])
			continue;
		low = slots_start(s, i);
		high = slots_start(s, i + 1);
		low = low < (double)s->min ? (double)s->min : low;
		high = high > (double)s->max ? (double)s->max : high;
		if (high < low)
			high = low;
		if (before + n >= rank)
			return low + (high - low) * (rank - before) / n;
		before += n;
	}
	return high;
}
