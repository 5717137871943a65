/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/chart.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "compiler/asm.h"

/* All in pixels. */
enum {
	CHAR = 7,
	LINE = 15,
	PAD = 8,
	GAP = 24, /* between boxes of a layer */
	LAYER_GAP = 40,
	DUMMY = 8, /* width of the place that a long edge takes in a layer */
	SWEEPS = 8,
	MARGIN = 10,
};

/* A box, or the place where a long edge crosses a layer. */
struct spot {
	uint32_t from, to; /* instructions; of a box */
	bool dummy;
	uint32_t layer;
	double x, order;            /* x: of the middle */
	VEC(uint32_t) above, below; /* neighbours in the layers next to it */
	double width, height;
};

struct edge {
	uint32_t a, b;
	int kind;              /* 0: plain, 1: yes, 2: no */
	VEC(uint32_t) through; /* dummies */
};

struct chart {
	struct arena *arena;
	const struct sock_filter *insns;
	uint32_t count;
	VEC(struct spot) places;
	VEC(struct edge) edges;
	uint32_t *box_of; /* by instruction that starts one */
	uint32_t boxes, layers;
	uint32_t **rows; /* places of each layer, in order */
	uint32_t *row_count;
	double *top; /* of each layer */
};

static bool is_branch(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_JMP && BPF_OP(insn->code) != BPF_JA;
}

static bool is_ja(const struct sock_filter *insn)
{
	return insn->code == (BPF_JMP | BPF_JA);
}

static bool is_return(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_RET;
}

/* ---- boxes and edges ---- */

/* Without targets, which the edges show. */
static void put_line(struct str *line, const struct sock_filter *insn, uint32_t pc)
{
	str_printf(line, "%" PRIu32 "  ", pc);
	if (is_ja(insn) || !asm_insn(line, insn))
		str_printf(line, "ja");
}

static size_t line_length(const struct sock_filter *insn, uint32_t pc)
{
	struct str line = { 0 };
	size_t len;

	put_line(&line, insn, pc);
	len = line.len;
	str_fini(&line);
	return len;
}

static bool make_boxes(struct chart *c)
{
	unsigned char *leader = arena_alloc(c->arena, c->count + 1);

	leader[0] = 1;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct sock_filter *insn = &c->insns[i];

		if (is_ja(insn))
			leader[i + 1 + insn->k] = 1;
		if (is_branch(insn))
			leader[i + 1 + insn->jt] = leader[i + 1 + insn->jf] = 1;
		if (is_ja(insn) || is_branch(insn) || is_return(insn))
			leader[i + 1] = 1;
	}
	c->box_of = arena_alloc(c->arena, c->count * sizeof(*c->box_of));
	for (uint32_t i = 0, last; i < c->count; i = last + 1) {
		struct spot *p = vec_push(c->arena, &c->places);
		size_t widest = 0;

		for (last = i; last + 1 < c->count && !leader[last + 1];)
			last++;
		for (uint32_t k = i; k <= last; k++) {
			size_t len = line_length(&c->insns[k], k);

			widest = len > widest ? len : widest;
		}
		p->from = i;
		p->to = last;
		p->width = (double)(widest * CHAR + 2 * PAD);
		p->height = (last - i + 1) * LINE + 2 * PAD;
		c->box_of[i] = c->places.count - 1;
		if (c->places.count > CHART_BOXES_MAX)
			return false;
	}
	c->boxes = c->places.count;
	return true;
}

static void add_edge(struct chart *c, uint32_t box, uint32_t insn, int kind)
{
	struct edge *e = vec_push(c->arena, &c->edges);

	e->a = box;
	e->b = c->box_of[insn];
	e->kind = kind;
}

static void make_edges(struct chart *c)
{
	for (uint32_t i = 0; i < c->boxes; i++) {
		uint32_t last = c->places.at[i].to;
		const struct sock_filter *insn = &c->insns[last];

		if (is_branch(insn)) {
			add_edge(c, i, last + 1 + insn->jt, 1);
			add_edge(c, i, last + 1 + insn->jf, 2);
		} else if (!is_return(insn)) {
			add_edge(c, i, last + 1 + (is_ja(insn) ? insn->k : 0), 0);
		}
	}
}

/* ---- layers ---- */

/* Boxes are in the order of instructions, and jumps go forward. Returns stand at the bottom. */
static void make_layers(struct chart *c)
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
		if (is_return(&c->insns[c->places.at[i].to]) &&
		    c->places.at[i].from == c->places.at[i].to && c->boxes > 1)
			c->places.at[i].layer = deepest;
	}
	c->layers = deepest + 1;
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

static void make_rows(struct chart *c)
{
	c->rows = arena_alloc(c->arena, c->layers * sizeof(*c->rows));
	c->row_count = arena_alloc(c->arena, c->layers * sizeof(*c->row_count));
	for (uint32_t i = 0; i < c->places.count; i++)
		c->row_count[c->places.at[i].layer]++;
	for (uint32_t l = 0; l < c->layers; l++) {
		c->rows[l] = arena_alloc(c->arena, c->row_count[l] * sizeof(**c->rows));
		c->row_count[l] = 0;
	}
	for (uint32_t i = 0; i < c->places.count; i++) {
		uint32_t l = c->places.at[i].layer;

		c->places.at[i].order = c->row_count[l];
		c->rows[l][c->row_count[l]++] = i;
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
static void sort_row(struct chart *c, uint32_t layer, const double *key)
{
	uint32_t *row = c->rows[layer];

	for (uint32_t i = 1; i < c->row_count[layer]; i++) {
		uint32_t place = row[i], k = i;

		for (; k > 0 && key[row[k - 1]] > key[place]; k--)
			row[k] = row[k - 1];
		row[k] = place;
	}
	for (uint32_t i = 0; i < c->row_count[layer]; i++)
		c->places.at[row[i]].order = i;
}

static void order_rows(struct chart *c)
{
	double *key = arena_alloc(c->arena, c->places.count * sizeof(*key));

	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		bool down = sweep % 2 == 0;

		for (uint32_t i = 1; i < c->layers; i++) {
			uint32_t l = down ? i : c->layers - 1 - i;

			for (uint32_t k = 0; k < c->row_count[l]; k++)
				key[c->rows[l][k]] =
					middle(c, c->rows[l][k], down, false);
			sort_row(c, l, key);
		}
	}
}

/* ---- coordinates ---- */

/* From left to right, and again from right to left, so that rows keep together. */
static void place_row(struct chart *c, uint32_t layer, bool above)
{
	uint32_t n = c->row_count[layer];
	double edge = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct spot *p = &c->places.at[c->rows[layer][i]];
		double want = middle(c, c->rows[layer][i], above, true);
		double least = i ? edge + GAP + p->width / 2 : p->width / 2;

		p->x = want > least || !i ? want : least;
		edge = p->x + p->width / 2;
	}
	for (uint32_t i = n; i-- > 0;) {
		struct spot *p = &c->places.at[c->rows[layer][i]];
		double want = middle(c, c->rows[layer][i], above, true);
		const struct spot *right =
			i + 1 < n ? &c->places.at[c->rows[layer][i + 1]] : NULL;
		const struct spot *left =
			i ? &c->places.at[c->rows[layer][i - 1]] : NULL;
		double x = want;

		if (right && x > right->x - right->width / 2 - GAP - p->width / 2)
			x = right->x - right->width / 2 - GAP - p->width / 2;
		if (left && x < left->x + left->width / 2 + GAP + p->width / 2)
			x = left->x + left->width / 2 + GAP + p->width / 2;
		p->x = x;
	}
}

static void place_all(struct chart *c)
{
	double y = MARGIN;

	for (uint32_t l = 0; l < c->layers; l++) {
		double x = 0;

		for (uint32_t i = 0; i < c->row_count[l]; i++) {
			struct spot *p = &c->places.at[c->rows[l][i]];

			p->x = x + p->width / 2;
			x += p->width + GAP;
		}
	}
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		bool down = sweep % 2 == 0;

		for (uint32_t i = 1; i < c->layers; i++)
			place_row(c, down ? i : c->layers - 1 - i, down);
	}
	c->top = arena_alloc(c->arena, c->layers * sizeof(*c->top));
	for (uint32_t l = 0; l < c->layers; l++) {
		double tallest = 0;

		c->top[l] = y;
		for (uint32_t i = 0; i < c->row_count[l]; i++) {
			const struct spot *p = &c->places.at[c->rows[l][i]];

			tallest = p->height > tallest ? p->height : tallest;
		}
		y += tallest + LAYER_GAP;
	}
}

/* Moves all to the right of 0; gives the width. */
static double shift_right(struct chart *c)
{
	double least = 0, most = 0;

	for (uint32_t i = 0; i < c->places.count; i++) {
		const struct spot *p = &c->places.at[i];
		double left = p->x - p->width / 2, right = p->x + p->width / 2;

		if (!i || left < least)
			least = left;
		if (!i || right > most)
			most = right;
	}
	for (uint32_t i = 0; i < c->places.count; i++)
		c->places.at[i].x += MARGIN - least;
	return most - least + 2 * MARGIN;
}

/* ---- drawing ---- */

static void put_escaped(struct str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '&')
			str_printf(out, "&amp;");
		else if (text[i] == '<')
			str_printf(out, "&lt;");
		else
			str_add(out, text[i] == '\t' ? " " : text + i, 1);
	}
}

static void draw_box(struct str *out, const struct chart *c, const struct spot *p)
{
	const struct sock_filter *last = &c->insns[p->to];
	double x = p->x - p->width / 2, y = c->top[p->layer];

	str_printf(
		out,
		"<g class=\"box%s\" data-from=\"%" PRIu32 "\" data-to=\"%" PRIu32 "\">"
		"<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\"/>",
		!is_return(last)                ? ""
		: BPF_RVAL(last->code) == BPF_A ? " some"
		: last->k                       ? " accept"
						: " reject",
		p->from, p->to, x, y, p->width, p->height);
	for (uint32_t i = p->from; i <= p->to; i++) {
		struct str line = { 0 };

		put_line(&line, &c->insns[i], i);
		str_printf(out,
		           "<text class=\"line\" data-i=\"%" PRIu32
		           "\" x=\"%.1f\" y=\"%.1f\">",
		           i, x + PAD, y + PAD + (i - p->from) * LINE + 11);
		if (line.at)
			put_escaped(out, line.at, line.len);
		str_printf(out, "</text>");
		out->failed |= line.failed;
		str_fini(&line);
	}
	str_printf(out, "</g>\n");
}

/* A curve from point to point that leaves and enters upright. */
static void curve_to(struct str *out, double x0, double y0, double x, double y)
{
	double mid = (y0 + y) / 2;

	str_printf(out, " C%.1f,%.1f %.1f,%.1f %.1f,%.1f", x0, mid, x, mid, x, y);
}

static void draw_edge(struct str *out, const struct chart *c, const struct edge *e)
{
	static const char *const classes[] = { "edge", "edge yes", "edge no" };
	const struct spot *a = &c->places.at[e->a], *b = &c->places.at[e->b];
	double off = e->kind == 1 ? -a->width / 6 : e->kind == 2 ? a->width / 6 : 0;
	double x = a->x + off, y = c->top[a->layer] + a->height;

	str_printf(out,
	           "<path class=\"%s\" data-a=\"%" PRIu32 "\" data-b=\"%" PRIu32
	           "\" d=\"M%.1f,%.1f",
	           classes[e->kind], a->to, b->from, x, y);
	for (uint32_t i = 0; i < e->through.count; i++) {
		const struct spot *p = &c->places.at[e->through.at[i]];

		curve_to(out, x, y, p->x, c->top[p->layer]);
		x = p->x;
		y = c->top[p->layer];
	}
	curve_to(out, x, y, b->x, c->top[b->layer] - 1);
	str_printf(out, "\" marker-end=\"url(#arrow)\"/>\n");
}

static void draw(struct str *out, struct chart *c, double width)
{
	double height = MARGIN;

	for (uint32_t i = 0; i < c->boxes; i++) {
		const struct spot *p = &c->places.at[i];

		if (c->top[p->layer] + p->height > height)
			height = c->top[p->layer] + p->height;
	}
	str_printf(
		out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" "
	        "width=\"%.0f\" "
		"height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" font-family=\"monospace\" "
		"font-size=\"11.5\">\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" "
		"refX=\"7\" refY=\"4\" markerUnits=\"userSpaceOnUse\" "
	        "markerWidth=\"8\" "
		"markerHeight=\"8\" "
		"orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>\n",
		width, height + MARGIN, width, height + MARGIN);
	for (uint32_t i = 0; i < c->edges.count; i++)
		draw_edge(out, c, &c->edges.at[i]);
	for (uint32_t i = 0; i < c->boxes; i++)
		draw_box(out, c, &c->places.at[i]);
	str_printf(out, "</svg>\n");
}

bool chart_svg(struct str *out, struct arena *arena, const struct sock_filter *insns,
               uint32_t count)
{
	struct chart c = { .arena = arena, .insns = insns, .count = count };

	if (!make_boxes(&c))
		return false;
	make_edges(&c);
	make_layers(&c);
	make_links(&c);
	make_rows(&c);
	order_rows(&c);
	place_all(&c);
	draw(out, &c, shift_right(&c));
	return true;
}
