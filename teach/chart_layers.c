/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/chart_layers.c - a small layered layout: a box stands below all that leads to it, long
 * edges go through empty places of the layers between, and each layer is ordered by what it is
 * connected with.
 */
#include "teach/chart_int.h"

enum {
	GAP = 24, /* between boxes of a layer */
	LAYER_GAP = 40,
	DUMMY = 8, /* width of the place that a long edge takes in a layer */
	SWEEPS = 8,
};

struct layers {
	struct chart *c;
	uint32_t count;
	uint32_t **rows; /* places of each layer, in order */
	uint32_t *row_count;
};

static double smaller(double a, double b)
{
	return a < b ? a : b;
}

static double larger(double a, double b)
{
	return a > b ? a : b;
}

/* ---- layers ---- */

/* Boxes are in the order of instructions, and jumps go forward. Returns stand at the bottom. */
static uint32_t make_layers(struct chart *c)
{
	uint32_t deepest = 0;

	for (uint32_t i = 0; i < c->edges.count; i++) {
		const struct edge *e = &c->edges.at[i];
		struct spot *b = &c->places.at[e->b];
		uint32_t below = c->places.at[e->a].layer + 1;

		b->layer = below > b->layer ? below : b->layer;
		deepest = b->layer > deepest ? b->layer : deepest;
	}
	for (uint32_t i = 0; i < c->boxes; i++) {
		const struct spot *p = &c->places.at[i];

		if (BPF_CLASS(c->insns[p->to].code) == BPF_RET && p->from == p->to &&
		    c->boxes > 1)
			c->places.at[i].layer = deepest;
	}
	return deepest + 1;
}

static uint32_t add_dummy(struct chart *c, uint32_t layer)
{
	struct spot *p = vec_push(c->arena, &c->places);

	p->dummy = true;
	p->layer = layer;
	p->width = DUMMY;
	return c->places.count - 1;
}

static void connect(struct chart *c, uint32_t upper, uint32_t lower)
{
	*vec_push(c->arena, &c->places.at[upper].below) = lower;
	*vec_push(c->arena, &c->places.at[lower].above) = upper;
}

/* Edges over several layers get a place in each of those between. */
static void make_links(struct chart *c)
{
	for (uint32_t i = 0; i < c->edges.count; i++) {
		uint32_t a = c->edges.at[i].a, b = c->edges.at[i].b, at = a;

		for (uint32_t l = c->places.at[a].layer + 1; l < c->places.at[b].layer;
		     l++) {
			uint32_t dummy = add_dummy(c, l);

			*vec_push(c->arena, &c->edges.at[i].through) = dummy;
			connect(c, at, dummy);
			at = dummy;
		}
		connect(c, at, b);
	}
}

static void make_rows(struct layers *y)
{
	struct chart *c = y->c;

	y->rows = arena_alloc(c->arena, y->count * sizeof(*y->rows));
	y->row_count = arena_alloc(c->arena, y->count * sizeof(*y->row_count));
	for (uint32_t i = 0; i < c->places.count; i++)
		y->row_count[c->places.at[i].layer]++;
	for (uint32_t l = 0; l < y->count; l++) {
		y->rows[l] = arena_alloc(c->arena, y->row_count[l] * sizeof(**y->rows));
		y->row_count[l] = 0;
	}
	for (uint32_t i = 0; i < c->places.count; i++) {
		uint32_t l = c->places.at[i].layer;

		c->places.at[i].order = y->row_count[l];
		y->rows[l][y->row_count[l]++] = i;
	}
}

/* ---- order in the layers ---- */

/* Where the neighbours above or below are, on average; its own order when it has none. */
static double middle(const struct chart *c, uint32_t place, bool above, bool by_x)
{
	const struct spot *p = &c->places.at[place];
	const uint32_t *of = above ? p->above.at : p->below.at;
	uint32_t count = above ? p->above.count : p->below.count;
	double sum = 0;

	for (uint32_t i = 0; i < count; i++)
		sum += by_x ? c->places.at[of[i]].x : c->places.at[of[i]].order;
	if (count)
		return sum / count;
	return by_x ? p->x : p->order;
}

/* Insertion sort: rows are short, and what is equal keeps its order. */
static void sort_row(struct layers *y, uint32_t layer, const double *key)
{
	uint32_t *row = y->rows[layer];

	for (uint32_t i = 1; i < y->row_count[layer]; i++) {
		uint32_t place = row[i], k = i;

		for (; k > 0 && key[row[k - 1]] > key[place]; k--)
			row[k] = row[k - 1];
		row[k] = place;
	}
	for (uint32_t i = 0; i < y->row_count[layer]; i++)
		y->c->places.at[row[i]].order = i;
}

static void order_rows(struct layers *y)
{
	double *key = arena_alloc(y->c->arena, y->c->places.count * sizeof(*key));

	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		bool down = sweep % 2 == 0;

		for (uint32_t i = 1; i < y->count; i++) {
			uint32_t l = down ? i : y->count - 1 - i;

			for (uint32_t k = 0; k < y->row_count[l]; k++)
				key[y->rows[l][k]] =
					middle(y->c, y->rows[l][k], down, false);
			sort_row(y, l, key);
		}
	}
}

/* ---- coordinates ---- */

/* From left to right, and again from right to left, so that rows keep together. */
static void place_row(struct layers *y, uint32_t layer, bool above)
{
	const uint32_t *row = y->rows[layer];
	struct spot *places = y->c->places.at;
	uint32_t n = y->row_count[layer];
	double edge = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct spot *p = &places[row[i]];
		double want = middle(y->c, row[i], above, true);
		double least = i ? edge + GAP + p->width / 2 : p->width / 2;

		p->x = want > least || !i ? want : least;
		edge = p->x + p->width / 2;
	}
	for (uint32_t i = n; i-- > 0;) {
		struct spot *p = &places[row[i]];
		const struct spot *right = i + 1 < n ? &places[row[i + 1]] : NULL;
		const struct spot *left = i ? &places[row[i - 1]] : NULL;

		p->x = middle(y->c, row[i], above, true);
		if (right)
			p->x = smaller(p->x, right->x - right->width / 2 - GAP - p->width / 2);
		if (left)
			p->x = larger(p->x, left->x + left->width / 2 + GAP + p->width / 2);
	}
}

static void place_columns(struct layers *y)
{
	for (uint32_t l = 0; l < y->count; l++) {
		double x = 0;

		for (uint32_t i = 0; i < y->row_count[l]; i++) {
			struct spot *p = &y->c->places.at[y->rows[l][i]];

			p->x = x + p->width / 2;
			x += p->width + GAP;
		}
	}
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		bool down = sweep % 2 == 0;

		for (uint32_t i = 1; i < y->count; i++)
			place_row(y, down ? i : y->count - 1 - i, down);
	}
}

static void place_rows(struct layers *y)
{
	double top = CHART_MARGIN;

	for (uint32_t l = 0; l < y->count; l++) {
		double tallest = 0;

		for (uint32_t i = 0; i < y->row_count[l]; i++) {
			struct spot *p = &y->c->places.at[y->rows[l][i]];

			p->y = top;
			tallest = larger(tallest, p->height);
			y->c->height = larger(y->c->height, top + p->height + CHART_MARGIN);
		}
		top += tallest + LAYER_GAP;
	}
}

/* Moves all to the right of 0. */
static void shift_right(struct chart *c)
{
	double least = 0, most = 0;

	for (uint32_t i = 0; i < c->places.count; i++) {
		const struct spot *p = &c->places.at[i];
		double left = p->x - p->width / 2, right = p->x + p->width / 2;

		least = i ? smaller(least, left) : left;
		most = i ? larger(most, right) : right;
	}
	for (uint32_t i = 0; i < c->places.count; i++)
		c->places.at[i].x += CHART_MARGIN - least;
	c->width = most - least + 2 * CHART_MARGIN;
}

/* ---- edges ---- */

static void add_point(struct chart *c, struct edge *e, double x, double y)
{
	*vec_push(c->arena, &e->path) = (struct point){ x, y };
}

/* A curve to a point that leaves and enters upright. */
static void curve_to(struct chart *c, struct edge *e, double x, double y)
{
	struct point from = e->path.at[e->path.count - 1];
	double mid = (from.y + y) / 2;

	add_point(c, e, from.x, mid);
	add_point(c, e, x, mid);
	add_point(c, e, x, y);
}

static void route(struct chart *c, struct edge *e)
{
	const struct spot *a = &c->places.at[e->a], *b = &c->places.at[e->b];
	double off = e->kind == EDGE_YES  ? -a->width / 6
	             : e->kind == EDGE_NO ? a->width / 6
	                                  : 0;

	add_point(c, e, a->x + off, a->y + a->height);
	for (uint32_t i = 0; i < e->through.count; i++) {
		const struct spot *p = &c->places.at[e->through.at[i]];

		curve_to(c, e, p->x, p->y);
	}
	curve_to(c, e, b->x, b->y - 1);
}

void chart_layers(struct chart *c)
{
	struct layers y = { .c = c, .count = make_layers(c) };

	make_links(c);
	make_rows(&y);
	order_rows(&y);
	place_columns(&y);
	place_rows(&y);
	shift_right(c);
	for (uint32_t i = 0; i < c->edges.count; i++)
		route(c, &c->edges.at[i]);
}
