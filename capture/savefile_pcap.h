/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/savefile_pcap.h - the pcap format: what its bytes mean.
 *
 * Pure functions on spans.
 *
 *	file:    magic, major:16 minor:16, 0, 0, snaplen, link type word    (24 bytes)
 *	record:  seconds, fraction, caplen, len                             (16 bytes)
 *	         modified: ifindex, protocol:16, packet type:8, 0:8         (24 bytes)
 *
 * The link type word: type in bits 0-15, 16-25 reserved, 26 set when 28-31 hold the
 * length of the frame check sequence, in halfwords.
 */
#ifndef PFC_CAPTURE_SAVEFILE_PCAP_H
#define PFC_CAPTURE_SAVEFILE_PCAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/source.h"
#include "pfc/pfc.h"

enum {
	PCAP_FILE_HEADER = 24,
	PCAP_RECORD_HEADER = 16,
	PCAP_RECORD_HEADER_MODIFIED = 24,
};

/* Versions before 2.4 have len and caplen the other way round, all or some of them. */
enum pcap_lengths { PCAP_CAPLEN_FIRST, PCAP_LEN_FIRST, PCAP_SMALLER_IS_CAPLEN };

struct pcap_form {
	bool swapped; /* not this machine's byte order */
	bool nano;
	bool modified;
	enum pcap_lengths lengths;
	uint16_t major, minor;
	uint32_t linktype_word;
	uint32_t linktype;
	int32_t fcs_len;     /* bytes, -1: not said */
	uint32_t snaplen;    /* bytes kept of a packet; never 0 */
	uint32_t caplen_max; /* more is damage */
	uint32_t head;       /* bytes of a record header */
};

/* The usual record: 16 bytes of header, first the captured length, then the other. */
static inline bool pcap_is_plain(const struct pcap_form *f)
{
	return !f->modified && f->lengths == PCAP_CAPLEN_FIRST;
}

bool pcap_is_magic(const uint8_t magic[4]);

/* Decodes a file header that starts with a magic.
 * returns 0, or -EBADMSG with why (one phrase, SOURCE_MSG_MAX bytes).
 */
int pcap_decode_header(const uint8_t at[PCAP_FILE_HEADER], struct pcap_form *form,
                       char *why);

/* The most bytes one packet of a link type has. */
uint32_t pcap_caplen_max(uint32_t linktype);

/* Each returns the bytes written, or 0 when they do not fit into room. */
size_t pcap_file_header(uint8_t *at, size_t room, const struct source_iface *iface,
                        bool nano);
size_t pcap_record(uint8_t *at, size_t room, const struct packet *p, bool nano);

/* The bytes of len that are whole records, and the number of packets in them; first:
 * the file header comes before them. For files in this machine's byte order.
 */
size_t pcap_whole(const uint8_t *at, size_t len, bool first, uint64_t *packets);

#endif
