/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/funnel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names of secrets, as libraries write them to key logs. Source: the format's draft,
 * draft-ietf-tls-keylogfile.
 */
static const char *const labels[] = {
	"CLIENT_RANDOM",
	"CLIENT_EARLY_TRAFFIC_SECRET",
	"CLIENT_HANDSHAKE_TRAFFIC_SECRET",
	"SERVER_HANDSHAKE_TRAFFIC_SECRET",
	"CLIENT_TRAFFIC_SECRET_0",
	"SERVER_TRAFFIC_SECRET_0",
	"CLIENT_TRAFFIC_SECRET_N",
	"SERVER_TRAFFIC_SECRET_N",
	"EXPORTER_SECRET",
	"EARLY_EXPORTER_SECRET",
};

enum {
	LABELS = sizeof(labels) / sizeof(labels[0]),
	PLACES_MAX =
		128, /* where labels are: the end of a longer one may be one, too */
	VOTES_MAX = 4096,
	NEAR = 96,   /* bytes behind a label's use, in which it is passed on */
	TARGETS = 3, /* calls in there */
	LEN_PASSES = 4, /* argument in which the length of a random is passed */
};

struct place {
	uint64_t addr;
	unsigned label;
};

struct vote {
	uint64_t func;
	unsigned labels; /* bits */
	unsigned count;
};

struct search {
	const struct elf *elf;
	struct place places[PLACES_MAX];
	unsigned place_count;
	struct vote *votes;
	unsigned vote_count;
};

static void find_label(struct search *s, unsigned label)
{
	size_t len = strlen(labels[label]) + 1;

	for (unsigned i = 0; i < s->elf->load_count; i++) {
		const struct elf_load *l = &s->elf->loads[i];
		const uint8_t *at = s->elf->at + l->off, *end = at + l->len;

		while (s->place_count < PLACES_MAX &&
		       (at = memmem(at, (size_t)(end - at), labels[label], len))) {
			s->places[s->place_count++] = (struct place){
				l->addr + (uint64_t)(at - (s->elf->at + l->off)), label
			};
			at++;
		}
	}
}

static int by_addr(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

/* The label at an address, or -1. */
static int label_at(const struct search *s, uint64_t addr)
{
	unsigned low = 0, high = s->place_count;

	while (low < high) {
		unsigned mid = (low + high) / 2;

		if (s->places[mid].addr < addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->place_count && s->places[low].addr == addr
	               ? (int)s->places[low].label
	               : -1;
}

/* Jumps on to the address that a slot of the linker holds: no function of this file's own. */
static bool is_stub(const struct elf *e, uint64_t addr)
{
	const uint8_t *p = elf_at(e, addr, 12);

	if (!p)
		return true;
	if (!memcmp(p, "\xf3\x0f\x1e\xfa", 4))
		p += 4;
	if (*p == 0xf2)
		p++;
	return (p[0] == 0xff && p[1] == 0x25) || (p[0] == 0xff && p[1] == 0x35);
}

bool elf_is_function(const struct elf *e, uint64_t addr)
{
	return elf_func_at(e, addr) && !is_stub(e, addr);
}

static void vote(struct search *s, uint64_t func, int label, unsigned weight)
{
	unsigned i = 0;

	while (i < s->vote_count && s->votes[i].func != func)
		i++;
	if (i == VOTES_MAX)
		return;
	if (i == s->vote_count)
		s->votes[s->vote_count++].func = func;
	s->votes[i].labels |= 1u << label;
	s->votes[i].count += weight;
}

/* Functions that are called next behind the use of a label get votes. */
static void follow(struct search *s, uint64_t addr, int label)
{
	uint64_t end = addr + NEAR;
	unsigned targets = 0;

	while (addr < end && targets < TARGETS) {
		struct insn insn;

		if (!elf_insn(s->elf, addr, UINT64_MAX, &insn))
			return;
		if (insn.kind == INSN_CALL || insn.kind == INSN_JUMP) {
			if (elf_is_function(s->elf, insn.target))
				vote(s, insn.target, label, TARGETS - targets);
			targets++;
		}
		addr += insn.len;
	}
}

/* Tries all places: a use of a label's address is not found by chance. */
static void find_uses(struct search *s, const struct elf_load *l)
{
	const struct machine *m = s->elf->machine;
	const uint8_t *p = s->elf->at + l->off;

	for (uint64_t i = 0; i < l->len; i += m->step) {
		struct insn insn;
		uint64_t addr = l->addr + i;
		int label;

		if (!m->decode_address(p + i, l->len - i, addr, &insn))
			continue;
		label = label_at(s, insn.target);
		if (label >= 0)
			follow(s, addr + insn.len, label);
	}
}

static unsigned bits(unsigned n)
{
	return (unsigned)__builtin_popcount(n);
}

/* The only function of this file that another calls or jumps to; 0: none, or several. */
static uint64_t callee(const struct elf *e, uint64_t func)
{
	const struct elf_func *f = elf_func_at(e, func);
	uint64_t found = 0, addr = func;
	struct insn insn;

	while (f && elf_insn(e, addr, f->end, &insn)) {
		if ((insn.kind == INSN_CALL || insn.kind == INSN_JUMP) &&
		    insn.target != func && elf_is_function(e, insn.target)) {
			if (found && found != insn.target)
				return 0;
			found = insn.target;
		}
		addr += insn.len;
	}
	return found;
}

/* Does a function pass a 32 as its fourth argument, as it does to what it gives the client's
 * random and its length? Its own fourth argument is another length.
 */
bool passes_random(const struct elf *e, uint64_t func)
{
	const struct elf_func *f = elf_func_at(e, func);
	struct insn insn;
	uint64_t addr = func;

	while (f && elf_insn(e, addr, f->end, &insn)) {
		if (insn.kind == INSN_ADDRESS && insn.passes == LEN_PASSES &&
		    insn.target == TLS_RANDOM_LEN)
			return true;
		addr += insn.len;
	}
	return false;
}

int find_funnel(const struct elf *e, struct tls_lib *out)
{
	struct search s = { .elf = e };
	const struct vote *best = NULL;

	s.votes = calloc(VOTES_MAX, sizeof(*s.votes));
	if (!s.votes)
		return -ENOMEM;
	for (unsigned i = 0; i < LABELS; i++)
		find_label(&s, i);
	qsort(s.places, s.place_count, sizeof(s.places[0]), by_addr);
	for (unsigned i = 0; s.place_count && i < e->load_count; i++) {
		if (e->loads[i].exec)
			find_uses(&s, &e->loads[i]);
	}
	for (unsigned i = 0; i < s.vote_count; i++) {
		const struct vote *v = &s.votes[i];

		if (!best || bits(v->labels) > bits(best->labels) ||
		    (bits(v->labels) == bits(best->labels) && v->count > best->count))
			best = v;
	}
	/* One label alone is what its printer has, too. */
	if (best && bits(best->labels) >= 2)
		out->funnel = best->func;
	free(s.votes);
	if (!s.place_count)
		snprintf(out->why_no_keys, TLS_WHY_MAX, "no names of secrets in it");
	else if (!out->funnel)
		snprintf(out->why_no_keys, TLS_WHY_MAX,
		         "nothing that all secrets go through");
	else
		out->inner = callee(e, out->funnel);
	return 0;
}
