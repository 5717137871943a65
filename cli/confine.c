/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/confine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "capture/sandbox.h"
#include "cli/say.h"

static bool makes_more(const struct args *args)
{
	return args->file_size || args->file_time || args->atomic;
}

int confine_init(struct confine *c, const struct args *args, const char *const *files,
                 uint32_t count)
{
	char msg[IDENTITY_MSG_MAX];

	c->args = args;
	c->outputs = calloc(count + 1, sizeof(*c->outputs));
	if (!c->outputs)
		return say("out of memory");
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(files[i], "-") != 0)
			c->outputs[c->output_count++] =
				(struct identity_output){ files[i], makes_more(args) };
	}
	if (identity_choose(&c->who, args->user, c->outputs, c->output_count, msg) != 0)
		return say("%s", msg);
	if (!args->hook && !args->on_file)
		return EXIT_DONE;
	c->hooks = hooks_open(args->hook, args->on_file, &c->who);
	return c->hooks ? EXIT_DONE
	                : say("cannot start the process that runs commands: %s",
	                      strerror(errno));
}

void confine_fini(struct confine *c)
{
	hooks_close(c->hooks);
	free(c->outputs);
	identity_free(&c->who);
}

int confine_become(const struct confine *c)
{
	int err = identity_become(&c->who);

	if (err && c->who.changes)
		return say("cannot become user %u: %s; '-Z root' stays root",
		           (unsigned)c->who.uid, strerror(-err));
	if (err)
		return say("cannot drop the capabilities: %s", strerror(-err));
	if (!c->args->verbose)
		return EXIT_DONE;
	if (c->who.changes)
		say("note: going on as user %u, group %u", (unsigned)c->who.uid,
		    (unsigned)c->who.gid);
	if (c->who.overrides)
		say("note: keeping CAP_DAC_OVERRIDE: without it, root cannot write %s",
		    c->outputs[0].path);
	return EXIT_DONE;
}

/* What root may read it can still read. */
void confine_reader(const struct args *args)
{
	const struct identity who = { .overrides = true };
	const struct sandbox_opts opts = { .reads = true };
	struct str notes = { 0 };

	if (args->no_sandbox)
		return;
	identity_become(&who);
	sandbox_enter(&opts, &notes);
	str_fini(&notes);
}

static void say_notes(const struct str *notes)
{
	char *at = notes->at, *line;

	while ((line = strsep(&at, "\n")) != NULL)
		say("note: %s", line);
}

void confine_enter(const struct confine *c, const char *reads, bool threads)
{
	struct sandbox_opts opts = {
		.outputs = c->outputs,
		.count = c->output_count,
		.reads = reads != NULL,
		.threads = threads,
		.traces = c->traces,
		.child = c->child,
		.folder = c->folder,
	};
	struct str notes = { 0 };

	if (c->args->no_sandbox)
		return;
	sandbox_enter(&opts, &notes);
	if (c->args->verbose && notes.len)
		say_notes(&notes);
	if (c->args->verbose && reads)
		say("note: files may be read and system calls made: %s", reads);
	str_fini(&notes);
}
