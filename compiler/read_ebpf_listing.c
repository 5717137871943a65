/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_ebpf_listing.c - listings of eBPF: those of image_ebpf.c and of bpftool.
 *
 * A line is "7: words", "7: (18) words" with the code, a comment behind ";", or the heading of
 * a section or function. Numbers that start again are another program.
 */
#include <inttypes.h>

#include "base/printable.h"
#include "compiler/read_ebpf_int.h"

static void skip_line(struct reader *r)
{
	while (r->at < r->len && reader_peek(r) != '\n')
		r->at++;
}

static bool at_number(const struct reader *r)
{
	struct reader look = *r;

	reader_skip_space(&look);
	if (reader_digit(reader_peek(&look)) >= 10)
		return false;
	while (reader_digit(reader_peek(&look)) < 10)
		look.at++;
	return reader_peek(&look) == ':';
}

/* The bytes of an instruction, which bpftool lists behind it: "b7 00 ...". */
static bool is_bytes(const struct reader *r)
{
	uint32_t at = r->at;

	while (at + 1 < r->len && reader_digit(r->text[at]) < 16 &&
	       reader_digit(r->text[at + 1]) < 16) {
		at += 2;
		while (at < r->len && (r->text[at] == ' ' || r->text[at] == '\r'))
			at++;
	}
	return at > r->at && (at == r->len || r->text[at] == '\n');
}

/* Comments, and headings: a line that ends with a colon. Gives the last heading. */
static struct span skip_headings(struct reader *r)
{
	struct span heading = { 0, 0 };

	for (reader_skip_space(r); r->at < r->len && !at_number(r); reader_skip_space(r)) {
		uint32_t start = r->at;
		bool comment = reader_peek(r) == ';' || is_bytes(r);

		skip_line(r);
		while (r->at > start && r->text[r->at - 1] == '\r')
			r->at--;
		if (comment)
			continue;
		if (r->text[r->at - 1] != ':') {
			r->at = start;
			return heading;
		}
		heading = (struct span){ start, r->at - 1 - start };
	}
	return heading;
}

bool ebpf_is_listing(const struct reader *r)
{
	struct reader look = *r;

	skip_headings(&look);
	return at_number(&look);
}

/* "(18) ": the code; -1: it is not said. */
static int read_code(struct reader *r)
{
	int code;

	if (!reader_take(r, "("))
		return -1;
	code = (int)reader_digits(r, 16, UINT8_MAX);
	reader_want(r, ")");
	return code;
}

/* What stands behind ";", or NULL; the line must end there. */
static const char *read_note(struct reader *r)
{
	uint32_t start;

	if (!reader_take(r, ";")) {
		reader_skip_blanks(r);
		if (r->at < r->len && reader_peek(r) != '\n')
			reader_expected(r, "the end of the line");
		return NULL;
	}
	reader_skip_blanks(r);
	start = r->at;
	skip_line(r);
	return r->at > start ? printable(r->arena, r->text + start, r->at - start, 0) : NULL;
}

static void read_line(struct reader *r, struct ebpf_code *code)
{
	struct span at;
	struct bpf_insn *in;
	uint32_t number, i = code->count;
	int said;

	reader_skip_space(r);
	at = reader_token(r, r->at);
	number = reader_digits(r, 10, READ_INSNS_MAX);
	reader_want(r, ":");
	if (number != i)
		reader_fail(r, at, "instruction %" PRIu32 " should stand here", i);
	said = read_code(r);
	in = &code->insns[i];
	ebpf_read_words(r, in, i, said);
	if (!r->failed && said >= 0 && in->code != said)
		reader_fail(r, at, "the words are those of code 0x%02x", (unsigned)in->code);
	code->notes[i] = read_note(r);
	code->count += in->code == (BPF_LD | BPF_DW | BPF_IMM) ? 2 : 1;
}

static bool at_start(const struct reader *r)
{
	struct reader look = *r;

	return reader_take(&look, "0:");
}

/* How many lines there are to the start of the next program, or to the end. */
static uint32_t lines_ahead(const struct reader *r)
{
	struct reader look = *r;
	uint32_t lines = 0;

	do {
		skip_line(&look);
		look.at += look.at < look.len;
		lines++;
	} while (look.at < look.len && !at_start(&look));
	return lines;
}

static struct ebpf_code *add_program(struct reader *r, struct ebpf_codes *out,
                                     struct span heading)
{
	uint32_t room = 2 * lines_ahead(r);
	struct ebpf_code *code = ebpf_add_code(r->arena, out, room);

	code->count = 0;
	code->notes = arena_alloc(r->arena, room * sizeof(*code->notes));
	code->name = heading.len ? printable(r->arena, r->text + heading.off, heading.len, 0) : "";
	code->target = ebpf_target_of(code->name);
	return code;
}

void ebpf_read_listing(struct reader *r, struct ebpf_codes *out)
{
	struct ebpf_code *code = NULL;

	while (!r->failed) {
		struct span heading = skip_headings(r);

		if (r->at >= r->len)
			return;
		if (!at_number(r)) {
			reader_expected(r, "the number of an instruction");
			return;
		}
		if (!code || (at_start(r) && code->count))
			code = add_program(r, out, heading);
		read_line(r, code);
		code->insns[code->count] = (struct bpf_insn){ 0 };
	}
}
