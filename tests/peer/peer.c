/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/peer/peer.h"

#include <inttypes.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>

#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/explore.h"
#include "tests/peer/frames.h"

_Static_assert(sizeof(struct bpf_insn) == sizeof(struct sock_filter), "same layout");

static void compile_by_libpcap(struct peer *p, enum peer_side side, const char *filter,
                               uint32_t linktype, uint32_t netmask)
{
	pcap_t *dead = pcap_open_dead((int)link_to_dlt(linktype), PFC_SNAPLEN_MAX);
	struct bpf_program *prog = calloc(1, sizeof(*prog));
	bool optimize = side == PEER_LIBPCAP_OPTIMIZED;

	if (!dead || !prog) {
		p->errors[side] = strdup("out of memory");
		free(prog);
		return;
	}
	if (pcap_compile(dead, prog, filter, optimize, netmask) != 0) {
		p->errors[side] = strdup(pcap_geterr(dead));
		free(prog);
	} else {
		p->codes[side].insns = (const struct sock_filter *)(const void *)prog->bf_insns;
		p->codes[side].count = prog->bf_len;
		p->owned[side] = prog;
	}
	pcap_close(dead);
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

static void compile_by_pfc(struct peer *p, enum peer_side side, const char *filter,
                           uint32_t linktype, uint32_t netmask)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	size_t count = 0;

	opts.linktype = linktype;
	opts.netmask = netmask;
	opts.flags = PFC_ALLOW_EMPTY | PFC_NO_LINT;
	opts.insns_max = 0;
	opts.optimize = side == PEER_REFERENCE ? PFC_OPTIMIZE_NONE : PFC_OPTIMIZE_BALANCED;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) != 0) {
		p->errors[side] = first_error(prog);
		pfc_prog_free(prog);
		return;
	}
	p->codes[side].insns = pfc_prog_insns(prog, &count);
	p->codes[side].count = (uint32_t)count;
	p->owned[side] = prog;
}

void peer_compile(struct peer *p, const char *filter, uint32_t linktype, uint32_t netmask)
{
	memset(p, 0, sizeof(*p));
	compile_by_libpcap(p, PEER_LIBPCAP, filter, linktype, netmask);
	compile_by_libpcap(p, PEER_LIBPCAP_OPTIMIZED, filter, linktype, netmask);
	compile_by_pfc(p, PEER_REFERENCE, filter, linktype, netmask);
	compile_by_pfc(p, PEER_PROGRAM, filter, linktype, netmask);
}

void peer_compile_libpcap(struct peer *p, const char *filter, uint32_t linktype,
                          uint32_t netmask)
{
	memset(p, 0, sizeof(*p));
	compile_by_libpcap(p, PEER_LIBPCAP, filter, linktype, netmask);
	compile_by_libpcap(p, PEER_LIBPCAP_OPTIMIZED, filter, linktype, netmask);
	p->codes[PEER_REFERENCE] = p->codes[PEER_LIBPCAP];
	p->codes[PEER_PROGRAM] = p->codes[PEER_LIBPCAP_OPTIMIZED];
}

void peer_fini(struct peer *p)
{
	for (int side = 0; side < PEER_SIDES; side++) {
		bool ours = side == PEER_REFERENCE || side == PEER_PROGRAM;

		if (ours) {
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
			copy.data[i] = round < 2 ? fills[round]
			                         : (uint8_t)next_random(seed);
		trace_run(&p->codes[PEER_REFERENCE], &copy, &t, NULL, NULL);
		if (!t.accept && !t.ran_out)
			return false;
	}
	return true;
}

enum verdict peer_judge(const struct peer *p, const struct packet *pkt,
                        const struct trace *traces, bool with_libpcap, uint64_t *seed)
{
	const struct trace *u = &traces[PEER_LIBPCAP];
	const struct trace *r = &traces[PEER_REFERENCE];
	const struct trace *q = &traces[PEER_PROGRAM];

	if (r->accept && (!q->accept || q->reach > r->reach))
		return PROGRAM_LOSES;
	if (q->accept && !r->accept && !r->ran_out)
		return PROGRAM_TOO_KEEN;
	if (q->accept && (!r->accept || q->reach < r->reach) &&
	    !completions_accepted(p, pkt, q->reach, seed))
		return PROGRAM_TOO_KEEN;
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

static bool search_packet(void *ctx, const struct packet *pkt, const struct trace *traces)
{
	struct searching *job = ctx;
	struct search *s = job->search;
	bool with_libpcap = s->with_libpcap &&
	                    !(s->excused && s->excused(s->ctx, pkt, s->linktype));
	enum verdict v = peer_judge(job->peer, pkt, traces, with_libpcap, &job->seed);

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

	/* Without libpcap's optimizer when that refused the filter. */
	memcpy(ex.codes, p->codes, sizeof(p->codes));
	ex.code_count = p->codes[PEER_LIBPCAP_OPTIMIZED].count ? PEER_SIDES : PEER_SIDES - 1;
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
