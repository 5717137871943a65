/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/resolve_port.c - operands of port, portrange, proto and protochain.
 *
 * A number means every transport. A service that the databases have for one transport
 * means that one only, unless both TCP and UDP have it under the same number.
 */
#include <string.h>

#include "base/str.h"
#include "compiler/resolve_int.h"
#include "proto/ipprotos.h"
#include "proto/services.h"

enum {
	PORT_MAX = 65535,
	TRANSPORT_ALL = TRANSPORT_TCP | TRANSPORT_UDP | TRANSPORT_SCTP,
	IP_PROTO_MAX = 255,
	NLPID_MAX = 255,
	ISIS_TYPE_MAX = 31,
	LINK_PROTO_MAX = 65535,
};

/* One end of a range; a port is a range with two equal ends. */
struct end {
	uint32_t port;
	uint32_t transports; /* set of TRANSPORT_ it may be of */
};

static const char *const transport_names[PORT_KINDS] = { "tcp", "udp", "sctp" };

/* PORT_ of the protocol word, or -1 when none was written. */
static int wanted_transport(const struct prim *p)
{
	switch (p->head->proto) {
	case PROTO_TCP:
		return PORT_TCP;
	case PROTO_UDP:
		return PORT_UDP;
	case PROTO_SCTP:
		return PORT_SCTP;
	default:
		return -1;
	}
}

static struct end end_of_service(const struct name *n, int wanted)
{
	int32_t tcp = n->port[PORT_TCP], udp = n->port[PORT_UDP];
	struct end e = { 0, 0 };
	int kind = tcp >= 0 ? PORT_TCP : udp >= 0 ? PORT_UDP : PORT_SCTP;

	e.port = (uint32_t)n->port[kind];
	e.transports = tcp >= 0 && tcp == udp ? TRANSPORT_ALL : 1u << kind;
	if (wanted >= 0 && n->port[wanted] >= 0) {
		e.port = (uint32_t)n->port[wanted];
		e.transports |= 1u << wanted;
	}
	return e;
}

static void hint_service(const struct prim *p, struct diag *d, const char *name)
{
	struct closest near = { .word = name, .len = strlen(name) };

	if (!d)
		return;
	for (size_t i = 0; i < service_count(); i++)
		closest_try(&near, service_at(i)->name);
	if (near.best)
		diag_hint(p->cx->diags, d, "did you mean '%s'?", near.best);
	else
		d->hint = "write the number of the port";
}

/* Of ends in different transports either may be meant: then the range is of all. */
static bool set_range(const struct prim *p, struct end a, struct end b)
{
	uint32_t both = a.transports == b.transports ? a.transports : TRANSPORT_ALL;
	int wanted = wanted_transport(p);
	struct diag *d;
	int is = 0;

	p->out->kind = PRIM_PORT;
	p->out->lo = a.port < b.port ? a.port : b.port;
	p->out->hi = a.port < b.port ? b.port : a.port;
	p->out->transports = wanted < 0 ? both : 1u << wanted;
	if (wanted < 0 || both & 1u << wanted)
		return true;
	while (!(both & 1u << is))
		is++;
	d = diag_error(p->cx->diags, p->opd->at, "'%s' is a service of %s, not of %s",
	               quote(p->cx, p->opd->at), transport_names[is],
	               transport_names[wanted]);
	d->also = p->head->proto_at;
	diag_hint(p->cx->diags, d, "write '%s%s', or the number",
	          qualifiers(p->cx, p->head, transport_names[is], NULL),
	          quote(p->cx, p->opd->at));
	return false;
}

static void port_name(const struct prim *p)
{
	struct name *n = names_get(&p->cx->names, NAME_SERVICE, p->opd->name);
	struct end e;

	if (!n->found) {
		hint_service(p, unknown_name(p->cx, p->opd->at, n, "service"), n->text);
		return;
	}
	e = end_of_service(n, wanted_transport(p));
	set_range(p, e, e);
}

static void port_number(const struct prim *p)
{
	struct end e = { p->opd->num, TRANSPORT_ALL };

	if (!check_range(p->cx, p->opd->at, p->opd->num, PORT_MAX, "port"))
		return;
	lint_number(p);
	set_range(p, e, e);
}

static void not_a_port(const struct prim *p)
{
	struct diag *d = not_a(p, "a port");

	switch (p->opd->kind) {
	case OPD_DOTTED:
	case OPD_IP6:
		diag_hint(p->cx->diags, d, "write '%s%s'",
		          qualifiers(p->cx, p->head, "", "host"),
		          quote(p->cx, p->opd->at));
		break;
	case OPD_DOTTED_LEN:
	case OPD_DOTTED_MASK:
	case OPD_IP6_LEN:
		diag_hint(p->cx->diags, d, "write '%s%s'",
		          qualifiers(p->cx, p->head, "", "net"),
		          quote(p->cx, p->opd->at));
		break;
	case OPD_MAC:
	case OPD_MAC8:
		diag_hint(p->cx->diags, d, "write '%s%s'",
		          qualifiers(p->cx, p->head, "ether", "host"),
		          quote(p->cx, p->opd->at));
		break;
	case OPD_NUM:
	case OPD_NAME:
	case OPD_FILE:
		break;
	}
}

void resolve_port(const struct prim *p)
{
	switch (p->opd->kind) {
	case OPD_NUM:
		port_number(p);
		break;
	case OPD_NAME:
		port_name(p);
		break;
	default:
		not_a_port(p);
		break;
	}
}

bool read_number(const char *text, uint32_t *value)
{
	uint32_t base = 10;
	uint64_t n = 0;

	if (text[0] == '0' && (text[1] | 0x20) == 'x' && text[2]) {
		base = 16;
		text += 2;
	} else if (text[0] == '0') {
		base = 8;
	}
	if (!*text)
		return false;
	for (; *text; text++) {
		uint32_t c = (uint8_t)*text;
		uint32_t digit = c - '0' < 10           ? c - '0'
		                 : (c | 0x20) - 'a' < 6 ? (c | 0x20) - 'a' + 10
		                                        : 99;

		if (digit >= base)
			return false;
		n = n * base + digit;
		n = n > UINT32_MAX ? UINT32_MAX : n;
	}
	*value = (uint32_t)n;
	return true;
}

void cut_range(struct arena *arena, const char *range, const char **lo, const char **hi)
{
	const char *hyphen = strchr(range, '-');

	*lo = range;
	*hi = NULL;
	if (!hyphen)
		return;
	*lo = arena_strndup(arena, range, (size_t)(hyphen - range));
	*hi = hyphen + 1;
}

void want_portrange(struct names *names, const char *range)
{
	const char *end[2];
	uint32_t number;

	cut_range(names->arena, range, &end[0], &end[1]);
	for (int i = 0; i < 2; i++) {
		if (end[i] && !read_number(end[i], &number))
			names_want(names, NAME_SERVICE, end[i]);
	}
	/* "ftp-data" is a service itself, which the message should know. */
	names_want(names, NAME_SERVICE, range);
}

static bool range_end(const struct prim *p, const char *text, struct span at,
                      struct end *e)
{
	const struct name *whole = names_get(&p->cx->names, NAME_SERVICE, p->opd->name);
	struct name *n;
	struct diag *d;

	e->transports = TRANSPORT_ALL;
	if (read_number(text, &e->port))
		return check_range(p->cx, at, e->port, PORT_MAX, "port");
	n = names_get(&p->cx->names, NAME_SERVICE, text);
	if (n->found) {
		*e = end_of_service(n, wanted_transport(p));
		return true;
	}
	d = unknown_name(p->cx, at, n, "service");
	if (d && whole->found)
		diag_hint(p->cx->diags, d, "write '%s%s': a range ends at its hyphen",
		          qualifiers(p->cx, p->head, NULL, "port"), whole->text);
	else
		hint_service(p, d, text);
	return false;
}

static void range_name(const struct prim *p)
{
	struct span lo_at = p->opd->at, hi_at = p->opd->at;
	const char *lo, *hi;
	struct end a, b;
	bool ok;

	cut_range(p->cx->arena, p->opd->name, &lo, &hi);
	if (!hi) {
		port_name(p);
		return;
	}
	hi_at.len = (uint32_t)strlen(hi);
	hi_at.off += lo_at.len - hi_at.len;
	lo_at.len -= hi_at.len + 1;
	ok = range_end(p, lo, lo_at, &a);
	ok &= range_end(p, hi, hi_at, &b);
	if (ok)
		set_range(p, a, b);
}

void resolve_portrange(const struct prim *p)
{
	switch (p->opd->kind) {
	case OPD_NUM:
		port_number(p);
		break;
	case OPD_NAME:
		range_name(p);
		break;
	default:
		not_a_port(p);
		break;
	}
}

static void proto_number(const struct prim *p, uint32_t max, const char *what)
{
	if (!check_range(p->cx, p->opd->at, p->opd->num, max, what))
		return;
	lint_number(p);
	p->out->num = p->opd->num;
}

static void ip_proto_name(const struct prim *p)
{
	struct name *n = names_get(&p->cx->names, NAME_IPPROTO, p->opd->name);
	struct closest near = { .word = n->text, .len = strlen(n->text) };
	struct diag *d;

	p->out->num = n->number;
	d = n->found ? NULL : unknown_name(p->cx, p->opd->at, n, "protocol");
	if (!d)
		return;
	for (size_t i = 0; i < ipproto_count(); i++)
		closest_try(&near, ipproto_at(i)->name);
	if (near.best)
		diag_hint(p->cx->diags, d, "did you mean '%s'?",
		          spelled(p->cx, near.best));
	else
		d->hint = "write the number of the protocol";
}

static void not_a_proto(const struct prim *p, const char *what)
{
	struct diag *d = not_a(p, what);

	d->also = p->head->type_at;
}

static void ip_proto(const struct prim *p)
{
	p->out->kind = p->type == TYPE_PROTO ? PRIM_IP_PROTO : PRIM_PROTOCHAIN;
	if (p->opd->kind == OPD_NUM)
		proto_number(p, IP_PROTO_MAX, "protocol");
	else if (p->opd->kind == OPD_NAME)
		ip_proto_name(p);
	else
		not_a_proto(p, "a protocol");
}

static void link_proto(const struct prim *p)
{
	p->out->kind = PRIM_LINK_PROTO;
	if (p->opd->kind == OPD_NUM)
		proto_number(p, LINK_PROTO_MAX, "link protocol");
	else if (p->opd->kind == OPD_NAME)
		named_operand(p->cx, OPERANDS_LINK_PROTO, p->opd->name, p->opd->at,
		              "link protocol", &p->out->num);
	else
		not_a_proto(p, "a protocol");
}

static void iso_proto(const struct prim *p)
{
	p->out->kind = PRIM_ISO_PROTO;
	if (p->opd->kind == OPD_NUM)
		proto_number(p, NLPID_MAX, "ISO protocol");
	else if (p->opd->kind == OPD_NAME)
		named_operand(p->cx, OPERANDS_ISO_PROTO, p->opd->name, p->opd->at,
		              "ISO protocol", &p->out->num);
	else
		not_a_proto(p, "a protocol");
}

static void isis_proto(const struct prim *p)
{
	p->out->kind = PRIM_ISIS_PROTO;
	if (p->opd->kind == OPD_NUM)
		proto_number(p, ISIS_TYPE_MAX, "IS-IS PDU type");
	else
		not_a_proto(p, "the number of an IS-IS PDU type");
}

void resolve_proto(const struct prim *p)
{
	switch (p->head->proto) {
	case PROTO_LINK:
		link_proto(p);
		break;
	case PROTO_ISO:
		iso_proto(p);
		break;
	case PROTO_ISIS:
		isis_proto(p);
		break;
	default:
		ip_proto(p);
		break;
	}
}
