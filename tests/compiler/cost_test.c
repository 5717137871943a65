/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/cost_test.c - mirrors compiler/cost.c. */
#include "compiler/cost.h"

#include <stdbool.h>
#include <string.h>

#include "compiler/run.h"
#include "tests/test.h"

#define LEN(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

static const struct sock_filter accept_all[] = { BPF_STMT(BPF_RET | BPF_K, 1) };

/* ip, where most packets are IPv4, against a rare ethertype */
static const struct sock_filter ip[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 1),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

/* The same two compares in both orders. */
static const struct sock_filter likely_first[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 1, 0),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x9100, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 1),
	BPF_STMT(BPF_RET | BPF_K, 0),
};
static const struct sock_filter likely_last[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x9100, 1, 0),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 1),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

static const struct sock_filter jump_over[] = {
	BPF_STMT(BPF_JMP | BPF_JA, 2),
	BPF_STMT(BPF_LD | BPF_IMM, 1),
	BPF_STMT(BPF_LD | BPF_IMM, 2),
	BPF_STMT(BPF_RET | BPF_K, 1),
};

static struct traffic ethernet;

static struct cost cost(const struct sock_filter *insns, uint32_t count)
{
	if (!ethernet.count)
		traffic_make(&ethernet, link_by_number(LINKTYPE_ETHERNET));
	return cost_of(insns, count, &ethernet);
}

#define COST(program) cost(program, LEN(program))

/* Within a thousandth. */
static bool near(double a, double b)
{
	return a - b < 1e-3 && b - a < 1e-3;
}

TEST(shares_add_up)
{
	double sum = 0;

	COST(ip);
	for (uint32_t i = 0; i < ethernet.count; i++)
		sum += ethernet.share[i];
	CHECK_MSG(near(sum, 1), "%g", sum);
}

TEST(every_link_type_has_ip)
{
	static const struct sock_filter any_byte[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_STMT(BPF_RET | BPF_K, 1),
	};

	for (size_t i = 0; i < link_count(); i++) {
		static struct traffic t;

		memset(&t, 0, sizeof(t));
		traffic_make(&t, link_at(i));
		for (uint32_t k = 0; k < t.count; k++) {
			CHECK_MSG(t.packet[k].caplen <= TRAFFIC_BYTES, "%s: %u",
			          link_at(i)->name, k);
			CHECK_MSG(run_cbpf(any_byte, LEN(any_byte), &t.packet[k], NULL) == 1,
			          "%s: %u", link_at(i)->name, k);
		}
	}
}

TEST(what_is_executed_counts)
{
	CHECK(near(COST(accept_all).steps, 1));
	CHECK(near(COST(ip).steps, 3));
	CHECK(near(COST(jump_over).steps, 2));
}

TEST(the_longest_way_counts)
{
	CHECK(COST(accept_all).longest == 1);
	CHECK(COST(ip).longest == 3);
	CHECK(COST(likely_first).longest == 4);
	CHECK(COST(jump_over).longest == 2);
}

TEST(likely_values_first_are_cheaper)
{
	double first = COST(likely_first).steps, last = COST(likely_last).steps;

	CHECK_MSG(first < last - 0.5, "%g against %g", first, last);
}

TEST(objectives_weigh_differently)
{
	struct cost jump = COST(jump_over), all = COST(accept_all), is_ip = COST(ip);
	struct cost first = COST(likely_first), last = COST(likely_last);

	/* Longer but quicker: the one is for speed, the other for size. */
	CHECK(cost_less(&jump, &is_ip, PFC_OPTIMIZE_SPEED));
	CHECK(cost_less(&is_ip, &first, PFC_OPTIMIZE_SIZE));
	CHECK(cost_less(&first, &last, PFC_OPTIMIZE_BALANCED));
	CHECK(cost_within(&first, &last) && !cost_within(&last, &first));
	CHECK(!cost_within(&jump, &all) && cost_within(&jump, &jump));
}

TEST_MAIN(CASE(shares_add_up), CASE(every_link_type_has_ip), CASE(what_is_executed_counts),
          CASE(the_longest_way_counts), CASE(likely_values_first_are_cheaper),
          CASE(objectives_weigh_differently))
