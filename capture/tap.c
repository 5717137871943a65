/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/tap.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "capture/missed.h"
#include "capture/source_impl.h"
#include "ebpf/hook.h"
#include "ebpf/records.h"

enum {
	VIEWS = 64,        /* packets of a batch: few enough for the first caches */
	SIGNALS_EVERY = 8, /* batches, while there are more packets */
	HOOKS = 2,     /* of an interface: in, and out */
	TAPS_MAX = 64, /* hook numbers are bytes */
	LOOK_MS = 100, /* how often to see whether interfaces are still there */
	DRAIN_STEP_MS = 1,
	DRAIN_MS = 1000, /* for programs that were just running */
};

/* One interface. */
struct tap {
	char name[IF_NAMESIZE];
	uint32_t ifindex;
	uint32_t iface; /* of the source */
	enum tap_hook kind;
	struct hook hooks[HOOKS];
	uint32_t hook_count;
	int sock; /* for questions about the interface; keeps it promiscuous */
	bool said_down, gone;
	uint64_t told_lost; /* of the lost ones, those that a packet came after */
	struct capture_stats stats;
	struct missed missed;
};

struct taps {
	struct source source; /* first: a struct source is a struct taps */
	struct taps_config cfg;
	struct records *records; /* NULL: only_count */
	struct tap *at[TAPS_MAX];
	uint32_t count;
	int wait_ms;
	uint64_t next_look_ns;
	uint32_t *lost;  /* by hook number and processor: as the last record said */
	uint64_t walked; /* records */
	uint32_t unasked; /* batches since the last look for signals */
	bool more;        /* was said of the last batch */
	bool draining, ended;
	int end; /* what source_next() returns at the end: 0 or -errno */
	const struct tap *last_gone; /* NULL: none */
	uint64_t drain_from_ns;
	struct record found[VIEWS];
	struct packet views[VIEWS];
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
	struct tap *t = all->at[head->hook / HOOKS];

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
	return r->head->hook / HOOKS < all->count &&
	       r->cpu < records_cpus(all->records);
}

/* Packets that are there now. */
static uint32_t fill_views(struct taps *all)
{
	uint32_t n = records_next(all->records, all->draining, all->found, VIEWS);
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
	all->more = batch->count == VIEWS;
	batch->last = !all->more;
	return 1;
}

static void close_tap(struct tap *t)
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
		close_tap(all->at[i]);
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
			calloc((size_t)TAPS_MAX * HOOKS * records_cpus(all->records),
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

/* --- adding an interface --- */

bool tap_has_frags(void)
{
	return hook_has_frags();
}

uint32_t tap_at_tc(uint32_t ifindex)
{
	return tcx_count(ifindex, ATTACH_IN);
}

int tap_check(const struct tap_config *cfg, char *msg)
{
	if (!cfg->iface->index)
		snprintf(msg, SOURCE_MSG_MAX,
		         "'%s' has no hook: name the interfaces, each with -i",
		         cfg->iface->name);
	else if (cfg->iface->cooked)
		snprintf(msg, SOURCE_MSG_MAX,
		         "the link header of '%s' is one that only a plain capture can "
		         "show: leave out --xdp and --tc",
		         cfg->iface->name);
	else if (cfg->hook == TAP_XDP && cfg->direction == RING_OUT)
		snprintf(msg, SOURCE_MSG_MAX,
		         "the XDP hook of '%s' sees packets that come in only",
		         cfg->iface->name);
	else
		return 0;
	return -EINVAL;
}

/* A packet socket that receives nothing; any socket will do when that is not allowed. */
static int open_socket(struct tap *t, bool promiscuous, char *msg)
{
	struct packet_mreq mr;

	t->sock = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (t->sock < 0) {
		t->sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		if (promiscuous)
			snprintf(msg, SOURCE_MSG_MAX,
			         "warning: without CAP_NET_RAW '%s' cannot be made "
			         "promiscuous",
			         t->name);
		return t->sock < 0 ? -errno : 0;
	}
	memset(&mr, 0, sizeof(mr));
	mr.mr_ifindex = (int)t->ifindex;
	mr.mr_type = PACKET_MR_PROMISC;
	if (promiscuous &&
	    setsockopt(t->sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mr, sizeof(mr)) < 0)
		snprintf(msg, SOURCE_MSG_MAX,
		         "warning: '%s' cannot be made promiscuous: %s", t->name,
		         strerror(errno));
	return 0;
}

static int open_hooks(struct taps *all, struct tap *t, const struct tap_config *cfg,
                      char *msg)
{
	struct hook_config h = {
		.kind = cfg->hook == TAP_XDP ? HOOK_XDP : HOOK_TC,
		.ifindex = t->ifindex,
		.ifname = t->name,
		.filter = cfg->object,
		.filter_len = cfg->object_len,
		.snaplen = cfg->snaplen,
		.sample = cfg->sample,
		.records = all->records,
		.no_tcx = cfg->no_tcx,
		.no_frags = cfg->no_frags,
	};
	int err = 0;

	for (int dir = ATTACH_IN; dir <= ATTACH_OUT && !err; dir++) {
		if (dir == ATTACH_OUT &&
		    (cfg->hook == TAP_XDP || cfg->direction == RING_IN))
			break;
		if (dir == ATTACH_IN && cfg->direction == RING_OUT)
			continue;
		h.dir = (enum attach_dir)dir;
		h.number = (uint8_t)(all->count * HOOKS + (uint32_t)dir);
		err = hook_open(&h, &t->hooks[t->hook_count], msg);
		if (!err)
			t->hook_count++;
	}
	return err;
}

int taps_add(struct source *s, const struct tap_config *cfg, char *msg)
{
	struct taps *all = (struct taps *)s;
	struct source_iface iface = {
		.linktype = cfg->iface->linktype,
		.snaplen = cfg->snaplen,
		.name = cfg->iface->name,
		.tsresol = 1000000000,
		.ifindex = cfg->iface->index,
		.filter = cfg->filter,
		.description = *cfg->iface->alias ? cfg->iface->alias : NULL,
		.fcs_len = -1,
	};
	struct tap *t;
	int err, at;

	msg[0] = '\0';
	err = tap_check(cfg, msg);
	if (!err && all->count == TAPS_MAX) {
		snprintf(msg, SOURCE_MSG_MAX, "more than %d interfaces", TAPS_MAX);
		err = -EMFILE;
	}
	if (err)
		return err;
	t = calloc(1, sizeof(*t));
	if (!t) {
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	t->sock = -1;
	t->ifindex = cfg->iface->index;
	t->kind = cfg->hook;
	memcpy(t->name, cfg->iface->name, sizeof(t->name));
	missed_open(&t->missed, t->ifindex);
	/* Records may come as soon as the first hook is there. */
	all->at[all->count] = t;
	err = open_hooks(all, t, cfg, msg);
	if (!err)
		err = open_socket(t, cfg->promiscuous, msg);
	if (!err)
		iface_device(t->sock, iface.name, &iface.device);
	at = err ? err : source_add_iface(s, &iface);
	if (at < 0) {
		if (!*msg)
			snprintf(msg, SOURCE_MSG_MAX, "cannot capture on '%s': %s",
			         t->name, strerror(-at));
		close_tap(t);
		return at;
	}
	t->iface = (uint32_t)at;
	all->count++;
	return 0;
}

enum tap_hook taps_hook(const struct source *s, uint32_t i)
{
	const struct taps *all = (const struct taps *)s;

	return all->at[i]->kind;
}

const char *taps_way(const struct source *s, uint32_t i)
{
	const struct taps *all = (const struct taps *)s;

	return attach_way_name(all->at[i]->hooks[0].attached.way);
}
