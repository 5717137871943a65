/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/kernel_ebpf.c - not in kernel.c: libpcap's headers have another bpf_insn. */
#include "bench/kernel_ebpf.h"

#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pfc/pfc.h"

enum { INSNS_MAX = 16384 };

static struct bpf_insn insns[INSNS_MAX];
static size_t count;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void put(int code, int dst, int src, size_t off)
{
	insns[count++] = (struct bpf_insn){ .code = (uint8_t)code,
		                            .dst_reg = (unsigned)dst & 0xfu,
		                            .src_reg = (unsigned)src & 0xfu,
		                            .off = (int16_t)off };
}

static int load(void)
{
	union bpf_attr attr = { .prog_type = BPF_PROG_TYPE_SOCKET_FILTER,
		                .insn_cnt = (uint32_t)count };
	int fd;

	attr.insns = (uint64_t)(uintptr_t)insns;
	attr.license = (uint64_t)(uintptr_t) "GPL";
	fd = (int)syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
	if (fd < 0)
		die("BPF_PROG_LOAD");
	return fd;
}

/* A copy finds the context in r1 and leaves it in r6. */
int kernel_ebpf(const char *filter, unsigned copies)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	const struct bpf_insn *own;
	struct pfc_prog *prog;
	size_t len;

	opts.target = PFC_TARGET_SOCKET;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) != 0)
		die(filter);
	own = pfc_prog_ebpf(prog, &len);
	if ((len + 1) * copies + 2 > INSNS_MAX || pfc_prog_data(prog, NULL)) {
		fprintf(stderr, "kernel: '%s' is too long\n", filter);
		exit(1);
	}
	count = 0;
	for (unsigned copy = 0; copy < copies; copy++) {
		if (copy)
			put(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_1, BPF_REG_6, 0);
		for (size_t i = 0; i < len; i++) {
			if (own[i].code == (BPF_JMP | BPF_EXIT))
				put(BPF_JMP | BPF_JA, 0, 0, len - i - 1);
			else
				insns[count++] = own[i];
		}
	}
	put(BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0);
	put(BPF_JMP | BPF_EXIT, 0, 0, 0);
	pfc_prog_free(prog);
	return load();
}
