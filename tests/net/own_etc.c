/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/net/own_etc.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

bool etc_put(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (fd >= 0)
		close(fd);
	return n == (ssize_t)strlen(text);
}

/* An ordinary user may do all this in a user name space, as its root. */
static bool become_root_of_own(void)
{
	char uids[32], gids[32];

	snprintf(uids, sizeof(uids), "0 %u 1", geteuid());
	snprintf(gids, sizeof(gids), "0 %u 1", getegid());
	return !unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) &&
	       etc_put("/proc/self/setgroups", "deny") &&
	       etc_put("/proc/self/uid_map", uids) &&
	       etc_put("/proc/self/gid_map", gids);
}

/* In the folder, which becomes /etc. */
static bool replace_etc(const char *folder, bool (*fill)(void))
{
	int here = open(".", O_RDONLY | O_DIRECTORY);
	bool ok = here >= 0 && !chdir(folder) && fill() &&
	          !mount(folder, "/etc", NULL, MS_MOVE, NULL);

	ok = here >= 0 && !fchdir(here) && ok;
	if (here >= 0)
		close(here);
	return ok;
}

const char *own_etc(bool (*fill)(void))
{
	char folder[] = "/tmp/pfc-names-XXXXXX";
	bool ok;

	if (unshare(CLONE_NEWNS | CLONE_NEWNET) && !become_root_of_own())
		return "needs a mount and a network name space";
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) || !mkdtemp(folder))
		return "cannot make mounts private";
	/* The folder is gone with the name space. */
	if (mount("etc", folder, "tmpfs", 0, NULL)) {
		rmdir(folder);
		return "cannot mount a tmpfs";
	}
	ok = replace_etc(folder, fill);
	if (!ok)
		umount2(folder, MNT_DETACH);
	rmdir(folder);
	return ok ? NULL : "cannot replace /etc";
}
