/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/foreign.c - display filters of Wireshark, and how they are written here.
 *
 * They name fields, "ip.addr == 192.0.2.1". To the scanner a field is a name, and a name
 * is never compared in this language, so nothing valid is touched.
 */
#include <string.h>

#include "grammar/explain.h"
#include "grammar/parse.h"

enum form { FORM_PRIM, FORM_PORT, FORM_VALUE, FORM_FLAG, FORM_ALONE };

struct foreign {
	const char *field;
	enum form form;
	const char *ours;
};

static const struct foreign fields[] = {
#define FOREIGN(field, form, ours) { field, FORM_##form, ours },
#include "grammar/foreign.def"
#undef FOREIGN
};

static const struct foreign *field_by_name(const char *name, uint32_t len)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (strncmp(fields[i].field, name, len) == 0 &&
		    fields[i].field[len] == '\0')
			return &fields[i];
	return NULL;
}

/* "http.request.method": a field of a protocol that some row begins with. */
static bool looks_foreign(const char *name, uint32_t len)
{
	const char *dot = memchr(name, '.', len);
	size_t first = dot ? (size_t)(dot - name) + 1 : 0;

	if (!first || (size_t)(name + len - dot) < 2)
		return false;
	if (first == 6 && memcmp(name, "frame.", first) == 0)
		return true;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		size_t n = strcspn(fields[i].field, ".");

		if (n == first - 1 && memcmp(fields[i].field, name, n) == 0)
			return true;
	}
	return false;
}

static bool is_field(const struct parser *p, struct span name)
{
	return field_by_name(p->text + name.off, name.len) ||
	       looks_foreign(p->text + name.off, name.len);
}

static struct diag *not_ours(struct parser *p, struct span name)
{
	return diag_error(p->diags, name,
	                  "'%s' belongs to display filters, not to capture filters",
	                  parser_quote(p, name));
}

static void hint_general(struct parser *p, struct diag *d)
{
	diag_hint(p->diags, d,
	          "capture filters look at addresses, protocols, ports and "
	          "bytes such as 'tcp[13]'");
}

bool foreign_name(struct parser *p, struct span name)
{
	const struct foreign *f = field_by_name(p->text + name.off, name.len);
	struct diag *d;

	if (!is_field(p, name))
		return false;
	d = not_ours(p, name);
	if (!f)
		hint_general(p, d);
	else if (f->form == FORM_ALONE)
		diag_hint(p->diags, d, "write '%s'", f->ours);
	else if (f->form == FORM_FLAG)
		diag_hint(p->diags, d, "write '%s != 0'", f->ours);
	else
		diag_hint(p->diags, d, "the same is '%s' here", f->ours);
	return true;
}

/* A comparison: field, operator, operand of one or three tokens. */
struct comparison {
	const struct foreign *f;
	const struct token *field;
	enum relop op;
	const struct token *operand;
	struct span rest; /* from the operator to the end */
	uint32_t count;   /* tokens of the whole */
	bool compares;    /* has an operator such as == */
	bool plain;       /* and an operand of the kind above */
};

/* The operator that token t is; words are spelled so in display filters only. */
static bool read_op(const struct parser *p, const struct token *t, enum relop *op)
{
	static const char *const words[] = {
		[REL_EQ] = "eq", [REL_NE] = "ne", [REL_GT] = "gt",
		[REL_GE] = "ge", [REL_LT] = "lt", [REL_LE] = "le",
	};

	if (t->kind == T_RELOP) {
		*op = (enum relop)t->num;
		return true;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (t->kind == T_NAME && t->at.len == 2 &&
		    memcmp(words[i], p->text + t->at.off, 2) == 0) {
			*op = (enum relop)i;
			return true;
		}
	}
	return false;
}

static bool ends_term(const struct token *t)
{
	return t->kind == T_END || t->kind == T_CHAINOP || t->kind == ')';
}

static bool starts_term(const struct token *tokens, uint32_t i)
{
	return i == 0 || tokens[i - 1].kind == T_CHAINOP ||
	       tokens[i - 1].kind == T_NOT || tokens[i - 1].kind == '(';
}

/* The tokens up to the end of the term. */
static uint32_t term_len(const struct token *t)
{
	uint32_t open = 0;
	uint32_t n = 0;

	for (; t[n].kind != T_END; n++) {
		if (t[n].kind == '(')
			open++;
		else if (open && t[n].kind == ')')
			open--;
		else if (!open && ends_term(&t[n]))
			break;
	}
	return n;
}

static bool read_comparison(struct parser *p, uint32_t i, struct comparison *c)
{
	const struct token *t = &p->tokens.at[i];

	if (t->kind != T_NAME || t->num || !starts_term(p->tokens.at, i) ||
	    ends_term(&t[1]))
		return false;
	memset(c, 0, sizeof(*c));
	c->f = field_by_name(p->text + t->at.off, t->at.len);
	if (t[1].kind != T_RELOP &&
	    (c->f ? c->f->form == FORM_ALONE : !is_field(p, t->at)))
		return false;
	c->field = t;
	c->count = term_len(t);
	c->rest = span_join(t[1].at, t[c->count - 1].at);
	for (uint32_t n = 1; n < c->count; n++)
		c->compares |= t[n].kind == T_RELOP;
	if (!read_op(p, &t[1], &c->op) || c->count < 3)
		return true;
	c->operand = &t[2];
	c->plain = (c->count == 3 && token_is_operand(&t[2])) ||
	           (c->count == 5 && t[3].kind == '/' && t[4].kind == T_NUM);
	return true;
}

static void hint_port(struct parser *p, struct diag *d, const struct comparison *c)
{
	uint32_t n = c->operand->num;

	if (c->operand->kind != T_NUM || n > 65535)
		return;
	if (c->op == REL_GT && n < 65535)
		diag_hint(p->diags, d, "write '%srange %u-65535'", c->f->ours, n + 1);
	else if (c->op == REL_GE)
		diag_hint(p->diags, d, "write '%srange %u-65535'", c->f->ours, n);
	else if (c->op == REL_LT && n > 0)
		diag_hint(p->diags, d, "write '%srange 0-%u'", c->f->ours, n - 1);
	else if (c->op == REL_LE)
		diag_hint(p->diags, d, "write '%srange 0-%u'", c->f->ours, n);
}

/* "host 192.0.2.1", and "net" in its place where a prefix length follows. */
static void hint_prim(struct parser *p, struct diag *d, const struct comparison *c)
{
	size_t len = strlen(c->f->ours);
	bool net =
		c->count == 5 && len >= 4 && strcmp(c->f->ours + len - 4, "host") == 0;
	struct span operand = span_join(c->operand->at, c->field[c->count - 1].at);

	if (c->op != REL_EQ && c->op != REL_NE)
		return;
	diag_hint(p->diags, d, "write '%s%.*s%s %s'", c->op == REL_NE ? "not " : "",
	          (int)(net ? len - 4 : len), c->f->ours, net ? "net" : "",
	          parser_text(p, operand));
}

static void hint_flag(struct parser *p, struct diag *d, const struct comparison *c)
{
	bool set = c->operand->kind == T_NUM ? c->operand->num != 0
	                                     : c->operand->at.len == 4; /* true, True */

	if (c->op == REL_EQ || c->op == REL_NE)
		diag_hint(p->diags, d, "write '%s %s 0'", c->f->ours,
		          set == (c->op == REL_EQ) ? "!=" : "=");
}

/* "tcp.port in {80, 443}" */
static bool hint_set(struct parser *p, struct diag *d, const struct comparison *c)
{
	const struct token *set = &c->field[1];

	if (set->kind != T_SET)
		return false;
	if (c->count == 2 && (c->f->form == FORM_PRIM || c->f->form == FORM_PORT))
		diag_hint(p->diags, d, "write '%s %s'", c->f->ours,
		          parser_text(p, set->at));
	else if (c->f->form == FORM_VALUE)
		diag_hint(p->diags, d,
		          "compare '%s' with each of them, and join that with 'or'",
		          c->f->ours);
	return true;
}

static void hint_field(struct parser *p, struct diag *d, const struct comparison *c)
{
	if (hint_set(p, d, c))
		return;
	if (c->f->form == FORM_VALUE && c->rest.len < 64) {
		diag_hint(p->diags, d, "write '%s %s%s'", c->f->ours,
		          parser_text(p, c->rest), c->compares ? "" : " != 0");
		return;
	}
	if (!c->plain)
		return;
	switch (c->f->form) {
	case FORM_PORT:
		if (c->op != REL_EQ && c->op != REL_NE)
			hint_port(p, d, c);
		else
			hint_prim(p, d, c);
		return;
	case FORM_PRIM:
		hint_prim(p, d, c);
		return;
	case FORM_FLAG:
		hint_flag(p, d, c);
		return;
	case FORM_VALUE:
	case FORM_ALONE:
		return;
	}
}

static void report(struct parser *p, const struct comparison *c)
{
	const char *meant = token_meant(p, c->field);
	struct diag *d;

	if (!is_field(p, c->field->at)) {
		d = diag_error(p->diags, c->field->at, "'%s' is not a value to compare",
		               parser_quote(p, c->field->at));
		if (meant)
			diag_hint(p->diags, d, "did you mean '%s'?", meant);
		else
			diag_hint(p->diags, d,
			          "values are numbers, 'len' and bytes such as 'ip[8]'");
		return;
	}
	d = not_ours(p, c->field->at);
	if (c->f)
		hint_field(p, d, c);
	if (!d->hint)
		hint_general(p, d);
}

void tokens_foreign(struct parser *p)
{
	struct token *to = p->tokens.at;
	struct comparison c;
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->tokens.count; i++) {
		if (parser_gave_up(p) || !read_comparison(p, i, &c)) {
			to[n++] = to[i];
			continue;
		}
		report(p, &c);
		to[n++] = (struct token){ .kind = T_BROKEN,
			                  .at = span_join(c.field->at, c.rest) };
		i += c.count - 1;
	}
	p->tokens.count = n;
}
