/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/http_int.h"

#include <stdlib.h>
#include <string.h>

struct http *http_new(void)
{
	return calloc(1, sizeof(struct http));
}

void http_free(struct http *h)
{
	if (!h)
		return;
	for (int i = 0; i < 2; i++) {
		free(h->dir[i].block);
		hpack_fini(&h->dir[i].hpack);
	}
	free(h->open);
	free(h);
}

/* --- exchanges --- */

struct http_exchange *http_ask(struct http *h, uint64_t number, unsigned dir)
{
	struct http_exchange *x;

	if (h->count == HTTP_OPEN_MAX)
		return NULL;
	if (h->count == h->room) {
		unsigned room = h->room ? 2 * h->room : 4;

		x = realloc(h->open, room * sizeof(*x));
		if (!x) {
			h->failed = true;
			return NULL;
		}
		h->open = x;
		h->room = room;
	}
	x = &h->open[h->count++];
	memset(x, 0, sizeof(*x));
	x->number = number;
	x->dir = (uint8_t)dir;
	return x;
}

struct http_exchange *http_find(struct http *h, uint64_t number)
{
	for (unsigned i = 0; i < h->count; i++) {
		if (h->open[i].number == number)
			return &h->open[i];
	}
	return NULL;
}

void http_done(struct http *h, struct http_exchange *x, bool cut)
{
	unsigned i = (unsigned)(x - h->open);

	x->cut |= cut;
	if (!x->done)
		x->done = h->now;
	h->to->fn(h->to->ctx, x);
	memmove(x, x + 1, (h->count - i - 1) * sizeof(*x));
	h->count--;
}

void http_lose(struct http *h)
{
	h->dir[0].state = h->dir[1].state = HTTP_NONE;
}

void http_put(char *to, size_t room, const char *text, size_t len)
{
	if (len >= room)
		len = room - 1;
	memcpy(to, text, len);
	to[len] = '\0';
}

/* --- bytes --- */

/* Up to the end of a line; returns how many bytes that took. */
static size_t take_line(struct http *h, unsigned dir, const uint8_t *at, size_t len)
{
	struct http_dir *d = &h->dir[dir];
	const uint8_t *end = memchr(at, '\n', len);
	size_t n = end ? (size_t)(end - at) + 1 : len;
	size_t more = HTTP_LINE_MAX - 1 - d->line_len;

	if (more > n)
		more = n;
	memcpy(d->line + d->line_len, at, more);
	d->line_len += more;
	if (!end)
		return n;
	while (d->line_len &&
	       (d->line[d->line_len - 1] == '\n' || d->line[d->line_len - 1] == '\r'))
		d->line_len--;
	d->line[d->line_len] = '\0';
	http1_line(h, dir);
	d->line_len = 0;
	return n;
}

static size_t take_head(struct http *h, unsigned dir, const uint8_t *at, size_t len)
{
	struct http_dir *d = &h->dir[dir];
	size_t n = HTTP_HEAD_LEN - d->head_len;

	if (n > len)
		n = len;
	memcpy(d->head + d->head_len, at, n);
	d->head_len += (unsigned)n;
	if (d->head_len == HTTP_HEAD_LEN) {
		d->head_len = 0;
		http2_head(h, dir);
	}
	return n;
}

static size_t take_some(struct http *h, unsigned dir, const uint8_t *at, size_t len)
{
	struct http_dir *d = &h->dir[dir];
	size_t n = d->left < len && d->state != HTTP_TO_END ? (size_t)d->left : len;

	switch (d->state) {
	case HTTP_START:
	case HTTP_HEADER:
	case HTTP_CHUNK:
	case HTTP_CHUNK_END:
	case HTTP_TRAILER:
		return take_line(h, dir, at, len);
	case HTTP_BODY:
	case HTTP_CHUNK_DATA:
	case HTTP_TO_END:
		http1_body(h, dir, n);
		return n;
	case HTTP_PREFACE:
		d->left -= n;
		if (!d->left)
			d->state = HTTP_FRAME;
		return n;
	case HTTP_FRAME:
		return take_head(h, dir, at, len);
	case HTTP_PAYLOAD:
		http2_payload(h, dir, at, n);
		return n;
	case HTTP_NONE:
		return len;
	}
	return len;
}

bool http_feed(struct http *h, unsigned dir, const uint8_t *at, size_t len, uint64_t now,
               const struct http_to *to)
{
	struct http_dir *d = &h->dir[dir];

	h->now = now;
	h->to = to;
	/* No text begins with a 0: it is the length of what a server of HTTP/2 says first. */
	if (len && !d->began && *at == 0 && d->state == HTTP_START)
		d->state = HTTP_FRAME;
	d->began = d->began || len;
	while (len) {
		size_t n = take_some(h, dir, at, len);

		at += n;
		len -= n;
	}
	return !h->failed;
}

void http_gap(struct http *h, unsigned dir, uint64_t len)
{
	struct http_dir *d = &h->dir[dir];
	bool in_body = d->state == HTTP_BODY || d->state == HTTP_CHUNK_DATA;
	struct http_exchange *x = http_find(h, d->number);

	if (d->state == HTTP_NONE)
		return;
	if (d->state != HTTP_TO_END && (!in_body || len >= d->left)) {
		http_lose(h);
		return;
	}
	if (in_body)
		d->left -= len;
	if (x) {
		x->bytes[d->answers] += len;
		x->cut = true;
	}
}

void http_end(struct http *h, uint64_t now, const struct http_to *to)
{
	h->now = now;
	h->to = to;
	while (h->count) {
		struct http_exchange *x = h->open;
		const struct http_dir *d = &h->dir[!x->dir];

		http_done(h, x, !(x->ended & HTTP_ANSWERED) &&
		                        (d->state != HTTP_TO_END ||
		                         d->number != x->number));
	}
}
