/* SPDX-License-Identifier: BSD-2-Clause */
/* pfc/diag.h - a message about a filter text. */
#ifndef PFC_DIAG_H
#define PFC_DIAG_H

#include <stdint.h>

enum pfc_level { PFC_ERROR, PFC_WARNING, PFC_NOTE };

/* Bytes of the filter text, from its start. */
struct pfc_span {
	uint32_t off;
	uint32_t len; /* 0: a place, or nothing */
};

struct pfc_diag {
	enum pfc_level level;
	struct pfc_span at;   /* what the message is about */
	struct pfc_span also; /* a second piece it is related to; len 0: none */
	const char *message;
	const char *hint; /* what to write instead, or NULL */
	const char *lint; /* name of the warning, for opts.no_lint; NULL for errors */
};

#endif
