/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_synth.c - pfc trace tls --plaintext=pcap: what is read and written, as packets of TCP
 * that were never sent.
 *
 * Each connection is a stream of TCP between its ends with plain bytes in it: a handshake,
 * segments, and ends. The number of a byte follows from its offset, so that bytes that are
 * missing are missing there, too. Where both ends of a connection are traced, one of them is
 * written.
 *
 * Sources: RFC 791, RFC 8200, RFC 9293 3.1 and 3.2, RFC 7323 2.2 (window scale).
 */
#include "cli/tls.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "capture/print_parts.h"
#include "cli/say.h"
#include "cli/trace_packet.h"
#include "proto/link.h"

enum {
	IP4_LEN = 20,
	IP6_LEN = 40,
	TCP_LEN = 20,
	OPTIONS_LEN = 8, /* of the first packets */
	SEGMENT_MAX = 65495,
	PACKET_MAX = IP6_LEN + TCP_LEN + OPTIONS_LEN + TLS_CHUNK,
	TCP_FIN = 1,
	TCP_SYN = 2,
	TCP_PSH = 8,
	TCP_ACK = 16,
	HOPS = 64,
	WINDOW = 65535,
	SCALE = 14, /* so much fits into it that none is ever full */
	PROTO_TCP = 6,
};

/* Who writes a connection, by its ends. */
struct stream {
	uint64_t owner;
	uint64_t other; /* the session of the other end, which is left out; 0: not seen */
	uint64_t until; /* CLOCK_MONOTONIC; 0: it is open */
	bool turned;    /* the owner's local end is the second one of the key */
};

/* The ends in an order that does not depend on who tells. */
struct stream_key {
	struct tcp_tuple tuple;
	uint32_t netns, pad;
};

struct tls_synth {
	struct tls_file file;
	struct keys streams; /* struct stream by struct stream_key */
	uint64_t left_out;   /* bytes of connections whose ends nobody knows */
	uint8_t packet[PACKET_MAX];
};

int tls_synth_open(struct tls_view *v, const char *path)
{
	static const struct pcapng_iface_desc iface = { .linktype = LINKTYPE_RAW,
		                                        .fcs_len = -1,
		                                        .name = "plaintext of TLS" };
	struct tls_synth *s = calloc(1, sizeof(*s));
	int status;

	v->synth = s;
	if (!s)
		return say("out of memory");
	s->streams.key_len = sizeof(struct stream_key);
	s->streams.value_len = sizeof(struct stream);
	status = tls_file_open(&s->file, path,
	                       "synthesized: plaintext of TLS as TCP that was not sent");
	if (status == EXIT_DONE)
		s->file.failed = writer_add_iface(s->file.writer, &iface) != 0;
	return s->file.failed ? EXIT_FAILED : status;
}

/* --- packets --- */

struct segment {
	const struct tcp_tuple *tuple; /* its sender is the local end */
	uint32_t seq, ack;
	uint8_t flags;
	const uint8_t *data;
	size_t len;
	uint64_t ns; /* CLOCK_MONOTONIC */
};

/* Headers of IP, without the sum. Returns how long they are, and sets the sum of what TCP takes
 * of it.
 */
static size_t put_ip(uint8_t *p, const struct tcp_tuple *t, size_t len, uint32_t *sum)
{
	uint8_t pseudo[4] = { 0, PROTO_TCP };

	put_be16(pseudo + 2, (uint16_t)len);
	*sum = add_sum(0, pseudo, sizeof(pseudo));
	if (t->version == 6) {
		memset(p, 0, IP6_LEN);
		p[0] = 6 << 4;
		put_be16(p + 4, (uint16_t)len);
		p[6] = PROTO_TCP;
		p[7] = HOPS;
		memcpy(p + 8, t->local, 16);
		memcpy(p + 24, t->remote, 16);
		*sum = add_sum(*sum, p + 8, 32);
		return IP6_LEN;
	}
	memset(p, 0, IP4_LEN);
	p[0] = 4 << 4 | IP4_LEN / 4;
	put_be16(p + 2, (uint16_t)(IP4_LEN + len));
	p[6] = 0x40; /* not to be cut into fragments */
	p[8] = HOPS;
	p[9] = PROTO_TCP;
	memcpy(p + 12, t->local, 4);
	memcpy(p + 16, t->remote, 4);
	put_be16(p + 10, fold_sum(add_sum(0, p, IP4_LEN)));
	*sum = add_sum(*sum, p + 12, 8);
	return IP4_LEN;
}

static void put_segment(struct tls_view *v, const struct tls_conn *c,
                        const struct segment *g)
{
	struct tls_synth *s = v->synth;
	bool syn = g->flags & TCP_SYN;
	size_t options = syn ? OPTIONS_LEN : 0, len = TCP_LEN + options + g->len, at;
	uint8_t *tcp;
	uint32_t sum;
	struct packet p = { .data = s->packet,
		            .ns = g->ns + (uint64_t)v->t.wall,
		            .flags = PACKET_HAS_TIME };

	at = put_ip(s->packet, g->tuple, len, &sum);
	tcp = s->packet + at;
	memset(tcp, 0, TCP_LEN + options);
	put_be16(tcp, g->tuple->lport);
	put_be16(tcp + 2, g->tuple->rport);
	put_be32(tcp + 4, g->seq);
	put_be32(tcp + 8, g->ack);
	tcp[12] = (uint8_t)((TCP_LEN + options) / 4 << 4);
	tcp[13] = g->flags;
	put_be16(tcp + 14, WINDOW);
	if (syn) {
		put_be32(tcp + TCP_LEN, 2 << 24 | 4 << 16 | SEGMENT_MAX);
		put_be32(tcp + TCP_LEN + 4, 1 << 24 | 3 << 16 | 3 << 8 | SCALE);
	}
	if (g->len)
		memcpy(tcp + TCP_LEN + options, g->data, g->len);
	put_be16(tcp + 16, fold_sum(add_sum(sum, tcp, len)));
	p.caplen = p.len = (uint32_t)(at + len);
	tls_file_packet(&s->file, &p, c, 0);
}

/* --- streams --- */

/* Number of the byte at an offset; its own for each connection, as the ends may be used again. */
static uint32_t seq_of(const struct tls_conn *c, uint64_t offset)
{
	return (uint32_t)(c->id << 16) + 1 + (uint32_t)offset;
}

/* Without data, in a direction of a connection. acked: offset of what came the other way. */
static void put_bare(struct tls_view *v, const struct tls_conn *c, int dir, uint64_t offset,
                     uint64_t acked, uint8_t flags, uint64_t ns)
{
	struct tcp_tuple ends = c->tuple;
	struct segment g = { .tuple = &ends,
		             .seq = seq_of(c, offset),
		             .ack = flags & TCP_ACK ? seq_of(c, acked) : 0,
		             .flags = flags,
		             .ns = ns };

	if (dir == TLS_IN)
		tuple_turn(&ends);
	put_segment(v, c, &g);
}

/* The handshake, by the end that is the client: who says so in the hello, or writes first. */
static void begin(struct tls_view *v, struct tls_known *k, int dir, uint64_t ns)
{
	bool client = k->has_hello ? k->client : dir == TLS_OUT;
	int from = client ? TLS_OUT : TLS_IN;

	put_bare(v, &k->conn, from, UINT64_MAX, 0, TCP_SYN, ns);
	put_bare(v, &k->conn, !from, UINT64_MAX, 0, TCP_SYN | TCP_ACK, ns);
	put_bare(v, &k->conn, from, 0, 0, TCP_ACK, ns);
}

static struct stream *stream_of(struct tls_view *v, const struct tls_conn *c, bool *is_new,
                                bool *turned)
{
	struct stream_key key = { .tuple = c->tuple, .netns = c->netns };
	const struct tcp_tuple *t = &c->tuple;
	int order = memcmp(t->local, t->remote, sizeof(t->local));
	struct stream *s;

	*turned = order > 0 || (order == 0 && t->lport > t->rport);
	if (*turned)
		tuple_turn(&key.tuple);
	s = keys_get(&v->synth->streams, &key, is_new);
	if (!s)
		v->failed = true;
	return s;
}

/* Is this session the one that its connection is written by? */
static bool is_owner(struct tls_view *v, struct tls_known *k, int dir, uint64_t ns)
{
	const struct tls_conn *c = &k->conn;
	bool is_new, turned;
	struct stream *s = stream_of(v, c, &is_new, &turned);

	if (!s)
		return false;
	if (!is_new && s->owner == c->id)
		return true;
	if (!is_new && s->turned != turned && (!s->other || s->other == c->id)) {
		s->other = c->id;
		return false;
	}
	*s = (struct stream){ .owner = c->id, .turned = turned };
	begin(v, k, dir, ns);
	return true;
}

void tls_synth_data(struct tls_view *v, struct tls_known *k, const struct tls_data *d)
{
	struct tcp_tuple ends = k->conn.tuple;
	struct segment g = { .tuple = &ends,
		             .seq = seq_of(&k->conn, d->offset),
		             .ack = seq_of(&k->conn, k->stream[!d->dir].next),
		             .flags = TCP_PSH | TCP_ACK,
		             .data = d->bytes,
		             .len = d->len,
		             .ns = d->ns };
	bool client;

	if (!k->conn.method) {
		v->synth->left_out += d->len;
		return;
	}
	tls_hello_of(v, &k->conn, &client); /* who is the client */
	if (!is_owner(v, k, d->dir, d->ns))
		return;
	if (d->dir == TLS_IN)
		tuple_turn(&ends);
	put_segment(v, &k->conn, &g);
}

void tls_synth_end(struct tls_view *v, struct tls_known *k, uint64_t ns)
{
	const struct tls_conn *c = &k->conn;
	bool is_new, turned;
	struct stream *s = c->method ? stream_of(v, c, &is_new, &turned) : NULL;
	uint64_t in = k->stream[TLS_IN].next, out = k->stream[TLS_OUT].next;

	if (!s || s->owner != c->id || s->until)
		return;
	put_bare(v, c, TLS_OUT, out, in, TCP_FIN | TCP_ACK, ns);
	put_bare(v, c, TLS_IN, in, out + 1, TCP_FIN | TCP_ACK, ns);
	put_bare(v, c, TLS_OUT, out + 1, in + 1, TCP_ACK, ns);
	s->until = v->t.now + TLS_KEEP_NS;
}

static bool is_fresh(const void *value, void *ctx)
{
	const struct stream *s = value;
	const struct tls_view *v = ctx;

	return !s->until || s->until > v->t.now;
}

void tls_synth_tick(struct tls_view *v)
{
	keys_filter(&v->synth->streams, is_fresh, v);
}

void tls_synth_poll(struct tls_view *v)
{
	tls_file_flush(&v->synth->file);
	if (v->synth->file.failed)
		v->t.full = true;
}

int tls_synth_close(struct tls_view *v)
{
	struct tls_synth *s = v->synth;
	int status;

	if (!s)
		return EXIT_DONE;
	if (s->file.writer && !s->file.failed)
		say("%" PRIu64 " packets written, made of what was read and written",
		    s->file.packets);
	if (s->left_out)
		say("note: %" PRIu64 " bytes are not in it: the sockets of their "
		    "connections are unknown",
		    s->left_out);
	status = tls_file_close(&s->file);
	keys_fini(&s->streams);
	free(s);
	v->synth = NULL;
	return status;
}
