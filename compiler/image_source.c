/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/image_source.c - a program as Go, as Rust, and as a graph for Graphviz.
 *
 * Go's is the type of golang.org/x/net/bpf, Rust's that of the libc crate.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "compiler/image.h"

void image_go(struct str *out, const struct sock_filter *insns, uint32_t count)
{
	str_printf(out, "var filter = []bpf.RawInstruction{\n");
	for (uint32_t i = 0; i < count; i++)
		str_printf(out, "\t{Op: 0x%x, Jt: %u, Jf: %u, K: 0x%08" PRIx32 "},\n",
		           (unsigned)insns[i].code, (unsigned)insns[i].jt,
		           (unsigned)insns[i].jf, insns[i].k);
	str_printf(out, "}\n");
}

void image_rust(struct str *out, const struct sock_filter *insns, uint32_t count)
{
	str_printf(out, "const FILTER: [libc::sock_filter; %" PRIu32 "] = [\n", count);
	for (uint32_t i = 0; i < count; i++)
		str_printf(out,
		           "    libc::sock_filter { code: 0x%x, jt: %u, jf: %u, "
		           "k: 0x%08" PRIx32 " },\n",
		           (unsigned)insns[i].code, (unsigned)insns[i].jt,
		           (unsigned)insns[i].jf, insns[i].k);
	str_printf(out, "];\n");
}

/* ---- the graph: a box for each run of instructions ---- */

static bool branches(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_JMP && BPF_OP(insn->code) != BPF_JA;
}

static bool is_ja(const struct sock_filter *insn)
{
	return insn->code == (BPF_JMP | BPF_JA);
}

static bool is_return(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_RET;
}

/* leader[i]: a box starts at instruction i. Jumps may lead outside: leader has room. */
static void find_leaders(unsigned char *leader, const struct sock_filter *insns,
                         uint32_t count)
{
	leader[0] = 1;
	for (uint32_t i = 0; i < count; i++) {
		uint64_t next = (uint64_t)i + 1;

		if (is_ja(&insns[i]) && next + insns[i].k < count)
			leader[next + insns[i].k] = 1;
		if (branches(&insns[i]) && next + insns[i].jt < count)
			leader[next + insns[i].jt] = 1;
		if (branches(&insns[i]) && next + insns[i].jf < count)
			leader[next + insns[i].jf] = 1;
		if (is_ja(&insns[i]) || branches(&insns[i]) || is_return(&insns[i]))
			leader[next] = 1;
	}
}

static void put_line(struct str *out, const struct sock_filter *insn, uint32_t pc)
{
	struct str line = { 0 };

	image_cbpf_insn(&line, insn, pc);
	for (size_t i = 0; i < line.len; i++)
		str_add(out, line.at[i] == '\t' ? " " : line.at + i, 1);
	str_add(out, "\\l", 2);
	out->failed |= line.failed;
	str_fini(&line);
}

static const char *box_style(const struct sock_filter *last)
{
	if (!is_return(last))
		return "";
	if (BPF_RVAL(last->code) == BPF_A)
		return ", style=\"filled,rounded\", fillcolor=\"#fff2b3\"";
	return last->k ? ", style=\"filled,rounded\", fillcolor=\"#c8ecc8\""
	               : ", style=\"filled,rounded\", fillcolor=\"#f3cccc\"";
}

static void put_edges(struct str *out, const struct sock_filter *insn, uint32_t box,
                      uint32_t last, uint32_t count)
{
	if (is_return(insn))
		return;
	if (branches(insn)) {
		str_printf(out, "\tn%" PRIu32 " -> n%" PRIu32 " [label=\"yes\"];\n",
		           box, last + 1 + insn->jt);
		str_printf(out,
		           "\tn%" PRIu32 " -> n%" PRIu32
		           " [label=\"no\", style=dashed];\n",
		           box, last + 1 + insn->jf);
	} else if (is_ja(insn) || last + 1 < count) {
		str_printf(out, "\tn%" PRIu32 " -> n%" PRIu32 ";\n", box,
		           last + 1 + (is_ja(insn) ? insn->k : 0));
	}
}

void image_dot(struct str *out, const struct sock_filter *insns, uint32_t count)
{
	unsigned char *leader = calloc((size_t)count + 1, 1);

	if (!leader || !count) {
		out->failed |= !leader;
		free(leader);
		return;
	}
	find_leaders(leader, insns, count);
	str_printf(out, "digraph filter {\n"
	                "\tnode [shape=box, fontname=\"monospace\"];\n");
	for (uint32_t box = 0, last; box < count; box = last + 1) {
		for (last = box; last + 1 < count && !leader[last + 1];)
			last++;
		str_printf(out, "\tn%" PRIu32 " [label=\"", box);
		for (uint32_t i = box; i <= last; i++)
			put_line(out, &insns[i], i);
		str_printf(out, "\"%s];\n", box_style(&insns[last]));
		put_edges(out, &insns[last], box, last, count);
	}
	str_printf(out, "}\n");
	free(leader);
}
