/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/step_lines.c - the commands of `pfc step`, one a line; the screen has the same. */
#include "cli/step.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/say.h"

enum { AROUND = 8 };

static struct stepper *stepper(struct stepping *x)
{
	return &x->side[0].stepper;
}

void step_go(struct stepping *x, uint32_t number)
{
	const struct packet *p = &x->packets.at[number].packet;
	struct pfc_packet pkt = { p->data, p->caplen, p->len,
		                  p->flags & PACKET_HAS_META ? &p->meta : NULL };

	x->number = number;
	for (int i = 0; i < x->sides; i++)
		stepper_load(&x->side[i].stepper, &pkt);
}

/* ---- all packets ---- */

struct hits {
	const struct sock_filter *insns;
	uint64_t *at, *yes; /* of each instruction: executed, and gone on at jt */
	uint32_t last;      /* that was executed, + 1; 0: none */
};

static void count_hit(void *ctx, const struct run_state *s)
{
	struct hits *h = ctx;

	if (h->last && s->pc == h->last + h->insns[h->last - 1].jt)
		h->yes[h->last - 1]++;
	h->at[s->pc]++;
	h->last = s->pc + 1;
}

static struct pfc_packet packet_of(const struct packet *p)
{
	return (struct pfc_packet){ p->data, p->caplen, p->len,
		                    p->flags & PACKET_HAS_META ? &p->meta : NULL };
}

/* How often each instruction was executed, and each jump taken, over all packets. */
static void put_hits(struct str *out, struct stepping *x)
{
	const struct notes *n = &x->side[0].notes;
	struct hits h = { .insns = n->insns };
	uint32_t accepted = 0;

	h.at = arena_alloc(&x->arena, n->count * sizeof(*h.at));
	h.yes = arena_alloc(&x->arena, n->count * sizeof(*h.yes));
	for (uint32_t i = 0; i < x->packets.count; i++) {
		struct pfc_packet pkt = packet_of(&x->packets.at[i].packet);

		h.last = 0;
		accepted += run_watched(n->insns, &pkt, count_hit, &h) != 0;
	}
	str_printf(out, "%" PRIu32 " packets, %" PRIu32 " accepted\n", x->packets.count,
	           accepted);
	for (uint32_t i = 0; i < n->count; i++) {
		bool branch = BPF_CLASS(n->insns[i].code) == BPF_JMP &&
		              BPF_OP(n->insns[i].code) != BPF_JA;

		str_printf(out, "%8" PRIu64 "  ", h.at[i]);
		step_put_line(out, n, i);
		if (branch)
			str_printf(out, "   yes %" PRIu64 ", no %" PRIu64, h.yes[i],
			           h.at[i] - h.yes[i]);
		str_printf(out, "\n");
	}
}

/* ---- two programs ---- */

static void put_side(struct str *out, struct stepping *x, int side, uint32_t at)
{
	const struct stepper *s = &x->side[side].stepper;

	str_printf(out, "  %c ", side ? 'B' : 'A');
	if (at < s->trace.steps.count) {
		step_put_line(out, s->notes, s->trace.steps.at[at].pc);
		str_printf(out, "\n      ");
		notes_words(out, s->notes, s->trace.steps.at[at].pc);
	} else {
		str_printf(out, "has ended");
	}
	str_printf(out, "\n    in the end: ");
	step_put_verdict(out, &s->trace);
	str_printf(out, "\n");
}

/* From the next packet on, the first that only one of both accepts. */
static void put_difference(struct str *out, struct stepping *x)
{
	uint32_t from;

	if (x->sides < 2) {
		str_printf(out, "there is no second program: give one with --with\n");
		return;
	}
	from = x->told == x->number + 1 ? x->told : x->number;
	for (uint32_t i = from; i < x->packets.count; i++) {
		uint32_t at;

		step_go(x, i);
		at = stepper_difference(&x->side[0].stepper, &x->side[1].stepper);
		if (at == UINT32_MAX)
			continue;
		x->told = i + 1;
		str_printf(out,
		           "packet %" PRIu32 ": A and B differ from step %" PRIu32
		           " on\n",
		           i + 1, at);
		for (int side = 0; side < 2; side++) {
			put_side(out, x, side, at);
			x->side[side].stepper.at =
				at < x->side[side].stepper.trace.steps.count
					? at
					: x->side[side].stepper.trace.steps.count;
		}
		return;
	}
	str_printf(out,
	           from < x->packets.count
	                   ? "A and B say the same of all packets from %" PRIu32 " on\n"
	                   : "no packet comes behind %" PRIu32 "\n",
	           from < x->packets.count ? from + 1 : from);
	step_go(x, x->packets.count - 1);
}

/* ---- commands ---- */

/* A number behind a command; what there is when nothing stands there. false: no number. */
static bool number_of(const char *text, uint32_t otherwise, uint32_t *n)
{
	unsigned long value;
	char *end;

	*n = otherwise;
	if (!*text)
		return true;
	errno = 0;
	value = strtoul(text, &end, 10);
	*n = (uint32_t)value;
	return isdigit((unsigned char)*text) && !errno && !*end && value <= UINT32_MAX;
}

static bool wrong_number(struct str *out, const char *text)
{
	str_printf(out, "'%.40s' is no number\n", text);
	return true;
}

static bool do_step(struct stepping *x, const char *arg, struct str *out, bool back)
{
	uint32_t n;

	if (!number_of(arg, 1, &n))
		return wrong_number(out, arg);
	for (int i = 0; i < x->sides; i++) {
		for (uint32_t k = 0; k < n; k++) {
			if (!(back ? stepper_back(&x->side[i].stepper)
			           : stepper_forward(&x->side[i].stepper)))
				break;
		}
	}
	step_place(out, x);
	return true;
}

static bool do_run(struct stepping *x, struct str *out, bool back)
{
	int hit = stepper_run(stepper(x), back);

	if (hit >= 0) {
		str_printf(out, "breakpoint %d, ", hit + 1);
		stepper_break_words(out, &stepper(x)->breaks[hit]);
		str_printf(out, "\n");
	}
	step_place(out, x);
	return true;
}

static bool do_packet(struct stepping *x, const char *arg, struct str *out, int by)
{
	uint32_t n = (uint32_t)((int64_t)x->number + 1 + by);

	if (by == 0 && !number_of(arg, x->number + 1, &n))
		return wrong_number(out, arg);
	if (n < 1 || n > x->packets.count) {
		str_printf(out, "there is no packet %" PRIu32 ": 1 to %" PRIu32 "\n", n,
		           x->packets.count);
		return true;
	}
	step_go(x, n - 1);
	step_place(out, x);
	return true;
}

static bool do_break(struct stepping *x, const char *arg, struct str *out)
{
	struct stepper *s = stepper(x);

	if (!*arg) {
		for (uint32_t i = 0; i < s->break_count; i++) {
			str_printf(out, "%" PRIu32 ": ", i + 1);
			stepper_break_words(out, &s->breaks[i]);
			str_printf(out, "\n");
		}
		if (!s->break_count)
			str_printf(out, "no breakpoints\n");
		return true;
	}
	if (s->break_count == BREAKS_MAX) {
		str_printf(out, "there are %d breakpoints already: delete one\n", (int)BREAKS_MAX);
	} else if (!stepper_break(s, arg)) {
		str_printf(out,
		           "no breakpoint '%.40s': say an instruction below %" PRIu32
		           ", a condition such as 'A = 6', or words of an instruction\n",
		           arg, s->notes->count);
	} else {
		str_printf(out, "breakpoint %" PRIu32 " ", s->break_count);
		stepper_break_words(out, &s->breaks[s->break_count - 1]);
		str_printf(out, "\n");
	}
	return true;
}

static bool do_delete(struct stepping *x, const char *arg, struct str *out)
{
	struct stepper *s = stepper(x);
	uint32_t n;

	if (!number_of(arg, 0, &n) || n > s->break_count) {
		str_printf(out, "there is no breakpoint '%.40s'\n", arg);
		return true;
	}
	if (n)
		stepper_delete(s, n - 1);
	else
		s->break_count = 0;
	return true;
}

static bool do_list(struct stepping *x, const char *arg, struct str *out)
{
	uint32_t here = stepper_insn(stepper(x));

	if (!strcmp(arg, "all"))
		step_listing(out, x, 0, UINT32_MAX);
	else
		step_listing(out, x, here > AROUND ? here - AROUND : 0,
		             here + AROUND + 1);
	return true;
}

static const char help_text[] =
	"  s, step [N]        one step forward, or N\n"
	"  b, back [N]        one step back, or N\n"
	"  r, run             on to the next breakpoint or the end\n"
	"  R, rewind          back to the last breakpoint or the start\n"
	"  n, next            the next packet;  p, previous;  packet N\n"
	"  break WHERE        an instruction, 'A = 6', 'M[1] > 5', or words of a "
        "field\n"
	"  break              the breakpoints;  delete [N] removes them\n"
	"  l, list [all]      the program around the place\n"
	"  x, bytes           the packet, and what was just read in brackets\n"
	"  f, fields          what has been read so far\n"
	"  w, why             why it ended so, and what would turn it\n"
	"  d, difference      the next packet that --with's program judges otherwise\n"
	"  hits               how often each instruction is executed, over all "
        "packets\n"
	"  q, quit\n";

enum command {
	COMMAND_STEP,
	COMMAND_BACK,
	COMMAND_RUN,
	COMMAND_REWIND,
	COMMAND_NEXT,
	COMMAND_PREVIOUS,
	COMMAND_PACKET,
	COMMAND_BREAK,
	COMMAND_DELETE,
	COMMAND_LIST,
	COMMAND_BYTES,
	COMMAND_FIELDS,
	COMMAND_WHY,
	COMMAND_DIFFERENCE,
	COMMAND_HITS,
	COMMAND_HELP,
	COMMAND_QUIT,
	COMMANDS
};

static const struct {
	const char *word, *brief;
} commands_of[COMMANDS] = {
	[COMMAND_STEP] = { "step", "s" },
	[COMMAND_BACK] = { "back", "b" },
	[COMMAND_RUN] = { "run", "r" },
	[COMMAND_REWIND] = { "rewind", "R" },
	[COMMAND_NEXT] = { "next", "n" },
	[COMMAND_PREVIOUS] = { "previous", "p" },
	[COMMAND_PACKET] = { "packet", "packet" },
	[COMMAND_BREAK] = { "break", "break" },
	[COMMAND_DELETE] = { "delete", "delete" },
	[COMMAND_LIST] = { "list", "l" },
	[COMMAND_BYTES] = { "bytes", "x" },
	[COMMAND_FIELDS] = { "fields", "f" },
	[COMMAND_WHY] = { "why", "w" },
	[COMMAND_DIFFERENCE] = { "difference", "d" },
	[COMMAND_HITS] = { "hits", "hits" },
	[COMMAND_HELP] = { "help", "h" },
	[COMMAND_QUIT] = { "quit", "q" },
};

static bool do_command(struct stepping *x, enum command c, const char *arg,
                       struct str *out)
{
	switch (c) {
	case COMMAND_STEP:
		return do_step(x, arg, out, false);
	case COMMAND_BACK:
		return do_step(x, arg, out, true);
	case COMMAND_RUN:
		return do_run(x, out, false);
	case COMMAND_REWIND:
		return do_run(x, out, true);
	case COMMAND_NEXT:
		return do_packet(x, arg, out, 1);
	case COMMAND_PREVIOUS:
		return do_packet(x, arg, out, -1);
	case COMMAND_PACKET:
		return do_packet(x, arg, out, 0);
	case COMMAND_BREAK:
		return do_break(x, arg, out);
	case COMMAND_DELETE:
		return do_delete(x, arg, out);
	case COMMAND_LIST:
		return do_list(x, arg, out);
	case COMMAND_BYTES:
		step_packet(out, x);
		return true;
	case COMMAND_FIELDS:
		step_fields(out, x);
		return true;
	case COMMAND_WHY:
		stepper_why(out, stepper(x));
		return true;
	case COMMAND_DIFFERENCE:
		put_difference(out, x);
		return true;
	case COMMAND_HITS:
		put_hits(out, x);
		return true;
	case COMMAND_HELP:
		str_printf(out, "%s", help_text);
		return true;
	case COMMAND_QUIT:
	case COMMANDS:
		return false;
	}
	return false;
}

bool step_command(struct stepping *x, const char *line, struct str *out)
{
	size_t len;
	const char *arg;
	char rest[BREAK_TEXT_MAX * 2];
	struct closest near = { 0 };

	line += strspn(line, " \t");
	len = strcspn(line, " \t\r\n");
	arg = line + len + strspn(line + len, " \t");
	snprintf(rest, sizeof(rest), "%.*s", (int)strcspn(arg, "\r\n"), arg);
	while (*rest && strchr(" \t", rest[strlen(rest) - 1]))
		rest[strlen(rest) - 1] = '\0';
	if (!len)
		return true;
	near.word = line;
	near.len = len;
	for (int c = 0; c < COMMANDS; c++) {
		if ((strlen(commands_of[c].word) == len &&
		     !strncmp(commands_of[c].word, line, len)) ||
		    (strlen(commands_of[c].brief) == len &&
		     !strncmp(commands_of[c].brief, line, len)))
			return do_command(x, (enum command)c, rest, out);
		closest_try(&near, commands_of[c].word);
	}
	str_printf(out, "no command '%.*s'; ", (int)(len < 40 ? len : 40), line);
	if (near.best)
		str_printf(out, "did you mean '%s'?\n", near.best);
	else
		str_printf(out, "'help' lists them\n");
	return true;
}

int step_lines(struct stepping *x)
{
	bool asks = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO), go_on = true;
	struct str out = { 0 };
	char *line = NULL;
	size_t room = 0;
	int status;

	step_place(&out, x);
	do {
		str_printf(&out, asks ? "> " : "");
		status = put_stdout_str(&out);
		out = (struct str){ 0 };
		str_add(&out, "", 0);
		if (status != EXIT_DONE || !go_on || getline(&line, &room, stdin) < 0)
			break;
		go_on = step_command(x, line, &out);
	} while (go_on || out.len);
	str_fini(&out);
	free(line);
	return status;
}
