/* SPDX-License-Identifier: BSD-2-Clause */
/* prove/exec.c - symbolic execution, first down the program, then up.
 *
 * Down, in the order of instructions: an instruction is visited once for each content that
 * the registers still wanted can have; jumps go forward, so all visits of an instruction
 * are known when it is reached. Most have one. Beyond VISITS_MAX they become one, whose
 * registers hold "this if that way was taken, else ...".
 * Up, in the other order: what a visit accepts follows from what the visits behind it
 * accept. No condition of a way is written down, except for those that were joined.
 */
#include "prove/exec.h"

#include <string.h>

#define AD(field) ((uint32_t)SKF_AD_OFF + SKF_AD_##field)

enum {
	VISITS_MAX = 8,
	REG_A = 0,
	REG_X = 1,
	REG_M = 2, /* and the scratch words behind it */
	REGS = REG_M + BPF_MEMWORDS,
};

struct state {
	struct term_ref reg[REGS]; /* none where it is not wanted any more */
};

struct edge {
	uint32_t from; /* visit */
	bool no;       /* by its `no` */
	uint32_t next; /* edge to the same visit; 0: none */
};

/* An instruction, entered with certain registers. */
struct visit {
	struct state in;
	uint32_t pc;
	uint32_t same_pc;       /* the next visit of this instruction; 0: none */
	uint32_t edges;         /* how it is reached; 0: it is the first */
	struct term_ref must;   /* else the packet is rejected; none: nothing */
	struct term_ref cond;   /* goes to yes, else to no; none: always yes */
	uint32_t yes, no;       /* visits; 0: none, an end */
	struct term_ref result; /* of an end: the packet is accepted */
	struct term_ref reach;  /* the way here was taken; none: not asked yet */
};

struct exec {
	struct terms *t;
	const struct sock_filter *insns;
	uint32_t count;
	bool whole;
	uint32_t *live;  /* per instruction: registers wanted there, a bit each */
	uint32_t *first; /* per instruction: its visits; 0: none */
	VEC(struct visit) visits;
	VEC(struct edge) edges;
	VEC(uint32_t) order; /* visits in the order of execution */
	uint32_t reached;    /* how many of them know their reach */
};

/* ---- which registers are wanted ---- */

static bool is_jump(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_JMP;
}

static uint32_t reads(const struct sock_filter *insn)
{
	uint32_t x = BPF_SRC(insn->code) == BPF_X ? 1u << REG_X : 0;

	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		if (BPF_MODE(insn->code) == BPF_IND)
			return 1u << REG_X;
		if (BPF_MODE(insn->code) == BPF_ABS && insn->k == AD(ALU_XOR_X))
			return 1u << REG_A | 1u << REG_X;
		return BPF_MODE(insn->code) == BPF_MEM ? 1u << (REG_M + insn->k) : 0;
	case BPF_LDX:
		return BPF_MODE(insn->code) == BPF_MEM ? 1u << (REG_M + insn->k) : 0;
	case BPF_ST:
		return 1u << REG_A;
	case BPF_STX:
		return 1u << REG_X;
	case BPF_ALU:
		return 1u << REG_A | x;
	case BPF_JMP:
		return BPF_OP(insn->code) == BPF_JA ? 0 : 1u << REG_A | x;
	case BPF_RET:
		return BPF_RVAL(insn->code) == BPF_A ? 1u << REG_A : 0;
	case BPF_MISC:
		return BPF_MISCOP(insn->code) == BPF_TAX ? 1u << REG_A : 1u << REG_X;
	}
	return 0;
}

static uint32_t writes(const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_ALU:
		return 1u << REG_A;
	case BPF_LDX:
		return 1u << REG_X;
	case BPF_ST:
	case BPF_STX:
		return 1u << (REG_M + insn->k);
	case BPF_MISC:
		return BPF_MISCOP(insn->code) == BPF_TAX ? 1u << REG_X : 1u << REG_A;
	}
	return 0;
}

static void find_live(struct exec *e)
{
	for (uint32_t pc = e->count; pc-- > 0;) {
		const struct sock_filter *insn = &e->insns[pc];
		uint32_t after = 0;

		if (BPF_CLASS(insn->code) == BPF_RET)
			after = 0;
		else if (!is_jump(insn))
			after = e->live[pc + 1];
		else if (BPF_OP(insn->code) == BPF_JA)
			after = e->live[pc + 1 + insn->k];
		else
			after = e->live[pc + 1 + insn->jt] |
			        e->live[pc + 1 + insn->jf];
		e->live[pc] = (after & ~writes(insn)) | reads(insn);
	}
}

/* ---- down ---- */

static uint32_t find_visit(const struct exec *e, uint32_t pc, const struct state *in)
{
	uint32_t v = e->first[pc];

	while (v && memcmp(&e->visits.at[v].in, in, sizeof(*in)) != 0)
		v = e->visits.at[v].same_pc;
	return v;
}

static uint32_t add_visit(struct exec *e, uint32_t pc, const struct state *in)
{
	uint32_t v = e->visits.count;

	*vec_push(e->t->arena, &e->visits) =
		(struct visit){ .in = *in, .pc = pc, .same_pc = e->first[pc] };
	e->first[pc] = v;
	return v;
}

static void add_edge(struct exec *e, uint32_t from, bool no, uint32_t to)
{
	uint32_t edge = e->edges.count;

	*vec_push(e->t->arena, &e->edges) =
		(struct edge){ from, no, e->visits.at[to].edges };
	e->visits.at[to].edges = edge;
}

/* The way from a visit goes on at pc with these registers. returns the visit there. */
static uint32_t go_on(struct exec *e, uint32_t from, bool no, uint32_t pc,
                      struct state state)
{
	uint32_t v;

	for (unsigned i = 0; i < REGS; i++) {
		if (!(e->live[pc] >> i & 1))
			state.reg[i].id = 0;
	}
	v = find_visit(e, pc, &state);
	if (!v)
		v = add_visit(e, pc, &state);
	add_edge(e, from, no, v);
	return v;
}

static struct term_ref edge_taken(struct exec *e, const struct edge *edge)
{
	const struct visit *v = &e->visits.at[edge->from];
	struct term_ref taken = v->reach;

	if (v->must.id)
		taken = term_and(e->t, taken, v->must);
	if (v->cond.id)
		taken = term_and(e->t, taken,
		                 edge->no ? term_not(e->t, v->cond) : v->cond);
	return taken;
}

static struct term_ref reach_of(struct exec *e, const struct visit *v)
{
	struct term_ref reach = term_bool(e->t, !v->edges);

	for (uint32_t i = v->edges; i; i = e->edges.at[i].next)
		reach = term_or(e->t, edge_taken(e, &e->edges.at[i]), reach);
	return reach;
}

/* Fills in the reach of all visits so far, and of those of pc. */
static void find_reach(struct exec *e, uint32_t pc)
{
	for (; e->reached < e->order.count; e->reached++) {
		struct visit *v = &e->visits.at[e->order.at[e->reached]];

		v->reach = reach_of(e, v);
	}
	for (uint32_t v = e->first[pc]; v; v = e->visits.at[v].same_pc)
		e->visits.at[v].reach = reach_of(e, &e->visits.at[v]);
}

/* Makes one visit of all those of an instruction. */
static void join_visits(struct exec *e, uint32_t pc)
{
	uint32_t old = e->first[pc];
	struct state in = e->visits.at[old].in;
	uint32_t joined;

	find_reach(e, pc);
	for (uint32_t v = e->visits.at[old].same_pc; v; v = e->visits.at[v].same_pc) {
		for (unsigned i = 0; i < REGS; i++) {
			if (in.reg[i].id)
				in.reg[i] = term_select(e->t, e->visits.at[v].reach,
				                        e->visits.at[v].in.reg[i],
				                        in.reg[i]);
		}
	}
	e->first[pc] = 0;
	joined = add_visit(e, pc, &in);
	for (uint32_t v = old; v; v = e->visits.at[v].same_pc) {
		e->visits.at[v].yes = joined;
		*vec_push(e->t->arena, &e->order) = v;
		add_edge(e, v, false, joined);
	}
}

/* ---- instructions ---- */

static struct term_ref from_packet(struct exec *e, struct visit *v, uint32_t size,
                                   struct term_ref base, uint32_t off)
{
	v->must = term_fits(e->t, size, base, off, e->whole);
	return term_load(e->t, size, base, off);
}

/* The interface has to be known where the packet is from one. */
static struct term_ref of_iface(struct exec *e, struct visit *v, enum meta_kind kind)
{
	struct term_ref none = term_const(e->t, 0);
	struct term_ref file = term_eq(e->t, term_meta(e->t, META_THERE), none);
	struct term_ref unknown = term_eq(e->t, term_meta(e->t, META_IFINDEX), none);

	v->must = term_or(e->t, file, term_not(e->t, unknown));
	return term_meta(e->t, kind);
}

static struct term_ref load_special(struct exec *e, struct visit *v, uint32_t size,
                                    uint32_t k)
{
	struct terms *t = e->t;

	switch (k) {
	case AD(PROTOCOL):
		return term_meta(t, META_PROTOCOL);
	case AD(PKTTYPE):
		return term_meta(t, META_PKTTYPE);
	case AD(IFINDEX):
		return of_iface(e, v, META_IFINDEX);
	case AD(HATYPE):
		return of_iface(e, v, META_HATYPE);
	case AD(MARK):
		return term_meta(t, META_MARK);
	case AD(QUEUE):
		return term_meta(t, META_QUEUE);
	case AD(RXHASH):
		return term_meta(t, META_RXHASH);
	case AD(CPU):
		return term_meta(t, META_CPU);
	case AD(ALU_XOR_X):
		return term_op(t, TERM_XOR, v->in.reg[REG_A], v->in.reg[REG_X]);
	case AD(VLAN_TAG):
		return term_meta(t, META_VLAN_TCI);
	case AD(VLAN_TAG_PRESENT):
		return term_meta(t, META_VLAN_PRESENT);
	case AD(VLAN_TPID):
		return term_meta(t, META_VLAN_TPID);
	}
	if (k >= (uint32_t)SKF_LL_OFF && k < (uint32_t)SKF_NET_OFF)
		return from_packet(e, v, size, (struct term_ref){ 0 },
		                   k - (uint32_t)SKF_LL_OFF);
	v->must = term_bool(t, false);
	return term_const(t, 0);
}

const char *exec_unknown(const struct sock_filter *insns, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (BPF_CLASS(insns[i].code) != BPF_LD ||
		    BPF_MODE(insns[i].code) != BPF_ABS)
			continue;
		switch (insns[i].k) {
		case AD(NLATTR):
			return "nla";
		case AD(NLATTR_NEST):
			return "nlan";
		case AD(PAY_OFFSET):
			return "poff";
		case AD(RANDOM):
			return "random";
		}
	}
	return NULL;
}

static struct term_ref load(struct exec *e, struct visit *v,
                            const struct sock_filter *insn)
{
	uint32_t size = BPF_SIZE(insn->code) == BPF_W   ? 4
	                : BPF_SIZE(insn->code) == BPF_H ? 2
	                                                : 1;

	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		if (insn->k >= (uint32_t)SKF_LL_OFF)
			return load_special(e, v, size, insn->k);
		return from_packet(e, v, size, (struct term_ref){ 0 }, insn->k);
	case BPF_IND:
		return from_packet(e, v, size, v->in.reg[REG_X], insn->k);
	case BPF_MSH:
		return term_op(e->t, TERM_LSH,
		               term_op(e->t, TERM_AND,
		                       from_packet(e, v, 1, (struct term_ref){ 0 },
		                                   insn->k),
		                       term_const(e->t, 0xf)),
		               term_const(e->t, 2));
	case BPF_LEN:
		return term_len(e->t);
	case BPF_MEM:
		return v->in.reg[REG_M + insn->k];
	}
	return term_const(e->t, insn->k); /* BPF_IMM */
}

static struct term_ref operand(struct exec *e, const struct visit *v,
                               const struct sock_filter *insn)
{
	return BPF_SRC(insn->code) == BPF_X ? v->in.reg[REG_X]
	                                    : term_const(e->t, insn->k);
}

static struct term_ref alu(struct exec *e, struct visit *v,
                           const struct sock_filter *insn)
{
	static const enum term_op ops[] = {
		[BPF_ADD >> 4] = TERM_ADD, [BPF_SUB >> 4] = TERM_SUB,
		[BPF_MUL >> 4] = TERM_MUL, [BPF_DIV >> 4] = TERM_DIV,
		[BPF_MOD >> 4] = TERM_MOD, [BPF_AND >> 4] = TERM_AND,
		[BPF_OR >> 4] = TERM_OR,   [BPF_XOR >> 4] = TERM_XOR,
		[BPF_LSH >> 4] = TERM_LSH, [BPF_RSH >> 4] = TERM_RSH,
	};
	struct term_ref a = v->in.reg[REG_A], b;

	if (BPF_OP(insn->code) == BPF_NEG)
		return term_op(e->t, TERM_SUB, term_const(e->t, 0), a);
	b = operand(e, v, insn);
	if (BPF_OP(insn->code) == BPF_DIV || BPF_OP(insn->code) == BPF_MOD)
		v->must = term_not(e->t, term_eq(e->t, b, term_const(e->t, 0)));
	return term_op(e->t, ops[BPF_OP(insn->code) >> 4], a, b);
}

static struct term_ref condition(struct exec *e, const struct visit *v,
                                 const struct sock_filter *insn)
{
	struct term_ref a = v->in.reg[REG_A], b = operand(e, v, insn);

	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		return term_eq(e->t, a, b);
	case BPF_JGT:
		return term_gt(e->t, a, b);
	case BPF_JGE:
		return term_not(e->t, term_gt(e->t, b, a));
	case BPF_JSET:
		return term_not(e->t, term_eq(e->t, term_op(e->t, TERM_AND, a, b),
		                              term_const(e->t, 0)));
	}
	return term_bool(e->t, true); /* BPF_JA */
}

static void jump(struct exec *e, uint32_t at, struct visit *v,
                 const struct sock_filter *insn)
{
	uint32_t next = v->pc + 1, yes = next + insn->jt, no = next + insn->jf;
	struct term_ref cond = condition(e, v, insn);
	const struct term *known = term_at(e->t, cond);

	if (BPF_OP(insn->code) == BPF_JA)
		yes = no = next + insn->k;
	if (yes == no || known->op == TERM_TRUE) {
		v->yes = go_on(e, at, false, yes, v->in);
	} else if (known->op == TERM_FALSE) {
		v->yes = go_on(e, at, false, no, v->in);
	} else {
		v->cond = cond;
		v->yes = go_on(e, at, false, yes, v->in);
		v->no = go_on(e, at, true, no, v->in);
	}
}

static void execute(struct exec *e, uint32_t at)
{
	struct visit v = e->visits.at[at]; /* a copy: visits are added meanwhile */
	const struct sock_filter *insn = &e->insns[v.pc];
	struct state out = v.in;

	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
		out.reg[REG_A] = load(e, &v, insn);
		break;
	case BPF_LDX:
		out.reg[REG_X] = load(e, &v, insn);
		break;
	case BPF_ST:
		out.reg[REG_M + insn->k] = v.in.reg[REG_A];
		break;
	case BPF_STX:
		out.reg[REG_M + insn->k] = v.in.reg[REG_X];
		break;
	case BPF_ALU:
		out.reg[REG_A] = alu(e, &v, insn);
		break;
	case BPF_JMP:
		jump(e, at, &v, insn);
		break;
	case BPF_RET:
		v.result = BPF_RVAL(insn->code) == BPF_A ? v.in.reg[REG_A]
		                                         : term_const(e->t, insn->k);
		v.result = term_not(e->t, term_eq(e->t, v.result, term_const(e->t, 0)));
		break;
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX)
			out.reg[REG_X] = v.in.reg[REG_A];
		else
			out.reg[REG_A] = v.in.reg[REG_X];
		break;
	}
	if (!is_jump(insn) && !v.result.id &&
	    !(v.must.id && term_at(e->t, v.must)->op == TERM_FALSE))
		v.yes = go_on(e, at, false, v.pc + 1, out);
	v.edges = e->visits.at[at].edges;
	e->visits.at[at] = v;
}

/* ---- up ---- */

static struct term_ref accepts(struct exec *e)
{
	struct term_ref *what =
		arena_alloc(e->t->arena, e->visits.count * sizeof(*what));
	struct term_ref reject = term_bool(e->t, false);

	what[0] = reject;
	for (uint32_t i = e->order.count; i-- > 0;) {
		const struct visit *v = &e->visits.at[e->order.at[i]];
		struct term_ref r = v->result.id ? v->result : what[v->yes];

		if (v->cond.id)
			r = term_if(e->t, v->cond, r, what[v->no]);
		if (v->must.id)
			r = term_and(e->t, v->must, r);
		what[e->order.at[i]] = r;
	}
	return what[e->order.at[0]];
}

struct term_ref exec_cbpf(struct terms *t, const struct sock_filter *insns,
                          uint32_t count, bool whole)
{
	struct exec e = { .t = t, .insns = insns, .count = count, .whole = whole };
	const struct state start = { .reg = { term_const(t, 0), term_const(t, 0) } };
	const struct state nothing = { 0 };

	e.live = arena_alloc(t->arena, (count + 1) * sizeof(*e.live));
	e.first = arena_alloc(t->arena, (count + 1) * sizeof(*e.first));
	vec_push(t->arena, &e.visits);
	vec_push(t->arena, &e.edges);
	find_live(&e);
	{
		struct state in = nothing;

		for (unsigned i = 0; i < REGS; i++) {
			if (e.live[0] >> i & 1)
				in.reg[i] = start.reg[i];
		}
		add_visit(&e, 0, &in);
	}
	for (uint32_t pc = 0; pc < count; pc++) {
		uint32_t visits = 0;

		for (uint32_t v = e.first[pc]; v; v = e.visits.at[v].same_pc)
			visits++;
		if (visits > VISITS_MAX)
			join_visits(&e, pc);
		for (uint32_t v = e.first[pc]; v; v = e.visits.at[v].same_pc) {
			*vec_push(t->arena, &e.order) = v;
			execute(&e, v);
		}
	}
	return accepts(&e);
}
