/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/pretty.h - a witness that looks like a packet. */
#ifndef PFC_PROVE_PRETTY_H
#define PFC_PROVE_PRETTY_H

#include "prove/compare.h"

typedef bool holds_fn(const void *ctx, const struct witness *w, enum region region);

/* Makes the packet short and whole where it can be, clears what does not matter, and gives
 * it addresses, lengths and checksums; all only as far as holds() stays true.
 */
void make_pretty(struct witness *w, struct arena *arena, uint32_t linktype,
                 holds_fn *holds, const void *ctx, enum region region);

#endif
