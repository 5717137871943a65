/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/http2.c - frames of HTTP/2. Source: RFC 9113, sections 4 and 6. */
#include <stdlib.h>
#include <string.h>

#include "cli/http_int.h"

enum {
	DATA = 0,
	HEADERS = 1,
	RST_STREAM = 3,
	PUSH_PROMISE = 5,
	CONTINUATION = 9,
	END_STREAM = 1,
	END_HEADERS = 4,
	PADDED = 8,
	PRIORITY = 32,
	BLOCK_MAX = 1 << 18, /* bytes; nobody has so many header fields */
};

static bool has_block(unsigned type)
{
	return type == HEADERS || type == PUSH_PROMISE || type == CONTINUATION;
}

/* Room for all of a frame behind what is there of the block. */
static bool make_room(struct http *h, struct http_dir *d)
{
	size_t want = d->block_len + (size_t)d->left;
	uint8_t *more;

	if (want > BLOCK_MAX) {
		http_lose(h);
		return false;
	}
	if (want <= d->block_room)
		return true;
	more = realloc(d->block, want);
	if (!more) {
		h->failed = true;
		http_lose(h);
		return false;
	}
	d->block = more;
	d->block_room = want;
	return true;
}

/* --- header fields --- */

struct fields {
	struct http *h;
	struct http_exchange *x; /* NULL: not known yet */
	uint32_t stream;
	unsigned dir;
};

/* The exchange that fields of a question are of. */
static struct http_exchange *asked(struct fields *f)
{
	if (!f->x) {
		f->x = http_ask(f->h, f->stream, f->dir);
		if (f->x) {
			f->x->version = 20;
			f->x->asked = f->h->now;
		}
	}
	return f->x && f->x->dir == f->dir ? f->x : NULL;
}

static struct http_exchange *answered(struct fields *f)
{
	if (!f->x) { /* to what was asked before anybody looked */
		f->x = http_ask(f->h, f->stream, !f->dir);
		if (f->x) {
			f->x->version = 20;
			f->x->ended = HTTP_ASKED;
			f->x->cut = true;
		}
	}
	if (f->x && !f->x->answered)
		f->x->answered = f->h->now;
	return f->x;
}

/* Those with a colon come first, in any order. */
static void on_field(void *ctx, const char *name, const char *value)
{
	struct fields *f = ctx;
	struct http_exchange *x;

	if (!strcmp(name, ":status")) {
		x = answered(f);
		if (x)
			x->status = (unsigned)strtoul(value, NULL, 10);
		return;
	}
	x = *name == ':' ? asked(f) : f->x;
	if (!x || x->dir != f->dir)
		return;
	if (!strcmp(name, ":method"))
		http_put(x->method, sizeof(x->method), value, strlen(value));
	else if (!strcmp(name, ":path"))
		http_put(x->path, sizeof(x->path), value, strlen(value));
	else if (!strcmp(name, ":authority") || !strcmp(name, "host"))
		http_put(x->host, sizeof(x->host), value, strlen(value));
}

/* A server may answer before it has heard all of the question. */
static void end_stream(struct http *h, unsigned dir, uint32_t stream)
{
	struct http_exchange *x = http_find(h, stream);

	if (!x)
		return;
	x->ended |= x->dir == dir ? HTTP_ASKED : HTTP_ANSWERED;
	if (x->ended & HTTP_ANSWERED && !x->done)
		x->done = h->now;
	if (x->ended == (HTTP_ASKED | HTTP_ANSWERED))
		http_done(h, x, false);
}

static void end_block(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	struct fields f = { .h = h,
		            .x = http_find(h, d->block_stream),
		            .stream = d->block_stream,
		            .dir = dir };

	/* What a server promises to answer is as if it had been asked. */
	if (d->block_flags & PUSH_PROMISE << 8)
		f.dir = !dir;
	if (!hpack_read(&d->hpack, d->block, d->block_len, on_field, &f)) {
		http_lose(h);
		return;
	}
	d->block_len = 0;
	if (d->block_flags & PUSH_PROMISE << 8)
		end_stream(h, !dir, d->block_stream);
	else if (d->block_flags & END_STREAM)
		end_stream(h, dir, d->block_stream);
}

/* Takes what is in front of the block out of a first frame, and padding. */
static bool strip(struct http_dir *d)
{
	size_t from = 0, pad = 0;

	if (d->flags & PADDED) {
		pad = d->block_len ? d->block[0] : 0;
		from = 1;
	}
	if (d->type == HEADERS && d->flags & PRIORITY)
		from += 5;
	if (d->type == PUSH_PROMISE)
		from += 4;
	if (from + pad > d->block_len)
		return false;
	if (d->type == PUSH_PROMISE)
		d->block_stream = get_be32(d->block + from - 4) & 0x7fffffff;
	d->block_len -= from + pad;
	memmove(d->block, d->block + from, d->block_len);
	return true;
}

/* --- frames --- */

static void end_frame(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];
	struct http_exchange *x;

	d->state = HTTP_FRAME;
	if (has_block(d->type)) {
		if (d->type != CONTINUATION) {
			d->block_stream = d->stream;
			d->block_flags = d->type == PUSH_PROMISE
			                         ? PUSH_PROMISE << 8
			                         : d->flags & END_STREAM;
			if (!strip(d)) {
				http_lose(h);
				return;
			}
		}
		if (d->flags & END_HEADERS)
			end_block(h, dir);
	} else if (d->type == DATA && d->flags & END_STREAM) {
		end_stream(h, dir, d->stream);
	} else if (d->type == RST_STREAM) {
		x = http_find(h, d->stream);
		if (x)
			http_done(h, x, !(x->ended & HTTP_ANSWERED));
	}
}

void http2_head(struct http *h, unsigned dir)
{
	struct http_dir *d = &h->dir[dir];

	d->left = get_be32(d->head) >> 8;
	d->type = d->head[3];
	d->flags = d->head[4];
	d->stream = get_be32(d->head + 5) & 0x7fffffff;
	d->number = 0;
	d->first = true;
	d->pad = 0;
	d->state = HTTP_PAYLOAD;
	if (has_block(d->type)) {
		if (d->type != CONTINUATION)
			d->block_len = 0;
		if (!make_room(h, d))
			return;
	}
	if (!d->left)
		end_frame(h, dir);
}

/* Of a body, without what is padding. */
static void count(struct http *h, unsigned dir, const uint8_t *at, size_t len)
{
	struct http_dir *d = &h->dir[dir];
	struct http_exchange *x = http_find(h, d->stream);
	uint64_t left = d->left;

	if (d->first && d->flags & PADDED) {
		d->pad = *at;
		len--;
		left--;
	}
	if (left < d->pad + len)
		len = left > d->pad ? (size_t)(left - d->pad) : 0;
	if (x)
		x->bytes[x->dir != dir] += len;
}

void http2_payload(struct http *h, unsigned dir, const uint8_t *at, size_t len)
{
	struct http_dir *d = &h->dir[dir];

	if (has_block(d->type)) {
		memcpy(d->block + d->block_len, at, len);
		d->block_len += len;
	} else if (d->type == DATA) {
		count(h, dir, at, len);
	}
	d->left -= len;
	d->first = false;
	if (!d->left)
		end_frame(h, dir);
}
