/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/ebpf_step.c - what one instruction of an eBPF filter leaves in registers. */
#include <stddef.h>

#include "teach/ebpf_flow.h"
#include "teach/parts.h"
#include "teach/value.h"

static const struct held unknown = { .kind = HELD_UNKNOWN };

uint32_t swap_bytes(uint32_t v, uint32_t width)
{
	return width == 4   ? __builtin_bswap32(v)
	       : width == 2 ? (uint32_t)__builtin_bswap16((uint16_t)v)
	                    : v;
}

static bool is_little(void)
{
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
}

static struct held constant(uint32_t k)
{
	return (struct held){ .kind = HELD_NUMBER, .known = UINT32_MAX, .value = k };
}

static bool is_constant(const struct held *h)
{
	return h->kind == HELD_NUMBER && h->known == UINT32_MAX && !h->swapped;
}

/* ---- bytes ---- */

static struct held packet_bytes(const struct hypothesis *h, struct offset at, uint32_t width,
                                bool swapped)
{
	struct held v = { .kind = HELD_NUMBER,
		          .at = at,
		          .loaded = true,
		          .width = (uint8_t)width,
		          .mask = load_all(width),
		          .swapped = swapped && width > 1 };

	if (at.header)
		v.known = ~v.mask;
	else
		hypothesis_bits(h, (uint32_t)at.off, width, &v.known, &v.value);
	return v;
}

struct context_field {
	size_t off;
	enum held_kind kind;
	const char *meta;
};

static const struct context_field skb_fields[] = {
	{ offsetof(struct __sk_buff, len), HELD_CAPTURED, NULL },
	{ offsetof(struct __sk_buff, data), HELD_PACKET, NULL },
	{ offsetof(struct __sk_buff, data_end), HELD_END, NULL },
	{ offsetof(struct __sk_buff, pkt_type), HELD_META, "packet type" },
	{ offsetof(struct __sk_buff, mark), HELD_META, "mark of the packet" },
	{ offsetof(struct __sk_buff, queue_mapping), HELD_META, "receive queue" },
	{ offsetof(struct __sk_buff, protocol), HELD_META, "protocol of the frame" },
	{ offsetof(struct __sk_buff, vlan_present), HELD_META,
	  "presence of a VLAN tag that was taken out of the frame" },
	{ offsetof(struct __sk_buff, vlan_tci), HELD_META,
	  "VLAN tag that was taken out of the frame" },
	{ offsetof(struct __sk_buff, vlan_proto), HELD_META,
	  "type of the VLAN tag that was taken out" },
	{ offsetof(struct __sk_buff, ifindex), HELD_META, "interface index" },
	{ offsetof(struct __sk_buff, ingress_ifindex), HELD_META,
	  "index of the interface it came by" },
	{ offsetof(struct __sk_buff, hash), HELD_META, "hash of the flow" },
};

static const struct context_field xdp_fields[] = {
	{ offsetof(struct xdp_md, data), HELD_PACKET, NULL },
	{ offsetof(struct xdp_md, data_end), HELD_END, NULL },
	{ offsetof(struct xdp_md, ingress_ifindex), HELD_META, "interface index" },
	{ offsetof(struct xdp_md, rx_queue_index), HELD_META, "receive queue" },
};

static struct held context_field(enum pfc_target target, int32_t off)
{
	bool xdp = target == PFC_TARGET_XDP;
	const struct context_field *fields = xdp ? xdp_fields : skb_fields;
	size_t count = xdp ? sizeof(xdp_fields) / sizeof(*fields)
	                   : sizeof(skb_fields) / sizeof(*fields);

	for (size_t i = 0; i < count; i++) {
		if ((int32_t)fields[i].off == off)
			return (struct held){ .kind = fields[i].kind,
				              .meta = fields[i].meta };
	}
	return unknown;
}

static uint32_t access_width(uint8_t code)
{
	return BPF_SIZE(code) == BPF_DW ? 8 : load_width(code);
}

/* The slot of 8 bytes at an offset of the stack; EBPF_SLOTS: none that is followed. */
static uint32_t slot_of(int32_t off)
{
	return off < 0 && off % 8 == 0 && -off / 8 <= EBPF_SLOTS ? (uint32_t)(-off / 8 - 1)
	                                                         : EBPF_SLOTS;
}

static struct held load_stack(const struct hypothesis *h, const struct ebpf_at *at,
                              int32_t off, uint32_t width)
{
	for (int i = 0; i < EBPF_WINDOWS; i++) {
		const struct window *w = &at->windows[i];

		if (w->at && width <= 4 && off >= w->at &&
		    (uint32_t)(off - w->at) + width <= w->len) {
			struct offset from = w->from;

			from.off += off - w->at;
			return packet_bytes(h, from, width, is_little());
		}
	}
	return width == 8 && slot_of(off) < EBPF_SLOTS ? at->slots[slot_of(off)] : unknown;
}

static struct held load(const struct ebpf_program *p, const struct hypothesis *h,
                        const struct ebpf_at *at, const struct bpf_insn *in)
{
	const struct held *base = &at->regs[in->src_reg % 16 < EBPF_REGS ? in->src_reg : 0];
	uint32_t width = access_width(in->code);
	struct offset from = base->at;

	from.off += in->off;
	if (base->kind == HELD_CONTEXT)
		return width == 4 ? context_field(p->target, in->off) : unknown;
	if (base->kind == HELD_PACKET && width <= 4)
		return packet_bytes(h, from, width, is_little());
	if (base->kind == HELD_STACK)
		return load_stack(h, at, from.off, width);
	return unknown;
}

/* Bytes of the stack are written: windows end where those begin, and slots are not known. */
static void stack_written(struct ebpf_at *at, int32_t off, uint32_t len)
{
	for (int i = 0; i < EBPF_WINDOWS; i++) {
		struct window *w = &at->windows[i];

		if (!w->at || off >= w->at + (int32_t)w->len || off + (int32_t)len <= w->at)
			continue;
		w->len = off > w->at ? (uint32_t)(off - w->at) : 0;
		w->at = w->len ? w->at : 0;
	}
	for (uint32_t i = 0; i < EBPF_SLOTS; i++) {
		int32_t slot = -8 * (int32_t)(i + 1);

		if (off < slot + 8 && off + (int32_t)len > slot)
			at->slots[i] = unknown;
	}
}

static void store(struct ebpf_at *at, const struct bpf_insn *in)
{
	const struct held *base = &at->regs[in->dst_reg];
	uint32_t width = access_width(in->code);
	int32_t off = base->at.off + in->off;
	bool atomic = BPF_MODE(in->code) == BPF_ATOMIC;

	if (base->kind == HELD_STACK) {
		stack_written(at, off, width);
		if (width == 8 && slot_of(off) < EBPF_SLOTS && !atomic)
			at->slots[slot_of(off)] = BPF_CLASS(in->code) == BPF_STX
			                                  ? at->regs[in->src_reg]
			                                  : constant((uint32_t)in->imm);
	}
	if (atomic && in->imm & BPF_FETCH)
		at->regs[in->imm == BPF_CMPXCHG ? 0 : in->src_reg] = unknown;
}

/* bpf_skb_load_bytes(), bpf_xdp_load_bytes(): r2 is where in the packet, r3 where to. */
static bool copies(const struct bpf_insn *in)
{
	return in->src_reg == 0 && (in->imm == BPF_FUNC_skb_load_bytes ||
	                            in->imm == BPF_FUNC_xdp_load_bytes);
}

/* Bytes of the packet come to lie on the stack. */
static void copy(struct ebpf_at *at)
{
	const struct held *from = &at->regs[2], *to = &at->regs[3], *len = &at->regs[4];
	struct window w = { .at = to->at.off, .from = from->at };

	if (to->kind != HELD_STACK || to->at.off >= 0)
		return;
	w.len = is_constant(len) ? len->value : (uint32_t)-to->at.off;
	stack_written(at, w.at, w.len);
	if (!is_constant(from) && from->kind != HELD_LENGTH)
		return;
	if (from->kind == HELD_NUMBER)
		w.from = (struct offset){ .off = (int32_t)from->value };
	/* The first for the head of the packet, the last for single fields. */
	at->windows[w.len > 4 ? 0 : 1] = w;
}

/* Other calls may write what they are given, from there on. */
static void call(struct ebpf_at *at, const struct bpf_insn *in)
{
	for (int i = 1; i <= 5 && !copies(in); i++) {
		const struct held *to = &at->regs[i];

		if (to->kind == HELD_STACK && to->at.off < 0)
			stack_written(at, to->at.off, (uint32_t)-to->at.off);
	}
	if (copies(in))
		copy(at);
	for (int i = 0; i <= 5; i++)
		at->regs[i] = unknown;
	if (copies(in))
		at->regs[0].kind = HELD_STATUS;
}

/* ---- arithmetic ---- */

/* The length of an IPv4 header: the low half of its first byte, times 4. */
static bool is_header_length(const struct held *v, uint8_t op, uint32_t k)
{
	return op == BPF_LSH && k == 2 && v->loaded && v->width == 1 && v->mask == 0xf &&
	       !v->right && !v->left && !v->at.header;
}

static struct held by_constant(const struct held *a, uint8_t op, uint32_t k)
{
	struct held v = *a;

	if (is_header_length(a, op, k))
		return (struct held){ .kind = HELD_LENGTH,
			              .at = { .header = true, .ip4 = (uint32_t)a->at.off } };
	if (op == BPF_AND) {
		k = v.swapped ? swap_bytes(k, v.width) : k;
		v.known |= ~k;
		v.value &= k;
		v.mask &= v.left > v.right ? k >> (v.left - v.right) : k << (v.right - v.left);
		return v;
	}
	if (op == BPF_RSH && k < 32 && !v.swapped) {
		v.known = k ? a->known >> k | ~(UINT32_MAX >> k) : a->known;
		v.value >>= k;
		v.right = (uint8_t)(v.right + k);
		v.mask &= v.right < 32 ? UINT32_MAX << v.right : 0;
		return v;
	}
	if (op == BPF_LSH && k < 32) {
		v.known = v.swapped ? 0 : a->known << k | ((1u << k) - 1);
		v.value = v.swapped ? 0 : v.value << k;
		v.left = (uint8_t)(v.left + k);
		return v;
	}
	return unknown;
}

/* Two halves of a word that is read in two pieces. */
static bool is_halves(const struct held *a, const struct held *b)
{
	return a->loaded && b->loaded && a->width == 2 && b->width == 2 && a->swapped &&
	       b->swapped && !a->left && !a->right && b->left == 16 && !b->right &&
	       a->at.header == b->at.header && a->at.ip4 == b->at.ip4 &&
	       b->at.off == a->at.off + 2;
}

static bool has_offset(enum held_kind kind)
{
	return kind == HELD_PACKET || kind == HELD_STACK || kind == HELD_LENGTH;
}

/* A pointer, or the length of the header, moved by a number. */
static struct held moved(const struct held *a, const struct held *b)
{
	struct held v = *a;

	if (is_constant(b) && has_offset(a->kind)) {
		v.at.off += (int32_t)b->value;
		return v;
	}
	if (a->kind == HELD_PACKET && b->kind == HELD_LENGTH && !a->at.header) {
		v.at.header = true;
		v.at.ip4 = b->at.ip4;
		v.at.off += b->at.off;
		return v;
	}
	return unknown;
}

static struct held alu(const struct hypothesis *h, const struct ebpf_at *at,
                       const struct bpf_insn *in)
{
	const struct held *a = &at->regs[in->dst_reg];
	struct held b = BPF_SRC(in->code) == BPF_X ? at->regs[in->src_reg]
	                                           : constant((uint32_t)in->imm);
	uint8_t op = BPF_OP(in->code);
	bool pointer = b.kind == HELD_CONTEXT || b.kind == HELD_PACKET ||
	               b.kind == HELD_END || b.kind == HELD_STACK;
	bool folds = op == BPF_ADD || op == BPF_SUB || op == BPF_MUL || op == BPF_OR ||
	             op == BPF_AND || op == BPF_XOR || op == BPF_LSH || op == BPF_RSH;

	if (op == BPF_MOV && in->off) /* a part of it, with its sign */
		return unknown;
	if (op == BPF_MOV)
		return BPF_CLASS(in->code) == BPF_ALU64 || !pointer ? b : unknown;
	if (op == BPF_ADD && (has_offset(a->kind) || has_offset(b.kind)))
		return has_offset(a->kind) ? moved(a, &b) : moved(&b, a);
	if (a->kind == HELD_NUMBER && op == BPF_OR && is_halves(a, &b))
		return packet_bytes(h, a->at, 4, true);
	if (!folds || a->kind != HELD_NUMBER || !is_constant(&b))
		return unknown;
	if (is_constant(a) && !a->loaded)
		return constant(operation_compute(op, a->value, b.value));
	return by_constant(a, op, b.value);
}

/* Into the order of the network, as compares of size need it. */
static struct held in_order(const struct held *a, const struct bpf_insn *in)
{
	struct held v = *a;
	bool swaps = BPF_SRC(in->code) == BPF_TO_BE && is_little();

	if (BPF_SRC(in->code) != BPF_TO_BE || v.kind != HELD_NUMBER || !v.loaded ||
	    v.width * 8 != in->imm)
		return unknown;
	v.swapped = swaps ? !v.swapped : v.swapped;
	return v;
}

/* ---- all of it ---- */

static void step_load(const struct ebpf_program *p, const struct hypothesis *h,
                      const struct bpf_insn *in, struct ebpf_at *now)
{
	struct offset at = { .off = in->imm };
	uint8_t mode = BPF_MODE(in->code);

	if (BPF_CLASS(in->code) == BPF_LDX) {
		now->regs[in->dst_reg] = mode == BPF_MEM ? load(p, h, now, in) : unknown;
	} else if (mode == BPF_IMM) {
		now->regs[in->dst_reg] =
			in->src_reg ? unknown : constant((uint32_t)in->imm);
	} else {
		const struct held *by = &now->regs[in->src_reg];
		bool known = mode == BPF_ABS || is_constant(by) || by->kind == HELD_LENGTH;

		if (mode == BPF_IND && by->kind == HELD_LENGTH) {
			at = by->at;
			at.off += in->imm;
		} else if (mode == BPF_IND) {
			at.off += (int32_t)by->value;
		}
		for (int i = 1; i <= 5; i++)
			now->regs[i] = unknown;
		now->regs[0] = known ? packet_bytes(h, at, access_width(in->code), false)
		                     : unknown;
	}
}

void ebpf_flow_step(const struct ebpf_program *p, const struct hypothesis *h, uint32_t i,
                    struct ebpf_at *now)
{
	const struct bpf_insn *in = &p->insns[i];

	if (in->dst_reg >= EBPF_REGS || in->src_reg >= EBPF_REGS)
		return;
	switch (BPF_CLASS(in->code)) {
	case BPF_ALU:
	case BPF_ALU64:
		now->regs[in->dst_reg] = BPF_OP(in->code) == BPF_END
		                                 ? in_order(&now->regs[in->dst_reg], in)
		                                 : alu(h, now, in);
		return;
	case BPF_LD:
	case BPF_LDX:
		step_load(p, h, in, now);
		return;
	case BPF_ST:
	case BPF_STX:
		store(now, in);
		return;
	default:
		if (BPF_OP(in->code) == BPF_CALL)
			call(now, in);
		return;
	}
}
