/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/kernel/ebpf_run.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/pkt_cls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	LOG = 1 << 20,
	LOG_SHOWN = 2000, /* bytes of its end */
	HEADER = 14,      /* that a socket filter is not shown in a test run */
	PACKET_MAX = 16384,
};

static int bpf(int cmd, union bpf_attr *attr)
{
	return (int)syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

static uint64_t address(const void *p)
{
	return (uint64_t)(uintptr_t)p;
}

const char *ebpf_run_missing(void)
{
	union bpf_attr attr = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4,
		                .max_entries = 1 };
	struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	struct ebpf_prog p = { PFC_TARGET_XDP, false, insns, 2, NULL, 0 };
	struct ebpf_run r;
	int fd = bpf(BPF_MAP_CREATE, &attr);

	if (fd < 0)
		return "no leave to make eBPF maps";
	close(fd);
	if (ebpf_run_load(&r, &p) != 0)
		return "no leave to load eBPF programs";
	ebpf_run_close(&r);
	return NULL;
}

static int map_new(uint32_t size, uint32_t flags)
{
	union bpf_attr attr = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4,
		                .value_size = size, .max_entries = 1, .map_flags = flags };

	return bpf(BPF_MAP_CREATE, &attr);
}

static int map_put(int fd, const void *value)
{
	uint32_t key = 0;
	union bpf_attr attr = { .map_fd = (uint32_t)fd };

	attr.key = address(&key);
	attr.value = address(value);
	return bpf(BPF_MAP_UPDATE_ELEM, &attr);
}

static struct bpf_insn insn(int code, uint8_t dst, uint8_t src, int16_t off, int32_t imm)
{
	return (struct bpf_insn){ .code = (uint8_t)code, .dst_reg = dst & 0xfu,
		                  .src_reg = src & 0xfu, .off = off, .imm = imm };
}

/* Copies the buffer from its map to the stack, and calls what follows. */
static size_t put_caller(struct bpf_insn *out, int buffer)
{
	size_t n = 0;

	out[n++] = insn(BPF_LD | BPF_DW | BPF_IMM, 9, BPF_PSEUDO_MAP_VALUE, 0, buffer);
	out[n++] = insn(0, 0, 0, 0, 0);
	for (int16_t i = 0; i < EBPF_RUN_STACK; i = (int16_t)(i + 8)) {
		out[n++] = insn(BPF_LDX | BPF_DW | BPF_MEM, 1, 9, (int16_t)(8 + i), 0);
		out[n++] = insn(BPF_STX | BPF_DW | BPF_MEM, 10, 1,
		                (int16_t)(i - EBPF_RUN_STACK), 0);
	}
	out[n++] = insn(BPF_ALU64 | BPF_MOV | BPF_X, 1, 10, 0, 0);
	out[n++] = insn(BPF_ALU64 | BPF_ADD | BPF_K, 1, 0, 0, -EBPF_RUN_STACK);
	out[n++] = insn(BPF_LDX | BPF_W | BPF_MEM, 2, 9, 0, 0);
	out[n++] = insn(BPF_LDX | BPF_W | BPF_MEM, 3, 9, 4, 0);
	out[n++] = insn(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 1);
	out[n++] = insn(BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
	return n;
}

static void set_map(struct bpf_insn *insns, size_t count, int fd)
{
	for (size_t i = 0; i < count; i++) {
		if (insns[i].code == (BPF_LD | BPF_DW | BPF_IMM) &&
		    insns[i].src_reg == BPF_PSEUDO_MAP_VALUE && !insns[i].imm)
			insns[i].imm = fd;
	}
}

static void show_log(const char *log)
{
	size_t len = strlen(log);
	char *copy = strdup(len > LOG_SHOWN ? log + len - LOG_SHOWN : log), *rest = NULL;

	for (char *line = copy ? strtok_r(copy, "\n", &rest) : NULL; line;
	     line = strtok_r(NULL, "\n", &rest))
		printf("#   %s\n", line);
	free(copy);
}

static const enum bpf_prog_type types[] = {
	[PFC_TARGET_SOCKET] = BPF_PROG_TYPE_SOCKET_FILTER,
	[PFC_TARGET_TC] = BPF_PROG_TYPE_SCHED_CLS,
	[PFC_TARGET_XDP] = BPF_PROG_TYPE_XDP,
	[PFC_TARGET_BUFFER] = BPF_PROG_TYPE_SCHED_CLS,
};

static int load(const struct ebpf_run *r, const struct ebpf_prog *p, struct bpf_insn *insns,
                size_t count, char *log)
{
	union bpf_attr attr = { .prog_type = types[r->target], .insn_cnt = (uint32_t)count };

	attr.insns = address(insns);
	attr.license = address("Dual BSD/GPL");
	attr.prog_flags = p->frags ? BPF_F_XDP_HAS_FRAGS : 0;
	if (log) {
		attr.log_level = 1;
		attr.log_size = LOG;
		attr.log_buf = address(log);
	}
	return bpf(BPF_PROG_LOAD, &attr);
}

/* Without CAP_PERFMON the verifier refuses programs that read what was not written of the stack.
 * Those of sockets do without; tc and XDP need it.
 */
static void set_perfmon(bool on)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[2];
	uint32_t admin = 1u << CAP_SYS_ADMIN, perfmon = 1u << (CAP_PERFMON - 32);

	if (syscall(SYS_capget, &head, caps) != 0)
		return;
	caps[0].effective = on ? caps[0].effective | (caps[0].permitted & admin)
	                       : caps[0].effective & ~admin;
	caps[1].effective = on ? caps[1].effective | (caps[1].permitted & perfmon)
	                       : caps[1].effective & ~perfmon;
	syscall(SYS_capset, &head, caps);
}

/* Could insns[i], which reads the stack, read what the ones in front of it wrote there? A helper
 * is told the place in r3.
 */
static bool is_written(const struct bpf_insn *insns, size_t i)
{
	enum { WINDOW = 128 };
	int16_t off = insns[i].off;

	while (i-- > 0) {
		const struct bpf_insn *w = &insns[i];
		uint8_t class = BPF_CLASS(w->code);

		if ((class == BPF_STX || class == BPF_ST) && w->dst_reg == BPF_REG_10 &&
		    off >= w->off && off < w->off + 8)
			return true;
		if (w->code == (BPF_ALU64 | BPF_ADD | BPF_K) && w->dst_reg == BPF_REG_3 &&
		    off >= w->imm && off < w->imm + WINDOW)
			return true;
	}
	return false;
}

static bool reads_what_it_wrote(const struct bpf_insn *insns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (BPF_CLASS(insns[i].code) == BPF_LDX && insns[i].src_reg == BPF_REG_10 &&
		    !is_written(insns, i)) {
			printf("# instruction %zu reads the stack at %d, where nothing was written\n", i,
			       insns[i].off);
			return false;
		}
	}
	return true;
}

static int load_logged(struct ebpf_run *r, const struct ebpf_prog *p, struct bpf_insn *insns,
                       size_t count)
{
	char *log;
	int err;

	if (!reads_what_it_wrote(insns, count))
		return EFAULT;
	set_perfmon(p->target != PFC_TARGET_SOCKET);
	r->prog = load(r, p, insns, count, NULL);
	err = errno;
	if (r->prog >= 0) {
		set_perfmon(true);
		return 0;
	}
	log = calloc(1, LOG);
	if (err != EPERM && log && load(r, p, insns, count, log) < 0)
		show_log(log);
	free(log);
	set_perfmon(true);
	return err;
}

int ebpf_run_load(struct ebpf_run *r, const struct ebpf_prog *p)
{
	struct bpf_insn *insns = malloc((p->count + 64) * sizeof(*insns));
	size_t head = 0;
	int err = 0;

	*r = (struct ebpf_run){ p->target, -1, -1, -1 };
	if (!insns)
		return ENOMEM;
	if (p->data_len) {
		r->data = map_new((uint32_t)p->data_len, BPF_F_RDONLY_PROG);
		if (r->data < 0 || map_put(r->data, p->data) != 0)
			err = errno;
	}
	if (p->target == PFC_TARGET_BUFFER) {
		r->buffer = map_new(8 + EBPF_RUN_STACK, 0);
		err = r->buffer < 0 ? errno : err;
		head = put_caller(insns, r->buffer);
	}
	memcpy(insns + head, p->insns, p->count * sizeof(*insns));
	set_map(insns + head, p->count, r->data);
	if (!err)
		err = load_logged(r, p, insns, head + p->count);
	free(insns);
	if (err)
		ebpf_run_close(r);
	return err;
}

void ebpf_run_close(struct ebpf_run *r)
{
	int fds[] = { r->prog, r->data, r->buffer };

	for (int i = 0; i < 3; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
	}
	*r = (struct ebpf_run){ r->target, -1, -1, -1 };
}

struct ebpf_prog ebpf_prog_of(const struct pfc_prog *prog)
{
	struct ebpf_prog p = { (enum pfc_target)pfc_prog_target(prog), false, NULL, 0, NULL, 0 };

	p.frags = pfc_prog_flags(prog) & PFC_FRAGS;
	p.insns = pfc_prog_ebpf(prog, &p.count);
	p.data = pfc_prog_data(prog, &p.data_len);
	return p;
}

/* The verdict of one run; -1: the kernel refused. */
static int64_t run(const struct ebpf_run *r, const void *data, uint32_t len, void *ctx,
                   uint32_t ctx_len)
{
	union bpf_attr attr = { 0 };

	attr.test.prog_fd = (uint32_t)r->prog;
	attr.test.data_in = address(data);
	attr.test.data_size_in = len;
	attr.test.ctx_in = address(ctx);
	attr.test.ctx_size_in = ctx_len;
	attr.test.repeat = 1;
	if (bpf(BPF_PROG_TEST_RUN, &attr) != 0)
		return -1;
	return attr.test.retval;
}

static int run_buffer(const struct ebpf_run *r, const uint8_t *data, uint32_t caplen,
                      uint32_t len)
{
	struct {
		uint32_t caplen, len;
		uint8_t bytes[EBPF_RUN_STACK];
	} value = { caplen, len, { 0 } };
	uint8_t dummy[64] = { 0 };

	if (caplen > EBPF_RUN_STACK)
		return -1;
	memcpy(value.bytes, data, caplen);
	if (map_put(r->buffer, &value) != 0)
		return -1;
	return (int)run(r, dummy, sizeof(dummy), NULL, 0);
}

int ebpf_run_accepts(const struct ebpf_run *r, const uint8_t *data, uint32_t caplen,
                     uint32_t len)
{
	static uint8_t shifted[HEADER + PACKET_MAX];
	int64_t verdict;

	switch (r->target) {
	case PFC_TARGET_BUFFER:
		return run_buffer(r, data, caplen, len);
	case PFC_TARGET_SOCKET:
		if (caplen > PACKET_MAX)
			return -1;
		memcpy(shifted + HEADER, data, caplen);
		verdict = run(r, shifted, HEADER + caplen, NULL, 0);
		return verdict < 0 ? -1 : verdict != 0;
	case PFC_TARGET_TC:
		verdict = run(r, data, caplen, NULL, 0);
		return verdict < 0 ? -1 : (uint32_t)verdict == TC_ACT_SHOT;
	case PFC_TARGET_XDP:
		verdict = run(r, data, caplen, NULL, 0);
		return verdict < 0 ? -1 : verdict == XDP_DROP;
	case PFC_TARGET_CBPF:
		break;
	}
	return -1;
}

int ebpf_run_accepts_frags(const struct ebpf_run *r, const uint8_t *data, uint32_t len,
                           uint32_t linear)
{
	struct xdp_md ctx = { .data_end = linear };
	int64_t verdict = run(r, data, len, &ctx, sizeof(ctx));

	return verdict < 0 ? -1 : verdict == XDP_DROP;
}
