/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/filter/pcap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC 0xa1b2c3d4u

enum { FILE_HEADER = 24, RECORD_HEADER = 16, FILE_MAX = 1 << 20 };

static uint32_t word(const uint8_t *at)
{
	uint32_t w;

	memcpy(&w, at, sizeof(w));
	return w;
}

static uint8_t *read_all(const char *path, size_t *len)
{
	FILE *in = fopen(path, "rb");
	uint8_t *bytes = malloc(FILE_MAX);

	*len = in && bytes ? fread(bytes, 1, FILE_MAX, in) : 0;
	if (in)
		fclose(in);
	return bytes;
}

static bool split(struct pcap_file *f, size_t len)
{
	for (size_t at = FILE_HEADER; at < len;) {
		uint32_t caplen = at + RECORD_HEADER <= len ? word(f->bytes + at + 8)
		                                            : UINT32_MAX;
		struct pfc_packet *p;

		if (caplen > len - at - RECORD_HEADER)
			return false;
		f->packets = realloc(f->packets, (f->count + 1) * sizeof(*f->packets));
		if (!f->packets)
			return false;
		p = &f->packets[f->count++];
		*p = (struct pfc_packet){ .data = f->bytes + at + RECORD_HEADER,
			                  .caplen = caplen,
			                  .len = word(f->bytes + at + 12) };
		at += RECORD_HEADER + caplen;
	}
	return true;
}

bool pcap_read(struct pcap_file *f, const char *folder, const char *name)
{
	char path[4096];
	size_t len;

	memset(f, 0, sizeof(*f));
	f->name = strdup(name);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f->bytes = read_all(path, &len);
	if (!f->name || len < FILE_HEADER || word(f->bytes) != MAGIC)
		return false;
	f->linktype = word(f->bytes + 20);
	return split(f, len);
}

void pcap_free(struct pcap_file *f)
{
	free(f->name);
	free(f->packets);
	free(f->bytes);
}
