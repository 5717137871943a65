/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/say.h"
#include "ebpf/tcp.h"

enum { NO_COMMAND = 127 };

/* In the child: runs the command when it is told to, with signals as they were. */
static void run_command(int go, char **command)
{
	sigset_t none;
	char byte;

	if (read(go, &byte, 1) != 1)
		_exit(1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	execvp(command[0], command);
	say("%s: %s", command[0], strerror(errno));
	_exit(NO_COMMAND);
}

int child_start(struct child *c, struct tcp *t, char **command)
{
	int go[2], err;

	if (pipe2(go, O_CLOEXEC) < 0)
		return say("cannot start %s: %s", command[0], strerror(errno));
	err = tcp_follow_children(t, true);
	c->pid = err ? -1 : fork();
	if (c->pid == 0)
		run_command(go[0], command);
	if (!err)
		err = c->pid < 0 ? -errno : tcp_follow_children(t, false);
	close(go[0]);
	c->go = go[1];
	return err ? say("cannot start %s: %s", command[0], strerror(-err)) : EXIT_DONE;
}

int child_go(struct child *c)
{
	if (c->pid <= 0)
		return EXIT_DONE;
	return write(c->go, "", 1) != 1 ? say("cannot start the command: %s", strerror(errno))
	                                : EXIT_DONE;
}

bool child_is_gone(struct child *c)
{
	if (c->pid > 0 && !c->gone && waitpid(c->pid, NULL, WNOHANG) == c->pid)
		c->gone = true;
	return c->gone;
}

void child_end(struct child *c)
{
	if (c->pid <= 0)
		return;
	close(c->go);
	if (child_is_gone(c))
		return;
	kill(c->pid, SIGTERM);
	waitpid(c->pid, NULL, 0);
	c->gone = true;
}
