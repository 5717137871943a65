/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_write_packet.c - one packet into the file: whose it is, and what became of it. */
#include "cli/trace_write.h"

#include <inttypes.h>
#include <string.h>

#include "cli/trace_packet.h"
#include "proto/link.h"

static const struct known *find(struct writing *w, const struct tcp_tuple *t, bool back)
{
	struct ends key = { .tuple = *t, .netns = w->netns };

	if (back)
		tuple_turn(&key.tuple);
	return keys_find(&w->known, &key);
}

/* Whether a packet without a connection is one that was asked for. */
static bool matches(const struct trace *t, const struct packet *from, const uint8_t *ip, size_t len)
{
	const struct args *args = t->args;
	uint32_t not_asked = args->direction == DIRECTION_IN    ? PACKET_OUT
	                     : args->direction == DIRECTION_OUT ? PACKET_IN
	                                                        : 0;
	struct pfc_packet p = { ip, (uint32_t)len, (uint32_t)len, NULL };

	if (args->pids || args->comm || args->uid || args->cgroup || args->role >= 0 ||
	    args->command || from->flags & not_asked)
		return false;
	return !t->prog || pfc_prog_run(t->prog, &p);
}

/* Where the IP header of a packet is, with its ends; NULL: it is none of TCP. */
static const uint8_t *ends_of(const struct writing *w, const struct packet *p, struct sent *sent,
                              size_t *len)
{
	uint32_t ifaces;
	size_t at = packet_ip_at(p, source_ifaces(w->src, &ifaces)[p->iface].linktype);

	if (at > p->caplen || !packet_ends(p->data + at, p->caplen - at, &sent->ends, NULL))
		return NULL;
	*len = p->caplen - at;
	sent->seq = packet_seq(p->data + at, *len);
	return p->data + at;
}

/* Whether none of the packets that wait behind the first one is like it, up to a time. */
static bool is_last(const struct writing *w, const struct sent *sent, uint64_t until)
{
	for (uint32_t i = 1; i < w->held.count; i++) {
		const struct packet *p = hold_at(&w->held, i);
		struct sent other;
		size_t len;

		if (p->ns > until)
			return true;
		if (ends_of(w, p, &other, &len) && !memcmp(&other, sent, sizeof(other)))
			return false;
	}
	return true;
}

/* What is said of the first packet that waits: of those that are like it, it is the one; NULL:
 * nothing.
 */
static const struct note *take_note(const struct writing *w, const struct keys *kind,
                                    const struct sent *sent)
{
	struct alike *alike = kind->count ? keys_find(kind, sent) : NULL;
	uint64_t ns = hold_first(&w->held)->ns, nearest = UINT64_MAX;
	struct note *best = NULL;

	for (uint32_t i = 0; alike && i < alike->count; i++) {
		struct note *note = &alike->at[i];
		uint64_t apart = note->ns > ns ? note->ns - ns : ns - note->ns;

		if (apart < nearest && note_is_near(note, ns) &&
		    is_last(w, sent, note_until(note))) {
			nearest = apart;
			best = note;
		}
	}
	if (best)
		best->used = true;
	return best;
}

/* Between what there is and what follows. */
static const char *blank(const struct str *s)
{
	return s->len ? " " : "";
}

static void add_owner(struct str *s, const struct tcp_ident *id, struct packet_notes *notes)
{
	const struct tcp_who *who = &id->owner;

	if (who->source == TCP_BY_NOTHING)
		return;
	notes->has_process = true;
	notes->pid = notes->tid = who->pid;
	str_printf(s, "pid=%u comm=%.16s uid=%u cgroup=%" PRIu64 " role=%s cookie=%" PRIu64,
	           who->pid, who->comm, id->uid, (uint64_t)id->cgroup, role_name(id->role),
	           (uint64_t)id->cookie);
}

static void add_drop(struct trace *t, struct str *s, uint32_t reason, uint64_t location)
{
	const char *name = tcp_drop_reason(t->tcp, reason);
	const char *where = symbol_at(t, location);

	str_printf(s, "%sdrop=%s", blank(s), name ? name : "?");
	if (*where)
		str_printf(s, " at=%s", where);
}

/* With the comment that is there. */
static void put_packet(struct writing *w, const struct packet *p, struct packet_notes *notes)
{
	notes->comment = w->comment.len ? w->comment.at : NULL;
	w->failed |= w->comment.failed;
	w->written++;
	w->owned += notes->has_process;
	if (writer_packet(w->writer, p, notes) != 0)
		w->failed = true;
}

static struct str *no_comment(struct writing *w)
{
	w->comment.len = 0;
	return &w->comment;
}

/* The first one that waits. */
static void write_one(struct trace *t)
{
	struct writing *w = t->own;
	const struct packet *p = hold_first(&w->held);
	struct packet_notes notes = { .drops = p->drops };
	struct str *comment = no_comment(w);
	const struct note *again, *drop;
	const struct known *k;
	const uint8_t *ip;
	struct sent sent;
	size_t len;

	ip = ends_of(w, p, &sent, &len);
	if (!ip)
		return;
	k = find(w, &sent.ends, false);
	if (!k)
		k = find(w, &sent.ends, true);
	if (!k && !matches(t, p, ip, len))
		return;
	if (k)
		add_owner(comment, &k->id, &notes);
	again = take_note(w, &w->notes.retrans, &sent);
	drop = take_note(w, &w->notes.drops, &sent);
	if (again)
		str_printf(comment, "%sretrans=%s", blank(comment), retrans_name(again->type));
	if (drop)
		add_drop(t, comment, drop->reason, drop->location);
	w->again += again != NULL;
	w->dropped += drop != NULL;
	put_packet(w, p, &notes);
}

/* --- packets that were dropped where nobody sees them --- */

/* An interface of their own: they have no link header yet. The source has all of its own from the
 * start.
 */
static bool add_dropped_iface(struct writing *w)
{
	struct pcapng_iface_desc iface = {
		.linktype = LINKTYPE_RAW,
		.fcs_len = -1,
		.name = "dropped",
		.description = "dropped on their way out, in front of where packets are captured",
	};

	if (w->dropped_iface != UINT32_MAX)
		return true;
	source_ifaces(w->src, &w->dropped_iface);
	return writer_add_iface(w->writer, &iface) == 0;
}

/* As much of it as the kernel told. */
static void write_unseen(struct trace *t, const struct unseen *u)
{
	struct writing *w = t->own;
	const struct tcp_event *e = &u->event;
	struct packet_notes notes = { 0 };
	struct str *comment = no_comment(w);
	struct packet p = {
		.data = e->u.drop.head,
		.caplen = e->u.drop.head_len,
		.len = e->u.drop.len,
		.ns = u->ns,
		.flags = PACKET_HAS_TIME | PACKET_OUT,
	};

	if (!notes_is_unseen(&w->notes, u))
		return;
	if (!add_dropped_iface(w)) {
		w->failed = true;
		return;
	}
	p.iface = w->dropped_iface;
	add_owner(comment, &e->id, &notes);
	add_drop(t, comment, e->u.drop.reason, e->u.drop.location);
	w->dropped++;
	put_packet(w, &p, &notes);
}

void write_give_unseen(struct trace *t, uint64_t until)
{
	struct writing *w = t->own;
	const struct unseen *u;

	while ((u = notes_first(&w->notes)) && u->ns < until) {
		if (!w->failed)
			write_unseen(t, u);
		notes_drop_first(&w->notes);
	}
}

void write_give_first(struct trace *t)
{
	struct writing *w = t->own;

	write_give_unseen(t, hold_first(&w->held)->ns);
	if (!w->failed)
		write_one(t);
	hold_drop(&w->held);
}
