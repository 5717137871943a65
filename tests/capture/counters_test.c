/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/counters.h"

#include <stdlib.h>
#include <time.h>

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
	check_report((struct capture_stats){ .captured = 12, .received = 15, .dropped = 3 }, COUNTERS_LINES,
	             "12 packets captured\n15 packets received by filter\n"
	             "3 packets dropped by kernel\n");
}

TEST(reports_in_one_line)
{
	check_report((struct capture_stats){ .captured = 12, .received = 15, .dropped = 3 }, COUNTERS_LINE,
	             "12 packets captured, 15 packets received by filter, "
	             "3 packets dropped by kernel\n");
}

TEST(one_packet_is_not_packets)
{
	check_report((struct capture_stats){ .captured = 1, .received = 1, .dropped = 0 }, COUNTERS_LINE,
	             "1 packet captured, 1 packet received by filter, "
	             "0 packets dropped by kernel\n");
}

TEST(counts_beyond_32_bits)
{
	struct capture_stats sum = { .captured = 0 };

	for (int i = 0; i < 3; i++)
		counters_add(&sum, UINT32_MAX, UINT32_MAX - 1);
	CHECK(sum.received == 3 * (uint64_t)UINT32_MAX);
	CHECK(sum.dropped == 3 * ((uint64_t)UINT32_MAX - 1));
	sum.captured = UINT64_C(10000000000);
	check_report(sum, COUNTERS_LINE,
	             "10000000000 packets captured, 12884901885 packets received by "
	             "filter, 12884901882 packets dropped by kernel\n");
}

TEST(tells_of_tags_when_some_had_none)
{
	check_report((struct capture_stats){ .captured = 3, .received = 3, .tagged = 2 },
	             COUNTERS_LINES,
	             "3 packets captured\n3 packets received by filter\n"
	             "0 packets dropped by kernel\n"
	             "2 captured with a VLAN tag that the filter was not shown; in a file "
	             "it sees the tag: see --as-saved\n");
	check_report((struct capture_stats){ .captured = 2, .received = 2, .tagged = 2 },
	             COUNTERS_LINES,
	             "2 packets captured\n2 packets received by filter\n"
	             "0 packets dropped by kernel\n");
}

TEST(tells_of_times_by_another_clock)
{
	check_report((struct capture_stats){ .captured = 3, .received = 3, .host_times = 2 },
	             COUNTERS_LINES,
	             "3 packets captured\n3 packets received by filter\n"
	             "0 packets dropped by kernel\n"
	             "2 with the time of this machine: the adapter gave none\n");
}

TEST(tells_where_packets_were_lost)
{
	struct capture_stats s = {
		.captured = 100, .received = 130, .dropped = 30, .ring_kib = 256,
		.fill_max_kib = 256, .captured_kib = 1000,
	};

	counters_burst(&s, 10, UINT64_C(1767268800000000000));
	counters_burst(&s, 19, UINT64_C(1767268801204518999));
	counters_burst(&s, 1, 0);
	/* 19 packets of 10 KiB are 190 KiB more: 446, and 512 is the next power of two. */
	check_report(s, COUNTERS_LINES,
	             "100 packets captured\n130 packets received by filter\n"
	             "30 packets dropped by kernel\n"
	             "lost in 3 bursts, the largest 19 packets, before 2026-01-01 "
	             "12:00:01.204518\n"
	             "at most 256 of 256 KiB of the ring were waiting; -B 512 would have "
	             "held that burst, or less of each packet with -s\n");
	check_report(s, COUNTERS_LINE,
	             "100 packets captured, 130 packets received by filter, 30 packets "
	             "dropped by kernel\n");
}

TEST(tells_what_no_capture_sees)
{
	check_report((struct capture_stats){ .missed_iface = 7, .missed_kernel = 2,
	                                     .unsaved = 3 },
	             COUNTERS_LINES,
	             "0 packets captured\n0 packets received by filter\n"
	             "0 packets dropped by kernel\n"
	             "3 matched and could not be saved\n"
	             "7 missed by the interface: no capture sees them; a larger receive "
	             "ring helps (ethtool -G)\n"
	             "2 dropped by the kernel on their way in, on all interfaces: no "
	             "capture sees them; a larger net.core.netdev_max_backlog helps\n");
}

TEST(names_no_ring_when_nothing_is_known)
{
	struct capture_stats s = { .ring_kib = 256 };

	CHECK_EQ(counters_ring_wanted(&s), 0);
	counters_burst(&s, 5, 0);
	CHECK_EQ(counters_ring_wanted(&s), 0);
}

static const char *set_utc(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
	return NULL;
}

TEST_MAIN_UNLESS(set_utc(), CASE(tells_where_packets_were_lost),
          CASE(tells_what_no_capture_sees), CASE(names_no_ring_when_nothing_is_known),
          CASE(tells_of_tags_when_some_had_none),
          CASE(tells_of_times_by_another_clock), CASE(reports_in_lines),
          CASE(reports_in_one_line),
          CASE(one_packet_is_not_packets), CASE(counts_beyond_32_bits))
