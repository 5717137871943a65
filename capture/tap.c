/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/tap_int.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum {
	SIGNALS_EVERY = 8, /* batches, while there are more packets */
	LOOK_MS = 100, /* how often to see whether interfaces are still there */
	DRAIN_STEP_MS = 1,
	DRAIN_MS = 1000, /* for programs that were just running */
};

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* --- packets --- */

static void set_lost(struct taps *all, struct tap *t, const struct record *r,
                     struct packet *p)
{
	uint32_t *last =
		&all->lost[r->head->hook * records_cpus(all->records) + r->cpu];

	p->drops = (uint32_t)(r->head->lost - *last);
	*last = r->head->lost;
	if (!p->drops)
		return;
	t->told_lost += p->drops;
	counters_burst(&t->stats, p->drops, p->ns);
}

/* The rest of a view is zero from the start. */
static void fill_view(struct taps *all, const struct record *r, struct packet *p)
{
	const struct capture_record *head = r->head;
	struct tap *t = all->at[head->hook / TAP_HOOKS];

	p->data = r->data;
	p->caplen = head->caplen;
	p->len = head->len;
	p->ns = r->ns;
	p->iface = t->iface;
	p->flags = PACKET_HAS_TIME | (head->flags & CAPTURE_OUT ? PACKET_OUT : PACKET_IN) |
	           (t->kind == TAP_XDP ? PACKET_AT_XDP : PACKET_AT_TC) |
	           (head->flags & CAPTURE_GSO ? PACKET_GSO : 0);
	p->meta.ifindex = t->ifindex;
	p->meta.queue = head->queue;
	p->meta.cpu = r->cpu;
	t->stats.captured_kib += CAPTURE_HEAD + head->caplen; /* bytes, here */
	set_lost(all, t, r, p);
	t->stats.captured++;
}

static bool is_known(const struct taps *all, const struct record *r)
{
	return r->head->hook / TAP_HOOKS < all->count &&
	       r->cpu < records_cpus(all->records);
}

/* Packets that are there now. */
static uint32_t fill_views(struct taps *all)
{
	uint32_t n = records_next(all->records, all->draining, all->found, TAP_VIEWS);
	uint32_t count = 0;

	all->walked += n;
	for (uint32_t i = 0; i < n; i++) {
		if (is_known(all, &all->found[i]))
			fill_view(all, &all->found[i], &all->views[count++]);
	}
	return count;
}

/* --- counters --- */

static void read_stats(const struct taps *all, struct tap *t)
{
	struct capture_counts c;

	t->stats.received = t->stats.dropped = t->stats.matched = 0;
	for (uint32_t i = 0; i < t->hook_count; i++) {
		hook_counts(&t->hooks[i], &c);
		t->stats.received += c.kept;
		t->stats.dropped += c.lost;
		t->stats.matched += c.matched;
	}
	if (!all->records)
		t->stats.received = t->stats.captured = t->stats.matched;
}

static void end_counters(struct taps *all)
{
	for (uint32_t i = 0; i < all->count; i++) {
		struct tap *t = all->at[i];

		read_stats(all, t);
		if (t->stats.dropped > t->told_lost)
			counters_burst(&t->stats, t->stats.dropped - t->told_lost, 0);
		missed_read(&t->missed, &t->stats.missed_iface,
		            &t->stats.missed_kernel);
	}
}

/* --- the end --- */

static void start_drain(struct taps *all, int end)
{
	if (all->draining)
		return;
	for (uint32_t i = 0; i < all->count; i++) {
		for (uint32_t k = all->at[i]->hook_count; k; k--)
			hook_detach(&all->at[i]->hooks[k - 1]);
	}
	all->draining = true;
	all->end = end;
	all->drain_from_ns = now_ns();
}

/* A program that was running when its hook was taken away has counted its packet before it
 * takes room for it: all are here when as many came as were counted.
 */
static bool is_drained(struct taps *all)
{
	uint64_t spent_ms = (now_ns() - all->drain_from_ns) / 1000000u;
	uint64_t kept = 0, lost = 0;

	if (spent_ms > DRAIN_MS)
		return true;
	for (uint32_t i = 0; i < all->count; i++) {
		read_stats(all, all->at[i]);
		kept += all->at[i]->stats.received;
		lost += all->at[i]->stats.dropped;
	}
	return spent_ms >= 1 && (!all->records || all->walked + lost >= kept);
}

static int drain_step(struct taps *all)
{
	if (is_drained(all)) {
		all->ended = true;
		end_counters(all);
		return 0;
	}
	usleep(DRAIN_STEP_MS * 1000);
	return 0;
}

/* --- interfaces that go down, or away --- */

static void say_gone(struct taps *all)
{
	source_say(&all->source, "interface '%s' is gone: removed, or moved away",
	           all->last_gone->name);
}

static bool all_gone(const struct taps *all)
{
	for (uint32_t i = 0; i < all->count; i++) {
		if (!all->at[i]->gone)
			return false;
	}
	return true;
}

/* The others go on; with the last one the capture ends. */
static int gone(struct taps *all, struct tap *t)
{
	t->gone = true;
	all->last_gone = t;
	if (all_gone(all)) {
		start_drain(all, -ENODEV);
		return 0;
	}
	say_gone(all);
	return -EINTR;
}

/* returns -EINTR when there is something to say. */
static int look_at(struct taps *all, struct tap *t)
{
	struct ifreq req;
	bool up;

	memset(&req, 0, sizeof(req));
	req.ifr_ifindex = (int)t->ifindex;
	if (ioctl(t->sock, SIOCGIFNAME, &req) < 0 ||
	    ioctl(t->sock, SIOCGIFFLAGS, &req) < 0)
		return gone(all, t);
	up = (unsigned short)req.ifr_flags & IFF_UP;
	if (up == !t->said_down)
		return 0;
	t->said_down = !up;
	if (up)
		source_say(&all->source, "interface '%s' is up again", t->name);
	else
		source_say(
			&all->source,
			"interface '%s' went down; the capture goes on when it comes "
			"up",
			t->name);
	return -EINTR;
}

static int look_around(struct taps *all)
{
	uint64_t now = now_ns();
	int err = 0;

	if (now < all->next_look_ns)
		return 0;
	all->next_look_ns = now + LOOK_MS * UINT64_C(1000000);
	for (uint32_t i = 0; i < all->count && !err && !all->draining; i++) {
		if (!all->at[i]->gone)
			err = look_at(all, all->at[i]);
	}
	return err;
}

/* --- struct source --- */

static int pause_for(struct taps *all, int ms)
{
	struct timespec limit = { ms / 1000, ms % 1000 * 1000000L };

	if (all->records)
		return records_wait(all->records, ms, all->cfg.wait_mask);
	return ppoll(NULL, 0, &limit, all->cfg.wait_mask) < 0 ? -errno : 0;
}

/* Lets waiting signals in, for when there is no need to wait for packets. */
static bool signal_came(struct taps *all)
{
	const struct timespec none = { 0, 0 };

	if (!all->cfg.wait_mask || ++all->unasked < SIGNALS_EVERY)
		return false;
	all->unasked = 0;
	return ppoll(NULL, 0, &none, all->cfg.wait_mask) < 0;
}

/* Waits for packets, until `until_ns` at most. */
static int wait_packets(struct taps *all, uint64_t until_ns)
{
	uint64_t now = now_ns();
	int ms = all->records ? (int)all->cfg.retire_ms : LOOK_MS;
	int err = look_around(all);

	if (err || all->draining)
		return err;
	if (now >= until_ns)
		return -EINTR; /* somebody wants to look at the clock */
	if (until_ns - now < (uint64_t)ms * 1000000u)
		ms = (int)((until_ns - now) / 1000000u) + 1;
	return pause_for(all, ms);
}

static int taps_next(struct source *s, struct batch *batch)
{
	struct taps *all = (struct taps *)s;
	uint64_t until_ns = UINT64_MAX;
	int err;

	s->message[0] = '\0';
	if (signal_came(all))
		return -EINTR;
	if (all->wait_ms >= 0)
		until_ns = now_ns() + (uint64_t)all->wait_ms * 1000000u;
	for (;;) {
		batch->count = all->records ? fill_views(all) : 0;
		if (batch->count)
			break;
		if (all->more) {
			all->more = false;
			return -EINTR; /* there were none, and who reads must not wait */
		}
		if (all->ended) {
			if (all->end)
				say_gone(all);
			return all->end;
		}
		err = all->draining ? drain_step(all) : wait_packets(all, until_ns);
		if (err)
			return err;
	}
	batch->packets = all->views;
	all->more = batch->count == TAP_VIEWS;
	batch->last = !all->more;
	return 1;
}

void tap_close(struct tap *t)
{
	for (uint32_t i = t->hook_count; i; i--)
		hook_close(&t->hooks[i - 1]);
	if (t->sock >= 0)
		close(t->sock);
	missed_close(&t->missed);
	free(t);
}

static void taps_close(struct source *s)
{
	struct taps *all = (struct taps *)s;

	for (uint32_t i = 0; i < all->count; i++)
		tap_close(all->at[i]);
	records_close(all->records);
	free(all->lost);
	source_fini(s);
	free(all);
}

static void taps_stop(struct source *s)
{
	start_drain((struct taps *)s, 0);
}

static void taps_wait_limit(struct source *s, int ms)
{
	((struct taps *)s)->wait_ms = ms;
}

static bool taps_idle(const struct source *s)
{
	const struct taps *all = (const struct taps *)s;

	return !all->records || records_idle(all->records);
}

static bool taps_stats_of(struct source *s, uint32_t i, uint32_t *iface,
                          struct capture_stats *out)
{
	struct taps *all = (struct taps *)s;
	uint64_t cpus;

	if (i >= all->count)
		return false;
	read_stats(all, all->at[i]);
	*iface = all->at[i]->iface;
	*out = all->at[i]->stats;
	if (!all->records)
		return true;
	/* As the size that is asked for, that of all rings: each may have to be as large
	 * as the one that was short of room.
	 */
	cpus = records_cpus(all->records);
	out->captured_kib = out->captured_kib * cpus / 1024;
	out->ring_kib = records_ring_kib(all->records) * cpus;
	out->fill_max_kib = records_fill_kib(all->records) * cpus;
	return true;
}

static const struct source_ops taps_ops = {
	.next = taps_next,
	.close = taps_close,
	.stop = taps_stop,
	.wait_limit = taps_wait_limit,
	.idle = taps_idle,
	.stats_of = taps_stats_of,
};

int taps_open(const struct taps_config *cfg, struct source **out, char *msg)
{
	struct records_config records = {
		.kib = cfg->ring_kib ? cfg->ring_kib : RING_KIB_DEFAULT,
		.perf = cfg->perf,
	};
	struct taps *all = calloc(1, sizeof(*all));
	int err = 0;

	*out = NULL;
	msg[0] = '\0';
	if (!all) {
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	source_init(&all->source, &taps_ops);
	all->cfg = *cfg;
	if (!all->cfg.retire_ms)
		all->cfg.retire_ms = RING_RETIRE_MS;
	all->wait_ms = -1;
	if (!cfg->only_count)
		err = records_open(&records, &all->records, msg);
	if (!err && !cfg->only_count) {
		all->lost =
			calloc((size_t)TAPS_MAX * TAP_HOOKS * records_cpus(all->records),
		               sizeof(*all->lost));
		if (!all->lost) {
			snprintf(msg, SOURCE_MSG_MAX, "out of memory");
			err = -ENOMEM;
		}
	}
	if (err) {
		taps_close(&all->source);
		return err;
	}
	*out = &all->source;
	return 0;
}
