/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/files.h - capture files made by hand, and what a reader says of one. */
#ifndef PFC_TESTS_CAPTURE_FILES_H
#define PFC_TESTS_CAPTURE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Bytes that grow; numbers go in in the order that `big` says; zeroed it is empty. */
struct bin {
	uint8_t *at;
	size_t len, room;
	bool big;
};

void bin_free(struct bin *b);
void bin_bytes(struct bin *b, const void *from, size_t n);
void bin_8(struct bin *b, uint8_t v);
void bin_16(struct bin *b, uint16_t v);
void bin_32(struct bin *b, uint32_t v);
void bin_64(struct bin *b, uint64_t v);
void bin_zeros(struct bin *b, size_t n);

/* n packet bytes: 0, 1, 2 ... */
void bin_counting(struct bin *b, size_t n);

/* Magics of pcap. */
#define MICRO ((uint32_t)0xa1b2c3d4)
#define NANO ((uint32_t)0xa1b23c4d)
#define MODIFIED ((uint32_t)0xa1b2cd34)

void pcap_head(struct bin *b, uint32_t magic, uint16_t minor, uint32_t snaplen,
               uint32_t word);
/* The four numbers of a record header, in this order, and n packet bytes. */
void pcap_rec(struct bin *b, uint32_t sec, uint32_t frac, uint32_t first,
              uint32_t second, size_t n);
/* The same with the longer header. */
void pcap_rec_modified(struct bin *b, uint32_t sec, uint32_t frac, uint32_t caplen,
                       uint32_t len, size_t n);

/* A pcapng block; block_start() gives what block_end() wants. */
size_t block_start(struct bin *b, uint32_t type);
void block_end(struct bin *b, size_t start);
void option(struct bin *b, uint16_t code, const void *value, uint16_t len);
void ng_shb(struct bin *b);
void ng_idb(struct bin *b, uint16_t linktype, uint32_t snaplen);
/* With if_tsresol, and if_tsoffset when it is not 0. */
void ng_idb_time(struct bin *b, uint8_t resolution, int64_t offset);
void ng_epb(struct bin *b, uint32_t iface, uint64_t stamp, uint32_t n, uint32_t len);
void ng_other(struct bin *b, uint32_t type, size_t n);

/* A file in memory with these bytes. The path is good until file_close(). */
struct file {
	int fd;
	char path[32];
};

struct file file_of(const void *at, size_t n);
struct file file_of_bin(const struct bin *b);
void file_close(struct file *f);
/* The file's bytes; free() them. */
uint8_t *file_bytes(const struct file *f, size_t *n);

enum how { MAPPED, READ, PIPED };

/* All that a source says about a file, as lines:
 *
 *	open -74 is empty, not a capture file
 *	block 10 32                               type, length (when blocks is set)
 *	1.000002000 4/6 #0 00010203               time caplen/len #interface bytes
 *	end -74 packet 2 at byte 44: ...          status of source_next(), message
 *
 * A packet without time has "-", flags other than that stand behind as +hex; of a
 * longer packet there are the first 8 bytes and "..". Messages come without the file's
 * name.
 */
void describe(const struct file *f, enum how how, bool blocks, struct str *out);

#endif
