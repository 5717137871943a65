/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/sink.h - bytes out: the one place in capture/ that calls write().
 *
 * Takes whole records only and keeps the file whole: when writing fails, a regular file
 * is cut back to its last complete record. The program has to ignore SIGPIPE and
 * SIGXFSZ.
 */
#ifndef PFC_CAPTURE_SINK_H
#define PFC_CAPTURE_SINK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

enum { SINK_MSG_MAX = 512 };

struct sink; /* opaque */

struct sink_opts {
	uint32_t mode;             /* of a new file, before the umask; 0: 0600 */
	const struct stat *inputs; /* files being read, not to be overwritten */
	uint32_t input_count;
};

/* Opens (and empties) a file to write to.
 *
 * path    "-" is stdout.
 * opts    NULL: none.
 * err     at least SINK_MSG_MAX bytes; on failure one line that names the file.
 * returns 0 or -errno; -EBUSY when the file is one of opts->inputs; -EINTR after a
 *         signal while a FIFO had no reader.
 */
int sink_open(const char *path, const struct sink_opts *opts, struct sink **out,
              char *err);

/* The end of the last whole record within len bytes that start with a record (first:
 * with the file), and how many packets are in what lies before it. Called only when a
 * write stopped in the middle.
 */
typedef size_t sink_whole_fn(const uint8_t *at, size_t len, bool first,
                             uint64_t *packets);

void sink_set_whole(struct sink *s, sink_whole_fn *whole);

/* A flag that becomes set when stable bytes went away (see struct savefile_info). */
void sink_set_lost(struct sink *s, const atomic_bool *lost);

/* Called when the disk is full. returns true when there is room now: try again. */
typedef bool sink_room_fn(void *ctx);

void sink_set_room(struct sink *s, sink_room_fn *make_room, void *ctx);

/* Writes whole records.
 *
 * packets how many of the records are packets, for sink_saved().
 * stable  the bytes stay where they are until sink_flush(), so that long runs need no
 *         copy.
 * returns 0; -EPIPE when the reader went away; else -errno, with sink_message(). After
 *         a failure every further call returns the same.
 */
int sink_write(struct sink *s, const uint8_t *at, size_t len, uint64_t packets,
               bool stable);

/* Room for a record of up to n bytes, to be built there, and taken by sink_commit()
 * with the length it got.
 * returns NULL when writing failed or memory ended; sink_error() says which.
 */
uint8_t *sink_reserve(struct sink *s, size_t n);
void sink_commit(struct sink *s, size_t len, uint64_t packets);

/* 0, or what the first failure returned. */
int sink_error(const struct sink *s);

/* Hands everything to the system. returns as sink_write(). */
int sink_flush(struct sink *s);

/* Hands everything to the system, and a regular file to its disk. returns as sink_write(). */
int sink_sync(struct sink *s);

/* Packets that were written completely, and that were given to sink_write(). */
uint64_t sink_saved(const struct sink *s);
uint64_t sink_given(const struct sink *s);

/* Bytes given to sink_write(). */
uint64_t sink_bytes(const struct sink *s);

/* Why it failed, or "": "out.pcap: disk full: 733 of 2000 packets saved" */
const char *sink_message(struct sink *s);

/* Flushes, closes and frees; NULL is fine.
 * err     NULL, or at least SINK_MSG_MAX bytes for the message.
 * returns as sink_write().
 */
int sink_close(struct sink *s, char *err);

#endif
