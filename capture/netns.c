/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/netns.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture/source.h"

static int path_of(const char *name, char *path, size_t size, char *msg)
{
	if (!strncmp(name, "pid:", 4)) {
		size_t digits = strspn(name + 4, "0123456789");

		if (!digits || name[4 + digits]) {
			snprintf(msg, SOURCE_MSG_MAX,
			         "'%.64s' is no process: pid: takes a number", name);
			return -EINVAL;
		}
		snprintf(path, size, "/proc/%s/ns/net", name + 4);
	} else if (strchr(name, '/')) {
		snprintf(path, size, "%s", name);
	} else {
		snprintf(path, size, "/run/netns/%s", name);
	}
	return 0;
}

static void say_open(const char *name, const char *path, int err, char *msg)
{
	if (err == ENOENT && !strncmp(name, "pid:", 4))
		snprintf(msg, SOURCE_MSG_MAX, "there is no process %.32s", name + 4);
	else if (err == ENOENT && !strchr(name, '/'))
		snprintf(msg, SOURCE_MSG_MAX,
		         "no network namespace is called '%.64s'; 'ip netns' lists them, "
		         "pid:NUMBER is that of a process",
		         name);
	else
		snprintf(msg, SOURCE_MSG_MAX, "network namespace %.256s: %s", path,
		         strerror(err));
}

int netns_enter(const char *name, int *back, char *msg)
{
	char path[PATH_MAX];
	int err = 0, there;

	*back = -1;
	if (!name)
		return 0;
	err = path_of(name, path, sizeof(path), msg);
	if (err)
		return err;
	there = open(path, O_RDONLY | O_CLOEXEC);
	if (there < 0) {
		err = errno;
		say_open(name, path, err, msg);
		return -err;
	}
	*back = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (*back < 0 || setns(there, CLONE_NEWNET) != 0) {
		err = errno;
		snprintf(msg, SOURCE_MSG_MAX, "cannot enter network namespace %.256s: %s%s",
		         path, strerror(err),
		         err == EPERM   ? "; that takes CAP_SYS_ADMIN"
		         : err == EINVAL ? " (it is no network namespace)"
		                         : "");
		if (*back >= 0)
			close(*back);
		*back = -1;
	}
	close(there);
	return -err;
}

int netns_leave(int back)
{
	int err = 0;

	if (back < 0)
		return 0;
	if (setns(back, CLONE_NEWNET) != 0)
		err = -errno;
	close(back);
	return err;
}
