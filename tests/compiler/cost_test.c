/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/cost_test.c - mirrors compiler/cost.c. */
#include "compiler/cost.h"

#include <stdbool.h>

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

/* Within a thousandth. */
static bool near(double a, double b)
{
	return a - b < 1e-3 && b - a < 1e-3;
}

TEST(what_is_executed_counts)
{
	CHECK(near(cost_steps(accept_all, LEN(accept_all)), 1));
	CHECK(near(cost_steps(ip, LEN(ip)), 3));
	CHECK(near(cost_steps(jump_over, LEN(jump_over)), 2));
}

TEST(likely_values_first_are_cheaper)
{
	double first = cost_steps(likely_first, LEN(likely_first));
	double last = cost_steps(likely_last, LEN(likely_last));

	CHECK_MSG(first < last - 0.5, "%g against %g", first, last);
}

TEST(objectives_weigh_differently)
{
	/* Longer but quicker: the one is for speed, the other for size. */
	CHECK(cost_of(jump_over, LEN(jump_over), PFC_OPTIMIZE_SPEED) <
	      cost_of(ip, LEN(ip), PFC_OPTIMIZE_SPEED));
	CHECK(cost_of(ip, LEN(ip), PFC_OPTIMIZE_SIZE) <
	      cost_of(likely_first, LEN(likely_first), PFC_OPTIMIZE_SIZE));
	CHECK(cost_of(likely_first, LEN(likely_first), PFC_OPTIMIZE_BALANCED) <
	      cost_of(likely_last, LEN(likely_last), PFC_OPTIMIZE_BALANCED));
}

TEST_MAIN(CASE(what_is_executed_counts), CASE(likely_values_first_are_cheaper),
          CASE(objectives_weigh_differently))
