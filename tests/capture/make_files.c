/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/make_files.c - writes capture files of every form into the current
 * folder.
 *
 * Their packets are the same: TCP, UDP, ARP and IPv6 on Ethernet, of growing length.
 * For tests/capture/judges.sh, which has pfc, tcpdump and tshark read them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/capture/files.h"

enum { PACKETS = 300, HEADERS = 42 };

static void put_be(uint8_t *at, uint32_t v, int n)
{
	while (n--) {
		at[n] = (uint8_t)v;
		v >>= 8;
	}
}

/* The i-th frame; returns its length. */
static uint32_t frame(uint32_t i, uint8_t at[1600])
{
	static const uint32_t ports[] = { 80, 443, 53, 40000 };
	static const uint32_t types[] = { 0x800, 0x800, 0x800, 0x86dd, 0x806 };
	uint32_t len = HEADERS + i * 5 % 1400;
	bool tcp = i % 3 != 0;

	for (uint32_t j = 0; j < 1600; j++)
		at[j] = (uint8_t)(i + j * 7);
	put_be(at + 12, types[i % 5], 2);
	if (types[i % 5] == 0x800) {
		memset(at + 14, 0, 20);
		at[14] = 0x45;
		put_be(at + 16, len - 14, 2);
		at[22] = 64;
		at[23] = tcp ? 6 : 17;
		put_be(at + 26, 0x0a000001 + i % 7, 4);
		put_be(at + 30, 0x0a000100 + i % 5, 4);
		put_be(at + 34, ports[i % 4], 2);
		put_be(at + 36, ports[i / 4 % 4], 2);
	} else if (types[i % 5] == 0x86dd) {
		at[14] = 0x60;
		at[20] = 17;
	}
	return len;
}

static void save(const char *name, const struct bin *b)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0 || write(fd, b->at, b->len) != (ssize_t)b->len || close(fd) != 0) {
		perror(name);
		exit(1);
	}
}

/* A pcap file with the first `count` packets, cut at snaplen bytes. */
static struct bin pcap_of(bool big, uint32_t magic, uint16_t minor, uint32_t snaplen,
                          uint32_t word, uint32_t count)
{
	struct bin b = { .big = big };

	pcap_head(&b, magic, minor, snaplen, word);
	for (uint32_t i = 0; i < count; i++) {
		uint8_t bytes[1600];
		uint32_t len = frame(i, bytes), caplen = len < snaplen ? len : snaplen;
		uint32_t frac = i * 3331 % 1000000 * (magic == NANO ? 1000 : 1) + i % 7;
		bool len_first = minor < 3 || (minor == 3 && i & 1);

		if (magic == MODIFIED)
			pcap_rec_modified(&b, 1700000000 + i, frac, caplen, len, 0);
		else
			pcap_rec(&b, 1700000000 + i, frac, len_first ? len : caplen,
			         len_first ? caplen : len, 0);
		bin_bytes(&b, bytes, caplen);
	}
	return b;
}

static void pcap_files(void)
{
	static const struct {
		const char *name;
		bool big;
		uint32_t magic;
		uint16_t minor;
		uint32_t snaplen, word;
	} rows[] = {
		{ "micro_le.pcap", false, MICRO, 4, 262144, 1 },
		{ "micro_be.pcap", true, MICRO, 4, 65535, 1 },
		{ "nano_le.pcap", false, NANO, 4, 262144, 1 },
		{ "nano_be.pcap", true, NANO, 4, 65535, 1 },
		{ "modified_le.pcap", false, MODIFIED, 4, 1500, 1 },
		{ "modified_be.pcap", true, MODIFIED, 4, 1500, 1 },
		{ "short_le.pcap", false, MICRO, 4, 60, 1 },
		{ "short_be.pcap", true, MICRO, 4, 60, 1 },
		{ "old2_le.pcap", false, MICRO, 2, 200, 1 },
		{ "old3_be.pcap", true, MICRO, 3, 200, 1 },
		{ "fcs_le.pcap", false, MICRO, 4, 262144, 0x24000001 },
		{ "fcs_be.pcap", true, NANO, 4, 262144, 0x14000001 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bin b = pcap_of(rows[i].big, rows[i].magic, rows[i].minor,
		                       rows[i].snaplen, rows[i].word, PACKETS);

		if (i == 0) { /* the header says less than the packets have */
			struct bin lies = pcap_of(false, MICRO, 4, 262144, 1, PACKETS);

			lies.at[16] = 100;
			lies.at[17] = lies.at[18] = lies.at[19] = 0;
			save("lies_le.pcap", &lies);
			lies.len -= 3;
			save("cut.pcap", &lies);
			bin_free(&lies);
		}
		save(rows[i].name, &b);
		bin_free(&b);
	}
}

static void sections(struct bin *b, bool big, unsigned count, uint8_t resolution)
{
	uint64_t unit = resolution == 9 ? 1 : 1000;

	b->big = big;
	for (unsigned s = 0; s < count; s++) {
		ng_shb(b);
		ng_idb_time(b, resolution, 0);
		ng_idb_time(b, resolution, 0);
		for (uint32_t i = 0; i < PACKETS; i++) {
			uint8_t bytes[1600];
			uint32_t len = frame(i, bytes);
			uint64_t ns =
				(1700000000 + (uint64_t)i) * 1000000000 + i * 3331;
			size_t start = block_start(b, 6);

			bin_32(b, i & 1);
			bin_32(b, (uint32_t)(ns / unit >> 32));
			bin_32(b, (uint32_t)(ns / unit));
			bin_32(b, len);
			bin_32(b, len);
			bin_bytes(b, bytes, len);
			bin_zeros(b, -(size_t)len & 3);
			if (i % 10 == 2) {
				option(b, 1, "a comment", 9);
				bin_32(b, 0);
			}
			block_end(b, start);
		}
		b->big = !b->big;
	}
}

int main(void)
{
	struct bin b = { 0 };

	pcap_files();
	sections(&b, false, 1, 9);
	save("le.pcapng", &b);
	b.len = 0;
	sections(&b, true, 1, 6);
	save("be.pcapng", &b);
	b.len = 0;
	sections(&b, false, 2, 9);
	save("two.pcapng", &b);
	bin_free(&b);
	return 0;
}
