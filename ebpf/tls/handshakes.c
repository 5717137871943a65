/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/handshakes.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ebpf/tls/layout.h"
#include "ebpf/tls/schedule.h"
#include "ebpf/tls/search.h"

enum {
	HEAP_LEN = 64 << 20,
	ROUNDS = 2,     /* of each kind */
	TURNS_MAX = 20, /* that the ends take */
	TRANSCRIPT_MAX = 16384,
	/* Source: RFC 8446 4, 5.1. */
	VERSION_12 = 0x303,
	VERSION_13 = 0x304,
	CONTENT_HANDSHAKE = 22,
	MESSAGE_SERVER_HELLO = 2,
	MESSAGE_FINISHED = 20,
	/* Source: openssl/ssl.h, 1.1.1 and later; macros there. */
	CTRL_SET_MIN_VERSION = 123,
	CTRL_SET_MAX_VERSION = 124,
};

/* Handshakes of which all are done: of both hashes, in both versions. Their keys are agreed upon
 * beforehand, so that nobody needs a certificate.
 */
static const struct suite {
	const char *name;
	bool tls13;
	enum sha2_kind hash;
	uint8_t number[2]; /* of TLS 1.3 */
} suites[] = {
	{ "TLS_AES_128_GCM_SHA256", true, SHA2_256, { 0x13, 0x01 } },
	{ "TLS_AES_256_GCM_SHA384", true, SHA2_384, { 0x13, 0x02 } },
	{ "PSK-AES128-GCM-SHA256", false, SHA2_256, { 0, 0 } },
	{ "PSK-AES256-GCM-SHA384", false, SHA2_384, { 0, 0 } },
};

enum {
	SUITES = sizeof(suites) / sizeof(suites[0]),
	PAIRS = SUITES * ROUNDS,
	IDENTITY_LEN = 3,
	KEY_LEN = 32,
};

static const unsigned char identity[IDENTITY_LEN + 1] = "pfc";

/* A connection: the samples of its ends, and what both have said. */
struct pair {
	const struct suite *suite;
	struct sample ends[2];            /* the client's first */
	uint8_t traffic[5][SHA2_LEN_MAX]; /* secrets, as the library names them */
	unsigned traffic_count;
	uint8_t transcript[TRANSCRIPT_MAX];
	size_t transcript_len;
};

/* --- the library --- */

typedef void ssl_method, ssl_ctx, ssl, ssl_session, ssl_cipher, bio;

/* Its functions, by the names that all versions from 1.1.1 on have. */
#define FUNCTIONS(F)                                                                   \
	F(int, CRYPTO_set_mem_functions, (void *, void *, void *))                     \
	F(const ssl_method *, TLS_method, (void))                                      \
	F(ssl_ctx *, SSL_CTX_new, (const ssl_method *))                                \
	F(long, SSL_CTX_ctrl, (ssl_ctx *, int, long, void *))                          \
	F(int, SSL_CTX_set_cipher_list, (ssl_ctx *, const char *))                     \
	F(int, SSL_CTX_set_ciphersuites, (ssl_ctx *, const char *))                    \
	F(void, SSL_CTX_set_keylog_callback, (ssl_ctx *, void *))                      \
	F(ssl *, SSL_new, (ssl_ctx *))                                                 \
	F(void, SSL_set_connect_state, (ssl *))                                        \
	F(void, SSL_set_accept_state, (ssl *))                                         \
	F(void, SSL_set_msg_callback, (ssl *, void *))                                 \
	F(void, SSL_set_psk_client_callback, (ssl *, void *))                          \
	F(void, SSL_set_psk_server_callback, (ssl *, void *))                          \
	F(void, SSL_set_psk_use_session_callback, (ssl *, void *))                     \
	F(void, SSL_set_psk_find_session_callback, (ssl *, void *))                    \
	F(ssl_session *, SSL_SESSION_new, (void))                                      \
	F(int, SSL_SESSION_set1_master_key,                                            \
	  (ssl_session *, const unsigned char *, size_t))                              \
	F(int, SSL_SESSION_set_cipher, (ssl_session *, const ssl_cipher *))            \
	F(int, SSL_SESSION_set_protocol_version, (ssl_session *, int))                 \
	F(const ssl_cipher *, SSL_CIPHER_find, (ssl *, const unsigned char *))         \
	F(void, SSL_set_bio, (ssl *, bio *, bio *))                                    \
	F(int, SSL_do_handshake, (ssl *))                                              \
	F(int, SSL_read, (ssl *, void *, int))                                         \
	F(int, SSL_write, (ssl *, const void *, int))                                  \
	F(size_t, SSL_get_client_random, (const ssl *, unsigned char *, size_t))       \
	F(size_t, SSL_get_server_random, (const ssl *, unsigned char *, size_t))       \
	F(const void *, BIO_s_mem, (void))                                             \
	F(bio *, BIO_new, (const void *))                                              \
	F(int, BIO_up_ref, (bio *))

struct functions {
#define FUNCTION(result, name, args) result(*name) args;
	FUNCTIONS(FUNCTION)
#undef FUNCTION
};

static struct {
	struct functions lib;
	struct heap heap;
	struct pair pairs[PAIRS];
	struct pair *now; /* whose handshake runs */
} own;

/* --- what the library calls --- */

static void *lib_alloc(size_t len, const char *file, int line)
{
	(void)file;
	(void)line;
	return heap_alloc(&own.heap, len);
}

static void *lib_realloc(void *at, size_t len, const char *file, int line)
{
	void *more = lib_alloc(len, file, line);
	size_t had = at ? heap_block(&own.heap, (uintptr_t)at) : 0;

	if (more && had)
		memcpy(more, at, had < len ? had : len);
	return more;
}

/* What it frees stays, as it is not to be found again as something else. */
static void lib_free(void *at, const char *file, int line)
{
	(void)file;
	(void)line;
	memset(at, 0, at ? heap_block(&own.heap, (uintptr_t)at) : 0);
}

static unsigned of_client(ssl *s, const char *hint, char *name, unsigned name_room,
                          unsigned char *key, unsigned room)
{
	(void)s;
	(void)hint;
	if (name_room < sizeof(identity) || room < KEY_LEN)
		return 0;
	memcpy(name, identity, sizeof(identity));
	memset(key, 'k', KEY_LEN);
	return KEY_LEN;
}

static unsigned of_server(ssl *s, const char *name, unsigned char *key, unsigned room)
{
	(void)s;
	(void)name;
	if (room < KEY_LEN)
		return 0;
	memset(key, 'k', KEY_LEN);
	return KEY_LEN;
}

/* Of TLS 1.3, a session that both have had. */
static ssl_session *session_before(ssl *s)
{
	const struct functions *f = &own.lib;
	ssl_session *session = f->SSL_SESSION_new();
	unsigned char key[KEY_LEN];

	memset(key, 'k', sizeof(key));
	if (!session || !f->SSL_SESSION_set1_master_key(session, key, sizeof(key)) ||
	    !f->SSL_SESSION_set_cipher(session,
	                               f->SSL_CIPHER_find(s, own.now->suite->number)) ||
	    !f->SSL_SESSION_set_protocol_version(session, VERSION_13))
		return NULL;
	return session;
}

static int use_session(ssl *s, const void *digest, const unsigned char **name,
                       size_t *len, ssl_session **out)
{
	(void)digest;
	*name = identity;
	*len = IDENTITY_LEN;
	*out = own.now->suite->tls13 ? session_before(s) : NULL;
	return 1;
}

static int find_session(ssl *s, const unsigned char *name, size_t len,
                        ssl_session **out)
{
	(void)name;
	(void)len;
	*out = own.now->suite->tls13 ? session_before(s) : NULL;
	return 1;
}

static void take_hash(struct pair *p, enum tls_place place)
{
	struct sha2 s;

	sha2_init(&s, p->suite->hash);
	sha2_add(&s, p->transcript, p->transcript_len);
	sha2_end(&s, p->ends[0].known[place]);
}

/* What the client says and hears. */
static void on_message(int written, int version, int content, const void *at,
                       size_t len, ssl *s, void *arg)
{
	struct pair *p = own.now;
	const uint8_t *message = at;

	(void)version;
	(void)s;
	(void)arg;
	if (content != CONTENT_HANDSHAKE || !len ||
	    len > sizeof(p->transcript) - p->transcript_len)
		return;
	memcpy(p->transcript + p->transcript_len, at, len);
	p->transcript_len += len;
	if (message[0] == MESSAGE_SERVER_HELLO)
		take_hash(p, PLACE_HELLO_HASH);
	else if (message[0] == MESSAGE_FINISHED && !written)
		take_hash(p, PLACE_FINISHED_HASH);
}

enum { MASTER, CLIENT_HANDSHAKE, SERVER_HANDSHAKE, CLIENT_0, SERVER_0, SECRETS };

static const char *const labels[SECRETS] = {
	"CLIENT_RANDOM",
	"CLIENT_HANDSHAKE_TRAFFIC_SECRET",
	"SERVER_HANDSHAKE_TRAFFIC_SECRET",
	"CLIENT_TRAFFIC_SECRET_0",
	"SERVER_TRAFFIC_SECRET_0",
};

static void read_hex(const char *text, uint8_t *out, size_t len)
{
	unsigned byte;

	for (size_t i = 0; i < len && sscanf(text + 2 * i, "%2x", &byte) == 1; i++)
		out[i] = (uint8_t)byte;
}

/* A line of a key log: label, random, secret. */
static void on_secret(const ssl *s, const char *line)
{
	size_t label = strcspn(line, " ");
	const char *secret = strrchr(line, ' ');

	(void)s;
	for (int i = 0; secret && i < SECRETS; i++) {
		if (label != strlen(labels[i]) || memcmp(line, labels[i], label) != 0)
			continue;
		read_hex(secret + 1, own.now->traffic[i], SHA2_LEN_MAX);
	}
}

/* --- handshakes --- */

/* Of its functions there is the address alone; ISO C has no pointer for both. */
static bool take_functions(void *library, char *why)
{
	void *at;

#define FUNCTION(result, name, args)                                                   \
	at = dlsym(library, #name);                                                    \
	memcpy(&own.lib.name, &at, sizeof(at));                                        \
	if (!at) {                                                                     \
		snprintf(why, HANDSHAKES_WHY_MAX, "it has no " #name "()");            \
		return false;                                                          \
	}
	FUNCTIONS(FUNCTION)
#undef FUNCTION
	return true;
}

static ssl *new_end(const struct suite *suite, bool client)
{
	const struct functions *f = &own.lib;
	long version = suite->tls13 ? VERSION_13 : VERSION_12;
	ssl_ctx *ctx = f->SSL_CTX_new(f->TLS_method());
	ssl *s;

	if (!ctx || !f->SSL_CTX_ctrl(ctx, CTRL_SET_MIN_VERSION, version, NULL) ||
	    !f->SSL_CTX_ctrl(ctx, CTRL_SET_MAX_VERSION, version, NULL) ||
	    !(suite->tls13 ? f->SSL_CTX_set_ciphersuites(ctx, suite->name)
	                   : f->SSL_CTX_set_cipher_list(ctx, suite->name)))
		return NULL;
	f->SSL_CTX_set_keylog_callback(ctx, (void *)(uintptr_t)on_secret);
	s = f->SSL_new(ctx);
	if (!s)
		return NULL;
	if (client) {
		f->SSL_set_connect_state(s);
		f->SSL_set_msg_callback(s, (void *)(uintptr_t)on_message);
		f->SSL_set_psk_client_callback(s, (void *)(uintptr_t)of_client);
		f->SSL_set_psk_use_session_callback(s, (void *)(uintptr_t)use_session);
	} else {
		f->SSL_set_accept_state(s);
		f->SSL_set_psk_server_callback(s, (void *)(uintptr_t)of_server);
		f->SSL_set_psk_find_session_callback(s,
		                                     (void *)(uintptr_t)find_session);
	}
	return s;
}

/* What one writes is what the other reads. */
static bool connect_ends(ssl *client, ssl *server)
{
	const struct functions *f = &own.lib;
	bio *there = f->BIO_new(f->BIO_s_mem()), *back = f->BIO_new(f->BIO_s_mem());

	if (!there || !back)
		return false;
	f->BIO_up_ref(there);
	f->BIO_up_ref(back);
	f->SSL_set_bio(client, back, there);
	f->SSL_set_bio(server, there, back);
	return true;
}

/* Both handshakes, and something behind them each way. */
static bool talk(ssl *client, ssl *server)
{
	const struct functions *f = &own.lib;
	bool done[2] = { false, false };
	char byte = 'b';

	for (int i = 0; i < TURNS_MAX && !(done[0] && done[1]); i++) {
		done[0] = done[0] || f->SSL_do_handshake(client) == 1;
		done[1] = done[1] || f->SSL_do_handshake(server) == 1;
	}
	return done[0] && done[1] && f->SSL_write(client, &byte, 1) == 1 &&
	       f->SSL_read(server, &byte, 1) == 1 &&
	       f->SSL_write(server, &byte, 1) == 1 &&
	       f->SSL_read(client, &byte, 1) == 1;
}

/* What of its secrets is known, for each end. */
static void note_known(struct pair *p, ssl *client, ssl *server)
{
	struct sample *a = &p->ends[0];
	size_t len = sha2_len(p->suite->hash);

	own.lib.SSL_get_client_random(client, a->known[PLACE_CLIENT_RANDOM],
	                              TLS_RANDOM_LEN);
	own.lib.SSL_get_server_random(client, a->known[PLACE_SERVER_RANDOM],
	                              TLS_RANDOM_LEN);
	memcpy(a->known[PLACE_MASTER], p->traffic[MASTER], MASTER_LEN);
	memcpy(a->known[PLACE_CLIENT_TRAFFIC], p->traffic[CLIENT_0], len);
	memcpy(a->known[PLACE_SERVER_TRAFFIC], p->traffic[SERVER_0], len);
	memcpy(a->handshake_traffic, p->traffic[CLIENT_HANDSHAKE], len);
	schedule_expand(p->suite->hash, p->traffic[CLIENT_HANDSHAKE], "finished", NULL,
	                a->known[PLACE_CLIENT_FINISHED], len);
	schedule_expand(p->suite->hash, p->traffic[SERVER_HANDSHAKE], "finished", NULL,
	                a->known[PLACE_SERVER_FINISHED], len);
	a->tls13 = p->suite->tls13;
	a->hash = p->suite->hash;
	p->ends[1] = *a;
	a->client = true;
	a->session = (uintptr_t)client;
	p->ends[1].session = (uintptr_t)server;
}

static bool run_pair(struct pair *p, const struct suite *suite)
{
	ssl *client, *server;

	p->suite = suite;
	own.now = p;
	client = new_end(suite, true);
	server = new_end(suite, false);
	if (!client || !server || !connect_ends(client, server) ||
	    !talk(client, server))
		return false;
	note_known(p, client, server);
	return true;
}

int handshakes_load(const int *fds, unsigned count, char *why)
{
	void *library = NULL;
	char path[64];

	for (unsigned i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[i]);
		library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
		if (!library) {
			snprintf(why, HANDSHAKES_WHY_MAX, "it cannot be loaded: %s",
			         dlerror());
			return -1;
		}
	}
	return library && take_functions(library, why) ? 0 : -1;
}

int handshakes_run(struct tls_places *out, char *why)
{
	struct sample samples[2 * PAIRS];
	unsigned count = 0;

	if (heap_open(&own.heap, HEAP_LEN) != 0 ||
	    !own.lib.CRYPTO_set_mem_functions((void *)(uintptr_t)lib_alloc,
	                                      (void *)(uintptr_t)lib_realloc,
	                                      (void *)(uintptr_t)lib_free)) {
		snprintf(why, HANDSHAKES_WHY_MAX,
		         "it takes no other memory than its own");
		return -1;
	}
	for (unsigned i = 0; i < PAIRS; i++) {
		if (!run_pair(&own.pairs[i], &suites[i % SUITES]))
			continue;
		samples[count++] = own.pairs[i].ends[0];
		samples[count++] = own.pairs[i].ends[1];
	}
	if (!count) {
		snprintf(why, HANDSHAKES_WHY_MAX, "its handshakes in memory fail");
		return -1;
	}
	search_places(&own.heap, samples, count, out);
	if (places_are_sane(out))
		return 0;
	for (unsigned i = 0; i < TLS_PLACES; i++) {
		if (!out->way[i].steps)
			snprintf(why, HANDSHAKES_WHY_MAX,
			         "handshakes do not agree upon where it keeps: %s",
			         place_name(i));
	}
	return -1;
}
