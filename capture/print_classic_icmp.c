/* SPDX-License-Identifier: BSD-2-Clause */
/* ICMP and ICMPv6 as tcpdump prints them. */
#include "capture/print_classic.h"

enum { PROTOCOL_TCP = 6, PROTOCOL_UDP = 17 };

/* What leads an unreachable address, and what follows it. */
struct reason {
	const char *before, *after;
};

static const struct reason reasons[] = {
	[0] = { "net ", " unreachable" },
	[1] = { "host ", " unreachable" },
	[4] = { "", " unreachable - need to frag" },
	[5] = { "", " unreachable - source route failed" },
	[6] = { "net ", " unreachable - unknown" },
	[7] = { "host ", " unreachable - unknown" },
	[8] = { "", " unreachable - source host isolated" },
	[9] = { "net ", " unreachable - admin prohibited" },
	[10] = { "host ", " unreachable - admin prohibited" },
	[11] = { "net ", " unreachable - tos prohibited" },
	[12] = { "host ", " unreachable - tos prohibited" },
	[13] = { "host ", " unreachable - admin prohibited filter" },
	[14] = { "host ", " unreachable - host precedence violation" },
	[15] = { "host ", " unreachable - precedence cutoff" },
};

static void put_port(struct print *p, const struct quote *q)
{
	if (q->protocol == PROTOCOL_TCP)
		out_text(&p->out, " tcp port ");
	else if (q->protocol == PROTOCOL_UDP)
		out_text(&p->out, " udp port ");
	else {
		out_text(&p->out, " protocol ");
		out_u32(&p->out, q->protocol);
		out_text(&p->out, " port ");
	}
	out_u32(&p->out, q->dst_port);
}

static void put_unreachable(struct print *p, const uint8_t *h, struct bytes b)
{
	struct quote q;

	classic_quote(&q, b);
	if (!q.dst) {
		classic_take(p, &b, 20, "icmp");
		return;
	}
	if (h[1] == 2) {
		out_ip4(&p->out, q.dst);
		out_text(&p->out, " protocol ");
		out_u32(&p->out, q.protocol);
		out_text(&p->out, " unreachable");
	} else if (h[1] == 3) {
		if (!q.has_port) {
			b.len = 0;
			classic_take(p, &b, 1, "icmp");
			return;
		}
		out_ip4(&p->out, q.dst);
		put_port(p, &q);
		out_text(&p->out, " unreachable");
	} else if (h[1] < sizeof(reasons) / sizeof(reasons[0])) {
		out_text(&p->out, reasons[h[1]].before);
		out_ip4(&p->out, q.dst);
		out_text(&p->out, reasons[h[1]].after);
		if (h[1] == 4 && get_be16(h + 6)) {
			out_text(&p->out, " (mtu ");
			out_u32(&p->out, get_be16(h + 6));
			out_char(&p->out, ')');
		}
	} else {
		out_ip4(&p->out, q.dst);
		out_text(&p->out, " unreachable - #");
		out_u32(&p->out, h[1]);
	}
}

static void put_redirect(struct print *p, const uint8_t *h, struct bytes b)
{
	static const char *const leads[] = { "net ", "host ", "net ", "host " };
	struct quote q;

	classic_quote(&q, b);
	out_text(&p->out, "redirect ");
	if (q.dst)
		out_ip4(&p->out, q.dst);
	out_text(&p->out, h[1] & 2 ? "-tos to " : " to ");
	out_text(&p->out, leads[h[1] & 3]);
	out_ip4(&p->out, h + 4);
}

static void put_echo(struct print *p, const char *name, const uint8_t *h)
{
	out_text(&p->out, name);
	classic_fact(p, "id", get_be16(h + 4));
	classic_fact(p, "seq", get_be16(h + 6));
}

void classic_icmp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h;

	out_text(&p->out, "ICMP ");
	h = classic_take(p, &b, 8, "icmp");
	if (!h)
		return;
	switch (h[0]) {
	case 0:
		put_echo(p, "echo reply", h);
		break;
	case 8:
		put_echo(p, "echo request", h);
		break;
	case 3:
		put_unreachable(p, h, b);
		break;
	case 4:
		out_text(&p->out, "source quench");
		break;
	case 5:
		put_redirect(p, h, b);
		break;
	case 11:
		out_text(&p->out, h[1] == 0 ? "time exceeded in-transit"
		                            : "ip reassembly time exceeded");
		break;
	case 12:
		out_text(&p->out, "parameter problem");
		out_text(&p->out, h[1] ? " - code " : " - octet ");
		out_u32(&p->out, h[1] ? h[1] : h[4]);
		break;
	case 13:
		out_text(&p->out, "time stamp query id ");
		out_u32(&p->out, get_be16(h + 4));
		out_text(&p->out, " seq ");
		out_u32(&p->out, get_be16(h + 6));
		break;
	default:
		out_text(&p->out, "type-#");
		out_u32(&p->out, h[0]);
	}
	if (!p->marked)
		classic_len(p, len);
}

static const char *const unreachable6[] = {
	"unreachable route", "unreachable prohibited",
	"beyond scope",      "unreachable address",
	"unreachable port",  NULL,
	"reject route",      "error in source route header",
};

/* The name of a type in front of what it says; NULL: the number. */
static const char *const names6[256] = {
	[1] = "destination unreachable",
	[2] = "packet too big",
	[3] = "time exceeded",
	[4] = "parameter problem",
	[128] = "echo request",
	[129] = "echo reply",
	[130] = "multicast listener query",
	[131] = "multicast listener report",
	[132] = "multicast listener done",
	[133] = "router solicitation",
	[134] = "router advertisement",
	[135] = "neighbor solicitation",
	[136] = "neighbor advertisement",
	[137] = "redirect",
	[143] = "multicast listener report v2",
};

static void put_unreachable6(struct print *p, const uint8_t *h, struct bytes b)
{
	const char *why = h[1] < 8 ? unreachable6[h[1]] : NULL;
	struct quote q;

	classic_quote(&q, b);
	out_text(&p->out, ", ");
	out_text(&p->out, why ? why : "unknown");
	if (!q.dst) {
		classic_take(p, &b, 40, "icmp6");
		return;
	}
	if (h[1] == 4 && q.has_port) {
		out_text(&p->out, ", ");
		out_ip6(&p->out, q.dst);
		put_port(p, &q);
	} else {
		out_char(&p->out, ' ');
		out_ip6(&p->out, q.dst);
	}
}

/* The 16 bytes behind the header, an address. */
static void put_target(struct print *p, const char *lead, struct bytes *b)
{
	const uint8_t *target = classic_take(p, b, 16, "icmp6");

	if (!target)
		return;
	out_text(&p->out, lead);
	out_ip6(&p->out, target);
}

/* Behind the header the better hop, then whom it is for. */
static void put_redirect6(struct print *p, struct bytes b)
{
	const uint8_t *at = classic_take(p, &b, 32, "icmp6");

	if (!at)
		return;
	out_text(&p->out, ", ");
	out_ip6(&p->out, at + 16);
	out_text(&p->out, " to ");
	out_ip6(&p->out, at);
}

void classic_icmp6(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h;
	struct quote q;

	out_text(&p->out, "ICMP6, ");
	h = classic_take(p, &b, 8, "icmp6");
	if (!h)
		return;
	if (names6[h[0]]) {
		out_text(&p->out, names6[h[0]]);
	} else {
		out_text(&p->out, "unknown icmp6 type (");
		out_u32(&p->out, h[0]);
		out_char(&p->out, ')');
	}
	switch (h[0]) {
	case 1:
		put_unreachable6(p, h, b);
		break;
	case 2:
		classic_fact(p, "mtu", get_be32(h + 4));
		break;
	case 3:
		classic_quote(&q, b);
		out_text(&p->out, h[1] == 0 ? " in-transit" : " in-reassembly");
		if (q.dst) {
			out_text(&p->out, " for ");
			out_ip6(&p->out, q.dst);
		}
		break;
	case 128:
	case 129:
		classic_fact(p, "id", get_be16(h + 4));
		classic_fact(p, "seq", get_be16(h + 6));
		break;
	case 130: /* a blank is missing there */
	case 131:
	case 132:
		out_text(&p->out, "max resp delay: ");
		out_u32(&p->out, get_be16(h + 4));
		put_target(p, " addr: ", &b);
		break;
	case 137:
		put_redirect6(p, b);
		break;
	case 135:
		put_target(p, ", who has ", &b);
		break;
	case 136:
		put_target(p, ", tgt is ", &b);
		break;
	case 143:
		out_text(&p->out, ", ");
		out_u32(&p->out, get_be16(h + 6));
		out_text(&p->out, " group record(s)");
		break;
	default:
		break;
	}
	if (!p->marked)
		classic_len(p, len);
}
