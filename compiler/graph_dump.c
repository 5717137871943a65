/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/graph_dump.c - the graph as text, for --dump. */
#include <stdlib.h>

#include "compiler/graph.h"

static const char *const op_names[VAL_OPS] = {
	[VAL_ADD] = "+",  [VAL_SUB] = "-", [VAL_MUL] = "*", [VAL_DIV] = "/",
	[VAL_MOD] = "%",  [VAL_AND] = "&", [VAL_OR] = "|",  [VAL_XOR] = "^",
	[VAL_LSH] = "<<", [VAL_RSH] = ">>",
};

/* Values nest as deep as the filter's arithmetic, which the parser bounds. */
void graph_dump_value(struct str *out, const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);

	switch (x->op) {
	case VAL_CONST:
		str_printf(out, x->k < 10 ? "%u" : "0x%x", x->k);
		return;
	case VAL_LOAD:
		str_printf(out, "%c(", x->width == 1 ? 'b' : x->width == 2 ? 'h' : 'w');
		if (x->a.id) {
			graph_dump_value(out, g, x->a);
			str_printf(out, " + ");
		}
		str_printf(out, "%u)", x->k);
		return;
	case VAL_LEN:
		str_printf(out, "len");
		return;
	case VAL_META:
		str_printf(out, "meta(%u)", x->k);
		return;
	default:
		str_printf(out, "(");
		graph_dump_value(out, g, x->a);
		str_printf(out, " %s ", op_names[x->op]);
		graph_dump_value(out, g, x->b);
		str_printf(out, ")");
		return;
	}
}

static void dump_ref(struct str *out, struct ref r)
{
	if (ref_is(r, ACCEPT))
		str_printf(out, "accept");
	else if (ref_is(r, REJECT))
		str_printf(out, "reject");
	else
		str_printf(out, "n%u", r.id);
}

/* The target that most arms lead to; the dump calls it else. */
static struct ref usual(const struct arm *arms, uint32_t count)
{
	struct ref best = arms[0].to;
	uint32_t most = 0;

	for (uint32_t i = 0; i < count && i < 2; i++) {
		uint32_t n = 0;

		for (uint32_t k = 0; k < count; k++)
			n += ref_is(arms[k].to, arms[i].to);
		if (n > most) {
			most = n;
			best = arms[i].to;
		}
	}
	return best;
}

static void dump_switch(struct str *out, const struct graph *g, const struct node *n)
{
	const struct arm *arms = graph_arms(g, n);
	uint32_t hi = graph_value(g, n->v)->hi;
	struct ref rest = usual(arms, n->count);

	str_printf(out, " { ");
	for (uint32_t i = 0; i < n->count; i++) {
		uint32_t last = arm_last(arms, n->count, i);

		if (ref_is(arms[i].to, rest))
			continue;
		str_printf(out, "0x%x", arms[i].from);
		if (last >= hi && arms[i].from < hi)
			str_printf(out, "..");
		else if (last < hi && last != arms[i].from)
			str_printf(out, "..0x%x", last);
		str_printf(out, ": ");
		dump_ref(out, arms[i].to);
		str_printf(out, ", ");
	}
	str_printf(out, "else: ");
	dump_ref(out, rest);
	str_printf(out, " }");
}

static void dump_node(struct str *out, const struct graph *g, struct ref r)
{
	static const char *const cmps[] = { "==", ">", ">=" };
	const struct node *n = graph_node(g, r);
	const struct arm *arms = graph_arms(g, n);

	str_printf(out, "n%u: ", r.id);
	graph_dump_value(out, g, n->v);
	if (n->kind == NODE_SWITCH) {
		dump_switch(out, g, n);
	} else {
		str_printf(out, " %s ", cmps[n->cmp]);
		graph_dump_value(out, g, n->w);
		str_printf(out, " ? ");
		dump_ref(out, arms[1].to);
		str_printf(out, " : ");
		dump_ref(out, arms[0].to);
	}
	str_printf(out, "\n");
}

void graph_dump(struct str *out, const struct graph *g, struct ref root)
{
	unsigned char *seen;

	if (root.id <= ACCEPT.id) {
		dump_ref(out, root);
		str_printf(out, "\n");
		return;
	}
	seen = calloc(g->nodes.count, 1);
	if (!seen) {
		out->failed = true;
		return;
	}
	/* A node is newer than those it leads to: newest first is from the entry down. */
	seen[root.id] = 1;
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &g->nodes.at[id];

		if (!seen[id])
			continue;
		dump_node(out, g, (struct ref){ id });
		for (uint32_t i = 0; i < n->count; i++)
			seen[graph_arms(g, n)[i].to.id] = 1;
	}
	free(seen);
}
