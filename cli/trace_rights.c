/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_rights.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/say.h"

int rights_choose(struct trace *t)
{
	const char *file = t->args->write_file;

	t->rights_args = *t->args;
	if (t->args->command && t->args->user)
		return say_usage("-Z is not for a command: who has become another user "
		                 "cannot end it");
	/* A command is root's, and only root can end it. */
	if (t->args->command && geteuid() == 0)
		t->rights_args.user = "0:0";
	t->confine.traces = true;
	return confine_init(&t->confine, &t->rights_args, &file, file ? 1 : 0);
}

void rights_free(struct trace *t)
{
	confine_fini(&t->confine);
}

/* Tried by a process of its own, as it cannot be taken back. Before Linux 5.19, a machine where
 * kernel.unprivileged_bpf_disabled is set asks for CAP_BPF with every call of bpf().
 */
static bool can_go_on(const struct trace *t)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(identity_become(&t->confine.who) != 0 || !tcp_can_list(t->tcp));
	return child < 0 || waitpid(child, &status, 0) != child || status == 0;
}

int rights_become(struct trace *t)
{
	if (t->became)
		return EXIT_DONE;
	t->became = true;
	if (can_go_on(t))
		return confine_become(&t->confine);
	say("note: this kernel takes CAP_BPF to read maps: no capability is given up");
	return EXIT_DONE;
}

void rights_enter(struct trace *t)
{
	t->confine.child = t->args->command != NULL;
	t->confine.folder = t->args->args ? "/proc" : NULL;
	confine_enter(&t->confine, NULL, false);
}
