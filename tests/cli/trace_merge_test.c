/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/trace_merge_test.c - a reset finds its close, and nothing is overtaken. */
#include "cli/trace_merge.h"

#include "tests/test.h"

enum { MS = 1000000 };

static struct tcp_event event(enum tcp_kind kind, uint64_t cookie, uint64_t ns)
{
	return (struct tcp_event){ .kind = (uint8_t)kind, .ns = ns, .id.cookie = cookie };
}

/* Cookies of what can be told now, with a "+" where a reset is in it. */
static const char *taken(struct merge *m, uint64_t now)
{
	static char text[1024];
	const struct merging *next;
	size_t len = 0;

	text[0] = '\0';
	while ((next = merge_take(m, now)))
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%d%s", len ? " " : "",
		                        (int)next->event.id.cookie, next->has_reset ? "+" : "");
	return text;
}

static void add(struct merge *m, enum tcp_kind kind, uint64_t cookie, uint64_t ns)
{
	struct tcp_event e = event(kind, cookie, ns);

	merge_add(m, &e, kind == TCP_EV_CLOSE);
}

TEST(a_close_waits_for_its_reset)
{
	static struct merge m;
	struct tcp_event other = event(TCP_EV_RESET, 7, 3 * MS),
			 own = event(TCP_EV_RESET, 1, 4 * MS);

	add(&m, TCP_EV_CLOSE, 1, 1 * MS);
	add(&m, TCP_EV_STATE, 2, 2 * MS);
	CHECK_STR(taken(&m, 2 * MS), "");
	CHECK(!merge_reset(&m, &other));
	CHECK(merge_reset(&m, &own));
	CHECK(!merge_reset(&m, &own)); /* it has one */
	CHECK_STR(taken(&m, 4 * MS), "1+ 2");
	CHECK_STR(taken(&m, 4 * MS), "");
}

TEST(it_does_not_wait_for_ever)
{
	static struct merge m;

	add(&m, TCP_EV_CLOSE, 1, 1 * MS);
	add(&m, TCP_EV_CLOSE, 2, 6 * MS);
	CHECK_STR(taken(&m, 10 * MS), "");
	CHECK_STR(taken(&m, 11 * MS), "1");
	CHECK_STR(taken(&m, UINT64_MAX), "2");
}

TEST(where_there_is_no_room_nothing_waits)
{
	static struct merge m;

	add(&m, TCP_EV_CLOSE, 100, 1 * MS);
	for (int i = 1; i < MERGE_ROOM; i++)
		add(&m, TCP_EV_CLOSE, 100 + (uint64_t)i, 1 * MS);
	CHECK_STR(taken(&m, 1 * MS), "100");
	add(&m, TCP_EV_STATE, 1, 1 * MS);
	CHECK_STR(taken(&m, 1 * MS), "101");
}

TEST_MAIN(CASE(a_close_waits_for_its_reset), CASE(it_does_not_wait_for_ever),
          CASE(where_there_is_no_room_nothing_waits))
