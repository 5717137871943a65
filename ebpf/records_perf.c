/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/records_perf.c - records by perf's rings: copied out, and sorted by time.
 *
 * A program asks the kernel to append the packet, so a record is finished when it is seen,
 * but its time was taken before. Records are held back for longer than that can last.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ebpf/records_impl.h"

enum { WATERMARK = 256 * 1024, MACS = 12, TAG = 4 };

/* What the program puts in front of the packet. */
struct perf_head {
	struct capture_record r;
	uint16_t tpid_be, tci_be;
	uint32_t bytes; /* of the packet, tag left out */
};

struct slot {
	uint64_t ns;
	uint64_t number; /* as they came: equal times stay in this order */
	size_t at;       /* in store */
	uint32_t cpu;
};

struct perf_records {
	struct perf_buffer *buffer;
	uint8_t *store; /* of copies: struct capture_record, bytes */
	size_t store_len, store_room;
	struct slot *slots; /* sorted; those before `first` were handed out */
	size_t first, count, room;
	uint64_t number;
	uint64_t until; /* those with an earlier time are all here */
};

/* Of a record and its packet in the store. */
static size_t room_of(uint32_t caplen)
{
	return (sizeof(struct capture_record) + caplen + 7u) & ~(size_t)7;
}

/* Makes room in p->store and p->slots for one more. */
static bool make_room(struct perf_records *p, size_t len)
{
	size_t store_room = p->store_room ? p->store_room : 65536;
	size_t room = p->room ? p->room : 1024;

	while (store_room < p->store_len + len)
		store_room *= 2;
	if (store_room != p->store_room) {
		uint8_t *store = realloc(p->store, store_room);

		if (!store)
			return false;
		p->store = store;
		p->store_room = store_room;
	}
	while (room < p->count + 1)
		room *= 2;
	if (room != p->room) {
		struct slot *slots = realloc(p->slots, room * sizeof(*slots));

		if (!slots)
			return false;
		p->slots = slots;
		p->room = room;
	}
	return true;
}

static void copy_packet(uint8_t *to, const struct perf_head *head, const uint8_t *from)
{
	uint32_t len = head->r.caplen;

	if (len == head->bytes) {
		memcpy(to, from, len);
		return;
	}
	memcpy(to, from, MACS);
	memcpy(to + MACS, &head->tpid_be, 2);
	memcpy(to + MACS + 2, &head->tci_be, 2);
	memcpy(to + MACS + TAG, from + MACS, len - MACS - TAG);
}

static void take(struct perf_records *p, int cpu, const uint8_t *raw, size_t len)
{
	struct perf_head head;
	size_t room;

	if (len < sizeof(head))
		return;
	memcpy(&head, raw, sizeof(head));
	if (head.bytes > len - sizeof(head) || head.r.caplen > CAPTURE_SNAPLEN_MAX)
		return;
	if (head.r.caplen != head.bytes &&
	    (head.bytes < MACS || head.r.caplen != head.bytes + TAG))
		return;
	room = room_of(head.r.caplen);
	if (!make_room(p, room))
		return; /* memory ended */
	memcpy(p->store + p->store_len, &head.r, sizeof(head.r));
	copy_packet(p->store + p->store_len + sizeof(head.r), &head,
	            raw + sizeof(head));
	p->slots[p->count++] = (struct slot){ .ns = head.r.ns,
		                              .number = p->number++,
		                              .at = p->store_len,
		                              .cpu = (uint32_t)cpu };
	p->store_len += room;
}

static enum bpf_perf_event_ret on_event(void *ctx, int cpu, struct perf_event_header *e)
{
	uint32_t len;
	const uint8_t *body = (const uint8_t *)(e + 1);

	/* What is lost is counted by the program. */
	if (e->type != PERF_RECORD_SAMPLE || e->size < sizeof(*e) + sizeof(len))
		return LIBBPF_PERF_EVENT_CONT;
	memcpy(&len, body, sizeof(len));
	if (len <= e->size - sizeof(*e) - sizeof(len))
		take(ctx, cpu, body + sizeof(len), len);
	return LIBBPF_PERF_EVENT_CONT;
}

static int by_time(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	if (x->ns != y->ns)
		return x->ns < y->ns ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* What was not handed out yet moves to the front, by way of another store. */
static int keep_rest(struct perf_records *p)
{
	size_t count = p->count - p->first, len = 0;
	uint8_t *fresh;

	if (!p->first)
		return 0;
	fresh = malloc(p->store_room);
	if (!fresh)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct slot *s = &p->slots[i];
		const struct capture_record *r;
		size_t room;

		*s = p->slots[p->first + i];
		r = (const void *)(p->store + s->at);
		room = room_of(r->caplen);
		memcpy(fresh + len, r, room);
		s->at = len;
		len += room;
	}
	free(p->store);
	p->store = fresh;
	p->store_len = len;
	p->first = 0;
	p->count = count;
	return 0;
}

uint32_t perf_records_next(struct perf_records *p, uint64_t until, struct record *out,
                           uint32_t max)
{
	uint32_t n = 0;

	/* Up to when everything is there is decided before the first ring is read. */
	if (p->first == p->count || p->slots[p->first].ns >= p->until) {
		if (keep_rest(p))
			return 0;
		p->until = until;
		perf_buffer__consume(p->buffer);
		qsort(p->slots + p->first, p->count - p->first, sizeof(*p->slots),
		      by_time);
	}
	for (; n < max && p->first < p->count && p->slots[p->first].ns < p->until;
	     n++) {
		const struct slot *s = &p->slots[p->first++];
		const uint8_t *at = p->store + s->at;

		out[n].head = (const void *)at;
		out[n].data = at + sizeof(struct capture_record);
		out[n].cpu = s->cpu;
	}
	return n;
}

int perf_records_epoll(const struct perf_records *p)
{
	return perf_buffer__epoll_fd(p->buffer);
}

bool perf_records_idle(const struct perf_records *p)
{
	return p->first == p->count;
}

int perf_records_open(size_t ring_len, int *map, struct perf_records **out)
{
	struct perf_event_attr attr;
	struct perf_records *p = calloc(1, sizeof(*p));
	int cpus = libbpf_num_possible_cpus();

	*out = p;
	if (!p)
		return -ENOMEM;
	*map = bpf_map_create(BPF_MAP_TYPE_PERF_EVENT_ARRAY, "pfc_events", 4, 4,
	                      (uint32_t)cpus, NULL);
	if (*map < 0)
		return -errno;
	memset(&attr, 0, sizeof(attr));
	attr.size = sizeof(attr);
	attr.type = PERF_TYPE_SOFTWARE;
	attr.config = PERF_COUNT_SW_BPF_OUTPUT;
	attr.sample_type = PERF_SAMPLE_RAW;
	attr.sample_period = 1;
	attr.watermark = 1;
	attr.wakeup_watermark = WATERMARK;
	p->buffer = perf_buffer__new_raw(*map, ring_len / (size_t)sysconf(_SC_PAGESIZE),
	                                 &attr, on_event, p, NULL);
	return p->buffer ? 0 : -errno;
}

void perf_records_close(struct perf_records *p)
{
	if (!p)
		return;
	perf_buffer__free(p->buffer);
	free(p->store);
	free(p->slots);
	free(p);
}
