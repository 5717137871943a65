/* SPDX-License-Identifier: BSD-2-Clause */
/* base/diag.h - messages about the filter text, queued by the passes.
 *
 * Passes queue and go on where they can; nothing here prints. All text lives in the
 * arena of the compile.
 */
#ifndef PFC_BASE_DIAG_H
#define PFC_BASE_DIAG_H

#include <stdbool.h>

#include "base/span.h"
#include "base/vec.h"

enum diag_level { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

struct diag {
	enum diag_level level;
	struct span at;   /* drawn ^~~~ */
	struct span also; /* drawn ~~~~; len 0: none */
	const char *msg;  /* quotes what the user wrote; one line, no full stop */
	const char *hint; /* what to write instead; NULL: none */
	const char *lint; /* name for --no-lint=NAME; NULL for errors */
};

struct diags {
	struct arena *arena;
	VEC(struct diag) list;
	uint32_t errors;
	bool no_lint; /* drop warnings that carry a lint name */
};

enum { DIAG_MAX_ERRORS = 20 }; /* later ones are counted, not kept */

/* Queue one; the result lives until the next call, for setting also and hint. */
struct diag *diag_error(struct diags *d, struct span at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
struct diag *diag_lint(struct diags *d, const char *lint, struct span at,
                       const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Sets the hint of a queued message. */
void diag_hint(struct diags *d, struct diag *which, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
