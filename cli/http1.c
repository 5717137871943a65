/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/http1.c - lines and bodies of HTTP/1. Source: RFC 9112. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/http_int.h"

enum { PREFACE_LEN = 8 }; /* what is behind the first line of HTTP/2; RFC 9113 3.4 */

static bool is_method(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!isupper((unsigned char)text[i]) && text[i] != '-' && text[i] != '_')
			return false;
	}
	return len > 0 && len < sizeof(((struct http_exchange *)0)->method);
}

static unsigned version_of(const char *text)
{
	if (!strncmp(text, "HTTP/1.", 7) && (text[7] == '0' || text[7] == '1'))
		return text[7] == '1' ? 11 : 10;
	return 0;
}

/* --- first lines --- */

static bool read_question(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	const char *target = strchr(d->line, ' '), *end;
	unsigned version = 11; /* it is not there in a line that is too long */
	struct http_exchange *x;

	if (!target || !is_method(d->line, (size_t)(target - d->line)))
		return false;
	end = d->line + d->line_len;
	if (d->line_len < HTTP_LINE_MAX - 1) {
		end = strrchr(d->line, ' ');
		version = version_of(end + 1);
	}
	if (end == target || !version)
		return false;
	x = http_ask(h, ++h->next, dir);
	d->answers = false;
	d->number = h->next;
	if (!x)
		return true;
	x->version = version;
	x->asked = h->now;
	http_put(x->method, sizeof(x->method), d->line, (size_t)(target - d->line));
	http_put(x->path, sizeof(x->path), target + 1, (size_t)(end - target) - 1);
	return true;
}

static bool read_answer(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	struct http_exchange *x = h->count ? &h->open[0] : NULL;

	if (!version_of(d->line) || d->line_len < 12 || d->line[8] != ' ')
		return false;
	if (!x) /* to what was asked before anybody looked */
		x = http_ask(h, ++h->next, !dir);
	d->answers = true;
	d->number = x ? x->number : 0;
	if (!x)
		return true;
	x->version = version_of(d->line);
	x->status = (unsigned)strtoul(d->line + 9, NULL, 10);
	x->cut |= !x->method[0];
	if (!x->answered)
		x->answered = h->now;
	return true;
}

static void begin(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];

	if (!d->line_len)
		return; /* some send an empty line too much */
	if (!strcmp(d->line, "PRI * HTTP/2.0")) {
		d->state = HTTP_PREFACE;
		d->left = PREFACE_LEN;
		return;
	}
	d->chunked = d->has_length = false;
	d->length = 0;
	d->state = read_answer(h, dir) || read_question(h, dir) ? HTTP_HEADER
	                                                       : HTTP_NONE;
}

/* --- headers --- */

static const char *value_of(const char *line, const char *name)
{
	size_t len = strlen(name);

	if (strncasecmp(line, name, len) != 0 || line[len] != ':')
		return NULL;
	return line + len + 1 + strspn(line + len + 1, " \t");
}

static void read_header(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	struct http_exchange *x = http_find(h, d->number);
	const char *value = value_of(d->line, "content-length");

	if (value) {
		d->length = strtoull(value, NULL, 10);
		d->has_length = true;
	}
	value = value_of(d->line, "transfer-encoding");
	if (value && strcasestr(value, "chunked"))
		d->chunked = true;
	value = value_of(d->line, "host");
	if (value && x && !d->answers)
		http_put(x->host, sizeof(x->host), value, strlen(value));
}

static void end_message(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	struct http_exchange *x = http_find(h, d->number);

	d->state = HTTP_START;
	if (d->answers && x)
		http_done(h, x, false);
}

/* Behind the headers of an answer. False: a body comes, if there is one. */
static bool has_no_body(struct http *h, unsigned dir, const struct http_exchange *x)
{
	struct http_dir *d = &h->dir[dir];
	unsigned status = x ? x->status : 200;
	bool connected = x && !strcmp(x->method, "CONNECT") && status / 100 == 2;

	if (status == 101 || connected) {
		end_message(h, dir);
		http_lose(h); /* it is something else from here on */
		return true;
	}
	if (x && status / 100 == 1) {
		h->open[0].answered = 0; /* the answer is still to come */
		d->state = HTTP_START;
		return true;
	}
	if (status == 204 || status == 304 || (x && !strcmp(x->method, "HEAD"))) {
		end_message(h, dir);
		return true;
	}
	return false;
}

static void end_headers(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];

	if (d->answers && has_no_body(h, dir, http_find(h, d->number)))
		return;
	if (d->chunked) {
		d->state = HTTP_CHUNK;
	} else if (d->has_length && d->length) {
		d->state = HTTP_BODY;
		d->left = d->length;
	} else if (d->answers && !d->has_length) {
		d->state = HTTP_TO_END;
	} else {
		end_message(h, dir);
	}
}

/* --- bodies --- */

static void begin_chunk(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	char *end;

	d->left = strtoull(d->line, &end, 16);
	if (end == d->line || !isxdigit((unsigned char)*d->line))
		http_lose(h);
	else
		d->state = d->left ? HTTP_CHUNK_DATA : HTTP_TRAILER;
}

void http1_line(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];

	if (d->state == HTTP_START)
		begin(h, dir);
	else if (d->state == HTTP_HEADER && d->line_len)
		read_header(h, dir);
	else if (d->state == HTTP_HEADER)
		end_headers(h, dir);
	else if (d->state == HTTP_CHUNK)
		begin_chunk(h, dir);
	else if (d->state == HTTP_CHUNK_END)
		d->state = HTTP_CHUNK;
	else if (d->state == HTTP_TRAILER && !d->line_len)
		end_message(h, dir);
}

void http1_body(struct http *h, unsigned dir, uint64_t len)
{
	struct http_dir *d = &h->dir[dir];
	struct http_exchange *x = http_find(h, d->number);

	if (x)
		x->bytes[d->answers] += len;
	if (d->state == HTTP_TO_END)
		return;
	d->left -= len;
	if (d->left)
		return;
	if (d->state == HTTP_CHUNK_DATA)
		d->state = HTTP_CHUNK_END;
	else
		end_message(h, dir);
}
