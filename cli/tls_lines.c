/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_lines.c - what happened to TLS connections, as text or JSON: nothing secret. */
#include "cli/tls.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/say.h"

enum { WAIT_NS = 150 * 1000000 };

static const char *const methods[] = { "unknown", "adjacent", "call", "wire" };

/* Source: IANA, TLS Cipher Suites. */
static const struct {
	uint16_t number;
	const char *name;
} ciphers[] = {
	{ 0x1301, "TLS_AES_128_GCM_SHA256" },
	{ 0x1302, "TLS_AES_256_GCM_SHA384" },
	{ 0x1303, "TLS_CHACHA20_POLY1305_SHA256" },
	{ 0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA" },
	{ 0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA" },
	{ 0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256" },
	{ 0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384" },
	{ 0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA" },
	{ 0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA" },
	{ 0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA" },
	{ 0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA" },
	{ 0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256" },
	{ 0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256" },
	{ 0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" },
	{ 0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384" },
	{ 0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" },
	{ 0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
	{ 0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256" },
	{ 0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256" },
};

static void cipher_text(uint16_t number, char *text, size_t len)
{
	snprintf(text, len, "0x%04x", number);
	for (size_t i = 0; i < sizeof(ciphers) / sizeof(ciphers[0]); i++) {
		if (ciphers[i].number == number)
			snprintf(text, len, "%s", ciphers[i].name);
	}
}

static void version_text(uint16_t version, char *text, size_t len)
{
	if (version >> 8 == 3 && (version & 0xff) >= 1 && (version & 0xff) <= 4)
		snprintf(text, len, "TLSv1.%u", (version & 0xff) - 1u);
	else
		snprintf(text, len, "0x%04x", version);
}

/* A connection as pfc trace tcp has them. */
static struct tcp_ident ident_of(const struct tls_conn *c, const struct tls_hello *h,
                                 bool client)
{
	struct tcp_ident id = { .cookie = c->cookie,
		                .cgroup = c->cgroup,
		                .tuple = c->tuple,
		                .owner = c->who,
		                .netns = c->netns,
		                .uid = c->who.uid };

	id.owner.source = TCP_BY_IO;
	if (h)
		id.role = client ? TCP_CLIENT : TCP_SERVER;
	return id;
}

static void add_hello(struct str *s, const struct tls_hello *h)
{
	char version[16], cipher[64];

	if (!h) {
		str_printf(s, " hello not seen");
		return;
	}
	if (h->version) {
		version_text(h->version, version, sizeof(version));
		cipher_text(h->cipher, cipher, sizeof(cipher));
		str_printf(s, " %s %s", version, cipher);
	}
	if (h->name[0]) {
		str_printf(s, " name=");
		str_add_escaped(s, h->name, strlen(h->name), ESCAPE_ASCII);
	}
}

void tls_line_head(struct tls_view *v, const struct tls_conn *c, uint64_t ns,
                   const char *what)
{
	struct tcp_ident id = ident_of(c, NULL, false);
	struct str *s = &v->t.out;

	add_time(&v->t, s, ns);
	str_printf(s, " %-5s ", what);
	add_who(s, &id.owner);
	str_printf(s, " ");
	if (c->method)
		add_ends(s, &id);
	else
		str_printf(s, "unknown");
}

const struct tls_hello *tls_hello_of(struct tls_view *v, const struct tls_conn *c,
                                     bool *client)
{
	const struct tls_hello *h = tls_wire_find(v->wire, c, client);
	struct tls_known *k = tls_known(v, c->id);

	if (k && h) {
		k->hello = *h;
		k->client = *client;
		k->has_hello = true;
	} else if (k && k->has_hello) {
		*client = k->client;
		return &k->hello;
	}
	return h;
}

void tls_json_ident(struct tls_view *v, const struct tls_conn *c)
{
	bool client = false;
	const struct tls_hello *h = tls_hello_of(v, c, &client);
	struct tcp_ident id = ident_of(c, h, client);

	json_ident(&v->t.out, &id);
}

static void text_line(struct tls_view *v, const struct tls_event *e,
                      const struct tls_hello *h, bool client)
{
	const struct tls_conn *c = &e->conn;
	struct tcp_ident id = ident_of(c, h, client);
	struct str *s = &v->t.out;

	tls_line_head(v, c, e->ns, e->kind == TLS_EV_CLOSE ? "close" : "open");
	if (h)
		str_printf(s, " %s", role_name(id.role));
	if (e->kind == TLS_EV_CLOSE) {
		str_printf(s, " ");
		add_duration(s, e->ns - c->born);
		str_printf(s, " read=");
		add_bytes(s, c->bytes[TLS_IN]);
		str_printf(s, " written=");
		add_bytes(s, c->bytes[TLS_OUT]);
	}
	if (e->kind != TLS_EV_CLOSE || !c->told)
		add_hello(s, h);
	if (c->method == TLS_BY_ADJACENT)
		str_printf(s, " (inferred)");
	str_printf(s, "\n");
}

static void json_line(struct tls_view *v, const struct tls_event *e,
                      const struct tls_hello *h, bool client)
{
	const struct tls_conn *c = &e->conn;
	struct tcp_ident id = ident_of(c, h, client);
	struct str *s = &v->t.out;
	char text[64];

	json_open(&v->t, e->kind == TLS_EV_CLOSE ? "close" : "open", e->ns);
	json_number(s, "conn", c->id);
	json_text(s, "method", methods[c->method]);
	json_ident(s, &id);
	if (h && h->version) {
		version_text(h->version, text, sizeof(text));
		json_text(s, "version", text);
		cipher_text(h->cipher, text, sizeof(text));
		json_text(s, "cipher", text);
	}
	if (h && h->name[0])
		json_text(s, "server_name", h->name);
	if (c->handshake)
		json_us(s, "handshake_us", c->handshake - c->born);
	if (e->kind == TLS_EV_CLOSE) {
		json_us(s, "duration_us", e->ns - c->born);
		json_number(s, "read", c->bytes[TLS_IN]);
		json_number(s, "reads", c->calls[TLS_IN]);
		json_number(s, "written", c->bytes[TLS_OUT]);
		json_number(s, "writes", c->calls[TLS_OUT]);
	}
	json_close(&v->t);
}

void tls_lines_head(struct tls_view *v)
{
	if (!v->t.args->json)
		str_printf(&v->t.out, "%-15s %-5s %7s %-15s %s\n", "TIME", "EVENT",
		           "PID", "COMM", "LOCAL > REMOTE DETAIL");
}

void tls_line_wait(struct tls_view *v, const struct tls_event *e, struct tls_data *data)
{
	struct tls_line *more;
	unsigned i;

	if (v->line_count == v->line_room) {
		v->line_room = v->line_room ? 2 * v->line_room : 64;
		more = realloc(v->lines, v->line_room * sizeof(*more));
		if (!more) {
			v->failed = true;
			free(data);
			return;
		}
		v->lines = more;
	}
	/* They come by several ways, nearly in order. */
	for (i = v->line_count++; i && v->lines[i - 1].event.ns > e->ns; i--)
		v->lines[i] = v->lines[i - 1];
	v->lines[i] = (struct tls_line){ *e, data, v->t.now + WAIT_NS };
}

static void write_event(struct tls_view *v, struct tls_event *e)
{
	struct tls_known *k = tls_known(v, e->conn.id);
	bool client = false;
	const struct tls_hello *h;

	tls_settle_ends(v, e);
	if (e->conn.verdict == TCP_OTHER ||
	    (v->selective && e->conn.verdict != TCP_MATCHES))
		return;
	h = tls_hello_of(v, &e->conn, &client);
	if (e->kind == TLS_EV_CLOSE)
		v->by_method[e->conn.method]++;
	if (e->kind == TLS_EV_CLOSE && k) {
		tls_gap(v, k, TLS_IN, e->ns, e->conn.bytes[TLS_IN]);
		tls_gap(v, k, TLS_OUT, e->ns, e->conn.bytes[TLS_OUT]);
		if (v->synth)
			tls_synth_end(v, k, e->ns);
		tls_http_end(v, k, e->ns);
	}
	if (v->t.args->json)
		json_line(v, e, h, client);
	else
		text_line(v, e, h, client);
	trace_line(&v->t);
}

void tls_lines_write(struct tls_view *v, bool all)
{
	unsigned done = 0;

	while (done < v->line_count && !v->t.full &&
	       (all || (v->lines[done].due <= v->t.now &&
	                v->lines[done].event.ns <= v->read_until))) {
		struct tls_line *line = &v->lines[done++];

		if (line->data)
			tls_data_write(v, line->data);
		else
			write_event(v, &line->event);
		free(line->data);
		line->data = NULL;
	}
	memmove(v->lines, v->lines + done, (v->line_count - done) * sizeof(*v->lines));
	v->line_count -= done;
}
