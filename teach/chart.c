/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/chart.c - the boxes and edges of a program, as a picture. */
#include "teach/chart_int.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/asm.h"

/* All in pixels. */
enum { CHAR = 7, LINE = 15, PAD = 8 };

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

static void add_edge(struct chart *c, uint32_t box, uint32_t insn, enum edge_kind kind)
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
			add_edge(c, i, last + 1 + insn->jt, EDGE_YES);
			add_edge(c, i, last + 1 + insn->jf, EDGE_NO);
		} else if (!is_return(insn)) {
			add_edge(c, i, last + 1 + (is_ja(insn) ? insn->k : 0), EDGE_PLAIN);
		}
	}
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
	double x = p->x - p->width / 2, y = p->y;

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

static void draw_edge(struct str *out, const struct chart *c, const struct edge *e)
{
	static const char *const classes[] = {
		[EDGE_PLAIN] = "edge",
		[EDGE_YES] = "edge yes",
		[EDGE_NO] = "edge no",
	};
	const struct spot *a = &c->places.at[e->a], *b = &c->places.at[e->b];

	str_printf(out,
	           "<path class=\"%s\" data-a=\"%" PRIu32 "\" data-b=\"%" PRIu32 "\" d=\"",
	           classes[e->kind], a->to, b->from);
	for (uint32_t i = 0; i < e->path.count; i++)
		str_printf(out, "%s%.1f,%.1f", i == 0 ? "M" : i % 3 == 1 ? " C" : " ",
		           e->path.at[i].x, e->path.at[i].y);
	str_printf(out, "\" marker-end=\"url(#arrow)\"/>\n");
}

static void draw(struct str *out, const struct chart *c)
{
	str_printf(out,
	           "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" "
	           "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
	           "font-family=\"monospace\" font-size=\"11.5\">\n"
	           "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
	           "markerUnits=\"userSpaceOnUse\" markerWidth=\"8\" markerHeight=\"8\" "
	           "orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>\n",
	           c->width, c->height, c->width, c->height);
	for (uint32_t i = 0; i < c->edges.count; i++)
		draw_edge(out, c, &c->edges.at[i]);
	for (uint32_t i = 0; i < c->boxes; i++)
		draw_box(out, c, &c->places.at[i]);
	str_printf(out, "</svg>\n");
}

enum chart_by chart_svg(struct str *out, struct arena *arena,
                        const struct sock_filter *insns, uint32_t count, const char *dot)
{
	struct chart c = { .arena = arena, .insns = insns, .count = count };
	enum chart_by by = CHART_DOT;

	if (!make_boxes(&c))
		return CHART_NONE;
	make_edges(&c);
	if (!dot || !chart_dot(&c, dot)) {
		chart_layers(&c);
		by = CHART_LAYERS;
	}
	draw(out, &c);
	return by;
}
