/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/ebpf/tiny.h"

#include <bpf/bpf.h>
#include <string.h>
#include <unistd.h>

#include "tests/test.h"

#define INSN(code, dst, src, off, imm)                                                 \
	{                                                                              \
		(code), (dst), (src), (off), (imm)                                     \
	}

static int load(enum bpf_prog_type type, const char *name, int verdict, int map)
{
	const struct bpf_insn insns[] = {
		INSN(BPF_LD | BPF_IMM | BPF_DW, 1, BPF_PSEUDO_MAP_VALUE, 0, map),
		INSN(0, 0, 0, 0, 0),
		INSN(BPF_ALU64 | BPF_MOV | BPF_K, 2, 0, 0, 1),
		INSN(BPF_STX | BPF_ATOMIC | BPF_DW, 1, 2, 0, BPF_ADD),
		INSN(BPF_ALU | BPF_MOV | BPF_K, 0, 0, 0, verdict),
		INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0),
	};

	return bpf_prog_load(type, name, "Dual BSD/GPL", insns,
	                     sizeof(insns) / sizeof(insns[0]), NULL);
}

struct tiny tiny_load(enum bpf_prog_type type, const char *name, int verdict)
{
	struct bpf_prog_info info;
	uint32_t len = sizeof(info);
	struct tiny t;

	t.map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "tiny", 4, 8, 1, NULL);
	CHECK(t.map >= 0);
	t.prog = load(type, name, verdict, t.map);
	CHECK_MSG(t.prog >= 0, "%s", strerror(-t.prog));
	memset(&info, 0, sizeof(info));
	CHECK_EQ(bpf_obj_get_info_by_fd(t.prog, &info, &len), 0);
	t.id = info.id;
	return t;
}

uint64_t tiny_count(const struct tiny *t)
{
	uint32_t zero = 0;
	uint64_t count = 0;

	CHECK_EQ(bpf_map_lookup_elem(t->map, &zero, &count), 0);
	return count;
}

void tiny_close(struct tiny *t)
{
	close(t->prog);
	close(t->map);
}

const char *tiny_why_not(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "tiny", 4, 8, 1, NULL);
	int prog = load(BPF_PROG_TYPE_XDP, "tiny", 0, map);

	if (map >= 0)
		close(map);
	if (prog < 0)
		return "no eBPF program can be loaded here";
	close(prog);
	return NULL;
}
