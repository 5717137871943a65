/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/ebpf.c - nanoseconds that the kernel takes for filters as eBPF, and for long sets.
 *
 *	ebpf [ROUNDS [hooks | sets | ip6]]
 *
 * A program at tc or XDP has COPIES of a filter, one behind the other, in test runs of the
 * kernel with REPEAT repeats; what it takes without them is taken off. Programs take turns in
 * every round; of the rounds the 20th percentile counts, and the median is
 * shown. The peer is what comes of checking lengths ahead and swapping what is loaded, in the
 * order of libpcap's tests (as cbpfc does), written down below; for sets it is a hash map.
 */
#include <linux/bpf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "pfc/pfc.h"

enum {
	COPIES = 16,
	REPEAT = 4000,
	ROUNDS_MAX = 1000,
	FRAME = 80,
	INSNS_MAX = 4096,
	DATA = offsetof(struct __sk_buff, data),
	DATA_END = offsetof(struct __sk_buff, data_end),
	XDP_DATA = offsetof(struct xdp_md, data),
	XDP_DATA_END = offsetof(struct xdp_md, data_end),
	DESTINATION = 30,
	KEYS = 65536, /* random ones; a constant key would hide misses of the cache */
};

struct subject {
	const char *name;
	enum pfc_target target; /* PFC_TARGET_TC or PFC_TARGET_XDP */
	bool same; /* all packets are: none gets a destination of its own */
	struct bpf_insn insns[INSNS_MAX];
	size_t count;
	int data, prog; /* descriptors */
	double load_ms;
	double ns[ROUNDS_MAX];
};

static int keys; /* descriptor of their map */

static int bpf(int cmd, union bpf_attr *attr)
{
	return (int)syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t address(const void *p)
{
	return (uint64_t)(uintptr_t)p;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- programs ---- */

static struct bpf_insn insn(int code, int dst, int src, int off, int imm)
{
	return (struct bpf_insn){ .code = (uint8_t)code,
		                  .dst_reg = (unsigned)dst & 0xfu,
		                  .src_reg = (unsigned)src & 0xfu,
		                  .off = (int16_t)off,
		                  .imm = imm };
}

static void add(struct subject *s, int code, int dst, int src, int off, int imm)
{
	s->insns[s->count++] = insn(code, dst, src, off, imm);
}

static int data_off(const struct subject *s)
{
	return s->target == PFC_TARGET_XDP ? XDP_DATA : DATA;
}

static int data_end_off(const struct subject *s)
{
	return s->target == PFC_TARGET_XDP ? XDP_DATA_END : DATA_END;
}

/* Copies of a body, one behind the other. In front of each the packet gets another
 * destination; the map has a counter, then the keys. What a copy returns is added up.
 */
static void put_copies(struct subject *s, const struct bpf_insn *body, size_t count)
{
	enum { CONTEXT = -400, SUM = -408 };

	s->count = 0;
	add(s, BPF_STX | BPF_MEM | BPF_DW, 10, 1, CONTEXT, 0);
	add(s, BPF_ST | BPF_MEM | BPF_DW, 10, 0, SUM, 0);
	for (int i = 0; i < COPIES; i++) {
		size_t start;

		add(s, BPF_LD | BPF_DW | BPF_IMM, 4, BPF_PSEUDO_MAP_VALUE, 0, keys);
		add(s, 0, 0, 0, 0, 0);
		add(s, BPF_LDX | BPF_MEM | BPF_W, 5, 4, 0, 0);
		add(s, BPF_ALU | BPF_ADD | BPF_K, 5, 0, 0, 1);
		add(s, BPF_STX | BPF_MEM | BPF_W, 4, 5, 0, 0);
		add(s, BPF_ALU | BPF_AND | BPF_K, 5, 0, 0, KEYS - 1);
		add(s, BPF_ALU64 | BPF_LSH | BPF_K, 5, 0, 0, 2);
		add(s, BPF_ALU64 | BPF_ADD | BPF_X, 4, 5, 0, 0);
		add(s, BPF_LDX | BPF_MEM | BPF_W, 5, 4, 4, 0);
		add(s, BPF_LDX | BPF_MEM | BPF_DW, 1, 10, CONTEXT, 0);
		add(s, BPF_LDX | BPF_MEM | BPF_W, 2, 1, data_off(s), 0);
		add(s, BPF_LDX | BPF_MEM | BPF_W, 3, 1, data_end_off(s), 0);
		add(s, BPF_ALU64 | BPF_MOV | BPF_X, 4, 2, 0, 0);
		add(s, BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, DESTINATION + 4);
		add(s, BPF_JMP | BPF_JGT | BPF_X, 4, 3, s->same ? 0 : 1, 0);
		if (!s->same)
			add(s, BPF_STX | BPF_MEM | BPF_W, 2, 5, DESTINATION, 0);
		start = s->count;
		memcpy(s->insns + start, body, count * sizeof(*body));
		s->count += count;
		for (size_t k = start; k < s->count; k++) {
			if (s->insns[k].code == (BPF_JMP | BPF_EXIT))
				s->insns[k] = insn(BPF_JMP | BPF_JA, 0, 0, (int)(s->count - k - 1),
				                   0);
		}
		add(s, BPF_LDX | BPF_MEM | BPF_DW, 1, 10, SUM, 0);
		add(s, BPF_ALU64 | BPF_ADD | BPF_X, 1, 0, 0, 0);
		add(s, BPF_STX | BPF_MEM | BPF_DW, 10, 1, SUM, 0);
	}
	add(s, BPF_LDX | BPF_MEM | BPF_DW, 0, 10, SUM, 0);
	add(s, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}

static void load(struct subject *s)
{
	static char log[1 << 20];
	union bpf_attr attr = { .insn_cnt = (uint32_t)s->count };
	double start = now_ms();

	attr.prog_type = s->target == PFC_TARGET_XDP ? BPF_PROG_TYPE_XDP
	                                             : BPF_PROG_TYPE_SCHED_CLS;
	attr.insns = address(s->insns);
	attr.license = address("GPL");
	s->prog = bpf(BPF_PROG_LOAD, &attr);
	s->load_ms = now_ms() - start;
	if (s->prog >= 0)
		return;
	attr.log_level = 1;
	attr.log_size = sizeof(log);
	attr.log_buf = address(log);
	bpf(BPF_PROG_LOAD, &attr);
	fprintf(stderr, "%s\n", log);
	die(s->name);
}

static int map_new(enum bpf_map_type type, uint32_t key, uint32_t value, uint32_t entries)
{
	union bpf_attr attr = { .map_type = type, .key_size = key, .value_size = value,
		                .max_entries = entries };
	int fd = bpf(BPF_MAP_CREATE, &attr);

	if (fd < 0)
		die("map");
	return fd;
}

static void map_put(int fd, const void *key, const void *value)
{
	union bpf_attr attr = { .map_fd = (uint32_t)fd };

	attr.key = address(key);
	attr.value = address(value);
	if (bpf(BPF_MAP_UPDATE_ELEM, &attr) != 0)
		die("map entry");
}

static void make_empty(struct subject *s)
{
	const struct bpf_insn nothing = insn(BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 0);

	s->name = "nothing";
	put_copies(s, &nothing, 1);
	load(s);
}

static void make_pfc(struct subject *s, const char *filter)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	const struct bpf_insn *own;
	const void *data;
	size_t count, len;
	uint32_t zero = 0;
	double start = now_ms();

	s->name = "pfc";
	opts.target = s->target;
	opts.flags = PFC_FUNCTION | PFC_NO_LOOKUP | PFC_NO_LINT;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) != 0) {
		fprintf(stderr, "ebpf: '%.80s' does not compile\n", filter);
		exit(1);
	}
	start = now_ms() - start;
	own = pfc_prog_ebpf(prog, &count);
	if ((count + 32) * COPIES > INSNS_MAX) {
		fprintf(stderr, "ebpf: %zu instructions are too many\n", count);
		exit(1);
	}
	put_copies(s, own, count);
	data = pfc_prog_data(prog, &len);
	if (len) {
		s->data = map_new(BPF_MAP_TYPE_ARRAY, 4, (uint32_t)len, 1);
		map_put(s->data, &zero, data);
	}
	for (size_t i = 0; i < s->count; i++) {
		if (s->insns[i].src_reg == BPF_PSEUDO_MAP_VALUE && !s->insns[i].imm &&
		    s->insns[i].code == (BPF_LD | BPF_DW | BPF_IMM))
			s->insns[i].imm = s->data;
	}
	load(s);
	pfc_prog_free(prog);
}

/* "tcp port 443" with what every way needs checked at the start, and numbers in the order of
 * the machine: what goes on is at most a jump of `no` away.
 */
static void make_hoisted(struct subject *s)
{
	const struct bpf_insn body[] = {
		{ BPF_LDX | BPF_MEM | BPF_W, 2, 1, (int16_t)data_off(s), 0 },
		{ BPF_LDX | BPF_MEM | BPF_W, 3, 1, (int16_t)data_end_off(s), 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_X, 4, 2, 0, 0 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, 24 },
		{ BPF_JMP | BPF_JGT | BPF_X, 4, 3, 41, 0 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 12, 0 },
		{ BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 0, 16 },
		{ BPF_JMP | BPF_JNE | BPF_K, 0, 0, 14, 0x86dd },
		{ BPF_LDX | BPF_MEM | BPF_B, 0, 2, 20, 0 },
		{ BPF_JMP | BPF_JNE | BPF_K, 0, 0, 36, 6 },
		{ BPF_ALU64 | BPF_MOV | BPF_X, 4, 2, 0, 0 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, 56 },
		{ BPF_JMP | BPF_JGT | BPF_X, 4, 3, 33, 0 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 54, 0 },
		{ BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 0, 16 },
		{ BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 28, 443 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, 2 },
		{ BPF_JMP | BPF_JGT | BPF_X, 4, 3, 28, 0 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 56, 0 },
		{ BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 0, 16 },
		{ BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 23, 443 },
		{ BPF_JMP | BPF_JA, 0, 0, 24, 0 },
		/* not IPv6 */
		{ BPF_JMP | BPF_JNE | BPF_K, 0, 0, 23, 0x800 },
		{ BPF_LDX | BPF_MEM | BPF_B, 0, 2, 23, 0 },
		{ BPF_JMP | BPF_JNE | BPF_K, 0, 0, 21, 6 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 20, 0 },
		{ BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 0, 16 },
		{ BPF_JMP | BPF_JSET | BPF_K, 0, 0, 18, 0x1fff },
		{ BPF_LDX | BPF_MEM | BPF_B, 5, 2, 14, 0 },
		{ BPF_ALU | BPF_AND | BPF_K, 5, 0, 0, 15 },
		{ BPF_ALU | BPF_LSH | BPF_K, 5, 0, 0, 2 },
		{ BPF_ALU64 | BPF_ADD | BPF_X, 2, 5, 0, 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_X, 4, 2, 0, 0 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, 16 },
		{ BPF_JMP | BPF_JGT | BPF_X, 4, 3, 11, 0 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 14, 0 },
		{ BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 0, 16 },
		{ BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 6, 443 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, 2 },
		{ BPF_JMP | BPF_JGT | BPF_X, 4, 3, 6, 0 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 16, 0 },
		{ BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 0, 16 },
		{ BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1, 443 },
		{ BPF_JMP | BPF_JA, 0, 0, 2, 0 },
		/* match */
		{ BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 1 },
		{ BPF_JMP | BPF_EXIT, 0, 0, 0, 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 0 },
		{ BPF_JMP | BPF_EXIT, 0, 0, 0, 0 },
	};

	s->name = "checks ahead, loads swapped";
	put_copies(s, body, sizeof(body) / sizeof(body[0]));
	load(s);
}

/* Is the destination in a hash map of the kernel's? */
static void make_map(struct subject *s, const uint32_t *members, uint32_t count)
{
	int map = map_new(BPF_MAP_TYPE_HASH, 4, 1, count);
	const struct bpf_insn body[] = {
		{ BPF_LDX | BPF_MEM | BPF_W, 2, 1, DATA, 0 },
		{ BPF_LDX | BPF_MEM | BPF_W, 3, 1, DATA_END, 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_X, 4, 2, 0, 0 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 4, 0, 0, 34 },
		{ BPF_JMP | BPF_JGT | BPF_X, 4, 3, 12, 0 },
		{ BPF_LDX | BPF_MEM | BPF_H, 0, 2, 12, 0 },
		{ BPF_JMP | BPF_JNE | BPF_K, 0, 0, 10, 8 }, /* 0x0800 as it lies there */
		{ BPF_LDX | BPF_MEM | BPF_W, 0, 2, DESTINATION, 0 },
		{ BPF_STX | BPF_MEM | BPF_W, 10, 0, -4, 0 },
		{ BPF_LD | BPF_DW | BPF_IMM, 1, BPF_PSEUDO_MAP_FD, 0, map },
		{ 0, 0, 0, 0, 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_X, 2, 10, 0, 0 },
		{ BPF_ALU64 | BPF_ADD | BPF_K, 2, 0, 0, -4 },
		{ BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_map_lookup_elem },
		{ BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2, 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 1 },
		{ BPF_JMP | BPF_EXIT, 0, 0, 0, 0 },
		{ BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 0 },
		{ BPF_JMP | BPF_EXIT, 0, 0, 0, 0 },
	};
	double start = now_ms();
	uint8_t one = 1;

	s->name = "hash map";
	s->data = map;
	for (uint32_t i = 0; i < count; i++)
		map_put(map, &members[i], &one);
	start = now_ms() - start;
	put_copies(s, body, sizeof(body) / sizeof(body[0]));
	load(s);
	s->load_ms += start;
}

/* ---- runs ---- */

static double run(const struct subject *s, const uint8_t *frame)
{
	union bpf_attr attr = { 0 };

	attr.test.prog_fd = (uint32_t)s->prog;
	attr.test.data_in = address(frame);
	attr.test.data_size_in = FRAME;
	attr.test.repeat = REPEAT;
	if (bpf(BPF_PROG_TEST_RUN, &attr) != 0)
		die("run");
	return (double)attr.test.duration / COPIES;
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return a < b ? -1 : a > b;
}

/* The subjects take turns; [0] is the empty one. */
static void compare(struct subject *all, int count, const uint8_t *frame, int rounds)
{
	double base = 0, first = 0;

	for (int r = 0; r < rounds; r++) {
		for (int i = 0; i < count; i++)
			all[i].ns[r] = run(&all[i], frame);
	}
	for (int i = 0; i < count; i++) {
		double low;

		qsort(all[i].ns, (size_t)rounds, sizeof(double), by_value);
		low = all[i].ns[rounds / 5] - base;
		if (i == 0) {
			base = low;
			continue;
		}
		if (i == 1)
			first = low;
		printf("  %-28s %7.2f ns  median %7.2f  load %8.1f ms", all[i].name, low,
		       all[i].ns[rounds / 2] - base, all[i].load_ms);
		if (i > 1)
			printf("  pfc takes %.2f of it", first / low);
		printf("\n");
	}
	for (int i = 1; i < count; i++) {
		close(all[i].prog);
		if (all[i].data > 0)
			close(all[i].data);
		all[i].data = 0;
	}
}

static uint64_t state = 1;

static uint32_t rnd(void)
{
	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(state >> 32);
}

/* Half of the keys are members. */
static void set_keys(const uint32_t *members, uint32_t count)
{
	static uint32_t value[1 + KEYS];
	uint32_t zero = 0;

	value[0] = 0;
	for (uint32_t i = 1; i <= KEYS; i++)
		value[i] = count && rnd() % 2 ? members[rnd() % count] : rnd();
	map_put(keys, &zero, value);
}

static void bench_set(struct subject *all, const uint8_t *frame, uint32_t count, int rounds)
{
	uint32_t *members = malloc(count * sizeof(*members));
	struct str text = { 0 };

	if (!members)
		die("members");
	str_printf(&text, "dst host in {");
	for (uint32_t i = 0; i < count; i++) {
		uint8_t ip[4];

		members[i] = rnd();
		memcpy(ip, &members[i], 4);
		str_printf(&text, "%s%u.%u.%u.%u", i ? ", " : "", ip[0], ip[1], ip[2], ip[3]);
	}
	str_printf(&text, "}");
	set_keys(members, count);
	make_pfc(&all[1], text.at);
	make_map(&all[2], members, count);
	printf("%u hosts, half of the packets to one of them\n", count);
	compare(all, 3, frame, rounds);
	str_fini(&text);
	free(members);
}

/* One packet at one hook; [0] and the subjects are made for it. */
static void bench_443(struct subject *all, enum pfc_target target, const uint8_t *frame,
                      const char *what, int rounds)
{
	for (int i = 0; i < 3; i++)
		all[i].target = target;
	make_empty(&all[0]);
	make_pfc(&all[1], "tcp port 443");
	make_hoisted(&all[2]);
	printf("tcp port 443 at %s, %s\n", target == PFC_TARGET_XDP ? "XDP" : "tc", what);
	compare(all, 3, frame, rounds);
	close(all[0].prog);
}

/* Addresses of 16 bytes: one that matches at the far end, and another. */
static void bench_ip6(struct subject *all, int rounds)
{
	uint8_t frame[FRAME] = { [12] = 0x86, [13] = 0xdd, [14] = 0x60, [19] = 20, [20] = 6,
		                 [22] = 0x20, [23] = 1, [24] = 0xd, [25] = 0xb8, [37] = 9,
		                 [38] = 0x20, [39] = 1, [40] = 0xd, [41] = 0xb8, [53] = 1 };

	/* What is written in parts and read at once would stall. */
	all[0].same = all[1].same = true;
	all[0].target = all[1].target = PFC_TARGET_XDP;
	make_empty(&all[0]);
	make_pfc(&all[1], "ip6 dst host 2001:db8::1");
	printf("ip6 dst host, a packet that matches\n");
	compare(all, 2, frame, rounds);
	make_pfc(&all[1], "ip6 host 2001:db8::7");
	printf("ip6 host, a packet that does not match\n");
	compare(all, 2, frame, rounds);
	close(all[0].prog);
}

static void bench_hooks(struct subject *all, uint8_t *frame, int rounds)
{
	for (int i = 0; i < 2; i++) {
		enum pfc_target target = i ? PFC_TARGET_TC : PFC_TARGET_XDP;

		frame[23] = 6;
		bench_443(all, target, frame, "a packet that matches", rounds);
		frame[23] = 17;
		bench_443(all, target, frame, "a UDP packet", rounds);
	}
}

static void bench_sets(struct subject *all, const uint8_t *frame, int rounds)
{
	static const uint32_t sizes[] = { 16, 100, 1000, 10000, 100000 };

	for (int i = 0; i < 3; i++)
		all[i].target = PFC_TARGET_TC;
	make_empty(&all[0]);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		bench_set(all, frame, sizes[i], rounds);
	close(all[0].prog);
}

int main(int argc, char **argv)
{
	static struct subject all[3];
	uint8_t frame[FRAME] = { [12] = 8, [14] = 0x45, [16] = 0, [17] = FRAME - 14, [22] = 64,
		                 [23] = 6, [34] = 0x9c, [36] = 1, [37] = 0xbb, [46] = 0x50 };
	int rounds = argc > 1 ? atoi(argv[1]) : 100;
	const char *part = argc > 2 ? argv[2] : "";

	if (rounds < 5 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: ebpf [ROUNDS [PART]], 5 to %d\n", ROUNDS_MAX);
		return 2;
	}
	keys = map_new(BPF_MAP_TYPE_ARRAY, 4, 4 * (1 + KEYS), 1);
	set_keys(NULL, 0);
	if (!*part || !strcmp(part, "hooks"))
		bench_hooks(all, frame, rounds);
	if (!*part || !strcmp(part, "sets"))
		bench_sets(all, frame, rounds);
	if (!*part || !strcmp(part, "ip6"))
		bench_ip6(all, rounds);
	return 0;
}
