/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/fileinfo.h - what there is in a capture file, without its packets. */
#ifndef PFC_CAPTURE_FILEINFO_H
#define PFC_CAPTURE_FILEINFO_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/savefile.h"
#include "capture/source.h"

/* Counters of interface statistics; UINT64_MAX: not told. */
struct fileinfo_stats {
	uint64_t received, if_drops, accepted, os_drops, delivered;
};

struct fileinfo_iface {
	uint32_t linktype, snaplen; /* 0: no limit */
	uint64_t tsresol;           /* units a second */
	int32_t fcs_len;            /* -1: not told */
	uint64_t packets;
	uint64_t lost; /* told on packets */
	/* The texts may be NULL. */
	char *name, *description, *filter, *os, *hardware, *comment;
	struct source_device device;
	uint32_t stat_blocks;
	struct fileinfo_stats stats; /* the last ones */
};

struct fileinfo_block {
	uint32_t type;
	uint64_t count;
};

struct fileinfo_section {
	char *hardware, *os, *application;
	char **comments;
	uint32_t comment_count;
};

enum { FILEINFO_BLOCKS_MAX = 64 };

struct fileinfo {
	struct savefile_info file; /* without `lost` */
	uint64_t read;    /* bytes of the file, or of what is packed in it */
	uint64_t packets;
	uint64_t bytes;    /* of the packets on the wire */
	uint64_t captured; /* and in the file */
	uint64_t cut;      /* packets of which only a part is in the file */
	uint32_t caplen_max;
	uint64_t timed; /* packets with a time */
	uint64_t first_ns, last_ns; /* earliest and latest */
	bool ordered;               /* no time is before the one in front of it */
	uint64_t comments; /* of packets */
	struct fileinfo_iface *ifaces;
	uint32_t iface_count;
	struct fileinfo_section *sections; /* pcapng */
	uint32_t section_count;
	/* Blocks of pcapng that hold no packet, by type, in the order they came first. */
	struct fileinfo_block blocks[FILEINFO_BLOCKS_MAX];
	uint32_t block_count;
	char damage[SOURCE_MSG_MAX]; /* where it is cut off or damaged; empty: it is not */
};

/* Reads all of a file.
 *
 * err     at least SOURCE_MSG_MAX bytes.
 * returns 0, also for a damaged file; as savefile_open() or source_next() when it cannot
 *         be read, with err. Free with fileinfo_fini() in both cases.
 */
int fileinfo_read(struct fileinfo *f, const char *path, char *err);
void fileinfo_fini(struct fileinfo *f);

/* What a type of block is called; NULL: it has no name here. */
const char *fileinfo_block_name(uint32_t type);

#endif
