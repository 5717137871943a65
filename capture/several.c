/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/several.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/blocks.h"
#include "capture/renew.h"
#include "capture/savefile_pcapng.h"
#include "capture/source_impl.h"

enum { BATCH = 128 };

/* One file. */
struct part {
	struct several *all;
	struct source *src;    /* NULL: not open yet, or at its end */
	struct batch batch;    /* of which `at` packets were handed out */
	uint32_t at;
	uint64_t key;          /* what the next packet is ordered by */
	uint32_t *ifaces;      /* of the whole source, for each of the file's */
	uint32_t iface_count;
	uint32_t flags; /* of its packets, beside their own */
};

struct several {
	struct source base;
	struct several_opts opts;
	struct part *parts;
	uint32_t begun; /* parts that were opened */
	int failed;
	bool flows; /* packets were asked for */
	struct blocks blocks; /* as those who listen get them */
	struct packet packets[BATCH];
};

/* --- interfaces --- */

static bool is_like(const struct source_iface *a, const struct source_iface *b)
{
	if (!a->name != !b->name || (a->name && strcmp(a->name, b->name) != 0))
		return false;
	return a->linktype == b->linktype && a->snaplen == b->snaplen &&
	       a->tsresol == b->tsresol && a->fcs_len == b->fcs_len;
}

/* returns its index in the source, or -ENOMEM. */
static int place(struct several *s, const struct source_iface *iface)
{
	if (s->opts.order == SEVERAL_IN_TURN) {
		for (uint32_t i = 0; i < s->base.iface_count; i++) {
			if (is_like(&s->base.ifaces[i], iface))
				return (int)i;
		}
	}
	return source_add_iface(&s->base, iface);
}

/* Takes over the interfaces that a file got since the last time. */
static int follow(struct several *s, struct part *p)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(p->src, &count);
	uint32_t *grown;

	if (p->iface_count == count)
		return 0;
	grown = realloc(p->ifaces, count * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	p->ifaces = grown;
	for (; p->iface_count < count; p->iface_count++) {
		int at = place(s, &ifaces[p->iface_count]);

		if (at < 0)
			return at;
		p->ifaces[p->iface_count] = (uint32_t)at;
	}
	return 0;
}

/* --- blocks without packets --- */

/* ctx: the part. Interfaces, sections and statistics have no meaning in another file. */
static int forward(void *ctx, const struct savefile_block *block)
{
	struct part *p = ctx;
	struct savefile_block renewed = { .type = block->type };
	uint8_t *copy;
	int error = 0;

	p->flags = PACKET_PCAPNG | (block->swapped ? PACKET_SWAPPED : 0);
	copy = malloc((size_t)block->len + RENEW_MORE);
	if (!copy)
		return -ENOMEM;
	renewed.at = copy;
	renewed.len = (uint32_t)renew_block(copy, (size_t)block->len + RENEW_MORE, block);
	if (renewed.len)
		error = blocks_add(&p->all->blocks, &renewed);
	free(copy);
	return error;
}

static void begin_to_flow(struct several *s)
{
	if (!s->flows)
		blocks_keep(&s->blocks, s->opts.keep_blocks ? BLOCKS_NEEDED : BLOCKS_NONE);
	s->flows = true;
}

int several_on_block(struct source *s, savefile_block_fn *fn, void *ctx)
{
	return blocks_listen(&((struct several *)s)->blocks, fn, ctx);
}

void several_off_block(struct source *s, const void *ctx)
{
	blocks_leave(&((struct several *)s)->blocks, ctx);
}

/* --- files --- */

static int begin(struct several *s)
{
	const char *name = s->opts.names[s->begun];
	struct part *p = &s->parts[s->begun];
	int error = savefile_open(name, NULL, &p->src, s->base.message);

	if (error)
		return error;
	p->all = s;
	if (savefile_info(p->src)->format == SAVEFILE_PCAPNG)
		error = savefile_on_block(p->src, forward, p);
	if (error)
		return error;
	s->begun++;
	if (s->opts.opened)
		s->opts.opened(s->opts.ctx, name, p->src);
	return follow(s, p);
}

static void end(struct part *p)
{
	source_close(p->src);
	p->src = NULL;
	free(p->ifaces);
	p->ifaces = NULL;
	p->iface_count = p->at = p->batch.count = p->flags = 0;
}

/* A packet without a time is of the time of the one before it. */
static void set_key(struct part *p)
{
	const struct packet *next = &p->batch.packets[p->at];

	if (next->flags & PACKET_HAS_TIME)
		p->key = next->ns;
}

/* Has the part show its next packet.
 *
 * returns 1; 0 when it has none any more, perhaps with a message; -errno.
 */
static int refill(struct several *s, struct part *p)
{
	int n;

	if (p->at < p->batch.count)
		return 1;
	n = source_next(p->src, &p->batch);
	p->at = 0;
	if (n > 0) {
		set_key(p);
		n = follow(s, p);
		return n ? n : 1;
	}
	if (n == -EINTR)
		return n;
	if (*source_message(p->src))
		source_say(&s->base, "%s", source_message(p->src));
	if (n == 0 || n == -EBADMSG)
		end(p);
	return n == -EBADMSG ? 0 : n;
}

/* --- packets --- */

/* Hands the packets of a part over, up to the first that comes after `limit`. */
static uint32_t take(struct several *s, struct part *p, uint32_t n, uint64_t limit)
{
	while (n < BATCH && p->key <= limit) {
		struct packet *pkt = &s->packets[n++];

		*pkt = p->batch.packets[p->at++];
		pkt->iface = p->ifaces[pkt->iface];
		pkt->flags |= p->flags;
		if (p->at == p->batch.count)
			break;
		set_key(p);
	}
	return n;
}

/* The part whose packet comes first, and up to which time it stays first. */
static struct part *first(struct several *s, uint64_t *limit)
{
	struct part *best = NULL;
	uint64_t before = UINT64_MAX, behind = UINT64_MAX;

	for (uint32_t i = 0; i < s->begun; i++) {
		struct part *p = &s->parts[i];

		if (p->src && (!best || p->key < best->key))
			best = p;
	}
	for (uint32_t i = 0; best && i < s->begun; i++) {
		struct part *p = &s->parts[i];

		if (!p->src || p == best)
			continue;
		if (p < best && p->key < before)
			before = p->key;
		if (p > best && p->key < behind)
			behind = p->key;
	}
	/* Of equal times those of the files in front come first. */
	*limit = before <= behind && before != UINT64_MAX ? before - 1 : behind;
	return best;
}

/* A part without a packet at hand ends the batch: its next ones are not known, and asking
 * for them would take back the bytes of those that are in the batch.
 */
static uint32_t merge(struct several *s)
{
	uint32_t n = 0;

	while (n < BATCH) {
		uint64_t limit;
		struct part *p = first(s, &limit);

		n = take(s, p, n, limit);
		if (p->at == p->batch.count)
			break;
	}
	return n;
}

/* returns 1 when every part that is not at its end has a packet; 0 when all are at their
 * end; -EINTR for a message; -errno.
 */
static int refill_all(struct several *s)
{
	bool left = false, ended = false;

	for (uint32_t i = 0; i < s->begun; i++) {
		int n;

		if (!s->parts[i].src)
			continue;
		n = refill(s, &s->parts[i]);
		if (n < 0)
			return n;
		left |= n > 0;
		ended |= n == 0;
		if (n == 0 && *s->base.message)
			break;
	}
	if (ended && *s->base.message) {
		for (uint32_t i = 0; i < s->begun && !left; i++)
			left = s->parts[i].src != NULL;
		return left || s->begun < s->opts.count ? -EINTR : 0;
	}
	return left;
}

static int several_next(struct source *src, struct batch *batch)
{
	struct several *s = (struct several *)src;
	int n;

	if (s->failed)
		return s->failed;
	s->base.message[0] = '\0';
	begin_to_flow(s);
	while ((n = refill_all(s)) == 0 && s->begun < s->opts.count) {
		n = begin(s);
		if (n)
			break;
	}
	if (n == 1) {
		batch->packets = s->packets;
		batch->count = merge(s);
		return 1;
	}
	/* A file that cannot be opened is no damage that can be left out. */
	if (n == -EBADMSG)
		n = -EIO;
	if (n < 0 && n != -EINTR)
		s->failed = n;
	return n;
}

static void several_close(struct source *src)
{
	struct several *s = (struct several *)src;

	for (uint32_t i = 0; s->parts && i < s->opts.count; i++)
		end(&s->parts[i]);
	free(s->parts);
	blocks_fini(&s->blocks);
	source_fini(src);
	free(s);
}

static const struct source_ops several_ops = { .next = several_next,
	                                        .close = several_close };

int several_open(const struct several_opts *opts, struct source **out, char *err)
{
	struct several *s = calloc(1, sizeof(*s));
	uint32_t wanted = opts->order == SEVERAL_BY_TIME ? opts->count : 1;
	int error = 0;

	*out = NULL;
	err[0] = '\0';
	if (!s) {
		snprintf(err, SOURCE_MSG_MAX, "%s", strerror(ENOMEM));
		return -ENOMEM;
	}
	source_init(&s->base, &several_ops);
	s->opts = *opts;
	s->parts = calloc(opts->count, sizeof(*s->parts));
	if (!s->parts)
		error = -ENOMEM;
	while (!error && s->begun < wanted)
		error = begin(s);
	if (error) {
		snprintf(err, SOURCE_MSG_MAX, "%s",
		         *s->base.message ? s->base.message : strerror(-error));
		several_close(&s->base);
		return error;
	}
	*out = &s->base;
	return 0;
}
