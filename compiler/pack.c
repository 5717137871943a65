/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/pack.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/program.h"

enum { ALIGN = 16 };

/* Room handed out from the block, or, without a block, counted. */
struct room {
	char *block; /* NULL: how much is it? */
	size_t used;
};

static void *take(struct room *r, size_t size)
{
	size_t at = r->used;

	r->used = (at + size + ALIGN - 1) / ALIGN * ALIGN;
	return r->block ? r->block + at : NULL;
}

static void *put(struct room *r, const void *from, size_t size)
{
	void *to = take(r, size);

	if (to && size)
		memcpy(to, from, size);
	return to;
}

static const char *put_text(struct room *r, const char *text)
{
	return text ? put(r, text, strlen(text) + 1) : NULL;
}

static struct sock_filter *put_code(struct room *r, const struct emitted *code,
                                    uint32_t *count)
{
	*count = code->insns ? code->count : 0;
	return *count ? put(r, code->insns, *count * sizeof(*code->insns)) : NULL;
}

static void put_ebpf(struct room *r, struct pfc_prog *prog, const struct ebpf_emitted *e)
{
	const char *seen = NULL, *last = NULL;

	if (!e->insns)
		return;
	prog->ebpf_count = e->count;
	prog->ebpf = put(r, e->insns, e->count * sizeof(*e->insns));
	prog->data_len = e->data_len;
	prog->data = e->data_len ? put(r, e->data, e->data_len) : NULL;
	prog->ebpf_spans = take(r, e->count * sizeof(*prog->ebpf_spans));
	prog->ebpf_notes = take(r, e->count * sizeof(*prog->ebpf_notes));
	for (uint32_t i = 0; i < e->count; i++) {
		const struct ebpf_note *n = &e->notes[i];

		if (n->text && n->text != seen) {
			seen = n->text;
			last = put_text(r, n->text);
		}
		if (!r->block)
			continue;
		prog->ebpf_spans[i] = (struct pfc_span){ n->at.off, n->at.len };
		prog->ebpf_notes[i] = n->text ? last : NULL;
	}
}

static void put_diags(struct room *r, struct pfc_prog *prog, const struct diags *diags)
{
	static const enum pfc_level levels[] = {
		[DIAG_ERROR] = PFC_ERROR,
		[DIAG_WARNING] = PFC_WARNING,
		[DIAG_NOTE] = PFC_NOTE,
	};

	prog->diag_count = diags->list.count;
	prog->diags = take(r, prog->diag_count * sizeof(*prog->diags));
	for (uint32_t i = 0; i < diags->list.count; i++) {
		const struct diag *d = &diags->list.at[i];
		struct pfc_diag out = {
			.level = levels[d->level],
			.at = { d->at.off, d->at.len },
			.also = { d->also.off, d->also.len },
			.message = put_text(r, d->msg),
			.hint = put_text(r, d->hint),
			.lint = put_text(r, d->lint),
		};

		if (r->block)
			prog->diags[i] = out;
	}
}

static void put_all(struct room *r, struct pfc_prog *prog, const struct pack *p)
{
	char *text;

	take(r, sizeof(*prog));
	prog->linktype = p->linktype;
	prog->flags = p->opts->flags;
	prog->snaplen = p->opts->snaplen;
	prog->target = p->opts->target;
	prog->action = p->opts->action;
	put_diags(r, prog, p->diags);
	prog->insns = put_code(r, &p->code, &prog->insn_count);
	prog->ops = take(r, prog->insn_count * sizeof(*prog->ops));
	if (r->block)
		run_decode(prog->insns, prog->insn_count, prog->ops);
	prog->kernel_insns = put_code(r, &p->kernel_code, &prog->kernel_insn_count);
	put_ebpf(r, prog, &p->ebpf);
	text = take(r, p->text_len + 1);
	if (text)
		memcpy(text, p->text, p->text_len);
	prog->text = text;
}

struct pfc_prog *pack_prog(const struct pack *p)
{
	struct pfc_prog measured = { 0 };
	struct room r = { NULL, 0 };
	struct pfc_prog *prog;

	put_all(&r, &measured, p);
	r.block = calloc(1, r.used);
	prog = (struct pfc_prog *)(void *)r.block;
	if (!prog)
		return NULL;
	r.used = 0;
	put_all(&r, prog, p);
	return prog;
}
