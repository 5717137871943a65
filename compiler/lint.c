/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/lint.h"

#include "base/printable.h"
#include "compiler/blame.h"
#include "compiler/opt.h"

enum {
	QUOTE_MAX = 48,     /* bytes */
	WORK_MAX = 1 << 18, /* nodes; then no more terms are looked at */
};

const char *lint_quote(const struct lint *l, struct span at)
{
	return printable(l->arena, l->text + at.off, at.len, QUOTE_MAX);
}

/* Does a tree by itself match no packet, or every one? */
static bool is_constant(void *ctx, struct ast *tree, enum constant what)
{
	struct lint *l = ctx;
	struct diags quiet = { .arena = l->arena };
	struct graph g;
	struct lower cx = {
		.g = &g, .arena = l->arena, .diags = &quiet, .opts = l->opts
	};
	struct ref r;

	graph_init(&g, l->arena, false);
	r = lower(&cx, tree);
	l->work += g.nodes.count;
	if (quiet.errors)
		return false;
	return ref_is(opt_facts(&g, r, 0), what == NEVER ? REJECT : ACCEPT);
}

/* What one side of a comparison can be; NULL when that explains nothing. */
static const char *bounds_of(const struct lint *l, const struct graph *g, struct val v,
                             const struct expr *e)
{
	const struct value *x = graph_value(g, v);
	const char *text = lint_quote(l, e->at);
	uint32_t mask;

	if (e->kind == EXPR_NUM || (x->lo == 0 && x->hi == UINT32_MAX))
		return NULL;
	if (x->lo == x->hi)
		return arena_printf(l->arena, "'%s' is %u", text, x->lo);
	if (x->op == VAL_AND && val_constant(g, x->b, &mask) && (mask & (mask + 1)))
		return arena_printf(l->arena, "'%s' has no bits but those of 0x%x",
		                    text, mask);
	return arena_printf(l->arena, "'%s' lies between %u and %u", text, x->lo,
	                    x->hi);
}

/* Is the comparison decided, whatever is read? Then *what, and if possible *why. */
static bool is_decided(const struct lint *l, const struct ast *rel, enum constant *what,
                       const char **why)
{
	struct diags quiet = { .arena = l->arena };
	struct graph g;
	struct lower cx = {
		.g = &g, .arena = l->arena, .diags = &quiet, .opts = l->opts
	};
	struct val a, b;
	struct ref r;

	*why = NULL;
	graph_init(&g, l->arena, false);
	if (!lower_sides(&cx, rel, &a, &b))
		return false;
	r = lower_compare(&g, rel->rel.op, a, b, ACCEPT, REJECT);
	if (!ref_is(r, ACCEPT) && !ref_is(r, REJECT))
		return false;
	*what = ref_is(r, ACCEPT) ? ALWAYS : NEVER;
	*why = bounds_of(l, &g, a, rel->rel.l);
	if (!*why)
		*why = bounds_of(l, &g, b, rel->rel.r);
	return true;
}

static bool reads_transport(const struct expr *e)
{
	if (!e)
		return false;
	if (e->kind == EXPR_LOAD && proto_at(e->proto)->layer == LAYER_IP)
		return true;
	return reads_transport(e->l) || reads_transport(e->r);
}

static bool is_accessor(const struct ast *term)
{
	return term && term->kind == AST_REL &&
	       (reads_transport(term->rel.l) || reads_transport(term->rel.r));
}

static bool is_ip_proto(const struct ast *term)
{
	return term && term->kind == AST_PRIM &&
	       term->prim.resolved->kind == PRIM_IP_PROTO;
}

/* Would it match something with --ip6-ext? */
static const char *ip6_hint(struct lint *l, struct ast *tree, const struct blame *b)
{
	bool accessor = is_accessor(b->later) || is_accessor(b->earlier);
	struct lint with = *l;

	with.opts.ip6_ext = true;
	if (l->opts.ip6_ext)
		return NULL;
	if (!accessor && !is_ip_proto(b->later) && !is_ip_proto(b->earlier))
		return NULL;
	if (is_constant(&with, tree, NEVER))
		return NULL;
	if (accessor)
		return "accessors such as tcp[...] read IPv4 only; with --ip6-ext "
		       "they read IPv6, too";
	return "with --ip6-ext pfc looks behind IPv6 extension headers, too";
}

static const char *link_hint(struct lint *l, const struct ast *term)
{
	if (term->kind != AST_PRIM && term->kind != AST_PROTO)
		return NULL;
	return arena_printf(l->arena, "no packet of link type %s is like that",
	                    l->opts.link->name);
}

static const char *never_hint(struct lint *l, struct ast *tree, const struct blame *b)
{
	const struct ast *term = b->later;
	enum constant what;
	const char *why;

	why = ip6_hint(l, tree, b);
	if (why)
		return why;
	if (b->also.len && term->kind == AST_WORD && term->stateful)
		return "words such as 'vlan' look for their header here and shift what "
		       "stands to their right: write them in front of what they carry";
	if (b->also.len)
		return NULL;
	if (term->kind == AST_REL && is_decided(l, term, &what, &why))
		return why;
	return b->what == NEVER ? link_hint(l, term) : NULL;
}

static const char *never_message(struct lint *l, const struct blame *b)
{
	const char *at = lint_quote(l, b->at);

	if (b->also.len && b->what == NEVER)
		return arena_printf(l->arena, "'%s' and '%s' can never both match",
		                    lint_quote(l, b->also), at);
	if (b->also.len)
		return arena_printf(l->arena,
		                    "this can never match: '%s' or '%s' always does",
		                    lint_quote(l, b->also), at);
	if (b->what == ALWAYS)
		return arena_printf(l->arena, "this can never match: '%s' always does",
		                    at);
	return "this can never match";
}

void lint_never(struct lint *l, struct ast *tree, bool allowed)
{
	struct blame b = blame(l->arena, tree, NEVER, is_constant, l);
	struct diag *d;

	if (allowed)
		d = diag_lint(l->diags, "never", b.at, "%s", never_message(l, &b));
	else
		d = diag_error(l->diags, b.at, "%s", never_message(l, &b));
	d->also = b.also;
	d->hint = never_hint(l, tree, &b);
	if (!allowed && !d->hint)
		d->hint = "a filter that accepts nothing is an error unless it is "
		          "asked for (--allow-empty)";
}

/* ---- terms ---- */

static void lint_relation(struct lint *l, const struct ast *rel)
{
	enum constant what;
	const char *why;
	struct diag *d;

	if (!is_decided(l, rel, &what, &why))
		return;
	if (what == NEVER)
		d = diag_lint(l->diags, "never", rel->at, "'%s' can never match",
		              lint_quote(l, rel->at));
	else
		d = diag_lint(l->diags, "always", rel->at, "'%s' is true of any value",
		              lint_quote(l, rel->at));
	d->hint = why;
}

static void lint_always(struct lint *l, struct ast *tree)
{
	struct blame b = blame(l->arena, tree, ALWAYS, is_constant, l);
	enum constant what;
	const char *why;
	struct diag *d;

	if (b.also.len && b.what == ALWAYS)
		d = diag_lint(l->diags, "always", b.at,
		              "every packet matches '%s' or '%s'",
		              lint_quote(l, b.also), lint_quote(l, b.at));
	else if (b.also.len)
		d = diag_lint(l->diags, "always", b.at,
		              "'not' of it matches every packet: '%s' and '%s' never "
		              "both match",
		              lint_quote(l, b.also), lint_quote(l, b.at));
	else if (b.later->kind == AST_REL && is_decided(l, b.later, &what, &why)) {
		lint_relation(l, b.later);
		return;
	} else if (b.later->kind == AST_WORD && b.what == ALWAYS) {
		d = diag_lint(l->diags, "always", b.at, "every packet matches '%s'",
		              lint_quote(l, b.at));
	} else {
		return; /* `ip` where all packets are IPv4 is no mistake */
	}
	d->also = b.also;
}

/* A group of terms that is constant although none of them is. */
static bool lint_group(struct lint *l, struct ast *group)
{
	bool and = group->chain.op[group->chain.count - 1] == OP_AND;
	struct blame b;
	struct diag *d;

	if (group->set_key || !is_constant(l, group, and ? NEVER : ALWAYS))
		return false;
	if (!and) {
		lint_always(l, group);
		return true;
	}
	b = blame(l->arena, group, NEVER, is_constant, l);
	if (!b.also.len)
		return false;
	d = diag_lint(l->diags, "never", b.at, "%s", never_message(l, &b));
	d->also = b.also;
	d->hint = never_hint(l, group, &b);
	return true;
}

static void lint_tree(struct lint *l, struct ast *tree, bool groups);

static void lint_operand(struct lint *l, struct ast *tree, bool groups)
{
	if (!groups || tree->kind != AST_CHAIN || !lint_group(l, tree))
		lint_tree(l, tree, groups);
}

static void lint_tree(struct lint *l, struct ast *tree, bool groups)
{
	if (tree->kind == AST_NOT)
		lint_operand(l, tree->not, groups);
	if (tree->kind == AST_REL)
		lint_relation(l, tree);
	if (tree->kind != AST_CHAIN || tree->set_key)
		return;
	for (uint32_t i = 0; i < tree->chain.count; i++) {
		struct ast *kid = tree->chain.kid[i];
		/* What stands in front of another operator is a group, too. */
		bool turns = i > 1 && tree->chain.op[i] != tree->chain.op[i - 1];

		if (l->work > WORK_MAX)
			return;
		if (groups && turns)
			lint_group(l, blame_prefix(l->arena, tree, i));
		lint_operand(l, kid, groups);
	}
}

void lint_terms(struct lint *l, struct ast *tree, bool always)
{
	if (always)
		lint_always(l, tree);
	else /* behind words that shift, a group by itself would be another one */
		lint_tree(l, tree, !tree->stateful);
}
