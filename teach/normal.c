/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/normal.c - every primitive as the tests it stands for, in the order that lower_*.c
 * makes them in: so both reject the same packets that are cut off.
 */
#include "teach/normal.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 24 /* longer lists stay sets */ };

struct normal {
	struct str *out;
	struct compile *c;
	bool mpls;  /* behind `mpls` */
	bool inner; /* the link header is another one than at the start */
};

static void put_tree(struct normal *n, const struct ast *tree, bool outermost);

static bool option(const struct normal *n, uint32_t flag)
{
	return n->c->opts.flags & flag;
}

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
		str_printf(out, " mask %u.%u.%u.%u", m >> 24, m >> 16 & 255, m >> 8 & 255,
		           m & 255);
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
	bool simple = e->kind == EXPR_NUM || e->kind == EXPR_LEN || e->kind == EXPR_LOAD;

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

/* ---- lists with words between ---- */

/* Starts the next of several terms: nothing in front of the first. */
static void next(struct normal *n, bool *first, const char *word)
{
	if (!*first)
		str_printf(n->out, " %s ", word);
	*first = false;
}

/* ---- hosts ---- */

/* One end of a primitive: addresses of one family in one protocol, all in parentheses. */
static void put_ends(struct normal *n, const struct resolved *r, const char *proto,
                     const char *dir, bool v6, bool *first)
{
	uint32_t count = v6 ? r->v6_count : r->v4_count;

	for (uint32_t i = 0; i < count; i++) {
		bool host = v6 ? r->v6[i].mask[3] == UINT32_MAX
		               : r->v4[i].mask == UINT32_MAX;

		next(n, first, "or");
		str_printf(n->out, "%s %s %s ", proto, dir, host ? "host" : "net");
		if (v6)
			normal_net6(n->out, &r->v6[i]);
		else
			normal_net4(n->out, &r->v4[i]);
	}
}

static void put_hosts_in(struct normal *n, const struct resolved *r, const char *proto,
                         bool v6)
{
	bool first = true;

	if (r->dir == DIR_SRC_AND_DST) {
		str_printf(n->out, "(");
		put_ends(n, r, proto, "src", v6, &first);
		str_printf(n->out, ") and (");
		first = true;
		put_ends(n, r, proto, "dst", v6, &first);
		str_printf(n->out, ")");
		return;
	}
	if (r->dir != DIR_DST)
		put_ends(n, r, proto, "src", v6, &first);
	if (r->dir != DIR_SRC)
		put_ends(n, r, proto, "dst", v6, &first);
}

/* "ip and (ip src host A or ip dst host A)" for each protocol that may be meant. */
static void put_hosts(struct normal *n, const struct resolved *r)
{
	static const struct {
		enum proto_id id;
		bool v6, mpls;
	} forms[] = {
		{ PROTO_IP, false, true },
		{ PROTO_ARP, false, false },
		{ PROTO_RARP, false, false },
		{ PROTO_IP6, true, true },
	};
	bool first = true;

	str_printf(n->out, "(");
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const char *word = proto_at(forms[i].id)->word;

		if (!(forms[i].v6 ? r->v6_count : r->v4_count))
			continue;
		if (r->proto != forms[i].id &&
		    (r->proto != PROTO_NONE || (n->mpls && !forms[i].mpls)))
			continue;
		next(n, &first, "or");
		str_printf(n->out, "(%s and (", word);
		put_hosts_in(n, r, word, forms[i].v6);
		str_printf(n->out, "))");
	}
	str_printf(n->out, ")");
}

static void put_mac(struct str *out, const struct resolved *r)
{
	if (r->kind == PRIM_LINK_HOST8)
		str_printf(out, "$%02x", r->mac[0]);
	else if (r->kind == PRIM_DECNET)
		str_printf(out, "%" PRIu32 ".%" PRIu32, r->num >> 10, r->num & 1023);
	else
		normal_mac(out, r->mac);
}

/* Where each direction is a primitive of its own. */
static void put_either_end(struct normal *n, const struct resolved *r, const char *proto)
{
	const char *word = r->dir == DIR_SRC_AND_DST ? "and" : "or";
	bool first = true;

	str_printf(n->out, "(");
	if (r->dir != DIR_DST) {
		next(n, &first, word);
		str_printf(n->out, "%s src host ", proto);
		put_mac(n->out, r);
	}
	if (r->dir != DIR_SRC) {
		next(n, &first, word);
		str_printf(n->out, "%s dst host ", proto);
		put_mac(n->out, r);
	}
	str_printf(n->out, ")");
}

static void put_link_host(struct normal *n, const struct resolved *r)
{
	static const char *const words[] = {
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

	if (r->dir < DIR_ADDR1 && !(n->c->link->flags & LF_WLAN)) {
		put_either_end(n, r, "link");
		return;
	}
	str_printf(n->out, "link %shost ", words[r->dir]);
	put_mac(n->out, r);
}

static void put_gateway(struct normal *n, const struct resolved *r)
{
	static const enum proto_id forms[] = { PROTO_IP, PROTO_ARP, PROTO_RARP };
	struct resolved either = *r;
	bool first = true;

	either.dir = DIR_NONE;
	str_printf(n->out, "(");
	put_link_host(n, &either);
	str_printf(n->out, " and (");
	for (size_t i = 0; i < 3; i++) {
		const char *word = proto_at(forms[i])->word;

		if (r->proto != PROTO_NONE && r->proto != forms[i])
			continue;
		next(n, &first, "or");
		str_printf(n->out, "(%s and not (", word);
		put_hosts_in(n, &either, word, false);
		str_printf(n->out, "))");
	}
	str_printf(n->out, "))");
}

/* ---- protocols and ports ---- */

static void put_ip4_proto(struct normal *n, uint32_t num)
{
	str_printf(n->out, "(ip and ip[9] = %" PRIu32 ")", num);
}

static void put_ip6_proto(struct normal *n, uint32_t num)
{
	if (option(n, PFC_IP6_EXT))
		str_printf(n->out, "(ip6 and ip6 proto %" PRIu32 ")", num);
	else
		str_printf(n->out,
		           "(ip6 and (ip6[6] = %" PRIu32
		           " or (ip6[6] = 44 and ip6[40] = %" PRIu32 ")))",
		           num, num);
}

static void put_ip_proto(struct normal *n, enum proto_id family, uint32_t num)
{
	if (family == PROTO_IP) {
		put_ip4_proto(n, num);
	} else if (family == PROTO_IP6) {
		put_ip6_proto(n, num);
	} else {
		str_printf(n->out, "(");
		put_ip6_proto(n, num);
		str_printf(n->out, " or ");
		put_ip4_proto(n, num);
		str_printf(n->out, ")");
	}
}

static void put_isis(struct normal *n, uint32_t types)
{
	bool first = true;

	str_printf(n->out, "(");
	for (uint32_t i = 0; i < 32; i++) {
		if (!(types >> i & 1))
			continue;
		next(n, &first, "or");
		str_printf(n->out, "isis proto %" PRIu32, i);
	}
	str_printf(n->out, ")");
}

static void put_proto(struct normal *n, enum proto_id id)
{
	const struct proto *p = proto_at(id);

	switch (p->layer) {
	case LAYER_IP:
		put_ip_proto(n, PROTO_NONE, p->number);
		return;
	case LAYER_IP4:
		put_ip_proto(n, PROTO_IP, p->number);
		return;
	case LAYER_IP6:
		put_ip_proto(n, PROTO_IP6, p->number);
		return;
	case LAYER_ISO:
		str_printf(n->out, "iso proto %" PRIu32, p->number);
		return;
	case LAYER_ISIS:
		put_isis(n, p->number);
		return;
	case LAYER_NONE:
	case LAYER_LINK:
	case LAYER_TYPE:
	case LAYER_RADIO:
		str_printf(n->out, "%s", p->word);
		return;
	}
}

static const struct {
	uint32_t bit, number;
	const char *word;
} transports[] = { { TRANSPORT_TCP, 6, "tcp " },
	           { TRANSPORT_UDP, 17, "udp " },
	           { TRANSPORT_SCTP, 132, "sctp " } };

static void put_transports(struct normal *n, uint32_t set, const char *field)
{
	bool first = true, several = set & (set - 1);

	str_printf(n->out, several ? "(" : "");
	for (size_t i = 0; i < 3; i++) {
		if (!(set & transports[i].bit))
			continue;
		next(n, &first, "or");
		str_printf(n->out, "%s = %" PRIu32, field, transports[i].number);
	}
	str_printf(n->out, several ? ")" : "");
}

static void put_port(struct normal *n, const char *field, uint32_t lo, uint32_t hi)
{
	if (lo == hi)
		str_printf(n->out, "%s = %" PRIu32, field, lo);
	else
		str_printf(n->out, "(%s >= %" PRIu32 " and %s <= %" PRIu32 ")", field, lo,
		           field, hi);
}

static void put_port_pair(struct normal *n, const struct resolved *r, const char *src,
                          const char *dst)
{
	bool first = true;

	str_printf(n->out, "(");
	if (r->dir != DIR_DST) {
		next(n, &first, "or");
		put_port(n, src, r->lo, r->hi);
	}
	if (r->dir != DIR_SRC) {
		next(n, &first, r->dir == DIR_SRC_AND_DST ? "and" : "or");
		put_port(n, dst, r->lo, r->hi);
	}
	str_printf(n->out, ")");
}

/* Behind IPv6 the walk along extension headers stays what the words say. */
static void put_ip6_ports(struct normal *n, const struct resolved *r)
{
	static const char *const dirs[] = { [DIR_NONE] = "", [DIR_SRC] = "src ",
		                            [DIR_DST] = "dst ", [DIR_SRC_OR_DST] = "",
		                            [DIR_SRC_AND_DST] = "src and dst " };
	const char *word = "";

	if (!option(n, PFC_IP6_EXT)) {
		str_printf(n->out, "(ip6 and ");
		put_transports(n, r->transports, "ip6[6]");
		str_printf(n->out, " and ");
		put_port_pair(n, r, "ip6[40 : 2]", "ip6[42 : 2]");
		str_printf(n->out, ")");
		return;
	}
	for (size_t i = 0; i < 3; i++) {
		if (r->transports == transports[i].bit)
			word = transports[i].word;
	}
	str_printf(n->out, "(ip6 and %s%sportrange %" PRIu32 "-%" PRIu32 ")", word,
	           dirs[r->dir], r->lo, r->hi);
}

static void put_ports(struct normal *n, const struct resolved *r)
{
	str_printf(n->out, "(");
	put_ip6_ports(n, r);
	str_printf(n->out, " or (ip and ");
	put_transports(n, r->transports, "ip[9]");
	str_printf(n->out, " and ip[6 : 2] & 0x1fff = 0 and ");
	put_port_pair(n, r, "ip[4 * (ip[0] & 15) : 2]", "ip[(4 * (ip[0] & 15)) + 2 : 2]");
	str_printf(n->out, "))");
}

static void put_prim(struct normal *n, const struct resolved *r)
{
	switch (r->kind) {
	case PRIM_HOST:
		put_hosts(n, r);
		return;
	case PRIM_LINK_HOST:
		put_link_host(n, r);
		return;
	case PRIM_LINK_HOST8:
		put_either_end(n, r, "link");
		return;
	case PRIM_DECNET:
		put_either_end(n, r, "decnet");
		return;
	case PRIM_GATEWAY:
		put_gateway(n, r);
		return;
	case PRIM_PORT:
		put_ports(n, r);
		return;
	case PRIM_IP_PROTO:
		put_ip_proto(n, r->proto, r->num);
		return;
	case PRIM_PROTOCHAIN:
		if (r->proto == PROTO_NONE)
			str_printf(n->out,
			           "(ip6 protochain %" PRIu32 " or ip protochain %" PRIu32
			           ")",
			           r->num, r->num);
		else
			str_printf(n->out, "%s protochain %" PRIu32,
			           proto_at(r->proto)->word, r->num);
		return;
	case PRIM_LINK_PROTO:
		str_printf(n->out, "link proto 0x%04" PRIx32, r->num);
		return;
	case PRIM_ISO_PROTO:
		str_printf(n->out, "iso proto %" PRIu32, r->num);
		return;
	case PRIM_ISIS_PROTO:
		str_printf(n->out, "isis proto %" PRIu32, r->num);
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
		walk |= option(n, PFC_IP6_EXT) && walks(guards[i]);
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
		           "(ip and (ip[16 : 4] & 0x%" PRIx32 " = 0 or ip[16 : 4] & 0x%" PRIx32
		           " = 0x%" PRIx32 "))",
		           host, host, host);
	else
		put_link_group(n, w->word == WORD_BROADCAST);
}

static void put_byte(struct normal *n, const struct ast_word *w)
{
	static const char *const ops[] = {
		[BYTE_EQ] = "=", [BYTE_LT] = "<", [BYTE_GT] = ">", [BYTE_AND] = "&",
		[BYTE_OR] = "|",
	};

	str_printf(n->out, "link[%" PRIu32 "] %s %" PRIu32 "%s", w->num, ops[w->byte_op],
	           w->num2,
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
		str_printf(n->out, "type %" PRIu32 " subtype 0x%" PRIx32, w->num, w->num2);
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
		if (r->kind != PRIM_HOST || r->proto != first->proto || r->dir != first->dir ||
		    r->v4_count + r->v6_count != 1 ||
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
	bool scoped = option(n, PFC_SCOPED), parens = scoped ? chain->parens : !outermost;
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
		put_prim(n, tree->prim.resolved);
		return;
	case AST_PROTO:
		put_proto(n, tree->proto);
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
