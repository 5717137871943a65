/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/trace_slots_test.c - times in slots, and what lies between them. */
#include "cli/trace_slots.h"

#include "ebpf/tcp_layout.h"
#include "tests/test.h"

enum { UNITS = 1 << TCP_ANSWER_BITS };

static struct slots of(const uint32_t *at)
{
	return (struct slots){
		.at = at,
		.count = TCP_ANSWER_SLOTS,
		.shift = TCP_ANSWER_SHIFT,
		.bits = TCP_ANSWER_BITS,
		.max = UINT64_MAX,
	};
}

TEST(slots_follow_each_other_and_get_wider)
{
	uint32_t none[TCP_ANSWER_SLOTS] = { 0 };
	struct slots s = of(none);
	double width = 0;

	CHECK_EQ(slots_start(&s, 0), 0);
	CHECK_EQ(slots_start(&s, 1), 1 << TCP_ANSWER_SHIFT);
	for (uint32_t i = 0; i < TCP_ANSWER_SLOTS; i++) {
		double next = slots_start(&s, i + 1) - slots_start(&s, i);

		CHECK_MSG(next == width || (i % UNITS == 0 && (next == 2 * width || !width)),
		          "slot %u", i);
		width = next;
	}
	/* More than two minutes. */
	CHECK(slots_start(&s, TCP_ANSWER_SLOTS) > 120e9);
}

TEST(without_times_there_is_no_quantile)
{
	uint32_t none[TCP_ANSWER_SLOTS] = { 0 };
	struct slots s = of(none);

	CHECK_EQ(slots_sum(&s), 0);
	CHECK_EQ(slots_quantile(&s, 0.5), 0);
}

TEST(a_quantile_lies_in_its_slot)
{
	uint32_t at[TCP_ANSWER_SLOTS] = { [20] = 98, [90] = 1, [150] = 1 };
	struct slots s = of(at);

	CHECK_EQ(slots_sum(&s), 100);
	CHECK(slots_quantile(&s, 0.5) > slots_start(&s, 20));
	CHECK(slots_quantile(&s, 0.5) < slots_start(&s, 21));
	CHECK_EQ(slots_quantile(&s, 0.99), slots_start(&s, 91));
	CHECK_EQ(slots_quantile(&s, 1), slots_start(&s, 151));
}

TEST(no_quantile_is_beyond_what_was_seen)
{
	uint32_t at[TCP_ANSWER_SLOTS] = { [100] = 3 };
	struct slots s = of(at);

	s.min = (uint64_t)slots_start(&s, 100) + 10;
	s.max = s.min + 1;
	CHECK(slots_quantile(&s, 0) >= (double)s.min);
	CHECK(slots_quantile(&s, 0.5) <= (double)s.max);
	CHECK_EQ(slots_quantile(&s, 1), s.max);
}

TEST_MAIN(CASE(slots_follow_each_other_and_get_wider), CASE(without_times_there_is_no_quantile),
          CASE(a_quantile_lies_in_its_slot), CASE(no_quantile_is_beyond_what_was_seen))
