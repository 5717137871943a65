/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile_impl.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "capture/order.h"

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

void savefile_say_at(struct savefile *sf, const char *fmt, ...)
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

int savefile_fail(struct savefile *sf, int error)
{
	sf->failed = error;
	return error;
}

int savefile_fail_errno(struct savefile *sf, int error)
{
	if (error == -EBADMSG)
		source_say(&sf->base, "%s: after packet %" PRIu64 " at byte %" PRIu64 ": %s",
		           sf->name, sf->packets_before, sf->in.off,
		           input_why(&sf->in, error));
	else
		source_say(&sf->base, "%s: %s", sf->name, input_why(&sf->in, error));
	return savefile_fail(sf, error);
}

/* The file ended inside a record: what came before is good, so this only warns. */
static int end_cut(struct savefile *sf, const struct walk *w)
{
	size_t left = input_len(&sf->in);

	sf->ended = true;
	if (left == 0)
		return 0;
	if (w->has == UINT64_MAX)
		savefile_say_at(sf,
		       "the file ends inside its header, after %zu of %" PRIu64
		       " bytes",
		       left, w->need);
	else if (sf->info.format == SAVEFILE_PCAPNG)
		savefile_say_at(sf,
		       "says its block has %" PRIu64 " bytes, the file ends after %zu",
		       w->has, left);
	else
		savefile_say_at(sf,
		       "says it has %" PRIu64 " bytes, the file ends after %" PRIu64,
		       w->has, left - (w->need - w->has));
	return 0;
}

/* --- packets --- */

enum walk_end savefile_walk(struct savefile *sf, struct walk *w, uint32_t room)
{
	*w = (struct walk){ .at = sf->in.at,
		            .end = sf->in.end,
		            .until = sf->in.mapped ? sf->sieving.until : NULL,
		            .packets = sf->packets,
		            .room = room,
		            .why = sf->why };
	if (sf->info.format == SAVEFILE_PCAP)
		return walk_pcap(w, &sf->form);
	return walk_pcapng(w, &sf->section);
}

bool savefile_became_shorter(struct savefile *sf, struct walk *w)
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

int savefile_go_on(struct savefile *sf, const struct walk *w, enum walk_end why)
{
	int got;

	switch (why) {
	case WALK_FULL:
		return 1;
	case WALK_BAD:
		savefile_say_at(sf, "%s", sf->why);
		return savefile_fail(sf, -EBADMSG);
	case WALK_BLOCK:
		got = savefile_take_block(sf, w->block_len);
		return got ? got : 1;
	case WALK_SHORT:
		break;
	}
	got = input_fill(&sf->in);
	if (got == 0)
		return end_cut(sf, w);
	if (got < 0 && got != -EINTR)
		return savefile_fail_errno(sf, got);
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
	if (savefile_look_ahead(sf, batch))
		return 1;
	do {
		struct walk w;
		enum walk_end why = savefile_walk(sf, &w, SAVEFILE_BATCH);
		bool shorter = savefile_became_shorter(sf, &w);

		input_skip(&sf->in, w.at);
		if (w.count) {
			savefile_give(sf, w.count, batch);
			return 1;
		}
		if (shorter) {
			savefile_say_at(sf, "%s", sf->why);
			return savefile_fail(sf, -EIO);
		}
		status = savefile_go_on(sf, &w, why);
	} while (status == 1);
	return status;
}

static void savefile_close(struct source *s)
{
	struct savefile *sf = savefile_of(s);

	ahead_free(sf->sieving.ahead);
	input_close(&sf->in);
	source_fini(s);
	blocks_fini(&sf->blocks);
	free(sf->clocks);
	free(sf->name);
	free(sf);
}

const struct source_ops savefile_ops = { .next = savefile_next,
	                                         .close = savefile_close };

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
