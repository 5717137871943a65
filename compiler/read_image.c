/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_image.c - a program from its text.
 *
 * The first characters tell the forms apart: "(" a listing, "{" C or JSON, a count alone in
 * its line decimal, a count and a comma xt_bpf, four digits and more fields hex.
 */
#include "compiler/read_image.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "compiler/opcode.h"

enum { INSNS_MAX = 1 << 20, NAME_MAX_LEN = 16 };

struct reader {
	struct arena *arena;
	struct diags *diags;
	const char *text;
	uint32_t at, len;
	bool failed; /* and why is in diags */
	VEC(struct sock_filter) insns;
};

/* ---- characters ---- */

static char peek(const struct reader *r)
{
	return r->at < r->len ? r->text[r->at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blanks(struct reader *r)
{
	while (is_blank(peek(r)))
		r->at++;
}

static void skip_space(struct reader *r)
{
	while (is_blank(peek(r)) || peek(r) == '\n')
		r->at++;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

/* The word or character at a place. */
static struct span token_at(const struct reader *r, uint32_t at)
{
	uint32_t end = at;

	while (end < r->len && is_word(r->text[end]))
		end++;
	if (end == at && end < r->len && r->text[end] != '\n')
		end++;
	return (struct span){ at, end - at };
}

/* The first thing that is wrong. */
static void fail(struct reader *r, struct span at, const char *what)
{
	if (!r->failed)
		diag_error(r->diags, at, "%s", what);
	r->failed = true;
}

static void expected(struct reader *r, const char *what)
{
	if (!r->failed)
		diag_error(r->diags, token_at(r, r->at), "%s expected here", what);
	r->failed = true;
}

/* Takes text if it is next, behind blanks. */
static bool take(struct reader *r, const char *text)
{
	size_t len = strlen(text);

	skip_blanks(r);
	if (r->len - r->at < len || memcmp(r->text + r->at, text, len) != 0)
		return false;
	r->at += (uint32_t)len;
	return true;
}

static void want(struct reader *r, const char *text)
{
	char what[32];

	if (take(r, text))
		return;
	snprintf(what, sizeof(what), "'%s'", text);
	expected(r, what);
}

/* ---- numbers ---- */

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* Digits of a base to the end of the word, at most max. */
static uint32_t digits(struct reader *r, int base, uint32_t max)
{
	struct span word = token_at(r, r->at);
	uint64_t value = 0;

	if (digit_of(peek(r)) >= base) {
		expected(r, "a number");
		return 0;
	}
	for (; is_word(peek(r)); r->at++) {
		int digit = digit_of(peek(r));

		if (digit >= base) {
			fail(r, word, "this is no number");
			return 0;
		}
		value = value * (uint64_t)base + (uint64_t)digit;
		if (value > max) {
			if (!r->failed)
				diag_error(r->diags, word,
				           "the number is too large: at most %" PRIu32
				           " here",
				           max);
			r->failed = true;
			return 0;
		}
	}
	return (uint32_t)value;
}

/* As C writes them: decimal, or hex behind 0x. */
static uint32_t number(struct reader *r, uint32_t max)
{
	skip_blanks(r);
	if (r->len - r->at > 2 && r->text[r->at] == '0' &&
	    (r->text[r->at + 1] | 0x20) == 'x') {
		r->at += 2;
		return digits(r, 16, max);
	}
	return digits(r, 10, max);
}

/* The same with a sign, as 32 bits. */
static uint32_t signed_number(struct reader *r)
{
	if (!take(r, "-"))
		return number(r, UINT32_MAX);
	return 0 - number(r, (uint32_t)INT32_MAX + 1);
}

static void add(struct reader *r, struct sock_filter insn)
{
	if (r->insns.count == INSNS_MAX)
		fail(r, token_at(r, r->at), "the program is too long");
	else
		*vec_push(r->arena, &r->insns) = insn;
}

/* ---- a listing ---- */

/* What stands behind the name of an instruction. */
struct listed {
	enum operand operand; /* OPERAND_HEX for any number behind "#" */
	uint32_t k;
};

static bool read_metadata(struct reader *r, uint32_t *k)
{
	struct span word = token_at(r, r->at);

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

	skip_blanks(r);
	if (peek(r) == '\n' || r->at == r->len)
		return o;
	if (take(r, "#pktlen")) {
		o.operand = OPERAND_LEN;
	} else if (take(r, "#")) {
		o.operand = OPERAND_HEX;
		o.k = signed_number(r);
	} else if (take(r, "4*([")) {
		o.operand = OPERAND_MSH;
		o.k = signed_number(r);
		want(r, "]&0xf)");
	} else if (take(r, "M[")) {
		o.operand = OPERAND_MEM;
		o.k = signed_number(r);
		want(r, "]");
	} else if (take(r, "[x +")) {
		o.operand = OPERAND_IND;
		o.k = signed_number(r);
		want(r, "]");
	} else if (take(r, "[")) {
		o.operand = OPERAND_ABS;
		if (!read_metadata(r, &o.k))
			o.k = signed_number(r);
		want(r, "]");
	} else if (take(r, "x")) {
		o.operand = OPERAND_X;
	} else {
		o.operand = OPERAND_TARGET;
		o.k = signed_number(r);
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

	want(r, word);
	skip_blanks(r);
	at = r->at;
	target = number(r, UINT32_MAX);
	if (!r->failed && (target <= here || target - here - 1 > UINT8_MAX))
		fail(r, token_at(r, at), target <= here ? "a jump goes forward"
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

	want(r, "(");
	skip_blanks(r);
	at = r->at;
	if (digits(r, 10, UINT32_MAX) != r->insns.count)
		fail(r, token_at(r, at), "this is not the next instruction");
	want(r, ")");
	skip_blanks(r);
	word = token_at(r, r->at);
	if (word.len < sizeof(name))
		memcpy(name, r->text + word.off, word.len);
	r->at += word.len;
	o = read_operand(r);
	if (r->failed)
		return;
	if (!strcmp(name, "unimp") && o.operand == OPERAND_TARGET)
		insn.code = (uint16_t)o.k;
	else if (!find_code(name, o.operand, &insn.code))
		fail(r, word, "there is no such instruction");
	else
		insn.k = o.operand == OPERAND_TARGET ? o.k - r->insns.count - 1 : o.k;
	if (BPF_CLASS(insn.code) == BPF_JMP && BPF_OP(insn.code) != BPF_JA &&
	    !r->failed) {
		insn.jt = read_target(r, "jt");
		insn.jf = read_target(r, "jf");
	}
	add(r, insn);
}

static void end_line(struct reader *r)
{
	skip_blanks(r);
	if (peek(r) != '\n' && r->at < r->len)
		expected(r, "the end of the line");
}

static void read_listing(struct reader *r)
{
	for (skip_space(r); r->at < r->len && !r->failed; skip_space(r)) {
		read_listed(r);
		end_line(r);
	}
}

/* ---- numbers only ---- */

/* code jt jf k */
static void read_numbers(struct reader *r, const char *between)
{
	struct sock_filter insn;

	insn.code = (uint16_t)number(r, UINT16_MAX);
	want(r, between);
	insn.jt = (uint8_t)number(r, UINT8_MAX);
	want(r, between);
	insn.jf = (uint8_t)number(r, UINT8_MAX);
	want(r, between);
	insn.k = number(r, UINT32_MAX);
	if (!r->failed)
		add(r, insn);
}

static void read_c(struct reader *r)
{
	for (skip_space(r); r->at < r->len && !r->failed; skip_space(r)) {
		want(r, "{");
		read_numbers(r, ",");
		want(r, "}");
		take(r, ",");
	}
}

static void read_hex(struct reader *r)
{
	for (skip_space(r); r->at < r->len && !r->failed; skip_space(r)) {
		struct sock_filter insn;

		insn.code = (uint16_t)digits(r, 16, UINT16_MAX);
		skip_blanks(r);
		insn.jt = (uint8_t)digits(r, 16, UINT8_MAX);
		skip_blanks(r);
		insn.jf = (uint8_t)digits(r, 16, UINT8_MAX);
		skip_blanks(r);
		insn.k = digits(r, 16, UINT32_MAX);
		if (!r->failed)
			add(r, insn);
		end_line(r);
	}
}

/* A count, then so many instructions, each in its line or behind a comma. */
static void read_counted(struct reader *r, bool commas)
{
	struct span first = token_at(r, r->at);
	uint32_t count = number(r, INSNS_MAX);

	for (uint32_t i = 0; i < count && !r->failed; i++) {
		if (commas)
			want(r, ",");
		else
			end_line(r);
		skip_space(r);
		if (r->at == r->len && !r->failed) {
			diag_error(r->diags, first,
			           "there are %" PRIu32 " instructions, not as many "
			           "as it says here",
			           r->insns.count);
			r->failed = true;
		}
		read_numbers(r, "");
	}
	skip_space(r);
	if (r->at < r->len)
		expected(r, "the end");
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
		fail(r, at, what);
}

/* ---- which form it is ---- */

/* The character behind n words and the blanks after them. */
static char behind_words(const struct reader *r, int n)
{
	struct reader look = *r;

	while (n--) {
		skip_blanks(&look);
		while (is_word(peek(&look)))
			look.at++;
	}
	skip_blanks(&look);
	return peek(&look);
}

static bool is_json(const struct reader *r)
{
	struct reader look = *r;

	look.at++;
	skip_space(&look);
	return peek(&look) == '"' || peek(&look) == '}';
}

static void read_any(struct reader *r)
{
	char behind;

	skip_space(r);
	behind = behind_words(r, 1);
	if (r->at == r->len)
		fail(r, (struct span){ 0, 0 }, "there is no program");
	else if (peek(r) == '(')
		read_listing(r);
	else if (peek(r) == '{' && is_json(r))
		read_json(r);
	else if (peek(r) == '{')
		read_c(r);
	else if (!is_word(peek(r)))
		fail(r, token_at(r, r->at), "this starts no program in a known form");
	else if (behind == ',')
		read_counted(r, true);
	else if (behind == '\n')
		read_counted(r, false);
	else if (is_word(behind))
		read_hex(r);
	else
		fail(r, token_at(r, r->at), "this starts no program in a known form");
}

bool read_image(struct arena *arena, struct diags *diags, const char *text, size_t len,
                struct emitted *out)
{
	struct reader r = { .arena = arena, .diags = diags, .text = text };

	*out = (struct emitted){ 0 };
	r.len = len > INT32_MAX ? INT32_MAX : (uint32_t)len;
	read_any(&r);
	if (!r.failed && !r.insns.count)
		fail(&r, (struct span){ 0, 0 }, "there is no program");
	if (r.failed)
		return false;
	*out = (struct emitted){ .insns = r.insns.at, .count = r.insns.count };
	return true;
}
