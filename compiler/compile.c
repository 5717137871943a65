/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/compile.c - the list of passes, from filter text to program. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "compiler/check.h"
#include "compiler/cost.h"
#include "compiler/emit_cbpf.h"
#include "compiler/explain.h"
#include "compiler/image.h"
#include "compiler/kernel_view.h"
#include "compiler/lint.h"
#include "compiler/lower.h"
#include "compiler/opt.h"
#include "compiler/program.h"
#include "compiler/read_sets.h"
#include "compiler/resolve.h"
#include "compiler/traffic.h"
#include "grammar/ast.h"
#include "pfc/pfc.h"

enum {
	COOKED_MIN = 64,    /* bytes; making a pseudo header takes the link header */
	TEXT_MAX = 1 << 28, /* bytes; spans have 32 bits */
	LONG = 2000,        /* instructions; longer programs are made in one way only */
	LIST_MIN = 100,     /* instructions; a list is not shorter ... */
	LIST_STEPS = 18,    /* ... and more splits pay when it executes that many */
	LONG_STEPS = 24,    /* ... and even more than that */
	LIST_MAX = 5000,    /* instructions; longer lists fit no kernel in any way */
	SPEND_MAX = 12000,  /* instructions of all the ways that are tried */
};

struct variants;

struct compile {
	struct arena arena;
	struct diags diags;
	const char *text;
	uint32_t text_len;
	struct pfc_opts opts;
	const struct link *link;
	struct set_reader sets;
	struct ast *tree;
	struct traffic traffic; /* of the link type */
	const struct variants *tried;     /* for the frame */
	struct emitted code, kernel_code; /* the results; without instructions: none */
};

/* What a program is about, and what it returns for a packet it accepts. */
struct purpose {
	enum kernel_view view;
	uint32_t accept;
};

/* Choices that a program can be made by: the graph, then how it is emitted. */
enum way {
	WAY_IP6_BASE = 1 << 0,  /* transport headers by a base register behind IPv6, too */
	WAY_SPLIT = 1 << 1,     /* of facts_how */
	WAY_SORT = 1 << 2,      /* of order_how ... */
	WAY_WORDS = 1 << 3,
	WAY_LATE = 1 << 4,
	WAY_ORDER = WAY_SORT | WAY_WORDS | WAY_LATE,
	WAY_NO_FACTS = 1 << 5,  /* no opt_facts */
	WAY_APART = 1 << 6,     /* of facts_how */
	WAY_ENDS_LAST = 1 << 7, /* of emit_style ... */
	WAY_SLOTS = 1 << 8,
	WAY_HOIST = 1 << 9,
	WAY_NARROW = 1 << 10,
	WAY_USUAL = 1 << 11,    /* opt_usual; for speed only */
	WAY_COUNT = 12,
	WAYS = 1 << WAY_COUNT,
};

/* The filter as a program, made in one way. */
struct variant {
	bool exact;   /* the reference meaning, test by test */
	unsigned way; /* enum way */
	struct graph graph;
	struct ref lowered, known, ordered; /* after lower, opt_facts, opt_order */
	struct ref optimized;               /* after the last pass */
	struct emitted code;
	struct cost cost; /* of the code */
};

/* The programs that were made, by way. */
struct variants {
	struct variant *made[WAYS]; /* NULL: not yet */
	const struct purpose *of;
	struct cost most; /* that a balanced program may cost; without instructions: any */
	uint32_t spent;   /* instructions made so far */
};

/* ---- dumps ---- */

static bool dumps(const struct compile *c, const char *stage)
{
	const char *want = c->opts.dump_stage;
	size_t len;

	if (!c->opts.dump || !want)
		return false;
	len = strlen(want);
	if (len && want[len - 1] == '*')
		return !strncmp(stage, want, len - 1);
	return !strcmp(want, "all") || !strcmp(want, stage);
}

static void dump_graph(struct compile *c, const char *stage, const struct graph *g,
                       struct ref root)
{
	struct str s = { 0 };

	if (!dumps(c, stage))
		return;
	graph_dump(&s, g, root);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, stage, s.at);
	str_fini(&s);
}

static void dump_code(struct compile *c, const char *stage, const struct emitted *code)
{
	struct str s = { 0 };

	if (!dumps(c, stage))
		return;
	image_cbpf(&s, code->insns, code->count, PFC_FORMAT_LISTING);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, stage, s.at);
	str_fini(&s);
}

static void dump_variant(struct compile *c, const struct variant *v)
{
	dump_graph(c, "graph", &v->graph, v->lowered);
	if (!v->exact && !(v->way & WAY_NO_FACTS))
		dump_graph(c, "opt_facts", &v->graph, v->known);
	if (v->way & WAY_ORDER)
		dump_graph(c, "opt_order", &v->graph, v->ordered);
	if (v->way & WAY_USUAL)
		dump_graph(c, "opt_usual", &v->graph, v->optimized);
	dump_code(c, "cbpf", &v->code);
}

/* ---- what was done, and why ---- */

static void put_way(struct str *s, unsigned way)
{
	static const char *const names[WAY_COUNT] = {
		"ip6-base", "split", "sort",      "words", "late",  "no-facts",
		"apart",    "ends-last", "slots", "hoist", "narrow", "usual",
	};

	for (unsigned i = 0; i < WAY_COUNT; i++) {
		if (way >> i & 1)
			str_printf(s, " %s", names[i]);
	}
	str_printf(s, way ? "\n" : " (plain)\n");
}

static void put_tried(struct str *s, const struct variants *all, const struct variant *best)
{
	str_printf(s, "ways tried: instructions, executed per packet, longest path, choices\n");
	for (unsigned way = 0; all && way < WAYS; way++) {
		const struct variant *v = all->made[way];

		if (!v || !v->code.insns)
			continue;
		str_printf(s, "%s %5u %8.2f %5u ", v == best ? "kept" : "    ", v->cost.count,
		           v->cost.steps, v->cost.longest);
		put_way(s, way);
	}
}

/* Not among the stages of "all": it is about them. */
static void explain(struct compile *c, const struct variant *best)
{
	const struct explain_pass passes[] = {
		{ "opt_facts",
		  "what is left out is settled by tests in front of it; nothing is read earlier "
		  "or further",
		  best->lowered, best->known },
		{ "opt_order",
		  "every accepted packet passes all of these tests, so their order is free; a "
		  "load that fails rejects, as the tests it overtakes would",
		  best->known, best->ordered },
		{ "opt_usual",
		  "the first byte of the header is read next anyway; where it is 0x45, the "
		  "length that the offsets depend on is 20",
		  best->ordered, best->optimized },
	};
	struct str s = { 0 };

	if (!c->opts.dump || !c->opts.dump_stage || strcmp(c->opts.dump_stage, "explain-opt") != 0)
		return;
	if (best->exact)
		str_printf(&s, "no optimization was asked for\n");
	for (size_t i = 0; !best->exact && i < sizeof(passes) / sizeof(passes[0]); i++)
		explain_pass(&s, &best->graph, c->text, c->text_len, &passes[i]);
	if (!best->exact)
		put_tried(&s, c->tried, best);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, "explain-opt", s.at);
	str_fini(&s);
}

/* ---- passes ---- */

static struct lower_opts lower_opts(const struct compile *c, const struct variant *v)
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
		.opts = lower_opts(c, v),
	};

	graph_init(&v->graph, &c->arena, v->exact);
	v->graph.traffic = v->exact ? NULL : &c->traffic;
	return lower(&cx, tree);
}

/* The program once more with other ladders, kept when it fits a kernel and is better. */
static void emit_leaf(struct compile *c, struct variant *v, uint32_t accept, unsigned style)
{
	bool fits = v->code.count <= PFC_INSNS_MAX;
	struct check_fault fault;
	struct emitted code = emit_cbpf(&v->graph, v->optimized, accept, style);
	struct cost cost;

	if (!code.insns || code.count > PFC_INSNS_MAX ||
	    !check_cbpf(code.insns, code.count, 0, &fault))
		return;
	cost = cost_of(code.insns, code.count, &c->traffic);
	if (!fits || cost.steps < v->cost.steps) {
		v->code = code;
		v->cost = cost;
	}
}

/* Long lists with more splits where much is executed, and with fewer where only those fit. */
static void emit_lists(struct compile *c, struct variant *v, uint32_t accept, unsigned style)
{
	if (v->code.count < LIST_MIN || v->code.count > LIST_MAX)
		return;
	if (v->code.count > PFC_INSNS_MAX)
		emit_leaf(c, v, accept, style | EMIT_LEAF_64);
	else if (v->cost.steps > LIST_STEPS)
		emit_leaf(c, v, accept, style | EMIT_LEAF_4);
	if (v->code.count <= PFC_INSNS_MAX && v->cost.steps > LONG_STEPS)
		emit_leaf(c, v, accept, style | EMIT_LEAF_2);
}

/* The kernel follows scratch words along the order of instructions, not along the jumps, and
 * may refuse what is right: such code is left out.
 */
static void emit(struct compile *c, struct variant *v, uint32_t accept)
{
	unsigned style = EMIT_REGS;
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
}

static unsigned facts_how(unsigned way)
{
	return (way & WAY_SPLIT ? FACTS_SPLIT : 0) | (way & WAY_APART ? FACTS_APART : 0);
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

static struct lint lint_of(struct compile *c)
{
	static const struct variant merged = { .exact = false };

	return (struct lint){
		.arena = &c->arena,
		.diags = &c->diags,
		.opts = lower_opts(c, &merged),
		.text = c->text,
	};
}

static const struct variant *variant(struct compile *c, struct variants *all, unsigned way)
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
static const struct variant *improve(struct compile *c, struct variants *all, unsigned way)
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

/* Looks for the best way to write the filter, from several starts; the first also finds out
 * whether it can match at all.
 */
static const struct variant *best_variant(struct compile *c, const struct purpose *of)
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
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]) && all->spent < SPEND_MAX;
	     i++) {
		const struct variant *v = improve(c, all, starts[i]);

		if (better(c, all, v, best))
			best = v;
	}
	return best;
}

static const struct variant *reference(struct compile *c, const struct purpose *of)
{
	struct variant *v = arena_alloc(&c->arena, sizeof(*v));

	v->exact = true;
	run_variant(c, v, of);
	return v;
}

/* The filter once more, for what the kernel shows of a packet; none where it shows too
 * little, or would take no program that long.
 */
static void compile_for_kernel(struct compile *c)
{
	struct purpose kernel = { kernel_view_of(c->link->number, c->opts.flags),
		                  c->opts.snaplen };
	const struct variant *v;
	struct check_fault fault;

	if (kernel.view == VIEW_SAME || !(c->opts.flags & PFC_LIVE))
		return;
	if (kernel.view != VIEW_TAGS && kernel.accept < COOKED_MIN)
		kernel.accept = COOKED_MIN;
	if (c->opts.optimize == PFC_OPTIMIZE_NONE)
		v = reference(c, &kernel);
	else
		v = best_variant(c, &kernel);
	if (!v->code.insns ||
	    !check_cbpf(v->code.insns, v->code.count, PFC_INSNS_MAX, &fault))
		return;
	c->kernel_code = v->code;
	dump_code(c, "kernel", &c->kernel_code);
}

/* The kernel's rules, and the length asked for. */
static bool acceptable(struct compile *c, const struct emitted *code)
{
	struct span all = { 0, c->text_len };
	struct check_fault fault;
	struct diag *d;

	if (!code->insns) {
		diag_error(&c->diags, all,
		           "the arithmetic needs more than %d scratch words", BPF_MEMWORDS);
		return false;
	}
	if (c->opts.insns_max && code->count > c->opts.insns_max) {
		d = diag_error(&c->diags, all,
		               "the program has %u instructions; %s at most %u",
		               code->count,
		               c->opts.insns_max == PFC_INSNS_MAX
		                       ? "classic BPF in the kernel allows"
		                       : "it may have",
		               c->opts.insns_max);
		d->hint = c->opts.insns_max == PFC_INSNS_MAX
		                  ? "an eBPF program may be longer (pfc -d --target=socket), "
		                    "and files are filtered with programs of any length"
		                  : "a capture file can be filtered with a program of any "
		                    "length";
		return false;
	}
	if (!check_cbpf(code->insns, code->count, 0, &fault)) {
		diag_error(&c->diags, all, "internal error: instruction %u: %s", fault.insn,
		           fault.what);
		return false;
	}
	return true;
}

/* The list of passes. returns whether the filter compiles. */
static bool run_passes(struct compile *c)
{
	struct resolve_opts names = {
		.no_lookup = c->opts.flags & PFC_NO_LOOKUP,
		.text = c->text,
	};
	const struct purpose frame = { VIEW_SAME, c->opts.snaplen };
	const struct variant *best;
	struct lint l;

	if (!ast_parse(&c->arena, &c->diags, c->text, c->text_len, &c->tree))
		return false;
	if (!read_sets(&c->sets, c->tree))
		return false;
	if (!resolve(&c->arena, &c->diags, &names, c->tree))
		return false;
	if (dumps(c, "ast") && c->tree)
		c->opts.dump(c->opts.dump_ctx, "ast", ast_dump(&c->arena, c->tree));
	best = best_variant(c, &frame);
	if (c->diags.errors)
		return false;
	l = lint_of(c);
	if (ref_is(best->optimized, REJECT))
		lint_never(&l, c->tree, c->opts.flags & PFC_ALLOW_EMPTY);
	else if (c->tree && !(c->opts.flags & PFC_NO_LINT))
		lint_terms(&l, c->tree, ref_is(best->optimized, ACCEPT));
	if (c->opts.optimize == PFC_OPTIMIZE_NONE && !c->diags.errors)
		best = reference(c, &frame);
	if (c->diags.errors)
		return false;
	if (c->tree && !(c->opts.flags & PFC_NO_LINT))
		lint_scope(&l, c->tree);
	dump_variant(c, best);
	explain(c, best);
	if (!acceptable(c, &best->code))
		return false;
	c->code = best->code;
	compile_for_kernel(c);
	return true;
}

/* ---- the result ---- */

static size_t text_size(const char *text)
{
	return text ? strlen(text) + 1 : 0;
}

/* Copies text to *at and moves it on; NULL stays NULL. */
static const char *put_text(char **at, const char *text)
{
	size_t size = text_size(text);
	char *copy = *at;

	if (!text)
		return NULL;
	memcpy(copy, text, size);
	*at += size;
	return copy;
}

static size_t code_size(const struct emitted *code)
{
	return code->insns ? code->count * sizeof(*code->insns) : 0;
}

/* Copies instructions to *at and moves it on. */
static uint32_t put_code(struct sock_filter **at, struct sock_filter **insns,
                         const struct emitted *code)
{
	if (!code->insns)
		return 0;
	*insns = *at;
	memcpy(*at, code->insns, code_size(code));
	*at += code->count;
	return code->count;
}

static struct pfc_prog *make_prog(const struct compile *c)
{
	size_t insns = code_size(&c->code) + code_size(&c->kernel_code);
	struct sock_filter *to;
	size_t diags = c->diags.list.count * sizeof(struct pfc_diag);
	size_t size = sizeof(struct pfc_prog) + insns + diags + c->text_len + 1;
	struct pfc_prog *prog;
	char *at;

	for (uint32_t i = 0; i < c->diags.list.count; i++) {
		const struct diag *d = &c->diags.list.at[i];

		size += text_size(d->msg) + text_size(d->hint) + text_size(d->lint);
	}
	prog = calloc(1, size);
	if (!prog)
		return NULL;
	prog->linktype = c->link->number;
	prog->flags = c->opts.flags;
	prog->snaplen = c->opts.snaplen;
	prog->diags = (struct pfc_diag *)(prog + 1);
	prog->diag_count = c->diags.list.count;
	to = (struct sock_filter *)(prog->diags + prog->diag_count);
	prog->insn_count = put_code(&to, &prog->insns, &c->code);
	prog->kernel_insn_count = put_code(&to, &prog->kernel_insns, &c->kernel_code);
	at = (char *)to;
	prog->text = at;
	memcpy(at, c->text, c->text_len);
	at += c->text_len + 1;
	for (uint32_t i = 0; i < c->diags.list.count; i++) {
		const struct diag *d = &c->diags.list.at[i];

		prog->diags[i] = (struct pfc_diag){
			.level = d->level == DIAG_ERROR     ? PFC_ERROR
			         : d->level == DIAG_WARNING ? PFC_WARNING
			                                    : PFC_NOTE,
			.at = { d->at.off, d->at.len },
			.also = { d->also.off, d->also.len },
			.message = put_text(&at, d->msg),
			.hint = put_text(&at, d->hint),
			.lint = put_text(&at, d->lint),
		};
	}
	return prog;
}

static bool lints_are_errors(struct compile *c)
{
	bool any = false;

	for (uint32_t i = 0; i < c->diags.list.count; i++) {
		struct diag *d = &c->diags.list.at[i];

		if ((c->opts.flags & PFC_LINT_ERROR) && d->level == DIAG_WARNING) {
			d->level = DIAG_ERROR;
			any = true;
		}
	}
	return any;
}

static int by_place(const void *x, const void *y)
{
	const struct diag *a = x, *b = y;

	return a->at.off < b->at.off ? -1 : a->at.off > b->at.off;
}

static int compile_into(struct compile *c, struct pfc_prog **out)
{
	bool ok;

	c->diags.arena = &c->arena;
	c->diags.no_lint = c->opts.flags & PFC_NO_LINT;
	traffic_make(&c->traffic, c->link);
	c->sets.arena = &c->arena;
	c->sets.diags = &c->diags;
	c->sets.allowed = c->opts.flags & PFC_READ_FILES;
	ok = run_passes(c);
	if (lints_are_errors(c))
		ok = false;
	if (!ok)
		c->code.insns = c->kernel_code.insns = NULL;
	if (c->diags.list.count)
		qsort(c->diags.list.at, c->diags.list.count, sizeof(struct diag), by_place);
	*out = make_prog(c);
	return !*out ? -ENOMEM : ok ? 0 : -ENOEXEC;
}

static const struct pfc_opts default_opts = PFC_OPTS_INIT;

int pfc_compile(const char *text, size_t len, const struct pfc_opts *opts,
                struct pfc_prog **out)
{
	const struct pfc_opts *want = opts ? opts : &default_opts;
	const struct link *link = link_by_number(want->linktype);
	struct compile *c;
	jmp_buf landing;
	int ret;

	*out = NULL;
	if (!text)
		text = "";
	if (len == PFC_NUL)
		len = strlen(text);
	if (want->size != sizeof(*want) || !link || !want->snaplen || len > TEXT_MAX)
		return -EINVAL;
	c = calloc(1, sizeof(*c));
	if (!c)
		return -ENOMEM;
	c->text = text;
	c->text_len = (uint32_t)len;
	c->opts = *want;
	c->link = link;
	c->sets.fd = -1;
	arena_init(&c->arena, &landing);
	ret = setjmp(landing) ? -ENOMEM : compile_into(c, out);
	if (c->sets.fd >= 0)
		close(c->sets.fd);
	arena_fini(&c->arena);
	free(c);
	return ret;
}
