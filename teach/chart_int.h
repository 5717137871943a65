/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/chart_int.h - what drawing a graph and laying it out share.
 *
 * chart.c finds boxes and edges and draws them, chart_layers.c or chart_dot.c says where.
 */
#ifndef PFC_TEACH_CHART_INT_H
#define PFC_TEACH_CHART_INT_H

#include "base/vec.h"
#include "teach/chart.h"

enum { CHART_MARGIN = 10 }; /* around all, in pixels as all that follows */

struct point {
	double x, y;
};

/* A box, or the place where a long edge crosses a layer. */
struct spot {
	uint32_t from, to; /* instructions; of a box */
	bool dummy;
	double width, height;
	double x, y; /* of the middle of the upper side */
	/* Of chart_layers.c: */
	uint32_t layer;
	double order;
	VEC(uint32_t) above, below; /* neighbours in the layers next to it */
};

enum edge_kind { EDGE_PLAIN, EDGE_YES, EDGE_NO };

struct edge {
	uint32_t a, b; /* places */
	enum edge_kind kind;
	VEC(struct point) path; /* Bezier curves: a start, then three points for each */
	VEC(uint32_t) through;  /* dummies */
};

struct chart {
	struct arena *arena;
	const struct sock_filter *insns;
	uint32_t count;
	VEC(struct spot) places; /* the boxes come first */
	VEC(struct edge) edges;
	uint32_t *box_of; /* by instruction that starts one */
	uint32_t boxes;
	double width, height; /* of all */
};

/* Gives places and edges their coordinates, and the chart its size. */
void chart_layers(struct chart *c);

/* The same by dot of Graphviz. returns false when it cannot be run, or says nothing that is
 * understood; then nothing has changed.
 *
 * dot     the program; without a slash it is looked for in PATH.
 */
bool chart_dot(struct chart *c, const char *dot);

#endif
