/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/rings.h - several rings as one live source: each interface of a capture has its own.
 *
 * The kernel hands over a ring's packets in blocks, each late by up to two periods of its
 * timer. So a packet waits, in its ring, until every other ring has passed its time: has
 * a later packet, or had the time that it takes; but not when its own ring would run full.
 * Packets of several rings are therefore in order of time. Those of one are handed out as
 * they come, in blocks in which records can be built.
 *
 * Interfaces of the source are those of the rings, in the order of rings_add(), later ones
 * as they appear. When an interface goes away, the others go on.
 */
#ifndef PFC_CAPTURE_RINGS_H
#define PFC_CAPTURE_RINGS_H

#include "capture/ring.h"

/* wait_mask as in struct ring_config, for all rings. returns 0 or -ENOMEM. */
int rings_open(const sigset_t *wait_mask, struct source **out);

/* Adds a ring, which captures from now on; returns and says what ring_open() does. */
int rings_add(struct source *s, const struct ring_config *cfg, char *msg);

#endif
