/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/writer.h - packets into a capture file, pcap or pcapng.
 *
 * Files are in this machine's byte order; a copy of a pcapng file (opts.copy) keeps its
 * blocks as they are, byte order included, since it may hold what pfc does not know.
 * Left out are rejected packets and custom blocks that ask not to be copied. A packet with
 * fewer bytes than its block is cut there. A copy that begins in the middle begins with
 * what savefile_on_block() delivers for it. The index of an interface is the order of
 * writer_add_iface().
 */
#ifndef PFC_CAPTURE_WRITER_H
#define PFC_CAPTURE_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/savefile.h"
#include "capture/savefile_pcapng.h"
#include "capture/sink.h"
#include "capture/source.h"

struct writer; /* opaque */

struct writer_opts {
	enum savefile_format format;
	bool nano;               /* pcap: times in nanoseconds, as in pcapng always */
	const char *application; /* pcapng: "pfc 0.1.0"; each of these may be NULL */
	const char *os;
	const char *hardware;
	const char *comment; /* a copy has it in its first section */
	uint32_t snaplen; /* a copied pcapng file says no more than this; 0: no limit */
	/* From savefile_open(), when all packets come from one savefile; else NULL.
	 * Records whose form is that of the output are then copied without a change: a
	 * pcap file keeps odd times, a pcapng file its options and, as the writer has
	 * them delivered by savefile_on_block(), all its other blocks. Interfaces need
	 * not be added. Close writer and sink before the source.
	 */
	struct source *copy;
	/* From several_open(): a pcapng file keeps what the files say of packets, names,
	 * secrets and custom blocks. Close as above. NULL: none, or copy.
	 */
	struct source *merged;
};

/* Starts a file; the sink stays the caller's.
 * returns 0, -ENOMEM, or as sink_write().
 */
int writer_open(struct sink *sink, const struct writer_opts *opts, struct writer **out);

/* Adds an interface; a pcap file gets its header from the first one.
 * returns as sink_write(), or -ENOMEM.
 */
int writer_add_iface(struct writer *w, const struct pcapng_iface_desc *iface);

/* Adds those interfaces of a source that the writer has not yet. */
int writer_follow(struct writer *w, const struct source *s);

/* Writes a packet; p->iface counts the writer's interfaces.
 *
 * notes   what a pcapng file can say about it besides; NULL: nothing.
 * returns as sink_write(); -EINVAL when the file cannot hold it, with writer_message():
 *         a pcap file has one link type.
 */
int writer_packet(struct writer *w, const struct packet *p,
                  const struct packet_notes *notes);

/* Writes packets of a live source, all of one interface and without notes, in as few
 * pieces as possible.
 * returns as writer_packet().
 */
int writer_many(struct writer *w, const struct packet *packets, uint32_t count);

/* Writes records that are encoded already. */
int writer_records(struct writer *w, const uint8_t *at, size_t len, uint64_t packets);

/* Writes an interface statistics block; nothing for pcap. */
int writer_stats(struct writer *w, uint32_t iface, const struct pcapng_stats *stats);

/* Writes names of addresses; nothing for pcap. */
int writer_names(struct writer *w, const struct pcapng_name *names, uint32_t count);

/* Hands all packets to the system. returns as sink_write(). */
int writer_flush(struct writer *w);

/* Hands all packets to the disk. returns as sink_write(). */
int writer_sync(struct writer *w);

/* Completes the file (a pcap file without any interface gets the header of an empty
 * Ethernet one) and flushes. returns as sink_write().
 */
int writer_finish(struct writer *w);

/* Why the writer itself refused (-EINVAL), "" otherwise. */
const char *writer_message(const struct writer *w);

/* Frees; neither flushes nor closes the sink. NULL is fine. */
void writer_close(struct writer *w);

#endif
