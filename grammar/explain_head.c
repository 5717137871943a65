/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/explain.h"

#include "grammar/build.h"
#include "grammar/parse.h"
#include "proto/proto.h"

const char *operand_type_word(enum ast_operand_kind kind)
{
	switch (kind) {
	case OPD_NUM:
		return "port";
	case OPD_NAME:
	case OPD_DOTTED:
	case OPD_IP6:
		return "host";
	case OPD_DOTTED_LEN:
	case OPD_DOTTED_MASK:
	case OPD_IP6_LEN:
		return "net";
	case OPD_MAC:
		return "ether host";
	case OPD_MAC8:
		return "link host";
	case OPD_FILE:
		return "host";
	}
	return "host";
}

const char *token_type_word(const struct token *t)
{
	return t->kind == T_NUM    ? "port"
	       : t->kind == T_MAC  ? "ether host"
	       : t->kind == T_MAC8 ? "link host"
	                           : "host";
}

/* The text of the qualifiers that end with the token in front of the stop. */
static const char *head_text(const struct stop *s)
{
	int by = -1;

	if (s->prev->kind == T_TYPE && token_is_head(s->prev2))
		by--;
	if (stop_token(s, by - 1)->kind == T_CHAINOP &&
	    token_is_head(stop_token(s, by - 2)))
		by -= 2;
	if (stop_token(s, by - 1)->kind == T_PROTO)
		by--;
	return parser_text(s->p, span_join(stop_token(s, by)->at, s->prev->at));
}

/* "tcp port >= 1024": the qualifiers in front of "port", and the range. */
static void hint_range(const struct stop *s, struct diag *d)
{
	const char *head = head_text(s);
	uint32_t n = s->next->num;
	uint32_t lo = 0;
	uint32_t hi = 65535;

	if (s->next->kind != T_NUM || n > 65535)
		return;
	switch ((enum relop)s->t->num) {
	case REL_EQ:
	case REL_NE:
		return;
	case REL_GT:
		lo = n + 1;
		break;
	case REL_GE:
		lo = n;
		break;
	case REL_LT:
		hi = n - 1;
		break;
	case REL_LE:
		hi = n;
		break;
	}
	if (lo > 65535 || hi > 65535)
		return;
	diag_hint(s->p->diags, d, "write '%srange %u-%u'", head, lo, hi);
}

/* "port = 80", "vlan == 5", "ip = 192.0.2.1": words are followed by their operand. */
bool explain_compared_word(const struct stop *s)
{
	enum relop op = (enum relop)s->t->num;
	bool port = s->prev->kind == T_TYPE && s->prev->num == TYPE_PORT;
	bool proto = s->prev->kind == T_PROTO;
	const char *negation = op == REL_NE ? "not " : "";
	struct diag *d;

	if (s->t->kind != T_RELOP ||
	    !(token_is_head(s->prev) || proto || s->prev->kind == T_OPTNUM ||
	      s->prev->kind == T_NUMWORD || s->prev->kind == T_RNR ||
	      s->prev->kind == T_NAMEWORD || s->prev->kind == T_WTYPE ||
	      s->prev->kind == T_WSUBTYPE || s->prev->kind == T_WDIR))
		return false;
	d = diag_error(s->p->diags, s->t->at,
	               "'%s' is not a value that '%s' could compare",
	               stop_quote(s, s->prev), stop_quote(s, s->t));
	d->also = s->prev->at;
	if (port && op != REL_EQ && op != REL_NE)
		hint_range(s, d);
	else if ((op != REL_EQ && op != REL_NE) || !token_is_operand(s->next))
		return true;
	else if (proto)
		diag_hint(s->p->diags, d, "write '%s%s %s %s'", negation,
		          stop_text(s, s->prev), token_type_word(s->next),
		          stop_text(s, s->next));
	else
		diag_hint(s->p->diags, d, "write '%s%s %s'", negation, head_text(s),
		          stop_text(s, s->next));
	return true;
}

/* "src or host 192.0.2.1": the joint was taken for that of "src or dst". */
bool explain_half_direction(const struct stop *s)
{
	if (s->prev->kind != T_CHAINOP ||
	    (s->prev2->kind != T_SRC && s->prev2->kind != T_DST))
		return false;
	diag_error(s->p->diags, s->prev2->at,
	           "an address or a qualifier is missing after '%s'",
	           stop_quote(s, s->prev2));
	return true;
}

/* Qualifiers twice or in another order than protocol, direction, type; or one of them,
 * or any other word, as an operand.
 */
bool explain_head_order(const struct stop *s)
{
	const struct token *word = s->prev;
	bool head = token_is_head(word);
	struct diag *d;

	if (!token_is_word(s->p, s->t) ||
	    !(head || word->kind == T_NAMEWORD || word->kind == T_WTYPE ||
	      word->kind == T_WSUBTYPE || word->kind == T_WDIR))
		return false;
	if (head && token_is_head(s->t) &&
	    (word->kind == T_TYPE) == (s->t->kind == T_TYPE)) {
		d = diag_error(s->p->diags, s->t->at,
		               "'%s' and '%s' cannot both be meant",
		               stop_quote(s, word), stop_quote(s, s->t));
		if (word->kind != T_TYPE)
			diag_hint(s->p->diags, d, "write '%s or %s', or '%s and %s'",
			          stop_text(s, word), stop_text(s, s->t),
			          stop_text(s, word), stop_text(s, s->t));
	} else if (head && (token_is_head(s->t) ||
	                    (s->t->kind == T_PROTO &&
	                     (token_is_operand(s->next) || token_is_head(s->next))))) {
		d = diag_error(s->p->diags, s->t->at, "'%s' goes in front of '%s'",
		               stop_quote(s, s->t), stop_quote(s, word));
		diag_hint(s->p->diags, d, "write '%s %s'", stop_text(s, s->t),
		          stop_text(s, word));
	} else {
		d = diag_error(s->p->diags, s->t->at,
		               "'%s' is a word of the language, not a name",
		               stop_quote(s, s->t));
		diag_hint(s->p->diags, d, "write '%s \\%s' for the name",
		          stop_text(s, word), stop_text(s, s->t));
	}
	d->also = word->at;
	return true;
}

/* The type that a protocol word most likely lacks in front of an operand. */
static const char *type_for(const struct proto *proto, const struct token *t, bool len)
{
	if (len && (proto->heads & H_NET))
		return "net";
	if (t->kind == T_MAC && (proto->heads & H_HOST))
		return "host";
	if (t->kind == T_NUM && (proto->heads & H_PROTO))
		return "proto";
	if (proto->heads & H_PORT)
		return "port";
	return proto->heads & H_HOST ? "host" : NULL;
}

/* "ip 192.0.2.1", "tcp 80" */
bool explain_no_type(const struct stop *s)
{
	bool len = s->next->kind == '/' || s->next->kind == T_MASK;
	struct span operand = s->t->at;
	const struct proto *proto;
	const char *type, *text;
	struct diag *d;

	if (s->prev->kind != T_PROTO || !token_is_operand(s->t))
		return false;
	if (len)
		operand = span_join(operand, stop_token(s, 2)->at);
	text = parser_text(s->p, operand);
	proto = proto_at((enum proto_id)s->prev->num);
	type = type_for(proto, s->t, len);
	if (s->t->kind != T_NUM && s->t->kind != T_NAME && type && type[0] == 'p')
		type = NULL;
	d = diag_error(s->p->diags, s->t->at, "nothing says what '%s' is to '%s'",
	               stop_quote(s, s->t), stop_quote(s, s->prev));
	d->also = s->prev->at;
	if (type)
		diag_hint(s->p->diags, d, "write '%s %s %s'", stop_text(s, s->prev),
		          type, text);
	else
		diag_hint(s->p->diags, d, "write '%s and %s %s'", stop_text(s, s->prev),
		          len ? "net" : token_type_word(s->t), text);
	return true;
}

/* "ip in {192.0.2.1}", "in {80, 443}", "less in {5}", "host @FILE" */
bool explain_set(const struct stop *s)
{
	const struct ast *set, *first;
	struct diag *d;

	if (s->t->kind == T_JUNK && s->p->text[s->t->at.off] == '@' &&
	    (token_is_head(s->prev) || s->prev->kind == T_OPTNUM)) {
		d = diag_error(s->p->diags, s->t->at,
		               "a file of entries stands behind 'in'");
		diag_hint(s->p->diags, d, "write '%s in @FILE'", stop_text(s, s->prev));
		return true;
	}
	if (s->t->kind != T_SET)
		return false;
	set = s->p->sets.at[s->t->num];
	if (!set)
		return true; /* its own error is enough */
	first = set->kind == AST_CHAIN ? set->chain.kid[0] : set;
	if (s->prev->kind == T_PROTO || s->prev->kind == T_END ||
	    s->prev->kind == T_CHAINOP || s->prev->kind == T_NOT || s->prev->kind == '(') {
		bool proto = s->prev->kind == T_PROTO;

		d = diag_error(s->p->diags, s->t->at,
		               "nothing says what the items of this set are");
		diag_hint(s->p->diags, d, "write '%s%s%s %s'",
		          proto ? stop_text(s, s->prev) : "", proto ? " " : "",
		          operand_type_word(first->prim.operand.kind),
		          stop_text(s, s->t));
		return true;
	}
	d = diag_error(s->p->diags, s->t->at, "no set can stand behind '%s'",
	               stop_quote(s, s->prev));
	d->also = s->prev->at;
	if (s->prev->kind == T_FIELD)
		diag_hint(s->p->diags, d, "write a list of numbers, as in '%s (1 or 2)'",
		          stop_text(s, s->prev));
	else
		d->hint = "a set goes with a qualifier such as 'host' or 'port', or with "
			  "'vlan' and the like";
	return true;
}

/* "portrange 10 - 20", "port 80:90" */
bool explain_range(const struct stop *s)
{
	const struct token *type = s->prev2;
	struct diag *d;

	if (s->prev->kind == T_DOTTED && s->t->kind == '-') {
		d = diag_error(s->p->diags, s->t->at,
		               "there are no ranges of addresses");
		diag_hint(s->p->diags, d, "write networks, as in 'net 192.0.2.0/24'");
		return true;
	}
	if (type->kind != T_TYPE || (s->t->kind != '-' && s->t->kind != ':') ||
	    (type->num != TYPE_PORT && type->num != TYPE_PORTRANGE))
		return false;
	d = diag_error(s->p->diags, s->t->at,
	               "a range of ports is one word, LOW-HIGH without blanks");
	d->also = type->at;
	if (token_is_operand(s->next))
		diag_hint(s->p->diags, d, "write 'portrange %s-%s'",
		          stop_text(s, s->prev), stop_text(s, s->next));
	return true;
}

/* What follows a network: "/24" or "mask 255.255.255.0". */
bool explain_prefix(const struct stop *s)
{
	struct diag *d;

	if (s->prev->kind == T_MASK) {
		d = diag_error(s->p->diags, s->t->at,
		               "a mask is written like an address, not as '%s'",
		               stop_quote(s, s->t));
		d->also = s->prev->at;
		if (s->t->kind == T_NUM && s->t->num <= 32)
			diag_hint(s->p->diags, d, "write '%s/%u'",
			          stop_text(s, s->prev2), s->t->num);
		return true;
	}
	if (s->t->kind == T_MASK) {
		d = diag_error(s->p->diags, s->t->at,
		               "'mask' goes behind an IPv4 network such as 192.0.2.0");
		if (s->prev->kind == T_NUM && s->next->kind == T_DOTTED)
			diag_hint(s->p->diags, d, "write '%s.0 mask %s'",
			          stop_text(s, s->prev), stop_text(s, s->next));
		return true;
	}
	if (s->prev->kind == '/' && (s->t->kind == T_DOTTED || s->t->kind == T_NAME) &&
	    (s->prev2->kind == T_DOTTED || s->prev2->kind == T_IP6)) {
		d = diag_error(s->p->diags, s->t->at,
		               "the length behind '/' is a number of bits, not '%s'",
		               stop_quote(s, s->t));
		if (s->t->kind == T_DOTTED && s->prev2->kind == T_DOTTED)
			diag_hint(s->p->diags, d, "write '%s mask %s'",
			          stop_text(s, s->prev2), stop_text(s, s->t));
		return true;
	}
	if (s->t->kind != '/' || !token_is_operand(s->prev) || s->prev2->kind == '/')
		return false;
	diag_error(s->p->diags, s->t->at,
	           "'%s' is not a network that '/' could shorten",
	           stop_quote(s, s->prev))
		->also = s->prev->at;
	return true;
}

/* Addresses as they are written elsewhere. */
bool explain_address(const struct stop *s)
{
	struct diag *d;

	if (s->t->kind == '[' && s->next->kind == T_IP6) {
		d = diag_error(s->p->diags, s->t->at,
		               "an address is written without brackets");
		diag_hint(s->p->diags, d, "write '%s'", stop_text(s, s->next));
		return true;
	}
	if (s->t->kind == '%' && s->prev->kind == T_IP6) {
		diag_error(s->p->diags, s->t->at,
		           "an address is written without '%%' and an interface");
		return true;
	}
	if (s->t->kind == ':' && s->next->kind == T_NUM &&
	    (s->prev->kind == T_DOTTED ||
	     (s->prev->kind == T_NAME && s->prev2->num != TYPE_PORT))) {
		d = diag_error(
			s->p->diags, s->t->at,
			"an address and a port are two terms, not joined by ':'");
		diag_hint(s->p->diags, d, "write 'host %s and port %s'",
		          stop_text(s, s->prev), stop_text(s, s->next));
		return true;
	}
	return false;
}

/* What the operand has to have in front, by the term that passes nothing on to it. */
static void hint_word(struct parser *p, struct diag *d, const struct ast *operand,
                      const struct ast_word *w)
{
	const char *text = parser_text(p, operand->at);
	const char *word = parser_text(p, w->word_at);

	if (w->word == WORD_ATM_FIELD || w->word == WORD_SS7_FIELD)
		diag_hint(p->diags, d, "write '%s (%u or %s)'", word, w->num2, text);
	else if (w->word == WORD_BYTE)
		diag_hint(p->diags, d, "write the whole comparison again");
	else if (w->set)
		diag_hint(p->diags, d,
		          "put %s into the list behind '%s'; '%s %s' would look further "
		          "in, behind the first one",
		          text, word, word, text);
	else if (w->word == WORD_VLAN || w->word == WORD_MPLS ||
	         w->word == WORD_PPPOES || w->word == WORD_GENEVE ||
	         w->word == WORD_VXLAN)
		diag_hint(p->diags, d,
		          "write '%s (%u or %s)'; '%s %s' would look further in, behind "
		          "the first one",
		          word, w->num, text, word, text);
	else
		diag_hint(p->diags, d, "write '%s %s'", word, text);
}

/* An operand that cannot be meant for a word such as "vlan" is an address or a port. */
static bool fits_word(const struct ast *operand, const struct ast_word *w)
{
	return (w->has_num || w->has_num2)
	               ? operand->prim.operand.kind == OPD_NUM
	               : w->name && operand->prim.operand.kind == OPD_NAME;
}

/* A name alone that is no operand at all, but a word gone wrong. */
static bool explain_lone_name(struct parser *p, const struct ast_operand *o)
{
	struct token t = { .kind = T_NAME, .at = o->at, .num = o->escaped };
	const char *meant;
	struct diag *d;

	if (o->kind != OPD_NAME)
		return false;
	if (!o->escaped && foreign_name(p, o->at))
		return true;
	meant = token_meant(p, &t);
	if (!meant)
		return false;
	d = diag_error(p->diags, o->at, "'%s' is not a word of the language",
	               parser_quote(p, o->at));
	diag_hint(p->diags, d, "did you mean '%s'?", meant);
	return true;
}

/* Could the operand be meant for that head? */
static bool fits_head(const struct ast_operand *o, const struct ast_head *head)
{
	bool number = o->kind == OPD_NUM || o->kind == OPD_NAME;

	return head->type >= TYPE_PORT ? number : o->kind != OPD_NUM;
}

void explain_no_head(struct parser *p, const struct ast *list,
                     const struct ast *operand, const struct ast *cleared_by,
                     const struct ast_head *lost)
{
	const struct ast_operand *o = &operand->prim.operand;
	const char *text = parser_quote(p, o->at);
	const char *type = operand_type_word(o->kind);
	struct diag *d;

	if (explain_lone_name(p, o))
		return;
	if (lost && fits_head(o, lost))
		type = parser_text(p, ast_head_span(lost));
	if (!cleared_by)
		d = diag_error(p->diags, o->at, "nothing says what '%s' is", text);
	else if (lost)
		d = diag_error(p->diags, o->at,
		               "nothing says what '%s' is: '%s' ends the reach of '%s'",
		               text, parser_quote(p, cleared_by->at),
		               parser_quote(p, ast_head_span(lost)));
	else
		d = diag_error(p->diags, o->at,
		               "nothing says what '%s' is: '%s' passes no qualifier on",
		               text, parser_quote(p, cleared_by->at));
	if (cleared_by)
		d->also = cleared_by->at;
	if (cleared_by && cleared_by->kind == AST_WORD &&
	    fits_word(operand, &cleared_by->word))
		hint_word(p, d, operand, &cleared_by->word);
	else
		diag_hint(p->diags, d, "write '%s %s'", type,
		          list->at.len < 64 ? parser_text(p, list->at)
		                            : parser_text(p, o->at));
}
