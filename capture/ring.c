/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/ring.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "capture/ring_impl.h"
#include "proto/link.h"

enum {
	DOWN_CHECK_MS = 50, /* how often to see whether an interface is back, or gone */
	DRAIN_STEP_MS = 2,
	DRAIN_SPARE_MS = 1000, /* for a busy machine, beyond the kernel's timer */
};

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static struct tpacket_block_desc *block_at(const struct ring *r, uint32_t i)
{
	return (void *)(r->map + (size_t)i * r->block_len);
}

static bool is_filled(const struct ring *r, uint32_t i)
{
	return __atomic_load_n(&block_at(r, i)->hdr.bh1.block_status, __ATOMIC_ACQUIRE) &
	       TP_STATUS_USER;
}

/* The kernel fills blocks in order: those that wait are one run from r->block on. */
uint32_t ring_filled(const struct ring *r)
{
	uint32_t least = 0, most = r->block_count;

	while (least < most) {
		uint32_t middle = (least + most) / 2;
		uint32_t i = r->block + middle;

		if (is_filled(r, i < r->block_count ? i : i - r->block_count))
			least = middle + 1;
		else
			most = middle;
	}
	return least;
}

void ring_read_stats(struct ring *r)
{
	uint32_t last = r->block ? r->block - 1 : r->block_count - 1;
	struct tpacket_stats_v3 st;
	socklen_t len = sizeof(st);

	/* tp_packets counts the dropped ones, too. */
	if (getsockopt(r->fd, SOL_PACKET, PACKET_STATISTICS, &st, &len) != 0)
		return;
	counters_add(&r->stats, st.tp_packets, st.tp_drops);
	if (!st.tp_drops)
		return;
	/* With all blocks waiting, packets are missing until the one to be read next is
	 * given back. Otherwise the kernel had no memory for a packet.
	 */
	if (is_filled(r, last)) {
		r->gaps[r->block] += st.tp_drops;
		r->stats.fill_max_kib = r->map_len / 1024;
	} else {
		r->lost += st.tp_drops;
	}
}

/* At the end: what is missing behind the last packet. */
static void end_gaps(struct ring *r)
{
	for (uint32_t i = 0; i < r->block_count; i++) {
		r->lost += r->gaps[i];
		r->gaps[i] = 0;
	}
	if (r->lost)
		counters_burst(&r->stats, r->lost, 0);
	r->lost = 0;
	missed_read(&r->missed, &r->stats.missed_iface, &r->stats.missed_kernel);
}

static bool take_block(struct ring *r)
{
	struct tpacket_block_desc *b = block_at(r, r->block);
	uint64_t waiting;

	if (!is_filled(r, r->block))
		return false;
	waiting = (uint64_t)ring_filled(r) * r->block_len / 1024;
	if (waiting > r->stats.fill_max_kib)
		r->stats.fill_max_kib = waiting;
	/* First the old gap, then what is lost from now on. */
	r->lost += r->gaps[r->block];
	r->gaps[r->block] = 0;
	r->held = true;
	r->left = b->hdr.bh1.num_pkts;
	r->head = (void *)((uint8_t *)b + b->hdr.bh1.offset_to_first_pkt);
	r->walked += r->left;
	r->walked_len += b->hdr.bh1.blk_len;
	ring_read_stats(r);
	return true;
}

static void give_block(struct ring *r)
{
	if (!r->held)
		return;
	ring_read_stats(r);
	__atomic_store_n(&block_at(r, r->block)->hdr.bh1.block_status, TP_STATUS_KERNEL,
	                 __ATOMIC_RELEASE);
	r->held = false;
	r->block = r->block + 1 == r->block_count ? 0 : r->block + 1;
}

/* Waits for the socket; a negative time is for ever. -EINTR after a signal. */
static int wait_socket(struct ring *r, int ms, short *events)
{
	struct timespec limit = { ms / 1000, ms % 1000 * 1000000L };
	struct pollfd pfd = { .fd = r->fd, .events = POLLIN };

	*events = 0;
	if (ppoll(&pfd, 1, ms < 0 ? NULL : &limit, r->wait_mask) < 0)
		return -errno;
	*events = pfd.revents;
	return 0;
}

/* Lets waiting signals in, for when there is no need to wait for packets. */
static bool signal_came(const struct ring *r)
{
	const struct timespec none = { 0, 0 };

	return r->wait_mask && ppoll(NULL, 0, &none, r->wait_mask) < 0;
}

/* No new packets from now on; source_next() ends with `end`. */
void ring_drain(struct ring *r, int end)
{
	if (r->draining)
		return;
	ring_reject_all(r->fd);
	r->draining = true;
	r->end = end;
	r->drain_from_ns = now_ns();
}

/* Waits for the block that was being filled; true when nothing can come any more.
 *
 * The kernel hands over a block that is not full when its timer finds it unchanged for
 * a whole period, so after two at the latest. With no packet in it there is nothing to
 * wait for; one that was on its way through the old filter is counted within
 * microseconds.
 */
static int drain_step(struct ring *r)
{
	uint64_t spent_ms = (now_ns() - r->drain_from_ns) / 1000000u;
	short events;
	int err;

	ring_read_stats(r);
	if (spent_ms >= 1 && r->walked + r->stats.dropped >= r->stats.received)
		r->ended = true;
	else if (spent_ms > 2 * r->retire_ms + DRAIN_SPARE_MS)
		r->ended = true;
	if (r->ended) {
		end_gaps(r);
		return 0;
	}
	err = wait_socket(r, DRAIN_STEP_MS, &events);
	/* An interface that is gone is an error at once: poll does not wait. */
	if (!err && events & POLLERR)
		usleep(DRAIN_STEP_MS * 1000);
	return err;
}

static void take_error(struct ring *r)
{
	socklen_t len = sizeof(int);
	int err = 0;

	if (getsockopt(r->fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0)
		err = errno;
	if (err == ENETDOWN || (err && r->waits))
		r->down = true; /* or it is about to be removed: the next check tells */
	else if (err)
		ring_drain(r, -err);
}

static int wait_packets(struct ring *r)
{
	short events;
	int ms = r->wait_ms, err;

	if (r->down && (ms < 0 || ms > DOWN_CHECK_MS))
		ms = DOWN_CHECK_MS;
	err = wait_socket(r, ms, &events);
	if (err == -EINTR)
		return err;
	if (err)
		ring_drain(r, err);
	else if (events & POLLERR)
		take_error(r);
	else if (r->down && !events && (err = ring_check_down(r)) != 0)
		return err;
	/* Somebody wants to look at the clock. */
	return !events && r->wait_ms >= 0 && !r->draining ? -EINTR : 0;
}

static int at_end(struct ring *r)
{
	if (r->end == -ENODEV)
		source_say(&r->source, "interface '%s' is gone: removed, or moved away",
		           r->name);
	else if (r->end)
		source_say(&r->source, "capturing on '%s' failed: %s", r->name,
		           strerror(-r->end));
	return r->end;
}

/* The place in source.ifaces of the interface a packet of "any" came from. */
static uint32_t iface_of(struct ring *r, uint32_t ifindex, uint32_t hatype)
{
	uint32_t slot = ifindex & (RING_NAME_SLOTS - 1);
	struct source_iface new = r->source.ifaces[0];
	struct ifreq req;
	int at = -1;

	if (r->ifindex || ifindex == 0)
		return 0;
	if (r->slots[slot].ifindex == ifindex)
		return r->slots[slot].iface;
	for (uint32_t i = 1; i < r->source.iface_count && at < 0; i++)
		if (r->source.ifaces[i].ifindex == ifindex)
			at = (int)i;
	if (at < 0) {
		memset(&req, 0, sizeof(req));
		req.ifr_ifindex = (int)ifindex;
		new.ifindex = ifindex;
		new.description = NULL;
		if (r->rules.link_headers)
			new.linktype = iface_linktype(hatype);
		new.name = ioctl(r->fd, SIOCGIFNAME, &req) < 0 ? NULL : req.ifr_name;
		if (new.name)
			iface_device(r->fd, new.name, &new.device);
		at = source_add_iface(&r->source, &new);
		if (at < 0)
			return 0; /* no memory: it then counts as from "any" itself */
	}
	r->slots[slot].ifindex = ifindex;
	r->slots[slot].iface = (uint32_t)at;
	return (uint32_t)at;
}

/* The next headers were written by another processor: ask for them before they are
 * needed.
 */
static void fetch_ahead(const struct tpacket3_hdr *head)
{
	enum { AHEAD = 2048, LINE = 64 };
	const uint8_t *at = (const uint8_t *)head + AHEAD;
	const uint8_t *end = at + head->tp_next_offset;

	if (end - at > AHEAD)
		end = at + 2 * LINE;
	for (; at < end; at += LINE)
		__builtin_prefetch(at);
}

static uint32_t fill_views(struct ring *r)
{
	uint32_t count = 0;

	for (; r->left && count < RING_VIEWS; r->left--) {
		struct tpacket3_hdr *head = r->head;
		struct packet *p = &r->views[count];

		fetch_ahead(head);
		r->head = (void *)((uint8_t *)head + head->tp_next_offset);
		if (!frame_view(&r->rules, head, p))
			continue;
		p->iface = iface_of(r, p->meta.ifindex, p->meta.hatype);
		p->drops = r->lost;
		r->stats.tagged += r->tags_hidden && p->meta.vlan_present;
		r->stats.host_times +=
			r->stamp_status && !(head->tp_status & r->stamp_status);
		if (r->lost)
			counters_burst(&r->stats, r->lost, p->ns);
		r->lost = 0;
		count++;
	}
	r->stats.captured += count;
	return count;
}

static int ring_next(struct source *s, struct batch *batch)
{
	struct ring *r = (struct ring *)s;
	int err;

	s->message[0] = '\0';
	if (r->left == 0)
		give_block(r);
	while (!r->held) {
		if (r->ended)
			return at_end(r);
		if (signal_came(r))
			return -EINTR;
		if (take_block(r))
			break;
		err = r->draining ? drain_step(r) : wait_packets(r);
		if (err)
			return err;
	}
	batch->count = fill_views(r);
	batch->packets = r->views;
	batch->last = r->left == 0;
	/* A block of which the filter leaves nothing: let the caller look around. */
	return batch->count ? 1 : -EINTR;
}

static void ring_close(struct source *s)
{
	struct ring *r = (struct ring *)s;

	missed_close(&r->missed);
	free(r->gaps);
	if (r->map)
		munmap(r->map, r->map_len);
	if (r->fd >= 0)
		close(r->fd);
	source_fini(s);
	free(r);
}

/* Then an interface has its own link type; "any" itself has no packets, and gets that of
 * most.
 */
static bool keeps_headers(const struct ring_config *cfg)
{
	return cfg->link_headers && !cfg->iface->index;
}

static const struct source_ops ring_ops = { .next = ring_next, .close = ring_close };

int ring_open(const struct ring_config *cfg, struct source **out, char *msg)
{
	struct source_iface iface = {
		.linktype = keeps_headers(cfg) ? LINKTYPE_ETHERNET
		                               : cfg->iface->linktype,
		.snaplen = cfg->snaplen,
		.name = cfg->iface->name,
		.tsresol = 1000000000,
		.ifindex = cfg->iface->index,
		.filter = cfg->filter,
		.description = *cfg->iface->alias ? cfg->iface->alias : NULL,
		.fcs_len = -1,
	};
	struct ring *r = calloc(1, sizeof(*r));
	int err;

	*out = NULL;
	if (!r) {
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	source_init(&r->source, &ring_ops);
	r->fd = -1;
	r->wait_ms = -1;
	r->rules.link_headers = keeps_headers(cfg);
	r->stamp_status = stamp_status(cfg->stamp);
	missed_open(&r->missed, cfg->iface->index);
	err = source_add_iface(&r->source, &iface);
	if (err < 0)
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
	else
		err = ring_start(r, cfg, msg);
	if (err) {
		ring_close(&r->source);
		return err;
	}
	if (r->ifindex)
		iface_device(r->fd, iface.name, &r->source.ifaces[0].device);
	*out = &r->source;
	return 0;
}

void ring_stop(struct source *s)
{
	ring_drain((struct ring *)s, 0);
}

void ring_wait_limit(struct source *s, int ms)
{
	((struct ring *)s)->wait_ms = ms;
}

bool ring_idle(const struct source *s)
{
	const struct ring *r = (const struct ring *)s;

	return !r->held && !is_filled(r, r->block);
}

void ring_stats(struct source *s, struct capture_stats *out)
{
	struct ring *r = (struct ring *)s;

	ring_read_stats(r);
	*out = r->stats;
	out->ring_kib = r->map_len / 1024;
	out->captured_kib = r->walked_len / 1024;
}
