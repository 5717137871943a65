/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/loaded.h"

#include <string.h>

#include "cli/program.h"
#include "cli/say.h"
#include "compiler/program.h"

static int open_program(struct loaded *l, struct arena *arena, const struct args *args,
                        const char *path)
{
	struct emitted code = { 0 };
	int status;

	if (!*path)
		return say_usage("'@' stands in front of the name of a file");
	status = program_read(arena, args, path, false, &code, l->codes);
	if (status == EXIT_DONE && !(l->codes && l->codes->list.count))
		status = program_check(&code, path);
	l->path = path;
	l->insns = code.insns;
	l->count = code.count;
	return status;
}

static int open_filter(struct loaded *l, const struct args *args,
                       const struct pfc_opts *opts, int count, char **words)
{
	int status = filter_init(&l->filter, args, count, words), err;
	struct pfc_prog *prog = NULL;

	if (status != EXIT_DONE)
		return status;
	/* Messages first, as every command prints them. */
	status = filter_compile(&l->filter, args, opts, &prog);
	pfc_prog_free(prog);
	if (status != EXIT_DONE)
		return status;
	err = explain_compile(l->filter.text, l->filter.len, opts, &l->prog,
	                      &l->explained);
	if (err)
		return say("cannot compile the filter: %s", strerror(-err));
	l->insns = l->prog->insns;
	l->count = l->prog->insn_count;
	return EXIT_DONE;
}

int loaded_open(struct loaded *l, struct arena *arena, const struct args *args,
                const struct pfc_opts *opts, int count, char **words)
{
	if (count == 1 && words[0][0] == '@')
		return open_program(l, arena, args, words[0] + 1);
	return open_filter(l, args, opts, count, words);
}

void loaded_fini(struct loaded *l)
{
	explained_fini(&l->explained);
	pfc_prog_free(l->prog);
	filter_fini(&l->filter);
}

struct span loaded_piece(const struct loaded *l, uint32_t i)
{
	if (!l->filter.text)
		return (struct span){ 0, 0 };
	return explain_piece(&l->explained, l->filter.text, i);
}
