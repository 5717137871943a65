/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain_ebpf.c - eBPF explained: of a filter, beside the classic program, and of files. */
#include <inttypes.h>
#include <string.h>

#include "cli/explain.h"
#include "cli/say.h"
#include "compiler/image.h"

/* One instruction with its words. */
static void put_line(struct str *out, const struct ebpf_notes *n, uint32_t i)
{
	enum { WORDS_COLUMN = 42 };
	size_t start = out->len;

	str_printf(out, "%4" PRIu32 ": ", i);
	image_ebpf_insn(out, &n->program.insns[i], i);
	str_printf(out, "%*s ",
	           out->len - start < WORDS_COLUMN
	                   ? (int)(WORDS_COLUMN - (out->len - start))
	                   : 0,
	           "");
	ebpf_notes_words(out, n, i);
}

/* The row below it, with --encoding. */
static void put_encoding(struct str *out, const struct explanation *x,
                         const struct bpf_insn *in)
{
	if (!x->args->encoding)
		return;
	str_printf(out, "      code 0x%02x = ", (unsigned)in->code);
	ebpf_notes_code(out, in->code);
	str_printf(out, ", dst %u, src %u, off %d, imm 0x%08" PRIx32, (unsigned)in->dst_reg,
	           (unsigned)in->src_reg, (int)in->off, (uint32_t)in->imm);
	if (ebpf_size(in) == 2)
		str_printf(out, ", then imm 0x%08" PRIx32, (uint32_t)in[1].imm);
	str_printf(out, "\n");
}

/* ---- of a filter ---- */

void explain_ebpf_text(struct str *out, const struct explanation *x)
{
	const struct ebpf_program *p = &x->ebpf.program;
	struct pfc_span last = { 0, 0 };

	if (!p->count)
		return;
	str_printf(out, "\nThe same as eBPF: ");
	explain_count(out, p->count);
	str_printf(out, "\n\n");
	for (uint32_t i = 0; i < p->count; i += ebpf_size(&p->insns[i])) {
		struct pfc_span at = pfc_prog_ebpf_span(x->loaded.prog, i);

		/* The piece of the filter stands above what is of it. */
		if (at.len && (at.off != last.off || at.len != last.len))
			str_printf(out, "   of '%.*s':\n", (int)at.len,
			           x->loaded.filter.text + at.off);
		last = at.len ? at : last;
		put_line(out, &x->ebpf, i);
		str_printf(out, "\n");
		put_encoding(out, x, &p->insns[i]);
	}
}

/* An instruction as JSON, without what it comes from. */
static json_t *json_insn(const struct ebpf_notes *n, uint32_t i)
{
	const struct bpf_insn *in = &n->program.insns[i];
	struct str text = { 0 }, words = { 0 }, code = { 0 };
	json_t *insn = NULL;

	image_ebpf_insn(&text, in, i);
	ebpf_notes_words(&words, n, i);
	ebpf_notes_code(&code, in->code);
	if (!text.failed && !words.failed && !code.failed)
		insn = json_pack("{si si si si si si ss ss ss}", "index", (int)i, "code",
		                 (int)in->code, "dst", (int)in->dst_reg, "src",
		                 (int)in->src_reg, "off", (int)in->off, "imm", (int)in->imm,
		                 "text", text.at, "words", words.at, "encoding", code.at);
	if (ebpf_size(in) == 2)
		json_object_set_new(insn, "high", json_integer(in[1].imm));
	str_fini(&text);
	str_fini(&words);
	str_fini(&code);
	return insn;
}

json_t *explain_ebpf_value(const struct explanation *x)
{
	const struct ebpf_program *p = &x->ebpf.program;
	json_t *list = json_array();

	for (uint32_t i = 0; i < p->count; i += ebpf_size(&p->insns[i])) {
		struct pfc_span at = pfc_prog_ebpf_span(x->loaded.prog, i);
		json_t *insn = json_insn(&x->ebpf, i);

		json_object_set_new(insn, "from", json_integer(at.off));
		json_object_set_new(insn, "len", json_integer(at.len));
		json_array_append_new(list, insn);
	}
	return list;
}

/* ---- of a file ---- */

static void note_code(struct explanation *x, const struct ebpf_code *code,
                      struct ebpf_notes *out)
{
	const struct ebpf_program program = {
		.insns = code->insns,
		.count = code->count,
		.target = x->opts.target != PFC_TARGET_CBPF ? x->opts.target : code->target,
	};

	ebpf_notes_make(out, &x->arena, &program, link_by_number(x->opts.linktype));
}

static void put_code(struct str *out, struct explanation *x, const struct ebpf_code *code)
{
	struct ebpf_notes notes;

	note_code(x, code, &notes);
	str_printf(out, "\nProgram%s%s: ", code->name && *code->name ? " " : "",
	           code->name ? code->name : "");
	explain_count(out, code->count);
	if (notes.program.target != PFC_TARGET_CBPF)
		str_printf(out, ", called as for %s\n\n", image_targets[notes.program.target]);
	else
		str_printf(out, "; what it is called with is not known (--target says it)\n\n");
	for (uint32_t i = 0; i < code->count; i += ebpf_size(&code->insns[i])) {
		if (code->lines && code->lines[i])
			str_printf(out, "; %s\n", code->lines[i]);
		put_line(out, &notes, i);
		if (code->notes && code->notes[i])
			str_printf(out, "; %s", code->notes[i]);
		str_printf(out, "\n");
		put_encoding(out, x, &code->insns[i]);
	}
}

static json_t *json_code(struct explanation *x, const struct ebpf_code *code)
{
	struct ebpf_notes notes;
	json_t *list = json_array();

	note_code(x, code, &notes);
	for (uint32_t i = 0; i < code->count; i += ebpf_size(&code->insns[i])) {
		json_t *insn = json_insn(&notes, i);

		if (code->lines && code->lines[i])
			json_object_set_new(insn, "source", json_string(code->lines[i]));
		if (code->notes && code->notes[i])
			json_object_set_new(insn, "note", json_string(code->notes[i]));
		json_array_append_new(list, insn);
	}
	return json_pack("{ss ss* so}", "section", code->name ? code->name : "", "target",
	                 notes.program.target == PFC_TARGET_CBPF
	                         ? NULL
	                         : image_targets[notes.program.target],
	                 "ebpf", list);
}

static void put_json(struct str *out, struct explanation *x)
{
	const struct ebpf_codes *codes = x->loaded.codes;
	json_t *list = json_array();
	json_t *root = json_pack("{ss so}", "link", link_by_number(x->opts.linktype)->name,
	                         "programs", list);

	for (uint32_t i = 0; i < codes->list.count; i++)
		json_array_append_new(list, json_code(x, &codes->list.at[i]));
	explain_dump(out, root);
}

void explain_codes(struct str *out, struct explanation *x)
{
	const struct ebpf_codes *codes = x->loaded.codes;

	if (x->args->json) {
		put_json(out, x);
		return;
	}
	str_printf(out, "The eBPF of %s, on link type %s.\n", x->loaded.path,
	           link_by_number(x->opts.linktype)->name);
	for (uint32_t i = 0; i < codes->list.count; i++)
		put_code(out, x, &codes->list.at[i]);
}
