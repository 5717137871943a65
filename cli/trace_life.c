/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_life.c - a line for each connection: when it ends, or as it is at the end. */
#include "cli/trace.h"

#include <inttypes.h>
#include <string.h>

#include "cli/trace_args.h"
#include "cli/trace_list.h"

#define BIT(n) (UINT32_C(1) << (n))

/* What a line is made of, whether the connection ended or not. */
struct life {
	const struct tcp_ident *id;
	const struct tcp_counts *counts;
	const uint64_t *ca_ns;
	const char *cause;
	uint64_t end;
};

static void add_padded(struct str *s, int width, void (*add)(struct str *, uint64_t),
                       uint64_t value, bool known)
{
	struct str text = { 0 };

	if (known)
		add(&text, value);
	str_printf(s, " %*s", width, text.at ? text.at : "-");
	str_fini(&text);
}

static bool is_existing(const struct tcp_ident *id)
{
	return id->flags & TCP_EXISTING || !id->born;
}

static bool connect_known(const struct tcp_ident *id)
{
	return id->role == TCP_CLIENT && id->born && id->established;
}

static void life_text(struct trace *t, const struct life *l)
{
	const struct tcp_ident *id = l->id;
	struct str *s = &t->out;

	add_who(s, &id->owner);
	str_printf(s, " %-6s", role_name(id->role));
	if (is_existing(id))
		str_printf(s, " %9s", "+");
	else
		add_padded(s, 9, add_duration, l->end - id->born, true);
	add_padded(s, 9, add_bytes, l->counts->sent, true);
	add_padded(s, 9, add_bytes, l->counts->received, true);
	add_padded(s, 9, add_duration, l->counts->srtt_us * UINT64_C(1000),
	           l->counts->srtt_us);
	str_printf(s, " %5u %-11s", l->counts->retrans, l->cause);
	add_padded(s, 9, add_duration, id->established - id->born, connect_known(id));
	add_padded(s, 9, add_duration, id->accepted - id->established,
	           id->accepted && id->established);
	str_printf(s, "  ");
	add_ends(s, id);
	add_args(t, &id->owner);
	add_line_end(s);
}

static void life_json(struct trace *t, const struct life *l)
{
	const struct tcp_ident *id = l->id;
	struct str *s = &t->out;

	json_open(t, "life", l->end);
	json_whose(t, id);
	json_text(s, "cause", l->cause);
	if (!is_existing(id))
		json_us(s, "duration_us", l->end - id->born);
	if (connect_known(id))
		json_us(s, "connect_us", id->established - id->born);
	if (id->accepted && id->established)
		json_us(s, "accept_wait_us", id->accepted - id->established);
	json_counts(s, l->counts);
	json_close(t);
}

static void tell_life(struct trace *t, const struct life *l)
{
	if (t->args->min_ms && !is_existing(l->id) &&
	    l->end - l->id->born < t->args->min_ms * 1000000)
		return;
	if (t->args->json)
		life_json(t, l);
	else
		life_text(t, l);
	trace_line(t);
}

static void life_want(const struct args *args, struct tcp_settings *s)
{
	(void)args;
	s->kinds = BIT(TCP_EV_CLOSE);
	s->list = true;
}

static bool life_open(struct trace *t)
{
	if (!t->args->json)
		str_printf(&t->out,
		           "%7s %-15s %-6s %9s %9s %9s %9s %5s %-11s %9s %9s  %s\n",
		           "PID", "COMM", "ROLE", "DUR", "TX", "RX", "RTT", "RETR",
		           "CAUSE", "CONNECT", "ACCEPT", "LOCAL > REMOTE");
	return true;
}

static struct life life_of_event(const struct tcp_event *e)
{
	return (struct life){
		.id = &e->id,
		.counts = &e->u.close.counts,
		.ca_ns = (const uint64_t *)e->u.close.ca_ns,
		.cause = cause_of(&e->u.close),
		.end = e->ns,
	};
}

static struct life life_of_sample(const struct trace *t,
                                  const struct tcp_sample *sample)
{
	return (struct life){
		.id = &sample->id,
		.counts = &sample->counts,
		.ca_ns = (const uint64_t *)sample->ca_ns,
		.cause = "open",
		.end = t->now,
	};
}

static void life_event(struct trace *t, const struct tcp_event *e)
{
	struct life l = life_of_event(e);

	tell_life(t, &l);
}

static void life_sample(void *ctx, const struct tcp_sample *sample)
{
	struct trace *t = ctx;
	struct life l = life_of_sample(t, sample);

	if (!sample->listens && !t->full)
		tell_life(t, &l);
}

static void life_end(struct trace *t)
{
	trace_list(t, life_sample);
}

const struct view view_life = {
	.name = "life",
	.option = "--life",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_ARGS | TAKES_MIN_MS,
	.want = life_want,
	.open = life_open,
	.event = life_event,
	.end = life_end,
};

/* --- time in congestion states --- */

static void cong_want(const struct args *args, struct tcp_settings *s)
{
	life_want(args, s);
	s->cong = true;
}

static bool cong_open(struct trace *t)
{
	if (!t->args->json)
		str_printf(&t->out, "%7s %-15s %-8s %8s %8s %8s %8s %8s  %s\n", "PID",
		           "COMM", "CC", "OPEN%", "DISORD%", "CWR%", "RECOV%", "LOSS%",
		           "LOCAL > REMOTE");
	return true;
}

static void tell_cong(struct trace *t, const struct life *l)
{
	uint64_t all = 0;
	struct str *s = &t->out;

	for (int i = 0; i < TCP_CA_STATES; i++)
		all += l->ca_ns[i];
	if (t->args->json) {
		json_open(t, "cong_share", l->end);
		json_whose(t, l->id);
		json_text(s, "cause", l->cause);
		for (unsigned i = 0; i < TCP_CA_STATES; i++) {
			char name[32] = { 0 };

			strcat(name, ca_name(i));
			strcat(name, "_us");
			json_us(s, name, l->ca_ns[i]);
		}
		json_counts(s, l->counts);
		json_close(t);
	} else {
		add_who(s, &l->id->owner);
		str_printf(s, " %-8.16s", l->counts->algorithm);
		for (int i = 0; i < TCP_CA_STATES; i++)
			str_printf(s, " %8.2f",
			           all ? 100.0 * (double)l->ca_ns[i] / (double)all : 0);
		str_printf(s, "  ");
		add_ends(s, l->id);
		add_args(t, &l->id->owner);
		add_line_end(s);
	}
	trace_line(t);
}

static void cong_event(struct trace *t, const struct tcp_event *e)
{
	struct life l = life_of_event(e);

	tell_cong(t, &l);
}

static void cong_sample(void *ctx, const struct tcp_sample *sample)
{
	struct trace *t = ctx;
	struct life l = life_of_sample(t, sample);

	if (!sample->listens && !t->full)
		tell_cong(t, &l);
}

static void cong_end(struct trace *t)
{
	trace_list(t, cong_sample);
}

const struct view view_cong = {
	.name = "cong",
	.option = "--cong",
	.takes = TAKES_CONNECTIONS | TAKES_COUNT | TAKES_ARGS,
	.want = cong_want,
	.open = cong_open,
	.event = cong_event,
	.end = cong_end,
};
