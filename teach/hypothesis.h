/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/hypothesis.h - kinds of packets: which headers lie where, and which bits that fixes.
 *
 * To say what a load of a program reads one has to know what the packet is, and a program
 * may ask that later. So it is asked of each kind of packet whether it can be accepted by
 * way of that load; its headers then name the bytes.
 */
#ifndef PFC_TEACH_HYPOTHESIS_H
#define PFC_TEACH_HYPOTHESIS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "proto/field.h"
#include "proto/link.h"

enum { HYPOTHESIS_BYTES = 96, HYPOTHESIS_HEADERS = 8 };

struct header {
	enum field_layer layer;
	uint32_t at; /* of the packet; behind an IPv4 header: when it has no options */
};

struct hypothesis {
	uint8_t value[HYPOTHESIS_BYTES], known[HYPOTHESIS_BYTES]; /* bits */
	struct header headers[HYPOTHESIS_HEADERS];
	uint32_t count;
	uint32_t
		ip4; /* where the IPv4 header is; 0 with has_ip4 false: there is none */
	bool has_ip4;
};

typedef VEC(struct hypothesis) hypotheses_t;

/* All kinds of packets of a link type; the last one is any packet. */
void hypotheses_make(hypotheses_t *out, struct arena *arena, const struct link *link);

/* Of a number loaded from width bytes (1 to 4) at off: the bits that are the same in all packets of
 * the kind, those above its bytes among them, and what they are.
 */
void hypothesis_bits(const struct hypothesis *h, uint64_t off, uint32_t width, uint32_t *known,
                     uint32_t *value);

/* The header that byte off lies in, and where in it; FIELD_NONE: none that is known. */
struct header hypothesis_at(const struct hypothesis *h, uint32_t off);

/* The same for byte off behind an IPv4 header of any length. */
struct header hypothesis_behind_ip4(const struct hypothesis *h, uint32_t off);

#endif
