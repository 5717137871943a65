/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_bound.c - a header length of 32 bits is bounded before it is a base.
 *
 * In front of 802.11, the AVS header (and Prism's, which may be one) says how long it is in
 * a word of its own. A length near 2^32 plus an offset lies beyond every packet, so the
 * load rejects; but a kernel adds modulo 2^32 and may end up in the packet again, or at its
 * special negative offsets. So the first load on a path that goes from such a length gets
 * a test in front, that rejects it. What is decided without looking behind the header stays
 * as it is.
 */
#include "compiler/lower.h"

struct bounding {
	struct lower *cx;
	struct ref beyond; /* where too long a header leads */
	struct val len;    /* the length */
	bool *holds;       /* by value: is made with it; */
	bool *goes_from;   /* by value: loads from there */
	struct ref
		*node; /* by node: what it became where the length is not bounded yet */
};

/* Values are made of older ones. */
static void look_at_values(struct bounding *b, uint32_t count)
{
	for (uint32_t id = 1; id < count; id++) {
		const struct value *v = graph_value(b->cx->g, (struct val){ id });

		b->holds[id] =
			id == b->len.id || b->holds[v->a.id] || b->holds[v->b.id];
		b->goes_from[id] = b->goes_from[v->a.id] || b->goes_from[v->b.id] ||
		                   (v->op == VAL_LOAD && b->holds[v->a.id]);
	}
}

static struct ref bounded(struct bounding *b, struct ref r)
{
	struct graph *g = b->cx->g;
	struct node n = *graph_node(g, r);
	struct arm *arms = arena_alloc(g->arena, n.count * sizeof(*arms));
	bool same = true;

	g->at = n.at;
	if (b->goes_from[n.v.id] || (n.kind == NODE_COMPARE && b->goes_from[n.w.id]))
		return node_range(g, b->len, 0, OFFSET_MAX, r, b->beyond);
	for (uint32_t i = 0; i < n.count; i++) {
		arms[i] = graph_arms(g, &n)[i];
		arms[i].to = b->node[arms[i].to.id];
		same = same && ref_is(arms[i].to, graph_arms(g, &n)[i].to);
	}
	if (same)
		return r;
	if (n.kind == NODE_COMPARE)
		return node_compare(g, n.cmp, n.v, n.w, arms[1].to, arms[0].to);
	return node_switch(g, n.v, arms, n.count);
}

/* The filter as written rejects since it reads beyond the packet, and an optimized one may do
 * without reading. So it must be seen to read there.
 */
static struct ref read_beyond(struct graph *g)
{
	if (!g->exact)
		return REJECT;
	return node_eq(g, val_load(g, 1, VAL_NONE, OFFSET_MAX), 0, REJECT, ACCEPT);
}

struct ref lower_bound(struct lower *cx, struct ref root)
{
	uint32_t values = cx->g->values.count;
	struct bounding b = {
		.cx = cx,
		.len = link_length(cx),
		.holds = arena_alloc(cx->arena, (values + 1) * sizeof(*b.holds)),
		.goes_from =
			arena_alloc(cx->arena, (values + 1) * sizeof(*b.goes_from)),
		.node = arena_alloc(cx->arena, (root.id + 1) * sizeof(*b.node)),
	};

	if (!b.len.id)
		return root;
	look_at_values(&b, values);
	b.beyond = read_beyond(cx->g);
	for (uint32_t id = 1; id <= root.id; id++) {
		struct ref r = { id };

		b.node[id] = id > ACCEPT.id ? bounded(&b, r) : r;
	}
	return b.node[root.id];
}
