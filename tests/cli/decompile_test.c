/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/decompile_test.c - mirrors cli/decompile.c and teach/decompile*.c: programs of the
 * filters of the tests on Ethernet become filters again, proved equal; for a sample of them,
 * with PFC_LONG for all.
 */
#include "cli/decompile.h"

#include <stdlib.h>

#include "tests/prove/corpus.h"
#include "tests/test.h"

enum { SAMPLE = 40, TIMEOUT_MS = 10000 };

struct run {
	uint32_t programs, equal, whole, none, words;
};

static void decompile(void *ctx, const struct corpus_filter *f)
{
	struct pfc_prog *prog = NULL;
	struct run *run = ctx;
	struct decompiled r;
	struct arena arena;
	size_t count;
	const struct sock_filter *insns;

	if (f->opts.linktype != 1 ||
	    pfc_compile(f->text, PFC_NUL, &f->opts, &prog) != 0) {
		pfc_prog_free(prog);
		return;
	}
	insns = pfc_prog_insns(prog, &count);
	arena_init(&arena, NULL);
	decompile_program(&r, &arena, insns, (uint32_t)count, &f->opts, TIMEOUT_MS);
	run->programs++;
	run->equal += r.text && r.proof == PROOF_EQUAL;
	run->whole += r.text && r.proof == PROOF_WHOLE;
	run->none += !r.text;
	run->words += r.text && !r.accessors;
	if (!r.text || getenv("PFC_VERBOSE"))
		test_note("%s:%u %s -> %s (%u)", f->file, f->line, f->text,
		          r.text ? r.text : "nothing", r.rounds);
	arena_fini(&arena);
	pfc_prog_free(prog);
}

TEST(programs_of_the_filters_of_the_tests)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : SAMPLE;
	struct run run = { 0 };

	if (!solve_available())
		SKIP("built without Z3");
	CHECK(corpus_each(nth, decompile, &run) > 10000);
	test_note("%u programs: %u proved equal, %u but for packets that are cut off, "
	          "%u not "
	          "found; %u without byte accessors",
	          run.programs, run.equal, run.whole, run.none, run.words);
	CHECK((run.equal + run.whole) * 100 >= run.programs * 80);
	CHECK(run.words * 100 >= run.programs * 60);
}

TEST_MAIN(CASE(programs_of_the_filters_of_the_tests))
