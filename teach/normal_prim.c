/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/normal_prim.c - hosts, protocols and ports, written out. */
#include <inttypes.h>

#include "teach/normal_int.h"

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
static void put_either_end(struct normal *n, const struct resolved *r,
                           const char *proto)
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
	if (r->dir < DIR_ADDR1 && !(n->c->link->flags & LF_WLAN)) {
		put_either_end(n, r, "link");
		return;
	}
	str_printf(n->out, "link %shost ", dir_text(r->dir));
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
	if (normal_option(n, PFC_IP6_EXT))
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

void normal_proto(struct normal *n, enum proto_id id)
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
		str_printf(n->out, "(%s >= %" PRIu32 " and %s <= %" PRIu32 ")", field,
		           lo, field, hi);
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
	const char *word = "";

	if (!normal_option(n, PFC_IP6_EXT)) {
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
	           r->dir == DIR_SRC_OR_DST ? "" : dir_text(r->dir), r->lo, r->hi);
}

static void put_ports(struct normal *n, const struct resolved *r)
{
	str_printf(n->out, "(");
	put_ip6_ports(n, r);
	str_printf(n->out, " or (ip and ");
	put_transports(n, r->transports, "ip[9]");
	str_printf(n->out, " and ip[6 : 2] & 0x1fff = 0 and ");
	put_port_pair(n, r, "ip[4 * (ip[0] & 15) : 2]",
	              "ip[(4 * (ip[0] & 15)) + 2 : 2]");
	str_printf(n->out, "))");
}

void normal_prim(struct normal *n, const struct resolved *r)
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
		/* In the order of lowering: so the program is the same, and needs no proof. */
		if (r->proto == PROTO_NONE)
			str_printf(n->out,
			           "(ip protochain %" PRIu32
			           " or ip6 protochain %" PRIu32 ")",
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
