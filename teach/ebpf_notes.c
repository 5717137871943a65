/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/ebpf_notes.h"

static bool is_packet_load(const struct bpf_insn *in, const struct held *after)
{
	return (BPF_CLASS(in->code) == BPF_LDX || BPF_CLASS(in->code) == BPF_LD) &&
	       after->kind == HELD_NUMBER && after->loaded;
}

/* Where bytes lie in packets of this kind. */
static struct place place_of(const struct offset *at, const struct hypothesis *h)
{
	struct header none = { FIELD_NONE, UINT32_MAX };

	if (!at->header)
		return (struct place){ at->off >= 0 ? hypothesis_at(h, (uint32_t)at->off) : none,
			               h };
	if (h->has_ip4 && at->ip4 == h->ip4 && at->off >= (int32_t)h->ip4)
		return (struct place){ hypothesis_behind_ip4(h, (uint32_t)at->off - h->ip4), h };
	return (struct place){ none, h };
}

/* The register that a load through the kernel fills is r0. */
static const struct held *result(const struct bpf_insn *in, const struct ebpf_at *at)
{
	bool by_kernel = BPF_CLASS(in->code) == BPF_LD && BPF_MODE(in->code) != BPF_IMM;

	return &at->regs[by_kernel || in->dst_reg >= EBPF_REGS ? 0 : in->dst_reg];
}

static void note_insn(struct ebpf_notes *n, uint32_t i, const struct ebpf_at *at,
                      const struct hypothesis *h)
{
	const struct bpf_insn *in = &n->program.insns[i];
	struct ebpf_note_at *note = &n->at[i];
	struct ebpf_at after = at[i];
	const struct held *dst = result(in, &at[i]);

	ebpf_flow_step(&n->program, h, i, &after);
	if (is_packet_load(in, result(in, &after)))
		note_add_place(&note->note, place_of(&result(in, &after)->at, h));
	if (note->used)
		return;
	note->used = true;
	note->dst = *dst;
	note->src = at[i].regs[in->src_reg < EBPF_REGS ? in->src_reg : 0];
	note->after = *result(in, &after);
	if (dst->kind == HELD_NUMBER && dst->loaded)
		note->note.of = place_of(&dst->at, h);
	if (note->after.kind == HELD_NUMBER && note->after.loaded &&
	    !is_packet_load(in, &note->after))
		note->note.of = place_of(&note->after.at, h);
}

/* As for classic programs: packets that are accepted name the bytes; where there are none,
 * those that come there do, and any packet does last.
 */
static void note_all(struct ebpf_notes *n, struct ebpf_at *at, bool *done,
                     const hypotheses_t *kinds)
{
	for (int round = 0; round < 4; round++) {
		uint32_t first = round < 2 ? 0 : kinds->count - 1;
		uint32_t last = round < 2 ? kinds->count - 1 : kinds->count;

		for (uint32_t i = 0; i < n->program.count; i++)
			done[i] = n->at[i].used;
		for (uint32_t k = first; k < last; k++) {
			ebpf_flow_run(&n->program, &kinds->at[k], at);
			for (uint32_t i = 0; i < n->program.count; i++) {
				if (!done[i] && at[i].reached && (at[i].accepts || round % 2))
					note_insn(n, i, at, &kinds->at[k]);
			}
		}
	}
}

void ebpf_notes_make(struct ebpf_notes *n, struct arena *arena,
                     const struct ebpf_program *program, const struct link *link)
{
	hypotheses_t kinds = { 0 };

	*n = (struct ebpf_notes){ *program, NULL };
	if (program->count > EBPF_NOTES_MAX)
		return;
	n->at = arena_alloc(arena, program->count * sizeof(*n->at));
	hypotheses_make(&kinds, arena, link);
	note_all(n, arena_alloc(arena, program->count * sizeof(struct ebpf_at)),
	         arena_alloc(arena, program->count * sizeof(bool)), &kinds);
}
