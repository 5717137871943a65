/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/explain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile_int.h"
#include "teach/normal.h"
#include "teach/sentence.h"

static void keep(void *ctx, struct compile *c)
{
	struct explained *e = ctx;
	const struct emitted *code = &c->code;

	normal_form(&e->normal, c);
	sentence(&e->sentence, c);
	e->cost = cost_of(code->insns, code->count, &c->traffic);
	e->spans = calloc(code->count, sizeof(*e->spans));
	if (e->spans && code->spans)
		memcpy(e->spans, code->spans, code->count * sizeof(*e->spans));
}

int explain_compile(const char *text, size_t len, const struct pfc_opts *opts,
                    struct pfc_prog **out, struct explained *e)
{
	int err;

	memset(e, 0, sizeof(*e));
	err = compile_and(text, len, opts, out, keep, e);
	if (!err && (!e->spans || e->normal.failed || e->sentence.failed)) {
		pfc_prog_free(*out);
		*out = NULL;
		return -ENOMEM;
	}
	return err;
}

void explained_fini(struct explained *e)
{
	str_fini(&e->normal);
	str_fini(&e->sentence);
	free(e->spans);
}

struct span explain_piece(const struct explained *e, const char *text, uint32_t i)
{
	struct span at = e->spans ? e->spans[i] : (struct span){ 0, 0 };

	if (at.len > strlen(text) || at.off > strlen(text) - at.len)
		at.len = 0;
	return at;
}
