/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/plain.h - tests that ask bits of one load for a few values, and two of them as one.
 *
 * RFC 791's fragment offset and protocol lie in one word: a mask and a compare answer for both.
 */
#ifndef PFC_COMPILER_PLAIN_H
#define PFC_COMPILER_PLAIN_H

#include "compiler/graph.h"

enum { POINTS_MAX = 4 }; /* values that a joined test lets pass */

struct plain {
	struct val base;
	uint32_t off, width; /* of the load, bytes */
	uint32_t mask;
	uint32_t point[POINTS_MAX]; /* values behind the mask that go to `yes` */
	uint32_t points;
	struct ref other; /* where all others go; 0: there are none */
};

/* Is it a test that a few values pass to `yes`, and all others pass to one other node? */
bool plain_of(const struct graph *g, struct ref r, struct ref yes, struct plain *p);

/* A load of 32 bits has both, reads no further than they do together, and no bit is asked for by
 * both. off: where.
 */
bool plain_window(const struct plain *a, const struct plain *b, uint32_t *off);

/* What passes both goes to `yes`. */
struct ref plain_joined(struct graph *g, const struct plain *a, const struct plain *b,
                        uint32_t off, struct ref yes, struct ref other);

/* Joins tests that follow each other wherever they are: what fails either goes on in one place. The
 * first alone decided how far a packet is read that failed it, so the second may read further only
 * where such a packet is rejected.
 */
struct ref plain_join_all(struct graph *g, struct ref root);

#endif
