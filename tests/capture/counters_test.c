/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/counters.h"

#include "tests/test.h"

static void check_report(struct capture_stats stats, enum counters_form form,
                         const char *want)
{
	struct str got = { 0 };

	counters_report(&stats, form, &got);
	CHECK(!got.failed);
	CHECK_STR(got.at, want);
	str_fini(&got);
}

TEST(reports_in_lines)
{
	check_report((struct capture_stats){ 12, 15, 3 }, COUNTERS_LINES,
	             "12 packets captured\n15 packets received by filter\n"
	             "3 packets dropped by kernel\n");
}

TEST(reports_in_one_line)
{
	check_report((struct capture_stats){ 12, 15, 3 }, COUNTERS_LINE,
	             "12 packets captured, 15 packets received by filter, "
	             "3 packets dropped by kernel\n");
}

TEST(one_packet_is_not_packets)
{
	check_report((struct capture_stats){ 1, 1, 0 }, COUNTERS_LINE,
	             "1 packet captured, 1 packet received by filter, "
	             "0 packets dropped by kernel\n");
}

TEST(counts_beyond_32_bits)
{
	struct capture_stats sum = { 0, 0, 0 };

	for (int i = 0; i < 3; i++)
		counters_add(&sum, UINT32_MAX, UINT32_MAX - 1);
	CHECK(sum.received == 3 * (uint64_t)UINT32_MAX);
	CHECK(sum.dropped == 3 * ((uint64_t)UINT32_MAX - 1));
	sum.captured = UINT64_C(10000000000);
	check_report(sum, COUNTERS_LINE,
	             "10000000000 packets captured, 12884901885 packets received by "
	             "filter, 12884901882 packets dropped by kernel\n");
}

TEST_MAIN(CASE(reports_in_lines), CASE(reports_in_one_line),
          CASE(one_packet_is_not_packets), CASE(counts_beyond_32_bits))
