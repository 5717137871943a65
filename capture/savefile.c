/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/blocks.h"
#include "capture/input.h"
#include "capture/order.h"
#include "capture/savefile_pcap.h"
#include "capture/savefile_pcapng.h"
#include "capture/source_impl.h"
#include "capture/walk.h"
#include "proto/link.h"

enum {
	BATCH = 128, /* packets; what they touch stays in the caches */
	SHB_MIN = 28,
};

struct savefile {
	struct source base;
	struct savefile_info info;
	struct input in;
	char *name; /* in messages */
	struct pcap_form form;
	struct pcapng_section section;
	struct pcapng_clock *clocks; /* of the section */
	uint32_t clock_room;
	struct blocks blocks; /* without packets */
	bool remember;        /* them, for those who ask later */
	uint64_t packets_before; /* handed out in earlier batches */
	int failed;              /* returned for ever once set */
	bool ended;
	struct packet packets[BATCH];
	char why[SOURCE_MSG_MAX];
};

static struct savefile *savefile_of(struct source *s)
{
	return (struct savefile *)s;
}

/* --- messages --- */

/* How a message calls a block; text is used for those without a name. */
static const char *block_name(uint32_t type, char text[32])
{
	switch (type) {
	case PCAPNG_SHB:
		return "section header";
	case PCAPNG_IDB:
		return "interface description";
	case PCAPNG_NRB:
		return "name resolution block";
	case PCAPNG_ISB:
		return "interface statistics";
	case PCAPNG_DSB:
		return "decryption secrets";
	default:
		snprintf(text, 32, "block of type 0x%08" PRIx32, type);
		return text;
	}
}

static bool is_packet_type(uint32_t type)
{
	return type == PCAPNG_EPB || type == PCAPNG_SPB || type == PCAPNG_PB;
}

/* Sets "FILE: packet 7 at byte 1234: ...", for the record the window starts with. */
static void say_at(struct savefile *sf, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void say_at(struct savefile *sf, const char *fmt, ...)
{
	char text[SOURCE_MSG_MAX], name[32];
	uint32_t type = PCAPNG_EPB;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (sf->info.format == SAVEFILE_PCAPNG)
		type = input_len(&sf->in) < 4 ? 0
		                              : get_32(sf->in.at, sf->section.swapped);
	if (is_packet_type(type))
		source_say(&sf->base, "%s: packet %" PRIu64 " at byte %" PRIu64 ": %s",
		           sf->name, sf->packets_before + 1, sf->in.off, text);
	else
		source_say(&sf->base, "%s: %s at byte %" PRIu64 ": %s", sf->name,
		           block_name(type, name), sf->in.off, text);
}

static int fail(struct savefile *sf, int error)
{
	sf->failed = error;
	return error;
}

static int fail_errno(struct savefile *sf, int error)
{
	if (error == -EBADMSG)
		source_say(&sf->base, "%s: after packet %" PRIu64 " at byte %" PRIu64 ": %s",
		           sf->name, sf->packets_before, sf->in.off,
		           input_why(&sf->in, error));
	else
		source_say(&sf->base, "%s: %s", sf->name, input_why(&sf->in, error));
	return fail(sf, error);
}

/* The file ended inside a record: what came before is good, so this only warns. */
static int end_cut(struct savefile *sf, const struct walk *w)
{
	size_t left = input_len(&sf->in);

	sf->ended = true;
	if (left == 0)
		return 0;
	if (w->has == UINT64_MAX)
		say_at(sf,
		       "the file ends inside its header, after %zu of %" PRIu64
		       " bytes",
		       left, w->need);
	else if (sf->info.format == SAVEFILE_PCAPNG)
		say_at(sf,
		       "says its block has %" PRIu64 " bytes, the file ends after %zu",
		       w->has, left);
	else
		say_at(sf,
		       "says it has %" PRIu64 " bytes, the file ends after %" PRIu64,
		       w->has, left - (w->need - w->has));
	return 0;
}

/* --- blocks of pcapng that hold no packet --- */

/* returns -ENOMEM, or 0; a text that the block does not have is NULL. */
static int copy_text(char **to, const char *from, uint16_t len)
{
	*to = from ? strndup(from, len) : NULL;
	return from && !*to ? -ENOMEM : 0;
}

static int add_described(struct savefile *sf, const struct pcapng_idb_view *v)
{
	char *name = NULL, *description = NULL, *filter = NULL;
	int index = -ENOMEM;

	if (copy_text(&name, v->name, v->name_len) == 0 &&
	    copy_text(&description, v->description, v->description_len) == 0 &&
	    copy_text(&filter, v->filter, v->filter_len) == 0) {
		struct source_iface iface = {
			.linktype = link_from_dlt(link_to_dlt(v->linktype)),
			.snaplen = v->snaplen,
			.name = name,
			.tsresol = v->tsresol,
			.fcs_len = v->fcs_len,
			.filter = filter,
			.description = description,
			.device = v->device,
		};

		index = source_add_iface(&sf->base, &iface);
	}
	free(name);
	free(description);
	free(filter);
	return index;
}

static int add_iface(struct savefile *sf, const struct pcapng_idb_view *v)
{
	struct pcapng_section *s = &sf->section;
	int index;

	if (s->iface_count == sf->clock_room) {
		uint32_t room = sf->clock_room ? 2 * sf->clock_room : 4;
		struct pcapng_clock *p = realloc(sf->clocks, room * sizeof(*p));

		if (!p)
			return -ENOMEM;
		sf->clocks = p;
		sf->clock_room = room;
	}
	index = add_described(sf, v);
	if (index < 0)
		return index;
	sf->clocks[s->iface_count++] = v->clock;
	s->clocks = sf->clocks;
	s->ifaces = sf->base.ifaces + s->iface_base;
	return 0;
}

static int start_section(struct savefile *sf, uint32_t len)
{
	struct pcapng_section next = { 0 };
	uint16_t major, minor;
	int error;

	error = pcapng_decode_order(sf->in.at, &next.swapped, sf->why);
	if (error)
		return error;
	if (len < SHB_MIN) {
		snprintf(sf->why, sizeof(sf->why),
		         "starts a section in %" PRIu32 " bytes, not 28", len);
		return -EBADMSG;
	}
	error = pcapng_decode_shb(sf->in.at, next.swapped, &major, &minor, sf->why);
	if (error)
		return error;
	if (sf->info.major == 0) {
		sf->info.major = major;
		sf->info.minor = minor;
		sf->info.swapped = next.swapped;
	}
	next.iface_base = sf->base.iface_count;
	sf->section = next;
	return 0;
}

/* Takes in the whole block at the start of the window, then moves over it. */
static int take_block(struct savefile *sf, uint32_t len)
{
	struct savefile_block block = { 0, sf->in.at, len, false };
	struct pcapng_idb_view view;
	int error = 0;

	block.type = get_32(block.at, sf->section.swapped);
	if (block.type == PCAPNG_SHB)
		error = start_section(sf, len);
	block.swapped = sf->section.swapped;
	if (!error && block.type == PCAPNG_IDB) {
		error = pcapng_decode_idb(block.at, len, block.swapped, &view, sf->why);
		if (!error)
			error = add_iface(sf, &view);
	}
	if (error == -EBADMSG)
		say_at(sf, "%s", sf->why);
	else if (error)
		fail_errno(sf, error);
	if (!error)
		error = blocks_add(&sf->blocks, &block);
	if (error)
		return fail(sf, error);
	input_skip(&sf->in, block.at + len);
	return 0;
}

/* --- packets --- */

static enum walk_end walk(struct savefile *sf, struct walk *w, uint32_t room)
{
	*w = (struct walk){ .at = sf->in.at,
		            .end = sf->in.end,
		            .packets = sf->packets,
		            .room = room,
		            .why = sf->why };
	if (sf->info.format == SAVEFILE_PCAP)
		return walk_pcap(w, &sf->form);
	return walk_pcapng(w, &sf->section);
}

/* When a mapped file is cut, its last page reads as zeros without a fault. So its size
 * is looked at after each walk, which costs a nanosecond per packet.
 *
 * returns whether the file became shorter; then sf->why is set and packets beyond the
 * new end are taken back.
 */
static bool became_shorter(struct savefile *sf, struct walk *w)
{
	const uint8_t *lost = input_lost(&sf->in), *good_end;
	struct stat now;

	if (!sf->in.mapped || fstat(sf->in.fd, &now) != 0 ||
	    (!lost && now.st_size >= sf->in.file.st_size))
		return false;
	good_end = (const uint8_t *)sf->in.map + now.st_size;
	if (lost && lost < good_end)
		good_end = lost;
	while (w->count &&
	       w->packets[w->count - 1].record + w->packets[w->count - 1].record_len >
	               good_end)
		w->at = w->packets[--w->count].record;
	if (now.st_size < sf->in.file.st_size)
		snprintf(sf->why, sizeof(sf->why),
		         "the file became shorter while it was read, from %" PRIu64
		         " to %" PRIu64 " bytes",
		         (uint64_t)sf->in.file.st_size, (uint64_t)now.st_size);
	else
		snprintf(sf->why, sizeof(sf->why),
		         "the file cannot be read from here on");
	return true;
}

/* What to do when the walk ended before any packet.
 * returns 1 to walk again, else what source_next() returns.
 */
static int go_on(struct savefile *sf, const struct walk *w, enum walk_end why)
{
	int got;

	switch (why) {
	case WALK_FULL:
		return 1;
	case WALK_BAD:
		say_at(sf, "%s", sf->why);
		return fail(sf, -EBADMSG);
	case WALK_BLOCK:
		got = take_block(sf, w->block_len);
		return got ? got : 1;
	case WALK_SHORT:
		break;
	}
	got = input_fill(&sf->in);
	if (got == 0)
		return end_cut(sf, w);
	if (got < 0 && got != -EINTR)
		return fail_errno(sf, got);
	return got;
}

static int savefile_next(struct source *s, struct batch *batch)
{
	struct savefile *sf = savefile_of(s);
	int status;

	if (!sf->remember)
		blocks_keep(&sf->blocks, BLOCKS_NONE);
	else if (sf->blocks.count)
		blocks_keep(&sf->blocks, BLOCKS_NEEDED);
	if (sf->failed || sf->ended)
		return sf->failed;
	do {
		struct walk w;
		enum walk_end why = walk(sf, &w, BATCH);
		bool shorter = became_shorter(sf, &w);

		input_skip(&sf->in, w.at);
		if (w.count) {
			batch->packets = sf->packets;
			batch->count = w.count;
			sf->packets_before += w.count;
			return 1;
		}
		if (shorter) {
			say_at(sf, "%s", sf->why);
			return fail(sf, -EIO);
		}
		status = go_on(sf, &w, why);
	} while (status == 1);
	return status;
}

static void savefile_close(struct source *s)
{
	struct savefile *sf = savefile_of(s);

	input_close(&sf->in);
	source_fini(s);
	blocks_fini(&sf->blocks);
	free(sf->clocks);
	free(sf->name);
	free(sf);
}

static const struct source_ops savefile_ops = { .next = savefile_next,
	                                         .close = savefile_close };

/* --- opening --- */

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
		enum walk_end why = walk(sf, &w, 1);

		if (w.count || (why == WALK_BAD && sf->info.major))
			return 0;
		status = go_on(sf, &w, why);
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
		savefile_close(&sf->base);
		return error;
	}
	*out = &sf->base;
	return 0;
}

const struct savefile_info *savefile_info(const struct source *s)
{
	return &((const struct savefile *)s)->info;
}

int savefile_on_block(struct source *s, savefile_block_fn *fn, void *ctx)
{
	return blocks_listen(&savefile_of(s)->blocks, fn, ctx);
}

void savefile_off_block(struct source *s, const void *ctx)
{
	blocks_leave(&savefile_of(s)->blocks, ctx);
}

void savefile_remember(struct source *s)
{
	savefile_of(s)->remember = true;
}

uint64_t savefile_offset(const struct source *s)
{
	return ((const struct savefile *)s)->in.off;
}
