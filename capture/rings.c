/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/rings.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "capture/ring_impl.h"

enum {
	DOWN_LOOK_MS = 50,
	HOLD_SPARE_MS = 20, /* the kernel's timer may be late */
};

struct member {
	struct ring *ring;
	uint32_t *ifaces; /* of the source, for each of the ring's */
	uint32_t iface_count;
	const struct packet *next; /* of those that it gave and that wait for their turn */
	uint32_t count;
	bool ended;
};

struct rings {
	struct source source;
	const sigset_t *wait_mask;
	int wait_ms;
	struct member *at;
	struct pollfd *fds;
	uint32_t count;
	int failure; /* of the ring that ended last */
	/* With several rings: */
	struct packet views[RING_VIEWS]; /* of all, in order of time */
	bool more;           /* are there already, in blocks that were not finished */
	bool unordered;      /* clocks differ: nothing waits for another ring */
	uint64_t held_since; /* CLOCK_MONOTONIC: packets wait; 0: none do */
};

/* The ring's own pointer to the source it is part of. */
static struct source *of(const struct member *m)
{
	return &m->ring->source;
}

/* Takes over the interfaces that a ring got since the last time. */
static int follow(struct rings *all, struct member *m)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(of(m), &count);
	uint32_t *grown;

	if (m->iface_count == count)
		return 0;
	grown = realloc(m->ifaces, count * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	m->ifaces = grown;
	for (; m->iface_count < count; m->iface_count++) {
		int at = source_add_iface(&all->source, &ifaces[m->iface_count]);

		if (at < 0)
			return at;
		m->ifaces[m->iface_count] = (uint32_t)at;
	}
	return 0;
}

/* Numbers the interfaces of a batch as the source does. */
static int renumber(struct rings *all, struct member *m, struct batch *batch)
{
	struct packet *views = m->ring->views;
	int err = follow(all, m);

	for (uint32_t i = 0; i < batch->count && !err; i++)
		views[i].iface = m->ifaces[views[i].iface];
	return err;
}

/* A ring came to its end: the others may go on. */
static int end_one(struct rings *all, struct member *m, int how)
{
	m->ended = true;
	if (how)
		all->failure = how;
	if (*source_message(of(m)))
		source_say(&all->source, "%s", source_message(of(m)));
	for (uint32_t i = 0; i < all->count; i++) {
		if (!all->at[i].ended)
			return -EINTR;
	}
	/* Those that went away before were told of. */
	return how ? how : 0;
}

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* How old a packet is when another ring has handed over all that came before it: a block
 * that is not full is handed over in the second period at the latest that finds it so.
 */
static uint64_t hold_ns(const struct member *other)
{
	return (2 * (uint64_t)other->ring->retire_ms + HOLD_SPARE_MS) * 1000000u;
}

/* Waits for any of them that has nothing to hand out, at most for `ms`; -1: for ever.
 * returns 1 when there may be something, 0 after that time, -EINTR after a signal.
 */
static int wait_any(struct rings *all, int ms)
{
	struct timespec limit;
	bool down = false;
	int n;

	for (uint32_t i = 0; i < all->count; i++) {
		const struct member *m = &all->at[i];

		all->fds[i].fd = m->ended || m->count ? -1 : m->ring->fd;
		all->fds[i].events = POLLIN;
		down |= !m->ended && m->ring->down;
		/* One that is being emptied waits by itself. */
		if (!m->ended && m->ring->draining)
			return 1;
	}
	if (down && (ms < 0 || ms > DOWN_LOOK_MS))
		ms = DOWN_LOOK_MS;
	limit = (struct timespec){ ms / 1000, ms % 1000 * 1000000L };
	n = ppoll(all->fds, all->count, ms < 0 ? NULL : &limit, all->wait_mask);
	if (n < 0)
		return -errno;
	return n > 0;
}

/* Lets waiting signals in, for when there is no need to wait for packets. */
static bool signal_came(const struct rings *all)
{
	const struct timespec none = { 0, 0 };

	return all->wait_mask && ppoll(NULL, 0, &none, all->wait_mask) < 0;
}

/* One ring hands out its blocks as they are, for records to be built in them. */
static int next_of_one(struct rings *all, struct batch *batch)
{
	struct member *m = &all->at[0];
	bool in_block = m->ring->left > 0;
	int err, n;

	if (!in_block && signal_came(all))
		return -EINTR;
	for (;;) {
		n = source_next(of(m), batch);
		if (n > 0)
			return (err = follow(all, m)) != 0 ? err : n;
		if (n != -EINTR)
			return end_one(all, m, n);
		if (*source_message(of(m))) {
			source_say(&all->source, "%s", source_message(of(m)));
			return -EINTR;
		}
		/* The caller has to be done with a block of which the rest is not wanted. */
		if (in_block)
			return -EINTR;
		n = wait_any(all, all->wait_ms);
		if (n < 0)
			return n;
		if (n == 0 && all->wait_ms >= 0)
			return -EINTR;
	}
}

/* Has each ring that waits for nothing look for packets.
 * returns 1, or what source_next() is to return.
 */
static int look_at_all(struct rings *all)
{
	struct batch batch;

	for (uint32_t i = 0; i < all->count; i++) {
		struct member *m = &all->at[i];
		int err, n;

		if (m->ended || m->count)
			continue;
		n = source_next(of(m), &batch);
		if (n > 0) {
			err = renumber(all, m, &batch);
			if (err)
				return err;
			m->next = batch.packets;
			m->count = batch.count;
		} else if (n != -EINTR) {
			return end_one(all, m, n);
		} else if (*source_message(of(m))) {
			source_say(&all->source, "%s", source_message(of(m)));
			return -EINTR;
		}
	}
	return 1;
}

/* The ring whose next packet is the earliest; NULL: there is no packet. */
static struct member *earliest(const struct rings *all)
{
	struct member *best = NULL;

	for (uint32_t i = 0; i < all->count; i++) {
		struct member *m = &all->at[i];

		if (m->count && (!best || m->next->ns < best->next->ns))
			best = m;
	}
	return best;
}

/* How long to wait until no ring can come with a packet from before the first one of m, in
 * nanoseconds.
 *
 * now  of a moment before the rings were looked at.
 */
static uint64_t time_to_wait(const struct rings *all, const struct member *m, uint64_t now)
{
	uint64_t most = 0;

	for (uint32_t i = 0; i < all->count && !all->unordered; i++) {
		const struct member *o = &all->at[i];
		uint64_t until;

		if (o->ended || o->count)
			continue;
		until = m->next->ns + hold_ns(o);
		if (until > now && until - now > most)
			most = until - now;
	}
	return most;
}

/* Packets wait in their ring. They do not wait when that would lose others, nor longer
 * than the kernel can take although a clock that was set back says so.
 */
static bool may_wait(struct rings *all, const struct member *m)
{
	uint64_t now = clock_ns(CLOCK_MONOTONIC);

	if (!all->held_since)
		all->held_since = now;
	return ring_filled(m->ring) <= m->ring->block_count / 2 &&
	       now - all->held_since < 2 * hold_ns(m);
}

/* Puts packets in order. returns how many; 0: *wait_ns has to go by first. */
static uint32_t gather(struct rings *all, uint64_t now, uint64_t *wait_ns)
{
	uint32_t count = 0;
	bool presses = false;
	struct member *m;

	*wait_ns = 0;
	all->more = false;
	while ((m = earliest(all)) != NULL) {
		uint64_t wait = time_to_wait(all, m, now);

		if (wait && !presses && (count || may_wait(all, m))) {
			*wait_ns = wait;
			break;
		}
		presses |= wait > 0;
		all->views[count++] = *m->next++;
		all->held_since = 0;
		/* The next look at this ring gives its block back, or asks for more of it. */
		if (--m->count == 0 || count == RING_VIEWS) {
			all->more = m->count || m->ring->left;
			break;
		}
	}
	return count;
}

static int next_of_several(struct rings *all, struct batch *batch)
{
	if (!all->more && signal_came(all))
		return -EINTR;
	for (;;) {
		uint64_t now = clock_ns(CLOCK_REALTIME), wait;
		int n = look_at_all(all);
		int ms;

		if (n != 1)
			return n;
		batch->count = gather(all, now, &wait);
		if (batch->count) {
			batch->packets = all->views;
			batch->last = !all->more;
			return 1;
		}
		ms = wait ? (int)(wait / 1000000) + 1 : -1;
		if (ms < 0 || (all->wait_ms >= 0 && all->wait_ms < ms))
			ms = all->wait_ms;
		n = wait_any(all, ms);
		if (n < 0)
			return n;
		if (n == 0 && ms == all->wait_ms && ms >= 0)
			return -EINTR;
	}
}

static int rings_next(struct source *s, struct batch *batch)
{
	struct rings *all = (struct rings *)s;

	s->message[0] = '\0';
	return all->count == 1 ? next_of_one(all, batch) : next_of_several(all, batch);
}

static void rings_close(struct source *s)
{
	struct rings *all = (struct rings *)s;

	for (uint32_t i = 0; i < all->count; i++) {
		source_close(of(&all->at[i]));
		free(all->at[i].ifaces);
	}
	free(all->at);
	free(all->fds);
	source_fini(s);
	free(all);
}

static void rings_stop(struct source *s)
{
	struct rings *all = (struct rings *)s;

	for (uint32_t i = 0; i < all->count; i++)
		ring_stop(of(&all->at[i]));
}

static void rings_wait_limit(struct source *s, int ms)
{
	((struct rings *)s)->wait_ms = ms;
}

static bool rings_idle(const struct source *s)
{
	const struct rings *all = (const struct rings *)s;
	bool idle = true;

	for (uint32_t i = 0; i < all->count; i++)
		idle = idle && ring_idle(of(&all->at[i]));
	return idle;
}

static bool rings_stats_of(struct source *s, uint32_t i, uint32_t *iface,
                           struct capture_stats *out)
{
	struct rings *all = (struct rings *)s;

	if (i >= all->count)
		return false;
	ring_stats(of(&all->at[i]), out);
	*iface = all->at[i].ifaces[0];
	return true;
}

static const struct source_ops rings_ops = {
	.next = rings_next,
	.close = rings_close,
	.stop = rings_stop,
	.wait_limit = rings_wait_limit,
	.idle = rings_idle,
	.stats_of = rings_stats_of,
};

int rings_open(const sigset_t *wait_mask, struct source **out)
{
	struct rings *all = calloc(1, sizeof(*all));

	*out = NULL;
	if (!all)
		return -ENOMEM;
	source_init(&all->source, &rings_ops);
	all->wait_mask = wait_mask;
	all->wait_ms = -1;
	*out = &all->source;
	return 0;
}

static int grow(struct rings *all)
{
	size_t count = all->count + 1;
	struct member *at = realloc(all->at, count * sizeof(*at));
	struct pollfd *fds;

	if (!at)
		return -ENOMEM;
	all->at = at;
	fds = realloc(all->fds, count * sizeof(*fds));
	if (!fds)
		return -ENOMEM;
	all->fds = fds;
	memset(&at[all->count], 0, sizeof(*at));
	memset(&fds[all->count], 0, sizeof(*fds));
	return 0;
}

int rings_add(struct source *s, const struct ring_config *cfg, char *msg)
{
	struct rings *all = (struct rings *)s;
	struct ring_config own = *cfg;
	struct source *one;
	int err;

	own.wait_mask = NULL; /* the wait for all of them is where signals come in */
	err = ring_open(&own, &one, msg);
	if (err)
		return err;
	err = grow(all);
	if (err) {
		source_close(one);
		strcpy(msg, "out of memory");
		return err;
	}
	ring_wait_limit(one, 0);
	all->at[all->count++].ring = (struct ring *)one;
	all->unordered |= cfg->stamp != STAMP_HOST;
	err = follow(all, &all->at[all->count - 1]);
	if (err)
		strcpy(msg, "out of memory");
	return err;
}
