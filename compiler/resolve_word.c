/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/resolve_word.c - words with a syntax of their own, arithmetic, lone protocols.
 *
 * Only what holds for every link type is checked here.
 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "compiler/resolve_int.h"

enum {
	BYTE_VALUE_MAX = 255,
	PF_NAME_MAX = 15, /* bytes, a NUL follows in the header */
	PF_REASON_MAX = 255,
	WLAN_TYPES = 4,
};

struct limit {
	uint32_t max;
	const char *what;
};

static const struct limit word_limits[] = {
	[WORD_VLAN] = { 4095, "VLAN number" },
	[WORD_MPLS] = { 0xfffff, "MPLS label" },
	[WORD_PPPOES] = { 65535, "PPPoE session" },
	[WORD_GENEVE] = { 0xffffff, "Geneve network" },
	[WORD_VXLAN] = { 0xffffff, "VXLAN network" },
	[WORD_PF_REASON] = { PF_REASON_MAX, "reason" },
};

static const struct limit atm_limits[] = {
	[ATM_VPI] = { 255, "VPI" },
	[ATM_VCI] = { 65535, "VCI" },
};

static const struct limit ss7_limits[] = {
	[SS7_SIO] = { 255, "service information octet" },
	[SS7_OPC] = { 16383, "point code" },
	[SS7_DPC] = { 16383, "point code" },
	[SS7_SLS] = { 15, "signalling link" },
	[SS7_HSIO] = { 255, "service information octet" },
	[SS7_HOPC] = { 16383, "point code" },
	[SS7_HDPC] = { 16383, "point code" },
	[SS7_HSLS] = { 15, "signalling link" },
};

static void check_group(struct resolver *cx, const struct ast_word *w)
{
	uint32_t need = w->word == WORD_BROADCAST ? H_BROADCAST : H_MULTICAST;
	struct diag *d;

	if (proto_at(w->proto)->heads & need)
		return;
	d = diag_error(cx->diags, w->word_at, "'%s' cannot be followed by '%s'",
	               quote(cx, w->proto_at), quote(cx, w->word_at));
	d->also = w->proto_at;
	diag_hint(cx->diags, d, "'%s' stands alone or with %s", quote(cx, w->word_at),
	          words_before(cx, need));
}

/* One end of a range of numbers. */
static bool range_end(struct resolver *cx, const struct ast_operand *opd,
                      const char *text, const struct limit *limit, uint32_t *n)
{
	struct diag *d;

	if (read_number(text, n))
		return check_range(cx, opd->at, *n, limit->max, limit->what);
	d = diag_error(cx->diags, opd->at, "'%s' is no %s", quote(cx, opd->at),
	               limit->what);
	d->hint = "write a number, or a range such as 100-200";
	return false;
}

static bool number_range(struct resolver *cx, const struct ast_operand *opd,
                         const struct limit *limit, struct ast_range *out)
{
	const char *lo, *hi;

	if (opd->kind == OPD_NUM) {
		out->lo = out->hi = opd->num;
		if (!check_range(cx, opd->at, opd->num, limit->max, limit->what))
			return false;
		lint_octal(cx, opd->at, opd->num);
		return true;
	}
	if (opd->kind != OPD_NAME)
		return range_end(cx, opd, "", limit, &out->lo);
	cut_range(cx->arena, opd->name, &lo, &hi);
	if (!range_end(cx, opd, lo, limit, &out->lo) ||
	    !range_end(cx, opd, hi ? hi : lo, limit, &out->hi))
		return false;
	if (out->lo > out->hi)
		*out = (struct ast_range){ out->hi, out->lo };
	return true;
}

typedef VEC(struct ast_range) ast_ranges_t;

static void add_ranges(struct resolver *cx, const struct ast *set,
                       const struct limit *limit, ast_ranges_t *to)
{
	const struct ast_operand *opd = &set->prim.operand;
	struct ast_range range = { 0, 0 };
	struct in_file was;

	if (set->kind == AST_CHAIN) {
		for (uint32_t i = 0; i < set->chain.count; i++)
			add_ranges(cx, set->chain.kid[i], limit, to);
		return;
	}
	was = enter_file(cx, opd);
	if (number_range(cx, opd, limit, &range))
		*vec_push(cx->arena, to) = range;
	leave_file(cx, opd, was);
}

static void check_limit(struct resolver *cx, struct ast_word *w)
{
	const struct limit *limit = &word_limits[w->word];
	ast_ranges_t ranges = { 0 };

	if (w->set) {
		add_ranges(cx, w->set, limit, &ranges);
		w->ranges = ranges.at;
		w->range_count = ranges.count;
		return;
	}
	if (w->has_num && check_range(cx, w->num_at, w->num, limit->max, limit->what))
		lint_octal(cx, w->num_at, w->num);
}

static void check_field(struct resolver *cx, const struct ast_word *w,
                        const struct limit *limits)
{
	const struct limit *limit = &limits[w->num];

	check_range(cx, w->num2_at, w->num2, limit->max, limit->what);
}

static void check_pf_name(struct resolver *cx, const struct ast_word *w,
                          const char *what)
{
	if (strlen(w->name) > PF_NAME_MAX)
		diag_error(cx->diags, w->name_at, "%s '%s' is longer than %d bytes",
		           what, quote(cx, w->name_at), PF_NAME_MAX);
}

static void name_to_num(struct resolver *cx, struct ast_word *w, enum operand_set set,
                        const char *what)
{
	if (w->name)
		w->has_num = named_operand(cx, set, w->name, w->name_at, what, &w->num);
}

/* A number must have no bits but those of the field it is compared with. */
static bool check_mask(struct resolver *cx, struct span at, uint32_t n, uint32_t mask,
                       const char *what, const char *values)
{
	struct diag *d;

	if (!(n & ~mask))
		return true;
	d = diag_error(cx->diags, at, "%s '%s' is not %s", what, quote(cx, at), values);
	d->hint = "numbers are written as they stand in the frame control field";
	return false;
}

/* Names of subtypes by type; type 12 has none. */
static const enum operand_set wlan_subtypes[WLAN_TYPES] = {
	OPERANDS_WLAN_MGT, OPERANDS_WLAN_CTL, OPERANDS_WLAN_DATA, OPERAND_SETS
};

static void wlan_subtype_of(struct resolver *cx, struct ast_word *w)
{
	enum operand_set set = wlan_subtypes[w->num >> 2];

	if (w->has_num2) {
		check_mask(cx, w->num2_at, w->num2, WLAN_SUBTYPE_MASK, "802.11 subtype",
		           "one of 0x00, 0x10 to 0xf0");
	} else if (w->name2 && set == OPERAND_SETS) {
		diag_error(cx->diags, w->name2_at, "802.11 type 12 has no subtype '%s'",
		           quote(cx, w->name2_at));
	} else if (w->name2) {
		w->has_num2 = named_operand(cx, set, w->name2, w->name2_at,
		                            "802.11 subtype", &w->num2);
	}
}

static void wlan_type(struct resolver *cx, struct ast_word *w)
{
	if (w->name)
		name_to_num(cx, w, OPERANDS_WLAN_TYPE, "802.11 type");
	else if (!check_mask(cx, w->num_at, w->num, WLAN_TYPE_MASK, "802.11 type",
	                     "0, 4, 8 or 12"))
		return;
	if (w->has_num)
		wlan_subtype_of(cx, w);
}

/* A subtype alone is looked for in every type, in their order. */
static void wlan_subtype(struct resolver *cx, struct ast_word *w)
{
	struct closest near = { .word = w->name, .len = strlen(w->name) };
	struct diag *d;

	for (uint32_t type = 0; wlan_subtypes[type] != OPERAND_SETS; type++) {
		enum operand_set set = wlan_subtypes[type];
		const struct operand_name *found = operand_by_name(set, w->name);

		if (found) {
			w->has_num = w->has_num2 = true;
			w->num = type << 2;
			w->num2 = found->value;
			return;
		}
		for (size_t i = 0; i < operand_count(set); i++)
			closest_try(&near, operand_at(set, i)->name);
	}
	d = diag_error(cx->diags, w->name_at, "unknown 802.11 subtype '%s'",
	               quote(cx, w->name_at));
	if (near.best)
		diag_hint(cx->diags, d, "did you mean '%s'?", near.best);
}

static void wlan_dir(struct resolver *cx, struct ast_word *w)
{
	if (w->name)
		name_to_num(cx, w, OPERANDS_WLAN_DIR, "802.11 direction");
	else
		check_range(cx, w->num_at, w->num, WLAN_DIR_MASK, "802.11 direction");
}

void resolve_word(struct resolver *cx, struct ast_word *w)
{
	switch (w->word) {
	case WORD_BROADCAST:
	case WORD_MULTICAST:
		check_group(cx, w);
		break;
	case WORD_BYTE:
		check_range(cx, w->num2_at, w->num2, BYTE_VALUE_MAX, "byte value");
		break;
	case WORD_VLAN:
	case WORD_MPLS:
	case WORD_PPPOES:
	case WORD_GENEVE:
	case WORD_VXLAN:
		check_limit(cx, w);
		break;
	case WORD_LLC:
		name_to_num(cx, w, OPERANDS_LLC, "LLC frame");
		break;
	case WORD_PF_IFNAME:
		check_pf_name(cx, w, "interface name");
		break;
	case WORD_PF_RULESET:
		check_pf_name(cx, w, "ruleset name");
		break;
	case WORD_PF_REASON:
		check_limit(cx, w);
		name_to_num(cx, w, OPERANDS_PF_REASON, "reason");
		break;
	case WORD_PF_ACTION:
		name_to_num(cx, w, OPERANDS_PF_ACTION, "action");
		break;
	case WORD_WLAN_TYPE:
		wlan_type(cx, w);
		break;
	case WORD_WLAN_SUBTYPE:
		wlan_subtype(cx, w);
		break;
	case WORD_WLAN_DIR:
		wlan_dir(cx, w);
		break;
	case WORD_ATM_FIELD:
		check_field(cx, w, atm_limits);
		break;
	case WORD_SS7_FIELD:
		check_field(cx, w, ss7_limits);
		break;
	case WORD_LESS:
	case WORD_GREATER:
	case WORD_INBOUND:
	case WORD_OUTBOUND:
	case WORD_IFINDEX:
	case WORD_PPPOED:
	case WORD_PF_RNR:
	case WORD_PF_SRNR:
	case WORD_ATM:
	case WORD_SS7:
		break;
	}
}

/* The size in "proto[offset:size]", which stands last. */
static struct span size_span(struct resolver *cx, const struct expr *load)
{
	const char *text = cx->opts->text;
	uint32_t start = load->at.off, end = start + load->at.len - 1;

	if (!text)
		return load->at;
	while (end > start && isspace((unsigned char)text[end - 1]))
		end--;
	start = end;
	while (start > load->at.off &&
	       (isalnum((unsigned char)text[start - 1]) || text[start - 1] == '-'))
		start--;
	return (struct span){ start, end - start };
}

static void check_load(struct resolver *cx, const struct expr *load)
{
	struct diag *d;

	if (!(proto_at(load->proto)->flags & F_INDEX)) {
		d = diag_error(cx->diags, load->op_at, "'%s' cannot be indexed",
		               quote(cx, load->op_at));
		diag_hint(cx->diags, d,
		          "its bytes are reached by those of the header "
		          "below, such as link[] or ip[]");
	}
	if (load->size != 1 && load->size != 2 && load->size != 4) {
		d = diag_error(cx->diags, size_span(cx, load),
		               "%u bytes cannot be loaded at once", load->size);
		d->hint = "a size is 1, 2 or 4";
	}
}

static void check_expr(struct resolver *cx, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_NUM:
	case EXPR_LEN:
		break;
	case EXPR_LOAD:
		check_load(cx, e);
		check_expr(cx, e->l);
		break;
	case EXPR_BIN:
		check_expr(cx, e->l);
		check_expr(cx, e->r);
		break;
	case EXPR_NEG:
		check_expr(cx, e->l);
		break;
	}
}

void resolve_rel(struct resolver *cx, const struct ast *rel)
{
	check_expr(cx, rel->rel.l);
	check_expr(cx, rel->rel.r);
}

/* The word in a span that may have parentheses around it. */
static struct span word_in(struct resolver *cx, struct span at)
{
	const char *text = cx->opts->text;

	for (; text && at.len > 1 && !isalnum((unsigned char)text[at.off]); at.len--)
		at.off++;
	while (text && at.len > 1 && !isalnum((unsigned char)text[at.off + at.len - 1]))
		at.len--;
	return at;
}

void resolve_proto_alone(struct resolver *cx, const struct ast *node)
{
	const struct proto *row = proto_at(node->proto);
	struct span at = word_in(cx, node->at);
	const char *word = quote(cx, at);
	struct diag *d;

	if (row->flags & F_ALONE)
		return;
	d = diag_error(cx->diags, at, "'%s' is no filter by itself", word);
	if (row->heads)
		diag_hint(cx->diags, d, "write '%s host', '%s proto' or '%s[...]'",
		          word, word, word);
	else
		diag_hint(cx->diags, d, "write '%s[...]'", word);
}
