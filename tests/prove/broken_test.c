/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/prove/broken_test.c - a mistake in a pass is found by proof.
 *
 * opt_order.c is compiled into this program with PFC_BROKEN_PASS: where it puts two tests in
 * one load, that load reads further than they did. No complete packet shows it.
 */
#include <stdlib.h>

#include "pfc/pfc.h"
#include "prove/compare.h"
#include "tests/test.h"

static struct pfc_prog *compile(const char *text, enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;

	opts.optimize = optimize;
	CHECK_EQ(pfc_compile(text, PFC_NUL, &opts, &prog), 0);
	return prog;
}

static struct compare_program program(const struct pfc_prog *prog)
{
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	return (struct compare_program){ insns, (uint32_t)count };
}

static void compare(const char *text, bool contract, struct compare *c)
{
	struct pfc_prog *mine = compile(text, PFC_OPTIMIZE_SIZE);
	struct pfc_prog *reference = compile(text, PFC_OPTIMIZE_NONE);

	*c = (struct compare){ .contract = contract, .linktype = 1, .timeout_ms = 60000 };
	c->a = program(mine);
	c->b = program(reference);
	CHECK_EQ(compare_programs(c), 0);
	pfc_prog_free(mine);
	pfc_prog_free(reference);
}

TEST(a_load_that_reads_too_far_is_found)
{
	struct compare c;

	if (!solve_available())
		SKIP("built without Z3");
	compare("ip[8] = 1 and ip[10] = 6", true, &c);
	/* The reference accepts a packet that ends behind the second byte: rule 1. */
	CHECK_EQ(c.any[REGION_B_ONLY], ANSWER_YES);
	CHECK(c.witness[REGION_B_ONLY]->caplen == 25);
	CHECK_EQ(c.any[REGION_A_ONLY], ANSWER_NO);
	compare_fini(&c);
}

TEST(what_the_mistake_does_not_touch_is_right)
{
	struct compare c;

	if (!solve_available())
		SKIP("built without Z3");
	compare("host 192.0.2.1 and tcp port 443", true, &c);
	CHECK_EQ(c.any[REGION_A_ONLY], ANSWER_NO);
	CHECK_EQ(c.any[REGION_B_ONLY], ANSWER_NO);
	compare_fini(&c);
}

TEST_MAIN(CASE(a_load_that_reads_too_far_is_found),
          CASE(what_the_mistake_does_not_touch_is_right))
