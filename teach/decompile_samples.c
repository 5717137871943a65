/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/decompile_samples.c - packets that lead through every branch of a program.
 *
 * It starts from packets of each kind. Where a run compares what it read with a number, the
 * packet is tried once more with that number, and with its neighbours; what takes a way that
 * was not taken before is tried again.
 */
#include <string.h>

#include "base/hash.h"
#include "base/memo.h"
#include "compiler/run.h"
#include "teach/decompile.h"
#include "teach/trace.h"

enum {
	START_MAX = DECOMPILE_SAMPLES / 2,
	VALUES_MAX = 48,
	STARTS = 4,
	RUNS_MAX = 300000
};

struct explore {
	struct decompiler *d;
	struct memo seen; /* ways */
	uint32_t runs;
};

static uint32_t any(struct decompiler *d)
{
	d->random ^= d->random << 13;
	d->random ^= d->random >> 7;
	d->random ^= d->random << 17;
	return (uint32_t)(d->random >> 20);
}

static struct pfc_packet packet_of(const struct sample *s)
{
	return (struct pfc_packet){ s->data, DECOMPILE_BYTES, s->len, NULL };
}

bool decompile_run(const struct decompiler *d, const struct sample *s)
{
	struct pfc_packet pkt = packet_of(s);

	return run_cbpf(d->notes->insns, d->notes->count, &pkt, NULL) != 0;
}

bool decompile_add(struct decompiler *d, const struct sample *s)
{
	uint32_t i = d->samples.count;
	struct pfc_packet pkt;

	if (i == DECOMPILE_SAMPLES)
		return false;
	*vec_push(d->arena, &d->samples) = *s;
	bit_put(d->accepted, i, decompile_run(d, s));
	pkt = packet_of(&d->samples.at[i]);
	for (uint32_t c = 0; c < d->contexts.count; c++) {
		for (uint32_t k = 0; k < d->contexts.at[c].atoms.count; k++) {
			struct atom *a = &d->contexts.at[c].atoms.at[k];

			bit_put(a->holds, i, pfc_prog_run(a->prog, &pkt) != 0);
		}
	}
	return true;
}

static void hash_step(void *ctx, const struct run_state *s)
{
	uint32_t *h = ctx;

	*h = hash_u32(*h, s->pc);
}

/* Keeps a packet that takes a new way, and some of the others. */
static void try(struct explore *e, const struct sample *s)
{
	struct pfc_packet pkt = packet_of(s);
	uint32_t way = 1, have;
	struct memo_key key;

	if (e->runs++ > RUNS_MAX || e->d->samples.count >= START_MAX)
		return;
	run_watched(e->d->notes->insns, &pkt, hash_step, &way);
	key = (struct memo_key){ 1, way, 0, 0 };
	if (!memo_get(&e->seen, key, &have))
		have = 0;
	/* A few packets for each way: terms may tell apart what the program does not. */
	if (have >= 6 && any(e->d) % 64)
		return;
	memo_put(&e->seen, key, have + 1);
	decompile_add(e->d, s);
}

/* ---- starts ---- */

static void start(struct explore *e, const struct hypothesis *h, uint32_t variant)
{
	struct sample s;

	memset(&s, 0, sizeof(s));
	s.len = variant % 2 ? 60 + any(e->d) % 1400 : 90;
	for (uint32_t i = 0; variant && i < DECOMPILE_BYTES; i++)
		s.data[i] = (uint8_t)any(e->d);
	for (uint32_t i = 0; i < HYPOTHESIS_BYTES; i++)
		s.data[i] = (uint8_t)((s.data[i] & ~h->known[i]) | h->value[i]);
	if (h->has_ip4)
		s.data[h->ip4] = (uint8_t)(0x45 + (variant == 3 ? any(e->d) % 3 : 0));
	try(e, &s);
	/* A later fragment. */
	if (h->has_ip4 && variant == 1) {
		s.data[h->ip4 + 7] |= 8;
		try(e, &s);
	}
}

/* ---- changes ---- */

static void put(uint8_t *at, uint32_t len, uint32_t v)
{
	for (uint32_t i = len; i-- > 0; v >>= 8)
		at[i] = (uint8_t)v;
}

static uint32_t get(const uint8_t *at, uint32_t len)
{
	uint32_t v = 0;

	for (uint32_t i = 0; i < len; i++)
		v = v << 8 | at[i];
	return v;
}

struct values {
	uint32_t at[VALUES_MAX];
	uint32_t count;
};

static void add_value(struct values *v, uint32_t value)
{
	for (uint32_t i = 0; i < v->count; i++) {
		if (v->at[i] == value)
			return;
	}
	if (v->count < VALUES_MAX)
		v->at[v->count++] = value;
}

/* The numbers that what a step has read is compared with, put where they are in the field. */
static void find_values(const struct trace *t, uint32_t step, uint32_t have,
                        struct values *v)
{
	uint32_t mask = UINT32_MAX, shift = 0;

	v->count = 0;
	for (uint32_t i = step + 1; i < t->steps.count; i++) {
		const struct sock_filter *insn = &t->insns[t->steps.at[i].pc];
		uint32_t k = insn->k;

		if (BPF_CLASS(insn->code) == BPF_LD)
			return;
		if (insn->code == (BPF_ALU | BPF_AND | BPF_K))
			mask &= k << shift;
		if (insn->code == (BPF_ALU | BPF_RSH | BPF_K) && k < 32)
			shift += k;
		if (BPF_CLASS(insn->code) != BPF_JMP ||
		    insn->code == (BPF_JMP | BPF_JA) || shift > 31)
			continue;
		if (BPF_SRC(insn->code) == BPF_X)
			k = t->steps.at[i].x;
		if (BPF_OP(insn->code) == BPF_JSET) {
			add_value(v, have & ~(k << shift));
			add_value(v, have | (k << shift));
			add_value(v, have | (k << shift & (0 - (k << shift))));
			continue;
		}
		for (uint32_t by = 0; by < 3; by++)
			add_value(v, (have & ~mask) | ((k + by - 1) << shift & mask));
	}
}

static void change(struct explore *e, uint32_t index, struct arena *arena)
{
	struct sample s = e->d->samples.at[index];
	struct pfc_packet pkt = packet_of(&s);
	struct values v;
	struct trace t;

	trace_run(&t, arena, e->d->notes->insns, e->d->notes->count, &pkt);
	for (uint32_t i = 0; i < t.steps.count; i++) {
		const struct sock_filter *insn = &t.insns[t.steps.at[i].pc];
		struct read r = trace_read(insn, &t.steps.at[i]);
		bool is_len = insn->code == (BPF_LD | BPF_W | BPF_LEN);
		uint32_t have;

		if ((!r.len && !is_len) || r.off + r.len > DECOMPILE_BYTES ||
		    insn->code == (BPF_LDX | BPF_B | BPF_MSH))
			continue;
		have = is_len ? s.len : get(s.data + r.off, r.len);
		find_values(&t, i, have, &v);
		for (uint32_t k = 0; k < v.count; k++) {
			struct sample with = s;

			if (is_len)
				with.len = v.at[k];
			else
				put(with.data + r.off, r.len, v.at[k]);
			try(e, &with);
		}
	}
}

void decompile_explore(struct decompiler *d)
{
	struct explore e = { .d = d };
	hypotheses_t kinds = { 0 };
	struct arena scratch;

	memo_init(&e.seen, d->arena);
	hypotheses_make(&kinds, d->arena, d->notes->link);
	for (uint32_t variant = 0; variant < STARTS; variant++) {
		for (uint32_t i = 0; i < kinds.count; i++)
			start(&e, &kinds.at[i], variant);
	}
	for (uint32_t i = 0; i < d->samples.count && e.runs < RUNS_MAX; i++) {
		arena_init(&scratch, d->arena->landing);
		change(&e, i, &scratch);
		arena_fini(&scratch);
	}
}
