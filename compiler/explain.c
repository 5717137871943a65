/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/explain.h"

enum { SHOWN_MAX = 20 /* tests of each kind */, QUOTE_MAX = 60 };

/* Marks the tests from root down; returns their number. */
static uint32_t mark(const struct graph *g, struct ref root, unsigned char *seen)
{
	uint32_t count = 0;

	seen[root.id] = 1;
	/* A node is newer than those it leads to. */
	for (uint32_t id = root.id; id > ACCEPT.id; id--) {
		const struct node *n = &g->nodes.at[id];

		if (!seen[id])
			continue;
		count++;
		for (uint32_t i = 0; i < n->count; i++)
			seen[graph_arms(g, n)[i].to.id] = 1;
	}
	return count;
}

static void put_test(struct str *out, const struct graph *g, uint32_t id, const char *text,
                     uint32_t text_len)
{
	const struct node *n = &g->nodes.at[id];
	uint32_t len = n->at.len < QUOTE_MAX ? n->at.len : QUOTE_MAX;

	str_printf(out, "    n%u: ", id);
	graph_dump_value(out, g, n->v);
	if (len && n->at.off + n->at.len <= text_len)
		str_printf(out, "  of '%.*s%s'", (int)len, text + n->at.off,
		           len < n->at.len ? "..." : "");
	str_printf(out, "\n");
}

/* The tests that one side has and the other has not. */
static void put_tests(struct str *out, const struct graph *g, const char *title,
                      const unsigned char *has, const unsigned char *lacks, uint32_t last,
                      const char *text, uint32_t text_len)
{
	uint32_t count = 0;

	for (uint32_t id = last; id > ACCEPT.id; id--) {
		if (!has[id] || lacks[id])
			continue;
		if (count == 0)
			str_printf(out, "  %s:\n", title);
		if (count++ < SHOWN_MAX)
			put_test(out, g, id, text, text_len);
	}
	if (count > SHOWN_MAX)
		str_printf(out, "    and %u more\n", count - SHOWN_MAX);
}

void explain_pass(struct str *out, const struct graph *g, const char *text,
                  uint32_t text_len, const struct explain_pass *p)
{
	uint32_t last = p->before.id > p->after.id ? p->before.id : p->after.id;
	unsigned char *before = arena_alloc(g->arena, (size_t)last + ACCEPT.id + 1);
	unsigned char *after = arena_alloc(g->arena, (size_t)last + ACCEPT.id + 1);
	uint32_t had = mark(g, p->before, before), has = mark(g, p->after, after);

	str_printf(out, "%s: %u tests before, %u after%s\n", p->name, had, has,
	           ref_is(p->before, p->after) ? ", nothing changed" : "");
	if (ref_is(p->before, p->after))
		return;
	str_printf(out, "  allowed: %s\n", p->why);
	put_tests(out, g, "gone or rewritten", before, after, last, text, text_len);
	put_tests(out, g, "new", after, before, last, text, text_len);
}
