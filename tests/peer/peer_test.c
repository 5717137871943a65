/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/peer_test.c - pfc against the installed libpcap.
 *
 * For each filter: does it compile on both sides, is the reference libpcap's unoptimized
 * meaning packet for packet, does the program keep the contract with the reference, and is
 * it shorter than libpcap's optimized one. One TAP line per filter; what may differ is
 * listed in tests/filter/deviations.t.
 */
#include <inttypes.h>
#include <math.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/image.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/deviations.h"
#include "tests/peer/gen.h"
#include "tests/peer/peer.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define NETMASK 0xffffff00
#define LONGER_SHOWN 400

static const uint32_t linktypes[] = {
	LINKTYPE_ETHERNET, LINKTYPE_RAW,       LINKTYPE_IPV4,       LINKTYPE_IPV6,
	LINKTYPE_NULL,     LINKTYPE_LOOP,      LINKTYPE_LINUX_SLL,  LINKTYPE_LINUX_SLL2,
};

/* Sizes of the programs of one group of filters on one link type. */
struct sizes {
	double log_ratio; /* sum of the logarithms of ours / libpcap's */
	double log_steps; /* of instructions executed */
	uint32_t count;
	uint32_t longer;
};

struct longer {
	char *text;
	uint32_t ours, theirs;
};

struct run {
	struct deviations deviations;
	uint32_t budget;
	uint32_t number, failed;
	uint32_t excused, refused; /* filters covered by a record; wrong on both sides */
	uint64_t packets, edges, edges_taken;
	struct sizes *sizes; /* of the current group, by link type; NULL: not counted */
	struct longer *longer;
	uint32_t longer_count;
};

/* Prints the TAP line; label may hold anything but '#', which TAP would read. */
static bool report(struct run *run, bool ok, const char *linktype, const char *label)
{
	printf("%sok %" PRIu32 " - %s: %s\n", ok ? "" : "not ", ++run->number, linktype, label);
	run->failed += !ok;
	fflush(stdout);
	return ok;
}

static void print_listing(const char *name, const struct code *code)
{
	struct str line = { 0 };

	printf("# %s\n", name);
	for (uint32_t i = 0; i < code->count; i++) {
		line.len = 0;
		image_cbpf_insn(&line, &code->insns[i], i);
		printf("#   %s\n", line.at);
	}
	str_fini(&line);
}

static void print_difference(const struct peer *p, const struct search *s)
{
	bool reference = s->verdict == REFERENCE_DIFFERS || s->verdict == REFERENCE_REACH;
	struct str hex = { 0 };

	printf("# %s\n", verdict_text(s->verdict));
	peer_hex(&hex, p, &s->pkt);
	printf("# %s\n", hex.at);
	str_fini(&hex);
	print_listing("reference", &p->codes[PEER_REFERENCE]);
	if (reference)
		print_listing("libpcap -O", &p->codes[PEER_LIBPCAP]);
	else
		print_listing("program", &p->codes[PEER_PROGRAM]);
}

static bool excused(void *ctx, const struct packet *pkt, uint32_t linktype)
{
	return deviation_covers_packet(ctx, pkt, linktype);
}

static bool search(struct run *run, const struct peer *p, struct search *s)
{
	if (!peer_search(p, s)) {
		printf("Bail out! out of memory\n");
		exit(1);
	}
	run->packets += s->tried;
	return s->verdict == SAME;
}

static struct sizes *sizes_of(struct run *run, uint32_t linktype)
{
	for (size_t i = 0; i < LEN(linktypes) && run->sizes; i++)
		if (linktypes[i] == linktype)
			return &run->sizes[i];
	return NULL;
}

static void count_sizes(struct run *run, const struct peer *p, const struct search *s,
                        const char *filter)
{
	struct sizes *sizes = sizes_of(run, s->linktype);
	uint32_t ours = p->codes[PEER_PROGRAM].count;
	uint32_t theirs = p->codes[PEER_LIBPCAP_OPTIMIZED].count;
	struct str text = { 0 };

	if (!sizes || !theirs)
		return;
	sizes->count++;
	sizes->log_ratio += log((double)ours / theirs);
	sizes->log_steps += log((double)s->steps[PEER_PROGRAM] /
	                        (double)s->steps[PEER_LIBPCAP_OPTIMIZED]);
	if (ours <= theirs)
		return;
	sizes->longer++;
	run->longer = realloc(run->longer, (run->longer_count + 1) * sizeof(*run->longer));
	str_printf(&text, "%s: %s", pfc_linktype_name(s->linktype), filter);
	run->longer[run->longer_count++] = (struct longer){ text.at, ours, theirs };
}

/* Whether both sides agree that the filter compiles, or a record covers it. */
static bool outcomes_agree(struct run *run, const struct peer *p, const char *filter,
                           uint32_t linktype)
{
	bool theirs = p->codes[PEER_LIBPCAP].count != 0;
	bool ours = p->codes[PEER_REFERENCE].count != 0;
	enum deviation_kind kind = ours ? DEVIATION_ACCEPTS : DEVIATION_REFUSES;

	if (theirs == ours)
		return true;
	run->excused++;
	if (deviation_find(&run->deviations, kind, filter, linktype))
		return true;
	printf("# only %s compiles it: %s\n", ours ? "pfc" : "libpcap",
	       ours ? p->errors[PEER_LIBPCAP] : p->errors[PEER_REFERENCE]);
	return false;
}

/* One filter; filters that no side compiles are no TAP line unless `must` says so. */
static void check_filter(struct run *run, uint32_t linktype, uint32_t netmask,
                         const char *filter, bool must)
{
	const char *name = pfc_linktype_name(linktype);
	struct search s = { .budget = run->budget,
		            .linktype = linktype,
		            .seed = 0x5bd1e995,
		            .excused = excused,
		            .ctx = &run->deviations };
	struct peer p;
	bool ok;

	peer_compile(&p, filter, linktype, netmask);
	s.with_libpcap = p.codes[PEER_LIBPCAP].count != 0;
	if (!p.codes[PEER_LIBPCAP].count && !p.codes[PEER_REFERENCE].count && !must) {
		run->refused++;
		peer_fini(&p);
		return;
	}
	ok = outcomes_agree(run, &p, filter, linktype);
	if (!p.codes[PEER_REFERENCE].count != !p.codes[PEER_PROGRAM].count) {
		printf("# compiles at one level of optimization only: %s\n",
		       p.errors[p.errors[PEER_PROGRAM] ? PEER_PROGRAM : PEER_REFERENCE]);
		ok = false;
	}
	if (p.codes[PEER_REFERENCE].count && p.codes[PEER_PROGRAM].count) {
		if (deviation_find(&run->deviations, DEVIATION_MEANING, filter, linktype)) {
			s.with_libpcap = false;
			run->excused++;
		}
		s.whole_only = deviation_find(&run->deviations, DEVIATION_CUT_OFF, filter,
		                              linktype) != NULL;
		if (!search(run, &p, &s)) {
			print_difference(&p, &s);
			ok = false;
		} else if (s.libpcap_unset && s.with_libpcap &&
		           !deviation_find(&run->deviations, DEVIATION_UNSET, filter,
		                           linktype)) {
			printf("# libpcap reads scratch words that it never set\n");
			ok = false;
		}
		run->edges += s.edges;
		run->edges_taken += s.edges_taken;
		if (ok)
			count_sizes(run, &p, &s, filter);
	}
	report(run, ok, name, filter);
	peer_fini(&p);
}

/* Deviations */

static bool still_differs(struct run *run, const struct deviation *dev,
                          const struct witness *w)
{
	struct search s = { .budget = run->budget * 4,
		            .linktype = w->linktype,
		            .seed = 1,
		            .with_libpcap = dev->kind != DEVIATION_UNSET,
		            .whole_only = dev->kind != DEVIATION_CUT_OFF };
	struct peer p;
	bool theirs, ours, differs = false;

	peer_compile(&p, w->filter, w->linktype, NETMASK);
	theirs = p.codes[PEER_LIBPCAP].count != 0;
	ours = p.codes[PEER_REFERENCE].count != 0;
	if (!theirs || !ours) {
		differs = (dev->kind == DEVIATION_ACCEPTS && ours) ||
		          (dev->kind == DEVIATION_REFUSES && theirs);
		if (!differs)
			printf("# %s does not compile it: %s\n", ours ? "libpcap" : "pfc",
			       p.errors[ours ? PEER_LIBPCAP : PEER_REFERENCE]);
	} else if (p.codes[PEER_PROGRAM].count) {
		search(run, &p, &s);
		differs = dev->kind == DEVIATION_UNSET     ? s.libpcap_unset
		          : dev->kind == DEVIATION_CUT_OFF ? s.verdict == REFERENCE_REACH
		                                           : s.verdict == REFERENCE_DIFFERS;
	}
	peer_fini(&p);
	return differs;
}

static void check_deviations(struct run *run)
{
	struct str label = { 0 };

	for (uint32_t i = 0; i < run->deviations.count; i++) {
		const struct deviation *dev = &run->deviations.at[i];

		for (uint32_t k = 0; k < dev->witness_count; k++) {
			const struct witness *w = &dev->witnesses[k];
			bool covered = dev->kind == DEVIATION_PACKET ||
			               deviation_find(&run->deviations, dev->kind,
			                              w->filter, w->linktype);

			label.len = 0;
			str_printf(&label, "%s still differs: %s", dev->tag, w->filter);
			if (!covered)
				printf("# deviations.t:%" PRIu32 ": does not cover its "
				       "own witness\n", dev->line);
			report(run, covered && still_differs(run, dev, w),
			       pfc_linktype_name(w->linktype), label.at);
		}
	}
	str_fini(&label);
}

/* Checklist: what each filter has to become */

static bool compiles(const char *filter, uint32_t linktype, uint32_t netmask,
                     enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	bool ok;

	opts.linktype = linktype;
	opts.netmask = netmask;
	opts.optimize = optimize;
	ok = pfc_compile(filter, PFC_NUL, &opts, &prog) == 0;
	pfc_prog_free(prog);
	return ok;
}

/* A program that accepts without looking at anything. */
static bool accepts_all(const char *filter, uint32_t linktype)
{
	struct peer p;
	bool all;

	peer_compile(&p, filter, linktype, NETMASK);
	all = p.codes[PEER_PROGRAM].count == 1 && p.codes[PEER_PROGRAM].insns[0].k != 0;
	peer_fini(&p);
	return all;
}

static void check_outcome(struct run *run, const char *outcome, uint32_t linktype,
                          uint32_t netmask, const char *filter)
{
	bool wanted = !strcmp(outcome, "ok") || !strcmp(outcome, "all");
	bool plain = compiles(filter, linktype, netmask, PFC_OPTIMIZE_NONE);
	bool optimized = compiles(filter, linktype, netmask, PFC_OPTIMIZE_BALANCED);
	bool ok = plain == wanted && optimized == wanted;
	struct str label = { 0 };

	if (!ok)
		printf("# it %s unoptimized and %s optimized\n",
		       plain ? "compiles" : "does not compile",
		       optimized ? "compiles" : "does not compile");
	if (ok && !strcmp(outcome, "all") && !accepts_all(filter, linktype)) {
		printf("# it looks at packets\n");
		ok = false;
	}
	str_printf(&label, "%s has to be: %s", outcome, filter);
	report(run, ok, pfc_linktype_name(linktype), label.at);
	str_fini(&label);
}

static uint32_t read_netmask(char *linktype)
{
	char *mask = strstr(linktype, "+mask=");
	unsigned a, b, c, d;

	if (!mask)
		return PFC_NETMASK_UNKNOWN;
	*mask = '\0';
	if (sscanf(mask + 6, "%u.%u.%u.%u", &a, &b, &c, &d) != 4)
		return PFC_NETMASK_UNKNOWN;
	return a << 24 | b << 16 | c << 8 | d;
}

/* Cuts a remark and blanks off the end. */
static char *clean(char *line)
{
	char *remark = strstr(line, " # ");
	size_t len;

	if (remark)
		*remark = '\0';
	len = strlen(line);
	while (len && strchr(" \t\n", line[len - 1]))
		line[--len] = '\0';
	return line;
}

static char *next_word(char **text)
{
	char *word = *text;

	*text += strcspn(*text, " \t");
	if (**text)
		*(*text)++ = '\0';
	*text += strspn(*text, " \t");
	return word;
}

static void checklist_line(struct run *run, char *line)
{
	char *outcome = next_word(&line);
	char *where = next_word(&line);
	uint32_t netmask = read_netmask(where);
	int linktype = pfc_linktype_by_name(where);

	if (linktype < 0) {
		printf("# no such link type\n");
		report(run, false, where, line);
		return;
	}
	check_outcome(run, outcome, (uint32_t)linktype, netmask, line);
	check_filter(run, (uint32_t)linktype, netmask, line, true);
}

static void everyday_line(struct run *run, char *line)
{
	for (size_t i = 0; i < LEN(linktypes); i++)
		check_filter(run, linktypes[i], NETMASK, line, false);
}

static void each_line(struct run *run, const char *name,
                      void (*each)(struct run *run, char *line))
{
	const char *top = getenv("TOP_SRCDIR");
	struct str path = { 0 };
	char *line = NULL;
	size_t room = 0;
	FILE *f;

	str_printf(&path, "%s/tests/peer/%s", top ? top : ".", name);
	f = fopen(path.at, "r");
	if (!f) {
		printf("Bail out! cannot read %s\n", path.at);
		exit(1);
	}
	while (getline(&line, &room, f) >= 0)
		if (line[0] != '#' && *clean(line))
			each(run, line);
	fclose(f);
	free(line);
	str_fini(&path);
}

/* PFC_SEED asks for other filters than those of every run. */
static void check_generated(struct run *run, uint32_t per_link)
{
	const char *text = getenv("PFC_SEED");
	uint64_t seed = text ? strtoull(text, NULL, 10) << 20 : 0;
	struct str filter = { 0 };

	for (size_t i = 0; i < LEN(linktypes); i++) {
		uint32_t count = linktypes[i] == LINKTYPE_ETHERNET ? per_link * 4 : per_link;

		for (uint32_t k = 0; k < count; k++) {
			gen_filter(&filter, linktypes[i], seed + k);
			check_filter(run, linktypes[i], NETMASK, filter.at, false);
		}
	}
	str_fini(&filter);
}

/* The search itself: it has to find what is known to be wrong in libpcap 1.10.3. */
static void check_harness(struct run *run)
{
	static const struct {
		const char *filter;
		bool differs;
	} known[] = {
		{ "1/2=1/3 && 1>4/5 && 1>6/7", true },             /* D1 */
		{ "link[0] & 0xffffffff != 0", true },             /* D5 */
		{ "ip[500] = 1 or not ip[500] = 1", false },       /* D4: in the contract */
		{ "tcp port 80 and host 192.0.2.1", false },
	};

	for (size_t i = 0; i < LEN(known); i++) {
		struct search s = { .budget = 2000, .linktype = 1, .seed = 1 };
		struct peer p;

		peer_compile_libpcap(&p, known[i].filter, LINKTYPE_ETHERNET, NETMASK);
		search(run, &p, &s);
		report(run, (s.verdict != SAME) == known[i].differs,
		       "libpcap's optimizer", known[i].filter);
		memset(&p.codes[PEER_REFERENCE], 0, sizeof(p.codes[0]));
		peer_fini(&p);
	}
}

static int by_excess(const void *a, const void *b)
{
	const struct longer *p = a;
	const struct longer *q = b;
	uint64_t left = (uint64_t)p->ours * q->theirs;
	uint64_t right = (uint64_t)q->ours * p->theirs;

	return left < right ? 1 : left > right ? -1 : strcmp(p->text, q->text);
}

static void print_sizes(const char *group, const struct sizes *by_link)
{
	for (size_t i = 0; i < LEN(linktypes); i++) {
		const struct sizes *s = &by_link[i];

		if (!s->count)
			continue;
		printf("# %s, %s: %" PRIu32 " filters, size %.3f and executed %.3f of "
		       "libpcap's (geometric means), %" PRIu32 " longer\n", group,
		       pfc_linktype_name(linktypes[i]), s->count,
		       exp(s->log_ratio / s->count), exp(s->log_steps / s->count),
		       s->longer);
	}
}

static void print_summary(struct run *run)
{
	printf("# %" PRIu64 " packets, %.1f%% of libpcap's branches taken\n", run->packets,
	       100.0 * (double)run->edges_taken / (double)(run->edges ? run->edges : 1));
	printf("# %" PRIu32 " filters covered by a deviation, %" PRIu32
	       " wrong on both sides\n", run->excused, run->refused);
	if (run->longer_count)
		qsort(run->longer, run->longer_count, sizeof(*run->longer), by_excess);
	for (uint32_t i = 0; i < run->longer_count; i++) {
		if (i < LONGER_SHOWN)
			printf("# longer: %" PRIu32 " against %" PRIu32 ": %s\n",
			       run->longer[i].ours, run->longer[i].theirs,
			       run->longer[i].text);
		free(run->longer[i].text);
	}
	free(run->longer);
}

int main(void)
{
	struct sizes everyday[LEN(linktypes)] = { { 0 } };
	struct sizes generated[LEN(linktypes)] = { { 0 } };
	bool at_length = getenv("PFC_LONG") != NULL;
	struct run run = { .budget = at_length ? 20000 : 1500 };
	const char *top = getenv("TOP_SRCDIR");
	struct str path = { 0 };
	char *error;

	if (!strstr(pcap_lib_version(), "version 1.10.")) {
		printf("1..0 # SKIP deviations are listed for libpcap 1.10, this is %s\n",
		       pcap_lib_version());
		return 0;
	}
	str_printf(&path, "%s/tests/filter/deviations.t", top ? top : ".");
	error = deviations_read(&run.deviations, path.at);
	if (error) {
		printf("Bail out! %s: %s\n", path.at, error);
		return 1;
	}
	check_harness(&run);
	check_deviations(&run);
	each_line(&run, "checklist.txt", checklist_line);
	run.sizes = everyday;
	each_line(&run, "oneliners.txt", everyday_line);
	run.sizes = generated;
	check_generated(&run, at_length ? 2500 : 200);
	print_sizes("everyday", everyday);
	print_sizes("generated", generated);
	print_summary(&run);
	printf("1..%" PRIu32 "\n", run.number);
	deviations_free(&run.deviations);
	str_fini(&path);
	return run.failed != 0;
}
