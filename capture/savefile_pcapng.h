/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/savefile_pcapng.h - the pcapng format: what its blocks mean.
 *
 * Pure functions on spans; the encoders write this machine's byte order.
 *
 *	block:   type, length, body..., length        (lengths: bytes, a multiple of 4)
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

/* Option codes, by block. */
enum pcapng_option_code {
	PCAPNG_OPT_END = 0,
	PCAPNG_COMMENT = 1,
	PCAPNG_SHB_HARDWARE = 2,
	PCAPNG_SHB_OS = 3,
	PCAPNG_SHB_USERAPPL = 4,
	PCAPNG_IF_NAME = 2,
	PCAPNG_IF_DESCRIPTION = 3,
	PCAPNG_IF_MACADDR = 6,
	PCAPNG_IF_SPEED = 8,
	PCAPNG_IF_TSRESOL = 9,
	PCAPNG_IF_FILTER = 11,
	PCAPNG_IF_OS = 12,
	PCAPNG_IF_FCSLEN = 13,
	PCAPNG_IF_TSOFFSET = 14,
	PCAPNG_IF_HARDWARE = 15,
	PCAPNG_EPB_FLAGS = 2,
	PCAPNG_EPB_DROPCOUNT = 4,
	PCAPNG_EPB_PACKETID = 5,
	PCAPNG_EPB_QUEUE = 6,
	PCAPNG_EPB_VERDICT = 7,
	PCAPNG_EPB_PROCESS = 8,
	PCAPNG_ISB_STARTTIME = 2,
	PCAPNG_ISB_ENDTIME = 3,
	PCAPNG_ISB_IFRECV = 4,
	PCAPNG_ISB_IFDROP = 5,
	PCAPNG_ISB_FILTERACCEPT = 6,
	PCAPNG_ISB_OSDROP = 7,
	PCAPNG_ISB_USRDELIV = 8,
};

#define PCAPNG_ORDER_MAGIC ((uint32_t)0x1a2b3c4d)
#define PCAPNG_BLOCK_MAX ((uint32_t)(129 << 20)) /* bytes; longer ones are damage */

enum pcapng_limits {
	PCAPNG_BLOCK_MIN = 12,
	PCAPNG_EPB_HEAD = 28, /* bytes of an enhanced packet block before the packet */
	PCAPNG_SHB_HEAD = 24, /* bytes of a section header block before its options */
	PCAPNG_TEXT_MAX = 65535, /* bytes of an option */
};

/* What an interface description block says. */
struct pcapng_iface_desc {
	uint32_t linktype;
	uint32_t snaplen; /* 0: no limit */
	int32_t fcs_len;  /* bytes, -1: not said */
	const char *name; /* the texts may be NULL */
	const char *description;
	const char *filter; /* the filter's text */
	const char *os;
	const char *hardware;
	const uint8_t *mac; /* 6 bytes, or NULL */
	uint64_t speed;     /* bits per second, 0: not known */
};

/* What a file says of an interface of a source; its texts are lent. */
struct pcapng_iface_desc pcapng_describe(const struct source_iface *iface);

/* What an enhanced packet block can say besides the packet; a zeroed one: nothing. */
struct packet_notes {
	uint64_t drops; /* packets lost before this one since the one before it */
	bool has_packetid, has_queue, has_process;
	uint64_t packetid; /* the same for two sightings of one packet */
	uint32_t queue;
	uint32_t pid, tid;
	uint8_t verdict_kind; /* 1: tc, 2: XDP; 0: no verdict */
	uint64_t verdict;
	const char *comment; /* NULL: none */
};

/* Counters of an interface; UINT64_MAX: not known. */
struct pcapng_stats {
	uint64_t ns;               /* when they were read */
	uint64_t start_ns, end_ns; /* of the capture */
	uint64_t received;         /* by the interface */
	uint64_t if_drops;
	uint64_t accepted; /* by the filter */
	uint64_t os_drops;
	uint64_t delivered; /* to the file */
};

#define PCAPNG_STATS_NONE                                                              \
	{                                                                              \
		0, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,         \
			UINT64_MAX, UINT64_MAX                                         \
	}

/* Encoders; each returns the bytes written, or 0 when they do not fit into room. With a
 * NULL address they only measure.
 */
size_t pcapng_shb(uint8_t *at, size_t room, const char *hardware, const char *os,
                  const char *application, const char *comment);
size_t pcapng_idb(uint8_t *at, size_t room, const struct pcapng_iface_desc *iface);
size_t pcapng_epb(uint8_t *at, size_t room, const struct packet *p,
                  const struct packet_notes *notes);
size_t pcapng_isb(uint8_t *at, size_t room, uint32_t iface,
                  const struct pcapng_stats *stats);

/* An address and its name, for a name resolution block. */
struct pcapng_name {
	const uint8_t *addr;
	const char *name;
	uint8_t addr_len; /* 4 or 16 */
	uint8_t name_len;
};

/* In this machine's byte order or the other one. */
size_t pcapng_nrb(uint8_t *at, size_t room, const struct pcapng_name *names,
                  uint32_t count, bool swapped);

/* The bytes of len that are whole blocks, of either byte order, and the number of
 * packets in them. A sink_whole_fn.
 */
size_t pcapng_whole(const uint8_t *at, size_t len, bool first, uint64_t *packets);

/* How the time stamps of an interface count; see pcapng_ns(). */
struct pcapng_clock {
	uint64_t ns_per_unit; /* 0: finer than that, or binary */
	uint64_t units;       /* per second, decimal; 0: binary, 2^shift */
	uint64_t offset_ns;   /* added, modulo 2^64 */
	uint8_t shift;
};

uint64_t pcapng_ns_slow(const struct pcapng_clock *c, uint64_t stamp);

/* Nanoseconds since 1970 of a time stamp; below a nanosecond is cut off. */
static inline uint64_t pcapng_ns(const struct pcapng_clock *c, uint64_t stamp)
{
	return c->ns_per_unit ? stamp * c->ns_per_unit + c->offset_ns
	                      : pcapng_ns_slow(c, stamp);
}

struct pcapng_option;

/* What a reader wants of an interface description block. */
struct pcapng_idb_view {
	uint32_t linktype;
	uint32_t snaplen; /* 0: no limit */
	int32_t fcs_len;
	uint64_t tsresol; /* units per second */
	const char *name; /* name_len bytes in the block, or NULL */
	uint16_t name_len;
	const char *description; /* and so on */
	uint16_t description_len;
	const char *filter; /* one that is text */
	uint16_t filter_len;
	struct source_device device;
	struct pcapng_clock clock;
};

/* Takes what options of an interface say of its device. */
void pcapng_take_device(struct source_device *d, const struct pcapng_option *o,
                        bool swapped);

/* Decodes a block whose two lengths have been checked.
 * returns 0, or -EBADMSG with why (one phrase, SOURCE_MSG_MAX bytes).
 */
int pcapng_decode_idb(const uint8_t *block, uint32_t len, bool swapped,
                      struct pcapng_idb_view *out, char *why);

/* Byte order of a section header block from its magic, at least 12 bytes.
 * returns 0, or -EBADMSG with why.
 */
int pcapng_decode_order(const uint8_t *block, bool *swapped, char *why);

/* Checks the version of a section header block of at least 28 bytes. */
int pcapng_decode_shb(const uint8_t *block, bool swapped, uint16_t *major,
                      uint16_t *minor, char *why);

/* The options of a block, where they start and how many bytes there are. */
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

/* The next option.
 * returns 1; 0 at the end; -EBADMSG when it says it is longer than what is left.
 */
int pcapng_option_next(struct pcapng_options *o, struct pcapng_option *out);

#endif
