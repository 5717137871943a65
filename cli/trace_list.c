/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_list.c - open sockets, each once, and the processes that have one open together. */
#include "cli/trace_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/trace_keys.h"

enum { HOLDERS_MIN = 64 };

/* One look at all of them. */
struct look {
	struct keys sockets; /* samples by cookie; empty where nobody asks for them */
	bool keeps;          /* samples */
	bool failed;         /* memory ended */
	struct holders found;
};

static bool holder_add(struct holders *all, const struct tcp_sample *s)
{
	struct holder *h;

	if (all->count == all->room) {
		uint32_t room = all->room ? 2 * all->room : HOLDERS_MIN;
		struct holder *more = realloc(all->at, room * sizeof(*more));

		if (!more)
			return false;
		all->at = more;
		all->room = room;
	}
	h = &all->at[all->count++];
	h->cookie = s->id.cookie;
	h->tgid = s->holder.tgid;
	h->pid = s->holder.pid;
	memcpy(h->comm, s->holder.comm, sizeof(h->comm));
	return true;
}

/* A connection is as it was seen last; one that listens is of the first that holds it. */
static bool sample_add(struct keys *sockets, const struct tcp_sample *s)
{
	bool is_new;
	struct tcp_sample *to = keys_get(sockets, &s->id.cookie, &is_new);

	if (to && (is_new || !s->listens))
		*to = *s;
	return to != NULL;
}

static void see(void *ctx, const struct tcp_sample *s)
{
	struct look *look = ctx;

	if (s->holder.tgid && !holder_add(&look->found, s))
		look->failed = true;
	if (look->keeps && !sample_add(&look->sockets, s))
		look->failed = true;
}

static int by_cookie(const void *x, const void *y)
{
	const struct holder *a = x, *b = y;

	if (a->cookie != b->cookie)
		return a->cookie < b->cookie ? -1 : 1;
	return a->tgid < b->tgid ? -1 : a->tgid > b->tgid;
}

/* Sorts them, each process once, and leaves out who is alone. */
static void keep_several(struct holders *all)
{
	uint32_t kept = 0, first = 0;

	if (all->count)
		qsort(all->at, all->count, sizeof(*all->at), by_cookie);
	for (uint32_t i = 0; i < all->count; i++) {
		struct holder h = all->at[i];
		bool last = i + 1 == all->count || all->at[i + 1].cookie != h.cookie;

		if (kept == first || all->at[kept - 1].tgid != h.tgid)
			all->at[kept++] = h;
		if (last && kept == first + 1)
			kept = first;
		if (last)
			first = kept;
	}
	all->count = kept;
}

int trace_list(struct trace *t, void (*fn)(void *ctx, const struct tcp_sample *s))
{
	struct look look = {
		.sockets = { .key_len = sizeof(uint64_t),
		             .value_len = sizeof(struct tcp_sample) },
		.keeps = fn != NULL,
		.found = t->holders,
	};
	int err;

	look.found.count = 0;
	err = tcp_list(t->tcp, see, &look);
	keep_several(&look.found);
	t->holders = look.found;
	if (look.failed)
		t->out.failed = true;
	for (uint32_t i = 0; i < look.sockets.count; i++)
		fn(t, keys_at(&look.sockets, i));
	keys_fini(&look.sockets);
	return err;
}

const struct holder *trace_holders(const struct trace *t, uint64_t cookie, uint32_t *count)
{
	const struct holders *all = &t->holders;
	uint32_t low = 0, high = all->count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (all->at[mid].cookie < cookie)
			low = mid + 1;
		else
			high = mid;
	}
	for (high = low; high < all->count && all->at[high].cookie == cookie; high++)
		;
	*count = high - low;
	return &all->at[low];
}

void trace_list_end(struct trace *t)
{
	free(t->holders.at);
}
