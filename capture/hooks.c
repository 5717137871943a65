/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/hooks.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/str.h"

extern char **environ;

enum { VARIABLES = 5 };

struct job {
	struct job *next;
	char *command;
	char *name;
	char *variables[VARIABLES]; /* NULL: the name is an argument */
};

struct hooks {
	const char *with_name;
	const char *with_variables;
	struct job *first, **last;
	pid_t pid; /* of first, which runs; 0: nothing runs */
};

struct hooks *hooks_open(const char *with_name, const char *with_variables)
{
	struct hooks *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	h->with_name = with_name;
	h->with_variables = with_variables;
	h->last = &h->first;
	return h;
}

static void free_job(struct job *j)
{
	if (!j)
		return;
	for (int i = 0; i < VARIABLES; i++)
		free(j->variables[i]);
	free(j->command);
	free(j->name);
	free(j);
}

static bool set_variables(struct job *j, const struct hook_file *f)
{
	const uint64_t s = UINT64_C(1000000000);
	struct str v[VARIABLES] = { { 0 } };
	bool ok = true;

	str_printf(&v[0], "PFC_FILE=%s", f->name);
	str_printf(&v[1], "PFC_PACKETS=%" PRIu64, f->packets);
	str_printf(&v[2], "PFC_LOST=%" PRIu64, f->lost);
	str_printf(&v[3], "PFC_FIRST=");
	str_printf(&v[4], "PFC_LAST=");
	if (f->packets) {
		str_printf(&v[3], "%" PRIu64 ".%09" PRIu64, f->first_ns / s,
		           f->first_ns % s);
		str_printf(&v[4], "%" PRIu64 ".%09" PRIu64, f->last_ns / s,
		           f->last_ns % s);
	}
	for (int i = 0; i < VARIABLES; i++) {
		ok = ok && !v[i].failed;
		j->variables[i] = v[i].at;
	}
	return ok;
}

static bool queue(struct hooks *h, const char *command, const struct hook_file *f,
                  bool variables)
{
	struct job *j = calloc(1, sizeof(*j));

	if (!j)
		return false;
	j->command = strdup(command);
	j->name = strdup(f->name);
	if (!j->command || !j->name || (variables && !set_variables(j, f))) {
		free_job(j);
		return false;
	}
	*h->last = j;
	h->last = &j->next;
	return true;
}

bool hooks_add(struct hooks *h, const struct hook_file *file)
{
	return (!h->with_name || queue(h, h->with_name, file, false)) &&
	       (!h->with_variables || queue(h, h->with_variables, file, true));
}

static void pop(struct hooks *h)
{
	struct job *j = h->first;

	h->first = j->next;
	if (!h->first)
		h->last = &h->first;
	free_job(j);
	h->pid = 0;
}

/* Ours with the variables in front: of two with one name the first counts. */
static char **environment(const struct job *j)
{
	size_t count = 0;
	char **all;

	while (environ[count])
		count++;
	all = calloc(count + VARIABLES + 1, sizeof(*all));
	if (!all)
		return NULL;
	memcpy(all, j->variables, sizeof(j->variables));
	memcpy(all + VARIABLES, environ, count * sizeof(*all));
	return all;
}

/* A command starts with the signals as they were before this program changed them. */
static int start(struct hooks *h)
{
	struct job *j = h->first;
	char *argv[] = { j->command, j->variables[0] ? NULL : j->name, NULL };
	char **env = j->variables[0] ? environment(j) : environ;
	posix_spawnattr_t attr;
	sigset_t none, defaults;
	int err;

	if (!env)
		return ENOMEM;
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	/* In a group of its own, so that Ctrl-C ends the capture and not the command. */
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
	                                        POSIX_SPAWN_SETPGROUP);
	err = posix_spawnp(&h->pid, j->command, NULL, &attr, argv, env);
	posix_spawnattr_destroy(&attr);
	if (env != environ)
		free(env);
	return err;
}

/* Whether it is still running. */
static bool look(struct hooks *h, bool wait, char *msg)
{
	const struct job *j = h->first;
	int status = 0;
	pid_t got;

	do
		got = waitpid(h->pid, &status, wait ? 0 : WNOHANG);
	while (got < 0 && errno == EINTR);
	if (got == 0)
		return true;
	if (got > 0 && WIFSIGNALED(status))
		snprintf(msg, HOOKS_MSG_MAX, "%.100s for %.300s: ended by signal %d",
		         j->command, j->name, WTERMSIG(status));
	else if (got > 0 && WEXITSTATUS(status))
		snprintf(msg, HOOKS_MSG_MAX, "%.100s for %.300s: exit status %d",
		         j->command, j->name, WEXITSTATUS(status));
	pop(h);
	return false;
}

bool hooks_step(struct hooks *h, bool wait, char *msg)
{
	int err;

	msg[0] = '\0';
	if (h->pid && look(h, wait, msg))
		return true;
	if (*msg || !h->first)
		return h->first != NULL;
	err = start(h);
	if (!err)
		return true;
	snprintf(msg, HOOKS_MSG_MAX, "cannot run %.100s for %.300s: %s",
	         h->first->command, h->first->name, strerror(err));
	h->pid = 0;
	pop(h);
	return h->first != NULL;
}

void hooks_close(struct hooks *h)
{
	if (!h)
		return;
	while (h->first)
		pop(h);
	free(h);
}
