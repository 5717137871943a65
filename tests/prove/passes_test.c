/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/prove/passes_test.c - each pass by itself keeps the contract: proved for the program
 * before it and the one after it, for a sample of all filters; with PFC_LONG for all.
 */
#include <linux/filter.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "compiler/check.h"
#include "compiler/emit_cbpf.h"
#include "compiler/lower.h"
#include "compiler/opt.h"
#include "compiler/resolve.h"
#include "grammar/ast.h"
#include "prove/compare.h"
#include "proto/link.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

enum { SAMPLE = 60, SNAPLEN = 262144, LONG = 3000 };

/* What stands between two programs that are compared. */
enum pass {
	PASS_MERGE, /* lower: lists become sets */
	PASS_IP6_BASE, /* lower: transport behind a base register */
	PASS_FACTS,
	PASS_SPLIT,
	PASS_APART,
	PASS_SORT,
	PASS_WORDS,
	PASS_LATE,
	PASS_USUAL,
	PASS_REGS, /* emit: registers are kept */
	PASS_SLOTS, /* emit: so are scratch words */
	PASS_ENDS, /* emit: ladders share their ends */
	PASS_NETS,  /* emit: networks of one length are shifted */
	PASS_HOIST, /* emit: X is set in front of branches */
	PASS_NARROW, /* emit: shorter loads */
	PASSES,
};

static const char *const names[PASSES] = {
	[PASS_MERGE] = "lower, merge", [PASS_IP6_BASE] = "lower, ip6_base",
	[PASS_FACTS] = "opt_facts",    [PASS_SPLIT] = "opt_facts, split",
	[PASS_APART] = "opt_facts, apart", [PASS_SORT] = "opt_order, sort",
	[PASS_WORDS] = "opt_order, words", [PASS_LATE] = "opt_order, late",
	[PASS_REGS] = "emit, regs",    [PASS_SLOTS] = "emit, slots",
	[PASS_ENDS] = "emit, ends",    [PASS_HOIST] = "emit, hoist",
	[PASS_NETS] = "emit, nets",
	[PASS_NARROW] = "emit, narrow", [PASS_USUAL] = "opt_usual",
};

struct run {
	uint32_t filters, failed, undecided;
	uint32_t proofs[PASSES]; /* of programs that are not the same */
};

/* One filter, on its way through the passes. */
struct way {
	const struct corpus_filter *f;
	struct run *run;
	struct arena arena;
	struct diags diags;
	struct ast *tree;
};

static struct ref lower_as(struct way *w, struct graph *g, bool exact, bool merge,
                           bool ip6_base)
{
	struct lower cx = { .g = g, .arena = &w->arena, .diags = &w->diags };
	const struct pfc_opts *opts = &w->f->opts;

	cx.opts = (struct lower_opts){
		.link = link_by_number(opts->linktype),
		.netmask = opts->netmask,
		.live = opts->flags & PFC_LIVE,
		.ip6_ext = opts->flags & PFC_IP6_EXT,
		.scoped = opts->flags & PFC_SCOPED,
		.ip6_base = ip6_base,
	};
	cx.opts.merge = merge && cx.opts.link->test != LT_JUNIPER;
	graph_init(g, &w->arena, exact);
	return lower(&cx, w->tree);
}

static void prove(struct way *w, enum pass pass, struct emitted after,
                  struct emitted before)
{
	struct compare c = { .contract = true, .timeout_ms = 60000 };
	struct check_fault fault;
	int ret;

	/* Scratch words ran out, or the kernel's rules leave this style out. */
	if (!after.insns || !before.insns || before.count > LONG ||
	    !check_cbpf(after.insns, after.count, 0, &fault) ||
	    !check_cbpf(before.insns, before.count, 0, &fault))
		return;
	if (after.count == before.count &&
	    !memcmp(after.insns, before.insns, after.count * sizeof(*after.insns)))
		return;
	c.a = (struct compare_program){ after.insns, after.count };
	c.b = (struct compare_program){ before.insns, before.count };
	c.linktype = w->f->opts.linktype;
	ret = compare_programs(&c);
	w->run->proofs[pass]++;
	if (ret || c.any[REGION_A_ONLY] == ANSWER_YES || c.any[REGION_B_ONLY] == ANSWER_YES) {
		w->run->failed++;
		test_note("%s:%u %s: %s: %s", w->f->file, w->f->line, names[pass],
		          w->f->text, ret ? strerror(-ret) : "breaks the contract");
	} else if (c.any[REGION_A_ONLY] != ANSWER_NO || c.any[REGION_B_ONLY] != ANSWER_NO) {
		w->run->undecided++;
		test_note("%s:%u %s: %s: undecided", w->f->file, w->f->line, names[pass],
		          w->f->text);
	}
	compare_fini(&c);
}

/* opt_facts, from the graph of the merged filter; its code is given. */
static struct ref prove_facts(struct way *w, struct graph *g, struct ref root,
                              struct emitted code)
{
	struct ref known = opt_facts(g, root, 0);

	prove(w, PASS_FACTS, emit_cbpf(g, known, SNAPLEN, 0), code);
	prove(w, PASS_SPLIT, emit_cbpf(g, opt_facts(g, root, FACTS_SPLIT), SNAPLEN, 0), code);
	prove(w, PASS_APART, emit_cbpf(g, opt_facts(g, root, FACTS_APART), SNAPLEN, 0), code);
	return known;
}

static void prove_order(struct way *w, struct graph *g, struct ref root)
{
	static const struct {
		enum pass pass;
		unsigned how;
	} orders[] = {
		{ PASS_SORT, ORDER_SORT },
		{ PASS_WORDS, ORDER_WORDS },
		{ PASS_LATE, ORDER_LATE },
	};
	struct emitted code = emit_cbpf(g, root, SNAPLEN, 0);

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		prove(w, orders[i].pass,
		      emit_cbpf(g, opt_order(g, root, orders[i].how), SNAPLEN, 0), code);
	prove(w, PASS_USUAL, emit_cbpf(g, opt_usual(g, root), SNAPLEN, 0), code);
}

static void prove_emit(struct way *w, struct graph *g, struct ref root)
{
	static const struct {
		enum pass pass;
		unsigned style;
	} styles[] = {
		{ PASS_REGS, EMIT_REGS },
		{ PASS_SLOTS, EMIT_REGS | EMIT_SLOTS },
		{ PASS_ENDS, EMIT_REGS | EMIT_ENDS_LAST },
		{ PASS_HOIST, EMIT_REGS | EMIT_HOIST },
		{ PASS_NETS, EMIT_REGS | EMIT_NETS },
		{ PASS_NARROW, EMIT_REGS | EMIT_NARROW },
	};
	struct emitted code = emit_cbpf(g, root, SNAPLEN, 0);

	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		prove(w, styles[i].pass, emit_cbpf(g, root, SNAPLEN, styles[i].style), code);
}

static void prove_passes(struct way *w)
{
	struct graph exact, plain, merged, based;
	struct ref e = lower_as(w, &exact, true, false, false);
	struct ref p = lower_as(w, &plain, false, false, false);
	struct ref m = lower_as(w, &merged, false, true, false);
	struct ref b = lower_as(w, &based, false, true, true);
	struct ref known;
	struct emitted code;

	if (w->diags.errors)
		return;
	w->run->filters++;
	code = emit_cbpf(&exact, e, SNAPLEN, 0);
	prove(w, PASS_MERGE, emit_cbpf(&plain, p, SNAPLEN, 0), code);
	prove(w, PASS_MERGE, emit_cbpf(&merged, m, SNAPLEN, 0), code);
	code = emit_cbpf(&merged, m, SNAPLEN, 0);
	prove(w, PASS_IP6_BASE, emit_cbpf(&based, b, SNAPLEN, 0), code);
	known = prove_facts(w, &merged, m, code);
	prove_order(w, &merged, known);
	prove_emit(w, &merged, opt_order(&merged, known, ORDER_SORT | ORDER_WORDS));
	/* Registers behind IPv6 as well: more code is shared. */
	code = emit_cbpf(&based, b, SNAPLEN, 0);
	prove(w, PASS_REGS, emit_cbpf(&based, b, SNAPLEN, EMIT_REGS), code);
	prove(w, PASS_HOIST, emit_cbpf(&based, b, SNAPLEN, EMIT_REGS | EMIT_HOIST), code);
}

static void prove_filter(void *ctx, const struct corpus_filter *f)
{
	struct way w = { .f = f, .run = ctx };
	bool hard = strstr(f->text, "protochain") || f->opts.flags & PFC_IP6_EXT;
	struct resolve_opts names_of = { .no_lookup = true, .text = f->text };

	/* Chains of headers take minutes: corpus_test has them. */
	if (hard)
		return;
	arena_init(&w.arena, NULL);
	w.diags.arena = &w.arena;
	w.diags.no_lint = true;
	if (ast_parse(&w.arena, &w.diags, f->text, (uint32_t)strlen(f->text), &w.tree) &&
	    resolve(&w.arena, &w.diags, &names_of, w.tree))
		prove_passes(&w);
	arena_fini(&w.arena);
}

TEST(each_pass_keeps_the_contract)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : SAMPLE;
	struct run run = { 0 };

	if (!solve_available())
		SKIP("built without Z3");
	CHECK(corpus_each(nth, prove_filter, &run) > 10000);
	for (int pass = 0; pass < PASSES; pass++)
		test_note("%s: %u proofs", names[pass], run.proofs[pass]);
	test_note("%u filters, %u undecided", run.filters, run.undecided);
	CHECK_EQ(run.failed, 0);
	CHECK_EQ(run.undecided, 0);
	/* Each pass did something. */
	for (int pass = 0; pass < PASSES; pass++)
		CHECK_MSG(run.proofs[pass], "%s", names[pass]);
}

TEST_MAIN(CASE(each_pass_keeps_the_contract))
