/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/ast.h"

#include "grammar/parser.h"

/* Messages from `first` on in the order of the text: the passes here find them level by
 * level. They are nearly in order already.
 */
static void sort_diags(struct diags *diags, uint32_t first)
{
	for (uint32_t i = first + 1; i < diags->list.count; i++) {
		struct diag d = diags->list.at[i];
		uint32_t j = i;

		for (; j > first && diags->list.at[j - 1].at.off > d.at.off; j--)
			diags->list.at[j] = diags->list.at[j - 1];
		diags->list.at[j] = d;
	}
}

bool ast_parse(struct arena *arena, struct diags *diags, const char *text, uint32_t len,
               struct ast **out)
{
	struct parser p = { .arena = arena, .diags = diags, .len = len };
	uint32_t errors = diags->errors;
	uint32_t first = diags->list.count;

	*out = NULL;
	p.text = arena_strndup(arena, text, len);
	tokens_scan(&p);
	if (!p.too_deep) {
		tokens_sets(&p);
		tokens_split(&p);
		tokens_foreign(&p);
		if (filter_yyparse(&p) == 0 && p.tree)
			inherit_heads(&p);
	}
	if (diags->errors == errors && p.tree)
		lint_tree(&p, p.tree);
	sort_diags(diags, first);
	*out = p.tree;
	return diags->errors == errors;
}
