/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/chart_test.c - mirrors teach/chart.c, chart_layers.c and chart_dot.c: pictures of
 * programs, laid out by ourselves and by dot.
 */
#include "teach/chart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pfc/pfc.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

enum { BOXES = 300, EDGES = 2 * BOXES };

struct box {
	unsigned from, to;
	double x, y, width, height;
};

struct picture {
	enum chart_by by;
	double width, height;
	struct box boxes[BOXES];
	uint32_t box_count, edge_count;
	unsigned a[EDGES], b[EDGES]; /* instructions that edges go from and to */
	double start[EDGES], end[EDGES]; /* their y */
};

/* ---- the picture, read back ---- */

static void read_box(struct picture *p, const char *at)
{
	struct box *b = &p->boxes[p->box_count++];
	const char *rect = strstr(at, "<rect ");

	CHECK_EQ(sscanf(strstr(at, "data-from"), "data-from=\"%u\" data-to=\"%u\"", &b->from,
	                &b->to),
	         2);
	CHECK_EQ(sscanf(rect, "<rect x=\"%lf\" y=\"%lf\" width=\"%lf\" height=\"%lf\"", &b->x,
	                &b->y, &b->width, &b->height),
	         4);
}

static void read_edge(struct picture *p, const char *at)
{
	const char *path = strstr(at, " d=\"M"), *end = strchr(path + 5, '"'), *last = end;
	uint32_t i = p->edge_count++;
	double x;

	CHECK_EQ(sscanf(strstr(at, "data-a"), "data-a=\"%u\" data-b=\"%u\"", &p->a[i], &p->b[i]),
	         2);
	CHECK_EQ(sscanf(path + 5, "%lf,%lf", &x, &p->start[i]), 2);
	while (last[-1] != ' ')
		last--;
	CHECK_EQ(sscanf(last, "%lf,%lf", &x, &p->end[i]), 2);
}

static void read_picture(struct picture *p, const char *svg)
{
	CHECK_EQ(sscanf(strstr(svg, " width="), " width=\"%lf\" height=\"%lf\"", &p->width,
	                &p->height),
	         2);
	for (const char *line = svg; line && *line;
	     line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		if (!strncmp(line, "<g class=\"box", 13) && p->box_count < BOXES)
			read_box(p, line);
		if (!strncmp(line, "<path class=\"edge", 17) && p->edge_count < EDGES)
			read_edge(p, line);
	}
}

static void draw(struct picture *p, const struct sock_filter *insns, size_t count,
                 const char *dot)
{
	struct str svg = { 0 };
	struct arena arena;

	memset(p, 0, sizeof(*p));
	arena_init(&arena, NULL);
	p->by = chart_svg(&svg, &arena, insns, (uint32_t)count, dot);
	CHECK(!svg.failed);
	CHECK_EQ(p->by == CHART_NONE, svg.len == 0);
	if (svg.at)
		read_picture(p, svg.at);
	str_fini(&svg);
	arena_fini(&arena);
}

/* ---- what must hold ---- */

static const struct box *box_with(const struct picture *p, unsigned insn)
{
	for (uint32_t i = 0; i < p->box_count; i++) {
		if (p->boxes[i].from <= insn && insn <= p->boxes[i].to)
			return &p->boxes[i];
	}
	return NULL;
}

static bool apart(const struct box *a, const struct box *b)
{
	const double much = 1;

	return a->x + a->width < b->x + much || b->x + b->width < a->x + much ||
	       a->y + a->height < b->y + much || b->y + b->height < a->y + much;
}

/* All instructions are in boxes, which lie inside and apart; edges join them downwards. */
static void check_picture(const struct picture *p, size_t count, const char *text)
{
	unsigned next = 0;

	for (uint32_t i = 0; i < p->box_count; i++) {
		const struct box *b = &p->boxes[i];

		CHECK_MSG(b->from == next && b->to >= b->from, "%s: box of %u", text, b->from);
		next = b->to + 1;
		CHECK_MSG(b->x >= 0 && b->y >= 0 && b->x + b->width <= p->width + 1 &&
		                  b->y + b->height <= p->height + 1,
		          "%s: box of %u is outside", text, b->from);
		for (uint32_t k = 0; k < i; k++)
			CHECK_MSG(apart(b, &p->boxes[k]), "%s: boxes of %u and %u", text,
			          b->from, p->boxes[k].from);
	}
	CHECK_EQ(next, count);
	for (uint32_t i = 0; i < p->edge_count; i++) {
		const struct box *a = box_with(p, p->a[i]), *b = box_with(p, p->b[i]);

		CHECK_MSG(a && b && a->to == p->a[i] && b->from == p->b[i], "%s", text);
		CHECK_MSG(a && p->start[i] > a->y + a->height / 2 && b &&
		                  p->end[i] < b->y + b->height / 2 && p->end[i] > b->y - 20,
		          "%s: edge from %u to %u", text, p->a[i], p->b[i]);
	}
}

struct all {
	const char *dot;
	enum chart_by by;
	uint32_t drawn, too_many;
};

static void draw_filter(void *ctx, const struct corpus_filter *f)
{
	static struct picture picture;
	const struct sock_filter *insns;
	struct all *all = ctx;
	struct pfc_prog *prog;
	size_t count;

	if (pfc_compile(f->text, PFC_NUL, &f->opts, &prog) == 0) {
		insns = pfc_prog_insns(prog, &count);
		draw(&picture, insns, count, all->dot);
		if (picture.by == CHART_NONE) {
			all->too_many++;
		} else {
			CHECK_EQ(picture.by, all->by);
			check_picture(&picture, count, f->text);
			all->drawn++;
		}
	}
	pfc_prog_free(prog);
}

TEST(pictures_of_all_programs)
{
	struct all all = { .by = CHART_LAYERS };

	corpus_each(getenv("PFC_LONG") ? 1 : 20, draw_filter, &all);
	test_note("%u drawn, %u too large", all.drawn, all.too_many);
	CHECK(all.drawn > 400);
}

TEST(pictures_by_dot)
{
	struct all all = { .dot = "dot", .by = CHART_DOT };

	if (system("dot -V >/dev/null 2>&1") != 0)
		SKIP("dot of Graphviz is not installed");
	corpus_each(getenv("PFC_LONG") ? 20 : 400, draw_filter, &all);
	test_note("%u drawn, %u too large", all.drawn, all.too_many);
	CHECK(all.drawn > 20);
}

/* Then ours is drawn, as if nothing had been asked for. */
TEST(dot_that_is_not_there_or_is_something_else)
{
	static const char *const others[] = { "/none/dot", "false", "true", "cat" };
	static struct picture picture;
	const struct sock_filter *insns;
	struct pfc_prog *prog;
	size_t count;

	CHECK_EQ(pfc_compile("tcp port 80", PFC_NUL, NULL, &prog), 0);
	insns = pfc_prog_insns(prog, &count);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		draw(&picture, insns, count, others[i]);
		CHECK_EQ(picture.by, CHART_LAYERS);
		check_picture(&picture, count, others[i]);
	}
	pfc_prog_free(prog);
}

TEST_MAIN(CASE(pictures_of_all_programs), CASE(pictures_by_dot),
          CASE(dot_that_is_not_there_or_is_something_else))
