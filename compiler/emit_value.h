/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_value.h - a value into register A, what it needs into X and scratch words. */
#ifndef PFC_COMPILER_EMIT_VALUE_H
#define PFC_COMPILER_EMIT_VALUE_H

#include "compiler/machine.h"

/* What the registers hold; VAL_NONE: nothing that is of use. */
struct regs {
	struct val a, x;
	uint32_t mem; /* bit per kept base of struct slots: its word holds it */
};

enum { KEPT_MAX = 32 };

/* Bases that are kept in scratch words once they were computed, from word 15 down. Those that
 * no way through the program uses both of share a word.
 */
struct slots {
	const uint8_t *of;            /* by value id: index of a kept base + 1, or 0 */
	uint32_t values;              /* ids from here on are not kept */
	uint64_t bit[KEPT_MAX];       /* of struct node.bases, by kept base */
	uint32_t sharing[KEPT_MAX];   /* bit per kept base with the same word, itself too */
	uint8_t word[KEPT_MAX];
	uint32_t count;
	uint32_t words;
};

/* Finds bases that are worth a slot: costly, and used more than once in the graph. */
struct slots choose_slots(const struct graph *g, struct ref root);

/* A straight run of instructions; t and f of its nodes are not set. */
struct seq {
	struct graph *g;
	const struct slots *slots;
	VEC(struct mnode) insns;
	uint32_t scratch;    /* words in use, from word 0 up */
	bool out_of_scratch; /* 16 were not enough; the run is no good */
};

/* Can X take it without A: a constant, the length, 4 * (a byte & 15)? */
bool is_direct(const struct graph *g, struct val v);

/* Each adds to the run and changes *r to what the registers hold behind it. */
void gen_a(struct seq *s, struct regs *r, struct val v);
void gen_x(struct seq *s, struct regs *r, struct val v);
void gen_pair(struct seq *s, struct regs *r, struct val v, struct val w); /* A, X */

/* The load at the end of a row of operations with constants, or what else stands there. */
struct val spine_end(const struct graph *g, struct val v);

/* The base that evaluating v leaves in X; VAL_NONE: X stays as it is. Only for values with
 * no operation of two variable operands, else *simple is false.
 */
struct val spine_base(const struct graph *g, struct val v, bool *simple);

#endif
