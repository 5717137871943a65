/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile_impl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/order.h"

/* Reads until the window has n bytes. returns 0; 1 when the file ended; -errno. */
static int want(struct savefile *sf, size_t n)
{
	int got = 1;

	while (input_len(&sf->in) < n && got > 0)
		got = input_fill(&sf->in);
	if (got < 0)
		source_say(&sf->base, "%s: %s", sf->name, input_why(&sf->in, got));
	return got < 0 ? got : input_len(&sf->in) < n;
}

static int refuse(struct savefile *sf, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static int refuse(struct savefile *sf, const char *fmt, ...)
{
	char text[SOURCE_MSG_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	source_say(&sf->base, "%s: %s", sf->name, text);
	return -EBADMSG;
}

/* Names what else the file may be. */
static int refuse_magic(struct savefile *sf)
{
	static const struct {
		uint8_t magic[4];
		uint8_t len;
		const char *tool;
	} packed[] = {
		{ { 0xfd, '7', 'z', 'X' }, 4, "xz" },
		{ { 'B', 'Z', 'h' }, 3, "bzip2" },
	};
	const uint8_t *p = sf->in.at;

	for (size_t i = 0; i < sizeof(packed) / sizeof(packed[0]); i++) {
		if (memcmp(p, packed[i].magic, packed[i].len) == 0)
			return refuse(sf,
			              "is compressed; read it through a pipe: "
			              "%s -dc FILE | ... -r -",
			              packed[i].tool);
	}
	return refuse(sf,
	              "is neither a pcap nor a pcapng file: it starts with "
	              "%02x %02x %02x %02x",
	              p[0], p[1], p[2], p[3]);
}

static int open_pcap(struct savefile *sf)
{
	struct pcap_form *f = &sf->form;
	struct source_iface iface = { 0 };
	int got = want(sf, PCAP_FILE_HEADER);

	if (got > 0)
		return refuse(sf,
		              "ends inside the header of a pcap file, after %zu of %d "
		              "bytes",
		              input_len(&sf->in), PCAP_FILE_HEADER);
	if (got < 0)
		return got;
	got = pcap_decode_header(sf->in.at, f, sf->why);
	if (got)
		return refuse(sf, "%s", sf->why);
	sf->info.format = SAVEFILE_PCAP;
	sf->info.swapped = f->swapped;
	sf->info.nano = f->nano;
	sf->info.modified = f->modified;
	sf->info.major = f->major;
	sf->info.minor = f->minor;
	sf->info.linktype_word = f->linktype_word;
	iface.linktype = f->linktype;
	iface.snaplen = f->snaplen;
	iface.tsresol = f->nano ? 1000000000 : 1000000;
	iface.fcs_len = f->fcs_len;
	got = source_add_iface(&sf->base, &iface);
	if (got < 0) {
		refuse(sf, "%s", strerror(-got));
		return got;
	}
	input_skip(&sf->in, sf->in.at + PCAP_FILE_HEADER);
	return 0;
}

/* Reads up to the first interface or packet. What is wrong behind the first block is
 * left for source_next() to find again, after the caller has seen what there is.
 */
static int open_pcapng(struct savefile *sf)
{
	int status = 1;

	sf->info.format = SAVEFILE_PCAPNG;
	while (status == 1 && sf->base.iface_count == 0) {
		struct walk w;
		enum walk_end why = savefile_walk(sf, &w, 1);

		if (w.count || (why == WALK_BAD && sf->info.major))
			return 0;
		status = savefile_go_on(sf, &w, why);
	}
	if (sf->info.major == 0 && status == 0)
		return -EBADMSG; /* it ends inside its first block, as was said */
	return status < 0 ? status : 0;
}

static int open_any(struct savefile *sf)
{
	int got = want(sf, 4), packed;

	if (got == 0) {
		enum unpack_kind kind = unpack_kind(sf->in.at);

		packed = input_unpack(&sf->in);
		if (packed < 0)
			return refuse(sf, "%s", input_why(&sf->in, packed));
		sf->info.stable = sf->in.mapped;
		sf->info.packed = packed ? kind : UNPACK_NONE;
		if (packed)
			got = want(sf, 4);
	}
	if (got < 0)
		return got;
	if (got && input_len(&sf->in) == 0)
		return refuse(sf, "is empty, not a capture file");
	if (got)
		return refuse(sf, "is too short for a capture file: %zu bytes",
		              input_len(&sf->in));
	if (pcap_is_magic(sf->in.at))
		return open_pcap(sf);
	if (get_ne32(sf->in.at) == PCAPNG_SHB)
		return open_pcapng(sf);
	return refuse_magic(sf);
}

int savefile_open(const char *path, const struct savefile_opts *opts,
                  struct source **out, char *err)
{
	struct savefile *sf = calloc(1, sizeof(*sf));
	int error;

	*out = NULL;
	err[0] = '\0';
	if (sf)
		sf->name = strdup(strcmp(path, "-") ? path : "stdin");
	if (!sf || !sf->name) {
		free(sf);
		snprintf(err, SOURCE_MSG_MAX, "%s: %s", path, strerror(ENOMEM));
		return -ENOMEM;
	}
	source_init(&sf->base, &savefile_ops);
	sf->sieving.piece = opts ? opts->piece : 0;
	error = input_open(&sf->in, path, opts && opts->no_map);
	if (error) {
		source_say(&sf->base, "%s: %s", sf->name, strerror(-error));
	} else {
		sf->info.file = sf->in.file;
		sf->info.stable = sf->in.mapped;
		sf->info.lost = &sf->in.guard.lost;
		error = open_any(sf);
	}
	if (error) {
		snprintf(err, SOURCE_MSG_MAX, "%s", sf->base.message);
		source_close(&sf->base);
		return error;
	}
	*out = &sf->base;
	return 0;
}
