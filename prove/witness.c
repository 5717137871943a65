/* SPDX-License-Identifier: BSD-2-Clause */
#include "prove/witness.h"

#include <string.h>

#include "base/bytes.h"
#include "compiler/run.h"

struct witness *witness_new(struct arena *arena, uint32_t room)
{
	struct witness *w = arena_alloc(arena, sizeof(*w));

	w->data = arena_alloc(arena, room);
	w->room = room;
	return w;
}

void witness_copy(struct witness *to, const struct witness *from)
{
	struct witness copy = *from;

	copy.data = to->data;
	copy.room = to->room;
	memcpy(to->data, from->data, from->room);
	memset(to->data + from->room, 0, to->room - from->room);
	*to = copy;
}

/* The field of a kind of metadata. */
static uint32_t *meta_field(struct pfc_meta *m, enum meta_kind kind)
{
	switch (kind) {
	case META_PROTOCOL:
		return &m->protocol;
	case META_PKTTYPE:
		return &m->pkttype;
	case META_IFINDEX:
		return &m->ifindex;
	case META_HATYPE:
		return &m->hatype;
	case META_MARK:
		return &m->mark;
	case META_QUEUE:
		return &m->queue;
	case META_RXHASH:
		return &m->rxhash;
	case META_CPU:
		return &m->cpu;
	case META_VLAN_TCI:
		return &m->vlan_tci;
	case META_VLAN_TPID:
		return &m->vlan_tpid;
	case META_VLAN_PRESENT:
		return &m->vlan_present;
	case META_THERE:
	case META_KINDS:
		return NULL;
	}
	return NULL;
}

uint32_t witness_meta(const struct witness *w, enum meta_kind kind)
{
	struct pfc_meta meta = w->meta;
	const uint32_t *field = meta_field(&meta, kind);

	if (!field)
		return w->has_meta;
	return w->has_meta ? *field : 0;
}

void witness_set_meta(struct witness *w, enum meta_kind kind, uint32_t value)
{
	uint32_t *field = meta_field(&w->meta, kind);

	if (field)
		*field = value;
	else
		w->has_meta = value;
}

static uint32_t run(const struct witness *w, uint32_t caplen,
                    const struct sock_filter *insns, uint32_t count)
{
	struct pfc_packet pkt = { .data = w->data, .caplen = caplen, .len = w->len };

	if (w->has_meta)
		pkt.meta = &w->meta;
	return run_cbpf(insns, count, &pkt, NULL);
}

uint32_t witness_run(const struct witness *w, const struct sock_filter *insns,
                     uint32_t count)
{
	return run(w, w->caplen, insns, count);
}

uint32_t witness_run_whole(const struct witness *w, const struct sock_filter *insns,
                           uint32_t count)
{
	return run(w, w->room, insns, count);
}

static uint32_t load(const struct witness *w, uint64_t at, uint32_t size)
{
	uint32_t value = 0;

	if (at + size > w->room)
		return 0;
	for (uint32_t i = 0; i < size; i++)
		value = value << 8 | w->data[at + i];
	return value;
}

static uint32_t eval(const struct witness *w, const struct term *n,
                     const uint32_t *value)
{
	uint32_t a = value[n->a.id], b = value[n->b.id], c = value[n->c.id];

	switch (n->op) {
	case TERM_CONST:
		return n->k;
	case TERM_LOAD:
		return load(w, (uint64_t)a + n->k, n->size);
	case TERM_LEN:
		return w->len;
	case TERM_META:
		return witness_meta(w, (enum meta_kind)n->k);
	case TERM_ADD:
	case TERM_SUB:
	case TERM_MUL:
	case TERM_DIV:
	case TERM_MOD:
	case TERM_AND:
	case TERM_OR:
	case TERM_XOR:
	case TERM_LSH:
	case TERM_RSH:
		return term_compute(n->op, a, b);
	case TERM_SELECT:
	case TERM_IF:
		return c ? a : b;
	case TERM_FALSE:
		return 0;
	case TERM_TRUE:
		return 1;
	case TERM_FITS:
		return (uint64_t)a + n->k <= w->caplen;
	case TERM_EQ:
		return a == b;
	case TERM_GT:
		return a > b;
	case TERM_NOT:
		return !a;
	}
	return 0;
}

void witness_eval(const struct witness *w, const struct terms *t, uint32_t *value)
{
	value[0] = 0;
	for (uint32_t i = 1; i < t->all.count; i++)
		value[i] = eval(w, &t->all.at[i], value);
}
