/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/compile.c - the list of passes, from filter text to program. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler/check.h"
#include "compiler/compile_int.h"
#include "compiler/connection.h"
#include "compiler/lint.h"
#include "compiler/pack.h"
#include "compiler/resolve.h"
#include "proto/link.h"

enum {
	COOKED_MIN = 64,    /* bytes; making a pseudo header takes the link header */
	TEXT_MAX = 1 << 28, /* bytes; spans have 32 bits */
};

/* ---- passes ---- */

static struct lint lint_of(struct compile *c)
{
	static const struct variant merged = { .exact = false };

	return (struct lint){
		.arena = &c->arena,
		.diags = &c->diags,
		.opts = compile_lower_opts(c, &merged),
		.text = c->text,
	};
}

/* The filter once more, for what the kernel shows of a packet; none where it shows too
 * little, or would take no program that long.
 */
static void compile_for_kernel(struct compile *c)
{
	struct purpose kernel = { kernel_view_of(c->link->number, c->opts.flags),
		                  c->opts.snaplen };
	const struct variant *v;
	struct check_fault fault;

	if (kernel.view == VIEW_SAME || !(c->opts.flags & PFC_LIVE))
		return;
	if (kernel.view != VIEW_TAGS && kernel.accept < COOKED_MIN)
		kernel.accept = COOKED_MIN;
	if (c->opts.optimize == PFC_OPTIMIZE_NONE)
		v = variants_reference(c, &kernel);
	else
		v = variants_best(c, &kernel);
	if (!v->code.insns ||
	    !check_cbpf(v->code.insns, v->code.count, PFC_INSNS_MAX, &fault))
		return;
	c->kernel_code = v->code;
	dump_code(c, "kernel", &c->kernel_code);
}

/* The kernel's rules, and the length asked for. */
static bool acceptable(struct compile *c, const struct emitted *code)
{
	struct span all = { 0, c->text_len };
	struct check_fault fault;
	struct diag *d;

	if (!code->insns) {
		diag_error(&c->diags, all,
		           "the arithmetic needs more than %d scratch words",
		           BPF_MEMWORDS);
		return false;
	}
	if (c->opts.insns_max && code->count > c->opts.insns_max) {
		d = diag_error(&c->diags, all,
		               "the program has %u instructions; %s at most %u",
		               code->count,
		               c->opts.insns_max == PFC_INSNS_MAX
		                       ? "classic BPF in the kernel allows"
		                       : "it may have",
		               c->opts.insns_max);
		d->hint = c->opts.insns_max == PFC_INSNS_MAX
		                  ? "an eBPF program may be longer (pfc -d "
		                    "--target=socket), "
		                    "and files are filtered with programs of any length"
		                  : "a capture file can be filtered with a program of "
		                    "any "
		                    "length";
		return false;
	}
	if (!check_cbpf(code->insns, code->count, 0, &fault)) {
		diag_error(&c->diags, all, "internal error: instruction %u: %s",
		           fault.insn, fault.what);
		return false;
	}
	return true;
}

/* The list of passes. returns whether the filter compiles. */
static bool run_passes(struct compile *c)
{
	struct resolve_opts names = {
		.no_lookup = c->opts.flags & PFC_NO_LOOKUP,
		.text = c->text,
	};
	const struct purpose frame = { VIEW_SAME, c->opts.snaplen };
	const struct variant *best;
	struct lint l;

	if (!ast_parse(&c->arena, &c->diags, c->text, c->text_len, &c->tree))
		return false;
	if (!read_sets(&c->sets, c->tree))
		return false;
	if (!resolve(&c->arena, &c->diags, &names, c->tree))
		return false;
	if ((c->opts.flags & PFC_CONNECTION) && !connection_answers(&c->diags, c->text, c->tree))
		return false;
	if (dumps(c, "ast") && c->tree)
		c->opts.dump(c->opts.dump_ctx, "ast", ast_dump(&c->arena, c->tree));
	best = variants_best(c, &frame);
	if (c->diags.errors)
		return false;
	l = lint_of(c);
	if (ref_is(best->optimized, REJECT))
		lint_never(&l, c->tree, c->opts.flags & PFC_ALLOW_EMPTY);
	else if (c->tree && !(c->opts.flags & PFC_NO_LINT))
		lint_terms(&l, c->tree, ref_is(best->optimized, ACCEPT));
	if (c->opts.optimize == PFC_OPTIMIZE_NONE && !c->diags.errors)
		best = variants_reference(c, &frame);
	if (c->diags.errors)
		return false;
	if (c->tree && !(c->opts.flags & PFC_NO_LINT))
		lint_scope(&l, c->tree);
	dump_variant(c, best);
	if (!acceptable(c, &best->code))
		return false;
	c->code = best->code;
	c->best = best;
	if (c->opts.target != PFC_TARGET_CBPF)
		return compile_ebpf(c, best);
	compile_for_kernel(c);
	return true;
}

/* ---- the result ---- */

static struct pfc_prog *make_prog(const struct compile *c)
{
	return pack_prog(&(struct pack){
		.opts = &c->opts,
		.linktype = c->link->number,
		.text = c->text,
		.text_len = c->text_len,
		.diags = &c->diags,
		.code = c->code,
		.kernel_code = c->kernel_code,
		.ebpf = c->ebpf,
	});
}

static bool lints_are_errors(struct compile *c)
{
	bool any = false;

	for (uint32_t i = 0; i < c->diags.list.count; i++) {
		struct diag *d = &c->diags.list.at[i];

		if ((c->opts.flags & PFC_LINT_ERROR) && d->level == DIAG_WARNING) {
			d->level = DIAG_ERROR;
			any = true;
		}
	}
	return any;
}

static int by_place(const void *x, const void *y)
{
	const struct diag *a = x, *b = y;

	return a->at.off < b->at.off ? -1 : a->at.off > b->at.off;
}

static int compile_into(struct compile *c, struct pfc_prog **out)
{
	bool ok;

	c->diags.arena = &c->arena;
	c->diags.no_lint = c->opts.flags & PFC_NO_LINT;
	traffic_make(&c->traffic, c->link);
	c->sets.arena = &c->arena;
	c->sets.diags = &c->diags;
	c->sets.allowed = c->opts.flags & PFC_READ_FILES;
	ok = run_passes(c);
	if (lints_are_errors(c))
		ok = false;
	if (!ok) {
		c->code.insns = c->kernel_code.insns = NULL;
		c->ebpf.insns = NULL;
	}
	if (c->diags.list.count)
		qsort(c->diags.list.at, c->diags.list.count, sizeof(struct diag),
		      by_place);
	*out = make_prog(c);
	return !*out ? -ENOMEM : ok ? 0 : -ENOEXEC;
}

static const struct pfc_opts default_opts = PFC_OPTS_INIT;

int compile_and(const char *text, size_t len, const struct pfc_opts *opts,
                struct pfc_prog **out, void (*look)(void *ctx, struct compile *c),
                void *ctx)
{
	const struct pfc_opts *want = opts ? opts : &default_opts;
	const struct link *link = link_by_number(want->linktype);
	struct compile *c;
	jmp_buf landing;
	int ret;

	*out = NULL;
	if (!text)
		text = "";
	if (len == PFC_NUL)
		len = strlen(text);
	if (want->size != sizeof(*want) || !link || !want->snaplen || len > TEXT_MAX ||
	    !target_valid(want))
		return -EINVAL;
	c = calloc(1, sizeof(*c));
	if (!c)
		return -ENOMEM;
	c->text = text;
	c->text_len = (uint32_t)len;
	c->opts = *want;
	target_implies(&c->opts);
	c->link = link;
	c->sets.fd = -1;
	arena_init(&c->arena, &landing);
	if (setjmp(landing)) {
		pfc_prog_free(*out);
		*out = NULL;
		ret = -ENOMEM;
	} else {
		ret = compile_into(c, out);
		if (!ret && look)
			look(ctx, c);
	}
	if (c->sets.fd >= 0)
		close(c->sets.fd);
	arena_fini(&c->arena);
	free(c);
	return ret;
}

int pfc_compile(const char *text, size_t len, const struct pfc_opts *opts,
                struct pfc_prog **out)
{
	return compile_and(text, len, opts, out, NULL, NULL);
}
