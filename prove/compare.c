/* SPDX-License-Identifier: BSD-2-Clause */
#include "prove/compare.h"

#include <errno.h>
#include <string.h>

#include "prove/exec.h"
#include "prove/pretty.h"
#include "prove/search.h"

enum {
	FIRST_PACKETS = 2000, /* tried before the solver is asked */
	FIRST_MS = 50,
	LAST_PACKETS = 200000, /* tried when it has no answer */
	LAST_MS = 2000,
};

struct comparison {
	struct compare *c;
	struct terms terms;
	struct term_ref a, b, whole; /* whole: b, with nothing missing; contract only */
	struct term_ref goal[REGIONS];
	uint32_t goals;
	uint64_t deadline_ms;
};

/* Does a packet show what is said about it? */
static bool holds(const void *ctx, const struct witness *w, enum region region)
{
	const struct compare *c = ctx;
	bool a = witness_run(w, c->a.insns, c->a.count);
	bool b;

	if (c->contract && region == REGION_A_ONLY)
		b = witness_run_whole(w, c->b.insns, c->b.count);
	else
		b = witness_run(w, c->b.insns, c->b.count);
	switch (region) {
	case REGION_A_ONLY:
		return a && !b;
	case REGION_B_ONLY:
		return !a && b;
	case REGION_BOTH:
		return a && b;
	case REGION_NEITHER:
		return !a && !b;
	case REGIONS:
		break;
	}
	return false;
}

static void make_terms(struct comparison *x)
{
	struct compare *c = x->c;
	struct terms *t = &x->terms;

	terms_init(t, &c->arena);
	x->a = exec_cbpf(t, c->a.insns, c->a.count, false);
	x->b = exec_cbpf(t, c->b.insns, c->b.count, false);
	x->whole = c->contract ? exec_cbpf(t, c->b.insns, c->b.count, true) : x->b;
	x->goals = c->contract ? REGION_BOTH : REGIONS;
	x->goal[REGION_A_ONLY] = term_and(t, x->a, term_not(t, x->whole));
	x->goal[REGION_B_ONLY] = term_and(t, x->b, term_not(t, x->a));
	x->goal[REGION_BOTH] = term_and(t, x->a, x->b);
	x->goal[REGION_NEITHER] = term_and(t, term_not(t, x->a), term_not(t, x->b));
}

/* Tries packets for what has no answer. */
static void try_packets(struct comparison *x, uint32_t packets, uint64_t ms)
{
	struct compare *c = x->c;
	struct search s = {
		.t = &x->terms,
		.roots = { x->a, x->b, x->whole },
		.root_count = SEARCH_ROOTS,
		.packets_max = packets,
		.deadline_ms = clock_now_ms() + ms,
	};
	enum region region[REGIONS];

	for (uint32_t i = 0; i < x->goals; i++) {
		if (c->any[i] != ANSWER_UNKNOWN)
			continue;
		region[s.goal_count] = (enum region)i;
		s.witness[s.goal_count] = c->witness[i];
		s.goals[s.goal_count++] = x->goal[i];
	}
	if (s.goal_count)
		search_packets(&s);
	for (uint32_t i = 0; i < s.goal_count; i++) {
		if (s.found[i]) {
			c->any[region[i]] = ANSWER_YES;
			c->by_search[region[i]] = true;
		}
	}
}

static void ask_solver(struct comparison *x)
{
	struct compare *c = x->c;

	for (uint32_t i = 0; i < x->goals; i++) {
		if (c->any[i] == ANSWER_UNKNOWN)
			c->any[i] = solve(&x->terms, x->goal[i], x->deadline_ms,
			                  c->witness[i]);
	}
}

static enum relation relation_of(const enum answer any[REGIONS])
{
	bool yes[REGIONS], no[REGIONS];

	for (int i = 0; i < REGIONS; i++) {
		yes[i] = any[i] == ANSWER_YES;
		no[i] = any[i] == ANSWER_NO;
	}
	if (no[REGION_A_ONLY] && no[REGION_B_ONLY])
		return RELATION_EQUAL;
	if (no[REGION_A_ONLY] && yes[REGION_B_ONLY])
		return RELATION_A_IMPLIES_B;
	if (yes[REGION_A_ONLY] && no[REGION_B_ONLY])
		return RELATION_B_IMPLIES_A;
	if (!yes[REGION_A_ONLY] && !yes[REGION_B_ONLY])
		return RELATION_UNKNOWN;
	if (!yes[REGION_A_ONLY] || !yes[REGION_B_ONLY])
		return RELATION_DIFFERENT;
	if (yes[REGION_BOTH])
		return RELATION_OVERLAP;
	if (!no[REGION_BOTH])
		return RELATION_DIFFERENT;
	return no[REGION_NEITHER] ? RELATION_OPPOSITE : RELATION_DISJOINT;
}

static int confirm(struct comparison *x)
{
	struct compare *c = x->c;

	for (uint32_t i = 0; i < x->goals; i++) {
		enum region region = (enum region)i;

		if (c->any[i] != ANSWER_YES)
			continue;
		if (!holds(c, c->witness[i], region))
			return -EPROTO;
		if (region == REGION_A_ONLY || region == REGION_B_ONLY)
			make_pretty(c->witness[i], &c->arena, c->linktype, holds, c,
			            region);
		if (!holds(c, c->witness[i], region))
			return -EPROTO;
	}
	return 0;
}

static int compare_in_arena(struct compare *c)
{
	struct comparison *x = arena_alloc(&c->arena, sizeof(*x));

	x->c = c;
	x->deadline_ms = clock_now_ms() + c->timeout_ms;
	for (int i = 0; i < REGIONS; i++) {
		c->any[i] = ANSWER_UNKNOWN;
		c->witness[i] = witness_new(&c->arena, CAPLEN_MAX);
	}
	make_terms(x);
	for (uint32_t i = 0; i < x->goals; i++) {
		if (term_at(&x->terms, x->goal[i])->op == TERM_FALSE)
			c->any[i] = ANSWER_NO;
	}
	try_packets(x, FIRST_PACKETS, FIRST_MS);
	ask_solver(x);
	try_packets(x, LAST_PACKETS, LAST_MS);
	c->relation = relation_of(c->any);
	return confirm(x);
}

int compare_programs(struct compare *c)
{
	jmp_buf landing;
	int ret;

	arena_init(&c->arena, &landing);
	if (exec_unknown(c->a.insns, c->a.count) ||
	    exec_unknown(c->b.insns, c->b.count))
		return -ENOTSUP;
	ret = setjmp(landing) ? -ENOMEM : compare_in_arena(c);
	c->arena.landing = NULL;
	return ret;
}

void compare_fini(struct compare *c)
{
	arena_fini(&c->arena);
}
