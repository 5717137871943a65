/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/capture.bpf.h - a packet into the ring of its processor; for both capture programs.
 *
 * Before it is included, LOAD_BYTES(ctx, offset, to, len) is one of the two helpers that
 * copy out of a packet.
 */
#ifndef PFC_EBPF_CAPTURE_BPF_H
#define PFC_EBPF_CAPTURE_BPF_H

#include "ebpf/capture.h"
#include "ebpf/kern.h"

char license_text[] SEC("license") = "Dual BSD/GPL";

/* A section of its own: one that the filter may have, too, would be joined with it. */
SEC(".rodata.pfc") const volatile struct capture_settings settings;

struct ring {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
};

/* Processor to ring; user space makes both. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct ring);
} rings SEC(".maps");

/* The same for kernels that cannot do that. */
struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} events SEC(".maps");

/* By processor. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct capture_counts);
} counts SEC(".maps");

/* What a record says of a packet beside its bytes. */
struct about {
	__u32 len; /* with the tag */
	__u16 queue;
	__u8 flags;
	__u16 tpid_be, tci_be; /* CAPTURE_TAG */
};

static __always_inline __u64 now(void)
{
	return settings.tai ? bpf_ktime_get_tai_ns() : bpf_ktime_get_ns();
}

/* Counts a packet that matches. returns what counts it when it is to be handed over. */
static __always_inline struct capture_counts *count(__u32 len)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct capture_counts *c = bpf_map_lookup_elem(&counts, &cpu);

	if (!c)
		return 0;
	c->matched++;
	c->bytes += len;
	if (settings.only_count)
		return 0;
	if (settings.sample > 1 && (c->matched - 1) % settings.sample)
		return 0;
	c->kept++;
	return c;
}

static __always_inline void fill(struct capture_record *r, const struct about *p,
                                 const struct capture_counts *c, __u32 caplen)
{
	r->ns = now();
	r->len = p->len;
	r->caplen = caplen;
	r->lost = (__u32)c->lost;
	r->queue = p->queue;
	r->hook = settings.hook;
	r->flags = p->flags;
}

/* Nobody is woken for each packet: that would cost more than the packet. */
static __always_inline __u64 wake(void *ring, __u32 room)
{
	__u64 end = bpf_ringbuf_query(ring, BPF_RB_PROD_POS);

	return (end & settings.wake_mask) < room ? BPF_RB_FORCE_WAKEUP
	                                         : BPF_RB_NO_WAKEUP;
}

enum { MACS = 12, TAG = 4 };

/* A record with room for `class` bytes: how much is reserved has to be a constant. A tag
 * that the kernel took out is put back behind the addresses.
 */
#define PUT(class)                                                                     \
	do {                                                                           \
		if (caplen > (class))                                                  \
			break;                                                         \
		r = bpf_ringbuf_reserve(ring, sizeof(*r) + (class), 0);                \
		if (!r)                                                                \
			return false;                                                  \
		fill(r, p, c, caplen);                                                 \
		data = (__u8 *)(r + 1);                                                \
		if (p->flags & CAPTURE_TAG && caplen >= MACS + TAG) {                  \
			LOAD_BYTES(ctx, 0, data, MACS);                                \
			*(__u16 *)(data + MACS) = p->tpid_be;                          \
			*(__u16 *)(data + MACS + 2) = p->tci_be;                       \
			if (caplen > MACS + TAG)                                       \
				LOAD_BYTES(ctx, MACS, data + MACS + TAG,               \
				           BOUNDED(caplen - MACS - TAG,                \
				                   (class) - MACS - TAG));             \
		} else {                                                               \
			LOAD_BYTES(ctx, 0, data, BOUNDED(caplen, class));              \
		}                                                                      \
		bpf_ringbuf_submit(r, wake(ring, sizeof(*r) + (class) + 8));           \
		return true;                                                           \
	} while (0)

static __always_inline bool put(void *ctx, void *ring, const struct about *p,
                                const struct capture_counts *c, __u32 caplen)
{
	struct capture_record *r;
	__u8 *data;

	PUT(104);
	PUT(232);
	PUT(360);
	PUT(488);
	PUT(744);
	PUT(1000);
	PUT(1520);
	PUT(9224);
	PUT(65536);
	PUT(CAPTURE_SNAPLEN_MAX);
	return false;
}

/* How many bytes are handed over. Not part of a tag that is put back. */
static __always_inline __u32 caplen_of(const struct about *p)
{
	__u32 caplen = p->len < settings.snaplen ? p->len : settings.snaplen;

	if (p->flags & CAPTURE_TAG && caplen > MACS && caplen < MACS + TAG)
		caplen = MACS;
	return caplen;
}

static __always_inline void hand_over(void *ctx, const struct about *p)
{
	struct capture_counts *c = count(p->len);
	__u32 cpu = bpf_get_smp_processor_id();
	void *ring;

	if (!c)
		return;
	ring = bpf_map_lookup_elem(&rings, &cpu);
	if (!ring || !put(ctx, ring, p, c, caplen_of(p)))
		c->lost++;
}

/* The kernel itself adds the packet to a record of perf, without the tag. */
static __always_inline void hand_over_perf(void *ctx, const struct about *p)
{
	struct capture_counts *c = count(p->len);
	__u32 caplen = caplen_of(p);
	bool tagged = p->flags & CAPTURE_TAG && caplen > MACS;
	struct {
		struct capture_record r;
		__u16 tpid_be, tci_be;
		__u32 bytes; /* of the packet, in the record */
	} head = { 0 };

	if (!c)
		return;
	fill(&head.r, p, c, caplen);
	head.tpid_be = p->tpid_be;
	head.tci_be = p->tci_be;
	head.bytes = tagged ? caplen - TAG : caplen;
	if (bpf_perf_event_output(ctx, &events,
	                          BPF_F_CURRENT_CPU | (__u64)head.bytes << 32, &head,
	                          sizeof(head)))
		c->lost++;
}

#endif
