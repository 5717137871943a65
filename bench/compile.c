/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/compile.c - programs and compile times of pfc and libpcap, filter by filter.
 *
 *	compile [-a] [-n RUNS] [-o balanced|size|speed] FILE...
 *
 * FILE has a filter a line; # starts a comment. For each: instructions, instructions
 * executed per packet of the mix, the longest path, nanoseconds to compile (median of
 * RUNS, taking turns with the peer; 0: not measured). Ratios below 1 are in pfc's favour.
 * -a prints every filter, else the ten worst of each kind and the geometric means.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench/mix.h"
#include "compiler/run.h"
#include "pfc/pfc.h"

enum { PACKETS = 20000, RUNS_MAX = 99, LINE = 4096, WORST = 10, FILTERS_MAX = 4096 };

struct side {
	double insns, executed, longest, ns;
};

struct row {
	char *text;
	struct side pfc, pcap;
};

struct kind {
	const char *name;
	size_t offset; /* of the number in struct side */
};

static const struct kind kinds[] = {
	{ "instructions", offsetof(struct side, insns) },
	{ "executed", offsetof(struct side, executed) },
	{ "longest path", offsetof(struct side, longest) },
	{ "compile time", offsetof(struct side, ns) },
};

static struct mix_packet packets[PACKETS];
static struct row rows[FILTERS_MAX];
static size_t row_count;
static enum pfc_optimize objective = PFC_OPTIMIZE_BALANCED;
static int runs = 15;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "compile: %s: %s\n", what, why);
	exit(1);
}

static uint64_t clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static double executed(const struct sock_filter *insns, size_t count)
{
	uint64_t steps = 0;

	for (size_t i = 0; i < PACKETS; i++) {
		struct pfc_packet pkt = { packets[i].bytes, MIX_BYTES, MIX_BYTES, NULL };

		run_cbpf(insns, (uint32_t)count, &pkt, &steps);
	}
	return (double)steps / PACKETS;
}

/* Instructions on the longest path. */
static double longest(const struct sock_filter *insns, size_t count)
{
	static uint32_t far[1 << 16];

	if (count > sizeof(far) / sizeof(far[0]))
		die("longest", "the program is too long");
	for (size_t i = count; i-- > 0;) {
		const struct sock_filter *insn = &insns[i];
		uint32_t t, f;

		if (BPF_CLASS(insn->code) == BPF_RET) {
			far[i] = 1;
		} else if (BPF_CLASS(insn->code) != BPF_JMP) {
			far[i] = 1 + far[i + 1];
		} else if (BPF_OP(insn->code) == BPF_JA) {
			far[i] = 1 + far[i + 1 + insn->k];
		} else {
			t = far[i + 1 + insn->jt];
			f = far[i + 1 + insn->jf];
			far[i] = 1 + (t > f ? t : f);
		}
	}
	return far[0];
}

static void measure(struct side *side, const struct sock_filter *insns, size_t count)
{
	side->insns = (double)count;
	side->executed = executed(insns, count);
	side->longest = longest(insns, count);
}

/* returns nanoseconds, 0 when the filter does not compile */
static uint64_t run_pfc(const char *text, struct side *out)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	const struct sock_filter *insns;
	struct pfc_prog *prog;
	uint64_t start = clock_ns();
	size_t count;
	int ret;

	opts.flags = PFC_NO_LINT | PFC_NO_LOOKUP;
	opts.netmask = 0xffffff00;
	opts.insns_max = 0;
	opts.optimize = objective;
	ret = pfc_compile(text, PFC_NUL, &opts, &prog);
	start = clock_ns() - start;
	insns = prog ? pfc_prog_insns(prog, &count) : NULL;
	if (insns && out)
		measure(out, insns, count);
	pfc_prog_free(prog);
	return ret == 0 ? start : 0;
}

static uint64_t run_pcap(pcap_t *p, const char *text, struct side *out)
{
	struct bpf_program prog;
	uint64_t start = clock_ns();
	int ret = pcap_compile(p, &prog, text, 1, 0xffffff00);

	start = clock_ns() - start;
	if (ret != 0)
		return 0;
	if (out) /* struct bpf_insn and struct sock_filter have one layout. */
		measure(out, (const struct sock_filter *)(void *)prog.bf_insns, prog.bf_len);
	pcap_freecode(&prog);
	return start;
}

static int by_size(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return a < b ? -1 : a > b;
}

static void bench_one(pcap_t *p, const char *text)
{
	uint64_t ours[RUNS_MAX], theirs[RUNS_MAX];
	struct row *row = &rows[row_count];

	if (row_count == FILTERS_MAX)
		die(text, "too many filters");
	if (!run_pfc(text, &row->pfc) || !run_pcap(p, text, &row->pcap))
		return; /* only what both take can be compared */
	for (int i = 0; i < runs; i++) {
		ours[i] = run_pfc(text, NULL);
		theirs[i] = run_pcap(p, text, NULL);
	}
	qsort(ours, (size_t)runs, sizeof(ours[0]), by_size);
	qsort(theirs, (size_t)runs, sizeof(theirs[0]), by_size);
	row->pfc.ns = runs ? (double)ours[runs / 2] : 1;
	row->pcap.ns = runs ? (double)theirs[runs / 2] : 1;
	row->text = strdup(text);
	row_count++;
}

static void bench_file(pcap_t *p, const char *name)
{
	char line[LINE];
	FILE *f = fopen(name, "r");

	if (!f)
		die(name, strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "#\n")] = '\0';
		if (line[strspn(line, " \t")])
			bench_one(p, line);
	}
	fclose(f);
}

static double number(const struct side *s, const struct kind *k)
{
	double n;

	memcpy(&n, (const char *)s + k->offset, sizeof(n));
	return n;
}

static double ratio(const struct row *r, const struct kind *k)
{
	return number(&r->pfc, k) / number(&r->pcap, k);
}

static const struct kind *sort_kind;

static int worst_first(const void *x, const void *y)
{
	double a = ratio(x, sort_kind), b = ratio(y, sort_kind);

	return a > b ? -1 : a < b;
}

static void print_kind(const struct kind *k, size_t most)
{
	double sum = 0;
	size_t above = 0;

	sort_kind = k;
	qsort(rows, row_count, sizeof(rows[0]), worst_first);
	for (size_t i = 0; i < row_count; i++) {
		sum += log(ratio(&rows[i], k));
		above += ratio(&rows[i], k) > 1;
	}
	printf("%s: geometric mean %.3f over %zu filters, %zu above 1\n", k->name,
	       exp(sum / (double)row_count), row_count, above);
	for (size_t i = 0; i < row_count && i < most; i++)
		printf("  %6.3f  %9.1f  %9.1f  %s\n", ratio(&rows[i], k),
		       number(&rows[i].pfc, k), number(&rows[i].pcap, k), rows[i].text);
}

int main(int argc, char **argv)
{
	pcap_t *p = pcap_open_dead(DLT_EN10MB, (int)PFC_SNAPLEN_MAX);
	size_t most = WORST;
	int opt;

	while ((opt = getopt(argc, argv, "an:o:")) != -1) {
		if (opt == 'a')
			most = FILTERS_MAX;
		else if (opt == 'n')
			runs = atoi(optarg) < RUNS_MAX ? atoi(optarg) : RUNS_MAX;
		else if (opt == 'o' && !strcmp(optarg, "size"))
			objective = PFC_OPTIMIZE_SIZE;
		else if (opt == 'o' && !strcmp(optarg, "speed"))
			objective = PFC_OPTIMIZE_SPEED;
		else if (opt != 'o' || strcmp(optarg, "balanced"))
			die("usage", "compile [-a] [-n RUNS] [-o OBJECTIVE] FILE...");
	}
	if (optind == argc || !p)
		die("usage", "compile [-a] [-n RUNS] [-o OBJECTIVE] FILE...");
	mix_make(packets, PACKETS);
	for (int i = optind; i < argc; i++)
		bench_file(p, argv[i]);
	printf("ratio, pfc, libpcap (%s), filter\n", pcap_lib_version());
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && row_count; i++)
		print_kind(&kinds[i], most);
	for (size_t i = 0; i < row_count; i++)
		free(rows[i].text);
	pcap_close(p);
	return 0;
}
