/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/decompile.c - guesses are proved or refuted; what refutes one teaches the next. */
#include "cli/decompile.h"

#include <string.h>

#include "compiler/check.h"
#include "prove/search.h"
#include "teach/structure.h"

enum { ROUNDS_MAX = 60, PROOF_MS = 4000 };

struct proving {
	struct compare_program program;
	struct pfc_opts opts;
	struct decompiler *d;
	uint64_t end_ms; /* on the clock of clock_now_ms() */
};

enum outcome { OUTCOME_PROVED, OUTCOME_LEARNED, OUTCOME_OPEN };

static struct pfc_prog *compile(const struct proving *p, const char *text,
                                enum pfc_optimize optimize)
{
	struct pfc_opts opts = p->opts;
	struct pfc_prog *prog = NULL;

	opts.optimize = optimize;
	opts.target = PFC_TARGET_CBPF;
	opts.flags |= PFC_NO_LINT | PFC_NO_LOOKUP | PFC_ALLOW_EMPTY;
	opts.insns_max = 0;
	opts.dump = NULL;
	if (pfc_compile(text, PFC_NUL, &opts, &prog) == 0)
		return prog;
	pfc_prog_free(prog);
	return NULL;
}

static struct compare_program of(const struct pfc_prog *prog)
{
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	return (struct compare_program){ insns, (uint32_t)count };
}

/* A packet that tells both apart although no byte is missing joins the samples. */
static bool learn_from(struct proving *p, const struct witness *w,
                       const struct compare_program *other)
{
	uint32_t a, b;

	if (!w || w->has_meta)
		return false;
	a = witness_run_whole(w, p->program.insns, p->program.count);
	b = witness_run_whole(w, other->insns, other->count);
	if (!a == !b)
		return false;
	return decompile_learn(p->d, w->data, w->room, w->len);
}

/* One comparison: contract or the same packets. */
static enum outcome try(struct proving *p, struct compare_program a,
                        struct compare_program b, bool contract)
{
	struct compare c = { .a = a, .b = b, .contract = contract };
	struct compare_program other = a.insns == p->program.insns ? b : a;
	enum outcome out = OUTCOME_OPEN;
	uint64_t now = clock_now_ms();

	c.linktype = p->opts.linktype;
	c.timeout_ms = now + PROOF_MS < p->end_ms ? PROOF_MS
	               : now < p->end_ms          ? p->end_ms - now
	                                          : 1;
	if (compare_programs(&c) == 0) {
		if (c.any[REGION_A_ONLY] == ANSWER_NO &&
		    c.any[REGION_B_ONLY] == ANSWER_NO)
			out = OUTCOME_PROVED;
		for (int i = REGION_A_ONLY; i <= REGION_B_ONLY; i++) {
			if (c.any[i] == ANSWER_YES && p->d &&
			    learn_from(p, c.witness[i], &other))
				out = OUTCOME_LEARNED;
		}
	}
	compare_fini(&c);
	return out;
}

/* Is the program that of the filter, for one of the objectives? Else: what can be proved? */
static enum outcome prove(struct proving *p, const char *text, enum proof *proof)
{
	enum outcome out = OUTCOME_OPEN;
	struct pfc_prog *plain = compile(p, text, PFC_OPTIMIZE_NONE), *best = NULL;

	*proof = PROOF_EQUAL;
	for (int o = PFC_OPTIMIZE_BALANCED; plain && o <= PFC_OPTIMIZE_SPEED; o++) {
		struct compare_program c;

		pfc_prog_free(best);
		best = compile(p, text, (enum pfc_optimize)o);
		c = best ? of(best) : of(plain);
		if (c.count == p->program.count &&
		    !memcmp(c.insns, p->program.insns, c.count * sizeof(*c.insns)))
			out = OUTCOME_PROVED;
		if (out == OUTCOME_PROVED)
			break;
	}
	if (plain && out == OUTCOME_OPEN)
		out = try(p, p->program, of(plain), false);
	if (best && out == OUTCOME_OPEN)
		out = try(p, p->program, of(best), false);
	if (plain && out == OUTCOME_OPEN) {
		*proof = PROOF_WHOLE;
		out = try(p, p->program, of(plain), true);
	}
	if (best && out == OUTCOME_OPEN)
		out = try(p, of(best), p->program, true);
	pfc_prog_free(plain);
	pfc_prog_free(best);
	return out;
}

/* Guess and prove, until one holds or nothing new is learned. */
static void by_example(struct decompiled *r, struct proving *p)
{
	while (r->rounds < ROUNDS_MAX && clock_now_ms() < p->end_ms) {
		const char *text = decompile_guess(p->d);
		enum outcome out;

		if (!text)
			return;
		out = prove(p, text, &r->proof);
		if (out == OUTCOME_PROVED) {
			r->text = text;
			return;
		}
		if (out == OUTCOME_OPEN) {
			r->proof = PROOF_NONE;
			return;
		}
		r->rounds++;
	}
}

void decompile_program(struct decompiled *r, struct arena *arena,
                       const struct sock_filter *insns, uint32_t count,
                       const struct pfc_opts *opts, uint64_t timeout_ms)
{
	struct decompiler d;
	struct notes notes;
	struct proving p = { { insns, count }, *opts, &d, clock_now_ms() + timeout_ms };
	struct decompiled bytes = { 0 };

	*r = (struct decompiled){ .proof = PROOF_NONE };
	notes_make(&notes, arena, insns, count, link_by_number(opts->linktype));
	decompile_init(&d, arena, &notes, opts);
	by_example(r, &p);
	r->accessors = r->text && strchr(r->text, '[');
	decompile_fini(&d);
	if (r->text)
		return;
	/* Branch by branch, in bytes: hard to read, but nearly always there. */
	p.d = NULL;
	p.end_ms = clock_now_ms() + PROOF_MS;
	bytes.text = structure_text(arena, insns);
	if (!bytes.text || prove(&p, bytes.text, &bytes.proof) != OUTCOME_PROVED)
		return;
	bytes.rounds = r->rounds;
	bytes.accessors = strchr(bytes.text, '[') != NULL;
	*r = bytes;
}
