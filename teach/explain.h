/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/explain.h - everything that can be said about one filter or program. */
#ifndef PFC_TEACH_EXPLAIN_H
#define PFC_TEACH_EXPLAIN_H

#include "base/span.h"
#include "base/str.h"
#include "compiler/cost.h"
#include "pfc/pfc.h"
#include "teach/notes.h"

/* What a compile said about a filter. */
struct explained {
	struct str normal;   /* the filter with every test written out */
	struct str sentence; /* in English */
	struct span *spans;  /* of the classic instructions; from the heap */
	struct cost cost;
};

/* Compiles and keeps what pfc_compile() forgets; the same results. Free in every case. */
int explain_compile(const char *text, size_t len, const struct pfc_opts *opts,
                    struct pfc_prog **out, struct explained *e);
void explained_fini(struct explained *e);

/* The piece of text that instruction i came from; of no length when there is none. */
struct span explain_piece(const struct explained *e, const char *text, uint32_t i);

#endif
