/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/asm.c - from assembler to a program.
 *
 * Lines are read one by one; where a label is known only later, the jump to it is noted, and
 * asm_labels.c gives it its distance at the end.
 */
#include "compiler/asm.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "compiler/asm_int.h"
#include "compiler/check.h"

enum { WORD_MAX = 16 };

/* An operand as it was read. */
struct operand {
	enum asm_mode mode;
	struct span at;
	uint32_t k;
};

static bool span_is(const struct reader *r, struct span at, const char *word)
{
	return strlen(word) == at.len && !strncasecmp(r->text + at.off, word, at.len);
}

/* What does not even start like assembler may be a program all the same. */
static void hint_forms(struct reader *r, struct diag *d)
{
	if (d && !r->insns.count)
		diag_hint(r->diags, d, "programs in other forms are read by pfc disasm");
}

/* ---- blanks, comments, numbers ---- */

/* Skips what may stand at the end of a line: blanks, and a comment in one of the forms that
 * are in use. false: a comment does not end.
 */
static void skip_comment(struct reader *r)
{
	const char *end;

	reader_skip_blanks(r);
	while (r->len - r->at > 1 && !memcmp(r->text + r->at, "/*", 2)) {
		end = memmem(r->text + r->at + 2, r->len - r->at - 2, "*/", 2);
		if (!end) {
			reader_fail(r, (struct span){ r->at, 2 },
			            "this comment does not end");
			return;
		}
		r->at = (uint32_t)(end - r->text) + 2;
		reader_skip_blanks(r);
	}
	if (reader_peek(r) == ';' ||
	    (r->len - r->at > 1 && !memcmp(r->text + r->at, "//", 2))) {
		while (r->at < r->len && r->text[r->at] != '\n')
			r->at++;
	}
}

/* At the start of a line, '#' starts a comment, too. */
static void skip_lines(struct reader *r)
{
	uint32_t before;

	do {
		before = r->at;
		reader_skip_space(r);
		if (reader_peek(r) == '#') {
			while (r->at < r->len && r->text[r->at] != '\n')
				r->at++;
		}
		skip_comment(r);
	} while (!r->failed && r->at != before);
}

/* Decimal, 0x, 0b, or octal behind a 0; with a sign. */
static uint32_t number(struct reader *r)
{
	bool negative = reader_take(r, "-");
	uint32_t max = negative ? (uint32_t)INT32_MAX + 1 : UINT32_MAX, k;
	char next;

	reader_skip_blanks(r);
	next = r->len - r->at > 1 && r->text[r->at] == '0' ? r->text[r->at + 1] : '\0';
	if ((next | 0x20) == 'b') {
		r->at += 2;
		k = reader_digits(r, 2, max);
	} else if (next >= '0' && next <= '9') {
		k = reader_digits(r, 8, max);
	} else {
		k = reader_number(r, max);
	}
	return negative ? 0 - k : k;
}

/* ---- operands ---- */

/* "x", "%x", "a", "%a" */
static bool take_register(struct reader *r, char name)
{
	uint32_t at = r->at;

	reader_take(r, "%");
	reader_skip_blanks(r);
	if ((reader_peek(r) | 0x20) == name && reader_token(r, r->at).len == 1) {
		r->at++;
		return true;
	}
	r->at = at;
	return false;
}

static void read_bracket(struct reader *r, struct operand *o)
{
	bool minus;

	o->mode = MODE_ABS;
	if (take_register(r, 'x')) {
		o->mode = MODE_IND;
		minus = reader_take(r, "-");
		if (minus || reader_take(r, "+"))
			o->k = number(r);
		if (minus)
			o->k = 0 - o->k;
	} else {
		o->k = number(r);
	}
	reader_want(r, "]");
}

/* "*([k]&0xf)" behind a 4 */
static void read_msh(struct reader *r, struct operand *o)
{
	struct span mask;

	o->mode = MODE_MSH;
	reader_want(r, "*");
	reader_want(r, "(");
	reader_want(r, "[");
	o->k = number(r);
	reader_want(r, "]");
	reader_want(r, "&");
	reader_skip_blanks(r);
	mask = reader_token(r, r->at);
	if (number(r) != 0xf)
		reader_fail(r, mask, "the mask is always 0xf here");
	reader_want(r, ")");
}

static void read_extension(struct reader *r, struct operand *o)
{
	struct span word = reader_token(r, r->at);
	struct closest near = { .word = r->text + word.off, .len = word.len };

	r->at += word.len;
	if (span_is(r, word, "len") || span_is(r, word, "pktlen")) {
		o->mode = MODE_LEN;
		return;
	}
	o->mode = MODE_EXT;
	closest_try(&near, "len");
	for (uint32_t i = 0; i < asm_extension_count; i++) {
		if (span_is(r, word, asm_extensions[i].name)) {
			o->k = (uint32_t)SKF_AD_OFF + asm_extensions[i].kind;
			return;
		}
		closest_try(&near, asm_extensions[i].name);
	}
	asm_hint_closest(
		r, reader_fail(r, word, "there is no extension '%s'", asm_text_of(r, word)),
		&near);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct operand read_operand(struct reader *r)
{
	struct operand o = { .mode = MODE_NONE };
	char next;

	reader_skip_blanks(r);
	o.at.off = r->at;
	next = reader_peek(r);
	if (reader_take(r, "#")) {
		reader_skip_blanks(r);
		next = reader_peek(r);
		o.mode = MODE_IMM;
		if (is_digit(next) || next == '-')
			o.k = number(r);
		else if (reader_is_word(next))
			read_extension(r, &o);
		else
			reader_expected(r, "a number or the name of an extension");
	} else if (reader_take(r, "[")) {
		read_bracket(r, &o);
	} else if ((next | 0x20) == 'm' && reader_token(r, r->at).len == 1) {
		r->at++;
		o.mode = MODE_MEM;
		reader_want(r, "[");
		o.k = number(r);
		reader_want(r, "]");
	} else if (take_register(r, 'x')) {
		o.mode = MODE_X;
	} else if (take_register(r, 'a')) {
		o.mode = MODE_A;
	} else if (is_digit(next) || next == '-') {
		o.mode = MODE_IMM;
		o.k = number(r);
		reader_skip_blanks(r);
		if (o.k == 4 && reader_peek(r) == '*')
			read_msh(r, &o);
	} else if (reader_is_word(next)) {
		read_extension(r, &o);
	}
	o.at.len = r->at - o.at.off;
	return o;
}

/* ---- instructions ---- */

static const char *const mode_forms[] = {
	[MODE_NONE] = "nothing",
	[MODE_X] = "x",
	[MODE_A] = "a",
	[MODE_ABS] = "[k]",
	[MODE_IND] = "[x + k]",
	[MODE_MEM] = "M[k]",
	[MODE_IMM] = "#k",
	[MODE_MSH] = "4*([k]&0xf)",
	[MODE_EXT] = "#extension",
	[MODE_LEN] = "#len",
	[MODE_LABEL] = "a label",
};

/* Says what an instruction takes, since it does not take that. */
static void wrong_operand(struct reader *r, struct span word, const struct operand *o)
{
	struct span at = o->at.len ? o->at : word;
	struct diag *d;
	char forms[128] = "";
	size_t len = 0;

	for (uint32_t i = 0; i < asm_row_count; i++) {
		if (!span_is(r, word, asm_rows[i].name) ||
		    len + WORD_MAX > sizeof(forms))
			continue;
		len += (size_t)snprintf(forms + len, sizeof(forms) - len, "%s%s",
		                        len ? ", " : "", mode_forms[asm_rows[i].mode]);
	}
	if (o->mode == MODE_NONE)
		d = reader_fail(r, at, "'%s' has no operand here", asm_text_of(r, word));
	else
		d = reader_fail(r, at, "'%s' does not take %s", asm_text_of(r, word),
		                mode_forms[o->mode]);
	if (!d)
		return;
	if (o->at.len)
		d->also = word;
	diag_hint(r->diags, d, "it takes %s", forms);
	if (o->mode == MODE_X && span_is(r, word, "ret"))
		diag_hint(r->diags, d,
		          "write 'txa' in front, and 'ret a': no kernel "
		          "returns X");
}

static const struct asm_row *find_row(struct reader *r, struct span word,
                                      const struct operand *o)
{
	struct closest near = { .word = r->text + word.off, .len = word.len };
	bool known = false;
	struct diag *d;

	for (uint32_t i = 0; i < asm_row_count; i++) {
		bool same = span_is(r, word, asm_rows[i].name);

		if (same && asm_rows[i].mode == o->mode)
			return &asm_rows[i];
		known |= same;
		closest_try(&near, asm_rows[i].name);
	}
	if (known) {
		wrong_operand(r, word, o);
		return NULL;
	}
	d = reader_fail(r, word, "there is no instruction '%s'", asm_text_of(r, word));
	if (is_digit(r->text[word.off]))
		hint_forms(r, d);
	else
		asm_hint_closest(r, d, &near);
	return NULL;
}

static struct span read_label(struct reader *r)
{
	struct span word;

	reader_skip_blanks(r);
	word = reader_token(r, r->at);
	if (!reader_is_word(reader_peek(r)) || is_digit(reader_peek(r)))
		reader_expected(r, "a label");
	r->at += word.len;
	return word;
}

/* Is it the name of a jump without condition, or of anything at all? */
static bool is_name(const struct reader *r, struct span word, bool label_only)
{
	for (uint32_t i = 0; i < asm_row_count; i++) {
		if ((!label_only || asm_rows[i].mode == MODE_LABEL) &&
		    span_is(r, word, asm_rows[i].name))
			return true;
	}
	return false;
}

static void read_targets(struct assembler *a, const struct asm_row *row)
{
	struct jump j = { .insn = a->r->insns.count };
	struct span second = { 0, 0 };

	reader_want(a->r, ",");
	j.yes = read_label(a->r);
	if (reader_take(a->r, ","))
		second = read_label(a->r);
	j.no = second;
	if (row->inverted) {
		j.no = j.yes;
		j.yes = second;
	}
	*vec_push(a->r->arena, &a->jumps) = j;
}

static void read_insn(struct assembler *a, struct span word)
{
	struct reader *r = a->r;
	struct operand o = { .mode = MODE_LABEL };
	const struct asm_row *row;
	uint32_t end;

	if (is_name(r, word, true)) {
		struct jump j = { r->insns.count, read_label(r), { 0, 0 } };

		*vec_push(r->arena, &a->jumps) = j;
	} else {
		o = read_operand(r);
	}
	row = r->failed ? NULL : find_row(r, word, &o);
	if (!row)
		return;
	if (asm_is_branch(row->code))
		read_targets(a, row);
	end = r->at;
	skip_comment(r);
	if (!r->failed && r->at < r->len && reader_peek(r) != '\n')
		reader_expected(r, "the end of the line");
	if (r->failed)
		return;
	reader_add(r, (struct sock_filter){ row->code, 0, 0, o.k });
	*vec_push(r->arena, &r->spans) = (struct span){ word.off, end - word.off };
}

/* A label, or an instruction. */
static void read_item(struct assembler *a)
{
	struct reader *r = a->r;
	struct span word = reader_token(r, r->at);

	if (!reader_is_word(reader_peek(r))) {
		hint_forms(r, reader_fail(r, word, "an instruction or a label expected here"));
		return;
	}
	r->at += word.len;
	reader_skip_blanks(r);
	if (reader_peek(r) != ':') {
		read_insn(a, word);
		return;
	}
	r->at++;
	if (is_digit(r->text[word.off]))
		reader_fail(r, word, "a label does not start with a digit");
	*vec_push(r->arena, &a->labels) =
		(struct label){ r->text + word.off, word, r->insns.count };
}

/* The rules of the kernel, of which each has its place in the text. */
static void check(struct reader *r)
{
	struct check_fault fault;
	struct diag *d;

	if (check_cbpf(r->insns.at, r->insns.count, 0, &fault))
		return;
	d = reader_fail(r, r->spans.at[fault.insn], "no kernel takes this: %s",
	                fault.what);
	if (d && fault.insn + 1 == r->insns.count &&
	    BPF_CLASS(r->insns.at[fault.insn].code) != BPF_RET)
		d->hint = "every way through a program ends with a 'ret'";
}

void asm_read(struct reader *r)
{
	struct assembler a = { .r = r };

	for (skip_lines(r); r->at < r->len && !r->failed; skip_lines(r))
		read_item(&a);
	asm_sort_labels(&a);
	if (!r->failed && !r->insns.count)
		reader_fail(r, (struct span){ 0, 0 }, "there is no program");
	asm_resolve_jumps(&a);
	if (!r->failed)
		check(r);
}

bool asm_starts(const struct reader *r)
{
	struct diags none = { .arena = r->arena };
	struct reader look = *r;
	struct span word;

	look.diags = &none;
	skip_lines(&look);
	word = reader_token(&look, look.at);
	if (look.failed || !reader_is_word(reader_peek(&look)))
		return false;
	look.at += word.len;
	reader_skip_blanks(&look);
	return is_name(r, word, false) ||
	       (reader_peek(&look) == ':' && !is_digit(r->text[word.off]));
}
