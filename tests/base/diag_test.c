/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/diag_test.c - mirrors base/diag.c. */
#include "base/diag.h"

#include "tests/test.h"

static const struct span here = { 4, 4 };

TEST(messages_keep_their_order_and_all_they_say)
{
	struct arena a;
	struct diags d = { .arena = &a };
	struct diag *g;

	arena_init(&a, NULL);
	g = diag_error(&d, here, "'%s' carries no ports", "arp");
	g->also = (struct span){ 0, 3 };
	diag_hint(&d, g, "ports exist in %s", "tcp");
	diag_lint(&d, "bare-number", here, "%d is a host", 10);
	CHECK_EQ(d.errors, 1);
	CHECK_EQ(d.list.count, 2);
	CHECK_EQ(d.list.at[0].level, DIAG_ERROR);
	CHECK_EQ(d.list.at[0].at.off, 4);
	CHECK_EQ(d.list.at[0].also.len, 3);
	CHECK_STR(d.list.at[0].msg, "'arp' carries no ports");
	CHECK_STR(d.list.at[0].hint, "ports exist in tcp");
	CHECK_STR(d.list.at[0].lint, NULL);
	CHECK_EQ(d.list.at[1].level, DIAG_WARNING);
	CHECK_STR(d.list.at[1].msg, "10 is a host");
	CHECK_STR(d.list.at[1].lint, "bare-number");
	arena_fini(&a);
}

TEST(errors_past_the_limit_are_counted_not_kept)
{
	struct arena a;
	struct diags d = { .arena = &a };

	arena_init(&a, NULL);
	for (int i = 0; i < DIAG_MAX_ERRORS + 5; i++)
		diag_error(&d, here, "number %d", i)->hint = "none";
	CHECK_EQ(d.errors, DIAG_MAX_ERRORS + 5);
	CHECK_EQ(d.list.count, DIAG_MAX_ERRORS);
	CHECK_STR(d.list.at[DIAG_MAX_ERRORS - 1].msg, "number 19");
	arena_fini(&a);
}

TEST(lints_can_be_off_and_errors_cannot)
{
	struct arena a;
	struct diags d = { .arena = &a, .no_lint = true };

	arena_init(&a, NULL);
	diag_lint(&d, "bare-number", here, "a lint")->hint = "none";
	CHECK_EQ(d.list.count, 0);
	diag_error(&d, here, "an error");
	CHECK_EQ(d.list.count, 1);
	arena_fini(&a);
}

TEST(spans_join_to_the_smallest_that_holds_both)
{
	struct span joined = span_join((struct span){ 9, 2 }, (struct span){ 3, 4 });

	CHECK_EQ(joined.off, 3);
	CHECK_EQ(joined.len, 8);
	joined = span_join((struct span){ 1, 10 }, (struct span){ 3, 4 });
	CHECK_EQ(joined.off, 1);
	CHECK_EQ(joined.len, 10);
}

TEST_MAIN(CASE(messages_keep_their_order_and_all_they_say),
          CASE(errors_past_the_limit_are_counted_not_kept),
          CASE(lints_can_be_off_and_errors_cannot),
          CASE(spans_join_to_the_smallest_that_holds_both))
