/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_decompile.c - `pfc decompile`: a filter for a program, and the proof that it is. */
#include "cli/cmd.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/confine.h"
#include "cli/decompile.h"
#include "cli/loaded.h"
#include "cli/say.h"

static const char *const proof_words[] = {
	[PROOF_EQUAL] = "proved equal",
	[PROOF_WHOLE] = "proved equal, but for packets that are cut off",
	[PROOF_NONE] = "not proved in time",
};

static int print_text(const struct decompiled *r)
{
	struct str out = { 0 };
	int status;

	str_printf(&out, "%s\n", r->text);
	status = put_stdout_str(&out);
	say("note: %s%s", proof_words[r->proof],
	    r->accessors ? "; some of it has no words but bytes" : "");
	return status;
}

static int print_json(const struct decompiled *r)
{
	struct str out = { 0 };
	json_t *root = json_pack("{ss ss sb si}", "filter", r->text, "proof",
	                         proof_words[r->proof], "accessors", r->accessors,
	                         "rounds", (int)r->rounds);
	char *text =
		root ? json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER) : NULL;

	if (text)
		str_printf(&out, "%s\n", text);
	else
		out.failed = true;
	free(text);
	json_decref(root);
	return put_stdout_str(&out);
}

static int decompile(struct loaded *l, struct arena *arena, const struct args *args,
                     char **words)
{
	struct decompiled r = { 0 };
	struct pfc_opts opts;
	int status;

	filter_opts(&opts, args);
	status = loaded_open(l, arena, args, &opts, 1, words);
	if (status != EXIT_DONE)
		return status;
	if (opts.linktype != LINKTYPE_ETHERNET)
		return say_usage("decompile knows Ethernet only (-y EN10MB)");
	if (!solve_available())
		return say("this pfc was built without Z3 and cannot prove anything");
	decompile_program(&r, arena, l->insns, l->count, &opts, args->timeout * 1000);
	if (!r.text) {
		say("no filter was found for it; 'pfc explain' says what each "
		    "instruction "
		    "does");
		return EXIT_UNDECIDED;
	}
	status = args->json ? print_json(&r) : print_text(&r);
	return status != EXIT_DONE     ? status
	       : r.proof == PROOF_NONE ? EXIT_UNDECIDED
	                               : EXIT_DONE;
}

int cmd_decompile(const struct args *args, int count, char **words)
{
	struct loaded l = { 0 };
	struct arena arena;
	jmp_buf landing;
	int status;

	if (count != 1)
		return say_usage(
			"decompile takes one program, as @FILE, or one filter in "
			"quotes, not %d words",
			count);
	confine_reader(args);
	arena_init(&arena, &landing);
	status = setjmp(landing) ? say("out of memory")
	                         : decompile(&l, &arena, args, words);
	loaded_fini(&l);
	arena_fini(&arena);
	return status;
}
