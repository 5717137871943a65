/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/rotate_test.c - scripts of packets and quiet, and the files they make. */
#include "capture/rotate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "tests/test.h"

#define S UINT64_C(1000000000)
/* 2026-01-01 12:00:00 UTC, from date -u -d '2026-01-01 12:00' +%s */
#define NOON (UINT64_C(1767268800) * S)

enum { HEAD = 24, TAIL = 0 };

/* One thing that happens: 'p' a packet of `bytes` at `ms`, 'i' nothing until `ms`. */
struct event {
	char what;
	int64_t ms;
	uint64_t bytes;
};

/* What a capture of these events leaves: "name:packets name:packets", a "!" behind it when
 * it came to its end by itself.
 */
static char *play(const struct rotate_config *config, const struct event *events)
{
	struct rotate r;
	struct str out = { 0 }, name = { 0 };
	struct {
		char name[128];
		uint64_t packets;
		bool gone;
	} files[64];
	size_t count = 0;
	uint64_t size = HEAD;
	bool stopped = false;

	rotate_init(&r, config);
	rotate_begin(&r, NOON);
	rotate_name(&r, &name);
	for (const struct event *e = events; e->what; e++) {
		uint64_t ns = NOON + (uint64_t)(e->ms * 1000000);
		enum rotate_verdict v;

		for (;;) {
			const char *old;

			v = e->what == 'p' ? rotate_packet(&r, ns, size, e->bytes)
			                   : rotate_idle(&r, ns);
			if (v != ROTATE_NEXT)
				break;
			CHECK(count < 60);
			snprintf(files[count].name, 128, "%s", name.at);
			files[count].gone = false;
			files[count++].packets = r.packets;
			for (size_t i = 0; i + 1 < count; i++)
				files[i].gone |= !strcmp(files[i].name, name.at);
			CHECK(rotate_closed(&r, name.at, size));
			rotate_next(&r, true);
			while ((old = rotate_excess(&r))) {
				for (size_t i = 0; i < count; i++)
					files[i].gone |= !strcmp(files[i].name, old);
			}
			name.len = 0;
			rotate_name(&r, &name);
			size = HEAD;
		}
		stopped |= v == ROTATE_STOP;
		if (v == ROTATE_STAY && e->what == 'p')
			size += e->bytes;
	}
	snprintf(files[count].name, 128, "%s", name.at);
	files[count].gone = false;
	files[count++].packets = r.packets;
	for (size_t i = 0; i + 1 < count; i++)
		files[i].gone |= !strcmp(files[i].name, name.at);
	for (size_t i = 0; i < count; i++) {
		if (!files[i].gone)
			str_printf(&out, "%s%s:%" PRIu64, out.len ? " " : "",
			           files[i].name, files[i].packets);
	}
	str_printf(&out, "%s", stopped ? "!" : "");
	str_fini(&name);
	rotate_fini(&r);
	CHECK(!out.failed);
	return out.at;
}

#define P(ms, bytes) { 'p', ms, bytes }
#define I(ms) { 'i', ms, 0 }
#define END { 0, 0, 0 }

static void check(struct rotate_config config, const struct event *events,
                  const char *want)
{
	char *got = play(&config, events);

	CHECK_STR(got, want);
	free(got);
}

/* The names of the files are of no interest: what is in them. */
#define T(n) "x-0000" #n "_20260101T120000Z.pcap"

TEST(one_file_has_the_name_that_was_given)
{
	const struct event e[] = { P(0, 100), P(99999, 100), END };

	check((struct rotate_config){ .pattern = "a%H.pcap" }, e, "a%H.pcap:2");
}

TEST(a_file_never_exceeds_its_size)
{
	/* 24 + 2 * 100 = 224 fit exactly into 224; a third does not. */
	const struct event e[] = { P(0, 100), P(1, 100), P(2, 100), P(3, 100),
		                   P(4, 100), END };

	check((struct rotate_config){ .pattern = "x.pcap", .size = 224 }, e,
	      T(1) ":2 " T(2) ":2 " T(3) ":1");
	check((struct rotate_config){ .pattern = "x.pcap", .size = 223 }, e,
	      T(1) ":1 " T(2) ":1 " T(3) ":1 " T(4) ":1 " T(5) ":1");
}

TEST(a_giant_packet_has_a_file_of_its_own)
{
	const struct event e[] = { P(0, 10), P(1, 5000), P(2, 10), END };

	check((struct rotate_config){ .pattern = "x.pcap", .size = 100 }, e,
	      T(1) ":1 " T(2) ":1 " T(3) ":1");
}

TEST(keeps_the_newest_files)
{
	const struct event e[] = { P(0, 100), P(1, 100), P(2, 100), P(3, 100),
		                   P(4, 100), END };

	check((struct rotate_config){ .pattern = "x.pcap", .size = 124, .keep = 2 }, e,
	      T(4) ":1 " T(5) ":1");
	check((struct rotate_config){ .pattern = "x.pcap", .size = 124, .keep = 1 }, e,
	      T(5) ":1");
	/* Two finished ones of 124 and room for a third: 372. */
	check((struct rotate_config){ .pattern = "x.pcap", .size = 124,
	                              .keep_size = 372 },
	      e, T(3) ":1 " T(4) ":1 " T(5) ":1");
	check((struct rotate_config){ .pattern = "x.pcap", .size = 124,
	                              .keep_size = 371 },
	      e, T(4) ":1 " T(5) ":1");
}

TEST(stops_after_files_and_bytes)
{
	const struct event e[] = { P(0, 100), P(1, 100), P(2, 100), P(3, 100), END };

	check((struct rotate_config){ .pattern = "x.pcap", .size = 124,
	                              .max_files = 2 },
	      e, T(1) ":1 " T(2) ":1!");
	check((struct rotate_config){ .pattern = "x.pcap", .max_size = 224 }, e,
	      "x.pcap:2!");
	/* 124 + 124 = 248 */
	check((struct rotate_config){ .pattern = "x.pcap", .size = 124,
	                              .max_size = 248 },
	      e, T(1) ":1 " T(2) ":1!");
	check((struct rotate_config){ .pattern = "x.pcap", .max_size = 1 }, e,
	      "x.pcap:1!");
}

TEST(a_packet_is_in_the_file_of_its_time)
{
	const struct event e[] = { P(0, 10),    P(1999, 10), P(2000, 10),
		                   P(3999, 10), P(4000, 10), END };

	check((struct rotate_config){ .pattern = "%S", .period_ns = 2 * S }, e,
	      "00:2 02:2 04:1");
}

TEST(a_late_packet_stays_in_the_file_being_written)
{
	const struct event e[] = { P(0, 10), P(2001, 10), P(1999, 10), END };

	check((struct rotate_config){ .pattern = "%S", .period_ns = 2 * S }, e,
	      "00:1 02:2");
}

TEST(a_quiet_time_has_files_when_wanted)
{
	const struct event e[] = { P(100, 10), I(2100), I(4100), P(6500, 10), END };

	check((struct rotate_config){ .pattern = "%S", .period_ns = 2 * S,
	                              .keep_gaps = true },
	      e, "00:1 02:0 04:0 06:1");
}

TEST(a_long_gap_makes_only_the_files_it_needs)
{
	const struct event e[] = { P(0, 10), P(60000, 10), END };
	const struct event far[] = { P(0, 10), P(1001 * 1000, 10), END };

	check((struct rotate_config){ .pattern = "%M%S", .period_ns = 2 * S }, e,
	      "0000:1 0100:1");
	/* A clock that jumps makes no thousands of files. 1001 s are 16:41. */
	check((struct rotate_config){ .pattern = "%M%S", .period_ns = S,
	                              .keep_gaps = true },
	      far, "0000:1 1641:1");
}

TEST(ends_after_its_periods_without_traffic)
{
	const struct event quiet[] = { I(2000), I(4000), I(5999), I(6000), END };
	const struct event early[] = { I(2000), I(4000), I(5999), END };
	const struct event busy[] = { P(1, 10), P(2001, 10), P(6000, 10),
		                      P(5999, 10), END };
	const struct rotate_config c = { .pattern = "%S", .period_ns = 2 * S,
		                         .periods = 3, .keep_gaps = true };

	check(c, quiet, "00:0 02:0 04:0!");
	check(c, early, "00:0 02:0 04:0");
	/* The one at 6 s is left out, the one before it that comes later is not. */
	check(c, busy, "00:1 02:1 04:1!");
}

TEST(lasts_as_long_as_it_should)
{
	const struct event e[] = { P(0, 10), P(999, 10), P(1000, 10), P(998, 10), END };

	check((struct rotate_config){ .pattern = "x", .duration_ns = S }, e, "x:3!");
}

TEST(aligns_with_the_clock)
{
	/* 12:00:00 UTC is 17:30 in India: the hour ends at 12:30 UTC. */
	struct rotate r;
	struct rotate_config c = { .pattern = "x", .period_ns = 3600 * S, .align = true,
		                   .utc_offset_s = 19800 };

	rotate_init(&r, &c);
	rotate_begin(&r, NOON + 5 * S);
	CHECK(rotate_deadline(&r) == NOON + 1800 * S);
	rotate_fini(&r);

	c.utc_offset_s = -3 * 3600;
	rotate_init(&r, &c);
	rotate_begin(&r, NOON + 5 * S);
	CHECK(rotate_deadline(&r) == NOON + 3600 * S);
	rotate_fini(&r);

	c.align = false;
	rotate_init(&r, &c);
	rotate_begin(&r, NOON + 5 * S);
	CHECK(rotate_deadline(&r) == NOON + 3605 * S);
	rotate_fini(&r);
}

TEST(size_time_and_number_together)
{
	/* In each period the newest two files stay; in all, four. */
	const struct event e[] = {
		P(0, 100), P(1, 100), P(2, 100), P(2000, 100), P(2001, 100),
		P(2002, 100), P(4000, 100), END
	};

	check((struct rotate_config){ .pattern = "%S.p", .size = 124,
	                              .period_ns = 2 * S, .keep_piece = 2 },
	      e, "00-00002.p:1 00-00003.p:1 02-00005.p:1 02-00006.p:1 04-00007.p:1");
	check((struct rotate_config){ .pattern = "%S.p", .size = 124,
	                              .period_ns = 2 * S, .keep_piece = 2, .keep = 4 },
	      e, "00-00003.p:1 02-00005.p:1 02-00006.p:1 04-00007.p:1");
}

/* As tcpdump 4.99.3 names them; its own files are compared in tests/e2e/rotate.sh. */
TEST(names_as_tcpdump)
{
	const struct event e[] = { P(0, 100), P(1, 100), P(2, 100), P(3, 100), END };

	check((struct rotate_config){ .pattern = "x.pcap", .size = 124,
	                              .naming = ROTATE_TCPDUMP },
	      e, "x.pcap:1 x.pcap1:1 x.pcap2:1 x.pcap3:1");
	check((struct rotate_config){ .pattern = "x.pcap", .size = 124, .wrap = 3,
	                              .naming = ROTATE_TCPDUMP },
	      e, "x.pcap1:1 x.pcap2:1 x.pcap0:1");
}

TEST(the_number_comes_before_the_ending)
{
	const struct {
		const char *pattern, *want;
	} rows[] = {
		{ "x.pcap", "x-00001_20260101T120000Z.pcap" },
		{ "x", "x-00001_20260101T120000Z" },
		{ "a.b/x", "a.b/x-00001_20260101T120000Z" },
		{ ".x", ".x-00001_20260101T120000Z" },
		{ "a/.x", "a/.x-00001_20260101T120000Z" },
		{ "a/x.y.pcapng", "a/x.y-00001_20260101T120000Z.pcapng" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rotate_config c = { .pattern = rows[i].pattern, .size = 1000 };
		struct str name = { 0 };
		struct rotate r;

		rotate_init(&r, &c);
		rotate_begin(&r, NOON);
		rotate_name(&r, &name);
		CHECK_STR(name.at, rows[i].want);
		str_fini(&name);
		rotate_fini(&r);
	}
}

TEST(makes_room_only_where_files_are_kept_by_number)
{
	struct rotate_config c = { .pattern = "x", .size = 10, .keep = 5 };
	struct rotate r;

	rotate_init(&r, &c);
	rotate_begin(&r, NOON);
	CHECK(!rotate_oldest(&r));
	CHECK(rotate_closed(&r, "one", 10));
	CHECK(rotate_closed(&r, "two", 10));
	CHECK_STR(rotate_oldest(&r), "one");
	CHECK_STR(rotate_oldest(&r), "two");
	CHECK(!rotate_oldest(&r));
	rotate_fini(&r);

	c.keep = 0;
	rotate_init(&r, &c);
	rotate_begin(&r, NOON);
	CHECK(rotate_closed(&r, "one", 10));
	CHECK(!rotate_oldest(&r));
	rotate_fini(&r);
}

/* Names have local time in them. */
static const char *set_utc(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
	return NULL;
}

TEST_MAIN_UNLESS(set_utc(), CASE(one_file_has_the_name_that_was_given),
                 CASE(a_file_never_exceeds_its_size),
                 CASE(a_giant_packet_has_a_file_of_its_own),
                 CASE(keeps_the_newest_files),
                 CASE(stops_after_files_and_bytes),
                 CASE(a_packet_is_in_the_file_of_its_time),
                 CASE(a_late_packet_stays_in_the_file_being_written),
                 CASE(a_quiet_time_has_files_when_wanted),
                 CASE(a_long_gap_makes_only_the_files_it_needs),
                 CASE(ends_after_its_periods_without_traffic),
                 CASE(lasts_as_long_as_it_should),
                 CASE(aligns_with_the_clock),
                 CASE(size_time_and_number_together),
                 CASE(names_as_tcpdump),
                 CASE(the_number_comes_before_the_ending),
                 CASE(makes_room_only_where_files_are_kept_by_number))
