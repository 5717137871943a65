/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/graph.h - a filter as a decision graph: a hash-consed DAG.
 *
 * Values are what a test looks at, nodes are the tests. Equal values are one object and so
 * are equal nodes, so comparing ids compares meaning. A node is made after the nodes it
 * leads to: a backward edge cannot be written down.
 *
 * Evaluating a value can fail (a load beyond the capture, a division by zero), which
 * rejects the packet. An exact graph keeps every evaluation that can fail; a relaxed one
 * may drop a load whose result is not needed, never a division.
 */
#ifndef PFC_COMPILER_GRAPH_H
#define PFC_COMPILER_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/str.h"
#include "base/vec.h"

struct val {
	uint32_t id; /* 0: no value */
};

struct ref {
	uint32_t id; /* of a node; 0: no node */
};

#define VAL_NONE ((struct val){ 0 })
#define REJECT ((struct ref){ 1 })
#define ACCEPT ((struct ref){ 2 })

enum val_op {
	VAL_CONST, /* k */
	VAL_LOAD,  /* width big-endian bytes at base a (absolute when none) + k */
	VAL_LEN,   /* wire length */
	VAL_META,  /* kernel metadata k (SKF_AD_*), width as the kernel's field */
	VAL_ADD,   /* a op b from here on; a constant operand stands in b if it can */
	VAL_SUB,
	VAL_MUL,
	VAL_DIV,
	VAL_MOD,
	VAL_AND,
	VAL_OR,
	VAL_XOR,
	VAL_LSH,
	VAL_RSH,
	VAL_OPS
};

/* Unsigned 32-bit, wrapping. */
struct value {
	enum val_op op;
	uint8_t width;    /* LOAD, META: bytes */
	bool can_fail;    /* a load or a division that may fail is somewhere in it */
	bool can_divide;  /* a division or modulo by a value that may be zero is in it */
	struct val a, b;
	uint32_t k;
	uint32_t lo, hi;  /* the value lies in lo..hi */
	struct val term;  /* what facts are kept about: LOAD under masks and shifts, or itself */
	uint64_t bases;   /* bit per register base it needs, see graph_base_bit() */
};

/* Values from `from` up to the next arm's `from` lead to `to`. */
struct arm {
	uint32_t from;
	struct ref to;
};

enum node_kind {
	NODE_REJECT,
	NODE_ACCEPT,
	NODE_SWITCH,  /* value v against arms that cover 0..2^32-1 */
	NODE_COMPARE, /* value v against value w: two arms, [0] no, [1] yes */
};

enum cmp { CMP_EQ, CMP_GT, CMP_GE };

struct node {
	enum node_kind kind;
	enum cmp cmp; /* COMPARE */
	struct val v, w;
	uint32_t arms;  /* index into graph.arms; neighbours lead to different nodes */
	uint32_t count;
	struct span at; /* the filter text that asked for it first */
	uint64_t terms; /* bit per term tested in it and below (modulo 64) */
	uint64_t bases; /* bit per base used in it and below (modulo 64) */
	uint32_t depth; /* tests on the longest way from it */
};

/* Open addressing; slot 0 means empty. */
struct graph_table {
	uint32_t *slot;
	uint32_t mask;
	uint32_t used;
};

struct traffic;

struct graph {
	struct arena *arena;
	bool exact;
	VEC(struct value) values;
	VEC(struct node) nodes;
	VEC(struct arm) arms;
	struct graph_table value_table, node_table;
	const struct traffic *traffic; /* passes choose by it; NULL: by less */
	struct span at; /* span given to new nodes */
	bool ip6_bases; /* something is addressed from behind an IPv6 header */
};

/* Grows the table when it is half full; hash(owner, id) hashes what slot id stands for. */
void graph_table_grow(struct arena *arena, struct graph_table *t,
                      uint32_t (*hash)(const void *owner, uint32_t id),
                      const void *owner);

void graph_init(struct graph *g, struct arena *arena, bool exact);

static inline const struct value *graph_value(const struct graph *g, struct val v)
{
	return &g->values.at[v.id];
}

static inline const struct node *graph_node(const struct graph *g, struct ref r)
{
	return &g->nodes.at[r.id];
}

static inline const struct arm *graph_arms(const struct graph *g, const struct node *n)
{
	return &g->arms.at[n->arms];
}

static inline bool val_is(struct val a, struct val b)
{
	return a.id == b.id;
}

static inline bool ref_is(struct ref a, struct ref b)
{
	return a.id == b.id;
}

/* Values. Constants fold, masks and shifts combine, what the bounds decide is decided. */
struct val val_const(struct graph *g, uint32_t k);
struct val val_len(struct graph *g);
struct val val_meta(struct graph *g, uint32_t ad, uint8_t width, uint32_t hi);
struct val val_load(struct graph *g, uint8_t width, struct val base, uint32_t off);

/* The same, and a constant base stays in a register instead of going into the offset. */
struct val val_load_based(struct graph *g, uint8_t width, struct val base, uint32_t off);

/* The divisor and the shift count, where constant, are in range. */
struct val val_op(struct graph *g, enum val_op op, struct val a, struct val b);
struct val val_op_k(struct graph *g, enum val_op op, struct val a, uint32_t k);

/* Is it a constant, and which? */
bool val_constant(const struct graph *g, struct val v, uint32_t *k);

/* Is it 4 * (b(k) & 15), the length of an IPv4 header? Gives the load of the byte. */
bool val_header_length(const struct graph *g, struct val v, struct val *byte);

/* The value in base + constant form: returns the base (VAL_NONE when constant) and adds the
 * constant part, which cannot wrap, to *off.
 */
struct val val_split(struct graph *g, struct val v, uint32_t *off);

/* a op b on numbers; a division by zero gives 0. */
uint32_t val_compute(enum val_op op, uint32_t a, uint32_t b);

/* The value as given, new or seen before; for the val_*() functions. */
struct val graph_intern_value(struct graph *g, const struct value *v);

/* Nodes. */
struct ref node_switch(struct graph *g, struct val v, const struct arm *arms,
                       uint32_t count);
struct ref node_range(struct graph *g, struct val v, uint32_t lo, uint32_t hi,
                      struct ref yes, struct ref no);
struct ref node_eq(struct graph *g, struct val v, uint32_t k, struct ref yes,
                   struct ref no);
struct ref node_compare(struct graph *g, enum cmp cmp, struct val v, struct val w,
                        struct ref yes, struct ref no);

/* The smallest number from `from` up that has no bit outside mask; one must exist. */
uint32_t graph_next_in_mask(uint32_t from, uint32_t mask);

/* The last value of arm i. */
static inline uint32_t arm_last(const struct arm *arms, uint32_t count, uint32_t i)
{
	return i + 1 < count ? arms[i + 1].from - 1 : UINT32_MAX;
}

/* Nodes reachable from root, for the dump: one line each, entry first. */
void graph_dump(struct str *out, const struct graph *g, struct ref root);

/* A value as text: "ip src"-less, in the notation b(o) h(o) w(o). */
void graph_dump_value(struct str *out, const struct graph *g, struct val v);

#endif
