/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/tls_wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "capture/iface.h"
#include "capture/source.h"
#include "cli/filter.h"
#include "cli/live.h"
#include "cli/say.h"
#include "cli/trace.h"
#include "cli/trace_keys.h"
#include "cli/trace_packet.h"

#define KEEP_NS UINT64_C(60000000000)

/* Packets that begin with a record of a handshake. */
#define HELLOS                                                                         \
	"(ip and tcp[(tcp[12] & 0xf0) >> 2] = 22) or "                                 \
	"(ip6 and tcp and ip6[40 + ((ip6[52] & 0xf0) >> 2)] = 22)"

enum {
	BATCHES = 64, /* in a row */
	BUFFER_KIB = 8192,
	/* Source: RFC 8446, RFC 6066. */
	RECORD_HANDSHAKE = 22,
	CLIENT_HELLO = 1,
	SERVER_HELLO = 2,
	EXTENSION_NAME = 0,
	EXTENSION_VERSIONS = 43,
	HELLO_RETRY_LEN = 8, /* so much of its random tells it */
};

/* SHA-256 of "HelloRetryRequest": a server that says this will say hello again. */
static const uint8_t hello_retry[HELLO_RETRY_LEN] = { 0xcf, 0x21, 0xad, 0x74,
	                                              0xe5, 0x9a, 0x61, 0x11 };

struct tls_wire {
	struct filter filter;
	struct args plain;
	struct live *live;
	struct source *src;
	struct keys hellos;    /* struct tls_hello by struct tcp_tuple, the client's */
	struct keys randoms;   /* struct said by the client's random */
	tls_packet_fn *packet; /* NULL: nobody asks for packets */
	void *ctx;
	uint32_t netns;
	bool ended;
	bool failed;
};

/* Who said it. */
struct said {
	struct tcp_tuple client;
	uint64_t ns; /* since 1970 */
};

/* --- hellos --- */

/* A list with its length in front; what is there of it. */
static struct bytes take_list(struct bytes *b, size_t len)
{
	struct bytes list = { b->at, len < b->len ? len : b->len, false };

	bytes_take(b, list.len);
	return list;
}

static void read_name(struct tls_hello *h, struct bytes b)
{
	const uint8_t *name;
	size_t len;

	bytes_be16(&b);
	if (bytes_u8(&b) != 0)
		return;
	len = bytes_be16(&b);
	name = bytes_take(&b, len);
	if (!name || len >= sizeof(h->name))
		return;
	memcpy(h->name, name, len);
	h->name[len] = '\0';
}

static void read_extensions(struct tls_hello *h, struct bytes *b, unsigned message)
{
	while (b->len >= 4 && !b->failed) {
		unsigned type = bytes_be16(b);
		struct bytes in = take_list(b, bytes_be16(b));

		if (type == EXTENSION_NAME && message == CLIENT_HELLO)
			read_name(h, in);
		else if (type == EXTENSION_VERSIONS && message == SERVER_HELLO)
			h->version = bytes_be16(&in);
	}
}

/* Behind the random of a message. */
static void read_rest(struct tls_hello *h, struct bytes *b, unsigned message)
{
	struct bytes extensions;

	take_list(b, bytes_u8(b)); /* session */
	if (message == CLIENT_HELLO) {
		take_list(b, bytes_be16(b)); /* ciphers */
		take_list(b, bytes_u8(b));   /* compressions */
	} else {
		h->cipher = bytes_be16(b);
		bytes_u8(b);
	}
	extensions = take_list(b, bytes_be16(b));
	read_extensions(h, &extensions, message);
}

static void note_random(struct tls_wire *w, const uint8_t *random,
                        const struct tcp_tuple *client, uint64_t ns)
{
	bool is_new;
	struct said *s = keys_get(&w->randoms, random, &is_new);

	if (s)
		*s = (struct said){ *client, ns };
	else
		w->failed = true;
}

const struct tcp_tuple *tls_wire_ends_of(const struct tls_wire *w, const uint8_t *random)
{
	const struct said *s = keys_find(&w->randoms, random);

	return s ? &s->client : NULL;
}

static void read_hello(struct tls_wire *w, const struct tcp_tuple *from, struct bytes b,
                       uint64_t ns)
{
	struct tcp_tuple client = *from;
	const uint8_t *random;
	struct tls_hello *h;
	unsigned message, version;
	bool is_new;

	if (bytes_u8(&b) != RECORD_HANDSHAKE || bytes_u8(&b) != 3)
		return;
	bytes_take(&b, 3);
	message = bytes_u8(&b);
	bytes_take(&b, 3);
	version = bytes_be16(&b);
	random = bytes_take(&b, TLS_RANDOM_LEN);
	if (!random || (message != CLIENT_HELLO && message != SERVER_HELLO))
		return;
	if (message == SERVER_HELLO) {
		if (!memcmp(random, hello_retry, HELLO_RETRY_LEN))
			return;
		tuple_turn(&client);
	}
	h = keys_get(&w->hellos, &client, &is_new);
	if (!h) {
		w->failed = true;
		return;
	}
	if (message == CLIENT_HELLO) {
		note_random(w, random, from, ns);
		memset(h, 0, sizeof(*h)); /* the ends may have had another connection */
		memcpy(h->random, random, TLS_RANDOM_LEN);
		h->has_client = true;
	} else {
		h->version = (uint16_t)version;
	}
	h->ns = ns;
	read_rest(h, &b, message);
}

static bool is_fresh(const void *value, void *ctx)
{
	const struct tls_hello *h = value;
	const uint64_t *wall = ctx;

	return h->ns + KEEP_NS > *wall;
}

static bool is_fresh_random(const void *value, void *ctx)
{
	const struct said *s = value;
	const uint64_t *wall = ctx;

	return s->ns + KEEP_NS > *wall;
}

void tls_wire_tick(struct tls_wire *w, uint64_t wall)
{
	keys_filter(&w->randoms, is_fresh_random, &wall);
	keys_filter(&w->hellos, is_fresh, &wall);
}

const struct tls_hello *tls_wire_find(const struct tls_wire *w,
                                      const struct tls_conn *c, bool *client)
{
	const struct tls_hello *h;
	struct tcp_tuple t = c->tuple;

	if (!c->method || c->netns != w->netns)
		return NULL;
	h = keys_find(&w->hellos, &t);
	if (client)
		*client = h != NULL;
	if (h)
		return h;
	tuple_turn(&t);
	return keys_find(&w->hellos, &t);
}

/* --- packets --- */

/* Behind the headers of a packet; empty where there is nothing. False: it is not of TCP. */
static bool read_packet(const struct tls_wire *w, const struct packet *p,
                        struct tcp_tuple *from, struct bytes *payload)
{
	uint32_t ifaces;
	size_t at = packet_ip_at(p, source_ifaces(w->src, &ifaces)[p->iface].linktype);
	size_t begin;

	if (at > p->caplen || !packet_ends(p->data + at, p->caplen - at, from, &begin))
		return false;
	at = begin < p->caplen - at ? at + begin : p->caplen;
	*payload = (struct bytes){ p->data + at, p->caplen - at, false };
	return true;
}

bool tls_wire_ends(const struct tls_wire *w, const struct packet *p,
                   struct tcp_tuple *from, bool *has_payload)
{
	struct bytes payload;

	if (!read_packet(w, p, from, &payload))
		return false;
	*has_payload = payload.len != 0;
	return true;
}

static void take(struct tls_wire *w, const struct packet *p)
{
	struct bytes payload;
	struct tcp_tuple from;

	if (!read_packet(w, p, &from, &payload))
		return;
	if (w->packet)
		w->packet(w->ctx, p);
	if (payload.len)
		read_hello(w, &from, payload, p->ns);
}

bool tls_wire_poll(struct tls_wire *w, bool stop)
{
	struct batch batch;

	if (stop)
		source_stop(w->src);

	for (int i = 0; !w->ended && (stop || i < BATCHES); i++) {
		int n = source_next(w->src, &batch);

		if (n == -EINTR && !stop)
			break;
		if (n <= 0 && n != -EINTR)
			w->ended = true;
		for (uint32_t k = 0; n > 0 && k < batch.count; k++)
			take(w, &batch.packets[k]);
	}
	return !w->failed;
}

/* --- begin and end --- */

static uint32_t netns_of(const struct args *args)
{
	struct tcp_settings s = { 0 };
	struct stat st;

	if (args->netns && trace_select(args, &s) == EXIT_DONE)
		return s.netns;
	return stat("/proc/self/ns/net", &st) == 0 ? (uint32_t)st.st_ino : 0;
}

struct source *tls_wire_source(const struct tls_wire *w)
{
	return w->src;
}

uint32_t tls_wire_netns(const struct tls_wire *w)
{
	return w->netns;
}

bool tls_wire_is_client(const struct tls_wire *w, const struct tcp_tuple *from)
{
	return keys_find(&w->hellos, from) != NULL;
}

int tls_wire_open(const struct args *args, tls_packet_fn *packet, void *ctx,
                  struct tls_wire **out)
{
	static char hellos[] = HELLOS, all[] = "tcp";
	char *words[] = { packet ? all : hellos };
	struct tls_wire *w = calloc(1, sizeof(*w));
	uint32_t retire;
	int status;

	*out = w;
	if (!w)
		return say("out of memory");
	w->hellos.key_len = sizeof(struct tcp_tuple);
	w->hellos.value_len = sizeof(struct tls_hello);
	w->randoms.key_len = TLS_RANDOM_LEN;
	w->randoms.value_len = sizeof(struct said);
	w->packet = packet;
	w->ctx = ctx;
	w->netns = netns_of(args);
	w->plain = *args;
	w->plain.filter_file = NULL;
	w->plain.silent = true;
	w->plain.no_promiscuous = true;
	w->plain.count_max = 0;
	if (!packet)
		w->plain.buffer_kib = BUFFER_KIB;
	if (!w->plain.ifaces.count) {
		w->plain.ifaces.name[0] = IFACE_ANY;
		w->plain.ifaces.filter[0] = NULL;
		w->plain.ifaces.count = 1;
	}
	status = filter_init(&w->filter, &w->plain, 1, words);
	if (status == EXIT_DONE)
		status = live_open(&w->plain, &w->filter, NULL, &w->live, &w->src,
		                   &retire);
	if (status == EXIT_DONE)
		source_wait_limit(w->src, 1);
	return status;
}

void tls_wire_close(struct tls_wire *w)
{
	if (!w)
		return;
	if (w->src)
		source_close(w->src);
	live_close(w->live);
	filter_fini(&w->filter);
	keys_fini(&w->hellos);
	keys_fini(&w->randoms);
	free(w);
}
