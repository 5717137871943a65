/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/peer/judge.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/image.h"
#include "pfc/pfc.h"

#define LONGER_SHOWN 12

void judge_report(struct judge *j, bool ok, const char *where, const char *what)
{
	if (j->grouped) {
		j->group++;
		j->group_failed += !ok;
		if (!ok)
			printf("# failed - %s: %s\n", where, what);
		return;
	}
	printf("%sok %" PRIu32 " - %s: %s\n", ok ? "" : "not ", ++j->number, where,
	       what);
	j->failed += !ok;
	fflush(stdout);
}

void judge_group_end(struct judge *j, const char *where, const char *what)
{
	bool ok = j->group && !j->group_failed;

	j->grouped = false;
	printf("# %" PRIu32 " filters\n", j->group);
	j->group = j->group_failed = 0;
	judge_report(j, ok, where, what);
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
	bool reference =
		s->verdict == REFERENCE_DIFFERS || s->verdict == REFERENCE_REACH;
	enum peer_side side = reference ? PEER_LIBPCAP : s->side;
	struct str hex = { 0 };

	printf("# %s\n", verdict_text(s->verdict));
	peer_hex(&hex, p, &s->pkt);
	printf("# %s\n", hex.at);
	str_fini(&hex);
	print_listing("reference", &p->codes[PEER_REFERENCE]);
	print_listing(peer_side_name(side), &p->codes[side]);
}

/* The filter that is being judged. */
struct judging {
	const struct deviations *deviations;
	const char *filter;
};

static bool excused(void *ctx, const struct packet *pkt, uint32_t linktype)
{
	const struct judging *job = ctx;

	return deviation_covers_packet(job->deviations, job->filter, pkt, linktype);
}

bool judge_search(struct judge *j, const struct peer *p, struct search *s)
{
	if (!peer_search(p, s)) {
		printf("Bail out! out of memory\n");
		exit(1);
	}
	j->packets += s->tried;
	return s->verdict == SAME;
}

static void count_sizes(struct sizes *sizes, const struct peer *p,
                        const struct search *s, const char *filter)
{
	uint32_t ours = p->codes[PEER_PROGRAM].count;
	uint32_t theirs = p->codes[PEER_LIBPCAP_OPTIMIZED].count;

	sizes->count++;
	sizes->log_ratio += log((double)ours / theirs);
	sizes->log_steps += log((double)s->steps[PEER_PROGRAM] /
	                        (double)s->steps[PEER_LIBPCAP_OPTIMIZED]);
	if (ours <= theirs)
		return;
	sizes->longer = realloc(sizes->longer,
	                        (sizes->longer_count + 1) * sizeof(*sizes->longer));
	sizes->longer[sizes->longer_count++] =
		(struct longer){ strdup(filter), ours, theirs };
}

/* Whether both sides agree that the filter compiles, or a record covers it. */
static bool outcomes_agree(struct judge *j, const struct peer *p, const char *filter,
                           const struct peer_target *target)
{
	bool theirs = p->codes[PEER_LIBPCAP].count != 0;
	bool ours = p->codes[PEER_REFERENCE].count != 0;
	enum deviation_kind kind = ours ? DEVIATION_ACCEPTS : DEVIATION_REFUSES;

	if (theirs == ours)
		return true;
	j->excused++;
	if (deviation_find(&j->deviations, kind, filter, target->linktype,
	                   target->live))
		return true;
	printf("# only %s compiles it: %s\n", ours ? "pfc" : "libpcap",
	       ours ? p->errors[PEER_LIBPCAP] : p->errors[PEER_REFERENCE]);
	return false;
}

/* A filter is right or wrong at every level of optimization. */
static bool levels_agree(const struct peer *p)
{
	for (enum peer_side side = PEER_PROGRAM; side <= PEER_SPEED; side++) {
		if (!p->errors[side] == !p->errors[PEER_REFERENCE])
			continue;
		printf("# compiles at one level of optimization only: %s\n",
		       p->errors[p->errors[side] ? side : PEER_REFERENCE]);
		return false;
	}
	return true;
}

static bool meanings_agree(struct judge *j, const struct peer *p, const char *filter,
                           const struct peer_target *target, struct search *s)
{
	const struct deviations *d = &j->deviations;

	s->with_libpcap = p->codes[PEER_LIBPCAP].count != 0;
	if (deviation_find(d, DEVIATION_MEANING, filter, target->linktype,
	                   target->live)) {
		s->with_libpcap = false;
		j->excused++;
	}
	s->whole_only = deviation_find(d, DEVIATION_CUT_OFF, filter, target->linktype,
	                               target->live) != NULL;
	if (!judge_search(j, p, s)) {
		print_difference(p, s);
		return false;
	}
	if (s->libpcap_unset && s->with_libpcap &&
	    !deviation_find(d, DEVIATION_UNSET, filter, target->linktype,
	                    target->live)) {
		printf("# libpcap reads scratch words that it never set\n");
		return false;
	}
	j->edges += s->edges;
	j->edges_taken += s->edges_taken;
	return true;
}

static const char *name_of(const struct peer_target *target)
{
	return target->live ? "live" : pfc_linktype_name(target->linktype);
}

void judge_filter(struct judge *j, const struct peer_target *target, const char *filter,
                  bool must)
{
	struct judging job = { &j->deviations, filter };
	struct search s = { .budget = j->budget,
		            .linktype = target->linktype,
		            .seed = 0x5bd1e995,
		            .excused = excused,
		            .ctx = &job };
	struct peer p;
	bool ok;

	peer_compile(&p, target, filter, NULL);
	if (!p.codes[PEER_LIBPCAP].count && !p.codes[PEER_REFERENCE].count && !must) {
		j->refused++;
		peer_fini(&p);
		return;
	}
	ok = outcomes_agree(j, &p, filter, target);
	ok = levels_agree(&p) && ok;
	if (p.codes[PEER_REFERENCE].count && p.codes[PEER_PROGRAM].count) {
		ok = meanings_agree(j, &p, filter, target, &s) && ok;
		if (ok && j->sizes && s.with_libpcap &&
		    p.codes[PEER_LIBPCAP_OPTIMIZED].count)
			count_sizes(j->sizes, &p, &s, filter);
	}
	judge_report(j, ok, name_of(target), filter);
	peer_fini(&p);
}

void judge_respelled(struct judge *j, const struct peer_target *target,
                     const char *filter, const char *theirs, const char *label)
{
	struct search s = { .budget = j->budget,
		            .linktype = target->linktype,
		            .seed = 1,
		            .with_libpcap = true,
		            .whole_only = true };
	struct peer p;
	bool ok;

	peer_compile(&p, target, filter, theirs);
	ok = levels_agree(&p);
	if (p.errors[PEER_LIBPCAP] || p.errors[PEER_REFERENCE]) {
		printf("# %s\n", p.errors[p.errors[PEER_LIBPCAP] ? PEER_LIBPCAP
		                                                 : PEER_REFERENCE]);
		ok = false;
	} else if (!judge_search(j, &p, &s)) {
		print_difference(&p, &s);
		ok = false;
	}
	judge_report(j, ok, name_of(target), label);
	peer_fini(&p);
}

static bool still_differs(struct judge *j, const struct deviation *dev,
                          const char *filter, const struct peer_target *target)
{
	struct search s = { .budget = j->budget * 4,
		            .linktype = target->linktype,
		            .seed = 1,
		            .with_libpcap = dev->kind != DEVIATION_UNSET,
		            .whole_only = dev->kind != DEVIATION_CUT_OFF };
	struct peer p;
	bool theirs, ours, differs = false;

	peer_compile(&p, target, filter, NULL);
	theirs = p.codes[PEER_LIBPCAP].count != 0;
	ours = p.codes[PEER_REFERENCE].count != 0;
	if (!theirs || !ours) {
		differs = (dev->kind == DEVIATION_ACCEPTS && ours) ||
		          (dev->kind == DEVIATION_REFUSES && theirs);
		if (!differs)
			printf("# %s does not compile it: %s\n",
			       ours ? "libpcap" : "pfc",
			       p.errors[ours ? PEER_LIBPCAP : PEER_REFERENCE]);
	} else if (p.codes[PEER_PROGRAM].count) {
		judge_search(j, &p, &s);
		differs = dev->kind == DEVIATION_UNSET ? s.libpcap_unset
		          : dev->kind == DEVIATION_CUT_OFF
		                  ? s.verdict == REFERENCE_REACH
		                  : s.verdict == REFERENCE_DIFFERS;
	}
	peer_fini(&p);
	return differs;
}

static void judge_witness(struct judge *j, const struct deviation *dev,
                          const struct witness *w, pcap_t *live)
{
	struct peer_target target = { w->linktype, NETMASK, dev->live ? live : NULL };
	bool covered = dev->kind == DEVIATION_PACKET ||
	               deviation_find(&j->deviations, dev->kind, w->filter, w->linktype,
	                              dev->live);
	struct str label = { 0 };

	str_printf(&label, "%s still differs: %s", dev->tag, w->filter);
	if (!covered)
		printf("# deviations.t:%" PRIu32 ": does not cover its own witness\n",
		       dev->line);
	judge_report(j, covered && still_differs(j, dev, w->filter, &target),
	             name_of(&target), label.at);
	str_fini(&label);
}

void judge_deviations(struct judge *j, pcap_t *live)
{
	for (uint32_t i = 0; i < j->deviations.count; i++) {
		const struct deviation *dev = &j->deviations.at[i];

		for (uint32_t k = 0; k < dev->witness_count; k++)
			if (live || !dev->live)
				judge_witness(j, dev, &dev->witnesses[k], live);
	}
}

static int by_excess(const void *a, const void *b)
{
	const struct longer *p = a;
	const struct longer *q = b;
	uint64_t left = (uint64_t)p->ours * q->theirs;
	uint64_t right = (uint64_t)q->ours * p->theirs;

	return left < right ? 1 : left > right ? -1 : strcmp(p->filter, q->filter);
}

void judge_print_sizes(const char *group, const char *where, struct sizes *s)
{
	if (!s->count)
		return;
	printf("# %s, %s: %" PRIu32
	       " filters, size %.3f and executed %.3f of libpcap's "
	       "(geometric means), %" PRIu32 " longer\n",
	       group, where, s->count, exp(s->log_ratio / s->count),
	       exp(s->log_steps / s->count), s->longer_count);
	if (s->longer_count)
		qsort(s->longer, s->longer_count, sizeof(*s->longer), by_excess);
	for (uint32_t i = 0; i < s->longer_count; i++) {
		if (i < LONGER_SHOWN)
			printf("#   %" PRIu32 " against %" PRIu32 ": %s\n",
			       s->longer[i].ours, s->longer[i].theirs,
			       s->longer[i].filter);
		free(s->longer[i].filter);
	}
	free(s->longer);
}

void judge_print_summary(const struct judge *j)
{
	printf("# %" PRIu64 " packets, %.1f%% of libpcap's branches taken\n",
	       j->packets,
	       100.0 * (double)j->edges_taken / (double)(j->edges ? j->edges : 1));
	printf("# %" PRIu32 " filters covered by a deviation, %" PRIu32
	       " wrong on both sides\n",
	       j->excused, j->refused);
}
