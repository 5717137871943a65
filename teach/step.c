/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/step.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void stepper_init(struct stepper *s, const struct notes *notes, jmp_buf *landing)
{
	memset(s, 0, sizeof(*s));
	s->notes = notes;
	s->landing = landing;
	arena_init(&s->arena, landing);
}

void stepper_fini(struct stepper *s)
{
	arena_fini(&s->arena);
}

void stepper_load(struct stepper *s, const struct pfc_packet *pkt)
{
	arena_fini(&s->arena);
	arena_init(&s->arena, s->landing);
	s->pkt = *pkt;
	s->at = 0;
	s->loaded = true;
	trace_run(&s->trace, &s->arena, s->notes->insns, s->notes->count, pkt);
}

bool stepper_ended(const struct stepper *s)
{
	return s->at == s->trace.steps.count;
}

const struct run_state *stepper_state(const struct stepper *s)
{
	return &s->trace.steps.at[stepper_ended(s) ? s->at - 1 : s->at];
}

uint32_t stepper_insn(const struct stepper *s)
{
	return stepper_state(s)->pc;
}

struct read stepper_read(const struct stepper *s)
{
	const struct run_state *before;
	struct read r = { 0, 0 };

	if (!s->at)
		return r;
	before = &s->trace.steps.at[s->at - 1];
	r = trace_read(&s->notes->insns[before->pc], before);
	if (r.off + r.len > s->pkt.caplen)
		r.len = 0;
	return r;
}

bool stepper_forward(struct stepper *s)
{
	if (stepper_ended(s))
		return false;
	s->at++;
	return true;
}

bool stepper_back(struct stepper *s)
{
	if (!s->at)
		return false;
	s->at--;
	return true;
}

/* ---- breakpoints ---- */

static uint32_t reg_of(const struct run_state *st, int reg)
{
	return reg == 'a' ? st->a : reg == 'x' ? st->x : st->mem[reg];
}

static bool holds(const struct breakpoint *b, const struct run_state *st)
{
	uint32_t v = reg_of(st, b->reg);

	switch (b->cmp) {
	case BREAK_EQ:
		return v == b->k;
	case BREAK_NE:
		return v != b->k;
	case BREAK_GT:
		return v > b->k;
	case BREAK_GE:
		return v >= b->k;
	case BREAK_LT:
		return v < b->k;
	case BREAK_LE:
		return v <= b->k;
	case BREAK_BITS:
		return v & b->k;
	}
	return false;
}

static bool has_words(const struct stepper *s, uint32_t insn, const char *text)
{
	struct str words = { 0 };
	bool found;

	notes_words(&words, s->notes, insn);
	found = words.at && strcasestr(words.at, text);
	str_fini(&words);
	return found;
}

static bool any_has_words(const struct stepper *s, const char *text)
{
	for (uint32_t i = 0; i < s->notes->count; i++) {
		if (has_words(s, i, text))
			return true;
	}
	return false;
}

static bool stops(const struct stepper *s, const struct breakpoint *b)
{
	const struct run_state *now;

	if (stepper_ended(s))
		return false;
	now = &s->trace.steps.at[s->at];
	switch (b->kind) {
	case BREAK_LINE:
		return now->pc == b->line;
	case BREAK_TEXT:
		return has_words(s, now->pc, b->text);
	case BREAK_VALUE:
		return holds(b, now) && (!s->at || !holds(b, now - 1));
	}
	return false;
}

int stepper_run(struct stepper *s, bool back)
{
	while (back ? stepper_back(s) : stepper_forward(s)) {
		for (uint32_t i = 0; i < s->break_count; i++) {
			if (stops(s, &s->breaks[i]))
				return (int)i;
		}
	}
	return -1;
}

static const char *const cmp_words[] = {
	[BREAK_EQ] = "=", [BREAK_NE] = "!=", [BREAK_GT] = ">",   [BREAK_GE] = ">=",
	[BREAK_LT] = "<", [BREAK_LE] = "<=", [BREAK_BITS] = "&",
};

/* "A", "X", "M[3]"; moves *text behind it. */
static bool take_reg(const char **text, int *reg)
{
	const char *t = *text;
	char *end;
	unsigned long n;

	if (tolower((unsigned char)*t) == 'a' || tolower((unsigned char)*t) == 'x') {
		*reg = tolower((unsigned char)*t);
		*text = t + 1;
		return !isalnum((unsigned char)t[1]);
	}
	if (tolower((unsigned char)*t) != 'm' || t[1] != '[')
		return false;
	n = strtoul(t + 2, &end, 10);
	if (end == t + 2 || *end != ']' || n >= BPF_MEMWORDS)
		return false;
	*reg = (int)n;
	*text = end + 1;
	return true;
}

static bool take_number(const char *text, uint32_t *k)
{
	unsigned long long n;
	char *end;

	while (*text == ' ')
		text++;
	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	n = strtoull(text, &end, 0);
	if (errno || *end || n > UINT32_MAX)
		return false;
	*k = (uint32_t)n;
	return true;
}

static bool take_condition(const char *text, struct breakpoint *b)
{
	static const struct {
		const char *text;
		enum break_cmp cmp;
	} ops[] = { { "==", BREAK_EQ }, { "!=", BREAK_NE }, { ">=", BREAK_GE },
		    { "<=", BREAK_LE }, { "=", BREAK_EQ },  { ">", BREAK_GT },
		    { "<", BREAK_LT },  { "&", BREAK_BITS } };

	if (!take_reg(&text, &b->reg))
		return false;
	while (*text == ' ')
		text++;
	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		size_t len = strlen(ops[i].text);

		if (strncmp(text, ops[i].text, len) != 0)
			continue;
		b->cmp = ops[i].cmp;
		return take_number(text + len, &b->k);
	}
	return false;
}

bool stepper_break(struct stepper *s, const char *text)
{
	struct breakpoint *b = &s->breaks[s->break_count];
	size_t len = strlen(text);

	if (!len || len >= BREAK_TEXT_MAX || s->break_count == BREAKS_MAX)
		return false;
	memset(b, 0, sizeof(*b));
	if (take_number(text, &b->line)) {
		if (b->line >= s->notes->count)
			return false;
		b->kind = BREAK_LINE;
	} else if (take_condition(text, b)) {
		b->kind = BREAK_VALUE;
	} else if (any_has_words(s, text)) {
		b->kind = BREAK_TEXT;
		memcpy(b->text, text, len + 1);
	} else {
		return false;
	}
	s->break_count++;
	return true;
}

void stepper_delete(struct stepper *s, uint32_t index)
{
	if (index >= s->break_count)
		return;
	s->break_count--;
	memmove(&s->breaks[index], &s->breaks[index + 1],
	        (s->break_count - index) * sizeof(s->breaks[0]));
}

void stepper_break_words(struct str *out, const struct breakpoint *b)
{
	switch (b->kind) {
	case BREAK_LINE:
		str_printf(out, "at instruction %" PRIu32, b->line);
		return;
	case BREAK_TEXT:
		str_printf(out, "where the words have '%s'", b->text);
		return;
	case BREAK_VALUE:
		if (b->reg >= BPF_MEMWORDS)
			str_printf(out, "where %c", toupper(b->reg));
		else
			str_printf(out, "where M[%d]", b->reg);
		str_printf(out, " %s 0x%" PRIx32, cmp_words[b->cmp], b->k);
		return;
	}
}

/* ---- why ---- */

static bool is_branch(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_JMP && BPF_OP(insn->code) != BPF_JA;
}

static void put_flip(struct str *out, struct stepper *s)
{
	struct flip flip;

	if (!trace_flip(&s->trace, &s->pkt, &flip)) {
		str_printf(out,
		           "no change of one field that was read turns the verdict\n");
		return;
	}
	str_printf(out, "it would be %s with ",
	           s->trace.verdict ? "rejected" : "accepted");
	notes_change(out, s->notes, s->trace.steps.at[flip.step].pc, &flip);
	str_printf(out, " (byte%s %" PRIu64, flip.at.len == 1 ? "" : "s", flip.at.off);
	if (flip.at.len > 1)
		str_printf(out, "-%" PRIu64, flip.at.off + flip.at.len - 1);
	str_printf(out, ")\n");
}

void stepper_why(struct str *out, struct stepper *s)
{
	const struct trace *t = &s->trace;
	uint32_t last = t->steps.at[t->steps.count - 1].pc, i = t->steps.count - 1;

	if (t->failed) {
		str_printf(out,
		           "rejected: instruction %" PRIu32
		           " could not be executed, as ",
		           last);
		str_printf(out,
		           BPF_CLASS(s->notes->insns[last].code) == BPF_ALU
		                   ? "it divides by zero\n"
		                   : "the packet has only %" PRIu32 " bytes\n",
		           s->pkt.caplen);
		return;
	}
	str_printf(out, "%s", t->verdict ? "accepted" : "rejected");
	while (i > 0 && !is_branch(&s->notes->insns[t->steps.at[i].pc]))
		i--;
	if (is_branch(&s->notes->insns[t->steps.at[i].pc])) {
		uint32_t pc = t->steps.at[i].pc;
		bool yes = t->steps.at[i + 1].pc == pc + 1 + s->notes->insns[pc].jt &&
		           s->notes->insns[pc].jt != s->notes->insns[pc].jf;

		str_printf(out, " by instruction %" PRIu32 ": ", pc);
		notes_words(out, s->notes, pc);
		str_printf(out, "; it is %s: ", yes ? "so" : "not so");
		notes_found(out, s->notes, pc, t->steps.at[i].a);
	}
	str_printf(out, "\n");
	put_flip(out, s);
}

uint32_t stepper_difference(const struct stepper *a, const struct stepper *b)
{
	uint32_t i = 0;

	if (!a->trace.verdict == !b->trace.verdict)
		return UINT32_MAX;
	while (i < a->trace.steps.count && i < b->trace.steps.count) {
		const struct sock_filter *x = &a->notes->insns[a->trace.steps.at[i].pc];
		const struct sock_filter *y = &b->notes->insns[b->trace.steps.at[i].pc];

		if (x->code != y->code || x->k != y->k)
			return i;
		i++;
	}
	return i;
}
