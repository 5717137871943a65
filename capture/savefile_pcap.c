/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile_pcap.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture/order.h"
#include "proto/link.h"

#define MAGIC_MICRO ((uint32_t)0xa1b2c3d4)
#define MAGIC_NANO ((uint32_t)0xa1b23c4d)
#define MAGIC_MODIFIED ((uint32_t)0xa1b2cd34)

#define WORD_TYPE ((uint32_t)0x03ffffff)
#define WORD_HAS_FCS ((uint32_t)1 << 26)

static bool known(uint32_t magic)
{
	return magic == MAGIC_MICRO || magic == MAGIC_NANO || magic == MAGIC_MODIFIED;
}

bool pcap_is_magic(const uint8_t magic[4])
{
	return known(get_ne32(magic)) || known(get_se32(magic));
}

uint32_t pcap_caplen_max(uint32_t linktype)
{
	/* The link types whose packets are larger, with libpcap's limits for them. */
	static const struct {
		uint32_t linktype, max;
	} large[] = {
		{ 231, 128 << 20 }, /* DBUS */
		{ 249, 1 << 20 },   /* USBPCAP */
		{ 279, 8 << 20 },   /* EBHSCR */
	};

	for (size_t i = 0; i < sizeof(large) / sizeof(large[0]); i++) {
		if (large[i].linktype == linktype)
			return large[i].max;
	}
	return PFC_SNAPLEN_MAX;
}

static int check_version(const struct pcap_form *f, char *why)
{
	if ((f->major == 2 && f->minor <= 4) || (f->major == 543 && f->minor == 0))
		return 0;
	snprintf(why, SOURCE_MSG_MAX,
	         "is a pcap file of version %u.%u; versions 2.0 to 2.4 can be read",
	         f->major, f->minor);
	return -EBADMSG;
}

/* The packet's lengths changed places in version 2.3, but some programs wrote 2.3 with
 * the old order. 543.0 is what a DG/UX tcpdump wrote, in the old order.
 */
static enum pcap_lengths lengths_of(const struct pcap_form *f)
{
	if (f->major == 543 || f->minor < 3)
		return PCAP_LEN_FIRST;
	return f->minor == 3 ? PCAP_SMALLER_IS_CAPLEN : PCAP_CAPLEN_FIRST;
}

int pcap_decode_header(const uint8_t at[PCAP_FILE_HEADER], struct pcap_form *f,
                       char *why)
{
	uint32_t magic;
	uint32_t word;

	memset(f, 0, sizeof(*f));
	f->swapped = !known(get_ne32(at));
	magic = get_32(at, f->swapped);
	f->nano = magic == MAGIC_NANO;
	f->modified = magic == MAGIC_MODIFIED;
	f->head = f->modified ? PCAP_RECORD_HEADER_MODIFIED : PCAP_RECORD_HEADER;
	f->major = get_16(at + 4, f->swapped);
	f->minor = get_16(at + 6, f->swapped);
	f->lengths = lengths_of(f);

	word = get_32(at + 20, f->swapped);
	f->linktype_word = word;
	/* Some programs wrote their system's DLT_ number: 12 is RAW too. */
	f->linktype = link_from_dlt(link_to_dlt(word & WORD_TYPE));
	f->fcs_len = word & WORD_HAS_FCS ? (int32_t)(word >> 28) * 2 : -1;

	f->caplen_max = pcap_caplen_max(f->linktype);
	f->snaplen = get_32(at + 16, f->swapped);
	if (f->snaplen == 0 || f->snaplen > INT32_MAX)
		f->snaplen = f->caplen_max;
	/* Cooked packets got an Ethernet header that the snap length left out. */
	if (f->modified && f->linktype == LINKTYPE_ETHERNET)
		f->snaplen = f->snaplen <= INT32_MAX - 14 ? f->snaplen + 14 : INT32_MAX;
	return check_version(f, why);
}

static uint32_t linktype_word(const struct source_iface *iface)
{
	uint32_t word = iface->linktype & WORD_TYPE;

	if (iface->fcs_len >= 0 && iface->fcs_len <= 30)
		word |= WORD_HAS_FCS | (uint32_t)iface->fcs_len / 2 << 28;
	return word;
}

size_t pcap_file_header(uint8_t *at, size_t room, const struct source_iface *iface,
                        bool nano)
{
	uint32_t snaplen =
		iface->snaplen ? iface->snaplen : pcap_caplen_max(iface->linktype);

	if (room < PCAP_FILE_HEADER)
		return 0;
	put_ne32(at, nano ? MAGIC_NANO : MAGIC_MICRO);
	put_ne16(at + 4, 2);
	put_ne16(at + 6, 4);
	put_ne32(at + 8, 0);
	put_ne32(at + 12, 0);
	put_ne32(at + 16, snaplen);
	put_ne32(at + 20, linktype_word(iface));
	return PCAP_FILE_HEADER;
}

size_t pcap_record(uint8_t *at, size_t room, const struct packet *p, bool nano)
{
	uint32_t fraction = (uint32_t)(p->ns % 1000000000);

	if (room < PCAP_RECORD_HEADER || room - PCAP_RECORD_HEADER < p->caplen)
		return 0;
	put_ne32(at, (uint32_t)(p->ns / 1000000000));
	put_ne32(at + 4, nano ? fraction : fraction / 1000);
	put_ne32(at + 8, p->caplen);
	put_ne32(at + 12, p->len);
	memcpy(at + PCAP_RECORD_HEADER, p->data, p->caplen);
	return PCAP_RECORD_HEADER + (size_t)p->caplen;
}

size_t pcap_whole(const uint8_t *at, size_t len, bool first, uint64_t *packets)
{
	size_t whole = first ? PCAP_FILE_HEADER : 0;

	*packets = 0;
	if (len < whole)
		return 0;
	while (len - whole >= PCAP_RECORD_HEADER) {
		size_t record = PCAP_RECORD_HEADER + (size_t)get_ne32(at + whole + 8);

		if (len - whole < record)
			break;
		whole += record;
		++*packets;
	}
	return whole;
}
