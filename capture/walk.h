/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/walk.h - from the bytes of a capture file to packets, one after another.
 *
 * The address of a record is known only when the one before it has been read, so a walk
 * waits for memory, not for instructions: it fetches the bytes 2 KiB ahead of itself,
 * which also brings what the filter will look at.
 */
#ifndef PFC_CAPTURE_WALK_H
#define PFC_CAPTURE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/savefile_pcap.h"
#include "capture/savefile_pcapng.h"
#include "capture/source.h"

enum walk_end {
	WALK_FULL,  /* no room for more packets, or at `until` */
	WALK_SHORT, /* the record at `at` goes on behind `end`; or at == end */
	WALK_BAD,   /* the record at `at` is damaged, see why */
	WALK_BLOCK, /* at `at` is a whole block without a packet; block_len bytes */
};

struct walk {
	const uint8_t *at; /* moves over what was taken */
	const uint8_t *end;
	const uint8_t *until; /* no record from here on; NULL: up to end; only for pcap */
	struct packet *packets; /* room for `room`; meta is left alone */
	uint32_t room;
	uint32_t count; /* of packets taken */
	uint64_t need;  /* WALK_SHORT: bytes of the record, as far as known */
	uint64_t has;   /* WALK_SHORT: bytes it says it has; else UINT64_MAX */
	uint32_t block_len;
	char *why; /* SOURCE_MSG_MAX bytes for a phrase */
};

enum walk_end walk_pcap(struct walk *w, const struct pcap_form *form);

/* The one record at `at`, which is known to be whole and of the usual form. */
void walk_pcap_record(const struct pcap_form *form, const uint8_t *at, struct packet *p);

/* What a section of a pcapng file has said so far. */
struct pcapng_section {
	bool swapped;
	uint32_t iface_base; /* index of its first interface in the source */
	uint32_t iface_count;
	const struct pcapng_clock *clocks; /* by interface of the section */
	const struct source_iface *ifaces; /* the same, of the source */
};

enum walk_end walk_pcapng(struct walk *w, const struct pcapng_section *section);

#endif
