/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/term.h - what programs compute, as terms over one unknown packet.
 *
 * Equal terms are one object, so two programs that ask the same of the packet share it. A
 * term is newer than what it is made of: going up the ids meets operands first.
 */
#ifndef PFC_PROVE_TERM_H
#define PFC_PROVE_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memo.h"
#include "base/vec.h"
#include "pfc/prog.h"

enum term_op {
	/* Numbers of 32 bits. */
	TERM_CONST, /* k */
	TERM_LOAD,  /* size bytes at a + k (absolute without a), big-endian */
	TERM_LEN,   /* length on the wire */
	TERM_META,  /* enum meta_kind in k */
	TERM_ADD,
	TERM_SUB,
	TERM_MUL,
	TERM_DIV, /* the divisor is not 0 where the result counts */
	TERM_MOD,
	TERM_AND,
	TERM_OR,
	TERM_XOR,
	TERM_LSH, /* by 32 or more: 0 */
	TERM_RSH,
	TERM_SELECT, /* c ? a : b */
	/* Truth values. */
	TERM_FALSE,
	TERM_TRUE,
	TERM_FITS, /* a + k (k without a) bytes were captured */
	TERM_EQ,
	TERM_GT, /* unsigned */
	TERM_NOT,
	TERM_IF, /* c ? a : b */
};

/* What the kernel knows about a packet: each is a field of struct pfc_meta. */
enum meta_kind {
	META_THERE, /* 0: pfc_packet.meta is NULL, and all others are 0 */
	META_PROTOCOL,
	META_PKTTYPE,
	META_IFINDEX,
	META_HATYPE,
	META_MARK,
	META_QUEUE,
	META_RXHASH,
	META_CPU,
	META_VLAN_TCI,
	META_VLAN_TPID,
	META_VLAN_PRESENT,
	META_KINDS,
};

struct term_ref {
	uint32_t id; /* 0: none */
};

struct term {
	enum term_op op;
	uint32_t size; /* LOAD: 1, 2 or 4 */
	uint32_t k;
	struct term_ref a, b, c;
	uint32_t may; /* bits that can be 1 */
	uint32_t max; /* the number is not greater */
};

struct terms {
	struct arena *arena;
	VEC(struct term) all; /* the first is none */
	struct memo memo;
};

/* No packet has more captured bytes. */
enum { CAPLEN_MAX = 262144 };

void terms_init(struct terms *t, struct arena *arena);

static inline const struct term *term_at(const struct terms *t, struct term_ref r)
{
	return &t->all.at[r.id];
}

static inline bool same_term(struct term_ref a, struct term_ref b)
{
	return a.id == b.id;
}

bool term_is_const(const struct terms *t, struct term_ref r, uint32_t *k);

struct term_ref term_const(struct terms *t, uint32_t k);
struct term_ref term_len(struct terms *t);
struct term_ref term_meta(struct terms *t, enum meta_kind kind);
struct term_ref term_bool(struct terms *t, bool value);

/* ADD to RSH: a term for it, and its result. */
struct term_ref term_op(struct terms *t, enum term_op op, struct term_ref a,
                        struct term_ref b);
uint32_t term_compute(enum term_op op, uint32_t a, uint32_t b);
struct term_ref term_select(struct terms *t, struct term_ref c, struct term_ref a,
                            struct term_ref b);

/* Bytes at base + off, where base none is 0. The sum has 33 bits: a load for which
 * term_fits() holds has them.
 *
 * whole   nothing of the packet is missing: whatever 32 bits can address was captured.
 */
struct term_ref term_load(struct terms *t, uint32_t size, struct term_ref base,
                          uint32_t off);
struct term_ref term_fits(struct terms *t, uint32_t size, struct term_ref base,
                          uint32_t off, bool whole);

struct term_ref term_eq(struct terms *t, struct term_ref a, struct term_ref b);
struct term_ref term_gt(struct terms *t, struct term_ref a, struct term_ref b);
struct term_ref term_not(struct terms *t, struct term_ref c);
struct term_ref term_if(struct terms *t, struct term_ref c, struct term_ref a,
                        struct term_ref b);
struct term_ref term_and(struct terms *t, struct term_ref a, struct term_ref b);
struct term_ref term_or(struct terms *t, struct term_ref a, struct term_ref b);

/* The greatest number that a kind of metadata can be. */
uint32_t meta_max(enum meta_kind kind);

#endif
