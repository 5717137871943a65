/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/x86.c - how long an instruction of x86-64 is, and the little that matters of it. */
#include "ebpf/tls/machine.h"

#include <elf.h>
#include <string.h>

#include "base/bytes.h"

/* Source of all tables: Intel 64 and IA-32 Architectures Software Developer's Manual, volume
 * 2, chapter 2 (formats) and appendix A (opcode maps); what 64-bit mode does not have is none.
 */
enum shape {
	N, /* there is none such */
	P, /* a prefix: not looked up */
	O, /* opcode alone */
	M, /* operands by ModRM */
	B, /* one byte follows */
	W, /* two bytes */
	E, /* three bytes: enter */
	Z, /* four bytes, two with the prefix 66 */
	V, /* four bytes, eight with REX.W, two with 66 */
	J, /* four bytes, always: a relative jump */
	A, /* an address of eight bytes, four with 67 */
	X, /* ModRM and one byte */
	Y, /* ModRM and as Z */
	T, /* group 3: a byte to test, if its number is 0 or 1 */
	U, /* the same with Z */
};

/* clang-format off */
static const uint8_t one_byte[256] = {
	M,M,M,M,B,Z,N,N, M,M,M,M,B,Z,N,P, M,M,M,M,B,Z,N,N, M,M,M,M,B,Z,N,N, /* 00 */
	M,M,M,M,B,Z,P,N, M,M,M,M,B,Z,P,N, M,M,M,M,B,Z,P,N, M,M,M,M,B,Z,P,N, /* 20 */
	P,P,P,P,P,P,P,P, P,P,P,P,P,P,P,P, O,O,O,O,O,O,O,O, O,O,O,O,O,O,O,O, /* 40 */
	N,N,P,M,P,P,P,P, Z,Y,B,X,O,O,O,O, B,B,B,B,B,B,B,B, B,B,B,B,B,B,B,B, /* 60 */
	X,Y,N,X,M,M,M,M, M,M,M,M,M,M,M,M, O,O,O,O,O,O,O,O, O,O,N,O,O,O,O,O, /* 80 */
	A,A,A,A,O,O,O,O, B,Z,O,O,O,O,O,O, B,B,B,B,B,B,B,B, V,V,V,V,V,V,V,V, /* a0 */
	X,X,W,O,P,P,X,Y, E,O,W,O,O,B,N,O, M,M,M,M,N,N,N,O, M,M,M,M,M,M,M,M, /* c0 */
	B,B,B,B,B,B,B,B, J,J,N,B,O,O,O,O, P,O,P,P,O,O,T,U, O,O,O,O,O,O,M,M, /* e0 */
};

static const uint8_t two_bytes[256] = {
	M,M,M,M,N,O,O,O, O,O,N,O,N,M,O,X, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, /* 00 */
	M,M,M,M,N,N,N,N, M,M,M,M,M,M,M,M, O,O,O,O,O,O,N,O, P,N,P,N,N,N,N,N, /* 20 */
	M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, /* 40 */
	M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, X,X,X,X,M,M,M,O, M,M,N,N,M,M,M,M, /* 60 */
	J,J,J,J,J,J,J,J, J,J,J,J,J,J,J,J, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, /* 80 */
	O,O,O,M,X,M,N,N, O,O,O,M,X,M,M,M, M,M,M,M,M,M,M,M, M,M,X,M,M,M,M,M, /* a0 */
	M,M,X,M,X,X,X,M, O,O,O,O,O,O,O,O, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, /* c0 */
	M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, M,M,M,M,M,M,M,M, /* e0 */
};
/* clang-format on */

struct reading {
	struct bytes b;
	bool op16, addr32, wide, repeat;
	unsigned map; /* 0: one byte, 1: 0f, 2: 0f 38, 3: 0f 3a */
	uint8_t op;
	uint8_t modrm;
	bool has_modrm;
	int32_t disp; /* of an address relative to the instruction */
	bool relative;
};

static void read_prefixes(struct reading *r)
{
	for (;;) {
		uint8_t c = bytes_u8(&r->b);

		switch (c) {
		case 0x66:
			r->op16 = true;
			continue;
		case 0x67:
			r->addr32 = true;
			continue;
		case 0xf2:
		case 0xf3:
			r->repeat = true;
			continue;
		case 0x26:
		case 0x2e:
		case 0x36:
		case 0x3e:
		case 0x64:
		case 0x65:
		case 0xf0:
			continue;
		default:
			break;
		}
		if ((c & 0xf0) == 0x40) {
			r->wide = c & 8;
			c = bytes_u8(&r->b);
		}
		r->op = c;
		return;
	}
}

/* VEX and EVEX: which map, then the opcode; operands are by ModRM. */
static enum shape read_vex(struct reading *r)
{
	uint8_t first = bytes_u8(&r->b);

	r->map = r->op == 0xc5 ? 1 : first & (r->op == 0x62 ? 7 : 31);
	if (r->op != 0xc5)
		bytes_take(&r->b, r->op == 0x62 ? 2 : 1);
	r->op = bytes_u8(&r->b);
	if (r->map == 3)
		return X;
	if (r->map == 1 && r->op == 0x77)
		return O;
	if (r->map == 1)
		return two_bytes[r->op] == X ? X : M;
	return r->map == 2 || r->map == 5 || r->map == 6 ? M : N;
}

static enum shape read_opcode(struct reading *r)
{
	if (r->op == 0xc4 || r->op == 0xc5 || r->op == 0x62)
		return read_vex(r);
	if (r->op != 0x0f)
		return one_byte[r->op];
	r->map = 1;
	r->op = bytes_u8(&r->b);
	if (r->op != 0x38 && r->op != 0x3a)
		return two_bytes[r->op];
	r->map = r->op == 0x38 ? 2 : 3;
	r->op = bytes_u8(&r->b);
	return r->map == 2 ? M : X;
}

static void read_modrm(struct reading *r)
{
	uint8_t m = bytes_u8(&r->b), mod = m >> 6, rm = m & 7;
	const uint8_t *p;

	r->modrm = m;
	r->has_modrm = true;
	if (mod == 3)
		return;
	if (rm == 4 && (bytes_u8(&r->b) & 7) == 5 && mod == 0)
		mod = 2; /* no base, and four bytes */
	if (mod == 0 && rm == 5) {
		p = bytes_take(&r->b, 4);
		r->relative = true;
		r->disp = p ? (int32_t)get_le32(p) : 0;
	} else if (mod) {
		bytes_take(&r->b, mod == 1 ? 1 : 4);
	}
}

static size_t value_len(const struct reading *r, enum shape s)
{
	size_t four = r->op16 ? 2 : 4;

	switch (s) {
	case N:
	case P:
	case O:
	case M:
		return 0;
	case B:
	case X:
		return 1;
	case W:
		return 2;
	case E:
		return 3;
	case Z:
	case Y:
		return four;
	case V:
		return r->wide ? 8 : four;
	case J:
		return 4;
	case A:
		return r->addr32 ? 4 : 8;
	case T:
		return (r->modrm >> 3 & 7) < 2 ? 1 : 0;
	case U:
		return (r->modrm >> 3 & 7) < 2 ? four : 0;
	}
	return 0;
}

static bool is_compare(const struct reading *r)
{
	if (r->map)
		return false;
	if (r->op >= 0x38 && r->op <= 0x3d)
		return true;
	if (r->op == 0x84 || r->op == 0x85 || r->op == 0xa8 || r->op == 0xa9)
		return true;
	if (r->op == 0xf6 || r->op == 0xf7)
		return (r->modrm >> 3 & 7) < 2;
	return (r->op == 0x80 || r->op == 0x81 || r->op == 0x83) &&
	       (r->modrm >> 3 & 7) == 7;
}

static bool is_nop(const struct reading *r)
{
	return r->map == 1 ? r->op == 0x1f : !r->map && r->op == 0x90 && !r->repeat;
}

static bool is_endbr(const struct reading *r)
{
	return r->map == 1 && r->op == 0x1e && r->repeat && r->modrm == 0xfa;
}

static bool is_push(const struct reading *r)
{
	return !r->map && r->op >= 0x50 && r->op <= 0x57;
}

/* lea r12, [rsp - N]: Go looks whether a frame fits by a register that nothing is passed in. */
static bool is_frame_check(const uint8_t *p, size_t len)
{
	return len >= 4 && p[0] == 0x4c && p[1] == 0x8d && (p[2] == 0x64 || p[2] == 0xa4) &&
	       p[3] == 0x24;
}

static bool is_relative_lea(const struct reading *r)
{
	return r->op == 0x8d && r->relative && r->wide;
}

static enum insn_kind kind_of(const struct reading *r)
{
	if (r->map == 1)
		return (r->op & 0xf0) == 0x80 ? INSN_BRANCH : INSN_OTHER;
	if (r->map)
		return INSN_OTHER;
	if (r->op >= 0x70 && r->op <= 0x7f)
		return INSN_BRANCH;
	if (r->op == 0xe8)
		return INSN_CALL;
	if (r->op == 0xe9 || r->op == 0xeb)
		return INSN_JUMP;
	if (r->op == 0xc3 || r->op == 0xc2)
		return INSN_RET;
	if (is_relative_lea(r) ||
	    (r->op >= 0xb8 && r->op <= 0xbf && !r->wide && !r->op16) ||
	    (r->op == 0xc7 && r->wide && r->modrm >> 6 == 3))
		return INSN_ADDRESS;
	return INSN_OTHER;
}

/* mov ecx, N: without a prefix, which would name another register. */
enum { MOV_ECX = 0xb9, ECX_PASSES = 4, LEN_MAX = 15 };

static bool decode(const uint8_t *p, size_t len, uint64_t addr, struct insn *out)
{
	struct reading r = { .b = { p, len < LEN_MAX ? len : LEN_MAX, false } };
	const uint8_t *value;
	enum shape s;
	size_t n;

	read_prefixes(&r);
	s = read_opcode(&r);
	if (s == M || s == X || s == Y || s == T || s == U)
		read_modrm(&r);
	n = value_len(&r, s);
	value = bytes_take(&r.b, n);
	if (r.b.failed || s == N || s == P)
		return false;
	*out = (struct insn){ .len = (uint8_t)(r.b.at - p), .kind = kind_of(&r) };
	out->fast = out->kind == INSN_BRANCH || out->kind == INSN_JUMP ||
	            out->kind == INSN_CALL || is_push(&r) || is_nop(&r);
	out->keeps = is_endbr(&r) || is_compare(&r) || is_frame_check(p, len);
	out->passes = *p == MOV_ECX ? ECX_PASSES : 0;
	addr += out->len;
	if (out->kind == INSN_ADDRESS)
		out->target = is_relative_lea(&r) ? addr + (uint64_t)(int64_t)r.disp
		                                  : get_le32(value);
	else if (out->kind == INSN_BRANCH || out->kind == INSN_JUMP ||
	         out->kind == INSN_CALL)
		out->target =
			addr + (uint64_t)(n == 1 ? (int64_t)(int8_t)value[0]
		                                 : (int64_t)(int32_t)get_le32(value));
	return true;
}

/* lea with REX.W; mov of 32 bits; mov of 32 bits into 64. */
static bool decode_address(const uint8_t *p, size_t len, uint64_t addr,
                           struct insn *out)
{
	if (len < 2 || ((p[0] & 0xf8) != 0xb8 &&
	                !((p[0] & 0xf8) == 0x48 && (p[1] == 0x8d || p[1] == 0xc7))))
		return false;
	return decode(p, len, addr, out) && out->kind == INSN_ADDRESS;
}

const struct machine machine_x86_64 = {
	.elf = EM_X86_64,
	.relative = R_X86_64_RELATIVE,
	.step = 1,
	.most = LEN_MAX,
	.decode = decode,
	.decode_address = decode_address,
};
