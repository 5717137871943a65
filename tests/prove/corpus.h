/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/prove/corpus.h - the filters of tests/filter and tests/peer, with their options. */
#ifndef PFC_TESTS_PROVE_CORPUS_H
#define PFC_TESTS_PROVE_CORPUS_H

#include <stdbool.h>
#include <stdint.h>

#include "pfc/pfc.h"

struct corpus_filter {
	const char *file;
	uint32_t line;
	const char *text;
	struct pfc_opts opts; /* no limit, no warnings, filters that never match compile */
};

/* Calls fn for every n-th filter of the records (*.t) and of the everyday filters
 * (oneliners.txt; on EN10MB). returns how many, or 0 when a file cannot be read.
 */
uint32_t corpus_each(uint32_t nth, void (*fn)(void *ctx, const struct corpus_filter *f),
                     void *ctx);

#endif
