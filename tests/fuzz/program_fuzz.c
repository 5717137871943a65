/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/program_fuzz.c - a program that check_cbpf() accepts is safe to run.
 *
 * The input is an array of instructions, as many as fit, then the packet. What we accept,
 * the kernel accepts, too.
 */
#include <linux/filter.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "compiler/check.h"
#include "compiler/image.h"
#include "compiler/run.h"
#include "tests/fuzz/fuzz.h"

enum { INSNS_MAX = 64 };

/* Instructions that mean something, from bytes that mostly would not. */
static void tame(struct sock_filter *insn, uint32_t left)
{
	static const uint16_t codes[] = {
		BPF_LD | BPF_W | BPF_ABS,  BPF_LD | BPF_H | BPF_ABS,  BPF_LD | BPF_B | BPF_ABS,
		BPF_LD | BPF_W | BPF_IND,  BPF_LD | BPF_H | BPF_IND,  BPF_LD | BPF_B | BPF_IND,
		BPF_LD | BPF_IMM,          BPF_LD | BPF_MEM,          BPF_LD | BPF_W | BPF_LEN,
		BPF_LDX | BPF_IMM,         BPF_LDX | BPF_MEM,         BPF_LDX | BPF_W | BPF_LEN,
		BPF_LDX | BPF_B | BPF_MSH, BPF_ST,                    BPF_STX,
		BPF_ALU | BPF_ADD | BPF_K, BPF_ALU | BPF_SUB | BPF_X, BPF_ALU | BPF_MUL | BPF_K,
		BPF_ALU | BPF_DIV | BPF_K, BPF_ALU | BPF_DIV | BPF_X, BPF_ALU | BPF_MOD | BPF_X,
		BPF_ALU | BPF_AND | BPF_K, BPF_ALU | BPF_OR | BPF_X,  BPF_ALU | BPF_XOR | BPF_X,
		BPF_ALU | BPF_LSH | BPF_K, BPF_ALU | BPF_RSH | BPF_X, BPF_ALU | BPF_NEG,
		BPF_JMP | BPF_JA,          BPF_JMP | BPF_JEQ | BPF_K, BPF_JMP | BPF_JGT | BPF_X,
		BPF_JMP | BPF_JGE | BPF_K, BPF_JMP | BPF_JSET | BPF_X, BPF_RET | BPF_K,
		BPF_RET | BPF_A,           BPF_MISC | BPF_TAX,        BPF_MISC | BPF_TXA,
	};

	if ((insn->code & 0xf00) == 0xf00)
		return; /* some stay wild */
	insn->code = codes[insn->code % (sizeof(codes) / sizeof(codes[0]))];
	insn->jt = (uint8_t)(left > 1 ? insn->jt % (left - 1) : 0);
	insn->jf = (uint8_t)(left > 1 ? insn->jf % (left - 1) : 0);
	if ((insn->code & 7) == BPF_JMP && left > 1)
		insn->k %= left - 1;
	else if (insn->k & 0x700)
		insn->k %= 16; /* a scratch word, a shift, an offset that is there */
}

/* Does the kernel take it for a socket? */
static bool kernel_accepts(struct sock_filter *insns, uint32_t count)
{
	struct sock_fprog fprog = { (unsigned short)count, insns };
	static int fd = -1;

	if (fd < 0)
		fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd < 0)
		return true; /* no sockets here: nothing to compare with */
	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &fprog, sizeof(fprog)) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sock_filter insns[INSNS_MAX];
	size_t bytes = size < sizeof(insns) ? size : sizeof(insns);
	uint32_t count = (uint32_t)(bytes / sizeof(insns[0]));
	struct pfc_packet pkt = { 0 };
	struct check_fault fault = { 0 };
	struct str text = { 0 };
	uint64_t steps = 0;

	memcpy(insns, data, count * sizeof(insns[0]));
	for (uint32_t i = 0; i < count; i++)
		tame(&insns[i], count - i);
	if (count && !(data[0] & 0x80))
		insns[count - 1] = (struct sock_filter){ BPF_RET | BPF_K, 0, 0, 1 };
	pkt.data = data + count * sizeof(insns[0]);
	pkt.caplen = pkt.len = (uint32_t)(size - count * sizeof(insns[0]));

	if (!check_cbpf(insns, count, 0, &fault)) {
		FUZZ_CHECK(fault.what && (fault.insn < count || !count), "%u of %u",
		           fault.insn, count);
		return 0;
	}
	run_cbpf(insns, count, &pkt, &steps);
	FUZZ_CHECK(steps >= 1 && steps <= count, "%llu steps of %u",
	           (unsigned long long)steps, count);
	image_cbpf(&text, insns, count, PFC_FORMAT_LISTING);
	FUZZ_CHECK(kernel_accepts(insns, count), "the kernel refuses:\n%s",
	           text.at ? text.at : "");
	str_fini(&text);
	return 0;
}
