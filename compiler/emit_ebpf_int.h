/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_int.h - what the parts of the eBPF emitter share.
 *
 * A program has one or two bodies; each decides the whole filter, in its own way of reading
 * the packet. Where direct access ends too early, the second body starts from scratch.
 *
 *	r0     the value of a test         r7  the base of a load: a pointer into the packet,
 *	r1-r5  for a moment                    or an offset where there are no such pointers
 *	r6     context; wire length of     r8  start of the packet or buffer
 *	       a buffer                    r9  its end, or its length where that is compared
 */
#ifndef PFC_COMPILER_EMIT_EBPF_INT_H
#define PFC_COMPILER_EMIT_EBPF_INT_H

#include "base/memo.h"
#include "compiler/emit_ebpf.h"

enum {
	PACKET_OFF_MAX = 0xffff, /* the verifier's limit for offsets from packet pointers */
	WINDOW_MAX = 128,        /* bytes copied to the stack at once */
	SLOTS = 8,               /* words of the stack for half-done arithmetic ... */
	BASE_SLOT = -8 * (SLOTS + 1), /* ... and for the base that r7 was made of */
	FLAT = 16,               /* values found fastest by compares in a row */
};

/* How a body reads the packet. */
enum access {
	BY_POINTER, /* in place, between r8 and r9 */
	BY_BUFFER,  /* r8, with r9 bytes that are there of the room behind it */
	BY_WINDOW,  /* the first bytes are on the stack, others copied one by one */
	BY_LD_ABS,  /* instructions of classic BPF */
};

/* What is known in front of a test, whichever way led there. */
struct state {
	bool reached;
	bool raw;           /* r0 holds `value` in network order */
	uint8_t layer;      /* enum layer of the names: which header the payload is */
	uint32_t have;      /* so many bytes of the packet are there */
	uint32_t base_have; /* so many behind the base */
	struct val value;   /* what r0 holds */
	struct val base;    /* what r7 holds */
};

/* A set of 128-bit numbers, looked for in four words of the packet. */
struct words {
	struct val base;
	uint32_t off;
	struct ref yes, no;
	uint64_t (*keys)[2]; /* halves as the machine loads them */
	uint32_t count;
	bool low_first; /* the second half tells more */
};

/* What is decided about a node before instructions are made. */
struct plan_node {
	uint32_t need;       /* end of the bytes it reads at constant offsets */
	uint32_t must;       /* the same, with what every accepting way reads behind it */
	struct val base;     /* that its last load is based on */
	uint32_t base_need;  /* end of what it reads from there */
	uint32_t base_must;
	struct words *words; /* NULL: an ordinary test */
};

struct plan {
	struct plan_node *node; /* by node id */
	uint32_t *need_of;      /* by value id: need + 1; 0: not computed */
	uint32_t *loads_of;     /* the same for the number of loads */
	bool *reused;           /* by value id: part of another value, or tested? */
	struct memo behind;     /* need + 1 of a value behind a base */
	VEC(struct ref) order;  /* reached nodes, each in front of where it leads */
	uint32_t loads;         /* on the longest way */
	uint32_t window;        /* end of all constant loads */
	uint32_t words_min;     /* numbers that a set of 128-bit numbers has at least */
};

/* How keys find their slots in a table of the data. */
struct hash_info {
	uint32_t table, bits;
	uint64_t m[2];
};

struct emit {
	struct graph *g;
	const struct ebpf_opts *opts;
	struct ebpf_code code;
	struct plan plan;
	VEC(uint8_t) data;
	struct memo tables; /* where in data, by contents */
	VEC(struct hash_info) hashes;
	uint32_t accept, reject; /* labels */
	uint32_t pad_at;         /* instructions when labels were last within reach */
	const char *fault, *hint;
};

struct body {
	struct emit *e;
	enum access access;
	uint32_t fail;       /* label: bytes are not there */
	uint32_t *label;     /* by node id */
	struct state *in;    /* by node id */
	struct state s;      /* here */
	struct ref next;     /* the node that comes next in the code */
	struct val reach_base; /* of the node here, and what it may ask for behind it */
	uint32_t reach;
	uint32_t window;     /* bytes of the packet on the stack */
	int16_t window_at;   /* from r10 */
	uint32_t slots;      /* in use */
};

static inline struct ebpf_code *code_of(struct body *b)
{
	return &b->e->code;
}

static inline uint32_t label_of(const struct body *b, struct ref r)
{
	return ref_is(r, REJECT) ? b->e->reject
	       : ref_is(r, ACCEPT) ? b->e->accept
	                           : b->label[r.id];
}

/* A number as it reads when loaded without regard to byte order. */
uint32_t ebpf_raw(uint32_t k, uint8_t width);

/* ---- emit_ebpf_plan.c ---- */

/* in_place: packets are mostly read where they lie, in pieces of any size and alignment. */
void plan_make(struct plan *p, struct graph *g, struct ref root, bool in_place);

/* Where a node leads, each once; out has room for its arms. */
uint32_t plan_targets(const struct plan *p, const struct graph *g, struct ref r,
                      struct ref *out);

/* ---- emit_ebpf_value.c ---- */

/* r0 = v. With raw_ok it may be in network order; then returns true. */
bool gen_value(struct body *b, struct val v, bool raw_ok);

/* r0 = v, r1 = w */
void gen_two(struct body *b, struct val v, struct val w);

/* That `need` bytes from r8 on are there; else to b->fail. */
void gen_check(struct body *b, uint32_t need);

/* r3 and r4 = 16 bytes of the packet from off on, as the machine loads them; they are
 * known to be there.
 */
void gen_words(struct body *b, struct val base, uint32_t off);

/* Bytes of the leaf of v that is loaded, when v is a load or bits of one; else 0. */
uint8_t raw_width(const struct graph *g, struct val v);

/* ---- emit_ebpf_access.c ---- */

/* r0 = width bytes, whatever their order; returns whether that is network order. */
bool gen_load(struct body *b, const struct value *v);

/* r0 = the base that r7 holds. */
void gen_base_again(struct body *b);

void gen_meta(struct body *b, uint32_t ad);
void gen_len(struct body *b);

/* Everything a body needs before its first test. */
void gen_entry(struct body *b, struct ref root);

/* A stack word for a moment; its offset from r10. */
int16_t slot_get(struct body *b);
void slot_put(struct body *b);

/* ---- emit_ebpf_switch.c ---- */

void gen_switch(struct body *b, struct ref r);

/* A jump to `yes` when dst and imm, or src, compare that way; else to `no`. */
void gen_branch(struct body *b, uint8_t op, uint8_t dst, uint32_t imm, uint32_t yes,
                uint32_t no);
void gen_branch_reg(struct body *b, uint8_t op, uint8_t dst, uint8_t src, uint32_t yes,
                    uint32_t no);

/* A jump, unless the target comes next. */
void gen_goto(struct body *b, uint32_t label);

/* ---- emit_ebpf_set.c ---- */

/* Tables in the data of the program: their offsets. Equal ones are there once. */
uint32_t hash_table(struct emit *e, const uint32_t *keys, uint32_t count);
uint32_t bitmap(struct emit *e, uint32_t bits);
void bitmap_set(struct emit *e, uint32_t table, uint32_t from, uint32_t to);
uint32_t bitmap_done(struct emit *e, uint32_t table, uint32_t bits);

/* Jumps to `yes` when r0 is in the table; goes on behind otherwise. */
void gen_hash(struct body *b, uint32_t table, uint32_t yes);

/* The same for bit r0 >> shift of a bitmap with so many bits, a power of two. */
void gen_bitmap(struct body *b, uint32_t table, uint32_t bits, uint32_t shift, uint32_t yes);

/* A node that looks for 128-bit numbers. */
void gen_words_set(struct body *b, struct ref r);

/* ---- emit_ebpf_names.c ---- */

const char *load_name(const struct body *b, struct val base, uint32_t off, uint8_t width);

/* The layer behind arm i of a test. */
uint8_t layer_behind(const struct body *b, const struct node *n, uint32_t i);

#endif
