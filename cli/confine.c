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

int confine_init(struct confine *c, const struct args *args)
{
	bool file = args->write_file && strcmp(args->write_file, "-") != 0;
	char msg[IDENTITY_MSG_MAX];

	*c = (struct confine){ .args = args };
	if (file)
		c->output = (struct identity_output){ args->write_file,
			                              makes_more(args) };
	if (identity_choose(&c->who, args->user, &c->output, file ? 1 : 0, msg) != 0)
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
		    c->output.path);
	return EXIT_DONE;
}

static void say_notes(const struct str *notes)
{
	char *at = notes->at, *line;

	while ((line = strsep(&at, "\n")) != NULL)
		say("note: %s", line);
}

void confine_enter(const struct confine *c, const char *reads)
{
	struct sandbox_opts opts = { &c->output, c->output.path ? 1 : 0, reads != NULL };
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
