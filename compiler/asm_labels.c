/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm_labels.c - where jumps of the assembler go. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/printable.h"
#include "compiler/asm_int.h"

enum { QUOTE_MAX = 40, JUMP_MAX = UINT8_MAX };

const char *asm_text_of(const struct reader *r, struct span at)
{
	return printable(r->arena, r->text + at.off, at.len, QUOTE_MAX);
}

void asm_hint_closest(struct reader *r, struct diag *d, const struct closest *near)
{
	if (d && near->best)
		diag_hint(r->diags, d, "did you mean '%s'?", near->best);
}

static int by_name(const void *x, const void *y)
{
	const struct label *a = x, *b = y;
	uint32_t len = a->at.len < b->at.len ? a->at.len : b->at.len;
	int order = memcmp(a->name, b->name, len);

	if (order)
		return order;
	return a->at.len < b->at.len ? -1 : a->at.len > b->at.len;
}

static int by_name_and_place(const void *x, const void *y)
{
	const struct label *a = x, *b = y;
	int order = by_name(x, y);

	return order ? order : a->at.off < b->at.off ? -1 : a->at.off > b->at.off;
}

void asm_sort_labels(struct assembler *a)
{
	struct diag *d;

	if (a->labels.count)
		qsort(a->labels.at, a->labels.count, sizeof(*a->labels.at),
		      by_name_and_place);
	for (uint32_t i = 1; i < a->labels.count; i++) {
		if (by_name(&a->labels.at[i - 1], &a->labels.at[i]) != 0)
			continue;
		d = reader_fail(a->r, a->labels.at[i].at, "there are two labels '%s'",
		                asm_text_of(a->r, a->labels.at[i].at));
		if (d)
			d->also = a->labels.at[i - 1].at;
	}
}

static const struct label *find_label(struct assembler *a, struct span at)
{
	struct label key = { a->r->text + at.off, at, 0 };
	struct closest near = { .word = key.name, .len = at.len };
	const struct label *found = NULL;
	struct diag *d;

	if (a->labels.count)
		found = bsearch(&key, a->labels.at, a->labels.count, sizeof(key),
		                by_name);
	if (found)
		return found;
	d = reader_fail(a->r, at, "there is no label '%s'", asm_text_of(a->r, at));
	for (uint32_t i = 0; d && i < a->labels.count; i++) {
		const struct label *l = &a->labels.at[i];

		closest_try(&near, arena_strndup(a->r->arena, l->name, l->at.len));
	}
	asm_hint_closest(a->r, d, &near);
	return NULL;
}

/* How far a jump goes; reach: how far it may. */
static uint32_t distance(struct assembler *a, uint32_t insn, struct span at,
                         uint32_t reach)
{
	const struct label *label;
	struct diag *d = NULL;
	uint32_t by;

	if (!at.len)
		return 0;
	label = find_label(a, at);
	if (!label)
		return 0;
	by = label->insn - insn - 1;
	if (label->insn <= insn)
		d = reader_fail(a->r, at, "'%s' is not ahead: jumps only go forward",
		                asm_text_of(a->r, at));
	else if (label->insn == a->r->insns.count)
		d = reader_fail(a->r, label->at, "no instruction follows this label");
	else if (by > reach)
		d = reader_fail(a->r, at,
		                "'%s' is %" PRIu32
		                " instructions further, and a jump with "
		                "a condition skips %" PRIu32 " at most",
		                asm_text_of(a->r, at), by, reach);
	if (!d)
		return by;
	if (label->insn == a->r->insns.count)
		return by;
	d->also = label->at;
	if (label->insn > insn)
		diag_hint(a->r->diags, d, "put 'ja %s' nearer, and jump there",
		          asm_text_of(a->r, at));
	return by;
}

void asm_resolve_jumps(struct assembler *a)
{
	for (uint32_t i = 0; i < a->jumps.count && !a->r->failed; i++) {
		const struct jump *j = &a->jumps.at[i];
		struct sock_filter *insn = &a->r->insns.at[j->insn];

		if (asm_is_branch(insn->code)) {
			insn->jt = (uint8_t)distance(a, j->insn, j->yes, JUMP_MAX);
			insn->jf = (uint8_t)distance(a, j->insn, j->no, JUMP_MAX);
		} else {
			insn->k = distance(a, j->insn, j->yes, UINT32_MAX);
		}
	}
}
