/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/ebpf_flow.h"

#include <string.h>

/* ---- joining ways ---- */

static bool same_offset(const struct offset *a, const struct offset *b)
{
	return a->header == b->header && a->ip4 == b->ip4 && a->off == b->off;
}

static void join_held(struct held *to, const struct held *from)
{
	bool same = to->kind == from->kind && same_offset(&to->at, &from->at) &&
	            to->meta == from->meta;

	if (same && to->kind == HELD_NUMBER)
		same = to->loaded == from->loaded && to->width == from->width &&
		       to->right == from->right && to->left == from->left &&
		       to->swapped == from->swapped;
	if (!same) {
		*to = (struct held){ .kind = HELD_UNKNOWN };
		return;
	}
	to->known &= from->known & ~(to->value ^ from->value);
	to->value &= to->known;
	to->mask |= from->mask;
}

static void join(struct ebpf_at *to, const struct ebpf_at *from)
{
	if (!to->reached) {
		*to = *from;
		to->reached = true;
		to->accepts = to->yes = to->no = false;
		return;
	}
	for (int i = 0; i < EBPF_REGS; i++)
		join_held(&to->regs[i], &from->regs[i]);
	for (int i = 0; i < EBPF_SLOTS; i++)
		join_held(&to->slots[i], &from->slots[i]);
	for (int i = 0; i < EBPF_WINDOWS; i++) {
		struct window *w = &to->windows[i];
		const struct window *v = &from->windows[i];

		if (w->at != v->at || !same_offset(&w->from, &v->from))
			*w = (struct window){ 0 };
		w->len = v->len < w->len ? v->len : w->len;
	}
}

/* ---- compares and ends ---- */

/* Which ways can a compare of a number with a constant go? */
static void decide(struct ebpf_at *at, const struct bpf_insn *in)
{
	const struct held *a = &at->regs[in->dst_reg % 16 < EBPF_REGS ? in->dst_reg : 0];
	uint32_t k = (uint32_t)in->imm, most;

	at->yes = at->no = true;
	if (BPF_SRC(in->code) == BPF_X || a->kind != HELD_NUMBER)
		return;
	k = a->swapped ? swap_bytes(k, a->width) : k;
	most = a->value | ~a->known;
	switch (BPF_OP(in->code)) {
	case BPF_JEQ:
		at->yes = !((a->value ^ k) & a->known);
		at->no = a->known != UINT32_MAX || a->value != k;
		return;
	case BPF_JNE:
		at->no = !((a->value ^ k) & a->known);
		at->yes = a->known != UINT32_MAX || a->value != k;
		return;
	case BPF_JSET:
		at->yes = (k & most) != 0;
		at->no = !(a->value & k);
		return;
	case BPF_JGT:
		at->yes = a->swapped || most > k;
		at->no = a->swapped || a->value <= k;
		return;
	case BPF_JGE:
		at->yes = a->swapped || most >= k;
		at->no = a->swapped || a->value < k;
		return;
	case BPF_JLT:
		at->yes = a->swapped || a->value < k;
		at->no = a->swapped || most >= k;
		return;
	case BPF_JLE:
		at->yes = a->swapped || a->value <= k;
		at->no = a->swapped || most > k;
		return;
	default:
		return;
	}
}

static bool is_jump(const struct bpf_insn *in)
{
	return (BPF_CLASS(in->code) == BPF_JMP || BPF_CLASS(in->code) == BPF_JMP32) &&
	       BPF_OP(in->code) != BPF_CALL && BPF_OP(in->code) != BPF_EXIT;
}

static bool is_exit(const struct bpf_insn *in)
{
	return in->code == (BPF_JMP | BPF_EXIT);
}

/* Where a jump goes; p->count when that is not forward. */
static uint32_t target_of(const struct ebpf_program *p, uint32_t i)
{
	int64_t to = (int64_t)i + 1 + ebpf_jump(&p->insns[i]);

	return to > i && to < p->count ? (uint32_t)to : p->count;
}

/* Programs of others have no notes: whatever they return may be acceptance. */
static bool is_match(const struct ebpf_program *p, uint32_t i)
{
	if (!p->notes)
		return is_exit(&p->insns[i]);
	return p->notes[i] && !strncmp(p->notes[i], "match", 5);
}

/* From the end to the start: can a packet that comes here be accepted? */
static void find_accepting(const struct ebpf_program *p, struct ebpf_at *at)
{
	for (uint32_t i = p->count; i-- > 0;) {
		const struct bpf_insn *in = &p->insns[i];
		uint32_t next = i + ebpf_size(in);

		if (!at[i].reached)
			continue;
		if (is_match(p, i) || is_exit(in)) {
			at[i].accepts = is_match(p, i);
			continue;
		}
		if (!is_jump(in))
			at[i].yes = false, at[i].no = true;
		at[i].accepts = (at[i].yes && target_of(p, i) < p->count &&
		                 at[target_of(p, i)].accepts) ||
		                (at[i].no && next < p->count && at[next].accepts);
	}
}

/* ---- all of it ---- */

static void start(const struct ebpf_program *p, struct ebpf_at *at)
{
	bool buffer = p->target == PFC_TARGET_BUFFER;

	memset(at, 0, sizeof(*at));
	at->regs[1].kind = buffer                           ? HELD_PACKET
	                   : p->target == PFC_TARGET_CBPF ? HELD_UNKNOWN
	                                                    : HELD_CONTEXT;
	at->regs[2].kind = buffer ? HELD_CAPTURED : HELD_UNKNOWN;
	at->regs[3].kind = buffer ? HELD_WIRE : HELD_UNKNOWN;
	at->regs[10].kind = HELD_STACK;
}

/* Where others than the instructions in front can come from: loops, and calls. There nothing is
 * known.
 */
static void find_entries(const struct ebpf_program *p, struct ebpf_at *at)
{
	struct ebpf_at nothing = { .regs = { [BPF_REG_10] = { .kind = HELD_STACK } } };

	for (uint32_t i = 0; i < p->count; i += ebpf_size(&p->insns[i])) {
		const struct bpf_insn *in = &p->insns[i];
		/* -1 is what stands in objects that no linker has seen. */
		bool calls = in->code == (BPF_JMP | BPF_CALL) &&
		             in->src_reg == BPF_PSEUDO_CALL && in->imm != -1;
		int64_t to = (int64_t)i + 1 + (calls ? in->imm : ebpf_jump(in));

		if ((calls || (is_jump(in) && to <= i)) && to >= 0 && to < p->count)
			join(&at[to], &nothing);
	}
}

void ebpf_flow_run(const struct ebpf_program *p, const struct hypothesis *h,
                   struct ebpf_at *at)
{
	struct ebpf_at now;

	for (uint32_t i = 0; i < p->count; i++)
		at[i].reached = false;
	find_entries(p, at);
	start(p, &now);
	join(&at[0], &now);
	for (uint32_t i = 0; i < p->count; i += ebpf_size(&p->insns[i])) {
		const struct bpf_insn *in = &p->insns[i];
		uint32_t next = i + ebpf_size(in);

		if (!at[i].reached || is_exit(in))
			continue;
		if (is_jump(in)) {
			decide(&at[i], in);
			if (BPF_OP(in->code) == BPF_JA)
				at[i].no = false;
			if (at[i].yes && target_of(p, i) < p->count)
				join(&at[target_of(p, i)], &at[i]);
		}
		now = at[i];
		ebpf_flow_step(p, h, i, &now);
		if ((!is_jump(in) || at[i].no) && next < p->count)
			join(&at[next], &now);
	}
	find_accepting(p, at);
}
