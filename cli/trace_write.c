/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_write.c - packets of connections into a file, with the process of each.
 *
 * Packets come from a ring, connections from the kernel's events, and both meet here by network
 * and ends. What a packet belongs to may be known only behind it: the ends of a SYN when it is
 * on its way, who accepts later. So packets wait for a while. One that nobody is known for is
 * written without a process. What was sent again, and what was dropped, has that in its comment.
 */
#include "cli/trace_write.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "capture/iface.h"
#include "cli/say.h"
#include "cli/trace_list.h"
#include "cli/trace_rights.h"

#define BIT(n) (UINT32_C(1) << (n))

enum {
	HOLD_NS = 250 * 1000000,
	NOTES_NS = 2000000000, /* what is said of packets is kept */
	KEEP_NS = 2000000000, /* the ends of a connection behind its own */
	BATCHES = 64,         /* in a row */
};

static void write_want(const struct args *args, struct tcp_settings *s)
{
	(void)args;
	s->kinds = BIT(TCP_EV_CONNECT) | BIT(TCP_EV_ESTABLISHED) | BIT(TCP_EV_ACCEPT) |
	           BIT(TCP_EV_CLOSE) | BIT(TCP_EV_OWNER) | BIT(TCP_EV_RETRANS) |
	           BIT(TCP_EV_DROP);
	s->io = true;
	s->list = true;
	s->syn = true;
}

/* --- connections --- */

static void know(struct writing *w, const struct tcp_ident *id, uint64_t until)
{
	struct ends key = { .netns = id->netns };
	struct known *k;
	bool is_new;

	if (!id->tuple.version || id->netns != w->netns)
		return;
	key.tuple = id->tuple;
	k = keys_get(&w->known, &key, &is_new);
	if (!k) {
		w->failed = true;
		return;
	}
	k->id = *id;
	k->until = until;
}

static void write_event(struct trace *t, const struct tcp_event *e)
{
	struct writing *w = t->own;

	if (e->kind != TCP_EV_RETRANS && e->kind != TCP_EV_DROP)
		know(w, &e->id, e->kind == TCP_EV_CLOSE ? e->ns + KEEP_NS : 0);
	else if (e->id.netns == w->netns && !notes_add(&w->notes, e, e->ns + (uint64_t)t->wall))
		w->failed = true;
}

static void write_sample(void *ctx, const struct tcp_sample *s)
{
	struct trace *t = ctx;

	if (!s->listens)
		know(t->own, &s->id, 0);
}

static bool is_fresh(const void *value, void *ctx)
{
	const struct known *k = value;
	const struct trace *t = ctx;

	return !k->until || k->until > t->now;
}

static void write_tick(struct trace *t)
{
	struct writing *w = t->own;

	trace_list(t, write_sample);
	keys_filter(&w->known, is_fresh, t);
	notes_forget(&w->notes, t->now + (uint64_t)t->wall - NOTES_NS);
}

/* --- packets --- */

static void hold(struct trace *t, const struct packet *p)
{
	struct writing *w = t->own;

	if (w->held.count == HOLD_MAX)
		write_give_first(t);
	if (!hold_add(&w->held, p))
		w->failed = true;
}

/* What the ring has now; all: until it has no more. */
static void take_packets(struct trace *t, bool all)
{
	struct writing *w = t->own;
	struct batch batch;

	for (int i = 0; !w->ended && (all || i < BATCHES); i++) {
		int n = source_next(w->src, &batch);

		if (n == -EINTR && !all)
			return;
		if (n <= 0 && n != -EINTR)
			w->ended = true;
		for (uint32_t k = 0; n > 0 && k < batch.count; k++)
			hold(t, &batch.packets[k]);
	}
}

static void write_poll(struct trace *t)
{
	struct writing *w = t->own;
	uint64_t wall = t->now + (uint64_t)t->wall;

	take_packets(t, false);
	while (w->held.count &&
	       (hold_first(&w->held)->ns + HOLD_NS < wall || w->failed))
		write_give_first(t);
	write_give_unseen(t, wall - HOLD_NS);
	if (!w->failed && (writer_follow(w->writer, w->src) || writer_flush(w->writer)))
		w->failed = true;
	if (w->failed)
		t->full = true;
}

/* --- begin and end --- */

static uint32_t netns_here(const struct trace *t)
{
	struct stat st;

	if (t->netns)
		return t->netns;
	return stat("/proc/self/ns/net", &st) == 0 ? (uint32_t)st.st_ino : 0;
}

static int open_packets(struct trace *t, struct writing *w)
{
	static char word[] = "tcp";
	char *words[] = { word };
	uint32_t retire;
	int status;

	w->plain = *t->args;
	w->plain.filter_file = NULL;
	w->plain.silent = true;
	w->plain.no_promiscuous = true;
	w->plain.count_max = 0;
	w->plain.direction = DIRECTION_INOUT; /* that is about the filter */
	if (!w->plain.ifaces.count) {
		w->plain.ifaces.name[0] = IFACE_ANY;
		w->plain.ifaces.filter[0] = NULL;
		w->plain.ifaces.count = 1;
	}
	status = filter_init(&w->all, &w->plain, 1, words);
	if (status == EXIT_DONE)
		status =
			live_open(&w->plain, &w->all, NULL, &w->live, &w->src, &retire);
	if (status == EXIT_DONE)
		source_wait_limit(w->src, 1);
	return status;
}

static int open_file(struct trace *t, struct writing *w)
{
	struct writer_opts opts = { .format = SAVEFILE_PCAPNG, .application = "pfc" };
	char msg[SINK_MSG_MAX];

	if (sink_open(t->args->write_file, NULL, &w->sink, msg) != 0)
		return say("%s", msg);
	if (writer_open(w->sink, &opts, &w->writer) != 0 ||
	    writer_follow(w->writer, w->src) != 0)
		return say("%s", sink_message(w->sink));
	return EXIT_DONE;
}

static bool write_open(struct trace *t)
{
	struct writing *w = calloc(1, sizeof(*w));

	t->own = w;
	if (!w)
		return false;
	w->known.key_len = sizeof(struct ends);
	w->known.value_len = sizeof(struct known);
	w->netns = netns_here(t);
	w->dropped_iface = UINT32_MAX;
	notes_open(&w->notes);
	if (!hold_open(&w->held))
		return false;
	t->status = open_packets(t, w);
	if (t->status == EXIT_DONE)
		t->status = rights_become(t); /* the file is that user's */
	if (t->status == EXIT_DONE)
		t->status = open_file(t, w);
	if (t->status == EXIT_DONE)
		trace_list(t, write_sample);
	return true;
}

static void write_end(struct trace *t)
{
	struct writing *w = t->own;

	if (!w->src || !w->writer)
		return;
	source_stop(w->src);
	take_packets(t, true);
	while (w->held.count)
		write_give_first(t);
	write_give_unseen(t, UINT64_MAX);
	if (!w->failed && writer_finish(w->writer) != 0)
		w->failed = true;
	if (w->failed) {
		t->status = say("%s", sink_message(w->sink));
		return;
	}
	say("%" PRIu64 " packets written, %" PRIu64 " with a process, %" PRIu64 " sent again, %" PRIu64
	    " dropped",
	    w->written, w->owned, w->again, w->dropped);
}

static void write_close(struct trace *t)
{
	struct writing *w = t->own;
	char msg[SINK_MSG_MAX];

	if (!w)
		return;
	writer_close(w->writer);
	if (w->sink && sink_close(w->sink, msg) != 0 && t->status == EXIT_DONE)
		t->status = say("%s", msg);
	if (w->src)
		source_close(w->src);
	live_close(w->live);
	filter_fini(&w->all);
	keys_fini(&w->known);
	hold_close(&w->held);
	notes_close(&w->notes);
	str_fini(&w->comment);
	free(w);
}

const struct view view_write = {
	.name = "packets",
	.option = "-w",
	.takes = TAKES_CONNECTIONS | TAKES_IFACE | TAKES_ALL_DROPS,
	.want = write_want,
	.open = write_open,
	.event = write_event,
	.tick = write_tick,
	.poll = write_poll,
	.end = write_end,
	.close = write_close,
};
