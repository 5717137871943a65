/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/flow.h"

#include "teach/parts.h"
#include "teach/value.h"

static const struct sym unknown = { .load = FLOW_NONE };

static struct sym constant(uint32_t k)
{
	return (struct sym){ .known = UINT32_MAX, .value = k, .load = FLOW_NONE };
}

static bool is_constant(const struct sym *s)
{
	return s->known == UINT32_MAX;
}

static void join_sym(struct sym *to, const struct sym *from)
{
	to->known &= from->known & ~(to->value ^ from->value);
	to->value &= to->known;
	if ((to->load != from->load && (!to->bytes || to->bytes != from->bytes)) ||
	    to->right != from->right || to->left != from->left)
		to->load = FLOW_MIXED;
	to->mask |= from->mask;
	if (!from->header || to->ip4 != from->ip4)
		to->header = false;
}

static void join(struct flow_at *to, const struct flow_at *from)
{
	if (!to->reached) {
		*to = *from;
		to->reached = true;
		to->accepts = to->yes = to->no = false;
		return;
	}
	join_sym(&to->a, &from->a);
	join_sym(&to->x, &from->x);
	for (int i = 0; i < BPF_MEMWORDS; i++)
		join_sym(&to->m[i], &from->m[i]);
}

/* Bytes of the packet from off on. */
static struct sym load(const struct hypothesis *h, uint64_t off, uint32_t width,
                       uint32_t insn)
{
	struct sym s = unknown;

	s.load = (int32_t)insn;
	s.bytes = off < HYPOTHESIS_BYTES ? off << 8 | width : 0;
	s.mask = load_all(width);
	hypothesis_bits(h, off, width, &s.known, &s.value);
	return s;
}

static struct sym load_of(const struct hypothesis *h, const struct flow_at *at,
                          const struct sock_filter *insn, uint32_t pc)
{
	uint32_t width = load_width(insn->code);
	uint64_t off = HYPOTHESIS_BYTES;

	if (BPF_MODE(insn->code) == BPF_ABS)
		off = insn->k;
	else if (is_constant(&at->x))
		off = (uint64_t)at->x.value + insn->k;
	return load(h, off, width, pc);
}

/* A op k, of which the bits of A are followed. */
static struct sym masked(const struct sym *a, uint16_t op, uint32_t k)
{
	struct sym s = *a;

	s.header = false;
	if (op == BPF_AND) {
		s.known |= ~k;
		s.value &= k;
		s.mask &= a->left > a->right ? k >> (a->left - a->right)
		                             : k << (a->right - a->left);
		return s;
	}
	if (op == BPF_RSH && k < 32) {
		s.known = k ? a->known >> k | ~(UINT32_MAX >> k) : a->known;
		s.value >>= k;
		s.right = (uint8_t)(s.right + k);
		if (s.right < 32)
			s.mask &= UINT32_MAX << s.right;
		return s;
	}
	if (op == BPF_LSH && k < 32) {
		s.known = a->known << k | ((1u << k) - 1);
		s.value <<= k;
		s.left = (uint8_t)(s.left + k);
		return s;
	}
	return unknown;
}

static struct sym alu(const struct flow_at *at, const struct sock_filter *insn)
{
	uint16_t op = BPF_OP(insn->code);
	bool by_x = BPF_SRC(insn->code) == BPF_X && op != BPF_NEG;
	struct sym b = by_x ? at->x : constant(insn->k);

	if (is_constant(&at->a) && (op == BPF_NEG || is_constant(&b)))
		return constant(operation_compute((uint8_t)op, at->a.value, b.value));
	if (op == BPF_NEG || !is_constant(&b))
		return unknown;
	return masked(&at->a, op, b.value);
}

static void step(const struct hypothesis *h, struct flow_at *at,
                 const struct sock_filter *insn, uint32_t pc)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		if (BPF_MODE(insn->code) == BPF_ABS || BPF_MODE(insn->code) == BPF_IND)
			at->a = load_of(h, at, insn, pc);
		else if (BPF_MODE(insn->code) == BPF_IMM)
			at->a = constant(insn->k);
		else if (BPF_MODE(insn->code) == BPF_MEM)
			at->a = at->m[insn->k];
		else
			at->a = (struct sym){ .load = (int32_t)pc, .mask = UINT32_MAX };
		return;
	case BPF_LDX:
		if (BPF_MODE(insn->code) == BPF_IMM)
			at->x = constant(insn->k);
		else if (BPF_MODE(insn->code) == BPF_MEM)
			at->x = at->m[insn->k];
		else
			at->x = unknown;
		if (BPF_MODE(insn->code) == BPF_MSH) {
			at->x.header = true;
			at->x.ip4 = insn->k;
		}
		return;
	case BPF_ST:
		at->m[insn->k] = at->a;
		return;
	case BPF_STX:
		at->m[insn->k] = at->x;
		return;
	case BPF_ALU:
		at->a = alu(at, insn);
		return;
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			at->x = at->a;
		else
			at->a = at->x;
		return;
	default:
		return;
	}
}

/* Which ways can a compare go? */
static void decide(struct flow_at *at, const struct sock_filter *insn)
{
	uint32_t known = at->a.known, value = at->a.value, k = insn->k;
	uint32_t most = value | ~known;

	at->yes = at->no = true;
	if (BPF_SRC(insn->code) == BPF_X && !is_constant(&at->x))
		return;
	if (BPF_SRC(insn->code) == BPF_X)
		k = at->x.value;
	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		at->yes = !((value ^ k) & known);
		at->no = known != UINT32_MAX || value != k;
		return;
	case BPF_JSET:
		at->yes = (k & most) != 0;
		at->no = !(value & k);
		return;
	case BPF_JGT:
		at->yes = most > k;
		at->no = value <= k;
		return;
	default:
		at->yes = most >= k;
		at->no = value < k;
		return;
	}
}

/* From the end to the start: can a packet that comes here be accepted? */
static void find_accepting(const struct sock_filter *insns, uint32_t count,
                           struct flow_at *at)
{
	for (uint32_t i = count; i-- > 0;) {
		const struct sock_filter *insn = &insns[i];

		if (!at[i].reached)
			continue;
		if (BPF_CLASS(insn->code) == BPF_RET)
			at[i].accepts = BPF_RVAL(insn->code) == BPF_A || insn->k;
		else if (insn->code == (BPF_JMP | BPF_JA))
			at[i].accepts = at[i + 1 + insn->k].accepts;
		else if (BPF_CLASS(insn->code) == BPF_JMP)
			at[i].accepts = (at[i].yes && at[i + 1 + insn->jt].accepts) ||
			                (at[i].no && at[i + 1 + insn->jf].accepts);
		else
			at[i].accepts = at[i + 1].accepts;
	}
}

void flow_run(const struct sock_filter *insns, uint32_t count,
              const struct hypothesis *h, struct flow_at *at)
{
	struct flow_at now = { .a = unknown, .x = unknown };

	for (int i = 0; i < BPF_MEMWORDS; i++)
		now.m[i] = unknown;
	for (uint32_t i = 0; i < count; i++)
		at[i].reached = false;
	join(&at[0], &now);
	for (uint32_t i = 0; i < count; i++) {
		const struct sock_filter *insn = &insns[i];

		if (!at[i].reached || BPF_CLASS(insn->code) == BPF_RET)
			continue;
		if (insn->code == (BPF_JMP | BPF_JA)) {
			join(&at[i + 1 + insn->k], &at[i]);
		} else if (BPF_CLASS(insn->code) == BPF_JMP) {
			decide(&at[i], insn);
			if (at[i].yes)
				join(&at[i + 1 + insn->jt], &at[i]);
			if (at[i].no)
				join(&at[i + 1 + insn->jf], &at[i]);
		} else {
			now = at[i];
			step(h, &now, insn, i);
			join(&at[i + 1], &now);
		}
	}
	find_accepting(insns, count, at);
}
