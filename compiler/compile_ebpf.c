/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/compile_ebpf.c - the passes behind the decision graph, for eBPF targets. */
#include "compiler/compile_int.h"
#include "compiler/image.h"
#include "compiler/opt.h"

enum { BUFFER_MAX = 0x7fff }; /* bytes */

bool target_valid(const struct pfc_opts *o)
{
	bool hook = o->target == PFC_TARGET_TC || o->target == PFC_TARGET_XDP;

	if ((unsigned)o->target > PFC_TARGET_BUFFER || (unsigned)o->action > PFC_ACTION_REDIRECT)
		return false;
	if ((o->flags & PFC_FRAGS) && o->target != PFC_TARGET_XDP)
		return false;
	if ((o->flags & PFC_FUNCTION) && !hook && o->target != PFC_TARGET_BUFFER)
		return false;
	if (o->action != PFC_ACTION_PASS && (!hook || (o->flags & PFC_FUNCTION)))
		return false;
	if (o->action == PFC_ACTION_REDIRECT && !o->redirect_to)
		return false;
	if ((o->flags & PFC_ONLY_ETHERNET) && o->target != PFC_TARGET_SOCKET)
		return false;
	return o->target != PFC_TARGET_BUFFER ||
	       (o->buffer_size && o->buffer_size <= BUFFER_MAX);
}

/* A socket and tc see packets as a live interface does, with the VLAN tag beside them; XDP
 * and buffers see bytes only. Instructions are cheap in eBPF.
 */
void target_implies(struct pfc_opts *o)
{
	if (o->target == PFC_TARGET_CBPF)
		return;
	o->insns_max = 0;
	if (o->optimize == PFC_OPTIMIZE_BALANCED)
		o->optimize = PFC_OPTIMIZE_SPEED;
	if (o->target == PFC_TARGET_SOCKET || o->target == PFC_TARGET_TC)
		o->flags |= PFC_LIVE;
	else
		o->flags &= ~(uint32_t)(PFC_LIVE | PFC_AS_SAVED);
	if (o->target == PFC_TARGET_BUFFER)
		o->flags |= PFC_FUNCTION;
}

static void dump_ebpf(struct compile *c)
{
	struct str s = { 0 };
	const char **notes;

	if (!dumps(c, "ebpf"))
		return;
	notes = arena_alloc(&c->arena, c->ebpf.count * sizeof(*notes));
	for (uint32_t i = 0; i < c->ebpf.count; i++)
		notes[i] = c->ebpf.notes[i].text;
	image_ebpf(&s, c->ebpf.insns, c->ebpf.count, notes, NULL);
	if (!s.failed)
		c->opts.dump(c->opts.dump_ctx, "ebpf", s.at);
	str_fini(&s);
}

static struct ebpf_emitted emit(struct compile *c, const struct variant *v)
{
	struct graph *g = arena_alloc(&c->arena, sizeof(*g));
	struct ref root = v->optimized;

	*g = v->graph;
	if (!v->exact && c->opts.optimize != PFC_OPTIMIZE_SIZE && !(v->way & WAY_USUAL))
		root = opt_usual(g, root);
	return emit_ebpf(g, root, &(struct ebpf_opts){
		.target = c->opts.target,
		.function = c->opts.flags & PFC_FUNCTION,
		.frags = c->opts.flags & PFC_FRAGS,
		.snaplen = c->opts.snaplen,
		.action = c->opts.action,
		.redirect_to = c->opts.redirect_to,
		.room = c->opts.buffer_size,
		.link = c->link,
	});
}

/* XDP and buffers have the bytes that the filter is about; eBPF programs of sockets are not
 * told the hardware type.
 */
static enum kernel_view view_of(const struct compile *c)
{
	enum kernel_view view = kernel_view_of(c->link->number, c->opts.flags);

	if (!(c->opts.flags & PFC_LIVE))
		return VIEW_SAME;
	if (!(c->opts.flags & PFC_ONLY_ETHERNET))
		return view;
	return view == VIEW_SLL    ? VIEW_SLL_ETHERNET
	       : view == VIEW_SLL2 ? VIEW_SLL2_ETHERNET
	                           : view;
}

/* From the graph of the variant that is fastest as a classic program; where what the kernel
 * shows of a packet differs from what is written, from that of another. A list of addresses
 * is found as one only in its own order, and much shorter then.
 */
bool compile_ebpf(struct compile *c, const struct variant *v)
{
	enum { LIST = 100 }; /* classic instructions */
	struct purpose kernel = { view_of(c), c->opts.snaplen };
	const struct variant *plain;
	struct span all = { 0, c->text_len };

	if (kernel.view != VIEW_SAME)
		v = v->exact ? variants_reference(c, &kernel) : variants_best(c, &kernel);
	if (!v->lowered.id) {
		diag_error(&c->diags, all,
		           "the filter looks at bytes that are made only when the packet is "
		           "captured");
		return false;
	}
	c->ebpf = emit(c, v);
	if (!v->exact && v->way && v->code.count > LIST) {
		struct ebpf_emitted other;

		plain = variants_plain(c, &kernel);
		other = emit(c, plain);
		if (other.insns && (!c->ebpf.insns || other.count < c->ebpf.count))
			c->ebpf = other;
	}
	if (!c->ebpf.insns) {
		struct diag *d = diag_error(&c->diags, all, "%s", c->ebpf.fault);

		if (d)
			d->hint = c->ebpf.hint;
		return false;
	}
	dump_ebpf(c);
	return true;
}
