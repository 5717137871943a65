/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/emit_ebpf.c - the bodies of an eBPF program, and what it returns. */
#include "compiler/emit_ebpf_int.h"

#include <linux/pkt_cls.h>
#include <string.h>

enum {
	BASE_REACH_MAX = 0x7fff,
	PAD_EVERY = 12000, /* instructions; jumps reach 32767 far */
};

/* ---- what is returned ---- */

struct verdict {
	int32_t accept, reject;
	const char *accept_note, *reject_note;
};

static struct verdict verdict_of(const struct ebpf_opts *o)
{
	bool drops = o->action == PFC_ACTION_DROP;

	if (o->function || o->target == PFC_TARGET_BUFFER)
		return (struct verdict){ 1, 0, "match", "no match" };
	if (o->target == PFC_TARGET_SOCKET)
		return (struct verdict){ (int32_t)o->snaplen, 0, "match", "no match" };
	if (o->target == PFC_TARGET_XDP)
		return (struct verdict){ drops ? XDP_DROP : XDP_PASS, XDP_PASS,
			                 drops ? "match: XDP_DROP" : "match: XDP_PASS",
			                 "no match: XDP_PASS" };
	return (struct verdict){ drops ? TC_ACT_SHOT : TC_ACT_UNSPEC, TC_ACT_UNSPEC,
		                 drops ? "match: TC_ACT_SHOT" : "match: TC_ACT_UNSPEC",
		                 "no match: TC_ACT_UNSPEC" };
}

static void put_return(struct ebpf_code *c, int32_t verdict, const char *note)
{
	c->note = note;
	ebpf_set(c, BPF_REG_0, (uint32_t)verdict);
	ebpf_exit(c);
}

static void put_accept(struct emit *e, const struct verdict *v)
{
	struct ebpf_code *c = &e->code;

	if (e->opts->action != PFC_ACTION_REDIRECT || e->opts->function) {
		put_return(c, v->accept, v->accept_note);
		return;
	}
	c->note = "match: redirect";
	ebpf_set(c, BPF_REG_1, e->opts->redirect_to);
	ebpf_set(c, BPF_REG_2, 0);
	ebpf_call(c, BPF_FUNC_redirect);
	ebpf_exit(c);
}

/* The ends of the program that are jumped to from in front. */
static void put_ends(struct emit *e)
{
	struct verdict v = verdict_of(e->opts);

	e->code.at = (struct span){ 0, 0 };
	if (ebpf_label_used(&e->code, e->accept)) {
		ebpf_place(&e->code, e->accept);
		put_accept(e, &v);
	}
	if (ebpf_label_used(&e->code, e->reject)) {
		ebpf_place(&e->code, e->reject);
		put_return(&e->code, v.reject, v.reject_note);
	}
}

/* ---- bodies ---- */

static void join(struct state *in, const struct state *s, uint8_t layer)
{
	if (!in->reached) {
		*in = *s;
		in->reached = true;
		in->layer = layer;
		return;
	}
	if (in->have > s->have)
		in->have = s->have;
	if (!val_is(in->base, s->base))
		in->base = VAL_NONE;
	if (in->base_have > s->base_have)
		in->base_have = s->base_have;
	if (!val_is(in->value, s->value) || in->raw != s->raw)
		in->value = VAL_NONE;
	if (in->layer != layer)
		in->layer = 0;
}

static void leave(struct body *b, struct ref r)
{
	const struct node *n = graph_node(b->e->g, r);
	const struct words *w = b->e->plan.node[r.id].words;

	if (w) {
		join(&b->in[w->yes.id], &b->s, b->s.layer);
		join(&b->in[w->no.id], &b->s, b->s.layer);
		return;
	}
	for (uint32_t i = 0; i < n->count; i++)
		join(&b->in[graph_arms(b->e->g, n)[i].to.id], &b->s, layer_behind(b, n, i));
}

/* Does the node read what cannot be there, or cannot be read in this way? */
static bool out_of_reach(const struct body *b, const struct plan_node *pn)
{
	uint32_t max = b->access == BY_BUFFER ? b->e->opts->room : PACKET_OFF_MAX;
	uint32_t base_max = b->access == BY_BUFFER ? max : BASE_REACH_MAX;

	if (b->access == BY_LD_ABS || b->access == BY_WINDOW)
		max = base_max = INT32_MAX;
	return pn->must > max || pn->base_need > base_max ||
	       (b->access != BY_LD_ABS && b->access != BY_WINDOW && pn->base_must > base_max);
}

static void gen_compare(struct body *b, const struct node *n)
{
	uint8_t op = n->cmp == CMP_EQ ? BPF_JEQ : n->cmp == CMP_GT ? BPF_JGT : BPF_JGE;
	const struct arm *arms = graph_arms(b->e->g, n);

	gen_two(b, n->v, n->w);
	gen_branch_reg(b, op, BPF_REG_0, BPF_REG_1, label_of(b, arms[1].to),
	               label_of(b, arms[0].to));
}

static void gen_node(struct body *b, struct ref r)
{
	const struct node *n = graph_node(b->e->g, r);
	const struct plan_node *pn = &b->e->plan.node[r.id];

	b->s = b->in[r.id];
	code_of(b)->at = n->at;
	if (out_of_reach(b, pn)) {
		gen_goto(b, b->fail);
		return;
	}
	b->reach_base = pn->base;
	b->reach = pn->base_must;
	gen_check(b, pn->must);
	if (pn->words)
		gen_words_set(b, r);
	else if (n->kind == NODE_COMPARE)
		gen_compare(b, n);
	else
		gen_switch(b, r);
	leave(b, r);
}

/* Brings the labels that much goes to within reach again. */
static void put_pad(struct body *b)
{
	struct emit *e = b->e;
	uint32_t on = ebpf_label(&e->code);

	if (ebpf_goes_on(&e->code))
		ebpf_goto(&e->code, on);
	put_ends(e);
	if (b->fail != e->reject && ebpf_label_used(&e->code, b->fail)) {
		ebpf_place(&e->code, b->fail);
		ebpf_goto(&e->code, b->fail);
	}
	ebpf_place(&e->code, on);
	e->pad_at = e->code.insns.count;
}

static void gen_body(struct emit *e, struct ref root, enum access access, uint32_t fail)
{
	struct body b = { .e = e, .access = access, .fail = fail };
	const struct plan *p = &e->plan;
	uint32_t nodes = root.id > ACCEPT.id ? root.id + 1 : ACCEPT.id + 1;

	b.label = arena_alloc(e->code.arena, nodes * sizeof(*b.label));
	b.in = arena_alloc(e->code.arena, nodes * sizeof(*b.in));
	for (uint32_t i = 0; i < p->order.count; i++)
		b.label[p->order.at[i].id] = ebpf_label(&e->code);
	e->code.at = (struct span){ 0, 0 };
	if (!p->order.count) {
		ebpf_goto(&e->code, label_of(&b, root));
		return;
	}
	gen_entry(&b, root);
	join(&b.in[root.id], &b.s, 0);
	for (uint32_t i = 0; i < p->order.count && !e->fault; i++) {
		struct ref r = p->order.at[i];

		if (!b.in[r.id].reached)
			continue;
		if (e->code.insns.count - e->pad_at > PAD_EVERY)
			put_pad(&b);
		b.next = i + 1 < p->order.count ? p->order.at[i + 1] : (struct ref){ 0 };
		ebpf_place(&e->code, b.label[r.id]);
		gen_node(&b, r);
	}
}

static void gen_bodies(struct emit *e, struct ref root)
{
	uint32_t slow;
	bool two = false;

	switch (e->opts->target) {
	case PFC_TARGET_SOCKET:
		gen_body(e, root, e->plan.loads <= 2 ? BY_LD_ABS : BY_WINDOW, e->reject);
		return;
	case PFC_TARGET_BUFFER:
		gen_body(e, root, BY_BUFFER, e->reject);
		return;
	case PFC_TARGET_TC:
		two = true;
		break;
	case PFC_TARGET_XDP:
		two = e->opts->frags;
		break;
	case PFC_TARGET_CBPF:
		return;
	}
	slow = two ? ebpf_label(&e->code) : e->reject;
	gen_body(e, root, BY_POINTER, slow);
	if (!two || !ebpf_label_used(&e->code, slow) || e->fault)
		return;
	if (e->code.insns.count - e->pad_at > PAD_EVERY / 2)
		put_ends(e);
	e->pad_at = e->code.insns.count;
	ebpf_place(&e->code, slow);
	e->code.note = "the bytes do not all lie here: copied";
	gen_body(e, root, BY_WINDOW, e->reject);
}

struct ebpf_emitted emit_ebpf(struct graph *g, struct ref root,
                              const struct ebpf_opts *opts)
{
	struct emit e = { .g = g, .opts = opts };

	ebpf_code_init(&e.code, g->arena);
	memo_init(&e.tables, g->arena);
	e.accept = ebpf_label(&e.code);
	e.reject = ebpf_label(&e.code);
	plan_make(&e.plan, g, root,
	          opts->target == PFC_TARGET_TC || opts->target == PFC_TARGET_XDP);
	gen_bodies(&e, root);
	put_ends(&e);
	if (!e.fault && !ebpf_resolve(&e.code)) {
		e.fault = "the program is too long: a jump in it would be further than eBPF allows";
		e.hint = "lists of addresses and ports may be long, but not the rest";
	}
	if (e.fault)
		return (struct ebpf_emitted){ .fault = e.fault, .hint = e.hint };
	return (struct ebpf_emitted){ e.code.insns.at, e.code.notes.at, e.code.insns.count,
		                      e.data.at, e.data.count, NULL, NULL };
}
