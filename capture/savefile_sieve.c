/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile_impl.h"

enum {
	PIECE = 8 << 20,         /* bytes, of what is looked at ahead */
	LARGE_ENOUGH = 16 << 20, /* bytes read before that is worth it, and to come */
	MISSES_MAX = 16,         /* then it is given up: guessing takes time, too */
};

void savefile_sieve(struct source *s, const struct sieve *sieve)
{
	((struct savefile *)s)->sieving.sieve = *sieve;
}

/* Walks on record by record. */
static void go_alone(struct sieving *s)
{
	ahead_free(s->ahead);
	s->ahead = NULL;
	s->until = NULL;
	s->alone = true;
}

static bool can_look_ahead(const struct savefile *sf)
{
	const struct sieving *s = &sf->sieving;

	return s->sieve.wanted && sf->in.mapped && sf->info.format == SAVEFILE_PCAP &&
	       pcap_is_plain(&sf->form) &&
	       (s->piece || input_len(&sf->in) >= LARGE_ENOUGH);
}

/* Small files, and those of which only the first packets are wanted, are not worth it. */
static void start(struct savefile *sf)
{
	struct sieving *s = &sf->sieving;
	struct ahead_opts opts = { .from = sf->in.at,
		                   .end = sf->in.end,
		                   .form = &sf->form,
		                   .sieve = s->sieve,
		                   .piece = s->piece ? s->piece : PIECE };

	if (s->ahead || s->alone || (!s->piece && sf->in.off < LARGE_ENOUGH))
		return;
	s->alone = true;
	if (!can_look_ahead(sf))
		return;
	opts.threads = s->piece ? 1 : ahead_threads();
	s->ahead = ahead_new(&opts);
	s->until = s->ahead ? sf->in.at : NULL;
}

/* Goes back to where a record of the run starts, and on alone. */
static void step_back(struct savefile *sf, const uint8_t *to)
{
	struct packet one;
	struct walk w = { .at = sf->sieving.run,
		          .end = sf->in.end,
		          .packets = &one,
		          .room = 1,
		          .why = sf->why };

	sf->packets_before = sf->sieving.run_before;
	while (w.at < to && walk_pcap(&w, &sf->form) == WALK_FULL)
		sf->packets_before += w.count;
	input_skip(&sf->in, w.at);
	go_alone(&sf->sieving);
}

/* returns whether there were packets of the run. */
static bool next_of_run(struct savefile *sf, struct batch *batch)
{
	struct walk w = { .at = sf->in.at, .packets = sf->packets };
	const struct packet *last;

	w.count = ahead_next(sf->sieving.ahead, sf->packets, SAVEFILE_BATCH);
	if (w.count && savefile_became_shorter(sf, &w)) {
		last = w.count ? &sf->packets[w.count - 1] : NULL;
		step_back(sf, last ? last->record + last->record_len : sf->sieving.run);
	}
	batch->count = w.count;
	return w.count > 0;
}

/* returns whether there is one. */
static bool next_run(struct savefile *sf, struct batch *batch)
{
	struct sieving *s = &sf->sieving;
	struct walk none = { .at = sf->in.at };
	struct ahead_run run;

	if (!sf->in.mapped || s->dense) {
		go_alone(s);
		return false;
	}
	if (sf->in.at < s->until)
		return false;
	if (!ahead_take(s->ahead, sf->in.at, &run, &s->until)) {
		if (++s->misses == MISSES_MAX)
			go_alone(s);
		return false;
	}
	s->misses = 0;
	if (savefile_became_shorter(sf, &none)) {
		go_alone(s);
		return false;
	}
	s->run = sf->in.at;
	s->run_before = sf->packets_before;
	/* What is known ahead of packets that pass is more than what it saves. */
	s->dense = run.passing > run.records / 2;
	input_skip(&sf->in, run.end);
	sf->packets_before += run.records;
	batch->passed = run.records - run.passing;
	return true;
}

bool savefile_look_ahead(struct savefile *sf, struct batch *batch)
{
	start(sf);
	batch->packets = sf->packets;
	batch->count = batch->passed = 0;
	if (!sf->sieving.ahead)
		return false;
	if (next_of_run(sf, batch))
		return true;
	if (!sf->sieving.ahead || !next_run(sf, batch))
		return false;
	next_of_run(sf, batch);
	return true;
}

void savefile_give(struct savefile *sf, uint32_t count, struct batch *batch)
{
	const struct sieve *s = &sf->sieving.sieve;
	struct packet *p = sf->packets;

	batch->packets = sf->packets;
	batch->count = s->wanted ? 0 : count;
	sf->packets_before += count;
	for (uint32_t i = 0; s->wanted && i < count; i++) {
		p[batch->count] = p[i];
		batch->count += sieve_keeps(s, &p[batch->count]);
	}
	batch->passed = count - batch->count;
}
