/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/compile_int.h - what the files that make a program share.
 *
 * compile.c has the passes, variants.c looks for the best way to go through them,
 * compile_ebpf.c makes eBPF of it, compile_dump.c shows what they did.
 */
#ifndef PFC_COMPILER_COMPILE_INT_H
#define PFC_COMPILER_COMPILE_INT_H

#include "base/arena.h"
#include "base/diag.h"
#include "compiler/cost.h"
#include "compiler/emit_cbpf.h"
#include "compiler/emit_ebpf.h"
#include "compiler/graph.h"
#include "compiler/kernel_view.h"
#include "compiler/lower.h"
#include "compiler/read_sets.h"
#include "compiler/traffic.h"
#include "grammar/ast.h"
#include "pfc/pfc.h"

struct variants;

struct compile {
	struct arena arena;
	struct diags diags;
	const char *text;
	uint32_t text_len;
	struct pfc_opts opts;
	const struct link *link;
	struct set_reader sets;
	struct ast *tree;
	struct traffic traffic;           /* of the link type */
	const struct variants *tried;     /* for the frame */
	const struct variant *best;       /* the one that code is of */
	struct emitted code, kernel_code; /* the results; without instructions: none */
	struct ebpf_emitted ebpf;
};

/* What a program is about, and what it returns for a packet it accepts. */
struct purpose {
	enum kernel_view view;
	uint32_t accept;
};

/* Choices that a program can be made by: the graph, then how it is emitted. */
enum way {
	WAY_IP6_BASE = 1 << 0, /* a base register behind IPv6, too */
	WAY_SPLIT = 1 << 1,    /* of facts_how */
	WAY_SORT = 1 << 2,     /* of order_how ... */
	WAY_WORDS = 1 << 3,
	WAY_LATE = 1 << 4,
	WAY_ORDER = WAY_SORT | WAY_WORDS | WAY_LATE,
	WAY_NO_FACTS = 1 << 5,  /* no opt_facts */
	WAY_APART = 1 << 6,     /* of facts_how */
	WAY_ENDS_LAST = 1 << 7, /* of emit_style ... */
	WAY_SLOTS = 1 << 8,
	WAY_HOIST = 1 << 9,
	WAY_NARROW = 1 << 10,
	WAY_USUAL = 1 << 11, /* opt_usual; for speed only */
	WAY_COUNT = 12,
	WAYS = 1 << WAY_COUNT,
};

/* The filter as a program, made in one way. */
struct variant {
	bool exact;   /* the reference meaning, test by test */
	unsigned way; /* enum way */
	struct graph graph;
	struct ref lowered, known, ordered; /* after lower, opt_facts, opt_order */
	struct ref optimized;               /* after the last pass */
	struct emitted code;
	struct cost cost; /* of the code */
};

/* The programs that were made, by way. */
struct variants {
	struct variant *made[WAYS]; /* NULL: not yet */
	const struct purpose *of;
	struct cost most; /* a balanced program's; without instructions: any */
	uint32_t spent;   /* instructions made so far */
};

/* pfc_compile(), which lets look() see the insides of a filter that compiled. NULL: nobody
 * looks.
 */
int compile_and(const char *text, size_t len, const struct pfc_opts *opts,
                struct pfc_prog **out, void (*look)(void *ctx, struct compile *c),
                void *ctx);

/* How a variant lowers the tree. */
struct lower_opts compile_lower_opts(const struct compile *c, const struct variant *v);

/* The best way to write the filter that was found. Its root is REJECT when the filter can
 * match nothing; errors are in c->diags.
 */
const struct variant *variants_best(struct compile *c, const struct purpose *of);

/* The reference meaning, test by test in the order of the text. */
const struct variant *variants_reference(struct compile *c, const struct purpose *of);

/* With no choice made, so lists are as they stand in the text. */
const struct variant *variants_plain(struct compile *c, const struct purpose *of);

/* compile_ebpf.c: do the options of a target go together, and what does it imply? */
bool target_valid(const struct pfc_opts *o);
void target_implies(struct pfc_opts *o);

/* The filter for an eBPF target; v is the best classic program. returns false after an
 * error.
 */
bool compile_ebpf(struct compile *c, const struct variant *v);

/* Is this stage, or are all, asked for by pfc_opts.dump_stage? */
bool dumps(const struct compile *c, const char *stage);

void dump_code(const struct compile *c, const char *stage, const struct emitted *code);

/* The graphs and the code of a variant, then what its passes changed and which others were
 * tried.
 */
void dump_variant(const struct compile *c, const struct variant *v);

#endif
