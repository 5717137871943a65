/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/machine.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static uint32_t mnode_hash(const void *p, uint32_t id)
{
	const struct mnode *n = &((const struct machine *)p)->nodes.at[id];

	return hash_u32(hash_u32(hash_u32(n->code, n->k), n->t), n->f);
}

uint32_t mnode_new(struct machine *m, struct mnode n)
{
	uint32_t h;

	*vec_push(m->arena, &m->nodes) = n;
	graph_table_grow(m->arena, &m->table, mnode_hash, m);
	h = mnode_hash(m, m->nodes.count - 1) & m->table.mask;
	while (m->table.slot[h]) {
		const struct mnode *have = &m->nodes.at[m->table.slot[h]];

		if (have->code == n.code && have->k == n.k && have->t == n.t &&
		    have->f == n.f) {
			m->nodes.count--;
			return m->table.slot[h];
		}
		h = (h + 1) & m->table.mask;
	}
	*vec_push(m->arena, &m->spans) = m->at;
	m->table.slot[h] = m->nodes.count - 1;
	m->table.used++;
	return m->nodes.count - 1;
}

uint32_t mnode_branch(struct machine *m, uint16_t op, uint32_t k, uint32_t t, uint32_t f)
{
	if (t == f)
		return t;
	return mnode_new(m, (struct mnode){ (uint16_t)(BPF_JMP | op), k, t, f });
}

/* Compares in a row before a split costs no more than it saves, by length times steps. */
enum { LEAF = 8 };

void machine_init(struct machine *m, struct arena *arena, uint32_t snaplen)
{
	memset(m, 0, sizeof(*m));
	m->arena = arena;
	m->leaf = LEAF;
	vec_push(arena, &m->nodes);
	vec_push(arena, &m->spans);
	mnode_new(m, (struct mnode){ BPF_RET | BPF_K, 0, 0, 0 });
	mnode_new(m, (struct mnode){ BPF_RET | BPF_K, snaplen, 0, 0 });
}

/* ---- a switch as compares ---- */

/* Does way i hold for a single value? */
static bool is_point(const struct way *w, uint32_t count, uint32_t i, struct domain d)
{
	uint32_t at = w[i].from ? graph_next_in_mask(w[i].from, d.mask) : 0;

	if (at >= d.hi)
		return true;
	return i + 1 < count && graph_next_in_mask(at + 1, d.mask) >= w[i + 1].from;
}

/* Takes out runs of single values between equal neighbours: each is one jeq. Gives what is
 * left in w, and the values taken out in points.
 */
static uint32_t take_points(struct way *w, uint32_t count, struct domain d,
                            struct way *points, uint32_t *points_count)
{
	uint32_t n = 0, i = 0;

	*points_count = 0;
	while (i < count) {
		uint32_t end = i;

		while (end < count && is_point(w, count, end, d))
			end++;
		if (end > i && (n > 0 || end < count) &&
		    (n == 0 || end == count || w[n - 1].to == w[end].to)) {
			uint32_t around = n > 0 ? w[n - 1].to : w[end].to;
			uint32_t from = w[i].from;

			for (; i < end; i++) {
				if (w[i].to != around)
					points[(*points_count)++] = w[i];
			}
			if (end < count) {
				/* The neighbour behind takes the place over. */
				if (n == 0)
					w[end].from = from;
				else
					i = end + 1;
			}
			continue;
		}
		do {
			w[n++] = w[i++];
		} while (i < end);
	}
	return n;
}

static uint32_t cuts(struct machine *m, const struct way *w, uint32_t count)
{
	uint32_t mid = count / 2;

	if (count == 1)
		return w[0].to;
	return mnode_branch(m, BPF_JGE, w[mid].from, cuts(m, w + mid, count - mid),
	              cuts(m, w, mid));
}

/* Values of their own first, those that end the program last and by size: so the ends of
 * ladders with values in common are one object.
 */
static int by_target(const void *x, const void *y)
{
	const struct way *a = x, *b = y;
	bool end_a = a->to <= MNODE_ACCEPT, end_b = b->to <= MNODE_ACCEPT;

	if (end_a != end_b)
		return end_a ? 1 : -1;
	return a->from < b->from ? -1 : a->from > b->from;
}

uint32_t ladder(struct machine *m, const struct way *w, uint32_t count, struct domain d)
{
	uint32_t n, taken, next, mid = count / 2;
	struct way *points, *left;

	/* Of so many ways no ladder is left, however many points are taken out. */
	if (count > 4 * m->leaf) {
		next = ladder(m, w + mid, count - mid, d);
		return mnode_branch(m, BPF_JGE, w[mid].from, next,
		                    ladder(m, w, mid, d));
	}
	points = arena_alloc(m->arena, 2 * count * sizeof(*points));
	left = points + count;
	memcpy(left, w, count * sizeof(*left));
	n = take_points(left, count, d, points, &taken);
	if (taken + n - 1 > m->leaf && count > 3) {
		next = ladder(m, w + mid, count - mid, d);
		return mnode_branch(m, BPF_JGE, w[mid].from, next,
		                    ladder(m, w, mid, d));
	}
	if (m->ends_last)
		qsort(points, taken, sizeof(*points), by_target);
	next = cuts(m, left, n);
	while (taken-- > 0)
		next = mnode_branch(m, BPF_JEQ, points[taken].from, points[taken].to, next);
	return next;
}
