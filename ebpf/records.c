/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/records.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "ebpf/attach.h"
#include "ebpf/records_impl.h"

enum {
	WAKE_LEN = 1024 * 1024,    /* of a ring, to wake the reader */
	RING_LEN_MIN = 512 * 1024, /* holds the longest packet */
	RECORD_HEAD = 8,           /* BPF_RINGBUF_HDR_SZ */
	AHEAD = 2048, /* bytes */
	LINE = 64,
	SPIN = 2000,
	/* A store may be seen a little later than the clock was read. */
	MARGIN_NS = 5000,
	/* How long perf's records are held back. */
	PERF_MARGIN_NS = 40 * 1000000,
	/* A record that is not finished by then is not waited for. */
	BLOCKED_NS = 100 * 1000000,
	EVENTS = 16,
};

struct cpu_ring {
	int fd;
	uint32_t cpu;
	uint8_t *consumer; /* a page: how far we are */
	uint8_t *producer; /* a page: how far the kernel is; the ring, twice */
	uint64_t pos;      /* of head */
	uint64_t next;     /* behind head */
	uint64_t limit;    /* as far as the kernel was */
	uint64_t given;    /* what consumer says */
	const struct capture_record *head; /* NULL: not looked at */
	bool blocked;                      /* the record at pos is not finished */
};

struct records {
	int map;
	int epoll;
	bool tai;
	uint32_t cpu_count;
	struct cpu_ring *cpus;
	struct cpu_ring **active; /* with something up to limit */
	uint32_t active_count;
	size_t ring_len;
	size_t page;
	uint64_t until;         /* all records before it are there */
	uint64_t offset_ns;     /* from the kernel's clock to that since 1970 */
	uint64_t blocked_since; /* 0: not */
	uint64_t fill_max;
	struct perf_records *perf; /* NULL: rings of our own */
};

static uint64_t clock_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t kernel_now(const struct records *r)
{
	return clock_ns(r->tai ? CLOCK_TAI : CLOCK_MONOTONIC);
}

/* TAI is ahead of the time since 1970 by whole seconds, or not at all. */
static void read_offset(struct records *r)
{
	enum { SECOND = 1000000000 };
	uint64_t here = clock_ns(CLOCK_REALTIME), there = kernel_now(r);

	if (r->tai)
		r->offset_ns = 0 - (there - here + SECOND / 2) / SECOND * SECOND;
	else
		r->offset_ns = here - there;
}

/* --- reading --- */

static uint64_t load_pos(const uint8_t *page)
{
	return __atomic_load_n((const uint64_t *)(const void *)page, __ATOMIC_ACQUIRE);
}

/* What is in front was written by another processor: asks for it before it is needed. */
static void fetch_ahead(const struct records *r, const struct cpu_ring *c)
{
	const uint8_t *at = c->producer + r->page + (c->pos & (r->ring_len - 1)) + AHEAD;
	uint64_t len = c->next - c->pos;

	for (uint64_t i = 0; i < len && i < AHEAD; i += LINE)
		__builtin_prefetch(at + i);
}

/* Looks at the record at pos. returns whether there is one, finished and before limit. */
static bool peek(const struct records *r, struct cpu_ring *c)
{
	const uint8_t *ring = c->producer + r->page;
	const uint32_t bits = (uint32_t)BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT;

	c->blocked = false;
	while (!c->head && c->pos < c->limit) {
		const uint8_t *at = ring + (c->pos & (r->ring_len - 1));
		const struct capture_record *head = (const void *)(at + RECORD_HEAD);
		uint32_t len = __atomic_load_n((const uint32_t *)(const void *)at,
		                               __ATOMIC_ACQUIRE);
		uint32_t room = len & ~bits;

		if (len & (uint32_t)BPF_RINGBUF_BUSY_BIT) {
			c->blocked = true;
			return false;
		}
		c->next = c->pos + ((room + RECORD_HEAD + 7u) & ~(uint64_t)7);
		fetch_ahead(r, c);
		if (!(len & bits) && room >= sizeof(*head) &&
		    head->caplen <= room - sizeof(*head))
			c->head = head;
		else
			c->pos = c->next;
	}
	return c->head != NULL;
}

static void step(struct cpu_ring *c)
{
	c->pos = c->next;
	c->head = NULL;
}

static void give_back(struct records *r)
{
	for (uint32_t i = 0; i < r->active_count; i++) {
		struct cpu_ring *c = r->active[i];

		if (c->given == c->pos)
			continue;
		c->given = c->pos;
		__atomic_store_n((uint64_t *)(void *)c->consumer, c->pos,
		                 __ATOMIC_RELEASE);
	}
}

/* Which rings have something now, and up to when that is all there is. */
static void look(struct records *r, bool all)
{
	uint64_t now = kernel_now(r);

	r->until = all ? UINT64_MAX : now - MARGIN_NS;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	r->active_count = 0;
	for (uint32_t i = 0; i < r->cpu_count; i++) {
		struct cpu_ring *c = &r->cpus[i];

		c->limit = load_pos(c->producer);
		if (c->limit == c->pos)
			continue;
		if (c->limit - c->pos > r->fill_max)
			r->fill_max = c->limit - c->pos;
		r->active[r->active_count++] = c;
	}
	read_offset(r);
}

/* Whether a ring has to be waited for: the kernel takes a moment to finish a record. */
static bool is_blocked(struct records *r, struct cpu_ring *c)
{
	uint64_t now;

	for (int i = 0; i < SPIN && c->blocked; i++)
		peek(r, c);
	if (!c->blocked)
		return false;
	now = kernel_now(r);
	if (!r->blocked_since)
		r->blocked_since = now;
	return now - r->blocked_since < BLOCKED_NS;
}

/* The ring with the oldest record; *second is the time of the oldest of the others. */
static struct cpu_ring *oldest(struct records *r, uint64_t *second)
{
	struct cpu_ring *best = NULL;

	*second = UINT64_MAX;
	for (uint32_t i = 0; i < r->active_count; i++) {
		struct cpu_ring *c = r->active[i];

		if (!peek(r, c)) {
			if (c->blocked && is_blocked(r, c))
				return NULL;
			if (!c->head)
				continue;
		}
		if (!best || c->head->ns < best->head->ns) {
			if (best)
				*second = best->head->ns;
			best = c;
		} else if (c->head->ns < *second) {
			*second = c->head->ns;
		}
	}
	return best;
}

static uint32_t merge(struct records *r, struct record *out, uint32_t max)
{
	uint32_t n = 0;
	uint64_t second;

	while (n < max) {
		struct cpu_ring *c = oldest(r, &second);

		if (!c || c->head->ns >= r->until)
			break;
		if (second > r->until - 1)
			second = r->until - 1;
		do {
			out[n++] = (struct record){
				.head = c->head,
				.data = (const uint8_t *)(c->head + 1),
				.ns = c->head->ns + r->offset_ns,
				.cpu = c->cpu,
			};
			step(c);
		} while (n < max && peek(r, c) && c->head->ns <= second);
		r->blocked_since = 0;
	}
	return n;
}

uint32_t records_next(struct records *r, bool all, struct record *out, uint32_t max)
{
	uint32_t n;

	if (r->perf) {
		read_offset(r);
		n = perf_records_next(r->perf,
		                      all ? UINT64_MAX : kernel_now(r) - PERF_MARGIN_NS,
		                      out, max);
		for (uint32_t i = 0; i < n; i++)
			out[i].ns = out[i].head->ns + r->offset_ns;
		return n;
	}
	give_back(r);
	n = merge(r, out, max);
	if (n)
		return n;
	look(r, all);
	return merge(r, out, max);
}

int records_wait(struct records *r, int ms, const sigset_t *mask)
{
	struct epoll_event events[EVENTS];
	int epoll = r->perf ? perf_records_epoll(r->perf) : r->epoll;
	bool held = r->perf ? !perf_records_idle(r->perf) : false;

	for (uint32_t i = 0; i < r->active_count && !held; i++)
		held = r->active[i]->pos != r->active[i]->limit;
	/* It is a matter of microseconds until the others are there; but in a flood there is
	 * always a last record, and to wake up for each costs more than what it brings.
	 */
	if (held)
		ms = ms < 0 ? 1 : ms / 8 + 1;
	return epoll_pwait(epoll, events, EVENTS, ms, mask) < 0 ? -errno : 0;
}

bool records_idle(const struct records *r)
{
	if (r->perf)
		return perf_records_idle(r->perf);
	for (uint32_t i = 0; i < r->cpu_count; i++) {
		if (load_pos(r->cpus[i].producer) != r->cpus[i].pos)
			return false;
	}
	return true;
}

/* --- making them --- */

static int open_ring(struct records *r, uint32_t cpu)
{
	struct cpu_ring *c = &r->cpus[cpu];
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };

	c->cpu = cpu;
	c->fd = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "pfc_ring", 0, 0,
	                       (uint32_t)r->ring_len, NULL);
	if (c->fd < 0)
		return -errno;
	c->consumer = mmap(NULL, r->page, PROT_READ | PROT_WRITE, MAP_SHARED, c->fd, 0);
	if (c->consumer == MAP_FAILED) {
		c->consumer = NULL;
		return -errno;
	}
	c->producer = mmap(NULL, r->page + 2 * r->ring_len, PROT_READ,
	                   MAP_SHARED | MAP_POPULATE, c->fd, (off_t)r->page);
	if (c->producer == MAP_FAILED) {
		c->producer = NULL;
		return -errno;
	}
	/* Only what the kernel says wakes: with a look at the ring each packet would. */
	if (epoll_ctl(r->epoll, EPOLL_CTL_ADD, c->fd, &event) < 0)
		return -errno;
	return bpf_map_update_elem(r->map, &cpu, &c->fd, BPF_ANY) ? -errno : 0;
}

static int open_rings(struct records *r)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts);
	int inner, err = 0;

	r->epoll = epoll_create1(EPOLL_CLOEXEC);
	r->cpus = calloc(r->cpu_count, sizeof(*r->cpus));
	r->active = calloc(r->cpu_count, sizeof(struct cpu_ring *));
	if (r->epoll < 0 || !r->cpus || !r->active)
		return -ENOMEM;
	for (uint32_t i = 0; i < r->cpu_count; i++)
		r->cpus[i].fd = -1;
	/* What the rings are like; their size is each one's own. */
	inner = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "pfc_like", 0, 0,
	                       (uint32_t)r->page, NULL);
	if (inner < 0)
		return -errno;
	opts.inner_map_fd = (uint32_t)inner;
	r->map = bpf_map_create(BPF_MAP_TYPE_ARRAY_OF_MAPS, "pfc_rings", 4, 4,
	                        r->cpu_count, &opts);
	if (r->map < 0)
		err = -errno;
	close(inner);
	for (uint32_t i = 0; i < r->cpu_count && !err; i++)
		err = open_ring(r, i);
	return err;
}

static bool can(enum bpf_func_id helper)
{
	return libbpf_probe_bpf_helper(BPF_PROG_TYPE_XDP, helper, NULL) == 1;
}

static size_t ring_len_of(uint32_t kib, uint32_t cpus)
{
	size_t len = RING_LEN_MIN;

	while (len * 2 * cpus <= (size_t)kib * 1024)
		len *= 2;
	return len;
}

int records_open(const struct records_config *cfg, struct records **out, char *msg)
{
	struct records *r = calloc(1, sizeof(*r));
	int cpus = libbpf_num_possible_cpus();
	int err;

	*out = NULL;
	msg[0] = '\0';
	if (!r || cpus <= 0) {
		free(r);
		snprintf(msg, EBPF_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	libbpf_set_print(NULL);
	r->map = r->epoll = -1;
	r->cpu_count = (uint32_t)cpus;
	r->page = (size_t)sysconf(_SC_PAGESIZE);
	r->ring_len = ring_len_of(cfg->kib, r->cpu_count);
	r->tai = can(BPF_FUNC_ktime_get_tai_ns);
	read_offset(r);
	if (cfg->perf || !can(BPF_FUNC_ringbuf_reserve) ||
	    !can(BPF_FUNC_xdp_load_bytes))
		err = perf_records_open(r->ring_len, &r->map, &r->perf);
	else
		err = open_rings(r);
	if (!err) {
		*out = r;
		return 0;
	}
	records_close(r);
	if (err != -EPERM || !attach_lacks("--xdp and --tc", msg))
		snprintf(msg, EBPF_MSG_MAX, "no rings of %zu KiB to capture into: %s",
		         r->ring_len / 1024, strerror(-err));
	return err;
}

void records_close(struct records *r)
{
	if (!r)
		return;
	for (uint32_t i = 0; r->cpus && i < r->cpu_count; i++) {
		struct cpu_ring *c = &r->cpus[i];

		if (c->producer)
			munmap(c->producer, r->page + 2 * r->ring_len);
		if (c->consumer)
			munmap(c->consumer, r->page);
		if (c->fd >= 0)
			close(c->fd);
	}
	perf_records_close(r->perf);
	if (r->map >= 0)
		close(r->map);
	if (r->epoll >= 0)
		close(r->epoll);
	free(r->cpus);
	free(r->active);
	free(r);
}

bool records_are_perf(const struct records *r)
{
	return r->perf != NULL;
}

int records_map(const struct records *r)
{
	return r->map;
}

void records_settings(const struct records *r, struct capture_settings *settings)
{
	size_t wake = r->ring_len / 4 < WAKE_LEN ? r->ring_len / 4 : WAKE_LEN;

	settings->wake_mask = (uint32_t)wake - 1;
	settings->tai = r->tai;
}

uint64_t records_ring_kib(const struct records *r)
{
	return r->ring_len / 1024;
}

uint64_t records_fill_kib(const struct records *r)
{
	return r->fill_max / 1024;
}

uint32_t records_cpus(const struct records *r)
{
	return r->cpu_count;
}
