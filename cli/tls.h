/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls.h - what the files of pfc trace tls share.
 *
 * cmd_tls.c runs it. What the kernel tells of a session and what the wire shows of its hellos
 * come by different ways; they meet by the ends of the connection. So lines wait for a moment,
 * and keys until the random they go with is known.
 */
#ifndef PFC_CLI_TLS_H
#define PFC_CLI_TLS_H

#include "cli/options.h"
#include "cli/tls_wire.h"
#include "cli/trace.h"
#include "cli/trace_keys.h"
#include "ebpf/tls.h"

struct tls_line {
	struct tls_event event;
	uint64_t due; /* CLOCK_MONOTONIC, ns; when it is written at the latest */
};

struct tls_view {
	struct trace t; /* clocks, output and options, as in pfc trace tcp */
	struct tls *tls;
	struct tls_targets targets;
	struct tls_wire *wire;
	struct tls_keylog *keylog; /* NULL: none is asked for */
	struct tls_write *write;   /* NULL: no packets are written */
	struct keys bound;         /* struct tls_conn by its id, of those that match */
	struct tls_line *lines;    /* that wait, oldest first */
	unsigned line_count, line_room;
	bool selective; /* a connection must be known before it can match */
	bool silent;    /* a file goes to stdout */
	bool failed;    /* memory ended */
	unsigned attached;
	/* For the end. */
	uint64_t opened, by_method[3];
};

/* tls_list.c: what there is to follow. returns an exit status. */
int tls_list(const struct args *args, const struct tls_targets *t);

/* tls_lines.c: what happened, as text or JSON. */
void tls_line_wait(struct tls_view *v, const struct tls_event *e);
void tls_lines_write(struct tls_view *v, bool all);
void tls_lines_head(struct tls_view *v);

/* tls_keys.c: the file of --keylog, and what else wants keys. open: EXIT_DONE or a status
 * after a message.
 */
int tls_keylog_open(struct tls_view *v, const char *path);
void tls_keylog_add(struct tls_view *v, const struct tls_key_event *e);
void tls_keylog_poll(struct tls_view *v, bool end);
int tls_keylog_close(struct tls_view *v); /* says what it came to */

/* tls_write.c: the file of -w. open: EXIT_DONE or a status after a message. */
int tls_write_open(struct tls_view *v, const char *path);
void tls_write_conn(struct tls_view *v, const struct tls_event *e);
void tls_write_key(struct tls_view *v, const struct tls_conn *c,
                   const struct str *line);
void tls_write_packet(void *ctx, const struct packet *p, const struct tcp_tuple *from,
                      bool has_payload);
void tls_write_poll(struct tls_view *v, bool end);
void tls_write_tick(struct tls_view *v);
int tls_write_close(struct tls_view *v); /* says what it came to */

/* A file with secrets that others may read is theirs no more. returns EXIT_DONE, or a status
 * after a message.
 */
int make_private(const char *path);

/* The connection as it is known by now; NULL: it does not match, or not yet. */
const struct tls_conn *tls_bound(const struct tls_view *v, const struct tls_conn *c);

#endif
