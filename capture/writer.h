/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/writer.h - packets into a capture file, pcap or pcapng.
 *
 * Files are in this machine's byte order; a copy of a pcapng file (opts.copy) keeps its
 * blocks as they are, byte order included, since it may hold what pfc does not know. The
 * index of an interface is the order of writer_add_iface().
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
	bool nano;               /* pcap: times in nanoseconds; pcapng always has them */
	const char *application; /* pcapng: "pfc 0.1.0"; each of these may be NULL */
	const char *os;
	const char *hardware;
	const char *comment;
	/* Where the packets come from, when it is one savefile: records whose form is that
	 * of the output are copied without a change, so a pcap file keeps odd times, and a
	 * pcapng file its options. For pcapng to pcapng also give every other block to
	 * writer_block(), headers included: the writer then makes none of its own.
	 */
	const struct savefile_info *copy;
};

/* Starts a file; the sink stays the caller's. returns 0 or -ENOMEM. */
int writer_open(struct sink *sink, const struct writer_opts *opts, struct writer **out);

/* Adds an interface; for pcap the first one completes the file header.
 *
 * returns 0; -EINVAL when a pcap file cannot hold it (another link type); or as
 *         sink_write().
 */
int writer_add_iface(struct writer *w, const struct pcapng_iface_desc *iface);

/* Adds those interfaces of a source that the writer has not yet. */
int writer_follow(struct writer *w, const struct source *s);

/* Writes a packet; p->iface counts the writer's interfaces.
 *
 * notes   what a pcapng file can say about it besides; NULL: nothing.
 * returns as sink_write(); -EIO when the file that the packet is in became shorter.
 */
int writer_packet(struct writer *w, const struct packet *p, const struct packet_notes *notes);

/* Writes records that are encoded already. */
int writer_records(struct writer *w, const uint8_t *at, size_t len, uint64_t packets);

/* Copies a block of a pcapng file (see opts.copy); a savefile_block_fn. Custom blocks that
 * ask not to be copied are left out. ctx is the struct writer.
 */
int writer_block(void *ctx, const struct savefile_block *block);

/* Writes an interface statistics block; nothing for pcap. */
int writer_stats(struct writer *w, uint32_t iface, const struct pcapng_stats *stats);

/* Completes the file (a pcap file without any interface gets the header of an empty
 * Ethernet one) and flushes. returns as sink_write().
 */
int writer_finish(struct writer *w);

/* Why the writer itself refused (-EINVAL, -EIO), "" otherwise. */
const char *writer_message(const struct writer *w);

/* Frees; neither flushes nor closes the sink. NULL is fine. */
void writer_close(struct writer *w);

#endif
