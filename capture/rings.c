/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/rings.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "capture/ring_impl.h"

enum { DOWN_LOOK_MS = 50 };

struct member {
	struct ring *ring;
	uint32_t *ifaces; /* of the source, for each of the ring's */
	uint32_t iface_count;
	bool ended;
};

struct rings {
	struct source source;
	const sigset_t *wait_mask;
	int wait_ms;
	struct member *at;
	struct pollfd *fds;
	uint32_t count;
	uint32_t turn; /* whose block is being handed out */
	int failure;   /* of the ring that ended last */
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

	if (err)
		return err;
	if (all->count == 1)
		return 0; /* they are the same */
	for (uint32_t i = 0; i < batch->count; i++)
		views[i].iface = m->ifaces[views[i].iface];
	return 0;
}

/* The ring to read: the one whose block is not finished, else the one whose block began
 * first, else `turn`.
 */
static uint32_t choose(const struct rings *all)
{
	uint64_t first = UINT64_MAX;
	uint32_t best = all->turn;

	if (all->count == 1 || all->at[all->turn].ring->left)
		return all->turn;
	for (uint32_t i = 0; i < all->count; i++) {
		uint64_t began;

		if (!all->at[i].ended && ring_waiting(all->at[i].ring, &began) &&
		    began < first) {
			first = began;
			best = i;
		}
	}
	return best;
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

/* One look at one ring, without waiting. */
static int try_one(struct rings *all, uint32_t i, struct batch *batch)
{
	struct member *m = &all->at[i];
	bool in_block = m->ring->left > 0;
	int err, n;

	if (m->ended)
		return -EAGAIN;
	n = source_next(of(m), batch);
	if (n > 0) {
		err = renumber(all, m, batch);
		return err ? err : n;
	}
	if (n == 0 || n != -EINTR)
		return end_one(all, m, n);
	/* The caller has to be done with a block of which the rest is not wanted. */
	if (!*source_message(of(m)))
		return in_block ? -EINTR : -EAGAIN;
	source_say(&all->source, "%s", source_message(of(m)));
	return -EINTR;
}

/* Waits for any of them. returns -EINTR when it is time to let the caller look around. */
static int wait_any(struct rings *all)
{
	struct timespec limit;
	int ms = all->wait_ms;
	bool down = false;
	int n;

	for (uint32_t i = 0; i < all->count; i++) {
		const struct member *m = &all->at[i];

		all->fds[i].fd = m->ended ? -1 : m->ring->fd;
		all->fds[i].events = POLLIN;
		down |= !m->ended && m->ring->down;
		/* One that is being emptied waits by itself. */
		if (!m->ended && m->ring->draining)
			return 0;
	}
	if (down && (ms < 0 || ms > DOWN_LOOK_MS))
		ms = DOWN_LOOK_MS;
	limit = (struct timespec){ ms / 1000, ms % 1000 * 1000000L };
	n = ppoll(all->fds, all->count, ms < 0 ? NULL : &limit, all->wait_mask);
	if (n < 0)
		return -errno;
	return n == 0 && all->wait_ms >= 0 ? -EINTR : 0;
}

/* Lets waiting signals in, for when there is no need to wait for packets. */
static bool signal_came(const struct rings *all)
{
	const struct timespec none = { 0, 0 };

	return all->wait_mask && ppoll(NULL, 0, &none, all->wait_mask) < 0;
}

static int rings_next(struct source *s, struct batch *batch)
{
	struct rings *all = (struct rings *)s;
	int n;

	s->message[0] = '\0';
	if (signal_came(all))
		return -EINTR;
	for (;;) {
		all->turn = choose(all);
		n = try_one(all, all->turn, batch);
		if (n != -EAGAIN)
			return n;
		/* Of those without packets, each may have something to say. */
		for (uint32_t i = 0; i < all->count; i++) {
			if (i == all->turn)
				continue;
			n = try_one(all, i, batch);
			if (n != -EAGAIN) {
				all->turn = n > 0 ? i : all->turn;
				return n;
			}
		}
		n = wait_any(all);
		if (n)
			return n;
	}
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

static const struct source_ops rings_ops = { rings_next, rings_close };

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
	err = follow(all, &all->at[all->count - 1]);
	if (err)
		strcpy(msg, "out of memory");
	return err;
}

void rings_stop(struct source *s)
{
	struct rings *all = (struct rings *)s;

	for (uint32_t i = 0; i < all->count; i++)
		ring_stop(of(&all->at[i]));
}

void rings_wait_limit(struct source *s, int ms)
{
	((struct rings *)s)->wait_ms = ms;
}

bool rings_idle(const struct source *s)
{
	const struct rings *all = (const struct rings *)s;
	bool idle = true;

	for (uint32_t i = 0; i < all->count; i++)
		idle = idle && ring_idle(of(&all->at[i]));
	return idle;
}

bool rings_stats_of(struct source *s, uint32_t i, uint32_t *iface,
                    struct capture_stats *out)
{
	struct rings *all = (struct rings *)s;

	if (i >= all->count)
		return false;
	ring_stats(of(&all->at[i]), out);
	*iface = all->at[i].ifaces[0];
	return true;
}

void rings_stats(struct source *s, struct capture_stats *out)
{
	struct capture_stats one;
	uint32_t iface;

	memset(out, 0, sizeof(*out));
	for (uint32_t i = 0; rings_stats_of(s, i, &iface, &one); i++)
		counters_join(out, &one);
}
