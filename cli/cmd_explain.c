/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_explain.c - `pfc explain`: what a filter or a program does, and why. */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/explain.h"
#include "cli/program.h"
#include "cli/say.h"
#include "compiler/check.h"
#include "compiler/image.h"
#include "compiler/program.h"

static int load_program(struct explanation *x, const char *path)
{
	struct emitted code;
	int status;

	if (!*path)
		return say_usage("'@' stands in front of the name of a file");
	status = program_read(&x->arena, x->args, path, false, &code);
	if (status == EXIT_DONE)
		status = program_check(&code, path);
	x->path = path;
	x->insns = code.insns;
	x->count = code.count;
	return status;
}

static int load_filter(struct explanation *x, int count, char **words)
{
	int status = filter_init(&x->filter, x->args, count, words), err;
	struct pfc_prog *prog = NULL;

	if (status != EXIT_DONE)
		return status;
	/* Messages first, as every command prints them. */
	status = filter_compile(&x->filter, x->args, &x->opts, &prog);
	pfc_prog_free(prog);
	if (status != EXIT_DONE)
		return status;
	err = explain_compile(x->filter.text, x->filter.len, &x->opts, &x->prog,
	                      &x->explained);
	if (err)
		return say("cannot compile the filter: %s", strerror(-err));
	x->insns = x->prog->insns;
	x->count = x->prog->insn_count;
	return EXIT_DONE;
}

/* Compiles for one target; returns the number of its instructions, 0: it is not for that. */
static size_t fits(const struct explanation *x, enum pfc_target target)
{
	struct pfc_opts opts = x->opts;
	struct pfc_prog *prog = NULL;
	size_t count = 0;

	opts.target = target;
	opts.flags |= PFC_NO_LINT;
	if (pfc_compile(x->filter.text, x->filter.len, &opts, &prog) == 0)
		pfc_prog_ebpf(prog, &count);
	pfc_prog_free(prog);
	return count;
}

static void find_targets(struct explanation *x)
{
	for (int t = PFC_TARGET_SOCKET; t <= PFC_TARGET_BUFFER; t++)
		x->ebpf_counts[t] = x->prog ? fits(x, (enum pfc_target)t) : 0;
}

static int explain(struct explanation *x, int count, char **words)
{
	struct str out = { 0 };
	int status;

	if (count == 1 && words[0][0] == '@')
		status = load_program(x, words[0] + 1);
	else
		status = load_filter(x, count, words);
	if (status != EXIT_DONE)
		return status;
	notes_make(&x->notes, &x->arena, x->insns, x->count, link_by_number(x->opts.linktype));
	find_targets(x);
	example_find(&x->example, &x->arena, x->insns, x->count, x->opts.linktype);
	if (x->args->json)
		explain_json(&out, x);
	else
		explain_text(&out, x);
	return put_stdout_str(&out);
}

int cmd_explain(const struct args *args, int count, char **words)
{
	struct explanation *x = calloc(1, sizeof(*x));
	jmp_buf landing;
	int status;

	if (!x)
		return say("out of memory");
	x->args = args;
	filter_opts(&x->opts, args);
	arena_init(&x->arena, &landing);
	status = setjmp(landing) ? say("out of memory") : explain(x, count, words);
	example_fini(&x->example);
	explained_fini(&x->explained);
	pfc_prog_free(x->prog);
	filter_fini(&x->filter);
	arena_fini(&x->arena);
	free(x);
	return status;
}
