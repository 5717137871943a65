/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/tls_search_test.c - mirrors ebpf/tls/search.c and ebpf/tls/heap.c, with objects that
 * are made here.
 */
#include "ebpf/tls/search.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "ebpf/tls/layout.h"
#include "ebpf/tls/schedule.h"
#include "tests/test.h"

enum { SAMPLES = 4, SESSION = 600, OTHER = 300 };

/* Sessions of TLS 1.2 and of TLS 1.3, each with another hash and at another end. */
struct world {
	struct heap heap;
	struct sample samples[SAMPLES];
	uint8_t *session[SAMPLES], *other[SAMPLES], *cipher[SAMPLES];
	uint8_t handshake[SAMPLES][SHA2_LEN_MAX];
};

static void point(uint8_t *from, const void *to)
{
	memcpy(from, &to, sizeof(to));
}

static void set_known(struct world *w, unsigned i)
{
	struct sample *s = &w->samples[i];
	uint8_t master[SHA2_LEN_MAX], *handshake = w->handshake[i];
	size_t len = sha2_len(s->hash);

	for (unsigned p = 0; p < TLS_PLACES; p++)
		memset(s->known[p], (int)(16 * i + p + 1), SHA2_LEN_MAX);
	memset(handshake, (int)(200 + i), SHA2_LEN_MAX);
	schedule_expand(s->hash, handshake, "c hs traffic", s->known[PLACE_HELLO_HASH],
	                s->handshake_traffic, len);
	schedule_master(s->hash, handshake, master);
	schedule_expand(s->hash, master, "c ap traffic", s->known[PLACE_FINISHED_HASH],
	                s->known[PLACE_CLIENT_TRAFFIC], len);
}

/* The key that this end writes with. */
static void set_cipher(struct world *w, unsigned i)
{
	const struct sample *s = &w->samples[i];
	uint8_t seed[2 * TLS_RANDOM_LEN], block[64];

	if (s->tls13) {
		schedule_expand(s->hash,
		                s->known[s->client ? PLACE_CLIENT_TRAFFIC
		                                   : PLACE_SERVER_TRAFFIC],
		                "key", NULL, w->cipher[i] + 40, 16);
		return;
	}
	memcpy(seed, s->known[PLACE_SERVER_RANDOM], TLS_RANDOM_LEN);
	memcpy(seed + TLS_RANDOM_LEN, s->known[PLACE_CLIENT_RANDOM], TLS_RANDOM_LEN);
	schedule_prf(s->hash, s->known[PLACE_MASTER], MASTER_LEN, "key expansion", seed,
	             sizeof(seed), block, sizeof(block));
	memcpy(w->cipher[i] + 40, block, 16);
}

/* Randoms are in the session, secrets of 1.2 one pointer on, the cipher two. */
static void make(struct world *w)
{
	memset(w, 0, sizeof(*w));
	CHECK_EQ(heap_open(&w->heap, 1 << 20), 0);
	for (unsigned i = 0; i < SAMPLES; i++) {
		struct sample *s = &w->samples[i];
		uint8_t *session = heap_alloc(&w->heap, SESSION);

		s->tls13 = i & 1;
		s->hash = i & 2 ? SHA2_384 : SHA2_256;
		s->client = i == 0 || i == 3;
		set_known(w, i);
		w->session[i] = session;
		w->other[i] = heap_alloc(&w->heap, OTHER);
		w->cipher[i] = heap_alloc(&w->heap, i & 2 ? 200 : 100);
		s->session = (uintptr_t)session;
		point(session + 8, w->other[i]);
		point(w->other[i] + 16, w->cipher[i]);
		set_cipher(w, i);
		memcpy(session + 64, s->known[PLACE_CLIENT_RANDOM], TLS_RANDOM_LEN);
		memcpy(session + 96, s->known[PLACE_SERVER_RANDOM], TLS_RANDOM_LEN);
		memcpy(w->other[i] + 77, s->known[PLACE_MASTER], MASTER_LEN);
		if (!s->tls13)
			continue;
		memcpy(session + 132, w->handshake[i], SHA2_LEN_MAX);
		for (unsigned p = PLACE_HELLO_HASH; p < TLS_PLACES; p++)
			memcpy(session + 132 + 49 * (p - PLACE_HANDSHAKE), s->known[p],
			       sha2_len(s->hash));
	}
}

static void unmake(struct world *w)
{
	munmap(w->heap.at, w->heap.len);
	free(w->heap.begins);
}

static void check_way(const struct tls_places *p, enum tls_place place,
                      const struct tls_way *want)
{
	const struct tls_way *w = &p->way[place];

	CHECK_MSG(w->steps == want->steps, "%s: %u steps", place_name(place), w->steps);
	for (unsigned i = 0; i < w->steps; i++)
		CHECK_MSG(w->offset[i] == want->offset[i], "%s: 0x%x",
		          place_name(place), w->offset[i]);
}

TEST(places_are_found)
{
	struct tls_places p;
	struct world w;

	make(&w);
	search_places(&w.heap, w.samples, SAMPLES, &p);
	CHECK(places_are_sane(&p));
	check_way(&p, PLACE_CLIENT_RANDOM, &(struct tls_way){ 1, { 64 } });
	check_way(&p, PLACE_SERVER_RANDOM, &(struct tls_way){ 1, { 96 } });
	check_way(&p, PLACE_MASTER, &(struct tls_way){ 2, { 8, 77 } });
	check_way(&p, PLACE_CIPHER, &(struct tls_way){ 3, { 8, 16, 0 } });
	check_way(&p, PLACE_HANDSHAKE, &(struct tls_way){ 1, { 132 } });
	check_way(&p, PLACE_SERVER_TRAFFIC,
	          &(struct tls_way){
			  1, { 132 + 49 * (PLACE_SERVER_TRAFFIC - PLACE_HANDSHAKE) } });
	CHECK_EQ(p.cipher_len, 200);
	unmake(&w);
}

TEST(one_that_another_session_does_not_have_is_none)
{
	struct tls_places p;
	struct world w;

	make(&w);
	/* Nearer, but in one of them only. */
	memcpy(w.session[0] + 16, w.samples[0].known[PLACE_MASTER], MASTER_LEN);
	search_places(&w.heap, w.samples, SAMPLES, &p);
	check_way(&p, PLACE_MASTER, &(struct tls_way){ 2, { 8, 77 } });
	memset(w.other[2] + 77, 0, MASTER_LEN);
	search_places(&w.heap, w.samples, SAMPLES, &p);
	CHECK_EQ(p.way[PLACE_MASTER].steps, 0);
	CHECK(!places_have(&p, false));
	CHECK(places_have(&p, true));
	unmake(&w);
}

/* What lies behind an object is of another one, whatever is there. */
TEST(objects_end_where_they_end)
{
	struct tls_places p;
	struct world w;

	make(&w);
	for (unsigned i = 0; i < SAMPLES; i++) {
		memset(w.session[i] + 64, 0, TLS_RANDOM_LEN);
		memcpy(w.session[i] + SESSION - 8,
		       w.samples[i].known[PLACE_CLIENT_RANDOM], TLS_RANDOM_LEN);
	}
	search_places(&w.heap, w.samples, SAMPLES, &p);
	CHECK_EQ(p.way[PLACE_CLIENT_RANDOM].steps, 0);
	CHECK(!places_are_sane(&p));
	unmake(&w);
}

TEST(a_circle_of_pointers_ends)
{
	struct tls_places p;
	struct world w;

	make(&w);
	for (unsigned i = 0; i < SAMPLES; i++) {
		for (unsigned k = 400; k < SESSION; k += 8)
			point(w.session[i] + k, w.session[i]);
		memset(w.session[i] + 64, 0, TLS_RANDOM_LEN);
	}
	search_places(&w.heap, w.samples, SAMPLES, &p);
	CHECK_EQ(p.way[PLACE_CLIENT_RANDOM].steps, 0);
	check_way(&p, PLACE_SERVER_RANDOM, &(struct tls_way){ 1, { 96 } });
	unmake(&w);
}

TEST(ways_that_no_library_has_are_refused)
{
	struct tls_places p, bad;
	struct world w;

	make(&w);
	search_places(&w.heap, w.samples, SAMPLES, &p);
	bad = p;
	bad.way[PLACE_MASTER].steps = PLACE_STEPS + 1;
	CHECK(!places_are_sane(&bad));
	bad = p;
	bad.way[PLACE_MASTER].offset[1] = PLACE_OFFSET_MAX;
	CHECK(!places_are_sane(&bad));
	bad = p;
	bad.cipher_len = PLACE_CIPHER_MAX + 1;
	CHECK(!places_are_sane(&bad));
	bad = p;
	bad.way[PLACE_CIPHER].steps = 0;
	CHECK(!places_are_sane(&bad));
	unmake(&w);
}

TEST(blocks_are_known_by_where_they_begin)
{
	struct heap h;
	uint8_t *a, *b;

	CHECK_EQ(heap_open(&h, 4096), 0);
	a = heap_alloc(&h, 5);
	b = heap_alloc(&h, 100);
	CHECK(a && b);
	CHECK_EQ(heap_block(&h, (uintptr_t)a), 5);
	CHECK_EQ(heap_block(&h, (uintptr_t)b), 100);
	CHECK_EQ(heap_block(&h, (uintptr_t)b + 1), 0);
	CHECK_EQ(heap_block(&h, (uintptr_t)b + 16), 0);
	CHECK_EQ(heap_block(&h, (uintptr_t)h.at - 16), 0);
	CHECK_EQ(heap_block(&h, (uintptr_t)h.at + 4096), 0);
	CHECK_EQ(heap_block(&h, 0), 0);
	CHECK(!heap_alloc(&h, 0));
	CHECK(!heap_alloc(&h, 4096));
	CHECK(!heap_alloc(&h, SIZE_MAX));
	munmap(h.at, h.len);
	free(h.begins);
}

TEST_MAIN(CASE(places_are_found), CASE(one_that_another_session_does_not_have_is_none),
          CASE(objects_end_where_they_end), CASE(a_circle_of_pointers_ends),
          CASE(ways_that_no_library_has_are_refused),
          CASE(blocks_are_known_by_where_they_begin))
