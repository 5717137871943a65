/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/normal.c - every primitive as the tests it stands for, in the order that lower_*.c
 * makes them in: so both reject the same packets that are cut off.
 */
#include "teach/normal_int.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 24 /* longer lists stay sets */ };

static void put_tree(struct normal *n, const struct ast *tree, bool outermost);

/* ---- addresses, expressions ---- */

void normal_net4(struct str *out, const struct net4 *net)
{
	uint32_t a = net->addr, m = net->mask;

	str_printf(out, "%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
	if (m == UINT32_MAX)
		return;
	if (((~m + 1) & ~m) == 0)
		str_printf(out, "/%d", __builtin_popcount(m));
	else
		str_printf(out, " mask %u.%u.%u.%u", m >> 24, m >> 16 & 255,
		           m >> 8 & 255, m & 255);
}

void normal_net6(struct str *out, const struct net6 *net)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr a;
	int bits = 0;

	for (int i = 0; i < 4; i++) {
		uint32_t word = htonl(net->addr[i]);

		memcpy(&a.s6_addr[4 * i], &word, 4);
		bits += __builtin_popcount(net->mask[i]);
	}
	str_printf(out, "%s", inet_ntop(AF_INET6, &a, text, sizeof(text)));
	if (bits < 128)
		str_printf(out, "/%d", bits);
}

void normal_mac(struct str *out, const uint8_t mac[6])
{
	for (int i = 0; i < 6; i++)
		str_printf(out, "%s%02x", i ? ":" : "", mac[i]);
}

static void put_number(struct str *out, uint32_t k)
{
	str_printf(out, k < 256 ? "%" PRIu32 : "0x%" PRIx32, k);
}

static void put_inner(struct str *out, const struct expr *e)
{
	bool simple =
		e->kind == EXPR_NUM || e->kind == EXPR_LEN || e->kind == EXPR_LOAD;

	str_printf(out, simple ? "" : "(");
	normal_expr(out, e);
	str_printf(out, simple ? "" : ")");
}

void normal_expr(struct str *out, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_NUM:
		put_number(out, e->num);
		return;
	case EXPR_LEN:
		str_printf(out, "len");
		return;
	case EXPR_LOAD:
		str_printf(out, "%s[", proto_at(e->proto)->word);
		normal_expr(out, e->l);
		if (e->size != 1)
			str_printf(out, " : %" PRIu32, e->size);
		str_printf(out, "]");
		return;
	case EXPR_NEG:
		str_printf(out, "-");
		put_inner(out, e->l);
		return;
	case EXPR_BIN:
		put_inner(out, e->l);
		str_printf(out, " %s ", expr_op_text(e->op));
		put_inner(out, e->r);
		return;
	}
}

/* ---- relations ---- */

/* The protocols of accessors, in the order in which they are asked; each once. */
static void find_guards(const struct expr *e, enum proto_id *guards, uint32_t *count)
{
	if (e->kind == EXPR_LOAD || e->kind == EXPR_NEG || e->kind == EXPR_BIN)
		find_guards(e->l, guards, count);
	if (e->kind == EXPR_BIN)
		find_guards(e->r, guards, count);
	if (e->kind != EXPR_LOAD)
		return;
	for (uint32_t i = 0; i < *count; i++) {
		if (guards[i] == e->proto)
			return;
	}
	guards[(*count)++] = e->proto;
}

static void put_guard(struct normal *n, enum proto_id id)
{
	const struct proto *p = proto_at(id);

	switch (p->layer) {
	case LAYER_TYPE:
		str_printf(n->out, "%s and ", p->word);
		return;
	case LAYER_IP:
	case LAYER_IP4:
		str_printf(n->out,
		           "ip and ip[9] = %" PRIu32 " and ip[6 : 2] & 0x1fff = 0 and ",
		           p->number);
		return;
	case LAYER_IP6:
		str_printf(n->out, "ip6 and ip6[6] = %" PRIu32 " and ", p->number);
		return;
	case LAYER_NONE:
	case LAYER_LINK:
	case LAYER_ISO:
	case LAYER_ISIS:
	case LAYER_RADIO:
		return;
	}
}

static bool walks(enum proto_id id)
{
	return proto_at(id)->layer == LAYER_IP || proto_at(id)->layer == LAYER_IP6;
}

static void put_relation(struct normal *n, const struct ast *rel)
{
	enum proto_id guards[PROTO_COUNT];
	uint32_t count = 0;
	bool walk = false;

	find_guards(rel->rel.l, guards, &count);
	find_guards(rel->rel.r, guards, &count);
	for (uint32_t i = 0; i < count; i++)
		walk |= normal_option(n, PFC_IP6_EXT) && walks(guards[i]);
	str_printf(n->out, "(");
	for (uint32_t i = 0; i < count && !walk; i++)
		put_guard(n, guards[i]);
	normal_expr(n->out, rel->rel.l);
	str_printf(n->out, " %s ", relop_text(rel->rel.op));
	normal_expr(n->out, rel->rel.r);
	str_printf(n->out, ")");
}

/* ---- words ---- */

static void put_link_group(struct normal *n, bool broadcast)
{
	const struct link *link = n->c->link;

	if (n->inner || !(link->flags & LF_MAC48) || (link->flags & LF_WLAN))
		str_printf(n->out, "link %s", broadcast ? "broadcast" : "multicast");
	else if (broadcast)
		str_printf(n->out, "link dst host ff:ff:ff:ff:ff:ff");
	else
		str_printf(n->out, "link[%u] & 1 = 1", (unsigned)link->mac_dst);
}

static void put_group(struct normal *n, const struct ast_word *w)
{
	uint32_t host = ~n->c->opts.netmask;

	if (w->proto == PROTO_IP6)
		str_printf(n->out, "(ip6 and ip6[24] = 255)");
	else if (w->proto == PROTO_IP && w->word == WORD_MULTICAST)
		str_printf(n->out, "(ip and ip[16] & 0xf0 = 0xe0)");
	else if (w->proto == PROTO_IP)
		str_printf(n->out,
		           "(ip and (ip[16 : 4] & 0x%" PRIx32
		           " = 0 or ip[16 : 4] & 0x%" PRIx32 " = 0x%" PRIx32 "))",
		           host, host, host);
	else
		put_link_group(n, w->word == WORD_BROADCAST);
}

static void put_byte(struct normal *n, const struct ast_word *w)
{
	static const char *const ops[] = {
		[BYTE_EQ] = "=",  [BYTE_LT] = "<", [BYTE_GT] = ">",
		[BYTE_AND] = "&", [BYTE_OR] = "|",
	};

	str_printf(n->out, "link[%" PRIu32 "] %s %" PRIu32 "%s", w->num,
	           ops[w->byte_op], w->num2,
	           w->byte_op == BYTE_AND || w->byte_op == BYTE_OR ? " != 0" : "");
}

/* A word that shifts what follows, with one number, a set or none. */
static void put_shift(struct normal *n, const struct ast_word *w)
{
	str_printf(n->out, "%s", ast_word_text(&n->c->arena, w));
	if (w->set)
		str_printf(n->out, " in {");
	for (uint32_t i = 0; w->set && i < w->range_count; i++) {
		str_printf(n->out, "%s%" PRIu32, i ? ", " : "", w->ranges[i].lo);
		if (w->ranges[i].hi != w->ranges[i].lo)
			str_printf(n->out, "-%" PRIu32, w->ranges[i].hi);
	}
	if (w->set)
		str_printf(n->out, "}");
	n->mpls |= w->word == WORD_MPLS;
	n->inner |= w->word == WORD_PPPOES || w->word == WORD_GENEVE ||
	            w->word == WORD_VXLAN;
	if (w->word == WORD_GENEVE || w->word == WORD_VXLAN || w->word == WORD_PPPOES)
		n->mpls = false;
}

static void put_word(struct normal *n, const struct ast_word *w)
{
	switch (w->word) {
	case WORD_BROADCAST:
	case WORD_MULTICAST:
		put_group(n, w);
		return;
	case WORD_LESS:
		str_printf(n->out, "len <= %" PRIu32, w->num);
		return;
	case WORD_GREATER:
		str_printf(n->out, "len >= %" PRIu32, w->num);
		return;
	case WORD_BYTE:
		put_byte(n, w);
		return;
	case WORD_WLAN_SUBTYPE:
		str_printf(n->out, "type %" PRIu32 " subtype 0x%" PRIx32, w->num,
		           w->num2);
		return;
	case WORD_ATM:
		n->inner |= w->num == ATM_LANE;
		break;
	case WORD_INBOUND:
	case WORD_OUTBOUND:
	case WORD_IFINDEX:
	case WORD_VLAN:
	case WORD_MPLS:
	case WORD_PPPOED:
	case WORD_PPPOES:
	case WORD_GENEVE:
	case WORD_VXLAN:
	case WORD_LLC:
	case WORD_PF_IFNAME:
	case WORD_PF_RULESET:
	case WORD_PF_RNR:
	case WORD_PF_SRNR:
	case WORD_PF_REASON:
	case WORD_PF_ACTION:
	case WORD_WLAN_TYPE:
	case WORD_WLAN_DIR:
	case WORD_SS7:
	case WORD_ATM_FIELD:
	case WORD_SS7_FIELD:
		break;
	}
	put_shift(n, w);
}

/* ---- the tree ---- */

/* A long list of hosts without a direction in between is readable only as a set. */
static bool put_set(struct normal *n, const struct ast *chain)
{
	const struct resolved *first;

	if (chain->chain.count <= LIST_MAX || chain->chain.kid[0]->kind != AST_PRIM)
		return false;
	first = chain->chain.kid[0]->prim.resolved;
	for (uint32_t i = 0; i < chain->chain.count; i++) {
		const struct ast *kid = chain->chain.kid[i];
		const struct resolved *r;

		if (kid->kind != AST_PRIM || (i && chain->chain.op[i] != OP_OR))
			return false;
		r = kid->prim.resolved;
		if (r->kind != PRIM_HOST || r->proto != first->proto ||
		    r->dir != first->dir || r->v4_count + r->v6_count != 1 ||
		    (r->v4_count && ((~r->v4->mask + 1) & ~r->v4->mask)))
			return false;
	}
	if (first->dir == DIR_SRC_AND_DST)
		return false;
	str_printf(n->out, "(%s%s%shost in {",
	           first->proto == PROTO_NONE ? "" : proto_at(first->proto)->word,
	           first->proto == PROTO_NONE ? "" : " ",
	           first->dir == DIR_SRC   ? "src "
	           : first->dir == DIR_DST ? "dst "
	                                   : "");
	for (uint32_t i = 0; i < chain->chain.count; i++) {
		const struct resolved *r = chain->chain.kid[i]->prim.resolved;

		str_printf(n->out, "%s", i ? ", " : "");
		if (r->v4_count)
			normal_net4(n->out, r->v4);
		else
			normal_net6(n->out, r->v6);
	}
	str_printf(n->out, "})");
	return true;
}

/* Runs of one word in parentheses of their own, since `and` and `or` bind alike. Where they
 * end what `vlan` shifts, a chain has only those that were written.
 */
static void put_chain(struct normal *n, const struct ast *chain, bool outermost)
{
	bool scoped = normal_option(n, PFC_SCOPED),
	     parens = scoped ? chain->parens : !outermost;
	bool mpls = n->mpls, inner = n->inner;
	uint32_t opens = 0;

	if (put_set(n, chain))
		return;
	for (uint32_t i = 2; !scoped && i < chain->chain.count; i++)
		opens += chain->chain.op[i] != chain->chain.op[i - 1];
	str_printf(n->out, parens ? "(" : "");
	for (uint32_t i = 0; i < opens; i++)
		str_printf(n->out, "(");
	for (uint32_t i = 0; i < chain->chain.count; i++) {
		bool is_or = chain->chain.op[i] == OP_OR;

		if (!scoped && i > 1 && chain->chain.op[i] != chain->chain.op[i - 1])
			str_printf(n->out, ")");
		if (i)
			str_printf(n->out, is_or ? " or " : " and ");
		if (scoped && i && is_or) {
			n->mpls = mpls;
			n->inner = inner;
		}
		put_tree(n, chain->chain.kid[i], false);
	}
	str_printf(n->out, parens ? ")" : "");
	if (scoped && parens) {
		n->mpls = mpls;
		n->inner = inner;
	}
}

static void put_tree(struct normal *n, const struct ast *tree, bool outermost)
{
	switch (tree->kind) {
	case AST_CHAIN:
		put_chain(n, tree, outermost);
		return;
	case AST_NOT:
		str_printf(n->out, "not ");
		put_tree(n, tree->not, false);
		return;
	case AST_PRIM:
		normal_prim(n, tree->prim.resolved);
		return;
	case AST_PROTO:
		normal_proto(n, tree->proto);
		return;
	case AST_REL:
		put_relation(n, tree);
		return;
	case AST_WORD:
		put_word(n, &tree->word);
		return;
	}
}

void normal_form(struct str *out, struct compile *c)
{
	struct normal n = { .out = out, .c = c };

	str_add(out, "", 0);
	if (c->tree)
		put_tree(&n, c->tree, true);
}
