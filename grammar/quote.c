/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/printable.h"
#include "grammar/parser.h"

enum { QUOTE_MAX = 48 }; /* bytes of the filter repeated in a message */

const char *parser_quote(struct parser *p, struct span at)
{
	return printable(p->arena, p->text + at.off, at.len, QUOTE_MAX);
}

const char *parser_text(struct parser *p, struct span at)
{
	return printable(p->arena, p->text + at.off, at.len, 0);
}
