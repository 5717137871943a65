/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/witness.h - one packet, and what terms and programs say about it. */
#ifndef PFC_PROVE_WITNESS_H
#define PFC_PROVE_WITNESS_H

#include <linux/filter.h>

#include "prove/term.h"

/* The bytes behind caplen are what the missing ones may be. */
struct witness {
	uint8_t *data;
	uint32_t room; /* bytes at data, at most CAPLEN_MAX; any others are 0 */
	uint32_t caplen;
	uint32_t len;
	bool has_meta;
	struct pfc_meta meta;
};

/* All zero, and of length 0. */
struct witness *witness_new(struct arena *arena, uint32_t room);

/* from has no more room. */
void witness_copy(struct witness *to, const struct witness *from);

/* Metadata by kind; META_THERE is has_meta. */
uint32_t witness_meta(const struct witness *w, enum meta_kind kind);
void witness_set_meta(struct witness *w, enum meta_kind kind, uint32_t value);

/* Runs a program that check_cbpf() accepted. returns what it returned. */
uint32_t witness_run(const struct witness *w, const struct sock_filter *insns,
                     uint32_t count);

/* The same with the missing bytes in place, as far as there is room. */
uint32_t witness_run_whole(const struct witness *w, const struct sock_filter *insns,
                           uint32_t count);

/* The value of every term: value[id], 0 or 1 for a truth value. Room for t->all.count. */
void witness_eval(const struct witness *w, const struct terms *t, uint32_t *value);

#endif
