/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/normal_test.c - mirrors teach/normal.c: a filter with everything written out
 * compiles, and is proved to accept the same packets; for a sample of all filters there are,
 * with PFC_LONG for all.
 */
#include "teach/normal.h"

#include <stdlib.h>

#include "prove/compare.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

enum { SAMPLE = 30 };

struct run {
	uint32_t filters, same, proofs, failed, undecided;
};

static void look(void *ctx, struct compile *c)
{
	normal_form(ctx, c);
}

/* Behind a walk over extension headers the normal form asks for IPv6 once more, and a solver takes
 * more than a minute to see through thousands of ways.
 */
static bool is_hard(const struct corpus_filter *f)
{
	return f->opts.flags & PFC_IP6_EXT;
}

static struct compare_program program(const struct pfc_prog *prog)
{
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	return (struct compare_program){ insns, (uint32_t)count };
}

static void prove(struct run *run, const struct corpus_filter *f, const char *text,
                  const struct pfc_prog *a, const struct pfc_prog *b)
{
	struct compare c = { .a = program(a), .b = program(b) };
	int ret;

	if (c.a.count == c.b.count &&
	    !memcmp(c.a.insns, c.b.insns, c.a.count * sizeof(*c.a.insns))) {
		run->same++;
		return;
	}
	c.linktype = f->opts.linktype;
	c.timeout_ms = is_hard(f) ? 600000 : 60000;
	ret = compare_programs(&c);
	run->proofs++;
	if (ret || c.any[REGION_A_ONLY] == ANSWER_YES ||
	    c.any[REGION_B_ONLY] == ANSWER_YES) {
		run->failed++;
		test_note("%s:%u %s\n  as %s\n  %s", f->file, f->line, f->text, text,
		          ret                                  ? strerror(-ret)
		          : c.any[REGION_A_ONLY] == ANSWER_YES ? "takes less"
		                                               : "takes more");
	} else if (c.any[REGION_A_ONLY] != ANSWER_NO ||
	           c.any[REGION_B_ONLY] != ANSWER_NO) {
		run->undecided++;
		test_note("%s:%u %s: undecided", f->file, f->line, f->text);
	}
	compare_fini(&c);
}

static void normalize(void *ctx, const struct corpus_filter *f)
{
	struct pfc_prog *prog = NULL, *again = NULL;
	struct pfc_opts opts = f->opts;
	struct str text = { 0 };
	struct run *run = ctx;

	opts.optimize = PFC_OPTIMIZE_NONE;
	if ((is_hard(f) && !getenv("PFC_LONG")) ||
	    compile_and(f->text, PFC_NUL, &opts, &prog, look, &text) != 0) {
		pfc_prog_free(prog);
		return;
	}
	run->filters++;
	if (pfc_compile(text.at, PFC_NUL, &opts, &again) != 0) {
		size_t count;
		const struct pfc_diag *d = pfc_prog_diags(again, &count);

		run->failed++;
		test_note("%s:%u %s\n  as %s\n  does not compile: %u %s", f->file,
		          f->line, f->text, text.at, d->at.off, d->message);
	} else {
		prove(run, f, text.at, prog, again);
	}
	pfc_prog_free(prog);
	pfc_prog_free(again);
	str_fini(&text);
}

TEST(filters_of_the_tests)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : SAMPLE;
	struct run run = { 0 };

	if (!solve_available())
		SKIP("built without Z3");
	CHECK(corpus_each(nth, normalize, &run) > 10000);
	test_note("%u filters, %u with the same program, %u proofs, %u undecided",
	          run.filters, run.same, run.proofs, run.undecided);
	CHECK_EQ(run.failed, 0);
	CHECK_EQ(run.undecided, 0);
	CHECK(run.filters >= 8000 / nth);
}

static void is(const char *filter, const char *want)
{
	struct pfc_prog *prog = NULL;
	struct str text = { 0 };

	CHECK_EQ(compile_and(filter, PFC_NUL, NULL, &prog, look, &text), 0);
	CHECK_STR(text.at, want);
	pfc_prog_free(prog);
	str_fini(&text);
}

TEST(hidden_tests_are_written_out)
{
	is("", "");
	is("ip", "ip");
	is("icmp", "(ip and ip[9] = 1)");
	is("tcp", "((ip6 and (ip6[6] = 6 or (ip6[6] = 44 and ip6[40] = 6))) or "
	          "(ip and ip[9] = 6))");
	is("udp dst port 53",
	   "((ip6 and ip6[6] = 17 and (ip6[42 : 2] = 53)) or (ip and ip[9] = 17 and "
	   "ip[6 : 2] & 0x1fff = 0 and (ip[(4 * (ip[0] & 15)) + 2 : 2] = 53)))");
	is("src host 192.0.2.1",
	   "((ip and (ip src host 192.0.2.1)) or (arp and (arp src host 192.0.2.1)) or "
	   "(rarp and (rarp src host 192.0.2.1)))");
	is("tcp[13] & 2 != 0", "(ip and ip[9] = 6 and ip[6 : 2] & 0x1fff = 0 and "
	                       "tcp[13] & 2 != 0)");
	is("ip or arp and len > 60 or ip6", "((ip or arp) and (len > 60)) or ip6");
	is("not (ip or arp)", "not (ip or arp)");
	is("vlan 5 and ip", "vlan 5 and ip");
	is("broadcast", "link dst host ff:ff:ff:ff:ff:ff");
}

TEST_MAIN(CASE(filters_of_the_tests), CASE(hidden_tests_are_written_out))
