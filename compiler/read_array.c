/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/read_array.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"

enum field { FIELD_CODE, FIELD_JT, FIELD_JF, FIELD_K, FIELDS };

static const uint32_t field_max[FIELDS] = { UINT16_MAX, UINT8_MAX, UINT8_MAX,
	                                    UINT32_MAX };

/* Names of <linux/filter.h> that values are written with. */
#define NAME(name)                                                                     \
	{                                                                              \
#		name, (uint32_t)(name)                                                \
	}
static const struct {
	const char *name;
	uint32_t value;
} names[] = {
	NAME(BPF_LD),
	NAME(BPF_LDX),
	NAME(BPF_ST),
	NAME(BPF_STX),
	NAME(BPF_ALU),
	NAME(BPF_JMP),
	NAME(BPF_RET),
	NAME(BPF_MISC),
	NAME(BPF_W),
	NAME(BPF_H),
	NAME(BPF_B),
	NAME(BPF_IMM),
	NAME(BPF_ABS),
	NAME(BPF_IND),
	NAME(BPF_MEM),
	NAME(BPF_LEN),
	NAME(BPF_MSH),
	NAME(BPF_ADD),
	NAME(BPF_SUB),
	NAME(BPF_MUL),
	NAME(BPF_DIV),
	NAME(BPF_MOD),
	NAME(BPF_OR),
	NAME(BPF_AND),
	NAME(BPF_XOR),
	NAME(BPF_LSH),
	NAME(BPF_RSH),
	NAME(BPF_NEG),
	NAME(BPF_JA),
	NAME(BPF_JEQ),
	NAME(BPF_JGT),
	NAME(BPF_JGE),
	NAME(BPF_JSET),
	NAME(BPF_K),
	NAME(BPF_X),
	NAME(BPF_A),
	NAME(BPF_TAX),
	NAME(BPF_TXA),
	NAME(SKF_AD_OFF),
	NAME(SKF_NET_OFF),
	NAME(SKF_LL_OFF),
	NAME(SKF_AD_PROTOCOL),
	NAME(SKF_AD_PKTTYPE),
	NAME(SKF_AD_IFINDEX),
	NAME(SKF_AD_NLATTR),
	NAME(SKF_AD_NLATTR_NEST),
	NAME(SKF_AD_MARK),
	NAME(SKF_AD_QUEUE),
	NAME(SKF_AD_HATYPE),
	NAME(SKF_AD_RXHASH),
	NAME(SKF_AD_CPU),
	NAME(SKF_AD_ALU_XOR_X),
	NAME(SKF_AD_VLAN_TAG),
	NAME(SKF_AD_VLAN_TAG_PRESENT),
	NAME(SKF_AD_PAY_OFFSET),
	NAME(SKF_AD_RANDOM),
	NAME(SKF_AD_VLAN_TPID),
	{ "ETH_P_IP", 0x0800 },
	{ "ETH_P_IPV6", 0x86dd },
	{ "ETH_P_ARP", 0x0806 },
	{ "ETH_P_8021Q", 0x8100 },
	{ "IPPROTO_TCP", 6 },
	{ "IPPROTO_UDP", 17 },
	{ "IPPROTO_ICMP", 1 },
};
#undef NAME

/* Goes to a text; to the end when it is not there. */
static void skip_to(struct reader *r, const char *text, size_t len)
{
	const char *at = memmem(r->text + r->at, r->len - r->at, text, len);

	r->at = at ? (uint32_t)(at - r->text) + (uint32_t)len : r->len;
}

/* Line ends and the comments of C do not count anywhere. */
static void skip(struct reader *r)
{
	for (;;) {
		reader_skip_space(r);
		if (r->len - r->at < 2)
			return;
		if (!memcmp(r->text + r->at, "//", 2))
			skip_to(r, "\n", 1);
		else if (!memcmp(r->text + r->at, "/*", 2))
			skip_to(r, "*/", 2);
		else
			return;
	}
}

static bool take(struct reader *r, const char *text)
{
	skip(r);
	return reader_take(r, text);
}

static void want(struct reader *r, const char *text)
{
	skip(r);
	reader_want(r, text);
}

static bool word_is(const struct reader *r, struct span at, const char *word)
{
	return strlen(word) == at.len && !memcmp(r->text + at.off, word, at.len);
}

/* ---- values ---- */

static uint32_t read_sum(struct reader *r, unsigned depth);

static uint32_t read_name(struct reader *r)
{
	struct span word = reader_token(r, r->at);
	struct closest near = { .word = r->text + word.off, .len = word.len };
	struct diag *d;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (word_is(r, word, names[i].name)) {
			r->at += word.len;
			return names[i].value;
		}
		closest_try(&near, names[i].name);
	}
	d = reader_fail(r, word, "this name is not known here");
	if (d && near.best)
		diag_hint(r->diags, d, "did you mean '%s'?", near.best);
	else if (d)
		d->hint = "write its number";
	return 0;
}

static uint32_t read_term(struct reader *r, unsigned depth)
{
	enum { DEPTH_MAX = 50 };
	uint32_t value;
	char next;

	skip(r);
	next = reader_peek(r);
	if (depth > DEPTH_MAX) {
		reader_fail(r, reader_token(r, r->at), "parentheses are too deep here");
		return 0;
	}
	if (reader_take(r, "(")) {
		value = read_sum(r, depth + 1);
		want(r, ")");
		return value;
	}
	if (next == '-' || (next >= '0' && next <= '9'))
		return reader_signed(r);
	if (reader_is_word(next))
		return read_name(r);
	reader_expected(r, "a number");
	return 0;
}

/* Terms that are joined by '|' and '+', from the left. */
static uint32_t read_sum(struct reader *r, unsigned depth)
{
	uint32_t value = read_term(r, depth);

	while (!r->failed) {
		if (take(r, "|"))
			value |= read_term(r, depth);
		else if (take(r, "+"))
			value += read_term(r, depth);
		else
			break;
	}
	return value;
}

static uint32_t read_value(struct reader *r, uint32_t max)
{
	uint32_t value, from;

	skip(r);
	from = r->at;
	value = read_sum(r, 0);
	if (value > max)
		reader_fail(r, (struct span){ from, r->at - from },
		            "the number is too large: at most %u here", max);
	return value;
}

/* ---- one instruction ---- */

/* The name in front of a value: ".code =", "Op:"; FIELDS: there is none. */
static enum field take_field(struct reader *r)
{
	static const char *const words[] = { "code", "jt", "jf", "k", "op" };
	struct reader look = *r;
	struct span word;

	skip(&look);
	reader_take(&look, ".");
	word = reader_token(&look, look.at);
	look.at += word.len;
	skip(&look);
	if (reader_peek(&look) != ':' && reader_peek(&look) != '=')
		return FIELDS;
	look.at++;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) == word.len &&
		    !strncasecmp(words[i], r->text + word.off, word.len)) {
			r->at = look.at;
			return i == FIELDS ? FIELD_CODE : (enum field)i;
		}
	}
	return FIELDS;
}

/* Values in braces, in order or by name. */
static void read_braces(struct reader *r)
{
	uint32_t value[FIELDS] = { 0 };
	unsigned next = 0;
	bool named = false;

	want(r, "{");
	while (!r->failed && !take(r, "}")) {
		enum field field = take_field(r);

		named |= field != FIELDS;
		if (field == FIELDS)
			field = (enum field)next;
		if (field == FIELDS) {
			reader_expected(r, "'}'");
			return;
		}
		value[field] = read_value(r, field_max[field]);
		next = (unsigned)field + 1;
		if (!take(r, ",") && !r->failed) {
			want(r, "}");
			break;
		}
	}
	if (!named && next < FIELDS)
		reader_expected(r, "four numbers: code, jt, jf and k");
	if (!r->failed)
		reader_add(r, (struct sock_filter){ (uint16_t)value[FIELD_CODE],
		                                    (uint8_t)value[FIELD_JT],
		                                    (uint8_t)value[FIELD_JF],
		                                    value[FIELD_K] });
}

/* BPF_STMT(code, k), BPF_JUMP(code, k, jt, jf) */
static void read_macro(struct reader *r, bool jump)
{
	struct sock_filter insn = { 0, 0, 0, 0 };

	want(r, "(");
	insn.code = (uint16_t)read_value(r, UINT16_MAX);
	want(r, ",");
	insn.k = read_value(r, UINT32_MAX);
	if (jump) {
		want(r, ",");
		insn.jt = (uint8_t)read_value(r, UINT8_MAX);
		want(r, ",");
		insn.jf = (uint8_t)read_value(r, UINT8_MAX);
	}
	want(r, ")");
	if (!r->failed)
		reader_add(r, insn);
}

enum start { START_NONE, START_BRACES, START_STMT, START_JUMP };

/* Does an instruction start here? Goes to its brace, or behind the name of its macro. */
static enum start take_start(struct reader *r)
{
	struct reader look = *r;
	enum start start = START_NONE;
	struct span word;
	char next;

	skip(&look);
	word = reader_token(&look, look.at);
	if (word_is(r, word, "BPF_STMT"))
		start = START_STMT;
	else if (word_is(r, word, "BPF_JUMP"))
		start = START_JUMP;
	if (start != START_NONE) {
		look.at += word.len;
		skip(&look);
		if (reader_peek(&look) != '(')
			return START_NONE;
		r->at = look.at;
		return start;
	}
	/* The name of a type: sock_filter, libc::sock_filter. */
	while (reader_is_word(reader_peek(&look)) || reader_peek(&look) == ':')
		look.at++;
	skip(&look);
	if (reader_peek(&look) != '{')
		return START_NONE;
	r->at = look.at++;
	skip(&look);
	next = reader_peek(&look);
	if ((next >= '0' && next <= '9') || take_field(&look) != FIELDS)
		return START_BRACES;
	word = reader_token(&look, look.at);
	return word.len > 4 && !memcmp(r->text + word.off, "BPF_", 4) &&
	                       !word_is(r, word, "BPF_STMT") &&
	                       !word_is(r, word, "BPF_JUMP")
	               ? START_BRACES
	               : START_NONE;
}

/* ---- all of them ---- */

bool array_find(struct reader *r, bool *inside)
{
	*inside = false;
	for (skip(r); r->at < r->len; skip(r)) {
		struct reader look = *r;
		char next = reader_peek(r);

		if (take_start(&look) != START_NONE)
			return true;
		*inside |= next == '{' || next == '[';
		if (next == ']' || next == '}' || next == ';')
			*inside = false;
		r->at += reader_is_word(next) ? reader_token(r, r->at).len : 1;
	}
	return false;
}

void array_read(struct reader *r, bool inside)
{
	while (!r->failed) {
		enum start start;

		skip(r);
		if (r->at == r->len)
			return;
		if (inside && (reader_peek(r) == '}' || reader_peek(r) == ']'))
			return;
		start = take_start(r);
		if (start == START_NONE)
			reader_expected(r, "an instruction");
		else if (start == START_BRACES)
			read_braces(r);
		else
			read_macro(r, start == START_JUMP);
		take(r, ",");
	}
}
