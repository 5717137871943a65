/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/opt_usual.c - a way of its own for IPv4 headers without options.
 *
 * What is addressed from behind an IPv4 header has a variable offset, 4 * (b(k) & 15). Where
 * such a load comes first, the byte is compared with 0x45, and behind that compare the offset
 * is 20. The byte would be read next anyway, so nothing is read that was not read before.
 */
#include "compiler/opt.h"

#include <string.h>

#include "base/memo.h"

enum {
	NODES_MAX = 400, /* larger graphs are not copied */
	USUAL = 0x45,    /* version 4, header of 5 words */
};

struct usual {
	struct graph *g;
	struct memo done, copied; /* nodes; copied by base, too */
	uint32_t made;            /* copies */
};

/* The header length that a load in v is based on; VAL_NONE: none is. */
static struct val find_base(const struct graph *g, struct val v, struct val *byte)
{
	const struct value *x = graph_value(g, v);
	struct val found;

	if (!v.id || !x->bases)
		return VAL_NONE;
	if (x->op == VAL_LOAD && val_header_length(g, x->a, byte))
		return x->a;
	found = find_base(g, x->a, byte);
	return found.id ? found : find_base(g, x->b, byte);
}

/* v with 20 in place of the base. */
static struct val shorten(struct graph *g, struct val v, struct val base)
{
	const struct value x = *graph_value(g, v);
	struct val a;

	if (val_is(v, base))
		return val_const(g, 20);
	if (!v.id || x.op < VAL_ADD) {
		if (!v.id || x.op != VAL_LOAD || !x.a.id)
			return v;
		a = shorten(g, x.a, base);
		return val_is(a, x.a) ? v : val_load(g, x.width, a, x.k);
	}
	a = shorten(g, x.a, base);
	return val_op(g, x.op, a, shorten(g, x.b, base));
}

/* The node with other ways and other values. */
static struct ref remake(struct graph *g, const struct node *n, struct val v, struct val w,
                         const struct ref *to)
{
	struct arm *arms;

	g->at = n->at;
	if (n->kind == NODE_COMPARE)
		return node_compare(g, n->cmp, v, w, to[1], to[0]);
	arms = arena_alloc(g->arena, n->count * sizeof(*arms));
	memcpy(arms, graph_arms(g, n), n->count * sizeof(*arms));
	for (uint32_t i = 0; i < n->count; i++)
		arms[i].to = to[i];
	return node_switch(g, v, arms, n->count);
}

/* What lies from r on, with 20 in place of the base. */
static struct ref copy(struct usual *u, struct ref r, struct val base)
{
	struct graph *g = u->g;
	const struct node n = *graph_node(g, r);
	struct memo_key key = { r.id, base.id, 0, 0 };
	struct ref *to, made;

	if (r.id <= ACCEPT.id || memo_get(&u->copied, key, &made.id))
		return r.id <= ACCEPT.id ? r : made;
	u->made++;
	to = arena_alloc(g->arena, n.count * sizeof(*to));
	for (uint32_t i = 0; i < n.count; i++)
		to[i] = copy(u, graph_arms(g, &n)[i].to, base);
	made = remake(g, &n, shorten(g, n.v, base),
	              n.kind == NODE_COMPARE ? shorten(g, n.w, base) : VAL_NONE, to);
	memo_put(&u->copied, key, made.id);
	return made;
}

static struct ref rewrite(struct usual *u, struct ref r)
{
	struct graph *g = u->g;
	const struct node n = *graph_node(g, r);
	struct memo_key key = { r.id, 0, 0, 0 };
	struct val base = VAL_NONE, byte = VAL_NONE;
	struct ref *to, made;

	if (r.id <= ACCEPT.id || memo_get(&u->done, key, &made.id))
		return r.id <= ACCEPT.id ? r : made;
	if (u->made < NODES_MAX) {
		base = find_base(g, n.v, &byte);
		if (!base.id && n.kind == NODE_COMPARE)
			base = find_base(g, n.w, &byte);
	}
	if (base.id) {
		made = rewrite(u, copy(u, r, base));
		g->at = n.at;
		made = node_eq(g, byte, USUAL, made, r);
	} else {
		to = arena_alloc(g->arena, n.count * sizeof(*to));
		for (uint32_t i = 0; i < n.count; i++)
			to[i] = rewrite(u, graph_arms(g, &n)[i].to);
		made = remake(g, &n, n.v, n.w, to);
	}
	memo_put(&u->done, key, made.id);
	return made;
}

struct ref opt_usual(struct graph *g, struct ref root)
{
	struct usual u = { .g = g };

	if (graph_node(g, root)->depth > NODES_MAX)
		return root;
	memo_init(&u.done, g->arena);
	memo_init(&u.copied, g->arena);
	return rewrite(&u, root);
}
