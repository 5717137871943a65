/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/tap_test.c - packets by programs at the hooks of a virtual cable. */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bytes.h"
#include "tests/capture/tap_tool.h"
#include "tests/net/net.h"
#include "tests/test.h"

static uint64_t realtime_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

TEST(packets_come_whole_with_time_and_direction)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		struct frame want = frame_udp(1000, 9, 7, FRAME_LEN);
		uint64_t before = realtime_ns(), after;

		test_note("%s", w->name);
		add_tap(src, "v0", &cfg);
		CHECK_STR(taps_way(src, 0), w->at);
		send_frames("v1", 10, 9, FRAME_LEN);
		send_frames("v0", 3, 9, FRAME_LEN); /* not the direction */
		collect(src, 10);
		after = realtime_ns();
		drain(src);
		check_numbers(10);
		for (uint32_t i = 0; i < 10; i++) {
			CHECK_EQ(seen[i].caplen, FRAME_LEN);
			CHECK_EQ(seen[i].len, FRAME_LEN);
			CHECK_EQ(seen[i].flags,
			         PACKET_HAS_TIME | PACKET_IN |
			                 (w->hook == TAP_XDP ? PACKET_AT_XDP
			                                     : PACKET_AT_TC));
			CHECK(seen[i].ns >= before && seen[i].ns <= after);
			CHECK(i == 0 || seen[i].ns >= seen[i - 1].ns);
		}
		CHECK_MEM(seen[7].at, want.at, FRAME_LEN);
		CHECK_EQ(stats_of(src).received, 10);
		CHECK_EQ(stats_of(src).captured, 10);
		CHECK_EQ(stats_of(src).dropped, 0);
		source_close(src);
	}
}

TEST(tc_sees_what_goes_out)
{
	for (int dir = RING_INOUT; dir <= RING_OUT; dir += RING_OUT - RING_INOUT) {
		struct taps_config all = { 0 };
		struct tap_config cfg = { .hook = TAP_TC,
			                  .direction = (enum ring_direction)dir };
		uint32_t want = dir == RING_OUT ? 3 : 8, out = 0;
		struct source *src = open_taps(&all);

		add_tap(src, "v0", &cfg);
		send_frames("v0", 3, 9, FRAME_LEN);
		send_frames("v1", 5, 9, FRAME_LEN);
		collect(src, want);
		drain(src);
		CHECK_EQ(seen_count, want);
		for (uint32_t i = 0; i < seen_count; i++)
			out += (seen[i].flags & PACKET_OUT) != 0;
		CHECK_EQ(out, 3);
		source_close(src);
	}
}

/* The kernel takes the tag out on the way from the hook of XDP to that of tc. */
TEST(tags_are_where_they_were)
{
	const struct frame plain = frame_udp(1000, 9, 0, FRAME_LEN);
	const struct frame tagged = frame_tagged(&plain, 0x8100, 0x6005);
	const struct frame twice = frame_tagged(&tagged, 0x88a8, 7);
	const struct frame *const sent[] = { &plain, &tagged, &twice };

	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		int fd = sender_open("v1");

		test_note("%s", w->name);
		add_tap(src, "v0", &cfg);
		for (int i = 0; i < 3; i++)
			sender_send(fd, sent[i]);
		close(fd);
		collect(src, 3);
		drain(src);
		CHECK_EQ(seen_count, 3);
		for (int i = 0; i < 3; i++) {
			CHECK_EQ(seen[i].len, sent[i]->len);
			CHECK_EQ(seen[i].caplen, sent[i]->len);
			CHECK_MEM(seen[i].at, sent[i]->at, sent[i]->len);
		}
		source_close(src);
	}
}

/* Also where the cut is in or before the tag. */
TEST(snaplen_cuts_and_the_length_stays)
{
	static const uint32_t cuts[] = { 1, 11, 12, 15, 16, 17, 103, 104 };
	const struct frame plain = frame_udp(1000, 9, 0, FRAME_LEN);
	const struct frame tagged = frame_tagged(&plain, 0x8100, 5);

	FOR_EACH_WAY(w)
	{
		for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
			struct taps_config all = { .perf = w->perf };
			struct tap_config cfg = { .hook = w->hook,
				                  .direction = RING_IN,
				                  .no_tcx = w->no_tcx,
				                  .no_frags = w->no_frags,
				                  .snaplen = cuts[i] };
			struct source *src = open_taps(&all);
			int fd = sender_open("v1");
			uint32_t want = cuts[i] < 104 ? cuts[i] : 104;

			test_note("%s, %u bytes", w->name, cuts[i]);
			add_tap(src, "v0", &cfg);
			sender_send(fd, &tagged);
			close(fd);
			collect(src, 1);
			CHECK_EQ(seen_count, 1);
			CHECK_EQ(seen[0].len, 104);
			/* There are no parts of a tag that is put back. */
			if (w->hook == TAP_TC && want > 12 && want < 16)
				want = 12;
			CHECK_EQ(seen[0].caplen, want);
			CHECK_MEM(seen[0].at, tagged.at, want);
			source_close(src);
		}
	}
}

/* Frames of every size class, and at its ends. */
TEST(every_length_comes_whole)
{
	static const size_t lens[] = { 64,  104, 105, 232, 233,  360,  361,  488,
		                       489, 744, 745, 999, 1000, 1001, 1514, 1500 };
	enum { COUNT = sizeof(lens) / sizeof(lens[0]) };

	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		struct batch b;
		int got = 0;

		add_tap(src, "v0", &cfg);
		for (int i = 0; i < COUNT; i++)
			send_frames("v1", 1, 9, lens[i]);
		source_wait_limit(src, 100);
		for (int k = 0; k < 100 && got < COUNT; k++) {
			if (source_next(src, &b) <= 0)
				continue;
			for (uint32_t i = 0; i < b.count; i++, got++) {
				struct frame want = frame_udp(1000, 9, 0, lens[got]);

				CHECK_EQ(b.packets[i].caplen, lens[got]);
				CHECK_MEM(b.packets[i].data, want.at, want.len);
			}
		}
		CHECK_EQ(got, COUNT);
		source_close(src);
	}
}

TEST(a_stop_loses_nothing)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);

		add_tap(src, "v0", &cfg);
		send_frames("v1", 50, 9, FRAME_LEN);
		drain(src);
		check_numbers(50);
		CHECK_EQ(stats_of(src).captured, 50);
		CHECK(source_idle(src));
		source_close(src);
	}
}

/* A batch that ends where the ring does says that there may be more. Whoever believes it
 * looks at no signal before, so there must be an answer at once.
 */
TEST(a_batch_that_promises_more_is_not_waited_behind)
{
	struct taps_config all = { .retire_ms = 10 };
	struct tap_config cfg = { .hook = TAP_XDP, .direction = RING_IN };
	struct source *src = open_taps(&all);
	struct batch b = { .last = false };
	uint32_t count = 0;
	int n = 1;

	add_tap(src, "v0", &cfg);
	send_frames("v1", 512, 9, FRAME_LEN);
	source_wait_limit(src, -1);
	alarm(20);
	while (count < 512 || !b.last) {
		n = source_next(src, &b);
		CHECK(n == 1 || n == -EINTR);
		if (n == -EINTR && count == 512)
			break;
		count += n == 1 ? b.count : 0;
	}
	alarm(0);
	CHECK_EQ(count, 512);
	source_close(src);
}

TEST(the_kernel_only_counts)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .only_count = true };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		struct batch b;

		add_tap(src, "v0", &cfg);
		send_frames("v1", 50, 9, FRAME_LEN);
		source_wait_limit(src, 1);
		for (int i = 0; i < 1000 && stats_of(src).captured < 50; i++)
			CHECK_EQ(source_next(src, &b), -EINTR);
		source_stop(src);
		CHECK_EQ(source_next(src, &b), 0);
		CHECK_EQ(stats_of(src).captured, 50);
		CHECK_EQ(stats_of(src).received, 50);
		source_close(src);
	}
}

/* From now on on one processor; returns where we may be otherwise. */
static cpu_set_t stay_on(size_t cpu)
{
	cpu_set_t was, one;

	CHECK_EQ(sched_getaffinity(0, sizeof(was), &was), 0);
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	CHECK_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
	return was;
}

/* Of each processor's packets; here the cable stays on the one that sends. */
TEST(a_sample_is_one_of_so_many)
{
	struct taps_config all = { 0 };
	struct tap_config cfg = { .hook = TAP_XDP, .sample = 10 };
	struct source *src = open_taps(&all);
	cpu_set_t was = stay_on(0);

	add_tap(src, "v0", &cfg);
	send_frames("v1", 95, 9, FRAME_LEN);
	CHECK_EQ(sched_setaffinity(0, sizeof(was), &was), 0);
	collect(src, 10);
	drain(src);
	CHECK_EQ(seen_count, 10);
	for (uint32_t i = 0; i < 10; i++)
		CHECK_EQ(seen[i].number, 10 * i);
	CHECK_EQ(stats_of(src).matched, 95);
	CHECK_EQ(stats_of(src).received, 10);
	source_close(src);
}

/* A reader who does not read, then one who does. */
TEST(loss_is_counted_where_it_is)
{
	enum { SENT = 4000 };
	cpu_set_t was = stay_on(0);

	for (int perf = 0; perf < 2; perf++) {
		struct taps_config all = { .ring_kib = 64, .perf = perf };
		struct tap_config cfg = { .hook = TAP_XDP };
		struct source *src = open_taps(&all);
		uint64_t drops = 0;

		add_tap(src, "v0", &cfg);
		for (int i = 0; i < SENT / 100; i++) {
			send_frames("v1", 100, 9, 1000);
			usleep(2000); /* the cable itself has room for 256 */
		}
		collect(src, SENT); /* those that there are, for a while */
		send_frames("v1", 1, 9, 1000);
		drain(src);
		for (uint32_t i = 0; i < seen_count; i++)
			drops += seen[i].drops;
		CHECK(drops > 100);
		CHECK_EQ(drops, stats_of(src).dropped);
		CHECK_EQ(stats_of(src).captured, seen_count);
		CHECK_EQ(stats_of(src).received, seen_count + drops);
		CHECK(stats_of(src).bursts >= 1);
		source_close(src);
	}
	CHECK_EQ(sched_setaffinity(0, sizeof(was), &was), 0);
}

/* Two processors that send at the same time. */
TEST(times_never_go_back)
{
	enum { EACH = 5000 };

	for (int perf = 0; perf < 2; perf++) {
		struct taps_config all = { .perf = perf };
		struct tap_config cfg = { .hook = TAP_XDP };
		struct source *src = open_taps(&all);
		uint32_t of_cpu[2] = { 0, 0 };
		pid_t child[2];

		add_tap(src, "v0", &cfg);
		add_tap(src, "v1", &cfg);
		for (int i = 0; i < 2; i++) {
			child[i] = net_fork();
			if (child[i] == 0) {
				stay_on((size_t)i);
				send_frames(i ? "v1" : "v0", EACH, 9, FRAME_LEN);
				_exit(0);
			}
		}
		collect(src, 2 * EACH);
		for (int i = 0; i < 2; i++)
			waitpid(child[i], NULL, 0);
		drain(src);
		CHECK(seen_count + stats_of(src).dropped > EACH);
		for (uint32_t i = 0; i < seen_count; i++) {
			of_cpu[seen[i].cpu & 1]++;
			CHECK_MSG(i == 0 || seen[i].ns >= seen[i - 1].ns,
			          "%s%u: %llu after %llu", perf ? "perf, " : "", i,
			          (unsigned long long)seen[i].ns,
			          (unsigned long long)seen[i - 1].ns);
		}
		if (sysconf(_SC_NPROCESSORS_ONLN) > 1)
			CHECK(of_cpu[0] && of_cpu[1]);
		source_close(src);
	}
}

TEST_MAIN_UNLESS(tap_why_not(), CASE(packets_come_whole_with_time_and_direction),
                 CASE(tc_sees_what_goes_out), CASE(tags_are_where_they_were),
                 CASE(snaplen_cuts_and_the_length_stays),
                 CASE(every_length_comes_whole), CASE(a_stop_loses_nothing),
                 CASE(a_batch_that_promises_more_is_not_waited_behind),
                 CASE(the_kernel_only_counts), CASE(a_sample_is_one_of_so_many),
                 CASE(loss_is_counted_where_it_is), CASE(times_never_go_back))
