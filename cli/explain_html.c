/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain_html.c - an explanation as one page that asks nothing of any network. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "compiler/image.h"
#include "teach/chart.h"
#include "teach/page.h"

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

/* What each pass made of the filter, in order. */
static json_t *stages_of(const struct explanation *x)
{
	struct pfc_opts opts = x->opts;
	struct pfc_prog *prog = NULL;
	json_t *stages = json_array();

	if (!x->loaded.prog || !stages)
		return stages;
	opts.dump = add_stage;
	opts.dump_ctx = stages;
	opts.dump_stage = "all";
	pfc_compile(x->loaded.filter.text, x->loaded.filter.len, &opts, &prog);
	pfc_prog_free(prog);
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
		if (!chart_svg(out, &x->arena, x->loaded.insns, x->loaded.count))
			str_printf(
				out,
				"<p class=\"dim\">The program has too many branches to "
				"be drawn.</p>");
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
