/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/pcapdev.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "capture/counters.h"
#include "capture/pcapdev_impl.h"
#include "capture/source_impl.h"
#include "pfc/pfc.h"
#include "proto/link.h"

enum {
	BATCH = 64,
	ROOM = 1
	       << 20, /* bytes of packets that are handed over at once, beside the last */
	STEP_MS = 10,
	DRAIN_MS = 200, /* for what was captured before the stop, at most */
};

/* Packets on their way. */
struct half {
	struct packet packets[BATCH];
	uint32_t count;
	uint8_t *bytes; /* len of ROOM and a packet more */
	size_t len;
};

struct pcapdev {
	struct source source;
	struct libpcap_functions lib;
	pcap_t *pcap;
	const sigset_t *wait_mask;
	uint32_t snaplen;
	char name[IFACE_NAME_MAX];
	int wait_ms;
	bool nano;
	bool draining;
	uint64_t drain_until; /* CLOCK_MONOTONIC, ms */
	uint64_t captured;

	pthread_t thread;
	bool reads;           /* there is the thread */
	int wake;             /* it has something */
	pthread_mutex_t lock; /* for all below */
	pthread_cond_t has_room;
	bool used;   /* which half is handed out */
	bool at_end; /* the thread is; */
	bool failed; /* since libpcap failed */
	atomic_bool quit;
	struct half halves[2];
};

static uint64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* --- packets ---
 *
 * Some devices cannot be waited for together with signals and clocks, and block in a read
 * until something comes: so a thread reads, into one half, while the other is used.
 */

static struct half *other(struct pcapdev *d)
{
	return &d->halves[!d->used];
}

/* Copies a packet behind those before it; libpcap's own is good until the next one. */
static void take(struct pcapdev *d, struct half *h, const struct pcap_pkthdr *head,
                 const uint8_t *bytes)
{
	uint64_t fraction = (uint64_t)head->ts.tv_usec * (d->nano ? 1 : 1000);
	uint32_t caplen = head->caplen < d->snaplen ? head->caplen : d->snaplen;

	memcpy(h->bytes + h->len, bytes, caplen);
	h->packets[h->count++] = (struct packet){
		.data = h->bytes + h->len,
		.caplen = caplen,
		.len = head->len,
		.ns = (uint64_t)head->ts.tv_sec * 1000000000u + fraction,
		.flags = PACKET_HAS_TIME,
	};
	h->len += caplen;
}

/* Puts a packet where the other thread finds it, when there is room. */
static void hand_over(struct pcapdev *d, const struct pcap_pkthdr *head,
                      const uint8_t *bytes)
{
	const uint64_t one = 1;
	struct half *h;
	ssize_t written;

	pthread_mutex_lock(&d->lock);
	while (h = other(d), (h->count == BATCH || h->len > ROOM) && !d->quit)
		pthread_cond_wait(&d->has_room, &d->lock);
	if (!d->quit)
		take(d, h, head, bytes);
	pthread_mutex_unlock(&d->lock);
	/* It fails only where it was said often enough. */
	written = write(d->wake, &one, sizeof(one));
	(void)written;
}

static void *read_device(void *ctx)
{
	struct pcapdev *d = ctx;
	const uint64_t one = 1;
	struct pcap_pkthdr *head;
	const uint8_t *bytes;
	ssize_t written;
	int status;

	while ((status = d->lib.next_ex(d->pcap, &head, &bytes)) >= 0 && !d->quit) {
		if (status == 1)
			hand_over(d, head, bytes);
	}
	pthread_mutex_lock(&d->lock);
	d->failed = !d->quit;
	d->at_end = true;
	pthread_mutex_unlock(&d->lock);
	written = write(d->wake, &one, sizeof(one));
	(void)written;
	return NULL;
}

/* Signals are for those who started it. A thread keeps the rights that there are now, so it
 * starts when the first packets are asked for: then there are no more than needed.
 */
static int start_reading(struct pcapdev *d)
{
	sigset_t all, before;
	int err;

	if (d->reads)
		return 0;
	d->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (d->wake < 0)
		return -errno;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(&d->thread, NULL, read_device, d);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	d->reads = err == 0;
	return -err;
}

/* returns false when the device does not let go of the thread. */
static bool stop_reading(struct pcapdev *d)
{
	struct timespec until;

	if (!d->reads)
		return true;
	pthread_mutex_lock(&d->lock);
	d->quit = true;
	pthread_cond_signal(&d->has_room);
	pthread_mutex_unlock(&d->lock);
	d->lib.breakloop(d->pcap);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 2;
	d->reads = pthread_timedjoin_np(d->thread, NULL, &until) != 0;
	return !d->reads;
}

static int wait_thread(struct pcapdev *d, int ms)
{
	struct pollfd pfd = { .fd = d->wake, .events = POLLIN };
	struct timespec limit = { ms / 1000, ms % 1000 * 1000000L };
	uint64_t times;
	ssize_t got;

	if (ppoll(&pfd, 1, ms < 0 ? NULL : &limit, d->wait_mask) < 0)
		return -errno;
	got = read(d->wake, &times, sizeof(times));
	(void)got;
	return 0;
}

/* Takes the half that was filled; the one handed out before is filled next. */
static const struct half *swap(struct pcapdev *d, bool *at_end)
{
	struct half *h;

	pthread_mutex_lock(&d->lock);
	h = &d->halves[d->used];
	h->count = 0;
	h->len = 0;
	d->used = !d->used;
	h = &d->halves[d->used];
	*at_end = d->at_end;
	pthread_cond_signal(&d->has_room);
	pthread_mutex_unlock(&d->lock);
	d->captured += h->count;
	return h;
}

static int pcapdev_next(struct source *s, struct batch *batch)
{
	struct pcapdev *d = (struct pcapdev *)s;
	const struct half *h;
	bool at_end;
	int err;

	s->message[0] = '\0';
	err = start_reading(d);
	if (err) {
		source_say(s, "capturing on '%s' failed: %s", d->name, strerror(-err));
		return err;
	}
	h = swap(d, &at_end);
	if (h->count) {
		batch->packets = h->packets;
		batch->count = h->count;
		return 1;
	}
	if (at_end && d->failed) {
		source_say(s, "capturing on '%s' failed: libpcap: %s", d->name,
		           d->lib.geterr(d->pcap));
		return -EIO;
	}
	/* What was sent before the stop may be on its way. */
	if (at_end || (d->draining && now_ms() >= d->drain_until))
		return 0;
	err = wait_thread(d, d->draining ? STEP_MS : d->wait_ms);
	return err ? err : -EINTR;
}

/* --- the source --- */

static void pcapdev_stop(struct source *s)
{
	struct pcapdev *d = (struct pcapdev *)s;

	if (d->draining)
		return;
	d->draining = true;
	d->drain_until = now_ms() + DRAIN_MS;
}

static void pcapdev_wait_limit(struct source *s, int ms)
{
	((struct pcapdev *)s)->wait_ms = ms;
}

static bool pcapdev_idle(const struct source *s)
{
	const struct pcapdev *d = (const struct pcapdev *)s;

	return !d->halves[!d->used].count;
}

static bool pcapdev_stats_of(struct source *s, uint32_t i, uint32_t *iface,
                             struct capture_stats *out)
{
	struct pcapdev *d = (struct pcapdev *)s;
	struct pcap_stat st = { 0 };

	if (i)
		return false;
	*iface = 0;
	memset(out, 0, sizeof(*out));
	out->captured = d->captured;
	/* What it counts as received depends on the device, and may be before the filter. */
	if (d->lib.stats(d->pcap, &st) == 0)
		out->dropped = st.ps_drop;
	out->received = out->captured + out->dropped;
	return true;
}

static void pcapdev_close(struct source *s)
{
	struct pcapdev *d = (struct pcapdev *)s;

	/* A thread that hangs in libpcap keeps what it may still use. */
	if (!stop_reading(d))
		return;
	if (d->pcap)
		d->lib.close(d->pcap);
	libpcap_unload(&d->lib);
	if (d->wake >= 0)
		close(d->wake);
	free(d->halves[0].bytes);
	free(d->halves[1].bytes);
	pthread_cond_destroy(&d->has_room);
	pthread_mutex_destroy(&d->lock);
	source_fini(s);
	free(d);
}

static const struct source_ops pcapdev_ops = {
	.next = pcapdev_next,
	.close = pcapdev_close,
	.stop = pcapdev_stop,
	.wait_limit = pcapdev_wait_limit,
	.idle = pcapdev_idle,
	.stats_of = pcapdev_stats_of,
};

/* Our program, which libpcap runs where the device cannot. */
static int set_filter(struct pcapdev *d, const struct pfc_prog *prog, char *msg)
{
	struct bpf_program code;

	if (!prog)
		return 0;
	if (pfc_prog_bpf_program(prog, &code) == 0 &&
	    d->lib.setfilter(d->pcap, &code) == 0)
		return 0;
	snprintf(msg, SOURCE_MSG_MAX,
	         "'%s', read by libpcap: it does not take the filter: %s", d->name,
	         d->lib.geterr(d->pcap));
	return -EIO;
}

static int open_device(struct pcapdev *d, const struct pcapdev_config *cfg, char *msg)
{
	struct source_iface iface = {
		.linktype = cfg->dev->linktype,
		.snaplen = cfg->snaplen,
		.name = d->name,
		.tsresol = 1000000000,
		.filter = cfg->filter,
		.description = *cfg->dev->alias ? cfg->dev->alias : NULL,
		.fcs_len = -1,
	};
	int err;

	if (!libpcap_load(&d->lib)) {
		libpcap_say_none(d->name, msg);
		return -ENODEV;
	}
	d->pcap = libpcap_start(&d->lib, cfg, &err, msg);
	if (!d->pcap)
		return err;
	if (link_from_dlt((uint32_t)d->lib.datalink(d->pcap)) != iface.linktype) {
		snprintf(msg, SOURCE_MSG_MAX, "'%s' has changed its link type",
		         d->name);
		return -EIO;
	}
	err = set_filter(d, cfg->prog, msg);
	if (err)
		return err;
	d->nano = d->lib.get_tstamp_precision(d->pcap) == PCAP_TSTAMP_PRECISION_NANO;
	for (int i = 0; i < 2; i++)
		d->halves[i].bytes = malloc((size_t)ROOM + 1 + d->snaplen);
	err = -ENOMEM;
	if (d->halves[0].bytes && d->halves[1].bytes)
		err = source_add_iface(&d->source, &iface);
	if (err < 0)
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
	return err < 0 ? err : 0;
}

int pcapdev_open(const struct pcapdev_config *cfg, struct source **out, char *msg)
{
	struct pcapdev *d = calloc(1, sizeof(*d));
	int err;

	*out = NULL;
	msg[0] = '\0';
	if (!d) {
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	source_init(&d->source, &pcapdev_ops);
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->has_room, NULL);
	d->wake = -1;
	d->wait_ms = -1;
	d->wait_mask = cfg->wait_mask;
	d->snaplen = cfg->snaplen;
	memcpy(d->name, cfg->dev->name, sizeof(d->name));
	err = open_device(d, cfg, msg);
	if (err) {
		pcapdev_close(&d->source);
		return err;
	}
	*out = &d->source;
	return 0;
}
