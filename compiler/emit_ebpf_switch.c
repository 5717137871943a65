/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_switch.c - a test of one value: compares, or a look-up in a table.
 *
 * Up to 16 values stand in a row. Above that single values are looked up in a hash table,
 * numbers of 16 bits in a bitmap of all, many ranges of addresses in a bitmap of all /24, with
 * what is left of them at the ends in the hash table. What goes to many places is searched.
 */
#include "compiler/emit_ebpf_int.h"

#include <stdlib.h>

enum {
	BITMAP_MIN = 8,      /* compares that a bitmap of 8 KiB replaces */
	GROUPS_MAX = 4,      /* places that are looked up one after the other */
	RANGES_MAX = 64,     /* of addresses that are compared; more take a bitmap */
	REST_MAX = 8 << 20,  /* addresses at the ends of ranges */
	SHORT_BITS = 16,
	NET_BITS = 24,
};

/* Values lo..hi, one when both are equal, lead to a label. */
struct piece {
	uint32_t lo, hi, to;
};

/* The value that is tested, and what it can be. */
struct subject {
	uint32_t lo, hi, mask;
	uint8_t raw; /* width when r0 is in network order; else 0 */
};

static uint32_t constant(const struct subject *v, uint32_t k)
{
	return v->raw ? ebpf_raw(k, v->raw) : k;
}

/* ---- jumps ---- */

void gen_goto(struct body *b, uint32_t label)
{
	if (!b->next.id || label != label_of(b, b->next))
		ebpf_goto(code_of(b), label);
}

static uint8_t opposite(uint8_t op)
{
	switch (op) {
	case BPF_JEQ:
		return BPF_JNE;
	case BPF_JNE:
		return BPF_JEQ;
	case BPF_JGT:
		return BPF_JLE;
	case BPF_JLE:
		return BPF_JGT;
	case BPF_JGE:
		return BPF_JLT;
	default:
		return BPF_JGE;
	}
}

void gen_branch(struct body *b, uint8_t op, uint8_t dst, uint32_t imm, uint32_t yes,
                uint32_t no)
{
	if (b->next.id && yes == label_of(b, b->next)) {
		ebpf_if(code_of(b), opposite(op), dst, imm, no);
	} else {
		ebpf_if(code_of(b), op, dst, imm, yes);
		gen_goto(b, no);
	}
}

void gen_branch_reg(struct body *b, uint8_t op, uint8_t dst, uint8_t src, uint32_t yes,
                    uint32_t no)
{
	if (b->next.id && yes == label_of(b, b->next)) {
		ebpf_if_reg(code_of(b), opposite(op), dst, src, no);
	} else {
		ebpf_if_reg(code_of(b), op, dst, src, yes);
		gen_goto(b, no);
	}
}

/* ---- pieces ---- */

static uint32_t make_pieces(struct body *b, const struct node *n, const struct subject *v,
                            struct piece *out)
{
	const struct arm *arms = graph_arms(b->e->g, n);
	uint32_t count = 0;

	for (uint32_t i = 0; i < n->count; i++) {
		uint32_t lo = arms[i].from > v->lo ? arms[i].from : v->lo;
		uint32_t hi = arm_last(arms, n->count, i);

		hi = hi < v->hi ? hi : v->hi;
		if (v->mask != UINT32_MAX && lo)
			lo = graph_next_in_mask(lo, v->mask);
		if (lo > hi)
			continue;
		if (lo < hi && v->mask != UINT32_MAX &&
		    (lo == (v->hi & v->mask) || graph_next_in_mask(lo + 1, v->mask) > hi))
			hi = lo;
		out[count++] = (struct piece){ lo, hi, label_of(b, arms[i].to) };
	}
	return count;
}

static uint32_t cost(const struct subject *v, const struct piece *p)
{
	return p->lo == p->hi || p->lo <= v->lo || p->hi >= v->hi ? 1 : 2;
}

static uint32_t cost_of_all(const struct subject *v, const struct piece *p, uint32_t count)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < count; i++)
		sum += cost(v, &p[i]);
	return sum;
}

struct tally {
	uint32_t to, cost;
	uint64_t span;
};

/* The target that is dearest to name, to be what is left when all others are told; also
 * counts how many there are, up to GROUPS_MAX + 2.
 */
static uint32_t dearest(const struct subject *v, const struct piece *p, uint32_t count,
                        uint32_t *targets)
{
	struct tally t[GROUPS_MAX + 2] = { 0 };
	uint32_t n = 0, best = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t k = 0;

		while (k < n && t[k].to != p[i].to)
			k++;
		if (k == GROUPS_MAX + 2)
			continue;
		if (k == n)
			t[n++].to = p[i].to;
		t[k].cost += cost(v, &p[i]);
		t[k].span += (uint64_t)p[i].hi - p[i].lo + 1;
	}
	for (uint32_t k = 1; k < n; k++) {
		if (t[k].cost > t[best].cost ||
		    (t[k].cost == t[best].cost && t[k].span > t[best].span))
			best = k;
	}
	*targets = n;
	return t[best].to;
}

/* Compares in a row, for sorted pieces; all other values go to `rest`. */
static void gen_row(struct body *b, const struct subject *v, const struct piece *p,
                    uint32_t count, uint32_t rest)
{
	struct ebpf_code *c = code_of(b);

	for (uint32_t i = 0; i < count; i++) {
		uint8_t op = BPF_JLE;
		uint32_t k = p[i].hi;

		if (p[i].lo == p[i].hi) {
			op = BPF_JEQ;
			if (v->raw)
				c->note = arena_printf(c->arena, k > 9 ? "%u (0x%x)" : "%u", k, k);
			k = constant(v, k);
		} else if (p[i].hi >= v->hi) {
			op = BPF_JGE;
			k = p[i].lo;
		} else if (p[i].lo > v->lo) {
			ebpf_if(c, BPF_JLT, BPF_REG_0, p[i].lo, rest);
		}
		if (i + 1 < count)
			ebpf_if(c, op, BPF_REG_0, k, p[i].to);
		else
			gen_branch(b, op, BPF_REG_0, k, p[i].to, rest);
	}
	if (!count)
		gen_goto(b, rest);
}

static uint32_t without(const struct piece *p, uint32_t count, uint32_t to,
                        struct piece *out)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (p[i].to != to)
			out[n++] = p[i];
	}
	return n;
}

/* Halves until few are left; pieces cover all of the subject. */
static void gen_search(struct body *b, struct subject v, const struct piece *p, uint32_t count)
{
	struct arena *arena = code_of(b)->arena;
	struct ref next = b->next;
	uint32_t targets, mid = count / 2, upper;

	if (count <= 2 * FLAT) {
		uint32_t rest = dearest(&v, p, count, &targets);
		struct piece *own = arena_alloc(arena, count * sizeof(*own));
		uint32_t n = without(p, count, rest, own);

		if (n <= FLAT) {
			gen_row(b, &v, own, n, rest);
			return;
		}
	}
	upper = ebpf_label(code_of(b));
	ebpf_if(code_of(b), BPF_JGE, BPF_REG_0, p[mid].lo, upper);
	b->next = (struct ref){ 0 };
	gen_search(b, (struct subject){ v.lo, p[mid].lo - 1, v.mask, 0 }, p, mid);
	b->next = next;
	ebpf_place(code_of(b), upper);
	gen_search(b, (struct subject){ p[mid].lo, v.hi, v.mask, 0 }, p + mid, count - mid);
}

/* ---- look-ups ---- */

/* The row goes on behind when nothing is found. */
static void gen_row_on(struct body *b, const struct subject *v, const struct piece *p,
                       uint32_t count)
{
	uint32_t on = ebpf_label(code_of(b));

	for (uint32_t i = 0; i < count; i++) {
		if (p[i].lo == p[i].hi) {
			ebpf_if(code_of(b), BPF_JEQ, BPF_REG_0, constant(v, p[i].lo), p[i].to);
			continue;
		}
		if (p[i].lo > v->lo)
			ebpf_if(code_of(b), BPF_JLT, BPF_REG_0, p[i].lo, on);
		ebpf_if(code_of(b), BPF_JLE, BPF_REG_0, p[i].hi, p[i].to);
	}
	ebpf_place(code_of(b), on);
}

struct numbers {
	uint32_t *at;
	uint32_t count, room;
};

static void add_numbers(struct arena *arena, struct numbers *n, uint32_t lo, uint32_t hi)
{
	for (uint64_t k = lo; k <= hi; k++) {
		if (n->count == n->room)
			n->at = arena_grow(arena, n->at, &n->room, n->count + 1,
			                   sizeof(*n->at));
		n->at[n->count++] = (uint32_t)k;
	}
}

static void gen_numbers(struct body *b, const struct subject *v, struct numbers *n, uint32_t to)
{
	if (n->count <= FLAT) {
		for (uint32_t i = 0; i < n->count; i++)
			ebpf_if(code_of(b), BPF_JEQ, BPF_REG_0, constant(v, n->at[i]), to);
		return;
	}
	for (uint32_t i = 0; i < n->count; i++)
		n->at[i] = constant(v, n->at[i]);
	gen_hash(b, hash_table(b->e, n->at, n->count), to);
}

/* Ranges of addresses: whole /24 networks by a bitmap, what is left as numbers. */
static void gen_nets(struct body *b, const struct piece *p, uint32_t count,
                     struct numbers *numbers, uint32_t to)
{
	struct arena *arena = code_of(b)->arena;
	uint32_t table = bitmap(b->e, 1u << NET_BITS);

	for (uint32_t i = 0; i < count; i++) {
		uint64_t lo = p[i].lo, end = (uint64_t)p[i].hi + 1;
		uint64_t from = (lo + 255) & ~255ull, past = end & ~255ull;

		if (from >= past) {
			add_numbers(arena, numbers, p[i].lo, p[i].hi);
			continue;
		}
		if (lo < from)
			add_numbers(arena, numbers, p[i].lo, (uint32_t)(from - 1));
		if (past < end)
			add_numbers(arena, numbers, (uint32_t)past, p[i].hi);
		bitmap_set(b->e, table, (uint32_t)(from >> 8), (uint32_t)((past - 1) >> 8));
	}
	table = bitmap_done(b->e, table, 1u << NET_BITS);
	gen_bitmap(b, table, 1u << NET_BITS, 32 - NET_BITS, to);
}

/* All pieces lead to one place. */
static void gen_group(struct body *b, const struct subject *v, const struct piece *p,
                      uint32_t count)
{
	struct arena *arena = code_of(b)->arena;
	struct piece *ranges = arena_alloc(arena, count * sizeof(*ranges));
	struct numbers numbers = { 0 };
	uint32_t n = 0, table;

	if (v->hi >> SHORT_BITS == 0 && cost_of_all(v, p, count) >= BITMAP_MIN) {
		table = bitmap(b->e, 1u << SHORT_BITS);
		for (uint32_t i = 0; i < count; i++) {
			for (uint32_t k = p[i].lo; k <= p[i].hi; k++)
				bitmap_set(b->e, table, constant(v, k), constant(v, k));
		}
		table = bitmap_done(b->e, table, 1u << SHORT_BITS);
		gen_bitmap(b, table, 1u << SHORT_BITS, 0, p[0].to);
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (p[i].lo == p[i].hi)
			add_numbers(arena, &numbers, p[i].lo, p[i].hi);
		else
			ranges[n++] = p[i];
	}
	if (n <= RANGES_MAX)
		gen_row_on(b, v, ranges, n);
	else
		gen_nets(b, ranges, n, &numbers, p[0].to);
	gen_numbers(b, v, &numbers, p[0].to);
}

static int by_target(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;

	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return a->lo < b->lo ? -1 : a->lo > b->lo;
}

static void gen_groups(struct body *b, const struct subject *v, struct piece *p,
                       uint32_t count, uint32_t rest)
{
	qsort(p, count, sizeof(*p), by_target);
	for (uint32_t i = 0, end; i < count; i = end) {
		for (end = i; end < count && p[end].to == p[i].to;)
			end++;
		gen_group(b, v, p + i, end - i);
	}
	gen_goto(b, rest);
}

/* Would the ends of ranges be too many? */
static bool ends_fit(const struct piece *p, uint32_t count)
{
	uint64_t rest = 0;

	for (uint32_t i = 0; i < count; i++)
		rest += p[i].lo == p[i].hi ? 1 : 510;
	return rest <= REST_MAX;
}

/* ---- the choice ---- */

/* A block of values whose size is a power of two, as a network is: its bits that count are
 * compared, in whatever order.
 */
static bool gen_net(struct body *b, struct val v, const struct piece *p, uint32_t rest)
{
	const struct value *x = graph_value(b->e->g, v);
	uint32_t low = p->hi - p->lo;
	bool raw;

	if (x->op != VAL_LOAD || (low & (low + 1)) || (p->lo & low))
		return false;
	raw = gen_value(b, v, true);
	ebpf_op32(code_of(b), BPF_AND, BPF_REG_0,
	          raw ? ebpf_raw(~low, x->width) : ~low & x->hi);
	b->s.value = VAL_NONE;
	gen_branch(b, BPF_JEQ, BPF_REG_0, raw ? ebpf_raw(p->lo, x->width) : p->lo, p->to, rest);
	return true;
}

static bool has_ranges(const struct piece *p, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (p[i].lo != p[i].hi)
			return true;
	}
	return false;
}

void gen_switch(struct body *b, struct ref r)
{
	struct graph *g = b->e->g;
	struct arena *arena = code_of(b)->arena;
	const struct node *n = graph_node(g, r);
	const struct value *x = graph_value(g, n->v);
	struct subject v = { x->lo, x->hi, UINT32_MAX, 0 };
	struct piece *all = arena_alloc(arena, 2 * n->count * sizeof(*all));
	struct piece *own = all + n->count;
	uint32_t count, targets, rest, own_count;
	bool is_short, look_up, ranges, raw_ok;

	if (x->op == VAL_AND)
		val_constant(g, x->b, &v.mask);
	count = make_pieces(b, n, &v, all);
	rest = dearest(&v, all, count, &targets);
	own_count = without(all, count, rest, own);
	is_short = v.hi >> SHORT_BITS == 0 && targets == 2 &&
	           cost_of_all(&v, own, own_count) >= BITMAP_MIN;
	look_up = (own_count > FLAT || is_short) && targets <= GROUPS_MAX + 1 &&
	          ends_fit(own, own_count);
	ranges = has_ranges(own, own_count);
	if (own_count == 1 && ranges && cost(&v, own) == 2 && gen_net(b, n->v, own, rest))
		return;
	if (!look_up && own_count > FLAT) {
		gen_value(b, n->v, false);
		gen_search(b, v, all, count);
		return;
	}
	/* 16 bits of a word in network order are no index of 16 bits. */
	raw_ok = (!ranges || is_short) &&
	         !(look_up && v.hi >> SHORT_BITS == 0 && raw_width(g, n->v) == 4);
	if (gen_value(b, n->v, raw_ok))
		v.raw = raw_width(g, n->v);
	if (look_up)
		gen_groups(b, &v, own, own_count, rest);
	else
		gen_row(b, &v, own, own_count, rest);
}
