/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/random_graph.h - decision graphs and packets that nobody would think of. */
#ifndef PFC_TESTS_COMPILER_RANDOM_GRAPH_H
#define PFC_TESTS_COMPILER_RANDOM_GRAPH_H

#include "compiler/graph.h"

enum { RANDOM_BYTES = 128 };

/* A number below `below`; the same row of them after the same seed. */
void rnd_seed(uint32_t n);
uint32_t rnd(uint32_t below);

/* A graph of up to size nodes, 64 at most, over a few values. */
struct ref random_graph(struct graph *g, uint32_t size);

/* RANDOM_BYTES of them, many small. */
void random_bytes(uint8_t *bytes);

#endif
