// SPDX-License-Identifier: BSD-2-Clause
// teach/page/run.js - classic BPF in a page, as compiler/run.c does it for packets without
// metadata of a kernel; tests compare the two.
"use strict";

const SKF_AD_OFF = 0xfffff000, SKF_NET_OFF = 0xfff00000, SKF_LL_OFF = 0xffe00000;
const SKF_AD = { NLATTR: 12, NLATTR_NEST: 16, ALU_XOR_X: 40, MAX: 64 };

function pfcLoad(bytes, off, size) {
	let v = 0;
	for (let i = 0; i < size; i++)
		v = v * 256 + bytes[off + i];
	return v;
}

// Offset of the first netlink attribute of a type among len bytes at off; 0: none.
function pfcFindAttribute(bytes, off, len, type) {
	while (len >= 4) {
		const alen = bytes[off] | bytes[off + 1] << 8;
		const atype = (bytes[off + 2] | bytes[off + 3] << 8) & 0x3fff;
		const step = (alen + 3) & ~3;
		if (alen < 4 || alen > len)
			return 0;
		if (atype === type)
			return off;
		if (step >= len)
			return 0;
		off += step;
		len -= step;
	}
	return 0;
}

function pfcAttribute(bytes, a, x, nested) {
	if (bytes.length < 4 || a > bytes.length - 4)
		return 0;
	if (!nested)
		return pfcFindAttribute(bytes, a, bytes.length - a, x);
	const alen = bytes[a] | bytes[a + 1] << 8;
	if (alen < 4 || alen > bytes.length - a)
		return 0;
	return pfcFindAttribute(bytes, a + 4, alen - 4, x);
}

// The value of a load at an absolute offset, or null: it rejects.
function pfcLoadAbs(bytes, k, size, a, x) {
	if (k + size <= bytes.length)
		return pfcLoad(bytes, k, size);
	if (k >= SKF_AD_OFF && (k - SKF_AD_OFF) % 4 === 0 && k - SKF_AD_OFF < SKF_AD.MAX) {
		switch (k - SKF_AD_OFF) {
		case SKF_AD.NLATTR:
			return pfcAttribute(bytes, a, x, false);
		case SKF_AD.NLATTR_NEST:
			return pfcAttribute(bytes, a, x, true);
		case SKF_AD.ALU_XOR_X:
			return (a ^ x) >>> 0;
		default:
			return 0;
		}
	}
	if (k < SKF_LL_OFF || k >= SKF_NET_OFF)
		return null;
	k -= SKF_LL_OFF;
	return k + size <= bytes.length ? pfcLoad(bytes, k, size) : null;
}

function pfcAlu(op, a, b) {
	switch (op) {
	case 0x00: return (a + b) >>> 0;
	case 0x10: return (a - b) >>> 0;
	case 0x20: return Math.imul(a, b) >>> 0;
	case 0x30: return b ? Math.floor(a / b) : null;
	case 0x40: return (a | b) >>> 0;
	case 0x50: return (a & b) >>> 0;
	case 0x60: return b < 32 ? (a << b) >>> 0 : 0;
	case 0x70: return b < 32 ? a >>> b : 0;
	case 0x80: return (0 - a) >>> 0;
	case 0x90: return b ? a % b : null;
	case 0xa0: return (a ^ b) >>> 0;
	default: return null;
	}
}

function pfcCompare(op, a, b) {
	switch (op) {
	case 0x10: return a === b;
	case 0x20: return a > b;
	case 0x30: return a >= b;
	default: return (a & b) !== 0;
	}
}

// Runs instructions [code, jt, jf, k] on bytes of a packet that had wire bytes. Each step is
// the state in front of an instruction, and which bytes it reads.
function pfcRun(insns, bytes, wire) {
	const steps = [], m = new Array(16).fill(0);
	let a = 0, x = 0, pc = 0, v;

	for (;; pc++) {
		const [code, jt, jf, k] = insns[pc];
		const size = [4, 2, 1][code >> 3 & 3];
		const step = { pc, a, x, m: m.slice(), off: 0, len: 0 };

		steps.push(step);
		v = 0;
		switch (code & 7) {
		case 0: // ld
			switch (code & 0xe0) {
			case 0x00: v = k; break;
			case 0x20:
				if (k < SKF_LL_OFF)
					[step.off, step.len] = [k, size];
				v = pfcLoadAbs(bytes, k, size, a, x);
				break;
			case 0x40:
				[step.off, step.len] = [x + k, size];
				v = x + k + size <= bytes.length ? pfcLoad(bytes, x + k, size) : null;
				break;
			case 0x60: v = m[k]; break;
			case 0x80: v = wire; break;
			}
			if (v === null)
				return { verdict: 0, failed: true, steps };
			a = v;
			break;
		case 1: // ldx
			switch (code & 0xe0) {
			case 0x00: x = k; break;
			case 0x60: x = m[k]; break;
			case 0x80: x = wire; break;
			default:
				[step.off, step.len] = [k, 1];
				if (k >= bytes.length)
					return { verdict: 0, failed: true, steps };
				x = (bytes[k] & 15) << 2;
			}
			break;
		case 2: m[k] = a; break;
		case 3: m[k] = x; break;
		case 4:
			v = pfcAlu(code & 0xf0, a, code & 8 ? x : k);
			if (v === null)
				return { verdict: 0, failed: true, steps };
			a = v;
			break;
		case 5:
			if ((code & 0xf0) === 0)
				pc += k;
			else
				pc += pfcCompare(code & 0xf0, a, code & 8 ? x : k) ? jt : jf;
			break;
		case 6:
			return { verdict: code & 0x10 ? a : k, failed: false, steps };
		default:
			if (code & 0x80)
				a = x;
			else
				x = a;
		}
	}
}

if (typeof module !== "undefined")
	module.exports = { pfcRun };
