/* SPDX-License-Identifier: BSD-2-Clause */
/* Which printer a payload goes to, and the small ones: HTTP/1, SSH, NTP.
 *
 * Sources: IANA service-names-port-numbers, RFC 9112 (HTTP/1.1), RFC 4253 4.2 (SSH),
 * RFC 5905 (NTP).
 */
#include "capture/print_app.h"

struct app_row {
	uint16_t port;
	const char *name;
	app_fn *print;
};

static const struct app_row datagrams[] = {
	{ 53, "dns", app_dns },      { 5353, "mdns", app_dns },
	{ 5355, "llmnr", app_dns },  { 67, "dhcp", app_dhcp },
	{ 68, "dhcp", app_dhcp },    { 546, "dhcp6", app_dhcp6 },
	{ 547, "dhcp6", app_dhcp6 }, { 123, "ntp", app_ntp },
};

void app_begin(struct print *p, const char *name)
{
	out_char(&p->out, ' ');
	out_text(&p->out, name);
	if (p->opts->json)
		obj_text(p, "application", name);
	obj_open(p, name);
}

void app_end(struct print *p, const struct bytes *b)
{
	obj_close(p);
	if (!b->failed)
		return;
	if (p->payload_cut)
		put_missing(p, 0);
	else
		out_text(&p->out, " ...");
}

void app_word(struct print *p, const char *name, const char *word)
{
	out_char(&p->out, ' ');
	out_text(&p->out, word);
	obj_text(p, name, word);
}

void app_text(struct print *p, const uint8_t *at, size_t len, size_t most)
{
	out_escaped(&p->out, at, len < most ? len : most);
	if (len > most)
		out_text(&p->out, "...");
}

/* Up to the end of the first line, without it. */
static size_t line_len(const struct bytes *b)
{
	const uint8_t *end = memchr(b->at, '\n', b->len);
	size_t len = end ? (size_t)(end - b->at) : b->len;

	return len && b->at[len - 1] == '\r' ? len - 1 : len;
}

static void put_first_line(struct print *p, struct bytes b, const char *name,
                           const char *key)
{
	enum { LINE_MAX_SHOWN = 200 };
	const char *start;

	app_begin(p, name);
	out_char(&p->out, ' ');
	start = p->out.at;
	app_text(p, b.at, line_len(&b), LINE_MAX_SHOWN);
	obj_since(p, key, start);
	b.failed = !memchr(b.at, '\n', b.len);
	app_end(p, &b);
}

static bool starts(const struct bytes *b, const char *with)
{
	size_t len = strlen(with);

	return b->len >= len && memcmp(b->at, with, len) == 0;
}

bool app_http(struct print *p, struct bytes b)
{
	static const char *const methods[] = { "GET ",   "POST ",    "HEAD ",
		                               "PUT ",   "OPTIONS ", "DELETE ",
		                               "PATCH ", "CONNECT ", "TRACE ",
		                               "PRI " };

	if (starts(&b, "HTTP/1.")) {
		put_first_line(p, b, "http", "status");
		return true;
	}
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		if (starts(&b, methods[i])) {
			put_first_line(p, b, "http", "request");
			return true;
		}
	}
	return false;
}

void app_ntp(struct print *p, struct bytes b, const char *name)
{
	static const char *const modes[] = { "reserved", "active", "passive",
		                             "client",   "server", "broadcast",
		                             "control",  "private" };
	uint8_t first = bytes_u8(&b);
	uint8_t stratum = bytes_u8(&b);

	app_begin(p, name);
	if (!b.failed) {
		put_fact(p, "version", first >> 3 & 7u);
		app_word(p, "mode", modes[first & 7]);
	}
	if (!b.failed && (first & 7) < 6)
		put_fact(p, "stratum", stratum);
	app_end(p, &b);
}

static const struct app_row *find_row(uint16_t port)
{
	for (size_t i = 0; i < sizeof(datagrams) / sizeof(datagrams[0]); i++)
		if (datagrams[i].port == port)
			return &datagrams[i];
	return NULL;
}

void put_datagram(struct print *p, struct bytes b, uint16_t src, uint16_t dst)
{
	const struct app_row *row = find_row(dst);

	if (!row)
		row = find_row(src);
	p->payload_cut = b.len < p->wire && !p->fragment;
	if (row)
		row->print(p, b, row->name);
	else if (b.len)
		app_quic(p, b, src == 443 || dst == 443);
}

/* A stream is looked into where a message begins; what is in its middle looks like none of
 * these. DNS has its length in front.
 */
void put_stream(struct print *p, struct bytes b, uint16_t src, uint16_t dst)
{
	p->payload_cut = b.len < p->wire && !p->fragment;
	if (!b.len)
		return;
	if (src == 53 || dst == 53) {
		if (bytes_be16(&b) >= 12 && !b.failed)
			app_dns(p, b, "dns");
		return;
	}
	if (b.at[0] < ' ')
		app_tls(p, b);
	else if (starts(&b, "SSH-"))
		put_first_line(p, b, "ssh", "banner");
	else if (b.at[0] >= 'C' && b.at[0] <= 'T')
		app_http(p, b);
}
