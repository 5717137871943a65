/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/savefile_pcapng.h - the pcapng format: what its blocks mean.
 *
 * Pure functions on spans. The encoders write at an address and never read behind it, so a
 * block may be built in front of its own packet bytes, in place; they write this machine's
 * byte order.
 *
 *	block:   type, length, body..., length           (lengths: bytes, a multiple of 4)
 *	option:  code:16, length:16, value, zeros to a multiple of 4
 *
 * Source: draft-ietf-opsawg-pcapng.
 */
#ifndef PFC_CAPTURE_SAVEFILE_PCAPNG_H
#define PFC_CAPTURE_SAVEFILE_PCAPNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/source.h"

enum pcapng_type {
	PCAPNG_IDB = 1,
	PCAPNG_PB = 2, /* obsolete packet block */
	PCAPNG_SPB = 3,
	PCAPNG_NRB = 4,
	PCAPNG_ISB = 5,
	PCAPNG_EPB = 6,
	PCAPNG_DSB = 10,
	PCAPNG_CB = 0xbad,
	PCAPNG_CB_NOCOPY = 0x40000bad,
	PCAPNG_SHB = 0x0a0d0d0a,
};

#define PCAPNG_ORDER_MAGIC ((uint32_t)0x1a2b3c4d)
#define PCAPNG_BLOCK_MAX ((uint32_t)(129 << 20)) /* bytes; longer ones are damage */

enum pcapng_limits {
	PCAPNG_BLOCK_MIN = 12,
	PCAPNG_EPB_HEAD = 28, /* bytes of an enhanced packet block before the packet */
};

/* What an interface description block says. */
struct pcapng_iface_desc {
	uint32_t linktype;
	uint32_t snaplen;        /* 0: no limit */
	int32_t fcs_len;         /* bytes, -1: not said */
	const char *name;        /* the texts may be NULL */
	const char *description;
	const char *filter;      /* the filter's text */
	const char *os;
	const char *hardware;
	const uint8_t *mac;      /* 6 bytes, or NULL */
	uint64_t speed;          /* bits per second, 0: not known */
};

/* What an enhanced packet block can say besides the packet. A zeroed one says nothing. */
struct packet_notes {
	uint64_t drops;       /* packets lost before this one since the one before it */
	bool has_packetid, has_queue, has_process;
	uint64_t packetid;    /* the same for two sightings of one packet */
	uint32_t queue;
	uint32_t pid, tid;
	uint8_t verdict_kind; /* 1: tc, 2: XDP; 0: no verdict */
	uint64_t verdict;
	const char *comment;  /* NULL: none */
};

/* Counters of an interface; UINT64_MAX: not known. */
struct pcapng_stats {
	uint64_t ns;          /* when they were read */
	uint64_t start_ns, end_ns; /* of the capture */
	uint64_t received;    /* by the interface */
	uint64_t if_drops;
	uint64_t accepted;    /* by the filter */
	uint64_t os_drops;
	uint64_t delivered;   /* to the file */
};

#define PCAPNG_STATS_NONE                                                          	{                                                                          		0, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,     			UINT64_MAX, UINT64_MAX                                     	}

/* Encoders; each returns the bytes written, or 0 when they do not fit into room. */
size_t pcapng_shb(uint8_t *at, size_t room, const char *hardware, const char *os,
                  const char *application, const char *comment);
size_t pcapng_idb(uint8_t *at, size_t room, const struct pcapng_iface_desc *iface);
size_t pcapng_epb(uint8_t *at, size_t room, const struct packet *p,
                  const struct packet_notes *notes);
size_t pcapng_isb(uint8_t *at, size_t room, uint32_t iface,
                  const struct pcapng_stats *stats);

/* The bytes of len that are whole blocks, and the number of packets in them. */
size_t pcapng_whole(const uint8_t *at, size_t len, uint64_t *packets);

/* Walks options: a zeroed code ends them. */
struct pcapng_options {
	const uint8_t *at;
	size_t len;
	bool swapped;
};

struct pcapng_option {
	uint16_t code;
	uint16_t len;
	const uint8_t *value;
};

/* The next option. returns false at the end or where they are damaged. */
bool pcapng_option_next(struct pcapng_options *o, struct pcapng_option *out);

#endif
