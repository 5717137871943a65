/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/graph_eval.h - what a decision graph says of a packet, read off the graph
 * itself: the judge of everything that is made from it.
 */
#ifndef PFC_TESTS_COMPILER_GRAPH_EVAL_H
#define PFC_TESTS_COMPILER_GRAPH_EVAL_H

#include "compiler/graph.h"
#include "pfc/prog.h"

/* true: accepted. A load beyond caplen or a division by zero rejects. */
bool graph_eval(const struct graph *g, struct ref root, const struct pfc_packet *pkt);

#endif
