/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/run.c - the interpreter of classic BPF, instruction by instruction.
 *
 * It counts what it executes, and says what the faster one of run_ops.c has to give.
 *
 * check_cbpf() made sure that jumps stay inside, that the program ends in a return and
 * that no scratch word is read before it was written: nothing of that is looked at
 * here, and nothing is prepared per packet.
 */
#include "compiler/run.h"

#include <stdbool.h>
#include <sys/random.h>

#include "base/bytes.h"
#include "compiler/program.h"

#define AD(field) ((uint32_t)SKF_AD_OFF + SKF_AD_##field)

typedef void watch_fn(void *ctx, const struct run_state *s);

struct regs {
	uint32_t a;
	uint32_t x;
};

/* Offset of the first netlink attribute of a type among len bytes at off; 0: none.
 * source  linux/netlink.h; lengths and types are in the machine's byte order.
 */
static uint32_t find_nlattr(const uint8_t *data, uint32_t off, uint32_t len,
                            uint32_t type)
{
	enum { HEAD = 4, TYPE_MASK = 0x3fff, ALIGN = 4 };

	while (len >= HEAD) {
		uint16_t alen, atype;
		uint32_t step;

		memcpy(&alen, data + off, sizeof(alen));
		memcpy(&atype, data + off + 2, sizeof(atype));
		if (alen < HEAD || alen > len)
			return 0;
		if ((atype & TYPE_MASK) == type)
			return off;
		step = ((uint32_t)alen + ALIGN - 1) & ~(uint32_t)(ALIGN - 1);
		if (step >= len)
			return 0;
		off += step;
		len -= step;
	}
	return 0;
}

/* SKF_AD_NLATTR looks from offset A on for attribute X; with nested set, inside the
 * attribute at offset A.
 */
static uint32_t load_nlattr(const struct pfc_packet *pkt, uint32_t a, uint32_t x,
                            bool nested)
{
	uint16_t alen;

	if (pkt->caplen < 4 || a > pkt->caplen - 4)
		return 0;
	if (!nested)
		return find_nlattr(pkt->data, a, pkt->caplen - a, x);
	memcpy(&alen, pkt->data + a, sizeof(alen));
	if (alen < 4 || alen > pkt->caplen - a)
		return 0;
	return find_nlattr(pkt->data, a + 4, (uint32_t)alen - 4, x);
}

static uint32_t random_word(void)
{
	uint32_t word = 0;

	/* A kernel that has no entropy yet gives nothing: 0 is as random as any. */
	if (getrandom(&word, sizeof(word), GRND_NONBLOCK) != (ssize_t)sizeof(word))
		word = 0;
	return word;
}

static uint32_t load_bytes(const uint8_t *at, uint32_t size)
{
	return size == 4 ? get_be32(at) : size == 2 ? get_be16(at) : *at;
}

/* Metadata whatever the width, bytes counted from the link header, or nothing. */
bool run_load_special(uint32_t k, uint32_t size, const struct pfc_packet *pkt, uint32_t *a,
                      uint32_t x)
{
	static const struct pfc_meta nothing;
	const struct pfc_meta *meta = pkt->meta ? pkt->meta : &nothing;

	if ((uint64_t)k + size <= pkt->caplen) {
		*a = load_bytes(pkt->data + k, size);
		return true;
	}
	switch (k) {
	case AD(PROTOCOL):
		*a = meta->protocol;
		return true;
	case AD(PKTTYPE):
		*a = meta->pkttype;
		return true;
	case AD(IFINDEX):
		*a = meta->ifindex;
		return !pkt->meta || meta->ifindex;
	case AD(NLATTR):
		*a = load_nlattr(pkt, *a, x, false);
		return true;
	case AD(NLATTR_NEST):
		*a = load_nlattr(pkt, *a, x, true);
		return true;
	case AD(MARK):
		*a = meta->mark;
		return true;
	case AD(QUEUE):
		*a = meta->queue;
		return true;
	case AD(HATYPE):
		*a = meta->hatype;
		return !pkt->meta || meta->ifindex;
	case AD(RXHASH):
		*a = meta->rxhash;
		return true;
	case AD(CPU):
		*a = meta->cpu;
		return true;
	case AD(ALU_XOR_X):
		*a ^= x;
		return true;
	case AD(VLAN_TAG):
		*a = meta->vlan_tci;
		return true;
	case AD(VLAN_TAG_PRESENT):
		*a = meta->vlan_present;
		return true;
	case AD(PAY_OFFSET):
		*a = 0; /* what the kernel says of a packet it cannot dissect */
		return true;
	case AD(RANDOM):
		*a = random_word();
		return true;
	case AD(VLAN_TPID):
		*a = meta->vlan_tpid;
		return true;
	}
	/* From the link header, which is where data starts. Where the network header
	 * is, SKF_NET_OFF, only a kernel knows.
	 */
	if (k < (uint32_t)SKF_LL_OFF || k >= (uint32_t)SKF_NET_OFF)
		return false;
	k -= (uint32_t)SKF_LL_OFF;
	if (k + size > pkt->caplen)
		return false;
	*a = load_bytes(pkt->data + k, size);
	return true;
}

#define JUMP(condition) (pc += (condition) ? pc->jt : pc->jf)

/* Inlined for each way of counting, so that it costs nothing where nobody counts. */
static inline __attribute__((always_inline)) uint32_t
run(const struct sock_filter *pc, const struct pfc_packet *pkt, uint64_t *steps,
    double share, double *visits, watch_fn *watch, void *ctx)
{
	const struct sock_filter *first = pc;
	const uint8_t *data = pkt->data;
	uint32_t caplen = pkt->caplen;
	struct regs r = { 0, 0 };
	uint32_t mem[BPF_MEMWORDS];
	uint64_t off; /* of a load: offset and index may exceed 32 bits together */

	if (watch)
		memset(mem, 0, sizeof(mem));
	for (;; pc++) {
		if (steps)
			++*steps;
		if (visits)
			visits[pc - first] += share;
		if (watch) {
			struct run_state now = { (uint32_t)(pc - first), r.a, r.x, { 0 } };

			memcpy(now.mem, mem, sizeof(now.mem));
			watch(ctx, &now);
		}
		switch (pc->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			if ((uint64_t)pc->k + 4 <= caplen)
				r.a = get_be32(data + pc->k);
			else if (!run_load_special(pc->k, 4, pkt, &r.a, r.x))
				return 0;
			break;
		case BPF_LD | BPF_H | BPF_ABS:
			if ((uint64_t)pc->k + 2 <= caplen)
				r.a = get_be16(data + pc->k);
			else if (!run_load_special(pc->k, 2, pkt, &r.a, r.x))
				return 0;
			break;
		case BPF_LD | BPF_B | BPF_ABS:
			if (pc->k < caplen)
				r.a = data[pc->k];
			else if (!run_load_special(pc->k, 1, pkt, &r.a, r.x))
				return 0;
			break;
		case BPF_LD | BPF_W | BPF_IND:
			off = (uint64_t)r.x + pc->k;
			if (off + 4 > caplen)
				return 0;
			r.a = get_be32(data + off);
			break;
		case BPF_LD | BPF_H | BPF_IND:
			off = (uint64_t)r.x + pc->k;
			if (off + 2 > caplen)
				return 0;
			r.a = get_be16(data + off);
			break;
		case BPF_LD | BPF_B | BPF_IND:
			off = (uint64_t)r.x + pc->k;
			if (off >= caplen)
				return 0;
			r.a = data[off];
			break;
		case BPF_LDX | BPF_B | BPF_MSH:
			if (pc->k >= caplen)
				return 0;
			r.x = (data[pc->k] & 0xfu) << 2;
			break;
		case BPF_LD | BPF_IMM:
			r.a = pc->k;
			break;
		case BPF_LDX | BPF_IMM:
			r.x = pc->k;
			break;
		case BPF_LD | BPF_W | BPF_LEN:
			r.a = pkt->len;
			break;
		case BPF_LDX | BPF_W | BPF_LEN:
			r.x = pkt->len;
			break;
		case BPF_LD | BPF_MEM:
			r.a = mem[pc->k];
			break;
		case BPF_LDX | BPF_MEM:
			r.x = mem[pc->k];
			break;
		case BPF_ST:
			mem[pc->k] = r.a;
			break;
		case BPF_STX:
			mem[pc->k] = r.x;
			break;
		case BPF_JMP | BPF_JA:
			pc += pc->k;
			break;
		case BPF_JMP | BPF_JEQ | BPF_K:
			JUMP(r.a == pc->k);
			break;
		case BPF_JMP | BPF_JGT | BPF_K:
			JUMP(r.a > pc->k);
			break;
		case BPF_JMP | BPF_JGE | BPF_K:
			JUMP(r.a >= pc->k);
			break;
		case BPF_JMP | BPF_JSET | BPF_K:
			JUMP(r.a & pc->k);
			break;
		case BPF_JMP | BPF_JEQ | BPF_X:
			JUMP(r.a == r.x);
			break;
		case BPF_JMP | BPF_JGT | BPF_X:
			JUMP(r.a > r.x);
			break;
		case BPF_JMP | BPF_JGE | BPF_X:
			JUMP(r.a >= r.x);
			break;
		case BPF_JMP | BPF_JSET | BPF_X:
			JUMP(r.a & r.x);
			break;
		case BPF_ALU | BPF_ADD | BPF_K:
			r.a += pc->k;
			break;
		case BPF_ALU | BPF_SUB | BPF_K:
			r.a -= pc->k;
			break;
		case BPF_ALU | BPF_MUL | BPF_K:
			r.a *= pc->k;
			break;
		case BPF_ALU | BPF_DIV | BPF_K:
			r.a /= pc->k;
			break;
		case BPF_ALU | BPF_MOD | BPF_K:
			r.a %= pc->k;
			break;
		case BPF_ALU | BPF_AND | BPF_K:
			r.a &= pc->k;
			break;
		case BPF_ALU | BPF_OR | BPF_K:
			r.a |= pc->k;
			break;
		case BPF_ALU | BPF_XOR | BPF_K:
			r.a ^= pc->k;
			break;
		case BPF_ALU | BPF_LSH | BPF_K:
			r.a <<= pc->k;
			break;
		case BPF_ALU | BPF_RSH | BPF_K:
			r.a >>= pc->k;
			break;
		case BPF_ALU | BPF_ADD | BPF_X:
			r.a += r.x;
			break;
		case BPF_ALU | BPF_SUB | BPF_X:
			r.a -= r.x;
			break;
		case BPF_ALU | BPF_MUL | BPF_X:
			r.a *= r.x;
			break;
		case BPF_ALU | BPF_DIV | BPF_X:
			if (!r.x)
				return 0;
			r.a /= r.x;
			break;
		case BPF_ALU | BPF_MOD | BPF_X:
			if (!r.x)
				return 0;
			r.a %= r.x;
			break;
		case BPF_ALU | BPF_AND | BPF_X:
			r.a &= r.x;
			break;
		case BPF_ALU | BPF_OR | BPF_X:
			r.a |= r.x;
			break;
		case BPF_ALU | BPF_XOR | BPF_X:
			r.a ^= r.x;
			break;
		/* The kernel takes a count modulo 32: programs of pfc have none. */
		case BPF_ALU | BPF_LSH | BPF_X:
			r.a = r.x < 32 ? r.a << r.x : 0;
			break;
		case BPF_ALU | BPF_RSH | BPF_X:
			r.a = r.x < 32 ? r.a >> r.x : 0;
			break;
		case BPF_ALU | BPF_NEG:
			r.a = 0 - r.a;
			break;
		case BPF_MISC | BPF_TAX:
			r.x = r.a;
			break;
		case BPF_MISC | BPF_TXA:
			r.a = r.x;
			break;
		case BPF_RET | BPF_K:
			return pc->k;
		case BPF_RET | BPF_A:
			return r.a;
		default:
			return 0; /* check_cbpf() refuses such a program */
		}
	}
}

uint32_t run_cbpf(const struct sock_filter *insns, uint32_t count,
                  const struct pfc_packet *pkt, uint64_t *steps)
{
	if (!count)
		return 0;
	return steps ? run(insns, pkt, steps, 0, NULL, NULL, NULL)
	             : run(insns, pkt, NULL, 0, NULL, NULL, NULL);
}

uint32_t run_watched(const struct sock_filter *insns, const struct pfc_packet *pkt,
                     void (*watch)(void *ctx, const struct run_state *s), void *ctx)
{
	return run(insns, pkt, NULL, 0, NULL, watch, ctx);
}

void run_visits(const struct sock_filter *insns, const struct pfc_packet *pkt,
                double share, double *visits)
{
	run(insns, pkt, NULL, share, visits, NULL, NULL);
}

uint32_t pfc_prog_run(const struct pfc_prog *prog, const struct pfc_packet *pkt)
{
	if (!prog->insn_count || !prog->ops)
		return run_cbpf(prog->insns, prog->insn_count, pkt, NULL);
	return run_ops(prog->ops, pkt);
}

uint32_t pfc_prog_run_count(const struct pfc_prog *prog, const struct pfc_packet *pkt,
                            uint64_t *count)
{
	return run_cbpf(prog->insns, prog->insn_count, pkt, count);
}
