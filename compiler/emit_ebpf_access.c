/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf_access.c - bytes of the packet, and what the kernel knows about it.
 *
 * Sources: linux/bpf.h (struct __sk_buff, struct xdp_md, helpers), the rules of
 * kernel/bpf/verifier.c: loads from the stack are aligned, offsets from packet pointers are
 * at most 0xffff.
 */
#include "compiler/emit_ebpf_int.h"

#include <endian.h>
#include <stddef.h>
#include <linux/filter.h>

enum {
	BASE_MAX = 0x7fff, /* of an offset added to a packet pointer */
	WORD = 8,
};

int16_t slot_get(struct body *b)
{
	if (b->slots == SLOTS) {
		b->e->fault = "the arithmetic needs too much of the stack";
		return -WORD;
	}
	b->slots++;
	return (int16_t)(-WORD * (int)b->slots);
}

void slot_put(struct body *b)
{
	if (b->slots)
		b->slots--;
}

static bool is_xdp(const struct body *b)
{
	return b->e->opts->target == PFC_TARGET_XDP;
}

/* ---- bases ---- */

/* What the verifier knows about the upper end of v, or more. */
static uint64_t known_max(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k;
	uint64_t a;

	if (x->op == VAL_CONST)
		return x->k;
	if (x->op == VAL_LOAD)
		return x->width == 1 ? 255 : UINT64_MAX;
	if (x->op < VAL_ADD)
		return UINT64_MAX;
	a = known_max(g, x->a);
	if (x->op == VAL_ADD && a < UINT16_MAX) {
		uint64_t b = known_max(g, x->b);

		return b < UINT16_MAX ? a + b : UINT64_MAX;
	}
	if (!val_constant(g, x->b, &k))
		return UINT64_MAX;
	if (x->op == VAL_AND)
		return a < k ? a : k;
	if (x->op == VAL_LSH && k < 16 && a < UINT16_MAX)
		return a << k;
	if (x->op == VAL_RSH && k < 32 && a < UINT16_MAX)
		return a >> k;
	return UINT64_MAX;
}

/* Zero bits at the lower end of v. */
static uint32_t zero_bits(const struct graph *g, struct val v)
{
	const struct value *x = graph_value(g, v);
	uint32_t k = 0, a, b;

	if (x->op == VAL_CONST)
		return x->k ? (uint32_t)__builtin_ctz(x->k) : 31;
	if (x->op == VAL_LSH && val_constant(g, x->b, &k))
		return k < 31 ? k : 31;
	if (x->op == VAL_AND && val_constant(g, x->b, &k) && k)
		return (uint32_t)__builtin_ctz(k);
	if (x->op != VAL_ADD)
		return 0;
	a = zero_bits(g, x->a);
	b = zero_bits(g, x->b);
	return a < b ? a : b;
}

/* r7 = the base, as a pointer where the packet is read in place. */
static void gen_base(struct body *b, struct val base)
{
	struct ebpf_code *c = code_of(b);

	if (b->s.base.id && val_is(b->s.base, base))
		return;
	gen_value(b, base, false);
	if (b->access == BY_POINTER) {
		if (known_max(b->e->g, base) > BASE_MAX)
			ebpf_if(c, BPF_JGT, BPF_REG_0, BASE_MAX, b->fail);
		if (b->e->plan.reused[base.id])
			ebpf_store(c, 8, BPF_REG_10, BASE_SLOT, BPF_REG_0);
		ebpf_move(c, BPF_REG_7, BPF_REG_8);
		ebpf_op64_reg(c, BPF_ADD, BPF_REG_7, BPF_REG_0);
	} else {
		ebpf_move(c, BPF_REG_7, BPF_REG_0);
	}
	b->s.base = base;
	b->s.base_have = 0;
}

void gen_base_again(struct body *b)
{
	if (b->access == BY_POINTER)
		ebpf_load(code_of(b), 8, BPF_REG_0, BPF_REG_10, BASE_SLOT);
	else
		ebpf_move(code_of(b), BPF_REG_0, BPF_REG_7);
}

/* That `need` bytes from the base on are there. */
static void check_base(struct body *b, uint32_t need)
{
	struct ebpf_code *c = code_of(b);

	if (need <= b->s.base_have)
		return;
	b->s.base_have = need;
	if (b->access == BY_BUFFER)
		ebpf_if(c, BPF_JGT, BPF_REG_7, b->e->opts->room - need, b->fail);
	ebpf_move(c, BPF_REG_1, BPF_REG_7);
	ebpf_op64(c, BPF_ADD, BPF_REG_1, (int32_t)need);
	ebpf_if_reg(c, BPF_JGT, BPF_REG_1, BPF_REG_9, b->fail);
}

/* What the node will need from its base, all at once. */
static uint32_t base_reach(const struct body *b, uint32_t need)
{
	return b->s.base.id && val_is(b->s.base, b->reach_base) && b->reach > need ? b->reach
	                                                                         : need;
}

/* ---- pieces ---- */

/* dst = size bytes at reg + off, of which off and reg are multiples of align. */
static void load_piece(struct body *b, uint8_t size, uint32_t align, uint8_t dst, uint8_t reg,
                       int32_t off)
{
	struct ebpf_code *c = code_of(b);
	uint8_t half = size / 2, upper = BYTE_ORDER == LITTLE_ENDIAN ? BPF_REG_5 : dst;

	if (off > INT16_MAX - 4) {
		ebpf_move(c, BPF_REG_2, reg);
		ebpf_op64(c, BPF_ADD, BPF_REG_2, off);
		load_piece(b, size, align, dst, BPF_REG_2, 0);
		return;
	}
	if (size <= align) {
		ebpf_load(c, size, dst, reg, (int16_t)off);
		return;
	}
	if (half > align) { /* bytes */
		ebpf_load(c, 1, dst, reg, (int16_t)(BYTE_ORDER == LITTLE_ENDIAN ? off + 3 : off));
		for (int32_t i = 1; i < size; i++) {
			int32_t at = BYTE_ORDER == LITTLE_ENDIAN ? off + 3 - i : off + i;

			ebpf_op32(c, BPF_LSH, dst, 8);
			ebpf_load(c, 1, BPF_REG_5, reg, (int16_t)at);
			ebpf_op32_reg(c, BPF_OR, dst, BPF_REG_5);
		}
		return;
	}
	ebpf_load(c, half, dst, reg, (int16_t)off);
	ebpf_load(c, half, BPF_REG_5, reg, (int16_t)(off + half));
	ebpf_op32(c, BPF_LSH, upper, 8u * half);
	ebpf_op32_reg(c, BPF_OR, dst, BPF_REG_5);
}

static uint32_t align_of(uint32_t off)
{
	return off % 8 ? 1u << __builtin_ctz(off) : 8;
}

/* Copies size bytes of the packet, at off behind the base if there is one, to r10 + to. */
static void copy_bytes(struct body *b, struct val base, uint32_t off, int16_t to,
                       uint8_t size)
{
	struct ebpf_code *c = code_of(b);

	if (base.id) {
		ebpf_move(c, BPF_REG_2, BPF_REG_7);
		if (off)
			ebpf_op64(c, BPF_ADD, BPF_REG_2, (int32_t)off);
		if ((uint64_t)graph_value(b->e->g, base)->hi + off > INT32_MAX)
			ebpf_if(c, BPF_JGT, BPF_REG_2, INT32_MAX, b->fail);
	} else {
		ebpf_set(c, BPF_REG_2, off);
	}
	ebpf_move(c, BPF_REG_1, BPF_REG_6);
	ebpf_move(c, BPF_REG_3, BPF_REG_10);
	ebpf_op64(c, BPF_ADD, BPF_REG_3, to);
	ebpf_set(c, BPF_REG_4, size);
	ebpf_call(c, is_xdp(b) ? BPF_FUNC_xdp_load_bytes : BPF_FUNC_skb_load_bytes);
	ebpf_if(c, BPF_JNE, BPF_REG_0, 0, b->fail);
}

/* By the instructions of classic BPF: they end the program where bytes are not there. */
static bool load_classic(struct body *b, struct val base, uint32_t off, uint8_t width)
{
	struct ebpf_code *c = code_of(b);

	if (!base.id) {
		c->note = load_name(b, base, off, width);
		ebpf_load_abs(c, width, off);
		return false;
	}
	/* Negative offsets would name something else. */
	if ((uint64_t)graph_value(b->e->g, base)->hi + off > INT32_MAX)
		ebpf_if(c, BPF_JGT, BPF_REG_7, INT32_MAX - off, b->fail);
	c->note = load_name(b, base, off, width);
	ebpf_load_ind(c, width, BPF_REG_7, off);
	return false;
}

static bool classic_is_there(const struct body *b)
{
	return b->e->opts->target == PFC_TARGET_SOCKET;
}

static bool in_window(const struct body *b, struct val base, uint32_t end)
{
	return !base.id && end <= b->window;
}

static void load_at(struct body *b, struct val base, uint32_t off, uint8_t width, uint8_t dst)
{
	struct ebpf_code *c = code_of(b);
	uint32_t align = align_of(off), bits;

	if (b->access == BY_WINDOW) {
		load_piece(b, width, align_of(off + 2), dst, BPF_REG_10,
		           b->window_at + (int32_t)off);
	} else if (b->access == BY_POINTER) {
		load_piece(b, width, 8, dst, base.id ? BPF_REG_7 : BPF_REG_8, (int32_t)off);
	} else if (!base.id) {
		load_piece(b, width, align, dst, BPF_REG_8, (int32_t)off);
	} else {
		bits = zero_bits(b->e->g, base);
		if (bits < 3 && align > 1u << bits)
			align = 1u << bits;
		ebpf_move(c, BPF_REG_1, BPF_REG_8);
		ebpf_op64_reg(c, BPF_ADD, BPF_REG_1, BPF_REG_7);
		load_piece(b, width, align, dst, BPF_REG_1, (int32_t)off);
	}
}

bool gen_load(struct body *b, const struct value *v)
{
	struct val base = v->a;
	uint32_t off = v->k, k;
	int16_t slot;

	if (base.id && val_constant(b->e->g, base, &k)) {
		off += k;
		base = VAL_NONE;
	}
	if (base.id)
		gen_base(b, base);
	if (b->access == BY_LD_ABS || (b->access == BY_WINDOW && classic_is_there(b) &&
	                               !in_window(b, base, off + v->width)))
		return load_classic(b, base, off, v->width);
	if (b->access == BY_WINDOW && !in_window(b, base, off + v->width)) {
		slot = slot_get(b);
		copy_bytes(b, base, off, slot, v->width);
		code_of(b)->note = load_name(b, base, off, v->width);
		ebpf_load(code_of(b), v->width, BPF_REG_0, BPF_REG_10, slot);
		slot_put(b);
		return v->width > 1;
	}
	if (base.id)
		check_base(b, base_reach(b, off + v->width));
	code_of(b)->note = load_name(b, base, off, v->width);
	load_at(b, base, off, v->width, BPF_REG_0);
	return v->width > 1;
}

/* dst = 8 bytes as the machine loads them, where only words of 4 can be loaded. */
static void load_long(struct body *b, struct val base, uint32_t off, uint8_t dst)
{
	struct ebpf_code *c = code_of(b);
	bool little = BYTE_ORDER == LITTLE_ENDIAN;

	load_at(b, base, little ? off + 4 : off, 4, dst);
	ebpf_op64(c, BPF_LSH, dst, 32);
	load_at(b, base, little ? off : off + 4, 4, BPF_REG_0);
	ebpf_op64_reg(c, BPF_OR, dst, BPF_REG_0);
}

void gen_words(struct body *b, struct val base, uint32_t off)
{
	struct ebpf_code *c = code_of(b);
	int16_t slot;

	if (base.id)
		gen_base(b, base);
	b->s.value = VAL_NONE;
	if (b->access == BY_WINDOW && !in_window(b, base, off + 16)) {
		slot_get(b);
		slot = slot_get(b);
		copy_bytes(b, base, off, slot, 16);
		ebpf_load(c, 8, BPF_REG_3, BPF_REG_10, slot);
		ebpf_load(c, 8, BPF_REG_4, BPF_REG_10, (int16_t)(slot + WORD));
		slot_put(b);
		slot_put(b);
		return;
	}
	if (base.id)
		check_base(b, base_reach(b, off + 16));
	code_of(b)->note = load_name(b, base, off, 4);
	if (b->access == BY_POINTER) {
		load_at(b, base, off, 8, BPF_REG_3);
		load_at(b, base, off + 8, 8, BPF_REG_4);
	} else {
		load_long(b, base, off, BPF_REG_3);
		load_long(b, base, off + 8, BPF_REG_4);
	}
}

/* ---- beside the packet ---- */

static const struct {
	uint32_t ad;
	uint16_t off;
	uint8_t bits; /* of a number in network order; 0: as the machine has it */
	const char *name;
} skb_fields[] = {
	{ SKF_AD_PROTOCOL, offsetof(struct __sk_buff, protocol), 16, "protocol" },
	{ SKF_AD_PKTTYPE, offsetof(struct __sk_buff, pkt_type), 0, "packet type" },
	{ SKF_AD_IFINDEX, offsetof(struct __sk_buff, ifindex), 0, "interface" },
	{ SKF_AD_VLAN_TAG_PRESENT, offsetof(struct __sk_buff, vlan_present), 0,
	  "is there a VLAN tag" },
	{ SKF_AD_VLAN_TAG, offsetof(struct __sk_buff, vlan_tci), 0, "VLAN tag" },
	{ SKF_AD_VLAN_TPID, offsetof(struct __sk_buff, vlan_proto), 16, "type of the VLAN tag" },
};

void gen_meta(struct body *b, uint32_t ad)
{
	struct ebpf_code *c = code_of(b);

	if (ad == SKF_AD_PKTTYPE && b->e->opts->target == PFC_TARGET_TC) {
		b->e->fault = "a tc program is not told in which direction a packet goes";
		b->e->hint = "leave the word out, and attach the program at ingress or egress";
		return;
	}
	for (size_t i = 0; i < sizeof(skb_fields) / sizeof(skb_fields[0]); i++) {
		if (skb_fields[i].ad != ad)
			continue;
		c->note = skb_fields[i].name;
		ebpf_load(c, 4, BPF_REG_0, BPF_REG_6, (int16_t)skb_fields[i].off);
		if (skb_fields[i].bits)
			ebpf_to_number(c, BPF_REG_0, skb_fields[i].bits);
		return;
	}
	b->e->fault = "eBPF programs cannot read the type of the interface";
	b->e->hint = "compile for the link type of one interface, such as EN10MB";
}

void gen_len(struct body *b)
{
	struct ebpf_code *c = code_of(b);

	c->note = "length";
	if (b->access == BY_BUFFER) {
		ebpf_move(c, BPF_REG_0, BPF_REG_6);
	} else if (b->access == BY_WINDOW) {
		ebpf_move(c, BPF_REG_0, BPF_REG_9);
	} else if (!is_xdp(b)) {
		ebpf_load(c, 4, BPF_REG_0, BPF_REG_6, offsetof(struct __sk_buff, len));
	} else if (b->e->opts->frags) {
		ebpf_move(c, BPF_REG_1, BPF_REG_6);
		ebpf_call(c, BPF_FUNC_xdp_get_buff_len);
	} else {
		ebpf_move(c, BPF_REG_0, BPF_REG_9);
		ebpf_op64_reg(c, BPF_SUB, BPF_REG_0, BPF_REG_8);
	}
}

/* ---- the entry of a body ---- */

static void enter_pointer(struct body *b)
{
	struct ebpf_code *c = code_of(b);
	bool xdp = is_xdp(b);

	if (!xdp || b->e->opts->frags)
		ebpf_move(c, BPF_REG_6, BPF_REG_1);
	ebpf_load(c, 4, BPF_REG_8, BPF_REG_1,
	          xdp ? offsetof(struct xdp_md, data) : offsetof(struct __sk_buff, data));
	ebpf_load(c, 4, BPF_REG_9, BPF_REG_1,
	          xdp ? offsetof(struct xdp_md, data_end)
	              : offsetof(struct __sk_buff, data_end));
}

/* The first bytes of the packet to the stack. Where they lie, words of 4 bytes behind an
 * Ethernet header are aligned: 2 modulo 8.
 */
static void fill_window(struct body *b, uint32_t must)
{
	struct ebpf_code *c = code_of(b);
	uint32_t fits = ebpf_label(c), done = ebpf_label(c);
	int32_t at = -(int32_t)((SLOTS * WORD + b->window + 2 + 7) / 8 * 8 - 2);

	b->window_at = (int16_t)at;
	for (int32_t zero = at - 2; zero < -SLOTS * WORD; zero += WORD)
		ebpf_store_zero(c, BPF_REG_10, (int16_t)zero);
	ebpf_move(c, BPF_REG_4, BPF_REG_9);
	ebpf_if(c, BPF_JLE, BPF_REG_4, b->window, fits);
	ebpf_set(c, BPF_REG_4, b->window);
	ebpf_place(c, fits);
	if (!must)
		ebpf_if(c, BPF_JEQ, BPF_REG_4, 0, done);
	ebpf_move(c, BPF_REG_1, BPF_REG_6);
	ebpf_set(c, BPF_REG_2, 0);
	ebpf_move(c, BPF_REG_3, BPF_REG_10);
	ebpf_op64(c, BPF_ADD, BPF_REG_3, at);
	ebpf_call(c, is_xdp(b) ? BPF_FUNC_xdp_load_bytes : BPF_FUNC_skb_load_bytes);
	ebpf_if(c, BPF_JNE, BPF_REG_0, 0, b->fail);
	ebpf_place(c, done);
}

static void enter_window(struct body *b, struct ref root)
{
	struct ebpf_code *c = code_of(b);
	uint32_t must = b->e->plan.node[root.id].must;

	if (is_xdp(b)) {
		ebpf_move(c, BPF_REG_1, BPF_REG_6);
		ebpf_call(c, BPF_FUNC_xdp_get_buff_len);
		ebpf_move(c, BPF_REG_9, BPF_REG_0);
	} else {
		ebpf_load(c, 4, BPF_REG_9, BPF_REG_6, offsetof(struct __sk_buff, len));
	}
	gen_check(b, must);
	b->window = b->e->plan.window < WINDOW_MAX ? b->e->plan.window : WINDOW_MAX;
	if (b->window)
		fill_window(b, must);
}

void gen_entry(struct body *b, struct ref root)
{
	struct ebpf_code *c = code_of(b);

	switch (b->access) {
	case BY_POINTER:
		enter_pointer(b);
		return;
	case BY_BUFFER:
		ebpf_move(c, BPF_REG_8, BPF_REG_1);
		ebpf_op32_reg(c, BPF_MOV, BPF_REG_9, BPF_REG_2);
		ebpf_op32_reg(c, BPF_MOV, BPF_REG_6, BPF_REG_3);
		return;
	case BY_WINDOW:
		if (b->e->opts->target == PFC_TARGET_SOCKET)
			ebpf_move(c, BPF_REG_6, BPF_REG_1);
		enter_window(b, root);
		return;
	case BY_LD_ABS:
		ebpf_move(c, BPF_REG_6, BPF_REG_1);
		return;
	}
}
