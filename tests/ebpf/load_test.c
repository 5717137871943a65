/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/load_test.c - programs into the kernel, and what is said when it refuses. */
#include "ebpf/load.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/ebpf/tiny.h"
#include "tests/test.h"

static struct pfc_prog *compile(const char *text, enum pfc_target target, uint32_t flags)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;

	opts.target = target;
	opts.flags = flags;
	CHECK_MSG(pfc_compile(text, PFC_NUL, &opts, &prog) == 0, "%s", text);
	return prog;
}

static void check_loads(const char *text, enum pfc_target target, uint32_t flags)
{
	struct pfc_prog *prog = compile(text, target, flags);
	char msg[EBPF_MSG_MAX];
	int fd = load_prog(prog, msg);

	CHECK_MSG(fd >= 0, "%s: %s", text, msg);
	CHECK_STR(msg, "");
	close(fd);
	pfc_prog_free(prog);
}

TEST(programs_and_their_data)
{
	static const char *const filters[] = {
		"", "tcp port 443", "port in {1, 3, 5, 7, 9, 11, 13, 15, 17, 19}",
	};

	for (size_t i = 0; i < 3; i++) {
		check_loads(filters[i], PFC_TARGET_SOCKET, 0);
		check_loads(filters[i], PFC_TARGET_TC, 0);
		check_loads(filters[i], PFC_TARGET_XDP, 0);
		check_loads(filters[i], PFC_TARGET_XDP, PFC_FRAGS);
	}
}

/* The content of the file that the message names. */
static char *kept_file(const char *msg)
{
	const char *name = strstr(msg, "log are in ");
	static char content[65536];
	size_t len;
	FILE *in;

	CHECK_MSG(name, "%s", msg);
	in = fopen(name + 11, "r");
	CHECK_MSG(in, "%s", name);
	len = fread(content, 1, sizeof(content) - 1, in);
	content[len] = '\0';
	fclose(in);
	unlink(name + 11);
	return content;
}

/* Without the check of the length, the first load of the ports is beyond the packet. */
TEST(a_broken_program)
{
	struct pfc_prog *prog = compile("arp or tcp port 443", PFC_TARGET_XDP, 0);
	struct bpf_insn broken[512];
	char msg[EBPF_MSG_MAX], number[48];
	const struct bpf_insn *insns;
	size_t count, checks = 0, at = 0;
	struct pfc_span span;
	int fd;

	insns = pfc_prog_ebpf(prog, &count);
	CHECK(count < 512);
	memcpy(broken, insns, count * sizeof(*insns));
	for (size_t i = 0; i < count; i++) {
		if (insns[i].code != (BPF_JMP | BPF_JGT | BPF_X) || insns[i].src_reg != 9)
			continue;
		if (checks++ == 1) {
			broken[i].code = BPF_JMP | BPF_JEQ | BPF_X; /* and both go on */
			at = i + 1;
		}
	}
	CHECK(at > 0);
	fd = load_prog_insns(prog, broken, msg);
	CHECK_EQ(fd, -EACCES);
	test_note("%s", msg);
	snprintf(number, sizeof(number), "at instruction %zu,", at);
	CHECK_MSG(strstr(msg, number), "%s: %s", number, msg);
	CHECK(strstr(msg, "internal error"));
	CHECK(strstr(msg, "packet"));
	CHECK(strstr(msg, "R8"));
	span = pfc_prog_ebpf_span(prog, at);
	CHECK(span.len > 0);
	CHECK_MSG(strstr(msg, "of 'tcp port 443'") || strstr(msg, "of 'arp or"), "%s", msg);
	CHECK(strstr(kept_file(msg), "filter: arp or tcp port 443"));
	pfc_prog_free(prog);
}

TEST(a_log_comes_down_to)
{
	static const char log[] = "func#0 @0\n0: R1=ctx() R10=fp0\n"
				  "0: (61) r8 = *(u32 *)(r1 +0)          ; R1=ctx() R8_w=pkt(r=0)\n"
				  "; tcp port 443 @ filter:1\n"
				  "1: (69) r0 = *(u16 *)(r8 +12)\n"
				  "invalid access to packet, off=12 size=2, R8(id=0,off=12,r=0)\n"
				  "R8 offset is outside of the packet\n"
				  "processed 2 insns (limit 1000000)\n";
	struct verdict v = verdict_of_log(log);

	CHECK_EQ(v.insn, 1);
	CHECK_EQ(v.text_len, strlen("r0 = *(u16 *)(r8 +12)"));
	CHECK(!strncmp(v.why, "invalid access to packet", 24));
	CHECK(!strncmp(v.regs, "R1=ctx() R8_w=pkt(r=0)", 22));
	CHECK_EQ(v.source_len, strlen("tcp port 443"));
	CHECK(!strncmp(v.source, "tcp port 443", v.source_len));
	CHECK_EQ(verdict_of_log("").insn, -1);
	v = verdict_of_log("unreachable insn 7\nprocessed 0 insns\n");
	CHECK_EQ(v.insn, -1);
	CHECK_EQ(v.why_len, strlen("unreachable insn 7"));
}

TEST(without_capabilities)
{
	struct pfc_prog *prog = compile("tcp port 443", PFC_TARGET_XDP, 0);
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		char msg[EBPF_MSG_MAX];

		if (setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534))
			_exit(2);
		_exit(load_prog(prog, msg) == -EPERM && strstr(msg, "CAP_BPF") ? 0 : 1);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pfc_prog_free(prog);
}

TEST_MAIN_UNLESS(tiny_why_not(), CASE(programs_and_their_data), CASE(a_broken_program),
                 CASE(a_log_comes_down_to), CASE(without_capabilities))
