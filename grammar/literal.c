/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/literal.c - the text of an address becomes an operand without head.
 *
 * Only what the text alone can tell is checked; which ranges a use allows is resolve's.
 */
#include <arpa/inet.h>
#include <string.h>

#include "grammar/build.h"
#include "grammar/parse.h"

static unsigned hex_digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static struct ast *operand(struct parser *p, enum ast_operand_kind kind, struct span at)
{
	struct ast *tree = ast_new(p, AST_PRIM, at);

	tree->bare = true;
	tree->prim.operand.kind = kind;
	tree->prim.operand.at = at;
	return tree;
}

/* Two to four decimal numbers.
 *
 * returns how many; 0: a part is not decimal or does not fit.
 */
static uint32_t read_dotted(struct parser *p, struct span at, uint32_t *part)
{
	const char *s = p->text + at.off;
	uint64_t value = 0;
	uint32_t count = 0;

	for (uint32_t i = 0; i < at.len; i++) {
		if (s[i] == '.') {
			part[count++] = (uint32_t)value;
			value = 0;
		} else if (s[i] < '0' || s[i] > '9') {
			return 0;
		} else {
			value = value * 10 + (uint64_t)(s[i] - '0');
			if (value > UINT32_MAX)
				return 0;
		}
	}
	part[count++] = (uint32_t)value;
	return count;
}

static struct ast *dotted(struct parser *p, struct span at)
{
	struct ast *tree = operand(p, OPD_DOTTED, at);
	struct ast_operand *o = &tree->prim.operand;

	o->nparts = read_dotted(p, at, o->part);
	if (o->nparts)
		return tree;
	diag_error(p->diags, at,
	           "'%s' is not an IPv4 address: its parts are decimal "
	           "numbers from 0 to 255",
	           parser_quote(p, at));
	return NULL;
}

/* Six octets. A group of one digit is an octet; longer groups are pairs of digits. */
static void read_mac(const char *s, uint32_t len, uint8_t *mac)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < len && n < 6; i++) {
		unsigned value;

		if (!is_hex(s[i]))
			continue;
		value = hex_digit(s[i]);
		if (i + 1 < len && is_hex(s[i + 1]))
			value = value << 4 | hex_digit(s[++i]);
		mac[n++] = (uint8_t)value;
	}
}

static struct ast *colons(struct parser *p, struct span at)
{
	struct ast *tree = operand(p, OPD_IP6, at);
	char text[INET6_ADDRSTRLEN];
	struct diag *e;

	if (at.len < sizeof(text)) {
		memcpy(text, p->text + at.off, at.len);
		text[at.len] = '\0';
		if (inet_pton(AF_INET6, text, tree->prim.operand.ip6) == 1)
			return tree;
	}
	e = diag_error(p->diags, at, "'%s' is neither an IPv6 nor an Ethernet address",
	               parser_quote(p, at));
	diag_hint(p->diags, e,
	          "IPv6 has eight groups of up to four hex digits, '::' once for "
	          "zeros; Ethernet has six of one or two");
	return NULL;
}

static struct ast *mac8(struct parser *p, struct span at)
{
	const char *s = p->text + at.off;
	struct ast *tree = operand(p, OPD_MAC8, at);

	if (at.len == 2 && is_hex(s[1])) {
		tree->prim.operand.mac[0] = (uint8_t)hex_digit(s[1]);
		return tree;
	}
	if (at.len == 3 && is_hex(s[1]) && is_hex(s[2])) {
		tree->prim.operand.mac[0] =
			(uint8_t)(hex_digit(s[1]) << 4 | hex_digit(s[2]));
		return tree;
	}
	diag_error(p->diags, at,
	           "'%s' is not a one-byte address: $ and one or two hex "
	           "digits, as in $1f",
	           parser_quote(p, at));
	return NULL;
}

struct ast *ast_literal(struct parser *p, const struct token *t)
{
	struct ast *tree;

	switch (t->kind) {
	case T_DOTTED:
		return dotted(p, t->at);
	case T_IP6:
		return colons(p, t->at);
	case T_MAC8:
		return mac8(p, t->at);
	case T_MAC:
		tree = operand(p, OPD_MAC, t->at);
		read_mac(p->text + t->at.off, t->at.len, tree->prim.operand.mac);
		return tree;
	default:
		tree = operand(p, OPD_NAME, t->at);
		tree->prim.operand.name = t->name;
		tree->prim.operand.escaped = t->num;
		return tree;
	}
}

struct ast *ast_literal_len(struct parser *p, const struct token *t,
                            const struct token *bits)
{
	struct ast *tree = ast_literal(p, t);
	struct ast_operand *o;

	if (!tree)
		return NULL;
	o = &tree->prim.operand;
	o->kind = t->kind == T_IP6 ? OPD_IP6_LEN : OPD_DOTTED_LEN;
	o->bits = bits->num;
	o->at = tree->at = span_join(t->at, bits->at);
	return tree;
}

struct ast *ast_literal_mask(struct parser *p, const struct token *t,
                             const struct token *mask)
{
	struct ast *tree = ast_literal(p, t);
	struct ast *mask_tree = ast_literal(p, mask);
	struct ast_operand *o;

	if (!tree || !mask_tree)
		return NULL;
	o = &tree->prim.operand;
	o->kind = OPD_DOTTED_MASK;
	memcpy(o->mask, mask_tree->prim.operand.part, sizeof(o->mask));
	o->nmask = mask_tree->prim.operand.nparts;
	o->at = tree->at = span_join(t->at, mask->at);
	return tree;
}

struct ast *ast_number(struct parser *p, const struct token *num)
{
	struct ast *tree = operand(p, OPD_NUM, num->at);

	tree->prim.operand.num = num->num;
	tree->prim.operand.name = num->name;
	return tree;
}

struct ast *ast_number_len(struct parser *p, const struct token *num,
                           const struct token *bits)
{
	struct ast *tree = operand(p, OPD_DOTTED_LEN, span_join(num->at, bits->at));
	struct ast_operand *o = &tree->prim.operand;

	o->part[0] = num->num;
	o->nparts = 1;
	o->bits = bits->num;
	return tree;
}
