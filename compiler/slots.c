/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/slots.c - which computed bases get a scratch word of their own. */
#include "compiler/emit_value.h"

enum {
	SLOTS_MAX = 8, /* the other half of the words is for arithmetic */
	COST_MIN = 4, /* instructions; less is as well done again */
};

struct candidates {
	struct val v[KEPT_MAX];
	uint32_t count;
};

/* Instructions that computing a value takes, about; stops counting at COST_MIN. */
static uint32_t cost(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t n;

	if (x->op < VAL_ADD)
		return x->op == VAL_LOAD && x->a.id ? 2 : 1;
	n = 1 + cost(g, x->a);
	if (n < COST_MIN && graph_value(g, x->b)->op != VAL_CONST)
		n += 1 + cost(g, x->b);
	return n;
}

static uint64_t bit(struct val v)
{
	return 1ull << (v.id & 63);
}

/* Nodes that need each base; a base of more than one is a candidate. */
static struct candidates find(const struct graph *g, const unsigned char *wanted,
                              struct ref root, uint8_t *uses)
{
	struct candidates c = { .count = 0 };

	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &g->nodes.at[id];

		if (!wanted[id])
			continue;
		for (int side = 0; side < 2; side++) {
			struct val v = side ? n->w : n->v, base;
			bool simple;

			if (!v.id)
				continue;
			base = spine_base(g, v, &simple);
			if (base.id && uses[base.id] < 255)
				uses[base.id]++;
		}
	}
	/* Bases of bases count as well: each load in their computation is a use. */
	for (uint32_t id = g->values.count; id-- > 1;) {
		const struct value *x = &g->values.at[id];

		if (x->op == VAL_LOAD && x->a.id && uses[x->a.id] < 255)
			uses[x->a.id]++;
	}
	for (uint32_t id = 1; id < g->values.count && c.count < KEPT_MAX; id++) {
		struct val v = { id };

		if (uses[id] > 1 && cost(g, v) >= COST_MIN)
			c.v[c.count++] = v;
	}
	return c;
}

/* Does some test that needs a come before one that needs b, or the other way round? */
static bool meet(const struct graph *g, const unsigned char *wanted, struct ref root,
                 struct val a, struct val b)
{
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &g->nodes.at[id];
		uint64_t own;

		if (!wanted[id])
			continue;
		own = graph_value(g, n->v)->bases;
		if (n->w.id)
			own |= graph_value(g, n->w)->bases;
		if (((own & bit(a)) && (n->bases & bit(b))) ||
		    ((own & bit(b)) && (n->bases & bit(a))))
			return true;
	}
	return false;
}

struct slots choose_slots(const struct graph *g, struct ref root)
{
	uint8_t *of = arena_alloc(g->arena, g->values.count);
	uint8_t *uses = arena_alloc(g->arena, g->values.count);
	unsigned char *wanted = arena_alloc(g->arena, root.id + 1);
	struct slots s = { .of = of, .values = g->values.count };
	struct val kept[KEPT_MAX];
	struct candidates c;

	wanted[root.id] = 1;
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &g->nodes.at[id];

		for (uint32_t i = 0; wanted[id] && i < n->count; i++)
			wanted[graph_arms(g, n)[i].to.id] = 1;
	}
	c = find(g, wanted, root, uses);
	for (uint32_t i = 0; i < c.count; i++) {
		uint32_t taken = 0, slot = 0;

		for (uint32_t k = 0; k < s.count; k++) {
			if (meet(g, wanted, root, c.v[i], kept[k]))
				taken |= 1u << (BPF_MEMWORDS - 1 - s.word[k]);
		}
		while (taken >> slot & 1)
			slot++;
		if (slot == SLOTS_MAX)
			continue;
		kept[s.count] = c.v[i];
		s.word[s.count] = (uint8_t)(BPF_MEMWORDS - 1 - slot);
		s.bit[s.count] = bit(c.v[i]);
		of[c.v[i].id] = (uint8_t)++s.count;
		if (slot + 1 > s.words)
			s.words = slot + 1;
	}
	for (uint32_t i = 0; i < s.count; i++) {
		for (uint32_t k = 0; k < s.count; k++)
			s.sharing[i] |= (uint32_t)(s.word[i] == s.word[k]) << k;
	}
	return s;
}
