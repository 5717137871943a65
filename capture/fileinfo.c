/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/fileinfo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/order.h"
#include "capture/savefile_pcapng.h"

/* What is being read. */
struct reading {
	struct fileinfo *f;
	struct source *src;
	bool swapped;        /* the section */
	uint32_t iface_base; /* of its interfaces */
	uint64_t before;     /* time of the packet before */
};

const char *fileinfo_block_name(uint32_t type)
{
	static const struct {
		uint32_t type;
		const char *name;
	} names[] = {
		{ PCAPNG_SHB, "section header" },
		{ PCAPNG_IDB, "interface description" },
		{ PCAPNG_NRB, "name resolution" },
		{ PCAPNG_ISB, "interface statistics" },
		{ PCAPNG_DSB, "decryption secrets" },
		{ PCAPNG_CB, "custom" },
		{ PCAPNG_CB_NOCOPY, "custom, not to be copied" },
		{ 9, "systemd journal" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].type == type)
			return names[i].name;
	}
	return NULL;
}

/* --- what blocks say --- */

static int add_text(char **to, const struct pcapng_option *o, uint16_t skip)
{
	if (*to || o->len < skip)
		return 0;
	*to = strndup((const char *)o->value + skip, (size_t)o->len - skip);
	return *to ? 0 : -ENOMEM;
}

/* Options behind `head` bytes of a block. */
static struct pcapng_options options_of(const struct savefile_block *b, uint32_t head)
{
	struct pcapng_options none = { b->at, 0, b->swapped };

	if (b->len < head + 4)
		return none;
	return (struct pcapng_options){ b->at + head, b->len - head - 4, b->swapped };
}

static int add_comment(struct fileinfo_section *s, const struct pcapng_option *o)
{
	char **grown = realloc(s->comments, (s->comment_count + 1) * sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	s->comments = grown;
	grown[s->comment_count] = NULL;
	return add_text(&grown[s->comment_count++], o, 0);
}

static int take_section(struct reading *r, const struct savefile_block *b)
{
	struct pcapng_options options = options_of(b, 24);
	struct fileinfo *f = r->f;
	struct fileinfo_section *s;
	struct pcapng_option o;
	int error = 0;

	s = realloc(f->sections, (f->section_count + 1) * sizeof(*s));
	if (!s)
		return -ENOMEM;
	f->sections = s;
	s += f->section_count++;
	memset(s, 0, sizeof(*s));
	r->swapped = b->swapped;
	r->iface_base = f->iface_count;
	while (!error && pcapng_option_next(&options, &o) > 0) {
		if (o.code == PCAPNG_COMMENT)
			error = add_comment(s, &o);
		else if (o.code == PCAPNG_SHB_HARDWARE)
			error = add_text(&s->hardware, &o, 0);
		else if (o.code == PCAPNG_SHB_OS)
			error = add_text(&s->os, &o, 0);
		else if (o.code == PCAPNG_SHB_USERAPPL)
			error = add_text(&s->application, &o, 0);
	}
	return error;
}

static struct fileinfo_iface *add_iface(struct fileinfo *f,
                                        const struct source_iface *iface)
{
	struct fileinfo_iface *i =
		realloc(f->ifaces, (f->iface_count + 1) * sizeof(*f->ifaces));

	if (!i)
		return NULL;
	f->ifaces = i;
	i += f->iface_count++;
	*i = (struct fileinfo_iface){
		.linktype = iface->linktype,
		.snaplen = iface->snaplen,
		.tsresol = iface->tsresol,
		.fcs_len = iface->fcs_len,
		.stats = { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX },
	};
	return i;
}

static int take_iface(struct reading *r, const struct savefile_block *b)
{
	struct pcapng_options options = options_of(b, 16);
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(r->src, &count);
	struct fileinfo_iface *i;
	struct pcapng_option o;
	int error = 0;

	/* While it opens, the source may be ahead of the blocks. */
	if (r->f->iface_count >= count)
		return 0;
	i = add_iface(r->f, &ifaces[r->f->iface_count]);
	if (!i)
		return -ENOMEM;
	while (!error && pcapng_option_next(&options, &o) > 0) {
		if (o.code == PCAPNG_COMMENT)
			error = add_text(&i->comment, &o, 0);
		else if (o.code == PCAPNG_IF_NAME)
			error = add_text(&i->name, &o, 0);
		else if (o.code == PCAPNG_IF_DESCRIPTION)
			error = add_text(&i->description, &o, 0);
		else if (o.code == PCAPNG_IF_OS)
			error = add_text(&i->os, &o, 0);
		else if (o.code == PCAPNG_IF_HARDWARE)
			error = add_text(&i->hardware, &o, 0);
		else if (o.code == PCAPNG_IF_FILTER && o.len && o.value[0] == 0)
			error = add_text(&i->filter, &o, 1);
		else
			pcapng_take_device(&i->device, &o, b->swapped);
	}
	return error;
}

static void take_stats(struct reading *r, const struct savefile_block *b)
{
	struct pcapng_options options = options_of(b, 20);
	struct fileinfo_iface *i;
	struct pcapng_option o;
	uint32_t index;

	if (b->len < 24)
		return;
	index = get_32(b->at + 8, b->swapped);
	if (index >= r->f->iface_count - r->iface_base)
		return;
	i = &r->f->ifaces[r->iface_base + index];
	i->stat_blocks++;
	while (pcapng_option_next(&options, &o) > 0) {
		uint64_t *const to[] = {
			[PCAPNG_ISB_IFRECV] = &i->stats.received,
			[PCAPNG_ISB_IFDROP] = &i->stats.if_drops,
			[PCAPNG_ISB_FILTERACCEPT] = &i->stats.accepted,
			[PCAPNG_ISB_OSDROP] = &i->stats.os_drops,
			[PCAPNG_ISB_USRDELIV] = &i->stats.delivered,
		};

		if (o.code < sizeof(to) / sizeof(to[0]) && to[o.code] && o.len == 8)
			*to[o.code] = get_64(o.value, b->swapped);
	}
}

static void count_block(struct fileinfo *f, uint32_t type)
{
	uint32_t i = 0;

	while (i < f->block_count && f->blocks[i].type != type)
		i++;
	if (i == FILEINFO_BLOCKS_MAX)
		return;
	if (i == f->block_count)
		f->blocks[f->block_count++] = (struct fileinfo_block){ type, 0 };
	f->blocks[i].count++;
}

static int take_block(void *ctx, const struct savefile_block *b)
{
	struct reading *r = ctx;

	count_block(r->f, b->type);
	switch (b->type) {
	case PCAPNG_SHB:
		return take_section(r, b);
	case PCAPNG_IDB:
		return take_iface(r, b);
	case PCAPNG_ISB:
		take_stats(r, b);
		return 0;
	default:
		return 0;
	}
}

/* --- packets --- */

/* Comments, and how many packets were lost, behind those that have such options. */
static void take_options(struct reading *r, const struct packet *p)
{
	uint32_t head = PCAPNG_EPB_HEAD + ((p->caplen + 3) & ~3u);
	struct savefile_block b = { 0, p->record, p->record_len, r->swapped };
	struct pcapng_options options;
	struct pcapng_option o;

	if (r->f->file.format != SAVEFILE_PCAPNG ||
	    get_32(p->record, r->swapped) != PCAPNG_EPB || b.len < head + 8)
		return;
	options = options_of(&b, head);
	while (pcapng_option_next(&options, &o) > 0) {
		if (o.code == PCAPNG_COMMENT)
			r->f->comments++;
		if (o.code == PCAPNG_EPB_DROPCOUNT && o.len == 8 &&
		    p->iface < r->f->iface_count)
			r->f->ifaces[p->iface].lost += get_64(o.value, r->swapped);
	}
}

static void take_time(struct reading *r, const struct packet *p)
{
	struct fileinfo *f = r->f;

	if (!f->timed++) {
		f->first_ns = f->last_ns = p->ns;
		f->ordered = true;
	}
	if (p->ns < r->before)
		f->ordered = false;
	if (p->ns < f->first_ns)
		f->first_ns = p->ns;
	if (p->ns > f->last_ns)
		f->last_ns = p->ns;
	r->before = p->ns;
}

static void take_packet(struct reading *r, const struct packet *p)
{
	struct fileinfo *f = r->f;

	f->packets++;
	f->bytes += p->len;
	f->captured += p->caplen;
	f->cut += p->caplen < p->len;
	if (p->caplen > f->caplen_max)
		f->caplen_max = p->caplen;
	if (p->iface < f->iface_count)
		f->ifaces[p->iface].packets++;
	if (p->flags & PACKET_HAS_TIME)
		take_time(r, p);
	take_options(r, p);
}

static int read_all(struct reading *r, char *err)
{
	struct batch batch;
	int n;

	while ((n = source_next(r->src, &batch)) > 0) {
		for (uint32_t i = 0; i < batch.count; i++)
			take_packet(r, &batch.packets[i]);
	}
	r->f->read = savefile_offset(r->src);
	if (n == 0 || n == -EBADMSG)
		snprintf(r->f->damage, sizeof(r->f->damage), "%s",
		         source_message(r->src));
	else
		snprintf(err, SOURCE_MSG_MAX, "%s",
		         *source_message(r->src) ? source_message(r->src)
		                                 : strerror(-n));
	return n == -EBADMSG ? 0 : n;
}

int fileinfo_read(struct fileinfo *f, const char *path, char *err)
{
	struct reading r = { .f = f };
	uint32_t count;
	const struct source_iface *ifaces;
	int error;

	memset(f, 0, sizeof(*f));
	error = savefile_open(path, NULL, &r.src, err);
	if (error)
		return error;
	f->file = *savefile_info(r.src);
	f->file.lost = NULL;
	ifaces = source_ifaces(r.src, &count);
	if (f->file.format == SAVEFILE_PCAPNG)
		error = savefile_on_block(r.src, take_block, &r);
	else if (!add_iface(f, &ifaces[0]))
		error = -ENOMEM;
	if (error)
		snprintf(err, SOURCE_MSG_MAX, "%s: %s", path, strerror(-error));
	else
		error = read_all(&r, err);
	source_close(r.src);
	return error;
}

void fileinfo_fini(struct fileinfo *f)
{
	for (uint32_t i = 0; i < f->iface_count; i++) {
		struct fileinfo_iface *at = &f->ifaces[i];

		free(at->name);
		free(at->description);
		free(at->filter);
		free(at->os);
		free(at->hardware);
		free(at->comment);
	}
	for (uint32_t i = 0; i < f->section_count; i++) {
		struct fileinfo_section *s = &f->sections[i];

		for (uint32_t k = 0; k < s->comment_count; k++)
			free(s->comments[k]);
		free(s->comments);
		free(s->hardware);
		free(s->os);
		free(s->application);
	}
	free(f->ifaces);
	free(f->sections);
}
