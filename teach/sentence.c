/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/sentence.c - each primitive is a verb and what follows it, so that `not` can turn it. */
#include "teach/sentence.h"

#include <inttypes.h>

#include "proto/field.h"
#include "teach/normal.h"

enum { NAMES_MAX = 6 /* items of a list that are named */ };

struct speech {
	struct str *out;
	struct compile *c;
	bool mpls; /* behind `mpls`: no ARP */
};

static void say_tree(struct speech *s, const struct ast *tree, bool not,
                     bool outermost);

static void verb(struct speech *s, bool not, const char *yes, const char *no)
{
	str_printf(s->out, "%s ", not ? no : yes);
}

static void are(struct speech *s, bool not )
{
	verb(s, not, "are", "are not");
}

static void have(struct speech *s, bool not )
{
	verb(s, not, "have", "do not have");
}

static void carry(struct speech *s, bool not )
{
	verb(s, not, "carry", "do not carry");
}

/* "6 (TCP)" */
static void put_named(struct str *out, enum field_values values, uint32_t n)
{
	const char *name = field_value_name(values, n);

	str_printf(out, "%" PRIu32, n);
	if (name)
		str_printf(out, " (%s)", name);
}

/* ---- primitives ---- */

static const char *end_words(enum ast_dir dir)
{
	switch (dir) {
	case DIR_SRC:
		return "the source";
	case DIR_DST:
		return "the destination";
	case DIR_SRC_AND_DST:
		return "the source and the destination";
	case DIR_ADDR1:
		return "the first";
	case DIR_ADDR2:
		return "the second";
	case DIR_ADDR3:
		return "the third";
	case DIR_ADDR4:
		return "the fourth";
	case DIR_RA:
		return "the receiver";
	case DIR_TA:
		return "the transmitter";
	case DIR_NONE:
	case DIR_SRC_OR_DST:
		break;
	}
	return "the source or destination";
}

static void put_addresses(struct speech *s, const struct resolved *r)
{
	uint32_t shown = 0, all = r->v4_count + r->v6_count;

	for (uint32_t i = 0; i < r->v4_count && shown < NAMES_MAX; i++) {
		str_printf(s->out, "%s", shown++ ? " or " : "");
		normal_net4(s->out, &r->v4[i]);
	}
	for (uint32_t i = 0; i < r->v6_count && shown < NAMES_MAX; i++) {
		str_printf(s->out, "%s", shown++ ? " or " : "");
		normal_net6(s->out, &r->v6[i]);
	}
	if (shown < all)
		str_printf(s->out, " or one of %" PRIu32 " more", all - shown);
}

static bool is_net(const struct resolved *r)
{
	for (uint32_t i = 0; i < r->v4_count; i++) {
		if (r->v4[i].mask != UINT32_MAX)
			return true;
	}
	for (uint32_t i = 0; i < r->v6_count; i++) {
		if (r->v6[i].mask[3] != UINT32_MAX)
			return true;
	}
	return false;
}

static void say_host(struct speech *s, const struct resolved *r, bool not )
{
	have(s, not );
	str_printf(s->out, "%s address %s", end_words(r->dir), is_net(r) ? "in " : "");
	put_addresses(s, r);
	if (r->proto == PROTO_ARP || r->proto == PROTO_RARP)
		str_printf(s->out, " in an %s message",
		           r->proto == PROTO_ARP ? "ARP" : "RARP");
	else if (r->proto == PROTO_NONE && r->v4_count && !s->mpls)
		str_printf(s->out, " (in IPv4, ARP or RARP%s)",
		           r->v6_count ? ", or IPv6" : "");
}

static void say_ports(struct speech *s, const struct resolved *r, bool not )
{
	static const char *const transports[] = {
		[TRANSPORT_TCP] = "TCP",
		[TRANSPORT_UDP] = "UDP",
		[TRANSPORT_SCTP] = "SCTP",
		[TRANSPORT_TCP | TRANSPORT_UDP | TRANSPORT_SCTP] = "TCP, UDP or SCTP",
	};
	const char *which = r->transports < 8 ? transports[r->transports] : NULL;

	have(s, not );
	str_printf(s->out, "%s port ", end_words(r->dir));
	if (r->lo == r->hi)
		put_named(s->out, VALUES_PORT, r->lo);
	else
		str_printf(s->out, "from %" PRIu32 " to %" PRIu32, r->lo, r->hi);
	str_printf(s->out, " of %s", which ? which : "a transport protocol");
	str_printf(s->out,
	           s->c->opts.flags & PFC_IP6_EXT
	                   ? " (no later fragments)"
	                   : " (no later fragments, no IPv6 extension headers)");
}

static void say_link_host(struct speech *s, const struct resolved *r, bool not )
{
	have(s, not );
	str_printf(s->out, "%s link address ", end_words(r->dir));
	if (r->kind == PRIM_LINK_HOST8)
		str_printf(s->out, "%02x", r->mac[0]);
	else
		normal_mac(s->out, r->mac);
}

static void say_ip_proto(struct speech *s, enum proto_id family, uint32_t num,
                         bool not )
{
	const char *name = field_value_name(VALUES_IPPROTO, num);

	carry(s, not );
	if (name)
		str_printf(s->out, "%s", name);
	else
		str_printf(s->out, "IP protocol %" PRIu32, num);
	str_printf(s->out, " in %s",
	           family == PROTO_IP    ? "IPv4"
	           : family == PROTO_IP6 ? "IPv6"
	                                 : "IPv4 or IPv6");
}

static void say_prim(struct speech *s, const struct resolved *r, bool not )
{
	const char *name;

	switch (r->kind) {
	case PRIM_HOST:
		say_host(s, r, not );
		return;
	case PRIM_LINK_HOST:
	case PRIM_LINK_HOST8:
		say_link_host(s, r, not );
		return;
	case PRIM_DECNET:
		have(s, not );
		str_printf(s->out, "%s DECnet address %" PRIu32 ".%" PRIu32,
		           end_words(r->dir), r->num >> 10, r->num & 1023);
		return;
	case PRIM_GATEWAY:
		verb(s, not, "go", "do not go");
		str_printf(s->out, "by way of the gateway ");
		normal_mac(s->out, r->mac);
		str_printf(s->out, " and are not from or for it");
		return;
	case PRIM_PORT:
		say_ports(s, r, not );
		return;
	case PRIM_IP_PROTO:
		say_ip_proto(s, r->proto, r->num, not );
		return;
	case PRIM_PROTOCHAIN:
		have(s, not );
		str_printf(s->out, "protocol ");
		put_named(s->out, VALUES_IPPROTO, r->num);
		str_printf(s->out, " somewhere in their chain of IP headers");
		return;
	case PRIM_LINK_PROTO:
		have(s, not );
		name = field_value_name(VALUES_ETHERTYPE, r->num);
		str_printf(s->out, "the link-layer type 0x%04" PRIx32 "%s%s%s", r->num,
		           name ? " (" : "", name ? name : "", name ? ")" : "");
		return;
	case PRIM_ISO_PROTO:
		carry(s, not );
		str_printf(s->out, "the ISO protocol 0x%" PRIx32, r->num);
		return;
	case PRIM_ISIS_PROTO:
		are(s, not );
		str_printf(s->out, "IS-IS messages of type %" PRIu32, r->num);
		return;
	}
}

static void say_proto(struct speech *s, enum proto_id id, bool not )
{
	const struct proto *p = proto_at(id);
	const char *name;

	switch (p->layer) {
	case LAYER_IP:
		say_ip_proto(s, PROTO_NONE, p->number, not );
		return;
	case LAYER_IP4:
		say_ip_proto(s, PROTO_IP, p->number, not );
		return;
	case LAYER_IP6:
		say_ip_proto(s, PROTO_IP6, p->number, not );
		return;
	case LAYER_TYPE:
		name = field_value_name(VALUES_ETHERTYPE, p->number);
		are(s, not );
		str_printf(s->out, "%s",
		           name               ? name
		           : id == PROTO_RARP ? "RARP"
		                              : p->word);
		return;
	case LAYER_ISO:
	case LAYER_ISIS:
	case LAYER_NONE:
	case LAYER_LINK:
	case LAYER_RADIO:
		are(s, not );
		str_printf(s->out, "%s", p->word);
		return;
	}
}

/* ---- relations ---- */

/* An accessor that is one whole field, by its name. */
static const struct field *field_of(const struct speech *s, const struct expr *e)
{
	const struct field *f;

	if (e->kind != EXPR_LOAD || e->l->kind != EXPR_NUM || e->l->num > 255 ||
	    (e->proto == PROTO_LINK && s->c->link->number != LINKTYPE_ETHERNET))
		return NULL;
	f = field_of_bit(field_layer_of(e->proto), 8 * e->l->num);
	return f && f->bit == 8 * e->l->num && f->bits == 8 * e->size ? f : NULL;
}

static void put_expr(struct speech *s, const struct expr *e)
{
	const struct field *f = field_of(s, e);

	normal_expr(s->out, e);
	if (f)
		str_printf(s->out, " (%s %s)", field_layer_name(f->layer), f->name);
}

static void say_relation(struct speech *s, const struct ast *rel, bool not )
{
	static const char *const words[] = {
		[REL_EQ] = "equal to",  [REL_NE] = "not equal to",
		[REL_GT] = "more than", [REL_GE] = "at least",
		[REL_LT] = "less than", [REL_LE] = "at most",
	};

	have(s, not );
	put_expr(s, rel->rel.l);
	str_printf(s->out, " %s ", words[rel->rel.op]);
	put_expr(s, rel->rel.r);
}

/* ---- words ---- */

static void say_shift(struct speech *s, const struct ast_word *w, bool not )
{
	static const struct {
		enum word word;
		const char *what, *number;
	} shifts[] = {
		{ WORD_VLAN, "a VLAN tag", "id" },
		{ WORD_MPLS, "an MPLS label", "label" },
		{ WORD_PPPOES, "a PPPoE session header", "session" },
		{ WORD_GENEVE, "a Geneve header", "network" },
		{ WORD_VXLAN, "a VXLAN header", "network" },
	};

	have(s, not );
	for (size_t i = 0; i < sizeof(shifts) / sizeof(shifts[0]); i++) {
		if (shifts[i].word != w->word)
			continue;
		str_printf(s->out, "%s", shifts[i].what);
		if (w->has_num)
			str_printf(s->out, " with the %s ", shifts[i].number);
	}
	for (uint32_t i = 0; w->set && i < w->range_count && i < NAMES_MAX; i++) {
		str_printf(s->out, "%s%" PRIu32, i ? " or " : "", w->ranges[i].lo);
		if (w->ranges[i].lo != w->ranges[i].hi)
			str_printf(s->out, "-%" PRIu32, w->ranges[i].hi);
	}
	if (w->has_num && !w->set)
		str_printf(s->out, "%" PRIu32, w->num);
	str_printf(s->out, ", behind which the rest of the filter looks");
	s->mpls |= w->word == WORD_MPLS;
}

static void say_group(struct speech *s, const struct ast_word *w, bool not )
{
	bool broadcast = w->word == WORD_BROADCAST;

	are(s, not );
	if (w->proto == PROTO_IP)
		str_printf(s->out, "sent to %s",
		           broadcast ? "a broadcast address of IPv4"
		                     : "an IPv4 multicast group");
	else if (w->proto == PROTO_IP6)
		str_printf(s->out, "sent to an IPv6 multicast group");
	else
		str_printf(s->out, "sent to %s",
		           broadcast ? "all stations of the link"
		                     : "a group of stations of the "
		                       "link");
}

static void say_word(struct speech *s, const struct ast_word *w, bool not )
{
	switch (w->word) {
	case WORD_BROADCAST:
	case WORD_MULTICAST:
		say_group(s, w, not );
		return;
	case WORD_LESS:
		are(s, not );
		str_printf(s->out, "at most %" PRIu32 " bytes long", w->num);
		return;
	case WORD_GREATER:
		are(s, not );
		str_printf(s->out, "at least %" PRIu32 " bytes long", w->num);
		return;
	case WORD_INBOUND:
		are(s, not );
		str_printf(s->out, "received");
		return;
	case WORD_OUTBOUND:
		are(s, not );
		str_printf(s->out, "sent by this machine");
		return;
	case WORD_IFINDEX:
		are(s, not );
		str_printf(s->out, "of the interface with number %" PRIu32, w->num);
		return;
	case WORD_PPPOED:
		are(s, not );
		str_printf(s->out, "PPPoE discovery");
		return;
	case WORD_VLAN:
	case WORD_MPLS:
	case WORD_PPPOES:
	case WORD_GENEVE:
	case WORD_VXLAN:
		say_shift(s, w, not );
		return;
	case WORD_BYTE:
	case WORD_LLC:
	case WORD_PF_IFNAME:
	case WORD_PF_RULESET:
	case WORD_PF_RNR:
	case WORD_PF_SRNR:
	case WORD_PF_REASON:
	case WORD_PF_ACTION:
	case WORD_WLAN_TYPE:
	case WORD_WLAN_SUBTYPE:
	case WORD_WLAN_DIR:
	case WORD_ATM:
	case WORD_SS7:
	case WORD_ATM_FIELD:
	case WORD_SS7_FIELD:
		verb(s, not, "match", "do not match");
		str_printf(s->out, "'%s'", ast_word_text(&s->c->arena, w));
		return;
	}
}

/* ---- the tree ---- */

/* Can `not` of a chain be said by turning what it joins? In a long one that would be hard to
 * follow, and what moves the rest of the filter has to be said as it is.
 */
static bool turns(const struct ast *chain)
{
	if (chain->chain.count > 3)
		return false;
	for (uint32_t i = 0; i < chain->chain.count; i++) {
		const struct ast *kid = chain->chain.kid[i];

		while (kid->kind == AST_NOT)
			kid = kid->not ;
		if (kid->kind == AST_CHAIN || kid->kind == AST_WORD)
			return false;
		if (i > 1 && chain->chain.op[i] != chain->chain.op[i - 1])
			return false;
	}
	return true;
}

static void say_chain(struct speech *s, const struct ast *chain, bool not,
                      bool outermost)
{
	bool turned = not &&turns(chain);
	uint32_t opens = 0;

	for (uint32_t i = 2; i < chain->chain.count; i++)
		opens += chain->chain.op[i] != chain->chain.op[i - 1];
	if (not &&!turned)
		str_printf(s->out, "are not among those (that ");
	else if (!outermost)
		str_printf(s->out, "(");
	for (uint32_t i = 0; i < opens; i++)
		str_printf(s->out, "(");
	for (uint32_t i = 0; i < chain->chain.count; i++) {
		if (i > 1 && chain->chain.op[i] != chain->chain.op[i - 1])
			str_printf(s->out, ")");
		if (i)
			str_printf(s->out, (chain->chain.op[i] == OP_OR) != turned
			                           ? ", or that "
			                           : ", and that ");
		say_tree(s, chain->chain.kid[i], turned, false);
	}
	if ((not &&!turned) || !outermost)
		str_printf(s->out, ")");
}

static void say_tree(struct speech *s, const struct ast *tree, bool not, bool outermost)
{
	switch (tree->kind) {
	case AST_CHAIN:
		say_chain(s, tree, not, outermost);
		return;
	case AST_NOT:
		say_tree(s, tree->not, !not, outermost);
		return;
	case AST_PRIM:
		say_prim(s, tree->prim.resolved, not );
		return;
	case AST_PROTO:
		say_proto(s, tree->proto, not );
		return;
	case AST_REL:
		say_relation(s, tree, not );
		return;
	case AST_WORD:
		say_word(s, &tree->word, not );
		return;
	}
}

void sentence(struct str *out, struct compile *c)
{
	struct speech s = { .out = out, .c = c };

	if (!c->tree) {
		str_printf(out, "All packets.");
		return;
	}
	str_printf(out, "Packets that ");
	say_tree(&s, c->tree, false, true);
	str_printf(out, ".");
}
