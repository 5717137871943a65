/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/value.h"

#include <inttypes.h>
#include <linux/bpf.h>

#include "compiler/graph.h"
#include "teach/parts.h"

static const struct {
	const char *word;
	enum val_op op; /* CONST, which computes nothing: not of classic BPF */
} operations[16] = {
	[BPF_ADD >> 4] = { "plus", VAL_ADD },
	[BPF_SUB >> 4] = { "minus", VAL_SUB },
	[BPF_MUL >> 4] = { "times", VAL_MUL },
	[BPF_DIV >> 4] = { "divided by", VAL_DIV },
	[BPF_OR >> 4] = { "with the bits of", VAL_OR },
	[BPF_AND >> 4] = { "and", VAL_AND },
	[BPF_LSH >> 4] = { "shifted left by", VAL_LSH },
	[BPF_RSH >> 4] = { "shifted right by", VAL_RSH },
	[BPF_MOD >> 4] = { "modulo", VAL_MOD },
	[BPF_XOR >> 4] = { "xor", VAL_XOR },
	[BPF_ARSH >> 4] = { "shifted right, with its sign, by", VAL_CONST },
};

const char *operation_word(uint8_t op)
{
	return operations[op >> 4].word ? operations[op >> 4].word : "?";
}

uint32_t operation_compute(uint8_t op, uint32_t a, uint32_t b)
{
	return op == BPF_NEG ? 0 - a : val_compute(operations[op >> 4].op, a, b);
}

bool value_is_whole(const struct field *f, uint32_t mask)
{
	return (uint32_t)__builtin_popcount(mask) == f->bits;
}

static void put_flags(struct str *out, uint32_t value, uint32_t mask)
{
	static const char *const names[] = { "FIN", "SYN", "RST", "PSH",
		                             "ACK", "URG", "ECE", "CWR" };
	bool first = true;

	for (int i = 0; i < 8; i++) {
		if (!(mask >> i & 1))
			continue;
		if (mask != value || value >> i & 1)
			str_printf(out, "%s%s%s", first ? "" : ", ",
			           value >> i & 1 ? "" : "no ", names[i]);
		first = false;
	}
}

static void put_ip4(struct str *out, uint32_t a)
{
	str_printf(out, "%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
}

/* Is each byte of a mask all or nothing? */
static bool is_bytes(uint32_t mask)
{
	for (int i = 0; i < 4; i++) {
		uint32_t byte = mask >> 8 * i & 255;

		if (byte && byte != 255)
			return false;
	}
	return true;
}

/* Bytes of an IPv4 address: "192.0.2"; a network "172.16.0.0/12". */
static void put_ip4_part(struct str *out, uint32_t value, uint32_t mask)
{
	bool first = true;

	if (!is_bytes(mask)) {
		put_ip4(out, value);
		str_printf(out, "/%d", __builtin_popcount(mask));
		return;
	}
	for (int i = 3; i >= 0; i--) {
		if (!(mask >> 8 * i & 255))
			continue;
		str_printf(out, "%s%u", first ? "" : ".", value >> 8 * i & 255);
		first = false;
	}
}

/* Ones in front, as far as there are any. */
static bool is_prefix(uint32_t mask)
{
	return mask >> 31 && !(~mask & (~mask + 1));
}

/* Bytes of an address, as hardware addresses are written. */
static void put_octets(struct str *out, uint32_t value, uint32_t mask)
{
	bool first = true;

	for (int i = 3; i >= 0; i--) {
		if (!(mask >> 8 * i & 255))
			continue;
		str_printf(out, "%s%02x", first ? "" : ":", value >> 8 * i & 255);
		first = false;
	}
}

/* A whole number by the kind of its field; without a name where it bounds a range. */
static void put_value(struct str *out, enum field_values values, uint32_t v, bool named)
{
	const char *name = named ? field_value_name(values, v) : NULL;

	switch (values) {
	case VALUES_ETHERTYPE:
	case VALUES_PPP:
		str_printf(out, "0x%04" PRIx32, v);
		break;
	case VALUES_IP4:
		put_ip4(out, v);
		return;
	case VALUES_IP6:
		str_printf(out, "%" PRIx32 ":%" PRIx32, v >> 16, v & 0xffff);
		return;
	case VALUES_TCP_FLAGS:
		if (v)
			put_flags(out, v, v);
		else
			str_printf(out, "0");
		return;
	case VALUES_NUMBER:
	case VALUES_MAC:
	case VALUES_IPPROTO:
	case VALUES_PORT:
	case VALUES_ARP_OP:
	case VALUES_ICMP_TYPE:
	case VALUES_ICMP6_TYPE:
		str_printf(out, "%" PRIu32, v);
		break;
	}
	if (name)
		str_printf(out, " (%s)", name);
}

void value_words(struct str *out, const struct field *f, uint32_t mask, uint32_t value)
{
	uint32_t shift = mask ? (uint32_t)__builtin_ctz(mask) : 0;

	if (!f) {
		str_printf(out, "0x%" PRIx32, value >> shift);
	} else if (f->values == VALUES_MAC) {
		put_octets(out, value, mask);
	} else if (f->values == VALUES_TCP_FLAGS && value_is_whole(f, mask)) {
		put_value(out, f->values, value >> shift, true);
		if (value)
			str_printf(out, " alone");
	} else if (f->values == VALUES_TCP_FLAGS) {
		put_flags(out, value, mask);
	} else if (f->values == VALUES_IP4 && (is_bytes(mask) || is_prefix(mask))) {
		put_ip4_part(out, value, mask);
	} else if (f->values == VALUES_IP6 && is_bytes(mask) && mask != UINT32_MAX) {
		str_printf(out, mask >> shift > 255 ? "%" PRIx32 : "0x%02" PRIx32, value >> shift);
	} else if (value_is_whole(f, mask) ||
	           (f->values == VALUES_IP6 && mask == UINT32_MAX)) {
		put_value(out, f->values, value >> shift, true);
	} else {
		str_printf(out, "0x%" PRIx32 " under the mask 0x%" PRIx32,
		           value >> shift, mask >> shift);
	}
}

const struct field *value_field(const struct place *of, uint32_t width, uint32_t mask,
                                uint32_t right)
{
	const struct field *f;
	uint32_t first;

	if (of->at.layer == FIELD_NONE || !mask)
		return NULL;
	first = 8 * width - 32 + (uint32_t)__builtin_clz(mask);
	f = field_of_bit(of->at.layer, 8 * of->at.at + first);
	return f && value_is_whole(f, mask) && (uint32_t)__builtin_ctz(mask) == right ? f : NULL;
}

void value_number(struct str *out, const struct notes *n, uint32_t i)
{
	const struct note *note = &n->at[i];
	const struct field *f = NULL;
	uint32_t k = n->insns[i].k;

	if (note->a.load >= 0)
		f = value_field(&note->of, load_width(n->insns[note->a.load].code), note->a.mask,
		                note->a.right);
	if (f)
		put_value(out, f->values, k, BPF_OP(n->insns[i].code) == BPF_JEQ);
	else
		str_printf(out, k < 10000 ? "%" PRIu32 : "0x%" PRIx32, k);
}
