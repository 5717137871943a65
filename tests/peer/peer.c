/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/peer/peer.h"

#include <inttypes.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/explore.h"
#include "tests/peer/frames.h"

_Static_assert(sizeof(struct bpf_insn) == sizeof(struct sock_filter), "same layout");

const char *peer_side_name(enum peer_side side)
{
	static const char *const names[PEER_SIDES] = {
		"libpcap -O", "reference", "program", "size", "speed", "libpcap",
	};

	return names[side];
}

pcap_t *peer_open_live(char *error)
{
	pcap_t *p = pcap_create("lo", error);

	if (!p)
		return NULL;
	if (pcap_set_snaplen(p, PFC_SNAPLEN_MAX) == 0 && pcap_activate(p) >= 0 &&
	    pcap_datalink(p) == DLT_EN10MB)
		return p;
	snprintf(error, PCAP_ERRBUF_SIZE, "%.200s", pcap_geterr(p));
	pcap_close(p);
	return NULL;
}

static void compile_by_libpcap(struct peer *p, enum peer_side side,
                               const struct peer_target *target, const char *filter)
{
	pcap_t *handle = target->live;
	struct bpf_program *prog = calloc(1, sizeof(*prog));
	bool optimize = side == PEER_LIBPCAP_OPTIMIZED;

	if (!handle)
		handle = pcap_open_dead((int)link_to_dlt(target->linktype),
		                        PFC_SNAPLEN_MAX);
	if (!handle || !prog) {
		p->errors[side] = strdup("out of memory");
		free(prog);
		return;
	}
	if (pcap_compile(handle, prog, filter, optimize, target->netmask) != 0) {
		p->errors[side] = strdup(pcap_geterr(handle));
		free(prog);
	} else {
		p->codes[side].insns =
			(const struct sock_filter *)(const void *)prog->bf_insns;
		p->codes[side].count = prog->bf_len;
		p->owned[side] = prog;
	}
	if (!target->live)
		pcap_close(handle);
}

static char *first_error(const struct pfc_prog *prog)
{
	size_t count = 0;
	const struct pfc_diag *diags = prog ? pfc_prog_diags(prog, &count) : NULL;

	for (size_t i = 0; i < count; i++)
		if (diags[i].level == PFC_ERROR)
			return strdup(diags[i].message);
	return strdup("no message");
}

static void compile_by_pfc(struct peer *p, enum peer_side side,
                           const struct peer_target *target, const char *filter,
                           enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	size_t count = 0;

	opts.linktype = target->linktype;
	opts.netmask = target->netmask;
	opts.flags = PFC_ALLOW_EMPTY | PFC_NO_LINT | (target->live ? PFC_LIVE : 0);
	opts.insns_max = 0;
	opts.optimize = optimize;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) != 0) {
		p->errors[side] = first_error(prog);
		pfc_prog_free(prog);
		return;
	}
	p->codes[side].insns = pfc_prog_insns(prog, &count);
	p->codes[side].count = (uint32_t)count;
	p->owned[side] = prog;
}

/* A program equal to the balanced one need not be run. */
static void drop_if_same(struct peer *p, enum peer_side side)
{
	const struct code *a = &p->codes[PEER_PROGRAM];
	const struct code *b = &p->codes[side];

	if (a->count && a->count == b->count &&
	    !memcmp(a->insns, b->insns, a->count * sizeof(*a->insns)))
		p->codes[side] = (struct code){ NULL, 0 };
}

void peer_compile(struct peer *p, const struct peer_target *target, const char *filter,
                  const char *theirs)
{
	static const enum pfc_optimize levels[] = {
		[PEER_REFERENCE] = PFC_OPTIMIZE_NONE,
		[PEER_PROGRAM] = PFC_OPTIMIZE_BALANCED,
		[PEER_SIZE] = PFC_OPTIMIZE_SIZE,
		[PEER_SPEED] = PFC_OPTIMIZE_SPEED,
	};

	memset(p, 0, sizeof(*p));
	compile_by_libpcap(p, PEER_LIBPCAP, target, theirs ? theirs : filter);
	if (!theirs)
		compile_by_libpcap(p, PEER_LIBPCAP_OPTIMIZED, target, filter);
	for (enum peer_side side = PEER_REFERENCE; side <= PEER_SPEED; side++)
		compile_by_pfc(p, side, target, filter, levels[side]);
	drop_if_same(p, PEER_SIZE);
	drop_if_same(p, PEER_SPEED);
}

void peer_compile_libpcap(struct peer *p, const struct peer_target *target,
                          const char *filter)
{
	memset(p, 0, sizeof(*p));
	compile_by_libpcap(p, PEER_LIBPCAP, target, filter);
	compile_by_libpcap(p, PEER_LIBPCAP_OPTIMIZED, target, filter);
	p->codes[PEER_REFERENCE] = p->codes[PEER_LIBPCAP];
	p->codes[PEER_PROGRAM] = p->codes[PEER_LIBPCAP_OPTIMIZED];
}

void peer_fini(struct peer *p)
{
	for (int side = 0; side < PEER_SIDES; side++) {
		bool theirs = side == PEER_LIBPCAP || side == PEER_LIBPCAP_OPTIMIZED;

		if (!theirs) {
			pfc_prog_free(p->owned[side]);
		} else if (p->owned[side]) {
			pcap_freecode(p->owned[side]);
			free(p->owned[side]);
		}
		free(p->errors[side]);
	}
}

const char *verdict_text(enum verdict v)
{
	switch (v) {
	case SAME:
		return "same";
	case REFERENCE_DIFFERS:
		return "reference and libpcap differ";
	case REFERENCE_REACH:
		return "reference and libpcap differ on the cut-off packet";
	case PROGRAM_LOSES:
		return "program rejects what the reference accepts";
	case PROGRAM_TOO_KEEN:
		return "program accepts what the reference rejects";
	}
	return "?";
}

/* Whether the reference accepts, whatever lies behind the bytes the program looked at. */
static bool completions_accepted(const struct peer *p, const struct packet *pkt,
                                 uint32_t from, uint64_t *seed)
{
	static const uint8_t fills[] = { 0x00, 0xff };
	struct packet copy = *pkt;
	struct trace t;

	for (int round = 0; round < 5; round++) {
		for (uint32_t i = from; i < PACKET_ROOM; i++)
			copy.data[i] =
				round < 2 ? fills[round] : (uint8_t)next_random(seed);
		trace_run(&p->codes[PEER_REFERENCE], &copy, &t, NULL, NULL);
		if (!t.accept && !t.ran_out)
			return false;
	}
	return true;
}

static enum verdict judge_program(const struct peer *p, const struct packet *pkt,
                                  const struct trace *r, const struct trace *q,
                                  uint64_t *seed)
{
	if (r->accept && (!q->accept || q->reach > r->reach))
		return PROGRAM_LOSES;
	if (q->accept && !r->accept && !r->ran_out)
		return PROGRAM_TOO_KEEN;
	if (q->accept && (!r->accept || q->reach < r->reach) &&
	    !completions_accepted(p, pkt, q->reach, seed))
		return PROGRAM_TOO_KEEN;
	return SAME;
}

enum verdict peer_judge(const struct peer *p, const struct packet *pkt,
                        const struct trace *traces, bool with_libpcap, uint64_t *seed,
                        enum peer_side *side)
{
	const struct trace *u = &traces[PEER_LIBPCAP];
	const struct trace *r = &traces[PEER_REFERENCE];

	for (*side = PEER_PROGRAM; *side <= PEER_SPEED; ++*side) {
		enum verdict v = SAME;

		if (p->codes[*side].count)
			v = judge_program(p, pkt, r, &traces[*side], seed);
		if (v != SAME)
			return v;
	}
	if (!with_libpcap || u->unset)
		return SAME;
	if (u->accept != r->accept)
		return REFERENCE_DIFFERS;
	if (u->accept && u->reach != r->reach)
		return REFERENCE_REACH;
	return SAME;
}

struct searching {
	const struct peer *peer;
	struct search *search;
	uint64_t seed;
};

static bool search_packet(void *ctx, const struct packet *pkt,
                          const struct trace *traces)
{
	struct searching *job = ctx;
	struct search *s = job->search;
	bool with_libpcap = s->with_libpcap &&
	                    !(s->excused && s->excused(s->ctx, pkt, s->linktype));
	enum verdict v =
		peer_judge(job->peer, pkt, traces, with_libpcap, &job->seed, &s->side);

	for (int side = 0; side < PEER_SIDES; side++)
		if (job->peer->codes[side].count)
			s->steps[side] += traces[side].steps;
	if (traces[PEER_LIBPCAP].unset)
		s->libpcap_unset = true;
	if (v == REFERENCE_REACH && s->whole_only)
		v = SAME;
	if (v == SAME)
		return true;
	s->verdict = v;
	s->pkt = *pkt;
	return false;
}

bool peer_search(const struct peer *p, struct search *s)
{
	struct searching job = { p, s, s->seed };
	struct exploration ex = {
		.linktype = s->linktype,
		.budget = s->budget,
		.seed = s->seed,
		.packet = search_packet,
		.ctx = &job,
	};

	/* Sides that did not compile have no instructions, and so reject at once. */
	memcpy(ex.codes, p->codes, sizeof(p->codes));
	ex.code_count = PEER_SIDES;
	s->verdict = SAME;
	s->libpcap_unset = false;
	memset(s->steps, 0, sizeof(s->steps));
	if (!explore(&ex))
		return false;
	s->tried = ex.tried;
	s->edges = ex.edges;
	s->edges_taken = ex.edges_taken;
	return true;
}

void peer_hex(struct str *out, const struct peer *p, const struct packet *pkt)
{
	uint32_t end = 0;

	for (int side = 0; side < PEER_SIDES; side++) {
		struct trace t;

		if (!p->codes[side].count)
			continue;
		trace_run(&p->codes[side], pkt, &t, NULL, NULL);
		end = t.reach > end ? t.reach : end;
	}
	str_printf(out, "wire %" PRIu32 " bytes", pkt->wire);
	for (uint32_t i = 0; i < end; i++)
		str_printf(out, "%s%02x", i % 16 ? "" : " ", pkt->data[i]);
}
