/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile_impl.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/order.h"
#include "proto/link.h"

enum { SHB_MIN = 28 };

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
int savefile_take_block(struct savefile *sf, uint32_t len)
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
		savefile_say_at(sf, "%s", sf->why);
	else if (error)
		savefile_fail_errno(sf, error);
	if (!error)
		error = blocks_add(&sf->blocks, &block);
	if (error)
		return savefile_fail(sf, error);
	input_skip(&sf->in, block.at + len);
	return 0;
}
