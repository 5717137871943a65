/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/gen.h - random filters, the same ones for the same seed. */
#ifndef PFC_TESTS_PEER_GEN_H
#define PFC_TESTS_PEER_GEN_H

#include <stdint.h>

#include "base/str.h"

/* Replaces out by a filter for the link type. */
void gen_filter(struct str *out, uint32_t linktype, uint64_t seed);

enum gen_list { LIST_HOSTS, LIST_NETS, LIST_HOSTS6, LIST_PORTS, LIST_MACS, LIST_MIXED };

/* Replaces out by an or-list of so many random operands. */
void gen_list(struct str *out, enum gen_list kind, uint32_t count, uint64_t seed);

#endif
