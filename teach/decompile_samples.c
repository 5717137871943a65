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

static void change(struct explore *e, uint32_t index, struct arena *arena)
{
	struct sample s = e->d->samples.at[index];
	struct pfc_packet pkt = packet_of(&s);
	uint32_t values[VALUES_MAX], count;
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
		have = is_len ? s.len : field_get(s.data + r.off, r.len);
		count = trace_values(&t, i, have, values, VALUES_MAX);
		for (uint32_t k = 0; k < count; k++) {
			struct sample with = s;

			if (is_len)
				with.len = values[k];
			else
				field_put(with.data + r.off, r.len, values[k]);
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
