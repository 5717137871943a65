/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/flood.c - many packets through a virtual cable, without a program that sends.
 *
 *	flood IFACE PEER COUNT LEN RATE
 *
 * COUNT frames of LEN bytes, UDP to a stranger, leave IFACE and arrive at PEER, RATE of
 * them a second (0: as fast as it goes): the kernel runs an XDP program that sends
 * them, in batches (BPF_F_TEST_XDP_LIVE_FRAMES, Linux 5.18). Nothing of it is in the
 * stack of the sender, so one processor makes millions. Prints how many PEER has
 * received, and in how many seconds.
 */
#include <linux/bpf.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, LEN_MIN = 60, LEN_MAX = 1514, STEP_NS = 1000000 };

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int bpf(int cmd, union bpf_attr *attr)
{
	return (int)syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

static uint64_t address(const void *p)
{
	return (uint64_t)(uintptr_t)p;
}

static int load_sender(void)
{
	static const struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .imm = XDP_TX },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = { .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = 2 };
	int fd;

	attr.insns = address(insns);
	attr.license = address("GPL");
	fd = bpf(BPF_PROG_LOAD, &attr);
	if (fd < 0)
		die("flood: cannot load a program");
	return fd;
}

/* A virtual cable takes such frames only where the other end has NAPI. */
static void set_gro(const char *name)
{
	struct ethtool_value gro = { .cmd = ETHTOOL_SGRO, .data = 1 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	struct ifreq req;

	memset(&req, 0, sizeof(req));
	strncpy(req.ifr_name, name, sizeof(req.ifr_name) - 1);
	req.ifr_data = (void *)&gro;
	if (fd < 0 || ioctl(fd, SIOCETHTOOL, &req) < 0)
		die("flood: cannot turn GRO on");
	close(fd);
}

static uint64_t received(const char *name)
{
	unsigned long long n = 0;
	char path[128];
	FILE *in;

	snprintf(path, sizeof(path), "/sys/class/net/%s/statistics/rx_packets", name);
	in = fopen(path, "r");
	if (!in || fscanf(in, "%llu", &n) != 1)
		die(path);
	fclose(in);
	return n;
}

static void make_frame(uint8_t *frame, uint32_t len)
{
	static const uint8_t head[] = { 2,   0, 0,  0,  0,    0x99, 2,   0, 0, 0,
		                        0,   1, 8,  0,  0x45, 0,    0,   0, 0, 0,
		                        0,   0, 64, 17, 0,    0,    192, 0, 2, 1,
		                        192, 0, 2,  2,  3,    0xe8, 0,   9 };

	memset(frame, 0, len);
	memcpy(frame, head, sizeof(head));
	frame[16] = (uint8_t)((len - 14) >> 8);
	frame[17] = (uint8_t)(len - 14);
	frame[38] = (uint8_t)((len - 34) >> 8);
	frame[39] = (uint8_t)(len - 34);
}

static void send_some(int prog, int ifindex, const uint8_t *frame, uint32_t len,
                      uint32_t count)
{
	struct xdp_md ctx = { .data_end = len, .ingress_ifindex = (uint32_t)ifindex };
	union bpf_attr attr = { 0 };

	attr.test.prog_fd = (uint32_t)prog;
	attr.test.data_in = address(frame);
	attr.test.data_size_in = len;
	attr.test.ctx_in = address(&ctx);
	attr.test.ctx_size_in = sizeof(ctx);
	attr.test.repeat = count;
	attr.test.flags = BPF_F_TEST_XDP_LIVE_FRAMES;
	attr.test.batch_size = BATCH;
	if (bpf(BPF_PROG_TEST_RUN, &attr) != 0)
		die("flood: cannot send");
}

static double now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Every millisecond as many as are due. */
static void flood(int prog, int ifindex, const uint8_t *frame, uint32_t len,
                  uint64_t count, double rate)
{
	const struct timespec step = { 0, STEP_NS };
	double start = now_s();

	for (uint64_t sent = 0; sent < count;) {
		double due = rate > 0 ? (now_s() - start) * rate : (double)sent + 65536;
		uint64_t n = due < (double)count ? (uint64_t)due : count;

		if (n <= sent) {
			nanosleep(&step, NULL);
			continue;
		}
		send_some(prog, ifindex, frame, len, (uint32_t)(n - sent));
		sent = n;
	}
}

int main(int argc, char **argv)
{
	static uint8_t frame[LEN_MAX];
	uint32_t len = argc == 6 ? (uint32_t)atoi(argv[4]) : 0;
	uint64_t count = argc == 6 ? strtoull(argv[3], NULL, 10) : 0, before;
	int ifindex, prog;
	double start;

	if (len < LEN_MIN || len > LEN_MAX || !count) {
		fprintf(stderr,
		        "usage: flood IFACE PEER COUNT LEN RATE, LEN %d to %d\n",
		        LEN_MIN, LEN_MAX);
		return 2;
	}
	ifindex = (int)if_nametoindex(argv[1]);
	if (!ifindex)
		die(argv[1]);
	set_gro(argv[2]);
	prog = load_sender();
	make_frame(frame, len);
	before = received(argv[2]);
	start = now_s();
	flood(prog, ifindex, frame, len, count, strtod(argv[5], NULL));
	start = now_s() - start;
	usleep(100000);
	printf("%llu %.3f\n", (unsigned long long)(received(argv[2]) - before), start);
	return 0;
}
