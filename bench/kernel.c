/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/kernel.c - nanoseconds that the kernel takes for a filter at a socket: pfc's,
 * classic and eBPF, and libpcap's.
 *
 *	kernel [ROUNDS]
 *
 * A socket of a pair has COPIES of the program, one behind the other, each return a
 * jump to the next; the last one drops the message. Messages are frames. What a socket
 * costs whose filter only drops is taken off. Programs take turns in every round; of
 * the rounds the 20th percentile counts, since other work only adds. Lists of addresses
 * are searched for random numbers; what they are compared with are compares in a row.
 * Times are CPU times of the sender, in which the kernel runs the filter of the
 * receiver.
 */
#include <linux/filter.h>
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench/kernel_ebpf.h"
#include "pfc/pfc.h"

enum {
	COPIES = 16,
	BATCH = 512,
	ROUNDS_MAX = 1000,
	FRAME = 128,
	INSNS_MAX = 200,
	LIST_COPIES = 2,
	LIST_MAX = 2040, /* instructions */
};

struct frame {
	const char *name;
	uint8_t bytes[FRAME];
};

enum side { SIDE_NONE, SIDE_PCAP, SIDE_BALANCED, SIDE_SPEED, SIDE_EBPF, SIDES };

struct program {
	struct sock_filter insns[4096];
	unsigned short count;
	int ebpf; /* descriptor, in place of those; 0: none */
	double ns[ROUNDS_MAX];
};

static struct program programs[SIDES];

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* ---- frames ---- */

static void put16(uint8_t *at, unsigned n)
{
	at[0] = (uint8_t)(n >> 8);
	at[1] = (uint8_t)n;
}

static void make_ip4(struct frame *f, unsigned words, uint8_t proto, unsigned port)
{
	uint8_t *ip = f->bytes + 14, *above = ip + 4 * words;

	put16(f->bytes + 12, 0x0800);
	ip[0] = (uint8_t)(0x40 | words);
	put16(ip + 2, FRAME - 14);
	ip[8] = 64;
	ip[9] = proto;
	memcpy(ip + 12, (uint8_t[]){ 192, 0, 2, 10, 192, 0, 2, 1 }, 8);
	memset(ip + 20, 1, 4 * (words - 5)); /* options: no operation */
	put16(above, 40000);
	put16(above + 2, port);
	above[13] = 0x10;
}

static void make_frames(struct frame frames[4], uint8_t proto, unsigned port)
{
	uint8_t *ip6 = frames[2].bytes + 14;

	memset(frames, 0, 4 * sizeof(*frames));
	frames[0].name = "IPv4";
	make_ip4(&frames[0], 5, proto, port);
	frames[1].name = "IPv4, options";
	make_ip4(&frames[1], 6, proto, port);
	frames[2].name = "IPv6";
	put16(ip6 - 2, 0x86dd);
	ip6[0] = 0x60;
	ip6[6] = proto;
	put16(ip6 + 40, 40000);
	put16(ip6 + 42, port);
	frames[3].name = "ARP";
	put16(frames[3].bytes + 12, 0x0806);
}

/* ---- programs ---- */

static void chain_some(struct program *p, const struct sock_filter *insns, unsigned count,
                       unsigned copies)
{
	p->count = 0;
	if (count * copies + 1 > sizeof(p->insns) / sizeof(p->insns[0])) {
		fprintf(stderr, "kernel: a program of %u instructions is too long\n", count);
		exit(1);
	}
	for (unsigned copy = 0; copy < copies; copy++) {
		for (unsigned i = 0; i < count; i++) {
			struct sock_filter insn = insns[i];

			if (BPF_CLASS(insn.code) == BPF_RET)
				insn = (struct sock_filter){ BPF_JMP | BPF_JA, 0, 0,
					                     count - i - 1 };
			p->insns[p->count++] = insn;
		}
	}
	p->insns[p->count++] = (struct sock_filter){ BPF_RET | BPF_K, 0, 0, 0 };
}

static void chain(struct program *p, const struct sock_filter *insns, unsigned count)
{
	chain_some(p, insns, count, COPIES);
}

static void make_pfc(struct program *p, const char *filter, enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	const struct sock_filter *insns;
	size_t count;

	opts.optimize = optimize;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) != 0)
		die(filter);
	insns = pfc_prog_insns(prog, &count);
	chain(p, insns, (unsigned)count);
	pfc_prog_free(prog);
}

static void make_ebpf(struct program *p, const char *filter)
{
	if (p->ebpf > 0)
		close(p->ebpf);
	p->ebpf = kernel_ebpf(filter, COPIES);
}

static void make_pcap(struct program *p, const char *filter)
{
	pcap_t *pcap = pcap_open_dead(DLT_EN10MB, 262144);
	struct sock_filter insns[INSNS_MAX];
	struct bpf_program code;

	if (!pcap || pcap_compile(pcap, &code, filter, 1, 0) != 0)
		die(filter);
	for (unsigned i = 0; i < code.bf_len && i < INSNS_MAX; i++)
		insns[i] = (struct sock_filter){ code.bf_insns[i].code,
			                         code.bf_insns[i].jt,
			                         code.bf_insns[i].jf,
			                         code.bf_insns[i].k };
	chain(p, insns, code.bf_len);
	pcap_freecode(&code);
	pcap_close(pcap);
}

/* ---- measuring ---- */

static double cpu_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Nanoseconds for one message. */
static double send_frames(int pair[2], struct program *p, struct frame *f)
{
	struct sock_fprog prog = { p->count, p->insns };
	static struct mmsghdr msgs[BATCH];
	struct iovec part = { f->bytes, FRAME };
	double begin;

	if (p->ebpf ? setsockopt(pair[1], SOL_SOCKET, SO_ATTACH_BPF, &p->ebpf, sizeof(p->ebpf))
	            : setsockopt(pair[1], SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)))
		die("attaching a filter");
	for (int i = 0; i < BATCH; i++)
		msgs[i].msg_hdr = (struct msghdr){ .msg_iov = &part, .msg_iovlen = 1 };
	begin = cpu_ns();
	if (sendmmsg(pair[0], msgs, BATCH, 0) != BATCH)
		die("sendmmsg");
	return (cpu_ns() - begin) / BATCH;
}

static int by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return a < b ? -1 : a > b;
}

static void measure(int pair[2], struct frame *f, int rounds, int sides, double out[SIDES],
                    int copies)
{
	for (int r = 0; r < rounds; r++)
		for (int s = 0; s < sides; s++)
			programs[s].ns[r] = send_frames(pair, &programs[s], f);
	for (int s = 0; s < sides; s++) {
		qsort(programs[s].ns, (size_t)rounds, sizeof(double), by_size);
		out[s] = programs[s].ns[rounds / 5];
	}
	for (int s = SIDE_PCAP; s < sides; s++)
		out[s] = (out[s] - out[SIDE_NONE]) / copies;
}

/* ---- lists ---- */

/* Compares in a row on a random number. */
static void make_row(struct program *p, const uint32_t *hosts, unsigned count)
{
	static struct sock_filter insns[LIST_MAX];
	unsigned n = 0;

	insns[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	                                          (uint32_t)(SKF_AD_OFF + SKF_AD_RANDOM));
	for (unsigned i = 0; i < count; i++) {
		insns[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, hosts[i], 0,
		                                          1);
		insns[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 1);
	}
	insns[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 0);
	chain_some(p, insns, n, LIST_COPIES);
}

/* pfc's program, with a random number for the address. */
static void make_list(struct program *p, const char *filter)
{
	enum { DESTINATION = 30 };
	struct pfc_opts opts = PFC_OPTS_INIT;
	static struct sock_filter insns[LIST_MAX];
	const struct sock_filter *made;
	struct pfc_prog *prog;
	size_t count;

	opts.optimize = PFC_OPTIMIZE_SPEED;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) != 0)
		die("a list");
	made = pfc_prog_insns(prog, &count);
	if (count > LIST_MAX) {
		fprintf(stderr, "kernel: a list of %zu instructions is too long\n", count);
		exit(1);
	}
	memcpy(insns, made, count * sizeof(*made));
	for (size_t i = 0; i < count; i++) {
		if (insns[i].code == (BPF_LD | BPF_W | BPF_ABS) && insns[i].k == DESTINATION)
			insns[i].k = (uint32_t)(SKF_AD_OFF + SKF_AD_RANDOM);
	}
	chain_some(p, insns, (unsigned)count, LIST_COPIES);
	pfc_prog_free(prog);
}

static void bench_list(int pair[2], unsigned count, int rounds)
{
	enum { TEXT = 32768 };
	static char text[TEXT];
	static uint32_t hosts[LIST_MAX];
	struct frame frames[4];
	double ns[SIDES];
	size_t len = (size_t)snprintf(text, TEXT, "ip dst host in {");

	for (unsigned i = 0; i < count; i++) {
		hosts[i] = (uint32_t)random() * 2u + 1;
		len += (size_t)snprintf(text + len, TEXT - len, "%s%u.%u.%u.%u", i ? "," : "",
		                        hosts[i] >> 24, hosts[i] >> 16 & 255,
		                        hosts[i] >> 8 & 255, hosts[i] & 255);
	}
	snprintf(text + len, TEXT - len, "}");
	make_frames(frames, 6, 443);
	make_row(&programs[SIDE_PCAP], hosts, count);
	make_list(&programs[SIDE_BALANCED], text);
	measure(pair, &frames[0], rounds, SIDE_BALANCED + 1, ns, LIST_COPIES);
	printf("%4u hosts: %6.1f in a row, %6.1f speed, %.2f\n", count, ns[SIDE_PCAP],
	       ns[SIDE_BALANCED], ns[SIDE_BALANCED] / ns[SIDE_PCAP]);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *filter;
		uint8_t proto;
		unsigned port;
	} rows[] = {
		{ "tcp port 443", 6, 443 },
		{ "tcp dst port 443", 6, 443 },
		{ "udp port 53", 17, 53 },
		{ "port 53", 17, 53 },
		{ "not port 22", 6, 22 },
		{ "tcp port 80 or 443", 6, 443 },
		{ "host 192.0.2.1 and tcp port 443", 6, 443 },
		{ "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", 6, 443 },
		{ "tcp", 6, 443 },
		{ "host 192.0.2.1", 6, 443 },
	};
	int rounds = argc > 1 ? atoi(argv[1]) : 60;
	const struct sock_filter drop = { BPF_RET | BPF_K, 0, 0, 0 };
	int pair[2];

	if (rounds < 5 || rounds > ROUNDS_MAX || argc > 2) {
		fprintf(stderr, "usage: kernel [ROUNDS], 5 to %d\n", ROUNDS_MAX);
		return 2;
	}
	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) != 0)
		die("socketpair");
	printf("ns per packet: libpcap, balanced, speed, eBPF (ratios)\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct frame frames[4];

		make_frames(frames, rows[i].proto, rows[i].port);
		chain(&programs[SIDE_NONE], &drop, 1);
		make_pcap(&programs[SIDE_PCAP], rows[i].filter);
		make_pfc(&programs[SIDE_BALANCED], rows[i].filter, PFC_OPTIMIZE_BALANCED);
		make_pfc(&programs[SIDE_SPEED], rows[i].filter, PFC_OPTIMIZE_SPEED);
		make_ebpf(&programs[SIDE_EBPF], rows[i].filter);
		for (int k = 0; k < 4; k++) {
			double ns[SIDES];

			measure(pair, &frames[k], rounds, SIDES, ns, COPIES);
			printf("%6.1f %6.1f %6.1f %6.1f  %.2f %.2f %.2f  %-14s %s\n",
			       ns[SIDE_PCAP], ns[SIDE_BALANCED], ns[SIDE_SPEED], ns[SIDE_EBPF],
			       ns[SIDE_BALANCED] / ns[SIDE_PCAP],
			       ns[SIDE_SPEED] / ns[SIDE_PCAP],
			       ns[SIDE_EBPF] / ns[SIDE_PCAP], frames[k].name,
			       rows[i].filter);
		}
	}
	printf("ns per packet for lists of hosts, random addresses\n");
	chain_some(&programs[SIDE_NONE], &drop, 1, LIST_COPIES);
	bench_list(pair, 100, rounds);
	bench_list(pair, 300, rounds);
	bench_list(pair, 1000, rounds);
	return 0;
}
