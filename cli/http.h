/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/http.h - what is asked for and answered on a connection of HTTP/1 or HTTP/2.
 *
 * Fed with the bytes of both directions as they come, cut anywhere. Which direction asks, and
 * which version it is, is seen in the bytes. What is no HTTP is passed over.
 *
 * Sources: RFC 9112 (HTTP/1), RFC 9113 (HTTP/2).
 */
#ifndef PFC_CLI_HTTP_H
#define PFC_CLI_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A question and its answer. Times are those of the caller; 0: not seen. */
struct http_exchange {
	uint64_t number;         /* of HTTP/2's stream; else counted from 1 */
	unsigned version;        /* 10, 11 or 20 */
	char method[16];         /* "": the question was not seen */
	char host[256];          /* cut where it is longer; the same for the path */
	char path[1024];
	unsigned status;         /* 0: no answer was seen */
	uint64_t asked, answered, done; /* begin of both, and end of the answer */
	uint64_t bytes[2];       /* of bodies as they are sent: asked with, answered with */
	bool cut;                /* some of it was not seen, or never came */
	uint8_t dir;             /* that it is asked in */
	uint8_t ended;           /* 1: the question, 2: the answer; of HTTP/2 */
};

struct http; /* opaque */

/* Who is told, once for each exchange, when its answer is complete or nothing comes any more. */
struct http_to {
	void (*fn)(void *ctx, const struct http_exchange *x);
	void *ctx;
};

/* NULL: memory ended. */
struct http *http_new(void);
void http_free(struct http *h);

/* dir: 0 or 1. returns false when memory ended. */
bool http_feed(struct http *h, unsigned dir, const uint8_t *at, size_t len, uint64_t now,
               const struct http_to *to);

/* So many bytes are missing. */
void http_gap(struct http *h, unsigned dir, uint64_t len);

/* Nothing comes any more. */
void http_end(struct http *h, uint64_t now, const struct http_to *to);

#endif
