/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/chart.h - a program as a picture: a box for each run of instructions, layer by layer.
 *
 * A small layered layout of our own: a box stands below all that leads to it, long edges go
 * through empty places of the layers between, and each layer is ordered by what it is
 * connected with. No library draws it, so nothing has to be there.
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
 * returns false, and appends nothing, when there are more than CHART_BOXES_MAX boxes.
 */
bool chart_svg(struct str *out, struct arena *arena, const struct sock_filter *insns,
               uint32_t count);

#endif
