/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_http.c - pfc trace tls --plaintext=http: a line for each question and its answer. */
#include "cli/tls.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/http.h"
#include "cli/say.h"

struct asked {
	struct tls_view *v;
	struct tls_known *k;
};

static size_t shown_path(const struct tls_view *v, const struct http_exchange *x)
{
	return v->t.args->redact ? strcspn(x->path, "?") : strlen(x->path);
}

static void version_text(unsigned version, char *text, size_t len)
{
	if (version == 20)
		snprintf(text, len, "2");
	else
		snprintf(text, len, "%u.%u", version / 10, version % 10);
}

static void text_line(struct tls_view *v, const struct tls_conn *c,
                      const struct http_exchange *x)
{
	struct str *s = &v->t.out;
	size_t path = shown_path(v, x);
	char version[16];

	version_text(x->version, version, sizeof(version));
	tls_line_head(v, c, x->asked ? x->asked : x->answered, "http");
	str_printf(s, " %s ", x->method[0] ? x->method : "?");
	str_add_escaped(s, x->host, strlen(x->host), ESCAPE_ASCII);
	str_add_escaped(s, x->path, path, ESCAPE_ASCII);
	if (x->path[path])
		str_printf(s, "?[redacted]");
	str_printf(s, " HTTP/%s ", version);
	if (x->status)
		str_printf(s, "%u", x->status);
	else
		str_printf(s, "no answer");
	str_printf(s, " asked=");
	add_bytes(s, x->bytes[0]);
	str_printf(s, " answered=");
	add_bytes(s, x->bytes[1]);
	if (x->asked && x->status) {
		str_printf(s, " ");
		add_duration(s, x->done - x->asked);
	}
	str_printf(s, "%s\n", x->cut ? " (cut)" : "");
}

static void json_line(struct tls_view *v, const struct tls_conn *c,
                      const struct http_exchange *x)
{
	struct str *s = &v->t.out;
	char text[sizeof(x->path) + 16];

	json_open(&v->t, "http", x->asked ? x->asked : x->answered);
	json_number(s, "conn", c->id);
	tls_json_ident(v, c);
	version_text(x->version, text, sizeof(text));
	json_text(s, "http_version", text);
	if (x->version == 20)
		json_number(s, "stream", x->number);
	if (x->method[0]) {
		json_text(s, "method", x->method);
		json_text(s, "host", x->host);
		snprintf(text, sizeof(text), "%.*s%s", (int)shown_path(v, x), x->path,
		         x->path[shown_path(v, x)] ? "?[redacted]" : "");
		json_text(s, "path", text);
	}
	if (x->status)
		json_number(s, "status", x->status);
	json_number(s, "asked_bytes", x->bytes[0]);
	json_number(s, "answered_bytes", x->bytes[1]);
	if (x->asked && x->status) {
		json_us(s, "first_us", x->answered - x->asked);
		json_us(s, "total_us", x->done - x->asked);
	}
	if (x->cut)
		json_yes(s, "cut");
	json_close(&v->t);
}

static void on_exchange(void *ctx, const struct http_exchange *x)
{
	struct asked *a = ctx;

	if (a->v->t.full)
		return;
	if (a->v->t.args->json)
		json_line(a->v, &a->k->conn, x);
	else
		text_line(a->v, &a->k->conn, x);
	trace_line(&a->v->t);
}

void tls_http_data(struct tls_view *v, struct tls_known *k, const struct tls_data *d)
{
	struct asked a = { v, k };
	const struct http_to to = { on_exchange, &a };

	if (!k->http && !k->http_ended)
		k->http = http_new();
	if (k->http_ended)
		return;
	if (!k->http || !http_feed(k->http, d->dir, d->bytes, d->len, d->ns, &to))
		v->failed = true;
}

void tls_http_gap(struct tls_known *k, int dir, uint64_t len)
{
	if (k->http)
		http_gap(k->http, (unsigned)dir, len);
}

void tls_http_end(struct tls_view *v, struct tls_known *k, uint64_t ns)
{
	struct asked a = { v, k };
	const struct http_to to = { on_exchange, &a };

	k->http_ended = true;
	if (!k->http)
		return;
	http_end(k->http, ns, &to);
	http_free(k->http);
	k->http = NULL;
}

/* Of connections that are open at the end, too. */
void tls_http_close(struct tls_view *v)
{
	for (uint32_t i = 0; i < v->known.count; i++)
		tls_http_end(v, keys_at(&v->known, i), v->t.now);
}
