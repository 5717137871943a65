/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/variants.c - one filter made in several ways, of which the best is kept. */
#include "compiler/check.h"
#include "compiler/compile_int.h"
#include "compiler/opt.h"

enum {
	LONG = 2000,       /* instructions; longer programs are made in one way only */
	LIST_MIN = 100,    /* instructions; a list is not shorter ... */
	LIST_STEPS = 18,   /* ... and more splits pay when it executes that many */
	LONG_STEPS = 24,   /* ... and even more than that */
	LIST_MAX = 5000,   /* instructions; longer lists fit no kernel in any way */
	SPEND_MAX = 12000, /* instructions of all the ways that are tried */
};

struct lower_opts compile_lower_opts(const struct compile *c, const struct variant *v)
{
	return (struct lower_opts){
		.link = c->link,
		.netmask = c->opts.netmask,
		.live = c->opts.flags & PFC_LIVE,
		.as_saved = c->opts.flags & PFC_AS_SAVED,
		.ip6_ext = c->opts.flags & PFC_IP6_EXT,
		.scoped = c->opts.flags & PFC_SCOPED,
		/* Sorting by address family is for families that exclude each other. */
		.merge = !v->exact && c->link->test != LT_JUNIPER,
		.ip6_base = v->way & WAY_IP6_BASE,
	};
}

static struct ref lower_as(struct compile *c, struct variant *v, struct diags *diags,
                           struct ast *tree)
{
	struct lower cx = {
		.g = &v->graph,
		.arena = &c->arena,
		.diags = diags,
		.opts = compile_lower_opts(c, v),
	};

	graph_init(&v->graph, &c->arena, v->exact);
	v->graph.traffic = v->exact ? NULL : &c->traffic;
	return lower(&cx, tree);
}

/* The program once more with other searches, kept when it fits a kernel and is faster. */
static void emit_again(struct compile *c, struct variant *v, uint32_t accept,
                       unsigned style)
{
	bool fits = v->code.count <= PFC_INSNS_MAX;
	bool timed = c->opts.optimize == PFC_OPTIMIZE_SPEED;
	struct check_fault fault;
	struct emitted code = emit_cbpf(&v->graph, v->optimized, accept, style);
	struct cost cost;

	if (!code.insns || code.count > PFC_INSNS_MAX ||
	    !check_cbpf(code.insns, code.count, 0, &fault))
		return;
	cost = cost_of(code.insns, code.count, &c->traffic);
	if (!fits || (timed ? cost.time < v->cost.time : cost.steps < v->cost.steps)) {
		v->code = code;
		v->cost = cost;
	}
}

/* Long lists with more splits where much is executed, and with fewer where only those fit. */
static void emit_lists(struct compile *c, struct variant *v, uint32_t accept,
                       unsigned style)
{
	if (v->code.count < LIST_MIN || v->code.count > LIST_MAX)
		return;
	if (v->code.count > PFC_INSNS_MAX)
		emit_again(c, v, accept, style | EMIT_LEAF_64);
	else if (v->cost.steps > LIST_STEPS)
		emit_again(c, v, accept, style | EMIT_LEAF_4);
	if (v->code.count <= PFC_INSNS_MAX && v->cost.steps > LONG_STEPS)
		emit_again(c, v, accept, style | EMIT_LEAF_2);
}

/* The kernel follows scratch words along the order of instructions, not along the jumps, and
 * may refuse what is right: such code is left out.
 */
static void emit(struct compile *c, struct variant *v, uint32_t accept)
{
	unsigned style = EMIT_REGS | EMIT_NETS;
	struct check_fault fault;

	if (v->way & WAY_ENDS_LAST)
		style |= EMIT_ENDS_LAST;
	if (v->way & WAY_SLOTS)
		style |= EMIT_SLOTS;
	if (v->way & WAY_HOIST)
		style |= EMIT_HOIST;
	if (v->way & WAY_NARROW)
		style |= EMIT_NARROW;
	if (c->opts.optimize == PFC_OPTIMIZE_SIZE)
		style |= EMIT_LEAF_64;
	if (c->opts.optimize == PFC_OPTIMIZE_SPEED)
		style |= EMIT_LEAF_FAST;
	v->code = emit_cbpf(&v->graph, v->optimized, accept, style);
	if (v->code.insns && !check_cbpf(v->code.insns, v->code.count, 0, &fault))
		v->code.insns = NULL;
	if (!v->code.insns)
		return;
	v->cost = cost_of(v->code.insns, v->code.count, &c->traffic);
	if (c->opts.optimize == PFC_OPTIMIZE_BALANCED)
		emit_lists(c, v, accept, style);
	if (c->opts.optimize == PFC_OPTIMIZE_SPEED && v->code.nets)
		emit_again(c, v, accept, style & ~(unsigned)EMIT_NETS);
}

static unsigned facts_how(unsigned way)
{
	return (way & WAY_SPLIT ? FACTS_SPLIT : 0) |
	       (way & WAY_APART ? FACTS_APART : 0);
}

static unsigned order_how(unsigned way)
{
	return (way & WAY_SORT ? ORDER_SORT : 0) | (way & WAY_WORDS ? ORDER_WORDS : 0) |
	       (way & WAY_LATE ? ORDER_LATE : 0);
}

static void run_variant(struct compile *c, struct variant *v, const struct purpose *of)
{
	v->lowered = lower_as(c, v, &c->diags, c->tree);
	if (!c->diags.errors && of->view != VIEW_SAME)
		v->lowered = kernel_view(&v->graph, v->lowered, of->view);
	if (c->diags.errors || !v->lowered.id)
		return;
	v->known = v->lowered;
	if (!v->exact && !(v->way & WAY_NO_FACTS))
		v->known = opt_facts(&v->graph, v->lowered, facts_how(v->way));
	v->optimized = v->known;
	if (v->way & WAY_ORDER)
		v->optimized = opt_order(&v->graph, v->known, order_how(v->way));
	v->ordered = v->optimized;
	if (v->way & WAY_USUAL)
		v->optimized = opt_usual(&v->graph, v->ordered);
	if (!v->exact) {
		emit(c, v, of->accept);
		return;
	}
	v->code = emit_cbpf(&v->graph, v->optimized, of->accept, 0);
	/* A reference that fits no kernel may when registers are kept: it means the same. */
	if (v->code.count > PFC_INSNS_MAX)
		v->code = emit_cbpf(&v->graph, v->optimized, of->accept, EMIT_REGS);
}

static const struct variant *variant(struct compile *c, struct variants *all,
                                     unsigned way)
{
	struct variant *v = all->made[way];

	if (!v) {
		all->made[way] = v = arena_alloc(&c->arena, sizeof(*v));
		v->way = way;
		run_variant(c, v, all->of);
		all->spent += v->code.count;
	}
	return v;
}

/* Is v better than best? Programs that no kernel takes are the last choice; a balanced one
 * has to stay within limit().
 */
static bool better(const struct compile *c, const struct variants *all,
                   const struct variant *v, const struct variant *best)
{
	if (!v->code.insns)
		return false;
	if (!best->code.insns || best->code.count > PFC_INSNS_MAX)
		return !best->code.insns || v->code.count < best->code.count;
	if (v->code.count > PFC_INSNS_MAX)
		return false;
	if (c->opts.optimize == PFC_OPTIMIZE_BALANCED && all->most.count) {
		bool within = cost_within(&v->cost, &all->most);

		if (within != cost_within(&best->cost, &all->most))
			return within;
	}
	return cost_less(&v->cost, &best->cost, c->opts.optimize);
}

/* Changes one choice after the other as long as that helps. */
static const struct variant *improve(struct compile *c, struct variants *all,
                                     unsigned way)
{
	const struct variant *best = variant(c, all, way);
	unsigned fixed = best->graph.ip6_bases ? 0 : WAY_IP6_BASE, tried = 0;

	if (c->opts.optimize != PFC_OPTIMIZE_SPEED)
		fixed |= WAY_USUAL;
	for (unsigned i = 0; tried < WAY_COUNT && all->spent < SPEND_MAX; i++) {
		unsigned choice = 1u << i % WAY_COUNT;
		const struct variant *v;

		tried++;
		if (choice & fixed)
			continue;
		v = variant(c, all, best->way ^ choice);
		if (better(c, all, v, best)) {
			best = v;
			tried = 0;
		}
	}
	return best;
}

/* What a balanced program may cost: about what libpcap makes of the filter, which takes the
 * tests in the order of the text, but no more instructions than where tests are joined. Long
 * programs may execute a little more to be shorter.
 */
static struct cost limit(struct compile *c, struct variants *all)
{
	enum { LENGTHY = 64 };
	struct cost most = variant(c, all, WAY_APART)->cost;
	const struct cost *joined = &variant(c, all, 0)->cost;
	const struct cost *split = &variant(c, all, WAY_SPLIT)->cost;

	if (joined->count && cost_within(joined, &most))
		most.count = joined->count;
	if (split->count && cost_within(split, &most))
		most.count = split->count;
	if (most.count > LENGTHY)
		most.steps *= 1.1;
	return most;
}

/* Long programs are lists: what shares their searches pays, the rest hardly shows. */
static const struct variant *best_of_long(struct compile *c, struct variants *all,
                                          const struct variant *first)
{
	static const unsigned ways[] = {
		WAY_IP6_BASE,
		WAY_SORT | WAY_WORDS | WAY_IP6_BASE,
	};
	unsigned fixed = first->graph.ip6_bases ? 0 : WAY_IP6_BASE;
	const struct variant *best = first;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const struct variant *v;

		if (first->code.count > SPEND_MAX)
			break;
		v = variant(c, all, ways[i] & ~fixed);
		if (better(c, all, v, best))
			best = v;
	}
	return best;
}

/* From several starts; the first also finds out whether the filter can match at all. */
const struct variant *variants_best(struct compile *c, const struct purpose *of)
{
	static const unsigned starts[] = {
		0,
		WAY_APART,
		WAY_NO_FACTS | WAY_SLOTS,
		WAY_SORT,
		WAY_SORT | WAY_WORDS | WAY_IP6_BASE,
		WAY_SORT | WAY_LATE | WAY_HOIST | WAY_IP6_BASE,
	};
	struct variants *all = arena_alloc(&c->arena, sizeof(*all));
	const struct variant *first, *best;

	all->of = of;
	if (of->view == VIEW_SAME)
		c->tried = all;
	first = best = variant(c, all, 0);
	if (c->diags.errors || !first->lowered.id || ref_is(first->optimized, REJECT))
		return first;
	if (first->code.count > LONG)
		return best_of_long(c, all, first);
	all->most = limit(c, all);
	for (size_t i = 0;
	     i < sizeof(starts) / sizeof(starts[0]) && all->spent < SPEND_MAX; i++) {
		const struct variant *v = improve(c, all, starts[i]);

		if (better(c, all, v, best))
			best = v;
	}
	return best;
}

const struct variant *variants_reference(struct compile *c, const struct purpose *of)
{
	struct variant *v = arena_alloc(&c->arena, sizeof(*v));

	v->exact = true;
	run_variant(c, v, of);
	return v;
}

const struct variant *variants_plain(struct compile *c, const struct purpose *of)
{
	struct variant *v;

	if (of->view == VIEW_SAME && c->tried && c->tried->made[0])
		return c->tried->made[0];
	v = arena_alloc(&c->arena, sizeof(*v));
	run_variant(c, v, of);
	return v;
}
