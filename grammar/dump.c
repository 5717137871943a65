/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/dump.c - the tree as text, for people who learn what a filter means.
 *
 * One node a line, its parts two columns further in. An operand says where its qualifiers
 * were not written for it, but for one before it.
 */
#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "grammar/ast.h"

enum { INDENT_MAX = 40 }; /* levels; deeper ones do not move further to the right */

struct dump {
	struct arena *arena;
	VEC(char) text;
};

__attribute__((format(printf, 2, 3))) static void put(struct dump *d, const char *fmt,
                                                      ...)
{
	va_list ap;
	size_t len;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	len = strlen(s);
	if (d->text.room - d->text.count <= len)
		d->text.at = arena_grow(d->arena, d->text.at, &d->text.room,
		                        d->text.count + (uint32_t)len + 1, 1);
	memcpy(d->text.at + d->text.count, s, len + 1);
	d->text.count += (uint32_t)len;
}

static void indent(struct dump *d, uint32_t level)
{
	put(d, "%*s", (int)(level < INDENT_MAX ? level : INDENT_MAX) * 2, "");
}

/* clang-format off */
static const char *const dir_names[] = {
	[DIR_NONE] = "",
	[DIR_SRC] = "src ",
	[DIR_DST] = "dst ",
	[DIR_SRC_OR_DST] = "src or dst ",
	[DIR_SRC_AND_DST] = "src and dst ",
	[DIR_ADDR1] = "addr1 ",
	[DIR_ADDR2] = "addr2 ",
	[DIR_ADDR3] = "addr3 ",
	[DIR_ADDR4] = "addr4 ",
	[DIR_RA] = "ra ",
	[DIR_TA] = "ta ",
};

static const char *const type_names[] = {
	[TYPE_NONE] = "",
	[TYPE_HOST] = "host ",
	[TYPE_NET] = "net ",
	[TYPE_PORT] = "port ",
	[TYPE_PORTRANGE] = "portrange ",
	[TYPE_PROTO] = "proto ",
	[TYPE_PROTOCHAIN] = "protochain ",
	[TYPE_GATEWAY] = "gateway ",
};

static const char *const rel_names[] = {
	[REL_EQ] = "=", [REL_NE] = "!=", [REL_GT] = ">",
	[REL_GE] = ">=", [REL_LT] = "<", [REL_LE] = "<=",
};

static const char *const op_names[] = {
	[EXPR_ADD] = "+", [EXPR_SUB] = "-", [EXPR_MUL] = "*", [EXPR_DIV] = "/",
	[EXPR_MOD] = "%", [EXPR_AND] = "&", [EXPR_OR] = "|", [EXPR_XOR] = "^",
	[EXPR_LSH] = "<<", [EXPR_RSH] = ">>",
};

static const char *const byte_op_names[] = {
	[BYTE_EQ] = "=", [BYTE_LT] = "<", [BYTE_GT] = ">", [BYTE_AND] = "&",
	[BYTE_OR] = "|",
};

static const char *const word_names[] = {
	[WORD_BROADCAST] = "broadcast",
	[WORD_MULTICAST] = "multicast",
	[WORD_LESS] = "less",
	[WORD_GREATER] = "greater",
	[WORD_BYTE] = "byte",
	[WORD_INBOUND] = "inbound",
	[WORD_OUTBOUND] = "outbound",
	[WORD_IFINDEX] = "ifindex",
	[WORD_VLAN] = "vlan",
	[WORD_MPLS] = "mpls",
	[WORD_PPPOED] = "pppoed",
	[WORD_PPPOES] = "pppoes",
	[WORD_GENEVE] = "geneve",
	[WORD_VXLAN] = "vxlan",
	[WORD_LLC] = "llc",
	[WORD_PF_IFNAME] = "on",
	[WORD_PF_RULESET] = "ruleset",
	[WORD_PF_RNR] = "rnr",
	[WORD_PF_SRNR] = "srnr",
	[WORD_PF_REASON] = "reason",
	[WORD_PF_ACTION] = "action",
	[WORD_WLAN_TYPE] = "type",
	[WORD_WLAN_SUBTYPE] = "subtype",
	[WORD_WLAN_DIR] = "dir",
};

static const char *const atm_names[] = {
	[ATM_LANE] = "lane",
	[ATM_METAC] = "metac",
	[ATM_BCC] = "bcc",
	[ATM_SC] = "sc",
	[ATM_ILMIC] = "ilmic",
	[ATM_OAM] = "oam",
	[ATM_OAMF4EC] = "oamf4ec",
	[ATM_OAMF4SC] = "oamf4sc",
	[ATM_CONNECTMSG] = "connectmsg",
	[ATM_METACONNECT] = "metaconnect",
};

static const char *const atm_field_names[] = { [ATM_VPI] = "vpi", [ATM_VCI] = "vci" };

static const char *const ss7_names[] = {
	[SS7_FISU] = "fisu", [SS7_LSSU] = "lssu", [SS7_MSU] = "msu",
	[SS7_HFISU] = "hfisu", [SS7_HLSSU] = "hlssu", [SS7_HMSU] = "hmsu",
};

static const char *const ss7_field_names[] = {
	[SS7_SIO] = "sio", [SS7_OPC] = "opc", [SS7_DPC] = "dpc", [SS7_SLS] = "sls",
	[SS7_HSIO] = "hsio", [SS7_HOPC] = "hopc", [SS7_HDPC] = "hdpc", [SS7_HSLS] = "hsls",
};
/* clang-format on */

static void put_proto(struct dump *d, enum proto_id id)
{
	if (id != PROTO_NONE)
		put(d, "%s ", proto_at(id)->word);
}

static void put_dotted(struct dump *d, const uint32_t *part, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		put(d, "%s%u", i ? "." : "", part[i]);
}

static void put_ip6(struct dump *d, const uint8_t *ip6)
{
	for (int i = 0; i < 16; i += 2)
		put(d, "%s%x", i ? ":" : "", (unsigned)(ip6[i] << 8 | ip6[i + 1]));
}

static void put_operand(struct dump *d, const struct ast_operand *o)
{
	switch (o->kind) {
	case OPD_NUM:
		put(d, "%u", o->num);
		if (o->name)
			put(d, " (%s)", o->name);
		return;
	case OPD_NAME:
		put(d, "%s%s", o->escaped ? "\\" : "", o->name);
		return;
	case OPD_DOTTED:
		put_dotted(d, o->part, o->nparts);
		return;
	case OPD_DOTTED_LEN:
		put_dotted(d, o->part, o->nparts);
		put(d, "/%u", o->bits);
		return;
	case OPD_DOTTED_MASK:
		put_dotted(d, o->part, o->nparts);
		put(d, " mask ");
		put_dotted(d, o->mask, o->nmask);
		return;
	case OPD_IP6:
		put_ip6(d, o->ip6);
		return;
	case OPD_IP6_LEN:
		put_ip6(d, o->ip6);
		put(d, "/%u", o->bits);
		return;
	case OPD_MAC:
		for (int i = 0; i < 6; i++)
			put(d, "%s%02x", i ? ":" : "", o->mac[i]);
		return;
	case OPD_MAC8:
		put(d, "$%02x", o->mac[0]);
		return;
	case OPD_FILE:
		put(d, "@%s", o->name);
		return;
	}
}

static void put_prim(struct dump *d, const struct ast *tree)
{
	const struct ast_head *head = tree->prim.head;

	put_proto(d, head->proto);
	put(d, "%s%s", dir_names[head->dir], type_names[head->type]);
	if (tree->prim.operand.kind == OPD_FILE)
		put(d, "in ");
	put_operand(d, &tree->prim.operand);
	put(d, "%s\n", tree->at.off > head->at.off + head->at.len ? " (inherits)" : "");
}

static void put_expr(struct dump *d, const struct expr *e, uint32_t level)
{
	indent(d, level);
	switch (e->kind) {
	case EXPR_NUM:
		if (e->name)
			put(d, "%u (%s)\n", e->num, e->name);
		else
			put(d, "%u\n", e->num);
		return;
	case EXPR_LEN:
		put(d, "len\n");
		return;
	case EXPR_LOAD:
		put(d, "%s[], %u byte%s at\n", proto_at(e->proto)->word, e->size,
		    e->size == 1 ? "" : "s");
		put_expr(d, e->l, level + 1);
		return;
	case EXPR_NEG:
		put(d, "negative\n");
		put_expr(d, e->l, level + 1);
		return;
	case EXPR_BIN:
		put(d, "%s\n", op_names[e->op]);
		put_expr(d, e->l, level + 1);
		put_expr(d, e->r, level + 1);
		return;
	}
}

static void put_field(struct dump *d, const char *name, const struct ast_word *w)
{
	put(d, "%s %s %u\n", name, rel_names[w->rel], w->num2);
}

/* The items of a set, which may stand in lists of lists. */
static void put_items(struct dump *d, const struct ast *set, const char *before)
{
	if (set->kind == AST_PRIM) {
		put(d, "%s", before);
		put_operand(d, &set->prim.operand);
		return;
	}
	for (uint32_t i = 0; i < set->chain.count; i++)
		put_items(d, set->chain.kid[i], i ? ", " : before);
}

static void put_args(struct dump *d, const struct ast_word *w)
{
	if (w->set)
		put_items(d, w->set, " in ");
	else if (w->name)
		put(d, " %s", w->name);
	else if (w->has_num)
		put(d, " %u", w->num);
	if (w->name2)
		put(d, " subtype %s", w->name2);
	else if (w->has_num2)
		put(d, " subtype %u", w->num2);
	put(d, "\n");
}

static void put_word(struct dump *d, const struct ast_word *w)
{
	put_proto(d, w->proto);
	switch (w->word) {
	case WORD_ATM:
		put(d, "%s\n", atm_names[w->num]);
		return;
	case WORD_SS7:
		put(d, "%s\n", ss7_names[w->num]);
		return;
	case WORD_ATM_FIELD:
		put_field(d, atm_field_names[w->num], w);
		return;
	case WORD_SS7_FIELD:
		put_field(d, ss7_field_names[w->num], w);
		return;
	case WORD_BYTE:
		put(d, "byte %u %s %u\n", w->num, byte_op_names[w->byte_op], w->num2);
		return;
	default:
		put(d, "%s", word_names[w->word]);
		put_args(d, w);
	}
}

const char *ast_word_text(struct arena *arena, const struct ast_word *w)
{
	struct dump d = { .arena = arena };
	struct ast_word alone = *w;

	if (w->set)
		alone.has_num = false;
	alone.set = NULL;
	put_word(&d, &alone);
	d.text.at[strcspn(d.text.at, "\n")] = '\0';
	return d.text.at;
}

const char *dir_text(enum ast_dir dir)
{
	return dir_names[dir];
}

const char *relop_text(enum relop op)
{
	return rel_names[op];
}

const char *expr_op_text(enum expr_op op)
{
	return op_names[op];
}

static const char *chain_word(enum ast_op op)
{
	return op == OP_AND ? "and" : "or";
}

static bool mixed(const struct ast *chain)
{
	for (uint32_t i = 2; i < chain->chain.count; i++)
		if (chain->chain.op[i] != chain->chain.op[1])
			return true;
	return false;
}

static void put_tree(struct dump *d, const struct ast *tree, uint32_t level,
                     const char *prefix)
{
	bool show;

	indent(d, level);
	if (prefix)
		put(d, "%s: ", prefix);
	switch (tree->kind) {
	case AST_CHAIN:
		show = mixed(tree);
		put(d, "%s\n",
		    show ? "from left to right" : chain_word(tree->chain.op[1]));
		for (uint32_t i = 0; i < tree->chain.count; i++)
			put_tree(d, tree->chain.kid[i], level + 1,
			         show && i ? chain_word(tree->chain.op[i]) : NULL);
		return;
	case AST_NOT:
		put(d, "not\n");
		put_tree(d, tree->not, level + 1, NULL);
		return;
	case AST_PRIM:
		put_prim(d, tree);
		return;
	case AST_PROTO:
		put(d, "%s\n", proto_at(tree->proto)->word);
		return;
	case AST_REL:
		put(d, "%s\n", rel_names[tree->rel.op]);
		put_expr(d, tree->rel.l, level + 1);
		put_expr(d, tree->rel.r, level + 1);
		return;
	case AST_WORD:
		put_word(d, &tree->word);
		return;
	}
}

char *ast_dump(struct arena *arena, const struct ast *tree)
{
	struct dump d = { .arena = arena };

	if (tree)
		put_tree(&d, tree, 0, NULL);
	else
		put(&d, "everything\n");
	return d.text.at;
}
