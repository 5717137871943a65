/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/chart.h - a program as a picture: a box for each run of instructions.
 *
 * Laid out by ourselves, so that nothing has to be there, or by dot of Graphviz.
 */
#ifndef PFC_TEACH_CHART_H
#define PFC_TEACH_CHART_H

#include <linux/filter.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

enum { CHART_BOXES_MAX = 300 };

/* Appends an <svg>; its boxes are <g class="box" data-from data-to>, its lines <text
 * class="line" data-i>, its edges <path class="edge yes">, "edge no" or "edge". Colours are up
 * to the page.
 *
 * insns   a program that check_cbpf() accepted.
 * dot     the program of Graphviz that lays it out; NULL, or when that fails: ourselves.
 * returns CHART_NONE, and appends nothing, when there are more than CHART_BOXES_MAX boxes.
 */
enum chart_by { CHART_NONE, CHART_LAYERS, CHART_DOT };

enum chart_by chart_svg(struct str *out, struct arena *arena,
                        const struct sock_filter *insns, uint32_t count, const char *dot);

#endif
