/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_keys.c - secrets of connections that were selected, into a key log, and to -w.
 *
 * A line is written once, however often and by whichever end its secret is told. Where a
 * library does not pass the client's random, it is that of the hello on the wire; where a
 * selector has to know the socket first, a secret waits for it.
 */
#include "cli/tls.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "capture/sink.h"
#include "cli/say.h"

#define KEEP_NS UINT64_C(60000000000) /* the other end tells the same by then */

enum { WAIT_NS = 2000000000, WAITING_MAX = 65536 };

/* What a secret is of. */
struct line_key {
	char label[TLS_LABEL_MAX];
	uint8_t random[TLS_RANDOM_LEN];
};

struct tls_keylog {
	struct sink *sink;
	const char *path;
	/* When each was written: CLOCK_MONOTONIC, ns, by struct line_key. */
	struct keys written;
	struct keys secrets; /* the same by their bytes */
	struct tls_key_event *waiting;
	unsigned count, room;
	uint64_t lines, no_random, malformed;
};

int tls_keylog_open(struct tls_view *v, const char *path)
{
	struct tls_keylog *k = calloc(1, sizeof(*k));
	char msg[SINK_MSG_MAX];

	v->keylog = k;
	if (!k)
		return say("out of memory");
	k->path = path;
	k->written.key_len = sizeof(struct line_key);
	k->written.value_len = sizeof(uint64_t);
	k->secrets.key_len = TLS_SECRET_MAX;
	k->secrets.value_len = sizeof(uint64_t);
	if (!path)
		return EXIT_DONE;
	if (sink_open(path, NULL, &k->sink, msg) != 0)
		return say("%s", msg);
	return make_private(path);
}

static void add_hex(struct str *s, const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		str_printf(s, "%02x", at[i]);
}

/* A name as the format has them, and a secret that is not empty. */
static bool is_whole(const struct tls_key_event *e)
{
	uint8_t all = 0;

	for (const char *p = e->label; *p; p++) {
		if (!isupper((unsigned char)*p) && !isdigit((unsigned char)*p) &&
		    *p != '_')
			return false;
	}
	for (unsigned i = 0; i < e->secret_len; i++)
		all |= e->secret[i];
	return all != 0 && e->secret_len <= TLS_SECRET_MAX;
}

static void write_line(struct tls_view *v, const struct tls_conn *c,
                       const struct tls_key_event *e)
{
	struct tls_keylog *k = v->keylog;
	struct line_key key = { { 0 }, { 0 } };
	struct str line = { 0 };
	uint8_t secret[TLS_SECRET_MAX] = { 0 };
	bool is_new, is_other;
	uint64_t *when, *when_secret;

	memcpy(secret, e->secret, e->secret_len);
	memcpy(key.label, e->label, strnlen(e->label, TLS_LABEL_MAX - 1));
	memcpy(key.random, e->random, TLS_RANDOM_LEN);
	when = keys_get(&k->written, &key, &is_new);
	when_secret = keys_get(&k->secrets, secret, &is_other);
	if (when)
		*when = v->t.now;
	if (when_secret)
		*when_secret = v->t.now;
	if (!when || !when_secret)
		v->failed = true;
	else if (is_new) {
		str_printf(&line, "%s ", key.label);
		add_hex(&line, e->random, TLS_RANDOM_LEN);
		str_printf(&line, " ");
		add_hex(&line, e->secret, e->secret_len);
		str_printf(&line, "\n");
		if (line.failed)
			v->failed = true;
		else if (k->sink && (sink_write(k->sink, (const uint8_t *)line.at,
		                                line.len, 0, false) ||
		                     sink_flush(k->sink)))
			v->t.full = true; /* why is said when it is closed */
		else
			k->lines++;
		if (v->write && !line.failed)
			tls_write_key(v, c, &line);
	}
	str_fini(&line);
}

static bool is_written(const struct tls_keylog *k, const struct tls_key_event *e)
{
	uint8_t secret[TLS_SECRET_MAX] = { 0 };

	memcpy(secret, e->secret, e->secret_len);
	return keys_find(&k->secrets, secret) != NULL;
}

/* The connection, if its keys may be written, as it is known by now. With --all-keys neither the
 * filter nor an unknown socket matter, unless something else selects sockets.
 */
static const struct tls_conn *owner_of(struct tls_view *v, const struct tls_conn *conn)
{
	const struct args *args = v->t.args;
	const struct tls_conn *c = tls_bound(v, conn);
	const struct tls_known *k;

	if (c || !args->all_keys)
		return c;
	k = tls_known(v, conn->id);
	c = k ? &k->conn : conn;
	if (c->verdict == TCP_UNDECIDED && !args->cgroup && !args->netns)
		return c;
	return c->verdict == TLS_FILTERED ? c : NULL;
}

/* Writes it where all is known; false: not yet. */
static bool settle(struct tls_view *v, struct tls_key_event *e)
{
	const struct tls_conn *c = owner_of(v, &e->conn);
	const struct tls_hello *h;

	/* Seen on its way to where the random is passed, too. */
	if (!e->has_random && is_written(v->keylog, e))
		return true;
	if (!c && v->selective)
		return false;
	if (!e->has_random) {
		h = c ? tls_wire_find(v->wire, c, NULL) : NULL;
		if (!h || !h->has_client)
			return false;
		memcpy(e->random, h->random, TLS_RANDOM_LEN);
		e->has_random = true;
	}
	write_line(v, c, e);
	return true;
}

/* --- what each connection has --- */

static const struct {
	const char *label;
	uint8_t is; /* enum tls_keys */
} needed[] = {
	{ "CLIENT_RANDOM", TLS_KEYS_ALL },
	{ "CLIENT_HANDSHAKE_TRAFFIC_SECRET", TLS_KEY_CLIENT_HANDSHAKE },
	{ "SERVER_HANDSHAKE_TRAFFIC_SECRET", TLS_KEY_SERVER_HANDSHAKE },
	{ "CLIENT_TRAFFIC_SECRET_0", TLS_KEY_CLIENT },
	{ "SERVER_TRAFFIC_SECRET_0", TLS_KEY_SERVER },
};

static void note_key(struct tls_view *v, const struct tls_key_event *e)
{
	bool is_new;
	struct tls_known *k = keys_get(&v->known, &e->conn.id, &is_new);

	if (!k) {
		v->failed = true;
		return;
	}
	if (is_new)
		k->conn = e->conn;
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (!strcmp(e->label, needed[i].label))
			k->keys |= needed[i].is;
	}
}

void tls_keylog_ended(struct tls_view *v, struct tls_known *k)
{
	const struct tls_conn *c = k ? &k->conn : NULL;

	/* Nor one without a handshake. */
	if (!v->keylog || !c || k->ended ||
	    (!c->handshake && !c->bytes[TLS_IN] && !c->bytes[TLS_OUT]) ||
	    (v->selective && !owner_of(v, c)))
		return;
	k->ended = true;
	v->keys_all += k->keys == TLS_KEYS_ALL;
	v->keys_part += k->keys && k->keys != TLS_KEYS_ALL;
	v->keys_none += !k->keys;
}

void tls_keylog_count(struct tls_view *v)
{
	for (uint32_t i = 0; i < v->known.count; i++)
		tls_keylog_ended(v, keys_at(&v->known, i));
}

/* --- keys as they come --- */

void tls_keylog_add(struct tls_view *v, const struct tls_key_event *e)
{
	struct tls_keylog *k = v->keylog;
	struct tls_key_event *more, copy = *e;

	copy.label[TLS_LABEL_MAX - 1] = '\0';
	if (!is_whole(&copy)) {
		k->malformed++;
		return;
	}
	note_key(v, &copy);
	if (settle(v, &copy))
		return;
	if (k->count == k->room) {
		k->room = k->room ? 2 * k->room : 64;
		more = k->room > WAITING_MAX
		               ? NULL
		               : realloc(k->waiting, k->room * sizeof(*more));
		if (!more) {
			v->failed = true;
			return;
		}
		k->waiting = more;
	}
	k->waiting[k->count++] = copy;
}

void tls_keylog_poll(struct tls_view *v, bool end)
{
	struct tls_keylog *k = v->keylog;
	unsigned kept = 0;

	for (unsigned i = 0; k && i < k->count; i++) {
		struct tls_key_event *e = &k->waiting[i];

		if (settle(v, e))
			continue;
		if (!end && e->ns + WAIT_NS > v->t.now)
			k->waiting[kept++] = *e;
		else if (owner_of(v, &e->conn) || !v->selective)
			k->no_random++;
	}
	if (k)
		k->count = kept;
}

static bool is_fresh(const void *value, void *ctx)
{
	const uint64_t *when = value;
	const struct tls_view *v = ctx;

	return *when + KEEP_NS > v->t.now;
}

void tls_keylog_tick(struct tls_view *v)
{
	if (!v->keylog)
		return;
	keys_filter(&v->keylog->written, is_fresh, v);
	keys_filter(&v->keylog->secrets, is_fresh, v);
}

int tls_keylog_close(struct tls_view *v)
{
	struct tls_keylog *k = v->keylog;
	char msg[SINK_MSG_MAX];
	int status = EXIT_DONE, err;

	if (!k)
		return EXIT_DONE;
	if (k->sink)
		say("%" PRIu64 " keys written", k->lines);
	if (k->lines || k->sink || v->write) {
		if (k->no_random)
			say("note: of %" PRIu64
			    " secrets nobody knows the connection: their library does "
			    "not tell, and no hello of them was captured",
			    k->no_random);
		if (k->malformed)
			say("note: %" PRIu64 " secrets were none", k->malformed);
	}
	err = k->sink ? sink_close(k->sink, msg) : 0;
	if (err && err != -EPIPE)
		status = say("%s: %s", k->path, strerror(-err));
	keys_fini(&k->written);
	keys_fini(&k->secrets);
	free(k->waiting);
	free(k);
	v->keylog = NULL;
	return status;
}
