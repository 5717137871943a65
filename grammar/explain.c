/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/explain.h"

#include <ctype.h>
#include <string.h>

#include "grammar/parse.h"
#include "grammar/words.h"

const struct token *stop_token(const struct stop *s, int by)
{
	static const struct token none = { .kind = T_END };

	if ((by < 0 && (uint32_t)-by > s->i) ||
	    (by > 0 && (uint32_t)by >= s->p->tokens.count - s->i))
		return &none;
	return &s->p->tokens.at[s->i + (uint32_t)by];
}

const char *stop_quote(const struct stop *s, const struct token *t)
{
	return parser_quote(s->p, t->at);
}

const char *stop_text(const struct stop *s, const struct token *t)
{
	return parser_text(s->p, t->at);
}

bool token_is_head(const struct token *t)
{
	return t->kind == T_TYPE || t->kind == T_SRC || t->kind == T_DST ||
	       t->kind == T_ADDR;
}

bool token_is_operand(const struct token *t)
{
	return t->kind == T_NUM || t->kind == T_NAME || t->kind == T_DOTTED ||
	       t->kind == T_IP6 || t->kind == T_MAC || t->kind == T_MAC8;
}

bool token_is_word(const struct parser *p, const struct token *t)
{
	return t->kind != T_NAME && word_by_text(p->text + t->at.off, t->at.len);
}

const char *token_meant(const struct parser *p, const struct token *t)
{
	const char *text = p->text + t->at.off;
	const struct word_row *row;
	char lower[16];

	if (t->kind != T_NAME || t->num || t->at.len == 0)
		return NULL;
	if (t->at.len < sizeof(lower)) {
		for (uint32_t i = 0; i < t->at.len; i++)
			lower[i] = (char)tolower((unsigned char)text[i]);
		row = word_by_text(lower, t->at.len);
		if (row)
			return row->word;
	}
	return word_closest(text, t->at.len);
}

static bool is_operator(const struct token *t)
{
	return t->kind == T_RELOP || t->kind == T_SHIFT ||
	       (t->kind > 0 && t->kind < 128 && strchr("+-*/%&|^", t->kind));
}

/* Characters that are no part of the language, and what people mean by them. */
static const struct {
	const char *start;
	const char *why;
	const char *hint;
} junk[] = {
	{ "\"", "quotes are not part of the language", "write names as they are" },
	{ "'", "quotes are not part of the language", "write names as they are" },
	{ "\xe2\x80\x98", "quotes are not part of the language",
	  "write names as they are" },
	{ "\xe2\x80\x99", "quotes are not part of the language",
	  "write names as they are" },
	{ "\xe2\x80\x9c", "quotes are not part of the language",
	  "write names as they are" },
	{ "\xe2\x80\x9d", "quotes are not part of the language",
	  "write names as they are" },
	{ "\xe2\x80\x93", "this is a dash, not a '-'", "write '-'" },
	{ "\xe2\x80\x94", "this is a dash, not a '-'", "write '-'" },
	{ "\xe2\x88\x92", "this is a minus sign, not a '-'", "write '-'" },
	{ "\xc2\xa0", "this is a no-break space", "write a plain space" },
	{ "\xe2\x89\xa0", "this is not an operator", "write '!='" },
	{ "\xe2\x89\xa4", "this is not an operator", "write '<='" },
	{ "\xe2\x89\xa5", "this is not an operator", "write '>='" },
	{ ",", "',' joins nothing",
	  "write a set, as in 'port in {80, 443}'" },
	{ ";", "';' joins nothing", "join terms with 'and' or 'or'" },
	{ "{", "a set stands behind 'in'",
	  "write 'in' in front of it, as in 'port in {80, 443}'" },
	{ "}", "'}' closes nothing", "write a set as in 'port in {80, 443}'" },
	{ "~", "'~' is not an operator", "all bits are inverted by '^ 0xffffffff'" },
	{ "\\", "a backslash stands in front of a name",
	  "write '\\tcp' for the name tcp" },
	{ "_", "a name cannot begin with '_'", "write a backslash in front of it" },
};

static bool explain_junk(const struct stop *s)
{
	const char *text = s->p->text + s->t->at.off;
	struct diag *d;

	if (s->t->kind != T_JUNK)
		return false;
	for (size_t i = 0; i < sizeof(junk) / sizeof(*junk); i++) {
		if (strncmp(text, junk[i].start, strlen(junk[i].start)) != 0)
			continue;
		d = diag_error(s->p->diags, s->t->at, "%s", junk[i].why);
		diag_hint(s->p->diags, d, "%s", junk[i].hint);
		return true;
	}
	diag_error(s->p->diags, s->t->at, "'%s' is not part of the language",
	           stop_quote(s, s->t));
	return true;
}

/* clang-format off */
/* Operators of other languages; those of symbols are two tokens here. */
static const struct {
	const char *theirs;
	const char *ours;
} operators[] = {
	{ "<>", "!=" }, { "=>", ">=" }, { "=<", "<=" }, { "===", "=" }, { "!==", "!=" },
	{ "=!", "!=" }, { "eq", "=" }, { "ne", "!=" }, { "gt", ">" }, { "ge", ">=" },
	{ "lt", "<" }, { "le", "<=" }, { "mod", "%" }, { "xor", "^" }, { "bitand", "&" },
	{ "contains", "tcp[20:4] = 0x47455420" }, { "matches", "tcp[20:4] = 0x47455420" },
};
/* clang-format on */

static bool explain_operator(const struct stop *s)
{
	struct span at = s->t->at;
	struct diag *d;

	if (is_operator(s->prev) && s->prev->at.off + s->prev->at.len == at.off)
		at = span_join(s->prev->at, at);
	else if (s->t->kind != T_NAME ||
	         !((s->expects & EXPECT_RELOP) || s->prev->kind == T_PROTO))
		return false;
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		if (strlen(operators[i].theirs) != at.len ||
		    memcmp(operators[i].theirs, s->p->text + at.off, at.len) != 0)
			continue;
		d = diag_error(s->p->diags, at, "'%s' is not an operator",
		               parser_quote(s->p, at));
		diag_hint(s->p->diags, d, "write '%s'", operators[i].ours);
		return true;
	}
	return false;
}

/* A name before this place that was taken for an operand and is meant otherwise. */
static bool explain_name_before(const struct stop *s)
{
	bool bare = !token_is_head(s->prev2) && !token_is_operand(s->prev2) &&
	            s->prev2->kind != T_NAMEWORD && s->prev2->kind != T_LLC;
	const char *meant;
	struct diag *d;

	if (s->prev->kind != T_NAME || s->prev->num)
		return false;
	if (bare && foreign_name(s->p, s->prev->at))
		return true;
	/* "src hots 192.0.2.1": a name may follow "src", but nothing behind that. */
	meant = token_meant(s->p, s->prev);
	if (!meant || !(bare || (s->prev2->kind != T_TYPE && token_is_operand(s->t))))
		return false;
	d = diag_error(s->p->diags, s->prev->at, "'%s' is not a word of the language",
	               stop_quote(s, s->prev));
	diag_hint(s->p->diags, d, "did you mean '%s'?", meant);
	return true;
}

static bool explain_name(const struct stop *s)
{
	const char *meant = token_meant(s->p, s->t);
	struct diag *d;

	if (!meant)
		return false;
	d = diag_error(s->p->diags, s->t->at, "'%s' is not a word of the language",
	               stop_quote(s, s->t));
	diag_hint(s->p->diags, d, "did you mean '%s'?", meant);
	return true;
}

/* The innermost parenthesis or bracket open in front of token i; NULL: none. */
static const struct token *innermost_open(const struct stop *s)
{
	uint32_t closed = 0;

	for (uint32_t i = s->i; i-- > 0;) {
		const struct token *t = &s->p->tokens.at[i];

		if (t->kind == ')' || t->kind == ']')
			closed++;
		else if ((t->kind == '(' || t->kind == '[') && closed-- == 0)
			return t;
	}
	return NULL;
}

static bool explain_close(const struct stop *s)
{
	const struct token *open;

	if (s->t->kind != ')' && s->t->kind != ']')
		return false;
	open = innermost_open(s);
	if (!open) {
		diag_error(s->p->diags, s->t->at, "'%c' closes nothing", s->t->kind);
		return true;
	}
	if (open == s->prev) {
		diag_error(s->p->diags, span_join(open->at, s->t->at),
		           "there is nothing between '%c' and '%c'", open->kind,
		           s->t->kind);
		return true;
	}
	if ((open->kind == '(') == (s->t->kind == ')'))
		return false;
	diag_error(s->p->diags, s->t->at, "'%c' does not close '%c'", s->t->kind,
	           open->kind)
		->also = open->at;
	return true;
}

/* What is needed behind the last token. */
static const char *needed_after(const struct stop *s)
{
	static const char *const after_type[] = {
		[TYPE_NONE] = "",
		[TYPE_HOST] = "an address or name",
		[TYPE_NET] = "a network",
		[TYPE_PORT] = "a port number or name",
		[TYPE_PORTRANGE] = "a range such as 6000-6063",
		[TYPE_PROTO] = "a protocol number or name",
		[TYPE_PROTOCHAIN] = "a protocol number or name",
		[TYPE_GATEWAY] = "the name of a gateway",
	};

	switch (s->prev->kind) {
	case T_CHAINOP:
	case T_NOT:
	case '(':
		return s->expects & EXPECT_TERM ? "a term" : "an operand";
	case T_TYPE:
		return after_type[s->prev->num];
	case T_SRC:
	case T_DST:
	case T_ADDR:
		return "an address or a qualifier";
	case T_NUMWORD:
	case T_RNR:
	case T_FIELD:
	case T_BYTE:
		return "a number";
	case T_NAMEWORD:
	case T_WTYPE:
	case T_WSUBTYPE:
	case T_WDIR:
		return "a name";
	case T_MASK:
		return "a mask such as 255.255.255.0";
	case '[':
		return "an offset";
	case ':':
		return "a size of 1, 2 or 4";
	case '/':
		return s->expects & EXPECT_VALUE ? "a value" : "a prefix length";
	default:
		if ((s->expects & EXPECT_RELOP) && !(s->expects & EXPECT_CHAIN))
			return "a comparison such as '= 5'";
		return is_operator(s->prev) ? "a value" : NULL;
	}
}

/* The text ends, or what stands between two parts comes, before the second one. */
static bool explain_missing(const struct stop *s)
{
	const char *what = needed_after(s);

	if (s->t->kind != T_END && s->t->kind != T_CHAINOP && s->t->kind != ')' &&
	    s->t->kind != ']' && s->t->kind != ':' &&
	    !(is_operator(s->t) && s->prev->kind != ':'))
		return false;
	if (is_operator(s->t) && (s->expects & EXPECT_RELOP))
		return false;
	if (s->t->kind == T_CHAINOP &&
	    (s->prev->kind == T_END || s->prev->kind == '(')) {
		diag_error(s->p->diags, s->t->at, "a term is missing before '%s'",
		           stop_quote(s, s->t));
		return true;
	}
	if (!what)
		return false;
	diag_error(s->p->diags, s->prev->at, "%s is missing after '%s'", what,
	           stop_quote(s, s->prev));
	return true;
}

static bool explain_unclosed(const struct stop *s)
{
	const struct token *open = innermost_open(s);

	if (!open ||
	    (s->t->kind != T_END && !(s->t->kind == T_RELOP && open->kind == '[')))
		return false;
	diag_error(s->p->diags, open->at, "'%c' is never closed", open->kind);
	return true;
}

/* Words with a plain number behind them. */
static bool explain_number(const struct stop *s)
{
	unsigned char first = (unsigned char)s->p->text[s->t->at.off];
	const struct token *word = s->prev;
	struct diag *d;

	if ((word->kind == T_PLAIN || word->kind == T_CAST) && token_is_operand(s->t)) {
		diag_error(s->p->diags, s->t->at, "'%s' takes no operand such as '%s'",
		           stop_quote(s, word), stop_quote(s, s->t))
			->also = word->at;
		return true;
	}
	if (!(s->expects & EXPECT_NUM) ||
	    (s->expects & (EXPECT_VALUE | EXPECT_OPERAND | EXPECT_NAME)) ||
	    (word->kind == T_OPTNUM && !token_is_operand(s->t)))
		return false;
	if (word->kind == ':') {
		diag_error(s->p->diags, s->t->at,
		           "the size behind ':' is 1, 2 or 4, not '%s'",
		           stop_quote(s, s->t));
		return true;
	}
	d = diag_error(s->p->diags, s->t->at, "'%s' needs a plain number, not '%s'",
	               stop_quote(s, word), stop_quote(s, s->t));
	d->also = word->at;
	if (word->kind == T_OPTNUM && s->t->kind == T_NAME && isdigit(first))
		diag_hint(s->p->diags, d, "write '%s in {%s}' for a range",
		          stop_text(s, word), stop_text(s, s->t));
	if (s->t->kind == '(' && s->next->kind == T_NUM)
		diag_hint(s->p->diags, d, "write '%s %s'", stop_text(s, word),
		          stop_text(s, s->next));
	return true;
}

/* Something that is no number, where one is calculated or compared. */
static bool explain_value(const struct stop *s)
{
	bool proto = s->prev->kind == T_PROTO &&
	             (is_operator(s->prev2) || s->prev2->kind == '[');
	const struct token *t = proto ? s->prev : s->t;
	struct diag *d;

	if (!proto && (!(s->expects & EXPECT_VALUE) || (s->expects & EXPECT_TERM)))
		return false;
	d = diag_error(s->p->diags, t->at, "'%s' is not a value", stop_quote(s, t));
	if (proto)
		diag_hint(s->p->diags, d, "its bytes are, as in '%s[0]'",
		          stop_text(s, t));
	else
		diag_hint(s->p->diags, d,
		          "values are numbers, 'len' and bytes such as 'ip[8]'");
	return true;
}

static bool explain_index(const struct stop *s)
{
	struct diag *d;

	if (s->t->kind != '[')
		return false;
	d = diag_error(s->p->diags, s->t->at, "'%s' has no bytes to look at",
	               s->prev->kind == T_END ? "nothing" : stop_quote(s, s->prev));
	diag_hint(s->p->diags, d, "write 'link[0]', 'ip[0]', 'tcp[0]', ...");
	return true;
}

static bool explain_second_comparison(const struct stop *s)
{
	struct diag *d;

	if (s->t->kind != T_RELOP || !(s->expects & EXPECT_CHAIN))
		return false;
	if (token_is_operand(s->prev) && s->prev->kind != T_NUM) {
		d = diag_error(s->p->diags, s->t->at,
		               "'%s' is not a value, so '%s' cannot compare it",
		               stop_quote(s, s->prev), stop_quote(s, s->t));
		d->also = s->prev->at;
		if (!token_is_head(s->prev2))
			diag_hint(s->p->diags, d, "write '%s %s'",
			          token_type_word(s->prev), stop_text(s, s->prev));
		return true;
	}
	d = diag_error(s->p->diags, s->t->at, "nothing is left for '%s' to compare",
	               stop_quote(s, s->t));
	if (is_operator(s->prev2))
		diag_hint(s->p->diags, d, "join two comparisons with 'and'");
	return true;
}

/* Two terms with nothing between them. */
static bool explain_joint(const struct stop *s)
{
	struct diag *d;

	if (!(s->expects & EXPECT_CHAIN) || is_operator(s->t) || s->t->kind == T_END)
		return false;
	d = diag_error(s->p->diags, s->t->at, "'and' or 'or' is missing before '%s'",
	               stop_quote(s, s->t));
	if (s->t->kind != '(')
		diag_hint(s->p->diags, d, "write 'and %s' or 'or %s'",
		          stop_text(s, s->t), stop_text(s, s->t));
	return true;
}

static bool explain_other(const struct stop *s)
{
	struct diag *d =
		s->t->kind == T_END
			? diag_error(s->p->diags, s->t->at, "the filter ends too soon")
			: diag_error(s->p->diags, s->t->at, "'%s' cannot stand here",
	                             stop_quote(s, s->t));

	if (s->expects & EXPECT_TERM)
		diag_hint(s->p->diags, d,
		          "a term such as 'tcp' or 'host 192.0.2.1' can");
	else if (s->expects & EXPECT_OPERAND)
		diag_hint(s->p->diags, d, "an address, a name or a number can");
	else if (s->expects & EXPECT_NAME)
		diag_hint(s->p->diags, d, "a name can");
	else if (s->expects & EXPECT_NUM)
		diag_hint(s->p->diags, d, "a number can");
	else if (s->expects & EXPECT_RELOP)
		diag_hint(s->p->diags, d, "a comparison such as '= 0' can");
	return true;
}

/* The last one knows every mistake. */
static stop_rule *const rules[] = {
	explain_set,
	explain_junk,
	explain_operator,
	explain_close,
	explain_compared_word,
	explain_address,
	explain_half_direction,
	explain_missing,
	explain_unclosed,
	explain_head_order,
	explain_prefix,
	explain_range,
	explain_name_before,
	explain_name,
	explain_no_type,
	explain_number,
	explain_index,
	explain_second_comparison,
	explain_value,
	explain_joint,
	explain_other,
};

/* Leaves out the rest of the term: the parser goes on at the next "and" or "or", or at
 * the end of the parentheses.
 */
static void skip_term(struct parser *p, uint32_t i)
{
	uint32_t open = 0;

	for (; p->tokens.at[i].kind != T_END; i++) {
		const struct token *t = &p->tokens.at[i];
		char c = p->text[t->at.off];

		if (t->kind == '(' || t->kind == '[' || (t->kind == T_JUNK && c == '{'))
			open++;
		else if (open && (t->kind == ')' || t->kind == ']' ||
		                  (t->kind == T_JUNK && c == '}')))
			open--;
		else if (!open && (t->kind == ')' || t->kind == T_CHAINOP))
			break;
	}
	p->skip_to = i;
}

void explain_syntax(struct parser *p, uint32_t expects)
{
	uint32_t i = p->last;
	struct stop s = { .p = p, .i = i, .t = &p->tokens.at[i], .expects = expects };

	s.prev = stop_token(&s, -1);
	s.prev2 = stop_token(&s, -2);
	s.next = stop_token(&s, 1);
	/* What follows a token that was complained about fails for the same reason. */
	for (size_t r = 0; !p->told || i != p->told; r++)
		if (rules[r](&s))
			break;
	p->told = i + 1;
	skip_term(p, i);
}
