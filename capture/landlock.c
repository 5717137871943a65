/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* include/uapi/linux/landlock.h; the numbers are the same on all architectures. */
enum {
	CALL_CREATE_RULESET = 444,
	CALL_ADD_RULE = 445,
	CALL_RESTRICT_SELF = 446,
	CREATE_RULESET_VERSION = 1,
	RULE_PATH_BENEATH = 1,
};

struct ruleset_attr {
	uint64_t files;
	uint64_t net;    /* version 4, Linux 6.7 */
	uint64_t scoped; /* version 6, Linux 6.12 */
};

struct path_beneath {
	uint64_t allowed;
	int32_t parent_fd;
} __attribute__((packed));

enum {
	EXECUTE = 1 << 0,
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_FILE = 1 << 5,
	MAKE_REG = 1 << 8,
	FILES_1 = (1 << 13) - 1,
	REFER = 1 << 13,    /* version 2, Linux 5.19: between folders */
	TRUNCATE = 1 << 14, /* version 3, Linux 6.2 */
	IOCTL_DEV = 1 << 15, /* version 5, Linux 6.10 */
	NET_ALL = 3,         /* TCP: bind, connect */
	SCOPE_SOCKETS = 1,   /* abstract ones */
	SCOPE_SIGNALS = 2,
	CREATES = WRITE_FILE | REMOVE_FILE | MAKE_REG | REFER | TRUNCATE,
	READS = READ_FILE | READ_DIR,
};

struct landlock {
	int fd;
	uint64_t files; /* what is governed here */
};

int landlock_version(void)
{
	return (int)syscall(CALL_CREATE_RULESET, NULL, 0, CREATE_RULESET_VERSION);
}

static int allow_fd(struct landlock *l, int fd, uint64_t what)
{
	struct path_beneath rule = { what & l->files, fd };

	return syscall(CALL_ADD_RULE, l->fd, RULE_PATH_BENEATH, &rule, 0) != 0 ? -errno : 0;
}

static int allow(struct landlock *l, const char *dir, uint64_t what)
{
	int fd = open(dir, O_PATH | O_CLOEXEC | O_DIRECTORY), err;

	if (fd < 0)
		return -errno;
	err = allow_fd(l, fd, what);
	close(fd);
	return err;
}

struct landlock *landlock_new(bool reads, bool signals, int *err)
{
	int version = landlock_version();
	struct ruleset_attr attr = { FILES_1, 0, 0 };
	struct landlock *l = calloc(1, sizeof(*l));
	/* A kernel takes no more of it than it knows, unless the rest is zero. */
	size_t size = sizeof(attr);

	*err = l ? version < 0 ? -errno : 0 : -ENOMEM;
	if (*err) {
		free(l);
		return NULL;
	}
	attr.files |= version >= 2 ? REFER : 0;
	attr.files |= version >= 3 ? TRUNCATE : 0;
	attr.files |= version >= 5 ? IOCTL_DEV : 0;
	attr.net = version >= 4 && !reads ? NET_ALL : 0;
	attr.scoped = version >= 6 && !reads ? SCOPE_SOCKETS : 0;
	attr.scoped |= version >= 6 && !reads && !signals ? SCOPE_SIGNALS : 0;
	l->files = attr.files;
	l->fd = (int)syscall(CALL_CREATE_RULESET, &attr, size, 0);
	if (l->fd < 0) {
		*err = -errno;
		free(l);
		return NULL;
	}
	if (reads)
		*err = allow(l, "/", READS);
	if (*err) {
		landlock_free(l);
		return NULL;
	}
	return l;
}

void landlock_free(struct landlock *l)
{
	if (!l)
		return;
	close(l->fd);
	free(l);
}

int landlock_allow(struct landlock *l, const char *dir)
{
	return allow(l, dir, CREATES);
}

int landlock_allow_reading(struct landlock *l, const char *dir)
{
	return allow(l, dir, READS);
}

int landlock_allow_file(struct landlock *l, int fd)
{
	return allow_fd(l, fd, READ_FILE);
}

int landlock_enforce(struct landlock *l)
{
	return syscall(CALL_RESTRICT_SELF, l->fd, 0) != 0 ? -errno : 0;
}
