/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/prove/corpus_test.c - what each objective makes of a filter keeps the contract with
 * what -O makes of it: proved, for a sample of all filters there are; with PFC_LONG for all.
 */
#include <errno.h>
#include <linux/filter.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "prove/compare.h"
#include "tests/peer/gen.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

enum { SAMPLE = 30, LISTS = 3 };

static const struct {
	enum pfc_optimize optimize;
	const char *name;
} objectives[] = {
	{ PFC_OPTIMIZE_BALANCED, "balanced" },
	{ PFC_OPTIMIZE_SIZE, "size" },
	{ PFC_OPTIMIZE_SPEED, "speed" },
};

struct run {
	uint32_t filters, proofs, failed, undecided, left_out;
};

/* A walk over chains of headers takes a minute and more: such filters are proved with
 * PFC_LONG only, and may end undecided.
 */
static bool is_hard(const struct corpus_filter *f)
{
	return strstr(f->text, "protochain") || f->opts.flags & PFC_IP6_EXT;
}

static struct pfc_prog *compile(const struct corpus_filter *f, enum pfc_optimize optimize)
{
	struct pfc_opts opts = f->opts;
	struct pfc_prog *prog;

	opts.optimize = optimize;
	if (pfc_compile(f->text, PFC_NUL, &opts, &prog) == 0)
		return prog;
	pfc_prog_free(prog);
	return NULL;
}

static struct compare_program program(const struct pfc_prog *prog)
{
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	return (struct compare_program){ insns, (uint32_t)count };
}

static bool same(const struct compare_program *a, const struct compare_program *b)
{
	return a->count == b->count &&
	       !memcmp(a->insns, b->insns, a->count * sizeof(*a->insns));
}

static void prove(struct run *run, const struct corpus_filter *f, const char *objective,
                  struct compare_program program, struct compare_program reference)
{
	struct compare c = { .a = program, .b = reference, .contract = true };
	int ret;

	c.linktype = f->opts.linktype;
	c.timeout_ms = 60000;
	ret = compare_programs(&c);
	run->proofs++;
	if (ret || c.any[REGION_A_ONLY] == ANSWER_YES || c.any[REGION_B_ONLY] == ANSWER_YES) {
		run->failed++;
		test_note("%s:%u %s: %s: %s", f->file, f->line, objective, f->text,
		          ret ? strerror(-ret) : "breaks the contract");
	} else if (c.any[REGION_A_ONLY] != ANSWER_NO || c.any[REGION_B_ONLY] != ANSWER_NO) {
		run->undecided += !is_hard(f);
		test_note("%s:%u %s: %s: undecided", f->file, f->line, objective, f->text);
	}
	compare_fini(&c);
}

static void prove_filter(void *ctx, const struct corpus_filter *f)
{
	struct pfc_prog *reference = compile(f, PFC_OPTIMIZE_NONE), *progs[3] = { NULL };
	struct run *run = ctx;

	if (is_hard(f) && !getenv("PFC_LONG")) {
		run->left_out++;
		return;
	}
	/* Some records are of files that are not there, or of tables not built in. */
	if (!reference)
		return;
	run->filters++;
	for (size_t i = 0; i < 3; i++) {
		struct compare_program mine;
		bool done = false;

		progs[i] = compile(f, objectives[i].optimize);
		CHECK_MSG(progs[i], "%s:%u %s", f->file, f->line, f->text);
		mine = program(progs[i]);
		for (size_t k = 0; k < i; k++) {
			struct compare_program other = program(progs[k]);

			done |= same(&mine, &other);
		}
		if (!done)
			prove(run, f, objectives[i].name, mine, program(reference));
	}
	for (size_t i = 0; i < 3; i++)
		pfc_prog_free(progs[i]);
	pfc_prog_free(reference);
}

static void check_run(const struct run *run, uint32_t least)
{
	test_note("%u filters, %u proofs, %u undecided, %u left out", run->filters,
	          run->proofs, run->undecided, run->left_out);
	CHECK_EQ(run->failed, 0);
	CHECK_EQ(run->undecided, 0);
	CHECK(run->filters >= least);
}

TEST(filters_of_the_tests)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : SAMPLE;
	struct run run = { 0 };

	if (!solve_available())
		SKIP("built without Z3");
	CHECK(corpus_each(nth, prove_filter, &run) > 10000);
	check_run(&run, 8000 / nth);
}

TEST(generated_filters)
{
	static const uint32_t links[] = { 1, 101, 113, 276, 127, 105, 9, 50 };
	uint32_t count = getenv("PFC_LONG") ? 1500 : 60;
	struct run run = { 0 };

	if (!solve_available())
		SKIP("built without Z3");
	for (uint32_t seed = 1; seed <= count; seed++) {
		struct corpus_filter f = { .file = "generated", .line = seed };
		struct str text = { 0 };

		f.opts = (struct pfc_opts)PFC_OPTS_INIT;
		f.opts.flags = PFC_ALLOW_EMPTY | PFC_NO_LINT | PFC_NO_LOOKUP;
		f.opts.insns_max = 0;
		f.opts.linktype = links[seed % (sizeof(links) / sizeof(links[0]))];
		gen_filter(&text, f.opts.linktype, seed);
		f.text = text.at;
		prove_filter(&run, &f);
		str_fini(&text);
	}
	check_run(&run, count / 2);
}

TEST(long_lists)
{
	uint32_t count = getenv("PFC_LONG") ? 1000 : 100;
	struct run run = { 0 };

	if (!solve_available())
		SKIP("built without Z3");
	for (int kind = LIST_HOSTS; kind <= LIST_MIXED; kind++) {
		struct corpus_filter f = { .file = "list", .line = (uint32_t)kind };
		struct str text = { 0 };

		f.opts = (struct pfc_opts)PFC_OPTS_INIT;
		f.opts.flags = PFC_ALLOW_EMPTY | PFC_NO_LINT | PFC_NO_LOOKUP;
		f.opts.insns_max = 0;
		gen_list(&text, (enum gen_list)kind, count, 7);
		f.text = text.at;
		prove_filter(&run, &f);
		str_fini(&text);
	}
	check_run(&run, LISTS);
}

TEST_MAIN(CASE(filters_of_the_tests), CASE(generated_filters), CASE(long_lists))
