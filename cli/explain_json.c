/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain_json.c - an explanation for programs. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "compiler/image.h"
#include "compiler/program.h"

static json_t *of_str(struct str *s)
{
	json_t *text = s->failed ? NULL : json_string(s->at ? s->at : "");

	str_fini(s);
	return text;
}

static json_t *json_insn(const struct explanation *x, uint32_t i)
{
	const struct sock_filter *insn = &x->loaded.insns[i];
	struct str text = { 0 }, words = { 0 }, field = { 0 }, code = { 0 };
	struct span at = loaded_piece(&x->loaded, i);

	image_cbpf_insn(&text, insn, i);
	if (text.at)
		memmove(text.at, strchr(text.at, ')') + 2,
		        strlen(strchr(text.at, ')') + 2) + 1);
	notes_words(&words, &x->notes, i);
	notes_field(&field, &x->notes, i);
	notes_code(&code, insn->code);
	return json_pack("{si si si si sI so so so so si si}", "index", (int)i, "code",
	                 (int)insn->code, "jt", (int)insn->jt, "jf", (int)insn->jf, "k",
	                 (json_int_t)insn->k, "text", of_str(&text), "words",
	                 of_str(&words), "field", of_str(&field), "encoding",
	                 of_str(&code), "from", (int)at.off, "len", (int)at.len);
}

static json_t *json_insns(const struct explanation *x)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < x->loaded.count; i++)
		json_array_append_new(list, json_insn(x, i));
	return list;
}

static json_t *json_packet(const struct explanation *x, bool near)
{
	const struct example *e = &x->example;
	struct str hex = { 0 }, line = { 0 }, change = { 0 };
	struct packet p;
	json_t *object;

	if (!e->witness || (near && !e->flips))
		return json_null();
	p = example_packet(e, near);
	str_add(&hex, "", 0);
	for (uint32_t i = 0; i < p.caplen; i++)
		str_printf(&hex, "%02x", p.data[i]);
	print_one(&line, x->opts.linktype, &p, false);
	if (line.len)
		line.at[--line.len] = '\0';
	object = json_pack("{sI sI so so}", "len", (json_int_t)p.len, "caplen",
	                   (json_int_t)p.caplen, "bytes", of_str(&hex), "text",
	                   of_str(&line));
	if (near) {
		explain_change(&change, x);
		json_object_set_new(object, "change", of_str(&change));
	}
	return object;
}

static json_t *json_targets(const struct explanation *x)
{
	json_t *targets = json_pack("{si}", image_targets[0], (int)x->loaded.count);

	for (int t = PFC_TARGET_SOCKET; x->loaded.prog && t <= PFC_TARGET_BUFFER; t++)
		json_object_set_new(
			targets, image_targets[t],
			x->ebpf_counts[t] ? json_integer((json_int_t)x->ebpf_counts[t])
					  : json_null());
	return targets;
}

static json_t *json_lints(const struct explanation *x)
{
	json_t *list = json_array();
	size_t count = 0;
	const struct pfc_diag *d =
		x->loaded.prog ? pfc_prog_diags(x->loaded.prog, &count) : NULL;

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list,
		                      json_pack("{ss* ss si si ss*}", "lint", d[i].lint,
		                                "message", d[i].message, "from",
		                                (int)d[i].at.off, "len",
		                                (int)d[i].at.len, "hint", d[i].hint));
	return list;
}

/* The lines of a text. */
static json_t *json_lines(const struct str *text)
{
	json_t *list = json_array();

	for (const char *line = text->at; line && *line;) {
		size_t len = strcspn(line, "\n");

		json_array_append_new(list, json_stringn(line, len));
		line += len + (line[len] == '\n');
	}
	return list;
}

static json_t *json_changes(const struct changes *all)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < all->count; i++) {
		const struct change *c = &all->at[i];

		json_array_append_new(
			list, json_pack("{ss ss ss si sb so so}", "pass", c->pass, "does",
		                        c->does, "allowed", c->why, "count", (int)c->count,
		                        "same", (int)c->same, "changes",
		                        json_lines(&c->lines), "listing",
		                        json_lines(&c->listing)));
	}
	return list;
}

json_t *explain_value(const struct explanation *x)
{
	const struct explained *e = &x->loaded.explained;
	const char *normal = e->normal.at ? e->normal.at : ""; /* of all packets */
	json_t *root = json_pack("{ss* ss* ss* ss so}", "filter", x->loaded.filter.text,
	                         "sentence", x->loaded.prog ? e->sentence.at : NULL,
	                         "normal", x->loaded.prog ? normal : NULL, "link",
	                         link_by_number(x->opts.linktype)->name, "instructions",
	                         json_insns(x));

	if (x->loaded.prog) {
		json_object_set_new(root, "optimizer", json_changes(&x->changes));
		json_object_set_new(root, "warnings", json_lints(x));
	}
	if (x->ebpf.program.count) {
		json_object_set_new(root, "target", json_string(image_targets[x->ebpf.program.target]));
		json_object_set_new(root, "ebpf", explain_ebpf_value(x));
	}
	if (x->found.text)
		json_object_set_new(root, "found", json_string(x->found.text));
	json_object_set_new(root, "targets", json_targets(x));
	json_object_set_new(root, "accepted", json_packet(x, false));
	json_object_set_new(root, "nearly", json_packet(x, true));
	return root;
}

void explain_dump(struct str *out, json_t *root)
{
	char *text =
		root ? json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER) : NULL;

	if (text)
		str_printf(out, "%s\n", text);
	else
		out->failed = true;
	free(text);
	json_decref(root);
}

void explain_json(struct str *out, const struct explanation *x)
{
	explain_dump(out, explain_value(x));
}
