/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/frames.h - well-formed frames to start from. */
#ifndef PFC_TESTS_PEER_FRAMES_H
#define PFC_TESTS_PEER_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/peer/trace.h"

/* How many frames there are, for whatever link type. */
size_t frame_count(void);

/* Builds frame i for a link type; the bytes behind its end are filled with noise that
 * depends on seed.
 *
 * returns false when that stack of headers makes no sense on the link type.
 */
bool frame_build(size_t i, uint32_t linktype, uint64_t seed, struct packet *out);

/* The headers of frame i by name, outermost first. */
const char *frame_name(size_t i);

uint32_t next_random(uint64_t *state);

#endif
