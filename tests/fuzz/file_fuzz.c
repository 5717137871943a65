/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/file_fuzz.c - reading a capture file that is any bytes.
 *
 * Every packet that comes out lies in memory that may be read, with lengths that make
 * sense, and belongs to an interface that is there. Mapped or read in pieces, the packets
 * are the same.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/hash.h"
#include "capture/mapguard.h"
#include "capture/savefile.h"
#include "tests/fuzz/fuzz.h"

struct seen {
	int opened; /* what savefile_open() returned */
	int ended;  /* what the last source_next() returned */
	uint64_t packets;
	uint32_t hash;
};

static void look_at(const struct packet *pkt, struct source *s, struct seen *seen)
{
	uint32_t ifaces;
	const struct source_iface *iface = source_ifaces(s, &ifaces);

	FUZZ_CHECK(pkt->iface < ifaces, "interface %u of %u", pkt->iface, ifaces);
	FUZZ_CHECK(iface[pkt->iface].tsresol > 0, "interface %u", pkt->iface);
	FUZZ_CHECK(!pkt->record || pkt->record_len >= pkt->caplen, "%u in %u", pkt->caplen,
	           pkt->record_len);
	seen->packets++;
	seen->hash = hash_u32(seen->hash, hash_bytes(pkt->data, pkt->caplen));
	if (pkt->record)
		seen->hash = hash_u32(seen->hash, hash_bytes(pkt->record, pkt->record_len));
	seen->hash = hash_u32(seen->hash, pkt->len);
	seen->hash = hash_u32(seen->hash, (uint32_t)pkt->ns);
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
	FUZZ_CHECK(seen.ended == 0 || source_message(s)[0], "ended with %d without a word",
	           seen.ended);
	source_close(s);
	return seen;
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
	close(fd);
	FUZZ_CHECK(mapped.opened == pieces.opened && mapped.ended == pieces.ended,
	           "mapped %d %d, in pieces %d %d", mapped.opened, mapped.ended,
	           pieces.opened, pieces.ended);
	FUZZ_CHECK(mapped.packets == pieces.packets && mapped.hash == pieces.hash,
	           "mapped %llu packets, in pieces %llu",
	           (unsigned long long)mapped.packets, (unsigned long long)pieces.packets);
	return 0;
}
