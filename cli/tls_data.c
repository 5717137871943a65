/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_data.c - what was read and written, in order for each connection and direction.
 *
 * Bytes that did not fit into the ring are a gap, which is told with its place.
 */
#include "cli/tls.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/say.h"

enum { HEX_BYTES = 16 };

static const char *const dirs[] = { "read", "written" };

void tls_data_wait(struct tls_view *v, const struct tls_data *d)
{
	struct tls_data *copy = malloc(sizeof(*d) + d->len);
	struct tls_event e = { .ns = d->ns, .conn = { .id = d->conn } };

	if (!copy) {
		v->failed = true;
		return;
	}
	memcpy(copy, d, sizeof(*d) + d->len);
	tls_line_wait(v, &e, copy);
}

/* --- what is hidden --- */

/* A line of HTTP/1, byte by byte, as calls may cut it anywhere. */
enum { IN_NAME, IN_VALUE, IN_HIDDEN, BEHIND_HIDDEN, NO_TEXT };

static bool is_hidden(const char *name, size_t len)
{
	static const char *const names[] = { "authorization", "proxy-authorization",
		                             "cookie", "set-cookie" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strlen(names[i]) == len && !strncasecmp(name, names[i], len))
			return true;
	}
	return false;
}

static void end_name(struct tls_redact *r, struct str *out, char c)
{
	str_add(out, r->name, r->len);
	str_add(out, &c, 1);
	r->state = c == '\n' ? IN_NAME : IN_VALUE;
	if (c == ':' && is_hidden(r->name, r->len)) {
		str_printf(out, " [redacted]");
		r->state = IN_HIDDEN;
	}
	r->len = 0;
}

static void redact_byte(struct tls_redact *r, struct str *out, char c)
{
	/* A hidden value may go on in the next line. */
	if (r->state == BEHIND_HIDDEN)
		r->state = c == ' ' || c == '\t' ? IN_HIDDEN : IN_NAME;
	switch (r->state) {
	case IN_NAME:
		if (c == ':' || c == '\n' || r->len == sizeof(r->name))
			end_name(r, out, c);
		else
			r->name[r->len++] = c;
		break;
	case IN_VALUE:
		str_add(out, &c, 1);
		if (c == '\n')
			r->state = IN_NAME;
		break;
	case IN_HIDDEN:
		if (c == '\n') {
			str_add(out, "\n", 1);
			r->state = BEHIND_HIDDEN;
		}
		break;
	default:
		break;
	}
}

/* What is no text, or HTTP/2, has headers in a form that is not looked into. */
static bool is_text(const struct tls_data *d)
{
	char first = (char)d->bytes[0];

	if (d->len < 3 || !memcmp(d->bytes, "PRI", 3))
		return false;
	return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
}

static void redact(struct tls_redact *r, struct str *out, const struct tls_data *d)
{
	if (d->offset == 0 && d->len && !is_text(d))
		r->state = NO_TEXT;
	if (r->state == NO_TEXT)
		str_printf(out, "[no text: not shown with --redact]\n");
	for (uint32_t i = 0; i < d->len; i++)
		redact_byte(r, out, (char)d->bytes[i]);
}

/* --- what is written --- */

static void add_hex(struct str *s, const struct tls_data *d)
{
	for (uint32_t i = 0; i < d->len; i += HEX_BYTES) {
		uint32_t n = d->len - i < HEX_BYTES ? d->len - i : HEX_BYTES;

		str_printf(s, "%08" PRIx64 " ", (uint64_t)d->offset + i);
		for (uint32_t k = 0; k < HEX_BYTES; k++) {
			if (k < n)
				str_printf(s, " %02x", d->bytes[i + k]);
			else
				str_printf(s, "   ");
		}
		str_printf(s, "  ");
		for (uint32_t k = 0; k < n; k++) {
			char c = (char)d->bytes[i + k];

			str_printf(s, "%c", c >= ' ' && c <= '~' ? c : '.');
		}
		str_printf(s, "\n");
	}
}

/* Lines stay lines; a terminal gets no other control characters. */
static void add_text(struct str *s, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) - at : len - at;
		size_t shown = line && text[at + line - 1] == '\r' ? line - 1 : line;

		str_add_escaped(s, text + at, shown, ESCAPE_UTF8);
		str_add(s, "\n", 1);
		at += line + 1;
	}
}

/* Bytes that are not ASCII are written as if they were Latin-1. */
static void json_bytes(struct str *s, const char *at, size_t len, bool hex)
{
	str_printf(s, hex ? ",\"hex\":\"" : ",\"text\":\"");
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)at[i];

		if (hex)
			str_printf(s, "%02x", c);
		else if (c == '"' || c == '\\')
			str_printf(s, "\\%c", c);
		else if (c < ' ' || c > '~')
			str_printf(s, "\\u%04x", c);
		else
			str_add(s, at + i, 1);
	}
	str_add(s, "\"", 1);
}

static void head(struct tls_view *v, const struct tls_conn *c, const char *ev, int dir,
                 uint64_t ns, uint64_t offset, uint64_t len)
{
	struct str *s = &v->t.out;

	if (v->t.args->json) {
		json_open(&v->t, ev, ns);
		json_number(s, "conn", c->id);
		tls_json_ident(v, c);
		json_text(s, "dir", dirs[dir]);
		json_number(s, "offset", offset);
		json_number(s, "len", len);
		return;
	}
	tls_line_head(v, c, ns, *ev == 'g' ? "gap" : dir == TLS_OUT ? "write" : "read");
	str_printf(s, " %" PRIu64 " bytes at %" PRIu64 "\n", len, offset);
}

void tls_gap(struct tls_view *v, struct tls_known *k, int dir, uint64_t ns,
             uint64_t until)
{
	struct tls_stream *stream = &k->stream[dir];

	if (!v->data || until <= stream->next)
		return;
	head(v, &k->conn, "gap", dir, ns, stream->next, until - stream->next);
	if (v->t.args->json)
		json_close(&v->t);
	tls_http_gap(k, dir, until - stream->next);
	v->gaps += until - stream->next;
	stream->next = until;
	/* What comes next may be of something that is to be hidden. */
	stream->redact = (struct tls_redact){ .state = IN_HIDDEN };
}

void tls_data_write(struct tls_view *v, const struct tls_data *d)
{
	struct tls_known *k = tls_known(v, d->conn);
	struct str text = { 0 };
	struct str *s = &v->t.out;
	bool hex = v->t.args->plaintext == TLS_HEX;

	if (!k)
		return;
	tls_attribute(v, k);
	if (k->conn.verdict == TCP_OTHER ||
	    (v->selective && k->conn.verdict != TCP_MATCHES))
		return;
	tls_gap(v, k, d->dir, d->ns, d->offset);
	k->stream[d->dir].next = d->offset + d->len;
	v->shown += d->len;
	if (v->synth) {
		tls_synth_data(v, k, d);
		return;
	}
	if (v->t.args->plaintext == TLS_HTTP) {
		tls_http_data(v, k, d);
		return;
	}
	head(v, &k->conn, "data", d->dir, d->ns, d->offset, d->len);
	if (v->t.args->redact)
		redact(&k->stream[d->dir].redact, &text, d);
	else
		str_add(&text, (const char *)d->bytes, d->len);
	if (v->t.args->json) {
		json_bytes(s, text.at, text.len, hex);
		json_close(&v->t);
	} else if (hex) {
		add_hex(s, d);
	} else {
		add_text(s, text.at, text.len);
	}
	if (text.failed)
		v->failed = true;
	str_fini(&text);
	trace_line(&v->t);
}
