/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/compiler/random_graph.h"

#include <stdlib.h>

static uint32_t seed = 1;

void rnd_seed(uint32_t n)
{
	seed = n;
}

uint32_t rnd(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* One of a few bases: a header length, and the end of a second header behind the first, of a
 * third behind that, whose computation takes several instructions.
 */
static struct val random_base(struct graph *g)
{
	uint32_t headers = 1 + rnd(4);
	struct val base = VAL_NONE;

	for (uint32_t i = 0; i < headers; i++) {
		struct val len = val_load(g, 1, base, rnd(2));

		len = val_op_k(g, VAL_LSH, val_op_k(g, VAL_AND, len, i ? 3 : 15), 2);
		base = base.id ? val_op(g, VAL_ADD, base, len) : len;
	}
	return rnd(4) ? base : val_op_k(g, VAL_ADD, base, 6);
}

/* Few distinct loads and few distinct numbers, so that tests meet each other. */
static struct val random_value(struct graph *g, uint32_t depth)
{
	static const enum val_op ops[] = { VAL_ADD, VAL_SUB, VAL_MUL, VAL_DIV, VAL_MOD,
		                           VAL_AND, VAL_OR,  VAL_XOR, VAL_LSH, VAL_RSH };
	static const uint8_t widths[] = { 1, 1, 2, 4 };
	enum val_op op;
	struct val a, b;

	if (depth == 0 || rnd(3) == 0) {
		struct val base = VAL_NONE;

		if (rnd(8) == 0)
			return val_len(g);
		if (rnd(2))
			base = random_base(g);
		else if (rnd(8) == 0)
			base = val_const(g, 8);
		return val_load_based(g, widths[rnd(4)], base, rnd(6) * 2);
	}
	op = ops[rnd(10)];
	a = random_value(g, depth - 1);
	if (op == VAL_LSH || op == VAL_RSH)
		return val_op_k(g, op, a, rnd(32));
	if (rnd(3))
		return val_op_k(g, op, a, 1 + rnd(300));
	b = random_value(g, depth - 1);
	/* A divisor that is always zero is refused before there is a graph. */
	return graph_value(g, b)->hi ? val_op(g, op, a, b) : a;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return a < b ? -1 : a > b;
}

static struct ref random_switch(struct graph *g, struct val v, const struct ref *to,
                                uint32_t targets)
{
	uint32_t cut[12], count = 1 + rnd(11);
	struct arm arms[13];
	uint32_t n = 1;

	for (uint32_t i = 0; i < count; i++)
		cut[i] = rnd(4) ? rnd(260) : rnd(70000) * 65521u;
	qsort(cut, count, sizeof(cut[0]), by_number);
	arms[0] = (struct arm){ 0, to[rnd(targets)] };
	for (uint32_t i = 0; i < count; i++) {
		if (cut[i] > arms[n - 1].from)
			arms[n++] = (struct arm){ cut[i], to[rnd(targets)] };
	}
	return node_switch(g, v, arms, n);
}

struct ref random_graph(struct graph *g, uint32_t size)
{
	struct ref nodes[64] = { REJECT, ACCEPT };
	struct val values[6];
	uint32_t count = 2;

	for (uint32_t i = 0; i < 6; i++)
		values[i] = random_value(g, rnd(3));
	while (count < size) {
		struct val v = values[rnd(6)];

		if (rnd(5) == 0)
			nodes[count] = node_compare(g, (enum cmp)rnd(3), v, values[rnd(6)],
			                            nodes[rnd(count)], nodes[rnd(count)]);
		else
			nodes[count] = random_switch(g, v, nodes, count);
		count++;
	}
	return nodes[count - 1];
}

void random_bytes(uint8_t *bytes)
{
	for (uint32_t i = 0; i < RANDOM_BYTES; i++)
		bytes[i] = (uint8_t)(rnd(2) ? rnd(4) : rnd(256));
}
