/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/step_show.c - what `pfc step` shows of a place. */
#include <inttypes.h>

#include "cli/step.h"
#include "compiler/image.h"

enum { ROW = 16 };

void step_put_line(struct str *out, const struct notes *n, uint32_t i)
{
	struct str line = { 0 };

	image_cbpf_insn(&line, &n->insns[i], i);
	for (size_t k = 0; k < line.len; k++)
		str_add(out, line.at[k] == '\t' ? " " : line.at + k, 1);
	out->failed |= line.failed;
	str_fini(&line);
}

void step_put_verdict(struct str *out, const struct trace *t)
{
	if (t->failed)
		str_printf(out, "rejected: it could not be executed");
	else if (t->verdict)
		str_printf(out, "accepted, %" PRIu32 " bytes", t->verdict);
	else
		str_printf(out, "rejected");
}

static void put_registers(struct str *out, const struct run_state *st)
{
	str_printf(out,
	           "  A = %" PRIu32 " (0x%" PRIx32 ")  X = %" PRIu32 " (0x%" PRIx32 ")",
	           st->a, st->a, st->x, st->x);
	for (int i = 0; i < BPF_MEMWORDS; i++) {
		if (st->mem[i])
			str_printf(out, "  M[%d] = %" PRIu32, i, st->mem[i]);
	}
	str_printf(out, "\n");
}

static void put_read(struct str *out, struct stepping *x)
{
	const struct stepper *s = &x->side[0].stepper;
	struct read r = stepper_read(s);
	size_t start;

	if (!r.len)
		return;
	str_printf(out, "  just read: byte%s %" PRIu64, r.len == 1 ? "" : "s", r.off);
	if (r.len > 1)
		str_printf(out, "-%" PRIu64, r.off + r.len - 1);
	str_printf(out, " =");
	for (uint32_t i = 0; i < r.len; i++)
		str_printf(out, " %02x", s->pkt.data[r.off + i]);
	start = out->len;
	str_printf(out, "  ");
	notes_field(out, s->notes, s->trace.steps.at[s->at - 1].pc);
	if (out->at && out->len == start + 2)
		out->at[out->len = start] = '\0';
	str_printf(out, "\n");
}

static void put_next(struct str *out, const struct stepper *s)
{
	if (stepper_ended(s)) {
		str_printf(out, "  end: ");
		step_put_verdict(out, &s->trace);
		str_printf(out, "\n");
		return;
	}
	str_printf(out, "  ");
	step_put_line(out, s->notes, stepper_insn(s));
	str_printf(out, "\n        ");
	notes_words(out, s->notes, stepper_insn(s));
	str_printf(out, "\n");
}

void step_place(struct str *out, struct stepping *x)
{
	const struct stepper *s = &x->side[0].stepper;

	str_printf(out,
	           "packet %" PRIu32 " of %" PRIu32 ", step %" PRIu32 " of %" PRIu32
	           "\n",
	           x->number + 1, x->packets.count, s->at, s->trace.steps.count);
	put_registers(out, stepper_state(s));
	put_read(out, x);
	put_next(out, s);
}

void step_bytes(struct str *out, struct stepping *x)
{
	const struct stepper *s = &x->side[0].stepper;
	struct read r = stepper_read(s);

	for (uint32_t row = 0; row < s->pkt.caplen; row += ROW) {
		str_printf(out, "  %04" PRIx32 " ", row);
		for (uint32_t i = row; i < row + ROW && i < s->pkt.caplen; i++) {
			bool first = r.len && i == r.off;
			bool behind = r.len && i == r.off + r.len && i > row;

			str_printf(out, "%c%02x",
			           first    ? '['
			           : behind ? ']'
			                    : ' ',
			           s->pkt.data[i]);
		}
		str_printf(out, "%s\n",
		           r.len && r.off + r.len > row && r.off < row + ROW &&
		                           (r.off + r.len == row + ROW ||
		                            r.off + r.len == s->pkt.caplen)
		                   ? "]"
		                   : "");
	}
}

void step_listing(struct str *out, struct stepping *x, uint32_t from, uint32_t to)
{
	const struct stepper *s = &x->side[0].stepper;
	uint32_t here = stepper_ended(s) ? UINT32_MAX : stepper_insn(s);

	for (uint32_t i = from; i < to && i < s->notes->count; i++) {
		str_printf(out, "%s ", i == here ? "=>" : "  ");
		step_put_line(out, s->notes, i);
		str_printf(out, "\n");
	}
}

/* Every field that the run has read so far. */
void step_fields(struct str *out, struct stepping *x)
{
	const struct stepper *s = &x->side[0].stepper;

	for (uint32_t i = 0; i < s->at; i++) {
		const struct run_state *st = &s->trace.steps.at[i];
		struct read r = trace_read(&s->notes->insns[st->pc], st);
		struct str field = { 0 };

		if (!r.len || r.off + r.len > s->pkt.caplen)
			continue;
		notes_field(&field, s->notes, st->pc);
		str_printf(out, "  %s: byte%s %" PRIu64,
		           field.at ? field.at : "no field", r.len > 1 ? "s" : "",
		           r.off);
		if (r.len > 1)
			str_printf(out, "-%" PRIu64, r.off + r.len - 1);
		str_printf(out, " =");
		for (uint32_t k = 0; k < r.len; k++)
			str_printf(out, " %02x", s->pkt.data[r.off + k]);
		str_printf(out, "\n");
		str_fini(&field);
	}
}

void step_packet(struct str *out, struct stepping *x)
{
	struct str lines = { 0 };

	print_one(&lines, x->opts.linktype, &x->packets.at[x->number].packet, false);
	str_printf(out, "  %s", lines.at ? lines.at : "");
	str_fini(&lines);
	step_bytes(out, x);
}
