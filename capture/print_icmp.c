/* SPDX-License-Identifier: BSD-2-Clause */
/* ICMP and ICMPv6, with the packet an error is about.
 *
 * Sources: RFC 792, RFC 950, RFC 1191, RFC 1256, RFC 8335; RFC 4443, RFC 4861, RFC 2710,
 * RFC 3810, RFC 4286, RFC 6550; IANA icmp-parameters and icmpv6-parameters.
 */
#include "capture/print_parts.h"

/* What is in the body of a type, after the eight bytes that every type has. */
enum body {
	BODY_OTHER,
	BODY_ECHO,     /* identifier and sequence number in the header */
	BODY_QUOTE,    /* the packet it is about */
	BODY_MTU,      /* the same, MTU in the header */
	BODY_POINTER,  /* the same, offset of the fault in the header */
	BODY_GATEWAY,  /* the same, IPv4 address in the header */
	BODY_TARGET,   /* IPv6: target address, options */
	BODY_REDIRECT, /* IPv6: target, destination, options */
	BODY_ROUTER,   /* IPv6: router advertisement */
	BODY_GROUP,    /* IPv6: multicast address */
	BODY_RECORDS,  /* IPv6: number of group records in the header */
};

struct icmp_type {
	uint8_t number;
	uint8_t body; /* enum body */
	const char *name;
	const char *const *codes; /* NULL: the number is shown unless it is 0 */
	uint8_t code_count;
};

#define CODES(list) list, sizeof(list) / sizeof(list[0])

static const char *const unreachable[] = {
	"net",
	"host",
	"protocol",
	"port",
	"frag needed",
	"source route",
	"net unknown",
	"host unknown",
	"source isolated",
	"net prohibited",
	"host prohibited",
	"net tos",
	"host tos",
	"filtered",
	"host precedence",
	"precedence cutoff",
};
static const char *const redirect[] = { "net", "host", "net tos", "host tos" };
static const char *const exceeded[] = { "in transit", "reassembly" };
static const char *const unreachable6[] = {
	"no route", "prohibited",    "beyond scope", "address",
	"port",     "source policy", "reject route", "source route",
};
static const char *const parameter6[] = { "header", "next header", "option",
	                                  "first fragment" };

/* clang-format off */
static const struct icmp_type types4[] = {
	{ 0, BODY_ECHO, "echo reply", NULL, 0 },
	{ 3, BODY_QUOTE, "unreachable", CODES(unreachable) },
	{ 4, BODY_QUOTE, "source quench", NULL, 0 },
	{ 5, BODY_GATEWAY, "redirect", CODES(redirect) },
	{ 8, BODY_ECHO, "echo request", NULL, 0 },
	{ 9, BODY_OTHER, "router advert", NULL, 0 },
	{ 10, BODY_OTHER, "router solicit", NULL, 0 },
	{ 11, BODY_QUOTE, "time exceeded", CODES(exceeded) },
	{ 12, BODY_POINTER, "parameter problem", NULL, 0 },
	{ 13, BODY_ECHO, "timestamp request", NULL, 0 },
	{ 14, BODY_ECHO, "timestamp reply", NULL, 0 },
	{ 17, BODY_ECHO, "mask request", NULL, 0 },
	{ 18, BODY_ECHO, "mask reply", NULL, 0 },
	{ 42, BODY_ECHO, "extended echo request", NULL, 0 },
	{ 43, BODY_ECHO, "extended echo reply", NULL, 0 },
};
static const struct icmp_type types6[] = {
	{ 1, BODY_QUOTE, "unreachable", CODES(unreachable6) },
	{ 2, BODY_MTU, "packet too big", NULL, 0 },
	{ 3, BODY_QUOTE, "time exceeded", CODES(exceeded) },
	{ 4, BODY_POINTER, "parameter problem", CODES(parameter6) },
	{ 128, BODY_ECHO, "echo request", NULL, 0 },
	{ 129, BODY_ECHO, "echo reply", NULL, 0 },
	{ 130, BODY_GROUP, "multicast query", NULL, 0 },
	{ 131, BODY_GROUP, "multicast report", NULL, 0 },
	{ 132, BODY_GROUP, "multicast done", NULL, 0 },
	{ 133, BODY_OTHER, "router solicit", NULL, 0 },
	{ 134, BODY_ROUTER, "router advert", NULL, 0 },
	{ 135, BODY_TARGET, "neighbor solicit", NULL, 0 },
	{ 136, BODY_TARGET, "neighbor advert", NULL, 0 },
	{ 137, BODY_REDIRECT, "redirect", NULL, 0 },
	{ 138, BODY_OTHER, "router renumber", NULL, 0 },
	{ 139, BODY_OTHER, "node information query", NULL, 0 },
	{ 140, BODY_OTHER, "node information response", NULL, 0 },
	{ 141, BODY_OTHER, "inverse neighbor solicit", NULL, 0 },
	{ 142, BODY_OTHER, "inverse neighbor advert", NULL, 0 },
	{ 143, BODY_RECORDS, "multicast report v2", NULL, 0 },
	{ 144, BODY_OTHER, "home agent request", NULL, 0 },
	{ 145, BODY_OTHER, "home agent reply", NULL, 0 },
	{ 146, BODY_OTHER, "mobile prefix solicit", NULL, 0 },
	{ 147, BODY_OTHER, "mobile prefix advert", NULL, 0 },
	{ 148, BODY_OTHER, "certification path solicit", NULL, 0 },
	{ 149, BODY_OTHER, "certification path advert", NULL, 0 },
	{ 151, BODY_OTHER, "multicast router advert", NULL, 0 },
	{ 152, BODY_OTHER, "multicast router solicit", NULL, 0 },
	{ 153, BODY_OTHER, "multicast router end", NULL, 0 },
	{ 155, BODY_OTHER, "rpl", NULL, 0 },
	{ 157, BODY_OTHER, "duplicate address request", NULL, 0 },
	{ 158, BODY_OTHER, "duplicate address confirm", NULL, 0 },
	{ 160, BODY_ECHO, "extended echo request", NULL, 0 },
	{ 161, BODY_ECHO, "extended echo reply", NULL, 0 },
};
/* clang-format on */

static const struct icmp_type *find_type(const struct icmp_type *types, size_t count,
                                         uint8_t number)
{
	for (size_t i = 0; i < count; i++)
		if (types[i].number == number)
			return &types[i];
	return NULL;
}

static void put_type(struct print *p, const struct icmp_type *t, const uint8_t *h)
{
	if (!t) {
		out_text(&p->out, "type ");
		out_u32(&p->out, h[0]);
		out_text(&p->out, " code ");
		out_u32(&p->out, h[1]);
		return;
	}
	out_text(&p->out, t->name);
	if (h[1] < t->code_count) {
		out_char(&p->out, ' ');
		out_text(&p->out, t->codes[h[1]]);
	} else if (h[1] || t->codes) {
		out_text(&p->out, " code ");
		out_u32(&p->out, h[1]);
	}
}

/* The packet that caused an error, as a line inside the line. It is cut short as a rule,
 * so nothing is said about that, and it is not a packet of its flow.
 */
static void put_quote(struct print *p, struct bytes b)
{
	struct print inner = *p;
	struct printer_opts opts = *p->opts;

	if (p->quoted || !b.len)
		return;
	out_text(&inner.out, " about ");
	inner.quoted = true;
	opts.json = false; /* the object is about this packet */
	inner.opts = &opts;
	inner.fragment = false;
	forget_addresses(&inner);
	if (p->addr_len == 4)
		print_ip4(&inner, b);
	else
		print_ip6(&inner, b);
	p->out = inner.out;
}

static void put_number(struct print *p, const char *name, uint32_t number)
{
	out_text(&p->out, name);
	out_u32(&p->out, number);
}

static void put_router(struct print *p, struct bytes *b, const uint8_t *h)
{
	put_number(p, " hop limit ", h[4]);
	if (h[5] & 0x80)
		out_text(&p->out, " managed");
	if (h[5] & 0x40)
		out_text(&p->out, " other");
	put_number(p, " lifetime ", get_be16(h + 6));
	take(p, b, 8);
}

static void put_target(struct print *p, const char *name, struct bytes *b)
{
	const uint8_t *target = take(p, b, 16);

	if (!target)
		return;
	out_text(&p->out, name);
	out_ip6(&p->out, target);
	obj_addr(p, name[1] == 'f' ? "destination" : "target", target, 16);
}

/* Options of neighbour discovery: a type, a length in units of eight bytes. */
static void put_nd_options(struct print *p, struct bytes b)
{
	while (b.len >= 8) {
		const uint8_t *at = bytes_take(&b, 8u * b.at[1]);

		if (!at || !at[1])
			return;
		if (at[0] == 1 || at[0] == 2) {
			out_text(&p->out, at[0] == 1 ? " from " : " is-at ");
			out_mac(&p->out, at + 2);
		} else if (at[0] == 3 && at[1] == 4) {
			out_text(&p->out, " prefix ");
			out_ip6(&p->out, at + 16);
			put_number(p, "/", at[2]);
		} else if (at[0] == 5) {
			put_number(p, " mtu ", get_be32(at + 4));
		}
	}
}

/* What the type says beyond its name; `mid` is the second word of the header. */
static void put_body(struct print *p, struct bytes b, enum body body, const uint8_t *h)
{
	uint32_t mid = get_be32(h + 4);

	switch (body) {
	case BODY_OTHER:
		break;
	case BODY_ECHO:
		put_fact(p, "id", mid >> 16);
		put_fact(p, "seq", mid & 0xffff);
		break;
	case BODY_QUOTE:
		if (p->addr_len == 4 && h[0] == 3 && h[1] == 4)
			put_fact(p, "mtu", mid & 0xffff);
		break;
	case BODY_MTU:
		put_fact(p, "mtu", mid);
		break;
	case BODY_POINTER:
		put_number(p, " at ", p->addr_len == 4 ? mid >> 24 : mid);
		break;
	case BODY_GATEWAY:
		out_text(&p->out, " to ");
		out_ip4(&p->out, h + 4);
		obj_addr(p, "gateway", h + 4, 4);
		break;
	case BODY_TARGET:
		put_target(p, " ", &b);
		put_nd_options(p, b);
		break;
	case BODY_REDIRECT:
		put_target(p, " to ", &b);
		put_target(p, " for ", &b);
		break;
	case BODY_ROUTER:
		put_router(p, &b, h);
		put_nd_options(p, b);
		break;
	case BODY_GROUP:
		put_target(p, " ", &b);
		break;
	case BODY_RECORDS:
		put_number(p, " groups ", mid & 0xffff);
		if (b.len >= 20) {
			out_char(&p->out, ' ');
			out_ip6(&p->out, b.at + 4);
		}
		break;
	}
}

static void more_icmp(struct print *p, const char *name, const struct bytes *all,
                      uint32_t wire)
{
	uint32_t sum = 0, here = p->wire;

	p->wire = wire;
	if (whole(p, all) && p->src && !p->routed && more_begin(p, name)) {
		if (p->addr_len == 16)
			sum = pseudo_sum(p);
		sum = add_sum(sum, all->at, 2);
		sum = add_sum(sum, all->at + 4, all->len - 4);
		more_checksum(p, "icmp_checksum", get_be16(all->at + 2), fold_sum(sum));
		more_end(p);
	}
	p->wire = here;
}

static void put_icmp(struct print *p, struct bytes b, const char *name,
                     const struct icmp_type *types, size_t count)
{
	struct bytes all = b;
	uint32_t len = p->wire;
	const uint8_t *h = take_header(p, &b, 8, name);
	const struct icmp_type *t;
	const char *start;
	bool error;

	if (!h)
		return;
	t = find_type(types, count, h[0]);
	put_addresses(p);
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	obj_open(p, name);
	obj_number(p, "type", h[0]);
	obj_number(p, "code", h[1]);
	error = t && t->body >= BODY_QUOTE && t->body <= BODY_GATEWAY;
	if (error)
		tint_begin(p, TINT_BAD);
	start = p->out.at;
	put_type(p, t, h);
	obj_since(p, "kind", start);
	if (error)
		tint_end(p);
	if (t && !p->opts->quiet)
		put_body(p, b, t->body, h);
	obj_close(p);
	put_number(p, " len ", len);
	more_icmp(p, name, &all, len);
	if (error && !p->opts->quiet)
		put_quote(p, b);
}

void print_icmp(struct print *p, struct bytes b)
{
	put_icmp(p, b, "icmp", types4, sizeof(types4) / sizeof(types4[0]));
}

void print_icmp6(struct print *p, struct bytes b)
{
	put_icmp(p, b, "icmp6", types6, sizeof(types6) / sizeof(types6[0]));
}
