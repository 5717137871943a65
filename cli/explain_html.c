/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain_html.c - an explanation as one page that asks nothing of any network. */
#include "config.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "cli/say.h"
#include "compiler/image.h"
#include "teach/chart.h"
#include "teach/page.h"

/* Of Graphviz, where pfc was configured to use it. */
#ifdef DOT_PROGRAM
static const char *const dot_program = DOT_PROGRAM;
#else
static const char *const dot_program = NULL;
#endif

static void put_escaped(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			str_printf(out, "&lt;");
		else if (*text == '&')
			str_printf(out, "&amp;");
		else
			str_add(out, text, 1);
	}
}

static void add_stage(void *ctx, const char *stage, const char *text)
{
	json_array_append_new(ctx, json_pack("{ss ss}", "name", stage, "text", text));
}

/* What a pass changed, and the program after it. */
static void add_change(json_t *stages, const struct changes *all, uint32_t i)
{
	const struct change *c = &all->at[i];
	struct str text = { 0 };

	if (i) {
		explain_count(&text, all->at[i - 1].count);
		str_printf(&text, ", now %" PRIu32 ": ", c->count);
	}
	str_printf(&text, "%s.\n%s", c->does, c->lines.at ? c->lines.at : "");
	if (i)
		str_printf(&text, "Allowed: %s.\n", c->why);
	str_printf(&text, "\n%s", c->listing.at ? c->listing.at : "");
	if (!text.failed)
		add_stage(stages, c->pass, text.at);
	str_fini(&text);
}

/* The tree, then what each pass that did something made of it, in order. */
static json_t *stages_of(const struct explanation *x)
{
	struct pfc_opts opts = x->opts;
	struct pfc_prog *prog = NULL;
	json_t *stages = json_array();

	if (!x->loaded.prog || !stages)
		return stages;
	opts.dump = add_stage;
	opts.dump_ctx = stages;
	opts.dump_stage = "ast";
	pfc_compile(x->loaded.filter.text, x->loaded.filter.len, &opts, &prog);
	pfc_prog_free(prog);
	for (uint32_t i = 0; i < x->changes.count; i++) {
		if (!x->changes.at[i].same)
			add_change(stages, &x->changes, i);
	}
	return stages;
}

/* As JSON in a script element, where "</script" may not be. */
static void put_data(struct str *out, const struct explanation *x)
{
	json_t *root = explain_value(x);
	char *text = NULL;

	if (root) {
		json_object_set_new(root, "stages", stages_of(x));
		json_object_set_new(root, "path",
		                    json_string(x->loaded.path ? x->loaded.path : ""));
		text = json_dumps(root, JSON_COMPACT | JSON_PRESERVE_ORDER);
	}
	out->failed |= !text;
	for (const char *c = text; c && *c; c++) {
		if (*c == '<')
			str_printf(out, "\\u003c");
		else
			str_add(out, c, 1);
	}
	free(text);
	json_decref(root);
}

static void put_lines(struct str *out, const char *const *lines)
{
	for (; *lines; lines++)
		str_add(out, *lines, strlen(*lines));
}

static void put_chart(struct str *out, struct explanation *x)
{
	switch (chart_svg(out, &x->arena, x->loaded.insns, x->loaded.count, dot_program)) {
	case CHART_NONE:
		str_printf(out, "<p class=\"dim\">The program has too many branches to be "
		                "drawn.</p>");
		return;
	case CHART_LAYERS:
		if (dot_program)
			say("warning: %s cannot lay out the graph, so pfc does it",
			    dot_program);
		return;
	case CHART_DOT:
		return;
	}
}

/* The body, with the graph in its place. */
static void put_body(struct str *out, struct explanation *x)
{
	static const char chart[] = "@CHART@";

	for (const char *const *line = text_page_html; *line; line++) {
		const char *at = strstr(*line, chart);

		if (!at) {
			str_add(out, *line, strlen(*line));
			continue;
		}
		str_add(out, *line, (size_t)(at - *line));
		put_chart(out, x);
		str_add(out, at + sizeof(chart) - 1, strlen(at + sizeof(chart) - 1));
	}
}

/* For those who run no scripts. */
static void put_plain(struct str *out, const struct explanation *x)
{
	struct str text = { 0 };

	explain_text(&text, x);
	str_printf(out, "<noscript><pre>");
	put_escaped(out, text.at ? text.at : "");
	str_printf(out, "</pre></noscript>\n");
	out->failed |= text.failed;
	str_fini(&text);
}

void explain_html(struct str *out, struct explanation *x)
{
	const char *name = x->loaded.path ? x->loaded.path : x->loaded.filter.text;

	str_printf(out,
	           "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
	           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	           "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
	           "img-src data:\">\n"
	           "<meta name=\"viewport\" content=\"width=device-width\">\n"
	           "<link rel=\"icon\" href=\"data:,\">\n<title>pfc: ");
	put_escaped(out, name);
	str_printf(out, "</title>\n<style>\n");
	put_lines(out, text_page_css);
	str_printf(out, "</style>\n<body>\n");
	put_body(out, x);
	put_plain(out, x);
	str_printf(out, "<script type=\"application/json\" id=\"data\">");
	put_data(out, x);
	str_printf(out, "</script>\n<script>\n");
	put_lines(out, text_run_js);
	str_printf(out, "</script>\n<script>\n");
	put_lines(out, text_page_js);
	str_printf(out, "</script>\n</body>\n</html>\n");
}
