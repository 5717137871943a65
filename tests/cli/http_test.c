/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/http_test.c - exchanges of HTTP, from bytes that are cut anywhere. */
#include "cli/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/test.h"

/* What one direction says; the directions take turns. */
struct piece {
	unsigned dir;
	const char *bytes;
	size_t len; /* 0: that of the text */
};

static char got[4096];

static void on_exchange(void *ctx, const struct http_exchange *x)
{
	(void)ctx;
	snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s %s%s %u %u %u/%u%s\n",
	         x->method, x->host, x->path, x->version, x->status,
	         (unsigned)x->bytes[0], (unsigned)x->bytes[1], x->cut ? " cut" : "");
}

/* All that is told of pieces that come in steps of so many bytes. */
static const char *told(const struct piece *pieces, size_t count, size_t step)
{
	const struct http_to to = { on_exchange, NULL };
	struct http *h = http_new();
	uint64_t now = 0;

	got[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		const uint8_t *at = (const uint8_t *)pieces[i].bytes;
		size_t len = pieces[i].len ? pieces[i].len : strlen(pieces[i].bytes);

		for (size_t k = 0; k < len; k += step) {
			size_t n = len - k < step ? len - k : step;
			/* Of its own, so that a read behind its end is seen. */
			uint8_t *copy = malloc(n);

			memcpy(copy, at + k, n);
			CHECK(http_feed(h, pieces[i].dir, copy, n, ++now, &to));
			free(copy);
		}
	}
	http_end(h, ++now, &to);
	http_free(h);
	return got;
}

#define CHECK_TOLD(pieces, want)                                                       \
	for (size_t step = 1; step < 4096; step *= 3)                                  \
	CHECK_STR(told(pieces, sizeof(pieces) / sizeof(pieces[0]), step), want)

TEST(bodies_end_where_they_say)
{
	static const struct piece pieces[] = {
		{ 0, "POST /a HTTP/1.1\r\nHost: one\r\nContent-Length: 5\r\n\r\nhello", 0 },
		{ 1, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 0 },
		{ 0, "PUT /b HTTP/1.1\r\nhost:two\r\nTransfer-Encoding: chunked\r\n\r\n"
		     "4;x=y\r\nwiki\r\n6\r\npedia \r\n0\r\nTrailer: 1\r\n\r\n", 0 },
		{ 1, "HTTP/1.1 201 Created\r\ntransfer-encoding: Chunked\r\n\r\n1\r\n!\r\n0\r\n\r\n", 0 },
		{ 0, "GET /c?d HTTP/1.0\nHost: three\n\n", 0 },
		{ 1, "HTTP/1.0 404 Not Found\n\nto the end", 0 },
	};

	CHECK_TOLD(pieces, "POST one/a 11 200 5/3\nPUT two/b 11 201 10/1\n"
	                   "GET three/c?d 10 404 0/10\n");
}

TEST(answers_come_in_the_order_of_questions)
{
	static const struct piece pieces[] = {
		{ 1, "HEAD /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n"
		     "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n", 0 },
		{ 0, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 304 Not\r\n\r\n", 0 },
	};

	CHECK_TOLD(pieces, "HEAD h/1 11 200 0/0\nGET h/2 11 304 0/0\nGET h/3 11 0 0/0 cut\n");
}

TEST(another_protocol_ends_it)
{
	static const struct piece pieces[] = {
		{ 0, "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n", 0 },
		{ 1, "HTTP/1.1 101 Switching Protocols\r\n\r\n", 0 },
		{ 0, "GET /not HTTP/1.1\r\n\r\n", 0 },
	};
	static const struct piece none[] = { { 0, "220 mail ESMTP\r\n", 0 },
		                             { 1, "EHLO me\r\n", 0 },
		                             { 0, "GET / HTTP/1.1\r\n\r\n", 0 } };

	CHECK_TOLD(pieces, "GET h/chat 11 101 0/0\n");
	CHECK_TOLD(none, "");
}

TEST(what_is_long_is_cut)
{
	static char line[9000];
	const struct piece pieces[] = { { 0, line, 0 },
		                        { 1, "HTTP/1.1 204 No\r\n\r\n", 0 } };
	const char *text;

	memset(line, 'x', sizeof(line) - 1);
	memcpy(line, "GET /", 5);
	memcpy(line + 8000, " HTTP/1.1\r\n\r\n", 14);
	text = told(pieces, 2, 100);
	CHECK(!strncmp(text, "GET /xxx", 8));
	CHECK_STR(text + 4 + 1023, " 11 204 0/0\n");
}

/* Frames of HTTP/2: length, kind, flags, stream. */
#define FRAME(len, kind, flags, stream) "\0\0" len kind flags "\0\0\0" stream
#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
#define SETTINGS FRAME("\0", "\4", "\0", "\0")
#define TEXT(text) text, sizeof(text) - 1

TEST(streams_of_http2)
{
	static const struct piece pieces[] = {
		{ 1, TEXT(SETTINGS) }, /* a server may be the first */
		{ 0, TEXT(PREFACE SETTINGS) },
		/* :method GET, :path /index.html, :authority a */
		{ 0, TEXT(FRAME("\5", "\1", "\5", "\1") "\x82\x85\x01\x01"
		                                        "a") },
		/* POST; the block in two pieces, the first one padded and with a priority */
		{ 0, TEXT(FRAME("\11", "\1", "\50", "\3") "\2"
		                                          "\0\0\0\0\20"
		                                          "\x83"
		                                          "zz" FRAME("\4", "\11", "\4", "\3") "\x84\x01\x01"
		                                                                              "b") },
		{ 0, TEXT(FRAME("\6", "\0", "\11", "\3") "\2"
		                                         "abc"
		                                         "\0\0") },
		{ 1, TEXT(FRAME("\1", "\1", "\5", "\3") "\x89") }, /* 204 */
		{ 1, TEXT(FRAME("\1", "\1", "\4", "\1") "\x88") }, /* 200 */
		{ 1, TEXT(FRAME("\3", "\0", "\0", "\1") "abc") },
		{ 1, TEXT(FRAME("\2", "\0", "\1", "\1") "de") },
		{ 0, TEXT(FRAME("\2", "\1", "\5", "\5") "\x84\x82") }, /* the path first */
		{ 1, TEXT(FRAME("\4", "\3", "\0", "\5") "\0\0\0\1") },
	};

	CHECK_TOLD(pieces, "POST b/ 20 204 3/0\nGET a/index.html 20 200 0/5\n"
	                   "GET / 20 0 0/0 cut\n");
}

TEST(bytes_may_be_missing_in_a_body_only)
{
	static const char question[] = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
	static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345";
	const struct http_to to = { on_exchange, NULL };

	for (int more = 95; more < 97; more++) {
		struct http *h = http_new();

		got[0] = '\0';
		http_feed(h, 0, (const uint8_t *)question, strlen(question), 1, &to);
		http_feed(h, 1, (const uint8_t *)answer, strlen(answer), 2, &to);
		http_gap(h, 1, (uint64_t)more - 5);
		http_feed(h, 1, (const uint8_t *)"12345", 5, 3, &to);
		http_end(h, 4, &to);
		http_free(h);
		CHECK_STR(got, "GET h/ 11 200 0/100 cut\n");
	}
}

TEST_MAIN(CASE(bodies_end_where_they_say), CASE(answers_come_in_the_order_of_questions),
          CASE(another_protocol_ends_it), CASE(what_is_long_is_cut), CASE(streams_of_http2),
          CASE(bytes_may_be_missing_in_a_body_only))
