/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_expr.c - relations between arithmetic expressions.
 *
 * Each accessor brings a guard ("is it TCP at all?") that stands in front of the whole
 * relation and is not turned around by it: `tcp[13] != 2` is false for what is not TCP.
 */
#include <linux/filter.h>

#include "compiler/lower.h"

enum { SHIFTS_MAX = 8 }; /* variable shift counts in one relation */

struct relation {
	struct lower *cx;
	const struct pos *ip6;      /* where the walk behind an IPv6 header ended; NULL: IPv4 */
	VEC(enum proto_id) guards;  /* one per accessor, in text order */
	VEC(struct val) bases;      /* addresses that may wrap: beyond OFFSET_MAX rejects */
	bool beyond;                /* a load lies beyond any packet: rejects */
	bool failed;
	bool loads;
	/* A shift by 32 or more gives 0 everywhere, so each variable count is decided by a
	 * test in front; shifts[i] says which way number i went.
	 */
	bool shifts[SHIFTS_MAX]; /* true: 32 or more */
	uint32_t shift_count;    /* decided */
	uint32_t shift_seen;     /* met so far in this run */
	struct val open;         /* the first undecided count */
};

static const enum val_op val_ops[] = {
	[EXPR_ADD] = VAL_ADD, [EXPR_SUB] = VAL_SUB, [EXPR_MUL] = VAL_MUL,
	[EXPR_DIV] = VAL_DIV, [EXPR_MOD] = VAL_MOD, [EXPR_AND] = VAL_AND,
	[EXPR_OR] = VAL_OR,   [EXPR_XOR] = VAL_XOR, [EXPR_LSH] = VAL_LSH,
	[EXPR_RSH] = VAL_RSH,
};

static struct val expr_value(struct relation *r, const struct expr *e);

/* Where the accessor of a protocol counts from. */
static struct pos accessor_base(struct relation *r, enum proto_id id)
{
	struct lower *cx = r->cx;

	switch (proto_at(id)->layer) {
	case LAYER_TYPE:
		return net_pos(cx);
	case LAYER_IP:
	case LAYER_IP4:
		return r->ip6 ? *r->ip6 : ip4_payload(cx);
	case LAYER_IP6:
		return r->ip6 ? *r->ip6 : ip6_payload(cx);
	case LAYER_RADIO: /* in front of everything */
		return (struct pos){ VAL_NONE, 0 };
	case LAYER_NONE:
	case LAYER_LINK:
	case LAYER_ISO:
	case LAYER_ISIS:
		break;
	}
	return cx->w->l;
}

/* The offsets at which the kernel keeps what it knows about a packet. */
static bool is_metadata(uint32_t off)
{
	uint32_t ad = off - (uint32_t)SKF_AD_OFF;

	return ad < SKF_AD_MAX && ad % 4 == 0;
}

static struct val expr_load(struct relation *r, const struct expr *e)
{
	struct lower *cx = r->cx;
	struct val index = expr_value(r, e->l);
	uint32_t index_hi = graph_value(cx->g, index)->hi;
	struct pos p;
	uint32_t k;

	if (proto_at(e->proto)->layer == LAYER_RADIO &&
	    !(cx->opts.link->flags & LF_RADIO)) {
		lower_error(cx, e->at, "link type %s has no radio header",
		            cx->opts.link->name);
		r->failed = true;
		return val_const(cx->g, 0);
	}
	r->loads = true;
	*vec_push(cx->arena, &r->guards) = e->proto;
	p = accessor_base(r, e->proto);
	if (val_constant(cx->g, index, &k))
		p.off += k;
	else
		p = pos_add_val(cx, p, index);
	/* The address is the whole sum modulo 2^32: where that may wrap, it is computed. It does
	 * not for a length that lower_bound() sees to, and a constant index in front of where
	 * the packet starts always does.
	 */
	if (p.base.id && (p.off > OFFSET_MAX ||
	                  (graph_value(cx->g, p.base)->hi > OFFSET_MAX &&
	                   (index_hi > OFFSET_MAX || !link_length(cx).id)))) {
		p.base = val_op_k(cx->g, VAL_ADD, p.base, p.off);
		p.off = 0;
		*vec_push(cx->arena, &r->bases) = p.base;
	}
	if (!p.base.id && p.off > OFFSET_MAX && !is_metadata(p.off))
		r->beyond = true;
	return val_load_based(cx->g, (uint8_t)e->size, p.base, p.off);
}

static bool check_divisor(struct relation *r, const struct expr *e, struct val v)
{
	struct diag *d;

	if (graph_value(r->cx->g, v)->hi > 0)
		return true;
	d = lower_error(r->cx, e->op_at, "%s by zero",
	                e->op == EXPR_DIV ? "division" : "modulus");
	if (d)
		d->also = e->r->at;
	r->failed = true;
	return false;
}

static struct val expr_shift(struct relation *r, const struct expr *e, struct val a,
                             struct val count)
{
	struct lower *cx = r->cx;
	const struct value *c = graph_value(cx->g, count);
	struct diag *d;

	if (c->lo > 31) {
		d = lower_error(cx, e->op_at, "shift by %u: values have 32 bits", c->lo);
		if (d) {
			d->also = e->r->at;
			d->hint = "shift by 0 to 31";
		}
		r->failed = true;
		return a;
	}
	if (c->hi <= 31)
		return val_op(cx->g, val_ops[e->op], a, count);
	if (r->shift_seen == r->shift_count) {
		if (!r->open.id)
			r->open = count;
		return a;
	}
	if (!r->shifts[r->shift_seen++])
		return val_op(cx->g, val_ops[e->op], a, count);
	return val_op_k(cx->g, VAL_AND, a, 0);
}

static struct val expr_value(struct relation *r, const struct expr *e)
{
	struct lower *cx = r->cx;
	struct val a, b;

	switch (e->kind) {
	case EXPR_NUM:
		return val_const(cx->g, e->num);
	case EXPR_LEN:
		return val_len(cx->g);
	case EXPR_LOAD:
		return expr_load(r, e);
	case EXPR_NEG:
		a = expr_value(r, e->l);
		return val_op(cx->g, VAL_SUB, val_const(cx->g, 0), a);
	case EXPR_BIN:
		break;
	}
	a = expr_value(r, e->l);
	b = expr_value(r, e->r);
	if (r->failed)
		return a;
	if ((e->op == EXPR_DIV || e->op == EXPR_MOD) && !check_divisor(r, e, b))
		return a;
	if (e->op == EXPR_LSH || e->op == EXPR_RSH)
		return expr_shift(r, e, a, b);
	return val_op(cx->g, val_ops[e->op], a, b);
}

struct ref lower_compare(struct graph *g, enum relop op, struct val a, struct val b,
                         struct ref yes, struct ref no)
{
	switch (op) {
	case REL_EQ:
		return node_compare(g, CMP_EQ, a, b, yes, no);
	case REL_NE:
		return node_compare(g, CMP_EQ, a, b, no, yes);
	case REL_GT:
		return node_compare(g, CMP_GT, a, b, yes, no);
	case REL_GE:
		return node_compare(g, CMP_GE, a, b, yes, no);
	case REL_LT:
		return node_compare(g, CMP_GE, a, b, no, yes);
	case REL_LE:
		return node_compare(g, CMP_GT, a, b, no, yes);
	}
	return no;
}

/* A number of the IPv6 next-header field, which the walk looks for? */
static bool is_walked(enum proto_id id)
{
	return proto_at(id)->layer == LAYER_IP || proto_at(id)->layer == LAYER_IP6;
}

static struct ref guard(struct lower *cx, enum proto_id id, struct ref yes, struct ref no)
{
	const struct proto *p = proto_at(id);

	switch (p->layer) {
	case LAYER_TYPE:
		return lower_type(cx, p->number, true, yes, no);
	case LAYER_IP:
	case LAYER_IP4:
		yes = lower_first_fragment(cx, yes, no);
		yes = node_eq(cx->g, pos_u8(cx, net_pos(cx), 9), p->number, yes, no);
		return lower_type(cx, proto_at(PROTO_IP)->number, true, yes, no);
	case LAYER_IP6:
		yes = node_eq(cx->g, pos_u8(cx, net_pos(cx), 6), p->number, yes, no);
		return lower_type(cx, proto_at(PROTO_IP6)->number, true, yes, no);
	case LAYER_NONE:
	case LAYER_LINK:
	case LAYER_ISO:
	case LAYER_ISIS:
	case LAYER_RADIO:
		break;
	}
	return yes;
}

/* The comparison behind the decisions made so far about shift counts. */
static struct ref compare_shifted(struct relation *r, const struct ast *rel,
                                  struct ref yes, struct ref no)
{
	struct lower *cx = r->cx;
	struct val a, b, count;
	struct ref zero, shifted;
	uint32_t n = r->shift_count;

	r->guards.count = r->bases.count = 0;
	r->shift_seen = 0;
	r->open = VAL_NONE;
	a = expr_value(r, rel->rel.l);
	b = expr_value(r, rel->rel.r);
	if (r->failed)
		return no;
	count = r->open;
	if (!count.id)
		return lower_compare(cx->g, rel->rel.op, a, b, yes, no);
	if (n == SHIFTS_MAX) {
		lower_error(cx, (struct span){ 0, 0 },
		            "more than %d shifts by a computed count in one comparison",
		            SHIFTS_MAX);
		r->failed = true;
		return no;
	}
	r->shift_count = n + 1;
	r->shifts[n] = true;
	zero = compare_shifted(r, rel, yes, no);
	r->shift_count = n + 1;
	r->shifts[n] = false;
	shifted = compare_shifted(r, rel, yes, no);
	r->shift_count = n;
	return node_range(cx->g, count, 0, 31, shifted, zero);
}

/* The relation in packets of any version, or behind the walk in IPv6 (r->ip6). */
static struct ref relation_at(struct relation *r, const struct ast *rel, struct ref yes,
                              struct ref no)
{
	struct lower *cx = r->cx;
	struct ref in = compare_shifted(r, rel, yes, no);

	if (r->failed || (r->loads && cx->w->dead))
		return no;
	if (r->beyond)
		in = REJECT;
	for (uint32_t i = r->bases.count; i-- > 0;)
		in = node_range(cx->g, r->bases.at[i], 0, OFFSET_MAX, in, REJECT);
	for (uint32_t i = r->guards.count; i-- > 0;) {
		if (!r->ip6 || !is_walked(r->guards.at[i]))
			in = guard(cx, r->guards.at[i], in, no);
	}
	return in;
}

bool lower_sides(struct lower *cx, const struct ast *rel, struct val *a, struct val *b)
{
	struct relation r = { .cx = cx };
	uint32_t start[START_WORLDS];
	struct where here;

	start_worlds(cx, start);
	here = cx->worlds.at[start[0]];
	cx->w = &here;
	cx->node = &(struct ast){ .kind = AST_REL, .at = rel->at };
	*a = expr_value(&r, rel->rel.l);
	*b = expr_value(&r, rel->rel.r);
	cx->w = NULL;
	return !r.failed && !r.beyond && !r.open.id;
}

/* ---- IPv6 extension headers ---- */

struct behind {
	const struct ast *rel;
	struct ref yes, no;
};

static struct ref found_relation(struct lower *cx, struct pos at, void *arg)
{
	const struct behind *b = arg;
	struct relation r = { .cx = cx, .ip6 = &at };

	return relation_at(&r, b->rel, b->yes, b->no);
}

/* The protocols of accessors that the walk looks for. */
static void add_walked(const struct expr *e, struct lower *cx, ranges_t *nums, bool *ip6)
{
	if (!e)
		return;
	if (e->kind == EXPR_LOAD && is_walked(e->proto)) {
		const struct proto *p = proto_at(e->proto);

		ranges_add(cx, nums, p->number, p->number);
		*ip6 |= p->layer == LAYER_IP6;
	}
	add_walked(e->l, cx, nums, ip6);
	add_walked(e->r, cx, nums, ip6);
}

struct ref lower_relation(struct lower *cx, const struct ast *rel, struct ref yes,
                          struct ref no)
{
	struct relation r = { .cx = cx };
	struct behind b = { rel, yes, no };
	ranges_t nums = { 0 };
	bool ip6 = false;

	if (cx->opts.ip6_ext) {
		add_walked(rel->rel.l, cx, &nums, &ip6);
		add_walked(rel->rel.r, cx, &nums, &ip6);
	}
	if (!nums.count)
		return relation_at(&r, rel, yes, no);
	for (uint32_t i = 1; i < nums.count; i++) {
		if (nums.at[i].lo != nums.at[0].lo)
			return no; /* no packet has two transport headers */
	}
	if (!ip6)
		no = relation_at(&r, rel, yes, no);
	b.no = no;
	return lower_type(cx, proto_at(PROTO_IP6)->number, true,
	                  lower_ip6_walk(cx, &nums, false, found_relation, &b, no), no);
}
