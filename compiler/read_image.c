/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_image.c - a program from its text.
 *
 * The first characters tell the forms apart: "(" a listing, "{" and a string JSON, a count
 * alone in its line decimal, a count and a comma xt_bpf, four digits and more fields hex, an
 * instruction or a label assembler. Else it is source text that has an array somewhere.
 */
#include "compiler/read_image.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/printable.h"
#include "compiler/asm.h"
#include "compiler/opcode.h"
#include "compiler/read_array.h"
#include "compiler/reader.h"

enum { NAME_MAX_LEN = 16 };

/* ---- a listing ---- */

/* What stands behind the name of an instruction. */
struct listed {
	enum operand operand; /* OPERAND_HEX for any number behind "#" */
	uint32_t k;
};

static bool read_metadata(struct reader *r, uint32_t *k)
{
	struct span word = reader_token(r, r->at);

	for (uint32_t kind = 0; kind < SKF_AD_MAX; kind++) {
		const char *name = metadata_names[kind];

		if (name && strlen(name) == word.len &&
		    !memcmp(name, r->text + word.off, word.len)) {
			r->at += word.len;
			*k = (uint32_t)SKF_AD_OFF + kind;
			return true;
		}
	}
	return false;
}

static struct listed read_operand(struct reader *r)
{
	struct listed o = { OPERAND_NONE, 0 };

	reader_skip_blanks(r);
	if (reader_peek(r) == '\n' || r->at == r->len)
		return o;
	if (reader_take(r, "#pktlen")) {
		o.operand = OPERAND_LEN;
	} else if (reader_take(r, "#")) {
		o.operand = OPERAND_HEX;
		o.k = reader_signed(r);
	} else if (reader_take(r, "4*([")) {
		o.operand = OPERAND_MSH;
		o.k = reader_signed(r);
		reader_want(r, "]&0xf)");
	} else if (reader_take(r, "M[")) {
		o.operand = OPERAND_MEM;
		o.k = reader_signed(r);
		reader_want(r, "]");
	} else if (reader_take(r, "[x +")) {
		o.operand = OPERAND_IND;
		o.k = reader_signed(r);
		reader_want(r, "]");
	} else if (reader_take(r, "[")) {
		o.operand = OPERAND_ABS;
		if (!read_metadata(r, &o.k))
			o.k = reader_signed(r);
		reader_want(r, "]");
	} else if (reader_take(r, "x")) {
		o.operand = OPERAND_X;
	} else {
		o.operand = OPERAND_TARGET;
		o.k = reader_signed(r);
	}
	return o;
}

/* The code of a name with such an operand. */
static bool find_code(const char *name, enum operand operand, uint16_t *code)
{
	for (uint16_t i = 0; i < CODES; i++) {
		enum operand is = opcodes[i].operand;

		if (is == OPERAND_SIGNED)
			is = OPERAND_HEX;
		if (opcodes[i].name && is == operand && !strcmp(opcodes[i].name, name)) {
			*code = i;
			return true;
		}
	}
	return false;
}

/* "jt 3 jf 7": indexes, to be made distances. */
static uint8_t read_target(struct reader *r, const char *word)
{
	uint32_t target, here = r->insns.count, at;

	reader_want(r, word);
	reader_skip_blanks(r);
	at = r->at;
	target = reader_number(r, UINT32_MAX);
	if (!r->failed && (target <= here || target - here - 1 > UINT8_MAX))
		reader_fail(r, reader_token(r, at), target <= here ? "a jump goes forward"
		                                        : "a jump reaches 256 ahead");
	return (uint8_t)(target - here - 1);
}

static void read_listed(struct reader *r)
{
	struct sock_filter insn = { 0, 0, 0, 0 };
	char name[NAME_MAX_LEN] = "";
	struct span word;
	struct listed o;
	uint32_t at;

	reader_want(r, "(");
	reader_skip_blanks(r);
	at = r->at;
	if (reader_digits(r, 10, UINT32_MAX) != r->insns.count)
		reader_fail(r, reader_token(r, at), "this is not the next instruction");
	reader_want(r, ")");
	reader_skip_blanks(r);
	word = reader_token(r, r->at);
	if (word.len < sizeof(name))
		memcpy(name, r->text + word.off, word.len);
	r->at += word.len;
	o = read_operand(r);
	if (r->failed)
		return;
	if (!strcmp(name, "unimp") && o.operand == OPERAND_TARGET)
		insn.code = (uint16_t)o.k;
	else if (!find_code(name, o.operand, &insn.code))
		reader_fail(r, word, "there is no such instruction");
	else
		insn.k = o.operand == OPERAND_TARGET ? o.k - r->insns.count - 1 : o.k;
	if (BPF_CLASS(insn.code) == BPF_JMP && BPF_OP(insn.code) != BPF_JA &&
	    !r->failed) {
		insn.jt = read_target(r, "jt");
		insn.jf = read_target(r, "jf");
	}
	reader_add(r, insn);
}

static void end_line(struct reader *r)
{
	reader_skip_blanks(r);
	if (reader_peek(r) != '\n' && r->at < r->len)
		reader_expected(r, "the end of the line");
}

static void read_listing(struct reader *r)
{
	for (reader_skip_space(r); r->at < r->len && !r->failed; reader_skip_space(r)) {
		read_listed(r);
		end_line(r);
	}
}

/* ---- numbers only ---- */

/* code jt jf k */
static void read_numbers(struct reader *r)
{
	struct sock_filter insn;

	insn.code = (uint16_t)reader_number(r, UINT16_MAX);
	insn.jt = (uint8_t)reader_number(r, UINT8_MAX);
	insn.jf = (uint8_t)reader_number(r, UINT8_MAX);
	insn.k = reader_number(r, UINT32_MAX);
	if (!r->failed)
		reader_add(r, insn);
}

static void read_hex(struct reader *r)
{
	for (reader_skip_space(r); r->at < r->len && !r->failed; reader_skip_space(r)) {
		struct sock_filter insn;

		insn.code = (uint16_t)reader_digits(r, 16, UINT16_MAX);
		reader_skip_blanks(r);
		insn.jt = (uint8_t)reader_digits(r, 16, UINT8_MAX);
		reader_skip_blanks(r);
		insn.jf = (uint8_t)reader_digits(r, 16, UINT8_MAX);
		reader_skip_blanks(r);
		insn.k = reader_digits(r, 16, UINT32_MAX);
		if (!r->failed)
			reader_add(r, insn);
		end_line(r);
	}
}

/* A count, then so many instructions, each in its line or behind a comma. */
static void read_counted(struct reader *r, bool commas)
{
	struct span first = reader_token(r, r->at);
	uint32_t count = reader_number(r, READ_INSNS_MAX);

	for (uint32_t i = 0; i < count && !r->failed; i++) {
		if (commas)
			reader_want(r, ",");
		else
			end_line(r);
		reader_skip_space(r);
		if (r->at == r->len && !r->failed) {
			diag_error(r->diags, first,
			           "there are %" PRIu32 " instructions, not as many "
			           "as it says here",
			           r->insns.count);
			r->failed = true;
		}
		read_numbers(r);
	}
	reader_skip_space(r);
	if (r->at < r->len)
		reader_expected(r, "the end");
}

/* ---- JSON ---- */

static bool json_number(const json_t *object, const char *name, uint32_t max,
                        uint32_t *out)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
	    json_integer_value(value) > max)
		return false;
	*out = (uint32_t)json_integer_value(value);
	return true;
}

static bool json_insn(const json_t *object, struct sock_filter *out)
{
	uint32_t code, jt, jf;

	if (!json_number(object, "code", UINT16_MAX, &code) ||
	    !json_number(object, "jt", UINT8_MAX, &jt) ||
	    !json_number(object, "jf", UINT8_MAX, &jf) ||
	    !json_number(object, "k", UINT32_MAX, &out->k))
		return false;
	out->code = (uint16_t)code;
	out->jt = (uint8_t)jt;
	out->jf = (uint8_t)jf;
	return true;
}

/* While the JSON is in memory, nothing may be taken from the arena: that could jump. */
static uint32_t json_insns(const json_t *list, struct sock_filter *out, uint32_t room,
                           char *what, size_t what_size)
{
	uint32_t count = 0;

	if (!json_is_array(list))
		snprintf(what, what_size, "there is no list \"instructions\"");
	while (count < room && count < json_array_size(list)) {
		if (!json_insn(json_array_get(list, count), &out[count])) {
			snprintf(what, what_size,
			         "instruction %" PRIu32 " lacks code, jt, jf or k, or "
			         "one is out of range",
			         count);
			break;
		}
		count++;
	}
	return count;
}

static void read_json(struct reader *r)
{
	struct span at = { r->at, 1 };
	char what[JSON_ERROR_TEXT_LENGTH] = "";
	uint32_t room = 0;
	json_error_t error;
	json_t *root;

	for (uint32_t i = 0; i < r->len; i++)
		room += r->text[i] == '{';
	r->insns.at = arena_alloc(r->arena, room * sizeof(*r->insns.at));
	root = json_loadb(r->text, r->len, 0, &error);
	if (root) {
		r->insns.count = json_insns(json_object_get(root, "instructions"),
		                            r->insns.at, room, what, sizeof(what));
		json_decref(root);
	} else {
		at = (struct span){ (uint32_t)error.position, 0 };
		if (at.off > r->len)
			at.off = r->len;
		snprintf(what, sizeof(what), "JSON: %.*s", (int)sizeof(what) - 8,
		         error.text);
	}
	if (*what)
		reader_fail(r, at, "%s", printable(r->arena, what, strlen(what), 0));
}

/* ---- a graph ---- */

/* Leaves nothing but the listing in the labels of boxes, each line where it was. */
static void read_dot(struct reader *r)
{
	static const char label[] = "label=\"(";
	char *text = arena_strndup(r->arena, r->text, r->len);
	const char *at = r->text + r->at, *end = r->text + r->len;

	memset(text + r->at, ' ', r->len - r->at);
	while ((at = memmem(at, (size_t)(end - at), label, sizeof(label) - 1))) {
		for (at += sizeof(label) - 2; at < end && *at != '"'; at++) {
			bool line_end = *at == '\\' && at + 1 < end && at[1] == 'l';

			text[at - r->text] = line_end ? '\n' : *at;
			at += line_end;
		}
	}
	r->text = text;
	read_listing(r);
}

/* ---- which form it is ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool starts_with(const struct reader *r, const char *word)
{
	size_t len = strlen(word);

	return r->len - r->at >= len && !memcmp(r->text + r->at, word, len);
}

/* The character behind n words and the blanks after them. */
static char behind_words(const struct reader *r, int n)
{
	struct reader look = *r;

	while (n--) {
		reader_skip_blanks(&look);
		while (reader_is_word(reader_peek(&look)))
			look.at++;
	}
	reader_skip_blanks(&look);
	return reader_peek(&look);
}

/* Four digits, and another number behind them. */
static bool is_hex(const struct reader *r)
{
	struct span word = reader_token(r, r->at);

	for (uint32_t i = 0; i < word.len; i++) {
		if (reader_digit(r->text[word.off + i]) == 16)
			return false;
	}
	return word.len == 4 && reader_digit(behind_words(r, 1)) < 16;
}

static bool is_json(const struct reader *r)
{
	struct reader look = *r;

	look.at++;
	reader_skip_space(&look);
	return reader_peek(&look) == '"' || reader_peek(&look) == '}';
}

/* The bytecode may be in the quotes that a shell wants. */
static void unquote(struct reader *r)
{
	char quote = reader_peek(r);
	uint32_t end = r->len;

	while (end > r->at && strchr(" \t\r\n", r->text[end - 1]))
		end--;
	if ((quote == '"' || quote == '\'') && end > r->at + 1 && r->text[end - 1] == quote) {
		r->at++;
		r->len = end - 1;
	}
}

static void read_any(struct reader *r)
{
	char behind;
	bool inside;

	reader_skip_space(r);
	unquote(r);
	behind = behind_words(r, 1);
	if (r->at == r->len)
		reader_fail(r, (struct span){ 0, 0 }, "there is no program");
	else if (reader_peek(r) == '(')
		read_listing(r);
	else if (reader_peek(r) == '{' && is_json(r))
		read_json(r);
	else if (asm_starts(r))
		asm_read(r);
	else if (starts_with(r, "digraph"))
		read_dot(r);
	else if (behind == ',' && is_digit(reader_peek(r)))
		read_counted(r, true);
	else if (behind == '\n' && is_digit(reader_peek(r)))
		read_counted(r, false);
	else if (is_hex(r))
		read_hex(r);
	else if (array_find(r, &inside))
		array_read(r, inside);
	else
		reader_fail(r, reader_token(r, r->at), "this starts no program in a known form");
}

static bool read_by(void (*read)(struct reader *), struct reader *r, size_t len,
                    struct emitted *out)
{
	*out = (struct emitted){ 0 };
	r->len = len > INT32_MAX ? INT32_MAX : (uint32_t)len;
	read(r);
	if (!r->failed && !r->insns.count)
		reader_fail(r, (struct span){ 0, 0 }, "there is no program");
	if (r->failed)
		return false;
	*out = (struct emitted){ .insns = r->insns.at, .count = r->insns.count };
	return true;
}

bool read_image(struct arena *arena, struct diags *diags, const char *text, size_t len,
                struct emitted *out)
{
	struct reader r = { .arena = arena, .diags = diags, .text = text };

	return read_by(read_any, &r, len, out);
}

bool read_asm(struct arena *arena, struct diags *diags, const char *text, size_t len,
              struct emitted *out)
{
	struct reader r = { .arena = arena, .diags = diags, .text = text };

	return read_by(asm_read, &r, len, out);
}
