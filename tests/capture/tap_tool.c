/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/capture/tap_tool.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "tests/ebpf/tiny.h"
#include "tests/net/net.h"
#include "tests/test.h"

const struct way ways[WAYS] = {
	{ "XDP", TAP_XDP, false, false, false, "driver" },
	{ "XDP, perf", TAP_XDP, true, false, false, "driver" },
	{ "XDP before Linux 5.18", TAP_XDP, true, false, true, "driver" },
	{ "tc", TAP_TC, false, false, false, "tcx" },
	{ "tc, perf", TAP_TC, true, false, false, "tcx" },
	{ "clsact", TAP_TC, false, true, false, "clsact" },
};

struct seen seen[SEEN_MAX];
uint32_t seen_count;
char tap_msg[SOURCE_MSG_MAX];

struct source *open_taps(const struct taps_config *cfg)
{
	struct taps_config own = *cfg;
	struct source *src;

	if (!own.ring_kib)
		own.ring_kib = 4096;
	CHECK_MSG(taps_open(&own, &src, tap_msg) == 0, "%s", tap_msg);
	seen_count = 0;
	return src;
}

void add_tap(struct source *src, const char *name, const struct tap_config *like)
{
	struct tap_config cfg = *like;
	struct iface iface;

	CHECK_EQ(iface_find(name, &iface, tap_msg), 0);
	cfg.iface = &iface;
	if (!cfg.snaplen)
		cfg.snaplen = 262144;
	CHECK_MSG(taps_add(src, &cfg, tap_msg) == 0, "%s", tap_msg);
	CHECK_STR(tap_msg, "");
}

void take_seen(const struct batch *b)
{
	for (uint32_t i = 0; i < b->count && seen_count < SEEN_MAX; i++) {
		const struct packet *p = &b->packets[i];
		struct seen *s = &seen[seen_count++];

		s->caplen = p->caplen;
		s->len = p->len;
		s->flags = p->flags;
		s->ns = p->ns;
		s->drops = p->drops;
		s->cpu = p->meta.cpu;
		s->queue = p->meta.queue;
		memcpy(s->at, p->data, p->caplen < 128 ? p->caplen : 128);
		s->number = p->caplen >= 46 ? frame_number(p->data) : 0;
	}
}

void collect(struct source *src, uint32_t count)
{
	struct batch b;
	int n;

	source_wait_limit(src, 100);
	for (int i = 0; i < 100 && seen_count < count; i++) {
		if (i > 10 && seen_count && source_idle(src))
			break;
		n = source_next(src, &b);
		CHECK_MSG(n > 0 || n == -EINTR, "%s", source_message(src));
		if (n > 0)
			take_seen(&b);
	}
}

void drain(struct source *src)
{
	struct batch b;
	int n;

	source_stop(src);
	while ((n = source_next(src, &b)) != 0) {
		CHECK_MSG(n > 0 || n == -EINTR, "%s", source_message(src));
		if (n > 0)
			take_seen(&b);
	}
}

void send_frames(const char *name, uint32_t count, uint16_t port, size_t len)
{
	int fd = sender_open(name);

	for (uint32_t i = 0; i < count; i++) {
		struct frame f = frame_udp(1000, port, i, len);

		sender_send(fd, &f);
	}
	close(fd);
}

struct capture_stats stats_of(struct source *src)
{
	struct capture_stats stats;

	source_stats(src, &stats);
	return stats;
}

void check_numbers(uint32_t count)
{
	CHECK_EQ(seen_count, count);
	for (uint32_t i = 0; i < count; i++)
		CHECK_EQ(seen[i].number, i);
}

const char *tap_why_not(void)
{
	const char *why = net_enter();

	return why ? why : tiny_why_not();
}
