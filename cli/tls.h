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
#include "cli/tls_calibrate.h"
#include "cli/tls_file.h"
#include "cli/tls_wire.h"
#include "cli/trace.h"
#include "cli/trace_keys.h"
#include "ebpf/tls.h"
#include "ebpf/tls/watch.h"

/* What was made of the line of text that one comes to its end. */
struct tls_redact {
	char name[24]; /* of a header, as far as it has come */
	uint8_t len;
	uint8_t state;
};

struct tls_stream {
	uint64_t next; /* offset of the byte that comes next */
	struct tls_redact redact;
};

/* What it takes to read a connection: the secret of TLS 1.2, or four of TLS 1.3. */
enum tls_keys {
	TLS_KEY_CLIENT_HANDSHAKE = 1 << 0,
	TLS_KEY_SERVER_HANDSHAKE = 1 << 1,
	TLS_KEY_CLIENT = 1 << 2,
	TLS_KEY_SERVER = 1 << 3,
	TLS_KEYS_ALL = (1 << 4) - 1,
};

struct tls_known {
	struct tls_conn conn;
	uint64_t until; /* CLOCK_MONOTONIC; 0: it is open */
	struct tls_stream stream[2];
	struct tls_hello hello; /* for its end: the wire forgets */
	bool has_hello, client;
	uint8_t random[TLS_RANDOM_LEN]; /* of the client */
	bool has_random;
	uint8_t keys; /* that came of it: enum tls_keys */
	bool ended;   /* and was counted by its keys */
	struct http *http; /* owned; NULL: not asked for, or nothing came yet */
	bool http_ended;
};

enum tls_form { TLS_TEXT, TLS_HEX, TLS_PCAP, TLS_HTTP };

#define TLS_SCAN_NS UINT64_C(1000000000) /* at least between scans */
#define TLS_KEEP_NS UINT64_C(2000000000) /* a connection behind its end */

struct tls_line {
	struct tls_event event;
	struct tls_data *data; /* owned; NULL: of the event */
	uint64_t due; /* CLOCK_MONOTONIC, ns; when it is written at the latest */
};

struct tls_view {
	struct trace t; /* clocks, output and options, as in pfc trace tcp */
	struct tls *tls;
	struct tls_targets targets;
	uint64_t scanned; /* CLOCK_MONOTONIC; when all processes were looked at again */
	bool scan_again;  /* some were missed */
	struct stat lib_as; /* file of --lib, as it was looked at again */
	struct tls_watch *watch; /* NULL: processes are looked at once a second only */
	struct tls_wire *wire;
	struct tls_keylog *keylog; /* NULL: none is asked for */
	struct tls_before *before; /* NULL: sessions from before have no keys */
	struct tls_write *write;   /* NULL: no packets are written */
	struct tls_synth *synth;   /* NULL: no packets are made of what is read and written */
	struct keys known;         /* struct tls_known by its id */
	struct tls_line *lines;    /* that wait, oldest first */
	unsigned line_count, line_room;
	uint64_t last_data,
		read_until; /* CLOCK_MONOTONIC, ns; until then all was read */
	uint64_t keys_until; /* the same, but of all that is not data */
	bool selective;     /* a connection must be known before it can match */
	bool data;          /* what is read and written is shown */
	bool silent;        /* a file goes to stdout */
	bool failed;        /* memory ended */
	unsigned attached;
	/* For the end. */
	uint64_t by_method[TLS_METHODS];
	uint64_t shown, gaps; /* bytes */
	uint64_t keys_all, keys_part, keys_none; /* connections */
};

/* tls_list.c: what there is to follow. returns an exit status. */
int tls_list(const struct args *args, const struct tls_targets *t);

/* tls_targets.c: files with TLS in them. find: what is asked for, or all that is there; returns
 * EXIT_DONE or a status after a message.
 */
void tls_raise_descriptors(void);
int tls_find_targets(const struct args *args, struct tls_targets *t);
void tls_targets_close(struct tls_targets *t);
void tls_attach_new(struct tls_view *v);
void tls_changed(struct tls_view *v); /* something was written to one */
void tls_targets_tick(struct tls_view *v); /* once a second */
void tls_mapped(struct tls_view *v); /* processes mapped something */

/* What of it nobody knows, as there are not enough rights, or descriptors. */
void tls_say_unread(const struct tls_targets *t);

/* tls_tell.c: that it begins, with the filter's words, and what it came to. */
void tls_tell_begin(struct tls_view *v, int count, char **words);
void tls_tell_end(struct tls_view *v);

/* tls_lines.c: what happened, as text or JSON. */
void tls_line_wait(struct tls_view *v, const struct tls_event *e,
                   struct tls_data *data);
void tls_lines_write(struct tls_view *v, bool all);
void tls_lines_head(struct tls_view *v);
const struct tls_hello *tls_hello_of(struct tls_view *v, const struct tls_conn *c,
                                     bool *client);
void tls_json_ident(struct tls_view *v, const struct tls_conn *c);
void tls_line_head(struct tls_view *v, const struct tls_conn *c, uint64_t ns,
                   const char *what);

/* tls_data.c: what is read and written. gap: nothing came up to that offset. */
void tls_data_wait(struct tls_view *v, const struct tls_data *d);
void tls_data_write(struct tls_view *v, const struct tls_data *d);
void tls_gap(struct tls_view *v, struct tls_known *k, int dir, uint64_t ns,
             uint64_t until);

/* tls_keys.c: the file of --keylog, and what else wants keys. open: EXIT_DONE or a status
 * after a message.
 */
int tls_keylog_open(struct tls_view *v, const char *path);
void tls_keylog_add(struct tls_view *v, const struct tls_key_event *e);
void tls_keylog_poll(struct tls_view *v, bool end);
void tls_keylog_ended(struct tls_view *v, struct tls_known *k); /* the connection is over */
void tls_keylog_count(struct tls_view *v); /* those that are open, too */
void tls_keylog_tick(struct tls_view *v);
int tls_keylog_close(struct tls_view *v); /* says what it came to */

/* tls_write.c: the file of -w. open: EXIT_DONE or a status after a message. */
int tls_write_open(struct tls_view *v, const char *path);
void tls_write_conn(struct tls_view *v, const struct tls_event *e);
void tls_write_key(struct tls_view *v, const struct tls_conn *c,
                   const struct str *line);
void tls_write_packet(void *ctx, const struct packet *p);
void tls_write_poll(struct tls_view *v, bool end);
void tls_write_tick(struct tls_view *v);
bool tls_write_waits(struct tls_view *v); /* packets are there whose keys may still come */
int tls_write_close(struct tls_view *v); /* says what it came to */

/* tls_synth.c: the file of --plaintext=pcap. open: EXIT_DONE or a status after a message. */
int tls_synth_open(struct tls_view *v, const char *path);
void tls_synth_data(struct tls_view *v, struct tls_known *k, const struct tls_data *d);
void tls_synth_end(struct tls_view *v, struct tls_known *k, uint64_t ns);
void tls_synth_poll(struct tls_view *v);
void tls_synth_tick(struct tls_view *v);
int tls_synth_close(struct tls_view *v); /* says what it came to */

/* tls_http.c: what is asked for and answered. */
void tls_http_data(struct tls_view *v, struct tls_known *k, const struct tls_data *d);
void tls_http_gap(struct tls_known *k, int dir, uint64_t len);
void tls_http_end(struct tls_view *v, struct tls_known *k, uint64_t ns);
void tls_http_close(struct tls_view *v);

/* tls_earlier.c: keys of sessions that began before. open: runs the code of the libraries that
 * processes have; EXIT_DONE or a status after a message.
 */
int tls_earlier_open(struct tls_view *v, const struct tcp_settings *want);
void tls_earlier_conn(struct tls_view *v, const struct tls_event *e);
void tls_earlier_gone(struct tls_view *v, const struct tls_target *target);
void tls_earlier_close(struct tls_view *v); /* says what it came to */

/* Whether the number of a process is one that this process has for it: the kernel's own number
 * is given where there is none.
 */
bool tls_is_visible(const struct tcp_who *who);

/* tls_ends.c: sockets that calls do not tell. know: an event says what there is of a
 * connection; settle: what is known of its socket by now, into an event.
 */
void tls_random_add(struct tls_view *v, const struct tls_key_event *e);
void tls_attribute(struct tls_view *v, struct tls_known *k);
void tls_know(struct tls_view *v, const struct tls_event *e);
void tls_settle_ends(struct tls_view *v, struct tls_event *e);

/* A connection by its number; NULL: it was not told of, or is over for long. */
struct tls_known *tls_known(struct tls_view *v, uint64_t id);

/* The connection as it is known by now; NULL: it does not match, or not yet. */
const struct tls_conn *tls_bound(struct tls_view *v, const struct tls_conn *c);

#endif
