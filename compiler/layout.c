/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/layout.c - an order for the machine nodes, and the jumps between them.
 *
 * Code is written from its end to its start, so every target has its place when a jump to
 * it is made and no jump needs a second look.
 *
 * A node that does not branch must be followed by its successor, or by a jump to it. Where
 * several lead to one node, one of them can stand in front of it: the one that packets take
 * most. That never contradicts the order, since it leads nowhere else; so each node with n
 * such predecessors costs n - 1 jumps, and no order has less where all jumps are in reach.
 */
#include "compiler/machine.h"
#include "compiler/run.h"
#include "compiler/traffic.h"

enum { JUMP_MAX = 255 };

struct layout {
	struct machine *m;
	VEC(uint32_t) reached;         /* nodes that are not returns */
	VEC(uint32_t) order;           /* last instruction first */
	VEC(struct sock_filter) code;  /* last instruction first */
	VEC(struct span) spans;        /* of the code */
	uint32_t *place;               /* of a node: index into code + 1; 0: not yet */
	uint32_t *before;              /* of a node: the one that stands in front of it */
	double *visits;                /* of a node; NULL: not known */
	bool contested;                /* more than one could stand in front of a node */
	bool returns[3];               /* MNODE_REJECT, MNODE_ACCEPT: is it reached? */
};

static void find_reached(struct layout *l, uint32_t entry)
{
	struct arena *arena = l->m->arena;
	unsigned char *seen = arena_alloc(arena, l->m->nodes.count);
	VEC(uint32_t) stack = { 0 };

	*vec_push(arena, &stack) = entry;
	while (stack.count) {
		uint32_t id = stack.at[--stack.count];
		const struct mnode *n = &l->m->nodes.at[id];

		if (id <= MNODE_ACCEPT) {
			l->returns[id] = true;
			continue;
		}
		if (seen[id])
			continue;
		seen[id] = 1;
		*vec_push(arena, &l->reached) = id;
		*vec_push(arena, &stack) = n->t;
		if (n->f)
			*vec_push(arena, &stack) = n->f;
	}
}

/* Chooses what stands in front of each node. */
static void choose_before(struct layout *l)
{
	for (uint32_t i = 0; i < l->reached.count; i++) {
		uint32_t id = l->reached.at[i];
		const struct mnode *n = &l->m->nodes.at[id];
		uint32_t have = l->before[n->t];

		if (mnode_branches(n) || n->t <= MNODE_ACCEPT || have == id)
			continue;
		l->contested |= have != 0;
		if (!have || (l->visits && l->visits[id] > l->visits[have]))
			l->before[n->t] = id;
	}
}

/* Nodes in an order where each stands behind all it leads to; what a jump goes to when true
 * comes right before the jump, so that it follows it in the program.
 */
static void sort_nodes(struct layout *l, uint32_t entry)
{
	struct machine *m = l->m;
	unsigned char *seen = arena_alloc(m->arena, m->nodes.count);
	VEC(uint32_t) stack = { 0 };

	*vec_push(m->arena, &stack) = entry;
	while (stack.count) {
		uint32_t id = stack.at[stack.count - 1];
		const struct mnode *n = &m->nodes.at[id];

		if (id <= MNODE_ACCEPT || seen[id] == 2) {
			stack.count--;
		} else if (!seen[id]) {
			/* What is pushed last is finished first and stands further back. */
			seen[id] = 1;
			*vec_push(m->arena, &stack) = n->t;
			if (n->f)
				*vec_push(m->arena, &stack) = n->f;
		} else {
			stack.count--;
			for (; id && seen[id] != 2; id = l->before[id]) {
				*vec_push(m->arena, &l->order) = id;
				seen[id] = 2;
			}
		}
	}
}

static void put(struct layout *l, uint32_t id, uint16_t code, uint8_t jt, uint8_t jf,
                uint32_t k)
{
	*vec_push(l->m->arena, &l->code) = (struct sock_filter){ code, jt, jf, k };
	*vec_push(l->m->arena, &l->spans) = l->m->spans.at[id];
}

/* How far a jump made now would go to reach a node. */
static uint32_t distance(const struct layout *l, uint32_t id)
{
	return l->code.count - l->place[id];
}

/* An instruction that has the effect of going to a node: a copy of it where that is no
 * longer than a jump, else the jump. From here on it is the nearest way to the node.
 */
static void put_way_to(struct layout *l, uint32_t id)
{
	const struct mnode *n = &l->m->nodes.at[id];

	if (BPF_CLASS(n->code) == BPF_RET)
		put(l, id, n->code, 0, 0, n->k);
	else if (mnode_branches(n) && distance(l, n->t) <= JUMP_MAX &&
	         distance(l, n->f) <= JUMP_MAX)
		put(l, id, n->code, (uint8_t)distance(l, n->t), (uint8_t)distance(l, n->f),
		    n->k);
	else
		put(l, id, BPF_JMP | BPF_JA, 0, 0, distance(l, id));
	l->place[id] = l->code.count;
}

/* A conditional jump; a target out of reach gets a stepping stone right behind it. */
static void put_branch(struct layout *l, uint32_t id)
{
	const struct mnode *n = &l->m->nodes.at[id];

	if (distance(l, n->f) + 1 > JUMP_MAX)
		put_way_to(l, n->f);
	if (distance(l, n->t) > JUMP_MAX)
		put_way_to(l, n->t);
	put(l, id, n->code, (uint8_t)distance(l, n->t), (uint8_t)distance(l, n->f), n->k);
}

static void put_node(struct layout *l, uint32_t id)
{
	const struct mnode *n = &l->m->nodes.at[id];

	if (mnode_branches(n)) {
		put_branch(l, id);
	} else {
		if (n->t && l->place[n->t] != l->code.count)
			put_way_to(l, n->t);
		put(l, id, n->code, 0, 0, n->k);
	}
	l->place[id] = l->code.count;
}

static struct emitted put_all(struct layout *l, uint32_t entry)
{
	struct machine *m = l->m;
	struct emitted e = { 0 };
	struct span *spans;

	l->order.count = l->code.count = l->spans.count = 0;
	sort_nodes(l, entry);
	/* Returns stand at the end: reject last, accept before it. */
	for (uint32_t id = MNODE_REJECT; id <= MNODE_ACCEPT; id++) {
		if (l->returns[id])
			put_node(l, id);
	}
	for (uint32_t i = 0; i < l->order.count; i++)
		put_node(l, l->order.at[i]);
	e.count = l->code.count;
	e.insns = arena_alloc(m->arena, e.count * sizeof(*e.insns));
	e.spans = spans = arena_alloc(m->arena, e.count * sizeof(*spans));
	for (uint32_t i = 0; i < e.count; i++) {
		e.insns[i] = l->code.at[e.count - 1 - i];
		spans[i] = l->spans.at[e.count - 1 - i];
	}
	return e;
}

/* How often packets of ordinary traffic come to each node. */
static void find_visits(struct layout *l, const struct emitted *e,
                        const struct traffic *traffic)
{
	double *at = arena_alloc(l->m->arena, e->count * sizeof(*at));

	l->visits = arena_alloc(l->m->arena, l->m->nodes.count * sizeof(*l->visits));
	for (uint32_t i = 0; i < traffic->count; i++)
		run_visits(e->insns, &traffic->packet[i], traffic->share[i], at);
	for (uint32_t i = 0; i < l->reached.count; i++) {
		uint32_t id = l->reached.at[i];

		l->visits[id] = at[e->count - l->place[id]];
	}
}

struct emitted layout_cbpf(struct machine *m, uint32_t entry,
                           const struct traffic *traffic)
{
	struct layout l = { .m = m };
	struct emitted loose, e;

	l.place = arena_alloc(m->arena, m->nodes.count * sizeof(*l.place));
	l.before = arena_alloc(m->arena, m->nodes.count * sizeof(*l.before));
	find_reached(&l, entry);
	loose = put_all(&l, entry);
	choose_before(&l);
	e = put_all(&l, entry);
	/* In long programs distant jumps may cost more than that saved. */
	if (loose.count < e.count)
		return loose;
	if (!l.contested || !traffic)
		return e;
	find_visits(&l, &e, traffic);
	choose_before(&l);
	return put_all(&l, entry);
}
