/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/resolve_host.c - operands of host, net and gateway become addresses.
 *
 * A dotted literal with fewer than four parts stands for a whole network, after host too;
 * a bare number is an address after host, and a network padded on the right after net.
 */
#include <ctype.h>
#include <string.h>

#include "base/bytes.h"
#include "compiler/resolve_int.h"

enum { BARE_NUMBER_LIMIT = 65536 }; /* below it a port was meant more often */

static const char *dotted(struct resolver *cx, uint32_t addr)
{
	return arena_printf(cx->arena, "%u.%u.%u.%u", addr >> 24, addr >> 16 & 255,
	                    addr >> 8 & 255, addr & 255);
}

static uint32_t mask_of_bits(uint32_t bits)
{
	return bits ? UINT32_MAX << (32 - bits) : 0;
}

static void add_v4(const struct prim *p, uint32_t addr, uint32_t mask)
{
	p->out->kind = PRIM_HOST;
	p->out->v4 = arena_alloc(p->cx->arena, sizeof(*p->out->v4));
	p->out->v4[0] = (struct net4){ addr, mask };
	p->out->v4_count = 1;
}

static bool takes_v4(const struct prim *p)
{
	return p->head->proto != PROTO_IP6;
}

static bool takes_v6(const struct prim *p)
{
	return p->head->proto == PROTO_NONE || p->head->proto == PROTO_IP6;
}

/* An address of the family that the protocol word does not have. */
static void wrong_family(const struct prim *p, const char *family, const char *instead)
{
	struct resolver *cx = p->cx;
	struct diag *d = not_a(p, family);

	d->also = p->head->proto_at;
	diag_hint(cx->diags, d, "write '%s%s'", qualifiers(cx, p->head, instead, NULL),
	          quote(cx, p->opd->at));
}

static bool check_v4(const struct prim *p)
{
	if (takes_v4(p))
		return true;
	wrong_family(p, "an IPv6 address", "ip");
	return false;
}

static bool check_v6(const struct prim *p)
{
	if (takes_v6(p))
		return true;
	wrong_family(p, "an IPv4 address", "ip6");
	return false;
}

/* Parts of a dotted literal, first part leftmost. */
static bool pack_parts(const struct prim *p, const uint32_t *part, uint32_t count,
                       uint32_t *value)
{
	*value = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (part[i] > 255) {
			struct diag *d = not_a(p, "an IPv4 address");

			diag_hint(p->cx->diags, d, "%u is above 255", part[i]);
			return false;
		}
		*value |= part[i] << (24 - 8 * i);
	}
	return true;
}

static bool zero_padded(const char *digits)
{
	return digits[0] == '0' && isdigit((unsigned char)digits[1]);
}

/* A part such as 010 is decimal here, and octal to inet_aton() and many programs. */
static void lint_parts(const struct prim *p)
{
	const char *text = p->cx->text;
	uint32_t end = p->opd->at.off + p->opd->at.len;

	if (!text)
		return;
	for (uint32_t i = p->opd->at.off; i + 2 < end; i++) {
		bool starts =
			i == p->opd->at.off || !isalnum((unsigned char)text[i - 1]);
		struct diag *d;

		if (text[i] == '/')
			return;
		if (!starts || !zero_padded(text + i))
			continue;
		d = diag_lint(p->cx->diags, "octal", p->opd->at,
		              "'%s' is read in decimal in spite of its leading zero",
		              quote(p->cx, p->opd->at));
		d->hint = "leave the leading zero out";
		return;
	}
}

static void host_number(const struct prim *p)
{
	struct resolver *cx = p->cx;
	const struct ast_operand *opd = p->opd;
	const char *addr = dotted(cx, opd->num);
	struct diag *d;

	if (!check_v4(p))
		return;
	add_v4(p, opd->num, UINT32_MAX);
	if (lint_number(p) || opd->num >= BARE_NUMBER_LIMIT)
		return;
	d = diag_lint(cx->diags, "bare-number", opd->at, "'%s' is read as the host %s",
	              quote(cx, opd->at), addr);
	if (p->head->proto == PROTO_NONE)
		diag_hint(cx->diags, d, "write '%s%s' if a port is meant, else '%s%s'",
		          qualifiers(cx, p->head, NULL, "port"), quote(cx, opd->at),
		          qualifiers(cx, p->head, NULL, "host"), addr);
	else
		diag_hint(cx->diags, d, "write '%s%s'",
		          qualifiers(cx, p->head, NULL, NULL), addr);
}

static void host_dotted(const struct prim *p)
{
	struct resolver *cx = p->cx;
	uint32_t bits = 8 * p->opd->nparts;
	struct diag *d;
	uint32_t addr;

	if (!check_v4(p) || !pack_parts(p, p->opd->part, p->opd->nparts, &addr))
		return;
	add_v4(p, addr, mask_of_bits(bits));
	lint_parts(p);
	if (bits == 32)
		return;
	d = diag_lint(cx->diags, "short-host", p->opd->at,
	              "'%s' is read as the network %s/%u", quote(cx, p->opd->at),
	              dotted(cx, addr), bits);
	diag_hint(cx->diags, d, "write '%s%s'", qualifiers(cx, p->head, NULL, "net"),
	          quote(cx, p->opd->at));
}

static void add_v6(const struct prim *p, uint32_t bits)
{
	struct net6 *net = arena_alloc(p->cx->arena, sizeof(*net));

	for (uint32_t i = 0; i < 4; i++) {
		uint32_t left = bits > 32 * i ? bits - 32 * i : 0;

		net->mask[i] = mask_of_bits(left > 32 ? 32 : left);
		net->addr[i] = get_be32(p->opd->ip6 + 4 * i);
	}
	p->out->kind = PRIM_HOST;
	p->out->v6 = net;
	p->out->v6_count = 1;
}

static void is_a_network(const struct prim *p)
{
	struct diag *d = not_a(p, "a host but a network");

	diag_hint(p->cx->diags, d, "write '%s%s'",
	          qualifiers(p->cx, p->head, NULL, "net"), quote(p->cx, p->opd->at));
}

static void is_a_mac(const struct prim *p)
{
	struct diag *d = not_a(p, "an IP address but a link address");

	const char *mac = quote(p->cx, p->opd->at);
	const char *before = qualifiers(p->cx, p->head, "ether", "host");

	if (strpbrk(mac, ":-."))
		diag_hint(p->cx->diags, d, "write '%s%s'", before, mac);
	else
		diag_hint(p->cx->diags, d, "write '%s%s', or '\\%s' if it is a name",
		          before, mac, mac);
}

static void copy_addresses(const struct prim *p, const struct name *n)
{
	struct resolved *out = p->out;

	out->kind = PRIM_HOST;
	if (takes_v4(p) && n->v4_count) {
		out->v4 = arena_alloc(p->cx->arena, n->v4_count * sizeof(*out->v4));
		out->v4_count = n->v4_count;
		for (uint32_t i = 0; i < n->v4_count; i++)
			out->v4[i] = (struct net4){ n->v4[i], UINT32_MAX };
	}
	if (takes_v6(p) && n->v6_count) {
		out->v6 = arena_alloc(p->cx->arena, n->v6_count * sizeof(*out->v6));
		out->v6_count = n->v6_count;
		for (uint32_t i = 0; i < n->v6_count; i++) {
			for (uint32_t w = 0; w < 4; w++) {
				out->v6[i].addr[w] = get_be32(n->v6[i] + 4 * w);
				out->v6[i].mask[w] = UINT32_MAX;
			}
		}
	}
}

static struct name *host_by_name(const struct prim *p)
{
	struct name *n = names_get(&p->cx->names, NAME_HOST, p->opd->name);
	struct diag *d;

	if (n->found)
		return n;
	if (!p->cx->opts->no_lookup) {
		unknown_name(p->cx, p->opd->at, n, "host");
	} else if (!n->reported) {
		n->reported = true;
		d = diag_error(p->cx->diags, p->opd->at,
		               "'%s' is a host name, and names are not looked up",
		               n->text);
		d->hint = "write its address";
	}
	return NULL;
}

static void host_name(const struct prim *p)
{
	struct name *n = host_by_name(p);

	if (!n)
		return;
	copy_addresses(p, n);
	if (!p->out->v4_count && !p->out->v6_count)
		diag_error(p->cx->diags, p->opd->at, "host '%s' has no %s address",
		           n->text, takes_v4(p) ? "IPv4" : "IPv6")
			->also = p->head->proto_at;
}

void resolve_host(const struct prim *p)
{
	switch (p->opd->kind) {
	case OPD_NUM:
		host_number(p);
		break;
	case OPD_NAME:
		host_name(p);
		break;
	case OPD_DOTTED:
		host_dotted(p);
		break;
	case OPD_DOTTED_LEN:
	case OPD_DOTTED_MASK:
		is_a_network(p);
		break;
	case OPD_IP6:
		if (check_v6(p))
			add_v6(p, 128);
		break;
	case OPD_IP6_LEN:
		if (p->opd->bits != 128)
			is_a_network(p);
		else if (check_v6(p))
			add_v6(p, 128);
		break;
	case OPD_MAC:
		is_a_mac(p);
		break;
	case OPD_MAC8:
		diag_hint(p->cx->diags, not_a(p, "an IP address but a link address"),
		          "write 'link host %s'", quote(p->cx, p->opd->at));
		break;
	case OPD_FILE: /* read_sets() left none */
		break;
	}
}

/* A bare number or the number of a networks database: shifted left until its top byte
 * is not zero, the mask alike.
 */
static uint32_t left_justified(uint32_t n, uint32_t *bits)
{
	*bits = 32;
	while (n && !(n & 0xff000000)) {
		n <<= 8;
		*bits -= 8;
	}
	return n;
}

static void net_number(const struct prim *p)
{
	struct resolver *cx = p->cx;
	uint32_t num = p->opd->num, bits;
	uint32_t addr = left_justified(num, &bits);
	struct diag *d;

	if (!check_v4(p))
		return;
	/* What is left below the mask is nothing: the shift moved zeros in. */
	add_v4(p, addr, mask_of_bits(bits));
	if (lint_number(p) || (num && num < 256) || num >> 24)
		return;
	d = diag_lint(cx->diags, "net-number", p->opd->at, "'%s' is read as %s/%u",
	              quote(cx, p->opd->at), dotted(cx, addr), bits);
	diag_hint(cx->diags, d, "write '%s%s/%u'", qualifiers(cx, p->head, NULL, NULL),
	          dotted(cx, addr), num ? bits : 0);
}

static void net_name(const struct prim *p)
{
	struct resolver *cx = p->cx;
	struct name *n = names_get(&cx->names, NAME_NET, p->opd->name);
	uint32_t bits, addr;
	struct diag *d;

	if (!takes_v4(p)) {
		diag_error(cx->diags, p->opd->at, "network '%s' cannot be IPv6",
		           n->text)
			->also = p->head->proto_at;
		return;
	}
	if (!n->found || !n->number) {
		d = unknown_name(p->cx, p->opd->at, n, "network");
		if (d)
			d->hint = cx->opts->no_lookup ? "write its address"
			                              : "names of networks are in "
			                                "networks(5)";
		return;
	}
	addr = left_justified(n->number, &bits);
	add_v4(p, addr, mask_of_bits(bits));
	if (bits < 32 || addr & 255)
		return;
	/* glibc fills the entry up with zeros, so nothing tells 127 from 127.0.0.0. */
	d = diag_lint(cx->diags, "net-number", p->opd->at,
	              "network '%s' is read as the one address %s", n->text,
	              dotted(cx, addr));
	d->hint = "write the network as address/length";
}

/* An address and its mask, which must leave none of the address out. */
static void net_masked(const struct prim *p, uint32_t addr, uint32_t mask)
{
	struct resolver *cx = p->cx;
	struct diag *d;

	if (!(addr & ~mask)) {
		add_v4(p, addr, mask);
		return;
	}
	d = diag_error(cx->diags, p->opd->at, "'%s' has bits set outside its mask",
	               quote(cx, p->opd->at));
	if (p->opd->kind == OPD_DOTTED_LEN)
		diag_hint(cx->diags, d, "write '%s%s/%u' or '%s%s'",
		          qualifiers(cx, p->head, NULL, NULL), dotted(cx, addr & mask),
		          p->opd->bits, qualifiers(cx, p->head, NULL, "host"),
		          dotted(cx, addr));
	else
		diag_hint(cx->diags, d, "write '%s%s mask %s'",
		          qualifiers(cx, p->head, NULL, NULL), dotted(cx, addr & mask),
		          dotted(cx, mask));
}

static bool check_bits(const struct prim *p, uint32_t max)
{
	if (p->opd->bits <= max)
		return true;
	diag_error(p->cx->diags, p->opd->at, "prefix length %u is out of range 0 to %u",
	           p->opd->bits, max);
	return false;
}

static void net_dotted(const struct prim *p)
{
	const struct ast_operand *opd = p->opd;
	uint32_t addr, mask;

	if (!check_v4(p) || !pack_parts(p, opd->part, opd->nparts, &addr))
		return;
	lint_parts(p);
	if (opd->kind == OPD_DOTTED)
		add_v4(p, addr, mask_of_bits(8 * opd->nparts));
	else if (opd->kind == OPD_DOTTED_LEN && check_bits(p, 32))
		net_masked(p, addr, mask_of_bits(opd->bits));
	else if (opd->kind == OPD_DOTTED_MASK &&
	         pack_parts(p, opd->mask, opd->nmask, &mask))
		net_masked(p, addr, mask);
}

static void net_ip6(const struct prim *p)
{
	uint32_t bits = p->opd->kind == OPD_IP6_LEN ? p->opd->bits : 128;
	struct diag *d;

	if (!check_v6(p) || !check_bits(p, 128))
		return;
	add_v6(p, bits);
	for (uint32_t i = 0; i < 4; i++) {
		if (!(p->out->v6->addr[i] & ~p->out->v6->mask[i]))
			continue;
		d = not_a(p, "a network: it has bits set beyond its length");
		d->hint = "clear the bits behind the prefix, or use host";
		return;
	}
}

void resolve_net(const struct prim *p)
{
	struct diag *d;

	switch (p->opd->kind) {
	case OPD_NUM:
		net_number(p);
		break;
	case OPD_NAME:
		net_name(p);
		break;
	case OPD_DOTTED:
	case OPD_DOTTED_LEN:
	case OPD_DOTTED_MASK:
		net_dotted(p);
		break;
	case OPD_IP6:
	case OPD_IP6_LEN:
		net_ip6(p);
		break;
	case OPD_MAC:
	case OPD_MAC8:
		d = not_a(p, "a network but a link address");
		diag_hint(p->cx->diags, d, "write 'ether host %s'",
		          quote(p->cx, p->opd->at));
		break;
	case OPD_FILE: /* read_sets() left none */
		break;
	}
}

void resolve_link_host(const struct prim *p)
{
	const struct ast_operand *opd = p->opd;
	struct name *n;
	struct diag *d;

	p->out->kind = opd->kind == OPD_MAC8 ? PRIM_LINK_HOST8 : PRIM_LINK_HOST;
	if (opd->kind == OPD_MAC || opd->kind == OPD_MAC8) {
		memcpy(p->out->mac, opd->mac, sizeof(p->out->mac));
	} else if (opd->kind == OPD_NAME) {
		n = names_get(&p->cx->names, NAME_ETHER, opd->name);
		memcpy(p->out->mac, n->mac, sizeof(p->out->mac));
		d = n->found ? NULL : unknown_name(p->cx, p->opd->at, n, "link host");
		if (d)
			d->hint = p->cx->opts->no_lookup
			                  ? "names are not looked up; write its address"
			                  : "names of link hosts are in ethers(5)";
	} else {
		d = not_a(p, "a link address");
		d->hint = "a link address looks like 00:1b:21:3c:9d:f8";
		if ((opd->kind == OPD_DOTTED || opd->kind == OPD_IP6) &&
		    p->head->dir < DIR_ADDR1)
			diag_hint(p->cx->diags, d, "an IP address is written '%s%s'",
			          qualifiers(p->cx, p->head, "", "host"),
			          quote(p->cx, opd->at));
	}
}

void resolve_decnet(const struct prim *p)
{
	const struct ast_operand *opd = p->opd;
	struct diag *d;

	p->out->kind = PRIM_DECNET;
	if (opd->kind == OPD_NUM && opd->num <= UINT16_MAX) {
		p->out->num = opd->num;
	} else if (opd->kind == OPD_DOTTED && opd->nparts == 2 && opd->part[0] <= 63 &&
	           opd->part[1] <= 1023) {
		p->out->num = opd->part[0] << 10 | opd->part[1];
	} else {
		d = not_a(p, "a DECnet address");
		d->hint = "write area.node, with area 0 to 63 and node 0 to 1023";
	}
}

void resolve_gateway(const struct prim *p)
{
	struct resolver *cx = p->cx;
	struct name *host, *ether;
	struct diag *d;

	if (p->opd->kind != OPD_NAME) {
		d = not_a(p, "a name");
		d->hint = "a gateway needs a name with an IP and a link address, "
			  "in hosts(5) and ethers(5)";
		return;
	}
	host = host_by_name(p);
	if (!host)
		return;
	ether = names_get(&cx->names, NAME_ETHER, p->opd->name);
	if (!ether->found) {
		d = unknown_name(p->cx, p->opd->at, ether, "link host");
		if (d)
			d->hint = "names of link hosts are in ethers(5)";
		return;
	}
	copy_addresses(p, host);
	p->out->kind = PRIM_GATEWAY;
	memcpy(p->out->mac, ether->mac, sizeof(p->out->mac));
	p->out->v6_count = 0;
	if (!p->out->v4_count)
		diag_error(cx->diags, p->opd->at, "host '%s' has no IPv4 address",
		           host->text);
}
