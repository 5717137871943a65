/* SPDX-License-Identifier: BSD-2-Clause */
/* DNS, and its relatives mDNS and LLMNR: the question, and the first answers.
 *
 *	dns 4242 A? example.org = 192.0.2.1, 192.0.2.2 +3
 *
 * Sources: RFC 1035, RFC 3596 (AAAA), RFC 2782 (SRV), RFC 9460 (SVCB, HTTPS), RFC 6762,
 * RFC 4795; IANA dns-parameters.
 */
#include "capture/print_app.h"

enum {
	RESPONSE = 0x8000,
	TRUNCATED = 0x0200,
	LABELS_MAX = 128,  /* a name has 255 bytes at most */
	NAME_ROOM = 1280,  /* of such a name with every byte escaped */
	SHOWN = 3,         /* questions and answers, unless all are wanted */
	RECORDS_MAX = 100, /* even then */
	TEXT_SHOWN = 60,
};

enum type {
	TYPE_A = 1,
	TYPE_NS = 2,
	TYPE_CNAME = 5,
	TYPE_SOA = 6,
	TYPE_PTR = 12,
	TYPE_MX = 15,
	TYPE_TXT = 16,
	TYPE_AAAA = 28,
	TYPE_SRV = 33,
	TYPE_DNAME = 39,
	TYPE_SVCB = 64,
	TYPE_HTTPS = 65,
};

static const struct print_row types[] = {
	{ 1, "A", NULL },      { 2, "NS", NULL },     { 5, "CNAME", NULL },
	{ 6, "SOA", NULL },    { 12, "PTR", NULL },   { 13, "HINFO", NULL },
	{ 15, "MX", NULL },    { 16, "TXT", NULL },   { 28, "AAAA", NULL },
	{ 29, "LOC", NULL },   { 33, "SRV", NULL },   { 35, "NAPTR", NULL },
	{ 39, "DNAME", NULL }, { 41, "OPT", NULL },   { 43, "DS", NULL },
	{ 46, "RRSIG", NULL }, { 47, "NSEC", NULL },  { 48, "DNSKEY", NULL },
	{ 50, "NSEC3", NULL }, { 52, "TLSA", NULL },  { 64, "SVCB", NULL },
	{ 65, "HTTPS", NULL }, { 251, "IXFR", NULL }, { 252, "AXFR", NULL },
	{ 255, "ANY", NULL },  { 257, "CAA", NULL },
};

static const char *const opcodes[] = { NULL,     "iquery", "status", NULL,
	                               "notify", "update", "dso" };

static const char *const rcodes[] = { NULL,      "formerr", "servfail", "nxdomain",
	                              "notimp",  "refused", "yxdomain", "yxrrset",
	                              "nxrrset", "notauth", "notzone" };

/* A name, ready to be put in more than one place. */
struct name {
	size_t len;
	char text[NAME_ROOM];
};

/* A message while it is read: `all` is what pointers in names count from. */
struct dns {
	struct print *p;
	struct bytes all, b;
	bool one;          /* question, which all answers are for */
	struct name asked; /* in the first */
};

/* One label, with dots that are part of it escaped. */
static void put_label(struct out *o, const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (at[i] == '.' || at[i] == ' ')
			out_char(o, '\\');
		out_escaped(o, at + i, 1);
	}
}

/* A name from the cursor on, which moves behind it. A pointer must lead to before the place
 * where the name it is in began, so the walk ends. Nothing is written when it is damaged.
 */
void dns_put_name(const struct bytes *all, struct bytes *b, struct out *o)
{
	struct bytes at = *b;
	char *start = o->at;
	bool moved = false;

	for (unsigned labels = 0; labels < LABELS_MAX; labels++) {
		size_t here = (size_t)(at.at - all->at);
		uint8_t len = bytes_u8(&at);

		if (at.failed)
			break;
		if (len >= 0xc0) {
			size_t to = (size_t)(len & 0x3f) << 8 | bytes_u8(&at);

			if (!moved)
				*b = at;
			moved = true;
			if (at.failed || to >= here)
				break;
			at = (struct bytes){ all->at + to, all->len - to, false };
			continue;
		}
		if (!len) {
			if (!moved)
				*b = at;
			if (o->at == start)
				out_char(o, '.');
			return;
		}
		if (len > 63 || !bytes_take(&at, len))
			break;
		if (o->at > start)
			out_char(o, '.');
		put_label(o, at.at - len, len);
	}
	o->at = start;
	b->failed = true;
}

static void put_type(struct print *p, uint16_t type)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (types[i].number == type) {
			out_text(&p->out, types[i].name);
			return;
		}
	}
	out_text(&p->out, "TYPE");
	out_u32(&p->out, type);
}

static void read_name(struct dns *d, struct bytes *b, struct name *name)
{
	struct out o = { name->text, name->text + sizeof(name->text) };

	dns_put_name(&d->all, b, &o);
	name->len = (size_t)(o.at - name->text);
}

static void put_questions(struct dns *d, unsigned count)
{
	struct print *p = d->p;
	unsigned most = p->opts->all ? RECORDS_MAX : SHOWN;
	struct name more;

	for (unsigned i = 0; i < count; i++) {
		struct name *name = i ? &more : &d->asked;
		const char *start;
		uint16_t type;

		if (i == most) {
			out_text(&p->out, " ...");
			d->b.len = 0; /* the rest is not looked for */
			return;
		}
		read_name(d, &d->b, name);
		type = bytes_be16(&d->b);
		bytes_be16(&d->b);
		if (d->b.failed)
			return;
		out_text(&p->out, i ? ", " : " ");
		start = p->out.at;
		put_type(p, type);
		if (!i) {
			obj_since(p, "type", start);
			obj_printed(p, "name", name->text, name->len);
		}
		out_text(&p->out, "? ");
		out_mem(&p->out, name->text, name->len);
	}
}

/* A word, then a name at the cursor. */
static void put_named_data(struct dns *d, const char *word, struct bytes *b)
{
	struct name name;

	read_name(d, b, &name);
	out_text(&d->p->out, word);
	out_mem(&d->p->out, name.text, name.len);
}

/* What a record says; its data is all of b. */
static void put_data(struct dns *d, uint16_t type, struct bytes b)
{
	struct out *o = &d->p->out;
	uint8_t len;

	switch (type) {
	case TYPE_A:
		if (b.len == 4)
			out_ip4(o, b.at);
		break;
	case TYPE_AAAA:
		if (b.len == 16)
			out_ip6(o, b.at);
		break;
	case TYPE_NS:
		put_named_data(d, "ns ", &b);
		break;
	case TYPE_CNAME:
		put_named_data(d, "cname ", &b);
		break;
	case TYPE_DNAME:
		put_named_data(d, "dname ", &b);
		break;
	case TYPE_SOA:
		put_named_data(d, "soa ", &b);
		break;
	case TYPE_PTR:
		put_named_data(d, "ptr ", &b);
		break;
	case TYPE_MX:
		out_text(o, "mx ");
		out_u32(o, bytes_be16(&b));
		put_named_data(d, " ", &b);
		break;
	case TYPE_SRV:
		out_text(o, "srv ");
		bytes_be32(&b); /* priority and weight */
		type = bytes_be16(&b);
		put_named_data(d, "", &b);
		out_char(o, ':');
		out_u32(o, type);
		break;
	case TYPE_SVCB:
	case TYPE_HTTPS:
		out_text(o, type == TYPE_SVCB ? "svcb " : "https ");
		out_u32(o, bytes_be16(&b));
		put_named_data(d, " ", &b);
		break;
	case TYPE_TXT:
		len = bytes_u8(&b);
		out_text(o, "txt \"");
		app_text(d->p, b.at, len < b.len ? len : b.len, TEXT_SHOWN);
		out_char(o, '"');
		break;
	default:
		put_type(d->p, type);
	}
}

/* An address of the name that was asked for; aliases lead there. */
static void watch_answer(const struct dns *d, const struct name *owner, uint16_t type,
                         const uint8_t *data, uint16_t len)
{
	const struct print_watch *watch = &d->p->opts->watch;
	const struct name *name = d->one ? &d->asked : owner;

	if (watch->answer && ((type == TYPE_A && len == 4) ||
	                      (type == TYPE_AAAA && len == 16)))
		watch->answer(watch->ctx, data, len, name->text, name->len);
}

/* Owner, type, class, time to live, length, data. Where no question says whom it is about,
 * the owner stands in front.
 */
static bool put_record(struct dns *d, bool owner)
{
	struct print *p = d->p;
	struct name name;
	uint16_t type, len;
	const uint8_t *data;
	const char *start;

	read_name(d, &d->b, &name);
	type = bytes_be16(&d->b);
	bytes_be16(&d->b);
	bytes_be32(&d->b);
	len = bytes_be16(&d->b);
	data = bytes_take(&d->b, len);
	if (!data)
		return false;
	watch_answer(d, &name, type, data, len);
	if (owner) {
		out_mem(&p->out, name.text, name.len);
		out_char(&p->out, ' ');
	}
	obj_open(p, NULL);
	obj_printed(p, "name", name.text, name.len);
	start = p->out.at;
	put_data(d, type, (struct bytes){ data, len, false });
	obj_since(p, "data", start);
	obj_close(p);
	return true;
}

static void put_answers(struct dns *d, unsigned count, bool owners)
{
	struct print *p = d->p;
	unsigned most = p->opts->all ? RECORDS_MAX : SHOWN;

	obj_list(p, "answers");
	for (unsigned i = 0; i < count; i++) {
		if (i == most) {
			out_text(&p->out, " +");
			out_u32(&p->out, count - i);
			break;
		}
		out_text(&p->out, i ? ", " : " = ");
		if (!put_record(d, owners)) {
			p->out.at -= 2 + (i == 0);
			break;
		}
	}
	obj_list_end(p);
}

/* What the header says beyond query or response. */
static void put_codes(struct print *p, uint16_t flags)
{
	unsigned opcode = flags >> 11 & 15u;
	unsigned rcode = flags & 15u;

	if (opcode)
		put_word(p, opcodes, sizeof(opcodes) / sizeof(opcodes[0]), opcode);
	if (flags & RESPONSE && rcode)
		put_word(p, rcodes, sizeof(rcodes) / sizeof(rcodes[0]), rcode);
	if (flags & TRUNCATED)
		out_text(&p->out, " truncated");
	obj_number(p, "opcode", opcode);
	if (flags & RESPONSE)
		obj_number(p, "rcode", rcode);
}

void app_dns(struct print *p, struct bytes b, const char *name)
{
	struct dns d;
	uint16_t id, flags, questions, answers;

	d.p = p;
	d.all = d.b = b;
	d.one = false;
	id = bytes_be16(&d.b);
	flags = bytes_be16(&d.b);
	questions = bytes_be16(&d.b);
	answers = bytes_be16(&d.b);
	bytes_be32(&d.b); /* counts of the sections behind */
	app_begin(p, name);
	if (!d.b.failed) {
		out_char(&p->out, ' ');
		out_u32(&p->out, id);
		obj_number(p, "id", id);
		if (flags & RESPONSE)
			obj_true(p, "response");
		put_questions(&d, questions);
		put_codes(p, flags);
		d.one = questions == 1;
		if (answers && d.b.len && !d.b.failed)
			put_answers(&d, answers, !questions);
		else if (flags & RESPONSE && !(flags & (TRUNCATED | 15)) && !answers)
			out_text(&p->out, " = none");
	}
	app_end(p, &d.b);
}
