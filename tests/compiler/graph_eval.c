/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/compiler/graph_eval.h"

static uint32_t eval(const struct graph *g, struct val v, const struct pfc_packet *pkt,
                     bool *failed);

static uint32_t load(const struct graph *g, const struct value *x,
                     const struct pfc_packet *pkt, bool *failed)
{
	uint64_t at = x->k;
	uint32_t n = 0;

	if (x->a.id)
		at += eval(g, x->a, pkt, failed);
	if (*failed || at + x->width > pkt->caplen) {
		*failed = true;
		return 0;
	}
	for (uint32_t i = 0; i < x->width; i++)
		n = n << 8 | pkt->data[at + i];
	return n;
}

static uint32_t eval(const struct graph *g, struct val v, const struct pfc_packet *pkt,
                     bool *failed)
{
	const struct value *x = graph_value(g, v);
	uint32_t a, b;

	switch (x->op) {
	case VAL_CONST:
		return x->k;
	case VAL_LOAD:
		return load(g, x, pkt, failed);
	case VAL_LEN:
		return pkt->len;
	case VAL_META:
		return 0; /* as the interpreter reads a packet without metadata */
	default:
		break;
	}
	a = eval(g, x->a, pkt, failed);
	b = eval(g, x->b, pkt, failed);
	if ((x->op == VAL_DIV || x->op == VAL_MOD) && b == 0)
		*failed = true;
	return *failed ? 0 : val_compute(x->op, a, b);
}

bool graph_eval(const struct graph *g, struct ref root, const struct pfc_packet *pkt)
{
	while (root.id > ACCEPT.id) {
		const struct node *n = graph_node(g, root);
		const struct arm *arms = graph_arms(g, n);
		bool failed = false;
		uint32_t v = eval(g, n->v, pkt, &failed);
		uint32_t i = n->count - 1;

		if (n->kind == NODE_COMPARE) {
			uint32_t w = eval(g, n->w, pkt, &failed);

			i = n->cmp == CMP_EQ ? v == w : n->cmp == CMP_GT ? v > w : v >= w;
		} else {
			while (arms[i].from > v)
				i--;
		}
		if (failed)
			return false;
		root = arms[i].to;
	}
	return ref_is(root, ACCEPT);
}
