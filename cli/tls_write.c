/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_write.c - packets of TLS connections into a pcapng file that has their keys.
 *
 * Whoever reads such a file must have the keys before the packets that they open. A key is made
 * at either end some moment behind the packets that led to it, so packets wait; keys do not. How
 * long a handshake takes is up to the network and to both processes, so what a server says waits
 * longer, as long as its connection has not all keys. A key that came later than that is said,
 * and a file is put in order at its end, with all keys in front.
 */
#include "cli/tls.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/order.h"
#include "capture/savefile_pcapng.h"
#include "cli/say.h"
#include "cli/trace_hold.h"
#include "cli/trace_packet.h"

#define NS_PER_MS UINT64_C(1000000)

enum {
	HOLD_MS = 500,
	HANDSHAKE_MS = 3000, /* what opens it may take so long, unless --hold is given */
	DSB_HEAD = 16,
	BLOCK_MAX = 1 << 24,
	TLS_KEY_LOG =
		0x544c534b, /* kind of secrets; source: draft-ietf-opsawg-pcapng */
};

/* One end of a connection, by its ends. */
struct flow {
	struct tls_conn conn;
	uint64_t until; /* CLOCK_MONOTONIC; 0: it is open */
	bool spoke;     /* what the server said is in the file, in part at least */
};

struct tls_write {
	struct tls_file file;
	struct source *src; /* whose interfaces are those of the packets */
	struct keys flows;  /* struct flow by struct tcp_tuple */
	struct hold held;
	uint64_t hold_ns, handshake_ns; /* the least and the most that packets wait */
	uint64_t keys, late;
};

int tls_write_open(struct tls_view *v, const char *path)
{
	struct tls_write *w = calloc(1, sizeof(*w));
	int status;

	v->write = w;
	if (!w || !hold_open(&w->held))
		return say("out of memory");
	w->src = tls_wire_source(v->wire);
	w->hold_ns = (v->t.args->hold ? v->t.args->hold : HOLD_MS) * NS_PER_MS;
	w->handshake_ns = v->t.args->hold ? w->hold_ns : HANDSHAKE_MS * NS_PER_MS;
	w->flows.key_len = sizeof(struct tcp_tuple);
	w->flows.value_len = sizeof(struct flow);
	status = tls_file_open(&w->file, path, NULL);
	if (status == EXIT_DONE)
		w->file.failed = writer_follow(w->file.writer, w->src) != 0;
	return w->file.failed ? EXIT_FAILED : status;
}

/* --- connections --- */

void tls_write_conn(struct tls_view *v, const struct tls_event *e)
{
	struct tls_write *w = v->write;
	struct flow *f;
	bool is_new;

	if (!e->conn.method || e->conn.netns != tls_wire_netns(v->wire))
		return;
	f = keys_get(&w->flows, &e->conn.tuple, &is_new);
	if (!f) {
		w->file.failed = true;
		return;
	}
	/* The ends may have had another connection. */
	if (f->conn.id != e->conn.id)
		f->spoke = false;
	f->conn = e->conn;
	f->until = e->kind == TLS_EV_CLOSE ? e->ns + w->hold_ns + TLS_KEEP_NS : 0;
}

static struct flow *find(struct tls_write *w, const struct tcp_tuple *t, bool turned)
{
	struct tcp_tuple key = *t;
	bool is_new;

	if (turned)
		tuple_turn(&key);
	return keys_find(&w->flows, &key) ? keys_get(&w->flows, &key, &is_new) : NULL;
}

static bool is_fresh(const void *value, void *ctx)
{
	const struct flow *f = value;
	const struct tls_view *v = ctx;

	return !f->until || f->until > v->t.now;
}

void tls_write_tick(struct tls_view *v)
{
	keys_filter(&v->write->flows, is_fresh, v);
}

/* --- keys --- */

/* Is something of the server's in the file already? What is known by its ends may be of a connection
 * that had them before.
 */
static bool has_spoken(struct tls_write *w, const struct tls_conn *c)
{
	const struct flow *own = find(w, &c->tuple, false);
	const struct flow *other = find(w, &c->tuple, true);

	if (own && own->conn.id == c->id)
		return own->spoke;
	return other && !other->until && other->spoke;
}

/* A line of a key log, of a connection in the file, or with --all-keys of any. */
void tls_write_key(struct tls_view *v, const struct tls_conn *c, const struct str *line)
{
	struct tls_write *w = v->write;
	size_t padded = (line->len + 3) & ~(size_t)3, len = DSB_HEAD + padded + 4;
	size_t label = strcspn(line->at, " ");
	uint8_t *block;

	/* Those behind an update are found from the ones before. */
	if (label > 2 && !memcmp(line->at + label - 2, "_N", 2))
		return;
	if (!v->t.args->all_keys &&
	    (!c || !c->method || c->netns != tls_wire_netns(v->wire)))
		return;
	w->late += c && has_spoken(w, c);
	block = calloc(1, len);
	if (!block) {
		w->file.failed = true;
		return;
	}
	put_ne32(block, PCAPNG_DSB);
	put_ne32(block + 4, (uint32_t)len);
	put_ne32(block + 8, TLS_KEY_LOG);
	put_ne32(block + 12, (uint32_t)line->len);
	memcpy(block + DSB_HEAD, line->at, line->len);
	put_ne32(block + len - 4, (uint32_t)len);
	if (writer_records(w->file.writer, block, len, 0) != 0)
		w->file.failed = true;
	w->keys++;
	free(block);
}

/* --- packets --- */

static void write_one(struct tls_view *v, const struct packet *p)
{
	struct tls_write *w = v->write;
	struct flow *from, *to;
	const struct flow *of;
	struct tcp_tuple tuple;
	bool has_payload;

	if (!tls_wire_ends(v->wire, p, &tuple, &has_payload))
		return;
	from = find(w, &tuple, false);
	to = find(w, &tuple, true);
	of = from ? from : to;
	if (!of)
		return;
	/* Keys that open it come too late from now on. */
	if (has_payload && !tls_wire_is_client(v->wire, &tuple)) {
		if (from)
			from->spoke = true;
		if (to)
			to->spoke = true;
	}
	tls_file_packet(&w->file, p, &of->conn, p->drops);
}

static void give_first(struct tls_view *v)
{
	struct tls_write *w = v->write;

	if (!w->file.failed)
		write_one(v, hold_first(&w->held));
	hold_drop(&w->held);
}

void tls_write_packet(void *ctx, const struct packet *p)
{
	struct tls_view *v = ctx;
	struct tls_write *w = v->write;

	if (w->held.count == HOLD_MAX)
		give_first(v);
	if (!hold_add(&w->held, p))
		w->file.failed = true;
}

static bool has_keys(const struct tls_known *k)
{
	return k && k->keys == TLS_KEYS_ALL;
}

static bool may_get_keys(const struct flow *f, const struct tls_known *k)
{
	return k && k->keys != TLS_KEYS_ALL && !f->until && !f->spoke;
}

/* A server says it in a handshake that was seen from its start, and neither end has shown all that
 * opens it, though one still may.
 */
static bool is_sealed(struct tls_view *v, const struct packet *p)
{
	struct tcp_tuple server, client;
	const struct tls_known *there, *back;
	const struct flow *from, *to;
	bool has_payload;

	if (!tls_wire_ends(v->wire, p, &server, &has_payload) || !has_payload)
		return false;
	client = server;
	tuple_turn(&client);
	if (!tls_wire_is_client(v->wire, &client))
		return false;
	from = find(v->write, &server, false);
	to = find(v->write, &server, true);
	there = from ? tls_known(v, from->conn.id) : NULL;
	back = to ? tls_known(v, to->conn.id) : NULL;
	return !has_keys(there) && !has_keys(back) &&
	       (may_get_keys(from, there) || may_get_keys(to, back));
}

/* Those that wait behind it go on waiting, too: they stay in order. */
static bool is_due(struct tls_view *v, const struct packet *p)
{
	const struct tls_write *w = v->write;
	uint64_t read_until = v->keys_until + (uint64_t)v->t.wall;

	if (p->ns + w->hold_ns >= read_until)
		return false;
	return p->ns + w->handshake_ns < read_until || !is_sealed(v, p);
}

bool tls_write_waits(struct tls_view *v)
{
	const struct hold *h = &v->write->held;

	for (uint32_t i = 0; i < h->count; i++) {
		if (is_sealed(v, hold_at(h, i)))
			return true;
	}
	return false;
}

void tls_write_poll(struct tls_view *v, bool end)
{
	struct tls_write *w = v->write;

	if (writer_follow(w->file.writer, w->src) != 0)
		w->file.failed = true;
	while (w->held.count &&
	       (end || w->file.failed || is_due(v, hold_first(&w->held))))
		give_first(v);
	tls_file_flush(&w->file);
	if (w->file.failed)
		v->t.full = true;
}

/* --- keys that came late --- */

/* Blocks of one kind from one file to the other; the kinds: the section's own, keys, others. */
static bool copy_blocks(FILE *from, FILE *to, unsigned kind)
{
	uint8_t *at = malloc(BLOCK_MAX);
	uint8_t head[8];
	bool good = at != NULL;

	rewind(from);
	while (good && fread(head, 1, sizeof(head), from) == sizeof(head)) {
		uint32_t type = get_ne32(head), len = get_ne32(head + 4);
		unsigned is = type == PCAPNG_SHB ? 0 : type == PCAPNG_DSB ? 1 : 2;

		good = len >= 12 && len <= BLOCK_MAX &&
		       fread(at, 1, len - sizeof(head), from) == len - sizeof(head);
		if (good && is == kind)
			good = fwrite(head, 1, sizeof(head), to) == sizeof(head) &&
			       fwrite(at, 1, len - sizeof(head), to) ==
			               len - sizeof(head);
	}
	good = good && !ferror(from);
	free(at);
	return good;
}

/* A new file takes the place of the old one when it is whole. */
static int put_in_order(const char *path)
{
	struct str name = { 0 };
	FILE *from = fopen(path, "rbe"), *to = NULL;
	bool good = false;
	int fd = -1;

	str_printf(&name, "%s.XXXXXX", path);
	if (from && !name.failed)
		fd = mkostemp(name.at, O_CLOEXEC);
	if (fd >= 0)
		to = fdopen(fd, "wb");
	if (to)
		good = copy_blocks(from, to, 0) && copy_blocks(from, to, 1) &&
		       copy_blocks(from, to, 2);
	if (to && fclose(to) != 0)
		good = false;
	if (good)
		good = rename(name.at, path) == 0;
	if (fd >= 0 && !good)
		unlink(name.at);
	if (from)
		fclose(from);
	str_fini(&name);
	return good ? EXIT_DONE
	            : say("%s: keys that came late could not be put in front: %s", path,
	                  strerror(errno));
}

static bool is_regular(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

int tls_write_close(struct tls_view *v)
{
	struct tls_write *w = v->write;
	int status;

	if (!w)
		return EXIT_DONE;
	if (w->file.writer && !w->file.failed)
		say("%" PRIu64 " packets written, %" PRIu64 " keys, %" PRIu64
		    " of them late",
		    w->file.packets, w->keys, w->late);
	status = tls_file_close(&w->file);
	if (w->late && status == EXIT_DONE && is_regular(w->file.path))
		status = put_in_order(w->file.path);
	keys_fini(&w->flows);
	hold_close(&w->held);
	free(w);
	v->write = NULL;
	return status;
}
