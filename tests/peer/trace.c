/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/peer/trace.h"

#include <string.h>

#include "base/bytes.h"

struct value {
	uint32_t v;
	struct origin from;
};

struct machine {
	const struct packet *pkt;
	struct trace *out;
	struct value a, x;
	struct value mem[BPF_MEMWORDS];
	uint16_t written; /* scratch words, one bit each */
};

static const struct origin nowhere;

static uint32_t read_bytes(const uint8_t *at, uint32_t size)
{
	return size == 4 ? get_be32(at) : size == 2 ? get_be16(at) : *at;
}

/* returns false when the load does not fit. */
static bool load(struct machine *m, struct value *to, uint64_t off, uint32_t size)
{
	if (off + size > PACKET_ROOM) {
		m->out->ran_out = true;
		return false;
	}
	if (off + size > m->out->reach)
		m->out->reach = (uint32_t)off + size;
	if (m->out->load_count < TRACE_LOADS)
		m->out->loads[m->out->load_count++] =
			(struct loaded){ (uint32_t)off, size };
	to->v = read_bytes(m->pkt->data + off, size);
	to->from = (struct origin){ .kind = ORIGIN_BYTES,
		                    .size = (uint8_t)size,
		                    .off = (uint32_t)off };
	return true;
}

static void remember_op(struct origin *from, uint16_t op, uint32_t k)
{
	if (from->kind == ORIGIN_NONE)
		return;
	if (from->op_count == ORIGIN_OPS) {
		*from = nowhere;
		return;
	}
	from->ops[from->op_count].op = op;
	from->ops[from->op_count].k = k;
	from->op_count++;
}

/* The last operation had plain bytes of the packet on its right. */
static void remember_mixed(struct origin *from, const struct origin *with)
{
	if (from->kind == ORIGIN_NONE || with->kind != ORIGIN_BYTES || with->op_count)
		return;
	from->mixed_op = (uint8_t)(from->op_count - 1);
	from->mixed_size = with->size;
	from->mixed_off = with->off;
}

/* returns false on division by zero. */
static bool compute(struct machine *m, uint16_t op, const struct value *with)
{
	uint32_t a = m->a.v;
	uint32_t b = with->v;

	/* c - x and the like are rare: only the left operand's origin is kept, or, when
	 * that is a constant, the right one's for operations that commute.
	 */
	if (m->a.from.kind == ORIGIN_NONE && with->from.kind != ORIGIN_NONE &&
	    (op == BPF_ADD || op == BPF_MUL || op == BPF_AND || op == BPF_OR ||
	     op == BPF_XOR)) {
		m->a.from = with->from;
		remember_op(&m->a.from, op, a);
	} else {
		remember_op(&m->a.from, op, b);
		remember_mixed(&m->a.from, &with->from);
	}
	switch (op) {
	case BPF_ADD:
		m->a.v = a + b;
		return true;
	case BPF_SUB:
		m->a.v = a - b;
		return true;
	case BPF_MUL:
		m->a.v = a * b;
		return true;
	case BPF_DIV:
	case BPF_MOD:
		if (!b) {
			m->out->divided_by_zero = true;
			return false;
		}
		m->a.v = op == BPF_DIV ? a / b : a % b;
		return true;
	case BPF_AND:
		m->a.v = a & b;
		return true;
	case BPF_OR:
		m->a.v = a | b;
		return true;
	case BPF_XOR:
		m->a.v = a ^ b;
		return true;
	case BPF_LSH:
		m->a.v = b < 32 ? a << b : 0;
		return true;
	case BPF_RSH:
		m->a.v = b < 32 ? a >> b : 0;
		return true;
	case BPF_NEG:
		m->a.v = 0 - a;
		return true;
	}
	return false;
}

/* What a kernel can know; kinds that programs of a compiler never ask for have none. */
static const uint32_t meta_max[META_KINDS] = {
	[SKF_AD_PROTOCOL / 4] = 0xffff,    [SKF_AD_PKTTYPE / 4] = 7,
	[SKF_AD_IFINDEX / 4] = 0x7fffffff, [SKF_AD_VLAN_TAG / 4] = 0xffff,
	[SKF_AD_VLAN_TAG_PRESENT / 4] = 1, [SKF_AD_VLAN_TPID / 4] = 0xffff,
};

static bool is_meta(uint32_t k)
{
	uint32_t kind = k - (uint32_t)SKF_AD_OFF;

	return k >= (uint32_t)SKF_AD_OFF && kind < SKF_AD_MAX && kind % 4 == 0 &&
	       meta_max[kind / 4];
}

/* returns false when the packet is rejected. */
static bool run_load(struct machine *m, const struct sock_filter *insn)
{
	static const uint8_t sizes[] = { [BPF_W >> 3] = 4,
		                         [BPF_H >> 3] = 2,
		                         [BPF_B >> 3] = 1 };
	bool to_x = BPF_CLASS(insn->code) == BPF_LDX;
	struct value *to = to_x ? &m->x : &m->a;
	uint32_t size = sizes[BPF_SIZE(insn->code) >> 3];
	uint32_t kind;

	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		if (!is_meta(insn->k))
			return load(m, to, insn->k, size);
		kind = (insn->k - (uint32_t)SKF_AD_OFF) / 4;
		to->v = m->pkt->meta[kind];
		to->from = (struct origin){ .kind = ORIGIN_META, .off = kind };
		return true;
	case BPF_IND:
		return load(m, to, (uint64_t)m->x.v + insn->k, size);
	case BPF_MSH:
		if (!load(m, to, insn->k, 1))
			return false;
		to->v = (to->v & 0xf) << 2;
		remember_op(&to->from, BPF_AND, 0xf);
		remember_op(&to->from, BPF_LSH, 2);
		return true;
	case BPF_IMM:
		*to = (struct value){ insn->k, nowhere };
		return true;
	case BPF_LEN:
		*to = (struct value){ m->pkt->wire, { .kind = ORIGIN_LEN } };
		return true;
	case BPF_MEM:
		if (!(m->written & 1 << insn->k))
			m->out->unset = true;
		*to = m->mem[insn->k];
		return true;
	}
	return false;
}

/* Of a long run the first half of the room keeps the start, the other one the end. */
static uint32_t comparison_slot(struct trace *out)
{
	const uint32_t half = TRACE_COMPARISONS / 2;

	if (out->comparison_count < TRACE_COMPARISONS)
		return out->comparison_count++;
	return half + out->steps % half;
}

/* returns how many instructions to skip. */
static uint32_t run_jump(struct machine *m, const struct sock_filter *insn, uint32_t pc,
                         uint8_t *edges, bool *fresh)
{
	const struct value k = { insn->k, { 0 } };
	const struct value *b = BPF_SRC(insn->code) == BPF_X ? &m->x : &k;
	struct trace *out = m->out;
	uint16_t op = BPF_OP(insn->code);
	bool taken;

	if (op == BPF_JA)
		return insn->k;
	taken = op == BPF_JEQ   ? m->a.v == b->v
	        : op == BPF_JGT ? m->a.v > b->v
	        : op == BPF_JGE ? m->a.v >= b->v
	                        : (m->a.v & b->v) != 0;
	out->path = (out->path ^ (pc * 2 + taken)) * 0x100000001b3;
	if (edges && !edges[pc * 2 + taken]) {
		edges[pc * 2 + taken] = 1;
		*fresh = true;
	}
	out->comparisons[comparison_slot(out)] = (struct comparison){
		pc, op, taken, m->a.v, b->v, m->a.from, b->from,
	};
	return taken ? insn->jt : insn->jf;
}

void trace_run(const struct code *code, const struct packet *pkt, struct trace *out,
               uint8_t *edges, bool *fresh)
{
	struct machine m = { .pkt = pkt, .out = out };
	uint32_t skip, back = 0;

	out->accept = out->ran_out = out->divided_by_zero = out->unset = false;
	out->reach = out->steps = out->comparison_count = out->load_count = 0;
	out->path = 0xcbf29ce484222325;
	for (uint32_t pc = 0; pc < code->count; pc++) {
		const struct sock_filter *insn = &code->insns[pc];
		struct value k = { insn->k, { 0 } };
		uint16_t op = BPF_OP(insn->code);

		out->steps++;
		switch (BPF_CLASS(insn->code)) {
		case BPF_LD:
		case BPF_LDX:
			if (!run_load(&m, insn))
				return;
			break;
		case BPF_ST:
			m.mem[insn->k] = m.a;
			m.written |= (uint16_t)(1 << insn->k);
			break;
		case BPF_STX:
			m.mem[insn->k] = m.x;
			m.written |= (uint16_t)(1 << insn->k);
			break;
		case BPF_ALU:
			if (!compute(&m, op, BPF_SRC(insn->code) == BPF_X ? &m.x : &k))
				return;
			break;
		case BPF_JMP:
			skip = run_jump(&m, insn, pc, edges, fresh);
			if (skip >= code->count && ++back > TRACE_JUMPS_BACK) {
				out->unset = true;
				return;
			}
			pc += skip;
			break;
		case BPF_RET:
			out->accept = (insn->code & 0x18) == BPF_A ? m.a.v : insn->k;
			return;
		case BPF_MISC:
			if (BPF_MISCOP(insn->code) == BPF_TAX)
				m.x = m.a;
			else
				m.a = m.x;
			break;
		}
	}
}

/* The operand that gives `want` under one operation, where `old` gave something else. */
static bool undo_op(uint16_t op, uint32_t k, uint32_t old, uint32_t *want)
{
	switch (op) {
	case BPF_ADD:
		*want -= k;
		return true;
	case BPF_SUB:
		*want += k;
		return true;
	case BPF_MUL:
		if (!k || *want % k)
			return false;
		*want /= k;
		return true;
	case BPF_DIV:
		*want *= k;
		return true;
	case BPF_MOD:
		if (!k || *want >= k)
			return false;
		*want += old - old % k;
		return true;
	case BPF_AND:
		if (*want & ~k)
			return false;
		*want |= old & ~k;
		return true;
	case BPF_OR:
		if (~*want & k)
			return false;
		*want = (*want & ~k) | (old & k);
		return true;
	case BPF_XOR:
		*want ^= k;
		return true;
	case BPF_LSH:
		if (k > 31 || (*want >> k) << k != *want)
			return false;
		*want = *want >> k | (k ? old & ~(0xffffffff >> k) : 0);
		return true;
	case BPF_RSH:
		if (k > 31 || (*want << k) >> k != *want)
			return false;
		*want = *want << k | (k ? old & ~(0xffffffff << k) : 0);
		return true;
	case BPF_NEG:
		*want = 0 - *want;
		return true;
	}
	return false;
}

static uint32_t redo_op(uint16_t op, uint32_t k, uint32_t v)
{
	struct trace ignored;
	struct machine m = { .out = &ignored, .a = { v, { 0 } } };
	struct value with = { k, { 0 } };

	compute(&m, op, &with);
	return m.a.v;
}

static void write_bytes(uint8_t *at, uint32_t size, uint32_t value)
{
	if (size == 4)
		put_be32(at, value);
	else if (size == 2)
		put_be16(at, (uint16_t)value);
	else
		*at = (uint8_t)value;
}

static bool set_left(const struct origin *from, struct packet *pkt, uint32_t want)
{
	uint32_t before[ORIGIN_OPS]; /* the value each operation was applied to */
	uint32_t v;

	v = from->kind == ORIGIN_LEN    ? pkt->wire
	    : from->kind == ORIGIN_META ? pkt->meta[from->off]
	                                : read_bytes(pkt->data + from->off, from->size);
	for (uint32_t i = 0; i < from->op_count; i++) {
		before[i] = v;
		v = redo_op(from->ops[i].op, from->ops[i].k, v);
	}
	for (uint32_t i = from->op_count; i-- > 0;)
		if (!undo_op(from->ops[i].op, from->ops[i].k, before[i], &want))
			return false;
	if (from->kind == ORIGIN_LEN) {
		pkt->wire = want;
		return true;
	}
	if (from->kind == ORIGIN_META) {
		if (want > meta_max[from->off])
			return false;
		pkt->meta[from->off] = want;
		return true;
	}
	if (from->size < 4 && want >> (8 * from->size))
		return false;
	write_bytes(pkt->data + from->off, from->size, want);
	return true;
}

bool origin_set(const struct origin *from, struct packet *pkt, uint32_t want,
                uint32_t mixed)
{
	struct origin copy = *from;
	uint8_t *right = pkt->data + from->mixed_off;

	if (from->kind == ORIGIN_NONE)
		return false;
	if (set_left(from, pkt, want))
		return true;
	if (!from->mixed_size)
		return false;
	write_bytes(right, from->mixed_size, mixed);
	copy.ops[from->mixed_op].k = read_bytes(right, from->mixed_size);
	return set_left(&copy, pkt, want);
}
