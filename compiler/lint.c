/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/lint.h"

#include "base/printable.h"

enum { QUOTE_MAX = 48 }; /* bytes */

const char *lint_quote(const struct lint *l, struct span at)
{
	return printable(l->arena, l->text + at.off, at.len, QUOTE_MAX);
}
