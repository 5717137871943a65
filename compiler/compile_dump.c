/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/compile_dump.c - what the passes did to a filter, for those who ask. */
#include <string.h>

#include "base/str.h"
#include "compiler/compile_int.h"
#include "compiler/explain.h"
#include "compiler/image.h"

bool dumps(const struct compile *c, const char *stage)
{
	const char *want = c->opts.dump_stage;
	size_t len;

	if (!c->opts.dump || !want)
		return false;
	len = strlen(want);
	if (len && want[len - 1] == '*')
		return !strncmp(stage, want, len - 1);
	return !strcmp(want, "all") || !strcmp(want, stage);
}

static void dump_graph(const struct compile *c, const char *stage,
                       const struct graph *g, struct ref root)
{
	struct str s = { 0 };

	if (!dumps(c, stage))
		return;
	graph_dump(&s, g, root);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, stage, s.at);
	str_fini(&s);
}

void dump_code(const struct compile *c, const char *stage, const struct emitted *code)
{
	struct str s = { 0 };

	if (!dumps(c, stage))
		return;
	image_cbpf(&s, code->insns, code->count, PFC_FORMAT_LISTING);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, stage, s.at);
	str_fini(&s);
}

static void put_way(struct str *s, unsigned way)
{
	static const char *const names[WAY_COUNT] = {
		"ip6-base", "split",     "sort",  "words", "late",   "no-facts",
		"apart",    "ends-last", "slots", "hoist", "narrow", "usual",
	};

	for (unsigned i = 0; i < WAY_COUNT; i++) {
		if (way >> i & 1)
			str_printf(s, " %s", names[i]);
	}
	str_printf(s, way ? "\n" : " (plain)\n");
}

static void put_tried(struct str *s, const struct variants *all,
                      const struct variant *best)
{
	str_printf(s, "ways tried: instructions, executed per packet, longest path, "
	              "choices\n");
	for (unsigned way = 0; all && way < WAYS; way++) {
		const struct variant *v = all->made[way];

		if (!v || !v->code.insns)
			continue;
		str_printf(s, "%s %5u %8.2f %5u ", v == best ? "kept" : "    ",
		           v->cost.count, v->cost.steps, v->cost.longest);
		put_way(s, way);
	}
}

/* Not among the stages of "all": it is about them. */
static void explain(const struct compile *c, const struct variant *best)
{
	const struct explain_pass passes[] = {
		{ "opt_facts",
		  "what is left out is settled by tests in front of it; nothing is "
		  "read earlier "
		  "or further",
		  best->lowered, best->known },
		{ "opt_order",
		  "every accepted packet passes all of these tests, so their order is "
		  "free; a load that fails rejects, as the tests it overtakes would; two "
		  "tests of one word become one where both fail to the same place, and "
		  "nothing is read further for that",
		  best->known, best->ordered },
		{ "opt_usual",
		  "the first byte of the header is read next anyway; where it is 0x45, "
		  "the "
		  "length that the offsets depend on is 20",
		  best->ordered, best->optimized },
	};
	struct str s = { 0 };

	if (!c->opts.dump || !c->opts.dump_stage ||
	    strcmp(c->opts.dump_stage, "explain-opt") != 0)
		return;
	if (best->exact)
		str_printf(&s, "no optimization was asked for\n");
	for (size_t i = 0; !best->exact && i < sizeof(passes) / sizeof(passes[0]); i++)
		explain_pass(&s, &best->graph, c->text, c->text_len, &passes[i]);
	if (!best->exact)
		put_tried(&s, c->tried, best);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, "explain-opt", s.at);
	str_fini(&s);
}

void dump_variant(const struct compile *c, const struct variant *v)
{
	dump_graph(c, "graph", &v->graph, v->lowered);
	if (!v->exact && !(v->way & WAY_NO_FACTS))
		dump_graph(c, "opt_facts", &v->graph, v->known);
	if (v->way & WAY_ORDER)
		dump_graph(c, "opt_order", &v->graph, v->ordered);
	if (v->way & WAY_USUAL)
		dump_graph(c, "opt_usual", &v->graph, v->optimized);
	dump_code(c, "cbpf", &v->code);
	explain(c, v);
}
