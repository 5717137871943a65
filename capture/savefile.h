/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/savefile.h - capture files as sources: pcap and pcapng, from files and pipes.
 *
 * A regular file is mapped once mapguard_install() (capture/mapguard.h) was called in
 * this process, and read piece by piece otherwise; pipes, stdin ("-") and special files
 * are always read. Either way a batch is valid until the next source_next(); from a
 * mapping (info.stable) the records stay until source_close().
 */
#ifndef PFC_CAPTURE_SAVEFILE_H
#define PFC_CAPTURE_SAVEFILE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "capture/sieve.h"
#include "capture/source.h"
#include "capture/unpack.h"

enum savefile_format { SAVEFILE_PCAP, SAVEFILE_PCAPNG };

struct savefile_info {
	enum savefile_format format;
	bool swapped;           /* not this machine's byte order; pcapng: at first */
	bool nano;              /* pcap: times are in nanoseconds */
	bool modified;          /* pcap: records have the longer, "modified" header */
	uint16_t major, minor;  /* version of the format */
	uint32_t linktype_word; /* pcap: link type and FCS bits as in the file */
	bool stable;            /* records stay where they are until source_close() */
	struct stat file;       /* of the open descriptor */
	enum unpack_kind packed;
	/* Becomes set when mapped bytes went away; from then on they read as zeros. */
	const atomic_bool *lost;
};

/* A pcapng block that holds no packet, as it stands in the file. */
struct savefile_block {
	uint32_t type;
	const uint8_t *at; /* the whole block, type and both lengths included */
	uint32_t len;
	bool swapped; /* its section is not in this machine's byte order */
};

/* returns 0, or -errno, which ends the source with that error. */
typedef int savefile_block_fn(void *ctx, const struct savefile_block *block);

struct savefile_opts {
	bool no_map;    /* read also where the file could be mapped */
	uint32_t piece; /* bytes that a thread sieves at a time, from the first on; 0: as
	                 * it suits, and only in large files */
};

/* Opens a capture file and reads its header: for pcapng up to the first interface or
 * the first packet, whichever comes first.
 *
 * path    "-" is stdin.
 * opts    NULL: none.
 * err     at least SOURCE_MSG_MAX bytes; on failure one line that names the file.
 * returns 0; -errno from the system; -EBADMSG when it is not a capture file.
 */
int savefile_open(const char *path, const struct savefile_opts *opts,
                  struct source **out, char *err);

/* What is known about an open savefile; s must be from savefile_open(). */
const struct savefile_info *savefile_info(const struct source *s);

/* Has fn called for each block of a pcapng file that holds no packet, in the order of
 * the file: source_next() calls it after every packet before the block has been handed
 * out, and before the packets behind it. Several may listen; ctx tells them apart.
 *
 * Blocks that were read before are delivered at once: all of them up to the first
 * source_next(), and later, where savefile_remember() was called, what packets of the
 * section need: its header, interfaces, names and secrets, or all as long as nobody has
 * listened yet.
 *
 * returns 0, -ENOMEM, or what fn returned.
 */
int savefile_on_block(struct source *s, savefile_block_fn *fn, void *ctx);
void savefile_off_block(struct source *s, const void *ctx);

/* For those who begin to listen behind the first source_next(); to be called before it. */
void savefile_remember(struct source *s);

/* Has packets pass a sieve: source_next() hands out only those, cut to what is wanted of
 * them, and counts the others. Of a large pcap file that is mapped, other threads take a
 * part where there are processors for them; they end with source_close().
 */
void savefile_sieve(struct source *s, const struct sieve *sieve);

/* Bytes read so far, of what is packed in a compressed file. */
uint64_t savefile_offset(const struct source *s);

#endif
