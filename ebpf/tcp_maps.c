/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tcp_maps.c - what the programs that follow TCP have counted: sums, histograms, answers. */
#include <errno.h>
#include <stdlib.h>

#include "ebpf/tcp_int.h"

enum { ANSWERS = 128 }; /* read at once */

struct answer_batch {
	uint32_t place; /* in the map, as the kernel counts */
	uint64_t cookies[ANSWERS];
	struct tcp_answers at[ANSWERS];
};

struct tcp_meter tcp_meter(const struct tcp *t)
{
	struct tcp_meter *each = calloc(t->cpus, sizeof(*each)), all = { 0 };
	uint32_t zero = 0;

	if (each && bpf_map_lookup_elem(bpf_map__fd(tcp_map(t, "meters")), &zero, each) == 0) {
		for (unsigned i = 0; i < t->cpus; i++) {
			all.runs += each[i].runs;
			all.timed += each[i].timed;
			all.ns += each[i].ns;
		}
	}
	free(each);
	return all;
}

uint64_t tcp_entries(struct tcp *t)
{
	int fd = bpf_map__fd(tcp_map(t, "entries"));
	uint64_t key, *last = NULL, count = 0;

	while (bpf_map_get_next_key(fd, last, &key) == 0) {
		last = &key;
		count++;
	}
	return count;
}

void tcp_sums(struct tcp *t,
              void (*fn)(void *ctx, const struct tcp_group *g, const struct tcp_io *io),
              void *ctx)
{
	int fd = bpf_map__fd(tcp_map(t, "sums"));
	struct tcp_group key, *last = NULL;
	struct tcp_io io;

	while (bpf_map_get_next_key(fd, last, &key) == 0) {
		last = &key;
		if (bpf_map_lookup_elem(fd, &key, &io) == 0)
			fn(ctx, &key, &io);
	}
}

static void hist_join(struct tcp_hist *to, const struct tcp_hist *h)
{
	to->sum += h->sum;
	if (h->max > to->max)
		to->max = h->max;
	if (h->min && (!to->min || h->min < to->min))
		to->min = h->min;
	for (int i = 0; i < TCP_SLOTS; i++)
		to->slot[i] += h->slot[i];
}

static void hists_of_all(struct tcp *t,
                         void (*fn)(void *ctx, const struct tcp_group *g,
                                    const struct tcp_hist *h),
                         void *ctx)
{
	int fd = bpf_map__fd(tcp_map(t, "hists_of_all"));
	struct tcp_hist *each = calloc(t->cpus, sizeof(*each));

	for (uint32_t what = 0; each && what < TCP_HISTS; what++) {
		struct tcp_group g = { .what = (uint8_t)what };
		struct tcp_hist h = { 0 };

		if (bpf_map_lookup_elem(fd, &what, each) != 0)
			continue;
		for (unsigned i = 0; i < t->cpus; i++)
			hist_join(&h, &each[i]);
		fn(ctx, &g, &h);
	}
	free(each);
}

void tcp_hists(struct tcp *t,
               void (*fn)(void *ctx, const struct tcp_group *g,
                          const struct tcp_hist *h),
               void *ctx)
{
	int fd = bpf_map__fd(tcp_map(t, "hists"));
	struct tcp_group key, *last = NULL;
	struct tcp_hist h;

	hists_of_all(t, fn, ctx);
	while (bpf_map_get_next_key(fd, last, &key) == 0) {
		last = &key;
		if (bpf_map_lookup_elem(fd, &key, &h) == 0)
			fn(ctx, &key, &h);
	}
}

int tcp_answers(struct tcp *t,
                void (*fn)(void *ctx, uint64_t cookie, const struct tcp_answers *a),
                void *ctx)
{
	struct answer_batch *b = malloc(sizeof(*b));
	int fd = bpf_map__fd(tcp_map(t, "answers"));
	bool first = true;
	int err = 0;

	if (b)
		b->place = 0;
	while (b && !err) {
		uint32_t count = ANSWERS, place = b->place;

		err = bpf_map_lookup_and_delete_batch(fd, first ? NULL : &place,
		                                      &b->place, b->cookies, b->at,
		                                      &count, NULL);
		if (err && err != -ENOENT)
			break;
		for (uint32_t i = 0; i < count; i++)
			fn(ctx, b->cookies[i], &b->at[i]);
		first = false;
	}
	free(b);
	return !b ? -ENOMEM : err == -ENOENT ? 0 : err;
}

void tcp_hists_clear(struct tcp *t)
{
	int fd = bpf_map__fd(tcp_map(t, "hists"));
	int all = bpf_map__fd(tcp_map(t, "hists_of_all"));
	struct tcp_hist *nothing = calloc(t->cpus, sizeof(*nothing));
	struct tcp_group key;

	for (uint32_t what = 0; nothing && what < TCP_HISTS; what++)
		bpf_map_update_elem(all, &what, nothing, BPF_ANY);
	free(nothing);
	while (bpf_map_get_next_key(fd, NULL, &key) == 0) {
		if (bpf_map_delete_elem(fd, &key) != 0)
			break;
	}
}
