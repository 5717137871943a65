/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/diag.h"

static struct diag *queue(struct diags *d, enum diag_level level, struct span at,
                          const char *fmt, va_list ap)
{
	struct diag *g;

	/* A dropped message still needs a place for the caller to write to. */
	if ((level == DIAG_ERROR && ++d->errors > DIAG_MAX_ERRORS) ||
	    (level != DIAG_ERROR && d->no_lint))
		g = arena_alloc(d->arena, sizeof(*g));
	else
		g = vec_push(d->arena, &d->list);
	g->level = level;
	g->at = at;
	g->msg = arena_vprintf(d->arena, fmt, ap);
	return g;
}

struct diag *diag_error(struct diags *d, struct span at, const char *fmt, ...)
{
	struct diag *g;
	va_list ap;

	va_start(ap, fmt);
	g = queue(d, DIAG_ERROR, at, fmt, ap);
	va_end(ap);
	return g;
}

struct diag *diag_lint(struct diags *d, const char *lint, struct span at,
                       const char *fmt, ...)
{
	struct diag *g;
	va_list ap;

	va_start(ap, fmt);
	g = queue(d, DIAG_WARNING, at, fmt, ap);
	va_end(ap);
	g->lint = lint;
	return g;
}

void diag_hint(struct diags *d, struct diag *which, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	which->hint = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
}
