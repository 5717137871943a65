/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain_text.c - an explanation for people. */
#include <inttypes.h>
#include <linux/bpf.h>
#include <string.h>

#include "cli/explain.h"
#include "compiler/image.h"
#include "compiler/program.h"

enum { XT_BPF_MAX = 64 }; /* XT_BPF_MAX_NUM_INSTR of linux/netfilter/xt_bpf.h */

static void put_indented(struct str *out, const char *text, const char *indent)
{
	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\n");

		str_printf(out, "%s%.*s\n", indent, (int)len, line);
		line += len + (line[len] == '\n');
	}
}

void explain_count(struct str *out, size_t count)
{
	str_printf(out, "%zu instruction%s", count, count == 1 ? "" : "s");
}

/* ---- the listing ---- */

static void put_encoding(struct str *out, const struct sock_filter *insn)
{
	str_printf(out, "      code 0x%04x = ", (unsigned)insn->code);
	notes_code(out, insn->code);
	str_printf(out, ", jt %u, jf %u, k 0x%08" PRIx32 "\n", (unsigned)insn->jt,
	           (unsigned)insn->jf, insn->k);
}

/* The piece of the filter stands above the instructions that came from it. */
static void put_piece(struct str *out, const struct explanation *x, uint32_t i,
                      struct span *last)
{
	struct span at = loaded_piece(&x->loaded, i);

	if (BPF_CLASS(x->loaded.insns[i].code) == BPF_RET)
		return;
	if (at.len && (at.off != last->off || at.len != last->len))
		str_printf(out, "   of '%.*s':\n", (int)at.len,
		           x->loaded.filter.text + at.off);
	*last = at;
}

static void put_listing(struct str *out, const struct explanation *x)
{
	struct span last = { 0, 0 };

	for (uint32_t i = 0; i < x->loaded.count; i++) {
		put_piece(out, x, i, &last);
		notes_line(out, &x->notes, i);
		str_printf(out, "\n");
		if (x->args->encoding)
			put_encoding(out, &x->loaded.insns[i]);
	}
}

/* ---- targets ---- */

static void put_targets(struct str *out, const struct explanation *x)
{
	str_printf(out, "Where it fits\n  classic BPF: ");
	explain_count(out, x->loaded.count);
	str_printf(out, "; a kernel takes %" PRIu32 "%s\n", PFC_INSNS_MAX,
	           x->loaded.count > PFC_INSNS_MAX ? ": too long" : "");
	str_printf(out, "  iptables -m bpf: takes %d%s\n", XT_BPF_MAX,
	           x->loaded.count > XT_BPF_MAX ? ": too long"
	                                        : ", of programs for link type RAW");
	for (int t = PFC_TARGET_SOCKET; x->loaded.prog && t <= PFC_TARGET_BUFFER; t++) {
		str_printf(out, "  eBPF for %s: ", image_targets[t]);
		if (x->ebpf_counts[t])
			explain_count(out, x->ebpf_counts[t]);
		else
			str_printf(out, "not with this link type");
		str_printf(out, "\n");
	}
}

/* ---- packets ---- */

void explain_change(struct str *out, const struct explanation *x)
{
	const struct example *e = &x->example;

	notes_change(out, &x->notes, e->trace.steps.at[e->flip.step].pc, &e->flip);
}

static void put_packet(struct str *out, const struct explanation *x, bool near)
{
	struct packet p = example_packet(&x->example, near);
	struct str lines = { 0 };

	print_one(&lines, x->opts.linktype, &p, !near);
	if (lines.at)
		put_indented(out, lines.at, "  ");
	out->failed |= lines.failed;
	str_fini(&lines);
}

static void put_packets(struct str *out, const struct explanation *x)
{
	const struct example *e = &x->example;

	str_printf(out, "\nA packet that it accepts\n");
	if (!e->witness) {
		str_printf(out, e->none ? "  there is none\n"
		                        : "  none was found in time\n");
		return;
	}
	put_packet(out, x, false);
	str_printf(out, "\nOne that it nearly accepts\n");
	if (!e->flips) {
		str_printf(out, "  no change of one field makes it rejected\n");
		return;
	}
	str_printf(out, "  the same with ");
	explain_change(out, x);
	str_printf(out, ":\n");
	put_packet(out, x, true);
}

/* ---- all of it ---- */

static void put_change(struct str *out, const struct changes *all, uint32_t i)
{
	const struct change *c = &all->at[i];

	str_printf(out, "  %s: ", c->pass);
	if (c->same) {
		str_printf(out, "nothing changed\n");
		return;
	}
	explain_count(out, all->at[i ? i - 1 : 0].count);
	if (i)
		str_printf(out, ", now %" PRIu32, c->count);
	str_printf(out, ": %s\n", c->does);
	if (i == 0)
		return;
	if (c->lines.at)
		put_indented(out, c->lines.at, "    ");
	str_printf(out, "    allowed: %s\n", c->why);
}

static void put_changes(struct str *out, const struct changes *all)
{
	str_printf(out, "\nWhat the optimizer did, from test by test to the program above\n");
	for (uint32_t i = 0; i < all->count; i++)
		put_change(out, all, i);
	if (all->count == 1)
		str_printf(out, "  no optimization was asked for\n");
	else
		str_printf(out,
		           "  %" PRIu32 " ways to write the program were compared "
		           "(--explain-opt lists them)\n",
		           all->ways);
}

static void put_cost(struct str *out, const struct explanation *x)
{
	const struct cost *c = &x->loaded.explained.cost;

	str_printf(out, "\nProgram: ");
	explain_count(out, x->loaded.count);
	if (x->loaded.prog)
		str_printf(out,
		           ", at most %" PRIu32 " per packet, %.1f on ordinary traffic",
		           c->longest, c->steps);
	str_printf(out, "\n\n");
}

/* Of a program of somebody: a filter that does the same, where one was found. */
static void put_found(struct str *out, const struct explanation *x)
{
	static const char *const proofs[] = {
		[PROOF_EQUAL] = "proved equal",
		[PROOF_WHOLE] = "proved equal, but for packets that are cut off",
		[PROOF_NONE] = "not proved",
	};

	str_printf(out, "The program of %s, on link type %s.\n", x->loaded.path,
	           link_by_number(x->opts.linktype)->name);
	if (!x->found.text)
		return;
	if (x->found_words.sentence.at)
		str_printf(out, "%s\n", x->found_words.sentence.at);
	str_printf(out, "\nAs a filter (%s): %s\n", proofs[x->found.proof],
	           *x->found.text ? x->found.text : "every packet");
}

void explain_text(struct str *out, const struct explanation *x)
{
	if (x->loaded.prog) {
		str_printf(out, "%s\n\nIn full: %s\n", x->loaded.explained.sentence.at,
		           x->loaded.explained.normal.len
		                   ? x->loaded.explained.normal.at
		                   : "nothing is tested");
	} else {
		put_found(out, x);
	}
	put_cost(out, x);
	put_listing(out, x);
	explain_ebpf_text(out, x);
	if (x->loaded.prog)
		put_changes(out, &x->changes);
	str_printf(out, "\n");
	put_targets(out, x);
	put_packets(out, x);
}
