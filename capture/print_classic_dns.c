/* SPDX-License-Identifier: BSD-2-Clause */
/* DNS over UDP as tcpdump prints it. */
#include "capture/print_app.h"
#include "capture/print_classic.h"

enum { RECORDS_MAX = 100 };

enum type {
	A = 1,
	NS = 2,
	CNAME = 5,
	SOA = 6,
	PTR = 12,
	MX = 15,
	TXT = 16,
	AAAA = 28,
	SRV = 33,
	OPT = 41,
	DNAME = 39,
};

static const char *const opcodes[16] = {
	"",         " inv_q",    " stat",     " op3",     " notify",  " update",
	" op6",     " op7",      " op8",      " updateA", " updateD", " updateDA",
	" updateM", " updateMA", " zoneInit", " zoneRef",
};

static const char *const rcodes[16] = {
	"",          " FormErr", " ServFail", " NXDomain", " NotImp",  " Refused",
	" YXDomain", " YXRRSet", " NXRRSet",  " NotAuth",  " NotZone", " Resp11",
	" Resp12",   " Resp13",  " Resp14",   " NoChange",
};

static void put_type(struct out *o, uint16_t type)
{
	static const struct {
		uint16_t number;
		const char *name;
	} names[] = {
		{ A, "A" },      { NS, "NS" },       { CNAME, "CNAME" },
		{ SOA, "SOA" },  { PTR, "PTR" },     { MX, "MX" },
		{ TXT, "TXT" },  { AAAA, "AAAA" },   { SRV, "SRV" },
		{ 35, "NAPTR" }, { OPT, "OPT" },     { 43, "DS" },
		{ 46, "RRSIG" }, { 47, "NSEC" },     { 48, "DNSKEY" },
		{ 252, "AXFR" }, { 251, "IXFR" },    { 255, "ANY" },
		{ 99, "SPF" },   { DNAME, "DNAME" }, { 257, "CAA" },
		{ 13, "HINFO" }, { 52, "TLSA" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].number == type) {
			out_text(o, names[i].name);
			return;
		}
	}
	out_text(o, "Type");
	out_u32(o, type);
}

/* A name with the dot at its end that tcpdump has. */
static void put_name(struct print *p, const struct bytes *all, struct bytes *b)
{
	const char *start = p->out.at;

	dns_put_name(all, b, &p->out);
	if (p->out.at > start && !b->failed && p->out.at[-1] != '.')
		out_char(&p->out, '.');
}

static void put_number(struct print *p, const char *before, uint32_t number,
                       const char *after)
{
	out_text(&p->out, before);
	out_u32(&p->out, number);
	out_text(&p->out, after);
}

static void put_question(struct print *p, const struct bytes *all, struct bytes *b)
{
	char name[1280];
	struct out o = { name, name + sizeof(name) };
	uint16_t type;

	dns_put_name(all, b, &o);
	type = bytes_be16(b);
	bytes_be16(b);
	if (b->failed)
		return;
	out_char(&p->out, ' ');
	put_type(&p->out, type);
	out_text(&p->out, "? ");
	out_mem(&p->out, name, (size_t)(o.at - name));
	if (o.at[-1] != '.')
		out_char(&p->out, '.');
}

static void put_strings(struct print *p, struct bytes b)
{
	while (b.len) {
		uint8_t len = bytes_u8(&b);
		const uint8_t *at = bytes_take(&b, len);

		if (!at)
			return;
		out_text(&p->out, " \"");
		out_escaped(&p->out, at, len);
		out_char(&p->out, '"');
	}
}

static void put_data(struct print *p, const struct bytes *all, uint16_t type,
                     struct bytes b)
{
	const uint8_t *h;
	uint16_t number;

	switch (type) {
	case A:
		out_char(&p->out, ' ');
		if (b.len == 4)
			out_ip4(&p->out, b.at);
		break;
	case AAAA:
		out_char(&p->out, ' ');
		if (b.len == 16)
			out_ip6(&p->out, b.at);
		break;
	case NS:
	case CNAME:
	case PTR:
	case DNAME:
		out_char(&p->out, ' ');
		put_name(p, all, &b);
		break;
	case MX:
		number = bytes_be16(&b);
		out_char(&p->out, ' ');
		put_name(p, all, &b);
		put_number(p, " ", number, "");
		break;
	case SRV:
		h = bytes_take(&b, 6);
		if (!h)
			break;
		out_char(&p->out, ' ');
		put_name(p, all, &b);
		put_number(p, ":", get_be16(h + 4), "");
		put_number(p, " ", get_be16(h), "");
		put_number(p, " ", get_be16(h + 2), "");
		break;
	case TXT:
		put_strings(p, b);
		break;
	default:
		break;
	}
}

/* False when the record was not all there. */
static bool put_record(struct print *p, const struct bytes *all, struct bytes *b)
{
	struct out none = { p->out.end, p->out.end };
	uint16_t type, class, len;
	const uint8_t *data;

	dns_put_name(all, b, &none);
	type = bytes_be16(b);
	class = bytes_be16(b);
	bytes_be32(b);
	len = bytes_be16(b);
	data = bytes_take(b, len);
	if (!data)
		return false;
	out_char(&p->out, ' ');
	put_type(&p->out, type);
	if (type == OPT)
		put_number(p, " UDPsize=", class, "");
	put_data(p, all, type, (struct bytes){ data, len, false });
	return true;
}

static void put_answers(struct print *p, const struct bytes *all, struct bytes *b,
                        uint16_t count)
{
	for (uint16_t i = 0; i < count && i < RECORDS_MAX; i++) {
		if (i)
			out_char(&p->out, ',');
		if (!put_record(p, all, b))
			return;
	}
}

static void put_response(struct print *p, const struct bytes *all, struct bytes *b,
                         const uint8_t *h)
{
	uint16_t flags = get_be16(h + 2);
	uint16_t questions = get_be16(h + 4), answers = get_be16(h + 6);
	struct out none = { p->out.end, p->out.end };

	out_text(&p->out, opcodes[flags >> 11 & 15]);
	out_text(&p->out, rcodes[flags & 15]);
	out_text(&p->out, flags & 0x0400 ? "*" : "");
	out_text(&p->out, flags & 0x0080 ? "" : "-");
	out_text(&p->out, flags & 0x0200 ? "|" : "");
	out_text(&p->out, flags & 0x0020 ? "$" : "");
	if (questions != 1)
		put_number(p, " [", questions, "q]");
	for (uint16_t i = 0; i < questions && !b->failed; i++) {
		dns_put_name(all, b, &none);
		bytes_be32(b);
	}
	put_number(p, " ", answers, "/");
	put_number(p, "", get_be16(h + 8), "/");
	put_number(p, "", get_be16(h + 10), "");
	put_answers(p, all, b, answers);
}

static void put_query(struct print *p, const struct bytes *all, struct bytes *b,
                      const uint8_t *h)
{
	static const char *const after[] = { "a]", "q]", "n]", "au]" };
	uint16_t flags = get_be16(h + 2), questions = get_be16(h + 4);
	uint16_t counts[] = { get_be16(h + 6), questions, get_be16(h + 8),
		              get_be16(h + 10) };

	out_text(&p->out, opcodes[flags >> 11 & 15]);
	out_text(&p->out, flags & 0x0100 ? "+" : "");
	out_text(&p->out, flags & 0x0010 ? "%" : "");
	if (flags & 0x06cf) {
		out_text(&p->out, " [b2&3=0x");
		for (unsigned digits = 4; digits; digits--)
			if (flags >> 4 * (digits - 1)) {
				out_hex(&p->out, flags, digits);
				break;
			}
		out_char(&p->out, ']');
	}
	for (unsigned i = 0; i < 4; i++)
		if (i == 1 ? questions != 1 : counts[i] != 0)
			put_number(p, " [", counts[i], after[i]);
	for (uint16_t i = 0; i < questions && i < RECORDS_MAX && !b->failed && b->len;
	     i++)
		put_question(p, all, b);
}

void classic_dns(struct print *p, struct bytes b, uint32_t len)
{
	struct bytes all = b;
	const uint8_t *h = bytes_take(&b, 12);

	if (!h && len < 12) {
		put_number(p, "domain [length ", len, " < 12] (invalid)");
		return;
	}
	if (!h) {
		out_text(&p->out, " [|domain]");
		return;
	}
	out_u32(&p->out, get_be16(h));
	if (get_be16(h + 2) & 0x8000)
		put_response(p, &all, &b, h);
	else
		put_query(p, &all, &b, h);
	if (b.failed && all.len < len)
		out_text(&p->out, " [|domain]");
	else
		put_number(p, " (", len, ")");
}
