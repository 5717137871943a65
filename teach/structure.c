/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/structure.c - a program as a filter of byte accessors, branch by branch. */
#include "teach/structure.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

enum { NODES_MAX = 20000, TEXT_MAX_LEN = 20000 };

/* What registers hold, as the filter language writes it. */
struct texts {
	const char *a, *x, *m[BPF_MEMWORDS];
};

struct structure {
	struct arena *arena;
	const struct sock_filter *insns;
	uint32_t nodes;
	bool failed;
};

static const char always[] = "", never[] = "never";

static const char *operand(struct structure *s, const struct sock_filter *insn,
                           const struct texts *t)
{
	return BPF_SRC(insn->code) == BPF_X
	               ? t->x
	               : arena_printf(s->arena, "%" PRIu32, insn->k);
}

static const char *load(struct structure *s, const struct sock_filter *insn,
                        const struct texts *t)
{
	uint32_t size = BPF_SIZE(insn->code) == BPF_W   ? 4
	                : BPF_SIZE(insn->code) == BPF_H ? 2
	                                                : 1;

	if (BPF_MODE(insn->code) == BPF_IND)
		return arena_printf(s->arena, "link[%s + %" PRIu32 " : %" PRIu32 "]",
		                    t->x, insn->k, size);
	if (insn->k >= (uint32_t)SKF_LL_OFF) {
		s->failed = true; /* the language has no word for it */
		return "0";
	}
	return arena_printf(s->arena, "link[%" PRIu32 " : %" PRIu32 "]", insn->k, size);
}

static const char *arithmetic(struct structure *s, const struct sock_filter *insn,
                              const struct texts *t)
{
	static const char *const ops[] = { "+",  "-",  "*", "/", "|", "&",
		                           "<<", ">>", "",  "%", "^" };
	uint32_t op = BPF_OP(insn->code) >> 4;

	if (BPF_OP(insn->code) == BPF_NEG)
		return arena_printf(s->arena, "(0 - %s)", t->a);
	return arena_printf(s->arena, "(%s %s %s)", t->a, ops[op], operand(s, insn, t));
}

/* Everything but jumps and returns. */
static void step(struct structure *s, const struct sock_filter *insn, struct texts *t)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		if (BPF_MODE(insn->code) == BPF_IMM)
			t->a = arena_printf(s->arena, "%" PRIu32, insn->k);
		else if (BPF_MODE(insn->code) == BPF_MEM)
			t->a = t->m[insn->k];
		else if (BPF_MODE(insn->code) == BPF_LEN)
			t->a = "len";
		else
			t->a = load(s, insn, t);
		return;
	case BPF_LDX:
		if (BPF_MODE(insn->code) == BPF_IMM)
			t->x = arena_printf(s->arena, "%" PRIu32, insn->k);
		else if (BPF_MODE(insn->code) == BPF_MEM)
			t->x = t->m[insn->k];
		else if (BPF_MODE(insn->code) == BPF_LEN)
			t->x = "len";
		else
			t->x = arena_printf(s->arena, "(4 * (link[%" PRIu32 "] & 15))",
			                    insn->k);
		return;
	case BPF_ST:
		t->m[insn->k] = t->a;
		return;
	case BPF_STX:
		t->m[insn->k] = t->x;
		return;
	case BPF_ALU:
		t->a = arithmetic(s, insn, t);
		return;
	default:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			t->x = t->a;
		else
			t->a = t->x;
		return;
	}
}

static const char *condition(struct structure *s, const struct sock_filter *insn,
                             const struct texts *t, bool not )
{
	static const char *const yes[] = { "", "=", ">", ">=", "&" };
	static const char *const no[] = { "", "!=", "<=", "<", "&" };
	uint32_t op = BPF_OP(insn->code) >> 4;

	if (BPF_OP(insn->code) == BPF_JSET)
		return arena_printf(s->arena, "%s & %s %s 0", t->a, operand(s, insn, t),
		                    not ? "=" : "!=");
	return arena_printf(s->arena, "%s %s %s", t->a, not ? no[op] : yes[op],
	                    operand(s, insn, t));
}

/* What a packet must be like from instruction pc on. */
static const char *from(struct structure *s, uint32_t pc, struct texts t);

static const char *join(struct structure *s, const struct sock_filter *insn,
                        const struct texts *t, const char *yes, const char *no)
{
	const char *is = condition(s, insn, t, false),
		   *is_not = condition(s, insn, t, true);

	if (yes == no || !strcmp(yes, no))
		return yes;
	if (yes == always && no == never)
		return is;
	if (yes == never && no == always)
		return is_not;
	if (no == never)
		return arena_printf(s->arena, "(%s and %s)", is, yes);
	if (yes == never)
		return arena_printf(s->arena, "(%s and %s)", is_not, no);
	if (yes == always)
		return arena_printf(s->arena, "(%s or %s)", is, no);
	if (no == always)
		return arena_printf(s->arena, "(%s or %s)", is_not, yes);
	return arena_printf(s->arena, "((%s and %s) or (%s and %s))", is, yes, is_not,
	                    no);
}

static const char *from(struct structure *s, uint32_t pc, struct texts t)
{
	const char *yes, *no, *text;

	for (;; pc++) {
		const struct sock_filter *insn = &s->insns[pc];

		if (s->failed || ++s->nodes > NODES_MAX) {
			s->failed = true;
			return never;
		}
		if (BPF_CLASS(insn->code) == BPF_RET) {
			s->failed |= BPF_RVAL(insn->code) == BPF_A;
			return insn->k ? always : never;
		}
		if (insn->code == (BPF_JMP | BPF_JA)) {
			pc += insn->k;
			continue;
		}
		if (BPF_CLASS(insn->code) != BPF_JMP) {
			step(s, insn, &t);
			continue;
		}
		yes = from(s, pc + 1 + insn->jt, t);
		no = from(s, pc + 1 + insn->jf, t);
		text = join(s, insn, &t, yes, no);
		s->failed |= strlen(text) > TEXT_MAX_LEN;
		return text;
	}
}

const char *structure_text(struct arena *arena, const struct sock_filter *insns)
{
	struct structure s = { .arena = arena, .insns = insns };
	struct texts t = { .a = "0", .x = "0" };
	const char *text;

	for (int i = 0; i < BPF_MEMWORDS; i++)
		t.m[i] = "0";
	text = from(&s, 0, t);
	if (s.failed)
		return NULL;
	return text == never ? "1 = 0" : text;
}
