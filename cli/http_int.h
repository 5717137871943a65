/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/http_int.h - what http.c, http1.c and http2.c share. */
#ifndef PFC_CLI_HTTP_INT_H
#define PFC_CLI_HTTP_INT_H

#include "base/bytes.h"
#include "cli/hpack.h"
#include "cli/http.h"

enum { HTTP_LINE_MAX = 2048, HTTP_OPEN_MAX = 1024, HTTP_HEAD_LEN = 9 };
enum { HTTP_ASKED = 1, HTTP_ANSWERED = 2 };

/* What comes next in a direction. */
enum http_state {
	/* Lines of HTTP/1 */
	HTTP_START,
	HTTP_HEADER,
	HTTP_CHUNK, /* its length */
	HTTP_CHUNK_END,
	HTTP_TRAILER,
	/* Bytes */
	HTTP_BODY, /* as long as is said */
	HTTP_CHUNK_DATA,
	HTTP_TO_END,
	HTTP_PREFACE, /* the rest of it */
	HTTP_FRAME,   /* its head */
	HTTP_PAYLOAD,
	HTTP_NONE, /* nothing that is looked at */
};

struct http_dir {
	enum http_state state;
	bool began;
	uint64_t left; /* bytes, of what has a length */
	/* HTTP/1 */
	char line[HTTP_LINE_MAX];
	size_t line_len; /* as it is; what does not fit is left out */
	uint64_t number; /* of the exchange that is read */
	bool answers, chunked, has_length;
	uint64_t length;
	/* HTTP/2 */
	uint8_t head[HTTP_HEAD_LEN];
	unsigned head_len, type, flags, block_flags;
	uint32_t stream, block_stream;
	uint64_t pad; /* bytes at the end of a payload */
	bool first;   /* none of the payload has come yet */
	uint8_t *block; /* of header fields, as far as it has come */
	size_t block_len, block_room;
	struct hpack hpack;
};

struct http {
	struct http_dir dir[2];
	struct http_exchange *open; /* in the order they were asked in */
	unsigned count, room;
	uint64_t next;
	bool failed;
	/* Of the call that runs. */
	uint64_t now;
	const struct http_to *to;
};

/* A new one, behind all others; NULL: memory ended, or there are too many. */
struct http_exchange *http_ask(struct http *h, uint64_t number, unsigned dir);
struct http_exchange *http_find(struct http *h, uint64_t number);

/* Tells of it, and forgets it. */
void http_done(struct http *h, struct http_exchange *x, bool cut);

/* Nothing of the connection can be read from here on. */
void http_lose(struct http *h);

void http_put(char *to, size_t room, const char *text, size_t len);

/* http1.c: a line, without its end; the end of bytes with a length. */
void http1_line(struct http *h, unsigned dir);
void http1_body(struct http *h, unsigned dir, uint64_t len);

/* http2.c: a head is complete; some of a payload. */
void http2_head(struct http *h, unsigned dir);
void http2_payload(struct http *h, unsigned dir, const uint8_t *at, size_t len);

#endif
