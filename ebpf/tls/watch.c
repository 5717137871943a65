/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/watch.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/bytes.h"

enum {
	PAGES = 64, /* of a ring, without the first one; within what anyone may lock */
	RECORD_MAX = 65536,
	/* Of PERF_RECORD_MMAP2; source: linux/perf_event.h. */
	AT_PID = 8,
	AT_ADDR = 16,
	AT_LEN = 24,
	AT_MAJOR = 40,
	AT_MINOR = 44,
	AT_INO = 48,
	AT_PROT = 64,
	AT_NAME = 72,
};

struct ring {
	int fd;
	struct perf_event_mmap_page *meta;
	const uint8_t *data;
	size_t len; /* of the data, a power of two */
};

struct tls_watch {
	struct ring *rings;
	unsigned count;
	int epoll;
	bool lost;
	uint8_t record[RECORD_MAX];
};

static int open_ring(struct tls_watch *w, int cpu)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_DUMMY,
		.size = sizeof(attr),
		.mmap = 1,
		.mmap2 = 1,
		.watermark = 1,
		.wakeup_watermark = 1, /* else it waits for half of a ring */
	};
	struct epoll_event event = { .events = EPOLLIN };
	struct ring *r = &w->rings[w->count];
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *at;

	r->fd = (int)syscall(SYS_perf_event_open, &attr, -1, cpu, -1,
	                     PERF_FLAG_FD_CLOEXEC);
	if (r->fd < 0)
		return errno == ENODEV ? 0 : -errno; /* that one is off */
	r->len = PAGES * page;
	at = mmap(NULL, r->len + page, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
	if (at == MAP_FAILED) {
		close(r->fd);
		return -errno;
	}
	r->meta = at;
	r->data = (const uint8_t *)at + page;
	w->count++;
	return epoll_ctl(w->epoll, EPOLL_CTL_ADD, r->fd, &event) ? -errno : 0;
}

int watch_open(struct tls_watch **out)
{
	int cpus = (int)sysconf(_SC_NPROCESSORS_CONF), err = 0;
	struct tls_watch *w = calloc(1, sizeof(*w));

	*out = NULL;
	if (!w)
		return -ENOMEM;
	w->epoll = epoll_create1(EPOLL_CLOEXEC);
	w->rings = calloc((size_t)cpus, sizeof(*w->rings));
	if (w->epoll < 0 || !w->rings)
		err = -ENOMEM;
	for (int i = 0; !err && i < cpus; i++)
		err = open_ring(w, i);
	if (err) {
		watch_close(w);
		return err;
	}
	*out = w;
	return 0;
}

void watch_close(struct tls_watch *w)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	if (!w)
		return;
	for (unsigned i = 0; i < w->count; i++) {
		munmap(w->rings[i].meta, w->rings[i].len + page);
		close(w->rings[i].fd);
	}
	if (w->epoll >= 0)
		close(w->epoll);
	free(w->rings);
	free(w);
}

int watch_fd(const struct tls_watch *w)
{
	return w->epoll;
}

static void copy_out(const struct ring *r, uint64_t at, uint8_t *to, size_t len)
{
	size_t from = at & (r->len - 1), first = r->len - from;

	if (first > len)
		first = len;
	memcpy(to, r->data + from, first);
	memcpy(to + first, r->data, len - first);
}

static int tell(struct tls_watch *w, size_t len,
                int (*fn)(void *ctx, uint32_t pid, const struct tls_mapping *m),
                void *ctx)
{
	struct tls_mapping m = { 0 };
	const uint8_t *p = w->record;

	if (get_le32(p) == PERF_RECORD_LOST)
		w->lost = true;
	if (get_le32(p) != PERF_RECORD_MMAP2 || len <= AT_NAME || p[AT_NAME] != '/' ||
	    !(get_le32(p + AT_PROT) & PROT_EXEC))
		return 0;
	m.start = get_le64(p + AT_ADDR);
	m.end = m.start + get_le64(p + AT_LEN);
	m.dev_major = get_le32(p + AT_MAJOR);
	m.dev_minor = get_le32(p + AT_MINOR);
	m.ino = get_le64(p + AT_INO);
	snprintf(m.path, sizeof(m.path), "%.*s", (int)(len - AT_NAME),
	         (const char *)p + AT_NAME);
	return fn(ctx, get_le32(p + AT_PID), &m);
}

int watch_read(struct tls_watch *w,
               int (*fn)(void *ctx, uint32_t pid, const struct tls_mapping *m),
               void *ctx)
{
	int err = 0;

	for (unsigned i = 0; !err && i < w->count; i++) {
		struct ring *r = &w->rings[i];
		uint64_t head = __atomic_load_n(&r->meta->data_head, __ATOMIC_ACQUIRE);
		uint64_t tail = r->meta->data_tail;

		while (!err && tail < head) {
			uint16_t len;

			copy_out(r, tail, w->record, 8);
			len = get_le16(w->record + 6);
			if (len < 8)
				break;
			copy_out(r, tail, w->record, len);
			tail += len;
			__atomic_store_n(&r->meta->data_tail, tail, __ATOMIC_RELEASE);
			err = tell(w, len, fn, ctx);
		}
	}
	return err;
}

bool watch_lost(struct tls_watch *w)
{
	bool lost = w->lost;

	w->lost = false;
	return lost;
}
