/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/search.h"

#include <string.h>

#include "ebpf/tls/layout.h"
#include "ebpf/tls/schedule.h"

enum {
	WAYS_MAX = 256,       /* that lead to the same bytes */
	VISITS_MAX = 1 << 20, /* objects that are looked into for one place */
	HANDSHAKE_STEPS = 2,
	HANDSHAKE_ALIGN = 4,
};

struct search {
	const struct heap *heap;
	const struct sample *samples;
	unsigned count;
	/* What is looked for now. */
	enum tls_place place;
	const struct sample *first;
	unsigned steps, visits;
	struct tls_way way, ways[WAYS_MAX];
	unsigned way_count;
};

static bool has_place(const struct sample *s, enum tls_place place)
{
	if (place <= PLACE_CIPHER)
		return true;
	return s->tls13 == (place >= PLACE_HANDSHAKE);
}

static size_t place_len(const struct sample *s, enum tls_place place)
{
	if (place == PLACE_CLIENT_RANDOM || place == PLACE_SERVER_RANDOM)
		return TLS_RANDOM_LEN;
	return place == PLACE_MASTER ? MASTER_LEN : sha2_len(s->hash);
}

static bool is_handshake_secret(const struct sample *s, const uint8_t *at)
{
	uint8_t made[SHA2_LEN_MAX], master[SHA2_LEN_MAX];
	size_t len = sha2_len(s->hash);

	schedule_expand(s->hash, at, "c hs traffic", s->known[PLACE_HELLO_HASH], made,
	                len);
	if (memcmp(made, s->handshake_traffic, len) != 0)
		return false;
	schedule_master(s->hash, at, master);
	schedule_expand(s->hash, master, "c ap traffic", s->known[PLACE_FINISHED_HASH],
	                made, len);
	return !memcmp(made, s->known[PLACE_CLIENT_TRAFFIC], len);
}

static bool is_cipher(const struct sample *s, const uint8_t *at, size_t len)
{
	enum tls_place own = s->client ? PLACE_CLIENT_TRAFFIC : PLACE_SERVER_TRAFFIC;

	if (len > PLACE_CIPHER_MAX)
		return false;
	return s->tls13
	               ? cipher_has_traffic_key(at, len, s->hash, s->known[own])
	               : cipher_has_master_key(at, len, s->hash, s->known[PLACE_MASTER],
	                                       s->known[PLACE_CLIENT_RANDOM],
	                                       s->known[PLACE_SERVER_RANDOM]);
}

/* Is it what is looked for? `len` bytes are left of the object. */
static bool matches(const struct sample *s, enum tls_place place, const uint8_t *at,
                    size_t len)
{
	if (place == PLACE_CIPHER)
		return is_cipher(s, at, len);
	if (len < place_len(s, place))
		return false;
	return place == PLACE_HANDSHAKE
	               ? is_handshake_secret(s, at)
	               : !memcmp(at, s->known[place], place_len(s, place));
}

static void look_in(struct search *s, const uint8_t *at, size_t len)
{
	size_t step = s->place == PLACE_CIPHER      ? len
	              : s->place == PLACE_HANDSHAKE ? HANDSHAKE_ALIGN
	                                            : 1;

	for (size_t i = 0; i < len && i < PLACE_OFFSET_MAX && s->way_count < WAYS_MAX;
	     i += step) {
		if (!matches(s->first, s->place, at + i, len - i))
			continue;
		s->way.steps = (uint8_t)s->steps;
		s->way.offset[s->steps - 1] = (uint32_t)i;
		s->ways[s->way_count++] = s->way;
	}
}

/* What the session points to, step by step. */
static void walk(struct search *s, uintptr_t block, unsigned step)
{
	size_t len = heap_block(s->heap, block);
	const uint8_t *at = (const uint8_t *)block;
	uintptr_t next;

	if (!len || s->visits++ >= VISITS_MAX)
		return;
	if (step + 1 == s->steps) {
		look_in(s, at, len);
		return;
	}
	for (size_t i = 0; i + sizeof(next) <= len && i < PLACE_OFFSET_MAX;
	     i += sizeof(next)) {
		memcpy(&next, at + i, sizeof(next));
		s->way.offset[step] = (uint32_t)i;
		walk(s, next, step + 1);
	}
}

/* Where a way ends, and how much of the object is left there; NULL: it leads nowhere. */
static const uint8_t *follow(const struct search *s, const struct sample *sample,
                             const struct tls_way *w, size_t *left)
{
	uintptr_t block = sample->session;

	for (unsigned i = 0;; i++) {
		size_t len = heap_block(s->heap, block);

		if (!len || w->offset[i] >= len)
			return NULL;
		*left = len - w->offset[i];
		if (i + 1 == w->steps)
			return (const uint8_t *)block + w->offset[i];
		if (*left < sizeof(block))
			return NULL;
		memcpy(&block, (const uint8_t *)block + w->offset[i], sizeof(block));
	}
}

static bool all_agree(const struct search *s, const struct tls_way *w)
{
	for (unsigned i = 0; i < s->count; i++) {
		const uint8_t *at;
		size_t left;

		if (!has_place(&s->samples[i], s->place))
			continue;
		at = follow(s, &s->samples[i], w, &left);
		if (!at || !matches(&s->samples[i], s->place, at, left))
			return false;
	}
	return true;
}

/* The shortest way that leads there in each of them, the first one of several. */
static void find(struct search *s, enum tls_place place, struct tls_way *out)
{
	unsigned most = place == PLACE_HANDSHAKE ? HANDSHAKE_STEPS : PLACE_STEPS;

	s->place = place;
	s->first = NULL;
	for (unsigned i = 0; i < s->count && !s->first; i++) {
		if (has_place(&s->samples[i], place))
			s->first = &s->samples[i];
	}
	for (s->steps = 1; s->first && s->steps <= most; s->steps++) {
		s->visits = s->way_count = 0;
		walk(s, s->first->session, 0);
		for (unsigned i = 0; i < s->way_count; i++) {
			if (!all_agree(s, &s->ways[i]))
				continue;
			*out = s->ways[i];
			return;
		}
	}
}

/* The largest one: keys of some ciphers are behind the end of what others take. */
static uint32_t cipher_len(const struct search *s, const struct tls_way *w)
{
	size_t most = 0, left;

	for (unsigned i = 0; w->steps && i < s->count; i++) {
		if (follow(s, &s->samples[i], w, &left) && left > most)
			most = left;
	}
	return (uint32_t)most;
}

void search_places(const struct heap *h, const struct sample *samples, unsigned count,
                   struct tls_places *out)
{
	struct search s = { .heap = h, .samples = samples, .count = count };

	memset(out, 0, sizeof(*out));
	for (unsigned i = 0; i < TLS_PLACES; i++)
		find(&s, i, &out->way[i]);
	out->cipher_len = cipher_len(&s, &out->way[PLACE_CIPHER]);
}
