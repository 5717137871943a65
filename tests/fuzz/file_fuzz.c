/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/file_fuzz.c - reading a capture file that is any bytes.
 *
 * Every packet that comes out lies in memory that may be read, with lengths that make
 * sense, and belongs to an interface that is there. Mapped or read in pieces, the packets
 * are the same; so they are in a copy in either form.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/hash.h"
#include "capture/mapguard.h"
#include "capture/savefile.h"
#include "capture/writer.h"
#include "tests/fuzz/fuzz.h"

struct seen {
	int opened; /* what savefile_open() returned */
	int ended;  /* what the last source_next() returned */
	uint64_t packets;
	uint32_t hash;
	uint32_t bytes; /* a hash of what every form of file can hold */
};

static void look_at(const struct packet *pkt, struct source *s, struct seen *seen)
{
	uint32_t ifaces;
	const struct source_iface *iface = source_ifaces(s, &ifaces);

	FUZZ_CHECK(pkt->iface < ifaces, "interface %u of %u", pkt->iface, ifaces);
	FUZZ_CHECK(iface[pkt->iface].tsresol > 0, "interface %u", pkt->iface);
	FUZZ_CHECK(!pkt->record || pkt->record_len >= pkt->caplen, "%u in %u",
	           pkt->caplen, pkt->record_len);
	seen->packets++;
	seen->hash = hash_u32(seen->hash, hash_bytes(pkt->data, pkt->caplen));
	if (pkt->record)
		seen->hash =
			hash_u32(seen->hash, hash_bytes(pkt->record, pkt->record_len));
	seen->hash = hash_u32(seen->hash, pkt->len);
	seen->hash = hash_u32(seen->hash, (uint32_t)pkt->ns);
	seen->bytes = hash_u32(seen->bytes, hash_bytes(pkt->data, pkt->caplen));
	seen->bytes = hash_u32(seen->bytes, pkt->len);
}

static struct seen read_file(const char *path, bool no_map, size_t size)
{
	struct savefile_opts opts = { .no_map = no_map };
	struct seen seen = { 0 };
	char err[SOURCE_MSG_MAX];
	struct source *s = NULL;
	struct batch batch;

	err[0] = '\0';
	seen.opened = savefile_open(path, &opts, &s, err);
	if (seen.opened) {
		FUZZ_CHECK(err[0], "refused without a word");
		return seen;
	}
	while ((seen.ended = source_next(s, &batch)) == 1) {
		FUZZ_CHECK(batch.count > 0, "an empty batch");
		for (uint32_t i = 0; i < batch.count; i++)
			look_at(&batch.packets[i], s, &seen);
		FUZZ_CHECK(seen.packets <= size, "more packets than bytes");
	}
	FUZZ_CHECK(seen.ended == 0 || source_message(s)[0],
	           "ended with %d without a word", seen.ended);
	source_close(s);
	return seen;
}

/* Writes all packets of a source; returns what the writer said last. */
static int write_all(struct source *s, struct writer *w)
{
	struct batch batch;
	int error = 0;

	while (!error && source_next(s, &batch) == 1) {
		error = writer_follow(w, s);
		for (uint32_t i = 0; i < batch.count && !error; i++)
			error = writer_packet(w, &batch.packets[i], NULL);
	}
	return error ? error : writer_finish(w);
}

/* The packets of a copy are those of the file, unless they have more than one link type. */
static void check_copy(const char *path, enum savefile_format format, bool as_is,
                       const struct seen *want)
{
	int fd = memfd_create("copy", MFD_CLOEXEC), error;
	struct writer_opts opts = { .format = format };
	char copy[64], err[SOURCE_MSG_MAX];
	struct source *s = NULL;
	struct sink *sink = NULL;
	struct writer *w = NULL;
	struct seen got;

	snprintf(copy, sizeof(copy), "/proc/self/fd/%d", fd);
	if (fd < 0 || savefile_open(path, NULL, &s, err) != 0 ||
	    sink_open(copy, NULL, &sink, err) != 0)
		abort();
	opts.copy = as_is ? s : NULL;
	if (writer_open(sink, &opts, &w) != 0)
		abort();
	error = write_all(s, w);
	FUZZ_CHECK(error == 0 || (error == -EINVAL && writer_message(w)[0]), "%d",
	           error);
	writer_close(w);
	sink_close(sink, NULL);
	source_close(s);
	if (!error) {
		got = read_file(copy, false, SIZE_MAX);
		FUZZ_CHECK(got.opened == 0 && got.ended == 0, "%d %d", got.opened,
		           got.ended);
		FUZZ_CHECK(got.packets == want->packets && got.bytes == want->bytes,
		           "%llu packets, in the copy %llu",
		           (unsigned long long)want->packets,
		           (unsigned long long)got.packets);
	}
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	struct seen mapped, pieces;
	char path[64];

	if (fd < 0)
		return 0;
	if (write(fd, data, size) != (ssize_t)size) {
		close(fd);
		return 0;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	mapguard_install();
	mapped = read_file(path, false, size);
	pieces = read_file(path, true, size);
	if (mapped.opened == 0) {
		check_copy(path, SAVEFILE_PCAPNG, true, &mapped);
		check_copy(path, SAVEFILE_PCAPNG, false, &mapped);
		check_copy(path, SAVEFILE_PCAP, true, &mapped);
	}
	close(fd);
	FUZZ_CHECK(mapped.opened == pieces.opened && mapped.ended == pieces.ended,
	           "mapped %d %d, in pieces %d %d", mapped.opened, mapped.ended,
	           pieces.opened, pieces.ended);
	FUZZ_CHECK(mapped.packets == pieces.packets && mapped.hash == pieces.hash,
	           "mapped %llu packets, in pieces %llu",
	           (unsigned long long)mapped.packets,
	           (unsigned long long)pieces.packets);
	return 0;
}
