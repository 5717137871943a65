/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tracepoint.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int read_id(int folder, const char *name)
{
	char path[128], text[16] = "";
	int fd, id;

	snprintf(path, sizeof(path), "events/%s/id", name);
	fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	id = read(fd, text, sizeof(text) - 1) > 0 ? atoi(text) : -EIO;
	close(fd);
	return id > 0 ? id : -EIO;
}

/* The file system by itself, at no place. Source: fsopen(2), fsmount(2). */
static int open_unmounted(void)
{
	int fs = (int)syscall(SYS_fsopen, "tracefs", FSOPEN_CLOEXEC);
	int folder = -1;

	if (fs < 0)
		return -1;
	if (syscall(SYS_fsconfig, fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0)
		folder = (int)syscall(SYS_fsmount, fs, FSMOUNT_CLOEXEC, 0);
	close(fs);
	return folder;
}

int tracepoint_id(const char *name)
{
	static const char *const roots[] = { "/sys/kernel/tracing",
		                             "/sys/kernel/debug/tracing", NULL };
	int id = -ENOENT;

	for (int i = 0; id < 0 && i < 3; i++) {
		int folder = roots[i] ? open(roots[i], O_PATH | O_DIRECTORY | O_CLOEXEC)
		                      : open_unmounted();

		if (folder < 0)
			continue;
		id = read_id(folder, name);
		close(folder);
	}
	return id;
}

struct bpf_link *tracepoint_attach(const struct bpf_program *p, const char *name)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
		.sample_period = 1,
		.wakeup_events = 1,
	};
	int id = tracepoint_id(name);
	struct bpf_link *link;
	int fd, err;

	if (id < 0) {
		errno = -id;
		return NULL;
	}
	attr.config = (unsigned)id;
	fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		return NULL;
	link = bpf_program__attach_perf_event(p, fd);
	err = errno;
	if (!link) {
		close(fd);
		errno = err;
	}
	return link;
}
