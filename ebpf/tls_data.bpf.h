/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tls_data.bpf.h - bytes that are read and written: a part of ebpf/tls.bpf.c. */
#ifndef PFC_EBPF_TLS_DATA_BPF_H
#define PFC_EBPF_TLS_DATA_BPF_H

#include "ebpf/tls_conn.bpf.h"

SEC(".rodata.data")
const volatile __u8 want_data = 0; /* what is read and written, too */

/* As large as is asked for, or nearly nothing. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} data SEC(".maps");

struct copying {
	__u64 from, len, ns, conn, offset;
	__u8 dir;
};

/* Room in the ring is taken by size: small calls are most of them. */
#define TRY_CHUNK(most)                                                                \
	if (n <= (most)) {                                                             \
		d = bpf_ringbuf_reserve(&data, sizeof(*d) + (most), 0);                \
		if (!d)                                                                \
			goto lost;                                                     \
		d->len = n;                                                            \
		got = bpf_probe_read_user(d->bytes, BOUNDED(n, most),                  \
		                          (const void *)(c->from + at));               \
		goto fill;                                                             \
	}

/* Is a quarter of the ring full, and was not before these bytes? */
static __always_inline bool is_quarter(__u64 n)
{
	__u64 full = bpf_ringbuf_query(&data, BPF_RB_AVAIL_DATA);
	__u64 quarter = bpf_ringbuf_query(&data, BPF_RB_RING_SIZE) / 4;

	return full >= quarter && full - quarter <= 2 * n + sizeof(struct tls_data);
}

static long copy_chunk(__u32 i, void *ctx)
{
	struct copying *c = ctx;
	__u64 at = (__u64)i * TLS_CHUNK, n = c->len - at;
	struct tls_data *d;
	long got;

	if (at >= c->len)
		return 1;
	if (n > TLS_CHUNK)
		n = TLS_CHUNK;
	TRY_CHUNK(256);
	TRY_CHUNK(1024);
	TRY_CHUNK(4096);
	TRY_CHUNK(TLS_CHUNK);
lost:
	__sync_fetch_and_add(&tls_totals.lost_data, n);
	return 0;
fill:
	d->ns = c->ns;
	d->conn = c->conn;
	d->offset = c->offset + at;
	d->dir = c->dir;
	if (got) {
		bpf_ringbuf_discard(d, 0);
		goto lost;
	}
	/* Whoever reads comes by himself, some ten times a second: to be woken for each piece
	 * costs both of us more than the piece.
	 */
	bpf_ringbuf_submit(d, is_quarter(n) ? BPF_RB_FORCE_WAKEUP : BPF_RB_NO_WAKEUP);
	return 0;
}

static __always_inline void copy(const struct tls_conn *c, bool out, __u64 from, __u64 bytes,
                                 __u64 now)
{
	struct copying all = {
		.from = from,
		.len = bytes,
		.ns = now,
		.conn = c->id,
		.dir = out ? TLS_OUT : TLS_IN,
		.offset = out ? c->bytes[TLS_OUT] : c->bytes[TLS_IN],
	};

	bpf_loop((bytes + TLS_CHUNK - 1) / TLS_CHUNK, copy_chunk, &all, 0);
}

/* Offsets that are not constant are checked at each use; so both directions are written out. */
static __always_inline void count(struct tls_conn *c, bool out, __u64 bytes, __u64 now)
{
	if (out) {
		c->bytes[TLS_OUT] += bytes;
		c->calls[TLS_OUT]++;
		c->last[TLS_OUT] = now;
		if (!c->first[TLS_OUT])
			c->first[TLS_OUT] = now;
	} else {
		c->bytes[TLS_IN] += bytes;
		c->calls[TLS_IN]++;
		c->last[TLS_IN] = now;
		if (!c->first[TLS_IN])
			c->first[TLS_IN] = now;
	}
}

/* A call moved bytes, and the handshake may be complete. */
static __always_inline void moved(struct tls_conn *c, bool out, __u64 from, __u64 bytes,
                                  __u64 now)
{
	if (bytes && want_data && c->verdict < TCP_OTHER)
		copy(c, out, from, bytes, now);
	if (bytes)
		count(c, out, bytes, now);
	if (!c->told && (c->handshake || bytes)) {
		c->told = 1;
		tell(c, TLS_EV_OPEN);
	}
}

#endif
