/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/parse_fuzz.c - any text is a tree with spans inside it, or has a message. */
#include <string.h>

#include "grammar/ast.h"
#include "tests/fuzz/fuzz.h"

struct walk {
	uint32_t len; /* of the text */
};

static void check_span(const struct walk *w, struct span at)
{
	FUZZ_CHECK(at.off <= w->len && at.len <= w->len - at.off, "%u+%u of %u", at.off,
	           at.len, w->len);
}

static void check_expr(const struct walk *w, const struct expr *e, uint32_t level)
{
	FUZZ_CHECK(level <= AST_DEPTH_MAX, "level %u", level);
	check_span(w, e->at);
	check_span(w, e->op_at);
	if (e->kind == EXPR_LOAD || e->kind == EXPR_NEG || e->kind == EXPR_BIN)
		check_expr(w, e->l, level + 1);
	if (e->kind == EXPR_BIN)
		check_expr(w, e->r, level + 1);
}

static void check_tree(const struct walk *w, const struct ast *tree, uint32_t level)
{
	FUZZ_CHECK(level <= AST_DEPTH_MAX, "level %u", level);
	check_span(w, tree->at);
	switch (tree->kind) {
	case AST_CHAIN:
		FUZZ_CHECK(tree->chain.count >= 2, "%u terms", tree->chain.count);
		for (uint32_t i = 0; i < tree->chain.count; i++)
			check_tree(w, tree->chain.kid[i], level + 1);
		break;
	case AST_NOT:
		check_tree(w, tree->not, level + 1);
		break;
	case AST_PRIM:
		FUZZ_CHECK(tree->prim.head, "an operand at %u has no head",
		           tree->at.off);
		check_span(w, tree->prim.operand.at);
		check_span(w, tree->prim.head->at);
		break;
	case AST_REL:
		check_expr(w, tree->rel.l, 0);
		check_expr(w, tree->rel.r, 0);
		break;
	case AST_PROTO:
		FUZZ_CHECK(tree->proto > PROTO_NONE && tree->proto < PROTO_COUNT, "%d",
		           (int)tree->proto);
		break;
	case AST_WORD:
		check_span(w, tree->word.word_at);
		break;
	}
}

static void check_diags(const struct walk *w, const struct diags *diags)
{
	for (uint32_t i = 0; i < diags->list.count; i++) {
		const struct diag *d = &diags->list.at[i];

		check_span(w, d->at);
		check_span(w, d->also);
		FUZZ_CHECK(d->msg && d->msg[0] && !strpbrk(d->msg, "\n\r\t\x1b"),
		           "'%s'", d->msg ? d->msg : "(NULL)");
		FUZZ_CHECK(i == 0 || d[-1].at.off <= d->at.off, "'%s' before '%s'",
		           d[-1].msg, d->msg);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct walk w = { (uint32_t)size };
	struct arena arena;
	struct diags diags = { 0 };
	struct ast *tree;
	bool ok;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	ok = ast_parse(&arena, &diags, (const char *)data, (uint32_t)size, &tree);
	FUZZ_CHECK(ok == (diags.errors == 0), "%u errors", diags.errors);
	check_diags(&w, &diags);
	if (ok && tree)
		check_tree(&w, tree, 0);
	if (ok)
		FUZZ_CHECK(ast_dump(&arena, tree)[0], "no dump");
	arena_fini(&arena);
	return 0;
}
