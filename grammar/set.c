/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/set.c - the items of a set, between braces or in a file, become a list.
 *
 * The list is the one that "(a or b or c)" gives, so that nothing behind the parser has to
 * know sets. Only operands stand in a set; therefore words of the language are names there
 * and need no backslash.
 */
#include <string.h>

#include "base/printable.h"
#include "grammar/build.h"
#include "grammar/explain.h"
#include "grammar/parse.h"
#include "grammar/words.h"

enum { BLOCK = 1 << 16, PATH_QUOTE_MAX = 128 }; /* bytes: of a file scanned at once */

struct items {
	VEC(struct ast *) list;
	bool broken;
};

/* "192.0.2.1-192.0.2.9", "80..90": whatever they are elsewhere, here they are no names. */
static struct diag *foreign_range(struct parser *p, const struct token *t)
{
	const char *text = p->text + t->at.off;
	const char *dots = memmem(text, t->at.len, "..", 2);
	struct diag *d;

	if (t->kind != T_NAME || t->num || strspn(text, "0123456789.-") < t->at.len)
		return NULL;
	if (dots) {
		d = diag_error(p->diags, t->at, "a range has one '-', not '..'");
		diag_hint(p->diags, d, "write '%.*s-%s'", (int)(dots - text), text,
		          parser_text(p, (struct span){ (uint32_t)(dots + 2 - p->text),
		                                        (uint32_t)(text + t->at.len -
		                                                   dots - 2) }));
		return d;
	}
	if (!memchr(text, '.', t->at.len) || !memchr(text, '-', t->at.len))
		return NULL;
	d = diag_error(p->diags, t->at, "there are no ranges of addresses");
	d->hint = "write networks, as in 192.0.2.0/24";
	return d;
}

static void no_item(struct parser *p, const struct token *t)
{
	const char *text = parser_quote(p, t->at);
	struct diag *d;

	if (t->kind == T_CHAINOP) {
		d = diag_error(
			p->diags, t->at,
			"the items of a set are separated by commas, not by '%s'",
			text);
	} else if (t->kind == T_NOT) {
		d = diag_error(p->diags, t->at, "'%s' cannot stand in a set", text);
		d->hint = "a set holds what is looked for; exclude with 'and not'";
	} else if (t->kind == '-') {
		d = diag_error(p->diags, t->at,
		               "a range is one word, LOW-HIGH without blanks");
	} else if (t->kind == '/' || t->kind == T_MASK) {
		d = diag_error(p->diags, t->at,
		               "'%s' goes behind a network such as 192.0.2.0", text);
	} else {
		d = diag_error(p->diags, t->at, "'%s' cannot stand in a set", text);
		d->hint = *text == '@' ? "a file stands behind 'in', without braces"
		                       : "an address, a name or a number can";
	}
}

/* The item that begins with token t; *used: its tokens. */
static struct ast *read_item(struct parser *p, const struct token *t, uint32_t *used)
{
	bool net = t->kind == T_NUM || t->kind == T_DOTTED || t->kind == T_IP6;
	struct token name = *t;

	*used = 1;
	if (net && t[1].kind == '/' && t[2].kind == T_NUM) {
		*used = 3;
		return t->kind == T_NUM ? ast_number_len(p, t, &t[2])
		                        : ast_literal_len(p, t, &t[2]);
	}
	if (t->kind == T_DOTTED && t[1].kind == T_MASK && t[2].kind == T_DOTTED) {
		*used = 3;
		return ast_literal_mask(p, t, &t[2]);
	}
	if (foreign_range(p, t))
		return NULL;
	if (t->kind == T_NUM)
		return ast_number(p, t);
	if (token_is_operand(t))
		return ast_literal(p, t);
	if (!token_is_word(p, t) || t->kind == T_CHAINOP || t->kind == T_NOT ||
	    t->kind == T_MASK) {
		no_item(p, t);
		return NULL;
	}
	name.kind = T_NAME;
	name.num = 1; /* as after a backslash */
	name.name = arena_strndup(p->arena, p->text + t->at.off, t->at.len);
	return ast_literal(p, &name);
}

static void add_item(struct parser *p, struct items *items, struct ast *item)
{
	if (!item) {
		items->broken = true;
		return;
	}
	item->prim.operand.in_set = true;
	*vec_push(p->arena, &items->list) = item;
}

/* The list of all items; NULL: there was an error about one. */
static struct ast *list_of(struct arena *arena, const struct items *items,
                           struct span at)
{
	uint32_t n = items->list.count;
	struct ast *tree;

	if (items->broken || n == 0)
		return NULL;
	if (n == 1) {
		items->list.at[0]->at = at;
		return items->list.at[0];
	}
	tree = arena_alloc(arena, sizeof(*tree));
	tree->kind = AST_CHAIN;
	tree->at = at;
	tree->depth = 1;
	tree->bare = tree->parens = true;
	tree->chain.kid = items->list.at;
	tree->chain.op = arena_alloc(arena, n * sizeof(*tree->chain.op));
	tree->chain.op_at = arena_alloc(arena, n * sizeof(*tree->chain.op_at));
	tree->chain.count = n;
	tree->chain.room = n;
	for (uint32_t i = 1; i < n; i++) {
		tree->chain.op[i] = OP_OR;
		tree->chain.op_at[i] = at;
	}
	return tree;
}

/* ---- in a filter ---- */

/* The items from token i, the '{', to the '}', at which *end is left. */
static struct ast *read_braces(struct parser *p, uint32_t i, uint32_t *end)
{
	const struct token *open = &p->tokens.at[i++];
	struct items items = { 0 };
	bool comma = true; /* nothing stands between it and token i */
	uint32_t used;

	for (; p->tokens.at[i].kind != '}' && p->tokens.at[i].kind != T_END;
	     i += used) {
		const struct token *t = &p->tokens.at[i];

		used = 1;
		if (t->kind != ',') {
			add_item(p, &items, read_item(p, t, &used));
		} else if (comma) {
			diag_error(p->diags, t->at, "an item is missing before ','");
			items.broken = true;
		}
		comma = t->kind == ',';
	}
	*end = i;
	if (p->tokens.at[i].kind == T_END) {
		*end = i - 1;
		diag_error(p->diags, open->at, "'{' is never closed");
		return NULL;
	}
	if (!items.list.count && !items.broken)
		diag_error(p->diags, span_join(open->at, p->tokens.at[i].at),
		           "a set cannot be empty");
	return list_of(p->arena, &items, span_join(open[-1].at, p->tokens.at[i].at));
}

static struct ast *file_operand(struct parser *p, const struct token *t)
{
	const char *name = p->text + t->at.off + 1;
	uint32_t len = t->at.len - 1;
	struct ast *tree;

	if (len && *name == '"') {
		name++;
		len--;
		if (len == 0 || name[len - 1] != '"') {
			diag_error(p->diags, t->at, "the quote is never closed");
			return NULL;
		}
		len--;
	}
	if (!len) {
		diag_error(p->diags, t->at, "the name of a file is missing behind '@'");
		return NULL;
	}
	tree = ast_new(p, AST_PRIM, t->at);
	tree->bare = true;
	tree->prim.operand.kind = OPD_FILE;
	tree->prim.operand.at = t->at;
	tree->prim.operand.in_set = true;
	tree->prim.operand.name = arena_strndup(p->arena, name, len);
	return tree;
}

void tokens_sets(struct parser *p)
{
	struct token *t = p->tokens.at;
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->tokens.count; i++) {
		uint32_t first = i;

		if (t[i].kind != T_IN) {
			t[n++] = t[i];
			continue;
		}
		i++;
		*vec_push(p->arena, &p->sets) = t[i].kind == '{'
		                                        ? read_braces(p, i, &i)
		                                        : file_operand(p, &t[i]);
		t[n++] = (struct token){ .kind = T_SET,
			                 .at = span_join(t[first].at, t[i].at),
			                 .num = p->sets.count - 1 };
	}
	p->tokens.count = n;
}

struct ast *ast_set(struct parser *p, const struct token *set)
{
	return p->sets.at[set->num];
}

/* ---- in a file ---- */

static uint32_t line_of(const struct ast_file *file, uint32_t off)
{
	uint32_t line = 1;

	for (uint32_t i = 0; i < off && i < file->len; i++)
		line += file->text[i] == '\n';
	return line;
}

void ast_file_diags(struct diags *diags, uint32_t first, const struct ast_file *file)
{
	for (uint32_t i = first; i < diags->list.count; i++) {
		struct diag *d = &diags->list.at[i];

		d->msg = arena_printf(diags->arena, "%s:%u: %s",
		                      printable(diags->arena, file->name,
		                                strlen(file->name), PATH_QUOTE_MAX),
		                      line_of(file, d->at.off), d->msg);
		d->at = file->at;
	}
}

/* The lines that p holds; `start` is where they begin in the file. */
static void read_lines(struct parser *p, const struct ast_file *file, uint32_t start,
                       struct items *items)
{
	const struct token *t = p->tokens.at;
	struct ast *item;
	uint32_t used;

	for (; t->kind != T_END && !parser_gave_up(p); t++) {
		if (t->kind == '\n')
			continue;
		item = read_item(p, t, &used);
		t += used;
		if (item && t->kind != '\n' && t->kind != T_END) {
			diag_error(p->diags, t->at,
			           "nothing may follow '%s' in its line, as '%s' does",
			           parser_quote(p, item->at), parser_quote(p, t->at))
				->hint = "write one entry a line; '#' begins a comment";
			item = NULL;
		}
		if (item) {
			item->prim.operand.file = file;
			item->prim.operand.at.off += start;
			item->at = file->at;
		}
		add_item(p, items, item);
		while (t->kind != '\n' && t->kind != T_END)
			t++;
		if (t->kind == T_END)
			break;
	}
}

/* Whole lines, as many as make a block. */
static uint32_t block_len(const struct ast_file *file, uint32_t start)
{
	uint32_t left = file->len - start;
	const char *end;

	if (left <= BLOCK)
		return left;
	end = memchr(file->text + start + BLOCK, '\n', left - BLOCK);
	return end ? (uint32_t)(end + 1 - file->text) - start : left;
}

struct ast *ast_parse_file(struct arena *arena, struct diags *diags,
                           const struct ast_file *file)
{
	struct parser p = { .arena = arena, .diags = diags, .lines = true };
	uint32_t errors = diags->errors;
	uint32_t start = strncmp(file->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	struct items items = { 0 };

	for (; start < file->len && !parser_gave_up(&p); start += p.len) {
		uint32_t first = diags->list.count;

		p.text = file->text + start;
		p.len = block_len(file, start);
		p.tokens.count = 0;
		p.open = 0;
		tokens_scan(&p);
		read_lines(&p, file, start, &items);
		for (uint32_t i = first; i < diags->list.count; i++)
			diags->list.at[i].at.off += start;
		ast_file_diags(diags, first, file);
	}
	if (diags->errors == errors && !items.list.count)
		diag_error(diags, file->at, "%s: there are no entries in it",
		           printable(arena, file->name, strlen(file->name),
		                     PATH_QUOTE_MAX));
	return diags->errors == errors ? list_of(arena, &items, file->at) : NULL;
}

void ast_set_head(struct ast *set, const struct ast_head *head)
{
	set->bare = false;
	if (set->kind == AST_PRIM) {
		set->prim.head = head;
		return;
	}
	set->list = head;
	for (uint32_t i = 0; i < set->chain.count; i++)
		ast_set_head(set->chain.kid[i], head);
}
