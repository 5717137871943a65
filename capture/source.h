/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/source.h - where packets come from: a ring, a file, a pipe.
 *
 * A source hands out batches of packet views. The bytes stay where they are (ring
 * block, mapped file, read buffer) and are valid until the next source_next() on that
 * source.
 */
#ifndef PFC_CAPTURE_SOURCE_H
#define PFC_CAPTURE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pfc/prog.h"

enum packet_flags {
	PACKET_HAS_META = 1 << 0, /* meta holds what the kernel said */
	PACKET_HAS_TIME = 1 << 1, /* ns is a time (pcapng simple packets have none) */
	PACKET_IN = 1 << 2,       /* direction, when known */
	PACKET_OUT = 1 << 3,
	PACKET_CSUM_TODO = 1 << 4, /* sent by this host, checksum not filled in yet */
	PACKET_CSUM_GOOD = 1 << 5, /* the interface has checked it */
	PACKET_GSO = 1 << 6,       /* to be cut into segments, or joined from some */
	PACKET_AT_XDP = 1 << 7, /* seen by a program there, which let it pass; */
	PACKET_AT_TC = 1 << 8,  /* meta.queue and meta.cpu are known */
	PACKET_PCAPNG = 1 << 9,  /* of one of several files: record is a pcapng block, */
	PACKET_SWAPPED = 1 << 10, /* in another byte order than this machine's */
};

struct packet {
	const uint8_t *data;
	uint32_t caplen; /* bytes at data */
	uint32_t len;    /* bytes on the wire */
	uint64_t ns;     /* since 1970-01-01 00:00 UTC */
	uint32_t iface;  /* index into the source's interfaces */
	uint32_t flags;  /* enum packet_flags */
	struct pfc_meta meta;
	const uint8_t *record; /* as it stands in the file; NULL when live */
	uint32_t record_len;
	uint64_t drops; /* live: how many were lost since the packet before */
};

/* What the device of an interface says of itself. */
struct source_device {
	uint8_t mac[6];
	bool has_mac;
	uint64_t speed; /* bits per second, 0: not known */
};

/* An interface of a source; a pcap file has one, a pcapng file one per IDB. */
struct source_iface {
	uint32_t linktype;
	uint32_t snaplen; /* bytes; 0: no limit known */
	const char *name; /* NULL: unknown */
	uint64_t tsresol; /* units per second of the file, often 1000000 */
	int32_t fcs_len;  /* bytes of frame check sequence, -1: not said */

	/* What is known of the interface besides; the texts may be NULL. */
	const char *filter;      /* that was in force, as text */
	const char *description; /* by the administrator */
	struct source_device device;
	uint32_t ifindex; /* live only */
};

struct batch {
	const struct packet *packets;
	uint32_t count;
	uint32_t passed; /* over, by a sieve, beside these; only then count may be 0 */
	bool last; /* no more of them are there at once; false only when live */
};

enum { SOURCE_MSG_MAX = 512 };

struct source; /* opaque; made by savefile_open(), rings_open() or taps_open() */
struct capture_stats; /* capture/counters.h */

/* The next packets.
 *
 * returns 1 and a batch of one packet or more, or of what was passed over; 0 at the end,
 * where source_message() may hold a warning (the last record was cut off); -errno when the
 * source failed, -EBADMSG for a damaged file (source_message() says why; what came before
 * stays good); -EINTR after a signal, then call again.
 */
int source_next(struct source *s, struct batch *batch);

/* Interfaces seen so far. Each source_next() may add some behind those that are there,
 * and may move the array.
 */
const struct source_iface *source_ifaces(const struct source *s, uint32_t *count);

/* Warnings and errors of the last source_next() as one line, "" when there is none:
 * "FILE: packet 7 at byte 123: ...". A live source returns -EINTR for a warning, too:
 * look here after each one.
 */
const char *source_message(const struct source *s);

void source_close(struct source *s);

/* --- of live sources (rings_open(), taps_open()) --- */

/* Stops the flow of packets. source_next() then hands out what had already been
 * captured, and ends with 0. May be called again.
 */
void source_stop(struct source *s);

/* The longest that source_next() waits before it returns -EINTR with nothing; negative:
 * for ever, as at the start.
 */
void source_wait_limit(struct source *s, int ms);

/* No packet is there to be handed out at this moment. */
bool source_idle(const struct source *s);

/* The counters so far, of all interfaces; final after the end of source_next(). */
void source_stats(struct source *s, struct capture_stats *out);

/* Of one of the interfaces that were asked for, counted from 0; *iface is its place in
 * source_ifaces(). returns false when there is no such interface.
 */
bool source_stats_of(struct source *s, uint32_t i, uint32_t *iface,
                     struct capture_stats *out);

#endif
