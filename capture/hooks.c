/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/hooks.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "capture/identity.h"

extern char **environ;

enum {
	VARIABLES = 5,
	REQUEST_MAX = 32 * 1024, /* more than twice the longest path */
};

struct job {
	struct job *next;
	bool with_variables;
	char *name;
	char *variables[VARIABLES]; /* with_variables */
};

struct hooks {
	const char *with_name;
	const char *with_variables;
	int runner; /* a socket: a request is one message, and so is the reply */
	struct job *first, **last;
	bool running; /* first */
};

struct reply {
	int error;  /* errno: it could not be started */
	int status; /* of waitpid() */
};

/* --- the process that runs commands --- */

/* Ours with the variables in front: of two with one name the first counts. */
static char **environment(char *const variables[VARIABLES])
{
	size_t count = 0;
	char **all;

	while (environ[count])
		count++;
	all = calloc(count + VARIABLES + 1, sizeof(*all));
	if (!all)
		return NULL;
	memcpy(all, variables, VARIABLES * sizeof(*all));
	memcpy(all + VARIABLES, environ, count * sizeof(*all));
	return all;
}

/* What ends the capture; the runner ends when the capture is gone. */
static const int left_alone[] = { SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 };

enum { LEFT_ALONE = sizeof(left_alone) / sizeof(left_alone[0]) };

/* A command starts with the signals as they were before this program changed them. */
static int start(char *const argv[], char *const env[], const sigset_t *defaults,
                 pid_t *pid)
{
	posix_spawnattr_t attr;
	sigset_t none;
	int err;

	sigemptyset(&none);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, defaults);
	/* In a group of its own, so that Ctrl-C ends the capture and not the command. */
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
	                                        POSIX_SPAWN_SETPGROUP);
	err = posix_spawnp(pid, argv[0], NULL, &attr, argv, env);
	posix_spawnattr_destroy(&attr);
	return err;
}

/* command  and, in a request, NUL-terminated: the name, or the variables */
static void run(char *command, char *request, const sigset_t *defaults,
                struct reply *reply)
{
	bool with_variables = request[0];
	char *at = request + 1;
	char *argv[] = { command, with_variables ? NULL : at, NULL };
	char *variables[VARIABLES];
	char **env = environ;
	pid_t pid;

	memset(reply, 0, sizeof(*reply));
	for (int i = 0; with_variables && i < VARIABLES; i++) {
		variables[i] = at;
		at += strlen(at) + 1;
	}
	if (with_variables)
		env = environment(variables);
	reply->error = env ? start(argv, env, defaults, &pid) : ENOMEM;
	if (env != environ)
		free(env);
	while (!reply->error && waitpid(pid, &reply->status, 0) < 0) {
		if (errno != EINTR)
			reply->error = errno;
	}
}

/* Requests come from the process that made this one, before and after it gave up its
 * rights: what they can choose is the name of a file, not the command.
 */
__attribute__((noreturn)) static void serve(const struct hooks *h, int fd)
{
	static char request[REQUEST_MAX];
	struct reply reply;
	sigset_t defaults;
	ssize_t n;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	for (int i = 0; i < LEFT_ALONE; i++) {
		if (signal(left_alone[i], SIG_IGN) != SIG_IGN)
			sigaddset(&defaults, left_alone[i]);
	}
	prctl(PR_SET_NAME, "pfc-commands", 0, 0, 0);
	for (;;) {
		const char *command;
		char *word;

		do
			n = recv(fd, request, sizeof(request) - VARIABLES - 1, 0);
		while (n < 0 && errno == EINTR);
		if (n <= 0)
			_exit(0);
		/* Whatever is missing of it is empty. */
		memset(request + n, 0, VARIABLES + 1);
		command = request[0] ? h->with_variables : h->with_name;
		word = command ? strdup(command) : NULL;
		if (!word)
			reply = (struct reply){ ENOMEM, 0 };
		else
			run(word, request, &defaults, &reply);
		free(word);
		if (send(fd, &reply, sizeof(reply), MSG_NOSIGNAL) < 0)
			_exit(0);
	}
}

static int start_runner(struct hooks *h, const struct identity *who)
{
	int fds[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) != 0)
		return -errno;
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		if (identity_become_runner(who) != 0)
			_exit(1);
		serve(h, fds[1]);
	}
	close(fds[1]);
	h->runner = fds[0];
	return pid < 0 ? -errno : 0;
}

/* --- the queue --- */

struct hooks *hooks_open(const char *with_name, const char *with_variables,
                         const struct identity *who)
{
	struct hooks *h = calloc(1, sizeof(*h));
	int err;

	if (!h)
		return NULL;
	h->with_name = with_name;
	h->with_variables = with_variables;
	h->last = &h->first;
	h->runner = -1;
	err = start_runner(h, who);
	if (!err)
		return h;
	hooks_close(h);
	errno = -err;
	return NULL;
}

static void free_job(struct job *j)
{
	if (!j)
		return;
	for (int i = 0; i < VARIABLES; i++)
		free(j->variables[i]);
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

static bool queue(struct hooks *h, const struct hook_file *f, bool with_variables)
{
	struct job *j = calloc(1, sizeof(*j));

	if (!j)
		return false;
	j->with_variables = with_variables;
	j->name = strdup(f->name);
	if (!j->name || (with_variables && !set_variables(j, f))) {
		free_job(j);
		return false;
	}
	*h->last = j;
	h->last = &j->next;
	return true;
}

bool hooks_add(struct hooks *h, const struct hook_file *file)
{
	return (!h->with_name || queue(h, file, false)) &&
	       (!h->with_variables || queue(h, file, true));
}

static void pop(struct hooks *h)
{
	struct job *j = h->first;

	h->first = j->next;
	if (!h->first)
		h->last = &h->first;
	free_job(j);
	h->running = false;
}

/* returns 0 or -errno. */
static int ask(const struct hooks *h)
{
	const struct job *j = h->first;
	char *const only_name[] = { j->name };
	char *const *words = j->with_variables ? j->variables : only_name;
	char request[REQUEST_MAX - VARIABLES - 1];
	size_t at = 0;

	request[at++] = j->with_variables;
	for (int i = 0; i < (j->with_variables ? VARIABLES : 1); i++) {
		size_t len = strlen(words[i]) + 1;

		if (len > sizeof(request) - at)
			return -ENAMETOOLONG;
		memcpy(request + at, words[i], len);
		at += len;
	}
	if (send(h->runner, request, at, MSG_NOSIGNAL) < 0)
		return -errno;
	return 0;
}

static const char *command_of(const struct hooks *h)
{
	return h->first->with_variables ? h->with_variables : h->with_name;
}

static void say_gone(const struct hooks *h, char *msg)
{
	snprintf(msg, HOOKS_MSG_MAX, "%.100s for %.300s: the process that runs it is gone",
	         command_of(h), h->first->name);
}

/* Whether it is still running. */
static bool look(struct hooks *h, bool wait, char *msg)
{
	const char *command = command_of(h), *name = h->first->name;
	struct reply reply;
	ssize_t got;

	do
		got = recv(h->runner, &reply, sizeof(reply), wait ? 0 : MSG_DONTWAIT);
	while (got < 0 && errno == EINTR);
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return true;
	if (got != (ssize_t)sizeof(reply))
		say_gone(h, msg);
	else if (reply.error)
		snprintf(msg, HOOKS_MSG_MAX, "cannot run %.100s for %.300s: %s", command,
		         name, strerror(reply.error));
	else if (WIFSIGNALED(reply.status))
		snprintf(msg, HOOKS_MSG_MAX, "%.100s for %.300s: ended by signal %d",
		         command, name, WTERMSIG(reply.status));
	else if (WEXITSTATUS(reply.status))
		snprintf(msg, HOOKS_MSG_MAX, "%.100s for %.300s: exit status %d", command,
		         name, WEXITSTATUS(reply.status));
	pop(h);
	return false;
}

bool hooks_step(struct hooks *h, bool wait, char *msg)
{
	int err;

	msg[0] = '\0';
	if (h->running && look(h, wait, msg))
		return true;
	if (*msg || !h->first)
		return h->first != NULL;
	err = ask(h);
	h->running = err == 0;
	if (!err)
		return true;
	if (err == -EPIPE || err == -ECONNRESET)
		say_gone(h, msg);
	else
		snprintf(msg, HOOKS_MSG_MAX, "cannot run %.100s for %.300s: %s",
		         command_of(h), h->first->name, strerror(-err));
	pop(h);
	return h->first != NULL;
}

void hooks_close(struct hooks *h)
{
	if (!h)
		return;
	while (h->first)
		pop(h);
	if (h->runner >= 0)
		close(h->runner);
	free(h);
}
