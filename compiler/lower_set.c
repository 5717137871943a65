/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_set.c - one primitive, or a list of alike ones joined into one test.
 *
 * Joining "host a or host b or ..." reads the source once and the destination once instead
 * of per entry. That is allowed by the contract because the test that lies nearer to the
 * start of the packet is made first: whatever packet the list accepts was read at least as
 * far by the list taken entry by entry.
 */
#include <stdlib.h>

#include "compiler/lower.h"

uint32_t set_key(const struct ast *tree)
{
	const struct resolved *r;
	uint32_t key;

	if (tree->kind == AST_CHAIN) {
		key = tree->chain.kid[0]->set_key;
		for (uint32_t i = 1; i < tree->chain.count && key; i++) {
			if (tree->chain.op[i] != OP_OR ||
			    tree->chain.kid[i]->set_key != key)
				key = 0;
		}
		return key;
	}
	if (tree->kind != AST_PRIM)
		return 0;
	r = tree->prim.resolved;
	if (r->dir != DIR_NONE && r->dir != DIR_SRC && r->dir != DIR_DST &&
	    r->dir != DIR_SRC_OR_DST)
		return 0;
	switch (r->kind) {
	case PRIM_HOST:
	case PRIM_PORT:
	case PRIM_LINK_HOST:
	case PRIM_IP_PROTO:
	case PRIM_LINK_PROTO:
	case PRIM_ISO_PROTO:
	case PRIM_ISIS_PROTO:
		return 1 + (uint32_t)r->kind + 16 * (uint32_t)r->proto +
		       2048 * r->transports;
	case PRIM_LINK_HOST8:
	case PRIM_DECNET:
	case PRIM_GATEWAY:
	case PRIM_PROTOCHAIN:
		return 0;
	}
	return 0;
}

static void add_prim(struct lower *cx, struct set *s, const struct resolved *r)
{
	bool src = r->dir != DIR_DST;
	bool dst = r->dir != DIR_SRC;

	for (uint32_t i = 0; i < r->v4_count; i++) {
		if (src)
			*vec_push(cx->arena, &s->src4) = r->v4[i];
		if (dst)
			*vec_push(cx->arena, &s->dst4) = r->v4[i];
	}
	for (uint32_t i = 0; i < r->v6_count; i++) {
		if (src)
			*vec_push(cx->arena, &s->src6) = r->v6[i];
		if (dst)
			*vec_push(cx->arena, &s->dst6) = r->v6[i];
	}
	if (r->kind == PRIM_PORT) {
		if (src)
			ranges_add(cx, &s->src, r->lo, r->hi);
		if (dst)
			ranges_add(cx, &s->dst, r->lo, r->hi);
	}
	if (r->kind == PRIM_LINK_HOST) {
		if (src)
			*vec_push(cx->arena, &s->src_mac) = mac_number(r->mac);
		if (dst)
			*vec_push(cx->arena, &s->dst_mac) = mac_number(r->mac);
	}
	*vec_push(cx->arena, &s->num) = r->num;
}

void set_add(struct lower *cx, struct set *s, const struct ast *tree)
{
	if (tree->kind == AST_CHAIN) {
		for (uint32_t i = 0; i < tree->chain.count; i++)
			set_add(cx, s, tree->chain.kid[i]);
		return;
	}
	s->first = *tree->prim.resolved;
	s->both = s->first.dir == DIR_SRC_AND_DST;
	add_prim(cx, s, tree->prim.resolved);
}

void ranges_add(struct lower *cx, ranges_t *r, uint32_t lo, uint32_t hi)
{
	*vec_push(cx->arena, r) = (struct range){ lo, hi };
}

static int by_lo(const void *a, const void *b)
{
	uint32_t x = ((const struct range *)a)->lo;
	uint32_t y = ((const struct range *)b)->lo;

	return x < y ? -1 : x > y;
}

struct ref lower_ranges(struct lower *cx, struct val v, ranges_t *r, struct ref yes,
                        struct ref no)
{
	struct arm *arms;
	uint32_t n = 0;
	uint64_t next = 0; /* first value no range covers yet */

	if (!r->count)
		return no;
	qsort(r->at, r->count, sizeof(r->at[0]), by_lo);
	arms = arena_alloc(cx->arena, (2 * (size_t)r->count + 1) * sizeof(*arms));
	for (uint32_t i = 0; i < r->count; i++) {
		if (r->at[i].lo > next || (next == 0 && r->at[i].lo == 0)) {
			if (r->at[i].lo > next)
				arms[n++] = (struct arm){ (uint32_t)next, no };
			arms[n++] = (struct arm){ r->at[i].lo, yes };
		}
		if ((uint64_t)r->at[i].hi + 1 > next)
			next = (uint64_t)r->at[i].hi + 1;
	}
	if (next <= UINT32_MAX)
		arms[n++] = (struct arm){ (uint32_t)next, no };
	return node_switch(cx->g, v, arms, n);
}

static struct ref lower_numbers(struct lower *cx, struct set *s, struct ref yes,
                                struct ref no)
{
	ranges_t nums = { 0 };

	for (uint32_t i = 0; i < s->num.count; i++)
		ranges_add(cx, &nums, s->num.at[i], s->num.at[i]);
	switch (s->first.kind) {
	case PRIM_ISO_PROTO:
		return lower_iso(cx, &nums, yes, no);
	case PRIM_ISIS_PROTO:
		return lower_isis(cx, &nums, yes, no);
	default:
		return lower_ip_proto(cx, s->first.proto, &nums, yes, no);
	}
}

/* Types that one field tells are one test; what needs LLC is tested one by one. */
static struct ref lower_link_protos(struct lower *cx, struct set *s, struct ref yes,
                                    struct ref no)
{
	ranges_t types = { 0 };

	for (uint32_t i = s->num.count; i-- > 0;) {
		if (lower_type_is_field(cx, s->num.at[i]))
			ranges_add(cx, &types, s->num.at[i], s->num.at[i]);
		else
			no = lower_type(cx, s->num.at[i], false, yes, no);
	}
	if (!types.count)
		return no;
	return lower_ranges(cx, pos_u16(cx, cx->w->t, 0), &types, yes, no);
}

struct ref lower_set(struct lower *cx, struct set *s, struct ref yes, struct ref no)
{
	switch (s->first.kind) {
	case PRIM_HOST:
		return lower_hosts(cx, s, yes, no);
	case PRIM_LINK_HOST:
		return lower_macs(cx, s, yes, no);
	case PRIM_PORT:
		return lower_ports(cx, s, yes, no);
	case PRIM_IP_PROTO:
	case PRIM_ISO_PROTO:
	case PRIM_ISIS_PROTO:
		return lower_numbers(cx, s, yes, no);
	case PRIM_LINK_PROTO:
		return lower_link_protos(cx, s, yes, no);
	case PRIM_DECNET:
		return lower_decnet(cx, &s->first, yes, no);
	case PRIM_GATEWAY:
		return lower_gateway(cx, &s->first, yes, no);
	case PRIM_PROTOCHAIN:
		return lower_protochain(cx, &s->first, yes, no);
	case PRIM_LINK_HOST8:
		return lower_mac8(cx, &s->first, yes, no);
	}
	return no;
}
