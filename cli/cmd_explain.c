/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_explain.c - `pfc explain`: what a filter or a program does, and why. */
#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/confine.h"
#include "cli/explain.h"
#include "cli/say.h"
#include "compiler/program.h"

/* Compiles for one target; returns the number of its instructions, 0: it is not for that. */
static size_t fits(const struct explanation *x, enum pfc_target target)
{
	struct pfc_opts opts = x->opts;
	struct pfc_prog *prog = NULL;
	size_t count = 0;

	opts.target = target;
	opts.flags |= PFC_NO_LINT;
	if (pfc_compile(x->loaded.filter.text, x->loaded.filter.len, &opts, &prog) == 0)
		pfc_prog_ebpf(prog, &count);
	pfc_prog_free(prog);
	return count;
}

static void find_targets(struct explanation *x)
{
	for (int t = PFC_TARGET_SOCKET; t <= PFC_TARGET_BUFFER; t++)
		x->ebpf_counts[t] = x->loaded.prog ? fits(x, (enum pfc_target)t) : 0;
}

/* The eBPF program, where one is asked for. */
static void note_ebpf(struct explanation *x)
{
	const struct pfc_prog *p = x->loaded.prog;

	if (p && p->ebpf)
		ebpf_notes_make(&x->ebpf, &x->arena,
		                &(struct ebpf_program){ p->ebpf, p->ebpf_count, p->target,
		                                        p->ebpf_notes },
		                link_by_number(x->opts.linktype));
}

/* Somebody's program is easier to understand as a filter. */
static void find_filter(struct explanation *x)
{
	enum { TIMEOUT_MS = 5000 };
	struct pfc_prog *prog = NULL;

	if (!x->loaded.path || x->opts.linktype != LINKTYPE_ETHERNET ||
	    !solve_available())
		return;
	decompile_program(&x->found, &x->arena, x->loaded.insns, x->loaded.count,
	                  &x->opts, TIMEOUT_MS);
	if (x->found.text)
		explain_compile(x->found.text, strlen(x->found.text), &x->opts, &prog,
		                &x->found_words);
	pfc_prog_free(prog);
}

/* Half of a page is none. */
static int write_page(const char *path, struct str *page)
{
	bool is_stdout = !strcmp(path, "-");
	int status = EXIT_DONE;
	struct stat st;
	FILE *f;

	if (page->failed || is_stdout)
		return put_stdout_str(page);
	f = fopen(path, "we");
	if (!f || fwrite(page->at, 1, page->len, f) != page->len)
		status = say("%s: %s", path, strerror(errno));
	if (f && fclose(f) != 0 && status == EXIT_DONE)
		status = say("%s: %s", path, strerror(errno));
	if (f && status != EXIT_DONE && lstat(path, &st) == 0 && S_ISREG(st.st_mode))
		unlink(path);
	str_fini(page);
	return status;
}

static int explain(struct explanation *x, int count, char **words)
{
	struct ebpf_codes codes = { 0 };
	struct str out = { 0 };
	int status;

	if (x->args->json && x->args->html)
		return say_usage("--json and --html exclude each other");
	x->loaded.codes = &codes;
	status = loaded_open(&x->loaded, &x->arena, x->args, &x->opts, count, words);
	if (status != EXIT_DONE)
		return status;
	if (codes.list.count) {
		if (x->args->html)
			return say_usage("--html is for filters and classic programs; %s is eBPF",
			                 x->loaded.path);
		explain_codes(&out, x);
		return put_stdout_str(&out);
	}
	if (!x->loaded.prog && x->opts.target != PFC_TARGET_CBPF)
		return say_usage("--target is for filters and eBPF; %s is a classic program",
		                 x->loaded.path);
	notes_make(&x->notes, &x->arena, x->loaded.insns, x->loaded.count,
	           link_by_number(x->opts.linktype));
	if (x->loaded.prog && !changes_find(&x->changes, x->loaded.filter.text,
	                                    x->loaded.filter.len, &x->opts))
		return say("out of memory");
	note_ebpf(x);
	find_targets(x);
	find_filter(x);
	example_find(&x->example, &x->arena, x->loaded.insns, x->loaded.count,
	             x->opts.linktype);
	if (x->args->html) {
		explain_html(&out, x);
		return write_page(x->args->html, &out);
	}
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
	if (!args->html)
		confine_reader(args);
	arena_init(&x->arena, &landing);
	status = setjmp(landing) ? say("out of memory") : explain(x, count, words);
	changes_fini(&x->changes);
	example_fini(&x->example);
	explained_fini(&x->found_words);
	loaded_fini(&x->loaded);
	arena_fini(&x->arena);
	free(x);
	return status;
}
