/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/lists.c - programs for long lists of entries, kind by kind.
 *
 *	lists [-o balanced|size|speed] [-p SECONDS] [N...]
 *	lists -c [-p SECONDS] [N...]
 *
 * For each kind of list with N entries (8, 64, 100, 1000): instructions, instructions
 * executed per packet of the mix, longest path, milliseconds to compile (the best of three).
 * libpcap stands next to it; -p bounds the time of one of its compilations, and when one took
 * longer than that, or does not compile, no longer list of the kind is given to it: 0 leaves it out.
 * -c prints a growth curve instead, for gnuplot: N, and for pfc and libpcap seconds, peak
 * memory in MiB and instructions; each in a process of its own.
 */
#include <math.h>
#include <pcap/pcap.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "bench/mix.h"
#include "compiler/run.h"
#include "pfc/pfc.h"

enum { PACKETS = 2000, RUNS = 3, SIZES_MAX = 16 };

struct result {
	double insns, executed, longest, seconds, mib;
};

/* Prints entry i of a list; x are random bits, the same in every run. */
typedef void entry_fn(struct str *out, uint32_t i, uint32_t x);

struct kind {
	const char *name;
	const char *word; /* in front of each entry */
	const char *join; /* between them */
	const char *begin, *end;
	entry_fn *entry;
};

static void put_host(struct str *s, uint32_t i, uint32_t x)
{
	(void)i;
	str_printf(s, "%u.%u.%u.%u", 1 + (x >> 24) % 223, x >> 16 & 255, x >> 8 & 255,
	           x & 255);
}

static void put_near_host(struct str *s, uint32_t i, uint32_t x)
{
	(void)x;
	str_printf(s, "10.%u.%u.%u", 2 * i >> 16 & 255, 2 * i >> 8 & 255, 2 * i & 255);
}

static void put_net24(struct str *s, uint32_t i, uint32_t x)
{
	(void)i;
	str_printf(s, "%u.%u.%u.0/24", 1 + (x >> 24) % 223, x >> 16 & 255,
	           x >> 8 & 255);
}

static void put_net(struct str *s, uint32_t i, uint32_t x)
{
	uint32_t len = 17 + i % 16;
	uint32_t a = (1 + (x >> 24) % 223) << 24 | (x & 0xffffff);

	a &= UINT32_MAX << (32 - len);
	str_printf(s, "%u.%u.%u.%u/%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255,
	           len);
}

static void put_port(struct str *s, uint32_t i, uint32_t x)
{
	(void)x;
	str_printf(s, "%u", (1 + i * 40503u) % 65536);
}

static void put_range(struct str *s, uint32_t i, uint32_t x)
{
	uint32_t lo = i * 60 % 65000;

	str_printf(s, "%u-%u", lo, lo + x % 50);
}

static void put_mac(struct str *s, uint32_t i, uint32_t x)
{
	str_printf(s, "02:%02x:%02x:%02x:%02x:%02x", i % 7, x >> 24, x >> 16 & 255,
	           x >> 8 & 255, x & 255);
}

static void put_number(struct str *s, uint32_t i, uint32_t x)
{
	(void)x;
	str_printf(s, "%u", i * 37 % 256);
}

static void put_type(struct str *s, uint32_t i, uint32_t x)
{
	(void)x;
	str_printf(s, "0x%x", 0x601 + i * 40503u % 0xf9ff);
}

static void put_host6(struct str *s, uint32_t i, uint32_t x)
{
	str_printf(s, "2001:db8:%x:%x::%x:%x", i % 5, i % 11, x >> 16, x & 0xffff);
}

static void put_local6(struct str *s, uint32_t i, uint32_t x)
{
	uint32_t y = x * 2654435761u + i;

	str_printf(s, "2001:db8:1:2:%x:%x:%x:%x", x >> 16, x & 0xffff, y >> 16,
	           y & 0xffff);
}

static void put_random6(struct str *s, uint32_t i, uint32_t x)
{
	uint32_t y = x * 2654435761u + i;

	str_printf(s, "%x:%x:%x:%x:%x:%x:%x:%x", 0x2000 | (x >> 20), x & 0xffff,
	           y >> 16, y & 0xffff, (x ^ y) >> 16, (x + y) & 0xffff, y & 0xfff0,
	           x >> 16);
}

static const struct kind kinds[] = {
	{ "host", "host ", " or ", "", "", put_host },
	{ "host, near", "host ", " or ", "", "", put_near_host },
	{ "host, inherited", "", " or ", "host (", ")", put_host },
	{ "host in {}", "", ", ", "host in {", "}", put_host },
	{ "src host", "src host ", " or ", "", "", put_host },
	{ "ip src", "ip src ", " or ", "", "", put_host },
	{ "dst host", "dst host ", " or ", "", "", put_host },
	{ "src and dst host", "src and dst host ", " or ", "", "", put_host },
	{ "src or dst, spelled", "", " or ", "ip src or dst (", ")", put_host },
	{ "not host", "host ", " or ", "not (", ")", put_host },
	{ "and not host", "not host ", " and ", "", "", put_host },
	{ "tcp and host", "host ", " or ", "tcp and (", ")", put_host },
	{ "host or arp", "host ", " or ", "arp or ", "", put_host },
	{ "host and port", "host ", " or ", "(", ") and port 80", put_host },
	{ "net /24", "net ", " or ", "", "", put_net24 },
	{ "src net /24", "src net ", " or ", "", "", put_net24 },
	{ "net, mixed", "net ", " or ", "", "", put_net },
	{ "src net, mixed", "src net ", " or ", "", "", put_net },
	{ "port", "port ", " or ", "", "", put_port },
	{ "tcp dst port", "tcp dst port ", " or ", "", "", put_port },
	{ "src port", "src port ", " or ", "", "", put_port },
	{ "not port", "port ", " or ", "not (", ")", put_port },
	{ "host x and port", "port ", " or ", "host 10.0.0.7 and (", ")", put_port },
	{ "portrange", "portrange ", " or ", "", "", put_range },
	{ "ether host", "ether host ", " or ", "", "", put_mac },
	{ "ether src", "ether src ", " or ", "", "", put_mac },
	{ "ip proto", "ip proto ", " or ", "", "", put_number },
	{ "ether proto", "ether proto ", " or ", "", "", put_type },
	{ "ip6 host", "host ", " or ", "", "", put_host6 },
	{ "src ip6 host", "src host ", " or ", "", "", put_host6 },
	{ "ip6 host, one /64", "host ", " or ", "", "", put_local6 },
	{ "src ip6, one /64", "src host ", " or ", "", "", put_local6 },
	{ "ip6 host, random", "host ", " or ", "", "", put_random6 },
	{ "src ip6, random", "src host ", " or ", "", "", put_random6 },
};

static struct mix_packet packets[PACKETS];
static enum pfc_optimize objective = PFC_OPTIMIZE_BALANCED;
static double patience = 2; /* seconds for libpcap */

static void die(const char *what, const char *why)
{
	fprintf(stderr, "lists: %s: %s\n", what, why);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void put_list(struct str *out, const struct kind *k, uint32_t n)
{
	uint32_t x = 1;

	str_printf(out, "%s", k->begin);
	for (uint32_t i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		str_printf(out, "%s%s", i ? k->join : "", k->word);
		k->entry(out, i, x);
	}
	str_printf(out, "%s", k->end);
	if (out->failed)
		die(k->name, "out of memory");
}

static void measure(struct result *r, const struct sock_filter *insns, size_t count)
{
	uint32_t *far = calloc(count + 1, sizeof(*far));
	uint64_t steps = 0;

	if (!far)
		die("longest path", "out of memory");
	for (size_t i = 0; i < PACKETS; i++) {
		struct pfc_packet pkt = { packets[i].bytes, MIX_BYTES, MIX_BYTES,
			                  NULL };

		run_cbpf(insns, (uint32_t)count, &pkt, &steps);
	}
	for (size_t i = count; i-- > 0;) {
		const struct sock_filter *insn = &insns[i];
		size_t t = i + 1, f = i + 1;

		if (BPF_CLASS(insn->code) == BPF_RET)
			t = f = count;
		else if (insn->code == (BPF_JMP | BPF_JA))
			t = f = i + 1 + insn->k;
		else if (BPF_CLASS(insn->code) == BPF_JMP) {
			t = i + 1 + insn->jt;
			f = i + 1 + insn->jf;
		}
		far[i] = 1 + (far[t] > far[f] ? far[t] : far[f]);
	}
	r->insns = (double)count;
	r->executed = (double)steps / PACKETS;
	r->longest = far[0];
	free(far);
}

static bool run_pfc(const char *text, struct result *r)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	const struct sock_filter *insns;
	struct pfc_prog *prog = NULL;
	double start = now();
	size_t count;
	int ret;

	opts.flags = PFC_NO_LINT | PFC_NO_LOOKUP | PFC_ALLOW_EMPTY;
	opts.netmask = 0xffffff00;
	opts.insns_max = 0;
	opts.optimize = objective;
	ret = pfc_compile(text, PFC_NUL, &opts, &prog);
	r->seconds = now() - start;
	if (!ret) {
		insns = pfc_prog_insns(prog, &count);
		measure(r, insns, count);
	}
	pfc_prog_free(prog);
	return !ret;
}

static bool run_pcap(const char *text, struct result *r)
{
	pcap_t *p = pcap_open_dead(DLT_EN10MB, (int)PFC_SNAPLEN_MAX);
	struct bpf_program prog;
	double start = now();
	int ret;

	if (!p)
		die("libpcap", "cannot be opened");
	ret = pcap_compile(p, &prog, text, 1, 0xffffff00);
	r->seconds = now() - start;
	if (!ret) {
		measure(r, (const struct sock_filter *)(void *)prog.bf_insns,
		        prog.bf_len);
		pcap_freecode(&prog);
	}
	pcap_close(p);
	return !ret;
}

/* Runs one compilation in a process of its own, which ends after `limit` seconds. */
static bool apart(bool (*run)(const char *, struct result *), const char *text,
                  double limit, struct result *r)
{
	struct rusage use;
	int fd[2], status;
	pid_t pid;
	bool ok;

	fflush(stdout);
	if (pipe(fd) || (pid = fork()) < 0)
		die("fork", "failed");
	if (!pid) {
		alarm((unsigned)ceil(limit));
		ok = run(text, r);
		_exit(!ok || write(fd[1], r, sizeof(*r)) != sizeof(*r));
	}
	close(fd[1]);
	ok = read(fd[0], r, sizeof(*r)) == sizeof(*r);
	close(fd[0]);
	if (wait4(pid, &status, 0, &use) != pid)
		die("wait4", "failed");
	r->mib = (double)use.ru_maxrss / 1024;
	return ok && !status;
}

static void print_peer(const struct kind *k, uint32_t n, const char *text, bool *tried)
{
	struct result r = { 0 };

	(void)k;
	(void)n;
	*tried = *tried && patience > 0 && apart(run_pcap, text, patience, &r);
	if (*tried)
		printf("  %6.0f %8.1f %6.0f %9.2f\n", r.insns, r.executed, r.longest,
		       1e3 * r.seconds);
	else
		printf("       -        -      -         -\n");
}

static void print_kind(const struct kind *k, const uint32_t *n, size_t count)
{
	bool tried = true;

	for (size_t i = 0; i < count; i++) {
		struct result best = { .seconds = INFINITY }, r = { 0 };
		struct str text = { 0 };

		put_list(&text, k, n[i]);
		for (int run = 0; run < RUNS; run++) {
			if (!run_pfc(text.at, &r))
				die(k->name, "does not compile");
			if (r.seconds < best.seconds)
				best = r;
		}
		printf("%-20s %6u  %6.0f%c %7.1f %6.0f %9.2f", k->name, n[i],
		       best.insns, best.insns > PFC_INSNS_MAX ? '!' : ' ',
		       best.executed, best.longest, 1e3 * best.seconds);
		print_peer(k, n[i], text.at, &tried);
		str_fini(&text);
	}
}

static void print_curve(const uint32_t *n, size_t count)
{
	bool tried = patience > 0;

	puts("# n, pfc: seconds MiB instructions, libpcap: seconds MiB instructions");
	for (size_t i = 0; i < count; i++) {
		struct result ours = { 0 }, theirs = { 0 };
		struct str text = { 0 };

		put_list(&text, &kinds[0], n[i]);
		if (!apart(run_pfc, text.at, 60, &ours))
			die(kinds[0].name, "does not compile");
		printf("%u %.6f %.1f %.0f", n[i], ours.seconds, ours.mib, ours.insns);
		tried = tried && apart(run_pcap, text.at, patience, &theirs);
		if (tried)
			printf(" %.6f %.1f %.0f\n", theirs.seconds, theirs.mib,
			       theirs.insns);
		else
			puts(" NaN NaN NaN");
		str_fini(&text);
	}
}

int main(int argc, char **argv)
{
	uint32_t n[SIZES_MAX] = { 8, 64, 100, 1000 };
	size_t count = 4;
	bool curve = false;
	int opt;

	while ((opt = getopt(argc, argv, "co:p:")) != -1) {
		if (opt == 'c')
			curve = true;
		else if (opt == 'p')
			patience = atof(optarg);
		else if (opt == 'o' && !strcmp(optarg, "size"))
			objective = PFC_OPTIMIZE_SIZE;
		else if (opt == 'o' && !strcmp(optarg, "speed"))
			objective = PFC_OPTIMIZE_SPEED;
		else if (opt != 'o' || strcmp(optarg, "balanced"))
			die("usage", "lists [-c] [-o OBJECTIVE] [-p SECONDS] [N...]");
	}
	if (optind < argc)
		count = 0;
	for (; optind < argc && count < SIZES_MAX; optind++)
		n[count++] = (uint32_t)strtoul(argv[optind], NULL, 10);
	mix_make(packets, PACKETS);
	if (curve) {
		print_curve(n, count);
		return 0;
	}
	printf("%-20s %6s  %6s  %7s %6s %9s  %6s %8s %6s %9s (libpcap)\n", "list", "n",
	       "insns", "executed", "path", "ms", "insns", "executed", "path", "ms");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		print_kind(&kinds[i], n, count);
	return 0;
}
