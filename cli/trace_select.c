/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_select.c - options that select connections, for the kernel. */
#include "cli/trace.h"

#include <ctype.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/filter.h"
#include "cli/say.h"
#include "proto/link.h"


/* Digits to the last character. */
static bool read_u32(const char *text, size_t len, uint32_t *out)
{
	uint64_t n = 0;

	if (!len || len > 10)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)text[i]))
			return false;
		n = n * 10 + (uint64_t)(text[i] - '0');
	}
	*out = (uint32_t)n;
	return n <= UINT32_MAX;
}

static int select_pids(const char *list, struct tcp_settings *s)
{
	while (true) {
		size_t len = strcspn(list, ",");
		uint32_t pid;

		if (!read_u32(list, len, &pid) || !pid)
			return say_usage("--pid takes numbers of processes, not '%.*s'",
			                 (int)len, list);
		if (s->pid_count == TCP_PIDS_MAX)
			return say_usage("--pid takes at most %d processes",
			                 TCP_PIDS_MAX);
		s->pids[s->pid_count++] = pid;
		if (!list[len])
			return EXIT_DONE;
		list += len + 1;
	}
}

static int select_comm(const char *comm, struct tcp_settings *s)
{
	size_t len = strlen(comm);

	if (len >= TCP_COMM_LEN)
		return say_usage(
			"--comm: the kernel keeps %d bytes of a name, '%.*s' of '%s'",
			TCP_COMM_LEN - 1, TCP_COMM_LEN - 1, comm, comm);
	memcpy(s->comm, comm, len);
	return EXIT_DONE;
}

static int select_uid(const char *user, struct tcp_settings *s)
{
	const struct passwd *pw;

	if (!read_u32(user, strlen(user), &s->uid)) {
		pw = getpwnam(user);
		if (!pw)
			return say_usage("--uid: there is no user '%s'", user);
		s->uid = pw->pw_uid;
	}
	s->has_uid = true;
	return EXIT_DONE;
}

static int select_cgroup(const char *folder, struct tcp_settings *s)
{
	char events[4096];
	struct stat st;

	snprintf(events, sizeof(events), "%s/cgroup.procs", folder);
	if (stat(folder, &st) < 0)
		return say("--cgroup %s: %s", folder, strerror(errno));
	if (!S_ISDIR(st.st_mode) || access(events, F_OK) != 0)
		return say("--cgroup %s: that is no folder of a control group; they "
		           "are below "
		           "/sys/fs/cgroup",
		           folder);
	s->cgroup = st.st_ino;
	return EXIT_DONE;
}

static int select_netns(const char *name, struct tcp_settings *s)
{
	char path[4096];
	struct stat st;

	if (read_u32(name, strlen(name), &s->netns) && s->netns)
		return EXIT_DONE;
	if (!strncmp(name, "pid:", 4))
		snprintf(path, sizeof(path), "/proc/%s/ns/net", name + 4);
	else
		snprintf(path, sizeof(path), "%s%s",
		         strchr(name, '/') ? "" : "/run/netns/", name);
	if (stat(path, &st) < 0)
		return say("--netns %s: %s: %s", name, path, strerror(errno));
	s->netns = (uint32_t)st.st_ino;
	return EXIT_DONE;
}

int trace_select(const struct args *args, struct tcp_settings *s)
{
	int status = EXIT_DONE;

	if (args->pids)
		status = select_pids(args->pids, s);
	if (status == EXIT_DONE && args->comm)
		status = select_comm(args->comm, s);
	if (status == EXIT_DONE && args->uid)
		status = select_uid(args->uid, s);
	if (status == EXIT_DONE && args->cgroup)
		status = select_cgroup(args->cgroup, s);
	if (status == EXIT_DONE && args->netns)
		status = select_netns(args->netns, s);
	if (args->role >= 0)
		s->role = (uint8_t)(TCP_CLIENT + args->role);
	s->not_out = args->direction == DIRECTION_IN;
	s->not_in = args->direction == DIRECTION_OUT;
	s->command = args->command != NULL;
	s->unspecified = args->all_drops;
	s->io = args->io;
	s->sample = (uint32_t)args->sample;
	return status;
}

int trace_filter(const struct args *args, int count, char **words, bool connection,
                 struct pfc_prog **prog, char **object, size_t *len)
{
	struct filter filter;
	struct pfc_opts opts;
	int status = filter_init(&filter, args, count, words);

	*object = NULL;
	*prog = NULL;
	if (status == EXIT_DONE && filter.len) {
		filter_opts_trace(&opts, args, connection);
		status = filter_compile(&filter, args, &opts, prog);
		if (status == EXIT_DONE) {
			*object = pfc_prog_format(*prog, PFC_FORMAT_ELF, len);
			if (!*object)
				status = say("out of memory");
		}
	}
	filter_fini(&filter);
	return status;
}
