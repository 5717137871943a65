/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/ahead.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

#include "capture/order.h"
#include "capture/walk.h"

enum {
	SLOTS = 6,  /* pieces that may be done before the reader comes to them */
	PARTS = 16, /* of a piece */
	THREADS_MAX = 3,
	LINE = 64,
	LIKELY = 8,             /* headers in a row that make a guess */
	LOOK_MAX = 128 << 10,   /* bytes that are looked at for them */
	NEAR_S = 366 * 86400,   /* time from the first record that is likely */
	LEN_LIKELY = 256 << 10, /* bytes of a packet, on the wire */
};

enum state { FREE, TAKEN, DONE, UNWANTED };

/* A packet that passes. */
struct match {
	uint32_t at; /* bytes from the start of the part to its record */
	uint32_t caplen;
};

/* Records walked one after another, to the first that starts at `to` or behind it. */
struct part {
	const uint8_t *start; /* NULL: not known */
	const uint8_t *at;
	const uint8_t *to;
	struct match *matches; /* room for all records there can be */
	uint32_t count;        /* of matches */
	uint32_t total;        /* of records */
};

/* The place of piece i, of each SLOTS-th piece in turn. */
struct slot {
	enum state state;
	struct part parts[PARTS];
	uint32_t good; /* so many of the parts follow each other */
	struct match *matches;
};

struct ahead {
	struct ahead_opts opts;
	uint32_t part;       /* bytes */
	uint32_t first_time; /* seconds */
	pthread_t threads[THREADS_MAX];
	uint32_t thread_count;

	/* What ahead_next() comes to next, of the piece that was taken last. */
	const struct slot *given;
	uint32_t given_part, given_match;

	/* Under the lock; a slot that is TAKEN is its thread's alone. */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	uint64_t head; /* the piece that the reader is in */
	uint64_t next; /* the first that nobody has taken */
	uint64_t count;
	bool stopped;
	struct slot slots[SLOTS];
};

/* --- the guess --- */

/* The record behind the one at `at` if that looks like one; NULL if it does not. */
static const uint8_t *likely(const struct ahead *a, const uint8_t *at)
{
	const struct pcap_form *f = a->opts.form;
	uint32_t caplen, len, seconds, fraction;

	if (a->opts.end - at < PCAP_RECORD_HEADER)
		return NULL;
	seconds = get_32(at, f->swapped);
	fraction = get_32(at + 4, f->swapped);
	caplen = get_32(at + 8, f->swapped);
	len = get_32(at + 12, f->swapped);
	if (caplen > f->caplen_max || len < caplen || len > LEN_LIKELY ||
	    fraction >= (f->nano ? 1000000000u : 1000000u) ||
	    seconds - a->first_time + NEAR_S > 2u * NEAR_S ||
	    (size_t)(a->opts.end - at) - PCAP_RECORD_HEADER < caplen)
		return NULL;
	return at + PCAP_RECORD_HEADER + caplen;
}

static bool is_likely(const struct ahead *a, const uint8_t *at)
{
	for (int i = 0; i < LIKELY && at != a->opts.end; i++) {
		at = likely(a, at);
		if (!at)
			return false;
	}
	return true;
}

static const uint8_t *guess(const struct ahead *a, const uint8_t *from,
                            const uint8_t *to)
{
	if (to - from > LOOK_MAX)
		to = from + LOOK_MAX;
	for (; from < to; from++) {
		if (is_likely(a, from))
			return from;
	}
	return NULL;
}

/* --- pieces --- */

static const uint8_t *start_of(const struct ahead *a, uint64_t i)
{
	return i < a->count ? a->opts.from + i * a->opts.piece : a->opts.end;
}

/* Takes the record at p->at. returns whether there is more to take; not so at damage,
 * which the reader will find there again.
 */
static inline bool step(const struct ahead *a, struct part *p, bool swapped)
{
	const struct pcap_form *f = a->opts.form;
	const uint8_t *at = p->at;
	size_t left = (size_t)(a->opts.end - at);
	struct packet pkt;
	uint32_t wanted;

	if (at >= p->to || left < PCAP_RECORD_HEADER)
		return false;
	pkt.caplen = get_32(at + 8, swapped);
	pkt.len = get_32(at + 12, swapped);
	if (pkt.caplen > f->caplen_max || left - PCAP_RECORD_HEADER < pkt.caplen)
		return false;
	pkt.data = at + PCAP_RECORD_HEADER;
	p->at = pkt.data + pkt.caplen;
	__builtin_prefetch(p->at);
	__builtin_prefetch(p->at + LINE);
	if (pkt.caplen > f->snaplen)
		pkt.caplen = f->snaplen;
	p->total++;
	wanted = a->opts.sieve.wanted(a->opts.sieve.ctx, &pkt);
	if (!wanted)
		return true;
	p->matches[p->count].at = (uint32_t)(at - p->start);
	p->matches[p->count++].caplen = wanted < pkt.caplen ? wanted : pkt.caplen;
	return true;
}

/* The parts in turns, until each is at its end. */
static void walk_parts(const struct ahead *a, struct slot *s)
{
	const bool swapped = a->opts.form->swapped;
	struct part *open[PARTS];
	uint32_t n = 0;

	for (uint32_t i = 0; i < PARTS; i++) {
		if (s->parts[i].start)
			open[n++] = &s->parts[i];
	}
	while (n) {
		for (uint32_t i = 0; i < n;) {
			if (step(a, open[i], swapped))
				i++;
			else
				open[i] = open[--n];
		}
	}
}

/* from: where its first record starts; NULL: that is guessed like the others. */
static void do_piece(const struct ahead *a, struct slot *s, uint64_t i,
                     const uint8_t *from)
{
	const uint8_t *at = from ? from : start_of(a, i), *end = start_of(a, i + 1);
	struct part *p = s->parts;

	for (uint32_t k = 0; k < PARTS; k++, p++) {
		p->to = end - at > a->part && k + 1 < PARTS ? at + a->part : end;
		p->start = k == 0 && from ? from : guess(a, at, p->to);
		p->at = p->start;
		p->count = p->total = 0;
		at = p->to;
	}
	walk_parts(a, s);
	p = s->parts;
	for (s->good = p->start != NULL; s->good && s->good < PARTS; s->good++) {
		if (p[s->good].start != p[s->good - 1].at)
			break;
	}
}

/* Takes the next piece, under the lock, which is open meanwhile. */
static void take_next(struct ahead *a, const uint8_t *from)
{
	uint64_t i = a->next++;
	struct slot *s = &a->slots[i % SLOTS];

	s->state = TAKEN;
	pthread_mutex_unlock(&a->lock);
	do_piece(a, s, i, from);
	pthread_mutex_lock(&a->lock);
	s->state = s->state == UNWANTED ? FREE : DONE;
	pthread_cond_broadcast(&a->changed);
}

static bool may_take(const struct ahead *a)
{
	return a->next < a->count && a->next < a->head + SLOTS &&
	       a->slots[a->next % SLOTS].state == FREE;
}

static void *work(void *arg)
{
	struct ahead *a = arg;

	pthread_mutex_lock(&a->lock);
	while (!a->stopped) {
		if (may_take(a))
			take_next(a, NULL);
		else
			pthread_cond_wait(&a->changed, &a->lock);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

/* --- the reader --- */

/* Goes to the piece that `at` is in. */
static void go_to(struct ahead *a, const uint8_t *at)
{
	while (at >= start_of(a, a->head + 1)) {
		struct slot *s = &a->slots[a->head % SLOTS];

		if (s->state == TAKEN)
			s->state = UNWANTED;
		else if (s->state == DONE)
			s->state = FREE;
		a->head++;
	}
	if (a->next < a->head)
		a->next = a->head;
	pthread_cond_broadcast(&a->changed);
}

/* Sees to it that the piece is done, and helps with those behind it meanwhile. */
static void wait_for(struct ahead *a, const struct slot *s, const uint8_t *at)
{
	while (s->state != DONE) {
		if (may_take(a))
			take_next(a, a->next == a->head ? at : NULL);
		else
			pthread_cond_wait(&a->changed, &a->lock);
	}
}

/* Of the parts that follow each other. */
static struct ahead_run run_of(const struct slot *s)
{
	struct ahead_run run = { .end = s->parts[s->good - 1].at };

	for (uint32_t i = 0; i < s->good; i++) {
		run.records += s->parts[i].total;
		run.passing += s->parts[i].count;
	}
	return run;
}

bool ahead_take(struct ahead *a, const uint8_t *at, struct ahead_run *run,
                const uint8_t **until)
{
	const struct slot *s;

	a->given = NULL;
	*until = NULL;
	if (at == a->opts.end)
		return false;
	pthread_mutex_lock(&a->lock);
	go_to(a, at);
	s = &a->slots[a->head % SLOTS];
	wait_for(a, s, at);
	pthread_mutex_unlock(&a->lock);
	*until = start_of(a, a->head + 1);
	if (!s->good)
		return false;
	if (s->parts[0].start > at)
		*until = s->parts[0].start;
	*run = run_of(s);
	if (s->parts[0].start != at || !run->records)
		return false;
	a->given = s;
	a->given_part = a->given_match = 0;
	return true;
}

/* Fetches what is copied of a packet. */
static void fetch(const uint8_t *at, uint32_t len)
{
	for (uint32_t i = 0; i < len; i += LINE)
		__builtin_prefetch(at + i);
}

uint32_t ahead_next(struct ahead *a, struct packet *packets, uint32_t room)
{
	const struct pcap_form *f = a->opts.form;
	uint32_t n = 0;

	while (a->given && a->given_part < a->given->good && n < room) {
		const struct part *p = &a->given->parts[a->given_part];
		const struct match *m = &p->matches[a->given_match];

		if (a->given_match == p->count) {
			a->given_part++;
			a->given_match = 0;
			continue;
		}
		walk_pcap_record(f, p->start + m->at, &packets[n]);
		packets[n].caplen = m->caplen;
		fetch(packets[n].data, m->caplen);
		a->given_match++;
		n++;
	}
	return n;
}

/* --- making --- */

uint32_t ahead_threads(void)
{
	cpu_set_t set;
	int cpus = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

	return cpus > THREADS_MAX ? THREADS_MAX : (uint32_t)cpus - 1;
}

/* Signals are for the thread that asked for them. */
static void start_threads(struct ahead *a)
{
	sigset_t all, before;

	sigfillset(&all);
	sigdelset(&all, SIGBUS); /* capture/mapguard.h */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (a->thread_count < a->opts.threads && a->thread_count < THREADS_MAX &&
	       pthread_create(&a->threads[a->thread_count], NULL, work, a) == 0)
		a->thread_count++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static bool make_slots(struct ahead *a)
{
	/* The last part of a piece may be longer, by what the division left. */
	size_t records = (a->part + PARTS) / PCAP_RECORD_HEADER + 1;

	for (int i = 0; i < SLOTS; i++) {
		struct slot *s = &a->slots[i];

		s->matches = malloc(PARTS * records * sizeof(*s->matches));
		if (!s->matches)
			return false;
		for (uint32_t k = 0; k < PARTS; k++)
			s->parts[k].matches = s->matches + k * records;
	}
	return true;
}

struct ahead *ahead_new(const struct ahead_opts *opts)
{
	struct ahead *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->opts = *opts;
	a->part = opts->piece / PARTS;
	if (opts->end - opts->from >= PCAP_RECORD_HEADER)
		a->first_time = get_32(opts->from, opts->form->swapped);
	a->count = ((size_t)(opts->end - opts->from) + opts->piece - 1) / opts->piece;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	if (make_slots(a)) {
		start_threads(a);
		return a;
	}
	ahead_free(a);
	return NULL;
}

void ahead_free(struct ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->lock);
	a->stopped = true;
	pthread_cond_broadcast(&a->changed);
	pthread_mutex_unlock(&a->lock);
	for (uint32_t i = 0; i < a->thread_count; i++)
		pthread_join(a->threads[i], NULL);
	for (int i = 0; i < SLOTS; i++)
		free(a->slots[i].matches);
	pthread_cond_destroy(&a->changed);
	pthread_mutex_destroy(&a->lock);
	free(a);
}
